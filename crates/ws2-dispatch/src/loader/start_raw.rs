//! Calling into a provider that is not yet a table: its library, its `WSPStartup`, its `WSPCleanup`.

use ws2_spi::Procedures;
use ws2_spi::catalog::ProtocolInfo;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::table_raw::procedures;
use crate::shared_library;
use crate::startup::HIGHEST;
use crate::upcalls::UPCALLS;

/// `WSPStartup`
pub type Startup = unsafe extern "system" fn(
    u16,
    *const ws::WSPDATA,
    *const ws::WSAPROTOCOL_INFOW,
    ws::WSPUPCALLTABLE,
    *mut ws::WSPPROC_TABLE,
) -> i32;

/// Loads a provider's library for good and finds where it starts; `None` if it has no `WSPStartup`.
///
/// # Errors
/// `WSAEPROVIDERFAILEDINIT`: it cannot be loaded, or is not to be trusted.
pub(super) fn load(path: &str) -> WsaResult<Option<Startup>> {
    let library = shared_library::open(path)?;
    // SAFETY: a provider's function of this name has this signature: that makes it one.
    Ok(unsafe { library.symbol::<Startup>(c"WSPStartup") }.ok())
}

/// Starts a provider.
///
/// # Errors
/// What it returned; `WSAEINVALIDPROVIDER`: it answered another version than 2.2; `WSAEINVALIDPROCTABLE`. In the last
/// two cases the start is taken back.
pub(super) fn start(startup: Startup, info: &ProtocolInfo) -> WsaResult<Procedures> {
    let version = HIGHEST.into_word();
    let mut data = ws::WSPDATA { wVersion: 0, wHighVersion: 0, szDescription: [0; 256] };
    let mut table = ws::WSPPROC_TABLE::default();
    // The provider's own copy: whatever it does there changes no catalog.
    let info = *info;
    // SAFETY: the pointers are valid for the call, and outputs are the provider's to write.
    let returned = unsafe { startup(version, &raw mut data, &raw const info, UPCALLS, &raw mut table) };
    match returned {
        0 => {}
        // Some return SOCKET_ERROR, which is no error code.
        ..0 => return Err(WsaError::WSAEPROVIDERFAILEDINIT),
        code => return Err(WsaError::from_code(code)),
    }
    let procedures =
        if data.wVersion == version { Procedures::of(&table) } else { Err(WsaError::WSAEINVALIDPROVIDER) };
    if procedures.is_err()
        && let Some(cleanup) = table.lpWSPCleanup
    {
        end(cleanup);
    }
    procedures
}

/// Takes back one start of a provider. It has nobody to tell that it failed.
pub(super) fn end(cleanup: unsafe extern "system" fn(*mut i32) -> i32) {
    let mut error = 0;
    // SAFETY: of a provider that was started, and the error is ours.
    let _ = unsafe { cleanup(&raw mut error) };
}

/// `WSPCloseSocket` of a route.
///
/// # Errors
/// What the provider says.
pub(crate) fn close_by(route: u16, socket: usize) -> WsaResult<()> {
    let mut error = 0;
    // SAFETY: the error is ours.
    let closed = unsafe { (procedures(route).lpWSPCloseSocket)(socket, &raw mut error) };
    if closed == ws::SOCKET_ERROR { Err(failure(error)) } else { Ok(()) }
}

/// What a procedure says that failed. Some forget to say it, which is no success yet: `WSASYSCALLFAILURE`.
#[inline]
pub(crate) fn failure(code: i32) -> WsaError {
    if code == 0 { WsaError::WSASYSCALLFAILURE } else { WsaError::from_code(code) }
}
