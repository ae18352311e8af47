//! The catalog: which provider serves a request. This is the only place that names the built-in providers.

use ws2_spi::catalog::{ProtocolInfo, serves, serves_protocol};
use ws2_spi::{Provider, SocketRequest};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

static PROVIDERS: [&dyn Provider; 1] = [&ws2_tcpip::TcpIp];

/// A catalog entry and the provider behind it.
#[derive(Clone, Copy)]
pub struct Entry {
    /// What the entry says of itself.
    pub protocol: &'static ProtocolInfo,
    /// Who serves it.
    pub provider: &'static dyn Provider,
}

/// Every entry, in catalog order.
pub fn entries() -> impl Iterator<Item = Entry> {
    PROVIDERS
        .iter()
        .flat_map(|&provider| provider.protocols().iter().map(move |protocol| Entry { protocol, provider }))
}

/// Finds the first entry for `socket(family, kind, protocol)` and completes the request from it; 0 leaves a
/// field to the catalog.
///
/// # Errors
/// `WSAEINVAL` (nothing asked for), `WSAEAFNOSUPPORT`, `WSAESOCKTNOSUPPORT`, `WSAEPROTONOSUPPORT`,
/// `WSAEPROTOTYPE` (the protocol exists, but not for this type).
pub fn select(request: SocketRequest) -> WsaResult<(Entry, SocketRequest)> {
    let SocketRequest { family, kind, protocol } = request;
    if family == 0 && kind == 0 && protocol == 0 {
        return Err(WsaError::WSAEINVAL);
    }
    let Some(entry) = entries().find(|entry| serves(entry.protocol, family, kind, protocol)) else {
        return Err(why_none(request));
    };
    let chosen = SocketRequest {
        family: entry.protocol.iAddressFamily,
        kind: entry.protocol.iSocketType,
        protocol: if protocol == 0 { entry.protocol.iProtocol } else { protocol },
    };
    Ok((entry, chosen))
}

fn why_none(SocketRequest { family, kind, protocol }: SocketRequest) -> WsaError {
    let any = |fits: &dyn Fn(&ProtocolInfo) -> bool| entries().any(|entry| fits(entry.protocol));
    let known_kind = (0..=ws::SOCK_SEQPACKET).contains(&kind);
    if !any(&|entry| family == 0 || entry.iAddressFamily == family) {
        WsaError::WSAEAFNOSUPPORT
    } else if !known_kind || !any(&|entry| serves(entry, family, kind, entry.iProtocol)) {
        WsaError::WSAESOCKTNOSUPPORT
    } else if any(&|entry| serves_protocol(entry, protocol)) {
        WsaError::WSAEPROTOTYPE
    } else {
        WsaError::WSAEPROTONOSUPPORT
    }
}

/// The entry of a catalog id, for `WSASocket` with a protocol info.
///
/// # Errors
/// `WSAEINVAL`: no such entry.
pub fn by_id(id: u32) -> WsaResult<Entry> {
    entries().find(|entry| entry.protocol.dwCatalogEntryId == id).ok_or(WsaError::WSAEINVAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(family: i32, kind: i32, protocol: i32) -> Result<(i32, i32, i32), WsaError> {
        let (_, request) = select(SocketRequest { family, kind, protocol })?;
        Ok((request.family, request.kind, request.protocol))
    }

    #[test]
    fn zero_leaves_the_choice_to_the_catalog() {
        assert_eq!(chosen(2, 1, 0), Ok((2, 1, 6)));
        assert_eq!(chosen(2, 0, 0), Ok((2, 1, 6)));
        assert_eq!(chosen(0, 2, 0), Ok((2, 2, 17)));
        assert_eq!(chosen(23, 0, 17), Ok((23, 2, 17)));
        assert_eq!(chosen(0, 0, 17), Ok((2, 2, 17)));
    }

    #[test]
    fn refusals_name_the_field_that_is_wrong() {
        assert_eq!(chosen(0, 0, 0), Err(WsaError::WSAEINVAL));
        assert_eq!(chosen(99, 1, 6), Err(WsaError::WSAEAFNOSUPPORT));
        assert_eq!(chosen(10, 1, 6), Err(WsaError::WSAEAFNOSUPPORT));
        assert_eq!(chosen(2, 77, 0), Err(WsaError::WSAESOCKTNOSUPPORT));
        assert_eq!(chosen(2, 1, 17), Err(WsaError::WSAEPROTOTYPE));
        assert_eq!(chosen(2, 1, 200), Err(WsaError::WSAEPROTONOSUPPORT));
    }

    #[test]
    fn catalog_ids_are_unique() {
        let ids: Vec<u32> = entries().map(|entry| entry.protocol.dwCatalogEntryId).collect();
        for id in &ids {
            assert_eq!(ids.iter().filter(|other| *other == id).count(), 1);
            assert_eq!(by_id(*id).unwrap().protocol.dwCatalogEntryId, *id);
        }
    }
}
