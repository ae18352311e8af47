//! What became of an overlapped operation, and cancelling it.

use win32_wait::completion::Which;
use win32_wait::thread;
use win32_wait::wait::INFINITE;
use ws2_base::afd;
use ws2_base::overlapped::{completed, of_operation};
use ws2_dispatch::layered_socket;
use ws2_dispatch::route::down;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::status::win32_error_of;
use ws2_types::{WsaError, WsaResult};

use super::file::File;
use super::{bool_call, win32, with_object};
use crate::boundary::winsock;
use crate::lent;

/// # Errors
/// `WSANOTINITIALISED`, `WSAENOTSOCK`, `WSAEFAULT` (NULL; also flags with a bad address, when the bytes have been
/// handed out), `WSA_IO_INCOMPLETE` (pending, and `wait` is FALSE),
/// `WSA_INVALID_HANDLE` (`hEvent` is no event), or that of the operation.
///
/// # Blocking
/// If `wait`, until the operation is complete: for its event, if it has one.
///
/// # Safety
/// `overlapped` is NULL or that of an operation begun earlier; the outputs are NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WSAGetOverlappedResult")]
pub unsafe extern "C" fn WSAGetOverlappedResult(
    socket: usize,
    overlapped: *const OVERLAPPED,
    transferred: *mut u32,
    wait: i32,
    flags: *mut u32,
) -> i32 {
    let done = winsock(|| {
        down(socket, |provider, error| {
            // SAFETY: the caller's promise.
            unsafe {
                (provider.lpWSPGetOverlappedResult)(socket, overlapped, transferred, wait, flags, error) - 1
            }
        })
    });
    i32::from(done != -1)
}

/// # Errors
/// `ERROR_IO_INCOMPLETE` (pending, and `wait` is FALSE), `ERROR_INVALID_PARAMETER` (NULL), `ERROR_INVALID_HANDLE`
/// (`hEvent` is no event), or that of the operation.
///
/// # Blocking
/// If `wait`, until the operation is complete: for its event, if it has one.
///
/// # Safety
/// As [`GetOverlappedResultEx`].
#[unsafe(export_name = "ws2_32_GetOverlappedResult")]
pub unsafe extern "C" fn GetOverlappedResult(
    file: HANDLE,
    overlapped: *const OVERLAPPED,
    transferred: *mut u32,
    wait: i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { GetOverlappedResultEx(file, overlapped, transferred, if wait != 0 { INFINITE } else { 0 }, 0) }
}

/// The handle is not looked at: the result of an operation outlives its file or socket.
///
/// # Errors
/// As [`GetOverlappedResult`]; `WAIT_TIMEOUT`, `WAIT_IO_COMPLETION` (an APC ran).
///
/// # Blocking
/// Up to `timeout_ms`.
///
/// # Safety
/// `overlapped` is NULL or that of an operation begun earlier; `transferred` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetOverlappedResultEx")]
pub unsafe extern "C" fn GetOverlappedResultEx(
    _file: HANDLE,
    overlapped: *const OVERLAPPED,
    transferred: *mut u32,
    timeout_ms: u32,
    alertable: i32,
) -> i32 {
    bool_call(|| {
        if transferred.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        // SAFETY: the caller's promise.
        let lent = unsafe { of_operation(overlapped, WsaError::WSA_INVALID_PARAMETER) }?;
        let (status, bytes) = completed(lent, timeout_ms, alertable != 0)?;
        // SAFETY: not NULL, and the caller's to write.
        unsafe { lent::write(transferred, bytes as u32) }?;
        win32_error_of(status).map_or(Ok(()), |code| Err(win32(code)))
    })
}

/// Ends operations of a socket, a file or the device with `WSA_OPERATION_ABORTED` and answers how many.
pub(crate) fn cancel(file: HANDLE, which: Which) -> WsaResult<usize> {
    // A layer knows what is pending on its handle, and has no way to be told.
    if layered_socket::with(file.addr(), |_| ()).is_some() {
        return Ok(0);
    }
    match afd::cancel(file.addr(), which) {
        Err(WsaError::WSA_INVALID_HANDLE) => with_object(file, |file: &File| Ok(file.cancel(which))),
        cancelled => cancelled,
    }
}

/// Cancels what this thread began.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_CancelIo")]
pub extern "C" fn CancelIo(file: HANDLE) -> i32 {
    bool_call(|| cancel(file, Which::OfThread(thread::current_id())).map(drop))
}

/// Cancels the operation of this OVERLAPPED, or with NULL all of the handle, whoever began them.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_NOT_FOUND`: nothing was pending.
#[unsafe(export_name = "ws2_32_CancelIoEx")]
pub extern "C" fn CancelIoEx(file: HANDLE, overlapped: *const OVERLAPPED) -> i32 {
    bool_call(|| {
        let which = if overlapped.is_null() { Which::All } else { Which::At(overlapped.addr()) };
        match cancel(file, which)? {
            0 => Err(win32(foundation::ERROR_NOT_FOUND)),
            _ => Ok(()),
        }
    })
}

/// Ends the blocking Winsock call another thread is in, or its synchronous read or write of a pipe or a console, with
/// `WSA_OPERATION_ABORTED` (`ERROR_OPERATION_ABORTED`). A call that has moved data by then returns that instead.
///
/// # Errors
/// `ERROR_NOT_FOUND`: the thread is in no such call; reads and writes of disk files, which end by themselves, and a
/// `closesocket` that lingers are none.
/// `ERROR_INVALID_HANDLE`: no thread.
#[unsafe(export_name = "ws2_32_CancelSynchronousIo")]
pub extern "C" fn CancelSynchronousIo(thread: HANDLE) -> i32 {
    bool_call(|| {
        let aborted = super::thread_ffi::thread_of(thread)?.abort_blocking_call();
        if aborted { Ok(()) } else { Err(win32(foundation::ERROR_NOT_FOUND)) }
    })
}
