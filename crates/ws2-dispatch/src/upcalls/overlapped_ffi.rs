//! The end of overlapped operations that a layer carries out itself.

use win32_wait::completion::Lent;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::status::status_of;
use ws2_types::{WsaError, WsaResult};

use super::upcall;
use crate::layered_socket;

/// Tells the end of an operation on a handle of `WPUCreateSocketHandle`: bytes and status are in the OVERLAPPED, then its
/// event is set and the handle's port has a packet. A completion routine is the provider's to queue (`WPUQueueApc`).
///
/// Not in the table of upcalls.
///
/// # Errors
/// `WSAEINVAL`: the handle was not made so, or `hEvent` is no event; `WSAEFAULT`: no OVERLAPPED can lie there.
///
/// # Safety
/// `overlapped` is NULL or that of an operation that is not complete yet; `error` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WPUCompleteOverlappedRequest")]
pub unsafe extern "system" fn WPUCompleteOverlappedRequest(
    socket: usize,
    overlapped: *mut OVERLAPPED,
    failure: u32,
    transferred: u32,
    error: *mut i32,
) -> i32 {
    let complete = || {
        let invalid = |_| WsaError::WSAEINVAL;
        let socket = layered_socket::pin(socket).map_err(invalid)?;
        // SAFETY: the caller's promise.
        let lent = unsafe { Lent::new(overlapped) }.filter(|lent| lent.is_plausible());
        let told = lent.ok_or(WsaError::WSAEFAULT)?;
        tell(&socket, told, failure, transferred).map_err(invalid)
    };
    // SAFETY: passed on.
    unsafe { upcall(ws::SOCKET_ERROR, error, complete) }
}

fn tell(
    socket: &layered_socket::LayeredSocket,
    lent: Lent,
    failure: u32,
    transferred: u32,
) -> WsaResult<i32> {
    let failure = (failure != 0).then(|| WsaError::from_code(failure as i32));
    socket.notifications().tell_end(lent, transferred, status_of(failure))?;
    Ok(0)
}
