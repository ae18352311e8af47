//! Files as memory.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::os::fd::OwnedFd;
use std::ptr::{NonNull, null_mut};
use std::sync::Arc;

use parking_lot::Mutex;
use rustix::fs::{MemfdFlags, ftruncate};
use rustix::mm::{MapFlags, MsyncFlags, ProtFlags, mmap, msync, munmap};
use win32_wait::dispatcher;
use win32_wait::handle_table::{Handle, Object};
use ws2_sys::descriptor::above_standard_streams;
use ws2_types::abi::foundation::{self, HANDLE, INVALID_HANDLE_VALUE};
use ws2_types::abi::memory::{self, FILE_MAP_COPY, FILE_MAP_EXECUTE, FILE_MAP_READ, FILE_MAP_WRITE};
use ws2_types::{WsaError, WsaResult};

use super::file::{File, Kind, win32_error};
use super::{base_call, bool_call, handle_call, open_handle, win32, with_object};

/// Where a view may begin in its file.
const GRANULARITY: u64 = 65_536;

/// A file, or memory without a file, that views can be made of.
struct Mapping {
    descriptor: OwnedFd,
    size: u64,
    writable: bool,
    copied: bool,
}

impl Object for Mapping {
    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}

/// Views by address, with their lengths.
static VIEWS: Mutex<BTreeMap<usize, usize>> = Mutex::new(BTreeMap::new());

