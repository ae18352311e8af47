//! Options that tell what a socket is and how it fares: error, connect time, catalog entry, addresses.

use std::mem::{offset_of, size_of};

use ws2_engine::state::Phase;
use ws2_spi::WindowsAddress;
use ws2_spi::catalog::ProtocolInfo;
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::socket_raw;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::catalog::PROTOCOLS;
use crate::layout::{self, Pointers};
use crate::socket::Socket;

const NOT_CONNECTED: u32 = u32::MAX;

/// `SO_ERROR`: 0 or a code, which is forgotten here but not by the connection it ended.
pub(super) fn take_error(socket: &Socket) -> WsaResult<u32> {
    socket.settle_connect();
    if let Some(error) = socket.shared.emulated.lock().take_connect_error() {
        return Ok(error.code() as u32);
    }
    if socket.state().phase() == Phase::Connecting {
        return Ok(0);
    }
    let Some(errno) = socket_raw::take_error(socket.fd())? else { return Ok(0) };
    if socket.state().is_stream() {
        return Ok(socket.ended(errno).code() as u32);
    }
    if errno != Errno::CONNREFUSED {
        socket.forget_reported_errors();
        return Ok(WsaError::from(errno).code() as u32);
    }
    // An earlier datagram's fate: the next receive tells it, and until then the kernel's error queue keeps the socket
    // ready, if the program wants to know.
    if socket.tells_of_errors() {
        socket.shared.emulated.lock().port_was_unreachable();
    }
    Ok(0)
}

/// `SO_OOBINLINE`: waits for many look at the state word.
pub(super) fn set_urgent_inline(socket: &Socket, on: u32) -> WsaResult<()> {
    let on = on != 0;
    socket_raw::set_int_option(socket.fd(), net::SOL_SOCKET, net::SO_OOBINLINE, on.into())?;
    socket.update_state(|state| state.with_urgent_inline(on));
    Ok(())
}

/// `SO_CONNECT_TIME`.
pub(super) fn connected_secs(socket: &Socket) -> WsaResult<u32> {
    socket.settle_connect();
    Ok(socket.connected_for().map_or(NOT_CONNECTED, |time| time.as_secs() as u32))
}

/// `SO_PROTOCOL_INFOW`.
pub(super) fn read_protocol_info_wide(socket: &Socket, value: &mut [u8]) -> WsaResult<usize> {
    let entry = catalog_entry(socket)?;
    let name = entry.szProtocol.iter().flat_map(|unit| unit.to_ne_bytes());
    layout::put(value, &protocol_info(entry, name, size_of::<ws::WSAPROTOCOL_INFOW>()))
}

/// `SO_PROTOCOL_INFOA`.
pub(super) fn read_protocol_info_ansi(socket: &Socket, value: &mut [u8]) -> WsaResult<usize> {
    let entry = catalog_entry(socket)?;
    // Names in this catalog are ASCII.
    let name = entry.szProtocol.iter().map(|unit| *unit as u8);
    layout::put(value, &protocol_info(entry, name, size_of::<ws::WSAPROTOCOL_INFOA>()))
}

fn catalog_entry(socket: &Socket) -> WsaResult<&'static ProtocolInfo> {
    let request = &socket.shared.request;
    PROTOCOLS
        .iter()
        .find(|entry| entry.iAddressFamily == request.family && entry.iSocketType == request.kind)
        .ok_or(WsaError::WSAENOPROTOOPT)
}

/// The members in their order; the two forms differ in the name alone, which comes last.
fn protocol_info(entry: &ProtocolInfo, name: impl Iterator<Item = u8>, len: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(len);
    let mut words = |words: &[u32]| {
        for word in words {
            bytes.extend_from_slice(&word.to_ne_bytes());
        }
    };
    words(&[entry.dwServiceFlags1, entry.dwServiceFlags2, entry.dwServiceFlags3, entry.dwServiceFlags4]);
    words(&[entry.dwProviderFlags, entry.ProviderId.data1]);
    words(&[u32::from(entry.ProviderId.data2) | u32::from(entry.ProviderId.data3) << 16]);
    let [a, b, c, d, e, f, g, h] = entry.ProviderId.data4;
    words(&[u32::from_ne_bytes([a, b, c, d]), u32::from_ne_bytes([e, f, g, h])]);
    words(&[entry.dwCatalogEntryId, entry.ProtocolChain.ChainLen as u32]);
    words(&entry.ProtocolChain.ChainEntries);
    words(&[entry.iVersion, entry.iAddressFamily, entry.iMaxSockAddr].map(|int| int as u32));
    words(&[entry.iMinSockAddr, entry.iSocketType, entry.iProtocol].map(|int| int as u32));
    words(&[entry.iProtocolMaxOffset, entry.iNetworkByteOrder, entry.iSecurityScheme].map(|int| int as u32));
    words(&[entry.dwMessageSize, entry.dwProviderReserved]);
    bytes.extend(name);
    bytes
}

/// `SO_BSP_STATE`: a `CSADDR_INFO` whose pointers lead to the addresses behind it.
pub(super) fn read_bsp_state(socket: &Socket, value: &mut [u8]) -> WsaResult<usize> {
    let local = match socket.state().phase() {
        Phase::Fresh | Phase::Accepting => None,
        _ => Some(socket_raw::local_address(socket.fd())?.into_windows()),
    };
    let peer = match socket.state().phase() {
        Phase::Connected => socket_raw::peer_address(socket.fd()).ok().map(|peer| peer.into_windows()),
        _ => None,
    };
    let entry = catalog_entry(socket)?;
    let mut image = Pointers::to(value, size_of::<ws::CSADDR_INFO>());
    put_address(&mut image, offset_of!(ws::CSADDR_INFO, LocalAddr), local.as_ref());
    put_address(&mut image, offset_of!(ws::CSADDR_INFO, RemoteAddr), peer.as_ref());
    image.set(offset_of!(ws::CSADDR_INFO, iSocketType), &entry.iSocketType.to_ne_bytes());
    image.set(offset_of!(ws::CSADDR_INFO, iProtocol), &entry.iProtocol.to_ne_bytes());
    layout::put(value, image.bytes())
}

/// Fills a `SOCKET_ADDRESS`; one without address stays NULL and 0.
fn put_address(image: &mut Pointers, at: usize, address: Option<&WindowsAddress>) {
    if let Some(address) = address {
        image.socket_address(at, address.as_bytes());
    }
}
