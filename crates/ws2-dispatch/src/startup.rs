//! `WSAStartup` and `WSACleanup`: versions and the count.

use std::sync::atomic::{AtomicU32, Ordering};

use ws2_types::{WsaError, WsaResult};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Whether a successful start-up is in force.
///
/// # Errors
/// `WSANOTINITIALISED` (C37).
#[inline]
pub fn require_started() -> WsaResult<()> {
    if COUNT.load(Ordering::Relaxed) == 0 { Err(WsaError::WSANOTINITIALISED) } else { Ok(()) }
}
