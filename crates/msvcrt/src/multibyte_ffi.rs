//! `mbstowcs`, `wcstombs` and kin: UTF-8 to and from 16-bit text.
//!
//! Text that is malformed becomes U+FFFD in the functions for whole strings. Those for one character fail with
//! EILSEQ instead, also for a character that takes two units.

use std::ffi::{c_int, c_void};

use libc::{EILSEQ, EINVAL, ERANGE};

use crate::encoding::{CodeUnit, next_utf8, terminated, to_narrow, to_wide, units};
use crate::invalid_parameter::{invalid_parameter, set_errno};
use crate::printf::delivery::TRUNCATE;
use crate::secure_string::STRUNCATE;

const FAILED: usize = usize::MAX;
const INCOMPLETE: usize = usize::MAX - 1;

/// Stores as much of the text as fits, terminated when there is room, and returns how much that is.
///
/// # Safety
/// `destination` is null, which only counts, or has `size` elements.
unsafe fn store<C: Copy + Default>(destination: *mut C, text: &[C], size: usize) -> usize {
    if destination.is_null() {
        return text.len();
    }
    let kept = text.len().min(size);
    // SAFETY: as the caller promised.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr(), destination, kept);
        if kept < size {
            destination.add(kept).write(C::default());
        }
    }
    kept
}

/// `mbstowcs`: the units stored, the terminator not counted.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_mbstowcs")]
pub unsafe extern "C" fn mbstowcs(destination: *mut u16, source: *const u8, count: usize) -> usize {
    let limit = if destination.is_null() { usize::MAX } else { count };
    let mut text = Vec::new();
    // SAFETY: the source is terminated.
    u16::append_narrow(unsafe { terminated(source) }, limit, &mut text);
    // SAFETY: as the caller promised.
    unsafe { store(destination, &text, count) }
}

/// `wcstombs`: the bytes stored, the terminator not counted.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcstombs")]
pub unsafe extern "C" fn wcstombs(destination: *mut u8, source: *const u16, count: usize) -> usize {
    let limit = if destination.is_null() { usize::MAX } else { count };
    let mut text = Vec::new();
    // SAFETY: the source is terminated.
    u8::append_wide(unsafe { terminated(source) }, limit, &mut text);
    // SAFETY: as the caller promised.
    unsafe { store(destination, &text, count) }
}

/// `mbsrtowcs`: as `mbstowcs`, and steps the source.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_mbsrtowcs")]
pub unsafe extern "C" fn mbsrtowcs(
    destination: *mut u16,
    source: *mut *const u8,
    count: usize,
    _state: *mut c_void,
) -> usize {
    // SAFETY: as the caller promised.
    unsafe {
        let stored = mbstowcs(destination, *source, count);
        if !destination.is_null() {
            let whole = to_wide(units(*source));
            *source = match stored == whole.len() && stored < count {
                true => std::ptr::null(),
                false => (*source).add(to_narrow(&whole[..stored]).len()),
            };
        }
        stored
    }
}

/// `wcsrtombs`: as `wcstombs`, and steps the source.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsrtombs")]
pub unsafe extern "C" fn wcsrtombs(
    destination: *mut u8,
    source: *mut *const u16,
    count: usize,
    _state: *mut c_void,
) -> usize {
    // SAFETY: as the caller promised.
    unsafe {
        let stored = wcstombs(destination, *source, count);
        if !destination.is_null() {
            let whole = to_narrow(units(*source));
            *source = match stored == whole.len() && stored < count {
                true => std::ptr::null(),
                false => (*source).add(to_wide(&whole[..stored]).len()),
            };
        }
        stored
    }
}

