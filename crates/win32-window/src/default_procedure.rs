//! What a window does with messages that its program does not process (`DefWindowProc`).

use ws2_types::abi::windows_and_messaging as user;

use crate::pointer_messages_raw as pointers;
use crate::procedure::Charset;
use crate::window::{self, Hwnd, Window};
use crate::{creation, sending};

/// `WM_NOTIFYFORMAT`'s answers.
const NFR_ANSI: isize = 1;
const NFR_UNICODE: isize = 2;

/// Processes a message. There is no display, so all that is left of most is their default answer.
///
/// # Safety
/// Pointers in the arguments are valid, in the form that `charset` says, as the message's documentation wants it.
pub unsafe fn call(window: Hwnd, charset: Charset, number: u32, wparam: usize, lparam: isize) -> isize {
    let Ok(window) = window::find(window) else { return 0 };
    match number {
        user::WM_NCCREATE => {
            // SAFETY: a structure of this form, as the caller promises.
            let text = unsafe { pointers::text_of_new(charset, lparam) };
            window.change(|state| state.text = text);
            1
        }
        user::WM_SETTEXT => {
            // SAFETY: a string of this form, as the caller promises.
            let text = unsafe { pointers::read(charset, lparam) };
            window.change(|state| state.text = text);
            1
        }
        user::WM_GETTEXT => {
            let text = window.read(|state| state.text.clone());
            // SAFETY: a buffer of as many characters, as the caller promises.
            unsafe { pointers::write(charset, &text, lparam, wparam) as isize }
        }
        user::WM_GETTEXTLENGTH => window.read(|state| pointers::length(charset, &state.text)) as isize,
        user::WM_CLOSE => {
            // Another thread's window cannot get here.
            let _ = creation::destroy(window.handle());
            0
        }
        user::WM_SYSCOMMAND if wparam & 0xfff0 == user::SC_CLOSE as usize => close(&window),
        user::WM_QUERYENDSESSION | user::WM_QUERYOPEN | user::WM_NCACTIVATE | user::WM_QUERYDRAGICON => 1,
        user::WM_NOTIFYFORMAT => {
            if window.read(|state| state.procedure.charset) == Charset::Wide {
                NFR_UNICODE
            } else {
                NFR_ANSI
            }
        }
        _ => 0,
    }
}

fn close(window: &std::sync::Arc<Window>) -> isize {
    sending::tell(window, (user::WM_CLOSE, 0, 0));
    0
}
