//! What a program keeps with a window, and what it changes about one: `GetWindowLongPtr` and its kin.

use win32_window::procedure::{Charset, Procedure};
use win32_window::tree;
use win32_window::window::{self, Parent, State};
use ws2_types::abi::foundation::{self, HWND};
use ws2_types::abi::windows_and_messaging as user;
use ws2_types::{WsaError, WsaResult};

use super::hwnd;
use crate::kernel32::{base_call, win32};

pub(super) const NO_INDEX: WsaError = win32(foundation::ERROR_INVALID_INDEX);

/// A number of 4 or 8 bytes among a program's extra bytes.
///
/// # Errors
/// `ERROR_INVALID_INDEX`: it would reach beyond them.
pub(super) fn read_extra(extra: &[u8], index: i32, width: usize) -> WsaResult<isize> {
    let start = usize::try_from(index).map_err(|_| NO_INDEX)?;
    let bytes = extra.get(start..).and_then(|rest| rest.get(..width)).ok_or(NO_INDEX)?;
    let mut number = [0; 8];
    number[..width].copy_from_slice(bytes);
    let number = isize::from_le_bytes(number);
    Ok(if width == 4 { number as i32 as isize } else { number })
}

/// Stores one; answers the former.
///
/// # Errors
/// As [`read_extra`].
pub(super) fn write_extra(extra: &mut [u8], index: i32, width: usize, value: isize) -> WsaResult<isize> {
    let former = read_extra(extra, index, width)?;
    let start = index as usize;
    extra[start..start + width].copy_from_slice(&value.to_le_bytes()[..width]);
    Ok(former)
}

fn read(state: &State, index: i32, width: usize) -> WsaResult<isize> {
    let whole = |value: usize| if width == 8 { Ok(value as isize) } else { Err(NO_INDEX) };
    match index {
        user::GWL_STYLE => Ok(state.style as i32 as isize),
        user::GWL_EXSTYLE => Ok(state.extended_style as i32 as isize),
        user::GWLP_ID => Ok(state.menu_or_id as isize),
        user::GWLP_USERDATA => Ok(state.user_data as isize),
        user::GWLP_WNDPROC => whole(state.procedure.address()),
        user::GWLP_HINSTANCE => whole(state.instance),
        user::GWLP_HWNDPARENT => whole(match state.parent {
            Parent::Window(parent) => parent.into_raw(),
            _ => state.owner.into_raw(),
        }),
        index => read_extra(&state.extra, index, width),
    }
}

fn get(window: HWND, index: i32, width: usize) -> isize {
    base_call(0, || {
        let value = window::find(hwnd(window))?.read(|state| read(state, index, width))?;
        Ok(if width == 4 { value as i32 as isize } else { value })
    })
}

/// # Safety
/// For `GWLP_WNDPROC` the value is a window procedure.
unsafe fn set(window: HWND, index: i32, value: isize, width: usize, charset: Charset) -> isize {
    base_call(0, || {
        let window = window::find(hwnd(window))?;
        // Before anything else is locked.
        let owner = match index {
            user::GWLP_HWNDPARENT if value != 0 => window::find(hwnd(pointer(value)))?.handle(),
            _ => win32_window::Hwnd::NONE,
        };
        if index == user::GWLP_HWNDPARENT
            && let Parent::Window(_) = window.read(|state| state.parent)
        {
            let former = window.read(|state| read(state, index, width))?;
            tree::set_parent(&window, tree::place_of(owner)?)?;
            return Ok(former);
        }
        window.change(|state| {
            if index >= 0 {
                return write_extra(&mut state.extra, index, width, value);
            }
            let former = read(state, index, width)?;
            match index {
                user::GWL_STYLE => state.style = value as u32,
                user::GWL_EXSTYLE => state.extended_style = value as u32,
                user::GWLP_ID => state.menu_or_id = value as usize,
                user::GWLP_USERDATA => state.user_data = value as usize,
                user::GWLP_HINSTANCE => state.instance = value as usize,
                user::GWLP_HWNDPARENT => state.owner = owner,
                // SAFETY: the caller's promise.
                _ => state.procedure = unsafe { procedure(value, charset)? },
            }
            Ok(if width == 4 { former as i32 as isize } else { former })
        })
    })
}

