//! The part of the Windows base API that Winsock programs cannot do without.
//!
//! These calls need no start-up. A successful call leaves the last error alone, except where Windows' own
//! documents make it part of the answer (`ERROR_ALREADY_EXISTS`).

mod comm_ffi;
mod condition_variable_ffi;
mod console_ffi;
mod critical_section_ffi;
mod crypt_ffi;
mod debug_ffi;
mod device_ffi;
mod environment_ffi;
mod error_ffi;
mod event_ffi;
mod file;
mod file_attributes_ffi;
mod file_change_ffi;
mod file_ffi;
mod file_io_ffi;
mod file_lock;
mod file_lock_ffi;
mod file_mapping_ffi;
mod file_overlapped;
mod file_path_ffi;
mod file_position_ffi;
mod file_raw;
mod file_search_ffi;
pub(crate) mod file_source;
mod file_temporary_ffi;
mod format_message_ffi;
pub(crate) mod handle_ffi;
mod heap_ffi;
mod init_once_ffi;
mod layered_socket_io;
mod linker_raw;
pub(crate) mod lstr_ffi;
mod message_box_ffi;
pub(crate) mod module;
mod module_ffi;
mod mutex_ffi;
mod not_offered_ffi;
pub(crate) mod overlapped_result_ffi;
pub(crate) mod port_ffi;
mod process;
mod process_ffi;
mod random_ffi;
mod registry_ffi;
mod screen_ffi;
mod semaphore_ffi;
mod service_ffi;
mod slim_lock_ffi;
mod system_ffi;
mod text_ffi;
mod thread_ffi;
mod threadpool;
mod threadpool_callback_ffi;
mod threadpool_environment_ffi;
mod threadpool_io_ffi;
mod threadpool_legacy_ffi;
mod threadpool_pool_ffi;
mod threadpool_timer_ffi;
mod threadpool_wait_ffi;
mod threadpool_work_ffi;
pub(crate) mod time_ffi;
mod timer_ffi;
mod timer_queue_ffi;
mod tls_ffi;
pub(crate) mod wait_ffi;

pub(crate) use wait_ffi::wait_code;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use win32_wait::handle_table::{Object, handles};
use win32_wait::last_error::{set_last_error, set_last_wsa_error};
use win32_wait::wait::object_of;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::{WsaError, WsaResult, status};

/// A Win32 error code as an inner error.
pub(crate) const fn win32(code: u32) -> WsaError {
    WsaError::from_code(code as i32)
}

/// What a call of the base API says of an error of Windows Sockets.
fn base_error(error: WsaError) -> WsaError {
    win32(status::win32_of(error))
}

/// Runs a call that returns `failure` and leaves an error when it fails.
pub(crate) fn base_call<R>(failure: R, call: impl FnOnce() -> WsaResult<R>) -> R {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => {
            set_last_wsa_error(error);
            failure
        }
        Err(_) => {
            set_last_error(foundation::ERROR_INTERNAL_ERROR);
            failure
        }
    }
}

/// Runs a call that returns a `BOOL`.
pub(crate) fn bool_call(call: impl FnOnce() -> WsaResult<()>) -> i32 {
    base_call(foundation::FALSE, || call().map(|()| foundation::TRUE))
}

/// Runs a call that returns a `HANDLE`, NULL on failure.
fn handle_call(call: impl FnOnce() -> WsaResult<HANDLE>) -> HANDLE {
    base_call(std::ptr::null_mut(), call)
}

/// Opens a handle for an object.
pub(crate) fn open_handle(object: Arc<dyn Object>) -> WsaResult<HANDLE> {
    let handle = handles().insert(object).ok_or(WsaError::WSA_NOT_ENOUGH_MEMORY)?;
    Ok(std::ptr::without_provenance_mut(handle.into_raw()))
}

/// Calls `action` with the object of a handle, which must be a `T`.
fn with_object<T: Object, R>(handle: HANDLE, action: impl FnOnce(&T) -> WsaResult<R>) -> WsaResult<R> {
    let object = object_of(handle.addr())?;
    let object: &dyn std::any::Any = &*object;
    action(object.downcast_ref().ok_or(WsaError::WSA_INVALID_HANDLE)?)
}

/// Reads a string of the program; bytes that are no UTF-8 are replaced.
///
/// # Safety
/// `text` is NULL or a string that ends in NUL.
pub(crate) unsafe fn narrow(text: *const u8) -> Option<String> {
    // SAFETY: not NULL, and the caller vouches for the NUL.
    let text = (!text.is_null()).then(|| unsafe { std::ffi::CStr::from_ptr(text.cast()) });
    text.map(|text| text.to_string_lossy().into_owned())
}

/// Reads a UTF-16 string of the program.
///
/// # Safety
/// `text` is NULL or a string that ends in NUL.
pub(crate) unsafe fn wide(text: *const u16) -> Option<String> {
    if text.is_null() {
        return None;
    }
    // SAFETY: not NULL, and the caller vouches for the NUL; reading stops there.
    let units = unsafe { std::slice::from_raw_parts(text, lstr_ffi::wide_len(text)) };
    Some(String::from_utf16_lossy(units))
}
