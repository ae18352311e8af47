//! What Microsoft's `stdlib.h` and `string.h` add beside strings and numbers.

use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;

use libc::{EINVAL, ENOMEM, ERANGE};

use crate::encoding::{CodeUnit, to_wide};
use crate::invalid_parameter::{errno, invalid_parameter, set_errno};

/// `rand_s`: 32 unpredictable bits.
///
/// # Safety
/// `value` is null or writable.
#[unsafe(export_name = "msvcrt_rand_s")]
pub unsafe extern "C" fn rand_s(value: *mut u32) -> c_int {
    if value.is_null() {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: four bytes are writable.
    let read = unsafe { libc::getrandom(value.cast(), size_of::<u32>(), 0) };
    if read == size_of::<u32>() as isize { 0 } else { errno() }
}

/// `_aligned_malloc`: memory for `_aligned_free`, which is `free`.
#[unsafe(export_name = "msvcrt__aligned_malloc")]
pub extern "C" fn aligned_malloc(size: usize, alignment: usize) -> *mut c_void {
    if !alignment.is_power_of_two() {
        invalid_parameter(EINVAL);
        return std::ptr::null_mut();
    }
    let mut memory = std::ptr::null_mut();
    // SAFETY: the alignment is a power of two and a multiple of the pointer size.
    match unsafe { libc::posix_memalign(&mut memory, alignment.max(size_of::<usize>()), size.max(1)) } {
        0 => memory,
        code => {
            set_errno(code);
            std::ptr::null_mut()
        }
    }
}

/// `_aligned_realloc`: new memory with the old contents; size 0 frees.
///
/// # Safety
/// `memory` is null or from `_aligned_malloc`.
#[unsafe(export_name = "msvcrt__aligned_realloc")]
pub unsafe extern "C" fn aligned_realloc(memory: *mut c_void, size: usize, alignment: usize) -> *mut c_void {
    if size == 0 {
        // SAFETY: as the caller promised.
        unsafe { libc::free(memory) };
        return std::ptr::null_mut();
    }
    let new = aligned_malloc(size, alignment);
    if new.is_null() || memory.is_null() {
        return new;
    }
    // SAFETY: the old memory is libc's, which knows its size; the two do not overlap.
    unsafe {
        let old_size = libc::malloc_usable_size(memory);
        std::ptr::copy_nonoverlapping(memory.cast::<u8>(), new.cast::<u8>(), old_size.min(size));
        libc::free(memory);
    }
    new
}

/// The system's text for an errno code.
fn error_text(code: c_int) -> Vec<u8> {
    let mut buffer = [0u8; 256];
    // SAFETY: libc writes at most the buffer, terminated. This is the POSIX form, which returns a code.
    unsafe { libc::strerror_r(code, buffer.as_mut_ptr().cast(), buffer.len()) };
    CStr::from_bytes_until_nul(&buffer).map_or_else(|_| Vec::new(), |text| text.to_bytes().to_vec())
}

/// Stores as much of the text as fits, terminated.
///
/// # Safety
/// `buffer` is null or has `size` elements.
unsafe fn store_error_text<C: CodeUnit>(buffer: *mut C, size: usize, text: &[C]) -> c_int {
    if buffer.is_null() || size == 0 {
        return invalid_parameter(EINVAL);
    }
    let kept = text.len().min(size - 1);
    // SAFETY: what is kept and its terminator fit.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr(), buffer, kept);
        buffer.add(kept).write(C::default());
    }
    0
}

/// `strerror_s`: text that is too long is cut.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_strerror_s")]
pub unsafe extern "C" fn strerror_s(buffer: *mut u8, size: usize, code: c_int) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { store_error_text(buffer, size, &error_text(code)) }
}

/// What `_strerror` writes at most, its terminator included.
const MESSAGE_SIZE: usize = 95;

thread_local! {
    static MESSAGE: std::cell::Cell<[u8; MESSAGE_SIZE]> = const { std::cell::Cell::new([0; MESSAGE_SIZE]) };
}

/// `_strerror`: errno's text behind the program's own, if any, and a line end. It stands until the thread's next call.
///
/// # Safety
/// `prefix` is null or terminated.
#[unsafe(export_name = "msvcrt__strerror")]
pub unsafe extern "C" fn strerror(prefix: *const c_char) -> *mut c_char {
    let text = error_text(errno());
    let mut line = Vec::new();
    if !prefix.is_null() {
        // SAFETY: as the caller promised.
        line.extend_from_slice(unsafe { CStr::from_ptr(prefix) }.to_bytes());
        line.extend_from_slice(b": ");
    }
    line.extend_from_slice(&text);
    line.truncate(MESSAGE_SIZE - 2);
    line.push(b'\n');
    let mut message = [0; MESSAGE_SIZE];
    message[..line.len()].copy_from_slice(&line);
    MESSAGE.with(|place| {
        place.set(message);
        place.as_ptr().cast()
    })
}

