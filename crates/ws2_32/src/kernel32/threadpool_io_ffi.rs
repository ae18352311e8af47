//! I/O objects, and `BindIoCompletionCallback`.

use std::ffi::c_void;
use std::sync::Arc;

use win32_wait::pool::{Call, Cause, Function, Io, bind_callback};
use win32_wait::port::Packet;
use ws2_types::WsaError;
use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::io::{LPOVERLAPPED_COMPLETION_ROUTINE, OVERLAPPED};
use ws2_types::abi::threading::{PTP_WIN32_IO_CALLBACK, TP_CALLBACK_ENVIRON_V3};
use ws2_types::status::win32_error_of;

use super::bool_call;
use super::port_ffi::associate;
use super::threadpool::{expose, on_object, open_call, restore};
use super::threadpool_environment_ffi::settings;

/// The OVERLAPPED, the Win32 error code and the bytes.
fn end_of(packet: Packet) -> (*mut OVERLAPPED, u32, u32) {
    let overlapped = std::ptr::with_exposed_provenance_mut(packet.overlapped);
    (overlapped, win32_error_of(packet.status).unwrap_or(0), packet.bytes)
}

/// An I/O object for a socket or a file that does overlapped I/O, bound to the pool's completion port.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`: no function, a bad environment, or the handle has a port.
/// `ERROR_NOT_ENOUGH_MEMORY`.
///
/// # Safety
/// The function may be called with `context` on threads of the pool; `environment` is NULL or valid.
#[unsafe(export_name = "ws2_32_CreateThreadpoolIo")]
pub unsafe extern "C" fn CreateThreadpoolIo(
    file: HANDLE,
    function: PTP_WIN32_IO_CALLBACK,
    context: *mut c_void,
    environment: *const TP_CALLBACK_ENVIRON_V3,
) -> isize {
    open_call(|| {
        let function = function.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        // SAFETY: passed on.
        let settings = unsafe { settings(environment, context) }?;
        let context = expose(context);
        let call = move |call: Call| {
            let Cause::Io(packet) = call.cause else { return };
            let (overlapped, error, bytes) = end_of(packet);
            let (instance, io) = (call.instance as isize, call.object as isize);
            // SAFETY: the caller allowed the call.
            unsafe { function(instance, restore(context), overlapped.cast(), error, bytes as usize, io) };
        };
        Io::open(settings, Box::new(call), |port, key| associate(file, port, key))
    })
}

/// Says that an overlapped operation is about to begin. The end of one that was not announced is ignored.
#[unsafe(export_name = "ws2_32_StartThreadpoolIo")]
pub extern "C" fn StartThreadpoolIo(io: isize) {
    on_object(io, |io: &Arc<Io>| io.start());
}

/// Says that an announced operation will not be told: it failed in its call, or succeeded there on a handle that
/// skips the port then.
#[unsafe(export_name = "ws2_32_CancelThreadpoolIo")]
pub extern "C" fn CancelThreadpoolIo(io: isize) {
    on_object(io, |io: &Arc<Io>| io.cancel());
}

/// # Blocking
/// Until no callback is expected or runs; within one of them for ever.
#[unsafe(export_name = "ws2_32_WaitForThreadpoolIoCallbacks")]
pub extern "C" fn WaitForThreadpoolIoCallbacks(io: isize, cancel_pending: i32) {
    on_object(io, |io: &Arc<Io>| io.wait(cancel_pending != 0));
}

/// Closes the object; callbacks that are expected still run. The handle stays bound to the port.
#[unsafe(export_name = "ws2_32_CloseThreadpoolIo")]
pub extern "C" fn CloseThreadpoolIo(io: isize) {
    on_object(io, |io: &Arc<Io>| io.release());
}

/// Has a function called on threads of the process's pool when overlapped operations of the handle end: with a
/// Win32 error code, the bytes and the OVERLAPPED.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`: no function, a flag, or the handle has a port.
///
/// # Safety
/// The function may be called on threads of the pool as long as operations of the handle end.
#[unsafe(export_name = "ws2_32_BindIoCompletionCallback")]
pub unsafe extern "C" fn BindIoCompletionCallback(
    file: HANDLE,
    function: LPOVERLAPPED_COMPLETION_ROUTINE,
    flags: u32,
) -> i32 {
    bool_call(|| {
        let function = function.filter(|_| flags == 0).ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let caller = move || -> Function {
            Box::new(move |call: Call| {
                let Cause::Io(packet) = call.cause else { return };
                let (overlapped, error, bytes) = end_of(packet);
                // SAFETY: the caller allowed the call.
                unsafe { function(error, bytes, overlapped) };
            })
        };
        bind_callback(function as usize, caller, |port, key| associate(file, port, key))
    })
}
