//! What stands in a message queue.

use ws2_types::abi::windows_and_messaging as user;

use crate::window::Hwnd;

/// A message that was retrieved, or waits to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Message {
    /// For which window; [`Hwnd::NONE`] when it is for the thread.
    pub window: Hwnd,
    /// `WM_*`.
    pub number: u32,
    /// First argument.
    pub wparam: usize,
    /// Second argument.
    pub lparam: isize,
    /// When it was posted, as `GetTickCount` counts.
    pub time_ms: u32,
}

impl Message {
    /// A message of this moment.
    pub(crate) fn new(window: Hwnd, number: u32, wparam: usize, lparam: isize) -> Message {
        Message { window, number, wparam, lparam, time_ms: tick_count() }
    }

    /// `WM_QUIT`, which belongs to no window.
    pub(crate) fn quit(exit_code: i32) -> Message {
        Message::new(Hwnd::NONE, user::WM_QUIT, exit_code as usize, 0)
    }
}

/// Milliseconds since the system started, in 32 bits.
pub(crate) fn tick_count() -> u32 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    (now.tv_sec as u64 * 1000 + now.tv_nsec as u64 / 1_000_000) as u32
}

/// Whether the arguments of a message of the system point to memory of the sender, so that it can only be sent and
/// waited for.
pub(crate) fn has_pointers(number: u32) -> bool {
    matches!(
        number,
        user::WM_CREATE
            | user::WM_NCCREATE
            | user::WM_SETTEXT
            | user::WM_GETTEXT
            | user::WM_NCCALCSIZE
            | user::WM_GETMINMAXINFO
            | user::WM_WINDOWPOSCHANGING
            | user::WM_WINDOWPOSCHANGED
            | user::WM_STYLECHANGING
            | user::WM_STYLECHANGED
            | user::WM_COPYDATA
            | user::WM_DRAWITEM
            | user::WM_MEASUREITEM
            | user::WM_DELETEITEM
            | user::WM_COMPAREITEM
            | user::WM_NOTIFY
            | user::WM_HELP
    )
}
