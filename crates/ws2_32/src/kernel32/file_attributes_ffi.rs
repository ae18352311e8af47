//! What is known of a file by its name.

use std::ffi::c_void;
use std::path::Path;

use rustix::fs::{FileType, Stat};
use ws2_types::abi::file_system::{
    self as fs, GetFileExInfoStandard, INVALID_FILE_ATTRIBUTES, WIN32_FILE_ATTRIBUTE_DATA,
};
use ws2_types::abi::foundation::{self, FILETIME};
use ws2_types::{WsaError, WsaResult};

use super::file_ffi::{open_error, path_of};
use super::time_ffi::file_time_of;
use super::{base_call, bool_call, narrow, wide, win32};

/// Attributes, times and size, as Windows tells them. A name that begins with a dot is not hidden by that:
/// programs that serve files decide about such names themselves.
pub(super) fn facts(status: &Stat) -> WIN32_FILE_ATTRIBUTE_DATA {
    let is_folder = FileType::from_raw_mode(status.st_mode).is_dir();
    let mut attributes = if is_folder { fs::FILE_ATTRIBUTE_DIRECTORY } else { 0 };
    if status.st_mode & 0o222 == 0 {
        attributes |= fs::FILE_ATTRIBUTE_READONLY;
    }
    if attributes == 0 {
        attributes = fs::FILE_ATTRIBUTE_NORMAL;
    }
    let size = if is_folder { 0 } else { status.st_size as u64 };
    let time = |seconds: i64, nanoseconds: u64| -> FILETIME { file_time_of(seconds, nanoseconds as i64) };
    let (read, written, changed) = (
        time(status.st_atime, status.st_atime_nsec),
        time(status.st_mtime, status.st_mtime_nsec),
        time(status.st_ctime, status.st_ctime_nsec),
    );
    // The time a file was made is not kept everywhere; it is no later than any of these.
    let earlier = |one: &FILETIME, other: &FILETIME| {
        (one.dwHighDateTime, one.dwLowDateTime) <= (other.dwHighDateTime, other.dwLowDateTime)
    };
    let created = if earlier(&written, &changed) { written } else { changed };
    WIN32_FILE_ATTRIBUTE_DATA {
        dwFileAttributes: attributes,
        ftCreationTime: created,
        ftLastAccessTime: read,
        ftLastWriteTime: written,
        nFileSizeHigh: (size >> 32) as u32,
        nFileSizeLow: size as u32,
    }
}

/// The path a program's name stands for.
///
/// # Errors
/// `ERROR_PATH_NOT_FOUND`: NULL or empty.
pub(super) fn named(name: Option<String>) -> WsaResult<std::path::PathBuf> {
    let name = name.filter(|name| !name.is_empty()).ok_or(win32(foundation::ERROR_PATH_NOT_FOUND))?;
    Ok(path_of(&name))
}

fn facts_of(path: &Path) -> WsaResult<WIN32_FILE_ATTRIBUTE_DATA> {
    rustix::fs::stat(path).map(|status| facts(&status)).map_err(|error| open_error(error, path))
}

fn attributes(name: Option<String>) -> u32 {
    base_call(INVALID_FILE_ATTRIBUTES, || Ok(facts_of(&named(name)?)?.dwFileAttributes))
}

/// # Errors
/// `ERROR_FILE_NOT_FOUND`, `ERROR_PATH_NOT_FOUND`, `ERROR_ACCESS_DENIED`.
///
/// # Safety
/// `name` is NULL or ends in NUL.
#[unsafe(export_name = "ws2_32_GetFileAttributesA")]
pub unsafe extern "C" fn GetFileAttributesA(name: *const u8) -> u32 {
    // SAFETY: passed on.
    attributes(unsafe { narrow(name) })
}

/// # Errors
/// As [`GetFileAttributesA`].
///
/// # Safety
/// `name` is NULL or ends in NUL.
#[unsafe(export_name = "ws2_32_GetFileAttributesW")]
pub unsafe extern "C" fn GetFileAttributesW(name: *const u16) -> u32 {
    // SAFETY: passed on.
    attributes(unsafe { wide(name) })
}

/// # Safety
/// `data` is NULL or valid for writes of a `WIN32_FILE_ATTRIBUTE_DATA`.
unsafe fn attribute_data(name: Option<String>, level: i32, data: *mut c_void) -> i32 {
    bool_call(|| {
        let data: *mut WIN32_FILE_ATTRIBUTE_DATA = data.cast();
        if level != GetFileExInfoStandard || data.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let facts = facts_of(&named(name)?)?;
        // SAFETY: not NULL, and the caller's to write.
        unsafe { *data = facts };
        Ok(())
    })
}

/// # Errors
/// As [`GetFileAttributesA`]; `ERROR_INVALID_PARAMETER`: NULL, or another level than `GetFileExInfoStandard`.
///
/// # Safety
/// `name` is NULL or ends in NUL; `data` is NULL or valid for writes of a `WIN32_FILE_ATTRIBUTE_DATA`.
#[unsafe(export_name = "ws2_32_GetFileAttributesExA")]
pub unsafe extern "C" fn GetFileAttributesExA(name: *const u8, level: i32, data: *mut c_void) -> i32 {
    // SAFETY: passed on.
    unsafe { attribute_data(narrow(name), level, data) }
}

/// # Errors
/// As [`GetFileAttributesExA`].
///
/// # Safety
/// As [`GetFileAttributesExA`].
#[unsafe(export_name = "ws2_32_GetFileAttributesExW")]
pub unsafe extern "C" fn GetFileAttributesExW(name: *const u16, level: i32, data: *mut c_void) -> i32 {
    // SAFETY: passed on.
    unsafe { attribute_data(wide(name), level, data) }
}
