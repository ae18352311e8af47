//! The rules of the bounded string functions (`strcpy_s` and kin), for both widths.
//!
//! Each returns 0 or an errno code. When the destination cannot hold the result, it is left an empty string.

use std::ffi::c_int;

use libc::{EINVAL, ERANGE};

use crate::encoding::{CodeUnit, length};
use crate::invalid_parameter::invalid_parameter;
use crate::printf::delivery::TRUNCATE;

/// What a call that truncated as it was told to returns.
pub(crate) const STRUNCATE: c_int = 80;

/// `strcpy_s`.
///
/// # Safety
/// `destination` is null or has `size` elements, `source` is null or terminated.
pub(crate) unsafe fn copy<C: CodeUnit>(destination: *mut C, size: usize, source: *const C) -> c_int {
    if destination.is_null() || size == 0 {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised; the whole text is to fit.
    unsafe { place(destination, size, 0, source, None) }
}

/// `strncpy_s`.
///
/// # Safety
/// As [`copy`]; `source` may lack a terminator when it has `count` elements.
pub(crate) unsafe fn copy_counted<C: CodeUnit>(
    destination: *mut C,
    size: usize,
    source: *const C,
    count: usize,
) -> c_int {
    if count == 0 && destination.is_null() && size == 0 {
        return 0;
    }
    if destination.is_null() || size == 0 {
        return invalid_parameter(EINVAL);
    }
    if count == 0 {
        // SAFETY: there is at least one element.
        unsafe { destination.write(C::default()) };
        return 0;
    }
    // SAFETY: as the caller promised.
    unsafe { place(destination, size, 0, source, Some(count)) }
}

/// `strcat_s`.
///
/// # Safety
/// As [`copy`].
pub(crate) unsafe fn append<C: CodeUnit>(destination: *mut C, size: usize, source: *const C) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { append_limited(destination, size, source, None) }
}

/// `strncat_s`.
///
/// # Safety
/// As [`copy_counted`].
pub(crate) unsafe fn append_counted<C: CodeUnit>(
    destination: *mut C,
    size: usize,
    source: *const C,
    count: usize,
) -> c_int {
    if count == 0 && destination.is_null() && size == 0 {
        return 0;
    }
    // SAFETY: as the caller promised.
    unsafe { append_limited(destination, size, source, Some(count)) }
}

