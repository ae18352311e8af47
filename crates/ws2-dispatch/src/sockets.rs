//! Opening sockets.

use ws2_base::socket_table::{self, RawSocket};
use ws2_spi::SocketRequest;
use ws2_types::WsaResult;

use crate::catalog::{self, Entry};

/// Opens a socket for a request; 0 leaves a field to the catalog. `flags` are `WSA_FLAG_…`.
///
/// # Errors
/// As `socket`: those of [`catalog::select`], `WSAEMFILE`, `WSAENOBUFS`.
pub fn open(request: SocketRequest, flags: u32) -> WsaResult<RawSocket> {
    let (entry, request) = catalog::select(request)?;
    open_entry(entry, request, flags)
}

/// Opens a socket of a given catalog entry.
///
/// # Errors
/// `WSAEPROVIDERFAILEDINIT`: the provider cannot be loaded; `WSAEMFILE`, `WSAENOBUFS` and what the provider says.
pub fn open_entry(entry: Entry, request: SocketRequest, flags: u32) -> WsaResult<RawSocket> {
    socket_table::open(entry.built_in()?, request, flags)
}
