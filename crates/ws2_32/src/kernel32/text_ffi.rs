//! Text between the program's narrow and wide strings.
//!
//! The ANSI and OEM code pages are UTF-8 here, as they are on a Windows whose "beta: UTF-8" setting is on:
//! that is what Linux file names, terminals and C strings hold.

use std::borrow::Cow;

use ws2_types::abi::foundation;
use ws2_types::abi::globalization::{
    CP_ACP, CP_MACCP, CP_OEMCP, CP_THREAD_ACP, CP_UTF8, MB_ERR_INVALID_CHARS, WC_ERR_INVALID_CHARS,
};
use ws2_types::{WsaError, WsaResult};

use super::{base_call, lstr_ffi, win32};

/// US-ASCII and Latin 1, the other code pages that need no table.
const CP_ASCII: u32 = 20_127;
const CP_LATIN_1: u32 = 28_591;

/// The letters of a string: bytes or UTF-16 units.
pub(super) trait Units: Copy + Default {
    /// A string in these units, without NUL.
    fn units(text: &str) -> Vec<Self>;
}

impl Units for u8 {
    fn units(text: &str) -> Vec<u8> {
        text.as_bytes().to_vec()
    }
}

impl Units for u16 {
    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }
}

/// Copies a string with its NUL, if there is room.
///
/// # Safety
/// `buffer` is NULL or valid for writes of `room` letters.
pub(super) unsafe fn hand_out<T: Units>(text: &[T], buffer: *mut T, room: usize) -> bool {
    if buffer.is_null() || text.len() >= room {
        return false;
    }
    // SAFETY: the text and its NUL fit into the room the caller lends.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr(), buffer, text.len());
        *buffer.add(text.len()) = T::default();
    }
    true
}

/// Copies a string into a buffer whose length goes in and out.
///
/// # Errors
/// `ERROR_BUFFER_OVERFLOW`, with the length it needs; `WSA_INVALID_PARAMETER`: NULL.
///
/// # Safety
/// `len` is NULL or valid for reads and writes; `buffer` for writes of `*len` letters.
pub(super) unsafe fn hand_out_with_length<T: Units>(
    text: Vec<T>,
    buffer: *mut T,
    len: *mut u32,
) -> WsaResult<()> {
    // SAFETY: NULL or the caller's.
    let len = unsafe { len.as_mut() }.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
    // SAFETY: passed on.
    if unsafe { hand_out(&text, buffer, *len as usize) } {
        *len = text.len() as u32;
        return Ok(());
    }
    *len = text.len() as u32 + 1;
    Err(win32(foundation::ERROR_BUFFER_OVERFLOW))
}

/// The letters of an input whose length may be -1: up to its NUL, which then counts.
///
/// # Safety
/// `text` is NULL or valid for reads of `len` letters, or up to its NUL when `len` is -1.
unsafe fn input<'a, T: Units>(text: *const T, len: i32, nul: impl Fn() -> usize) -> WsaResult<&'a [T]> {
    let len = match len {
        _ if text.is_null() => return Err(WsaError::WSA_INVALID_PARAMETER),
        -1 => nul() + 1,
        len if len > 0 => len as usize,
        _ => return Err(WsaError::WSA_INVALID_PARAMETER),
    };
    // SAFETY: not NULL; the caller vouches for the length.
    Ok(unsafe { std::slice::from_raw_parts(text, len) })
}

/// The answer of both conversions: how many letters, handed out if there is room for any.
///
/// # Safety
/// `buffer` is NULL or valid for writes of `room` letters.
unsafe fn output<T: Units>(text: &[T], buffer: *mut T, room: i32) -> WsaResult<i32> {
    if room < 0 || (room > 0 && buffer.is_null()) {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    if room > 0 {
        if text.len() > room as usize {
            return Err(win32(foundation::ERROR_INSUFFICIENT_BUFFER));
        }
        // SAFETY: the text fits into the room the caller lends.
        unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), buffer, text.len()) };
    }
    Ok(text.len() as i32)
}

