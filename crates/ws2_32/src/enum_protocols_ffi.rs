//! `EnumProtocols`: the catalog in the form of Microsoft's extensions to Winsock 1.1 (`nspapi.h`).
//!
//! The structures stand at the beginning of the caller's buffer, the names they point to at its end.

use ws2_dispatch::catalog;
use ws2_spi::catalog::ProtocolInfo;
use ws2_types::abi::foundation::ERROR_INSUFFICIENT_BUFFER;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::unchecked;
use crate::enumerate_ffi::visible;
use crate::lent;
use crate::names::text::{Character, terminated};

/// The flags that have the same meaning, and the same bits, as those of `WSAPROTOCOL_INFO`.
const SERVICE_FLAGS: u32 = ws::XP_CONNECTIONLESS
    | ws::XP_GUARANTEED_DELIVERY
    | ws::XP_GUARANTEED_ORDER
    | ws::XP_MESSAGE_ORIENTED
    | ws::XP_PSEUDO_STREAM
    | ws::XP_GRACEFUL_CLOSE
    | ws::XP_EXPEDITED_DATA
    | ws::XP_CONNECT_DATA
    | ws::XP_DISCONNECT_DATA
    | ws::XP_SUPPORTS_BROADCAST
    | ws::XP_SUPPORTS_MULTICAST;

/// Describes the protocols of a list that ends with 0, or all.
///
/// # Errors
/// `SOCKET_ERROR` with `WSAEFAULT` without a length, `ERROR_INSUFFICIENT_BUFFER`: the length is now the one that is needed.
/// No start-up is needed.
///
/// # Safety
/// `protocols` is NULL or ends with 0; `len` is NULL or valid for reads and writes, `buffer` for writes of `*len` bytes.
#[unsafe(export_name = "ws2_32_EnumProtocolsA")]
pub unsafe extern "C" fn EnumProtocolsA(protocols: *const i32, buffer: *mut u8, len: *mut u32) -> i32 {
    let form = |info: &ProtocolInfo, name: *mut u8| ws::PROTOCOL_INFOA {
        dwServiceFlags: info.dwServiceFlags1 & SERVICE_FLAGS,
        iAddressFamily: info.iAddressFamily,
        iMaxSockAddr: info.iMaxSockAddr,
        iMinSockAddr: info.iMinSockAddr,
        iSocketType: info.iSocketType,
        iProtocol: info.iProtocol,
        dwMessageSize: info.dwMessageSize,
        lpProtocol: name,
    };
    // SAFETY: passed on.
    unchecked(|| unsafe { enumerate(protocols, buffer, len, form) })
}

/// [`EnumProtocolsA`] for UTF-16.
///
/// # Errors
/// As [`EnumProtocolsA`].
///
/// # Safety
/// As [`EnumProtocolsA`].
#[unsafe(export_name = "ws2_32_EnumProtocolsW")]
pub unsafe extern "C" fn EnumProtocolsW(protocols: *const i32, buffer: *mut u8, len: *mut u32) -> i32 {
    let form = |info: &ProtocolInfo, name: *mut u16| ws::PROTOCOL_INFOW {
        dwServiceFlags: info.dwServiceFlags1 & SERVICE_FLAGS,
        iAddressFamily: info.iAddressFamily,
        iMaxSockAddr: info.iMaxSockAddr,
        iMinSockAddr: info.iMinSockAddr,
        iSocketType: info.iSocketType,
        iProtocol: info.iProtocol,
        dwMessageSize: info.dwMessageSize,
        lpProtocol: name,
    };
    // SAFETY: passed on.
    unchecked(|| unsafe { enumerate(protocols, buffer, len, form) })
}

/// # Safety
/// As [`EnumProtocolsA`].
unsafe fn enumerate<C: Character, T>(
    protocols: *const i32,
    buffer: *mut u8,
    len: *mut u32,
    form: impl Fn(&ProtocolInfo, *mut C) -> T,
) -> WsaResult<i32> {
    // SAFETY: NULL or the caller's to read.
    let room = unsafe { lent::read(len) }? as usize;
    // SAFETY: the caller's promise.
    let wanted = unsafe { crate::enumerate_ffi::zero_ended(protocols) };
    let entries: Vec<(&ProtocolInfo, Vec<C>)> = visible(&wanted)
        .map(|entry: catalog::Entry| (entry.protocol, terminated(&name_of(entry.protocol))))
        .collect();
    let names_bytes: usize = entries.iter().map(|(_, name)| size_of_val(name.as_slice())).sum();
    let needed = entries.len() * size_of::<T>() + names_bytes;
    if buffer.is_null() || room < needed {
        // SAFETY: read before.
        unsafe { lent::write(len, needed as u32) }?;
        return Err(WsaError::from_code(ERROR_INSUFFICIENT_BUFFER as i32));
    }
    let mut end = room & !(align_of::<C>() - 1);
    for (index, (info, name)) in entries.iter().enumerate() {
        end -= size_of_val(name.as_slice());
        let place = buffer.wrapping_add(end);
        // SAFETY: the structures take the front of the room and the names its end; together they fit.
        unsafe {
            std::ptr::copy_nonoverlapping(name.as_ptr().cast(), place, size_of_val(name.as_slice()));
            buffer.cast::<T>().add(index).write_unaligned(form(info, place.cast()));
        }
    }
    Ok(entries.len() as i32)
}

fn name_of(info: &ProtocolInfo) -> String {
    let units = info.szProtocol.iter().copied().take_while(|unit| *unit != 0);
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
