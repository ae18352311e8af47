//! Which proxy, for which addresses.

use std::fmt;
use std::fs;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;

/// `socks5://[USER:PASSWORD@]HOST:PORT`, or `direct`.
const VARIABLE: &str = "WINSOCK_SOCKS5";
/// A settings file.
const FILE_VARIABLE: &str = "WINSOCK_SOCKS5_FILE";
const FILE_NAME: &str = "socks5.toml";

/// What the layer goes by.
#[derive(Debug)]
pub(crate) struct Settings {
    proxy: Option<Proxy>,
    direct: Vec<Network>,
    log: bool,
}

/// A proxy.
#[derive(Clone, Debug)]
pub(crate) struct Proxy {
    pub(crate) addresses: Vec<SocketAddr>,
    pub(crate) user: Option<User>,
    pub(crate) time_limit: Duration,
}

/// Who asks.
#[derive(Clone)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) password: String,
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    proxy: String,
    user: Option<String>,
    password: Option<String>,
    direct: Option<Vec<String>>,
    time_limit_secs: Option<u64>,
    #[serde(default)]
    log: bool,
}

/// Addresses that begin alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Network {
    address: IpAddr,
    bits: u8,
}

impl Settings {
    /// Reads the environment, else the user's file, else the system's.
    ///
    /// # Errors
    /// What is wrong, for the user to read.
    pub(crate) fn find() -> Result<Settings, String> {
        if let Some(url) = ws2_layer::setting(VARIABLE) {
            return Settings::of_url(&url).map_err(|error| format!("{VARIABLE}: {error}"));
        }
        let named = ws2_layer::setting(FILE_VARIABLE).map(Into::into);
        let files = match &named {
            Some(file) => vec![file],
            None => Vec::new(),
        };
        let usual = ws2_layer::settings_files(FILE_NAME);
        let files = if named.is_some() { files } else { usual.iter().collect() };
        for file in files {
            let text = match fs::read_to_string(file) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && named.is_none() => continue,
                read => read.map_err(|error| format!("{}: {error}", file.display()))?,
            };
            return Settings::of_text(&text).map_err(|error| format!("{}: {error}", file.display()));
        }
        let place = usual.first().map_or_else(String::new, |file| format!(", or write {}", file.display()));
        Err(format!("no proxy is set. Set {VARIABLE}=socks5://HOST:PORT{place}"))
    }

    fn of_url(url: &str) -> Result<Settings, String> {
        let (direct, log) = (loopback(), false);
        if url == "direct" {
            return Ok(Settings { proxy: None, direct, log });
        }
        let rest = url.strip_prefix("socks5://").ok_or("socks5://HOST:PORT or direct is expected")?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (user, host) = match rest.rsplit_once('@') {
            None => (None, rest),
            Some((user, host)) => {
                let (name, password) =
                    user.split_once(':').ok_or("USER:PASSWORD is expected before the @")?;
                (Some(user_of(name, password)?), host)
            }
        };
        Ok(Settings { proxy: Some(Proxy::of(host, user, None)?), direct, log })
    }

    fn of_text(text: &str) -> Result<Settings, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let user = match (file.user, file.password) {
            (None, None) => None,
            (Some(name), Some(password)) => Some(user_of(&name, &password)?),
            _ => return Err("user and password go together".to_owned()),
        };
        let direct = match file.direct {
            None => loopback(),
            Some(texts) => texts.iter().map(|text| text.parse()).collect::<Result<_, _>>()?,
        };
        let proxy = match &file.proxy[..] {
            "direct" => None,
            host => Some(Proxy::of(host, user, file.time_limit_secs)?),
        };
        Ok(Settings { proxy, direct, log: file.log })
    }

    /// The proxy that leads to `address`; none if programs get there by themselves.
    pub(crate) fn proxy_for(&self, address: &SocketAddr) -> Option<&Proxy> {
        let ip = address.ip().to_canonical();
        let excepted = self.direct.iter().any(|network| network.contains(ip));
        self.proxy.as_ref().filter(|_| !excepted)
    }

    pub(crate) fn log(&self, line: impl FnOnce() -> String) {
        if self.log {
            eprintln!("winsock socks5: {}", line());
        }
    }
}

impl Proxy {
    fn of(host: &str, user: Option<User>, time_limit_secs: Option<u64>) -> Result<Proxy, String> {
        let addresses: Vec<SocketAddr> =
            host.to_socket_addrs().map_err(|error| format!("proxy {host}: {error}"))?.collect();
        if addresses.is_empty() {
            return Err(format!("proxy {host} has no address"));
        }
        let secs = time_limit_secs.unwrap_or(30).clamp(1, 3600);
        Ok(Proxy { addresses, user, time_limit: Duration::from_secs(secs) })
    }
}

