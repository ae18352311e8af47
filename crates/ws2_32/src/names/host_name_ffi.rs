//! `gethostname` and `GetHostNameW`.

use ws2_namespace::local;
use ws2_types::{WsaError, WsaResult};

use super::text::{self, Character};
use crate::boundary::winsock;

/// Writes the name of this computer.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAEFAULT` for a null or too short buffer.
///
/// # Safety
/// `name` is null or has room for `len` bytes.
#[unsafe(export_name = "ws2_32_gethostname")]
pub unsafe extern "C" fn gethostname(name: *mut u8, len: i32) -> i32 {
    // SAFETY: passed on from the caller.
    winsock(|| unsafe { host_name(name, len) })
}

/// [`gethostname`] for UTF-16; the length counts characters.
///
/// # Errors
/// As [`gethostname`].
///
/// # Safety
/// As [`gethostname`].
#[unsafe(export_name = "ws2_32_GetHostNameW")]
pub unsafe extern "C" fn GetHostNameW(name: *mut u16, len: i32) -> i32 {
    // SAFETY: passed on from the caller.
    winsock(|| unsafe { host_name(name, len) })
}

/// # Safety
/// As [`gethostname`].
pub(super) unsafe fn host_name<C: Character>(name: *mut C, len: i32) -> WsaResult<i32> {
    let capacity = usize::try_from(len).unwrap_or(0);
    // SAFETY: passed on from the caller.
    let written = unsafe { text::write(&local::host_name(), name, capacity) };
    written.map(|_| 0).map_err(|_| WsaError::WSAEFAULT)
}
