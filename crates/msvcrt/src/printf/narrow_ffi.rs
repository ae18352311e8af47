//! The printf functions of narrow text that take a `va_list`; those with `...` call these.

use std::ffi::c_int;

use libc::FILE;

use super::arguments::VaList;
use super::delivery;

/// `vprintf`: to standard output.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vprintf")]
pub unsafe extern "C" fn vprintf(format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::to_stream(delivery::standard_output(), format, list) }
}

/// `vfprintf`: to a stream.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vfprintf")]
pub unsafe extern "C" fn vfprintf(stream: *mut FILE, format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::to_stream(stream, format, list) }
}

/// `vsprintf`: to a buffer said to be large enough.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vsprintf")]
pub unsafe extern "C" fn vsprintf(buffer: *mut u8, format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::unbounded(buffer, format, list) }
}

/// `vsnprintf`: C99's: terminated, returns the whole length.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vsnprintf")]
pub unsafe extern "C" fn vsnprintf(buffer: *mut u8, size: usize, format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::truncated(buffer, size, format, list) }
}

/// `_vsnprintf`: no terminator when full, -1 when it does not fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__vsnprintf")]
pub unsafe extern "C" fn ms_vsnprintf(
    buffer: *mut u8,
    size: usize,
    format: *const u8,
    list: VaList,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::unterminated(buffer, size, format, list) }
}

/// `vsprintf_s`: -1 and an empty string when it does not fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vsprintf_s")]
pub unsafe extern "C" fn vsprintf_s(buffer: *mut u8, size: usize, format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::secure(buffer, size, format, list) }
}

/// `_vsnprintf_s`: at most `count` characters and a terminator.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__vsnprintf_s")]
pub unsafe extern "C" fn ms_vsnprintf_s(
    buffer: *mut u8,
    size: usize,
    count: usize,
    format: *const u8,
    list: VaList,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::secure_counted(buffer, size, count, format, list) }
}

/// `_vscprintf`: the length alone.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__vscprintf")]
pub unsafe extern "C" fn ms_vscprintf(format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::counted(format, list) }
}
