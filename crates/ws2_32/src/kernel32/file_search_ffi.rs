//! The files of a folder whose names fit a pattern.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;
use win32_wait::dispatcher;
use win32_wait::handle_table::{Handle, Object};
use ws2_types::abi::file_system::{WIN32_FIND_DATAA, WIN32_FIND_DATAW};
use ws2_types::abi::foundation::{self, HANDLE, INVALID_HANDLE_VALUE};
use ws2_types::{WsaError, WsaResult};

use super::file_attributes_ffi::{facts, named};
use super::file_ffi::open_error;
use super::text_ffi::hand_out;
use super::{base_call, bool_call, narrow, open_handle, wide, win32, with_object};

/// What a search has not handed out yet; each file's facts are read when its turn comes.
struct Search {
    folder: PathBuf,
    names: Mutex<VecDeque<String>>,
}

impl Object for Search {
    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}

impl Search {
    /// # Errors
    /// `ERROR_PATH_NOT_FOUND`: no such folder; `ERROR_ACCESS_DENIED`.
    fn begin(path: &Path) -> WsaResult<Search> {
        let text = path.to_string_lossy();
        let (folder, pattern) = match text.rsplit_once('/') {
            Some(("", pattern)) => (PathBuf::from("/"), pattern),
            Some((folder, pattern)) => (PathBuf::from(folder), pattern),
            None => (PathBuf::from("."), &*text),
        };
        if !pattern.contains(['*', '?']) {
            let there = rustix::fs::stat(path).map_err(|error| open_error(error, path));
            let names = if pattern.is_empty() {
                VecDeque::new()
            } else {
                there.map(|_| VecDeque::from([pattern.to_owned()]))?
            };
            return Ok(Search { folder, names: Mutex::new(names) });
        }
        let entries = std::fs::read_dir(&folder).map_err(|error| {
            let denied = error.kind() == std::io::ErrorKind::PermissionDenied;
            win32(if denied { foundation::ERROR_ACCESS_DENIED } else { foundation::ERROR_PATH_NOT_FOUND })
        })?;
        let found = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = found.collect();
        if folder != Path::new("/") {
            names.extend([".".to_owned(), "..".to_owned()]);
        }
        names.retain(|name| fits(name, pattern));
        names.sort_by_cached_key(|name| name.to_uppercase());
        Ok(Search { folder, names: Mutex::new(names.into()) })
    }

    /// The next file that is still there.
    fn next(&self) -> Option<WIN32_FIND_DATAW> {
        let mut names = self.names.lock();
        loop {
            let name = names.pop_front()?;
            // A link that leads nowhere is found as what it is.
            let path = self.folder.join(&name);
            let Ok(status) = rustix::fs::stat(&path).or_else(|_| rustix::fs::lstat(&path)) else { continue };
            let facts = facts(&status);
            let mut data = WIN32_FIND_DATAW {
                dwFileAttributes: facts.dwFileAttributes,
                ftCreationTime: facts.ftCreationTime,
                ftLastAccessTime: facts.ftLastAccessTime,
                ftLastWriteTime: facts.ftLastWriteTime,
                nFileSizeHigh: facts.nFileSizeHigh,
                nFileSizeLow: facts.nFileSizeLow,
                ..Default::default()
            };
            let units: Vec<u16> = name.encode_utf16().collect();
            // SAFETY: the array is ours.
            unsafe { hand_out(&units, data.cFileName.as_mut_ptr(), data.cFileName.len()) };
            return Some(data);
        }
    }
}

/// Whether a name fits a pattern of `*` and `?`, in any letter case. `*.*` fits names without a dot too.
fn fits(name: &str, pattern: &str) -> bool {
    if pattern == "*.*" {
        return true;
    }
    let (name, pattern): (Vec<char>, Vec<char>) =
        (name.to_uppercase().chars().collect(), pattern.to_uppercase().chars().collect());
    let (mut at, mut wanted) = (0, 0);
    let mut last_star: Option<(usize, usize)> = None;
    while at < name.len() {
        match pattern.get(wanted) {
            Some('*') => {
                last_star = Some((wanted, at));
                wanted += 1;
            }
            Some(&letter) if letter == '?' || letter == name[at] => {
                (at, wanted) = (at + 1, wanted + 1);
            }
            _ => {
                let Some((star, from)) = last_star else { return false };
                last_star = Some((star, from + 1));
                (at, wanted) = (from + 1, star + 1);
            }
        }
    }
    pattern[wanted..].iter().all(|&letter| letter == '*')
}