fn decode(code_page: u32, strict: bool, bytes: &[u8]) -> WsaResult<Cow<'_, str>> {
    match code_page {
        CP_ACP | CP_OEMCP | CP_MACCP | CP_THREAD_ACP | CP_UTF8 => {
            let text = String::from_utf8_lossy(bytes);
            if strict && matches!(text, Cow::Owned(_)) {
                return Err(win32(foundation::ERROR_NO_UNICODE_TRANSLATION));
            }
            Ok(text)
        }
        CP_ASCII => Ok(bytes.iter().map(|byte| char::from(byte & 0x7f)).collect()),
        CP_LATIN_1 => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
        _ => Err(WsaError::WSA_INVALID_PARAMETER),
    }
}

/// Narrow to wide.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: NULL, an empty input, a code page without a table here.
/// `ERROR_INSUFFICIENT_BUFFER`. `ERROR_NO_UNICODE_TRANSLATION`: bad bytes with `MB_ERR_INVALID_CHARS`.
///
/// # Safety
/// `text` is NULL or valid for reads of `len` bytes (up to its NUL for -1), `buffer` for writes of `room` units.
#[unsafe(export_name = "ws2_32_MultiByteToWideChar")]
pub unsafe extern "C" fn MultiByteToWideChar(
    code_page: u32,
    flags: u32,
    text: *const u8,
    len: i32,
    buffer: *mut u16,
    room: i32,
) -> i32 {
    base_call(0, || {
        // SAFETY: passed on.
        let bytes = unsafe { input(text, len, || lstr_ffi::narrow_len(text))? };
        let text = decode(code_page, flags & MB_ERR_INVALID_CHARS != 0, bytes)?;
        // SAFETY: passed on.
        unsafe { output(&u16::units(&text), buffer, room) }
    })
}

fn encode(
    code_page: u32,
    strict: bool,
    units: &[u16],
    default: Option<u8>,
    used_default: &mut bool,
) -> WsaResult<Vec<u8>> {
    let limit = match code_page {
        CP_ACP | CP_OEMCP | CP_MACCP | CP_THREAD_ACP | CP_UTF8 => {
            let text = if strict { String::from_utf16(units).ok() } else { None };
            if strict && text.is_none() {
                return Err(win32(foundation::ERROR_NO_UNICODE_TRANSLATION));
            }
            return Ok(text.unwrap_or_else(|| String::from_utf16_lossy(units)).into_bytes());
        }
        CP_ASCII => 0x80,
        CP_LATIN_1 => 0x100,
        _ => return Err(WsaError::WSA_INVALID_PARAMETER),
    };
    let default = default.unwrap_or(b'?');
    let mut byte = |letter: Result<char, _>| match letter {
        Ok(letter) if u32::from(letter) < limit => letter as u8,
        _ => {
            *used_default = true;
            default
        }
    };
    Ok(char::decode_utf16(units.iter().copied()).map(|letter| byte(letter.map_err(|_| ()))).collect())
}

/// Wide to narrow.
///
/// # Errors
/// As [`MultiByteToWideChar`].
///
/// # Safety
/// `text` is NULL or valid for reads of `len` units (up to its NUL for -1), `buffer` for writes of `room` bytes,
/// `default` for reads of a byte, `used_default` for writes.
#[unsafe(export_name = "ws2_32_WideCharToMultiByte")]
pub unsafe extern "C" fn WideCharToMultiByte(
    code_page: u32,
    flags: u32,
    text: *const u16,
    len: i32,
    buffer: *mut u8,
    room: i32,
    default: *const u8,
    used_default: *mut i32,
) -> i32 {
    base_call(0, || {
        // SAFETY: passed on.
        let units = unsafe { input(text, len, || lstr_ffi::wide_len(text))? };
        // SAFETY: NULL or the caller's.
        let (default, used_default) = unsafe { (default.as_ref().copied(), used_default.as_mut()) };
        let mut used = false;
        let bytes = encode(code_page, flags & WC_ERR_INVALID_CHARS != 0, units, default, &mut used)?;
        if let Some(used_default) = used_default {
            *used_default = i32::from(used);
        }
        // SAFETY: passed on.
        unsafe { output(&bytes, buffer, room) }
    })
}

/// The code page of narrow strings: UTF-8.
#[unsafe(export_name = "ws2_32_GetACP")]
pub extern "C" fn GetACP() -> u32 {
    CP_UTF8
}

#[unsafe(export_name = "ws2_32_GetOEMCP")]
pub extern "C" fn GetOEMCP() -> u32 {
    CP_UTF8
}

#[cfg(test)]
mod tests;
