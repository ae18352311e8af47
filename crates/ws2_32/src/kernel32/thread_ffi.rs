//! Threads.

use std::any::Any;
use std::ffi::c_void;
use std::sync::Arc;

use win32_wait::thread::{self, StackSize, StartRoutine, Thread};
use win32_wait::wait::object_of;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::threading;
use ws2_types::{WsaError, WsaResult};

use super::process_ffi::CURRENT_THREAD;
use super::{base_call, bool_call, handle_call, open_handle, win32};

/// `THREAD_PRIORITY_ERROR_RETURN`.
const PRIORITY_ERROR: i32 = i32::MAX;

/// The thread of a handle, or the calling one for the pseudo handle.
pub(super) fn thread_of(handle: HANDLE) -> WsaResult<Arc<Thread>> {
    if handle.addr() == CURRENT_THREAD {
        return Ok(thread::current());
    }
    let object: Arc<dyn Any + Send + Sync> = object_of(handle.addr())?;
    object.downcast().map_err(|_| WsaError::WSA_INVALID_HANDLE)
}

/// Starts a thread.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: no start routine. `ERROR_NOT_ENOUGH_MEMORY`.
///
/// # Safety
/// `routine` may be called with `parameter` on another thread; `id` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_CreateThread")]
pub unsafe extern "C" fn CreateThread(
    _security: *const c_void,
    stack_bytes: usize,
    routine: Option<StartRoutine>,
    parameter: *mut c_void,
    flags: u32,
    id: *mut u32,
) -> HANDLE {
    handle_call(|| {
        let routine = routine.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let reserve = flags & threading::STACK_SIZE_PARAM_IS_A_RESERVATION != 0;
        let stack = match stack_bytes {
            0 => StackSize::Default,
            bytes if reserve => StackSize::Reserve(bytes),
            bytes => StackSize::Commit(bytes),
        };
        let tell_id = |_, thread_id| {
            // SAFETY: NULL or the caller's to write.
            if let Some(id) = unsafe { id.as_mut() } {
                *id = thread_id;
            }
        };
        let suspended = flags & threading::CREATE_SUSPENDED != 0;
        // SAFETY: the caller allowed the call.
        let handle = unsafe { thread::open(routine, parameter, stack, suspended, tell_id)? };
        Ok(std::ptr::without_provenance_mut(handle.into_raw()))
    })
}

/// Ends the calling thread without unwinding it.
#[unsafe(export_name = "ws2_32_ExitThread")]
pub extern "C-unwind" fn ExitThread(exit_code: u32) -> ! {
    thread::exit(exit_code)
}

/// Ends the calling thread, or one that has not begun.
///
/// # Errors
/// `ERROR_NOT_SUPPORTED` for another thread that runs: it may hold locks of the C library, which its sudden
/// end would leave locked for the whole process. `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_TerminateThread")]
pub extern "C-unwind" fn TerminateThread(thread: HANDLE, exit_code: u32) -> i32 {
    let own = thread.addr() == CURRENT_THREAD
        || thread_of(thread).is_ok_and(|thread| thread.id() == thread::current_id());
    if own {
        thread::exit(exit_code);
    }
    bool_call(|| {
        let ended = thread_of(thread)?.terminate(exit_code);
        if ended { Ok(()) } else { Err(win32(foundation::ERROR_NOT_SUPPORTED)) }
    })
}

#[unsafe(export_name = "ws2_32_ResumeThread")]
pub extern "C" fn ResumeThread(thread: HANDLE) -> u32 {
    base_call(u32::MAX, || Ok(thread_of(thread)?.resume()))
}

/// # Errors
/// `ERROR_NOT_SUPPORTED`: a running thread cannot be stopped from outside. `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_SuspendThread")]
pub extern "C" fn SuspendThread(thread: HANDLE) -> u32 {
    base_call(u32::MAX, || {
        thread_of(thread)?;
        Err(win32(foundation::ERROR_NOT_SUPPORTED))
    })
}

/// # Safety
/// `exit_code` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetExitCodeThread")]
pub unsafe extern "C" fn GetExitCodeThread(thread: HANDLE, exit_code: *mut u32) -> i32 {
    bool_call(|| {
        let thread = thread_of(thread)?;
        // SAFETY: NULL or the caller's to write.
        let exit_code = unsafe { exit_code.as_mut() }.ok_or(win32(foundation::ERROR_NOACCESS))?;
        *exit_code = thread.exit_code();
        Ok(())
    })
}

#[unsafe(export_name = "ws2_32_GetThreadId")]
pub extern "C" fn GetThreadId(thread: HANDLE) -> u32 {
    base_call(0, || Ok(thread_of(thread)?.id()))
}

/// Opens a handle to a thread of this process. Access rights and inheritance are not modelled.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: no such thread.
#[unsafe(export_name = "ws2_32_OpenThread")]
pub extern "C" fn OpenThread(_access: u32, _inherit: i32, id: u32) -> HANDLE {
    handle_call(|| open_handle(thread::with_id(id).ok_or(WsaError::WSA_INVALID_PARAMETER)?))
}

#[unsafe(export_name = "ws2_32_GetCurrentThreadId")]
pub extern "C" fn GetCurrentThreadId() -> u32 {
    thread::current_id()
}

#[unsafe(export_name = "ws2_32_GetCurrentThread")]
pub extern "C" fn GetCurrentThread() -> HANDLE {
    std::ptr::without_provenance_mut(CURRENT_THREAD)
}

/// Accepts a priority for a thread and leaves the scheduling to Linux.
#[unsafe(export_name = "ws2_32_SetThreadPriority")]
pub extern "C" fn SetThreadPriority(thread: HANDLE, priority: i32) -> i32 {
    bool_call(|| {
        thread_of(thread)?.set_priority(priority);
        Ok(())
    })
}

#[unsafe(export_name = "ws2_32_GetThreadPriority")]
pub extern "C" fn GetThreadPriority(thread: HANDLE) -> i32 {
    base_call(PRIORITY_ERROR, || Ok(thread_of(thread)?.priority()))
}

/// Lets other threads run; the answer, whether one did, is always yes.
#[unsafe(export_name = "ws2_32_SwitchToThread")]
pub extern "C" fn SwitchToThread() -> i32 {
    std::thread::yield_now();
    foundation::TRUE
}

/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER` for no processor; `ERROR_NOT_SUPPORTED` for another thread
/// than the calling one.
#[unsafe(export_name = "ws2_32_SetThreadAffinityMask")]
pub extern "C" fn SetThreadAffinityMask(thread: HANDLE, mask: usize) -> usize {
    base_call(0, || {
        if thread_of(thread)?.id() != thread::current_id() {
            return Err(win32(foundation::ERROR_NOT_SUPPORTED));
        }
        super::system_ffi::set_processors(mask)
    })
}
