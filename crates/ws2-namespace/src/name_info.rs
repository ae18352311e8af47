//! `getnameinfo`: addresses and ports to names.

use std::net::SocketAddr;

use ws2_types::abi::winsock::{NI_DGRAM, NI_NAMEREQD, NI_NOFQDN, NI_NUMERICHOST, NI_NUMERICSERV};
use ws2_types::{WsaError, WsaResult};

use crate::address_text::format_host;
use crate::database::services;
use crate::system_resolver_raw as system;

/// Every flag of Microsoft's headers.
const KNOWN_FLAGS: u32 = NI_NOFQDN | NI_NUMERICHOST | NI_NAMEREQD | NI_NUMERICSERV | NI_DGRAM;

/// Refuses flags that do not exist or contradict each other.
///
/// # Errors
/// `WSAEINVAL`.
pub fn check_flags(flags: u32) -> WsaResult<()> {
    let contradiction = NI_NUMERICHOST | NI_NAMEREQD;
    if flags & !KNOWN_FLAGS != 0 || flags & contradiction == contradiction {
        return Err(WsaError::WSAEINVAL);
    }
    Ok(())
}

/// The name of an address, or its text where it has no name.
///
/// # Errors
/// With `NI_NAMEREQD` `WSAHOST_NOT_FOUND`, `WSATRY_AGAIN` or what else the lookup ended with.
pub fn host_of(address: &SocketAddr, flags: u32) -> WsaResult<String> {
    if flags & NI_NUMERICHOST != 0 {
        return Ok(format_host(address));
    }
    match name_of(address, flags & NI_NOFQDN != 0) {
        Err(error) if flags & NI_NAMEREQD != 0 => Err(error),
        Err(_) => Ok(format_host(address)),
        found => found,
    }
}

/// The name of the service at a port, or the port's number where it has no name.
pub fn service_of(port: u16, flags: u32) -> String {
    let protocol = if flags & NI_DGRAM != 0 { "udp" } else { "tcp" };
    let named = (flags & NI_NUMERICSERV == 0).then(|| services::by_port(port, Some(protocol)));
    match named {
        Some(Ok(service)) => service.name,
        _ => port.to_string(),
    }
}

/// Looks an address up in reverse; the loopback addresses have a name on every system.
pub(crate) fn name_of(address: &SocketAddr, short: bool) -> WsaResult<String> {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
    match address.ip() {
        IpAddr::V4(Ipv4Addr::LOCALHOST) | IpAddr::V6(Ipv6Addr::LOCALHOST) => Ok("localhost".to_owned()),
        _ => system::name_of(address, short),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_checked() {
        for flags in [0, NI_NOFQDN, NI_NUMERICHOST, NI_NAMEREQD, NI_NUMERICSERV, NI_DGRAM] {
            assert_eq!(check_flags(flags), Ok(()));
        }
        for flags in [32, 0x8000_0000, NI_NUMERICHOST | NI_NAMEREQD] {
            assert_eq!(check_flags(flags), Err(WsaError::WSAEINVAL));
        }
    }

    #[test]
    fn numeric_hosts_keep_their_scope() {
        let table = [
            ("127.0.0.1:80", "127.0.0.1"),
            ("[fe80::1%3]:80", "fe80::1%3"),
            ("[::ffff:1.2.3.4]:80", "::ffff:1.2.3.4"),
        ];
        for (address, expected) in table {
            assert_eq!(host_of(&address.parse().unwrap(), NI_NUMERICHOST).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn loopback_is_localhost() {
        assert_eq!(host_of(&"127.0.0.1:0".parse().unwrap(), NI_NAMEREQD).as_deref(), Ok("localhost"));
        assert_eq!(host_of(&"[::1]:0".parse().unwrap(), 0).as_deref(), Ok("localhost"));
    }

    #[test]
    fn ports_have_names_or_stay_numbers() {
        assert_eq!(service_of(80, 0), "http");
        assert_eq!(service_of(80, NI_NUMERICSERV), "80");
        assert_eq!(service_of(69, NI_DGRAM), "tftp");
        assert_eq!(service_of(64999, 0), "64999");
        assert_eq!(service_of(0, 0), "0");
    }
}
