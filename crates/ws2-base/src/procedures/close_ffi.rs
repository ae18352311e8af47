//! Ending: closing, shutting down, disconnecting; and sharing, which puts an end off.

use ws2_spi::catalog::ProtocolInfo;
use ws2_types::WsaError;
use ws2_types::abi::winsock as ws;

use super::procedure;
use crate::socket_table::{self, RawSocket, SocketObject, with_socket};
use crate::{lent, sharing};

/// # Errors
/// `WSAENOTSOCK`; `WSAEWOULDBLOCK`: see [`ws2_spi::ProviderSocket::close`].
///
/// # Safety
/// `error` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSPCloseSocket(socket: RawSocket, error: *mut i32) -> i32 {
    // SAFETY: passed on.
    unsafe { procedure(error, || socket_table::close(socket).map(|()| 0)) }
}

/// # Safety
/// `error` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSPShutdown(socket: RawSocket, how: i32, error: *mut i32) -> i32 {
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, |socket| socket.shutdown(how).map(|()| 0))) }
}

/// TCP has no disconnect data; what is given is an error only if there is some.
///
/// # Safety
/// `data` is NULL or valid for reads.
pub(super) unsafe extern "system" fn WSPSendDisconnect(
    socket: RawSocket,
    data: *const ws::WSABUF,
    error: *mut i32,
) -> i32 {
    let call = |socket: &SocketObject| {
        // SAFETY: NULL or the caller's to read.
        if unsafe { lent::read(data) }.is_ok_and(|data| data.len > 0) {
            return Err(WsaError::WSAENOPROTOOPT);
        }
        socket.shutdown(ws::SD_SEND).map(|()| 0)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, call)) }
}

/// # Safety
/// `data` is NULL or valid for writes; the binding's type forgets that it is an output.
pub(super) unsafe extern "system" fn WSPRecvDisconnect(
    socket: RawSocket,
    data: *const ws::WSABUF,
    error: *mut i32,
) -> i32 {
    let call = |socket: &SocketObject| {
        // SAFETY: NULL or the caller's to write.
        unsafe { empty(data.cast_mut()) };
        socket.shutdown(ws::SD_RECEIVE).map(|()| 0)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, call)) }
}

/// Says that there is none of the data a program hoped for.
///
/// # Safety
/// `data` is NULL or valid for writes.
pub(super) unsafe fn empty(data: *mut ws::WSABUF) {
    if !data.is_null() {
        // SAFETY: not NULL, and the caller's to write.
        unsafe { (&raw mut (*data).len).write_unaligned(0) };
    }
}

/// # Errors
/// `WSAENOTSOCK`, `WSAEFAULT`; `WSAEINVAL`: the socket cannot be shared with this process; `WSAEMFILE`, `WSAENOBUFS`.
///
/// # Safety
/// `info` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSPDuplicateSocket(
    socket: RawSocket,
    process: u32,
    info: *mut ws::WSAPROTOCOL_INFOW,
    error: *mut i32,
) -> i32 {
    let call = |this: &SocketObject| {
        if lent::is_absent(info) {
            return Err(WsaError::WSAEFAULT);
        }
        let reserved = sharing::offer(socket, this, process)?;
        let described = ProtocolInfo { dwProviderReserved: reserved, ..*this.protocol() };
        // SAFETY: NULL or the caller's to write.
        unsafe { lent::write(info, described) }?;
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, call)) }
}
