//! The process: its pseudo handle, its end.

use std::sync::{Arc, LazyLock};

use win32_wait::dispatcher::{self, Dispatcher, Header, Locked, Satisfied};
use win32_wait::handle_table::{Handle, Object};
use win32_wait::thread::Thread;
use win32_wait::wait::object_of;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::{WsaError, WsaResult};

use super::{bool_call, win32};

/// What `GetCurrentProcess` returns.
pub(super) const CURRENT_PROCESS: usize = usize::MAX;
/// What `GetCurrentThread` returns.
pub(super) const CURRENT_THREAD: usize = usize::MAX - 1;

/// This process as an object. It is never signaled for those who could see it.
#[derive(Default)]
pub(super) struct OwnProcess {
    header: Header,
}

/// The object behind the pseudo handle.
pub(super) fn current() -> Arc<OwnProcess> {
    static OWN: LazyLock<Arc<OwnProcess>> = LazyLock::new(Arc::default);
    Arc::clone(&OWN)
}

impl Dispatcher for OwnProcess {
    fn header(&self) -> &Header {
        &self.header
    }

    fn is_signaled(&self, _lock: &Locked, _thread: &Thread) -> bool {
        false
    }

    fn satisfy(&self, _lock: &mut Locked, _thread: &Arc<Thread>) -> Satisfied {
        Satisfied::Normally
    }
}

impl Object for OwnProcess {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self)
    }

    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}

/// # Errors
/// `ERROR_INVALID_HANDLE` for what is no process; `ERROR_ACCESS_DENIED` for another process.
pub(super) fn require_own_process(process: HANDLE) -> WsaResult<()> {
    if process.addr() == CURRENT_PROCESS {
        return Ok(());
    }
    let object = object_of(process.addr())?;
    let object: &dyn std::any::Any = &*object;
    object.is::<OwnProcess>().then_some(()).ok_or(WsaError::WSA_INVALID_HANDLE)
}

#[unsafe(export_name = "ws2_32_GetCurrentProcess")]
pub extern "C" fn GetCurrentProcess() -> HANDLE {
    std::ptr::without_provenance_mut(CURRENT_PROCESS)
}

#[unsafe(export_name = "ws2_32_GetCurrentProcessId")]
pub extern "C" fn GetCurrentProcessId() -> u32 {
    std::process::id()
}

/// Ends the process; exit handlers run and streams are flushed. Linux keeps the low 8 bits of the code.
#[unsafe(export_name = "ws2_32_ExitProcess")]
pub extern "C" fn ExitProcess(exit_code: u32) -> ! {
    std::process::exit(exit_code as i32)
}

/// Ends this process at once, without exit handlers.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_ACCESS_DENIED` for another process.
#[unsafe(export_name = "ws2_32_TerminateProcess")]
pub extern "C" fn TerminateProcess(process: HANDLE, exit_code: u32) -> i32 {
    bool_call(|| {
        require_own_process(process)?;
        // SAFETY: ends the process; nothing is used afterwards.
        unsafe { libc::_exit(exit_code as i32) }
    })
}

/// # Safety
/// `exit_code` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetExitCodeProcess")]
pub unsafe extern "C" fn GetExitCodeProcess(process: HANDLE, exit_code: *mut u32) -> i32 {
    bool_call(|| {
        require_own_process(process)?;
        // SAFETY: NULL or the caller's to write.
        let exit_code = unsafe { exit_code.as_mut() }.ok_or(win32(foundation::ERROR_NOACCESS))?;
        *exit_code = foundation::STILL_ACTIVE as u32;
        Ok(())
    })
}
