//! Opening, naming, connecting and closing sockets.

use ws2_base::socket_table::RawSocket;
use ws2_dispatch::route::{down, down_to_new};
use ws2_dispatch::{catalog, sockets};
use ws2_spi::SocketRequest;
use ws2_spi::catalog::ProtocolInfo;
use ws2_types::abi::winsock as ws;

use crate::boundary::winsock;
use crate::lent;

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
            Ok(info) => sockets::open_from(&info, request, flags),
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
        let info = ProtocolInfo { dwProviderReserved: info.dwProviderReserved, ..*entry.protocol };
        sockets::open_from(&info, request, flags)
    })
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
        // SAFETY: NULL or the caller's to write.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPDuplicateSocket)(socket, process, info, error)
        })
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
        let mut wide = ProtocolInfo::default();
        let place = if lent::is_absent(info) { std::ptr::null_mut() } else { &raw mut wide };
        // SAFETY: a place of our own, or NULL.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPDuplicateSocket)(socket, process, place, error)
        })?;
        // SAFETY: NULL or the caller's to write.
        unsafe { lent::write(info, narrow(&wide)) }?;
        Ok(0)
    })
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

/// The inverse of [`narrow`].
pub(crate) fn widened(narrow: &ws::WSAPROTOCOL_INFOA) -> ProtocolInfo {
    let mut name = [0u16; 256];
    for (to, from) in name.iter_mut().zip(&narrow.szProtocol) {
        *to = u16::from(*from as u8);
    }
    ProtocolInfo {
        dwServiceFlags1: narrow.dwServiceFlags1,
        dwServiceFlags2: narrow.dwServiceFlags2,
        dwServiceFlags3: narrow.dwServiceFlags3,
        dwServiceFlags4: narrow.dwServiceFlags4,
        dwProviderFlags: narrow.dwProviderFlags,
        ProviderId: narrow.ProviderId,
        dwCatalogEntryId: narrow.dwCatalogEntryId,
        ProtocolChain: narrow.ProtocolChain,
        iVersion: narrow.iVersion,
        iAddressFamily: narrow.iAddressFamily,
        iMaxSockAddr: narrow.iMaxSockAddr,
        iMinSockAddr: narrow.iMinSockAddr,
        iSocketType: narrow.iSocketType,
        iProtocol: narrow.iProtocol,
        iProtocolMaxOffset: narrow.iProtocolMaxOffset,
        iNetworkByteOrder: narrow.iNetworkByteOrder,
        iSecurityScheme: narrow.iSecurityScheme,
        dwMessageSize: narrow.dwMessageSize,
        dwProviderReserved: narrow.dwProviderReserved,
        szProtocol: name,
    }
}

#[unsafe(export_name = "ws2_32_closesocket")]
pub extern "C" fn closesocket(socket: RawSocket) -> i32 {
    // SAFETY: no pointers of the caller.
    winsock(|| down(socket, |provider, error| unsafe { (provider.lpWSPCloseSocket)(socket, error) }))
}

/// # Safety
/// `address` is NULL or valid for reads of `len` bytes.
#[unsafe(export_name = "ws2_32_bind")]
pub unsafe extern "C" fn bind(socket: RawSocket, address: *const ws::SOCKADDR, len: i32) -> i32 {
    // SAFETY: the caller's promise.
    winsock(|| down(socket, |provider, error| unsafe { (provider.lpWSPBind)(socket, address, len, error) }))
}

#[unsafe(export_name = "ws2_32_listen")]
pub extern "C" fn listen(socket: RawSocket, backlog: i32) -> i32 {
    // SAFETY: no pointers of the caller.
    winsock(|| down(socket, |provider, error| unsafe { (provider.lpWSPListen)(socket, backlog, error) }))
}

/// # Safety
/// `address` and `len` are NULL or valid as `accept` documents.
#[unsafe(export_name = "ws2_32_accept")]
pub unsafe extern "C" fn accept(socket: RawSocket, address: *mut ws::SOCKADDR, len: *mut i32) -> RawSocket {
    // SAFETY: passed on.
    unsafe { WSAAccept(socket, address, len, None, 0) }
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
        // SAFETY: the caller's promise.
        down_to_new(socket, |provider, error| unsafe {
            (provider.lpWSPAccept)(socket, address, len, condition, callback_data, error)
        })
    })
}

