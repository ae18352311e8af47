//! What happens to a call with a parameter Microsoft's documents call invalid.
//!
//! There the invalid parameter handler runs, and the default one ends the process. Here the default is what a
//! program sees there after installing a handler that returns: errno is set and the call fails. A server
//! does not die of a string that was too long. A handler the program installs is called.

use std::ffi::c_int;
use std::sync::atomic::{AtomicPtr, Ordering};

/// `_invalid_parameter_handler`. The expression, function, file are null outside Microsoft's debug library.
type Handler = unsafe extern "C" fn(*const u16, *const u16, *const u16, u32, usize);

static HANDLER: AtomicPtr<()> = AtomicPtr::new(std::ptr::null_mut());

/// Sets the thread's errno.
pub(crate) fn set_errno(code: c_int) {
    // SAFETY: libc returns the address of this thread's errno.
    unsafe { *libc::__errno_location() = code };
}

/// The thread's errno.
pub(crate) fn errno() -> c_int {
    // SAFETY: libc returns the address of this thread's errno.
    unsafe { *libc::__errno_location() }
}

/// Calls the program's handler, sets errno and returns the code, for `errno_t` functions to return.
pub(crate) fn invalid_parameter(code: c_int) -> c_int {
    set_errno(code);
    let handler = HANDLER.load(Ordering::Acquire);
    if !handler.is_null() {
        // SAFETY: only `_set_invalid_parameter_handler` stores here, and it stores a `Handler`.
        let handler: Handler = unsafe { std::mem::transmute(handler) };
        // SAFETY: the handler is the program's own; null texts are what it gets on Windows too.
        unsafe { handler(std::ptr::null(), std::ptr::null(), std::ptr::null(), 0, 0) };
        set_errno(code);
    }
    code
}

/// Installs a handler, null for none; returns the one before.
#[unsafe(export_name = "msvcrt__set_invalid_parameter_handler")]
pub extern "C" fn set_handler(handler: Option<Handler>) -> Option<Handler> {
    let handler = handler.map_or(std::ptr::null_mut(), |handler| handler as *mut ());
    let before = HANDLER.swap(handler, Ordering::AcqRel);
    // SAFETY: only this function stores here: a `Handler` or null, which is `None`.
    unsafe { std::mem::transmute(before) }
}
