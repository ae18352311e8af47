//! Waitable timers.

use std::ffi::c_void;
use std::time::Duration;

use win32_wait::alarm::Due;
use win32_wait::event::Reset;
use win32_wait::last_error::set_last_error;
use win32_wait::named;
use win32_wait::timer::{Routine, Timer};
use win32_wait::wait::object_of;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::threading;
use ws2_types::{WsaError, WsaResult};

use super::time_ffi::{file_time_of, of_steps, since_unix_epoch};
use super::{bool_call, handle_call, narrow, open_handle, wide, win32, with_object};

/// `PTIMERAPCROUTINE`: the program's argument and the two halves of a FILETIME.
pub type TimerRoutine = unsafe extern "C" fn(*const c_void, u32, u32);

fn create(manual: bool, name: Option<&str>) -> WsaResult<HANDLE> {
    let reset = if manual { Reset::Manual } else { Reset::Auto };
    let (timer, existed) = named::create(name, || Ok(Timer::new(reset)))?;
    let handle = open_handle(timer)?;
    set_last_error(if existed { foundation::ERROR_ALREADY_EXISTS } else { foundation::ERROR_SUCCESS });
    Ok(handle)
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateWaitableTimerA")]
pub unsafe extern "C" fn CreateWaitableTimerA(
    _security: *const c_void,
    manual: i32,
    name: *const u8,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create(manual != 0, unsafe { narrow(name) }.as_deref()))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateWaitableTimerW")]
pub unsafe extern "C" fn CreateWaitableTimerW(
    _security: *const c_void,
    manual: i32,
    name: *const u16,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create(manual != 0, unsafe { wide(name) }.as_deref()))
}

/// Every timer here has a high resolution.
fn create_ex(flags: u32, name: Option<&str>) -> WsaResult<HANDLE> {
    use threading::{CREATE_WAITABLE_TIMER_HIGH_RESOLUTION, CREATE_WAITABLE_TIMER_MANUAL_RESET};
    if flags & !(CREATE_WAITABLE_TIMER_MANUAL_RESET | CREATE_WAITABLE_TIMER_HIGH_RESOLUTION) != 0 {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    create(flags & CREATE_WAITABLE_TIMER_MANUAL_RESET != 0, name)
}

/// # Errors
/// `ERROR_INVALID_PARAMETER`: an unknown flag. `ERROR_INVALID_HANDLE`: the name is of another kind of object.
///
/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateWaitableTimerExA")]
pub unsafe extern "C" fn CreateWaitableTimerExA(
    _security: *const c_void,
    name: *const u8,
    flags: u32,
    _access: u32,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create_ex(flags, unsafe { narrow(name) }.as_deref()))
}

/// # Errors
/// As [`CreateWaitableTimerExA`].
///
/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateWaitableTimerExW")]
pub unsafe extern "C" fn CreateWaitableTimerExW(
    _security: *const c_void,
    name: *const u16,
    flags: u32,
    _access: u32,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create_ex(flags, unsafe { wide(name) }.as_deref()))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_OpenWaitableTimerA")]
pub unsafe extern "C" fn OpenWaitableTimerA(_access: u32, _inherit: i32, name: *const u8) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| open_handle(named::open::<Timer>(&unsafe { narrow(name) }.unwrap_or_default())?))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_OpenWaitableTimerW")]
pub unsafe extern "C" fn OpenWaitableTimerW(_access: u32, _inherit: i32, name: *const u16) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| open_handle(named::open::<Timer>(&unsafe { wide(name) }.unwrap_or_default())?))
}

/// Sets a timer: `due` counts steps of 100 ns, from now if negative, otherwise as a FILETIME (UTC); `period` is in
/// milliseconds. No system wakes up for it: asked to, the call succeeds with `ERROR_NOT_SUPPORTED` as last error.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`: a negative period; `ERROR_NOACCESS`: no due time.
///
/// # Safety
/// `due` is NULL or valid for reads; `routine` is NULL or may be called with `argument` on this thread.
#[unsafe(export_name = "ws2_32_SetWaitableTimer")]
pub unsafe extern "C" fn SetWaitableTimer(
    timer: HANDLE,
    due: *const i64,
    period_ms: i32,
    routine: Option<TimerRoutine>,
    argument: *const c_void,
    resume: i32,
) -> i32 {
    bool_call(|| {
        // SAFETY: passed on.
        unsafe { set(timer, due, period_ms, routine, argument)? };
        if resume != 0 {
            set_last_error(foundation::ERROR_NOT_SUPPORTED);
        }
        Ok(())
    })
}

/// The same, with a delay that may be tolerated; none is made use of.
///
/// # Errors
/// As [`SetWaitableTimer`].
///
/// # Safety
/// As [`SetWaitableTimer`].
#[unsafe(export_name = "ws2_32_SetWaitableTimerEx")]
pub unsafe extern "C" fn SetWaitableTimerEx(
    timer: HANDLE,
    due: *const i64,
    period_ms: i32,
    routine: Option<TimerRoutine>,
    argument: *const c_void,
    _wake_context: *const c_void,
    _tolerable_delay_ms: u32,
) -> i32 {
    // SAFETY: passed on.
    bool_call(|| unsafe { set(timer, due, period_ms, routine, argument) })
}

/// # Safety
/// As [`SetWaitableTimer`].
unsafe fn set(
    timer: HANDLE,
    due: *const i64,
    period_ms: i32,
    routine: Option<TimerRoutine>,
    argument: *const c_void,
) -> WsaResult<()> {
    let timer: std::sync::Arc<dyn std::any::Any + Send + Sync> = object_of(timer.addr())?;
    let timer = timer.downcast::<Timer>().map_err(|_| WsaError::WSA_INVALID_HANDLE)?;
    if due.is_null() {
        return Err(win32(foundation::ERROR_NOACCESS));
    }
    // SAFETY: not NULL; the caller vouches for the rest.
    let due = match unsafe { due.read_unaligned() } {
        steps @ ..0 => Due::after(of_steps(steps.unsigned_abs())),
        steps => Due::Wall(since_unix_epoch(steps)),
    };
    let period_ms = u64::try_from(period_ms).map_err(|_| WsaError::WSA_INVALID_PARAMETER)?;
    let argument = argument.expose_provenance();
    let routine = routine.map(|routine| -> Routine {
        std::sync::Arc::new(move |at| {
            let at = file_time_of(at.as_secs() as i64, at.subsec_nanos().into());
            let argument = std::ptr::with_exposed_provenance(argument);
            // SAFETY: the caller allowed the call on its thread, which is where APCs run.
            unsafe { routine(argument, at.dwLowDateTime, at.dwHighDateTime) };
        })
    });
    timer.set(due, Duration::from_millis(period_ms), routine)
}

/// Stops a timer and takes back a routine that has not run. The signal stays as it is.
#[unsafe(export_name = "ws2_32_CancelWaitableTimer")]
pub extern "C" fn CancelWaitableTimer(timer: HANDLE) -> i32 {
    bool_call(|| {
        with_object(timer, |timer: &Timer| {
            timer.cancel();
            Ok(())
        })
    })
}
