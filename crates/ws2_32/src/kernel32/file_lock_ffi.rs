//! Locks on parts of files.
//!
//! The kernel keeps them for the open file, against other handles and other processes; here stands which parts
//! a handle has locked, since only those can be unlocked. Reads and writes of others are not kept out.

use std::any::Any;
use std::sync::Arc;

use win32_wait::completion::{Completion, Lent, Outcome};
use win32_wait::handle_table::Object;
use win32_wait::wait::object_of;
use ws2_types::abi::file_system::{LOCKFILE_EXCLUSIVE_LOCK, LOCKFILE_FAIL_IMMEDIATELY};
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::{WsaError, WsaResult};

use super::file::File;
use super::file_lock::{Granted, Range};
use super::{base_error, bool_call, win32};

fn wide(low: u32, high: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// Locks a part of a file for this handle alone.
///
/// # Errors
/// `ERROR_LOCK_VIOLATION`: another handle has locked some of it; `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`.
#[unsafe(export_name = "ws2_32_LockFile")]
pub extern "C" fn LockFile(file: HANDLE, low: u32, high: u32, len_low: u32, len_high: u32) -> i32 {
    bool_call(|| {
        let range = Range::new(wide(low, high), wide(len_low, len_high), true)?;
        super::with_object(file, |file: &File| match file.try_lock(range)? {
            Granted::Yes => Ok(()),
            Granted::NotYet => Err(win32(foundation::ERROR_LOCK_VIOLATION)),
        })
    })
}

/// Locks a part of a file, which begins at the OVERLAPPED's offset.
///
/// # Errors
/// `ERROR_LOCK_VIOLATION`: others have locked some of it, and the call shall not wait; `ERROR_IO_PENDING`: they have,
/// and the file is open for overlapped I/O; `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`: no OVERLAPPED.
///
/// # Blocking
/// Until it is granted, on a file that is not open for overlapped I/O, without `LOCKFILE_FAIL_IMMEDIATELY`.
///
/// # Safety
/// `overlapped` is NULL or lent until the operation is complete.
#[unsafe(export_name = "ws2_32_LockFileEx")]
pub unsafe extern "C" fn LockFileEx(
    file: HANDLE,
    flags: u32,
    _reserved: u32,
    len_low: u32,
    len_high: u32,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    bool_call(|| {
        let object = object_of(file.addr())?;
        let file = as_file(&*object)?;
        // SAFETY: the caller lends it until the operation is complete.
        let lent = unsafe { place(overlapped) }?;
        let range = Range::new(lent.offset(), wide(len_low, len_high), flags & LOCKFILE_EXCLUSIVE_LOCK != 0)?;
        let completion = file.binding.begin(lent).map_err(base_error)?;
        match file.try_lock(range) {
            Ok(Granted::Yes) => done(completion),
            Ok(Granted::NotYet) if flags & LOCKFILE_FAIL_IMMEDIATELY != 0 => {
                refused(completion, win32(foundation::ERROR_LOCK_VIOLATION))
            }
            Ok(Granted::NotYet) if file.is_overlapped() => {
                file.await_lock(range, completion, Arc::clone(&object))?;
                Err(WsaError::WSA_IO_PENDING)
            }
            Ok(Granted::NotYet) => match file.lock_waiting(range) {
                Ok(()) => done(completion),
                Err(error) => refused(completion, error),
            },
            Err(error) => refused(completion, error),
        }
    })
}

fn done(completion: Completion) -> WsaResult<()> {
    completion.finish_at_once(Outcome::done(0, 0));
    Ok(())
}

fn refused(completion: Completion, error: WsaError) -> WsaResult<()> {
    completion.withdraw(error);
    Err(error)
}

/// # Safety
/// `overlapped` is NULL or the caller's to lend.
unsafe fn place(overlapped: *mut OVERLAPPED) -> WsaResult<Lent> {
    // SAFETY: the caller's promise.
    let lent = unsafe { Lent::new(overlapped) };
    lent.filter(|lent| lent.is_plausible()).ok_or(WsaError::WSA_INVALID_PARAMETER)
}

fn as_file(object: &dyn Object) -> WsaResult<&File> {
    let object: &dyn Any = object;
    object.downcast_ref().ok_or(WsaError::WSA_INVALID_HANDLE)
}

/// # Errors
/// `ERROR_NOT_LOCKED`: this handle did not lock exactly this part. `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_UnlockFile")]
pub extern "C" fn UnlockFile(file: HANDLE, low: u32, high: u32, len_low: u32, len_high: u32) -> i32 {
    bool_call(|| {
        let (start, len) = (wide(low, high), wide(len_low, len_high));
        super::with_object(file, |file: &File| file.unlock(start, len))
    })
}

/// # Errors
/// As [`UnlockFile`]; `ERROR_INVALID_PARAMETER`: no OVERLAPPED.
///
/// # Safety
/// `overlapped` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_UnlockFileEx")]
pub unsafe extern "C" fn UnlockFileEx(
    file: HANDLE,
    _reserved: u32,
    len_low: u32,
    len_high: u32,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    bool_call(|| {
        // SAFETY: the caller's promise.
        let start = unsafe { place(overlapped) }?.offset();
        super::with_object(file, |file: &File| file.unlock(start, wide(len_low, len_high)))
    })
}
