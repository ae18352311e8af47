//! Whole socket addresses as text: `1.2.3.4:80`, `fe80::1%3`, `[fe80::1%3]:80`.

use std::net::{IpAddr, SocketAddr, SocketAddrV4, SocketAddrV6};

use ws2_types::abi::winsock::{AF_INET, AF_INET6};

use super::ipv6::parse_decimal;
use super::{format_ipv6, parse_berkeley, parse_ipv4_prefix, parse_ipv6_scoped};

/// Writes an address with its scope, without its port.
pub fn format_host(address: &SocketAddr) -> String {
    match address {
        SocketAddr::V4(v4) => v4.ip().to_string(),
        SocketAddr::V6(v6) if v6.scope_id() != 0 => format!("{}%{}", format_ipv6(v6.ip()), v6.scope_id()),
        SocketAddr::V6(v6) => format_ipv6(v6.ip()),
    }
}

/// Writes an address as `WSAAddressToString` does: the port only when it is not 0.
pub fn format_socket(address: &SocketAddr) -> String {
    let host = format_host(address);
    match (address.ip(), address.port()) {
        (_, 0) => host,
        (IpAddr::V4(_), port) => format!("{host}:{port}"),
        (IpAddr::V6(_), port) => format!("[{host}]:{port}"),
    }
}

/// Reads what `WSAStringToAddress` takes for a Windows family number; a missing port is 0.
///
/// IPv4 may have any of `inet_addr`'s forms. IPv6 stands in brackets when a port follows it.
pub fn parse_socket(family: i32, text: &str) -> Option<SocketAddr> {
    if family == i32::from(AF_INET) {
        let (host, port) =
            text.split_once(':').map_or((text, Some(0)), |(host, port)| (host, parse_port(port)));
        Some(SocketAddrV4::new(parse_berkeley(host)?, port?).into())
    } else if family == i32::from(AF_INET6) {
        let (host, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (host, tail) = rest.split_once(']')?;
                (host, if tail.is_empty() { 0 } else { parse_port(tail.strip_prefix(':')?)? })
            }
            None => (text, 0),
        };
        let (ip, scope) = parse_ipv6_scoped(host)?;
        Some(SocketAddrV6::new(ip, port, 0, scope).into())
    } else {
        None
    }
}

/// Reads an IPv4 address and an optional port; `strict` takes four decimal parts only.
pub fn parse_ipv4_endpoint(text: &str, strict: bool) -> Option<SocketAddrV4> {
    let (ip, end) = parse_ipv4_prefix(text, strict).ok()?;
    let port = match &text[end..] {
        "" => 0,
        rest => parse_port(rest.strip_prefix(':')?)?,
    };
    Some(SocketAddrV4::new(ip, port))
}

fn parse_port(text: &str) -> Option<u16> {
    parse_decimal(text)
}
