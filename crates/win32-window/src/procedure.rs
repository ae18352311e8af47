//! Window procedures: the program's code that a window's messages are passed to.

use std::ffi::c_void;

use crate::window::Hwnd;

/// `WNDPROC`: window, message, first and second argument.
pub type RawProcedure = unsafe extern "system" fn(*mut c_void, u32, usize, isize) -> isize;

/// Which form text has in messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Charset {
    /// Bytes: UTF-8 here (the A functions).
    Ansi,
    /// UTF-16 (the W functions).
    Wide,
}

/// A window procedure and the form of text it expects.
#[derive(Clone, Copy, Debug)]
pub struct Procedure {
    code: RawProcedure,
    /// The form of text in the messages it is called with.
    pub charset: Charset,
}

impl Procedure {
    /// Code of the program.
    ///
    /// # Safety
    /// It may be called with any message, on the thread of each window that has it.
    pub unsafe fn new(code: RawProcedure, charset: Charset) -> Procedure {
        Procedure { code, charset }
    }

    /// What the windows of the system's own classes do.
    pub(crate) fn of_the_system() -> Procedure {
        Procedure { code: system_procedure, charset: Charset::Wide }
    }

    /// Where it is.
    pub fn address(&self) -> usize {
        self.code as usize
    }

    /// Passes it a message.
    pub(crate) fn call(&self, window: Hwnd, number: u32, wparam: usize, lparam: isize) -> isize {
        let window = std::ptr::without_provenance_mut(window.into_raw());
        // SAFETY: `new`'s caller allowed the call.
        unsafe { (self.code)(window, number, wparam, lparam) }
    }
}

unsafe extern "system" fn system_procedure(
    window: *mut c_void,
    number: u32,
    wparam: usize,
    lparam: isize,
) -> isize {
    let window = Hwnd::from_raw(window.addr());
    // SAFETY: pointers in messages are those of the sender, as for every window procedure.
    unsafe { crate::default_procedure::call(window, Charset::Wide, number, wparam, lparam) }
}
