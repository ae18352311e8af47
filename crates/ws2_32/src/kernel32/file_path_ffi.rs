//! Full paths, and files looked for in several folders. Paths that are handed out have Linux' separators.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use ws2_types::abi::foundation;
use ws2_types::{WsaError, WsaResult};

use super::file_ffi::path_of;
use super::text_ffi::{Units, hand_out};
use super::{base_call, narrow, wide, win32};

/// The absolute path without `.` and `..`, by its letters alone: links are not followed.
fn full_path(name: &str) -> WsaResult<String> {
    let absolute = std::path::absolute(path_of(name)).map_err(|_| win32(foundation::ERROR_INVALID_NAME))?;
    let mut full = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => drop(full.pop()),
            part => full.push(part),
        }
    }
    let mut full = full.to_string_lossy().into_owned();
    if name.ends_with(['\\', '/']) && !full.ends_with('/') {
        full.push('/');
    }
    Ok(full)
}

/// Hands out a path and the place of its last part: its length, or with too little room the room it needs.
///
/// # Safety
/// `path` is NULL or valid for writes of `room` letters, `last_part` NULL or valid for writes.
unsafe fn hand_out_path<T: Units>(full: &str, room: u32, path: *mut T, last_part: *mut *mut T) -> u32 {
    let units = T::units(full);
    // SAFETY: passed on.
    if !unsafe { hand_out(&units, path, room as usize) } {
        return units.len() as u32 + 1;
    }
    if !last_part.is_null() {
        let folder = full.rfind('/').map_or(0, |at| at + 1);
        let place = match folder == full.len() {
            true => std::ptr::null_mut(),
            false => path.wrapping_add(T::units(&full[..folder]).len()),
        };
        // SAFETY: not NULL, and the caller's to write.
        unsafe { last_part.write_unaligned(place) };
    }
    units.len() as u32
}

/// # Safety
/// As [`hand_out_path`].
unsafe fn of_name<T: Units>(name: Option<String>, room: u32, path: *mut T, last_part: *mut *mut T) -> u32 {
    base_call(0, || {
        let name = name.filter(|name| !name.is_empty()).ok_or(win32(foundation::ERROR_INVALID_NAME))?;
        // SAFETY: passed on.
        Ok(unsafe { hand_out_path(&full_path(&name)?, room, path, last_part) })
    })
}

/// The length of the full path, or the room it needs with its NUL when `room` is less.
///
/// # Errors
/// `ERROR_INVALID_NAME`: NULL or empty.
///
/// # Safety
/// `name` is NULL or a string; `path` NULL or valid for writes of `room` bytes; `last_part` NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetFullPathNameA")]
pub unsafe extern "C" fn GetFullPathNameA(
    name: *const u8,
    room: u32,
    path: *mut u8,
    last_part: *mut *mut u8,
) -> u32 {
    // SAFETY: the caller's promise.
    unsafe { of_name(narrow(name), room, path, last_part) }
}

/// As [`GetFullPathNameA`], in UTF-16 units.
///
/// # Errors
/// As [`GetFullPathNameA`].
///
/// # Safety
/// As [`GetFullPathNameA`].
#[unsafe(export_name = "ws2_32_GetFullPathNameW")]
pub unsafe extern "C" fn GetFullPathNameW(
    name: *const u16,
    room: u32,
    path: *mut u16,
    last_part: *mut *mut u16,
) -> u32 {
    // SAFETY: the caller's promise.
    unsafe { of_name(wide(name), room, path, last_part) }
}

/// Where a file is looked for when the program does not say: its own folder, the current one, those of `PATH`.
fn usual_folders() -> Vec<PathBuf> {
    let own = std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_path_buf));
    let of_path = std::env::var_os("PATH").unwrap_or_default();
    own.into_iter().chain([PathBuf::from(".")]).chain(std::env::split_paths(&of_path)).collect()
}

/// # Errors
/// `ERROR_FILE_NOT_FOUND`; `ERROR_INVALID_PARAMETER`: no name.
fn found(folders: Option<String>, name: Option<String>, extension: Option<String>) -> WsaResult<String> {
    let name = name.filter(|name| !name.is_empty()).ok_or(WsaError::WSA_INVALID_PARAMETER)?;
    let mut file = path_of(&name);
    if let Some(extension) = extension.filter(|_| !file.file_name().is_some_and(has_dot)) {
        file.as_mut_os_string().push(extension);
    }
    let folders = match folders {
        _ if file.is_absolute() => vec![PathBuf::new()],
        Some(folders) => folders.split(';').filter(|folder| !folder.is_empty()).map(path_of).collect(),
        None => usual_folders(),
    };
    let there = folders.iter().map(|folder| folder.join(&file)).find(|file| file.exists());
    full_path(&there.ok_or(win32(foundation::ERROR_FILE_NOT_FOUND))?.to_string_lossy())
}

fn has_dot(name: &OsStr) -> bool {
    name.as_encoded_bytes().contains(&b'.')
}

/// Looks for a file in `folders` (separated by `;`), or without them in the program's folder, the current one and
/// those of `PATH`. The result is as that of [`GetFullPathNameA`].
///
/// # Errors
/// `ERROR_FILE_NOT_FOUND`; `ERROR_INVALID_PARAMETER`: no name.
///
/// # Safety
/// The strings are NULL or end in NUL; `path` NULL or valid for writes of `room` bytes; `last_part` NULL or valid
/// for writes.
#[unsafe(export_name = "ws2_32_SearchPathA")]
pub unsafe extern "C" fn SearchPathA(
    folders: *const u8,
    name: *const u8,
    extension: *const u8,
    room: u32,
    path: *mut u8,
    last_part: *mut *mut u8,
) -> u32 {
    // SAFETY: the caller's promise.
    let (folders, name, extension) = unsafe { (narrow(folders), narrow(name), narrow(extension)) };
    base_call(0, || {
        // SAFETY: the caller's promise.
        Ok(unsafe { hand_out_path(&found(folders, name, extension)?, room, path, last_part) })
    })
}

/// As [`SearchPathA`], in UTF-16 units.
///
/// # Errors
/// As [`SearchPathA`].
///
/// # Safety
/// As [`SearchPathA`].
#[unsafe(export_name = "ws2_32_SearchPathW")]
pub unsafe extern "C" fn SearchPathW(
    folders: *const u16,
    name: *const u16,
    extension: *const u16,
    room: u32,
    path: *mut u16,
    last_part: *mut *mut u16,
) -> u32 {
    // SAFETY: the caller's promise.
    let (folders, name, extension) = unsafe { (wide(folders), wide(name), wide(extension)) };
    base_call(0, || {
        // SAFETY: the caller's promise.
        Ok(unsafe { hand_out_path(&found(folders, name, extension)?, room, path, last_part) })
    })
}
