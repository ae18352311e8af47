//! Messages that are posted, and the loop that retrieves them.

use std::cell::Cell;

use win32_window::message::Message;
use win32_window::retrieval::{self, Filter, Of};
use win32_window::{atom, posting, queue, sending, timer};
use ws2_types::abi::foundation::{HWND, LPARAM, POINT, TRUE, WPARAM};
use ws2_types::abi::windows_and_messaging::{self as user, MSG, TIMERPROC};
use ws2_types::{WsaError, WsaResult};

use super::{NO_ACCESS, hwnd, raw};
use crate::kernel32::{base_call, bool_call, narrow, time_ffi, wide};

thread_local! {
    /// Of the message retrieved last.
    static TIME_MS: Cell<u32> = const { Cell::new(0) };
    static EXTRA: Cell<LPARAM> = const { Cell::new(0) };
}

/// # Safety
/// `place` is valid for writes.
unsafe fn store(place: *mut MSG, message: Message) {
    TIME_MS.set(message.time_ms);
    let stored = MSG {
        hwnd: raw(message.window),
        message: message.number,
        wParam: message.wparam,
        lParam: message.lparam,
        time: message.time_ms,
        pt: POINT { x: 0, y: 0 },
    };
    // SAFETY: the caller's promise.
    unsafe { place.write(stored) };
}

/// Takes the next message out of the thread's queue: 0 for `WM_QUIT`, -1 for an error.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_NOACCESS`: NULL.
///
/// # Blocking
/// Until there is one; messages that other threads send are processed meanwhile.
///
/// # Safety
/// `message` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetMessageA")]
pub unsafe extern "C" fn GetMessageA(message: *mut MSG, window: HWND, first: u32, last: u32) -> i32 {
    base_call(-1, || {
        if message.is_null() {
            return Err(NO_ACCESS);
        }
        let found = retrieval::next(Filter { of: Of::from_raw(window.addr()), first, last, kinds: 0 })?;
        // SAFETY: not NULL; the caller vouches for the rest.
        unsafe { store(message, found) };
        Ok(i32::from(found.number != user::WM_QUIT))
    })
}

/// The same: posted messages carry no text.
///
/// # Errors
/// As [`GetMessageA`].
///
/// # Safety
/// As [`GetMessageA`].
#[unsafe(export_name = "ws2_32_GetMessageW")]
pub unsafe extern "C" fn GetMessageW(message: *mut MSG, window: HWND, first: u32, last: u32) -> i32 {
    // SAFETY: passed on.
    unsafe { GetMessageA(message, window, first, last) }
}

/// Looks for the next message, and takes it out with `PM_REMOVE`. FALSE: there is none.
///
/// # Errors
/// As [`GetMessageA`].
///
/// # Safety
/// `message` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_PeekMessageA")]
pub unsafe extern "C" fn PeekMessageA(
    message: *mut MSG,
    window: HWND,
    first: u32,
    last: u32,
    flags: u32,
) -> i32 {
    base_call(0, || {
        if message.is_null() {
            return Err(NO_ACCESS);
        }
        let filter = Filter { of: Of::from_raw(window.addr()), first, last, kinds: flags >> 16 };
        let Some(found) = retrieval::peek(filter, flags & user::PM_REMOVE != 0)? else { return Ok(0) };
        // SAFETY: not NULL; the caller vouches for the rest.
        unsafe { store(message, found) };
        Ok(TRUE)
    })
}

/// The same.
///
/// # Errors
/// As [`PeekMessageA`].
///
/// # Safety
/// As [`PeekMessageA`].
#[unsafe(export_name = "ws2_32_PeekMessageW")]
pub unsafe extern "C" fn PeekMessageW(
    message: *mut MSG,
    window: HWND,
    first: u32,
    last: u32,
    flags: u32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { PeekMessageA(message, window, first, last, flags) }
}

/// Waits until something new comes into the thread's queue.
#[unsafe(export_name = "ws2_32_WaitMessage")]
pub extern "C" fn WaitMessage() -> i32 {
    bool_call(retrieval::wait)
}

/// There is no keyboard, so nothing is translated. TRUE for messages of keys, as documented.
///
/// # Safety
/// `message` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_TranslateMessage")]
pub unsafe extern "C" fn TranslateMessage(message: *const MSG) -> i32 {
    // SAFETY: the caller's promise.
    let number = unsafe { message.as_ref() }.map(|message| message.message);
    let of_keys = [user::WM_KEYDOWN, user::WM_KEYUP, user::WM_SYSKEYDOWN, user::WM_SYSKEYUP];
    i32::from(number.is_some_and(|number| of_keys.contains(&number)))
}

/// Passes a message to its window's procedure, or `WM_TIMER` to the routine of its timer.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_NOACCESS`: NULL.
///
/// # Safety
/// `message` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_DispatchMessageA")]
pub unsafe extern "C" fn DispatchMessageA(message: *const MSG) -> isize {
    base_call(0, || {
        // SAFETY: the caller's promise.
        let message = unsafe { message.as_ref() }.ok_or(NO_ACCESS)?;
        // A copy: the procedure may use the same place for another message.
        dispatch(&message.clone())
    })
}

