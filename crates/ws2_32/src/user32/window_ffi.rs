//! Making, ending and asking about windows.

use std::ffi::c_void;

use win32_window::creation::{self, Creation, Refusal};
use win32_window::procedure::Charset;
use win32_window::window::{self, Parent};
use win32_window::{Hwnd, tree};
use ws2_types::WsaResult;
use ws2_types::abi::foundation::{HINSTANCE, HWND};
use ws2_types::abi::windows_and_messaging as user;

use super::class_ffi::name_argument;
use super::{hwnd, module, raw};
use crate::kernel32::{base_call, bool_call, narrow, wide};

/// What both forms of `CreateWindowEx` are told besides text.
struct Rest {
    extended_style: u32,
    style: u32,
    place: [i32; 4],
    parent: HWND,
    menu_or_id: *mut c_void,
    instance: HINSTANCE,
    parameter: *const c_void,
}

/// # Safety
/// `class` is an atom or a string in this form that ends in NUL.
unsafe fn create(class: *const u8, charset: Charset, text: Option<String>, rest: Rest) -> HWND {
    base_call(std::ptr::null_mut(), || {
        // SAFETY: passed on.
        let class = unsafe { name_argument(class, charset) }
            .map_err(|_| crate::kernel32::win32(ws2_types::abi::foundation::ERROR_CANNOT_FIND_WND_CLASS))?;
        let created = creation::create(Creation {
            class: class.name(),
            instance: module(rest.instance),
            extended_style: rest.extended_style,
            style: rest.style,
            text: text.map(|text| text.encode_utf16().collect()),
            place: rest.place,
            parent: hwnd(rest.parent),
            menu_or_id: rest.menu_or_id.expose_provenance(),
            parameter: rest.parameter.expose_provenance(),
        });
        match created {
            Ok(window) => Ok(raw(window)),
            Err(Refusal::Error(error)) => Err(error),
            // The last error is what the procedure left.
            Err(Refusal::ByProcedure) => Ok(std::ptr::null_mut()),
        }
    })
}

/// Makes a window, which is invisible whatever its style says.
///
/// # Errors
/// `ERROR_CANNOT_FIND_WND_CLASS`; `ERROR_INVALID_WINDOW_HANDLE`: the parent; `ERROR_TLW_WITH_WSCHILD`: a child without
/// parent; `ERROR_NO_MORE_USER_HANDLES`. None of them when the window's own procedure refuses it.
///
/// # Safety
/// `class` is an atom or a string that ends in NUL, `text` NULL or such a string.
#[unsafe(export_name = "ws2_32_CreateWindowExA")]
pub unsafe extern "C" fn CreateWindowExA(
    extended_style: u32,
    class: *const u8,
    text: *const u8,
    style: u32,
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    parent: HWND,
    menu_or_id: *mut c_void,
    instance: HINSTANCE,
    parameter: *const c_void,
) -> HWND {
    let place = [x, y, width, height];
    let rest = Rest { extended_style, style, place, parent, menu_or_id, instance, parameter };
    // SAFETY: passed on.
    unsafe { create(class, Charset::Ansi, narrow(text), rest) }
}

