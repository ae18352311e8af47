//! The local computer: its name, its addresses, its loopback addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

use if_addrs::{IfAddr, Interface};

/// The name that stands for the local computer's registered addresses, as the empty one does.
const LOCAL_MACHINE: &str = "..localmachine";

/// The host name, never empty: `localhost` where none is configured.
pub fn host_name() -> String {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    if name.is_empty() || name == "(none)" { "localhost".to_owned() } else { name }
}

/// Whether a node name asks for the registered addresses of this computer.
pub fn is_this_computer(node: &str) -> bool {
    node.is_empty() || node.eq_ignore_ascii_case(LOCAL_MACHINE) || node.eq_ignore_ascii_case(&host_name())
}

/// Whether a node name asks for the loopback addresses; no server and no hosts file is asked for it.
pub fn is_localhost(node: &str) -> bool {
    node.strip_suffix('.').unwrap_or(node).eq_ignore_ascii_case("localhost")
}

/// The addresses of the interfaces with port 0, IPv6 first as on Windows.
#[derive(Clone, Debug)]
pub struct LocalAddresses {
    registered: Vec<SocketAddr>,
    has_ipv6: bool,
}

impl LocalAddresses {
    /// Asks the kernel. Interfaces that cannot be read count as none.
    pub fn query() -> LocalAddresses {
        LocalAddresses::from_interfaces(&if_addrs::get_if_addrs().unwrap_or_default())
    }

    fn from_interfaces(interfaces: &[Interface]) -> LocalAddresses {
        let has_ipv6 = interfaces.iter().any(|interface| interface.ip().is_ipv6());
        let mut registered: Vec<SocketAddr> = Vec::new();
        for interface in interfaces.iter().filter(|interface| !interface.is_loopback()) {
            let address = socket_address(interface);
            if !registered.contains(&address) {
                registered.push(address);
            }
        }
        registered.sort_by_key(SocketAddr::is_ipv4);
        LocalAddresses { registered, has_ipv6 }
    }

    /// Every address but loopback; the loopback ones on a computer that has no other.
    pub fn registered(&self) -> Vec<SocketAddr> {
        if self.registered.is_empty() { self.loopback() } else { self.registered.clone() }
    }

    /// `::1`, where IPv6 is configured, and `127.0.0.1`.
    pub fn loopback(&self) -> Vec<SocketAddr> {
        self.both(Ipv6Addr::LOCALHOST, Ipv4Addr::LOCALHOST)
    }

    /// `::`, where IPv6 is configured, and `0.0.0.0`.
    pub fn any(&self) -> Vec<SocketAddr> {
        self.both(Ipv6Addr::UNSPECIFIED, Ipv4Addr::UNSPECIFIED)
    }

    fn both(&self, v6: Ipv6Addr, v4: Ipv4Addr) -> Vec<SocketAddr> {
        let v6 = self.has_ipv6.then_some(IpAddr::V6(v6));
        v6.into_iter().chain([IpAddr::V4(v4)]).map(|ip| SocketAddr::new(ip, 0)).collect()
    }
}

fn socket_address(interface: &Interface) -> SocketAddr {
    match &interface.addr {
        IfAddr::V4(v4) => SocketAddr::new(v4.ip.into(), 0),
        IfAddr::V6(v6) => {
            let scope = if v6.is_link_local() { interface.index.unwrap_or(0) } else { 0 };
            SocketAddrV6::new(v6.ip, 0, 0, scope).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use if_addrs::{IfOperStatus, Ifv4Addr, Ifv6Addr};

    use super::*;

    fn interface(ip: &str, index: u32) -> Interface {
        let addr = match ip.parse().unwrap() {
            IpAddr::V4(ip) => {
                IfAddr::V4(Ifv4Addr { ip, netmask: Ipv4Addr::BROADCAST, prefixlen: 32, broadcast: None })
            }
            IpAddr::V6(ip) => {
                IfAddr::V6(Ifv6Addr { ip, netmask: Ipv6Addr::UNSPECIFIED, prefixlen: 128, broadcast: None })
            }
        };
        let oper_status = IfOperStatus::Up;
        Interface { name: "eth".to_owned(), addr, index: Some(index), oper_status, is_p2p: false }
    }

    fn text(addresses: &[SocketAddr]) -> Vec<String> {
        addresses.iter().map(SocketAddr::to_string).collect()
    }

    #[test]
    fn registered_addresses_leave_loopback_out_and_put_ipv6_first() {
        let interfaces = [
            interface("127.0.0.1", 1),
            interface("192.0.2.1", 2),
            interface("fe80::1", 2),
            interface("::1", 1),
        ];
        let local = LocalAddresses::from_interfaces(&interfaces);
        assert_eq!(text(&local.registered()), ["[fe80::1%2]:0", "192.0.2.1:0"]);
        assert_eq!(text(&local.loopback()), ["[::1]:0", "127.0.0.1:0"]);
        assert_eq!(text(&local.any()), ["[::]:0", "0.0.0.0:0"]);
    }

    #[test]
    fn a_computer_without_network_has_loopback() {
        let local = LocalAddresses::from_interfaces(&[interface("127.0.0.1", 1)]);
        assert_eq!(text(&local.registered()), ["127.0.0.1:0"]);
        assert_eq!(text(&local.any()), ["0.0.0.0:0"], "no IPv6 where none is configured");
    }

    #[test]
    fn own_names_are_known_in_any_case() {
        assert!(!host_name().is_empty());
        for name in ["", "..localmachine", "..LocalMachine", &host_name().to_uppercase()] {
            assert!(is_this_computer(name), "{name:?}");
        }
        assert!(!is_this_computer("no-such-host.invalid"));
        assert!(
            is_localhost("LOCALHOST") && is_localhost("localhost.") && !is_localhost("localhost.example")
        );
    }
}