/// `mbrtowc`: one character of one unit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_mbrtowc")]
pub unsafe extern "C" fn mbrtowc(
    destination: *mut u16,
    source: *const u8,
    count: usize,
    _state: *mut c_void,
) -> usize {
    if source.is_null() {
        return 0;
    }
    // SAFETY: the source has `count` bytes.
    let bytes = || (0..count).map(|at| unsafe { source.add(at).read() });
    let Some(first) = bytes().next() else { return INCOMPLETE };
    let needed = match first {
        0xC2..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 1,
    };
    if needed > count {
        return INCOMPLETE;
    }
    match next_utf8(&mut bytes().peekable()) {
        Some(character) if character.len_utf8() == needed => {
            if !destination.is_null() {
                // SAFETY: as the caller promised.
                unsafe { destination.write(character as u16) };
            }
            if character == '\0' { 0 } else { needed }
        }
        _ => {
            set_errno(EILSEQ);
            FAILED
        }
    }
}

/// `mbtowc`: as `mbrtowc`; -1 for incomplete characters too.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_mbtowc")]
pub unsafe extern "C" fn mbtowc(destination: *mut u16, source: *const u8, count: usize) -> c_int {
    // SAFETY: as the caller promised.
    let length = unsafe { mbrtowc(destination, source, count, std::ptr::null_mut()) };
    c_int::try_from(length).unwrap_or(-1)
}

/// `wcrtomb`: one unit that is a character.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcrtomb")]
pub unsafe extern "C" fn wcrtomb(destination: *mut u8, unit: u16, _state: *mut c_void) -> usize {
    if destination.is_null() {
        return 1;
    }
    let Some(character) = char::from_u32(unit.into()) else {
        set_errno(EILSEQ);
        return FAILED;
    };
    let mut bytes = [0; 4];
    let text = character.encode_utf8(&mut bytes).as_bytes();
    // SAFETY: the destination has MB_CUR_MAX bytes, and three are the most a unit takes.
    unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), destination, text.len()) };
    text.len()
}

/// `wctomb`: as `wcrtomb`, without state.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wctomb")]
pub unsafe extern "C" fn wctomb(destination: *mut u8, unit: u16) -> c_int {
    if destination.is_null() {
        return 0;
    }
    // SAFETY: as the caller promised.
    let length = unsafe { wcrtomb(destination, unit, std::ptr::null_mut()) };
    c_int::try_from(length).unwrap_or(-1)
}

/// The rules `mbstowcs_s` and `wcstombs_s` share.
///
/// # Safety
/// `converted` is null or writable, `destination` is null or has `size` elements.
unsafe fn store_secure<C: Copy + Default>(
    converted: *mut usize,
    destination: *mut C,
    size: usize,
    text: &[C],
    count: usize,
) -> c_int {
    // SAFETY: as the caller promised.
    let report = |length| unsafe {
        if !converted.is_null() {
            converted.write(length);
        }
    };
    if destination.is_null() {
        if size != 0 {
            return invalid_parameter(EINVAL);
        }
        report(text.len() + 1);
        return 0;
    }
    if size == 0 {
        return invalid_parameter(EINVAL);
    }
    let wanted = text.len().min(count);
    if wanted >= size && count != TRUNCATE {
        // SAFETY: there is at least one element.
        unsafe { destination.write(C::default()) };
        report(0);
        return invalid_parameter(ERANGE);
    }
    let kept = wanted.min(size - 1);
    // SAFETY: `kept` is below `size`.
    unsafe { store(destination, &text[..kept], kept + 1) };
    report(kept + 1);
    if kept < wanted { STRUNCATE } else { 0 }
}

/// `mbstowcs_s`: the terminator is counted in what is reported.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_mbstowcs_s")]
pub unsafe extern "C" fn mbstowcs_s(
    converted: *mut usize,
    destination: *mut u16,
    size: usize,
    source: *const u8,
    count: usize,
) -> c_int {
    if source.is_null() {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised.
    unsafe { store_secure(converted, destination, size, &to_wide(units(source)), count) }
}

/// `wcstombs_s`: the terminator is counted in what is reported.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcstombs_s")]
pub unsafe extern "C" fn wcstombs_s(
    converted: *mut usize,
    destination: *mut u8,
    size: usize,
    source: *const u16,
    count: usize,
) -> c_int {
    if source.is_null() {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised.
    unsafe { store_secure(converted, destination, size, &to_narrow(units(source)), count) }
}
