//! Handles: closing, duplicating, flags.

use std::sync::Arc;

use win32_wait::handle_table::{Handle, handles};
use win32_wait::thread;
use win32_wait::wait::object_of;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::{WsaError, WsaResult};

use super::process_ffi::{CURRENT_PROCESS, CURRENT_THREAD, require_own_process};
use super::{bool_call, open_handle};

/// Closes a handle of any kind; a SOCKET is closed as `closesocket` does.
#[unsafe(export_name = "ws2_32_CloseHandle")]
pub extern "C" fn CloseHandle(handle: HANDLE) -> i32 {
    bool_call(|| {
        if [CURRENT_PROCESS, CURRENT_THREAD].contains(&handle.addr()) {
            return Ok(()); // closing a pseudo handle does nothing
        }
        close(handle)
    })
}

pub(super) fn close(handle: HANDLE) -> WsaResult<()> {
    let handle = Handle::from_raw(handle.addr()).ok_or(WsaError::WSA_INVALID_HANDLE)?;
    let pinned = handles().pin(handle).ok_or(WsaError::WSA_INVALID_HANDLE)?;
    pinned.close(handle)
}

/// Opens a second handle to an object of this process. Access rights and inheritance are not modelled.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: no such handle. `ERROR_ACCESS_DENIED`: the process is another one.
/// `ERROR_NOT_SUPPORTED`: the object is one that cannot be waited for; `WSADuplicateSocket` copies sockets.
///
/// # Safety
/// `target` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_DuplicateHandle")]
pub unsafe extern "C" fn DuplicateHandle(
    source_process: HANDLE,
    source: HANDLE,
    target_process: HANDLE,
    target: *mut HANDLE,
    _access: u32,
    _inherit: i32,
    options: u32,
) -> i32 {
    bool_call(|| {
        require_own_process(source_process)?;
        if !target.is_null() {
            require_own_process(target_process)?;
            let object = match source.addr() {
                CURRENT_THREAD => thread::current() as Arc<_>,
                CURRENT_PROCESS => super::process_ffi::current() as Arc<_>,
                raw => object_of(raw)?,
            };
            if object.dispatcher().is_none() {
                return Err(super::win32(foundation::ERROR_NOT_SUPPORTED));
            }
            let duplicate = open_handle(object)?;
            // SAFETY: not NULL; the caller lends it for the answer.
            unsafe { *target = duplicate };
        }
        if options & foundation::DUPLICATE_CLOSE_SOURCE != 0 {
            return close(source);
        }
        Ok(())
    })
}

/// Accepts flags for an open handle. No handle is inherited by a child, and none can be protected.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_NOT_SUPPORTED` for a flag that would change something.
#[unsafe(export_name = "ws2_32_SetHandleInformation")]
pub extern "C" fn SetHandleInformation(handle: HANDLE, mask: u32, flags: u32) -> i32 {
    bool_call(|| {
        object_of(handle.addr())?;
        if mask & flags == 0 { Ok(()) } else { Err(super::win32(foundation::ERROR_NOT_SUPPORTED)) }
    })
}

/// # Safety
/// `flags` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetHandleInformation")]
pub unsafe extern "C" fn GetHandleInformation(handle: HANDLE, flags: *mut u32) -> i32 {
    bool_call(|| {
        object_of(handle.addr())?;
        // SAFETY: NULL or the caller's to write.
        let flags = unsafe { flags.as_mut() }.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        *flags = 0;
        Ok(())
    })
}
