//! `IPPROTO_IPV6`.

use ws2_types::WsaResult;
use ws2_types::abi::winsock as ws;

use super::ip_level::{kernel_mtu_discovery, set_protection_level};
use super::multicast;
use super::row::{KernelOption, Level, OptionRow, Sockets, kernel, row};
use super::value::Value::{Bool, Byte, Dword, Struct};
use crate::socket::Socket;

pub(super) static LEVEL: Level =
    Level { number: ws::IPPROTO_IPV6, symbol: "IPPROTO_IPV6", rows: ROWS, on: Sockets::Ipv6 };

/// The control data that the kernel's `IPV6_RECVPKTINFO` carries.
const PACKET_INFO: &[i32] = &[
    ws::IPV6_PKTINFO,
    ws::IPV6_PKTINFO_EX,
    ws::IPV6_RECVDSTADDR,
    ws::IPV6_RECVIF,
    ws::IP_ORIGINAL_ARRIVAL_IF,
];
const TRAFFIC_CLASS: &[i32] = &[ws::IPV6_RECVTCLASS, ws::IPV6_RECVECN];
const UNICAST_IF: KernelOption = kernel!(IPPROTO_IPV6, IPV6_UNICAST_IF);
const MTU: KernelOption = kernel!(IPPROTO_IPV6, IPV6_MTU);

