//! Finding windows: by class and text, by their place, one by one.

use std::sync::Arc;

use win32_window::procedure::Charset;
use win32_window::window::{self, Parent, Window};
use win32_window::{Hwnd, tree};
use ws2_types::abi::foundation::{self, HWND, LPARAM};
use ws2_types::abi::windows_and_messaging::{self as user, WNDENUMPROC};
use ws2_types::{WsaError, WsaResult};

use super::class_ffi::name_argument;
use super::{hwnd, raw};
use crate::kernel32::{base_call, bool_call, narrow, wide, win32};

/// # Safety
/// `class` is NULL, an atom, or a string in this form that ends in NUL.
unsafe fn find(parent: Hwnd, after: Hwnd, class: *const u8, charset: Charset, text: Option<String>) -> HWND {
    base_call(std::ptr::null_mut(), || {
        // SAFETY: passed on.
        let class = (!class.is_null()).then(|| unsafe { name_argument(class, charset) }).transpose()?;
        let name = class.as_ref().map(|class| class.name());
        tree::find(parent, after, name, text.as_deref()).map(raw)
    })
}

/// The topmost top-level window of the process of this class and with this text; NULL if there is none.
///
/// # Safety
/// `class` is NULL, an atom or a string that ends in NUL; `text` is NULL or such a string.
#[unsafe(export_name = "ws2_32_FindWindowA")]
pub unsafe extern "C" fn FindWindowA(class: *const u8, text: *const u8) -> HWND {
    // SAFETY: passed on.
    unsafe { find(Hwnd::DESKTOP, Hwnd::NONE, class, Charset::Ansi, narrow(text)) }
}

/// # Safety
/// As [`FindWindowA`], with UTF-16.
#[unsafe(export_name = "ws2_32_FindWindowW")]
pub unsafe extern "C" fn FindWindowW(class: *const u16, text: *const u16) -> HWND {
    // SAFETY: passed on.
    unsafe { find(Hwnd::DESKTOP, Hwnd::NONE, class.cast(), Charset::Wide, wide(text)) }
}

/// The next one in a window, behind another; with neither, also among those for messages only.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
///
/// # Safety
/// As [`FindWindowA`].
#[unsafe(export_name = "ws2_32_FindWindowExA")]
pub unsafe extern "C" fn FindWindowExA(parent: HWND, after: HWND, class: *const u8, text: *const u8) -> HWND {
    // SAFETY: passed on.
    unsafe { find(hwnd(parent), hwnd(after), class, Charset::Ansi, narrow(text)) }
}

/// # Errors
/// As [`FindWindowExA`].
///
/// # Safety
/// As [`FindWindowW`].
#[unsafe(export_name = "ws2_32_FindWindowExW")]
pub unsafe extern "C" fn FindWindowExW(
    parent: HWND,
    after: HWND,
    class: *const u16,
    text: *const u16,
) -> HWND {
    // SAFETY: passed on.
    unsafe { find(hwnd(parent), hwnd(after), class.cast(), Charset::Wide, wide(text)) }
}

/// A neighbour, the owner or the topmost child of a window; NULL if there is none.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_INVALID_GW_COMMAND`: another `which` than `GW_*`.
#[unsafe(export_name = "ws2_32_GetWindow")]
pub extern "C" fn GetWindow(window: HWND, which: u32) -> HWND {
    base_call(std::ptr::null_mut(), || related(hwnd(window), which).map(raw))
}

