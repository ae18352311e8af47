//! Numbers out of 16-bit text: the ASCII start of the text is handed to libc.

use std::ffi::{c_char, c_double, c_float, c_int, c_long, c_longlong, c_ulong, c_ulonglong};

use crate::encoding::terminated;

/// Lets libc read a number and says where it stopped.
///
/// # Safety
/// `text` is terminated; `end` is null or writable.
unsafe fn read<R>(
    text: *const u16,
    end: *mut *mut u16,
    read: impl FnOnce(*const c_char, *mut *mut c_char) -> R,
) -> R {
    // SAFETY: as the caller promised.
    let ascii = unsafe { terminated(text) }.map_while(|unit| u8::try_from(unit).ok().filter(u8::is_ascii));
    let mut narrow: Vec<u8> = ascii.collect();
    narrow.push(0);
    let start: *const c_char = narrow.as_ptr().cast();
    let mut stopped = start.cast_mut();
    let value = read(start, &mut stopped);
    if !end.is_null() {
        // SAFETY: libc stopped within the text, of which each byte was one unit.
        unsafe { end.write(text.add(stopped.offset_from(start) as usize).cast_mut()) };
    }
    value
}

/// Exports a function that takes a base.
macro_rules! export_integer {
    ($($symbol:literal $name:ident $libc:ident $type:ty,)*) => {$(
        #[doc = concat!("`", $symbol, "` of 16-bit text, as libc's `", stringify!($libc), "` reads it.")]
        ///
        /// # Safety
        /// As the C contract of this function.
        #[unsafe(export_name = concat!("msvcrt_", $symbol))]
        pub unsafe extern "C" fn $name(text: *const u16, end: *mut *mut u16, base: c_int) -> $type {
            // SAFETY: as the caller promised; the copy is terminated.
            unsafe { read(text, end, |start, stopped| libc::$libc(start, stopped, base)) }
        }
    )*};
}

export_integer! {
    "wcstol" wcstol strtol c_long,
    "wcstoul" wcstoul strtoul c_ulong,
    "wcstoll" wcstoll strtoll c_longlong,
    "wcstoull" wcstoull strtoull c_ulonglong,
}

/// `wcstod` of 16-bit text.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcstod")]
pub unsafe extern "C" fn wcstod(text: *const u16, end: *mut *mut u16) -> c_double {
    // SAFETY: as the caller promised; the copy is terminated.
    unsafe { read(text, end, |start, stopped| libc::strtod(start, stopped)) }
}

/// `wcstof` of 16-bit text.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcstof")]
pub unsafe extern "C" fn wcstof(text: *const u16, end: *mut *mut u16) -> c_float {
    // SAFETY: as the caller promised; the copy is terminated.
    unsafe { read(text, end, |start, stopped| libc::strtof(start, stopped)) }
}
