//! Modules: the DLLs this library stands for, shared objects, and the program itself.
//!
//! All our DLLs are one shared object. Their names, in any letter case and with or without `.dll`, give
//! module handles; a function is found in whichever of them it is asked for.

use std::ffi::{CStr, CString, c_void};
use std::path::PathBuf;

use parking_lot::Mutex;
use ws2_types::abi::foundation;
use ws2_types::{WsaError, WsaResult};

use super::text_ffi::{Units, hand_out};
use super::{base_call, bool_call, narrow, wide, win32};

type Module = *mut c_void;

/// The DLLs whose functions we have. Each entry's address is its module handle.
static OWN_MODULES: [OwnModule; 17] = [
    OwnModule("ws2_32"),
    OwnModule("wsock32"),
    OwnModule("mswsock"),
    OwnModule("kernel32"),
    OwnModule("kernelbase"),
    OwnModule("ntdll"),
    OwnModule("user32"),
    OwnModule("advapi32"),
    OwnModule("winmm"),
    OwnModule("msvcrt"),
    OwnModule("ucrtbase"),
    OwnModule("iphlpapi"),
    OwnModule("bcrypt"),
    OwnModule("shell32"),
    OwnModule("ole32"),
    OwnModule("gdi32"),
    OwnModule("sporder"),
];

struct OwnModule(&'static str);

/// What the dynamic linker gave, and how often the program has it to free.
static LOADED: Mutex<Vec<(usize, usize)>> = Mutex::new(Vec::new());

const MODULE_NOT_FOUND: WsaError = win32(foundation::ERROR_MOD_NOT_FOUND);
const PROCEDURE_NOT_FOUND: WsaError = win32(foundation::ERROR_PROC_NOT_FOUND);
/// `GetModuleHandleEx`: the module stays for good.
const PIN: u32 = 1;
/// `GetModuleHandleEx`: the program has nothing to free.
const UNCHANGED_COUNT: u32 = 2;
/// `GetModuleHandleEx`: the name is an address inside the module.
const FROM_ADDRESS: u32 = 4;
/// Up to here a procedure's "name" is an ordinal.
const LAST_ORDINAL: usize = 0xffff;

fn own_module(name: &str) -> Option<Module> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    let stem = file.strip_suffix(".dll").unwrap_or(&file);
    let module = OWN_MODULES.iter().find(|module| module.0 == stem)?;
    Some(std::ptr::from_ref(module).cast_mut().cast())
}

fn is_own(module: Module) -> bool {
    OWN_MODULES.iter().any(|own| std::ptr::eq(own, module.cast()))
}

/// Where an object of the process begins, and its file.
fn object_at(address: *const c_void) -> Option<libc::Dl_info> {
    // SAFETY: `Dl_info` is plain pointers.
    let mut info: libc::Dl_info = unsafe { std::mem::zeroed() };
    // SAFETY: the linker only compares the address.
    let found = unsafe { libc::dladdr(address, &mut info) } != 0;
    found.then_some(info)
}

/// The program itself.
pub(crate) fn program() -> Module {
    // SAFETY: no condition.
    let headers = unsafe { libc::getauxval(libc::AT_PHDR) };
    let info = object_at(std::ptr::with_exposed_provenance(headers as usize));
    info.map_or(std::ptr::null_mut(), |info| info.dli_fbase)
}

/// What becomes of the count of a module that is looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Count {
    Unchanged,
    OneMore,
    Pinned,
}

fn module_handle(name: Option<&str>, count: Count) -> WsaResult<Module> {
    let Some(name) = name else { return Ok(program()) };
    if let Some(module) = own_module(name) {
        return Ok(module);
    }
    let path = CString::new(name).map_err(|_| MODULE_NOT_FOUND)?;
    let pin = if count == Count::Pinned { libc::RTLD_NODELETE } else { 0 };
    // SAFETY: with this flag nothing is loaded, so no code of the object runs.
    let module = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOLOAD | libc::RTLD_NOW | pin) };
    if module.is_null() {
        return Err(MODULE_NOT_FOUND);
    }
    let remembered = remember(module, usize::from(count == Count::OneMore));
    if count != Count::OneMore {
        // The linker has counted the look-up.
        // SAFETY: it is open, by the call above and by whoever has loaded it.
        unsafe { libc::dlclose(module) };
    }
    Ok(remembered)
}

fn remember(module: Module, times: usize) -> Module {
    let mut loaded = LOADED.lock();
    match loaded.iter_mut().find(|(known, _)| *known == module.addr()) {
        Some((_, count)) => *count += times,
        None => loaded.push((module.addr(), times)),
    }
    module
}

/// Takes back one time; false if there is none.
fn forget(module: Module) -> bool {
    let mut loaded = LOADED.lock();
    let Some(index) = loaded.iter().position(|known| known.0 == module.addr() && known.1 > 0) else {
        return false;
    };
    loaded[index].1 -= 1;
    if loaded[index].1 == 0 {
        loaded.swap_remove(index);
    }
    true
}

fn load(name: Option<String>) -> WsaResult<Module> {
    let name = name.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
    if let Some(module) = own_module(&name) {
        return Ok(module);
    }
    let path = CString::new(name).map_err(|_| MODULE_NOT_FOUND)?;
    // SAFETY: the program asked for the object and answers for what its initializers do.
    let module = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW) };
    if module.is_null() { Err(MODULE_NOT_FOUND) } else { Ok(remember(module, 1)) }
}

