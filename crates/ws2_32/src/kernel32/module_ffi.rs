//! Modules: loading libraries and finding their functions.

use std::cell::Cell;
use std::ffi::{CStr, c_void};

use ws2_types::WsaError;
use ws2_types::abi::foundation;

use super::module::{Count, Module, file_name, free, load, module_at, module_handle, procedure};
use super::text_ffi::{Units, hand_out};
use super::{base_call, bool_call, narrow, wide, win32};

/// `GetModuleHandleEx`: the module stays for good.
const PIN: u32 = 1;
/// `GetModuleHandleEx`: the program has nothing to free.
const UNCHANGED_COUNT: u32 = 2;
/// `GetModuleHandleEx`: the name is an address inside the module.
const FROM_ADDRESS: u32 = 4;
/// Up to here a procedure's "name" is an ordinal.
const LAST_ORDINAL: usize = 0xffff;

/// # Errors
/// `ERROR_MOD_NOT_FOUND`.
///
/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_GetModuleHandleA")]
pub unsafe extern "C" fn GetModuleHandleA(name: *const u8) -> Module {
    // SAFETY: passed on.
    base_call(std::ptr::null_mut(), || module_handle(unsafe { narrow(name) }.as_deref(), Count::Unchanged))
}

/// # Errors
/// `ERROR_MOD_NOT_FOUND`.
///
/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_GetModuleHandleW")]
pub unsafe extern "C" fn GetModuleHandleW(name: *const u16) -> Module {
    // SAFETY: passed on.
    base_call(std::ptr::null_mut(), || module_handle(unsafe { wide(name) }.as_deref(), Count::Unchanged))
}

/// # Safety
/// `module` is NULL or valid for writes.
unsafe fn module_handle_ex(
    flags: u32,
    address: *const c_void,
    name: impl FnOnce() -> Option<String>,
    module: *mut Module,
) -> i32 {
    bool_call(|| {
        // SAFETY: NULL or the caller's to write.
        let module = unsafe { module.as_mut() }.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        *module = std::ptr::null_mut();
        let count = match (flags & PIN != 0, flags & UNCHANGED_COUNT != 0) {
            (true, _) => Count::Pinned,
            (false, true) => Count::Unchanged,
            (false, false) => Count::OneMore,
        };
        *module = match flags & FROM_ADDRESS {
            0 => module_handle(name().as_deref(), count)?,
            _ => module_at(address, count)?,
        };
        Ok(())
    })
}

/// # Errors
/// `ERROR_MOD_NOT_FOUND`, `ERROR_INVALID_PARAMETER`.
///
/// # Safety
/// `name` is NULL, a string that ends in NUL or, if the flags say so, an address; `module` is NULL or writable.
#[unsafe(export_name = "ws2_32_GetModuleHandleExA")]
pub unsafe extern "C" fn GetModuleHandleExA(flags: u32, name: *const u8, module: *mut Module) -> i32 {
    // SAFETY: passed on.
    unsafe { module_handle_ex(flags, name.cast(), || narrow(name), module) }
}

/// # Errors
/// As [`GetModuleHandleExA`].
///
/// # Safety
/// As [`GetModuleHandleExA`].
#[unsafe(export_name = "ws2_32_GetModuleHandleExW")]
pub unsafe extern "C" fn GetModuleHandleExW(flags: u32, name: *const u16, module: *mut Module) -> i32 {
    // SAFETY: passed on.
    unsafe { module_handle_ex(flags, name.cast(), || wide(name), module) }
}

/// # Errors
/// `ERROR_MOD_NOT_FOUND`, also for Windows DLLs we do not stand for; `ERROR_INVALID_PARAMETER` for NULL.
///
/// # Safety
/// `name` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_LoadLibraryA")]
pub unsafe extern "C" fn LoadLibraryA(name: *const u8) -> Module {
    // SAFETY: passed on.
    base_call(std::ptr::null_mut(), || load(unsafe { narrow(name) }.as_deref()))
}

/// # Errors
/// As [`LoadLibraryA`].
///
/// # Safety
/// As [`LoadLibraryA`].
#[unsafe(export_name = "ws2_32_LoadLibraryW")]
pub unsafe extern "C" fn LoadLibraryW(name: *const u16) -> Module {
    // SAFETY: passed on.
    base_call(std::ptr::null_mut(), || load(unsafe { wide(name) }.as_deref()))
}

/// # Safety
/// As [`LoadLibraryA`].
#[unsafe(export_name = "ws2_32_LoadLibraryExA")]
pub unsafe extern "C" fn LoadLibraryExA(name: *const u8, _file: Module, _flags: u32) -> Module {
    // SAFETY: passed on.
    unsafe { LoadLibraryA(name) }
}

/// # Safety
/// As [`LoadLibraryA`].
#[unsafe(export_name = "ws2_32_LoadLibraryExW")]
pub unsafe extern "C" fn LoadLibraryExW(name: *const u16, _file: Module, _flags: u32) -> Module {
    // SAFETY: passed on.
    unsafe { LoadLibraryW(name) }
}

