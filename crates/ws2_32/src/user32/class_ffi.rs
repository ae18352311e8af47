//! Window classes.

use std::ffi::c_void;

use win32_window::class::{self, Definition, Looks};
use win32_window::procedure::{Charset, Procedure};
use win32_window::window;
use ws2_types::abi::foundation::{HINSTANCE, HWND};
use ws2_types::abi::windows_and_messaging::{WNDCLASSA, WNDCLASSEXA, WNDCLASSEXW, WNDCLASSW, WNDPROC};
use ws2_types::{WsaError, WsaResult};

use super::{NO_ACCESS, NameArgument, hwnd, module};
use crate::kernel32::{base_call, bool_call, narrow, wide};

/// Both forms of `WNDCLASS` and `WNDCLASSEX` are laid out alike; what differs is which text the strings are.
const _: () = {
    assert!(size_of::<WNDCLASSA>() == size_of::<WNDCLASSW>());
    assert!(size_of::<WNDCLASSEXA>() == size_of::<WNDCLASSEXW>());
};

/// Registers a class.
///
/// # Safety
/// Strings in it end in NUL, in this form; the procedure may be called with messages of its windows.
unsafe fn register(definition: &WNDCLASSEXA, charset: Charset) -> WsaResult<u16> {
    let code = definition.lpfnWndProc.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
    let size = |bytes: i32| usize::try_from(bytes).map_err(|_| WsaError::WSA_INVALID_PARAMETER);
    // SAFETY: a string of this form, as the caller promises.
    let name = unsafe { name_argument(definition.lpszClassName, charset)? };
    let definition = Definition {
        style: definition.style,
        // SAFETY: the caller's promise.
        procedure: unsafe { Procedure::new(code, charset) },
        class_extra: size(definition.cbClsExtra)?,
        window_extra: size(definition.cbWndExtra)?,
        instance: module(definition.hInstance),
        looks: Looks {
            icon: definition.hIcon.addr(),
            cursor: definition.hCursor.addr(),
            background: definition.hbrBackground.addr(),
            small_icon: definition.hIconSm.addr(),
            menu_name: definition.lpszMenuName.expose_provenance(),
        },
    };
    class::register(name.name(), definition)
}

/// # Safety
/// `name` is an atom, NULL, or a string in this form that ends in NUL.
pub(super) unsafe fn name_argument(name: *const u8, charset: Charset) -> WsaResult<NameArgument> {
    NameArgument::new(name.addr(), || match charset {
        // SAFETY: the caller's promise.
        Charset::Ansi => unsafe { narrow(name) },
        // SAFETY: the caller's promise.
        Charset::Wide => unsafe { wide(name.cast()) },
    })
}

/// # Safety
/// As [`RegisterClassExA`], in this form.
unsafe fn register_plain(definition: *const WNDCLASSA, charset: Charset) -> u16 {
    base_call(0, || {
        // SAFETY: NULL or the caller's to read.
        let plain = unsafe { definition.as_ref() }.ok_or(NO_ACCESS)?;
        let definition = WNDCLASSEXA {
            cbSize: size_of::<WNDCLASSEXA>() as u32,
            style: plain.style,
            lpfnWndProc: plain.lpfnWndProc,
            cbClsExtra: plain.cbClsExtra,
            cbWndExtra: plain.cbWndExtra,
            hInstance: plain.hInstance,
            hIcon: plain.hIcon,
            hCursor: plain.hCursor,
            hbrBackground: plain.hbrBackground,
            lpszMenuName: plain.lpszMenuName,
            lpszClassName: plain.lpszClassName,
            hIconSm: std::ptr::null_mut(),
        };
        // SAFETY: passed on.
        unsafe { register(&definition, charset) }
    })
}

/// # Safety
/// As [`RegisterClassExA`], in this form.
unsafe fn register_extended(definition: *const WNDCLASSEXA, charset: Charset) -> u16 {
    base_call(0, || {
        // SAFETY: NULL or the caller's to read.
        let definition = unsafe { definition.as_ref() }.ok_or(NO_ACCESS)?;
        if definition.cbSize as usize != size_of::<WNDCLASSEXA>() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        // SAFETY: passed on.
        unsafe { register(definition, charset) }
    })
}

/// # Errors
/// As [`RegisterClassExA`].
///
/// # Safety
/// As [`RegisterClassExA`].
#[unsafe(export_name = "ws2_32_RegisterClassA")]
pub unsafe extern "C" fn RegisterClassA(definition: *const WNDCLASSA) -> u16 {
    // SAFETY: passed on.
    unsafe { register_plain(definition, Charset::Ansi) }
}

