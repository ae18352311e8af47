//! Files of the native interface: opening the device under Windows Sockets, cancelling, ports, closing.

use std::any::Any;
use std::sync::Arc;

use win32_wait::binding::{SKIP_EVENT, SKIP_PORT_ON_SUCCESS};
use win32_wait::completion::Which;
use win32_wait::handle_table::Object;
use win32_wait::port::Port;
use win32_wait::wait::object_of;
use ws2_base::afd::{self, Manner};
use ws2_types::abi::foundation::{self, HANDLE, NTSTATUS, UNICODE_STRING};
use ws2_types::abi::io::IO_STATUS_BLOCK;
use ws2_types::abi::native::OBJECT_ATTRIBUTES;
use ws2_types::abi::{file_system, native_file};

use super::{Refusal, native_call, write_status};
use crate::kernel32::{handle_ffi, overlapped_result_ffi, port_ffi};
use crate::lent;

/// What became of the file; the metadata leaves these numbers out.
const FILE_OPENED: usize = 1;
const DEVICE: &str = "\\device\\afd";

/// Opens a handle of the device under Windows Sockets, on which sockets can be polled. Nothing else can be opened.
///
/// # Errors
/// `STATUS_OBJECT_NAME_NOT_FOUND`, `STATUS_OBJECT_PATH_SYNTAX_BAD` (no name that begins with a backslash),
/// `STATUS_OBJECT_NAME_INVALID` (half a letter), `STATUS_ACCESS_VIOLATION` (NULL), `STATUS_INVALID_PARAMETER` (the length of
/// the attributes; a handle that waits, without `SYNCHRONIZE`), `STATUS_NOT_SUPPORTED` (attributes by which the device makes
/// sockets), `STATUS_INSUFFICIENT_RESOURCES`.
///
/// # Safety
/// Pointers are NULL or valid, the name for its length.
#[unsafe(export_name = "ws2_32_NtCreateFile")]
pub unsafe extern "C" fn NtCreateFile(
    handle: *mut HANDLE,
    access: u32,
    attributes: *const OBJECT_ATTRIBUTES,
    block: *mut IO_STATUS_BLOCK,
    _allocation: *const i64,
    _file_attributes: u32,
    _share: u32,
    _disposition: u32,
    options: u32,
    extended: *const core::ffi::c_void,
    extended_len: u32,
) -> NTSTATUS {
    native_call(|| {
        // SAFETY: NULL or the caller's to read.
        let name = unsafe { name_of(attributes) }?;
        let manner = match options & WAITS {
            0 => Manner::Overlapped,
            _ if access & file_system::SYNCHRONIZE == 0 || options & WAITS == WAITS => {
                return Err(Refusal::Status(foundation::STATUS_INVALID_PARAMETER));
            }
            how => Manner::Synchronous { alertable: how == native_file::FILE_SYNCHRONOUS_IO_ALERT },
        };
        let name = name.to_ascii_lowercase();
        match name.strip_prefix(DEVICE) {
            Some(rest) if rest.is_empty() || rest.starts_with('\\') => {}
            _ => return Err(Refusal::Status(foundation::STATUS_OBJECT_NAME_NOT_FOUND)),
        }
        if !extended.is_null() && extended_len > 0 {
            return Err(Refusal::Status(foundation::STATUS_NOT_SUPPORTED));
        }
        // Before there is a handle that could get lost.
        // SAFETY: NULL or the caller's to write.
        unsafe {
            lent::write(handle, std::ptr::null_mut())?;
            write_status(block, foundation::STATUS_SUCCESS, FILE_OPENED)?;
        }
        let opened = std::ptr::without_provenance_mut(afd::open(manner)?);
        // SAFETY: as before.
        unsafe { lent::write(handle, opened) }?;
        Ok(foundation::STATUS_SUCCESS)
    })
}

const WAITS: u32 = native_file::FILE_SYNCHRONOUS_IO_ALERT | native_file::FILE_SYNCHRONOUS_IO_NONALERT;

/// # Safety
/// `attributes` is NULL or valid for reads, and so are the name and its letters.
unsafe fn name_of(attributes: *const OBJECT_ATTRIBUTES) -> Result<String, Refusal> {
    // SAFETY: the caller's promise.
    let attributes = unsafe { lent::read(attributes) }?;
    if attributes.Length as usize != size_of::<OBJECT_ATTRIBUTES>() {
        return Err(Refusal::Status(foundation::STATUS_INVALID_PARAMETER));
    }
    if attributes.ObjectName.is_null() {
        return Err(Refusal::Status(foundation::STATUS_OBJECT_PATH_SYNTAX_BAD));
    }
    // SAFETY: the caller's promise.
    let name: UNICODE_STRING = unsafe { lent::read(attributes.ObjectName) }?;
    if !name.Length.is_multiple_of(2) {
        return Err(Refusal::Status(foundation::STATUS_OBJECT_NAME_INVALID));
    }
    let units = if name.Length == 0 {
        Vec::new()
    } else {
        // SAFETY: the caller's promise.
        unsafe { lent::read(name.Buffer) }?;
        // SAFETY: not absent; the caller vouches for the length.
        unsafe { lent::array(name.Buffer.cast_const(), usize::from(name.Length) / 2) }.into_owned()
    };
    let name = String::from_utf16_lossy(&units);
    // A name under another directory has no backslash at its head; no directory can be opened.
    if !attributes.RootDirectory.is_null() || !name.starts_with('\\') {
        return Err(Refusal::Status(foundation::STATUS_OBJECT_PATH_SYNTAX_BAD));
    }
    Ok(name)
}