fn related(handle: Hwnd, which: u32) -> WsaResult<Hwnd> {
    let first = |windows: &[Arc<Window>]| windows.first().map_or(Hwnd::NONE, |window| window.handle());
    if which == user::GW_CHILD && matches!(handle, Hwnd::DESKTOP | Hwnd::NONE) {
        return Ok(first(&tree::children(Parent::Desktop)));
    }
    let window = window::find(handle)?;
    let siblings = || tree::children(window.read(|state| state.parent));
    let neighbour = |step: isize| {
        let siblings = siblings();
        let place = siblings.iter().position(|other| Arc::ptr_eq(other, &window));
        let next = place.and_then(|place| place.checked_add_signed(step));
        next.and_then(|next| siblings.get(next)).map_or(Hwnd::NONE, |window| window.handle())
    };
    match which {
        user::GW_HWNDFIRST => Ok(first(&siblings())),
        user::GW_HWNDLAST => Ok(siblings().last().map_or(Hwnd::NONE, |window| window.handle())),
        user::GW_HWNDNEXT => Ok(neighbour(1)),
        user::GW_HWNDPREV => Ok(neighbour(-1)),
        user::GW_OWNER => Ok(window.read(|state| state.owner)),
        user::GW_CHILD => Ok(first(&tree::children(Parent::Window(handle)))),
        user::GW_ENABLEDPOPUP => Ok(handle),
        _ => Err(win32(foundation::ERROR_INVALID_GW_COMMAND)),
    }
}

/// Calls `found` for each window that exists still, until it answers FALSE; the answer is its last one.
///
/// # Safety
/// `found` may be called with a window and `argument`.
unsafe fn visit(windows: &[Hwnd], found: WNDENUMPROC, argument: LPARAM) -> i32 {
    base_call(0, || {
        let found = found.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        for window in windows {
            // SAFETY: the caller allowed the call.
            if window::is_window(*window) && unsafe { found(raw(*window), argument) } == 0 {
                return Ok(0);
            }
        }
        Ok(1)
    })
}

fn handles(windows: &[Arc<Window>]) -> Vec<Hwnd> {
    windows.iter().map(|window| window.handle()).collect()
}

/// Calls `found` for each top-level window of the process, the topmost first, until it answers FALSE.
///
/// # Safety
/// `found` is NULL or may be called with a window and `argument`.
#[unsafe(export_name = "ws2_32_EnumWindows")]
pub unsafe extern "C" fn EnumWindows(found: WNDENUMPROC, argument: LPARAM) -> i32 {
    // SAFETY: passed on.
    unsafe { visit(&handles(&tree::children(Parent::Desktop)), found, argument) }
}

/// The same for the windows that stand in another, at any depth.
///
/// # Safety
/// As [`EnumWindows`].
#[unsafe(export_name = "ws2_32_EnumChildWindows")]
pub unsafe extern "C" fn EnumChildWindows(parent: HWND, found: WNDENUMPROC, argument: LPARAM) -> i32 {
    let parent = hwnd(parent);
    if matches!(parent, Hwnd::NONE | Hwnd::DESKTOP) {
        // SAFETY: passed on.
        return unsafe { EnumWindows(found, argument) };
    }
    // SAFETY: passed on.
    unsafe { visit(&tree::with_descendants(parent)[1..], found, argument) }
}

/// The same for the top-level windows of a thread.
///
/// # Safety
/// As [`EnumWindows`].
#[unsafe(export_name = "ws2_32_EnumThreadWindows")]
pub unsafe extern "C" fn EnumThreadWindows(thread: u32, found: WNDENUMPROC, argument: LPARAM) -> i32 {
    let mut windows = tree::children(Parent::Desktop);
    windows.retain(|window| window.queue().thread().id() == thread);
    // SAFETY: passed on.
    unsafe { visit(&handles(&windows), found, argument) }
}

/// The child with this number.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_CONTROL_ID_NOT_FOUND`.
#[unsafe(export_name = "ws2_32_GetDlgItem")]
pub extern "C" fn GetDlgItem(parent: HWND, id: i32) -> HWND {
    base_call(std::ptr::null_mut(), || {
        let parent = window::find(hwnd(parent))?.handle();
        let children = tree::children(Parent::Window(parent));
        let child = children.iter().find(|child| child.read(|state| state.menu_or_id as i32 == id));
        child.map(|child| raw(child.handle())).ok_or(win32(foundation::ERROR_CONTROL_ID_NOT_FOUND))
    })
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_GetDlgCtrlID")]
pub extern "C" fn GetDlgCtrlID(window: HWND) -> i32 {
    base_call(0, || Ok(window::find(hwnd(window))?.read(|state| state.menu_or_id as i32)))
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
pub(super) fn check(window: HWND) -> i32 {
    bool_call(|| window::find(hwnd(window)).map(|_| ()))
}