/// # Safety
/// `address` is NULL or valid for reads of `len` bytes.
#[unsafe(export_name = "ws2_32_connect")]
pub unsafe extern "C" fn connect(socket: RawSocket, address: *const ws::SOCKADDR, len: i32) -> i32 {
    let none = std::ptr::null_mut();
    // SAFETY: passed on.
    unsafe { WSAConnect(socket, address, len, none, none, std::ptr::null(), std::ptr::null()) }
}

/// # Safety
/// `address` is NULL or valid for reads of `len` bytes; the rest NULL or valid as `WSAConnect` documents.
#[unsafe(export_name = "ws2_32_WSAConnect")]
pub unsafe extern "C" fn WSAConnect(
    socket: RawSocket,
    address: *const ws::SOCKADDR,
    len: i32,
    caller_data: *const ws::WSABUF,
    callee_data: *mut ws::WSABUF,
    sqos: *const ws::QOS,
    gqos: *const ws::QOS,
) -> i32 {
    winsock(|| {
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPConnect)(socket, address, len, caller_data, callee_data, sqos, gqos, error)
        })
    })
}

/// # Safety
/// As [`WSAConnect`].
#[unsafe(export_name = "ws2_32_WSAJoinLeaf")]
pub unsafe extern "C" fn WSAJoinLeaf(
    socket: RawSocket,
    address: *const ws::SOCKADDR,
    len: i32,
    caller_data: *const ws::WSABUF,
    callee_data: *mut ws::WSABUF,
    sqos: *const ws::QOS,
    gqos: *const ws::QOS,
    flags: u32,
) -> RawSocket {
    winsock(|| {
        // SAFETY: the caller's promise.
        down_to_new(socket, |provider, error| unsafe {
            (provider.lpWSPJoinLeaf)(socket, address, len, caller_data, callee_data, sqos, gqos, flags, error)
        })
    })
}

#[unsafe(export_name = "ws2_32_shutdown")]
pub extern "C" fn shutdown(socket: RawSocket, how: i32) -> i32 {
    // SAFETY: no pointers of the caller.
    winsock(|| down(socket, |provider, error| unsafe { (provider.lpWSPShutdown)(socket, how, error) }))
}

/// # Safety
/// `data` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_WSASendDisconnect")]
pub unsafe extern "C" fn WSASendDisconnect(socket: RawSocket, data: *const ws::WSABUF) -> i32 {
    // SAFETY: the caller's promise.
    winsock(|| down(socket, |provider, error| unsafe { (provider.lpWSPSendDisconnect)(socket, data, error) }))
}

/// # Safety
/// `data` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WSARecvDisconnect")]
pub unsafe extern "C" fn WSARecvDisconnect(socket: RawSocket, data: *mut ws::WSABUF) -> i32 {
    // SAFETY: the caller's promise.
    winsock(|| down(socket, |provider, error| unsafe { (provider.lpWSPRecvDisconnect)(socket, data, error) }))
}

/// # Safety
/// `address` and `len` are NULL or valid as `getsockname` documents.
#[unsafe(export_name = "ws2_32_getsockname")]
pub unsafe extern "C" fn getsockname(socket: RawSocket, address: *mut ws::SOCKADDR, len: *mut i32) -> i32 {
    winsock(|| {
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe { (provider.lpWSPGetSockName)(socket, address, len, error) })
    })
}

/// # Safety
/// `address` and `len` are NULL or valid as `getpeername` documents.
#[unsafe(export_name = "ws2_32_getpeername")]
pub unsafe extern "C" fn getpeername(socket: RawSocket, address: *mut ws::SOCKADDR, len: *mut i32) -> i32 {
    winsock(|| {
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe { (provider.lpWSPGetPeerName)(socket, address, len, error) })
    })
}

/// # Safety
/// `name` is NULL or valid for reads, `qos` for writes.
#[unsafe(export_name = "ws2_32_WSAGetQOSByName")]
pub unsafe extern "C" fn WSAGetQOSByName(
    socket: RawSocket,
    name: *const ws::WSABUF,
    qos: *mut ws::QOS,
) -> i32 {
    let found = winsock(|| {
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe { (provider.lpWSPGetQOSByName)(socket, name, qos, error) - 1 })
    });
    i32::from(found != -1)
}
