//! Protocol names and numbers.

use std::path::Path;

use ws2_types::{WsaError, WsaResult};

use super::entry::{Entry, entries, with_built_in};

const SYSTEM_FILE: &str = "/etc/protocols";

/// The well-known protocols, for systems whose file lacks them.
const BUILT_IN: &str = "\
ip 0 IP
icmp 1 ICMP
igmp 2 IGMP
ggp 3 GGP
tcp 6 TCP
egp 8 EGP
pup 12 PUP
udp 17 UDP
hmp 20 HMP
xns-idp 22 XNS-IDP
rdp 27 RDP
ipv6 41 IPv6
ipv6-route 43 IPv6-Route
ipv6-frag 44 IPv6-Frag
esp 50 ESP
ah 51 AH
ipv6-icmp 58 IPv6-ICMP
ipv6-nonxt 59 IPv6-NoNxt
ipv6-opts 60 IPv6-Opts
rvd 66 RVD
";

/// One protocol.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Protocol {
    /// The official name.
    pub name: String,
    /// The number in the IP header.
    pub number: i16,
    /// Other names.
    pub aliases: Vec<String>,
}

/// Finds a protocol by its name or an alias.
///
/// # Errors
/// `WSANO_DATA` when there is none.
pub fn by_name(name: &str) -> WsaResult<Protocol> {
    find(&load(), |entry, _| entry.is_named(name))
}

/// Finds a protocol by its number.
///
/// # Errors
/// `WSANO_DATA` when there is none.
pub fn by_number(number: i32) -> WsaResult<Protocol> {
    find(&load(), |_, entry_number| i32::from(entry_number) == number)
}

fn load() -> String {
    with_built_in(Path::new(SYSTEM_FILE), BUILT_IN)
}

fn find(text: &str, matches: impl Fn(&Entry<'_>, i16) -> bool) -> WsaResult<Protocol> {
    entries(text)
        .find_map(|entry| {
            let number = entry.key.parse().ok()?;
            matches(&entry, number).then(|| Protocol {
                name: entry.name.to_owned(),
                number,
                aliases: entry.owned_aliases(),
            })
        })
        .ok_or(WsaError::WSANO_DATA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_protocols_are_found_by_name_alias_and_number() {
        assert_eq!(find(BUILT_IN, |e, _| e.is_named("tcp")).unwrap().number, 6);
        assert_eq!(find(BUILT_IN, |e, _| e.is_named("UDP")).unwrap().number, 17);
        assert_eq!(find(BUILT_IN, |_, number| number == 58).unwrap().name, "ipv6-icmp");
    }

    #[test]
    fn whole_lookup_finds_tcp() {
        assert_eq!(by_name("tcp").unwrap().number, 6);
        assert_eq!(by_number(17).unwrap().name, "udp");
        assert_eq!(by_name("no-such-protocol"), Err(WsaError::WSANO_DATA));
        for number in [-1, 70_000] {
            assert_eq!(by_number(number), Err(WsaError::WSANO_DATA));
        }
    }
}
