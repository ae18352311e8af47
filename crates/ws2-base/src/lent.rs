//! Memory the program lends for the time of a call, as it stands in C arguments.
//!
//! NULL, an address next to it and impossible lengths are refused here with `WSAEFAULT`; whether the rest is really
//! the program's is the kernel's to judge where it can. Values may stand at any address: packed structures hold them unaligned.

use std::borrow::Cow;

use win32_wait::completion::LOWEST_ADDRESS;
use ws2_spi::LentBuffer;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

/// Whether a program can have meant nothing by an address: NULL, or next to it.
#[inline]
pub fn is_absent<T>(pointer: *const T) -> bool {
    pointer.addr() < LOWEST_ADDRESS
}

/// The value of an input argument.
///
/// # Errors
/// `WSAEFAULT`: NULL, or next to it.
///
/// # Safety
/// If not NULL, `pointer` is valid for reads, aligned or not.
#[inline]
pub unsafe fn read<T: Copy>(pointer: *const T) -> WsaResult<T> {
    if is_absent(pointer) {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: not absent; the caller vouches for the rest.
    Ok(unsafe { pointer.read_unaligned() })
}

/// Sets an output argument.
///
/// # Errors
/// `WSAEFAULT`: NULL, or next to it.
///
/// # Safety
/// If not NULL, `pointer` is valid for writes, aligned or not.
#[inline]
pub unsafe fn write<T>(pointer: *mut T, value: T) -> WsaResult<()> {
    if is_absent(pointer) {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: not absent; the caller vouches for the rest.
    unsafe { pointer.write_unaligned(value) };
    Ok(())
}

/// An array that a call reads.
///
/// # Safety
/// `first` is valid for reads of `count` entries, aligned or not.
pub unsafe fn array<'a, T: Copy>(first: *const T, count: usize) -> Cow<'a, [T]> {
    if first.is_aligned() {
        // SAFETY: aligned; the caller vouches for the rest.
        return Cow::Borrowed(unsafe { std::slice::from_raw_parts(first, count) });
    }
    // SAFETY: the caller's promise.
    (0..count).map(|index| unsafe { first.add(index).read_unaligned() }).collect()
}

/// The bytes of an input argument.
///
/// # Safety
/// If not NULL, `pointer` is valid for reads of `len` bytes during the call.
pub unsafe fn bytes<'a>(pointer: *const u8, len: i32) -> WsaResult<&'a [u8]> {
    let len = usize::try_from(len).map_err(|_| WsaError::WSAEFAULT)?;
    if is_absent(pointer) {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: not absent; the caller vouches for the length.
    Ok(unsafe { std::slice::from_raw_parts(pointer, len) })
}

/// The bytes of an output argument.
///
/// # Safety
/// If not NULL, `pointer` is valid for writes of `len` bytes during the call.
pub unsafe fn bytes_mut<'a>(pointer: *mut u8, len: i32) -> WsaResult<&'a mut [u8]> {
    let len = usize::try_from(len).map_err(|_| WsaError::WSAEFAULT)?;
    if is_absent(pointer) {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: not absent; the caller vouches for the length.
    Ok(unsafe { std::slice::from_raw_parts_mut(pointer, len) })
}

/// That of IPv4.
const SHORTEST_ADDRESS: i32 = 16;

/// A `SOCKADDR` output with its in-out length. Both NULL: the program does not want it.
pub struct AddressOut {
    address: *mut u8,
    len: *mut i32,
}

impl AddressOut {
    /// For calls where the address may be left out.
    ///
    /// # Errors
    /// `WSAEFAULT`: room without a length, or a length too short for any address.
    ///
    /// # Safety
    /// `len`, if not NULL, is valid for reads and writes; `address` for writes of `*len` bytes.
    pub unsafe fn optional(address: *mut ws::SOCKADDR, len: *mut i32) -> WsaResult<Option<AddressOut>> {
        if address.is_null() {
            return Ok(None);
        }
        // SAFETY: passed on.
        unsafe { AddressOut::required(address, len) }.map(Some)
    }

    /// For calls that are about the address.
    ///
    /// # Errors
    /// `WSAEFAULT`.
    ///
    /// # Safety
    /// As [`AddressOut::optional`].
    pub unsafe fn required(address: *mut ws::SOCKADDR, len: *mut i32) -> WsaResult<AddressOut> {
        // SAFETY: absent, or the caller's for the call.
        if is_absent(address) || unsafe { read(len) }? < SHORTEST_ADDRESS {
            return Err(WsaError::WSAEFAULT);
        }
        Ok(AddressOut { address: address.cast(), len })
    }

    /// Fails before anything is done when the room cannot hold an address of the socket's family.
    ///
    /// # Errors
    /// `WSAEFAULT`.
    pub fn require_room(&self, family: i32) -> WsaResult<()> {
        let needed = if family == i32::from(ws::AF_INET6) { 28 } else { 16 };
        // SAFETY: `len` was checked for NULL and is the caller's for the call.
        let room = unsafe { self.len.read_unaligned() };
        if room < needed { Err(WsaError::WSAEFAULT) } else { Ok(()) }
    }

    /// Hands out an address and its length.
    ///
    /// # Errors
    /// `WSAEFAULT`: it does not fit.
    pub fn fill(&self, address: &[u8]) -> WsaResult<()> {
        // SAFETY: `len` was checked for NULL and is the caller's for the call.
        let room = unsafe { self.len.read_unaligned() };
        if (room as i64) < address.len() as i64 {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: the address fits into the room the caller lends.
        unsafe {
            std::ptr::copy_nonoverlapping(address.as_ptr(), self.address, address.len());
            self.len.write_unaligned(address.len() as i32);
        }
        Ok(())
    }
}

/// Buffers on the stack up to this many, on the heap beyond.
const INLINE_BUFFERS: usize = 8;
/// What the kernel takes in one call.
const MOST_BUFFERS: u32 = 1024;

/// Translates an array of `WSABUF` and hands the kernel's form of it to `call`.
///
/// # Errors
/// `WSAEFAULT`: NULL. `WSAEINVAL`: no buffers. `WSAENOBUFS`: more than the kernel takes. Else those of `call`.
///
/// # Safety
/// If not NULL, `buffers` is valid for reads of `count` entries.
#[inline]
pub unsafe fn with_buffers<R>(
    buffers: *const ws::WSABUF,
    count: u32,
    call: impl FnOnce(&[LentBuffer]) -> WsaResult<R>,
) -> WsaResult<R> {
    if is_absent(buffers) {
        return Err(WsaError::WSAEFAULT);
    }
    let lent = |buffer: &ws::WSABUF| LentBuffer { base: buffer.buf, len: buffer.len as usize };
    if count == 1 {
        // SAFETY: not NULL; the caller vouches for one.
        let buffer = lent(&unsafe { buffers.read_unaligned() });
        if buffer.base.is_null() && buffer.len > 0 {
            return Err(WsaError::WSAEFAULT);
        }
        return call(&[buffer]);
    }
    if count == 0 {
        return Err(WsaError::WSAEINVAL);
    }
    if count > MOST_BUFFERS {
        return Err(WsaError::WSAENOBUFS);
    }
    // SAFETY: not NULL; the caller vouches for the count.
    let buffers = unsafe { array(buffers, count as usize) };
    if buffers.len() <= INLINE_BUFFERS {
        let mut inline = [LentBuffer { base: std::ptr::null_mut(), len: 0 }; INLINE_BUFFERS];
        for (slot, buffer) in inline.iter_mut().zip(&*buffers) {
            *slot = lent(buffer);
        }
        return call(&inline[..buffers.len()]);
    }
    call(&buffers.iter().map(lent).collect::<Vec<_>>())
}