const ROWS: &[OptionRow] = &[
    row!(IPV6_V6ONLY, Bool)
        .maps(kernel!(IPPROTO_IPV6, IPV6_V6ONLY))
        .note("On for a new socket. WSAEINVAL once bound."),
    row!(IPV6_UNICAST_HOPS, Byte).maps(kernel!(IPPROTO_IPV6, IPV6_UNICAST_HOPS)),
    row!(IPV6_MULTICAST_HOPS, Byte).datagram().maps(kernel!(IPPROTO_IPV6, IPV6_MULTICAST_HOPS)),
    row!(IPV6_MULTICAST_LOOP, Bool).datagram().maps(kernel!(IPPROTO_IPV6, IPV6_MULTICAST_LOOP)).note(
        "On Windows an option of the receiver, here of the sender: a socket that switches it off is not heard \
         on its own host.",
    ),
    row!(IPV6_MULTICAST_IF, Dword).datagram().maps(kernel!(IPPROTO_IPV6, IPV6_MULTICAST_IF)),
    row!(IPV6_ADD_MEMBERSHIP, Struct("ipv6_mreq"))
        .also("IPV6_JOIN_GROUP")
        .datagram()
        .translates(kernel!(IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP), multicast::ipv6_membership),
    row!(IPV6_DROP_MEMBERSHIP, Struct("ipv6_mreq"))
        .also("IPV6_LEAVE_GROUP")
        .datagram()
        .translates(kernel!(IPPROTO_IPV6, IPV6_DROP_MEMBERSHIP), multicast::ipv6_membership),
    row!(IPV6_PKTINFO, Bool).datagram().shares(kernel!(IPPROTO_IPV6, IPV6_RECVPKTINFO), PACKET_INFO),
    row!(IPV6_PKTINFO_EX, Bool).datagram().shares(kernel!(IPPROTO_IPV6, IPV6_RECVPKTINFO), PACKET_INFO),
    row!(IPV6_RECVDSTADDR, Bool).datagram().shares(kernel!(IPPROTO_IPV6, IPV6_RECVPKTINFO), PACKET_INFO),
    row!(IPV6_RECVIF, Bool).datagram().shares(kernel!(IPPROTO_IPV6, IPV6_RECVPKTINFO), PACKET_INFO),
    row!(IP_ORIGINAL_ARRIVAL_IF, Bool)
        .datagram()
        .shares(kernel!(IPPROTO_IPV6, IPV6_RECVPKTINFO), PACKET_INFO),
    row!(IPV6_HOPLIMIT, Bool).datagram().maps(kernel!(IPPROTO_IPV6, IPV6_RECVHOPLIMIT)),
    row!(IPV6_RECVTCLASS, Bool)
        .datagram()
        .shares(kernel!(IPPROTO_IPV6, IPV6_RECVTCLASS), TRAFFIC_CLASS),
    row!(IPV6_RECVECN, Bool)
        .also("IPV6_ECN")
        .datagram()
        .shares(kernel!(IPPROTO_IPV6, IPV6_RECVTCLASS), TRAFFIC_CLASS),
    row!(IPV6_TCLASS, Byte).maps(kernel!(IPPROTO_IPV6, IPV6_TCLASS)),
    row!(IPV6_DONTFRAG, Bool).maps(kernel!(IPPROTO_IPV6, IPV6_DONTFRAG)),
    row!(IPV6_MTU_DISCOVER, Dword)
        .reads_kept(ws::IP_PMTUDISC_NOT_SET as u32)
        .writes(|socket, state| {
            kernel!(IPPROTO_IPV6, IPV6_MTU_DISCOVER).set(socket, kernel_mtu_discovery(state)?)?;
            socket.keep(ws::IPPROTO_IPV6, ws::IPV6_MTU_DISCOVER, state);
            Ok(())
        })
        .on_linux("IPV6_MTU_DISCOVER")
        .note("The states have other numbers in the kernel."),
    row!(IPV6_MTU, Dword).maps_get(MTU).note("WSAENOTCONN before connect."),
    row!(IPV6_USER_MTU, Dword)
        .reads_kept(ws::IP_UNSPECIFIED_USER_MTU)
        .writes(set_user_mtu)
        .on_linux("IPV6_MTU")
        .note("Below 1280 is WSAEINVAL."),
    row!(IPV6_UNICAST_IF, Dword)
        .reads(|socket| Ok(u32::from_be(UNICAST_IF.get(socket)? as u32)))
        .writes(|socket, index| UNICAST_IF.set(socket, index.to_be() as i32))
        .on_linux("IPV6_UNICAST_IF")
        .note("Host byte order here, network byte order in the kernel."),
    row!(IPV6_PROTECTION_LEVEL, Dword)
        .reads_kept(ws::PROTECTION_LEVEL_DEFAULT)
        .writes(|socket, level| {
            set_protection_level(socket, ws::IPPROTO_IPV6, ws::IPV6_PROTECTION_LEVEL, level)
        })
        .note("Kept: there is no Teredo to be protected from. Other than the three levels is WSAEINVAL."),
    row!(MCAST_JOIN_GROUP, Struct("GROUP_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IPV6, MCAST_JOIN_GROUP), multicast::group),
    row!(MCAST_LEAVE_GROUP, Struct("GROUP_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IPV6, MCAST_LEAVE_GROUP), multicast::group),
    row!(MCAST_JOIN_SOURCE_GROUP, Struct("GROUP_SOURCE_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IPV6, MCAST_JOIN_SOURCE_GROUP), multicast::group_source),
    row!(MCAST_LEAVE_SOURCE_GROUP, Struct("GROUP_SOURCE_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IPV6, MCAST_LEAVE_SOURCE_GROUP), multicast::group_source),
    row!(MCAST_BLOCK_SOURCE, Struct("GROUP_SOURCE_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IPV6, MCAST_BLOCK_SOURCE), multicast::group_source),
    row!(MCAST_UNBLOCK_SOURCE, Struct("GROUP_SOURCE_REQ"))
        .datagram()
        .translates(kernel!(IPPROTO_IPV6, MCAST_UNBLOCK_SOURCE), multicast::group_source),
    row!(IPV6_HDRINCL, Bool).note("For raw sockets, which this provider does not have."),
    row!(IPV6_CHECKSUM, Dword).note("For raw sockets, which this provider does not have."),
    row!(IPV6_HOPOPTS, Bool),
    row!(IPV6_RTHDR, Bool),
    row!(IPV6_RECVRTHDR, Bool),
    row!(IPV6_RECVERR, Bool),
    row!(IPV6_IFLIST, Bool),
    row!(IPV6_ADD_IFLIST, Dword),
    row!(IPV6_DEL_IFLIST, Dword),
    row!(IPV6_GET_IFLIST, Struct("DWORD[]")),
    row!(IPV6_NRT_INTERFACE, Dword),
    row!(IPV6_WFP_REDIRECT_CONTEXT, Struct("WSACMSGHDR")),
    row!(IPV6_WFP_REDIRECT_RECORDS, Struct("WSACMSGHDR")),
];

fn set_user_mtu(socket: &Socket, bytes: u32) -> WsaResult<()> {
    // The kernel takes 0 for "no bound of the program's".
    let kernel = if bytes == ws::IP_UNSPECIFIED_USER_MTU { 0 } else { bytes.min(i32::MAX as u32) as i32 };
    MTU.set(socket, kernel)?;
    socket.keep(ws::IPPROTO_IPV6, ws::IPV6_USER_MTU, bytes);
    Ok(())
}
