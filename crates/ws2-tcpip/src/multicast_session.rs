//! `WSPJoinLeaf`: a multicast group as a multipoint session. Its members are leaves, and there is no root.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ws2_engine::state::Phase;
use ws2_sys::socket_raw;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult, sockaddr};

use crate::control::interface_of;
use crate::socket::Socket;

impl Socket {
    /// Becomes a member of the group, unless the socket only sends. A socket without a name gets one either way. The
    /// interface is that of the socket's own address, or the one chosen for sending, or else the system's choice; an IPv6
    /// group may name its scope.
    ///
    /// # Errors
    /// `WSAEOPNOTSUPP`: TCP. `WSAEFAULT`, `WSAEAFNOSUPPORT`. `WSAEADDRNOTAVAIL`: no group, or no such interface.
    /// `WSAEISCONN`: a member already. `WSAENETUNREACH`: no interface leads there. `WSAENOBUFS`: too many groups.
    pub(crate) fn join_group(&self, address: &[u8], receives: bool) -> WsaResult<()> {
        if self.state().is_stream() {
            return Err(WsaError::WSAEOPNOTSUPP);
        }
        let address = self.kernel_address(address)?;
        let group = sockaddr::decode(address.into_windows().as_bytes())?;
        if !group.ip().is_multicast() {
            return Err(WsaError::WSAEADDRNOTAVAIL);
        }
        self.have_name()?;
        if receives {
            self.become_member(&group)?;
        }
        self.note_event(ws::FD_CONNECT, 0);
        // It can be written to if it had no name.
        self.conditions_changed();
        Ok(())
    }

    fn have_name(&self) -> WsaResult<()> {
        if self.state().phase() != Phase::Fresh {
            return Ok(());
        }
        let any: IpAddr = match self.shared.family {
            ws::AF_INET6 => Ipv6Addr::UNSPECIFIED.into(),
            _ => Ipv4Addr::UNSPECIFIED.into(),
        };
        match self.bind(sockaddr::encode(&SocketAddr::new(any, 0)).as_bytes()) {
            // Another thread was faster.
            Err(WsaError::WSAEINVAL) if self.state().phase() != Phase::Fresh => Ok(()),
            bound => bound,
        }
    }

    fn become_member(&self, group: &SocketAddr) -> WsaResult<()> {
        let local = socket_raw::local_address(self.fd())?.into_windows();
        let local = Some(sockaddr::decode(local.as_bytes())?).filter(|local| !local.ip().is_unspecified());
        let (joined, chosen) = match group {
            SocketAddr::V4(group) => {
                let chosen = self.kept(ws::IPPROTO_IP, ws::IP_MULTICAST_IF).unwrap_or(0);
                let interface = match local.map(|local| local.ip()) {
                    Some(IpAddr::V4(local)) => local.octets(),
                    _ => chosen.to_ne_bytes(),
                };
                let request = [group.ip().octets(), interface].concat();
                (self.set_option(ws::IPPROTO_IP, ws::IP_ADD_MEMBERSHIP, &request), interface != [0; 4])
            }
            SocketAddr::V6(group) => {
                let interface = match (group.scope_id(), local) {
                    (0, Some(local)) => interface_of(local.ip())?,
                    (0, None) => self.interface_of_sends()?,
                    (scope, _) => scope,
                };
                let request = [&group.ip().octets()[..], &interface.to_ne_bytes()].concat();
                (self.set_option(ws::IPPROTO_IPV6, ws::IPV6_ADD_MEMBERSHIP, &request), interface != 0)
            }
        };
        joined.map_err(|error| match error {
            WsaError::WSAEADDRINUSE => WsaError::WSAEISCONN,
            WsaError::WSAEADDRNOTAVAIL if !chosen => WsaError::WSAENETUNREACH,
            error => error,
        })
    }

    /// `IPV6_MULTICAST_IF`; 0 if none was chosen.
    fn interface_of_sends(&self) -> WsaResult<u32> {
        let mut index = [0; 4];
        self.option(ws::IPPROTO_IPV6, ws::IPV6_MULTICAST_IF, &mut index)?;
        Ok(u32::from_ne_bytes(index))
    }
}

#[cfg(test)]
mod tests {
    use ws2_spi::{LentBuffer, Provider, ProviderSocket, SocketRequest};

    use super::*;
    use crate::TcpIp;

    fn open(family: u16, kind: i32) -> Box<dyn ProviderSocket> {
        TcpIp.socket(SocketRequest { family: family.into(), kind, protocol: 0 }).unwrap()
    }

    fn windows(address: &str) -> sockaddr::SockaddrBytes {
        sockaddr::encode(&address.parse().unwrap())
    }

