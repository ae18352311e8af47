//! Wait objects.

use std::ffi::c_void;
use std::sync::Arc;

use win32_wait::pool::{Call, Cause, Wait};
use win32_wait::wait::object_of;
use ws2_types::WsaError;
use ws2_types::abi::foundation::{FILETIME, HANDLE, WAIT_OBJECT_0, WAIT_TIMEOUT};
use ws2_types::abi::threading::{PTP_WAIT_CALLBACK, TP_CALLBACK_ENVIRON_V3};

use super::base_call;
use super::threadpool::{expose, on_object, open_call, pool_object, restore};
use super::threadpool_environment_ffi::settings;
use super::threadpool_timer_ffi::due;

/// A wait object for a function; it waits for nothing.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: no function, or a bad environment. `ERROR_INVALID_HANDLE`, `ERROR_NOT_ENOUGH_MEMORY`.
///
/// # Safety
/// The function may be called with `context` on threads of the pool; `environment` is NULL or valid.
#[unsafe(export_name = "ws2_32_CreateThreadpoolWait")]
pub unsafe extern "C" fn CreateThreadpoolWait(
    function: PTP_WAIT_CALLBACK,
    context: *mut c_void,
    environment: *const TP_CALLBACK_ENVIRON_V3,
) -> isize {
    open_call(|| {
        let function = function.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        // SAFETY: passed on.
        let settings = unsafe { settings(environment, context) }?;
        let context = expose(context);
        let call = move |call: Call| {
            let timed_out = matches!(call.cause, Cause::Waited { timed_out: true });
            let result = if timed_out { WAIT_TIMEOUT } else { WAIT_OBJECT_0 };
            // SAFETY: the caller allowed the call.
            unsafe { function(call.instance as isize, restore(context), call.object as isize, result) };
        };
        Wait::open(settings, Box::new(call))
    })
}

/// As [`SetThreadpoolWaitEx`], without the answer.
///
/// # Safety
/// As [`SetThreadpoolWaitEx`].
#[unsafe(export_name = "ws2_32_SetThreadpoolWait")]
pub unsafe extern "C" fn SetThreadpoolWait(wait: isize, handle: HANDLE, timeout: *const FILETIME) {
    // SAFETY: passed on.
    unsafe { SetThreadpoolWaitEx(wait, handle, timeout, std::ptr::null_mut()) };
}

/// Waits for a handle until a time, NULL for ever, in place of what the object waited for; a NULL handle waits for
/// nothing. One callback comes of it. The answer is whether the former wait was active and is cancelled.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: nothing that can be waited for, or no wait object; nothing is waited for then.
///
/// # Safety
/// `timeout` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_SetThreadpoolWaitEx")]
pub unsafe extern "C" fn SetThreadpoolWaitEx(
    wait: isize,
    handle: HANDLE,
    timeout: *const FILETIME,
    _reserved: *mut c_void,
) -> i32 {
    base_call(0, || {
        let wait = pool_object::<Wait>(wait)?;
        if handle.is_null() {
            return Ok(wait.unset().into());
        }
        let object = object_of(handle.addr()).inspect_err(|_| {
            wait.unset();
        })?;
        // SAFETY: the caller's promise.
        Ok(wait.set(object, unsafe { due(timeout) })?.into())
    })
}

/// # Blocking
/// Until no callback of the object is queued or runs; within one of them for ever.
#[unsafe(export_name = "ws2_32_WaitForThreadpoolWaitCallbacks")]
pub extern "C" fn WaitForThreadpoolWaitCallbacks(wait: isize, cancel_pending: i32) {
    on_object(wait, |wait: &Arc<Wait>| wait.wait(cancel_pending != 0));
}

/// Closes the object; callbacks that are queued still run.
#[unsafe(export_name = "ws2_32_CloseThreadpoolWait")]
pub extern "C" fn CloseThreadpoolWait(wait: isize) {
    on_object(wait, |wait: &Arc<Wait>| wait.release());
}
