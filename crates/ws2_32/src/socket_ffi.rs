//! Opening, naming, connecting and closing sockets.

use ws2_base::socket_table::{self, RawSocket, with_socket};
use ws2_dispatch::catalog;
use ws2_dispatch::sockets;
use ws2_spi::catalog::ProtocolInfo;
use ws2_spi::{AcceptRequest, LentBuffer, SocketRequest, Verdict, WindowsAddress};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::lent::{self, AddressOut};

const FROM_PROTOCOL_INFO: i32 = -1;

#[unsafe(export_name = "ws2_32_socket")]
pub extern "C" fn socket(family: i32, kind: i32, protocol: i32) -> RawSocket {
    winsock(|| sockets::open(SocketRequest { family, kind, protocol }, ws::WSA_FLAG_OVERLAPPED))
}

/// # Safety
/// `info` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_WSASocketW")]
pub unsafe extern "C" fn WSASocketW(
    family: i32,
    kind: i32,
    protocol: i32,
    info: *const ws::WSAPROTOCOL_INFOW,
    _group: u32,
    flags: u32,
) -> RawSocket {
    winsock(|| {
        let request = SocketRequest { family, kind, protocol };
        // SAFETY: NULL or the caller's to read.
        match unsafe { lent::read(info) } {
            Err(_) => sockets::open(request, flags),
            Ok(info) => open_from_info(request, &info, info.dwCatalogEntryId, info.dwProviderReserved, flags),
        }
    })
}

/// # Safety
/// `info` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_WSASocketA")]
pub unsafe extern "C" fn WSASocketA(
    family: i32,
    kind: i32,
    protocol: i32,
    info: *const ws::WSAPROTOCOL_INFOA,
    _group: u32,
    flags: u32,
) -> RawSocket {
    winsock(|| {
        let request = SocketRequest { family, kind, protocol };
        // SAFETY: NULL or the caller's to read.
        let Ok(info) = (unsafe { lent::read(info) }) else { return sockets::open(request, flags) };
        let entry = catalog::by_id(info.dwCatalogEntryId)?;
        open_from_info(request, entry.protocol, info.dwCatalogEntryId, info.dwProviderReserved, flags)
    })
}

/// A protocol info names a catalog entry, or, from `WSADuplicateSocket`, a socket to share.
fn open_from_info(
    request: SocketRequest,
    info: &ProtocolInfo,
    id: u32,
    shared: u32,
    flags: u32,
) -> WsaResult<RawSocket> {
    if shared != 0 {
        return socket_table::duplicate(shared as RawSocket).map_err(|_| WsaError::WSAEINVAL);
    }
    let entry = catalog::by_id(id)?;
    let field =
        |asked: i32, named: i32| if asked == FROM_PROTOCOL_INFO || asked == 0 { named } else { asked };
    let request = SocketRequest {
        family: field(request.family, info.iAddressFamily),
        kind: field(request.kind, info.iSocketType),
        protocol: field(request.protocol, info.iProtocol),
    };
    sockets::open_entry(entry, request, flags)
}

/// # Safety
/// `info` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WSADuplicateSocketW")]
pub unsafe extern "C" fn WSADuplicateSocketW(
    socket: RawSocket,
    process: u32,
    info: *mut ws::WSAPROTOCOL_INFOW,
) -> i32 {
    winsock(|| {
        let protocol = ProtocolInfo { dwProviderReserved: socket as u32, ..*shareable(socket, process)? };
        // SAFETY: NULL or the caller's to write.
        unsafe { lent::write(info, protocol) }?;
        Ok(0)
    })
}

/// # Safety
/// `info` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WSADuplicateSocketA")]
pub unsafe extern "C" fn WSADuplicateSocketA(
    socket: RawSocket,
    process: u32,
    info: *mut ws::WSAPROTOCOL_INFOA,
) -> i32 {
    winsock(|| {
        let protocol = ProtocolInfo { dwProviderReserved: socket as u32, ..*shareable(socket, process)? };
        // SAFETY: NULL or the caller's to write.
        unsafe { lent::write(info, narrow(&protocol)) }?;
        Ok(0)
    })
}

