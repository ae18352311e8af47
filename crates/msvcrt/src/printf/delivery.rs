//! Formats and hands the text over, as each kind of printf function promises.

use std::ffi::c_int;

use libc::{EINVAL, ENOMEM, ERANGE, FILE};

use super::arguments::{CopiedArguments, VaList};
use super::conversion::{self, FormatError};
use crate::encoding::{self, CodeUnit};
use crate::invalid_parameter::{invalid_parameter, set_errno};

unsafe extern "C" {
    static mut stdout: *mut FILE;
}

/// libc's standard output.
pub(crate) fn standard_output() -> *mut FILE {
    // SAFETY: libc sets the variable before any code of ours runs.
    unsafe { stdout }
}

/// The formatted text; `None` with errno set when there is none.
///
/// # Safety
/// As the C contract of printf.
unsafe fn text<C: CodeUnit>(format: *const C, list: VaList) -> Option<Vec<C>> {
    if format.is_null() {
        invalid_parameter(EINVAL);
        return None;
    }
    let mut arguments = CopiedArguments::of(list);
    // SAFETY: the caller passes a terminated format and arguments that suit it.
    match unsafe { conversion::format(encoding::units(format), &mut arguments) } {
        Ok(text) => Some(text),
        Err(FormatError::InvalidFormat) => {
            invalid_parameter(EINVAL);
            None
        }
        Err(FormatError::OutOfMemory) => {
            set_errno(ENOMEM);
            None
        }
    }
}

/// `fprintf`: to a stream, in one write.
///
/// # Safety
/// As the C contract of printf; `stream` is null or an open stream.
pub(super) unsafe fn to_stream<C: CodeUnit>(stream: *mut FILE, format: *const C, list: VaList) -> c_int {
    if stream.is_null() {
        invalid_parameter(EINVAL);
        return -1;
    }
    // SAFETY: as the caller promised.
    let Some(text) = (unsafe { text(format, list) }) else { return -1 };
    let mut bytes = Vec::new();
    if C::WIDE {
        u8::append_wide(text.iter().map(|unit| unit.value()), usize::MAX, &mut bytes);
    } else {
        bytes.extend(text.iter().map(|unit| unit.value() as u8));
    }
    // SAFETY: the stream is open and the bytes are ours.
    let written = unsafe { libc::fwrite(bytes.as_ptr().cast(), 1, bytes.len(), stream) };
    if written == bytes.len() { text.len() as c_int } else { -1 }
}

/// `sprintf`: to a buffer said to be large enough.
///
/// # Safety
/// As the C contract of printf; `buffer` is null or has room for the text.
pub(super) unsafe fn unbounded<C: CodeUnit>(buffer: *mut C, format: *const C, list: VaList) -> c_int {
    if buffer.is_null() {
        invalid_parameter(EINVAL);
        return -1;
    }
    // SAFETY: as the caller promised.
    let Some(text) = (unsafe { text(format, list) }) else { return -1 };
    // SAFETY: as the caller promised.
    unsafe { store(buffer, &text) };
    text.len() as c_int
}

/// C99's `snprintf`: always terminated; the whole length is returned.
///
/// # Safety
/// As the C contract of printf; `buffer` has `size` elements.
pub(super) unsafe fn truncated<C: CodeUnit>(
    buffer: *mut C,
    size: usize,
    format: *const C,
    list: VaList,
) -> c_int {
    if buffer.is_null() && size != 0 {
        invalid_parameter(EINVAL);
        return -1;
    }
    // SAFETY: as the caller promised.
    let Some(text) = (unsafe { text(format, list) }) else { return -1 };
    if size > 0 {
        // SAFETY: at most `size` elements are written.
        unsafe { store(buffer, &text[..text.len().min(size - 1)]) };
    }
    text.len() as c_int
}

