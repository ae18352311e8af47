//! Addresses as text.

use std::net::SocketAddr;

use ws2_namespace::address_text::{format_socket, parse_socket};
use ws2_types::abi::winsock as ws;
use ws2_types::abi::winsock::{AF_INET, AF_INET6, SOCKADDR};
use ws2_types::sockaddr::{self, SOCKADDR_IN_BYTES, SOCKADDR_IN6_BYTES};
use ws2_types::{WsaError, WsaResult};

use super::procedure;
use crate::lent;
use crate::text::{self, Character};

/// As [`address_to_string`].
///
/// # Safety
/// As [`address_to_string`]; `info` is NULL or valid for reads.
pub(super) unsafe extern "system" fn WSPAddressToString(
    address: *const SOCKADDR,
    address_len: u32,
    info: *const ws::WSAPROTOCOL_INFOW,
    buffer: *mut u16,
    buffer_len: *mut u32,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: NULL or a catalog entry.
        let family = unsafe { lent::read(info) }.ok().map(|info| info.iAddressFamily);
        // SAFETY: passed on.
        unsafe { address_to_string(address, address_len, family, buffer, buffer_len) }
    };
    // SAFETY: passed on.
    unsafe { procedure(error, call) }
}

/// As [`string_to_address`].
///
/// # Safety
/// As [`string_to_address`]; `info` is NULL or valid for reads.
pub(super) unsafe extern "system" fn WSPStringToAddress(
    text: *const u16,
    family: i32,
    info: *const ws::WSAPROTOCOL_INFOW,
    address: *mut SOCKADDR,
    address_len: *mut i32,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: NULL or a catalog entry.
        let provider_family = unsafe { lent::read(info) }.ok().map(|info| info.iAddressFamily);
        // SAFETY: passed on.
        unsafe { string_to_address(text, family, provider_family, address, address_len) }
    };
    // SAFETY: passed on.
    unsafe { procedure(error, call) }
}

/// Reads a `SOCKADDR` of which `len` bytes are there; no more is read than its family needs.
///
/// # Errors
/// `WSAEFAULT` for a null pointer or too short an address, `WSAEAFNOSUPPORT` for an unknown family.
///
/// # Safety
/// `address` is null or points to `len` readable bytes.
pub unsafe fn read_address(address: *const SOCKADDR, len: usize) -> WsaResult<SocketAddr> {
    const FAMILY_BYTES: usize = size_of::<u16>();
    if address.is_null() || len < FAMILY_BYTES {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: two bytes are there, as just checked.
    let needed = match unsafe { address.cast::<u16>().read_unaligned() } {
        AF_INET => SOCKADDR_IN_BYTES,
        AF_INET6 => SOCKADDR_IN6_BYTES,
        _ => FAMILY_BYTES,
    };
    // SAFETY: not more bytes than the caller says are there.
    let bytes = unsafe { std::slice::from_raw_parts(address.cast::<u8>(), needed.min(len)) };
    sockaddr::decode(bytes)
}

/// # Safety
/// As [`WSAAddressToStringA`].
pub unsafe fn address_to_string<C: Character>(
    address: *const SOCKADDR,
    address_len: u32,
    provider_family: Option<i32>,
    buffer: *mut C,
    buffer_len: *mut u32,
) -> WsaResult<i32> {
    if buffer_len.is_null() {
        return Err(WsaError::WSAEINVAL);
    }
    // SAFETY: passed on from the caller.
    let address = unsafe { read_address(address, address_len as usize) }.map_err(|_| WsaError::WSAEINVAL)?;
    if provider_family.is_some_and(|family| family != i32::from(sockaddr::family(&address))) {
        return Err(WsaError::WSAEINVAL);
    }
    // SAFETY: not null, so it may be read; the buffer is as long as it says.
    let written =
        unsafe { text::write(&format_socket(&address), buffer, buffer_len.read_unaligned() as usize) };
    let (len, result) = match written {
        Ok(len) => (len, Ok(0)),
        Err(needed) => (needed, Err(WsaError::WSAEFAULT)),
    };
    // SAFETY: not null, so it may be written.
    unsafe { buffer_len.write_unaligned(len as u32) };
    result
}

/// # Safety
/// As [`WSAStringToAddressA`].
pub unsafe fn string_to_address<C: Character>(
    text: *const C,
    family: i32,
    provider_family: Option<i32>,
    address: *mut SOCKADDR,
    address_len: *mut i32,
) -> WsaResult<i32> {
    if address_len.is_null() {
        return Err(WsaError::WSAEFAULT);
    }
    if provider_family.is_some_and(|provider_family| provider_family != family) {
        return Err(WsaError::WSAEINVAL);
    }
    // SAFETY: passed on from the caller.
    let parsed = unsafe { text::read(text) }.and_then(|text| parse_socket(family, &text));
    let encoded = sockaddr::encode(&parsed.ok_or(WsaError::WSAEINVAL)?);
    let bytes = encoded.as_bytes();
    // SAFETY: not null, so it may be read and written.
    let capacity = unsafe { address_len.read_unaligned() };
    // SAFETY: as above.
    unsafe { address_len.write_unaligned(bytes.len() as i32) };
    if address.is_null() || capacity < bytes.len() as i32 {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: the buffer has room for the address.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), address.cast::<u8>(), bytes.len()) };
    Ok(0)
}
