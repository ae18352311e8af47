//! Libraries of providers: a path from the catalog becomes a loaded shared object.
//!
//! The file must be trustworthy ([`ws2_catalog::trust`]). A library stays loaded until the process ends, because calls,
//! routines and closes of its own may still be under way when the last of its sockets is gone.

use std::ffi::CStr;
use std::mem::ManuallyDrop;
use std::path::Path;

use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
use ws2_catalog::trust;
use ws2_types::{WsaError, WsaResult};

/// A loaded shared object; it is never unloaded.
#[derive(Debug)]
pub struct SharedLibrary(ManuallyDrop<Library>);

/// Loads the library of a catalog entry. `%NAME%` in its path is expanded, unless the process has more rights than its
/// user. Its symbols stay its own. Loading one a second time gives the same object.
///
/// # Errors
/// `WSAEPROVIDERFAILEDINIT`: there is no such file, it is not to be trusted, or it cannot be loaded.
///
/// # Blocking
/// While the file is read and the library's initializers run. They may call back, so no lock may be held.
pub fn open(path: &str) -> WsaResult<SharedLibrary> {
    let failed = WsaError::WSAEPROVIDERFAILEDINIT;
    let variable = |name: &str| if ws2_catalog::is_secure() { None } else { std::env::var(name).ok() };
    let path = ws2_catalog::expand(path, variable);
    let checked = trust::open_checked(Path::new(&path)).map_err(|_| failed)?;
    // SAFETY: whoever wrote the catalog, which is as trustworthy as the file, vouches for what its initializers do.
    let library = unsafe { Library::open(Some(&checked.path), RTLD_NOW | RTLD_LOCAL) }.map_err(|_| failed)?;
    let library = SharedLibrary(ManuallyDrop::new(library));
    checked.check_in_place().map_err(|_| failed)?;
    Ok(library)
}

impl SharedLibrary {
    /// A function that the library exports.
    ///
    /// # Errors
    /// `WSAEPROVIDERFAILEDINIT`: it exports none of that name.
    ///
    /// # Safety
    /// `F` is a function pointer type, and the function has that type.
    pub unsafe fn symbol<F: Copy>(&self, name: &CStr) -> WsaResult<F> {
        // SAFETY: the caller's promise; the library stays loaded, so the copy may outlive the borrow.
        let symbol = unsafe { self.0.get::<F>(name) };
        symbol.map(|symbol| *symbol).map_err(|_| WsaError::WSAEPROVIDERFAILEDINIT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The C library of this process is a file that root has installed.
    fn a_library() -> String {
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        let line = maps.lines().find(|line| line.contains("/libc.so") || line.contains("/libc-")).unwrap();
        line[line.find('/').unwrap()..].to_owned()
    }

    #[test]
    fn functions_are_found_by_name() {
        let library = open(&a_library()).unwrap();
        // SAFETY: the type of the function in the C library.
        let getpid = unsafe { library.symbol::<extern "C" fn() -> i32>(c"getpid") }.unwrap();
        assert_eq!(getpid() as u32, std::process::id());
        // SAFETY: there is no such function.
        let missing = unsafe { library.symbol::<extern "C" fn()>(c"no_such_function") };
        assert_eq!(missing.unwrap_err(), WsaError::WSAEPROVIDERFAILEDINIT);
    }

    #[test]
    fn what_is_no_trustworthy_library_is_refused() {
        let scratch = tempfile::tempdir().unwrap();
        let text = scratch.path().join("text.so");
        std::fs::write(&text, "no library").unwrap();
        for path in ["", "libc.so.6", "/no/such/file.so", "/tmp", text.to_str().unwrap(), "a\0b"] {
            assert_eq!(open(path).unwrap_err(), WsaError::WSAEPROVIDERFAILEDINIT, "{path}");
        }
    }
}
