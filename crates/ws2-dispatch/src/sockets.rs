//! Opening sockets, and whether a number is one.

use ws2_base::procedures::PROCEDURES;
use ws2_base::socket_table::{self, RawSocket};
use ws2_spi::catalog::ProtocolInfo;
use ws2_spi::{Procedures, SocketRequest};
use ws2_types::{WsaError, WsaResult};

use crate::catalog::{self, Entry};
use crate::route::{by, is_routed};

/// Opens a socket for a request; 0 leaves a field to the catalog. `flags` are `WSA_FLAG_…`.
///
/// # Errors
/// As `socket`: those of [`catalog::select`], `WSAEPROVIDERFAILEDINIT`, and what the provider says.
pub fn open(request: SocketRequest, flags: u32) -> WsaResult<RawSocket> {
    let (entry, request) = catalog::select(request)?;
    open_entry(entry, entry.protocol, request, flags)
}

/// Opens a socket of the catalog entry that an info names, or what the info describes to share.
///
/// # Errors
/// `WSAEINVAL`: no such entry; `WSAEPROVIDERFAILEDINIT`; what the provider says.
pub fn open_from(info: &ProtocolInfo, request: SocketRequest, flags: u32) -> WsaResult<RawSocket> {
    open_entry(catalog::by_id(info.dwCatalogEntryId)?, info, request, flags)
}

fn open_entry(entry: Entry, info: &ProtocolInfo, request: SocketRequest, flags: u32) -> WsaResult<RawSocket> {
    entry.built_in()?;
    let SocketRequest { family, kind, protocol } = request;
    by(&PROCEDURES, |provider, error| {
        // SAFETY: the info is ours for the call.
        unsafe { (provider.lpWSPSocket)(family, kind, protocol, info, 0, flags, error) }
    })
}

/// Whether a number is a socket's, for calls that have other reasons to fail too.
///
/// # Errors
/// `WSAENOTSOCK`
pub fn require(socket: RawSocket) -> WsaResult<()> {
    if is_routed(socket) {
        Ok(())
    } else {
        socket_table::pin(socket).map(drop).map_err(|_| WsaError::WSAENOTSOCK)
    }
}

/// Who knows the addresses of a family: the provider of the catalog entry with this id, or of the first entry of the
/// family. Where there is none, the base providers say so.
///
/// # Errors
/// `WSAEPROVIDERFAILEDINIT`: the provider cannot be loaded.
pub fn provider_of_addresses(id: Option<u32>, family: i32) -> WsaResult<&'static Procedures> {
    let named = id.and_then(|id| catalog::by_id(id).ok());
    let entry = named.or_else(|| catalog::first_of_family(family));
    entry.map_or(Ok(&PROCEDURES), |entry| entry.built_in().map(|_| &PROCEDURES))
}