/// Our own shared object, as the dynamic linker knows it; in a static program, the program.
fn own_object() -> Module {
    let here: *const c_void = std::ptr::from_ref(&OWN_MODULES).cast();
    let info = object_at(here);
    // SAFETY: nothing is loaded; the name is the linker's own, or NULL for the program.
    info.map_or(libc::RTLD_DEFAULT, |info| unsafe {
        let object = libc::dlopen(info.dli_fname, libc::RTLD_NOLOAD | libc::RTLD_NOW);
        if object.is_null() { libc::RTLD_DEFAULT } else { object }
    })
}

fn symbol(object: Module, name: &CStr) -> Option<Module> {
    // SAFETY: the object is open or a pseudo handle.
    let address = unsafe { libc::dlsym(object, name.as_ptr()) };
    (!address.is_null()).then_some(address)
}

/// wsock32 alone has functions of its own under names that others have too.
fn own_procedure(module: Module, name: &CStr) -> Option<Module> {
    let object = own_object();
    let is_wsock32 = own_module("wsock32") == Some(module);
    let own_prefix = is_wsock32.then_some(&b"ws2_32_wsock32_"[..]);
    own_prefix.into_iter().chain([&b"ws2_32_"[..], b"msvcrt_"]).find_map(|prefix| {
        let symbol_name = CString::new([prefix, name.to_bytes()].concat()).ok()?;
        symbol(object, &symbol_name)
    })
}

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
        *module = if flags & FROM_ADDRESS != 0 {
            object_at(address).ok_or(MODULE_NOT_FOUND)?.dli_fbase
        } else {
            let count = match (flags & PIN != 0, flags & UNCHANGED_COUNT != 0) {
                (true, _) => Count::Pinned,
                (false, true) => Count::Unchanged,
                (false, false) => Count::OneMore,
            };
            module_handle(name().as_deref(), count)?
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
    base_call(std::ptr::null_mut(), || load(unsafe { narrow(name) }))
}

/// # Errors
/// As [`LoadLibraryA`].
///
/// # Safety
/// As [`LoadLibraryA`].
#[unsafe(export_name = "ws2_32_LoadLibraryW")]
pub unsafe extern "C" fn LoadLibraryW(name: *const u16) -> Module {
    // SAFETY: passed on.
    base_call(std::ptr::null_mut(), || load(unsafe { wide(name) }))
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

/// # Errors
/// `ERROR_INVALID_HANDLE`: no module.
#[unsafe(export_name = "ws2_32_FreeLibrary")]
pub extern "C" fn FreeLibrary(module: Module) -> i32 {
    bool_call(|| {
        if is_own(module) || module == program() {
            return Ok(()); // ours stay
        }
        if !forget(module) {
            return Err(WsaError::WSA_INVALID_HANDLE);
        }
        // SAFETY: the handle came from the linker, and this is one of the times it is open.
        let closed = unsafe { libc::dlclose(module) } == 0;
        if closed { Ok(()) } else { Err(WsaError::WSA_INVALID_HANDLE) }
    })
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
            return Err(PROCEDURE_NOT_FOUND);
        }
        // SAFETY: the caller vouches for the NUL.
        let name = unsafe { CStr::from_ptr(name) };
        let procedure = if is_own(module) {
            own_procedure(module, name)
        } else if LOADED.lock().iter().any(|(known, _)| *known == module.addr()) {
            symbol(module, name)
        } else if module == program() || module.is_null() {
            symbol(libc::RTLD_DEFAULT, name)
        } else {
            return Err(WsaError::WSA_INVALID_HANDLE);
        };
        procedure.ok_or(PROCEDURE_NOT_FOUND)
    })
}

/// Keeps a library loaded while this lives.
pub(super) struct Kept(usize);

impl Drop for Kept {
    fn drop(&mut self) {
        FreeLibrary(std::ptr::with_exposed_provenance_mut(self.0));
    }
}

/// Counts one user more of a library.
///
/// # Errors
/// `ERROR_MOD_NOT_FOUND`: it is none.
pub(super) fn keep_loaded(module: Module) -> WsaResult<Kept> {
    if !is_own(module) && module != program() {
        load(Some(file_name(module)?))?;
    }
    Ok(Kept(module.expose_provenance()))
}

fn file_name(module: Module) -> WsaResult<String> {
    let path = if module.is_null() || module == program() {
        std::env::current_exe().map_err(|_| MODULE_NOT_FOUND)?
    } else {
        let address =
            if is_own(module) { std::ptr::from_ref(&OWN_MODULES).cast() } else { module.cast_const() };
        let info = object_at(address).ok_or(MODULE_NOT_FOUND)?;
        // SAFETY: the linker's name of an object is a string.
        PathBuf::from(unsafe { CStr::from_ptr(info.dli_fname) }.to_string_lossy().into_owned())
    };
    Ok(path.to_string_lossy().into_owned())
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
    fn our_dlls_are_known_by_any_spelling_and_are_different_modules() {
        let sockets = own_module("ws2_32").unwrap();
        for name in ["WS2_32.DLL", "Ws2_32", "C:\\Windows\\System32\\ws2_32.dll"] {
            assert_eq!(own_module(name), Some(sockets));
        }
        assert_ne!(own_module("kernel32.dll"), Some(sockets));
        assert_eq!(own_module("d3d9.dll"), None);
    }

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
