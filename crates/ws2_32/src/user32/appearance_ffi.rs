//! Calls about what a window would look like. There is no display: what a program sets can be asked for, and nothing is
//! seen of it. `WM_PAINT` never comes.

use std::cell::Cell;
use std::sync::Arc;

use win32_window::procedure::Charset;
use win32_window::window::{self, Window};
use win32_window::{Hwnd, sending};
use ws2_types::WsaResult;
use ws2_types::abi::foundation::{self, HWND, RECT};
use ws2_types::abi::windows_and_messaging as user;

use super::find_ffi::check;
use super::{NO_ACCESS, hwnd, raw};
use crate::kernel32::{base_call, bool_call, win32};

thread_local! {
    static FOCUS: Cell<Hwnd> = const { Cell::new(Hwnd::NONE) };
    static ACTIVE: Cell<Hwnd> = const { Cell::new(Hwnd::NONE) };
}

fn set_style(window: &Arc<Window>, bit: u32, on: bool) -> bool {
    window.change(|state| {
        let was = state.style & bit != 0;
        state.style = if on { state.style | bit } else { state.style & !bit };
        was
    })
}

/// Notes that the window counts as visible or not, and tells it (`WM_SHOWWINDOW`). Answers whether it did before.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_ShowWindow")]
pub extern "C" fn ShowWindow(window: HWND, how: i32) -> i32 {
    base_call(0, || show(&window::find(hwnd(window))?, how != user::SW_HIDE).map(i32::from))
}

