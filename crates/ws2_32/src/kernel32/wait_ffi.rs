//! Waiting for objects, sleeping, and calls queued to a sleeping thread.

use std::sync::Arc;

use win32_wait::event::Event;
use win32_wait::handle_table::Object;
use win32_wait::mutex::Mutex;
use win32_wait::semaphore::Semaphore;
use win32_wait::thread::{self, Thread};
use win32_wait::wait::{INFINITE, MAXIMUM_OBJECTS, Outcome, object_of, objects_of, wait_all, wait_any};
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::threading;
use ws2_types::{WsaError, WsaResult};

use super::process_ffi::{CURRENT_PROCESS, CURRENT_THREAD};
use super::{base_call, win32};
use crate::boundary::winsock;

const WAIT_FAILED: u32 = foundation::WAIT_FAILED;

#[unsafe(export_name = "ws2_32_WaitForSingleObject")]
pub extern "C" fn WaitForSingleObject(handle: HANDLE, timeout_ms: u32) -> u32 {
    WaitForSingleObjectEx(handle, timeout_ms, 0)
}

/// # Errors
/// `ERROR_INVALID_HANDLE`, also for -1 with `INFINITE`: -1 stands for this process, and is what a failed `CreateFile`
/// returns. A wait for it can only run out of time.
#[unsafe(export_name = "ws2_32_WaitForSingleObjectEx")]
pub extern "C" fn WaitForSingleObjectEx(handle: HANDLE, timeout_ms: u32, alertable: i32) -> u32 {
    base_call(WAIT_FAILED, || wait_single(handle, timeout_ms, alertable))
}

/// The code of `WaitForSingleObjectEx`, which is the status of `NtWaitForSingleObject`, too.
pub(crate) fn wait_single(handle: HANDLE, timeout_ms: u32, alertable: i32) -> WsaResult<u32> {
    let object = awaited(handle, timeout_ms)?;
    wait_any(&[object], timeout_ms, alertable != 0).map(wait_code)
}

/// The object of a handle or pseudo handle that is to be waited for.
fn awaited(handle: HANDLE, timeout_ms: u32) -> WsaResult<Arc<dyn Object>> {
    match handle.addr() {
        CURRENT_THREAD => Ok(thread::current()),
        CURRENT_PROCESS if timeout_ms != INFINITE => Ok(super::process_ffi::current()),
        raw => object_of(raw),
    }
}

/// # Safety
/// As [`WaitForMultipleObjectsEx`].
#[unsafe(export_name = "ws2_32_WaitForMultipleObjects")]
pub unsafe extern "C" fn WaitForMultipleObjects(
    count: u32,
    objects: *const HANDLE,
    all: i32,
    timeout_ms: u32,
) -> u32 {
    // SAFETY: passed on.
    unsafe { WaitForMultipleObjectsEx(count, objects, all, timeout_ms, 0) }
}

/// # Errors
/// `ERROR_INVALID_HANDLE` (pseudo handles among them). `ERROR_INVALID_PARAMETER`: no objects, more than 64, or
/// one twice in a wait for all. `ERROR_NOACCESS`: NULL.
///
/// # Safety
/// `objects` is NULL or valid for reads of `count` handles.
#[unsafe(export_name = "ws2_32_WaitForMultipleObjectsEx")]
pub unsafe extern "C" fn WaitForMultipleObjectsEx(
    count: u32,
    objects: *const HANDLE,
    all: i32,
    timeout_ms: u32,
    alertable: i32,
) -> u32 {
    // SAFETY: passed on.
    base_call(WAIT_FAILED, || unsafe { wait_multiple(count, objects, all, timeout_ms, alertable) })
}

