//! The dynamic linker: shared objects by name, by address, and what they export.

use std::ffi::{CStr, CString, c_int, c_void};
use std::path::PathBuf;

/// What `dlopen` answers.
pub(super) type Linked = *mut c_void;

/// An object of the process.
pub(super) struct Object {
    /// Where it begins in memory.
    pub base: *mut c_void,
    /// Its name, as the linker knows it.
    pub path: PathBuf,
}

/// The beginning of the linker's record of an object (`link.h`).
#[repr(C)]
struct LinkMap {
    load_bias: usize,
    name: *const libc::c_char,
    dynamic: *const c_void,
}

/// Opens an object, or one time more, which is to be taken back with [`close`].
pub(super) fn open(name: &CStr) -> Option<Linked> {
    open_with(name, 0)
}

/// [`open`] for an object that is loaded already: no code of it runs.
pub(super) fn open_loaded(name: &CStr) -> Option<Linked> {
    open_with(name, libc::RTLD_NOLOAD)
}

/// Keeps a loaded object in memory for good.
pub(super) fn pin(name: &CStr) -> bool {
    let pinned = open_with(name, libc::RTLD_NOLOAD | libc::RTLD_NODELETE);
    pinned.is_some_and(close)
}

fn open_with(name: &CStr, flags: c_int) -> Option<Linked> {
    // SAFETY: a string; the program asked for the object and answers for what its initializers do.
    let linked = unsafe { libc::dlopen(name.as_ptr(), flags | libc::RTLD_NOW) };
    (!linked.is_null()).then_some(linked)
}

/// Takes one time back.
pub(super) fn close(linked: Linked) -> bool {
    // SAFETY: callers have opened it, and close it once for each time.
    unsafe { libc::dlclose(linked) == 0 }
}

/// A function or variable that an object, or one it needs, exports.
pub(super) fn symbol(linked: Linked, name: &CStr) -> Option<*mut c_void> {
    // SAFETY: the object is open or a pseudo handle.
    let address = unsafe { libc::dlsym(linked, name.as_ptr()) };
    (!address.is_null()).then_some(address)
}

/// The object an address lies in.
pub(super) fn object_at(address: *const c_void) -> Option<Object> {
    let info = info_at(address)?;
    // SAFETY: the linker's name of an object is a string.
    let name = unsafe { CStr::from_ptr(info.dli_fname) };
    Some(Object { base: info.dli_fbase, path: PathBuf::from(name.to_string_lossy().into_owned()) })
}

/// An open object.
pub(super) fn object_of(linked: Linked) -> Option<Object> {
    let mut record: *const LinkMap = std::ptr::null();
    // SAFETY: the object is open; the request writes one pointer, to a record that is there as long as the object.
    unsafe {
        if libc::dlinfo(linked, libc::RTLD_DI_LINKMAP, (&raw mut record).cast()) != 0 || record.is_null() {
            return None;
        }
        object_at((*record).dynamic)
    }
}

/// The program itself.
pub(super) fn program() -> Option<Object> {
    // SAFETY: no condition.
    let headers = unsafe { libc::getauxval(libc::AT_PHDR) };
    object_at(std::ptr::with_exposed_provenance(headers as usize))
}

/// The library itself, as the linker's functions take it; in a static program, the program.
pub(super) fn own() -> Linked {
    let own = info_at(std::ptr::from_ref(&HERE).cast());
    // SAFETY: the name is the linker's own, a string.
    let own = own.and_then(|info| open_loaded(unsafe { CStr::from_ptr(info.dli_fname) }));
    own.unwrap_or(libc::RTLD_DEFAULT)
}

/// The library itself.
pub(super) fn own_object() -> Option<Object> {
    object_at(std::ptr::from_ref(&HERE).cast())
}

/// An address within the library.
static HERE: u8 = 0;

/// The loaded object whose file has this name.
pub(super) fn loaded_by_file_name(name: &str) -> Option<CString> {
    struct Search<'a> {
        name: &'a str,
        found: Option<CString>,
    }
    unsafe extern "C" fn compare(info: *mut libc::dl_phdr_info, _: usize, search: *mut c_void) -> c_int {
        // SAFETY: the linker's record and the search below, both for the length of the call; the name is a string.
        let (path, search) =
            unsafe { (CStr::from_ptr((*info).dlpi_name), &mut *search.cast::<Search<'_>>()) };
        if path.to_bytes().rsplit(|byte| *byte == b'/').next() == Some(search.name.as_bytes()) {
            search.found = Some(path.to_owned());
        }
        c_int::from(search.found.is_some())
    }
    let mut search = Search { name, found: None };
    // SAFETY: the function and the search are of one kind, and outlive the call.
    unsafe { libc::dl_iterate_phdr(Some(compare), (&raw mut search).cast()) };
    search.found
}

fn info_at(address: *const c_void) -> Option<libc::Dl_info> {
    // SAFETY: `Dl_info` is plain pointers.
    let mut info: libc::Dl_info = unsafe { std::mem::zeroed() };
    // SAFETY: the linker only compares the address.
    let found = unsafe { libc::dladdr(address, &mut info) } != 0;
    found.then_some(info)
}
