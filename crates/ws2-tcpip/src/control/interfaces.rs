//! Codes that tell of local interfaces, addresses and routes.

use std::mem::{offset_of, size_of};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use if_addrs::{IfAddr, Ifv4Addr, Interface};
use ws2_sys::address::KernelAddress;
use ws2_sys::{AsFd, socket_raw};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult, sockaddr};

use crate::layout::{self, Pointers};
use crate::socket::Socket;

/// What a route query connects to when the program named no port: connecting sends nothing.
const DISCARD_PORT: u16 = 9;

/// `SIO_GET_INTERFACE_LIST`: an array of `INTERFACE_INFO`.
pub(super) fn list(socket: &Socket, _input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
    if socket.shared.family != ws::AF_INET {
        return Err(WsaError::WSAEINVAL);
    }
    let mut infos = Vec::new();
    for interface in interfaces()? {
        if let IfAddr::V4(address) = &interface.addr {
            infos.extend_from_slice(&interface_info(&interface, address));
        }
    }
    layout::put(output, &infos)
}

const INTERFACE_INFO_BYTES: usize = size_of::<ws::INTERFACE_INFO>();

fn interface_info(interface: &Interface, address: &Ifv4Addr) -> [u8; INTERFACE_INFO_BYTES] {
    let mut info = [0; INTERFACE_INFO_BYTES];
    let mut put = |offset: usize, bytes: &[u8]| info[offset..offset + bytes.len()].copy_from_slice(bytes);
    put(offset_of!(ws::INTERFACE_INFO, iiFlags), &flags(interface, address).to_ne_bytes());
    put(offset_of!(ws::INTERFACE_INFO, iiAddress), sockaddr_in(address.ip).as_bytes());
    let broadcast = address.broadcast.unwrap_or(Ipv4Addr::BROADCAST);
    put(offset_of!(ws::INTERFACE_INFO, iiBroadcastAddress), sockaddr_in(broadcast).as_bytes());
    put(offset_of!(ws::INTERFACE_INFO, iiNetmask), sockaddr_in(address.netmask).as_bytes());
    info
}

fn flags(interface: &Interface, address: &Ifv4Addr) -> u32 {
    let mut flags = ws::IFF_MULTICAST;
    if interface.is_oper_up() || interface.is_loopback() {
        flags |= ws::IFF_UP;
    }
    if interface.is_loopback() {
        flags |= ws::IFF_LOOPBACK;
    } else if interface.is_p2p() {
        flags |= ws::IFF_POINTTOPOINT;
    } else if address.broadcast.is_some() {
        flags |= ws::IFF_BROADCAST;
    }
    flags
}

fn sockaddr_in(ip: Ipv4Addr) -> sockaddr::SockaddrBytes {
    sockaddr::encode(&SocketAddrV4::new(ip, 0).into())
}

/// `SIO_ADDRESS_LIST_QUERY`: a `SOCKET_ADDRESS_LIST`, its pointers leading to addresses behind it.
pub(super) fn addresses(socket: &Socket, _input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
    let of_family: Vec<Interface> = interfaces()?
        .into_iter()
        .filter(|interface| interface.ip().is_ipv6() == (socket.shared.family == ws::AF_INET6))
        .collect();
    let only_loopback = of_family.iter().all(Interface::is_loopback);
    let listed: Vec<&Interface> =
        of_family.iter().filter(|interface| only_loopback || !interface.is_loopback()).collect();
    let first = offset_of!(ws::SOCKET_ADDRESS_LIST, Address);
    let mut image = Pointers::to(output, first + listed.len() * size_of::<ws::SOCKET_ADDRESS>());
    image.set(offset_of!(ws::SOCKET_ADDRESS_LIST, iAddressCount), &(listed.len() as i32).to_ne_bytes());
    for (i, interface) in listed.iter().enumerate() {
        let address = sockaddr::encode(&bindable(interface));
        image.socket_address(first + i * size_of::<ws::SOCKET_ADDRESS>(), address.as_bytes());
    }
    layout::put(output, image.bytes())
}

fn bindable(interface: &Interface) -> SocketAddr {
    match interface.ip() {
        IpAddr::V4(ip) => SocketAddrV4::new(ip, 0).into(),
        IpAddr::V6(ip) => SocketAddrV6::new(ip, 0, 0, 0).into(),
    }
}

/// The index of the interface that has an address; 0 if none has.
///
/// # Errors
/// `WSAENETDOWN`: the system does not tell.
pub(crate) fn interface_of(address: IpAddr) -> WsaResult<u32> {
    let found = interfaces()?.into_iter().find(|interface| interface.ip() == address);
    Ok(found.and_then(|interface| interface.index).unwrap_or(0))
}

fn interfaces() -> WsaResult<Vec<Interface>> {
    if_addrs::get_if_addrs().map_err(|_| WsaError::WSAENETDOWN)
}

/// `SIO_ROUTING_INTERFACE_QUERY`: the address from which this host would send to another.
pub(super) fn route(socket: &Socket, input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
    let remote = sockaddr::decode(input)?;
    if sockaddr::family(&remote) != socket.shared.family {
        return Err(WsaError::WSAEAFNOSUPPORT);
    }
    layout::put(output, sockaddr::encode(&local_address_towards(&remote)?).as_bytes())
}

/// The local address of the way to another host, with port 0.
///
/// # Errors
/// `WSAENETUNREACH`, `WSAEHOSTUNREACH`: there is no way. `WSAEMFILE`, `WSAENOBUFS`.
pub(crate) fn local_address_towards(remote: &SocketAddr) -> WsaResult<SocketAddr> {
    let mut remote = *remote;
    remote.set_port(DISCARD_PORT);
    let remote =
        KernelAddress::from_windows(sockaddr::encode(&remote).as_bytes()).ok_or(WsaError::WSAEFAULT)?;
    let probe = socket_raw::socket(remote.family(), ws::SOCK_DGRAM as u32, 0)?;
    // A broadcast address has a route, too.
    socket_raw::set_int_option(
        probe.as_fd(),
        ws2_sys::linux::net::SOL_SOCKET,
        ws2_sys::linux::net::SO_BROADCAST,
        1,
    )?;
    socket_raw::connect(probe.as_fd(), &remote)?;
    let mut local = sockaddr::decode(socket_raw::local_address(probe.as_fd())?.into_windows().as_bytes())?;
    local.set_port(0);
    Ok(local)
}

/// `SIO_GET_BROADCAST_ADDRESS`.
pub(super) fn broadcast_address(socket: &Socket, _input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
    if socket.shared.family != ws::AF_INET {
        return Err(WsaError::WSAENOPROTOOPT);
    }
    layout::put(output, sockaddr_in(Ipv4Addr::BROADCAST).as_bytes())
}
