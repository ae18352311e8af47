//! `process.h`: threads of the C run time. They are the threads of `CreateThread`; nothing needs setting up for them.

use std::cell::Cell;
use std::ffi::{c_int, c_void};

use libc::{EAGAIN, EINVAL};
use win32_wait::handle_table::{Handle, handles};
use win32_wait::thread::{self, StackSize, StartRoutine};

use crate::invalid_parameter::{invalid_parameter, set_errno};

const CREATE_SUSPENDED: u32 = 0x4;
const STACK_SIZE_PARAM_IS_A_RESERVATION: u32 = 0x1_0000;

thread_local! {
    /// The handle that ends with a thread of `_beginthread`, 0 in other threads.
    static OWN_HANDLE: Cell<usize> = const { Cell::new(0) };
}

/// `_beginthreadex`: a handle the program closes, or 0 with errno set.
///
/// # Safety
/// `routine` may be called with `parameter` on another thread; `id` is null or writable.
#[unsafe(export_name = "msvcrt__beginthreadex")]
pub unsafe extern "C" fn beginthreadex(
    _security: *mut c_void,
    stack_bytes: u32,
    routine: Option<StartRoutine>,
    parameter: *mut c_void,
    flags: u32,
    id: *mut u32,
) -> usize {
    let Some(routine) = routine else {
        invalid_parameter(EINVAL);
        return 0;
    };
    let stack = match stack_bytes as usize {
        0 => StackSize::Default,
        bytes if flags & STACK_SIZE_PARAM_IS_A_RESERVATION != 0 => StackSize::Reserve(bytes),
        bytes => StackSize::Commit(bytes),
    };
    let suspended = flags & CREATE_SUSPENDED != 0;
    let report = |_, thread_id| {
        if !id.is_null() {
            // SAFETY: as the caller promised.
            unsafe { id.write(thread_id) };
        }
    };
    // SAFETY: as the caller promised.
    match unsafe { thread::open(routine, parameter, stack, suspended, report) } {
        Ok(handle) => handle.into_raw(),
        Err(_) => {
            set_errno(EAGAIN);
            0
        }
    }
}

/// What a thread of `_beginthread` runs.
struct Start {
    routine: unsafe extern "C" fn(*mut c_void),
    parameter: *mut c_void,
    handle: usize,
}

/// # Safety
/// `start` is a `Start` from `Box::into_raw`.
unsafe extern "C" fn run(start: *mut c_void) -> u32 {
    let (routine, parameter) = {
        // SAFETY: as the caller promised; nothing of it is left when the routine runs, which may never return.
        let start = unsafe { Box::from_raw(start.cast::<Start>()) };
        OWN_HANDLE.set(start.handle);
        (start.routine, start.parameter)
    };
    // SAFETY: `_beginthread`'s caller allowed the call.
    unsafe { routine(parameter) };
    close_own_handle();
    0
}

fn close_own_handle() {
    let pinned = Handle::from_raw(OWN_HANDLE.take()).and_then(|handle| handles().pin(handle));
    if let Some(thread) = pinned {
        // A program that closed the handle itself was faster; then there is nothing to do.
        let _ = thread.close(thread.handle());
    }
}

/// `_beginthread`: a handle that is closed when the thread ends, or -1 with errno set.
///
/// # Safety
/// `routine` may be called with `parameter` on another thread.
#[unsafe(export_name = "msvcrt__beginthread")]
pub unsafe extern "C" fn beginthread(
    routine: Option<unsafe extern "C" fn(*mut c_void)>,
    stack_bytes: u32,
    parameter: *mut c_void,
) -> usize {
    let Some(routine) = routine else {
        invalid_parameter(EINVAL);
        return usize::MAX;
    };
    let stack = match stack_bytes as usize {
        0 => StackSize::Default,
        bytes => StackSize::Commit(bytes),
    };
    let start = Box::into_raw(Box::new(Start { routine, parameter, handle: 0 }));
    // SAFETY: the box is nobody else's before the thread starts.
    let keep = |handle: Handle, _| unsafe { (*start).handle = handle.into_raw() };
    // SAFETY: `run` takes the box over; the routine is the caller's.
    match unsafe { thread::open(run, start.cast(), stack, false, keep) } {
        Ok(handle) => handle.into_raw(),
        Err(_) => {
            // SAFETY: no thread will take the box.
            drop(unsafe { Box::from_raw(start) });
            set_errno(EAGAIN);
            usize::MAX
        }
    }
}

/// `_endthreadex`: ends the calling thread.
#[unsafe(export_name = "msvcrt__endthreadex")]
pub extern "C-unwind" fn endthreadex(exit_code: u32) -> ! {
    thread::exit(exit_code)
}

/// `_endthread`: ends the calling thread and closes the handle `_beginthread` returned.
#[unsafe(export_name = "msvcrt__endthread")]
pub extern "C-unwind" fn endthread() -> ! {
    close_own_handle();
    thread::exit(0)
}

/// `_cexit`: writes out what streams hold. Functions of `atexit` run when the process ends.
#[unsafe(export_name = "msvcrt__cexit")]
pub extern "C" fn cexit() {
    // SAFETY: null means all streams.
    let _: c_int = unsafe { libc::fflush(std::ptr::null_mut()) };
}
