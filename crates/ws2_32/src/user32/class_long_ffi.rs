//! What a program keeps with a class, and what it changes about one: `GetClassLongPtr` and its kin.

use std::sync::Arc;

use win32_window::class::{Class, Definition};
use win32_window::procedure::Charset;
use win32_window::window;
use ws2_types::abi::foundation::{self, HWND};
use ws2_types::abi::windows_and_messaging as user;
use ws2_types::{WsaError, WsaResult};

use super::hwnd;
use super::window_long_ffi::{NO_INDEX, procedure, read_extra, write_extra};
use crate::kernel32::{base_call, win32};

fn read(class: &Class, definition: &Definition, index: i32) -> WsaResult<usize> {
    Ok(match index {
        user::GCLP_WNDPROC => definition.procedure.address(),
        user::GCLP_HMODULE => definition.instance,
        user::GCLP_HICON => definition.looks.icon,
        user::GCLP_HCURSOR => definition.looks.cursor,
        user::GCLP_HBRBACKGROUND => definition.looks.background,
        user::GCLP_HICONSM => definition.looks.small_icon,
        user::GCLP_MENUNAME => definition.looks.menu_name,
        user::GCL_STYLE => definition.style as usize,
        user::GCL_CBCLSEXTRA => definition.class_extra,
        user::GCL_CBWNDEXTRA => definition.window_extra,
        user::GCW_ATOM => class.atom().into(),
        _ => return Err(NO_INDEX),
    })
}

fn get(window: HWND, index: i32, width: usize) -> usize {
    base_call(0, || {
        let class = Arc::clone(window::find(hwnd(window))?.class());
        if index >= 0 {
            return class.with_extra(|extra| read_extra(extra, index, width)).map(|value| value as usize);
        }
        read(&class, &class.definition(), index)
    })
}

/// # Safety
/// For `GCLP_WNDPROC` the value is a window procedure.
unsafe fn set(window: HWND, index: i32, value: isize, width: usize, charset: Charset) -> usize {
    base_call(0, || {
        let class = Arc::clone(window::find(hwnd(window))?.class());
        if class.is_of_the_system() {
            return Err(win32(foundation::ERROR_ACCESS_DENIED));
        }
        if index >= 0 {
            return class
                .with_extra(|extra| write_extra(extra, index, width, value))
                .map(|former| former as usize);
        }
        class.change(|definition| {
            let former = read(&class, definition, index)?;
            match index {
                // SAFETY: the caller's promise.
                user::GCLP_WNDPROC => definition.procedure = unsafe { procedure(value, charset)? },
                user::GCLP_HMODULE => definition.instance = value as usize,
                user::GCLP_HICON => definition.looks.icon = value as usize,
                user::GCLP_HCURSOR => definition.looks.cursor = value as usize,
                user::GCLP_HBRBACKGROUND => definition.looks.background = value as usize,
                user::GCLP_HICONSM => definition.looks.small_icon = value as usize,
                user::GCLP_MENUNAME => definition.looks.menu_name = value as usize,
                user::GCL_STYLE => definition.style = value as u32,
                user::GCL_CBWNDEXTRA => {
                    let size = u32::try_from(value).ok().filter(|size| i32::try_from(*size).is_ok());
                    definition.window_extra = size.ok_or(WsaError::WSA_INVALID_PARAMETER)? as usize;
                }
                _ => return Err(NO_INDEX),
            }
            Ok(former)
        })
    })
}

/// One of the values of the window's class (`GCLP_*`), or 8 of its extra bytes.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_INVALID_INDEX`.
#[unsafe(export_name = "ws2_32_GetClassLongPtrA")]
pub extern "C" fn GetClassLongPtrA(window: HWND, index: i32) -> usize {
    get(window, index, 8)
}

/// # Errors
/// As [`GetClassLongPtrA`].
#[unsafe(export_name = "ws2_32_GetClassLongPtrW")]
pub extern "C" fn GetClassLongPtrW(window: HWND, index: i32) -> usize {
    get(window, index, 8)
}

/// # Errors
/// As [`GetClassLongPtrA`].
#[unsafe(export_name = "ws2_32_GetClassLongA")]
pub extern "C" fn GetClassLongA(window: HWND, index: i32) -> u32 {
    get(window, index, 4) as u32
}

/// # Errors
/// As [`GetClassLongPtrA`].
#[unsafe(export_name = "ws2_32_GetClassLongW")]
pub extern "C" fn GetClassLongW(window: HWND, index: i32) -> u32 {
    get(window, index, 4) as u32
}

/// Changes one of the values of the window's class, for windows to come, and gives the former.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_INVALID_INDEX`; `ERROR_ACCESS_DENIED`: a class of the system.
///
/// # Safety
/// For `GCLP_WNDPROC` the value is a window procedure.
#[unsafe(export_name = "ws2_32_SetClassLongPtrA")]
pub unsafe extern "C" fn SetClassLongPtrA(window: HWND, index: i32, value: isize) -> usize {
    // SAFETY: passed on.
    unsafe { set(window, index, value, 8, Charset::Ansi) }
}

/// # Errors
/// As [`SetClassLongPtrA`].
///
/// # Safety
/// As [`SetClassLongPtrA`].
#[unsafe(export_name = "ws2_32_SetClassLongPtrW")]
pub unsafe extern "C" fn SetClassLongPtrW(window: HWND, index: i32, value: isize) -> usize {
    // SAFETY: passed on.
    unsafe { set(window, index, value, 8, Charset::Wide) }
}

/// # Errors
/// As [`SetClassLongPtrA`]; a procedure is too wide (`ERROR_INVALID_INDEX`).
#[unsafe(export_name = "ws2_32_SetClassLongA")]
pub extern "C" fn SetClassLongA(window: HWND, index: i32, value: i32) -> u32 {
    set_narrow(window, index, value)
}

/// # Errors
/// As [`SetClassLongA`].
#[unsafe(export_name = "ws2_32_SetClassLongW")]
pub extern "C" fn SetClassLongW(window: HWND, index: i32, value: i32) -> u32 {
    set_narrow(window, index, value)
}

fn set_narrow(window: HWND, index: i32, value: i32) -> u32 {
    if index == user::GCLP_WNDPROC {
        return base_call(0, || Err(NO_INDEX));
    }
    // SAFETY: no procedure is set.
    unsafe { set(window, index, value as isize, 4, Charset::Ansi) as u32 }
}
