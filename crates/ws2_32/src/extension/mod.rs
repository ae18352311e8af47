//! Microsoft's extension functions: by name, by `SIO_GET_EXTENSION_FUNCTION_POINTER`, or many at once by
//! `SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER`.

mod accept_ffi;
mod connect_ffi;
mod exported_ffi;
mod message_ffi;
mod registered_ffi;
mod registered_request_ffi;
mod transmit_ffi;

use ws2_types::abi::GUID;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;

/// Tells the base providers where the functions are.
pub(crate) fn provide() {
    ws2_base::extension::provide(ws2_base::extension::Extensions { function, put_functions });
}

/// The address of the function with this `WSAID_…`.
///
/// # Errors
/// `WSAEFAULT`: no whole GUID. `WSAEINVAL`: unknown.
fn function(id: &[u8]) -> WsaResult<usize> {
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
        (ws::WSAID_WSAPOLL, ws2_base::procedures::WSAPoll as *const ()),
    ];
    let known = functions.iter().find(|(guid, _)| is(id, guid));
    known.map(|(_, function)| function.expose_provenance()).ok_or(WsaError::WSAEINVAL)
}

/// Fills the table of the functions with this `WSAID_MULTIPLE_…`; how many bytes it has.
///
/// # Errors
/// `WSAEFAULT`: no whole GUID, or too little room. `WSAEINVAL`: unknown.
fn put_functions(id: &[u8], output: &mut [u8]) -> WsaResult<usize> {
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