/// # Safety
/// `objects` is NULL or valid for reads of `count` handles.
unsafe fn wait_multiple(
    count: u32,
    objects: *const HANDLE,
    all: i32,
    timeout_ms: u32,
    alertable: i32,
) -> WsaResult<u32> {
    if !(1..=MAXIMUM_OBJECTS as u32).contains(&count) {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    if objects.is_null() {
        return Err(win32(foundation::ERROR_NOACCESS));
    }
    // SAFETY: not NULL; the caller vouches for the count. A handle is as wide as usize.
    let raw_handles = unsafe { std::slice::from_raw_parts(objects.cast::<usize>(), count as usize) };
    let objects = objects_of(raw_handles)?;
    let wait = if all != 0 { wait_all } else { wait_any };
    wait(&objects, timeout_ms, alertable != 0).map(wait_code)
}

/// The same wait under its Winsock name; it needs start-up.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSA_INVALID_HANDLE`, `WSA_INVALID_PARAMETER`.
///
/// # Safety
/// `events` is NULL or valid for reads of `count` handles.
#[unsafe(export_name = "ws2_32_WSAWaitForMultipleEvents")]
pub unsafe extern "C" fn WSAWaitForMultipleEvents(
    count: u32,
    events: *const HANDLE,
    all: i32,
    timeout_ms: u32,
    alertable: i32,
) -> u32 {
    winsock(|| {
        if events.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        // SAFETY: passed on.
        unsafe { wait_multiple(count, events, all, timeout_ms, alertable) }
    })
}

/// Signals one object, then waits for another; not atomically, as Windows' documents say of it too.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: one of them is not open, or is of a kind that cannot be signaled or waited for; nothing is
/// signaled then. `ERROR_NOT_OWNER`, `ERROR_TOO_MANY_POSTS`: the mutex or semaphore cannot be released.
#[unsafe(export_name = "ws2_32_SignalObjectAndWait")]
pub extern "C" fn SignalObjectAndWait(
    to_signal: HANDLE,
    to_wait_for: HANDLE,
    timeout_ms: u32,
    alertable: i32,
) -> u32 {
    base_call(WAIT_FAILED, || {
        let signal = object_of(to_signal.addr())?;
        let signal: &dyn std::any::Any = &*signal;
        let wait = awaited(to_wait_for, timeout_ms)?;
        if wait.dispatcher().is_none() {
            return Err(WsaError::WSA_INVALID_HANDLE); // before anything is signaled
        }
        if let Some(event) = signal.downcast_ref::<Event>() {
            event.set();
        } else if let Some(mutex) = signal.downcast_ref::<Mutex>() {
            mutex.release()?;
        } else if let Some(semaphore) = signal.downcast_ref::<Semaphore>() {
            semaphore.release(1)?;
        } else {
            return Err(WsaError::WSA_INVALID_HANDLE);
        }
        wait_any(&[wait], timeout_ms, alertable != 0).map(wait_code)
    })
}

#[unsafe(export_name = "ws2_32_Sleep")]
pub extern "C" fn Sleep(timeout_ms: u32) {
    SleepEx(timeout_ms, 0);
}

#[unsafe(export_name = "ws2_32_SleepEx")]
pub extern "C" fn SleepEx(timeout_ms: u32, alertable: i32) -> u32 {
    base_call(0, || {
        if alertable == 0 && timeout_ms == 0 {
            std::thread::yield_now();
        } else if alertable == 0 && timeout_ms != INFINITE {
            std::thread::sleep(std::time::Duration::from_millis(timeout_ms.into()));
        } else if wait_any(&[], timeout_ms, alertable != 0)? == Outcome::ApcsRan {
            return Ok(foundation::WAIT_IO_COMPLETION);
        }
        Ok(0)
    })
}

/// Queues a call to a thread. It runs there in the next alertable wait.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: no thread. `ERROR_GEN_FAILURE`: the thread has ended.
///
/// # Safety
/// `routine` is NULL or may be called with `parameter` on that thread.
#[unsafe(export_name = "ws2_32_QueueUserAPC")]
pub unsafe extern "C" fn QueueUserAPC(
    routine: Option<unsafe extern "C" fn(usize)>,
    thread: HANDLE,
    parameter: usize,
) -> u32 {
    base_call(0, || {
        let routine = routine.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let target = super::thread_ffi::thread_of(thread)?;
        // SAFETY: the caller allowed the call.
        let queued = Thread::queue_apc(&target, Box::new(move || unsafe { routine(parameter) }));
        if queued { Ok(1) } else { Err(win32(foundation::ERROR_GEN_FAILURE)) }
    })
}

pub(crate) fn wait_code(outcome: Outcome) -> u32 {
    match outcome {
        Outcome::Signaled(index) => foundation::WAIT_OBJECT_0 + index as u32,
        Outcome::Abandoned(index) => foundation::WAIT_ABANDONED_0 + index as u32,
        Outcome::ApcsRan => foundation::WAIT_IO_COMPLETION,
        Outcome::TimedOut => foundation::WAIT_TIMEOUT,
    }
}

const _: () = assert!(threading::INFINITE == INFINITE);