/// # Safety
/// As [`copy_counted`].
unsafe fn append_limited<C: CodeUnit>(
    destination: *mut C,
    size: usize,
    source: *const C,
    count: Option<usize>,
) -> c_int {
    if destination.is_null() || size == 0 {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: no more than the destination's `size` elements are looked at.
    let used = unsafe { bounded_length(destination, size) };
    if used == size {
        // SAFETY: there is at least one element.
        unsafe { destination.write(C::default()) };
        return invalid_parameter(EINVAL);
    }
    if count == Some(0) {
        return 0;
    }
    // SAFETY: as the caller promised; `used` is below `size`.
    unsafe { place(destination, size, used, source, count) }
}

/// Copies to `destination + at`, up to `count` elements; `TRUNCATE` keeps what fits.
///
/// # Safety
/// As [`copy_counted`]; `at` is below `size`, which is not 0.
unsafe fn place<C: CodeUnit>(
    destination: *mut C,
    size: usize,
    at: usize,
    source: *const C,
    count: Option<usize>,
) -> c_int {
    if source.is_null() {
        // SAFETY: there is at least one element.
        unsafe { destination.write(C::default()) };
        return invalid_parameter(EINVAL);
    }
    let room = size - at - 1;
    // SAFETY: the source is terminated or has `count` elements; one more than the room tells that it is longer.
    let wanted = unsafe { bounded_length(source, count.unwrap_or(TRUNCATE).min(room + 1)) };
    let fits = wanted <= room;
    if !fits && count != Some(TRUNCATE) {
        // SAFETY: there is at least one element.
        unsafe { destination.write(C::default()) };
        return invalid_parameter(ERANGE);
    }
    let kept = wanted.min(room);
    // SAFETY: `at + kept` is below `size`; the strings may overlap.
    unsafe {
        std::ptr::copy(source, destination.add(at), kept);
        destination.add(at + kept).write(C::default());
    }
    if fits { 0 } else { STRUNCATE }
}

/// `strnlen_s`: the length, or `size` when there is no terminator within; 0 for a null pointer.
///
/// # Safety
/// `text` is null, terminated, or has `size` elements.
pub(crate) unsafe fn bounded_length<C: CodeUnit>(text: *const C, size: usize) -> usize {
    if text.is_null() {
        return 0;
    }
    // SAFETY: nothing beyond `size` elements or the terminator is read.
    (0..size).find(|&at| unsafe { text.add(at).read() } == C::default()).unwrap_or(size)
}

/// `memcpy_s` and `memmove_s`: when the source does not fit, the destination is zeroed.
///
/// # Safety
/// `destination` is null or has `size` elements, `source` is null or has `count`.
pub(crate) unsafe fn move_memory<C: Copy>(
    destination: *mut C,
    size: usize,
    source: *const C,
    count: usize,
) -> c_int {
    if count == 0 {
        return 0;
    }
    if destination.is_null() {
        return invalid_parameter(EINVAL);
    }
    if source.is_null() || size < count {
        // SAFETY: as the caller promised.
        unsafe { std::ptr::write_bytes(destination, 0, size) };
        return invalid_parameter(if source.is_null() { EINVAL } else { ERANGE });
    }
    // SAFETY: both have `count` elements, and may overlap.
    unsafe { std::ptr::copy(source, destination, count) };
    0
}

/// `strtok_s`, which is also what `wcstok` with three arguments does.
///
/// # Safety
/// `text` is null or a terminated string the caller may write to, `delimiters` is terminated, `context` holds what
/// the call before left there.
pub(crate) unsafe fn token<C: CodeUnit>(text: *mut C, delimiters: *const C, context: *mut *mut C) -> *mut C {
    if context.is_null() || delimiters.is_null() {
        invalid_parameter(EINVAL);
        return std::ptr::null_mut();
    }
    // SAFETY: as the caller promised.
    let start = if text.is_null() { unsafe { *context } } else { text };
    if start.is_null() {
        return start;
    }
    // SAFETY: both strings are terminated, and every step stays before the terminator.
    unsafe {
        let delimiters = std::slice::from_raw_parts(delimiters, length(delimiters));
        let rest = std::slice::from_raw_parts_mut(start, length(start));
        let Some(first) = rest.iter().position(|unit| !delimiters.contains(unit)) else {
            *context = start.add(rest.len());
            return std::ptr::null_mut();
        };
        let length = rest[first..].iter().position(|unit| delimiters.contains(unit));
        match length {
            Some(length) => {
                rest[first + length] = C::default();
                *context = start.add(first + length + 1);
            }
            None => *context = start.add(rest.len()),
        }
        start.add(first)
    }
}

/// Changes every element up to the terminator, as `_strlwr` does.
///
/// # Safety
/// `text` is null or a terminated string the caller may write to.
pub(crate) unsafe fn change<C: CodeUnit>(text: *mut C, change: impl Fn(C) -> C) -> *mut C {
    if text.is_null() {
        invalid_parameter(EINVAL);
        return text;
    }
    // SAFETY: as the caller promised.
    let units = unsafe { std::slice::from_raw_parts_mut(text, length(text)) };
    for unit in units {
        *unit = change(*unit);
    }
    text
}

/// [`change`] of a string that must end within `size` elements.
///
/// # Safety
/// `text` is null or has `size` elements.
pub(crate) unsafe fn change_bounded<C: CodeUnit>(text: *mut C, size: usize, how: impl Fn(C) -> C) -> c_int {
    // SAFETY: as the caller promised.
    if text.is_null() || unsafe { bounded_length(text, size) } == size {
        if !text.is_null() && size != 0 {
            // SAFETY: there is at least one element.
            unsafe { text.write(C::default()) };
        }
        return invalid_parameter(EINVAL);
    }
    // SAFETY: the terminator was found.
    unsafe { change(text, how) };
    0
}
