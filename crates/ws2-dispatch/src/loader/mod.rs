//! Loading providers: from a catalog entry to the procedures its sockets are called by.
//!
//! A provider is started at the first socket of one of its protocols, once per GUID, and the last `WSACleanup` takes
//! that back. Its library is never unloaded: code of it may be on some stack. `WSPStartup` is the program's code, so no
//! lock is held while it runs; layers list the catalog, load the library below them and may even open sockets there.
//!
//! Each provider has a *route*, a small number that handles carry ([`win32_wait::handle_table::HandleTable::route`]):
//! a call on a handle finds its procedures by one load from a table. Route 0 are the built-in providers.

mod check;
mod path;
mod registry;
mod start_raw;
mod table_raw;

use ws2_spi::Procedures;
use ws2_spi::catalog::ProtocolInfo;
use ws2_types::WsaResult;

use crate::catalog::Entry;

pub use self::check::check_loadable;
pub use self::registry::Provider;
pub(crate) use self::registry::{clean_up_all, provider, started, started_as};
pub use self::start_raw::Startup;
pub(crate) use self::start_raw::{close_by, failure};
pub use self::table_raw::{any, procedures};

/// The route of the providers inside the library.
pub const BUILT_IN: u16 = 0;

/// A provider that has been started.
pub struct Loaded {
    /// What its sockets are called by.
    pub procedures: Procedures,
    /// Its route.
    pub index: u16,
}

/// The provider in which sockets of an entry are made, started if it is not, and the protocol info it is to be handed.
///
/// # Errors
/// `WSAEPROVIDERFAILEDINIT`: there is no library, nobody else's, with a `WSPStartup`; what that returned;
/// `WSAEINVALIDPROVIDER`: it answered another version than 2.2; `WSAEINVALIDPROCTABLE`: a procedure is missing;
/// `WSAEINPROGRESS`: the calling thread is within the provider's `WSPStartup`, or in that of one which waits for it;
/// `WSANOTINITIALISED`: the last `WSACleanup` came meanwhile.
///
/// # Blocking
/// While the provider's `WSPStartup` runs, here or in another thread.
pub fn provider_of(entry: &Entry) -> WsaResult<(&'static Loaded, &'static ProtocolInfo)> {
    let way = entry.way()?;
    Ok((way.provider.loaded(way.info)?, way.info))
}

#[cfg(test)]
pub(crate) mod tests;
