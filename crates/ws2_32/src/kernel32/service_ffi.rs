//! Services. No service control manager is here, so none can be asked for one, and no program was started by one.

use std::ffi::c_void;

use ws2_types::WsaResult;
use ws2_types::abi::foundation::{self, HANDLE, WIN32_ERROR};

use super::{base_call, bool_call, win32};

fn refuse(error: WIN32_ERROR) -> HANDLE {
    base_call(std::ptr::null_mut(), || Err(win32(error)))
}

/// A handle of a manager, of a service, or to set a service's status: nobody has one.
fn no_handle() -> WsaResult<()> {
    Err(win32(foundation::ERROR_INVALID_HANDLE))
}

/// # Errors
/// `ERROR_DATABASE_DOES_NOT_EXIST`.
#[unsafe(export_name = "ws2_32_OpenSCManagerA")]
pub extern "C" fn OpenSCManagerA(_machine: *const u8, _database: *const u8, _access: u32) -> HANDLE {
    refuse(foundation::ERROR_DATABASE_DOES_NOT_EXIST)
}

/// # Errors
/// As [`OpenSCManagerA`].
#[unsafe(export_name = "ws2_32_OpenSCManagerW")]
pub extern "C" fn OpenSCManagerW(_machine: *const u16, _database: *const u16, _access: u32) -> HANDLE {
    refuse(foundation::ERROR_DATABASE_DOES_NOT_EXIST)
}

/// `Name(handle, …) -> BOOL`: takes a handle that cannot be. The further arguments do not matter: the caller
/// cleans them up.
macro_rules! of_a_handle {
    ($($name:ident)*) => {
        $(
            #[doc = "# Errors\n`ERROR_INVALID_HANDLE`."]
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub extern "C" fn $name(_handle: HANDLE) -> i32 {
                bool_call(no_handle)
            }
        )*
    };
}

of_a_handle! {
    ChangeServiceConfig2A
    ChangeServiceConfig2W
    CloseServiceHandle
    ControlService
    DeleteService
    QueryServiceStatus
    SetServiceStatus
    StartServiceA
    StartServiceW
}

/// `Name(manager, …) -> SC_HANDLE`.
macro_rules! of_a_manager {
    ($($name:ident)*) => {
        $(
            #[doc = "# Errors\n`ERROR_INVALID_HANDLE`."]
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub extern "C" fn $name(_manager: HANDLE) -> HANDLE {
                refuse(foundation::ERROR_INVALID_HANDLE)
            }
        )*
    };
}

of_a_manager! {
    CreateServiceA
    CreateServiceW
    OpenServiceA
    OpenServiceW
}

/// `Name(service, handler, …) -> SERVICE_STATUS_HANDLE`.
macro_rules! of_a_service_process {
    ($($name:ident)*) => {
        $(
            #[doc = "# Errors\n`ERROR_SERVICE_NOT_IN_EXE`."]
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub extern "C" fn $name(_service: *const c_void, _handler: *const c_void) -> HANDLE {
                refuse(foundation::ERROR_SERVICE_NOT_IN_EXE)
            }
        )*
    };
}

of_a_service_process! {
    RegisterServiceCtrlHandlerA
    RegisterServiceCtrlHandlerExA
    RegisterServiceCtrlHandlerExW
    RegisterServiceCtrlHandlerW
}

/// The table's functions are not called: a program that can also run by itself does that now.
///
/// # Errors
/// `ERROR_FAILED_SERVICE_CONTROLLER_CONNECT`: the program was started by hand; `ERROR_INVALID_DATA`: NULL.
#[unsafe(export_name = "ws2_32_StartServiceCtrlDispatcherA")]
pub extern "C" fn StartServiceCtrlDispatcherA(table: *const c_void) -> i32 {
    bool_call(|| {
        Err(win32(match table.is_null() {
            true => foundation::ERROR_INVALID_DATA,
            false => foundation::ERROR_FAILED_SERVICE_CONTROLLER_CONNECT,
        }))
    })
}

/// # Errors
/// As [`StartServiceCtrlDispatcherA`].
#[unsafe(export_name = "ws2_32_StartServiceCtrlDispatcherW")]
pub extern "C" fn StartServiceCtrlDispatcherW(table: *const c_void) -> i32 {
    StartServiceCtrlDispatcherA(table)
}