fn pointer(value: isize) -> HWND {
    std::ptr::without_provenance_mut(value as usize)
}

/// # Errors
/// `ERROR_INVALID_PARAMETER`: 0.
///
/// # Safety
/// `value` is 0 or the address of a window procedure.
pub(super) unsafe fn procedure(value: isize, charset: Charset) -> WsaResult<Procedure> {
    let address = std::ptr::with_exposed_provenance::<()>(value as usize);
    // SAFETY: `Option` of a function is as wide as a pointer, and 0 is `None`.
    let code: user::WNDPROC = unsafe { std::mem::transmute(address) };
    // SAFETY: the caller's promise.
    Ok(unsafe { Procedure::new(code.ok_or(WsaError::WSA_INVALID_PARAMETER)?, charset) })
}

/// One of the window's values (`GWLP_*`), or 8 of its extra bytes.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_INVALID_INDEX`.
#[unsafe(export_name = "ws2_32_GetWindowLongPtrA")]
pub extern "C" fn GetWindowLongPtrA(window: HWND, index: i32) -> isize {
    get(window, index, 8)
}

/// The same. The procedure is its plain address in both forms.
///
/// # Errors
/// As [`GetWindowLongPtrA`].
#[unsafe(export_name = "ws2_32_GetWindowLongPtrW")]
pub extern "C" fn GetWindowLongPtrW(window: HWND, index: i32) -> isize {
    get(window, index, 8)
}

/// The same with 4 bytes; procedures, modules and windows have no place in them.
///
/// # Errors
/// As [`GetWindowLongPtrA`].
#[unsafe(export_name = "ws2_32_GetWindowLongA")]
pub extern "C" fn GetWindowLongA(window: HWND, index: i32) -> i32 {
    get(window, index, 4) as i32
}

/// # Errors
/// As [`GetWindowLongA`].
#[unsafe(export_name = "ws2_32_GetWindowLongW")]
pub extern "C" fn GetWindowLongW(window: HWND, index: i32) -> i32 {
    get(window, index, 4) as i32
}

/// Changes one of the window's values and gives the former. A procedure set here expects text in bytes.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_INVALID_INDEX`; `ERROR_INVALID_PARAMETER`: no procedure. As the former value
/// may be 0, programs set the last error to 0 before.
///
/// # Safety
/// For `GWLP_WNDPROC` the value is a window procedure.
#[unsafe(export_name = "ws2_32_SetWindowLongPtrA")]
pub unsafe extern "C" fn SetWindowLongPtrA(window: HWND, index: i32, value: isize) -> isize {
    // SAFETY: passed on.
    unsafe { set(window, index, value, 8, Charset::Ansi) }
}

/// The same. A procedure set here expects UTF-16.
///
/// # Errors
/// As [`SetWindowLongPtrA`].
///
/// # Safety
/// As [`SetWindowLongPtrA`].
#[unsafe(export_name = "ws2_32_SetWindowLongPtrW")]
pub unsafe extern "C" fn SetWindowLongPtrW(window: HWND, index: i32, value: isize) -> isize {
    // SAFETY: passed on.
    unsafe { set(window, index, value, 8, Charset::Wide) }
}

/// # Errors
/// As [`SetWindowLongPtrA`].
#[unsafe(export_name = "ws2_32_SetWindowLongA")]
pub extern "C" fn SetWindowLongA(window: HWND, index: i32, value: i32) -> i32 {
    // SAFETY: no procedure is set with 4 bytes.
    unsafe { set(window, index, value as isize, 4, Charset::Ansi) as i32 }
}

/// # Errors
/// As [`SetWindowLongPtrA`].
#[unsafe(export_name = "ws2_32_SetWindowLongW")]
pub extern "C" fn SetWindowLongW(window: HWND, index: i32, value: i32) -> i32 {
    // SAFETY: no procedure is set with 4 bytes.
    unsafe { set(window, index, value as isize, 4, Charset::Wide) as i32 }
}
