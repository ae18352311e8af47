//! Files, pipes and standard handles.

use std::ffi::c_void;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use parking_lot::Mutex;
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use win32_wait::handle_table::{Object, handles};
use win32_wait::last_error::set_last_error;
use ws2_dispatch::sockets;
use ws2_types::abi::console::{STD_ERROR_HANDLE, STD_INPUT_HANDLE, STD_OUTPUT_HANDLE};
use ws2_types::abi::file_system as fs;
use ws2_types::abi::foundation::{self, HANDLE, INVALID_HANDLE_VALUE};
use ws2_types::{WsaError, WsaResult};

use super::file::{File, win32_error};
use super::{base_call, bool_call, narrow, open_handle, wide, win32, with_object};

/// Opens or makes a file. `NUL`, `CONIN$` and `CONOUT$` are the devices they are on Windows; backslashes
/// separate folders. Sharing modes are not enforced, and named pipes are not offered.
///
/// # Errors
/// `ERROR_FILE_NOT_FOUND`, `ERROR_PATH_NOT_FOUND`, `ERROR_ACCESS_DENIED`, `ERROR_FILE_EXISTS`,
/// `ERROR_INVALID_PARAMETER`. Success with `CREATE_ALWAYS` or `OPEN_ALWAYS` leaves `ERROR_ALREADY_EXISTS` when
/// the file was there.
///
/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateFileA")]
pub unsafe extern "C" fn CreateFileA(
    name: *const u8,
    access: u32,
    _share: u32,
    _security: *const c_void,
    disposition: u32,
    flags: u32,
    _template: HANDLE,
) -> HANDLE {
    // SAFETY: passed on.
    base_call(INVALID_HANDLE_VALUE, || open(unsafe { narrow(name) }, access, disposition, flags))
}

/// # Errors
/// As [`CreateFileA`].
///
/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_CreateFileW")]
pub unsafe extern "C" fn CreateFileW(
    name: *const u16,
    access: u32,
    _share: u32,
    _security: *const c_void,
    disposition: u32,
    flags: u32,
    _template: HANDLE,
) -> HANDLE {
    // SAFETY: passed on.
    base_call(INVALID_HANDLE_VALUE, || open(unsafe { wide(name) }, access, disposition, flags))
}

/// # Errors
/// As [`CreateFileA`].
///
/// # Safety
/// `name` is NULL or a string that ends in NUL, `extended` NULL or valid for reads.
#[unsafe(export_name = "ws2_32_CreateFile2")]
pub unsafe extern "C" fn CreateFile2(
    name: *const u16,
    access: u32,
    _share: u32,
    disposition: u32,
    extended: *const fs::CREATEFILE2_EXTENDED_PARAMETERS,
) -> HANDLE {
    // SAFETY: NULL or the caller's to read.
    let flags = unsafe { extended.as_ref() }.map_or(0, |extended| extended.dwFileFlags);
    // SAFETY: passed on.
    base_call(INVALID_HANDLE_VALUE, || open(unsafe { wide(name) }, access, disposition, flags))
}

/// Where named pipes are, of which there is none.
const PIPES: &str = r"\\.\pipe\";

fn open(name: Option<String>, access: u32, disposition: u32, file_flags: u32) -> WsaResult<HANDLE> {
    let overlapped = file_flags & fs::FILE_FLAG_OVERLAPPED != 0;
    let name = name.filter(|name| !name.is_empty()).ok_or(win32(foundation::ERROR_PATH_NOT_FOUND))?;
    if name.to_ascii_lowercase().starts_with(PIPES) {
        return Err(win32(foundation::ERROR_FILE_NOT_FOUND));
    }
    let path = path_of(&name);
    let reads = access & (foundation::GENERIC_READ | foundation::GENERIC_ALL | fs::FILE_READ_DATA) != 0;
    let writes = access & (foundation::GENERIC_WRITE | foundation::GENERIC_ALL | fs::FILE_WRITE_DATA) != 0;
    let appends = !writes && access & fs::FILE_APPEND_DATA != 0;
    let mut flags = match (reads, writes || appends) {
        (true, true) => OFlags::RDWR,
        (false, true) => OFlags::WRONLY,
        _ => OFlags::RDONLY,
    };
    flags |= OFlags::CLOEXEC | OFlags::NOCTTY;
    flags.set(OFlags::APPEND, appends);
    flags.set(OFlags::NONBLOCK, overlapped);
    let opened = |flags| rustix::fs::open(&path, flags, Mode::from_raw_mode(0o666));
    let made = |truncate| {
        // First as a new file, so that it is known whether it was there.
        match opened(flags | OFlags::CREATE | OFlags::EXCL) {
            Err(Errno::EXIST) => opened(flags | truncate).map(|file| (file, true)),
            other => other.map(|file| (file, false)),
        }
    };
    let existing = |flags| opened(flags).map(|file| (file, false));
    let result = match disposition {
        fs::CREATE_NEW => existing(flags | OFlags::CREATE | OFlags::EXCL),
        fs::CREATE_ALWAYS => made(OFlags::TRUNC),
        fs::OPEN_EXISTING => existing(flags),
        fs::OPEN_ALWAYS => made(OFlags::empty()),
        fs::TRUNCATE_EXISTING if writes => existing(flags | OFlags::TRUNC),
        _ => return Err(WsaError::WSA_INVALID_PARAMETER),
    };
    let (file, existed) = result.map_err(|error| open_error(error, &path))?;
    let is_folder = rustix::fs::fstat(&file)
        .is_ok_and(|status| rustix::fs::FileType::from_raw_mode(status.st_mode).is_dir());
    if is_folder {
        return Err(win32(foundation::ERROR_ACCESS_DENIED));
    }
    let handle = open_handle(if overlapped { File::overlapped(file) } else { File::new(file) })?;
    if matches!(disposition, fs::CREATE_ALWAYS | fs::OPEN_ALWAYS) {
        set_last_error(if existed { foundation::ERROR_ALREADY_EXISTS } else { foundation::ERROR_SUCCESS });
    }
    Ok(handle)
}

