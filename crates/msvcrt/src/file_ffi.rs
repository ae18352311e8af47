//! Files: what Microsoft's `stdio.h`, `io.h` and `wchar.h` add to libc's.
//!
//! There is no text mode: `\r\n` is not translated, and the letters `t` and `b` of a mode mean nothing. The
//! functions that open streams take `\` for `/` in a path.

use std::ffi::{CString, c_char, c_int, c_void};

use libc::{EINVAL, FILE};

use crate::encoding::{to_narrow, units};
use crate::invalid_parameter::{errno, invalid_parameter};

unsafe extern "C" {
    static mut stdin: *mut FILE;
}

/// A mode libc understands: Microsoft's further letters and `, ccs=` are dropped.
fn libc_mode(mode: &[u8]) -> Option<CString> {
    let letters = mode.split(|&byte| byte == b',').next().unwrap_or_default();
    let kept: Vec<u8> = letters.iter().copied().filter(|letter| b"rwa+bx".contains(letter)).collect();
    let valid = matches!(kept.first(), Some(b'r' | b'w' | b'a'));
    valid.then(|| CString::new(kept).ok()).flatten()
}

/// Opens a stream, or reopens `reopened`; null with errno set when that fails.
fn open(path: &[u8], mode: &[u8], reopened: *mut FILE) -> *mut FILE {
    let path: Vec<u8> = path.iter().map(|&byte| if byte == b'\\' { b'/' } else { byte }).collect();
    let (Ok(path), Some(mode)) = (CString::new(path), libc_mode(mode)) else {
        invalid_parameter(EINVAL);
        return std::ptr::null_mut();
    };
    // SAFETY: both strings are terminated; a stream to reopen is the caller's.
    unsafe {
        if reopened.is_null() {
            libc::fopen(path.as_ptr(), mode.as_ptr())
        } else {
            libc::freopen(path.as_ptr(), mode.as_ptr(), reopened)
        }
    }
}

/// Stores a stream, or null and errno's code.
///
/// # Safety
/// `stream` is writable.
unsafe fn store(stream: *mut *mut FILE, opened: *mut FILE) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { stream.write(opened) };
    if opened.is_null() { errno() } else { 0 }
}

/// `fopen`.
///
/// # Safety
/// The strings are null or terminated.
#[unsafe(export_name = "msvcrt_fopen")]
pub unsafe extern "C" fn fopen(path: *const u8, mode: *const u8) -> *mut FILE {
    if path.is_null() || mode.is_null() {
        invalid_parameter(EINVAL);
        return std::ptr::null_mut();
    }
    // SAFETY: as the caller promised.
    unsafe { open(units(path), units(mode), std::ptr::null_mut()) }
}

/// `freopen`.
///
/// # Safety
/// The strings are null or terminated, `reopened` is null or an open stream.
#[unsafe(export_name = "msvcrt_freopen")]
pub unsafe extern "C" fn freopen(path: *const u8, mode: *const u8, reopened: *mut FILE) -> *mut FILE {
    let mut stream = std::ptr::null_mut();
    // SAFETY: as the caller promised.
    unsafe { freopen_s(&mut stream, path, mode, reopened) };
    stream
}

