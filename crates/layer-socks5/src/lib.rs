//! A layer that takes TCP connections through a SOCKS5 proxy (RFC 1928, RFC 1929).
//!
//! Programs resolve names themselves and connect to addresses; a connection to an address that is not excepted goes to
//! the proxy, which is asked for that address, and is the program's when the proxy has made it. UDP, and what programs
//! accept, is left alone.
//!
//! The layer has its own handles (non-IFS): a connection that waits for the proxy's answer must look unmade to
//! `select`, to network events and to `ConnectEx`, and only a layer that stands behind its handles can do that.

mod protocol;
mod settings;

use std::net::{IpAddr, SocketAddr, SocketAddrV6};

use ws2_layer::abi::winsock as ws;
use ws2_layer::{Address, Description, Kind, Layer, Opening, Route, WsaError, WsaResult};

use crate::protocol::Client;
use crate::settings::Settings;

/// The layer.
pub struct Socks5 {
    settings: Settings,
}

/// What is known of a socket.
pub struct Socket {
    tcp: bool,
    family: i32,
}

impl Layer for Socks5 {
    const DESCRIPTION: Description = Description {
        name: "socks5",
        guid: 0x3d1c_6f0a_94b2_4c57_a0e8_7b55_d18f_2c61,
        kind: Kind::Layered,
        categories: ws::LSP_PROXY | ws::LSP_REDIRECTOR,
    };

    type Socket = Socket;

    fn start() -> WsaResult<Socks5> {
        match Settings::find() {
            Ok(settings) => Ok(Socks5 { settings }),
            Err(message) => {
                // To go on would be to go past the proxy.
                eprintln!("winsock socks5: {message}");
                Err(WsaError::WSASYSNOTREADY)
            }
        }
    }

    fn open(&self, opening: &Opening, _: Option<&Socket>) -> WsaResult<Socket> {
        Ok(Socket { tcp: opening.is_tcp(), family: opening.family })
    }

    fn connect(&self, socket: &Socket, wanted: &Address) -> WsaResult<Route> {
        let (true, Some(address)) = (socket.tcp, wanted.socket_addr()) else {
            return Ok(Route::direct());
        };
        let Some(proxy) = self.settings.proxy_for(&address) else {
            return Ok(Route::direct());
        };
        let via = proxy
            .addresses
            .iter()
            .find_map(|proxy| reachable(*proxy, socket.family))
            .ok_or(WsaError::WSAENETUNREACH)?;
        self.settings.log(|| format!("{address} through {via}"));
        Ok(Route::via(via.into(), Client::new(proxy, address)))
    }
}

/// The proxy's address as a socket of this family names it.
fn reachable(proxy: SocketAddr, family: i32) -> Option<SocketAddr> {
    match (family == i32::from(ws::AF_INET6), proxy.ip()) {
        (true, IpAddr::V4(v4)) => Some(SocketAddrV6::new(v4.to_ipv6_mapped(), proxy.port(), 0, 0).into()),
        (true, IpAddr::V6(_)) | (false, IpAddr::V4(_)) => Some(proxy),
        (false, IpAddr::V6(_)) => None,
    }
}

ws2_layer::provider!(Socks5);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipv6_sockets_get_to_ipv4_proxies() {
        let v4: SocketAddr = "192.0.2.1:1080".parse().unwrap();
        let v6: SocketAddr = "[2001:db8::1]:1080".parse().unwrap();
        let (inet, inet6) = (i32::from(ws::AF_INET), i32::from(ws::AF_INET6));
        assert_eq!(reachable(v4, inet), Some(v4));
        assert_eq!(reachable(v4, inet6), Some("[::ffff:192.0.2.1]:1080".parse().unwrap()));
        assert_eq!(reachable(v6, inet6), Some(v6));
        assert_eq!(reachable(v6, inet), None);
    }
}
