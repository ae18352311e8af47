//! Categories an application permits.

use ws2_catalog::Patience;
use ws2_dispatch::catalog;
use ws2_types::{WsaError, WsaResult};

use super::code;
use super::install_ffi::report;
use crate::lent;

/// Longer than any command line the kernel takes.
const MOST_CHARACTERS: u32 = 1 << 21;

/// A text of so many characters, without NUL.
///
/// # Safety
/// `text` is NULL or valid for reads of `len` characters.
unsafe fn text_of(text: *const u16, len: u32) -> WsaResult<String> {
    if lent::is_absent(text) {
        return Err(WsaError::WSAEFAULT);
    }
    if len > MOST_CHARACTERS {
        return Err(WsaError::WSAEINVAL);
    }
    // SAFETY: the caller's promise.
    let units = unsafe { lent::array(text, len as usize) };
    let text = String::from_utf16(&units).map_err(|_| WsaError::WSAEINVAL)?;
    if text.contains('\0') { Err(WsaError::WSAEINVAL) } else { Ok(text) }
}

/// Path and arguments; NULL arguments mean every instance.
///
/// # Safety
/// As [`text_of`], for both.
unsafe fn application(
    path: *const u16,
    path_len: u32,
    extra: *const u16,
    extra_len: u32,
) -> WsaResult<(String, String)> {
    // SAFETY: the caller's promise.
    let path = unsafe { text_of(path, path_len) }?;
    if path.is_empty() {
        return Err(WsaError::WSAEINVAL);
    }
    let arguments = match extra.is_null() {
        true => String::new(),
        // SAFETY: the caller's promise.
        false => unsafe { text_of(extra, extra_len) }?,
    };
    Ok((path, arguments))
}

/// The categories an application permits; it is known by path and arguments together.
///
/// # Errors
/// `WSASERVICE_NOT_FOUND`: none are set; `WSAEFAULT` (NULL); `WSAEINVAL`: an empty path, no UTF-16, a NUL inside.
///
/// # Safety
/// The texts are NULL or valid for reads of their lengths, the other pointers NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WSCGetApplicationCategory")]
pub unsafe extern "C" fn WSCGetApplicationCategory(
    path: *const u16,
    path_len: u32,
    extra: *const u16,
    extra_len: u32,
    categories: *mut u32,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller's promise.
        let (path, arguments) = unsafe { application(path, path_len, extra, extra_len) }?;
        if lent::is_absent(categories) {
            return Err(WsaError::WSAEFAULT);
        }
        let found = catalog::look().application(&path, &arguments).ok_or(WsaError::WSASERVICE_NOT_FOUND)?;
        // SAFETY: the caller's promise.
        unsafe { lent::write(categories, found) }?;
        Ok(0)
    };
    // SAFETY: the caller's promise.
    unsafe { report(error, call) }
}

/// Adds to the categories an application permits. `previous` gets those from before, 0 if there were none.
///
/// # Errors
/// As [`WSCGetApplicationCategory`]; `WSANO_RECOVERY`: no permission, a broken catalog file.
///
/// # Safety
/// As [`WSCGetApplicationCategory`].
#[unsafe(export_name = "ws2_32_WSCSetApplicationCategory")]
pub unsafe extern "C" fn WSCSetApplicationCategory(
    path: *const u16,
    path_len: u32,
    extra: *const u16,
    extra_len: u32,
    categories: u32,
    previous: *mut u32,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller's promise.
        let (path, arguments) = unsafe { application(path, path_len, extra, extra_len) }?;
        let before =
            catalog::change(Patience::Wait, |change| Ok(change.permit(&path, &arguments, categories)));
        let before = before.map_err(code)?;
        if !previous.is_null() {
            // SAFETY: the caller's promise.
            unsafe { lent::write(previous, before.unwrap_or(0)) }?;
        }
        Ok(0)
    };
    // SAFETY: the caller's promise.
    unsafe { report(error, call) }
}