fn dispatch(message: &MSG) -> WsaResult<isize> {
    if message.message == user::WM_TIMER && message.lParam != 0 {
        if timer::is_routine(message.lParam) {
            let address = std::ptr::with_exposed_provenance::<()>(message.lParam as usize);
            // SAFETY: an address that `SetTimer` got for a routine; `Option` of a function is as wide as a pointer.
            let routine: TIMERPROC = unsafe { std::mem::transmute(address) };
            if let Some(routine) = routine {
                // SAFETY: the program set a timer with this routine.
                unsafe { routine(message.hwnd, message.message, message.wParam, time_ffi::GetTickCount()) };
            }
        }
        return Ok(0);
    }
    if message.hwnd.is_null() {
        return Ok(0);
    }
    sending::dispatch(hwnd(message.hwnd), (message.message, message.wParam, message.lParam))
}

/// The same.
///
/// # Errors
/// As [`DispatchMessageA`].
///
/// # Safety
/// As [`DispatchMessageA`].
#[unsafe(export_name = "ws2_32_DispatchMessageW")]
pub unsafe extern "C" fn DispatchMessageW(message: *const MSG) -> isize {
    // SAFETY: passed on.
    unsafe { DispatchMessageA(message) }
}

/// Puts a message into the queue of a window's thread. `HWND_BROADCAST` is every top-level window of the process,
/// NULL the calling thread.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_NOT_ENOUGH_QUOTA`: 10,000 messages wait; `ERROR_MESSAGE_SYNC_ONLY`: a message
/// of the system whose arguments are pointers.
#[unsafe(export_name = "ws2_32_PostMessageA")]
pub extern "C" fn PostMessageA(window: HWND, message: u32, wparam: WPARAM, lparam: LPARAM) -> i32 {
    bool_call(|| posting::post(hwnd(window), message, wparam, lparam))
}

/// The same.
///
/// # Errors
/// As [`PostMessageA`].
#[unsafe(export_name = "ws2_32_PostMessageW")]
pub extern "C" fn PostMessageW(window: HWND, message: u32, wparam: WPARAM, lparam: LPARAM) -> i32 {
    PostMessageA(window, message, wparam, lparam)
}

/// # Errors
/// `ERROR_INVALID_THREAD_ID`: no such thread, or it has no queue yet; otherwise as [`PostMessageA`].
#[unsafe(export_name = "ws2_32_PostThreadMessageA")]
pub extern "C" fn PostThreadMessageA(thread: u32, message: u32, wparam: WPARAM, lparam: LPARAM) -> i32 {
    bool_call(|| posting::post_to_thread(thread, message, wparam, lparam))
}

/// # Errors
/// As [`PostThreadMessageA`].
#[unsafe(export_name = "ws2_32_PostThreadMessageW")]
pub extern "C" fn PostThreadMessageW(thread: u32, message: u32, wparam: WPARAM, lparam: LPARAM) -> i32 {
    PostThreadMessageA(thread, message, wparam, lparam)
}

/// Has the thread's message loop end once no posted message is left.
#[unsafe(export_name = "ws2_32_PostQuitMessage")]
pub extern "C" fn PostQuitMessage(exit_code: i32) {
    base_call((), || posting::post_quit(exit_code));
}

/// When the message retrieved last was posted.
#[unsafe(export_name = "ws2_32_GetMessageTime")]
pub extern "C" fn GetMessageTime() -> i32 {
    TIME_MS.get() as i32
}

/// There is no mouse: it is always at 0, 0.
#[unsafe(export_name = "ws2_32_GetMessagePos")]
pub extern "C" fn GetMessagePos() -> u32 {
    0
}

#[unsafe(export_name = "ws2_32_GetMessageExtraInfo")]
pub extern "C" fn GetMessageExtraInfo() -> LPARAM {
    EXTRA.get()
}

#[unsafe(export_name = "ws2_32_SetMessageExtraInfo")]
pub extern "C" fn SetMessageExtraInfo(information: LPARAM) -> LPARAM {
    EXTRA.replace(information)
}

fn register(name: Option<String>) -> WsaResult<u32> {
    atom::add(&name.ok_or(WsaError::WSA_INVALID_PARAMETER)?).map(u32::from)
}

/// A message number for a name, the same for everybody in the process.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: NULL, empty, or more than 255 characters.
///
/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_RegisterWindowMessageA")]
pub unsafe extern "C" fn RegisterWindowMessageA(name: *const u8) -> u32 {
    // SAFETY: passed on.
    base_call(0, || register(unsafe { narrow(name) }))
}

/// # Errors
/// As [`RegisterWindowMessageA`].
///
/// # Safety
/// As [`RegisterWindowMessageA`].
#[unsafe(export_name = "ws2_32_RegisterWindowMessageW")]
pub unsafe extern "C" fn RegisterWindowMessageW(name: *const u16) -> u32 {
    // SAFETY: passed on.
    base_call(0, || register(unsafe { wide(name) }))
}

/// What is in the thread's queue (upper half) and what of it is new (lower half). It is not new any more then.
///
/// # Errors
/// `ERROR_INVALID_FLAGS`: unknown kinds.
#[unsafe(export_name = "ws2_32_GetQueueStatus")]
pub extern "C" fn GetQueueStatus(kinds: u32) -> u32 {
    base_call(0, || {
        let known = user::QS_ALLINPUT | user::QS_ALLPOSTMESSAGE | user::QS_TOUCH | user::QS_POINTER;
        if kinds & !known != 0 {
            return Err(crate::kernel32::win32(ws2_types::abi::foundation::ERROR_INVALID_FLAGS));
        }
        let (present, fresh) = queue::current()?.status(kinds);
        Ok(present << 16 | fresh)
    })
}

/// Whether a mouse or a keyboard has something to say: never.
#[unsafe(export_name = "ws2_32_GetInputState")]
pub extern "C" fn GetInputState() -> i32 {
    0
}
