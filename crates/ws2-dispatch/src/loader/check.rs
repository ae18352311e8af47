//! Whether a library is a provider, for who installs one.

use ws2_base::transports;
use ws2_spi::SocketRequest;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::path::is_built_in;
use super::start_raw;

/// Looks whether the library of a layer leaves a procedure out: it is loaded, started over a base and cleaned up.
///
/// Only what is found out is held against it. A file that is not there yet is found out by the first socket; a layer
/// which does not find itself in the catalog, where it is not yet, and fails to start for it, is as it should be.
///
/// # Errors
/// `WSAEINVALIDPROCTABLE`: it has no `WSPStartup`, or a procedure is missing.
///
/// # Blocking
/// While its `WSPStartup` and `WSPCleanup` run.
pub fn check_loadable(path: &str) -> WsaResult<()> {
    if is_built_in(path) {
        return Ok(());
    }
    let Ok(startup) = start_raw::load(path) else { return Ok(()) };
    let startup = startup.ok_or(WsaError::WSAEINVALIDPROCTABLE)?;
    let stream = SocketRequest { family: 0, kind: ws::SOCK_STREAM, protocol: 0 };
    let Ok(base) = transports::serving(stream) else { return Ok(()) };
    // A chain as it will see one, but for the ids of its own, which are not given yet.
    let mut chain = *base.info;
    chain.dwCatalogEntryId = 0;
    chain.ProtocolChain.ChainLen = 2;
    chain.ProtocolChain.ChainEntries[..2].copy_from_slice(&[0, base.info.dwCatalogEntryId]);
    match start_raw::start(startup, &chain) {
        Ok(procedures) => {
            start_raw::end(procedures.lpWSPCleanup);
            Ok(())
        }
        Err(WsaError::WSAEINVALIDPROCTABLE) => Err(WsaError::WSAEINVALIDPROCTABLE),
        Err(_) => Ok(()),
    }
}
