//! Status codes and counted strings.

use ws2_types::abi::foundation::{NTSTATUS, UNICODE_STRING};
use ws2_types::status::dos_error_of;

use crate::kernel32::lstr_ffi::wide_len;

/// The Win32 code of a status; `ERROR_MR_MID_NOT_FOUND` where there is none.
#[unsafe(export_name = "ws2_32_RtlNtStatusToDosError")]
pub extern "C" fn RtlNtStatusToDosError(status: NTSTATUS) -> u32 {
    dos_error_of(status as u32)
}

/// Makes a counted string of one that ends in NUL, without a copy. What is too long for it is cut off.
///
/// # Safety
/// `destination` is valid for writes; `source` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_RtlInitUnicodeString")]
pub unsafe extern "C" fn RtlInitUnicodeString(destination: *mut UNICODE_STRING, source: *const u16) {
    const MOST_UNITS: usize = (u16::MAX as usize - 3) / 2;
    let units = if source.is_null() { 0 } else { wide_len(source) };
    let bytes = (units.min(MOST_UNITS) * 2) as u16;
    let maximum = if source.is_null() { 0 } else { bytes + 2 };
    let counted = UNICODE_STRING { Length: bytes, MaximumLength: maximum, Buffer: source.cast_mut() };
    // SAFETY: the caller's to write.
    unsafe { destination.write_unaligned(counted) };
}
