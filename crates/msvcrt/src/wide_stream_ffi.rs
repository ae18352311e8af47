//! 16-bit characters to and from streams, which hold UTF-8.
//!
//! A character of two units is read as two; the second waits in the thread that read the first. Written one
//! unit at a time, the first waits likewise, so that both leave as one character.

use std::cell::Cell;
use std::ffi::c_int;

use libc::{EINVAL, FILE};

use crate::encoding::{next_utf8, to_narrow, units};
use crate::invalid_parameter::invalid_parameter;
use crate::printf::delivery::standard_output;

/// `WEOF`, the value libc's header gives it.
const WEOF: u32 = u32::MAX;

thread_local! {
    static UNREAD: Cell<Option<(*mut FILE, u16)>> = const { Cell::new(None) };
    static UNWRITTEN: Cell<Option<(*mut FILE, u16)>> = const { Cell::new(None) };
}

/// # Safety
/// `stream` is an open stream.
unsafe fn write(stream: *mut FILE, text: &[u16]) -> bool {
    let bytes = to_narrow(text);
    // SAFETY: as the caller promised.
    unsafe { libc::fwrite(bytes.as_ptr().cast(), 1, bytes.len(), stream) == bytes.len() }
}

/// `fputws`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_fputws")]
pub unsafe extern "C" fn fputws(text: *const u16, stream: *mut FILE) -> c_int {
    if text.is_null() || stream.is_null() {
        invalid_parameter(EINVAL);
        return -1;
    }
    // SAFETY: as the caller promised.
    if unsafe { write(stream, units(text)) } { 0 } else { -1 }
}

/// `_putws`: to standard output, with a line end.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__putws")]
pub unsafe extern "C" fn putws(text: *const u16) -> c_int {
    // SAFETY: as the caller promised.
    unsafe {
        let stream = standard_output();
        if fputws(text, stream) == 0 && libc::fputc(0x0A, stream) != libc::EOF { 0 } else { -1 }
    }
}

/// `fputwc`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_fputwc")]
pub unsafe extern "C" fn fputwc(unit: u16, stream: *mut FILE) -> u32 {
    if stream.is_null() {
        invalid_parameter(EINVAL);
        return WEOF;
    }
    if (0xD800..0xDC00).contains(&unit) {
        UNWRITTEN.set(Some((stream, unit)));
        return unit.into();
    }
    let first =
        UNWRITTEN.take().filter(|(waiting, _)| *waiting == stream && (0xDC00..0xE000).contains(&unit));
    let written = match first {
        // SAFETY: as the caller promised.
        Some((_, first)) => unsafe { write(stream, &[first, unit]) },
        // SAFETY: as the caller promised.
        None => unsafe { write(stream, &[unit]) },
    };
    if written { unit.into() } else { WEOF }
}

/// `putwchar`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_putwchar")]
pub unsafe extern "C" fn putwchar(unit: u16) -> u32 {
    // SAFETY: libc's standard output is open.
    unsafe { fputwc(unit, standard_output()) }
}

/// `fgetwc`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_fgetwc")]
pub unsafe extern "C" fn fgetwc(stream: *mut FILE) -> u32 {
    if stream.is_null() {
        invalid_parameter(EINVAL);
        return WEOF;
    }
    if let Some((_, unit)) = UNREAD.get().filter(|(waiting, _)| *waiting == stream) {
        UNREAD.set(None);
        return unit.into();
    }
    // SAFETY: as the caller promised.
    match unsafe { next_character(stream) } {
        None => WEOF,
        Some(character) => {
            let mut units = [0; 2];
            if let [_, second] = *character.encode_utf16(&mut units) {
                UNREAD.set(Some((stream, second)));
            }
            units[0].into()
        }
    }
}

/// The next character of a stream. A byte that cannot continue the sequence before it is put back.
///
/// # Safety
/// `stream` is an open stream.
unsafe fn next_character(stream: *mut FILE) -> Option<char> {
    // SAFETY: as the caller promised.
    let next = || u8::try_from(unsafe { libc::fgetc(stream) }).ok();
    let mut bytes = vec![next()?];
    let length = match bytes[0] {
        0xC2..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0..0xF5 => 4,
        _ => 1,
    };
    while bytes.len() < length {
        match next() {
            Some(byte) if (0x80..0xC0).contains(&byte) => bytes.push(byte),
            Some(byte) => {
                // SAFETY: as the caller promised.
                unsafe { libc::ungetc(byte.into(), stream) };
                break;
            }
            None => break,
        }
    }
    next_utf8(&mut bytes.into_iter().peekable())
}

/// `getwchar`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_getwchar")]
pub unsafe extern "C" fn getwchar() -> u32 {
    unsafe extern "C" {
        static mut stdin: *mut FILE;
    }
    // SAFETY: libc's standard input is open.
    unsafe { fgetwc(stdin) }
}

/// `ungetwc`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_ungetwc")]
pub unsafe extern "C" fn ungetwc(unit: u32, stream: *mut FILE) -> u32 {
    let Ok(narrow) = u16::try_from(unit) else { return WEOF };
    if narrow < 0x80 && UNREAD.get().is_none() {
        // SAFETY: as the caller promised.
        let pushed = unsafe { libc::ungetc(narrow.into(), stream) };
        return u32::try_from(pushed).unwrap_or(WEOF);
    }
    UNREAD.set(Some((stream, narrow)));
    unit
}

/// `fgetws`: up to a line end, which is stored, or `size - 1` units.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_fgetws")]
pub unsafe extern "C" fn fgetws(buffer: *mut u16, size: c_int, stream: *mut FILE) -> *mut u16 {
    if buffer.is_null() || size <= 0 || stream.is_null() {
        invalid_parameter(EINVAL);
        return std::ptr::null_mut();
    }
    let mut length = 0;
    while length + 1 < size as usize {
        // SAFETY: as the caller promised; `length` stays below `size`.
        unsafe {
            let Ok(unit) = u16::try_from(fgetwc(stream)) else { break };
            buffer.add(length).write(unit);
            length += 1;
            if unit == 0x0A {
                break;
            }
        }
    }
    if length == 0 && size > 1 {
        return std::ptr::null_mut();
    }
    // SAFETY: as above.
    unsafe { buffer.add(length).write(0) };
    buffer
}
