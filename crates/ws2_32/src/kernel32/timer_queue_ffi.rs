//! Timer queues and their timers.

use std::any::Any;
use std::ffi::c_void;
use std::sync::Arc;
use std::time::Duration;

use win32_wait::alarm::Due;
use win32_wait::event::Event;
use win32_wait::handle_table::{Handle, Object};
use win32_wait::pool::timer_queue::{Completion, Manner, Place, QueueTimer, Schedule, TimerQueue};
use win32_wait::wait::{INFINITE, object_of};
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::threading;
use ws2_types::{WsaError, WsaResult};

use super::{bool_call, handle_call};

/// `WAITORTIMERCALLBACK`; the second argument is `TRUE` for a timer.
pub type TimerCallback = unsafe extern "C" fn(*mut c_void, u8);

fn typed<T: Object>(handle: HANDLE) -> WsaResult<Arc<T>> {
    let object: Arc<dyn Any + Send + Sync> = object_of(handle.addr())?;
    object.downcast().map_err(|_| WsaError::WSA_INVALID_HANDLE)
}

/// NULL is the process's own queue.
fn queue_of(queue: HANDLE) -> WsaResult<Arc<TimerQueue>> {
    if queue.is_null() { Ok(TimerQueue::of_process()) } else { typed(queue) }
}

fn timer_of(queue: HANDLE, timer: HANDLE) -> WsaResult<Arc<QueueTimer>> {
    let queue = queue_of(queue)?;
    let timer: Arc<QueueTimer> = typed(timer)?;
    if timer.is_of(&queue) { Ok(timer) } else { Err(WsaError::WSA_INVALID_PARAMETER) }
}

fn named_handle(handle: HANDLE) -> WsaResult<Handle> {
    Handle::from_raw(handle.addr()).ok_or(WsaError::WSA_INVALID_HANDLE)
}

fn completion_of(event: HANDLE) -> WsaResult<Completion> {
    Ok(match event {
        foundation::INVALID_HANDLE_VALUE => Completion::Awaited,
        event if event.is_null() => Completion::Untold,
        event => Completion::Event(typed::<Event>(event)?),
    })
}

fn schedule_of(due_ms: u32, period_ms: u32) -> Schedule {
    let due = (due_ms != INFINITE).then(|| Due::after(Duration::from_millis(due_ms.into())));
    Schedule { due, period: Duration::from_millis(period_ms.into()) }
}

#[unsafe(export_name = "ws2_32_CreateTimerQueue")]
pub extern "C" fn CreateTimerQueue() -> HANDLE {
    handle_call(|| Ok(std::ptr::without_provenance_mut(TimerQueue::open()?.into_raw())))
}

/// Has a function called after `due_ms`, then every `period_ms` unless that is 0 or `flags` say once. The first time may be `INFINITE`.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: the queue. `ERROR_INVALID_PARAMETER`: no place for the handle, or no function.
/// `ERROR_NOT_ENOUGH_MEMORY`.
///
/// # Safety
/// `timer` is NULL or valid for writes; `function` may be called with `parameter` on other threads.
#[unsafe(export_name = "ws2_32_CreateTimerQueueTimer")]
pub unsafe extern "C" fn CreateTimerQueueTimer(
    timer: *mut HANDLE,
    queue: HANDLE,
    function: Option<TimerCallback>,
    parameter: *mut c_void,
    due_ms: u32,
    period_ms: u32,
    flags: u32,
) -> i32 {
    bool_call(|| {
        // SAFETY: NULL or the caller's to write.
        let timer = unsafe { timer.as_mut() }.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let function = function.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let place = if flags & threading::WT_EXECUTEINTIMERTHREAD != 0 {
            Place::TimerThread
        } else {
            let alertable = flags & threading::WT_EXECUTEINIOTHREAD != 0;
            Place::Pool {
                runs_long: flags & threading::WT_EXECUTELONGFUNCTION != 0,
                persistent: alertable || flags & threading::WT_EXECUTEINPERSISTENTTHREAD != 0,
                alertable,
            }
        };
        let manner = Manner { place, once: flags & threading::WT_EXECUTEONLYONCE != 0 };
        let parameter = parameter.expose_provenance();
        let call = move || {
            // SAFETY: the caller allowed the call.
            unsafe { function(std::ptr::with_exposed_provenance_mut(parameter), foundation::TRUE as u8) };
        };
        let tell = |handle: Handle| *timer = std::ptr::without_provenance_mut(handle.into_raw());
        queue_of(queue)?.open_timer(schedule_of(due_ms, period_ms), manner, Box::new(call), tell)?;
        Ok(())
    })
}

/// Gives a timer new times; one that was to go off once, and has, stays as it is.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`: the timer is of another queue.
#[unsafe(export_name = "ws2_32_ChangeTimerQueueTimer")]
pub extern "C" fn ChangeTimerQueueTimer(queue: HANDLE, timer: HANDLE, due_ms: u32, period_ms: u32) -> i32 {
    bool_call(|| {
        timer_of(queue, timer)?.change(schedule_of(due_ms, period_ms));
        Ok(())
    })
}

/// Deletes a timer. With `INVALID_HANDLE_VALUE` it waits for the callbacks that run; an event is set after the last.
///
/// # Errors
/// `ERROR_IO_PENDING`: there is no event and callbacks run or will, or one of them asks to wait for itself; the timer
/// is deleted. `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`: the timer is of another queue.
#[unsafe(export_name = "ws2_32_DeleteTimerQueueTimer")]
pub extern "C" fn DeleteTimerQueueTimer(queue: HANDLE, timer: HANDLE, completion: HANDLE) -> i32 {
    bool_call(|| timer_of(queue, timer)?.delete(named_handle(timer)?, completion_of(completion)?))
}

/// Deletes a queue with all its timers.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`, also for the process's own queue. `ERROR_IO_PENDING`: a callback asks to wait for itself; the
/// queue is deleted.
#[unsafe(export_name = "ws2_32_DeleteTimerQueueEx")]
pub extern "C" fn DeleteTimerQueueEx(queue: HANDLE, completion: HANDLE) -> i32 {
    bool_call(|| typed::<TimerQueue>(queue)?.delete(named_handle(queue)?, completion_of(completion)?))
}

/// Deletes a queue with all its timers and waits for nothing.
///
/// # Errors
/// As [`DeleteTimerQueueEx`].
#[unsafe(export_name = "ws2_32_DeleteTimerQueue")]
pub extern "C" fn DeleteTimerQueue(queue: HANDLE) -> i32 {
    DeleteTimerQueueEx(queue, std::ptr::null_mut())
}
