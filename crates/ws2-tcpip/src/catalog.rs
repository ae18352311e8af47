//! The catalog entries of TCP and UDP over IPv4 and IPv6.

use windows_sys::core::GUID;
use ws2_spi::catalog::{ProtocolInfo, protocol_name};
use ws2_types::abi::winsock as ws;

const PROVIDER: GUID = GUID::from_u128(0xd5b2_a4b1_2a43_4f3c_9d2e_6f70_656e_7773);
const TCP_SERVICE: u32 = ws::XP1_GUARANTEED_DELIVERY
    | ws::XP1_GUARANTEED_ORDER
    | ws::XP1_GRACEFUL_CLOSE
    | ws::XP1_EXPEDITED_DATA
    | ws::XP1_IFS_HANDLES;
const UDP_SERVICE: u32 = ws::XP1_CONNECTIONLESS
    | ws::XP1_MESSAGE_ORIENTED
    | ws::XP1_SUPPORT_BROADCAST
    | ws::XP1_SUPPORT_MULTIPOINT
    | ws::XP1_IFS_HANDLES;
/// The largest UDP payload of IPv4.
const UDP_MESSAGE_BYTES: u32 = 65_507;

const fn entry(id: u32, family: u16, kind: i32, protocol: i32, name: &str) -> ProtocolInfo {
    let mut chain = ws::WSAPROTOCOLCHAIN { ChainLen: 1, ChainEntries: [0; 7] };
    chain.ChainEntries[0] = id;
    let address_bytes = if family == ws::AF_INET6 { 28 } else { 16 };
    let stream = kind == ws::SOCK_STREAM;
    ProtocolInfo {
        dwServiceFlags1: if stream { TCP_SERVICE } else { UDP_SERVICE },
        dwServiceFlags2: 0,
        dwServiceFlags3: 0,
        dwServiceFlags4: 0,
        dwProviderFlags: ws::PFL_MATCHES_PROTOCOL_ZERO,
        ProviderId: PROVIDER,
        dwCatalogEntryId: id,
        ProtocolChain: chain,
        iVersion: 2,
        iAddressFamily: family as i32,
        iMaxSockAddr: address_bytes,
        iMinSockAddr: address_bytes,
        iSocketType: kind,
        iProtocol: protocol,
        iProtocolMaxOffset: 0,
        iNetworkByteOrder: ws::BIGENDIAN as i32,
        iSecurityScheme: ws::SECURITY_PROTOCOL_NONE as i32,
        dwMessageSize: if stream { 0 } else { UDP_MESSAGE_BYTES },
        dwProviderReserved: 0,
        szProtocol: protocol_name(name),
    }
}

/// In catalog order: what `socket(AF_INET, 0, 0)` finds first is TCP.
pub(crate) static PROTOCOLS: [ProtocolInfo; 4] = [
    entry(1001, ws::AF_INET, ws::SOCK_STREAM, ws::IPPROTO_TCP, "OpenWinsock Tcpip [TCP/IP]"),
    entry(1002, ws::AF_INET, ws::SOCK_DGRAM, ws::IPPROTO_UDP, "OpenWinsock Tcpip [UDP/IP]"),
    entry(1003, ws::AF_INET6, ws::SOCK_STREAM, ws::IPPROTO_TCP, "OpenWinsock Tcpip [TCP/IPv6]"),
    entry(1004, ws::AF_INET6, ws::SOCK_DGRAM, ws::IPPROTO_UDP, "OpenWinsock Tcpip [UDP/IPv6]"),
];
