//! Time as Microsoft's `time.h` and `sys/timeb.h` have it.

use std::ffi::{c_char, c_int, c_long};
use std::sync::OnceLock;
use std::time::Instant;

use libc::{EINVAL, ERANGE, time_t, tm};

use crate::encoding::{to_narrow, to_wide, units};
use crate::invalid_parameter::{invalid_parameter, set_errno};

type Convert = unsafe extern "C" fn(*const time_t, *mut tm) -> *mut tm;

/// # Safety
/// `fields` is null or writable, `time` is null or readable.
unsafe fn convert(fields: *mut tm, time: *const time_t, convert: Convert) -> c_int {
    if fields.is_null() {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised.
    let time = (!time.is_null()).then(|| unsafe { time.read() }).filter(|time| *time >= 0);
    // SAFETY: as the caller promised; libc fills the fields.
    if time.is_some_and(|time| !unsafe { convert(&time, fields) }.is_null()) {
        return 0;
    }
    let mut none = tm_of_minus_ones();
    // SAFETY: as the caller promised.
    unsafe { std::ptr::swap(fields, &mut none) };
    invalid_parameter(EINVAL)
}

/// What the fields are set to when a conversion fails.
fn tm_of_minus_ones() -> tm {
    tm {
        tm_sec: -1,
        tm_min: -1,
        tm_hour: -1,
        tm_mday: -1,
        tm_mon: -1,
        tm_year: -1,
        tm_wday: -1,
        tm_yday: -1,
        tm_isdst: -1,
        tm_gmtoff: 0,
        tm_zone: std::ptr::null(),
    }
}

/// `localtime_s`, with the arguments in Microsoft's order.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_localtime_s")]
pub unsafe extern "C" fn localtime_s(fields: *mut tm, time: *const time_t) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { convert(fields, time, libc::localtime_r) }
}

/// `gmtime_s`, with the arguments in Microsoft's order.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_gmtime_s")]
pub unsafe extern "C" fn gmtime_s(fields: *mut tm, time: *const time_t) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { convert(fields, time, libc::gmtime_r) }
}

unsafe extern "C" {
    fn asctime_r(fields: *const tm, buffer: *mut c_char) -> *mut c_char;
    fn strftime(buffer: *mut c_char, size: usize, format: *const c_char, fields: *const tm) -> usize;
}

/// The length of what `asctime` prints, terminator included.
const ASCTIME_SIZE: usize = 26;

/// `asctime_s`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_asctime_s")]
pub unsafe extern "C" fn asctime_s(buffer: *mut c_char, size: usize, fields: *const tm) -> c_int {
    if buffer.is_null() || size == 0 {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised; libc's own buffer limit is 26 for years of four digits, and 64 hold any.
    unsafe {
        buffer.write(0);
        if fields.is_null() || size < ASCTIME_SIZE {
            return invalid_parameter(EINVAL);
        }
        let mut text = [0 as c_char; 64];
        if asctime_r(fields, text.as_mut_ptr()).is_null() || text[ASCTIME_SIZE - 1] != 0 {
            return invalid_parameter(EINVAL);
        }
        std::ptr::copy_nonoverlapping(text.as_ptr(), buffer, ASCTIME_SIZE);
    }
    0
}

/// `ctime_s`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_ctime_s")]
pub unsafe extern "C" fn ctime_s(buffer: *mut c_char, size: usize, time: *const time_t) -> c_int {
    let mut fields = tm_of_minus_ones();
    // SAFETY: as the caller promised.
    unsafe {
        match localtime_s(&mut fields, time) {
            0 => asctime_s(buffer, size, &fields),
            code => {
                if !buffer.is_null() && size > 0 {
                    buffer.write(0);
                }
                code
            }
        }
    }
}

/// Now, as `strftime` prints it.
///
/// # Safety
/// `buffer` is null or has `size` bytes.
unsafe fn now_as(format: &std::ffi::CStr, buffer: *mut c_char, size: usize) -> c_int {
    if buffer.is_null() || size == 0 {
        return invalid_parameter(EINVAL);
    }
    let mut fields = tm_of_minus_ones();
    // SAFETY: as the caller promised; libc writes at most `size` bytes.
    unsafe {
        let now = libc::time(std::ptr::null_mut());
        libc::localtime_r(&now, &mut fields);
        if strftime(buffer, size, format.as_ptr(), &fields) == 0 {
            buffer.write(0);
            return invalid_parameter(ERANGE);
        }
    }
    0
}

/// `_strtime_s`: `hh:mm:ss`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__strtime_s")]
pub unsafe extern "C" fn strtime_s(buffer: *mut c_char, size: usize) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { now_as(c"%H:%M:%S", buffer, size) }
}

