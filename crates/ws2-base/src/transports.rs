//! The transports inside the library. This is the only place that names them.

use ws2_spi::Provider;
use ws2_spi::SocketRequest;
use ws2_spi::catalog::{ProtocolInfo, serves};
use ws2_types::{WsaError, WsaResult};

/// Each by the path its entries have in the catalog.
pub const TRANSPORTS: [(&str, &dyn Provider); 1] = [("builtin:tcpip", &ws2_tcpip::TcpIp)];

/// One protocol of a transport.
#[derive(Clone, Copy)]
pub struct Protocol {
    /// What its entry says of itself.
    pub info: &'static ProtocolInfo,
    /// Who serves it.
    pub transport: &'static dyn Provider,
}

fn protocols() -> impl Iterator<Item = Protocol> {
    TRANSPORTS
        .into_iter()
        .flat_map(|(_, transport)| transport.protocols().iter().map(move |info| Protocol { info, transport }))
}

/// The protocol of a catalog id.
///
/// # Errors
/// `WSAEINVAL`: there is none.
pub fn by_id(id: u32) -> WsaResult<Protocol> {
    protocols().find(|protocol| protocol.info.dwCatalogEntryId == id).ok_or(WsaError::WSAEINVAL)
}

/// The first protocol that serves a request.
///
/// # Errors
/// `WSAEPROTONOSUPPORT`: there is none.
pub fn serving(request: SocketRequest) -> WsaResult<Protocol> {
    let SocketRequest { family, kind, protocol } = request;
    protocols().find(|one| serves(one.info, family, kind, protocol)).ok_or(WsaError::WSAEPROTONOSUPPORT)
}
