//! The bounded functions of narrow strings and memory.

use std::ffi::c_int;

use crate::secure_string;

/// `strcpy_s`: a copy that must fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_strcpy_s")]
pub unsafe extern "C" fn strcpy_s(destination: *mut u8, size: usize, source: *const u8) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::copy(destination, size, source) }
}

/// `strncpy_s`: at most `count` elements and a terminator, which must fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_strncpy_s")]
pub unsafe extern "C" fn strncpy_s(
    destination: *mut u8,
    size: usize,
    source: *const u8,
    count: usize,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::copy_counted(destination, size, source, count) }
}

/// `strcat_s`: appends what must fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_strcat_s")]
pub unsafe extern "C" fn strcat_s(destination: *mut u8, size: usize, source: *const u8) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::append(destination, size, source) }
}

/// `strncat_s`: appends at most `count` elements, which must fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_strncat_s")]
pub unsafe extern "C" fn strncat_s(
    destination: *mut u8,
    size: usize,
    source: *const u8,
    count: usize,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::append_counted(destination, size, source, count) }
}

/// `strnlen_s`: the length, at most `size`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_strnlen_s")]
pub unsafe extern "C" fn strnlen_s(text: *const u8, size: usize) -> usize {
    // SAFETY: as the caller promised.
    unsafe { secure_string::bounded_length(text, size) }
}

/// `strtok_s`: the next token.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_strtok_s")]
pub unsafe extern "C" fn strtok_s(text: *mut u8, delimiters: *const u8, context: *mut *mut u8) -> *mut u8 {
    // SAFETY: as the caller promised.
    unsafe { secure_string::token(text, delimiters, context) }
}

/// `_strlwr`: lower case, in place.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__strlwr")]
pub unsafe extern "C" fn ms_strlwr(text: *mut u8) -> *mut u8 {
    // SAFETY: as the caller promised.
    unsafe { secure_string::change(text, |byte: u8| byte.to_ascii_lowercase()) }
}

/// `_strupr`: upper case, in place.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__strupr")]
pub unsafe extern "C" fn ms_strupr(text: *mut u8) -> *mut u8 {
    // SAFETY: as the caller promised.
    unsafe { secure_string::change(text, |byte: u8| byte.to_ascii_uppercase()) }
}

/// `_strlwr_s`: lower case, in place.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__strlwr_s")]
pub unsafe extern "C" fn ms_strlwr_s(text: *mut u8, size: usize) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::change_bounded(text, size, |byte: u8| byte.to_ascii_lowercase()) }
}

/// `_strupr_s`: upper case, in place.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__strupr_s")]
pub unsafe extern "C" fn ms_strupr_s(text: *mut u8, size: usize) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::change_bounded(text, size, |byte: u8| byte.to_ascii_uppercase()) }
}

/// `memcpy_s`: a copy that must fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_memcpy_s")]
pub unsafe extern "C" fn memcpy_s(
    destination: *mut u8,
    size: usize,
    source: *const u8,
    count: usize,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::move_memory(destination, size, source, count) }
}

/// `memmove_s`: a copy that must fit, between areas that may overlap.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_memmove_s")]
pub unsafe extern "C" fn memmove_s(
    destination: *mut u8,
    size: usize,
    source: *const u8,
    count: usize,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { secure_string::move_memory(destination, size, source, count) }
}
