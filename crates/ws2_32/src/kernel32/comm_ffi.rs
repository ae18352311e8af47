//! Serial ports. No handle of the library is one, so every call is refused as Windows refuses a file's handle.

use std::ffi::c_void;

use win32_wait::wait::object_of;
use ws2_types::abi::foundation::{self, HANDLE};

use super::{bool_call, win32};

/// Refuses a handle: one that is open is not a serial port's.
fn refuse(port: HANDLE) -> i32 {
    bool_call(|| {
        object_of(port.addr())?;
        Err(win32(foundation::ERROR_INVALID_FUNCTION))
    })
}

/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_INVALID_FUNCTION`: no serial port.
#[unsafe(export_name = "ws2_32_GetCommState")]
pub extern "C" fn GetCommState(port: HANDLE, _state: *mut c_void) -> i32 {
    refuse(port)
}

/// # Errors
/// As [`GetCommState`].
#[unsafe(export_name = "ws2_32_SetCommState")]
pub extern "C" fn SetCommState(port: HANDLE, _state: *mut c_void) -> i32 {
    refuse(port)
}

/// # Errors
/// As [`GetCommState`].
#[unsafe(export_name = "ws2_32_GetCommTimeouts")]
pub extern "C" fn GetCommTimeouts(port: HANDLE, _timeouts: *mut c_void) -> i32 {
    refuse(port)
}

/// # Errors
/// As [`GetCommState`].
#[unsafe(export_name = "ws2_32_SetCommTimeouts")]
pub extern "C" fn SetCommTimeouts(port: HANDLE, _timeouts: *mut c_void) -> i32 {
    refuse(port)
}

/// # Errors
/// As [`GetCommState`].
#[unsafe(export_name = "ws2_32_PurgeComm")]
pub extern "C" fn PurgeComm(port: HANDLE, _flags: u32) -> i32 {
    refuse(port)
}
