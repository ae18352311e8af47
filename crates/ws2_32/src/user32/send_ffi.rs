//! Messages that are sent, answered, and processed by default.

use win32_wait::wait::INFINITE;
use win32_window::procedure::Charset;
use win32_window::sending::{self, Content, Patience};
use ws2_types::WsaError;
use ws2_types::abi::foundation::{HWND, LPARAM, WPARAM};
use ws2_types::abi::windows_and_messaging::{self as user, WNDPROC};

use super::hwnd;
use crate::kernel32::{base_call, bool_call};

fn send(window: HWND, charset: Charset, content: Content) -> isize {
    base_call(0, || sending::send(hwnd(window), charset, content))
}

/// Passes a message to a window and gives its answer. To the window of another thread it is handed over; while this
/// thread waits it processes what others send to it.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`: no such window, or it ended before it answered.
///
/// # Blocking
/// Until the message is processed.
#[unsafe(export_name = "ws2_32_SendMessageA")]
pub extern "C" fn SendMessageA(window: HWND, message: u32, wparam: WPARAM, lparam: LPARAM) -> isize {
    send(window, Charset::Ansi, (message, wparam, lparam))
}

/// # Errors
/// As [`SendMessageA`].
#[unsafe(export_name = "ws2_32_SendMessageW")]
pub extern "C" fn SendMessageW(window: HWND, message: u32, wparam: WPARAM, lparam: LPARAM) -> isize {
    send(window, Charset::Wide, (message, wparam, lparam))
}

