//! Hints and their errors, literals, local names. No test asks a server.

use proptest::prelude::*;
use ws2_types::WsaError;
use ws2_types::abi::winsock::*;

use super::*;

const V4: i32 = AF_INET as i32;
const V6: i32 = AF_INET6 as i32;

fn text(node: Option<&str>, service: Option<&str>, hints: &Hints) -> Result<Vec<String>, WsaError> {
    Ok(resolve(node, service, hints)?.iter().map(|info| info.address.to_string()).collect())
}

fn one(node: &str, hints: &Hints) -> AddressInfo {
    let answers = resolve(Some(node), Some("80"), hints).unwrap();
    assert_eq!(answers.len(), 1, "{answers:?}");
    answers[0].clone()
}

#[test]
fn bad_arguments_have_their_documented_errors() {
    let hints = Hints::default();
    let flags = |flags| Hints { flags, ..Hints::default() };
    let table = [
        (None, None, hints, WsaError::WSAHOST_NOT_FOUND),
        (None, None, flags(1 << 9), WsaError::WSAHOST_NOT_FOUND),
        (Some("::1"), None, Hints { reserved_in_use: true, ..hints }, WsaError::WSANO_RECOVERY),
        (Some("::1"), None, flags(1 << 9), WsaError::WSAEINVAL),
        (Some("::1"), None, flags(AI_CANONNAME | AI_FQDN), WsaError::WSAEINVAL),
        (None, Some("80"), flags(AI_CANONNAME), WsaError::WSANO_RECOVERY),
        (None, Some("80"), flags(AI_FQDN), WsaError::WSANO_RECOVERY),
        (None, Some("80"), flags(AI_NUMERICHOST), WsaError::WSAHOST_NOT_FOUND),
        (Some("::1"), None, Hints { family: 10, ..hints }, WsaError::WSAEAFNOSUPPORT),
        (Some("::1"), None, Hints { family: AF_NETBIOS.into(), ..hints }, WsaError::WSAEAFNOSUPPORT),
        (Some("::1"), None, Hints { family: -1, ..hints }, WsaError::WSAEAFNOSUPPORT),
        (Some("::1"), None, Hints { socket_type: 99, ..hints }, WsaError::WSAESOCKTNOSUPPORT),
        (Some("::1"), None, Hints { socket_type: -1, ..hints }, WsaError::WSAESOCKTNOSUPPORT),
        (Some("::1"), Some("no-such-service"), hints, WsaError::WSATYPE_NOT_FOUND),
        (Some("::1"), Some("http"), Hints { socket_type: SOCK_RAW, ..hints }, WsaError::WSATYPE_NOT_FOUND),
        (Some("::1"), Some("65536"), hints, WsaError::WSATYPE_NOT_FOUND),
        (Some("::1"), Some("http"), flags(AI_NUMERICSERV), WsaError::WSAHOST_NOT_FOUND),
        (Some("localhost"), None, flags(AI_NUMERICHOST), WsaError::WSAHOST_NOT_FOUND),
        (Some("256.1.1.1"), None, hints, WsaError::WSAHOST_NOT_FOUND),
        (Some("1.2.3.4"), None, Hints { family: V6, ..hints }, WsaError::WSAHOST_NOT_FOUND),
        (Some("::1"), None, Hints { family: V4, ..hints }, WsaError::WSAHOST_NOT_FOUND),
    ];
    for (index, (node, service, hints, error)) in table.into_iter().enumerate() {
        assert_eq!(resolve(node, service, &hints), Err(error), "row {index}: {node:?} {service:?} {hints:?}");
    }
}

#[test]
fn every_flag_of_the_headers_is_taken() {
    for bit in 0..32 {
        let hints = Hints { flags: 1 << bit, ..Hints::default() };
        let known = ![9, 12, 13, 22, 23, 24, 25, 26, 27].contains(&bit);
        assert_eq!(resolve(Some("127.0.0.1"), Some("1"), &hints).is_ok(), known, "bit {bit}");
    }
}

#[test]
fn socket_type_and_protocol_come_from_the_hints() {
    let hints = |socket_type, protocol| Hints { socket_type, protocol, ..Hints::default() };
    for (given, expected) in [
        ((0, 0), (0, 0)),
        ((SOCK_STREAM, 0), (SOCK_STREAM, 0)),
        ((SOCK_STREAM, IPPROTO_TCP), (SOCK_STREAM, IPPROTO_TCP)),
        ((0, IPPROTO_TCP), (SOCK_STREAM, IPPROTO_TCP)),
        ((0, IPPROTO_UDP), (SOCK_DGRAM, IPPROTO_UDP)),
        ((SOCK_RAW, IPPROTO_ICMP), (SOCK_RAW, IPPROTO_ICMP)),
    ] {
        let info = one("127.0.0.1", &hints(given.0, given.1));
        assert_eq!((info.socket_type, info.protocol), expected, "{given:?}");
        assert_eq!(info.address.to_string(), "127.0.0.1:80");
    }
}

#[test]
fn service_names_give_port_and_socket_type() {
    let stream = Hints { socket_type: SOCK_STREAM, ..Hints::default() };
    let answers = resolve(Some("::1"), Some("http"), &stream).unwrap();
    assert_eq!(answers[0].address.to_string(), "[::1]:80");
    assert_eq!((answers[0].socket_type, answers[0].protocol), (SOCK_STREAM, IPPROTO_TCP));
    let answers = resolve(Some("::1"), Some("ECHO"), &Hints::default()).unwrap();
    let types: Vec<_> = answers.iter().map(|info| (info.socket_type, info.address.port())).collect();
    assert_eq!(types, [(SOCK_STREAM, 7), (SOCK_DGRAM, 7)]);
}

