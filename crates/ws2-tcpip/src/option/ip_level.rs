//! `IPPROTO_IP`. IPv6 sockets have it too: a dual-stack one sends and receives IPv4.

use ws2_sys::socket_raw;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::multicast;
use super::row::{KernelOption, Level, OptionRow, Sockets, kernel, row};
use super::value::Value::{Bool, Byte, Dword, Struct};
use crate::socket::Socket;

pub(super) static LEVEL: Level =
    Level { number: ws::IPPROTO_IP, symbol: "IPPROTO_IP", rows: ROWS, on: Sockets::Any };

const MTU_DISCOVER: KernelOption = kernel!(IPPROTO_IP, IP_MTU_DISCOVER);
/// The control data that the kernel's `IP_PKTINFO` carries.
const PACKET_INFO: &[i32] =
    &[ws::IP_PKTINFO, ws::IP_PKTINFO_EX, ws::IP_RECVDSTADDR, ws::IP_RECVIF, ws::IP_ORIGINAL_ARRIVAL_IF];
const TYPE_OF_SERVICE: &[i32] = &[ws::IP_RECVTOS, ws::IP_RECVECN];
const LOOP_NOTE: &str = "On Windows an option of the receiver, here of the sender: a socket that switches it \
                         off is not heard on its own host.";