/// # Safety
/// `result` is NULL or valid for writes.
unsafe fn send_timeout(
    window: HWND,
    charset: Charset,
    content: Content,
    (flags, timeout_ms): (u32, u32),
    result: *mut usize,
) -> isize {
    base_call(0, || {
        let known = user::SMTO_BLOCK
            | user::SMTO_ABORTIFHUNG
            | user::SMTO_NOTIMEOUTIFNOTHUNG
            | user::SMTO_ERRORONEXIT;
        if flags & !known != 0 {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let timeout_ms = timeout_ms.min(INFINITE - 1);
        let answer = sending::send_with(hwnd(window), charset, content, Patience { timeout_ms, flags })?;
        // SAFETY: NULL or the caller's to write.
        if let Some(result) = unsafe { result.as_mut() } {
            *result = answer as usize;
        }
        Ok(1)
    })
}

/// The same with a limit to the wait; not 0 when the message was processed, whose answer is stored.
///
/// # Errors
/// As [`SendMessageA`]; `ERROR_TIMEOUT`; `ERROR_INVALID_PARAMETER`: unknown flags.
///
/// # Safety
/// `result` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_SendMessageTimeoutA")]
pub unsafe extern "C" fn SendMessageTimeoutA(
    window: HWND,
    message: u32,
    wparam: WPARAM,
    lparam: LPARAM,
    flags: u32,
    timeout_ms: u32,
    result: *mut usize,
) -> isize {
    // SAFETY: passed on.
    unsafe { send_timeout(window, Charset::Ansi, (message, wparam, lparam), (flags, timeout_ms), result) }
}

/// # Errors
/// As [`SendMessageTimeoutA`].
///
/// # Safety
/// As [`SendMessageTimeoutA`].
#[unsafe(export_name = "ws2_32_SendMessageTimeoutW")]
pub unsafe extern "C" fn SendMessageTimeoutW(
    window: HWND,
    message: u32,
    wparam: WPARAM,
    lparam: LPARAM,
    flags: u32,
    timeout_ms: u32,
    result: *mut usize,
) -> isize {
    // SAFETY: passed on.
    unsafe { send_timeout(window, Charset::Wide, (message, wparam, lparam), (flags, timeout_ms), result) }
}

/// Sends a message and does not wait for the answer, except to a window of the calling thread.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_MESSAGE_SYNC_ONLY`: a message of the system whose arguments are pointers.
#[unsafe(export_name = "ws2_32_SendNotifyMessageA")]
pub extern "C" fn SendNotifyMessageA(window: HWND, message: u32, wparam: WPARAM, lparam: LPARAM) -> i32 {
    bool_call(|| sending::notify(hwnd(window), Charset::Ansi, (message, wparam, lparam)))
}

/// # Errors
/// As [`SendNotifyMessageA`].
#[unsafe(export_name = "ws2_32_SendNotifyMessageW")]
pub extern "C" fn SendNotifyMessageW(window: HWND, message: u32, wparam: WPARAM, lparam: LPARAM) -> i32 {
    bool_call(|| sending::notify(hwnd(window), Charset::Wide, (message, wparam, lparam)))
}

/// Whether the message that is being processed was sent by another thread.
#[unsafe(export_name = "ws2_32_InSendMessage")]
pub extern "C" fn InSendMessage() -> i32 {
    i32::from(sending::received_how() != user::ISMEX_NOSEND)
}

/// How the message that is being processed was sent: `ISMEX_*`.
#[unsafe(export_name = "ws2_32_InSendMessageEx")]
pub extern "C" fn InSendMessageEx(_reserved: *const std::ffi::c_void) -> u32 {
    sending::received_how()
}

/// Answers a message of another thread before its procedure returns. FALSE: it was not sent by another thread.
#[unsafe(export_name = "ws2_32_ReplyMessage")]
pub extern "C" fn ReplyMessage(answer: isize) -> i32 {
    base_call(0, || Ok(i32::from(sending::reply(answer))))
}

/// What a window does with messages that its program does not process.
///
/// # Safety
/// Pointers in the message are what its documentation wants, with text in bytes.
#[unsafe(export_name = "ws2_32_DefWindowProcA")]
pub unsafe extern "C" fn DefWindowProcA(window: HWND, message: u32, wparam: WPARAM, lparam: LPARAM) -> isize {
    // SAFETY: passed on.
    base_call(0, || Ok(unsafe { default(window, Charset::Ansi, (message, wparam, lparam)) }))
}

/// # Safety
/// Pointers in the message are what its documentation wants, with text in UTF-16.
#[unsafe(export_name = "ws2_32_DefWindowProcW")]
pub unsafe extern "C" fn DefWindowProcW(window: HWND, message: u32, wparam: WPARAM, lparam: LPARAM) -> isize {
    // SAFETY: passed on.
    base_call(0, || Ok(unsafe { default(window, Charset::Wide, (message, wparam, lparam)) }))
}

/// # Safety
/// Pointers in the message are what its documentation wants, with text in this form.
unsafe fn default(window: HWND, charset: Charset, (message, wparam, lparam): Content) -> isize {
    // SAFETY: passed on.
    unsafe { win32_window::default_procedure::call(hwnd(window), charset, message, wparam, lparam) }
}

/// Calls a window procedure, such as the one that `SetWindowLongPtr` has replaced.
///
/// # Safety
/// `procedure` is NULL or a window procedure.
#[unsafe(export_name = "ws2_32_CallWindowProcA")]
pub unsafe extern "C" fn CallWindowProcA(
    procedure: WNDPROC,
    window: HWND,
    message: u32,
    wparam: WPARAM,
    lparam: LPARAM,
) -> isize {
    base_call(0, || {
        let procedure = procedure.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        // SAFETY: the caller's promise.
        Ok(unsafe { procedure(window, message, wparam, lparam) })
    })
}

/// The same: the procedure of a window is its plain address here, whatever form of text it expects.
///
/// # Safety
/// As [`CallWindowProcA`].
#[unsafe(export_name = "ws2_32_CallWindowProcW")]
pub unsafe extern "C" fn CallWindowProcW(
    procedure: WNDPROC,
    window: HWND,
    message: u32,
    wparam: WPARAM,
    lparam: LPARAM,
) -> isize {
    // SAFETY: passed on.
    unsafe { CallWindowProcA(procedure, window, message, wparam, lparam) }
}
