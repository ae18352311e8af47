//! Tables of address text, round trips, and arbitrary input.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use proptest::prelude::*;
use ws2_types::abi::winsock::{AF_INET, AF_INET6};

use super::*;

fn v4(a: u8, b: u8, c: u8, d: u8) -> Option<Ipv4Addr> {
    Some(Ipv4Addr::new(a, b, c, d))
}

#[test]
fn inet_addr_takes_every_documented_form() {
    let table = [
        ("4.3.2.16", v4(4, 3, 2, 16)),
        ("004.003.002.020", v4(4, 3, 2, 16)),
        ("0x4.0x3.0x2.0x10", v4(4, 3, 2, 16)),
        ("4.003.002.0x10", v4(4, 3, 2, 16)),
        ("128.9.258", v4(128, 9, 1, 2)),
        ("10.65536", v4(10, 1, 0, 0)),
        ("127.1", v4(127, 0, 0, 1)),
        ("0x7f000001", v4(127, 0, 0, 1)),
        ("2130706433", v4(127, 0, 0, 1)),
        ("017700000001", v4(127, 0, 0, 1)),
        ("255.255.255.255", v4(255, 255, 255, 255)),
        ("0", v4(0, 0, 0, 0)),
        (" ", v4(0, 0, 0, 0)),
        ("1.2.3.4\n", v4(1, 2, 3, 4)),
    ];
    for (text, expected) in table {
        assert_eq!(parse_inet_addr(text), expected, "{text:?}");
    }
}

#[test]
fn inet_addr_refuses_what_is_no_address() {
    let table = [
        "",
        "  1.2.3.4",
        ".",
        "1.",
        ".1",
        "1..2",
        "256.1.1.1",
        "1.2.3.256",
        "1.2.65536",
        "1.16777216",
        "4294967296",
        "1.2.3.4.5",
        "08.1.1.1",
        "0x",
        "0xg",
        "-1.2.3.4",
        "+1.2.3.4",
        "1.2.3.x",
        "localhost",
        "1,2",
    ];
    for text in table {
        assert_eq!(parse_inet_addr(text), None, "{text:?}");
    }
}

#[test]
fn ipv6_is_written_as_windows_does() {
    let table = [
        ("::", "::"),
        ("::1", "::1"),
        ("::ffff", "::ffff"),
        ("::1.2.3.4", "::1.2.3.4"),
        ("::ffff:1.2.3.4", "::ffff:1.2.3.4"),
        ("fe80::5efe:102:304", "fe80::5efe:1.2.3.4"),
        ("fe80::200:5efe:102:304", "fe80::200:5efe:1.2.3.4"),
        ("2001:db8:1:2:0:5efe:0:0", "2001:db8:1:2:0:5efe:0.0.0.0"),
        ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
    ];
    for (text, expected) in table {
        assert_eq!(format_ipv6(&text.parse().unwrap()), expected, "{text}");
    }
}

