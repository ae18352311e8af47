//! Service names and port numbers.

use std::path::Path;

use ws2_types::{WsaError, WsaResult};

use super::entry::{Entry, entries, with_built_in};

const SYSTEM_FILE: &str = "/etc/services";

/// The well-known services, for systems whose file lacks them.
const BUILT_IN: &str = "\
echo 7/tcp
echo 7/udp
discard 9/tcp sink null
discard 9/udp sink null
daytime 13/tcp
daytime 13/udp
chargen 19/tcp ttytst source
chargen 19/udp ttytst source
ftp-data 20/tcp
ftp 21/tcp
ssh 22/tcp
telnet 23/tcp
smtp 25/tcp mail
time 37/tcp timserver
time 37/udp timserver
domain 53/tcp
domain 53/udp
tftp 69/udp
finger 79/tcp
http 80/tcp www
pop3 110/tcp pop-3
sunrpc 111/tcp portmapper
sunrpc 111/udp portmapper
nntp 119/tcp readnews untp
ntp 123/udp
netbios-ns 137/udp
netbios-dgm 138/udp
netbios-ssn 139/tcp
imap2 143/tcp imap imap4
snmp 161/udp
snmptrap 162/udp snmp-trap
irc 194/tcp
ldap 389/tcp
https 443/tcp
https 443/udp
microsoft-ds 445/tcp
microsoft-ds 445/udp
syslog 514/udp
submission 587/tcp
ldaps 636/tcp
imaps 993/tcp
pop3s 995/tcp
socks 1080/tcp
ms-sql-s 1433/tcp
mysql 3306/tcp
ms-wbt-server 3389/tcp
postgresql 5432/tcp
";

/// One service over one protocol.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Service {
    /// The official name.
    pub name: String,
    /// The port, in host byte order.
    pub port: u16,
    /// `tcp`, `udp`, …
    pub protocol: String,
    /// Other names.
    pub aliases: Vec<String>,
}

/// Finds the first service of a name or alias, over one protocol or over any.
///
/// # Errors
/// `WSANO_DATA` when there is none.
pub fn by_name(name: &str, protocol: Option<&str>) -> WsaResult<Service> {
    find(&load(), protocol, |entry, _| entry.is_named(name))
}

/// Finds the first service at a port (host byte order), over one protocol or over any.
///
/// # Errors
/// `WSANO_DATA` when there is none.
pub fn by_port(port: u16, protocol: Option<&str>) -> WsaResult<Service> {
    find(&load(), protocol, |_, entry_port| entry_port == port)
}

fn load() -> String {
    with_built_in(Path::new(SYSTEM_FILE), BUILT_IN)
}

fn find(text: &str, protocol: Option<&str>, matches: impl Fn(&Entry<'_>, u16) -> bool) -> WsaResult<Service> {
    entries(text)
        .find_map(|entry| {
            let (port, entry_protocol) = entry.key.split_once('/')?;
            let port = port.parse().ok()?;
            let wanted = protocol.is_none_or(|protocol| protocol.eq_ignore_ascii_case(entry_protocol));
            (wanted && matches(&entry, port)).then(|| Service {
                name: entry.name.to_owned(),
                port,
                protocol: entry_protocol.to_owned(),
                aliases: entry.owned_aliases(),
            })
        })
        .ok_or(WsaError::WSANO_DATA)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILE: &str =
        "# comment\n\nweb 80/tcp www # the web\nweb 80/udp\nbroken\nodd x/tcp\nodd 99999/tcp\n";

    #[test]
    fn file_is_read_line_by_line() {
        let web = find(FILE, None, |entry, _| entry.is_named("WWW")).unwrap();
        let expected = Service {
            name: "web".to_owned(),
            port: 80,
            protocol: "tcp".to_owned(),
            aliases: vec!["www".to_owned()],
        };
        assert_eq!(web, expected);
        let udp = find(FILE, Some("UDP"), |_, port| port == 80).unwrap();
        assert_eq!((udp.protocol.as_str(), udp.aliases.len()), ("udp", 0));
        for name in ["#", "broken", "odd", "the", ""] {
            assert_eq!(
                find(FILE, None, |entry, _| entry.is_named(name)),
                Err(WsaError::WSANO_DATA),
                "{name:?}"
            );
        }
    }

    #[test]
    fn well_known_services_are_there_without_a_system_file() {
        let text = with_built_in(Path::new("/nonexistent/services"), BUILT_IN);
        for (name, protocol, port) in [
            ("echo", "udp", 7),
            ("ftp", "tcp", 21),
            ("http", "tcp", 80),
            ("imap", "tcp", 143),
            ("https", "tcp", 443),
        ] {
            assert_eq!(
                find(&text, Some(protocol), |e, _| e.is_named(name)).map(|s| s.port),
                Ok(port),
                "{name}"
            );
        }
        assert!(text.lines().filter(|line| !line.is_empty()).all(|line| entries(line).count() == 1));
    }

    #[test]
    fn whole_lookup_finds_http() {
        assert_eq!(by_name("http", Some("tcp")).unwrap().port, 80);
        assert_eq!(by_port(80, Some("tcp")).unwrap().name, "http");
        assert_eq!(by_name("no-such-service", None), Err(WsaError::WSANO_DATA));
        assert_eq!(by_port(80, Some("no-such-protocol")), Err(WsaError::WSANO_DATA));
    }

    proptest! {
        #[test]
        fn arbitrary_files_do_no_harm(text in "[a-z0-9/# \t\n]{0,80}", name in "[a-z]{0,4}") {
            if let Ok(service) = find(&text, None, |entry, _| entry.is_named(&name)) {
                prop_assert!(text.contains(&service.name));
            }
        }
    }
}
