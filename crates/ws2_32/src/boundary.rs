//! Where C calls enter: panics stop here, the start-up count is checked, the last error is set.

use std::panic::{AssertUnwindSafe, catch_unwind};

use win32_wait::last_error::{set_last_error, set_last_wsa_error};
use ws2_dispatch::startup;
use ws2_types::{WsaError, WsaResult};

/// What a C function returns when it failed.
pub(crate) trait Failure {
    /// `SOCKET_ERROR`, `INVALID_SOCKET`, `NULL`, …
    const FAILURE: Self;
}

impl Failure for i32 {
    const FAILURE: i32 = -1;
}

impl Failure for usize {
    const FAILURE: usize = usize::MAX;
}

impl Failure for u32 {
    const FAILURE: u32 = u32::MAX;
}

impl<T> Failure for *mut T {
    const FAILURE: *mut T = std::ptr::null_mut();
}

impl<T> Failure for *const T {
    const FAILURE: *const T = std::ptr::null();
}

/// Runs a Windows Sockets call: `WSANOTINITIALISED` without start-up, `WSAEINPROGRESS` within a hooked call of the
/// thread, the error as last error otherwise.
#[inline]
pub(crate) fn winsock<R: Failure>(call: impl FnOnce() -> WsaResult<R>) -> R {
    unchecked(|| {
        startup::require_started()?;
        startup::require_no_call_in_progress()?;
        call()
    })
}

/// Runs a call that needs no start-up, such as those of the base API.
#[inline]
pub(crate) fn unchecked<R: Failure>(call: impl FnOnce() -> WsaResult<R>) -> R {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => {
            set_last_wsa_error(error);
            R::FAILURE
        }
        Err(_) => {
            set_last_error(WsaError::WSASYSCALLFAILURE.code() as u32);
            R::FAILURE
        }
    }
}
