//! Which modules there are: the DLLs this library stands for, the providers inside it, shared objects, the program.
//!
//! All our DLLs are one shared object. Their names, in any letter case and with or without `.dll`, give module handles;
//! a function is found in whichever of them it is asked for. A provider inside the library is a module by its path in
//! the catalog, `builtin:tcpip`, and has one function, `WSPStartup`. Any other module's handle is the address it begins
//! at.
//!
//! What exports `WSPStartup` or `NSPStartup` is a provider. Its code stands behind sockets and upcalls that outlive whoever
//! loaded it, so freeing it only counts: it stays in memory.

use std::ffi::{CStr, CString, c_void};
use std::path::{Path, PathBuf};

use parking_lot::Mutex;
use ws2_base::transports::TRANSPORTS;
use ws2_types::abi::foundation;
use ws2_types::{WsaError, WsaResult};

use super::linker_raw::{self, Linked, Object};
use super::win32;

/// A module handle.
pub(super) type Module = *mut c_void;

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

/// A provider inside the library; the address is its module handle, which is why it is not of size 0.
struct BuiltIn(#[allow(dead_code, reason = "takes room")] u8);

static BUILT_INS: [BuiltIn; TRANSPORTS.len()] = [const { BuiltIn(0) }; TRANSPORTS.len()];

/// What the program has loaded.
struct Loaded {
    base: usize,
    linked: usize,
    /// Its full path, whatever folder the program stands in later.
    path: PathBuf,
    /// How often the program has it to free.
    times: usize,
}

static LOADED: Mutex<Vec<Loaded>> = Mutex::new(Vec::new());

const MODULE_NOT_FOUND: WsaError = win32(foundation::ERROR_MOD_NOT_FOUND);
const PROCEDURE_NOT_FOUND: WsaError = win32(foundation::ERROR_PROC_NOT_FOUND);

/// What a module handle stands for.
enum Kind {
    Own(&'static str),
    BuiltIn(&'static str),
    Program,
    Object(Object),
}

fn kind_of(module: Module) -> WsaResult<Kind> {
    if let Some(own) = OWN_MODULES.iter().find(|own| std::ptr::eq(*own, module.cast())) {
        return Ok(Kind::Own(own.0));
    }
    if let Some(index) = BUILT_INS.iter().position(|one| std::ptr::eq(one, module.cast())) {
        return Ok(Kind::BuiltIn(TRANSPORTS[index].0));
    }
    if module.is_null() || module == program() {
        return Ok(Kind::Program);
    }
    let object = linker_raw::object_at(module).filter(|object| object.base == module);
    object.map(Kind::Object).ok_or(WsaError::WSA_INVALID_HANDLE)
}

/// A module that is part of the library, by its name.
pub(super) fn own_module(name: &str) -> Option<Module> {
    if let Some(index) = TRANSPORTS.iter().position(|(path, _)| *path == name) {
        return Some(std::ptr::from_ref(&BUILT_INS[index]).cast_mut().cast());
    }
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    let stem = file.strip_suffix(".dll").unwrap_or(&file);
    let module = OWN_MODULES.iter().find(|module| module.0 == stem)?;
    Some(std::ptr::from_ref(module).cast_mut().cast())
}

/// The program itself.
pub(crate) fn program() -> Module {
    linker_raw::program().map_or(std::ptr::null_mut(), |program| program.base)
}

/// What becomes of the count of a module that is looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    Unchanged,
    OneMore,
    Pinned,
}

/// The handle of a module that is loaded; no name means the program.
///
/// # Errors
/// `ERROR_MOD_NOT_FOUND`.
pub(super) fn module_handle(name: Option<&str>, count: Count) -> WsaResult<Module> {
    let Some(name) = name else { return Ok(program()) };
    if let Some(module) = own_module(name) {
        return Ok(module);
    }
    let path = CString::new(name).map_err(|_| MODULE_NOT_FOUND)?;
    let by_file_name = || linker_raw::open_loaded(&linker_raw::loaded_by_file_name(name)?);
    let linked = linker_raw::open_loaded(&path).or_else(by_file_name).ok_or(MODULE_NOT_FOUND)?;
    counted(linked, count)
}

/// The module an address lies in.
///
/// # Errors
/// `ERROR_MOD_NOT_FOUND`.
pub(super) fn module_at(address: *const c_void, count: Count) -> WsaResult<Module> {
    if kind_of(address.cast_mut()).is_ok_and(|kind| matches!(kind, Kind::Own(_) | Kind::BuiltIn(_))) {
        return Ok(address.cast_mut());
    }
    let object = linker_raw::object_at(address).ok_or(MODULE_NOT_FOUND)?;
    if object.base == program() {
        return Ok(object.base);
    }
    if linker_raw::own_object().is_some_and(|own| own.base == object.base) {
        return own_module("ws2_32").ok_or(MODULE_NOT_FOUND);
    }
    counted(reopened(&object)?, count)
}

/// One open time more of a loaded object.
fn reopened(object: &Object) -> WsaResult<Linked> {
    let name = CString::new(object.path.as_os_str().as_encoded_bytes()).map_err(|_| MODULE_NOT_FOUND)?;
    linker_raw::open_loaded(&name).ok_or(MODULE_NOT_FOUND)
}

/// Keeps the open time or gives it back, as `count` says.
fn counted(linked: Linked, count: Count) -> WsaResult<Module> {
    let Some(object) = linker_raw::object_of(linked) else {
        linker_raw::close(linked);
        return Err(MODULE_NOT_FOUND);
    };
    let base = object.base;
    if count == Count::Pinned {
        keep_for_good(&object);
    }
    if count == Count::OneMore {
        remember(linked, object);
    } else {
        linker_raw::close(linked);
    }
    Ok(base)
}

fn keep_for_good(object: &Object) {
    // An object that is loaded has a name without NUL, and is found under it.
    if let Ok(name) = CString::new(object.path.as_os_str().as_encoded_bytes()) {
        linker_raw::pin(&name);
    }
}

fn remember(linked: Linked, object: Object) {
    let mut loaded = LOADED.lock();
    match loaded.iter_mut().find(|known| known.base == object.base.addr()) {
        Some(known) => known.times += 1,
        None => loaded.push(Loaded {
            base: object.base.addr(),
            linked: linked.expose_provenance(),
            path: std::path::absolute(&object.path).unwrap_or(object.path),
            times: 1,
        }),
    }
}

/// Loads a module, or counts one time more.
///
/// # Errors
/// `ERROR_MOD_NOT_FOUND`; `ERROR_INVALID_PARAMETER`: no name.
pub(super) fn load(name: Option<&str>) -> WsaResult<Module> {
    let name = name.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
    if let Some(module) = own_module(name) {
        return Ok(module);
    }
    let path = CString::new(name).map_err(|_| MODULE_NOT_FOUND)?;
    let linked = linker_raw::open(&path).ok_or(MODULE_NOT_FOUND)?;
    if [c"WSPStartup", c"NSPStartup"].iter().any(|name| linker_raw::symbol(linked, name).is_some()) {
        linker_raw::object_of(linked).iter().for_each(keep_for_good);
    }
    counted(linked, Count::OneMore)
}

/// Takes one time back. What is part of the library stays, and so do the program and providers.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: no module, or nothing to take back.
pub(super) fn free(module: Module) -> WsaResult<()> {
    let Kind::Object(_) = kind_of(module)? else { return Ok(()) };
    let mut loaded = LOADED.lock();
    let known = loaded.iter_mut().find(|known| known.base == module.addr());
    let known = known.ok_or(WsaError::WSA_INVALID_HANDLE)?;
    known.times -= 1;
    let linked = std::ptr::with_exposed_provenance_mut(known.linked);
    if known.times == 0 {
        loaded.retain(|known| known.base != module.addr());
    }
    drop(loaded);
    // Last, and without the lock: the object's own code may run.
    if linker_raw::close(linked) { Ok(()) } else { Err(WsaError::WSA_INVALID_HANDLE) }
}

/// The address of what a module exports.
///
/// # Errors
/// `ERROR_PROC_NOT_FOUND`; `ERROR_INVALID_HANDLE`: no module.
pub(super) fn procedure(module: Module, name: &CStr) -> WsaResult<Module> {
    let found = match kind_of(module)? {
        Kind::Own(own) => own_procedure(own, name),
        Kind::BuiltIn(_) => built_in_procedure(name),
        Kind::Program => linker_raw::symbol(libc::RTLD_DEFAULT, name),
        Kind::Object(object) => {
            let linked = reopened(&object)?;
            let found = linker_raw::symbol(linked, name);
            linker_raw::close(linked);
            found
        }
    };
    found.ok_or(PROCEDURE_NOT_FOUND)
}

/// wsock32 alone has functions of its own under names that others have too.
fn own_procedure(module: &str, name: &CStr) -> Option<Module> {
    let own_prefix = (module == "wsock32").then_some(&b"ws2_32_wsock32_"[..]);
    own_prefix.into_iter().chain([&b"ws2_32_"[..], b"msvcrt_"]).find_map(|prefix| {
        let symbol_name = CString::new([prefix, name.to_bytes()].concat()).ok()?;
        linker_raw::symbol(linker_raw::own(), &symbol_name)
    })
}

/// A provider exports nothing but its start, which is the same for all that are inside.
fn built_in_procedure(name: &CStr) -> Option<Module> {
    (name == c"WSPStartup").then_some(ws2_base::procedures::WSPStartup as *const () as Module)
}

/// The path of a module's file; of a provider inside the library, its path in the catalog.
///
/// # Errors
/// `ERROR_MOD_NOT_FOUND`.
pub(super) fn file_name(module: Module) -> WsaResult<String> {
    let path = match kind_of(module).map_err(|_| MODULE_NOT_FOUND)? {
        Kind::Own(_) => linker_raw::own_object().ok_or(MODULE_NOT_FOUND)?.path,
        Kind::BuiltIn(path) => return Ok(path.to_owned()),
        Kind::Program => std::env::current_exe().map_err(|_| MODULE_NOT_FOUND)?,
        Kind::Object(object) => {
            let loaded = LOADED.lock();
            let known = loaded.iter().find(|known| known.base == object.base.addr());
            known.map_or(object.path, |known| known.path.clone())
        }
    };
    let path: &Path = &path;
    Ok(path.to_string_lossy().into_owned())
}

/// Keeps a library loaded while this lives.
pub(super) struct Kept(usize);

impl Drop for Kept {
    fn drop(&mut self) {
        // It was counted below; nobody else takes this time back.
        let _ = free(std::ptr::with_exposed_provenance_mut(self.0));
    }
}

/// Counts one user more of a library.
///
/// # Errors
/// `ERROR_MOD_NOT_FOUND`: it is none.
pub(super) fn keep_loaded(module: Module) -> WsaResult<Kept> {
    if let Kind::Object(object) = kind_of(module).map_err(|_| MODULE_NOT_FOUND)? {
        counted(reopened(&object)?, Count::OneMore)?;
    }
    Ok(Kept(module.expose_provenance()))
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
    fn providers_inside_the_library_are_modules_by_their_paths() {
        let tcpip = load(Some("builtin:tcpip")).unwrap();
        assert_eq!(module_handle(Some("builtin:tcpip"), Count::Unchanged), Ok(tcpip));
        assert_eq!(file_name(tcpip).unwrap(), "builtin:tcpip");
        assert_eq!(procedure(tcpip, c"socket"), Err(PROCEDURE_NOT_FOUND));
        assert!(procedure(tcpip, c"WSPStartup").is_ok());
        for _ in 0..3 {
            free(tcpip).unwrap();
        }
        assert_eq!(file_name(tcpip).unwrap(), "builtin:tcpip", "freeing it does nothing");
        assert_eq!(load(Some("builtin:none")), Err(MODULE_NOT_FOUND));
    }
}