/// The Linux path a Windows name stands for.
pub(super) fn path_of(name: &str) -> PathBuf {
    match name.to_ascii_uppercase().as_str() {
        "NUL" | "\\\\.\\NUL" => "/dev/null".into(),
        "CONIN$" | "CONOUT$" | "CON" => "/dev/tty".into(),
        _ => name.replace('\\', "/").into(),
    }
}

/// The Win32 code for a name that could not be used.
pub(super) fn open_error(error: Errno, path: &Path) -> WsaError {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if error == Errno::NOENT && folder.is_some_and(|folder| !folder.is_dir()) {
        return win32(foundation::ERROR_PATH_NOT_FOUND);
    }
    win32_error(error)
}

/// # Errors
/// `ERROR_INVALID_PARAMETER`: NULL. `ERROR_TOO_MANY_OPEN_FILES`.
///
/// # Safety
/// `read_end` and `write_end` are NULL or valid for writes.
#[unsafe(export_name = "ws2_32_CreatePipe")]
pub unsafe extern "C" fn CreatePipe(
    read_end: *mut HANDLE,
    write_end: *mut HANDLE,
    _security: *const c_void,
    _bytes: u32,
) -> i32 {
    bool_call(|| {
        if read_end.is_null() || write_end.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let (read, write): (OwnedFd, OwnedFd) =
            rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC).map_err(win32_error)?;
        let ends = (open_handle(File::new(read))?, open_handle(File::new(write))?);
        // SAFETY: not NULL; the caller lends them.
        unsafe { (*read_end, *write_end) = ends };
        Ok(())
    })
}

/// # Errors
/// `ERROR_BROKEN_PIPE`; `ERROR_INVALID_FUNCTION`: no pipe; `ERROR_INVALID_HANDLE`.
///
/// # Safety
/// The pointers are NULL or valid for writes; `buffer` of `len` bytes.
#[unsafe(export_name = "ws2_32_PeekNamedPipe")]
pub unsafe extern "C" fn PeekNamedPipe(
    pipe: HANDLE,
    buffer: *mut u8,
    len: u32,
    read: *mut u32,
    available: *mut u32,
    left: *mut u32,
) -> i32 {
    bool_call(|| {
        let lent = if buffer.is_null() || len == 0 {
            &mut []
        } else {
            // SAFETY: not NULL; the caller vouches for the length.
            unsafe { std::slice::from_raw_parts_mut(buffer, len as usize) }
        };
        let (copied, there) = with_object(pipe, |pipe: &File| pipe.peek(lent))?;
        for (place, value) in [(read, copied), (available, there), (left, 0)] {
            // SAFETY: NULL or the caller's to write.
            if let Some(place) = unsafe { place.as_mut() } {
                *place = value as u32;
            }
        }
        Ok(())
    })
}

/// # Errors
/// `ERROR_INVALID_FUNCTION`: no pipe. `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_DisconnectNamedPipe")]
pub extern "C" fn DisconnectNamedPipe(pipe: HANDLE) -> i32 {
    bool_call(|| with_object(pipe, File::disconnect))
}

#[unsafe(export_name = "ws2_32_GetFileType")]
pub extern "C" fn GetFileType(file: HANDLE) -> u32 {
    base_call(fs::FILE_TYPE_UNKNOWN, || match sockets::require(file.addr()) {
        Ok(_) => Ok(fs::FILE_TYPE_PIPE),
        Err(_) => with_object(file, |file: &File| Ok(file.kind() as u32)),
    })
}

/// The handles of the standard streams: not asked for yet, or what the program set.
static STANDARD: Mutex<[Option<usize>; 3]> = Mutex::new([None; 3]);

fn standard_index(which: u32) -> WsaResult<usize> {
    let streams = [STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE];
    streams.iter().position(|stream| *stream == which).ok_or(WsaError::WSA_INVALID_HANDLE)
}

/// The handle of a standard stream; NULL when the process has none.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: no standard stream has this number.
#[unsafe(export_name = "ws2_32_GetStdHandle")]
pub extern "C" fn GetStdHandle(which: u32) -> HANDLE {
    base_call(INVALID_HANDLE_VALUE, || {
        let index = standard_index(which)?;
        let mut standard = STANDARD.lock();
        let handle = match standard[index] {
            Some(handle) => handle,
            None => match File::standard(index as i32) {
                Some(file) => {
                    let object: std::sync::Arc<dyn Object> = file;
                    handles().insert(object).ok_or(WsaError::WSA_NOT_ENOUGH_MEMORY)?.into_raw()
                }
                None => 0,
            },
        };
        standard[index] = Some(handle);
        Ok(std::ptr::without_provenance_mut(handle))
    })
}

/// Changes what [`GetStdHandle`] returns; the C library's streams stay as they are.
#[unsafe(export_name = "ws2_32_SetStdHandle")]
pub extern "C" fn SetStdHandle(which: u32, handle: HANDLE) -> i32 {
    bool_call(|| {
        STANDARD.lock()[standard_index(which)?] = Some(handle.addr());
        Ok(())
    })
}

#[cfg(test)]
mod tests;
