//! Work objects, and callbacks that run once.

use std::ffi::c_void;
use std::sync::Arc;

use win32_wait::pool::{Call, Work, submit_once};
use ws2_types::WsaError;
use ws2_types::abi::threading::{PTP_SIMPLE_CALLBACK, PTP_WORK_CALLBACK, TP_CALLBACK_ENVIRON_V3};

use super::bool_call;
use super::threadpool::{expose, on_object, open_call, restore};
use super::threadpool_environment_ffi::settings;

/// A work object for a function.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: no function, or a bad environment. `ERROR_INVALID_HANDLE`, `ERROR_NOT_ENOUGH_MEMORY`.
///
/// # Safety
/// The function may be called with `context` on threads of the pool; `environment` is NULL or valid.
#[unsafe(export_name = "ws2_32_CreateThreadpoolWork")]
pub unsafe extern "C" fn CreateThreadpoolWork(
    function: PTP_WORK_CALLBACK,
    context: *mut c_void,
    environment: *const TP_CALLBACK_ENVIRON_V3,
) -> isize {
    open_call(|| {
        let function = function.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        // SAFETY: passed on.
        let settings = unsafe { settings(environment, context) }?;
        let context = expose(context);
        // SAFETY: the caller allowed the call.
        let call = move |call: Call| unsafe {
            function(call.instance as isize, restore(context), call.object as isize);
        };
        Work::open(settings, Box::new(call))
    })
}

/// Has the function run once more, at the same time as its other runs if need be.
#[unsafe(export_name = "ws2_32_SubmitThreadpoolWork")]
pub extern "C" fn SubmitThreadpoolWork(work: isize) {
    on_object(work, |work: &Arc<Work>| work.submit());
}

/// # Blocking
/// Until no callback of the object is queued or runs; within one of them for ever.
#[unsafe(export_name = "ws2_32_WaitForThreadpoolWorkCallbacks")]
pub extern "C" fn WaitForThreadpoolWorkCallbacks(work: isize, cancel_pending: i32) {
    on_object(work, |work: &Arc<Work>| work.wait(cancel_pending != 0));
}

/// Closes the object; callbacks that are queued still run.
#[unsafe(export_name = "ws2_32_CloseThreadpoolWork")]
pub extern "C" fn CloseThreadpoolWork(work: isize) {
    on_object(work, |work: &Arc<Work>| work.release());
}

/// Has a function run once.
///
/// # Errors
/// As [`CreateThreadpoolWork`].
///
/// # Safety
/// As [`CreateThreadpoolWork`].
#[unsafe(export_name = "ws2_32_TrySubmitThreadpoolCallback")]
pub unsafe extern "C" fn TrySubmitThreadpoolCallback(
    function: PTP_SIMPLE_CALLBACK,
    context: *mut c_void,
    environment: *const TP_CALLBACK_ENVIRON_V3,
) -> i32 {
    bool_call(|| {
        let function = function.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        // SAFETY: passed on.
        let settings = unsafe { settings(environment, context) }?;
        let context = expose(context);
        // SAFETY: the caller allowed the call.
        let call = move |call: Call| unsafe { function(call.instance as isize, restore(context)) };
        submit_once(settings, Box::new(call));
        Ok(())
    })
}
