//! Event objects for providers.

use win32_wait::dispatcher;
use win32_wait::event::{Event, Reset};
use win32_wait::handle_table::{Handle, handles};
use ws2_types::abi::foundation::{FALSE, TRUE};
use ws2_types::abi::winsock::WSAEVENT;
use ws2_types::{WsaError, WsaResult};

use super::upcall;

/// Makes an event: reset by hand, non-signaled.
///
/// # Errors
/// `WSA_NOT_ENOUGH_MEMORY`: the handle table is full.
///
/// # Safety
/// `error` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WPUCreateEvent")]
pub unsafe extern "system" fn WPUCreateEvent(error: *mut i32) -> WSAEVENT {
    let create = || {
        let event = Event::new(Reset::Manual, false);
        let handle = handles().insert(event).ok_or(WsaError::WSA_NOT_ENOUGH_MEMORY)?;
        Ok(handle.into_raw() as WSAEVENT)
    };
    // SAFETY: passed on.
    unsafe { upcall(0, error, create) }
}

/// # Safety
/// `error` is NULL or valid for writes.
unsafe fn with_event(event: WSAEVENT, error: *mut i32, act: fn(&Event, usize) -> WsaResult<()>) -> i32 {
    let call = || act(&*Event::of_handle(event as usize)?, event as usize).map(|()| TRUE);
    // SAFETY: passed on.
    unsafe { upcall(FALSE, error, call) }
}

/// # Errors
/// `WSA_INVALID_HANDLE`
///
/// # Safety
/// `error` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WPUCloseEvent")]
pub unsafe extern "system" fn WPUCloseEvent(event: WSAEVENT, error: *mut i32) -> i32 {
    let close = |_: &Event, raw| {
        let handle = Handle::from_raw(raw).ok_or(WsaError::WSA_INVALID_HANDLE)?;
        dispatcher::close_handle(handle)
    };
    // SAFETY: passed on.
    unsafe { with_event(event, error, close) }
}

/// # Errors
/// `WSA_INVALID_HANDLE`
///
/// # Safety
/// `error` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WPUSetEvent")]
pub unsafe extern "system" fn WPUSetEvent(event: WSAEVENT, error: *mut i32) -> i32 {
    // SAFETY: passed on.
    unsafe {
        with_event(event, error, |event, _| {
            event.set();
            Ok(())
        })
    }
}

/// # Errors
/// `WSA_INVALID_HANDLE`
///
/// # Safety
/// `error` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WPUResetEvent")]
pub unsafe extern "system" fn WPUResetEvent(event: WSAEVENT, error: *mut i32) -> i32 {
    // SAFETY: passed on.
    unsafe {
        with_event(event, error, |event, _| {
            event.reset();
            Ok(())
        })
    }
}