/// # Errors
/// As [`CreateWindowExA`].
///
/// # Safety
/// As [`CreateWindowExA`], with UTF-16.
#[unsafe(export_name = "ws2_32_CreateWindowExW")]
pub unsafe extern "C" fn CreateWindowExW(
    extended_style: u32,
    class: *const u16,
    text: *const u16,
    style: u32,
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    parent: HWND,
    menu_or_id: *mut c_void,
    instance: HINSTANCE,
    parameter: *const c_void,
) -> HWND {
    let place = [x, y, width, height];
    let rest = Rest { extended_style, style, place, parent, menu_or_id, instance, parameter };
    // SAFETY: passed on.
    unsafe { create(class.cast(), Charset::Wide, wide(text), rest) }
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_ACCESS_DENIED`: the window belongs to another thread.
#[unsafe(export_name = "ws2_32_DestroyWindow")]
pub extern "C" fn DestroyWindow(window: HWND) -> i32 {
    bool_call(|| creation::destroy(hwnd(window)))
}

#[unsafe(export_name = "ws2_32_IsWindow")]
pub extern "C" fn IsWindow(window: HWND) -> i32 {
    i32::from(window::is_window(hwnd(window)))
}

/// Whether the window's procedure expects UTF-16.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_IsWindowUnicode")]
pub extern "C" fn IsWindowUnicode(window: HWND) -> i32 {
    base_call(0, || {
        let charset = window::find(hwnd(window))?.read(|state| state.procedure.charset);
        Ok(i32::from(charset == Charset::Wide))
    })
}

/// The thread that made the window, and this process.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
///
/// # Safety
/// `process` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetWindowThreadProcessId")]
pub unsafe extern "C" fn GetWindowThreadProcessId(window: HWND, process: *mut u32) -> u32 {
    base_call(0, || {
        let window = window::find(hwnd(window))?;
        // SAFETY: NULL or the caller's to write.
        if let Some(process) = unsafe { process.as_mut() } {
            *process = std::process::id();
        }
        Ok(window.queue().thread().id())
    })
}

/// The window behind all others.
#[unsafe(export_name = "ws2_32_GetDesktopWindow")]
pub extern "C" fn GetDesktopWindow() -> HWND {
    raw(Hwnd::DESKTOP)
}

/// The window that a child stands in, or that a top-level window goes with; NULL if there is none.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
#[unsafe(export_name = "ws2_32_GetParent")]
pub extern "C" fn GetParent(window: HWND) -> HWND {
    base_call(std::ptr::null_mut(), || {
        Ok(raw(window::find(hwnd(window))?.read(|state| match state.parent {
            Parent::Window(parent) if state.style & user::WS_CHILD != 0 => parent,
            _ => state.owner,
        })))
    })
}

/// Puts a window into another, on the desktop (NULL), or with those for messages only (`HWND_MESSAGE`). Answers where
/// it was.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_INVALID_PARAMETER`: into itself or one that stands in it.
#[unsafe(export_name = "ws2_32_SetParent")]
pub extern "C" fn SetParent(window: HWND, parent: HWND) -> HWND {
    base_call(std::ptr::null_mut(), || {
        let window = window::find(hwnd(window))?;
        tree::set_parent(&window, tree::place_of(hwnd(parent))?).map(parent_handle)
    })
}

fn parent_handle(parent: Parent) -> HWND {
    match parent {
        Parent::Desktop => raw(Hwnd::DESKTOP),
        Parent::Message => raw(Hwnd::MESSAGE),
        Parent::Window(parent) => raw(parent),
    }
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_INVALID_PARAMETER`: another `which` than `GA_*`.
#[unsafe(export_name = "ws2_32_GetAncestor")]
pub extern "C" fn GetAncestor(window: HWND, which: u32) -> HWND {
    base_call(std::ptr::null_mut(), || {
        let window = window::find(hwnd(window))?;
        match which {
            user::GA_PARENT => Ok(parent_handle(window.read(|state| state.parent))),
            user::GA_ROOT => Ok(raw(tree::root(&window))),
            user::GA_ROOTOWNER => root_owner(&window).map(raw),
            _ => Err(ws2_types::WsaError::WSA_INVALID_PARAMETER),
        }
    })
}

fn root_owner(window: &std::sync::Arc<window::Window>) -> WsaResult<Hwnd> {
    let mut root = tree::root(window);
    loop {
        match window::find(root)?.read(|state| state.owner) {
            Hwnd::NONE => return Ok(root),
            owner => root = owner,
        }
    }
}

/// Whether a window stands in another, at any depth.
#[unsafe(export_name = "ws2_32_IsChild")]
pub extern "C" fn IsChild(parent: HWND, window: HWND) -> i32 {
    i32::from(parent != window && tree::with_descendants(hwnd(parent)).contains(&hwnd(window)))
}
