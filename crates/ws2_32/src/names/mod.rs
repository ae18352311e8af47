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

#[cfg(test)]
mod tests;

use win32_wait::last_error::last_error;
pub(crate) use ws2_base::procedures::read_address;
pub(crate) use ws2_base::text;
use ws2_types::WsaResult;

use crate::boundary::winsock;

/// Runs a call that returns its error code, and 0 for success, besides setting the last error.
fn status(call: impl FnOnce() -> WsaResult<()>) -> i32 {
    match winsock(|| call().map(|()| 0)) {
        0 => 0,
        _ => last_error() as i32,
    }
}
