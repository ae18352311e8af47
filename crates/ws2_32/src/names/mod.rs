//! Names and addresses at the C boundary: `getaddrinfo`, `gethostbyname`, `inet_*`, `WSAAddressToString`,
//! `RtlIpv4AddressToString` and their kin. What they mean is decided in `ws2-namespace`; here are strings,
//! layouts and memory.
//!
//! "ANSI" strings are UTF-8; bytes that are not stand for U+FFFD, which no name contains.

mod address_info;
mod address_info_ffi;
mod address_text_ffi;
mod async_names_ffi;
mod byte_order_ffi;
mod error_text_ffi;
mod host_name_ffi;
mod name_entries;
mod name_entries_ffi;
mod name_info_ffi;
mod packed_entries;
mod rtl_address_text_ffi;
pub(crate) mod text;

#[cfg(test)]
mod tests;

use std::net::SocketAddr;

use win32_wait::last_error::last_error;
use ws2_types::abi::winsock::{AF_INET, AF_INET6, SOCKADDR};
use ws2_types::sockaddr::{self, SOCKADDR_IN_BYTES, SOCKADDR_IN6_BYTES};
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;

/// Runs a call that returns its error code, and 0 for success, besides setting the last error.
fn status(call: impl FnOnce() -> WsaResult<()>) -> i32 {
    match winsock(|| call().map(|()| 0)) {
        0 => 0,
        _ => last_error() as i32,
    }
}

/// Reads a `SOCKADDR` of which `len` bytes are there; no more is read than its family needs.
///
/// # Errors
/// `WSAEFAULT` for a null pointer or too short an address, `WSAEAFNOSUPPORT` for an unknown family.
///
/// # Safety
/// `address` is null or points to `len` readable bytes.
pub(crate) unsafe fn read_address(address: *const SOCKADDR, len: usize) -> WsaResult<SocketAddr> {
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
