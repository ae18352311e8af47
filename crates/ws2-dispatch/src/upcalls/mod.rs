//! What providers may ask of the library: the table that each `WSPStartup` is handed, and the same functions by name.
//!
//! Errors go to `lpErrno`; the thread's last error is left alone. None of them needs a start-up.

pub mod event_ffi;
pub mod overlapped_ffi;
pub mod provider_ffi;
pub mod socket_handle_ffi;
pub mod thread_ffi;

use std::panic::{AssertUnwindSafe, catch_unwind};

use win32_wait::completion::LOWEST_ADDRESS;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

pub use self::thread_ffi::current_thread_id;

/// The table, in Microsoft's order.
pub const UPCALLS: ws::WSPUPCALLTABLE = ws::WSPUPCALLTABLE {
    lpWPUCloseEvent: Some(event_ffi::WPUCloseEvent),
    lpWPUCloseSocketHandle: Some(socket_handle_ffi::WPUCloseSocketHandle),
    lpWPUCreateEvent: Some(event_ffi::WPUCreateEvent),
    lpWPUCreateSocketHandle: Some(socket_handle_ffi::WPUCreateSocketHandle),
    lpWPUFDIsSet: Some(provider_ffi::WPUFDIsSet),
    lpWPUGetProviderPath: Some(provider_ffi::WPUGetProviderPath),
    lpWPUModifyIFSHandle: Some(socket_handle_ffi::WPUModifyIFSHandle),
    lpWPUPostMessage: Some(provider_ffi::WPUPostMessage),
    lpWPUQueryBlockingCallback: Some(provider_ffi::WPUQueryBlockingCallback),
    lpWPUQuerySocketHandleContext: Some(socket_handle_ffi::WPUQuerySocketHandleContext),
    lpWPUQueueApc: Some(thread_ffi::WPUQueueApc),
    lpWPUResetEvent: Some(event_ffi::WPUResetEvent),
    lpWPUSetEvent: Some(event_ffi::WPUSetEvent),
    lpWPUOpenCurrentThread: Some(thread_ffi::WPUOpenCurrentThread),
    lpWPUCloseThread: Some(thread_ffi::WPUCloseThread),
};

/// Runs an upcall: panics stop here, and an error goes where the provider wants it.
///
/// # Safety
/// `error` is NULL or valid for writes.
unsafe fn upcall<R>(failure: R, error: *mut i32, call: impl FnOnce() -> WsaResult<R>) -> R {
    let failed = match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => return value,
        Ok(Err(failed)) => failed,
        Err(_) => WsaError::WSASYSCALLFAILURE,
    };
    // Without a place for it, the failure is all there is to say.
    // SAFETY: the caller's promise.
    let _ = unsafe { write(error, failed.code()) };
    failure
}

/// Writes an answer, aligned or not.
///
/// # Errors
/// `WSAEFAULT`: NULL, or next to it.
///
/// # Safety
/// `place` is NULL or valid for writes.
unsafe fn write<T>(place: *mut T, value: T) -> WsaResult<()> {
    if place.addr() < LOWEST_ADDRESS {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: not absent; the caller's promise.
    unsafe { place.write_unaligned(value) };
    Ok(())
}

/// Reads an argument, aligned or not.
///
/// # Errors
/// `WSAEFAULT`: NULL, or next to it.
///
/// # Safety
/// `place` is NULL or valid for reads.
unsafe fn read<T: Copy>(place: *const T) -> WsaResult<T> {
    if place.addr() < LOWEST_ADDRESS {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: not absent; the caller's promise.
    Ok(unsafe { place.read_unaligned() })
}

#[cfg(test)]
mod tests;
