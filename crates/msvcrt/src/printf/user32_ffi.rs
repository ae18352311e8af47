//! `wsprintf` of user32: printf into a buffer of 1,024 characters.
//!
//! Its documented conversions are a subset of printf's, and all mean the same. Output is cut at 1,023 characters.

use std::ffi::c_int;

use super::arguments::VaList;
use super::delivery;

/// Documented: the most `wsprintf` writes, terminator included.
const CAPACITY: usize = 1024;
/// `wvsprintfA`: the characters stored; 0 when the format is refused.
///
/// # Safety
/// As the C contract: `buffer` has room for the text, which is never more than 1,024 characters.
#[unsafe(export_name = "ws2_32_wvsprintfA")]
pub unsafe extern "C" fn wvsprintf_a(buffer: *mut u8, format: *const u8, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::truncated(buffer, CAPACITY, format, list) }.clamp(0, CAPACITY as c_int - 1)
}

/// `wvsprintfW`: the characters stored; 0 when the format is refused.
///
/// # Safety
/// As the C contract: `buffer` has room for the text, which is never more than 1,024 characters.
#[unsafe(export_name = "ws2_32_wvsprintfW")]
pub unsafe extern "C" fn wvsprintf_w(buffer: *mut u16, format: *const u16, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { delivery::truncated(buffer, CAPACITY, format, list) }.clamp(0, CAPACITY as c_int - 1)
}