/// `fopen_s`.
///
/// # Safety
/// `stream` is null or writable, the strings are null or terminated.
#[unsafe(export_name = "msvcrt_fopen_s")]
pub unsafe extern "C" fn fopen_s(stream: *mut *mut FILE, path: *const u8, mode: *const u8) -> c_int {
    if stream.is_null() || path.is_null() || mode.is_null() {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised.
    unsafe { store(stream, open(units(path), units(mode), std::ptr::null_mut())) }
}

/// `freopen_s`.
///
/// # Safety
/// `stream` is null or writable, the strings are null or terminated, `reopened` is null or an open stream.
#[unsafe(export_name = "msvcrt_freopen_s")]
pub unsafe extern "C" fn freopen_s(
    stream: *mut *mut FILE,
    path: *const u8,
    mode: *const u8,
    reopened: *mut FILE,
) -> c_int {
    if stream.is_null() || path.is_null() || mode.is_null() || reopened.is_null() {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised.
    unsafe {
        let name = units(path);
        // The console's names.
        let name = match name.eq_ignore_ascii_case(b"conin$") || name.eq_ignore_ascii_case(b"conout$") {
            true => b"/dev/tty",
            false => name,
        };
        store(stream, open(name, units(mode), reopened))
    }
}

/// `_wfopen`.
///
/// # Safety
/// The strings are null or terminated.
#[unsafe(export_name = "msvcrt__wfopen")]
pub unsafe extern "C" fn wfopen(path: *const u16, mode: *const u16) -> *mut FILE {
    if path.is_null() || mode.is_null() {
        invalid_parameter(EINVAL);
        return std::ptr::null_mut();
    }
    // SAFETY: as the caller promised.
    unsafe { open(&to_narrow(units(path)), &to_narrow(units(mode)), std::ptr::null_mut()) }
}

/// `_wfopen_s`.
///
/// # Safety
/// `stream` is null or writable, the strings are null or terminated.
#[unsafe(export_name = "msvcrt__wfopen_s")]
pub unsafe extern "C" fn wfopen_s(stream: *mut *mut FILE, path: *const u16, mode: *const u16) -> c_int {
    if stream.is_null() {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised.
    unsafe { store(stream, wfopen(path, mode)) }
}

/// `tmpfile_s`.
///
/// # Safety
/// `stream` is null or writable.
#[unsafe(export_name = "msvcrt_tmpfile_s")]
pub unsafe extern "C" fn tmpfile_s(stream: *mut *mut FILE) -> c_int {
    if stream.is_null() {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised.
    unsafe { store(stream, libc::tmpfile()) }
}

/// Reads a line from standard input; the line end is not stored.
///
/// # Safety
/// `buffer` has `size` bytes, at least one.
unsafe fn read_line(buffer: *mut u8, size: usize) -> *mut u8 {
    let mut length = 0;
    loop {
        // SAFETY: libc's standard input.
        let read = unsafe { libc::fgetc(stdin) };
        match read {
            libc::EOF if length == 0 => return std::ptr::null_mut(),
            libc::EOF => break,
            0x0A => break,
            _ if length + 1 >= size => {
                // SAFETY: as the caller promised.
                unsafe { buffer.write(0) };
                invalid_parameter(libc::ERANGE);
                return std::ptr::null_mut();
            }
            byte => {
                // SAFETY: one less than the buffer has.
                unsafe { buffer.add(length).write(byte as u8) };
                length += 1;
            }
        }
    }
    // SAFETY: as above.
    unsafe { buffer.add(length).write(0) };
    buffer
}

/// `gets_s`: a line that does not fit is an invalid parameter and leaves an empty string.
///
/// # Safety
/// `buffer` is null or has `size` bytes.
#[unsafe(export_name = "msvcrt_gets_s")]
pub unsafe extern "C" fn gets_s(buffer: *mut u8, size: usize) -> *mut u8 {
    if buffer.is_null() || size == 0 {
        invalid_parameter(EINVAL);
        return std::ptr::null_mut();
    }
    // SAFETY: as the caller promised.
    unsafe { read_line(buffer, size) }
}

/// `gets`, which cannot know the size of its buffer.
///
/// # Safety
/// `buffer` is null or large enough for the line.
#[unsafe(export_name = "msvcrt_gets")]
pub unsafe extern "C" fn gets(buffer: *mut u8) -> *mut u8 {
    // SAFETY: as the caller promised.
    unsafe { gets_s(buffer, usize::MAX) }
}

/// Runs a libc call that takes a path on a 16-bit path.
///
/// # Safety
/// `path` is null or terminated.
unsafe fn with_path(path: *const u16, call: impl FnOnce(*const c_char) -> c_int) -> c_int {
    // SAFETY: as the caller promised.
    match CString::new(to_narrow(unsafe { units(path) })) {
        Ok(path) => call(path.as_ptr()),
        Err(_) => -1,
    }
}

/// `_wremove`.
///
/// # Safety
/// `path` is null or terminated.
#[unsafe(export_name = "msvcrt__wremove")]
pub unsafe extern "C" fn wremove(path: *const u16) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { with_path(path, |path| libc::remove(path)) }
}

/// `_waccess`.
///
/// # Safety
/// `path` is null or terminated.
#[unsafe(export_name = "msvcrt__waccess")]
pub unsafe extern "C" fn waccess(path: *const u16, mode: c_int) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { with_path(path, |path| libc::access(path, mode & 6)) }
}

/// `_wstat`.
///
/// # Safety
/// `path` is null or terminated, `status` writable.
#[unsafe(export_name = "msvcrt__wstat")]
pub unsafe extern "C" fn wstat(path: *const u16, status: *mut libc::stat) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { with_path(path, |path| libc::stat(path, status)) }
}

/// `_wmkdir`.
///
/// # Safety
/// `path` is null or terminated.
#[unsafe(export_name = "msvcrt__wmkdir")]
pub unsafe extern "C" fn wmkdir(path: *const u16) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { with_path(path, |path| libc::mkdir(path, 0o777)) }
}

/// `_wsystem`.
///
/// # Safety
/// `command` is null or terminated.
#[unsafe(export_name = "msvcrt__wsystem")]
pub unsafe extern "C" fn wsystem(command: *const u16) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { with_path(command, |command| libc::system(command)) }
}

/// `_access`: the mode's bit for execution does not exist there and is ignored.
///
/// # Safety
/// `path` is terminated.
#[unsafe(export_name = "msvcrt__access")]
pub unsafe extern "C" fn access(path: *const c_char, mode: c_int) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { libc::access(path, mode & 6) }
}

/// `_read`: at most `i32::MAX` bytes.
///
/// # Safety
/// `buffer` has `count` bytes.
#[unsafe(export_name = "msvcrt__read")]
pub unsafe extern "C" fn read(fd: c_int, buffer: *mut c_void, count: u32) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { libc::read(fd, buffer, count.min(i32::MAX as u32) as usize) as c_int }
}

/// `_write`: at most `i32::MAX` bytes.
///
/// # Safety
/// `buffer` has `count` bytes.
#[unsafe(export_name = "msvcrt__write")]
pub unsafe extern "C" fn write(fd: c_int, buffer: *const c_void, count: u32) -> c_int {
    // SAFETY: as the caller promised.
    unsafe { libc::write(fd, buffer, count.min(i32::MAX as u32) as usize) as c_int }
}
