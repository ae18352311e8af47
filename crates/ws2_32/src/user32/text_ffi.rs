//! The text of a window. Setting and asking are messages to it.

use win32_window::procedure::Charset;
use win32_window::sending;
use ws2_types::WsaResult;
use ws2_types::abi::foundation::HWND;
use ws2_types::abi::windows_and_messaging::{WM_GETTEXT, WM_GETTEXTLENGTH, WM_SETTEXT};

use super::hwnd;
use crate::kernel32::{base_call, bool_call};

fn set(window: HWND, charset: Charset, text: usize) -> WsaResult<()> {
    sending::send(hwnd(window), charset, (WM_SETTEXT, 0, text as isize)).map(|_| ())
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
///
/// # Safety
/// `text` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_SetWindowTextA")]
pub unsafe extern "C" fn SetWindowTextA(window: HWND, text: *const u8) -> i32 {
    bool_call(|| set(window, Charset::Ansi, text.expose_provenance()))
}

/// # Errors
/// As [`SetWindowTextA`].
///
/// # Safety
/// As [`SetWindowTextA`].
#[unsafe(export_name = "ws2_32_SetWindowTextW")]
pub unsafe extern "C" fn SetWindowTextW(window: HWND, text: *const u16) -> i32 {
    bool_call(|| set(window, Charset::Wide, text.expose_provenance()))
}

fn text_of(window: HWND, charset: Charset, buffer: usize, length: i32) -> i32 {
    base_call(0, || {
        let Some(capacity) = usize::try_from(length).ok().filter(|capacity| *capacity > 0 && buffer != 0)
        else {
            return Ok(0);
        };
        sending::send(hwnd(window), charset, (WM_GETTEXT, capacity, buffer as isize))
            .map(|stored| stored as i32)
    })
}

/// Stores as much of the text as fits, and a NUL; answers how many characters were stored.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
///
/// # Safety
/// `buffer` is NULL or has room for `length` characters.
#[unsafe(export_name = "ws2_32_GetWindowTextA")]
pub unsafe extern "C" fn GetWindowTextA(window: HWND, buffer: *mut u8, length: i32) -> i32 {
    text_of(window, Charset::Ansi, buffer.expose_provenance(), length)
}

/// # Errors
/// As [`GetWindowTextA`].
///
/// # Safety
/// As [`GetWindowTextA`].
#[unsafe(export_name = "ws2_32_GetWindowTextW")]
pub unsafe extern "C" fn GetWindowTextW(window: HWND, buffer: *mut u16, length: i32) -> i32 {
    text_of(window, Charset::Wide, buffer.expose_provenance(), length)
}

fn length_of(window: HWND, charset: Charset) -> i32 {
    base_call(0, || {
        sending::send(hwnd(window), charset, (WM_GETTEXTLENGTH, 0, 0)).map(|length| length as i32)
    })
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_GetWindowTextLengthA")]
pub extern "C" fn GetWindowTextLengthA(window: HWND) -> i32 {
    length_of(window, Charset::Ansi)
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_GetWindowTextLengthW")]
pub extern "C" fn GetWindowTextLengthW(window: HWND) -> i32 {
    length_of(window, Charset::Wide)
}
