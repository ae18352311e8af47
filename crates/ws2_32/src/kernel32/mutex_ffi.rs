//! Mutex objects.

use win32_wait::last_error::set_last_error;
use win32_wait::mutex::Mutex;
use win32_wait::named;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::threading;
use ws2_types::{WsaError, WsaResult};

use super::{bool_call, handle_call, narrow, open_handle, wide, with_object};

fn create(owned: bool, name: Option<&str>) -> WsaResult<HANDLE> {
    let make = if owned { Mutex::new_owned } else { Mutex::new };
    let (mutex, existed) = named::create(name, || Ok(make()))?;
    let handle = open_handle(mutex)?;
    set_last_error(if existed { foundation::ERROR_ALREADY_EXISTS } else { foundation::ERROR_SUCCESS });
    Ok(handle)
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateMutexA")]
pub unsafe extern "C" fn CreateMutexA(
    _security: *const core::ffi::c_void,
    owned: i32,
    name: *const u8,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create(owned != 0, unsafe { narrow(name) }.as_deref()))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateMutexW")]
pub unsafe extern "C" fn CreateMutexW(
    _security: *const core::ffi::c_void,
    owned: i32,
    name: *const u16,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create(owned != 0, unsafe { wide(name) }.as_deref()))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateMutexExA")]
pub unsafe extern "C" fn CreateMutexExA(
    _security: *const core::ffi::c_void,
    name: *const u8,
    flags: u32,
    _access: u32,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create_ex(flags, unsafe { narrow(name) }.as_deref()))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateMutexExW")]
pub unsafe extern "C" fn CreateMutexExW(
    _security: *const core::ffi::c_void,
    name: *const u16,
    flags: u32,
    _access: u32,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create_ex(flags, unsafe { wide(name) }.as_deref()))
}

/// # Errors
/// `ERROR_INVALID_PARAMETER`: an unknown flag.
fn create_ex(flags: u32, name: Option<&str>) -> WsaResult<HANDLE> {
    if flags & !threading::CREATE_MUTEX_INITIAL_OWNER != 0 {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    create(flags != 0, name)
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_OpenMutexA")]
pub unsafe extern "C" fn OpenMutexA(_access: u32, _inherit: i32, name: *const u8) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| open_handle(named::open::<Mutex>(&unsafe { narrow(name) }.unwrap_or_default())?))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_OpenMutexW")]
pub unsafe extern "C" fn OpenMutexW(_access: u32, _inherit: i32, name: *const u16) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| open_handle(named::open::<Mutex>(&unsafe { wide(name) }.unwrap_or_default())?))
}

/// # Errors
/// `ERROR_NOT_OWNER`, `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_ReleaseMutex")]
pub extern "C" fn ReleaseMutex(mutex: HANDLE) -> i32 {
    bool_call(|| with_object(mutex, Mutex::release))
}
