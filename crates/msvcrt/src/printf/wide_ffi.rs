//! The printf functions of 16-bit text that take a `va_list`; streams get UTF-8.

use std::ffi::c_int;

use libc::FILE;

use super::arguments::VaList;
use super::delivery;

/// `vwprintf`: to standard output.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vwprintf")]
pub unsafe extern "C" fn vwprintf(format: *const u16, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::to_stream(delivery::standard_output(), format, list) }
}

/// `vfwprintf`: to a stream.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vfwprintf")]
pub unsafe extern "C" fn vfwprintf(stream: *mut FILE, format: *const u16, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::to_stream(stream, format, list) }
}

/// `vswprintf`: terminated, -1 when it does not fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vswprintf")]
pub unsafe extern "C" fn vswprintf(buffer: *mut u16, size: usize, format: *const u16, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::fitting(buffer, size, format, list) }
}

/// `_vsnwprintf`: no terminator when full, -1 when it does not fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__vsnwprintf")]
pub unsafe extern "C" fn ms_vsnwprintf(
    buffer: *mut u16,
    size: usize,
    format: *const u16,
    list: VaList,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::unterminated(buffer, size, format, list) }
}

/// `vswprintf_s`: -1 and an empty string when it does not fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vswprintf_s")]
pub unsafe extern "C" fn vswprintf_s(
    buffer: *mut u16,
    size: usize,
    format: *const u16,
    list: VaList,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::secure(buffer, size, format, list) }
}

/// `_vsnwprintf_s`: at most `count` characters and a terminator.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__vsnwprintf_s")]
pub unsafe extern "C" fn ms_vsnwprintf_s(
    buffer: *mut u16,
    size: usize,
    count: usize,
    format: *const u16,
    list: VaList,
) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::secure_counted(buffer, size, count, format, list) }
}

/// `_vscwprintf`: the length alone.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__vscwprintf")]
pub unsafe extern "C" fn ms_vscwprintf(format: *const u16, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::counted(format, list) }
}
