//! Names for temporary files.

use std::sync::atomic::{AtomicU32, Ordering};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use ws2_types::abi::foundation::{self, MAX_PATH};
use ws2_types::{WsaError, WsaResult};

use super::file::win32_error;
use super::file_attributes_ffi::named;
use super::text_ffi::{Units, hand_out};
use super::{base_call, narrow, wide, win32};

/// The folder for temporary files with a separator behind it: its length, or with too little room the room it needs.
///
/// # Safety
/// `path` is NULL or valid for writes of `room` letters.
unsafe fn temporary_folder<T: Units>(room: u32, path: *mut T) -> u32 {
    let mut folder = std::env::temp_dir().to_string_lossy().into_owned();
    if !folder.ends_with('/') {
        folder.push('/');
    }
    let folder = T::units(&folder);
    // SAFETY: passed on.
    let fits = unsafe { hand_out(&folder, path, room as usize) };
    folder.len() as u32 + u32::from(!fits)
}

/// # Safety
/// `path` is NULL or valid for writes of `room` bytes.
#[unsafe(export_name = "ws2_32_GetTempPathA")]
pub unsafe extern "C" fn GetTempPathA(room: u32, path: *mut u8) -> u32 {
    // SAFETY: passed on.
    unsafe { temporary_folder(room, path) }
}

/// # Safety
/// `path` is NULL or valid for writes of `room` units.
#[unsafe(export_name = "ws2_32_GetTempPathW")]
pub unsafe extern "C" fn GetTempPathW(room: u32, path: *mut u16) -> u32 {
    // SAFETY: passed on.
    unsafe { temporary_folder(room, path) }
}

/// # Safety
/// `name` is NULL or valid for writes of `MAX_PATH` letters.
unsafe fn temporary_name<T: Units>(
    folder: Option<String>,
    prefix: Option<String>,
    unique: u32,
    name: *mut T,
) -> u32 {
    base_call(0, || {
        let folder = named(folder).map_err(|_| WsaError::WSA_INVALID_PARAMETER)?;
        if !folder.is_dir() {
            return Err(win32(foundation::ERROR_DIRECTORY));
        }
        let prefix: String = prefix.unwrap_or_default().chars().take(3).collect();
        let path_of = |number: u32| folder.join(format!("{prefix}{number:X}.tmp"));
        let (path, number) = match unique & 0xFFFF {
            0 => new_file(path_of)?,
            number => (path_of(number), number),
        };
        // SAFETY: passed on.
        if unsafe { hand_out(&T::units(&path.to_string_lossy()), name, MAX_PATH as usize) } {
            return Ok(number);
        }
        let too_long = if name.is_null() {
            foundation::ERROR_INVALID_PARAMETER
        } else {
            foundation::ERROR_BUFFER_OVERFLOW
        };
        Err(win32(too_long))
    })
}

/// Makes an empty file whose number nobody has used.
fn new_file(path_of: impl Fn(u32) -> std::path::PathBuf) -> WsaResult<(std::path::PathBuf, u32)> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let start = std::process::id();
    for _ in 0..0xFFFF {
        let number = start.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) & 0xFFFF;
        let path = path_of(number);
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        match rustix::fs::open(&path, flags, Mode::from_raw_mode(0o666)) {
            Ok(_) if number != 0 => return Ok((path, number)),
            Ok(_) => rustix::fs::unlink(&path).map_err(win32_error)?,
            Err(Errno::EXIST) => {}
            Err(error) => return Err(win32_error(error)),
        }
    }
    Err(win32(foundation::ERROR_FILE_EXISTS))
}

/// A name of the folder, the prefix's first three letters and a number. With number 0 one is found that is free,
/// and the empty file is made. The number; 0 on failure.
///
/// # Errors
/// `ERROR_DIRECTORY`: no such folder; `ERROR_BUFFER_OVERFLOW`: longer than `MAX_PATH`; `ERROR_FILE_EXISTS`: no
/// number is free; `ERROR_INVALID_PARAMETER`; `ERROR_ACCESS_DENIED`.
///
/// # Safety
/// `folder` and `prefix` are NULL or end in NUL; `name` is NULL or valid for writes of `MAX_PATH` bytes.
#[unsafe(export_name = "ws2_32_GetTempFileNameA")]
pub unsafe extern "C" fn GetTempFileNameA(
    folder: *const u8,
    prefix: *const u8,
    unique: u32,
    name: *mut u8,
) -> u32 {
    // SAFETY: passed on.
    unsafe { temporary_name(narrow(folder), narrow(prefix), unique, name) }
}

/// # Errors
/// As [`GetTempFileNameA`].
///
/// # Safety
/// As [`GetTempFileNameA`], in units.
#[unsafe(export_name = "ws2_32_GetTempFileNameW")]
pub unsafe extern "C" fn GetTempFileNameW(
    folder: *const u16,
    prefix: *const u16,
    unique: u32,
    name: *mut u16,
) -> u32 {
    // SAFETY: passed on.
    unsafe { temporary_name(wide(folder), wide(prefix), unique, name) }
}