#[test]
fn literals_keep_scope_and_say_so() {
    let named = Hints { flags: AI_CANONNAME, ..Hints::default() };
    let info = one("fe80::1%3", &named);
    assert_eq!(info.address.to_string(), "[fe80::1%3]:80");
    assert_eq!(
        (info.flags, info.canonical_name.as_deref()),
        (AI_NUMERICHOST | AI_CANONNAME, Some("fe80::1%3"))
    );
    assert_eq!(one("127.1", &Hints::default()).address.to_string(), "127.0.0.1:80");
    assert_eq!(one("127.1", &Hints::default()).canonical_name, None);
    let mapped = Hints { family: V6, flags: AI_V4MAPPED, ..Hints::default() };
    assert_eq!(one("1.2.3.4", &mapped).address.to_string(), "[::ffff:1.2.3.4]:80");
    assert_eq!(one("::1", &mapped).address.to_string(), "[::1]:80");
}

#[test]
fn interface_names_are_scopes() {
    let interfaces = if_addrs::get_if_addrs().unwrap();
    match interfaces.iter().find(|interface| interface.is_loopback()) {
        Some(loopback) => {
            let (name, index) = (&loopback.name, loopback.index.unwrap());
            let info = one(&format!("fe80::1%{name}"), &Hints::default());
            assert_eq!(info.address.to_string(), format!("[fe80::1%{index}]:80"));
        }
        None => eprintln!("skipped: this computer has no loopback interface"),
    }
    assert_eq!(
        resolve(
            Some("fe80::1%no-such-interface"),
            None,
            &Hints { flags: AI_NUMERICHOST, ..Hints::default() }
        ),
        Err(WsaError::WSAHOST_NOT_FOUND)
    );
}

#[test]
fn without_a_node_it_is_any_or_loopback() {
    let hints = |family, flags| Hints { family, flags, ..Hints::default() };
    let table = [
        (V4, 0, "127.0.0.1:7"),
        (V6, 0, "[::1]:7"),
        (V4, AI_PASSIVE, "0.0.0.0:7"),
        (V6, AI_PASSIVE, "[::]:7"),
    ];
    for (family, flags, expected) in table {
        assert_eq!(text(None, Some("7"), &hints(family, flags)).unwrap(), [expected]);
    }
    for flags in [0, AI_PASSIVE] {
        let both = text(None, Some("7"), &hints(0, flags)).unwrap();
        let expected = if flags == 0 { "127.0.0.1:7" } else { "0.0.0.0:7" };
        assert_eq!(both.last().map(String::as_str), Some(expected), "IPv4 stands last in {both:?}");
    }
}

#[test]
fn localhost_is_loopback_and_asks_nobody() {
    let named = Hints { family: V4, flags: AI_CANONNAME, ..Hints::default() };
    let info = one("LocalHost", &named);
    assert_eq!((info.address.to_string().as_str(), info.flags), ("127.0.0.1:80", AI_CANONNAME));
    assert_eq!(info.canonical_name.as_deref(), Some("localhost"));
    let all = resolve(Some("localhost"), None, &Hints::default()).unwrap();
    assert!(all.iter().all(|info| info.address.ip().is_loopback()), "{all:?}");
}

#[test]
fn own_names_give_the_registered_addresses() {
    let expected = crate::local::LocalAddresses::query().registered();
    for node in ["", "..localmachine", &crate::local::host_name()] {
        let answers = resolve(Some(node), None, &Hints::default()).unwrap();
        let addresses: Vec<_> = answers.iter().map(|info| info.address).collect();
        assert_eq!(addresses, expected, "{node:?}");
    }
}

#[test]
fn passive_does_not_change_a_given_node() {
    let hints = Hints { flags: AI_PASSIVE, ..Hints::default() };
    assert_eq!(text(Some("127.0.0.1"), Some(""), &hints).unwrap(), ["127.0.0.1:0"]);
}

#[test]
fn a_timeout_leaves_quick_answers_and_errors_alone() {
    let minute = Duration::from_secs(60);
    let answers = resolve_within(minute, Some("127.0.0.1"), Some("80"), &Hints::default()).unwrap();
    assert_eq!(answers[0].address.to_string(), "127.0.0.1:80");
    assert_eq!(resolve_within(minute, None, None, &Hints::default()), Err(WsaError::WSAHOST_NOT_FOUND));
}

proptest! {
    #[test]
    fn any_hints_are_answered_or_refused(
        flags in any::<u32>(), family in -1i32..40, socket_type in -1i32..7, protocol in any::<i32>(),
        reserved_in_use: bool, service in "[0-9a-z]{0,6}",
    ) {
        let hints = Hints { flags, family, socket_type, protocol, reserved_in_use };
        for node in [None, Some("127.0.0.1"), Some("::1"), Some("localhost")] {
            if let Ok(answers) = resolve(node, Some(&service), &hints) {
                prop_assert!(!answers.is_empty());
                prop_assert!(answers.iter().all(|info| family != V4 || info.address.is_ipv4()));
                prop_assert!(answers.iter().all(|info| family != V6 || info.address.is_ipv6()));
            }
        }
    }
}
