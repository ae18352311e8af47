//! Timer objects.

use std::ffi::c_void;
use std::sync::Arc;
use std::time::Duration;

use win32_wait::alarm::Due;
use win32_wait::pool::{Call, Timer};
use ws2_types::WsaError;
use ws2_types::abi::foundation::FILETIME;
use ws2_types::abi::threading::{PTP_TIMER_CALLBACK, TP_CALLBACK_ENVIRON_V3};

use super::base_call;
use super::threadpool::{expose, on_object, open_call, pool_object, restore};
use super::threadpool_environment_ffi::settings;
use super::time_ffi::{of_steps, since_unix_epoch};

/// A time as pool functions take it: negative is relative, positive since 1601, 0 at once; NULL is none.
///
/// # Safety
/// `time` is NULL or valid for reads.
pub(super) unsafe fn due(time: *const FILETIME) -> Option<Due> {
    if time.is_null() {
        return None;
    }
    // SAFETY: not NULL, and the caller's.
    let time = unsafe { time.read_unaligned() };
    let ticks = (u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime)) as i64;
    Some(match ticks {
        0 => Due::Monotonic(Duration::ZERO),
        ..0 => Due::after(of_steps(ticks.unsigned_abs())),
        _ => Due::Wall(since_unix_epoch(ticks)),
    })
}

/// A timer object for a function; it is not set.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: no function, or a bad environment. `ERROR_INVALID_HANDLE`, `ERROR_NOT_ENOUGH_MEMORY`.
///
/// # Safety
/// The function may be called with `context` on threads of the pool; `environment` is NULL or valid.
#[unsafe(export_name = "ws2_32_CreateThreadpoolTimer")]
pub unsafe extern "C" fn CreateThreadpoolTimer(
    function: PTP_TIMER_CALLBACK,
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
        Timer::open(settings, Box::new(call))
    })
}

/// As [`SetThreadpoolTimerEx`], without the answer.
///
/// # Safety
/// As [`SetThreadpoolTimerEx`].
#[unsafe(export_name = "ws2_32_SetThreadpoolTimer")]
pub unsafe extern "C" fn SetThreadpoolTimer(
    timer: isize,
    due_time: *const FILETIME,
    period_ms: u32,
    window_ms: u32,
) {
    // SAFETY: passed on.
    unsafe { SetThreadpoolTimerEx(timer, due_time, period_ms, window_ms) };
}

/// Sets a timer, in place of what it was set to: once, or with a period again and again. NULL unsets it; callbacks
/// that are queued still run. The answer is whether a callback that was still to be queued is not. Timers are not
/// put together, whatever `window_ms` allows.
///
/// # Safety
/// `due_time` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_SetThreadpoolTimerEx")]
pub unsafe extern "C" fn SetThreadpoolTimerEx(
    timer: isize,
    due_time: *const FILETIME,
    period_ms: u32,
    _window_ms: u32,
) -> i32 {
    base_call(0, || {
        let timer = pool_object::<Timer>(timer)?;
        let period = (period_ms > 0).then(|| Duration::from_millis(period_ms.into()));
        // SAFETY: the caller's promise.
        Ok(timer.set(unsafe { due(due_time) }, period).into())
    })
}

/// Whether the timer was last set to a time, not to NULL.
#[unsafe(export_name = "ws2_32_IsThreadpoolTimerSet")]
pub extern "C" fn IsThreadpoolTimerSet(timer: isize) -> i32 {
    base_call(0, || Ok(pool_object::<Timer>(timer)?.is_set().into()))
}

/// # Blocking
/// Until no callback of the object is queued or runs; within one of them for ever.
#[unsafe(export_name = "ws2_32_WaitForThreadpoolTimerCallbacks")]
pub extern "C" fn WaitForThreadpoolTimerCallbacks(timer: isize, cancel_pending: i32) {
    on_object(timer, |timer: &Arc<Timer>| timer.wait(cancel_pending != 0));
}

/// Closes the object; callbacks that are queued still run.
#[unsafe(export_name = "ws2_32_CloseThreadpoolTimer")]
pub extern "C" fn CloseThreadpoolTimer(timer: isize) {
    on_object(timer, |timer: &Arc<Timer>| timer.release());
}
