//! The addresses of a node: none given, a literal, `localhost`, this computer, or a name to look up.

use std::net::{Ipv6Addr, SocketAddr, SocketAddrV6};

use ws2_types::abi::winsock::{AI_ADDRCONFIG, AI_ALL, AI_NUMERICHOST, AI_PASSIVE, AI_V4MAPPED};
use ws2_types::{WsaError, WsaResult};

use super::Hints;
use crate::address_text::{parse_berkeley, parse_ipv6_scoped};
use crate::local::{self, LocalAddresses};
use crate::system_resolver_raw::{self as system, Answer, Family, Query};

pub(super) struct Found {
    pub(super) addresses: Vec<SocketAddr>,
    pub(super) canonical_name: Option<String>,
    pub(super) is_literal: bool,
}

pub(super) fn resolve(node: Option<&str>, hints: &Hints) -> WsaResult<Found> {
    let Some(node) = node else { return Ok(unnamed(hints)) };
    // First of all, as a host name may consist of digits, which would read as an address.
    let is_this_computer = !hints.has(AI_NUMERICHOST) && local::is_this_computer(node);
    if let Some(literal) = literal(node).filter(|_| !is_this_computer) {
        let addresses = of_family(vec![literal], hints);
        let fits = !addresses.is_empty();
        let found = Found { addresses, canonical_name: Some(node.to_owned()), is_literal: true };
        return if fits { Ok(found) } else { Err(WsaError::WSAHOST_NOT_FOUND) };
    }
    // Digits and dots that are no address are no name either: do not trouble a server with them.
    if hints.has(AI_NUMERICHOST) || !node.is_empty() && node.bytes().all(|c| c.is_ascii_digit() || c == b'.')
    {
        return Err(WsaError::WSAHOST_NOT_FOUND);
    }
    let (addresses, canonical_name) = if local::is_localhost(node) {
        (LocalAddresses::query().loopback(), Some("localhost".to_owned()))
    } else if is_this_computer {
        (LocalAddresses::query().registered(), Some(local::host_name()))
    } else {
        let answer = look_up(node, hints)?;
        (answer.addresses, answer.canonical_name)
    };
    let addresses = of_family(addresses, hints);
    if addresses.is_empty() {
        return Err(WsaError::WSANO_DATA);
    }
    Ok(Found { addresses, canonical_name, is_literal: false })
}

/// Without a node: the addresses to bind to, or else those to reach this computer at.
fn unnamed(hints: &Hints) -> Found {
    let loopback = [SocketAddr::from(([127, 0, 0, 1], 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
    let any = [SocketAddr::from(([0, 0, 0, 0], 0)), SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0))];
    let passive = hints.has(AI_PASSIVE);
    let [v4, v6] = if passive { any } else { loopback };
    let addresses = match hints.family() {
        Family::V4 => vec![v4],
        Family::V6 => vec![v6],
        Family::Any if passive => LocalAddresses::query().any(),
        Family::Any => LocalAddresses::query().loopback(),
    };
    Found { addresses, canonical_name: None, is_literal: false }
}

fn literal(node: &str) -> Option<SocketAddr> {
    if let Some(ip) = parse_berkeley(node) {
        return Some(SocketAddr::new(ip.into(), 0));
    }
    if let Some((ip, scope)) = parse_ipv6_scoped(node) {
        return Some(SocketAddrV6::new(ip, 0, 0, scope).into());
    }
    // An interface name as scope, `fe80::1%eth0`: Linux users write it so, and libc knows the interfaces.
    let (address, _) = node.split_once('%')?;
    address.parse::<Ipv6Addr>().ok()?;
    let query = Query { numeric: true, ..Query::default() };
    system::addresses_of(node, Family::V6, query).ok()?.addresses.first().copied()
}

fn look_up(node: &str, hints: &Hints) -> WsaResult<Answer> {
    let query = Query {
        canonical_name: hints.wants_name(),
        configured_families: hints.has(AI_ADDRCONFIG),
        numeric: false,
    };
    // IPv4 addresses are needed too where they may be mapped.
    let family =
        if hints.has(AI_V4MAPPED) && hints.family() == Family::V6 { Family::Any } else { hints.family() };
    system::addresses_of(node, family, query)
}

/// Keeps the addresses of the family; with `AI_V4MAPPED` IPv4 stands in for IPv6 (with `AI_ALL` beside it).
fn of_family(addresses: Vec<SocketAddr>, hints: &Hints) -> Vec<SocketAddr> {
    let (v4, v6): (Vec<_>, Vec<_>) = addresses.iter().copied().partition(SocketAddr::is_ipv4);
    match hints.family() {
        Family::Any => addresses,
        Family::V4 => v4,
        Family::V6 if hints.has(AI_V4MAPPED) && (v6.is_empty() || hints.has(AI_ALL)) => {
            v6.into_iter().chain(v4.iter().filter_map(mapped)).collect()
        }
        Family::V6 => v6,
    }
}

fn mapped(address: &SocketAddr) -> Option<SocketAddr> {
    let SocketAddr::V4(v4) = address else { return None };
    Some(SocketAddr::new(v4.ip().to_ipv6_mapped().into(), v4.port()))
}