/// The catalog entry of a socket that may be shared with `process`; only this one at present.
fn shareable(socket: RawSocket, process: u32) -> WsaResult<&'static ProtocolInfo> {
    let protocol = with_socket(socket, |socket| Ok(socket.protocol()))?;
    if process == std::process::id() { Ok(protocol) } else { Err(WsaError::WSAEINVAL) }
}

/// The A form of an entry. Names of catalog entries are ASCII.
pub(crate) fn narrow(wide: &ProtocolInfo) -> ws::WSAPROTOCOL_INFOA {
    let mut name = [0i8; 256];
    for (to, from) in name.iter_mut().zip(&wide.szProtocol) {
        *to = *from as i8;
    }
    ws::WSAPROTOCOL_INFOA {
        dwServiceFlags1: wide.dwServiceFlags1,
        dwServiceFlags2: wide.dwServiceFlags2,
        dwServiceFlags3: wide.dwServiceFlags3,
        dwServiceFlags4: wide.dwServiceFlags4,
        dwProviderFlags: wide.dwProviderFlags,
        ProviderId: wide.ProviderId,
        dwCatalogEntryId: wide.dwCatalogEntryId,
        ProtocolChain: wide.ProtocolChain,
        iVersion: wide.iVersion,
        iAddressFamily: wide.iAddressFamily,
        iMaxSockAddr: wide.iMaxSockAddr,
        iMinSockAddr: wide.iMinSockAddr,
        iSocketType: wide.iSocketType,
        iProtocol: wide.iProtocol,
        iProtocolMaxOffset: wide.iProtocolMaxOffset,
        iNetworkByteOrder: wide.iNetworkByteOrder,
        iSecurityScheme: wide.iSecurityScheme,
        dwMessageSize: wide.dwMessageSize,
        dwProviderReserved: wide.dwProviderReserved,
        szProtocol: name,
    }
}

#[unsafe(export_name = "ws2_32_closesocket")]
pub extern "C" fn closesocket(socket: RawSocket) -> i32 {
    winsock(|| socket_table::close(socket).map(|()| 0))
}

/// # Safety
/// `address` is NULL or valid for reads of `len` bytes.
#[unsafe(export_name = "ws2_32_bind")]
pub unsafe extern "C" fn bind(socket: RawSocket, address: *const ws::SOCKADDR, len: i32) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            // SAFETY: the caller's promise.
            socket.bind(unsafe { lent::bytes(address.cast(), len) }?)?;
            Ok(0)
        })
    })
}

#[unsafe(export_name = "ws2_32_listen")]
pub extern "C" fn listen(socket: RawSocket, backlog: i32) -> i32 {
    winsock(|| with_socket(socket, |socket| socket.listen(backlog).map(|()| 0)))
}

/// # Safety
/// `address` and `len` are NULL or valid as `accept` documents.
#[unsafe(export_name = "ws2_32_accept")]
pub unsafe extern "C" fn accept(socket: RawSocket, address: *mut ws::SOCKADDR, len: *mut i32) -> RawSocket {
    winsock(|| {
        with_socket(socket, |socket| {
            // SAFETY: the caller's promise.
            let out = unsafe { AddressOut::optional(address, len) }?;
            accept_one(socket, out, None)
        })
    })
}

fn accept_one(
    listener: &socket_table::SocketObject,
    out: Option<AddressOut>,
    condition: Option<ws2_spi::provider::Condition<'_>>,
) -> WsaResult<RawSocket> {
    let protocol = listener.protocol();
    // Room that is too short must not cost the program a connection.
    out.iter().try_for_each(|out| out.require_room(protocol.iAddressFamily))?;
    let (accepted, peer) = listener.accept(condition)?;
    out.iter().try_for_each(|out| out.fill(peer.as_bytes()))?;
    socket_table::insert_accepted(listener, accepted)
}