/// Closes a handle of any kind.
///
/// # Errors
/// `STATUS_INVALID_HANDLE`; those of `closesocket`.
#[unsafe(export_name = "ws2_32_NtClose")]
pub extern "C" fn NtClose(handle: HANDLE) -> NTSTATUS {
    native_call(|| {
        handle_ffi::close(handle)?;
        Ok(foundation::STATUS_SUCCESS)
    })
}

/// Cancels the operation of the status block `request`, or with NULL all of the handle.
///
/// # Errors
/// `STATUS_INVALID_HANDLE`, `STATUS_NOT_FOUND` (nothing was pending), `STATUS_ACCESS_VIOLATION` (`block` is NULL).
///
/// # Safety
/// `block` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_NtCancelIoFileEx")]
pub unsafe extern "C" fn NtCancelIoFileEx(
    file: HANDLE,
    request: *const IO_STATUS_BLOCK,
    block: *mut IO_STATUS_BLOCK,
) -> NTSTATUS {
    let which = if request.is_null() { Which::All } else { Which::At(request.addr()) };
    // SAFETY: passed on.
    unsafe { cancel(file, which, block) }
}

/// Cancels what this thread began on the handle.
///
/// # Errors
/// `STATUS_INVALID_HANDLE`, `STATUS_ACCESS_VIOLATION` (`block` is NULL).
///
/// # Safety
/// `block` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_NtCancelIoFile")]
pub unsafe extern "C" fn NtCancelIoFile(file: HANDLE, block: *mut IO_STATUS_BLOCK) -> NTSTATUS {
    // SAFETY: passed on.
    unsafe { cancel(file, Which::OfThread(win32_wait::thread::current_id()), block) }
}

/// # Safety
/// `block` is NULL or valid for writes.
unsafe fn cancel(file: HANDLE, which: Which, block: *mut IO_STATUS_BLOCK) -> NTSTATUS {
    native_call(|| {
        if lent::is_absent(block) {
            return Err(Refusal::Status(foundation::STATUS_ACCESS_VIOLATION));
        }
        let cancelled = overlapped_result_ffi::cancel(file, which)?;
        let status = match (cancelled, which) {
            (0, Which::All | Which::At(_)) => foundation::STATUS_NOT_FOUND,
            _ => foundation::STATUS_SUCCESS,
        };
        // SAFETY: not NULL, and the caller's to write.
        unsafe { write_status(block, status, 0) }?;
        Ok(status)
    })
}

/// Associates a socket, a file or the device with a completion port (`FileCompletionInformation`), or sets what
/// `SetFileCompletionNotificationModes` does (`FileIoCompletionNotificationInformation`).
///
/// # Errors
/// `STATUS_INVALID_HANDLE`, `STATUS_INVALID_PARAMETER` (there is a port; an unknown flag), `STATUS_INFO_LENGTH_MISMATCH`,
/// `STATUS_ACCESS_VIOLATION` (NULL), `STATUS_OBJECT_TYPE_MISMATCH` (no port), `STATUS_INVALID_INFO_CLASS` (another class).
///
/// # Safety
/// `block` is NULL or valid for writes, `information` NULL or valid for reads of `len` bytes.
#[unsafe(export_name = "ws2_32_NtSetInformationFile")]
pub unsafe extern "C" fn NtSetInformationFile(
    file: HANDLE,
    block: *mut IO_STATUS_BLOCK,
    information: *const core::ffi::c_void,
    len: u32,
    class: i32,
) -> NTSTATUS {
    native_call(|| {
        match class {
            native_file::FileCompletionInformation => {
                // SAFETY: the caller's promise.
                let wanted: native_file::FILE_COMPLETION_INFORMATION = unsafe { read(information, len) }?;
                associate(file, wanted.Port, wanted.Key.addr())?;
            }
            native_file::FileIoCompletionNotificationInformation => {
                // SAFETY: the caller's promise.
                let flags: u32 = unsafe { read(information, len) }?;
                add_modes(file, flags)?;
            }
            _ => return Err(Refusal::Status(foundation::STATUS_INVALID_INFO_CLASS)),
        }
        // SAFETY: NULL or the caller's to write.
        unsafe { write_status(block, foundation::STATUS_SUCCESS, 0) }?;
        Ok(foundation::STATUS_SUCCESS)
    })
}

/// # Safety
/// `information` is NULL or valid for reads of `len` bytes.
unsafe fn read<T: Copy>(information: *const core::ffi::c_void, len: u32) -> Result<T, Refusal> {
    if (len as usize) < size_of::<T>() {
        return Err(Refusal::Status(foundation::STATUS_INFO_LENGTH_MISMATCH));
    }
    // SAFETY: long enough; the caller vouches for the rest.
    Ok(unsafe { lent::read(information.cast::<T>()) }?)
}

fn associate(file: HANDLE, port: HANDLE, key: usize) -> Result<(), Refusal> {
    let port: Arc<dyn Any + Send + Sync> = object_of(port.addr())?;
    let port: Arc<Port> =
        port.downcast().map_err(|_| Refusal::Status(foundation::STATUS_OBJECT_TYPE_MISMATCH))?;
    Ok(port_ffi::associate(file, &port, key)?)
}

fn add_modes(file: HANDLE, flags: u32) -> Result<(), Refusal> {
    let object: Arc<dyn Object> = object_of(file.addr())?;
    if flags & !u32::from(SKIP_PORT_ON_SUCCESS | SKIP_EVENT) != 0 {
        return Err(Refusal::Status(foundation::STATUS_INVALID_PARAMETER));
    }
    let binding = object.binding().ok_or(Refusal::Status(foundation::STATUS_INVALID_PARAMETER))?;
    binding.add_modes(flags as u8);
    Ok(())
}