/// `_strdate_s`: `mm/dd/yy`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__strdate_s")]
pub unsafe extern "C" fn strdate_s(buffer: *mut c_char, size: usize) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { now_as(c"%m/%d/%y", buffer, size) }
}

/// `_strtime`: the buffer has nine bytes.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__strtime")]
pub unsafe extern "C" fn strtime(buffer: *mut c_char) -> *mut c_char {
    // SAFETY: as the caller promised.
    unsafe { strtime_s(buffer, 9) };
    buffer
}

/// `_strdate`: the buffer has nine bytes.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__strdate")]
pub unsafe extern "C" fn strdate(buffer: *mut c_char) -> *mut c_char {
    // SAFETY: as the caller promised.
    unsafe { strdate_s(buffer, 9) };
    buffer
}

/// `struct _timeb`.
#[derive(Debug)]
#[repr(C)]
pub struct TimeB {
    time: time_t,
    millitm: u16,
    timezone: i16,
    dstflag: i16,
}

/// `_ftime_s`: seconds, milliseconds, and minutes west of UTC.
///
/// # Safety
/// `result` is null or writable.
#[unsafe(export_name = "msvcrt__ftime_s")]
pub unsafe extern "C" fn ftime_s(result: *mut TimeB) -> c_int {
    if result.is_null() {
        return invalid_parameter(EINVAL);
    }
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    let mut fields = tm_of_minus_ones();
    // SAFETY: the structures are ours; the result is writable.
    unsafe {
        libc::clock_gettime(libc::CLOCK_REALTIME, &mut now);
        libc::localtime_r(&now.tv_sec, &mut fields);
        let dst_minutes = if fields.tm_isdst > 0 { 60 } else { 0 };
        result.write(TimeB {
            time: now.tv_sec,
            millitm: (now.tv_nsec / 1_000_000) as u16,
            timezone: (dst_minutes - fields.tm_gmtoff / 60) as i16,
            dstflag: i16::from(fields.tm_isdst > 0),
        });
    }
    0
}

/// `clock`: milliseconds of wall time, not of processor time, since it was first called.
#[unsafe(export_name = "msvcrt_clock")]
pub extern "C" fn clock() -> c_long {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_millis() as c_long
}

/// `wcsftime` of 16-bit text: the units stored, 0 when they do not fit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsftime")]
pub unsafe extern "C" fn wcsftime(
    buffer: *mut u16,
    size: usize,
    format: *const u16,
    fields: *const tm,
) -> usize {
    if buffer.is_null() || size == 0 || format.is_null() || fields.is_null() {
        invalid_parameter(EINVAL);
        return 0;
    }
    // SAFETY: the format is terminated.
    // A UTF-16 unit is at most three bytes of UTF-8; the space in front tells an empty result from a failure.
    let mut format = [b" ", &to_narrow(unsafe { units(format) })[..]].concat();
    format.push(0);
    let mut narrow = vec![0u8; size.saturating_mul(3).saturating_add(2)];
    // SAFETY: the format is terminated and the buffer's length is passed.
    let length =
        unsafe { strftime(narrow.as_mut_ptr().cast(), narrow.len(), format.as_ptr().cast(), fields) };
    let text = to_wide(narrow.get(1..length).unwrap_or_default());
    // SAFETY: as the caller promised.
    unsafe {
        buffer.write(0);
        if length == 0 || text.len() >= size {
            set_errno(ERANGE);
            return 0;
        }
        std::ptr::copy_nonoverlapping(text.as_ptr(), buffer, text.len());
        buffer.add(text.len()).write(0);
    }
    text.len()
}
