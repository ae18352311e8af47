//! `SIO_ADDRESS_LIST_SORT`: which of several destinations to try first, by the rules of RFC 6724, section 6.
//!
//! Of its rules those are left out that need what the system does not tell of a source address: deprecated and home
//! addresses, and tunnels. The table of policies is the default one of section 2.1.

use std::cmp::Reverse;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use super::local_address_towards;

/// Prefix, its length, precedence, label.
const POLICIES: [(Ipv6Addr, u32, u8, u8); 9] = [
    (Ipv6Addr::LOCALHOST, 128, 50, 0),
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0), 96, 35, 4),
    (Ipv6Addr::UNSPECIFIED, 96, 1, 3),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 32, 5, 5),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, 30, 2),
    (Ipv6Addr::new(0x3ffe, 0, 0, 0, 0, 0, 0, 0), 16, 1, 12),
    (Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10, 1, 11),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, 3, 13),
    (Ipv6Addr::UNSPECIFIED, 0, 40, 1),
];

const LINK_LOCAL: u8 = 2;
const SITE_LOCAL: u8 = 5;
const GLOBAL: u8 = 14;

/// The places of `destinations` in the order of preference, with the source the system would use for each. IPv4 stands
/// there as IPv4-mapped addresses. The any-address is no destination and is left out.
pub(crate) fn preferred(destinations: &[SocketAddrV6]) -> Vec<usize> {
    order(destinations, |destination| {
        let towards: SocketAddr = match destination.ip().to_ipv4_mapped() {
            Some(ip) => SocketAddrV4::new(ip, 0).into(),
            None => (*destination).into(),
        };
        Some(match local_address_towards(&towards).ok()?.ip() {
            IpAddr::V4(ip) => ip.to_ipv6_mapped(),
            IpAddr::V6(ip) => ip,
        })
    })
}

fn order(destinations: &[SocketAddrV6], source: impl Fn(&SocketAddrV6) -> Option<Ipv6Addr>) -> Vec<usize> {
    let any_of_ipv4 = Ipv4Addr::UNSPECIFIED.to_ipv6_mapped();
    let mut places: Vec<_> = (0..destinations.len())
        .filter(|place| {
            !destinations[*place].ip().is_unspecified() && *destinations[*place].ip() != any_of_ipv4
        })
        .map(|place| (rank(*destinations[place].ip(), source(&destinations[place])), place))
        .collect();
    places.sort(); // what ranks alike stays in its order
    places.into_iter().map(|(_, place)| place).collect()
}

/// The rules in their order; less is better.
type Rank = (bool, bool, bool, Reverse<u8>, u8, Reverse<u32>);

fn rank(destination: Ipv6Addr, source: Option<Ipv6Addr>) -> Rank {
    let (precedence, label) = policy(destination);
    let scope = scope(destination);
    let Some(source) = source else {
        return (true, true, true, Reverse(precedence), scope, Reverse(0));
    };
    let native = destination.to_ipv4_mapped().is_none() && source.to_ipv4_mapped().is_none();
    let common = if native { (destination.to_bits() ^ source.to_bits()).leading_zeros().min(64) } else { 0 };
    let other_scope = self::scope(source) != scope;
    let other_label = policy(source).1 != label;
    (false, other_scope, other_label, Reverse(precedence), scope, Reverse(common))
}

/// Precedence and label.
fn policy(address: Ipv6Addr) -> (u8, u8) {
    let within = |prefix: Ipv6Addr, bits: u32| (address.to_bits() ^ prefix.to_bits()).leading_zeros() >= bits;
    let found = POLICIES.iter().find(|(prefix, bits, ..)| within(*prefix, *bits));
    found.map_or((0, 0), |(_, _, precedence, label)| (*precedence, *label))
}

fn scope(address: Ipv6Addr) -> u8 {
    let link_local = match address.to_ipv4_mapped() {
        Some(ip) => ip.is_loopback() || ip.is_link_local(),
        None => address.is_loopback() || address.is_unicast_link_local(),
    };
    let [first, second, ..] = address.octets();
    match (first, second) {
        (0xff, second) => second & 0xf,
        _ if link_local => LINK_LOCAL,
        (0xfe, 0xc0..) => SITE_LOCAL,
        _ => GLOBAL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The order of destinations, each beside its source; "-" is none.
    fn sorted(pairs: &[(&str, &str)]) -> Vec<usize> {
        let address = |text: &str| match text.parse().unwrap() {
            IpAddr::V4(ip) => ip.to_ipv6_mapped(),
            IpAddr::V6(ip) => ip,
        };
        let all: Vec<_> = pairs.iter().map(|(to, _)| SocketAddrV6::new(address(to), 80, 0, 0)).collect();
        order(&all, |destination| {
            let (_, from) = pairs.iter().find(|(to, _)| address(to) == *destination.ip())?;
            (*from != "-").then(|| address(from))
        })
    }

    /// The examples of RFC 6724, section 10.2, as far as they need no deprecated or home addresses.
    #[test]
    fn examples_of_the_rfc() {
        assert_eq!(
            sorted(&[("198.51.100.121", "169.254.13.78"), ("2001:db8:1::1", "2001:db8:1::2")]),
            [1, 0]
        );
        assert_eq!(sorted(&[("198.51.100.121", "198.51.100.117"), ("2001:db8:1::1", "fe80::1")]), [0, 1]);
        assert_eq!(sorted(&[("10.1.2.3", "10.1.2.4"), ("2001:db8:1::1", "2001:db8:1::2")]), [1, 0]);
        assert_eq!(sorted(&[("2001:db8:1::1", "2001:db8:1::2"), ("fe80::1", "fe80::2")]), [1, 0]);
        let far = [("2001:db8:3ffe::1", "2001:db8:1::2"), ("2001:db8:1::1", "2001:db8:1::2")];
        assert_eq!(sorted(&far), [1, 0], "the longest prefix in common");
        assert_eq!(
            sorted(&[("2002:c633:6401::1", "2002:c633:6401::2"), ("2001:db8:1::1", "2001:db8:1::2")]),
            [1, 0]
        );
        assert_eq!(sorted(&[("fc00::1", "fc00::2"), ("2001:db8:1::1", "2001:db8:1::2")]), [1, 0]);
    }

    #[test]
    fn what_cannot_be_reached_comes_last_and_what_ranks_alike_stays() {
        assert_eq!(sorted(&[("2001:db8::1", "-"), ("::1", "::1"), ("10.0.0.1", "10.0.0.9")]), [1, 2, 0]);
        assert_eq!(sorted(&[("10.0.0.2", "10.0.0.9"), ("10.0.0.1", "10.0.0.9")]), [0, 1]);
        assert_eq!(sorted(&[("::", "-"), ("0.0.0.0", "-"), ("::1", "::1")]), [2]);
    }
}
