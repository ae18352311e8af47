//! The provider itself.

use ws2_spi::catalog::ProtocolInfo;
use ws2_spi::{Provider, ProviderSocket, SocketParts, SocketRequest};
use ws2_types::WsaResult;

use crate::catalog::PROTOCOLS;
use crate::socket::Socket;

/// TCP and UDP over IPv4 and IPv6 on kernel sockets.
pub struct TcpIp;

impl Provider for TcpIp {
    fn protocols(&self) -> &'static [ProtocolInfo] {
        &PROTOCOLS
    }

    fn socket(&self, request: SocketRequest) -> WsaResult<Box<dyn ProviderSocket>> {
        Ok(Box::new(Socket::open(request)?))
    }

    fn adopt(&self, parts: SocketParts) -> WsaResult<Box<dyn ProviderSocket>> {
        Ok(Box::new(Socket::adopted(parts)?))
    }
}
