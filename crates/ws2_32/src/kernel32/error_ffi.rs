//! The last error, and what is done about errors nobody handles.

use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use win32_wait::last_error::{last_error, set_last_error};

#[unsafe(export_name = "ws2_32_GetLastError")]
pub extern "C" fn GetLastError() -> u32 {
    last_error()
}

#[unsafe(export_name = "ws2_32_SetLastError")]
pub extern "C" fn SetLastError(code: u32) {
    set_last_error(code);
}

/// Remembers the mode and returns the one before. There are no error boxes it could switch off.
#[unsafe(export_name = "ws2_32_SetErrorMode")]
pub extern "C" fn SetErrorMode(mode: u32) -> u32 {
    static MODE: AtomicU32 = AtomicU32::new(0);
    MODE.swap(mode, Ordering::Relaxed)
}

/// Remembers the filter and returns the one before. No structured exception ever reaches it: a fault ends the
/// process by its signal.
#[unsafe(export_name = "ws2_32_SetUnhandledExceptionFilter")]
pub extern "C" fn SetUnhandledExceptionFilter(filter: *mut core::ffi::c_void) -> *mut core::ffi::c_void {
    static FILTER: AtomicPtr<core::ffi::c_void> = AtomicPtr::new(std::ptr::null_mut());
    FILTER.swap(filter, Ordering::Relaxed)
}
