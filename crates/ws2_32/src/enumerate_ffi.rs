//! `WSAEnumProtocols`: the catalog as applications see it.

use std::borrow::Cow;

use ws2_dispatch::catalog;
use ws2_spi::catalog::ProtocolInfo;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::lent;
use crate::socket_ffi::narrow;

/// # Safety
/// `protocols` is NULL or a list that ends with 0; `buffer` and `len` follow `WSAEnumProtocols`.
#[unsafe(export_name = "ws2_32_WSAEnumProtocolsW")]
pub unsafe extern "C" fn WSAEnumProtocolsW(
    protocols: *const i32,
    buffer: *mut ws::WSAPROTOCOL_INFOW,
    len: *mut u32,
) -> i32 {
    // SAFETY: passed on.
    winsock(|| unsafe { enumerate(protocols, buffer, len, |entry| *entry) })
}

/// # Safety
/// As [`WSAEnumProtocolsW`].
#[unsafe(export_name = "ws2_32_WSAEnumProtocolsA")]
pub unsafe extern "C" fn WSAEnumProtocolsA(
    protocols: *const i32,
    buffer: *mut ws::WSAPROTOCOL_INFOA,
    len: *mut u32,
) -> i32 {
    // SAFETY: passed on.
    winsock(|| unsafe { enumerate(protocols, buffer, len, narrow) })
}

/// # Safety
/// As [`WSAEnumProtocolsW`].
unsafe fn enumerate<T>(
    protocols: *const i32,
    buffer: *mut T,
    len: *mut u32,
    form: impl Fn(&ProtocolInfo) -> T,
) -> WsaResult<i32> {
    // SAFETY: the caller's promise.
    let wanted = unsafe { zero_ended(protocols) };
    let visible: Vec<T> = visible(&wanted).map(|entry| form(entry.protocol)).collect();
    // SAFETY: passed on.
    unsafe { hand_out(&visible, buffer, len) }
}

/// Copies a list into the room of a program; answers its length.
///
/// # Errors
/// `WSAEFAULT`: no length; `WSAENOBUFS`: no room, and the length is now the one that is needed.
///
/// # Safety
/// `len` is NULL or valid for reads and writes, `buffer` for writes of `*len` bytes.
pub(crate) unsafe fn hand_out<T>(list: &[T], buffer: *mut T, len: *mut u32) -> WsaResult<i32> {
    // SAFETY: NULL or the caller's to read.
    let room = unsafe { lent::read(len) }?;
    let needed = size_of_val(list) as u32;
    if buffer.is_null() || room < needed {
        // SAFETY: read before.
        unsafe { lent::write(len, needed) }?;
        return Err(WsaError::WSAENOBUFS);
    }
    // SAFETY: not NULL, and the caller vouches for `len` bytes, which suffice.
    unsafe { std::ptr::copy_nonoverlapping(list.as_ptr().cast(), buffer.cast::<u8>(), needed as usize) };
    Ok(list.len() as i32)
}

/// The entries that applications see, of these protocols or, if there are none, of all.
pub(crate) fn visible(wanted: &[i32]) -> impl Iterator<Item = catalog::Entry> {
    catalog::entries()
        .filter(|entry| wanted.is_empty() || wanted.contains(&entry.protocol.iProtocol))
        .filter(|entry| entry.protocol.ProtocolChain.ChainLen != 0)
        .filter(|entry| entry.protocol.dwProviderFlags & ws::PFL_HIDDEN == 0)
}

/// # Safety
/// `list` is NULL (an empty list) or ends with 0.
pub(crate) unsafe fn zero_ended<'a>(list: *const i32) -> Cow<'a, [i32]> {
    if list.is_null() {
        return Cow::Borrowed(&[]);
    }
    let mut count = 0;
    // SAFETY: the list goes on until its 0.
    while unsafe { list.add(count).read_unaligned() } != 0 {
        count += 1;
    }
    // SAFETY: `count` entries were just read.
    unsafe { lent::array(list, count) }
}
