//! Events, under their base and their Winsock names.

use win32_wait::event::{Event, Reset};
use win32_wait::last_error::set_last_error;
use win32_wait::named;
use ws2_types::WsaResult;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::threading;

use super::{bool_call, handle_call, narrow, open_handle, wide, with_object};
use crate::boundary::winsock;

fn create(manual: bool, signaled: bool, name: Option<&str>) -> WsaResult<HANDLE> {
    let reset = if manual { Reset::Manual } else { Reset::Auto };
    let (event, existed) = named::create(name, || Ok(Event::new(reset, signaled)))?;
    let handle = open_handle(event)?;
    set_last_error(if existed { foundation::ERROR_ALREADY_EXISTS } else { foundation::ERROR_SUCCESS });
    Ok(handle)
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateEventA")]
pub unsafe extern "C" fn CreateEventA(
    _security: *const core::ffi::c_void,
    manual: i32,
    signaled: i32,
    name: *const u8,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create(manual != 0, signaled != 0, unsafe { narrow(name) }.as_deref()))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateEventW")]
pub unsafe extern "C" fn CreateEventW(
    _security: *const core::ffi::c_void,
    manual: i32,
    signaled: i32,
    name: *const u16,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create(manual != 0, signaled != 0, unsafe { wide(name) }.as_deref()))
}

fn create_ex(flags: u32, name: Option<&str>) -> WsaResult<HANDLE> {
    let manual = flags & threading::CREATE_EVENT_MANUAL_RESET != 0;
    create(manual, flags & threading::CREATE_EVENT_INITIAL_SET != 0, name)
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateEventExA")]
pub unsafe extern "C" fn CreateEventExA(
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
#[unsafe(export_name = "ws2_32_CreateEventExW")]
pub unsafe extern "C" fn CreateEventExW(
    _security: *const core::ffi::c_void,
    name: *const u16,
    flags: u32,
    _access: u32,
) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| create_ex(flags, unsafe { wide(name) }.as_deref()))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_OpenEventA")]
pub unsafe extern "C" fn OpenEventA(_access: u32, _inherit: i32, name: *const u8) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| open_handle(named::open::<Event>(&unsafe { narrow(name) }.unwrap_or_default())?))
}

/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_OpenEventW")]
pub unsafe extern "C" fn OpenEventW(_access: u32, _inherit: i32, name: *const u16) -> HANDLE {
    // SAFETY: passed on.
    handle_call(|| open_handle(named::open::<Event>(&unsafe { wide(name) }.unwrap_or_default())?))
}

fn on_event(event: HANDLE, action: fn(&Event)) -> WsaResult<()> {
    with_object(event, |event| {
        action(event);
        Ok(())
    })
}

#[unsafe(export_name = "ws2_32_SetEvent")]
pub extern "C" fn SetEvent(event: HANDLE) -> i32 {
    bool_call(|| on_event(event, Event::set))
}

#[unsafe(export_name = "ws2_32_ResetEvent")]
pub extern "C" fn ResetEvent(event: HANDLE) -> i32 {
    bool_call(|| on_event(event, Event::reset))
}

#[unsafe(export_name = "ws2_32_PulseEvent")]
pub extern "C" fn PulseEvent(event: HANDLE) -> i32 {
    bool_call(|| on_event(event, Event::pulse))
}

/// A manual-reset event, not signaled.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSA_NOT_ENOUGH_MEMORY`.
#[unsafe(export_name = "ws2_32_WSACreateEvent")]
pub extern "C" fn WSACreateEvent() -> HANDLE {
    winsock(|| open_handle(Event::new(Reset::Manual, false)))
}

#[unsafe(export_name = "ws2_32_WSASetEvent")]
pub extern "C" fn WSASetEvent(event: HANDLE) -> i32 {
    winsock_bool(|| on_event(event, Event::set))
}

#[unsafe(export_name = "ws2_32_WSAResetEvent")]
pub extern "C" fn WSAResetEvent(event: HANDLE) -> i32 {
    winsock_bool(|| on_event(event, Event::reset))
}

#[unsafe(export_name = "ws2_32_WSACloseEvent")]
pub extern "C" fn WSACloseEvent(event: HANDLE) -> i32 {
    winsock_bool(|| {
        with_object(event, |_: &Event| Ok(()))?;
        super::handle_ffi::close(event)
    })
}

/// Runs a Winsock call whose failure is `FALSE`.
fn winsock_bool(call: impl FnOnce() -> WsaResult<()>) -> i32 {
    bool_call(|| {
        ws2_dispatch::startup::require_started()?;
        call()
    })
}