fn show(window: &Arc<Window>, visible: bool) -> WsaResult<bool> {
    let was = window.read(|state| state.style & user::WS_VISIBLE != 0);
    if was != visible {
        let content = (user::WM_SHOWWINDOW, usize::from(visible), 0);
        sending::send(window.handle(), Charset::Wide, content)?;
        set_style(window, user::WS_VISIBLE, visible);
    }
    Ok(was)
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_UpdateWindow")]
pub extern "C" fn UpdateWindow(window: HWND) -> i32 {
    check(window)
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_InvalidateRect")]
pub extern "C" fn InvalidateRect(window: HWND, _area: *const RECT, _erase: i32) -> i32 {
    // NULL stands for all windows.
    if window.is_null() { 1 } else { check(window) }
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_MoveWindow")]
pub extern "C" fn MoveWindow(window: HWND, x: i32, y: i32, width: i32, height: i32, _repaint: i32) -> i32 {
    SetWindowPos(window, std::ptr::null_mut(), x, y, width, height, user::SWP_NOZORDER)
}

/// Keeps a window's place. It is told nothing of it.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_SetWindowPos")]
pub extern "C" fn SetWindowPos(
    window: HWND,
    _after: HWND,
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    flags: u32,
) -> i32 {
    bool_call(|| {
        let window = window::find(hwnd(window))?;
        window.change(|state| {
            if flags & user::SWP_NOMOVE == 0 {
                [state.place[0], state.place[1]] = [x, y];
            }
            if flags & user::SWP_NOSIZE == 0 {
                [state.place[2], state.place[3]] = [width.max(0), height.max(0)];
            }
        });
        if flags & (user::SWP_SHOWWINDOW | user::SWP_HIDEWINDOW) != 0 {
            show(&window, flags & user::SWP_SHOWWINDOW != 0)?;
        }
        Ok(())
    })
}

/// # Safety
/// `area` is NULL or valid for writes.
unsafe fn place(window: HWND, area: *mut RECT, keep: impl FnOnce([i32; 4]) -> RECT) -> i32 {
    bool_call(|| {
        let place = window::find(hwnd(window))?.read(|state| state.place);
        // SAFETY: NULL or the caller's to write.
        *unsafe { area.as_mut() }.ok_or(NO_ACCESS)? = keep(place);
        Ok(())
    })
}

/// A window has no frame: all of it is its client area.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_NOACCESS`: NULL.
///
/// # Safety
/// `area` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetClientRect")]
pub unsafe extern "C" fn GetClientRect(window: HWND, area: *mut RECT) -> i32 {
    // SAFETY: passed on.
    unsafe {
        place(window, area, |[_, _, width, height]| RECT { left: 0, top: 0, right: width, bottom: height })
    }
}

/// # Errors
/// As [`GetClientRect`].
///
/// # Safety
/// As [`GetClientRect`].
#[unsafe(export_name = "ws2_32_GetWindowRect")]
pub unsafe extern "C" fn GetWindowRect(window: HWND, area: *mut RECT) -> i32 {
    let whole = |[left, top, width, height]: [i32; 4]| RECT {
        left,
        top,
        right: left.wrapping_add(width),
        bottom: top.wrapping_add(height),
    };
    // SAFETY: passed on.
    unsafe { place(window, area, whole) }
}

/// Enables or disables a window and tells it (`WM_ENABLE`). Answers whether it was disabled.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_EnableWindow")]
pub extern "C" fn EnableWindow(window: HWND, enable: i32) -> i32 {
    base_call(0, || {
        let window = window::find(hwnd(window))?;
        let was_disabled = set_style(&window, user::WS_DISABLED, enable == 0);
        if was_disabled != (enable == 0) {
            let content = (user::WM_ENABLE, usize::from(enable != 0), 0);
            sending::send(window.handle(), Charset::Wide, content)?;
        }
        Ok(i32::from(was_disabled))
    })
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_IsWindowEnabled")]
pub extern "C" fn IsWindowEnabled(window: HWND) -> i32 {
    base_call(0, || {
        Ok(i32::from(window::find(hwnd(window))?.read(|state| state.style & user::WS_DISABLED == 0)))
    })
}

/// Whether the window was shown; nobody sees it.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_IsWindowVisible")]
pub extern "C" fn IsWindowVisible(window: HWND) -> i32 {
    base_call(0, || {
        Ok(i32::from(window::find(hwnd(window))?.read(|state| state.style & user::WS_VISIBLE != 0)))
    })
}

/// Remembers one of the thread's windows; answers the former.
fn choose(slot: &'static std::thread::LocalKey<Cell<Hwnd>>, window: HWND) -> HWND {
    base_call(std::ptr::null_mut(), || {
        let chosen = hwnd(window);
        if chosen != Hwnd::NONE && !window::find(chosen)?.is_own() {
            return Err(win32(foundation::ERROR_ACCESS_DENIED));
        }
        Ok(raw(existing(slot.replace(chosen))))
    })
}

fn existing(window: Hwnd) -> Hwnd {
    if window::is_window(window) { window } else { Hwnd::NONE }
}

/// Remembers which of the thread's windows would get what is typed: nothing.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_ACCESS_DENIED`: the window belongs to another thread.
#[unsafe(export_name = "ws2_32_SetFocus")]
pub extern "C" fn SetFocus(window: HWND) -> HWND {
    choose(&FOCUS, window)
}

#[unsafe(export_name = "ws2_32_GetFocus")]
pub extern "C" fn GetFocus() -> HWND {
    raw(existing(FOCUS.get()))
}

/// # Errors
/// As [`SetFocus`].
#[unsafe(export_name = "ws2_32_SetActiveWindow")]
pub extern "C" fn SetActiveWindow(window: HWND) -> HWND {
    choose(&ACTIVE, window)
}

#[unsafe(export_name = "ws2_32_GetActiveWindow")]
pub extern "C" fn GetActiveWindow() -> HWND {
    raw(existing(ACTIVE.get()))
}

/// No window is in the foreground: FALSE, as where another program has it.
#[unsafe(export_name = "ws2_32_SetForegroundWindow")]
pub extern "C" fn SetForegroundWindow(_window: HWND) -> i32 {
    0
}

#[unsafe(export_name = "ws2_32_GetForegroundWindow")]
pub extern "C" fn GetForegroundWindow() -> HWND {
    std::ptr::null_mut()
}