/// # Errors
/// RFC 1929 has room for 1 to 255 bytes.
fn user_of(name: &str, password: &str) -> Result<User, String> {
    if [name, password].iter().any(|text| !(1..=255).contains(&text.len())) {
        return Err("user and password have 1 to 255 bytes".to_owned());
    }
    Ok(User { name: name.to_owned(), password: password.to_owned() })
}

/// What is this machine's own.
fn loopback() -> Vec<Network> {
    vec![
        Network { address: IpAddr::from([127, 0, 0, 0]), bits: 8 },
        Network { address: IpAddr::from(std::net::Ipv6Addr::LOCALHOST), bits: 128 },
    ]
}

impl Network {
    fn contains(self, ip: IpAddr) -> bool {
        let (own, other, all) = match (self.address, ip) {
            (IpAddr::V4(own), IpAddr::V4(other)) => (own.to_bits().into(), other.to_bits().into(), 32),
            (IpAddr::V6(own), IpAddr::V6(other)) => (own.to_bits(), other.to_bits(), 128),
            _ => return false,
        };
        let ignored = u32::from(all - self.bits.min(all));
        let begin = |address: u128| address.checked_shr(ignored).unwrap_or(0);
        begin(own) == begin(other)
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Network, String> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let wrong = || format!("direct: {text} is no address and no network such as 10.0.0.0/8");
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => all,
            Some(bits) => bits.parse().ok().filter(|bits| *bits <= all).ok_or_else(wrong)?,
        };
        Ok(Network { address, bits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads_to(settings: &Settings, address: &str) -> bool {
        settings.proxy_for(&address.parse().unwrap()).is_some()
    }

    #[test]
    fn loopback_is_excepted_unless_the_file_says_otherwise() {
        let settings = Settings::of_url("socks5://192.0.2.1:1080").unwrap();
        assert!(leads_to(&settings, "198.51.100.1:80"));
        for own in ["127.0.0.1:80", "127.255.0.9:80", "[::1]:80", "[::ffff:127.0.0.1]:80"] {
            assert!(!leads_to(&settings, own), "{own}");
        }
        let settings = Settings::of_text("proxy = '192.0.2.1:1080'\ndirect = []").unwrap();
        assert!(leads_to(&settings, "127.0.0.1:80"));
    }

    #[test]
    fn networks_are_excepted_by_their_bits() {
        let text =
            "proxy = '192.0.2.1:1080'\ndirect = ['10.0.0.0/8', '2001:db8::/32', '192.0.2.9', '0.0.0.0/0']";
        let settings = Settings::of_text(text).unwrap();
        assert!(!leads_to(&settings, "10.255.0.1:1"));
        assert!(!leads_to(&settings, "[2001:db8:9::1]:1"));
        assert!(leads_to(&settings, "[2001:db9::1]:1"));
        assert!(!leads_to(&settings, "11.0.0.1:1"), "all of IPv4");
        let one = Settings::of_text("proxy = '192.0.2.1:1080'\ndirect = ['192.0.2.9']").unwrap();
        assert!(!leads_to(&one, "192.0.2.9:1") && leads_to(&one, "192.0.2.8:1"));
    }

    #[test]
    fn a_url_may_name_a_user() {
        let settings = Settings::of_url("socks5://ann:p@w:d@192.0.2.1:1080/").unwrap();
        let user = settings.proxy.unwrap().user.unwrap();
        assert_eq!((&*user.name, &*user.password), ("ann", "p@w:d"));
        assert!(!format!("{user:?}").contains("p@w"), "passwords are not printed");
        assert!(Settings::of_url("direct").unwrap().proxy.is_none());
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, part) in [
            ("proxy = 7", "proxy"),
            ("proxies = 'x'", "proxies"),
            ("proxy = '192.0.2.1'", "192.0.2.1"),
            ("proxy = '192.0.2.1:1080'\nuser = 'ann'", "together"),
            ("proxy = '192.0.2.1:1080'\nuser = ''\npassword = 'x'", "255"),
            ("proxy = '192.0.2.1:1080'\ndirect = ['10.0.0.0/33']", "10.0.0.0/33"),
            ("proxy = '192.0.2.1:1080'\ndirect = ['localhost']", "localhost"),
            ("", "proxy"),
        ] {
            let error = Settings::of_text(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
        for url in ["", "http://192.0.2.1:1", "socks5://", "socks5://a@192.0.2.1:1", "192.0.2.1:1080"] {
            assert!(Settings::of_url(url).is_err(), "{url}");
        }
    }
}
