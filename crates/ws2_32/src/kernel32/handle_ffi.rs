//! Handles: closing, duplicating, flags.

use std::any::Any;
use std::sync::Arc;

use win32_wait::handle_table::{Handle, Object, Pinned, handles};
use win32_wait::port::Port;
use win32_wait::thread;
use win32_wait::wait::object_of;
use ws2_base::afd::Device;
use ws2_base::socket_table;
use ws2_dispatch::layered_socket::LayeredSocket;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::{WsaError, WsaResult};

use super::file::File;
use super::process_ffi::{CURRENT_PROCESS, CURRENT_THREAD, require_own_process};
use super::{base_error, bool_call, open_handle};

/// Closes a handle of any kind; a SOCKET is closed as `closesocket` does.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: no such handle, or one that is protected; those of `closesocket`.
#[unsafe(export_name = "ws2_32_CloseHandle")]
pub extern "C" fn CloseHandle(handle: HANDLE) -> i32 {
    bool_call(|| {
        if [CURRENT_PROCESS, CURRENT_THREAD].contains(&handle.addr()) {
            return Ok(()); // closing a pseudo handle does nothing
        }
        close(handle)
    })
}

pub(crate) fn close(handle: HANDLE) -> WsaResult<()> {
    let pinned = pin(handle)?;
    if pinned.flags() & foundation::HANDLE_FLAG_PROTECT_FROM_CLOSE != 0 {
        return Err(WsaError::WSA_INVALID_HANDLE);
    }
    match pinned.close(pinned.handle()) {
        Err(WsaError::WSAENOTSOCK) => Err(WsaError::WSA_INVALID_HANDLE),
        outcome => outcome,
    }
}

fn pin(handle: HANDLE) -> WsaResult<Pinned<'static>> {
    let handle = Handle::from_raw(handle.addr()).ok_or(WsaError::WSA_INVALID_HANDLE)?;
    handles().pin(handle).ok_or(WsaError::WSA_INVALID_HANDLE)
}

/// Opens a second handle to an object of this process. That of a socket or file shares what is open, not its
/// completion port. Access rights are not modelled.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: no such handle. `ERROR_ACCESS_DENIED`: the process is another one.
/// `ERROR_NOT_SUPPORTED`: the object is of a kind that has one handle only. `ERROR_TOO_MANY_OPEN_FILES`.
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
    inherit: i32,
    options: u32,
) -> i32 {
    bool_call(|| {
        require_own_process(source_process)?;
        if !target.is_null() {
            require_own_process(target_process)?;
            let duplicate = duplicate(source)?;
            if inherit != 0 {
                pin(duplicate)?.set_flags(foundation::HANDLE_FLAG_INHERIT, foundation::HANDLE_FLAG_INHERIT);
            }
            // SAFETY: not NULL; the caller lends it for the answer.
            unsafe { *target = duplicate };
        }
        if options & foundation::DUPLICATE_CLOSE_SOURCE != 0 {
            return close(source);
        }
        Ok(())
    })
}

fn duplicate(source: HANDLE) -> WsaResult<HANDLE> {
    let object: Arc<dyn Object> = match source.addr() {
        CURRENT_THREAD => thread::current(),
        CURRENT_PROCESS => super::process_ffi::current(),
        raw => {
            if socket_table::pin(raw).is_ok() {
                let socket = socket_table::duplicate(raw).map_err(base_error)?;
                return Ok(std::ptr::without_provenance_mut(socket));
            }
            object_of(raw)?
        }
    };
    let any: &dyn Any = &*object;
    if let Some(file) = any.downcast_ref::<File>() {
        return open_handle(file.duplicate()?);
    }
    if let Some(port) = any.downcast_ref::<Port>() {
        port.add_handle();
        return open_handle(Arc::clone(&object)).inspect_err(|_| port.remove_handle());
    }
    if let Some(device) = any.downcast_ref::<Device>() {
        device.add_handle();
        return open_handle(Arc::clone(&object)).inspect_err(|_| device.remove_handle());
    }
    // A layer knows one number of its socket.
    if object.dispatcher().is_none() || any.is::<LayeredSocket>() {
        return Err(super::win32(foundation::ERROR_NOT_SUPPORTED));
    }
    open_handle(object)
}

const HANDLE_FLAGS: u32 = foundation::HANDLE_FLAG_INHERIT | foundation::HANDLE_FLAG_PROTECT_FROM_CLOSE;

/// Marks a handle. One that is protected cannot be closed by [`CloseHandle`]. Whether a handle is inherited is
/// remembered and has no effect: a child gets its standard streams and nothing else.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`: an unknown flag.
#[unsafe(export_name = "ws2_32_SetHandleInformation")]
pub extern "C" fn SetHandleInformation(handle: HANDLE, mask: u32, flags: u32) -> i32 {
    bool_call(|| {
        let pinned = pin(handle)?;
        if mask & !HANDLE_FLAGS != 0 {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        pinned.set_flags(mask, flags);
        Ok(())
    })
}

/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_NOACCESS`: NULL.
///
/// # Safety
/// `flags` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetHandleInformation")]
pub unsafe extern "C" fn GetHandleInformation(handle: HANDLE, flags: *mut u32) -> i32 {
    bool_call(|| {
        let pinned = pin(handle)?;
        // SAFETY: NULL or the caller's to write.
        let flags = unsafe { flags.as_mut() }.ok_or(super::win32(foundation::ERROR_NOACCESS))?;
        *flags = pinned.flags();
        Ok(())
    })
}
