//! Semaphore objects.

use win32_wait::last_error::set_last_error;
use win32_wait::named;
use win32_wait::semaphore::Semaphore;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::{WsaError, WsaResult};

use super::{bool_call, handle_call, narrow, open_handle, wide, with_object};

fn create(count: i32, limit: i32, name: Option<&str>) -> WsaResult<HANDLE> {
    let (semaphore, existed) = named::create(name, || Semaphore::new(count, limit))?;
    let handle = open_handle(semaphore)?;
    set_last_error(if existed { foundation::ERROR_ALREADY_EXISTS } else { foundation::ERROR_SUCCESS });
    Ok(handle)
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateSemaphoreA")]
pub unsafe extern "C" fn CreateSemaphoreA(
    _security: *const core::ffi::c_void,
    count: i32,
    limit: i32,
    name: *const u8,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create(count, limit, unsafe { narrow(name) }.as_deref()))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateSemaphoreW")]
pub unsafe extern "C" fn CreateSemaphoreW(
    _security: *const core::ffi::c_void,
    count: i32,
    limit: i32,
    name: *const u16,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create(count, limit, unsafe { wide(name) }.as_deref()))
}

/// # Errors
/// `ERROR_INVALID_PARAMETER`: a flag (there is none), or counts that do not fit.
///
/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateSemaphoreExA")]
pub unsafe extern "C" fn CreateSemaphoreExA(
    _security: *const core::ffi::c_void,
    count: i32,
    limit: i32,
    name: *const u8,
    flags: u32,
    _access: u32,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create_ex(count, limit, flags, unsafe { narrow(name) }.as_deref()))
}

/// # Errors
/// As [`CreateSemaphoreExA`].
///
/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateSemaphoreExW")]
pub unsafe extern "C" fn CreateSemaphoreExW(
    _security: *const core::ffi::c_void,
    count: i32,
    limit: i32,
    name: *const u16,
    flags: u32,
    _access: u32,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create_ex(count, limit, flags, unsafe { wide(name) }.as_deref()))
}

fn create_ex(count: i32, limit: i32, flags: u32, name: Option<&str>) -> WsaResult<HANDLE> {
    if flags != 0 {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    create(count, limit, name)
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_OpenSemaphoreA")]
pub unsafe extern "C" fn OpenSemaphoreA(_access: u32, _inherit: i32, name: *const u8) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| open_handle(named::open::<Semaphore>(&unsafe { narrow(name) }.unwrap_or_default())?))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_OpenSemaphoreW")]
pub unsafe extern "C" fn OpenSemaphoreW(_access: u32, _inherit: i32, name: *const u16) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| open_handle(named::open::<Semaphore>(&unsafe { wide(name) }.unwrap_or_default())?))
}

/// # Errors
/// `ERROR_INVALID_PARAMETER` unless `by` is positive, `ERROR_TOO_MANY_POSTS`, `ERROR_INVALID_HANDLE`.
///
/// # Safety
/// `previous` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_ReleaseSemaphore")]
pub unsafe extern "C" fn ReleaseSemaphore(semaphore: HANDLE, by: i32, previous: *mut i32) -> i32 {
    bool_call(|| {
        let count = with_object(semaphore, |semaphore: &Semaphore| semaphore.release(by))?;
        // SAFETY: NULL or the caller's to write.
        if let Some(previous) = unsafe { previous.as_mut() } {
            *previous = count as i32;
        }
        Ok(())
    })
}
