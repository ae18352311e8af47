//! Posting: a message is put into a queue and the caller goes on.

use ws2_types::WsaResult;
use ws2_types::abi::foundation;

use crate::message::{self, Message};
use crate::window::{self, Hwnd, Parent};
use crate::{queue, win32};

/// Posts a message to a window; [`Hwnd::BROADCAST`] to every top-level window of the process, [`Hwnd::NONE`] to the
/// calling thread.
///
/// May be called from any thread of the library, under any lock but the dispatcher's. It does not block, and makes a
/// system call only when the window's thread sleeps in a wait that this ends.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_NOT_ENOUGH_QUOTA`: 10,000 messages wait in the queue;
/// `ERROR_MESSAGE_SYNC_ONLY`: a message of the system whose arguments are pointers.
pub fn post(window: Hwnd, number: u32, wparam: usize, lparam: isize) -> WsaResult<()> {
    if message::has_pointers(number) {
        return Err(win32(foundation::ERROR_MESSAGE_SYNC_ONLY));
    }
    match window {
        Hwnd::NONE => queue::current()?.post(None, Message::new(window, number, wparam, lparam)),
        Hwnd::BROADCAST => {
            for window in window::all() {
                if window.read(|state| state.parent) == Parent::Desktop {
                    // One that ended meanwhile, or whose queue is full, does not concern the others.
                    let message = Message::new(window.handle(), number, wparam, lparam);
                    let _ = window.queue().post(Some(&window), message);
                }
            }
            Ok(())
        }
        Hwnd::DESKTOP => Err(win32(foundation::ERROR_ACCESS_DENIED)),
        _ => {
            let found = window::find(window)?;
            found.queue().post(Some(&found), Message::new(window, number, wparam, lparam))
        }
    }
}

/// Posts a message to a thread.
///
/// # Errors
/// `ERROR_INVALID_THREAD_ID`: no such thread, or it has no queue yet; otherwise as [`post`].
pub fn post_to_thread(id: u32, number: u32, wparam: usize, lparam: isize) -> WsaResult<()> {
    if message::has_pointers(number) {
        return Err(win32(foundation::ERROR_MESSAGE_SYNC_ONLY));
    }
    let queue =
        if id == win32_wait::thread::current_id() { queue::current()? } else { queue::of_thread(id)? };
    queue.post(None, Message::new(Hwnd::NONE, number, wparam, lparam))
}

/// Has the calling thread's message loop end: when no posted message is left, `WM_QUIT` is retrieved.
///
/// # Errors
/// As [`queue::current`].
pub fn post_quit(exit_code: i32) -> WsaResult<()> {
    queue::current()?.post_quit(exit_code);
    Ok(())
}
