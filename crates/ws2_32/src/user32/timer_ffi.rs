//! Timers whose messages come through the queue.

use win32_window::timer;
use ws2_types::abi::foundation::HWND;
use ws2_types::abi::windows_and_messaging::TIMERPROC;

use super::hwnd;
use crate::kernel32::{base_call, bool_call};

/// Sets a timer of the calling thread, of 10 ms at least, and gives its number.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_ACCESS_DENIED`: the window belongs to another thread.
///
/// # Safety
/// `routine` is NULL or may be called on this thread.
#[unsafe(export_name = "ws2_32_SetTimer")]
pub unsafe extern "C" fn SetTimer(window: HWND, id: usize, period_ms: u32, routine: TIMERPROC) -> usize {
    let routine = routine.map_or(0, |routine| (routine as *const ()).expose_provenance() as isize);
    base_call(0, || timer::set(hwnd(window), id, period_ms, routine))
}

/// Ends a timer. A message of it that was retrieved stays retrieved.
///
/// # Errors
/// As [`SetTimer`]; `ERROR_INVALID_PARAMETER`: no such timer.
#[unsafe(export_name = "ws2_32_KillTimer")]
pub extern "C" fn KillTimer(window: HWND, id: usize) -> i32 {
    bool_call(|| timer::kill(hwnd(window), id))
}
