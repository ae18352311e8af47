//! Opening, naming, connecting and accepting.

use ws2_spi::catalog::{ProtocolInfo, serves_protocol};
use ws2_spi::provider::Condition;
use ws2_spi::{AcceptRequest, SocketRequest, Verdict, WindowsAddress};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::close_ffi::empty;
use super::procedure;
use crate::join_leaf;
use crate::lent::{self, AddressOut};
use crate::sharing;
use crate::socket_table::{self, RawSocket, SocketObject, with_socket};
use crate::transports::{self, Protocol};

const FROM_PROTOCOL_INFO: i32 = -1;

/// Opens a socket of the protocol that `info` names, or of the first that serves the request; or shares the one that
/// `WSPDuplicateSocket` has described.
///
/// # Errors
/// `WSAEINVAL`: nothing is asked for, or what is to be shared is gone or not for this process; `WSAEAFNOSUPPORT`, `WSAEPROTONOSUPPORT`,
/// `WSAEPROTOTYPE`, `WSAESOCKTNOSUPPORT`: the protocol is another; `WSAEMFILE`, `WSAENOBUFS`.
///
/// # Safety
/// `info` is NULL or valid for reads.
pub(super) unsafe extern "system" fn WSPSocket(
    family: i32,
    kind: i32,
    protocol: i32,
    info: *const ws::WSAPROTOCOL_INFOW,
    _group: u32,
    flags: u32,
    error: *mut i32,
) -> RawSocket {
    let call = || {
        let asked = SocketRequest { family, kind, protocol };
        // SAFETY: NULL or the caller's to read.
        let Ok(info) = (unsafe { lent::read(info) }) else {
            let served = transports::serving(asked)?;
            return socket_table::open(served, completed(asked, &served)?, flags);
        };
        if info.dwProviderReserved != 0 {
            return sharing::accept(info.dwProviderReserved);
        }
        let served = of_info(&info)?;
        socket_table::open(served, completed(asked, &served)?, flags)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, call) }
}

/// The protocol of a catalog entry. A layer may hand down an entry of its own.
fn of_info(info: &ProtocolInfo) -> WsaResult<Protocol> {
    transports::by_id(info.dwCatalogEntryId).or_else(|_| {
        transports::serving(SocketRequest {
            family: info.iAddressFamily,
            kind: info.iSocketType,
            protocol: info.iProtocol,
        })
    })
}

/// What is asked for, with what is left open taken from the protocol.
fn completed(asked: SocketRequest, served: &Protocol) -> WsaResult<SocketRequest> {
    let info = served.info;
    let differs = |asked: i32, is: i32| asked != 0 && asked != FROM_PROTOCOL_INFO && asked != is;
    if differs(asked.family, info.iAddressFamily) {
        return Err(WsaError::WSAEAFNOSUPPORT);
    }
    if differs(asked.kind, info.iSocketType) {
        return Err(WsaError::WSAESOCKTNOSUPPORT);
    }
    let protocol = match asked.protocol {
        0 | FROM_PROTOCOL_INFO => info.iProtocol,
        protocol if serves_protocol(info, protocol) => protocol,
        _ => return Err(WsaError::WSAEPROTONOSUPPORT),
    };
    Ok(SocketRequest { family: info.iAddressFamily, kind: info.iSocketType, protocol })
}

/// # Safety
/// `address` is NULL or valid for reads of `len` bytes.
pub(super) unsafe extern "system" fn WSPBind(
    socket: RawSocket,
    address: *const ws::SOCKADDR,
    len: i32,
    error: *mut i32,
) -> i32 {
    let call = |socket: &SocketObject| {
        // SAFETY: the caller's promise.
        socket.bind(unsafe { lent::bytes(address.cast(), len) }?)?;
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, call)) }
}

/// # Safety
/// `error` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSPListen(socket: RawSocket, backlog: i32, error: *mut i32) -> i32 {
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, |socket| socket.listen(backlog).map(|()| 0))) }
}

/// # Safety
/// `address` and `len` are NULL or valid as `accept` documents; `condition` follows `LPCONDITIONPROC`.
pub(super) unsafe extern "system" fn WSPAccept(
    socket: RawSocket,
    address: *mut ws::SOCKADDR,
    len: *mut i32,
    condition: ws::LPCONDITIONPROC,
    callback_data: usize,
    error: *mut i32,
) -> RawSocket {
    let call = |socket: &SocketObject| {
        // SAFETY: the caller's promise.
        let out = unsafe { AddressOut::optional(address, len) }?;
        let Some(condition) = condition else { return accept_one(socket, out, None) };
        let mut ask = |request: &AcceptRequest<'_>| ask_program(condition, callback_data, request);
        accept_one(socket, out, Some(&mut ask))
    };
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, call)) }
}

fn accept_one(
    listener: &SocketObject,
    out: Option<AddressOut>,
    condition: Option<Condition<'_>>,
) -> WsaResult<RawSocket> {
    let protocol = listener.protocol();
    // Room that is too short must not cost the program a connection.
    out.iter().try_for_each(|out| out.require_room(protocol.iAddressFamily))?;
    let (accepted, peer) = listener.accept(condition)?;
    out.iter().try_for_each(|out| out.fill(peer.as_bytes()))?;
    socket_table::insert_accepted(listener, accepted)
}