#[test]
fn socket_text_has_port_and_scope() {
    let table = [
        (AF_INET, "1.2.3.4", "1.2.3.4"),
        (AF_INET, "1.2.3.4:80", "1.2.3.4:80"),
        (AF_INET, "1.2.3.4:0", "1.2.3.4"),
        (AF_INET, "127.1:65535", "127.0.0.1:65535"),
        (AF_INET6, "::1", "::1"),
        (AF_INET6, "[::1]", "::1"),
        (AF_INET6, "[::1]:80", "[::1]:80"),
        (AF_INET6, "fe80::1%3", "fe80::1%3"),
        (AF_INET6, "[fe80::1%3]:80", "[fe80::1%3]:80"),
        (AF_INET6, "::ffff:1.2.3.4", "::ffff:1.2.3.4"),
    ];
    for (family, text, expected) in table {
        let address = parse_socket(family.into(), text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(format_socket(&address), expected, "{text}");
    }
}

#[test]
fn socket_text_that_is_no_address_is_refused() {
    let v4 =
        ["", "::1", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:+1", "1.2.3.4:80:80", "1.2.3.256", "host:80", " "];
    let v6 = [
        "",
        "1.2.3.4",
        "[::1",
        "::1]",
        "[::1]80",
        "[::1]:",
        "[::1]:65536",
        "[]:80",
        "fe80::1%",
        "fe80::1%x",
        "fe80::1%4294967296",
        "fe80::1%+1",
        "1:2:3:4:5:6:7:8:9",
        "::1::",
    ];
    for text in v4 {
        assert_eq!(parse_socket(AF_INET.into(), text), None, "{text:?}");
    }
    for text in v6 {
        assert_eq!(parse_socket(AF_INET6.into(), text), None, "{text:?}");
    }
    assert_eq!(parse_socket(0, "1.2.3.4"), None);
    assert_eq!(parse_socket(10, "::1"), None, "10 is the kernel's number for IPv6, not Windows'");
}

#[test]
fn ipv4_prefixes_end_where_the_address_does() {
    let table = [
        ("1.2.3.4", Ok(7), Ok(7)),
        ("1.2.3.4:80", Ok(7), Ok(7)),
        ("1.2.3.4.5", Ok(7), Ok(7)),
        ("1.2.3.4abc", Ok(7), Ok(7)),
        ("255.255.255.255 ", Ok(15), Ok(15)),
        ("0.0.0.0", Ok(7), Ok(7)),
        ("127.1", Err(5), Ok(5)),
        ("1 2", Err(1), Ok(1)),
        ("0x7f000001/8", Err(1), Ok(10)),
        ("1.2.3.010", Err(7), Ok(9)),
        ("1.2.3.08", Err(7), Err(6)),
        ("1.2.3.x", Err(6), Err(6)),
        ("1.2.3.", Err(6), Err(6)),
        ("1.2.3.256", Err(9), Err(9)),
        ("0xg", Err(1), Err(0)),
        ("", Err(0), Err(0)),
        (" 1.2.3.4", Err(0), Err(0)),
        ("\u{e9}", Err(0), Err(0)),
    ];
    for (text, strict, any) in table {
        assert_eq!(parse_ipv4_prefix(text, true).map(|(_, end)| end), strict, "{text:?}");
        assert_eq!(parse_ipv4_prefix(text, false).map(|(_, end)| end), any, "{text:?}");
    }
    assert_eq!(parse_ipv4_prefix("0x1.2.770x", false).map(|(ip, _)| ip), Ok(Ipv4Addr::new(1, 2, 3, 2)));
}

#[test]
fn ipv6_prefixes_are_the_longest_address_of_whole_groups() {
    let table = [
        ("::", Some(2)),
        ("::::", Some(2)),
        ("::1", Some(3)),
        ("::1%3", Some(3)),
        ("::1]:80", Some(3)),
        ("1:2:3:4:5:6:7:8:9", Some(15)),
        ("1:2:3:4:5:6:7::", Some(15)),
        ("::ffff:1.2.3.4/96", Some(14)),
        ("::1.2.3.4.5", Some(9)),
        ("fe80::12345", Some(6)),
        ("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", Some(45)),
        ("1:2:3:4:5:6:7", None),
        ("1.2.3.4", None),
        (":", None),
        ("", None),
        ("[::1]", None),
    ];
    for (text, end) in table {
        assert_eq!(parse_ipv6_prefix(text).map(|(_, end)| end), end, "{text:?}");
    }
}

#[test]
fn ipv4_endpoints_leave_nothing_over() {
    let endpoint = |text, strict| parse_ipv4_endpoint(text, strict).map(|address| address.to_string());
    assert_eq!(endpoint("1.2.3.4", true).as_deref(), Some("1.2.3.4:0"));
    assert_eq!(endpoint("1.2.3.4:80", true).as_deref(), Some("1.2.3.4:80"));
    assert_eq!(endpoint("127.1:65535", false).as_deref(), Some("127.0.0.1:65535"));
    for text in ["127.1:80", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4 ", "1.2.3.4:80 ", "1.2.3.4:+1", ":80"] {
        assert_eq!(endpoint(text, true), None, "{text:?}");
    }
}

proptest! {
    #[test]
    fn ipv4_text_comes_back(bits: u32, port: u16) {
        let address = SocketAddr::from(SocketAddrV4::new(Ipv4Addr::from_bits(bits), port));
        prop_assert_eq!(parse_inet_addr(&format_host(&address)), Some(Ipv4Addr::from_bits(bits)));
        prop_assert_eq!(parse_socket(AF_INET.into(), &format_socket(&address)), Some(address));
    }

    #[test]
    fn ipv6_text_comes_back(words: [u16; 8], sparse: [bool; 8], isatap: bool, port: u16, scope: u32) {
        // Zero words and ISATAP identifiers are where the written forms differ.
        let mut words: [u16; 8] = std::array::from_fn(|i| if sparse[i] { 0 } else { words[i] });
        if isatap {
            words[4] &= 0x0200;
            words[5] = 0x5efe;
        }
        let ip = Ipv6Addr::from(words);
        prop_assert_eq!(format_ipv6(&ip).parse::<Ipv6Addr>(), Ok(ip));
        let address = SocketAddr::from(SocketAddrV6::new(ip, port, 0, scope));
        prop_assert_eq!(parse_socket(AF_INET6.into(), &format_socket(&address)), Some(address));
    }

    #[test]
    fn arbitrary_text_is_refused_or_read_but_never_panics(text in "[0-9a-fx.:%\\[\\] ]{0,40}|\\PC{0,20}") {
        if let Some(address) = parse_inet_addr(&text) {
            prop_assert_eq!(parse_inet_addr(&address.to_string()), Some(address));
        }
        for strict in [true, false] {
            let (Ok((_, end)) | Err(end)) = parse_ipv4_prefix(&text, strict);
            prop_assert!(text[..end].is_ascii());
        }
        prop_assert!(parse_ipv6_prefix(&text).is_none_or(|(_, end)| text[..end].is_ascii()));
        for family in [AF_INET, AF_INET6] {
            if let Some(address) = parse_socket(family.into(), &text) {
                prop_assert_eq!(parse_socket(family.into(), &format_socket(&address)), Some(address));
            }
        }
    }
}
