//! What the machine and the system are: processors, pages, version, computer name.

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use ws2_types::abi::foundation;
use ws2_types::abi::system_information::{
    OSVERSIONINFOA, OSVERSIONINFOEXA, OSVERSIONINFOEXW, OSVERSIONINFOW, SYSTEM_INFO,
};
use ws2_types::{WsaError, WsaResult};

use super::text_ffi::{Units, hand_out_with_length};
use super::{bool_call, win32};

/// Windows 10 or later tells a program without a manifest that it is Windows 8; we answer for a program with one.
const VERSION: (u32, u32, u32) = (10, 0, 19045);
const PLATFORM_WINDOWS_NT: u32 = 2;
/// The granularity with which Windows hands out address space.
const ALLOCATION_GRANULARITY: u32 = 65_536;

/// # Safety
/// `info` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetSystemInfo")]
pub unsafe extern "C" fn GetSystemInfo(info: *mut SYSTEM_INFO) {
    // SAFETY: NULL or the caller's to write.
    let Some(info) = (unsafe { info.as_mut() }) else { return };
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    // SAFETY: `SYSTEM_INFO` is plain numbers and pointers that may be NULL.
    *info = unsafe { std::mem::zeroed() };
    // SAFETY: writing a field of a union of plain numbers.
    info.Anonymous.Anonymous.wProcessorArchitecture = if cfg!(target_arch = "aarch64") { 12 } else { 9 };
    info.dwPageSize = rustix::param::page_size() as u32;
    info.lpMinimumApplicationAddress = std::ptr::without_provenance_mut(ALLOCATION_GRANULARITY as usize);
    info.lpMaximumApplicationAddress = std::ptr::without_provenance_mut(0x7fff_fffe_ffff);
    info.dwActiveProcessorMask = if processors < 64 { (1 << processors) - 1 } else { usize::MAX };
    info.dwNumberOfProcessors = processors as u32;
    info.dwProcessorType = 8664;
    info.dwAllocationGranularity = ALLOCATION_GRANULARITY;
    info.wProcessorLevel = 6;
}

/// # Safety
/// As [`GetSystemInfo`].
#[unsafe(export_name = "ws2_32_GetNativeSystemInfo")]
pub unsafe extern "C" fn GetNativeSystemInfo(info: *mut SYSTEM_INFO) {
    // SAFETY: passed on.
    unsafe { GetSystemInfo(info) }
}

/// Lets the calling thread run on these processors and returns those it had.
///
/// # Errors
/// `WSA_INVALID_PARAMETER` when none of them exists.
pub(super) fn set_processors(mask: usize) -> WsaResult<usize> {
    let failed = |_| WsaError::WSA_INVALID_PARAMETER;
    let before = sched_getaffinity(None).map_err(failed)?;
    let mut wanted = CpuSet::new();
    (0..64).filter(|cpu| mask >> cpu & 1 != 0).for_each(|cpu| wanted.set(cpu));
    sched_setaffinity(None, &wanted).map_err(failed)?;
    Ok((0..64).filter(|cpu| before.is_set(*cpu)).fold(0, |mask, cpu| mask | 1 << cpu))
}

/// # Safety
/// `info` is NULL or valid for reads and writes of the size it states.
#[unsafe(export_name = "ws2_32_GetVersionExA")]
pub unsafe extern "C" fn GetVersionExA(info: *mut OSVERSIONINFOA) -> i32 {
    let sizes = [size_of::<OSVERSIONINFOA>(), size_of::<OSVERSIONINFOEXA>()];
    // SAFETY: passed on; both forms begin with the same five numbers.
    unsafe { version(info.cast(), sizes) }
}

/// # Safety
/// `info` is NULL or valid for reads and writes of the size it states.
#[unsafe(export_name = "ws2_32_GetVersionExW")]
pub unsafe extern "C" fn GetVersionExW(info: *mut OSVERSIONINFOW) -> i32 {
    let sizes = [size_of::<OSVERSIONINFOW>(), size_of::<OSVERSIONINFOEXW>()];
    // SAFETY: passed on; both forms begin with the same five numbers.
    unsafe { version(info.cast(), sizes) }
}

/// # Safety
/// `info` is NULL or valid for reads and writes of the size in its first number.
unsafe fn version(info: *mut u32, sizes: [usize; 2]) -> i32 {
    bool_call(|| {
        if info.is_null() {
            return Err(win32(foundation::ERROR_NOACCESS));
        }
        // SAFETY: not NULL.
        let size = unsafe { *info } as usize;
        if !sizes.contains(&size) {
            return Err(win32(foundation::ERROR_INSUFFICIENT_BUFFER));
        }
        let (major, minor, build) = VERSION;
        // SAFETY: the caller vouches for the size, which is more than these numbers.
        unsafe {
            info.cast::<u8>().add(4).write_bytes(0, size - 4);
            let numbers = [major, minor, build, PLATFORM_WINDOWS_NT];
            std::ptr::copy_nonoverlapping(numbers.as_ptr(), info.add(1), numbers.len());
        }
        Ok(())
    })
}

#[unsafe(export_name = "ws2_32_GetVersion")]
pub extern "C" fn GetVersion() -> u32 {
    let (major, minor, build) = VERSION;
    build << 16 | minor << 8 | major
}

fn computer_name() -> String {
    // The first label, in capitals, of 15 letters at most: the NetBIOS name.
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    name.split('.').next().unwrap_or_default().chars().take(15).collect::<String>().to_uppercase()
}

/// # Errors
/// `ERROR_BUFFER_OVERFLOW` with the needed length in `len`, `ERROR_INVALID_PARAMETER` for NULL.
///
/// # Safety
/// `len` is NULL or valid for reads and writes; `buffer` for writes of `*len` letters.
#[unsafe(export_name = "ws2_32_GetComputerNameA")]
pub unsafe extern "C" fn GetComputerNameA(buffer: *mut u8, len: *mut u32) -> i32 {
    let name = computer_name();
    // SAFETY: passed on.
    bool_call(|| unsafe { hand_out_with_length(u8::units(&name), buffer, len) })
}

/// # Safety
/// As [`GetComputerNameA`].
#[unsafe(export_name = "ws2_32_GetComputerNameW")]
pub unsafe extern "C" fn GetComputerNameW(buffer: *mut u16, len: *mut u32) -> i32 {
    let name = computer_name();
    // SAFETY: passed on.
    bool_call(|| unsafe { hand_out_with_length(u16::units(&name), buffer, len) })
}
