//! The older functions of the thread pool: work items and registered waits. They use the process's pool.

use std::ffi::c_void;
use std::sync::Arc;
use std::time::Duration;

use win32_wait::event::Event;
use win32_wait::pool::{Call, Cause, Completion, Pool, RegisteredWait, Settings, submit_once};
use win32_wait::thread::StartRoutine;
use win32_wait::wait::{INFINITE, object_of};
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::threading::{
    WAITORTIMERCALLBACK, WT_EXECUTEINIOTHREAD, WT_EXECUTEINPERSISTENTTHREAD, WT_EXECUTELONGFUNCTION,
    WT_EXECUTEONLYONCE,
};
use ws2_types::{WsaError, WsaResult};

use super::bool_call;
use super::threadpool::{expose, pool_object, restore};

/// The process's pool with what the flags ask for. The upper half of the flags, unless 0, limits the pool
/// (`WT_SET_MAX_THREADPOOL_THREADS`).
fn settings(flags: u32) -> WsaResult<Settings> {
    let pool = Pool::of_process()?;
    if flags >> 16 != 0 {
        pool.set_maximum((flags >> 16) as usize);
    }
    let alertable = flags & WT_EXECUTEINIOTHREAD != 0;
    Ok(Settings {
        runs_long: flags & WT_EXECUTELONGFUNCTION != 0,
        persistent: alertable || flags & WT_EXECUTEINPERSISTENTTHREAD != 0,
        alertable,
        ..Settings::of(pool)
    })
}

/// Has a function run once on a thread of the process's pool.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: no function. `WSAEMFILE`, `WSAENOBUFS`: there is no pool.
///
/// # Safety
/// The function may be called with `context` on another thread.
#[unsafe(export_name = "ws2_32_QueueUserWorkItem")]
pub unsafe extern "C" fn QueueUserWorkItem(
    function: Option<StartRoutine>,
    context: *mut c_void,
    flags: u32,
) -> i32 {
    bool_call(|| {
        let function = function.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let context = expose(context);
        let call = move |_: Call| {
            // SAFETY: the caller allowed the call. The result is nobody's.
            unsafe { function(restore(context)) };
        };
        submit_once(settings(flags)?, Box::new(call));
        Ok(())
    })
}

/// Has a function called whenever an object is signaled, or was not for `interval_ms`; with `WT_EXECUTEONLYONCE` only
/// the first time.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: no function, or no place for the handle. `ERROR_INVALID_HANDLE`: nothing that can be
/// waited for. `ERROR_NOT_ENOUGH_MEMORY`.
///
/// # Safety
/// `new_wait` is NULL or valid for writes; the function may be called with `context` on threads of the pool.
#[unsafe(export_name = "ws2_32_RegisterWaitForSingleObject")]
pub unsafe extern "C" fn RegisterWaitForSingleObject(
    new_wait: *mut HANDLE,
    object: HANDLE,
    function: WAITORTIMERCALLBACK,
    context: *mut c_void,
    interval_ms: u32,
    flags: u32,
) -> i32 {
    bool_call(|| {
        let function = function.filter(|_| !new_wait.is_null()).ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let object = object_of(object.addr())?;
        let context = expose(context);
        let call = move |call: Call| {
            let timed_out = matches!(call.cause, Cause::Waited { timed_out: true });
            // SAFETY: the caller allowed the call.
            unsafe { function(restore(context), timed_out) };
        };
        let interval = (interval_ms != INFINITE).then(|| Duration::from_millis(interval_ms.into()));
        let once = flags & WT_EXECUTEONLYONCE != 0;
        let tell_handle = |handle: win32_wait::handle_table::Handle| {
            // SAFETY: not NULL, and the caller's to write.
            unsafe { new_wait.write_unaligned(std::ptr::without_provenance_mut(handle.into_raw())) };
        };
        RegisteredWait::open(settings(flags)?, Box::new(call), object, interval, once, tell_handle)
    })
}

/// Ends a registered wait without waiting for its callbacks.
///
/// # Errors
/// `ERROR_IO_PENDING`: it is ended, and callbacks are queued or run still. `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_UnregisterWait")]
pub extern "C" fn UnregisterWait(wait: HANDLE) -> i32 {
    UnregisterWaitEx(wait, std::ptr::null_mut())
}

/// Ends a registered wait. `INVALID_HANDLE_VALUE` waits for its callbacks, an event is set after the last of them.
///
/// # Errors
/// `ERROR_IO_PENDING`: it is ended, and callbacks are queued or run still. `ERROR_INVALID_HANDLE`: no registered
/// wait, or no event; nothing is ended then.
///
/// # Blocking
/// With `INVALID_HANDLE_VALUE` until the last callback has ended; not within that callback.
#[unsafe(export_name = "ws2_32_UnregisterWaitEx")]
pub extern "C" fn UnregisterWaitEx(wait: HANDLE, completion: HANDLE) -> i32 {
    bool_call(|| {
        let wait: Arc<RegisteredWait> = pool_object(wait.addr() as isize)?;
        let completion = match completion {
            foundation::INVALID_HANDLE_VALUE => Completion::Wait,
            none if none.is_null() => Completion::Ignore,
            event => Completion::Signal(pool_object::<Event>(event.addr() as isize)?),
        };
        wait.unregister(completion)
    })
}