/// # Errors
/// As [`RegisterClassExA`].
///
/// # Safety
/// As [`RegisterClassExA`], with UTF-16.
#[unsafe(export_name = "ws2_32_RegisterClassW")]
pub unsafe extern "C" fn RegisterClassW(definition: *const WNDCLASSW) -> u16 {
    // SAFETY: passed on; the structures are laid out alike.
    unsafe { register_plain(definition.cast(), Charset::Wide) }
}

/// Registers a window class of the process and gives its atom.
///
/// # Errors
/// `ERROR_CLASS_ALREADY_EXISTS`; `ERROR_INVALID_PARAMETER`: a wrong size, no procedure, no name, a negative number of
/// bytes; `ERROR_NOACCESS`: NULL.
///
/// # Safety
/// `definition` is NULL or valid for reads; its name is an atom or a string that ends in NUL; its procedure may be
/// called with the messages of windows of this class.
#[unsafe(export_name = "ws2_32_RegisterClassExA")]
pub unsafe extern "C" fn RegisterClassExA(definition: *const WNDCLASSEXA) -> u16 {
    // SAFETY: passed on.
    unsafe { register_extended(definition, Charset::Ansi) }
}

/// # Errors
/// As [`RegisterClassExA`].
///
/// # Safety
/// As [`RegisterClassExA`], with UTF-16.
#[unsafe(export_name = "ws2_32_RegisterClassExW")]
pub unsafe extern "C" fn RegisterClassExW(definition: *const WNDCLASSEXW) -> u16 {
    // SAFETY: passed on; the structures are laid out alike.
    unsafe { register_extended(definition.cast(), Charset::Wide) }
}

/// # Errors
/// `ERROR_CLASS_DOES_NOT_EXIST`; `ERROR_CLASS_HAS_WINDOWS`.
///
/// # Safety
/// `name` is an atom or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_UnregisterClassA")]
pub unsafe extern "C" fn UnregisterClassA(name: *const u8, instance: HINSTANCE) -> i32 {
    // SAFETY: passed on.
    bool_call(|| class::unregister(unsafe { name_argument(name, Charset::Ansi)? }.name(), module(instance)))
}

/// # Errors
/// As [`UnregisterClassA`].
///
/// # Safety
/// As [`UnregisterClassA`].
#[unsafe(export_name = "ws2_32_UnregisterClassW")]
pub unsafe extern "C" fn UnregisterClassW(name: *const u16, instance: HINSTANCE) -> i32 {
    bool_call(|| {
        // SAFETY: passed on.
        let name = unsafe { name_argument(name.cast(), Charset::Wide)? };
        class::unregister(name.name(), module(instance))
    })
}

/// The class's atom, and its definition; the name in it is what the program passed.
///
/// # Safety
/// `name` as for [`UnregisterClassA`], in this form; `filled` is NULL or valid for writes.
unsafe fn information(
    instance: HINSTANCE,
    name: *const u8,
    charset: Charset,
    filled: *mut WNDCLASSEXA,
) -> WsaResult<u16> {
    // SAFETY: NULL or the caller's to write.
    let filled = unsafe { filled.as_mut() }.ok_or(NO_ACCESS)?;
    // SAFETY: passed on.
    let argument = unsafe { name_argument(name, charset)? };
    let class = class::find(argument.name(), module(instance))
        .map_err(|_| crate::kernel32::win32(ws2_types::abi::foundation::ERROR_CLASS_DOES_NOT_EXIST))?;
    let definition = class.definition();
    let pointer = |raw: usize| -> *mut c_void { std::ptr::with_exposed_provenance_mut(raw) };
    filled.style = definition.style;
    // SAFETY: a function's address, which is not NULL.
    filled.lpfnWndProc =
        unsafe { std::mem::transmute::<*mut c_void, WNDPROC>(pointer(definition.procedure.address())) };
    filled.cbClsExtra = definition.class_extra as i32;
    filled.cbWndExtra = definition.window_extra as i32;
    filled.hInstance = instance;
    filled.hIcon = pointer(definition.looks.icon);
    filled.hCursor = pointer(definition.looks.cursor);
    filled.hbrBackground = pointer(definition.looks.background);
    filled.lpszMenuName = pointer(definition.looks.menu_name).cast_const().cast();
    filled.lpszClassName = name;
    filled.hIconSm = pointer(definition.looks.small_icon);
    Ok(class.atom())
}

