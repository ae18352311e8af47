//! Names of sockets, and addresses as text.

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::instance::{Hosted, Running};
use crate::lent_raw::{self as lent, procedure};
use crate::next_raw::{Next, below};
use crate::socket::Phase;

pub(crate) unsafe extern "system" fn peer_name<L: Hosted>(
    socket: ws::SOCKET,
    name: *mut ws::SOCKADDR,
    len: *mut i32,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        let peer = match socket.phase() {
            Phase::Connecting | Phase::Failed => return Err(WsaError::WSAENOTCONN),
            Phase::Connected => socket.state().peer,
            _ => None,
        };
        if let Some(peer) = peer {
            // SAFETY: the caller's promise.
            return unsafe { lent::put_address(name, len, &peer) }.map(|()| 0);
        }
        socket.exists_below()?;
        below!(socket.next, lpWSPGetPeerName, ws::SOCKET_ERROR, socket.lower, name, len)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn socket_name<L: Hosted>(
    socket: ws::SOCKET,
    name: *mut ws::SOCKADDR,
    len: *mut i32,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        socket.exists_below()?;
        below!(socket.next, lpWSPGetSockName, ws::SOCKET_ERROR, socket.lower, name, len)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

/// The provider below that a call without socket is for, and what it is to be told of the protocol.
///
/// # Safety
/// `info` is NULL or valid for reads.
unsafe fn of_protocol<L: Hosted>(
    running: &Running<L>,
    info: *const ws::WSAPROTOCOL_INFOW,
) -> WsaResult<(std::sync::Arc<Next>, Option<ws::WSAPROTOCOL_INFOW>)> {
    // SAFETY: the caller's promise.
    match unsafe { lent::value(info.cast(), size_of::<ws::WSAPROTOCOL_INFOW>() as i32) } {
        Ok(chain) => running.below(&chain).map(|(next, info)| (next, Some(info))),
        Err(_) => {
            let next = running.nexts().into_iter().next().ok_or(WsaError::WSAEINVAL)?;
            Ok((next, None))
        }
    }
}

fn pointer(info: &Option<ws::WSAPROTOCOL_INFOW>) -> *const ws::WSAPROTOCOL_INFOW {
    info.as_ref().map_or(std::ptr::null(), std::ptr::from_ref)
}

pub(crate) unsafe extern "system" fn address_to_string<L: Hosted>(
    address: *const ws::SOCKADDR,
    len: u32,
    info: *const ws::WSAPROTOCOL_INFOW,
    text: *mut u16,
    units: *mut u32,
    error: *mut i32,
) -> i32 {
    let body = || {
        // SAFETY: the caller's promise.
        let (next, info) = unsafe { of_protocol(&*L::instance().running()?, info) }?;
        below!(next, lpWSPAddressToString, ws::SOCKET_ERROR, address, len, pointer(&info), text, units)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn string_to_address<L: Hosted>(
    text: *const u16,
    family: i32,
    info: *const ws::WSAPROTOCOL_INFOW,
    address: *mut ws::SOCKADDR,
    len: *mut i32,
    error: *mut i32,
) -> i32 {
    let body = || {
        // SAFETY: the caller's promise.
        let (next, info) = unsafe { of_protocol(&*L::instance().running()?, info) }?;
        below!(next, lpWSPStringToAddress, ws::SOCKET_ERROR, text, family, pointer(&info), address, len)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}
