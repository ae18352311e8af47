//! The thread's last error: one cell for `GetLastError` and `WSAGetLastError`.

use std::cell::Cell;

use ws2_types::WsaError;

thread_local! {
    static LAST_ERROR: Cell<u32> = const { Cell::new(0) };
}

/// The code the last failing call of this thread left, or what the program set itself.
#[inline]
pub fn last_error() -> u32 {
    LAST_ERROR.get()
}

/// Sets the thread's code; calls that succeed leave it alone.
#[inline]
pub fn set_last_error(code: u32) {
    LAST_ERROR.set(code);
}

/// Sets the thread's code from an inner error.
#[inline]
pub fn set_last_wsa_error(error: WsaError) {
    LAST_ERROR.set(error.code() as u32);
}
