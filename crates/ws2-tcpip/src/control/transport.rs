//! Codes that set how TCP and UDP behave.

use std::mem::{offset_of, size_of};

use ws2_engine::state::Phase;
use ws2_spi::overlapped::Change;
use ws2_sys::linux::net;
use ws2_sys::socket_raw;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::layout;
use crate::option::KeepAlive;
use crate::socket::Socket;

/// `TCP_INITIAL_RTO_PARAMETERS.MaxSynRetransmissions`: the byte of `TCP_INITIAL_RTO_NO_SYN_RETRANSMISSIONS`.
const NO_RETRANSMISSIONS: u8 = ws::TCP_INITIAL_RTO_NO_SYN_RETRANSMISSIONS as u8;
/// The byte of `TCP_INITIAL_RTO_UNSPECIFIED_MAX_SYN_RETRANSMISSIONS`.
const UNSPECIFIED_RETRANSMISSIONS: u8 = ws::TCP_INITIAL_RTO_UNSPECIFIED_MAX_SYN_RETRANSMISSIONS as u8;
const MAX_KERNEL_RETRANSMISSIONS: u8 = 127;

/// A BOOL; many programs pass a single byte, which Windows takes.
fn flag(input: &[u8]) -> WsaResult<bool> {
    let len = input.len().min(4);
    if len == 0 { Err(WsaError::WSAEFAULT) } else { Ok(input[..len].iter().any(|byte| *byte != 0)) }
}

/// Codes that ask for what is so in any case.
pub(super) fn accept_flag(_socket: &Socket, input: &[u8], _output: &mut [u8]) -> WsaResult<usize> {
    flag(input)?;
    Ok(0)
}

/// `SIO_UDP_CONNRESET`.
pub(super) fn set_reports_unreachable_ports(
    socket: &Socket,
    input: &[u8],
    _output: &mut [u8],
) -> WsaResult<usize> {
    let on = flag(input)?;
    socket.shared.emulated.lock().set_reports_unreachable_ports(on);
    Ok(0)
}

/// `SIO_KEEPALIVE_VALS`.
pub(super) fn set_keep_alive(socket: &Socket, input: &[u8], _output: &mut [u8]) -> WsaResult<usize> {
    let keep_alive = KeepAlive {
        on: layout::word(input, offset_of!(ws::tcp_keepalive, onoff))? != 0,
        idle_ms: layout::word(input, offset_of!(ws::tcp_keepalive, keepalivetime))?,
        interval_ms: layout::word(input, offset_of!(ws::tcp_keepalive, keepaliveinterval))?,
    };
    keep_alive.apply(socket)?;
    Ok(0)
}

/// `SIO_TCP_INITIAL_RTO`.
pub(super) fn set_initial_retransmission(
    socket: &Socket,
    input: &[u8],
    _output: &mut [u8],
) -> WsaResult<usize> {
    let parameters = input.get(..size_of::<ws::TCP_INITIAL_RTO_PARAMETERS>()).ok_or(WsaError::WSAEFAULT)?;
    let count = match parameters[offset_of!(ws::TCP_INITIAL_RTO_PARAMETERS, MaxSynRetransmissions)] {
        0 | UNSPECIFIED_RETRANSMISSIONS => return Ok(0),
        NO_RETRANSMISSIONS => 1,
        count => count.min(MAX_KERNEL_RETRANSMISSIONS),
    };
    socket_raw::set_int_option(socket.fd(), net::IPPROTO_TCP as u32, net::TCP_SYNCNT, count.into())?;
    Ok(0)
}

/// `SIO_CPU_AFFINITY`: sockets of one address, each for the datagrams of one processor.
pub(super) fn set_cpu_affinity(socket: &Socket, input: &[u8], _output: &mut [u8]) -> WsaResult<usize> {
    let processor = u16::from_ne_bytes(*input.first_chunk().ok_or(WsaError::WSAEFAULT)?);
    if socket.state().phase() != Phase::Fresh || socket.is_shared() {
        return Err(WsaError::WSAEINVAL);
    }
    socket_raw::set_int_option(socket.fd(), net::SOL_SOCKET, net::SO_REUSEPORT, 1)?;
    socket_raw::set_int_option(socket.fd(), net::SOL_SOCKET, net::SO_INCOMING_CPU, processor.into())?;
    Ok(0)
}

/// `SIO_MULTIPOINT_LOOPBACK`.
pub(super) fn set_multicast_loop(socket: &Socket, input: &[u8], _output: &mut [u8]) -> WsaResult<usize> {
    let on = u32::from(flag(input)?).to_ne_bytes();
    match socket.shared.family {
        ws::AF_INET6 => socket.set_option(ws::IPPROTO_IPV6, ws::IPV6_MULTICAST_LOOP, &on)?,
        _ => socket.set_option(ws::IPPROTO_IP, ws::IP_MULTICAST_LOOP, &on)?,
    }
    Ok(0)
}

/// `SIO_MULTICAST_SCOPE`.
pub(super) fn set_multicast_scope(socket: &Socket, input: &[u8], _output: &mut [u8]) -> WsaResult<usize> {
    let scope = layout::word(input, 0)?.to_ne_bytes();
    match socket.shared.family {
        ws::AF_INET6 => socket.set_option(ws::IPPROTO_IPV6, ws::IPV6_MULTICAST_HOPS, &scope)?,
        _ => socket.set_option(ws::IPPROTO_IP, ws::IP_MULTICAST_TTL, &scope)?,
    }
    Ok(0)
}

/// `SIO_SET_COMPATIBILITY_MODE`.
pub(super) fn set_compatibility_mode(_: &Socket, input: &[u8], _output: &mut [u8]) -> WsaResult<usize> {
    let complete = input.len() >= size_of::<ws::WSA_COMPATIBILITY_MODE>();
    if complete { Ok(0) } else { Err(WsaError::WSAEFAULT) }
}

/// `SIO_QUERY_RSS_SCALABILITY_INFO`: a BOOLEAN.
pub(super) fn rss_scalability(_: &Socket, _input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
    *output.first_mut().ok_or(WsaError::WSAEINVAL)? = 0;
    Ok(1)
}

/// `SIO_ADDRESS_LIST_CHANGE` without OVERLAPPED on a socket that does not block: a network event is to tell.
pub(super) fn await_address_list(socket: &Socket, _input: &[u8], _output: &mut [u8]) -> WsaResult<usize> {
    would_block(socket, &Change::AddressList)
}

/// `SIO_ROUTING_INTERFACE_CHANGE`, likewise.
pub(super) fn await_routing_interface(socket: &Socket, input: &[u8], _output: &mut [u8]) -> WsaResult<usize> {
    would_block(socket, &Change::RoutingInterface { remote: input.into() })
}

fn would_block(socket: &Socket, change: &Change) -> WsaResult<usize> {
    socket.record_change(change)?;
    Err(WsaError::WSAEWOULDBLOCK)
}
