//! Microsoft's extension functions: by name, or by `SIO_GET_EXTENSION_FUNCTION_POINTER`.

mod accept_ffi;
mod connect_ffi;
mod message_ffi;
mod transmit_ffi;

use std::sync::Arc;

use win32_wait::completion::{Lent, Which};
use ws2_dispatch::socket_table::{self, RawSocket, SocketByHandle};
use ws2_spi::overlapped::{Begun, Operation, OtherSocket};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::status::{STATUS_PENDING, wsa_error_of};
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::overlapped_ffi::begin;

const INFINITE: u32 = u32::MAX;

/// The address of the function with this `WSAID_…`.
///
/// # Errors
/// `WSAEFAULT`: no whole GUID. `WSAEINVAL`: unknown.
pub(crate) fn function(id: &[u8]) -> WsaResult<usize> {
    let id: &[u8; 16] = id.first_chunk().ok_or(WsaError::WSAEFAULT)?;
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
    let known = functions.iter().find(|(guid, _)| {
        id[..4] == guid.data1.to_ne_bytes()
            && id[4..6] == guid.data2.to_ne_bytes()
            && id[6..8] == guid.data3.to_ne_bytes()
            && id[8..] == guid.data4
    });
    known.map(|(_, function)| function.expose_provenance()).ok_or(WsaError::WSAEINVAL)
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
fn begin_lent(
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

/// Whether a call without OVERLAPPED waits on a non-blocking socket, too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Patience {
    AsTheSocket,
    Always,
}

/// Carries out an operation without an OVERLAPPED of the program. The outcome comes with the bytes moved.
///
/// # Errors
/// Those of the operation; `WSAEWOULDBLOCK`; `WSAEINTR`: the socket was closed meanwhile.
fn carry_out(socket: RawSocket, operation: Operation, patience: Patience) -> (usize, WsaResult<()>) {
    // The lowest bit of hEvent keeps the packet from a completion port.
    let mut own = OVERLAPPED { hEvent: std::ptr::without_provenance_mut(1), ..OVERLAPPED::default() };
    // SAFETY: `own` lives until the operation is complete: this function waits for that.
    let Some(lent) = (unsafe { Lent::new(&raw mut own) }) else { return (0, Err(WsaError::WSAEFAULT)) };
    let pinned = match socket_table::pin(socket) {
        Ok(pinned) => pinned,
        Err(error) => return (0, Err(error)),
    };
    let waits = patience == Patience::Always || pinned.is_blocking();
    match begin(socket, lent, None, operation) {
        Ok(Begun::Done { bytes, .. }) => return (bytes, Ok(())),
        Ok(Begun::Pending) => {}
        Err(error) => return (0, Err(error)),
    }
    let cancelled = !waits && pinned.cancel(Which::At(lent.addr())) > 0;
    drop(pinned);
    while lent.status() as u32 == STATUS_PENDING {
        // It fails only for a bad event.
        let _ = lent.wait(INFINITE, false);
    }
    let (status, bytes) = lent.result();
    let outcome = match wsa_error_of(status) {
        None => Ok(()),
        Some(WsaError::WSA_OPERATION_ABORTED) if cancelled => Err(WsaError::WSAEWOULDBLOCK),
        Some(WsaError::WSA_OPERATION_ABORTED) => Err(WsaError::WSAEINTR),
        Some(error) => Err(error),
    };
    (bytes, outcome)
}
