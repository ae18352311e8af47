//! The scanf functions of narrow text that take a `va_list`; those with `...` call these.

use std::ffi::c_int;

use libc::FILE;

use super::conversion::{Kind, scan};
use super::input::{Stream, Text};
use crate::encoding::units;
use crate::invalid_parameter::invalid_parameter;
use crate::printf::arguments::{CopiedArguments, VaList};

unsafe extern "C" {
    static mut stdin: *mut FILE;
}

/// # Safety
/// As the C contract of scanf.
unsafe fn from_stream(stream: *mut FILE, secure: bool, format: *const u8, list: VaList) -> c_int {
    if stream.is_null() || format.is_null() {
        invalid_parameter(libc::EINVAL);
        return -1;
    }
    let kind = Kind { wide: false, secure };
    // SAFETY: the caller passes a terminated format and arguments that suit it.
    unsafe { scan(&mut Stream(stream), kind, units(format), &mut CopiedArguments::of(list)) }
}

/// # Safety
/// As the C contract of scanf.
unsafe fn from_text(text: *const u8, secure: bool, format: *const u8, list: VaList) -> c_int {
    if text.is_null() || format.is_null() {
        invalid_parameter(libc::EINVAL);
        return -1;
    }
    let kind = Kind { wide: false, secure };
    // SAFETY: the caller passes a terminated text and format, and arguments that suit it.
    unsafe { scan(&mut Text(text.cast()), kind, units(format), &mut CopiedArguments::of(list)) }
}

/// `vscanf`: from standard input.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vscanf")]
pub unsafe extern "C" fn vscanf(format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_stream(stdin, false, format, list) }
}

/// `vfscanf`: from a stream.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vfscanf")]
pub unsafe extern "C" fn vfscanf(stream: *mut FILE, format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_stream(stream, false, format, list) }
}

/// `vsscanf`: from a string.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vsscanf")]
pub unsafe extern "C" fn vsscanf(text: *const u8, format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_text(text, false, format, list) }
}

/// `vscanf_s`: from standard input, with buffer sizes.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vscanf_s")]
pub unsafe extern "C" fn vscanf_s(format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_stream(stdin, true, format, list) }
}

/// `vfscanf_s`: from a stream, with buffer sizes.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vfscanf_s")]
pub unsafe extern "C" fn vfscanf_s(stream: *mut FILE, format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_stream(stream, true, format, list) }
}

/// `vsscanf_s`: from a string, with buffer sizes.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vsscanf_s")]
pub unsafe extern "C" fn vsscanf_s(text: *const u8, format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_text(text, true, format, list) }
}