    /// Sends to the group from another socket on the loopback interface, and receives.
    fn hears(receiver: &dyn ProviderSocket, sender: &dyn ProviderSocket, group: &str) {
        let local = receiver.local_address().unwrap();
        let mut group: SocketAddr = group.parse().unwrap();
        group.set_port(sockaddr::decode(local.as_bytes()).unwrap().port());
        let mut text = *b"hello";
        let buffer = |bytes: &mut [u8]| [LentBuffer { base: bytes.as_mut_ptr(), len: bytes.len() }];
        let to = sockaddr::encode(&group);
        assert_eq!(sender.send_to(&buffer(&mut text), 0, to.as_bytes()), Ok(5));
        receiver.set_option(ws::SOL_SOCKET, ws::SO_RCVTIMEO, &5000u32.to_ne_bytes()).unwrap();
        let mut room = [0; 16];
        assert_eq!(receiver.receive(&buffer(&mut room), &mut 0), Ok(5));
        assert_eq!(&room[..5], b"hello");
    }

    #[test]
    fn a_member_hears_the_group() {
        let (member, sender) = (open(ws::AF_INET, ws::SOCK_DGRAM), open(ws::AF_INET, ws::SOCK_DGRAM));
        for socket in [&member, &sender] {
            socket.set_option(ws::IPPROTO_IP, ws::IP_MULTICAST_IF, &[127, 0, 0, 1]).unwrap();
        }
        let group = windows("239.255.71.12:0");
        member.join(group.as_bytes(), true).unwrap();
        hears(&*member, &*sender, "239.255.71.12:0");
        assert_eq!(member.join(group.as_bytes(), true), Err(WsaError::WSAEISCONN));
        assert_eq!(member.join(windows("239.255.71.13:0").as_bytes(), true), Ok(()), "another group");
    }

    /// Loopback seldom has a route for groups of IPv6, so that nothing can be sent.
    #[test]
    fn a_group_of_ipv6_may_name_its_scope() {
        let loopback = interface_of(Ipv6Addr::LOCALHOST.into()).unwrap();
        let (group, scoped) = (windows("[ff15::4712]:0"), windows(&format!("[ff15::4712%{loopback}]:0")));
        let chosen = open(ws::AF_INET6, ws::SOCK_DGRAM);
        chosen.set_option(ws::IPPROTO_IPV6, ws::IPV6_MULTICAST_IF, &loopback.to_ne_bytes()).unwrap();
        let bound = open(ws::AF_INET6, ws::SOCK_DGRAM);
        bound.bind(windows("[::1]:0").as_bytes()).unwrap();
        for member in [chosen, bound] {
            assert_eq!(member.join(group.as_bytes(), true), Ok(()));
            assert_eq!(member.join(scoped.as_bytes(), true), Err(WsaError::WSAEISCONN), "the same interface");
        }
        let nowhere = open(ws::AF_INET6, ws::SOCK_DGRAM);
        let unknown = windows(&format!("[ff15::4712%{}]:0", i32::MAX));
        assert_eq!(nowhere.join(unknown.as_bytes(), true), Err(WsaError::WSAEADDRNOTAVAIL));
    }

    #[test]
    fn who_only_sends_is_no_member() {
        let socket = open(ws::AF_INET, ws::SOCK_DGRAM);
        socket.set_option(ws::IPPROTO_IP, ws::IP_MULTICAST_IF, &[127, 0, 0, 1]).unwrap();
        let group = windows("239.255.71.14:0");
        assert_eq!(socket.local_address().err(), Some(WsaError::WSAEINVAL));
        socket.join(group.as_bytes(), false).unwrap();
        assert!(socket.local_address().is_ok(), "it has a name now");
        assert_eq!(socket.join(group.as_bytes(), true), Ok(()));
    }

    #[test]
    fn what_is_no_group_is_refused() {
        let (udp, tcp) = (open(ws::AF_INET, ws::SOCK_DGRAM), open(ws::AF_INET, ws::SOCK_STREAM));
        let group = windows("239.255.71.15:0");
        assert_eq!(tcp.join(group.as_bytes(), true), Err(WsaError::WSAEOPNOTSUPP));
        let refused = |address: &str| udp.join(windows(address).as_bytes(), true);
        assert_eq!(refused("0.0.0.0:7"), Err(WsaError::WSAEADDRNOTAVAIL));
        assert_eq!(refused("127.0.0.1:7"), Err(WsaError::WSAEADDRNOTAVAIL));
        assert_eq!(refused("[ff15::4712]:0"), Err(WsaError::WSAEAFNOSUPPORT));
        assert_eq!(udp.join(&group.as_bytes()[..15], true), Err(WsaError::WSAEFAULT));
        assert_eq!(udp.local_address().err(), Some(WsaError::WSAEINVAL), "no name by failures");
    }
}
