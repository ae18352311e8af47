//! Numbers as text in any base: `_itoa` and kin.
//!
//! A negative number has a minus sign in base 10 only; in other bases its bits are printed.

use std::ffi::{c_int, c_long, c_longlong, c_ulong, c_ulonglong};

use libc::{EINVAL, ERANGE};

use crate::encoding::CodeUnit;
use crate::invalid_parameter::invalid_parameter;

/// The longest text: 64 binary digits.
const MAX_DIGITS: usize = 64;

/// The value as unsigned, and whether a minus sign precedes it.
fn signed(value: i64, bits: u64, radix: c_int) -> (u64, bool) {
    if radix == 10 { (value.unsigned_abs(), value < 0) } else { (bits, false) }
}

/// Writes the digits; nothing but an empty string when they do not fit.
///
/// # Safety
/// `buffer` is null or has `size` elements.
unsafe fn write<C: CodeUnit>(
    (value, negative): (u64, bool),
    buffer: *mut C,
    size: usize,
    radix: c_int,
) -> c_int {
    if buffer.is_null() || size == 0 {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: there is at least one element.
    unsafe { buffer.write(C::default()) };
    if !(2..=36).contains(&radix) {
        return invalid_parameter(EINVAL);
    }
    let mut text = Vec::with_capacity(MAX_DIGITS + 2);
    let mut rest = value;
    loop {
        let digit = (rest % radix as u64) as u8;
        text.push(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
        rest /= radix as u64;
        if rest == 0 {
            break;
        }
    }
    if negative {
        text.push(b'-');
    }
    if text.len() >= size {
        return invalid_parameter(ERANGE);
    }
    for (at, &digit) in text.iter().rev().enumerate() {
        // SAFETY: the text and its terminator fit.
        unsafe { buffer.add(at).write(C::from_ascii(digit)) };
    }
    // SAFETY: as above.
    unsafe { buffer.add(text.len()).write(C::default()) };
    0
}

/// A `long` is 32 bits for Microsoft: a negative one has 32 bits in bases other than 10 when it fits.
fn long_bits(value: c_long) -> u64 {
    i32::try_from(value).map_or(value as u64, |value| value as u32 as u64)
}

macro_rules! export_to_text {
    ($($name:literal $plain:ident $secure:ident $unit:ty, $type:ty, $digits:expr;)*) => {$(
        #[doc = concat!("`", $name, "`: the buffer must have room for the text; returns it.")]
        ///
        /// # Safety
        /// As the C contract of this function.
        #[unsafe(export_name = concat!("msvcrt_", $name))]
        pub unsafe extern "C" fn $plain(value: $type, buffer: *mut $unit, radix: c_int) -> *mut $unit {
            let digits: fn($type, c_int) -> (u64, bool) = $digits;
            // SAFETY: as the caller promised.
            unsafe { write(digits(value, radix), buffer, MAX_DIGITS + 2, radix) };
            buffer
        }

        #[doc = concat!("`", $name, "_s`: fails with ERANGE when the text does not fit.")]
        ///
        /// # Safety
        /// As the C contract of this function.
        #[unsafe(export_name = concat!("msvcrt_", $name, "_s"))]
        pub unsafe extern "C" fn $secure(value: $type, buffer: *mut $unit, size: usize, radix: c_int) -> c_int {
            let digits: fn($type, c_int) -> (u64, bool) = $digits;
            // SAFETY: as the caller promised.
            unsafe { write(digits(value, radix), buffer, size, radix) }
        }
    )*};
}

export_to_text! {
    "_itoa" itoa itoa_s u8, c_int, |value, radix| signed(value.into(), value as u32 as u64, radix);
    "_ltoa" ltoa ltoa_s u8, c_long, |value, radix| signed(value, long_bits(value), radix);
    "_ultoa" ultoa ultoa_s u8, c_ulong, |value, _| (value, false);
    "_i64toa" i64toa i64toa_s u8, c_longlong, |value, radix| signed(value, value as u64, radix);
    "_ui64toa" ui64toa ui64toa_s u8, c_ulonglong, |value, _| (value, false);
    "_itow" itow itow_s u16, c_int, |value, radix| signed(value.into(), value as u32 as u64, radix);
    "_ltow" ltow ltow_s u16, c_long, |value, radix| signed(value, long_bits(value), radix);
    "_ultow" ultow ultow_s u16, c_ulong, |value, _| (value, false);
    "_i64tow" i64tow i64tow_s u16, c_longlong, |value, radix| signed(value, value as u64, radix);
    "_ui64tow" ui64tow ui64tow_s u16, c_ulonglong, |value, _| (value, false);
}