/// Takes one time back that a module was loaded. What is part of this library stays, and so do providers, whose code
/// sockets may need.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: no module, or nothing to take back.
#[unsafe(export_name = "ws2_32_FreeLibrary")]
pub extern "C" fn FreeLibrary(module: Module) -> i32 {
    FREES.set(FREES.get() + 1);
    let freed = bool_call(|| free(module));
    FREES.set(FREES.get() - 1);
    freed
}

thread_local! {
    /// How many calls of `FreeLibrary` this thread is in.
    static FREES: Cell<u32> = const { Cell::new(0) };
}

/// For the destructor of a library (`msvcrt/entry/dll_main.c`): whether it is unloaded, or else the process ends.
#[unsafe(export_name = "ws2_32_frees_a_module")]
pub extern "C" fn frees_a_module() -> i32 {
    FREES.try_with(Cell::get).is_ok_and(|count| count > 0).into()
}

/// The address of a function.
///
/// # Errors
/// `ERROR_PROC_NOT_FOUND`, also for ordinals; `ERROR_INVALID_HANDLE`: no module.
///
/// # Safety
/// `name` is a string that ends in NUL, or an ordinal.
#[unsafe(export_name = "ws2_32_GetProcAddress")]
pub unsafe extern "C" fn GetProcAddress(module: Module, name: *const libc::c_char) -> Module {
    base_call(std::ptr::null_mut(), || {
        if name.addr() <= LAST_ORDINAL {
            return Err(win32(foundation::ERROR_PROC_NOT_FOUND));
        }
        // SAFETY: the caller vouches for the NUL.
        procedure(module, unsafe { CStr::from_ptr(name) })
    })
}

/// # Safety
/// `buffer` is NULL or valid for writes of `room` letters.
unsafe fn module_file_name<T: Units>(module: Module, buffer: *mut T, room: u32) -> u32 {
    base_call(0, || {
        let mut name = T::units(&file_name(module)?);
        if buffer.is_null() || room == 0 {
            return Err(win32(foundation::ERROR_INSUFFICIENT_BUFFER));
        }
        let fits = name.len() < room as usize;
        name.truncate(room as usize - 1);
        // SAFETY: the name and its NUL fit.
        unsafe { hand_out(&name, buffer, room as usize) };
        if !fits {
            // The name is cut off, the answer is the room, and the error says so.
            win32_wait::last_error::set_last_error(foundation::ERROR_INSUFFICIENT_BUFFER);
            return Ok(room);
        }
        Ok(name.len() as u32)
    })
}

/// # Errors
/// `ERROR_INSUFFICIENT_BUFFER` with the name cut off; `ERROR_MOD_NOT_FOUND`.
///
/// # Safety
/// `buffer` is NULL or valid for writes of `room` bytes.
#[unsafe(export_name = "ws2_32_GetModuleFileNameA")]
pub unsafe extern "C" fn GetModuleFileNameA(module: Module, buffer: *mut u8, room: u32) -> u32 {
    // SAFETY: passed on.
    unsafe { module_file_name(module, buffer, room) }
}

/// # Errors
/// As [`GetModuleFileNameA`].
///
/// # Safety
/// `buffer` is NULL or valid for writes of `room` units.
#[unsafe(export_name = "ws2_32_GetModuleFileNameW")]
pub unsafe extern "C" fn GetModuleFileNameW(module: Module, buffer: *mut u16, room: u32) -> u32 {
    // SAFETY: passed on.
    unsafe { module_file_name(module, buffer, room) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_libraries_and_functions_are_not_found() {
        // SAFETY: static strings.
        unsafe {
            assert!(LoadLibraryA(c"no-such-library.dll".as_ptr().cast()).is_null());
            assert_eq!(win32_wait::last_error::last_error(), foundation::ERROR_MOD_NOT_FOUND);
            let module = GetModuleHandleA(c"ntdll".as_ptr().cast());
            assert!(GetProcAddress(module, c"wine_get_version".as_ptr()).is_null());
            assert_eq!(win32_wait::last_error::last_error(), foundation::ERROR_PROC_NOT_FOUND);
            assert!(GetProcAddress(module, std::ptr::without_provenance(115)).is_null(), "an ordinal");
            let bogus = std::ptr::without_provenance_mut(0x1234);
            assert!(GetProcAddress(bogus, c"recv".as_ptr()).is_null());
            assert_eq!(win32_wait::last_error::last_error(), foundation::ERROR_INVALID_HANDLE);
        }
    }

    #[test]
    fn the_program_is_the_module_without_a_name() {
        // SAFETY: the buffer has the stated room.
        unsafe {
            let program = GetModuleHandleA(std::ptr::null());
            assert!(!program.is_null());
            let mut buffer = [0_u8; 4096];
            let len = GetModuleFileNameA(program, buffer.as_mut_ptr(), 4096) as usize;
            assert_eq!(&buffer[..len], std::env::current_exe().unwrap().to_str().unwrap().as_bytes());
            assert_eq!(GetModuleFileNameA(program, buffer.as_mut_ptr(), 4), 4);
            assert_eq!(buffer[3], 0);
        }
    }
}