fn create(file: HANDLE, protection: u32, size: u64, named: bool) -> WsaResult<HANDLE> {
    if named {
        return Err(win32(foundation::ERROR_NOT_SUPPORTED));
    }
    let writable = matches!(protection & 0xFF, memory::PAGE_READWRITE | memory::PAGE_EXECUTE_READWRITE);
    let copied = matches!(protection & 0xFF, memory::PAGE_WRITECOPY | memory::PAGE_EXECUTE_WRITECOPY);
    let readable = matches!(protection & 0xFF, memory::PAGE_READONLY | memory::PAGE_EXECUTE_READ);
    if !(writable || copied || readable) {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    let mapping = if file == INVALID_HANDLE_VALUE {
        if size == 0 {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let descriptor = rustix::fs::memfd_create("mapping", MemfdFlags::CLOEXEC).map_err(win32_error)?;
        ftruncate(&descriptor, size).map_err(win32_error)?;
        Mapping { descriptor: above_standard_streams(descriptor), size, writable, copied }
    } else {
        with_object(file, |file: &File| {
            if file.kind() != Kind::Disk {
                return Err(win32(foundation::ERROR_BAD_EXE_FORMAT));
            }
            let descriptor = rustix::io::fcntl_dupfd_cloexec(file.descriptor(), 3).map_err(win32_error)?;
            let present = rustix::fs::fstat(&descriptor).map_err(win32_error)?.st_size as u64;
            match size {
                0 if present == 0 => return Err(win32(foundation::ERROR_FILE_INVALID)),
                _ if size <= present => {}
                _ if writable => ftruncate(&descriptor, size).map_err(win32_error)?,
                _ => return Err(win32(foundation::ERROR_NOT_ENOUGH_MEMORY)),
            }
            let size = if size == 0 { present } else { size };
            Ok(Mapping { descriptor, size, writable, copied })
        })?
    };
    open_handle(Arc::new(mapping))
}

/// Prepares a file, or with `INVALID_HANDLE_VALUE` plain memory, for views. Names are not offered.
///
/// # Errors
/// `ERROR_FILE_INVALID`: an empty file without a size; `ERROR_NOT_ENOUGH_MEMORY`: a file that may not grow is
/// shorter; `ERROR_INVALID_PARAMETER`; `ERROR_INVALID_HANDLE`; `ERROR_NOT_SUPPORTED`: a name.
#[unsafe(export_name = "ws2_32_CreateFileMappingA")]
pub extern "C" fn CreateFileMappingA(
    file: HANDLE,
    _security: *const c_void,
    protection: u32,
    size_high: u32,
    size_low: u32,
    name: *const u8,
) -> HANDLE {
    handle_call(|| create(file, protection, joined(size_high, size_low), !name.is_null()))
}

/// # Errors
/// As [`CreateFileMappingA`].
#[unsafe(export_name = "ws2_32_CreateFileMappingW")]
pub extern "C" fn CreateFileMappingW(
    file: HANDLE,
    _security: *const c_void,
    protection: u32,
    size_high: u32,
    size_low: u32,
    name: *const u16,
) -> HANDLE {
    handle_call(|| create(file, protection, joined(size_high, size_low), !name.is_null()))
}

/// # Errors
/// As [`CreateFileMappingA`].
#[unsafe(export_name = "ws2_32_CreateFileMappingFromApp")]
pub extern "C" fn CreateFileMappingFromApp(
    file: HANDLE,
    _security: *const c_void,
    protection: u32,
    size: u64,
    name: *const u16,
) -> HANDLE {
    handle_call(|| create(file, protection, size, !name.is_null()))
}

fn joined(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

fn view(mapping: HANDLE, access: u32, offset: u64, len: usize) -> *mut c_void {
    base_call(null_mut(), || {
        if !offset.is_multiple_of(GRANULARITY) {
            return Err(win32(foundation::ERROR_MAPPED_ALIGNMENT));
        }
        with_object(mapping, |mapping: &Mapping| {
            let private = access & FILE_MAP_COPY != 0 && access & FILE_MAP_WRITE == 0;
            let writes = access & FILE_MAP_WRITE != 0;
            let left = mapping.size.saturating_sub(offset);
            let len = if len == 0 { left as usize } else { len };
            let permitted =
                if writes { mapping.writable } else { !private || mapping.writable || mapping.copied };
            if len == 0 || len as u64 > left || !permitted {
                return Err(win32(foundation::ERROR_ACCESS_DENIED));
            }
            let mut protection = ProtFlags::empty();
            protection.set(ProtFlags::READ, access & (FILE_MAP_READ | FILE_MAP_WRITE | FILE_MAP_COPY) != 0);
            protection.set(ProtFlags::WRITE, writes || private);
            protection.set(ProtFlags::EXEC, access & FILE_MAP_EXECUTE != 0);
            let sharing = if private { MapFlags::PRIVATE } else { MapFlags::SHARED };
            // SAFETY: the kernel chooses an address that nobody uses.
            let view = unsafe { mmap(null_mut(), len, protection, sharing, &mapping.descriptor, offset) };
            let view = view.map_err(win32_error)?;
            VIEWS.lock().insert(view.addr(), len);
            Ok(view)
        })
    })
}

/// A view of a mapping, from an offset that is a multiple of 64 KiB; length 0 means up to the end.
///
/// # Errors
/// `ERROR_MAPPED_ALIGNMENT`: the offset; `ERROR_ACCESS_DENIED`: past the end, or more access than the mapping
/// has; `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_MapViewOfFile")]
pub extern "C" fn MapViewOfFile(
    mapping: HANDLE,
    access: u32,
    offset_high: u32,
    offset_low: u32,
    len: usize,
) -> *mut c_void {
    view(mapping, access, joined(offset_high, offset_low), len)
}

/// # Errors
/// As [`MapViewOfFile`].
#[unsafe(export_name = "ws2_32_MapViewOfFileFromApp")]
pub extern "C" fn MapViewOfFileFromApp(mapping: HANDLE, access: u32, offset: u64, len: usize) -> *mut c_void {
    view(mapping, access, offset, len)
}

/// # Errors
/// `ERROR_INVALID_ADDRESS`: no view begins here.
///
/// # Safety
/// Nothing uses the view any more.
#[unsafe(export_name = "ws2_32_UnmapViewOfFile")]
pub unsafe extern "C" fn UnmapViewOfFile(view: *const c_void) -> i32 {
    bool_call(|| {
        let mut views = VIEWS.lock();
        let len = views.remove(&view.addr()).ok_or(win32(foundation::ERROR_INVALID_ADDRESS))?;
        // SAFETY: the view is one of ours, and the caller gives it up.
        unsafe { munmap(view.cast_mut(), len) }.map_err(win32_error)
    })
}

/// Writes what was changed in a view to its file; length 0 means up to the end.
///
/// # Errors
/// `ERROR_INVALID_ADDRESS`: not within a view.
#[unsafe(export_name = "ws2_32_FlushViewOfFile")]
pub extern "C" fn FlushViewOfFile(address: *const c_void, len: usize) -> i32 {
    bool_call(|| {
        let views = VIEWS.lock();
        let within = views.range(..=address.addr()).next_back();
        let (start, view_len) = within
            .filter(|(start, view_len)| address.addr() - **start < **view_len)
            .ok_or(win32(foundation::ERROR_INVALID_ADDRESS))?;
        let offset = address.addr() - start;
        let len = if len == 0 { view_len - offset } else { len.min(view_len - offset) };
        let into_page = offset % rustix::param::page_size();
        let Some(page) = NonNull::new(address.cast_mut().wrapping_byte_sub(into_page)) else {
            return Err(win32(foundation::ERROR_INVALID_ADDRESS));
        };
        // SAFETY: these pages belong to a view, which stays while the lock is held.
        unsafe { msync(page.as_ptr(), len + into_page, MsyncFlags::SYNC) }.map_err(win32_error)
    })
}
