//! The scanf functions of 16-bit text that take a `va_list`; streams hold UTF-8.

use std::ffi::c_int;

use libc::FILE;

use super::conversion::{Kind, scan};
use super::input::{Stream, Text};
use crate::encoding::{to_narrow, units};
use crate::invalid_parameter::invalid_parameter;
use crate::printf::arguments::{CopiedArguments, VaList};

unsafe extern "C" {
    static mut stdin: *mut FILE;
}

/// # Safety
/// As the C contract of scanf.
unsafe fn from_stream(stream: *mut FILE, secure: bool, format: *const u16, list: VaList) -> c_int {
    if stream.is_null() || format.is_null() {
        invalid_parameter(libc::EINVAL);
        return -1;
    }
    let kind = Kind { wide: true, secure };
    // SAFETY: the caller passes a terminated format and arguments that suit it.
    unsafe { scan(&mut Stream(stream), kind, &to_narrow(units(format)), &mut CopiedArguments::of(list)) }
}

/// # Safety
/// As the C contract of scanf.
unsafe fn from_text(text: *const u16, secure: bool, format: *const u16, list: VaList) -> c_int {
    if text.is_null() || format.is_null() {
        invalid_parameter(libc::EINVAL);
        return -1;
    }
    let kind = Kind { wide: true, secure };
    // SAFETY: the caller passes a terminated text.
    let mut narrow = to_narrow(unsafe { units(text) });
    narrow.push(0);
    // SAFETY: the caller passes a terminated text and format, and arguments that suit it.
    unsafe {
        scan(
            &mut Text(narrow.as_ptr().cast()),
            kind,
            &to_narrow(units(format)),
            &mut CopiedArguments::of(list),
        )
    }
}

/// `vwscanf`: from standard input.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vwscanf")]
pub unsafe extern "C" fn vwscanf(format: *const u16, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_stream(stdin, false, format, list) }
}

/// `vfwscanf`: from a stream.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vfwscanf")]
pub unsafe extern "C" fn vfwscanf(stream: *mut FILE, format: *const u16, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_stream(stream, false, format, list) }
}

/// `vswscanf`: from a string.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vswscanf")]
pub unsafe extern "C" fn vswscanf(text: *const u16, format: *const u16, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_text(text, false, format, list) }
}

/// `vwscanf_s`: from standard input, with buffer sizes.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vwscanf_s")]
pub unsafe extern "C" fn vwscanf_s(format: *const u16, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_stream(stdin, true, format, list) }
}

/// `vfwscanf_s`: from a stream, with buffer sizes.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vfwscanf_s")]
pub unsafe extern "C" fn vfwscanf_s(stream: *mut FILE, format: *const u16, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_stream(stream, true, format, list) }
}

/// `vswscanf_s`: from a string, with buffer sizes.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_vswscanf_s")]
pub unsafe extern "C" fn vswscanf_s(text: *const u16, format: *const u16, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { from_text(text, true, format, list) }
}