/// `_snprintf`: no terminator when the text fills the buffer, -1 when it does not fit.
///
/// # Safety
/// As the C contract of printf; `buffer` has `size` elements.
pub(super) unsafe fn unterminated<C: CodeUnit>(
    buffer: *mut C,
    size: usize,
    format: *const C,
    list: VaList,
) -> c_int {
    if buffer.is_null() && size != 0 {
        invalid_parameter(EINVAL);
        return -1;
    }
    // SAFETY: as the caller promised.
    let Some(text) = (unsafe { text(format, list) }) else { return -1 };
    if buffer.is_null() {
        return text.len() as c_int;
    }
    if text.len() < size {
        // SAFETY: the text and its terminator fit.
        unsafe { store(buffer, &text) };
    } else {
        // SAFETY: `size` elements are written, which is what the buffer has.
        unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), buffer, size) };
    }
    if text.len() <= size { text.len() as c_int } else { -1 }
}

/// `swprintf`: always terminated, -1 when the text does not fit.
///
/// # Safety
/// As the C contract of printf; `buffer` has `size` elements.
pub(super) unsafe fn fitting<C: CodeUnit>(
    buffer: *mut C,
    size: usize,
    format: *const C,
    list: VaList,
) -> c_int {
    // SAFETY: as the caller promised.
    let length = unsafe { truncated(buffer, size, format, list) };
    if usize::try_from(length).is_ok_and(|length| length >= size && !(buffer.is_null() && size == 0)) {
        -1
    } else {
        length
    }
}

/// `sprintf_s`: text that does not fit is an invalid parameter and leaves an empty string.
///
/// # Safety
/// As the C contract of printf; `buffer` is null or has `size` elements.
pub(super) unsafe fn secure<C: CodeUnit>(
    buffer: *mut C,
    size: usize,
    format: *const C,
    list: VaList,
) -> c_int {
    if buffer.is_null() || size == 0 {
        invalid_parameter(EINVAL);
        return -1;
    }
    // SAFETY: as the caller promised.
    let text = unsafe { text(format, list) };
    // SAFETY: the buffer has at least one element.
    unsafe { buffer.write(C::default()) };
    let Some(text) = text else { return -1 };
    if text.len() >= size {
        invalid_parameter(ERANGE);
        return -1;
    }
    // SAFETY: the text and its terminator fit.
    unsafe { store(buffer, &text) };
    text.len() as c_int
}

/// `_snprintf_s`: at most `count` elements and a terminator; -1 when the text was longer.
///
/// # Safety
/// As the C contract of printf; `buffer` is null or has `size` elements.
pub(super) unsafe fn secure_counted<C: CodeUnit>(
    buffer: *mut C,
    size: usize,
    count: usize,
    format: *const C,
    list: VaList,
) -> c_int {
    if buffer.is_null() && size == 0 && count == 0 {
        return 0;
    }
    if buffer.is_null() || size == 0 {
        invalid_parameter(EINVAL);
        return -1;
    }
    // SAFETY: as the caller promised.
    let text = unsafe { text(format, list) };
    // SAFETY: the buffer has at least one element.
    unsafe { buffer.write(C::default()) };
    let Some(text) = text else { return -1 };
    let kept = text.len().min(count);
    if kept < size {
        // SAFETY: what is kept and its terminator fit.
        unsafe { store(buffer, &text[..kept]) };
        return if kept == text.len() { kept as c_int } else { -1 };
    }
    if count != TRUNCATE {
        invalid_parameter(ERANGE);
        return -1;
    }
    // SAFETY: one less than the buffer has, and a terminator.
    unsafe { store(buffer, &text[..size - 1]) };
    -1
}

/// `_TRUNCATE`: keep what fits.
pub(crate) const TRUNCATE: usize = usize::MAX;

/// `_scprintf`: the length alone.
///
/// # Safety
/// As the C contract of printf.
pub(super) unsafe fn counted<C: CodeUnit>(format: *const C, list: VaList) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { text(format, list) }.map_or(-1, |text| text.len() as c_int)
}

/// Writes text and a terminator.
///
/// # Safety
/// `buffer` has one element more than `text`.
unsafe fn store<C: CodeUnit>(buffer: *mut C, text: &[C]) {
    // SAFETY: as the caller promised; `text` is not in the caller's buffer.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr(), buffer, text.len());
        buffer.add(text.len()).write(C::default());
    }
}