/// `_wcserror_s`: text that is too long is cut.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__wcserror_s")]
pub unsafe extern "C" fn wcserror_s(buffer: *mut u16, size: usize, code: c_int) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { store_error_text(buffer, size, &to_wide(&error_text(code))) }
}

/// An absolute path without `.`, `..` and empty parts, by its letters alone as on Windows: links are not followed.
fn without_detours(path: &[u8]) -> Vec<u8> {
    let separates = |byte: &u8| matches!(byte, b'/' | b'\\');
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in path.split(separates) {
        match part {
            b"" | b"." => {}
            b".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let mut result = Vec::with_capacity(path.len());
    for part in &parts {
        result.push(b'/');
        result.extend_from_slice(part);
    }
    if parts.is_empty() || path.last().is_some_and(separates) {
        result.push(b'/');
    }
    result
}

/// `_fullpath`: the absolute form of a path without detours, whether or not it exists.
///
/// # Safety
/// `buffer` is null, for memory to be freed with `free`, or has `size` bytes; `path` is null or terminated.
#[unsafe(export_name = "msvcrt__fullpath")]
pub unsafe extern "C" fn fullpath(buffer: *mut c_char, path: *const c_char, size: usize) -> *mut c_char {
    // SAFETY: as the caller promised.
    let path = if path.is_null() { c"" } else { unsafe { CStr::from_ptr(path) } };
    let path = if path.is_empty() { c"." } else { path };
    let absolute = match std::path::absolute(OsStr::from_bytes(path.to_bytes())) {
        Ok(absolute) => absolute.into_os_string(),
        Err(error) => {
            set_errno(error.raw_os_error().unwrap_or(EINVAL));
            return std::ptr::null_mut();
        }
    };
    let bytes = without_detours(absolute.as_bytes());
    let buffer = if buffer.is_null() {
        // SAFETY: plain allocation.
        unsafe { libc::malloc(bytes.len() + 1) }.cast::<c_char>()
    } else if bytes.len() < size {
        buffer
    } else {
        set_errno(ERANGE);
        return std::ptr::null_mut();
    };
    if buffer.is_null() {
        set_errno(ENOMEM);
        return buffer;
    }
    // SAFETY: the path and its terminator fit.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr().cast(), buffer, bytes.len());
        buffer.add(bytes.len()).write(0);
    }
    buffer
}

thread_local! {
    static RANDOM: std::cell::Cell<u32> = const { std::cell::Cell::new(1) };
}

/// `srand`: for the calling thread.
#[unsafe(export_name = "msvcrt_srand")]
pub extern "C" fn srand(seed: u32) {
    RANDOM.set(seed);
}

/// `rand`: 15 bits of the sequence programs know from Microsoft's library.
#[unsafe(export_name = "msvcrt_rand")]
pub extern "C" fn rand() -> c_int {
    let next = RANDOM.get().wrapping_mul(214_013).wrapping_add(2_531_011);
    RANDOM.set(next);
    (next >> 16 & 0x7fff) as c_int
}

/// `_wsetlocale`: the result is valid until the thread's next call.
///
/// # Safety
/// `locale` is null or terminated.
#[unsafe(export_name = "msvcrt__wsetlocale")]
pub unsafe extern "C" fn wsetlocale(category: c_int, locale: *const u16) -> *mut u16 {
    thread_local! {
        static NAME: std::cell::RefCell<Vec<u16>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    // SAFETY: as the caller promised; libc copies the name, and its result is copied at once.
    let name = unsafe {
        let mut narrow = crate::encoding::to_narrow(crate::encoding::units(locale));
        narrow.push(0);
        let wanted = if locale.is_null() { std::ptr::null() } else { narrow.as_ptr().cast() };
        let set = libc::setlocale(category, wanted);
        if set.is_null() {
            return std::ptr::null_mut();
        }
        to_wide(CStr::from_ptr(set).to_bytes())
    };
    NAME.with_borrow_mut(|kept| {
        *kept = name;
        kept.push(0);
        kept.as_mut_ptr()
    })
}
