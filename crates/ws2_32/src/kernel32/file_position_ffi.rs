//! The size of an open file and the place in it where the next byte is read or written.

use rustix::fs::SeekFrom;
use ws2_dispatch::sockets;
use ws2_types::abi::file_system as fs;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::{WsaError, WsaResult};

use super::file::{File, Kind, win32_error};
use super::{base_call, bool_call, win32, with_object};

fn size_of(file: HANDLE) -> WsaResult<u64> {
    with_object(file, |file: &File| {
        if file.kind() != Kind::Disk {
            return Err(win32(foundation::ERROR_INVALID_FUNCTION));
        }
        Ok(rustix::fs::fstat(file.descriptor()).map_err(win32_error)?.st_size as u64)
    })
}

/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_INVALID_FUNCTION`: no file on a disk; `ERROR_INVALID_PARAMETER`: NULL.
///
/// # Safety
/// `size` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetFileSizeEx")]
pub unsafe extern "C" fn GetFileSizeEx(file: HANDLE, size: *mut i64) -> i32 {
    bool_call(|| {
        // SAFETY: NULL or the caller's to write.
        let place = unsafe { size.as_mut() }.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        *place = size_of(file)? as i64;
        Ok(())
    })
}

/// The low half of the size; `INVALID_FILE_SIZE` on failure.
///
/// # Errors
/// As [`GetFileSizeEx`].
///
/// # Safety
/// `high` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetFileSize")]
pub unsafe extern "C" fn GetFileSize(file: HANDLE, high: *mut u32) -> u32 {
    base_call(fs::INVALID_FILE_SIZE, || {
        let size = size_of(file)?;
        // SAFETY: NULL or the caller's to write.
        if let Some(high) = unsafe { high.as_mut() } {
            *high = (size >> 32) as u32;
        }
        Ok(size as u32)
    })
}

fn seek(file: HANDLE, distance: i64, from: u32) -> WsaResult<i64> {
    let negative = win32(foundation::ERROR_NEGATIVE_SEEK);
    let target = match from {
        fs::FILE_BEGIN => SeekFrom::Start(u64::try_from(distance).map_err(|_| negative)?),
        fs::FILE_CURRENT => SeekFrom::Current(distance),
        fs::FILE_END => SeekFrom::End(distance),
        _ => return Err(WsaError::WSA_INVALID_PARAMETER),
    };
    with_object(file, |file: &File| match rustix::fs::seek(file.descriptor(), target) {
        Ok(position) => Ok(position as i64),
        Err(rustix::io::Errno::INVAL) => Err(negative),
        Err(rustix::io::Errno::SPIPE) => Err(win32(foundation::ERROR_INVALID_FUNCTION)),
        Err(error) => Err(win32_error(error)),
    })
}

/// # Errors
/// `ERROR_NEGATIVE_SEEK`: before the beginning; `ERROR_INVALID_FUNCTION`: a pipe; `ERROR_INVALID_HANDLE`;
/// `ERROR_INVALID_PARAMETER`: `from` is none of the three places.
///
/// # Safety
/// `position` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_SetFilePointerEx")]
pub unsafe extern "C" fn SetFilePointerEx(file: HANDLE, distance: i64, position: *mut i64, from: u32) -> i32 {
    bool_call(|| {
        let reached = seek(file, distance, from)?;
        // SAFETY: NULL or the caller's to write.
        if let Some(position) = unsafe { position.as_mut() } {
            *position = reached;
        }
        Ok(())
    })
}

/// The low half of the new position; `INVALID_SET_FILE_POINTER` on failure, and then the last error is not 0.
///
/// # Errors
/// As [`SetFilePointerEx`].
///
/// # Safety
/// `high` is NULL or valid for reads and writes.
#[unsafe(export_name = "ws2_32_SetFilePointer")]
pub unsafe extern "C" fn SetFilePointer(file: HANDLE, distance: i32, high: *mut i32, from: u32) -> u32 {
    base_call(fs::INVALID_SET_FILE_POINTER, || {
        // SAFETY: NULL or the caller's to read and write.
        let high = unsafe { high.as_mut() };
        let whole = match &high {
            Some(high) => i64::from(**high) << 32 | i64::from(distance as u32),
            None => i64::from(distance),
        };
        let reached = seek(file, whole, from)?;
        if let Some(high) = high {
            *high = (reached >> 32) as i32;
        }
        if reached as u32 == fs::INVALID_SET_FILE_POINTER {
            win32_wait::last_error::set_last_error(foundation::ERROR_SUCCESS);
        }
        Ok(reached as u32)
    })
}

/// The file ends where the next byte would be written.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`, `ERROR_ACCESS_DENIED`, `ERROR_INVALID_FUNCTION`.
#[unsafe(export_name = "ws2_32_SetEndOfFile")]
pub extern "C" fn SetEndOfFile(file: HANDLE) -> i32 {
    bool_call(|| {
        let position = seek(file, 0, fs::FILE_CURRENT)?;
        with_object(file, |file: &File| match rustix::fs::ftruncate(file.descriptor(), position as u64) {
            Ok(()) => Ok(()),
            Err(rustix::io::Errno::INVAL) => Err(win32(foundation::ERROR_ACCESS_DENIED)), // open for reading
            Err(error) => Err(win32_error(error)),
        })
    })
}

/// Nothing of a socket or a pipe is kept back, so there is nothing to flush.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_FlushFileBuffers")]
pub extern "C" fn FlushFileBuffers(file: HANDLE) -> i32 {
    bool_call(|| {
        if sockets::require(file.addr()).is_ok() {
            return Ok(());
        }
        with_object(file, |file: &File| match rustix::fs::fsync(file.descriptor()) {
            Ok(()) | Err(rustix::io::Errno::INVAL | rustix::io::Errno::ROFS) => Ok(()), // nothing is kept back
            Err(error) => Err(win32_error(error)),
        })
    })
}
