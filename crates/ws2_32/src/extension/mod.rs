//! Microsoft's extension functions: by name, by `SIO_GET_EXTENSION_FUNCTION_POINTER`, or many at once by
//! `SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER`.

mod accept_ffi;
mod connect_ffi;
mod message_ffi;
mod registered_ffi;
mod registered_request_ffi;
mod transmit_ffi;

use std::sync::Arc;
use std::time::Duration;

use win32_wait::completion::{self, Lent, Patience, Which};
use ws2_base::socket_table::{self, RawSocket, SocketByHandle, SocketObject};
use ws2_spi::overlapped::{Begun, Operation, OtherSocket};
use ws2_types::abi::GUID;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::overlapped_ffi::begin;

/// The address of the function with this `WSAID_…`.
///
/// # Errors
/// `WSAEFAULT`: no whole GUID. `WSAEINVAL`: unknown.
pub(crate) fn function(id: &[u8]) -> WsaResult<usize> {
    let id = whole(id)?;
    let functions = [
        (ws::WSAID_ACCEPTEX, accept_ffi::AcceptEx as *const ()),
        (ws::WSAID_GETACCEPTEXSOCKADDRS, accept_ffi::GetAcceptExSockaddrs as *const ()),
        (ws::WSAID_CONNECTEX, connect_ffi::ConnectEx as *const ()),
        (ws::WSAID_DISCONNECTEX, connect_ffi::DisconnectEx as *const ()),
        (ws::WSAID_TRANSMITFILE, transmit_ffi::TransmitFile as *const ()),
        (ws::WSAID_TRANSMITPACKETS, transmit_ffi::TransmitPackets as *const ()),
        (ws::WSAID_WSARECVMSG, message_ffi::WSARecvMsg as *const ()),
        (ws::WSAID_WSASENDMSG, message_ffi::WSASendMsg as *const ()),
        (ws::WSAID_WSAPOLL, crate::select_ffi::WSAPoll as *const ()),
    ];
    let known = functions.iter().find(|(guid, _)| is(id, guid));
    known.map(|(_, function)| function.expose_provenance()).ok_or(WsaError::WSAEINVAL)
}

/// Fills the table of the functions with this `WSAID_MULTIPLE_…`; how many bytes it has.
///
/// # Errors
/// `WSAEFAULT`: no whole GUID, or too little room. `WSAEINVAL`: unknown.
pub(crate) fn put_functions(id: &[u8], output: &mut [u8]) -> WsaResult<usize> {
    if is(whole(id)?, &ws::WSAID_MULTIPLE_RIO) {
        registered_ffi::put_functions(output)
    } else {
        Err(WsaError::WSAEINVAL)
    }
}

fn whole(id: &[u8]) -> WsaResult<&[u8; 16]> {
    id.first_chunk().ok_or(WsaError::WSAEFAULT)
}

fn is(id: &[u8; 16], guid: &GUID) -> bool {
    id[..4] == guid.data1.to_ne_bytes()
        && id[4..6] == guid.data2.to_ne_bytes()
        && id[6..8] == guid.data3.to_ne_bytes()
        && id[8..] == guid.data4
}

/// Runs a call that returns a `BOOL`.
fn winsock_bool(call: impl FnOnce() -> WsaResult<()>) -> i32 {
    let done = winsock(|| call().map(|()| 1i32)) == 1;
    i32::from(done)
}

/// A socket as operations on others keep it.
fn by_handle(socket: RawSocket) -> WsaResult<Arc<dyn OtherSocket>> {
    Ok(SocketByHandle::of(&socket_table::pin(socket)?))
}

/// Begins an operation with the program's OVERLAPPED; what is done at once is reported as success.
pub(crate) fn begin_lent(
    socket: RawSocket,
    lent: Lent,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    operation: Operation,
) -> WsaResult<usize> {
    match begin(socket, lent, routine, operation)? {
        Begun::Done { bytes, .. } => Ok(bytes),
        Begun::Pending => Err(WsaError::WSA_IO_PENDING),
    }
}

/// Carries out an operation without an OVERLAPPED of the program. The outcome comes with the bytes moved.
///
/// # Errors
/// Those of the operation; `WSAEWOULDBLOCK`; `WSAETIMEDOUT` (`SO_RCVTIMEO`, `SO_SNDTIMEO`); `WSAEINTR`: the socket
/// was closed meanwhile.
///
/// # Blocking
/// Messages: on a blocking socket. Transmissions, disconnects and waits for a change on any. Alertably.
pub(crate) fn carry_out(socket: RawSocket, operation: Operation) -> (usize, WsaResult<()>) {
    let pinned = match socket_table::pin(socket) {
        Ok(pinned) => pinned,
        Err(error) => return (0, Err(error)),
    };
    let (limit, always) = match operation {
        Operation::ReceiveMessage { .. } | Operation::Receive { .. } => (Some(ws::SO_RCVTIMEO), false),
        Operation::SendMessage { .. } | Operation::Send { .. } => (Some(ws::SO_SNDTIMEO), false),
        Operation::Transmit { .. } => (Some(ws::SO_SNDTIMEO), true),
        _ => (None, true),
    };
    let patience = match limit.and_then(|name| time_limit(&pinned, name)) {
        _ if !always && !pinned.is_blocking() => Patience::None,
        Some(time) => Patience::Within(time),
        None => Patience::Endless,
    };
    let by_handle = SocketByHandle::of(&pinned);
    let begin = |completion| {
        // Not held while the operation is pending: a close ends that without knowing of this call.
        let pinned = pinned;
        Ok(pinned.begin(operation, completion, pinned.handle())? == Begun::Pending)
    };
    completion::carry_out(patience, begin, |lent| {
        let mut cancelled = 0;
        by_handle.visit(&mut |socket| cancelled = socket.cancel(Which::At(lent.addr())));
        cancelled > 0
    })
}

/// `SO_RCVTIMEO` or `SO_SNDTIMEO`, if set.
fn time_limit(socket: &SocketObject, name: i32) -> Option<Duration> {
    let mut ms = [0; 4];
    socket.option(ws::SOL_SOCKET, name, &mut ms).ok()?;
    let ms = u32::from_ne_bytes(ms);
    (ms != 0).then(|| Duration::from_millis(ms.into()))
}
