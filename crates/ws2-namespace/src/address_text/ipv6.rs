//! IPv6 text: Windows writes the last four bytes in dotted form in a few more cases than RFC 5952.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Writes an address as `InetNtop` does.
///
/// The last 32 bits are dotted for IPv4-mapped, IPv4-compatible and ISATAP addresses.
pub fn format_ipv6(address: &Ipv6Addr) -> String {
    let words = address.segments();
    let [.., a, b, c, d] = address.octets();
    let dotted = Ipv4Addr::new(a, b, c, d);
    if words[..6] == [0; 6] && words[6] != 0 {
        return format!("::{dotted}");
    }
    // RFC 5214: the interface identifier of ISATAP is [02]00:5efe and the IPv4 address.
    if words[4] & 0xfdff == 0 && words[5] == 0x5efe {
        let [p0, p1, p2, p3, flag, ..] = words;
        // The whole address with a non-zero filler in place of the dotted part, which is then cut off.
        let filled = Ipv6Addr::new(p0, p1, p2, p3, flag, 0x5efe, 1, 1).to_string();
        return format!("{}{dotted}", filled.strip_suffix("1:1").unwrap_or(&filled));
    }
    address.to_string()
}

/// Reads an address with an optional numeric scope: `fe80::1%3`.
pub fn parse_ipv6_scoped(text: &str) -> Option<(Ipv6Addr, u32)> {
    match text.split_once('%') {
        Some((address, scope)) => Some((address.parse().ok()?, parse_decimal(scope)?)),
        None => Some((text.parse().ok()?, 0)),
    }
}

/// The longest IPv6 text: eight groups, the last two dotted.
const LONGEST: usize = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".len();

/// Reads the longest address of whole groups that a text begins with and says where it ends.
///
/// As documented for `RtlIpv6StringToAddress`, `::::` begins with the address `::`.
pub fn parse_ipv6_prefix(text: &str) -> Option<(Ipv6Addr, usize)> {
    let bytes = text.as_bytes();
    let belongs = |byte: &&u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
    let len = bytes.iter().take(LONGEST).take_while(belongs).count();
    let splits_group = |end: usize| {
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
        is_digit(end - 1) && is_digit(end)
    };
    let mut ends = (1..=len).rev().filter(|end| !splits_group(*end));
    ends.find_map(|end| Some((text[..end].parse().ok()?, end)))
}

/// Decimal digits only: `str::parse` would also take a sign.
pub(super) fn parse_decimal<N: std::str::FromStr>(text: &str) -> Option<N> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}
