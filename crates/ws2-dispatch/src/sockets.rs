//! Opening sockets, and whether a number is one.

use ws2_base::procedures::PROCEDURES;
use ws2_base::socket_table::{self, RawSocket};
use ws2_spi::catalog::ProtocolInfo;
use ws2_spi::{Procedures, SocketRequest};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::loader::{self, Loaded};
use crate::route::{self, by, is_routed};
use crate::{catalog, layered_socket};

/// Opens a socket for a request; 0 leaves a field to the catalog. `flags` are `WSA_FLAG_…`.
///
/// # Errors
/// As `socket`: those of [`catalog::select`], `WSAEPROVIDERFAILEDINIT`, and what the provider says.
pub fn open(request: SocketRequest, flags: u32) -> WsaResult<RawSocket> {
    let (entry, request) = catalog::select(request)?;
    let (provider, info) = loader::provider_of(&entry)?;
    open_by(provider, info, request, flags)
}

/// Opens a socket of the catalog entry that an info names, or what the info describes to share.
///
/// # Errors
/// `WSAEINVAL`: no such entry; `WSAEPROVIDERFAILEDINIT`; what the provider says.
pub fn open_from(info: &ProtocolInfo, request: SocketRequest, flags: u32) -> WsaResult<RawSocket> {
    let (provider, own) = loader::provider_of(&catalog::by_id(info.dwCatalogEntryId)?)?;
    // What is to be shared, the provider itself has written there.
    let info = ProtocolInfo { dwProviderReserved: info.dwProviderReserved, ..*own };
    open_by(provider, &info, request, flags)
}

fn open_by(
    provider: &Loaded,
    info: &ProtocolInfo,
    request: SocketRequest,
    flags: u32,
) -> WsaResult<RawSocket> {
    let SocketRequest { family, kind, protocol } = request;
    // The provider's own copy: whatever it does there changes no catalog.
    let mut info = *info;
    let socket = by(&provider.procedures, |procedures, error| {
        // SAFETY: the info is ours for the call.
        unsafe { (procedures.lpWSPSocket)(family, kind, protocol, &raw mut info, 0, flags, error) }
    })?;
    route::take_in(socket, provider.index)
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
    let Some(entry) = entry else { return Ok(&PROCEDURES) };
    Ok(&loader::provider_of(&entry)?.0.procedures)
}

/// Has the calling thread's blocking call in progress end, whichever provider it is in.
///
/// # Errors
/// `WSAEINVAL`: there is none.
pub fn cancel_blocking_call() -> WsaResult<()> {
    let cancel = |provider: &Loaded| {
        // SAFETY: the place of the error is ours.
        by(&provider.procedures, |provider, error| unsafe { (provider.lpWSPCancelBlockingCall)(error) })
    };
    let cancelled = loader::started().into_iter().any(|provider| cancel(provider).is_ok());
    if cancelled { Ok(()) } else { Err(WsaError::WSAEINVAL) }
}

/// Closes every socket that providers have given to the program, resetting those that cannot be closed without waiting
/// for their peer.
pub(crate) fn close_all() {
    for layered in layered_socket::all() {
        // SAFETY: the place of the error is ours.
        let close = |provider: &Procedures, error| unsafe { (provider.lpWSPCloseSocket)(layered, error) };
        if route::down(layered, close) == Err(WsaError::WSAEWOULDBLOCK) {
            let hard = ws::LINGER { l_onoff: 1, l_linger: 0 };
            // A provider that refuses keeps a socket whose handle ends with the others.
            let _ = route::down(layered, |provider, error| {
                let value = (&raw const hard).cast();
                let len = size_of::<ws::LINGER>() as i32;
                // SAFETY: a value of our own.
                unsafe {
                    (provider.lpWSPSetSockOpt)(layered, ws::SOL_SOCKET, ws::SO_LINGER, value, len, error)
                }
            });
            let _ = route::down(layered, close);
        }
    }
    socket_table::close_all();
}