/// # Safety
/// `address` and `len` as for `accept`; `condition` follows `LPCONDITIONPROC`.
#[unsafe(export_name = "ws2_32_WSAAccept")]
pub unsafe extern "C" fn WSAAccept(
    socket: RawSocket,
    address: *mut ws::SOCKADDR,
    len: *mut i32,
    condition: ws::LPCONDITIONPROC,
    callback_data: usize,
) -> RawSocket {
    winsock(|| {
        with_socket(socket, |socket| {
            // SAFETY: the caller's promise.
            let out = unsafe { AddressOut::optional(address, len) }?;
            let Some(condition) = condition else { return accept_one(socket, out, None) };
            let mut ask = |request: &AcceptRequest<'_>| ask_program(condition, callback_data, request);
            accept_one(socket, out, Some(&mut ask))
        })
    })
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

/// # Safety
/// `address` is NULL or valid for reads of `len` bytes.
#[unsafe(export_name = "ws2_32_connect")]
pub unsafe extern "C" fn connect(socket: RawSocket, address: *const ws::SOCKADDR, len: i32) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            // SAFETY: the caller's promise.
            socket.connect(unsafe { lent::bytes(address.cast(), len) }?)?;
            Ok(0)
        })
    })
}

/// Connect data and quality of service are passed over, as by every TCP provider.
///
/// # Safety
/// `address` is NULL or valid for reads of `len` bytes.
#[unsafe(export_name = "ws2_32_WSAConnect")]
pub unsafe extern "C" fn WSAConnect(
    socket: RawSocket,
    address: *const ws::SOCKADDR,
    len: i32,
    _caller_data: *const ws::WSABUF,
    callee_data: *mut ws::WSABUF,
    _sqos: *const ws::QOS,
    _gqos: *const ws::QOS,
) -> i32 {
    // SAFETY: NULL or the caller's to write.
    unsafe { empty(callee_data) };
    // SAFETY: passed on.
    unsafe { connect(socket, address, len) }
}

/// Says that there is none of the data a program hoped for.
///
/// # Safety
/// `data` is NULL or valid for writes.
unsafe fn empty(data: *mut ws::WSABUF) {
    if !data.is_null() {
        // SAFETY: not NULL, and the caller's to write.
        unsafe { (&raw mut (*data).len).write_unaligned(0) };
    }
}

#[unsafe(export_name = "ws2_32_shutdown")]
pub extern "C" fn shutdown(socket: RawSocket, how: i32) -> i32 {
    winsock(|| with_socket(socket, |socket| socket.shutdown(how).map(|()| 0)))
}

/// TCP has no disconnect data; what is given is an error only if there is some.
///
/// # Safety
/// `data` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_WSASendDisconnect")]
pub unsafe extern "C" fn WSASendDisconnect(socket: RawSocket, data: *const ws::WSABUF) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            // SAFETY: NULL or the caller's to read.
            if unsafe { lent::read(data) }.is_ok_and(|data| data.len > 0) {
                return Err(WsaError::WSAENOPROTOOPT);
            }
            socket.shutdown(ws::SD_SEND).map(|()| 0)
        })
    })
}

/// # Safety
/// `data` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WSARecvDisconnect")]
pub unsafe extern "C" fn WSARecvDisconnect(socket: RawSocket, data: *mut ws::WSABUF) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            // SAFETY: NULL or the caller's to write.
            unsafe { empty(data) };
            socket.shutdown(ws::SD_RECEIVE).map(|()| 0)
        })
    })
}

/// # Safety
/// `address` and `len` are NULL or valid as `getsockname` documents.
#[unsafe(export_name = "ws2_32_getsockname")]
pub unsafe extern "C" fn getsockname(socket: RawSocket, address: *mut ws::SOCKADDR, len: *mut i32) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            // SAFETY: the caller's promise.
            let out = unsafe { AddressOut::required(address, len) }?;
            out.fill(socket.local_address()?.as_bytes())?;
            Ok(0)
        })
    })
}

/// # Safety
/// `address` and `len` are NULL or valid as `getpeername` documents.
#[unsafe(export_name = "ws2_32_getpeername")]
pub unsafe extern "C" fn getpeername(socket: RawSocket, address: *mut ws::SOCKADDR, len: *mut i32) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            // SAFETY: the caller's promise.
            let out = unsafe { AddressOut::required(address, len) }?;
            out.fill(socket.peer_address()?.as_bytes())?;
            Ok(0)
        })
    })
}

/// One buffer of a call that has a single one; a negative length cannot be lent.
pub(crate) fn single(buffer: *mut u8, len: i32) -> WsaResult<[LentBuffer; 1]> {
    let len = usize::try_from(len).map_err(|_| WsaError::WSAEFAULT)?;
    if buffer.is_null() && len > 0 {
        return Err(WsaError::WSAEFAULT);
    }
    Ok([LentBuffer { base: buffer, len }])
}
