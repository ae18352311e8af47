//! The registry: its predefined keys, which hold nothing and take nothing. Programs that look for a setting find
//! that there is none.
//!
//! These calls return their error and leave the last error alone.

use std::ffi::c_void;

use ws2_types::abi::foundation::{self, HANDLE, WIN32_ERROR};

/// `HKEY_CLASSES_ROOT` to `HKEY_CURRENT_USER_LOCAL_SETTINGS`, as a 32-bit number whose sign may be extended.
const PREDEFINED: std::ops::RangeInclusive<u32> = 0x8000_0000..=0x8000_0007;

/// What `result` is for a key that exists.
fn of_key(key: HANDLE, result: WIN32_ERROR) -> WIN32_ERROR {
    if PREDEFINED.contains(&(key.addr() as u32)) { result } else { foundation::ERROR_INVALID_HANDLE }
}

/// Opens a key, or without a name the key itself; another one fails with `otherwise`.
///
/// # Safety
/// `name` is NULL or begins with a letter or its NUL; `opened` is NULL or valid for writes.
unsafe fn open<T: Copy + Default + PartialEq>(
    key: HANDLE,
    name: *const T,
    opened: *mut HANDLE,
    otherwise: WIN32_ERROR,
) -> WIN32_ERROR {
    if opened.is_null() {
        return foundation::ERROR_INVALID_PARAMETER;
    }
    // SAFETY: not NULL, and the caller vouches for the first letter.
    let is_itself = name.is_null() || unsafe { name.read_unaligned() } == T::default();
    let result = of_key(key, if is_itself { foundation::ERROR_SUCCESS } else { otherwise });
    if result == foundation::ERROR_SUCCESS {
        // SAFETY: not NULL, and the caller's to write.
        unsafe { opened.write_unaligned(key) };
    }
    result
}

/// # Errors
/// `ERROR_FILE_NOT_FOUND`: any key that is not predefined. `ERROR_INVALID_HANDLE`, `ERROR_INVALID_PARAMETER`: NULL.
///
/// # Safety
/// `name` is NULL or a string, `opened` NULL or valid for writes.
#[unsafe(export_name = "ws2_32_RegOpenKeyExA")]
pub unsafe extern "C" fn RegOpenKeyExA(
    key: HANDLE,
    name: *const u8,
    _options: u32,
    _access: u32,
    opened: *mut HANDLE,
) -> WIN32_ERROR {
    // SAFETY: passed on.
    unsafe { open(key, name, opened, foundation::ERROR_FILE_NOT_FOUND) }
}

/// # Errors
/// As [`RegOpenKeyExA`].
///
/// # Safety
/// As [`RegOpenKeyExA`].
#[unsafe(export_name = "ws2_32_RegOpenKeyExW")]
pub unsafe extern "C" fn RegOpenKeyExW(
    key: HANDLE,
    name: *const u16,
    _options: u32,
    _access: u32,
    opened: *mut HANDLE,
) -> WIN32_ERROR {
    // SAFETY: passed on.
    unsafe { open(key, name, opened, foundation::ERROR_FILE_NOT_FOUND) }
}

/// # Errors
/// As [`RegOpenKeyExA`].
///
/// # Safety
/// As [`RegOpenKeyExA`].
#[unsafe(export_name = "ws2_32_RegOpenKeyA")]
pub unsafe extern "C" fn RegOpenKeyA(key: HANDLE, name: *const u8, opened: *mut HANDLE) -> WIN32_ERROR {
    // SAFETY: passed on.
    unsafe { open(key, name, opened, foundation::ERROR_FILE_NOT_FOUND) }
}

/// # Errors
/// As [`RegOpenKeyExA`].
///
/// # Safety
/// As [`RegOpenKeyExA`].
#[unsafe(export_name = "ws2_32_RegOpenKeyW")]
pub unsafe extern "C" fn RegOpenKeyW(key: HANDLE, name: *const u16, opened: *mut HANDLE) -> WIN32_ERROR {
    // SAFETY: passed on.
    unsafe { open(key, name, opened, foundation::ERROR_FILE_NOT_FOUND) }
}

/// The arguments between the name and the result are those of the documents.
macro_rules! create_key {
    ($($name:ident $letter:ty;)*) => {
        $(
            /// # Errors
            /// `ERROR_ACCESS_DENIED`: any key that is not predefined. Else those of [`RegOpenKeyExA`].
            ///
            /// # Safety
            /// As [`RegOpenKeyExA`]; `disposition` is NULL or valid for writes.
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub unsafe extern "C" fn $name(
                key: HANDLE,
                name: *const $letter,
                _reserved: u32,
                _class: *const $letter,
                _options: u32,
                _access: u32,
                _attributes: *const c_void,
                opened: *mut HANDLE,
                disposition: *mut u32,
            ) -> WIN32_ERROR {
                // SAFETY: passed on.
                let result = unsafe { open(key, name, opened, foundation::ERROR_ACCESS_DENIED) };
                if result == foundation::ERROR_SUCCESS && !disposition.is_null() {
                    // SAFETY: not NULL, and the caller's to write.
                    unsafe { disposition.write_unaligned(REG_OPENED_EXISTING_KEY) };
                }
                result
            }
        )*
    };
}

const REG_OPENED_EXISTING_KEY: u32 = 2;

create_key! {
    RegCreateKeyExA u8;
    RegCreateKeyExW u16;
}

/// `Name(key, …)`: what it says of a predefined key. The further arguments do not matter: the caller cleans them
/// up, and nothing is handed out.
macro_rules! of_empty_key {
    ($($name:ident -> $result:ident;)*) => {
        $(
            #[doc = concat!("Returns `", stringify!($result), "`.\n\n# Errors\n`ERROR_INVALID_HANDLE`: no key.")]
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub extern "C" fn $name(key: HANDLE) -> WIN32_ERROR {
                of_key(key, foundation::$result)
            }
        )*
    };
}

of_empty_key! {
    RegCloseKey -> ERROR_SUCCESS;
    RegFlushKey -> ERROR_SUCCESS;
    RegDeleteKeyA -> ERROR_FILE_NOT_FOUND;
    RegDeleteKeyW -> ERROR_FILE_NOT_FOUND;
    RegDeleteValueA -> ERROR_FILE_NOT_FOUND;
    RegDeleteValueW -> ERROR_FILE_NOT_FOUND;
    RegEnumKeyExA -> ERROR_NO_MORE_ITEMS;
    RegEnumKeyExW -> ERROR_NO_MORE_ITEMS;
    RegEnumValueA -> ERROR_NO_MORE_ITEMS;
    RegEnumValueW -> ERROR_NO_MORE_ITEMS;
    RegQueryValueExA -> ERROR_FILE_NOT_FOUND;
    RegQueryValueExW -> ERROR_FILE_NOT_FOUND;
    RegSetValueExA -> ERROR_ACCESS_DENIED;
    RegSetValueExW -> ERROR_ACCESS_DENIED;
}
