//! How often the base providers were started in this process.

use std::sync::atomic::{AtomicU32, Ordering};

use win32_wait::completion;
use ws2_types::{WsaError, WsaResult};

use crate::socket_table;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Counts one start-up.
pub fn start() {
    COUNT.fetch_add(1, Ordering::SeqCst);
}

/// Takes back one start-up. The last one closes every socket still open as `closesocket` would, but for overlapped
/// operations: they end with `WSA_OPERATION_ABORTED`, and nobody is told.
///
/// # Errors
/// `WSANOTINITIALISED`: there is none in force.
pub fn clean_up() -> WsaResult<()> {
    // Counted down first, so that no thread opens a socket behind the one that closes them; see `socket_table::insert`.
    let before = COUNT.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| count.checked_sub(1));
    if before.map_err(|_| WsaError::WSANOTINITIALISED)? == 1 {
        completion::quietly(socket_table::close_all);
    }
    Ok(())
}

/// Whether a start-up is in force.
///
/// # Errors
/// `WSANOTINITIALISED`
#[inline]
pub fn require_started() -> WsaResult<()> {
    if COUNT.load(Ordering::SeqCst) == 0 { Err(WsaError::WSANOTINITIALISED) } else { Ok(()) }
}