/// The condition function's type, without the `Option` of `LPCONDITIONPROC`.
type ConditionFunction = unsafe extern "system" fn(
    *mut ws::WSABUF,
    *mut ws::WSABUF,
    *mut ws::QOS,
    *mut ws::QOS,
    *mut ws::WSABUF,
    *mut ws::WSABUF,
    *mut u32,
    usize,
) -> i32;

fn ask_program(condition: ConditionFunction, data: usize, request: &AcceptRequest<'_>) -> WsaResult<Verdict> {
    // The program may write into what it is shown; it is shown copies.
    let (mut caller, mut callee) = (copy(request.caller), copy(request.callee));
    let mut caller_id = ws::WSABUF { len: caller.1, buf: caller.0.as_mut_ptr() };
    let mut callee_id = ws::WSABUF { len: callee.1, buf: callee.0.as_mut_ptr() };
    let mut caller_data = ws::WSABUF { len: 0, buf: std::ptr::null_mut() };
    let mut callee_data = ws::WSABUF { len: 0, buf: std::ptr::null_mut() };
    let mut group = 0;
    let none = std::ptr::null_mut();
    // SAFETY: the program's own function, with buffers that live for the call.
    let answer = unsafe {
        condition(
            &raw mut caller_id,
            &raw mut caller_data,
            none,
            none,
            &raw mut callee_id,
            &raw mut callee_data,
            &raw mut group,
            data,
        )
    };
    match answer as u32 {
        ws::CF_ACCEPT => Ok(Verdict::Accept),
        ws::CF_REJECT => Ok(Verdict::Reject),
        ws::CF_DEFER => Ok(Verdict::Defer),
        _ => Err(WsaError::WSAEINVAL),
    }
}

fn copy(address: &WindowsAddress) -> ([u8; 128], u32) {
    let mut bytes = [0; 128];
    let address = address.as_bytes();
    bytes[..address.len()].copy_from_slice(address);
    (bytes, address.len() as u32)
}

/// Connect data and quality of service are passed over, as by every TCP provider.
///
/// # Safety
/// `address` is NULL or valid for reads of `len` bytes.
pub(super) unsafe extern "system" fn WSPConnect(
    socket: RawSocket,
    address: *const ws::SOCKADDR,
    len: i32,
    _caller_data: *const ws::WSABUF,
    callee_data: *mut ws::WSABUF,
    _sqos: *const ws::QOS,
    _gqos: *const ws::QOS,
    error: *mut i32,
) -> i32 {
    let call = |socket: &SocketObject| {
        // SAFETY: NULL or the caller's to write.
        unsafe { empty(callee_data) };
        // SAFETY: the caller's promise.
        socket.connect(unsafe { lent::bytes(address.cast(), len) }?)?;
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, call)) }
}

/// Quality of service is passed over, and there is no data for the caller.
///
/// # Errors
/// `WSAEPROTONOSUPPORT`: there is data for the session; those of [`join_leaf::join`].
///
/// # Safety
/// `address` is NULL or valid for reads of `len` bytes; the data of either side NULL or a `WSABUF`.
pub(super) unsafe extern "system" fn WSPJoinLeaf(
    socket: RawSocket,
    address: *const ws::SOCKADDR,
    len: i32,
    caller_data: *const ws::WSABUF,
    callee_data: *mut ws::WSABUF,
    _sqos: *const ws::QOS,
    _gqos: *const ws::QOS,
    flags: u32,
    error: *mut i32,
) -> RawSocket {
    let call = || {
        socket_table::pin(socket)?;
        // SAFETY: NULL or the caller's to read.
        if unsafe { lent::read(caller_data) }.is_ok_and(|data| data.len > 0) {
            return Err(WsaError::WSAEPROTONOSUPPORT);
        }
        // SAFETY: NULL or the caller's to write.
        unsafe { empty(callee_data) };
        // SAFETY: the caller's promise.
        join_leaf::join(socket, unsafe { lent::bytes(address.cast(), len) }?, flags)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, call) }
}

/// # Safety
/// `address` and `len` are NULL or valid as `getsockname` documents.
pub(super) unsafe extern "system" fn WSPGetSockName(
    socket: RawSocket,
    address: *mut ws::SOCKADDR,
    len: *mut i32,
    error: *mut i32,
) -> i32 {
    let call = |socket: &SocketObject| {
        // SAFETY: the caller's promise.
        let out = unsafe { AddressOut::required(address, len) }?;
        out.fill(socket.local_address()?.as_bytes())?;
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, call)) }
}

/// # Safety
/// `address` and `len` are NULL or valid as `getpeername` documents.
pub(super) unsafe extern "system" fn WSPGetPeerName(
    socket: RawSocket,
    address: *mut ws::SOCKADDR,
    len: *mut i32,
    error: *mut i32,
) -> i32 {
    let call = |socket: &SocketObject| {
        // SAFETY: the caller's promise.
        let out = unsafe { AddressOut::required(address, len) }?;
        out.fill(socket.peer_address()?.as_bytes())?;
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, call)) }
}
