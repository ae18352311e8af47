//! `gethostbyname` and `gethostbyaddr`: the older lookups, whose answers have one family.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use ws2_types::{WsaError, WsaResult};

use crate::address_text::parse_berkeley;
use crate::local::{self, LocalAddresses};
use crate::name_info;
use crate::system_resolver_raw::{self as system, Family, Query};

/// A host: its names and its addresses, all of one family.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HostEntry {
    /// The official name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// At least one.
    pub addresses: Vec<IpAddr>,
}

/// Finds the IPv4 addresses of a host; none and the empty name stand for this computer.
///
/// # Errors
/// - `WSANO_DATA`: the name is an IPv6 or an illegal IPv4 address, or has no IPv4 address
/// - `WSAHOST_NOT_FOUND`, `WSATRY_AGAIN`, `WSANO_RECOVERY`: the lookup failed
pub fn by_name(name: Option<&str>) -> WsaResult<HostEntry> {
    let name = name.unwrap_or_default();
    match known(name) {
        Some(known) => entry(name, known?),
        None => entry(name, look_up(name)?),
    }
}

/// The same for names that need no lookup: this computer's, and literals. `None` for others.
pub fn by_known_name(name: Option<&str>) -> Option<WsaResult<HostEntry>> {
    let name = name.unwrap_or_default();
    known(name).map(|known| entry(name, known?))
}

/// An official name and addresses of any family.
type Found = (String, Vec<SocketAddr>);

fn entry(name: &str, (official, found): Found) -> WsaResult<HostEntry> {
    let addresses: Vec<IpAddr> = found.iter().map(SocketAddr::ip).filter(IpAddr::is_ipv4).collect();
    if addresses.is_empty() {
        return Err(WsaError::WSANO_DATA);
    }
    let is_alias = !name.is_empty() && !name.starts_with("..") && !official.eq_ignore_ascii_case(name);
    let aliases = if is_alias { vec![name.to_owned()] } else { Vec::new() };
    Ok(HostEntry { name: official, aliases, addresses })
}

fn known(name: &str) -> Option<WsaResult<Found>> {
    if local::is_localhost(name) {
        return Some(Ok(("localhost".to_owned(), LocalAddresses::query().loopback())));
    }
    if local::is_this_computer(name) {
        return Some(Ok((local::host_name(), LocalAddresses::query().registered())));
    }
    if let Some(ip) = parse_berkeley(name) {
        return Some(Ok((name.to_owned(), vec![SocketAddr::new(ip.into(), 0)])));
    }
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_number || name.parse::<Ipv6Addr>().is_ok()).then_some(Err(WsaError::WSANO_DATA))
}

fn look_up(name: &str) -> WsaResult<Found> {
    let query = Query { canonical_name: true, ..Query::default() };
    let answer = system::addresses_of(name, Family::V4, query)?;
    Ok((answer.canonical_name.unwrap_or_else(|| name.to_owned()), answer.addresses))
}

/// Finds the name of an address.
///
/// # Errors
/// `WSAHOST_NOT_FOUND`, `WSATRY_AGAIN`, `WSANO_RECOVERY`: the lookup failed.
pub fn by_address(address: IpAddr) -> WsaResult<HostEntry> {
    let name = name_info::name_of(&SocketAddr::new(address, 0), false)?;
    Ok(HostEntry { name, aliases: Vec::new(), addresses: vec![address] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_answer_for_themselves() {
        let entry = by_name(Some("127.1")).unwrap();
        assert_eq!((entry.name.as_str(), entry.addresses), ("127.1", vec![IpAddr::from([127, 0, 0, 1])]));
    }

    #[test]
    fn ipv6_and_illegal_ipv4_have_no_data() {
        for name in ["::1", "fe80::1", "256.1.1.1", "1.2.3.4.5", "1..2", "."] {
            assert_eq!(by_name(Some(name)), Err(WsaError::WSANO_DATA), "{name}");
        }
    }

    #[test]
    fn own_names_give_ipv4_addresses() {
        let own = local::host_name();
        for name in [None, Some(""), Some(own.as_str())] {
            let entry = by_name(name).unwrap();
            assert_eq!((entry.name.as_str(), entry.aliases.len()), (own.as_str(), 0));
            assert!(entry.addresses.iter().all(IpAddr::is_ipv4), "{entry:?}");
        }
        assert_eq!(by_name(Some("LOCALHOST")).unwrap().addresses, [IpAddr::from([127, 0, 0, 1])]);
    }

    #[test]
    fn loopback_has_a_name() {
        assert_eq!(by_address(IpAddr::from([127, 0, 0, 1])).unwrap().name, "localhost");
    }
}