const ROWS: &[OptionRow] = &[
    row!(IP_ADD_MEMBERSHIP, Struct("ip_mreq"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, IP_ADD_MEMBERSHIP), multicast::membership)
        .note("The interface may be given as 0.x.x.x, its index."),
    row!(IP_DROP_MEMBERSHIP, Struct("ip_mreq"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, IP_DROP_MEMBERSHIP), multicast::membership),
    row!(IP_MULTICAST_TTL, Byte).datagram().maps(kernel!(IPPROTO_IP, IP_MULTICAST_TTL)),
    row!(IP_MULTICAST_LOOP, Bool).datagram().maps(kernel!(IPPROTO_IP, IP_MULTICAST_LOOP)).note(LOOP_NOTE),
    row!(IP_MULTICAST_IF, Dword)
        .datagram()
        .reads(multicast::interface)
        .writes(multicast::set_interface)
        .on_linux("IP_MULTICAST_IF")
        .note(
            "An address or 0.x.x.x, an index. An index is read back in host byte order, an address as set.",
        ),
    row!(IP_TTL, Byte).maps(kernel!(IPPROTO_IP, IP_TTL)).note("Starts as the system's default, often 64."),
    row!(IP_TOS, Byte)
        .maps(kernel!(IPPROTO_IP, IP_TOS))
        .writes(|socket, tos| match tos {
            // IP_UNSPECIFIED_TYPE_OF_SERVICE
            u32::MAX => kernel!(IPPROTO_IP, IP_TOS).set(socket, 0),
            0..=255 => kernel!(IPPROTO_IP, IP_TOS).set(socket, tos as i32),
            _ => Err(WsaError::WSAEINVAL),
        })
        .note("Takes effect; Windows ignores it unless its registry says otherwise. TCP keeps the ECN bits."),
    row!(IP_DONTFRAGMENT, Bool)
        .reads_kept(0)
        .writes(set_dont_fragment)
        .on_linux("IP_MTU_DISCOVER")
        .note("UDP only has the effect. Read back as set."),
    row!(IP_MTU_DISCOVER, Dword)
        .reads_kept(ws::IP_PMTUDISC_NOT_SET as u32)
        .writes(|socket, state| {
            MTU_DISCOVER.set(socket, kernel_mtu_discovery(state)?)?;
            socket.keep(ws::IPPROTO_IP, ws::IP_MTU_DISCOVER, state);
            Ok(())
        })
        .on_linux("IP_MTU_DISCOVER")
        .note("The states have other numbers in the kernel."),
    row!(IP_MTU, Dword).maps_get(kernel!(IPPROTO_IP, IP_MTU)).note("WSAENOTCONN before connect."),
    row!(IP_PKTINFO, Bool).datagram().shares(kernel!(IPPROTO_IP, IP_PKTINFO), PACKET_INFO),
    row!(IP_PKTINFO_EX, Bool).datagram().shares(kernel!(IPPROTO_IP, IP_PKTINFO), PACKET_INFO),
    row!(IP_RECVDSTADDR, Bool).datagram().shares(kernel!(IPPROTO_IP, IP_PKTINFO), PACKET_INFO),
    row!(IP_RECVIF, Bool).datagram().shares(kernel!(IPPROTO_IP, IP_PKTINFO), PACKET_INFO),
    row!(IP_ORIGINAL_ARRIVAL_IF, Bool).datagram().shares(kernel!(IPPROTO_IP, IP_PKTINFO), PACKET_INFO),
    row!(IP_RECVTTL, Bool).also("IP_HOPLIMIT").datagram().maps(kernel!(IPPROTO_IP, IP_RECVTTL)),
    row!(IP_RECVTOS, Bool)
        .also("IP_RECVTCLASS")
        .datagram()
        .shares(kernel!(IPPROTO_IP, IP_RECVTOS), TYPE_OF_SERVICE),
    row!(IP_RECVECN, Bool).also("IP_ECN").datagram().shares(kernel!(IPPROTO_IP, IP_RECVTOS), TYPE_OF_SERVICE),
    row!(IP_UNICAST_IF, Dword)
        .reads(|socket| Ok(u32::from_be(kernel!(IPPROTO_IP, IP_UNICAST_IF).get(socket)? as u32)))
        .writes(|socket, index| kernel!(IPPROTO_IP, IP_UNICAST_IF).set(socket, index as i32))
        .on_linux("IP_UNICAST_IF")
        .note("Set in network byte order, read in host byte order, as the documents say."),
    row!(IP_ADD_SOURCE_MEMBERSHIP, Struct("ip_mreq_source"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, IP_ADD_SOURCE_MEMBERSHIP), multicast::source_membership)
        .note("Source and interface change places. The interface must be an address."),
    row!(IP_DROP_SOURCE_MEMBERSHIP, Struct("ip_mreq_source"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, IP_DROP_SOURCE_MEMBERSHIP), multicast::source_membership),
    row!(IP_BLOCK_SOURCE, Struct("ip_mreq_source"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, IP_BLOCK_SOURCE), multicast::source_membership),
    row!(IP_UNBLOCK_SOURCE, Struct("ip_mreq_source"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, IP_UNBLOCK_SOURCE), multicast::source_membership),
    row!(MCAST_JOIN_GROUP, Struct("GROUP_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, MCAST_JOIN_GROUP), multicast::group),
    row!(MCAST_LEAVE_GROUP, Struct("GROUP_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, MCAST_LEAVE_GROUP), multicast::group),
    row!(MCAST_JOIN_SOURCE_GROUP, Struct("GROUP_SOURCE_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, MCAST_JOIN_SOURCE_GROUP), multicast::group_source),
    row!(MCAST_LEAVE_SOURCE_GROUP, Struct("GROUP_SOURCE_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, MCAST_LEAVE_SOURCE_GROUP), multicast::group_source),
    row!(MCAST_BLOCK_SOURCE, Struct("GROUP_SOURCE_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, MCAST_BLOCK_SOURCE), multicast::group_source),
    row!(MCAST_UNBLOCK_SOURCE, Struct("GROUP_SOURCE_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IP, MCAST_UNBLOCK_SOURCE), multicast::group_source),
    row!(IP_OPTIONS, Struct("char[]"))
        .reads_bytes(|socket, value| Ok(socket_raw::option(socket.fd(), OPTIONS.level, OPTIONS.name, value)?))
        .writes_bytes(|socket, value| OPTIONS.set_bytes(socket, value))
        .on_linux("IP_OPTIONS"),
    row!(IP_RECEIVE_BROADCAST, Bool)
        .datagram()
        .kept(1)
        .note("Kept; the kernel cannot keep broadcasts from one socket."),
    row!(IP_PROTECTION_LEVEL, Dword)
        .reads_kept(ws::PROTECTION_LEVEL_DEFAULT)
        .writes(|socket, level| set_protection_level(socket, ws::IPPROTO_IP, ws::IP_PROTECTION_LEVEL, level))
        .note("Kept."),
    row!(IP_HDRINCL, Bool).note("For raw sockets, which this provider does not have."),
    row!(IP_USER_MTU, Dword).note("The kernel has no such bound for IPv4."),
    row!(IP_IFLIST, Bool),
    row!(IP_ADD_IFLIST, Dword),
    row!(IP_DEL_IFLIST, Dword),
    row!(IP_GET_IFLIST, Struct("DWORD[]")),
    row!(IP_RTHDR, Bool),
    row!(IP_RECVRTHDR, Bool),
    row!(IP_TCLASS, Dword),
    row!(IP_RECVERR, Bool),
    row!(IP_NRT_INTERFACE, Dword),
    row!(IP_WFP_REDIRECT_CONTEXT, Struct("WSACMSGHDR")),
    row!(IP_WFP_REDIRECT_RECORDS, Struct("WSACMSGHDR")),
];

const OPTIONS: KernelOption = kernel!(IPPROTO_IP, IP_OPTIONS);

fn set_dont_fragment(socket: &Socket, on: u32) -> WsaResult<()> {
    if !socket.state().is_stream() {
        let state = if on != 0 { ws::IP_PMTUDISC_DO } else { ws::IP_PMTUDISC_DONT };
        MTU_DISCOVER.set(socket, kernel_mtu_discovery(state as u32)?)?;
    }
    socket.keep(ws::IPPROTO_IP, ws::IP_DONTFRAGMENT, u32::from(on != 0));
    Ok(())
}

/// `PMTUD_STATE` in the kernel's numbers, which are those of IPv6 as well.
pub(super) fn kernel_mtu_discovery(state: u32) -> WsaResult<i32> {
    use ws2_sys::linux::net;
    let kernel = match state as i32 {
        ws::IP_PMTUDISC_NOT_SET => net::IP_PMTUDISC_WANT,
        ws::IP_PMTUDISC_DO => net::IP_PMTUDISC_DO,
        ws::IP_PMTUDISC_DONT => net::IP_PMTUDISC_DONT,
        ws::IP_PMTUDISC_PROBE => net::IP_PMTUDISC_PROBE,
        _ => return Err(WsaError::WSAEINVAL),
    };
    Ok(kernel as i32)
}

/// The three levels there are; any other number is refused.
pub(super) fn set_protection_level(socket: &Socket, level: i32, name: i32, value: u32) -> WsaResult<()> {
    match value {
        ws::PROTECTION_LEVEL_UNRESTRICTED
        | ws::PROTECTION_LEVEL_EDGERESTRICTED
        | ws::PROTECTION_LEVEL_RESTRICTED => {
            socket.keep(level, name, value);
            Ok(())
        }
        _ => Err(WsaError::WSAEINVAL),
    }
}