/// # Safety
/// As [`information`].
unsafe fn plain_information(
    instance: HINSTANCE,
    name: *const u8,
    charset: Charset,
    filled: *mut WNDCLASSA,
) -> i32 {
    base_call(0, || {
        let mut extended = WNDCLASSEXA::default();
        // SAFETY: passed on.
        let atom = unsafe { information(instance, name, charset, &mut extended)? };
        // SAFETY: NULL or the caller's to write.
        let filled = unsafe { filled.as_mut() }.ok_or(NO_ACCESS)?;
        *filled = WNDCLASSA {
            style: extended.style,
            lpfnWndProc: extended.lpfnWndProc,
            cbClsExtra: extended.cbClsExtra,
            cbWndExtra: extended.cbWndExtra,
            hInstance: extended.hInstance,
            hIcon: extended.hIcon,
            hCursor: extended.hCursor,
            hbrBackground: extended.hbrBackground,
            lpszMenuName: extended.lpszMenuName,
            lpszClassName: extended.lpszClassName,
        };
        Ok(i32::from(atom))
    })
}

/// # Errors
/// `ERROR_CLASS_DOES_NOT_EXIST`; `ERROR_NOACCESS`: NULL.
///
/// # Safety
/// `name` is an atom or a string that ends in NUL; `filled` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetClassInfoA")]
pub unsafe extern "C" fn GetClassInfoA(instance: HINSTANCE, name: *const u8, filled: *mut WNDCLASSA) -> i32 {
    // SAFETY: passed on.
    unsafe { plain_information(instance, name, Charset::Ansi, filled) }
}

/// # Errors
/// As [`GetClassInfoA`].
///
/// # Safety
/// As [`GetClassInfoA`].
#[unsafe(export_name = "ws2_32_GetClassInfoW")]
pub unsafe extern "C" fn GetClassInfoW(instance: HINSTANCE, name: *const u16, filled: *mut WNDCLASSW) -> i32 {
    // SAFETY: passed on; the structures are laid out alike.
    unsafe { plain_information(instance, name.cast(), Charset::Wide, filled.cast()) }
}

/// # Errors
/// As [`GetClassInfoA`].
///
/// # Safety
/// As [`GetClassInfoA`].
#[unsafe(export_name = "ws2_32_GetClassInfoExA")]
pub unsafe extern "C" fn GetClassInfoExA(
    instance: HINSTANCE,
    name: *const u8,
    filled: *mut WNDCLASSEXA,
) -> i32 {
    // SAFETY: passed on.
    base_call(0, || unsafe { information(instance, name, Charset::Ansi, filled) }.map(i32::from))
}

/// # Errors
/// As [`GetClassInfoA`].
///
/// # Safety
/// As [`GetClassInfoA`].
#[unsafe(export_name = "ws2_32_GetClassInfoExW")]
pub unsafe extern "C" fn GetClassInfoExW(
    instance: HINSTANCE,
    name: *const u16,
    filled: *mut WNDCLASSEXW,
) -> i32 {
    base_call(0, || {
        // SAFETY: passed on; the structures are laid out alike.
        unsafe { information(instance, name.cast(), Charset::Wide, filled.cast()) }.map(i32::from)
    })
}

/// Stores as much of the name as fits, and a NUL. Answers how many characters were stored.
///
/// # Safety
/// `buffer` is NULL or has room for `length` characters.
unsafe fn class_name(window: HWND, charset: Charset, buffer: *mut c_void, length: i32) -> i32 {
    base_call(0, || {
        let window = window::find(hwnd(window))?;
        let capacity = usize::try_from(length).unwrap_or(0);
        if buffer.is_null() || capacity == 0 {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let name: Vec<u16> = window.class().name().encode_utf16().collect();
        let address = buffer.expose_provenance() as isize;
        // SAFETY: not NULL; the caller vouches for the room.
        Ok(unsafe { win32_window::pointer_messages_raw::write(charset, &name, address, capacity) } as i32)
    })
}

/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_INVALID_PARAMETER`: no buffer.
///
/// # Safety
/// `buffer` is NULL or has room for `length` characters.
#[unsafe(export_name = "ws2_32_GetClassNameA")]
pub unsafe extern "C" fn GetClassNameA(window: HWND, buffer: *mut u8, length: i32) -> i32 {
    // SAFETY: passed on.
    unsafe { class_name(window, Charset::Ansi, buffer.cast(), length) }
}

/// # Errors
/// As [`GetClassNameA`].
///
/// # Safety
/// As [`GetClassNameA`].
#[unsafe(export_name = "ws2_32_GetClassNameW")]
pub unsafe extern "C" fn GetClassNameW(window: HWND, buffer: *mut u16, length: i32) -> i32 {
    // SAFETY: passed on.
    unsafe { class_name(window, Charset::Wide, buffer.cast(), length) }
}