fn narrowed(wide: &WIN32_FIND_DATAW) -> WIN32_FIND_DATAA {
    let mut data = WIN32_FIND_DATAA {
        dwFileAttributes: wide.dwFileAttributes,
        ftCreationTime: wide.ftCreationTime,
        ftLastAccessTime: wide.ftLastAccessTime,
        ftLastWriteTime: wide.ftLastWriteTime,
        nFileSizeHigh: wide.nFileSizeHigh,
        nFileSizeLow: wide.nFileSizeLow,
        ..Default::default()
    };
    let len = wide.cFileName.iter().position(|unit| *unit == 0).unwrap_or(wide.cFileName.len());
    let name = String::from_utf16_lossy(&wide.cFileName[..len]);
    // SAFETY: the array is ours; a Linux name has at most 255 bytes.
    unsafe { hand_out(name.as_bytes(), data.cFileName.as_mut_ptr().cast(), data.cFileName.len()) };
    data
}

/// # Safety
/// `data` is NULL or valid for writes.
unsafe fn first<T>(name: Option<String>, data: *mut T, shape: impl Fn(WIN32_FIND_DATAW) -> T) -> HANDLE {
    base_call(INVALID_HANDLE_VALUE, || {
        if data.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let search = Search::begin(&named(name)?)?;
        let found = search.next().ok_or(win32(foundation::ERROR_FILE_NOT_FOUND))?;
        let handle = open_handle(Arc::new(search))?;
        // SAFETY: not NULL, and the caller's to write.
        unsafe { *data = shape(found) };
        Ok(handle)
    })
}

/// # Safety
/// `data` is NULL or valid for writes.
unsafe fn next<T>(search: HANDLE, data: *mut T, shape: impl Fn(WIN32_FIND_DATAW) -> T) -> i32 {
    bool_call(|| {
        if data.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        with_object(search, |search: &Search| {
            let found = search.next().ok_or(win32(foundation::ERROR_NO_MORE_FILES))?;
            // SAFETY: not NULL, and the caller's to write.
            unsafe { *data = shape(found) };
            Ok(())
        })
    })
}

/// Begins a search: the last part of the path may hold `*` and `?`. `INVALID_HANDLE_VALUE` on failure.
///
/// # Errors
/// `ERROR_FILE_NOT_FOUND`: no name fits; `ERROR_PATH_NOT_FOUND`; `ERROR_ACCESS_DENIED`;
/// `ERROR_INVALID_PARAMETER`: NULL.
///
/// # Safety
/// `name` is NULL or ends in NUL; `data` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_FindFirstFileA")]
pub unsafe extern "C" fn FindFirstFileA(name: *const u8, data: *mut WIN32_FIND_DATAA) -> HANDLE {
    // SAFETY: passed on.
    unsafe { first(narrow(name), data, |found| narrowed(&found)) }
}

/// # Errors
/// As [`FindFirstFileA`].
///
/// # Safety
/// As [`FindFirstFileA`].
#[unsafe(export_name = "ws2_32_FindFirstFileW")]
pub unsafe extern "C" fn FindFirstFileW(name: *const u16, data: *mut WIN32_FIND_DATAW) -> HANDLE {
    // SAFETY: passed on.
    unsafe { first(wide(name), data, |found| found) }
}

/// # Errors
/// `ERROR_NO_MORE_FILES`; `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`: NULL.
///
/// # Safety
/// `data` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_FindNextFileA")]
pub unsafe extern "C" fn FindNextFileA(search: HANDLE, data: *mut WIN32_FIND_DATAA) -> i32 {
    // SAFETY: passed on.
    unsafe { next(search, data, |found| narrowed(&found)) }
}

/// # Errors
/// As [`FindNextFileA`].
///
/// # Safety
/// `data` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_FindNextFileW")]
pub unsafe extern "C" fn FindNextFileW(search: HANDLE, data: *mut WIN32_FIND_DATAW) -> i32 {
    // SAFETY: passed on.
    unsafe { next(search, data, |found| found) }
}

/// # Errors
/// `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_FindClose")]
pub extern "C" fn FindClose(search: HANDLE) -> i32 {
    bool_call(|| {
        let handle = Handle::from_raw(search.addr()).ok_or(WsaError::WSA_INVALID_HANDLE)?;
        with_object(search, |search: &Search| search.close(handle))
    })
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn patterns() {
        for (name, pattern) in [
            ("a.txt", "*"),
            ("noext", "*.*"),
            ("A.TXT", "a.t?t"),
            ("abcabd", "*abd"),
            ("", "*"),
            ("a*b", "a*b"),
        ] {
            assert!(fits(name, pattern), "{name} {pattern}");
        }
        for (name, pattern) in [("a.txt", "*.c"), ("ab", "?"), ("a", "ab*"), ("", "?"), ("abx", "*ab")] {
            assert!(!fits(name, pattern), "{name} {pattern}");
        }
    }
}
