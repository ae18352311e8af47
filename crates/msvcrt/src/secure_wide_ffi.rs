//! The bounded functions of 16-bit strings and memory.

use std::ffi::c_int;

use crate::secure_string;
use crate::wide_string_ffi;

/// `wcscpy_s`: a copy that must fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcscpy_s")]
pub unsafe extern "C" fn wcscpy_s(destination: *mut u16, size: usize, source: *const u16) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::copy(destination, size, source) }
}

/// `wcsncpy_s`: at most `count` elements and a terminator, which must fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsncpy_s")]
pub unsafe extern "C" fn wcsncpy_s(
    destination: *mut u16,
    size: usize,
    source: *const u16,
    count: usize,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::copy_counted(destination, size, source, count) }
}

/// `wcscat_s`: appends what must fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcscat_s")]
pub unsafe extern "C" fn wcscat_s(destination: *mut u16, size: usize, source: *const u16) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::append(destination, size, source) }
}

/// `wcsncat_s`: appends at most `count` elements, which must fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsncat_s")]
pub unsafe extern "C" fn wcsncat_s(
    destination: *mut u16,
    size: usize,
    source: *const u16,
    count: usize,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::append_counted(destination, size, source, count) }
}

/// `wcsnlen_s`: the length, at most `size`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsnlen_s")]
pub unsafe extern "C" fn wcsnlen_s(text: *const u16, size: usize) -> usize {
    // SAFETY: as the caller promised.
    unsafe { secure_string::bounded_length(text, size) }
}

/// `wcstok_s`: the next token.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcstok_s")]
pub unsafe extern "C" fn wcstok_s(
    text: *mut u16,
    delimiters: *const u16,
    context: *mut *mut u16,
) -> *mut u16 {
    // SAFETY: as the caller promised.
    unsafe { secure_string::token(text, delimiters, context) }
}

/// `_wcslwr`: lower case, in place.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__wcslwr")]
pub unsafe extern "C" fn ms_wcslwr(text: *mut u16) -> *mut u16 {
    // SAFETY: as the caller promised.
    unsafe { secure_string::change(text, wide_string_ffi::lower) }
}

/// `_wcsupr`: upper case, in place.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__wcsupr")]
pub unsafe extern "C" fn ms_wcsupr(text: *mut u16) -> *mut u16 {
    // SAFETY: as the caller promised.
    unsafe { secure_string::change(text, wide_string_ffi::upper) }
}

/// `_wcslwr_s`: lower case, in place.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__wcslwr_s")]
pub unsafe extern "C" fn ms_wcslwr_s(text: *mut u16, size: usize) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::change_bounded(text, size, wide_string_ffi::lower) }
}

/// `_wcsupr_s`: upper case, in place.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__wcsupr_s")]
pub unsafe extern "C" fn ms_wcsupr_s(text: *mut u16, size: usize) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::change_bounded(text, size, wide_string_ffi::upper) }
}

/// `wmemcpy_s`: a copy that must fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wmemcpy_s")]
pub unsafe extern "C" fn wmemcpy_s(
    destination: *mut u16,
    size: usize,
    source: *const u16,
    count: usize,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::move_memory(destination, size, source, count) }
}

/// `wmemmove_s`: a copy that must fit, between areas that may overlap.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wmemmove_s")]
pub unsafe extern "C" fn wmemmove_s(
    destination: *mut u16,
    size: usize,
    source: *const u16,
    count: usize,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::move_memory(destination, size, source, count) }
}
