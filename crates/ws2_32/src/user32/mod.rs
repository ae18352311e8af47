//! Windows and message queues: the part of user32 that programs without a display use.
//!
//! These calls need no start-up. What they mean is in the crate `win32-window`.

mod appearance_ffi;
mod class_ffi;
mod class_long_ffi;
mod find_ffi;
pub(crate) mod message_ffi;
mod resource_ffi;
mod send_ffi;
mod text_ffi;
mod timer_ffi;
mod wait_ffi;
mod window_ffi;
mod window_long_ffi;

use win32_window::Hwnd;
use win32_window::class::ClassName;
use ws2_types::abi::foundation::{self, HWND};
use ws2_types::{WsaError, WsaResult};

use crate::kernel32::module::program;
use crate::kernel32::win32;

const NO_ACCESS: WsaError = win32(foundation::ERROR_NOACCESS);

fn hwnd(raw: HWND) -> Hwnd {
    Hwnd::from_raw(raw.addr())
}

fn raw(window: Hwnd) -> HWND {
    std::ptr::without_provenance_mut(window.into_raw())
}

/// The module a program names; NULL is the program itself.
fn module(instance: *mut std::ffi::c_void) -> usize {
    if instance.is_null() { program().addr() } else { instance.addr() }
}

/// A class's name, or its atom in the place of a pointer.
enum NameArgument {
    Atom(u16),
    Text(String),
}

impl NameArgument {
    /// `address` is what the program passed; `read` reads the string there.
    ///
    /// # Errors
    /// `ERROR_INVALID_PARAMETER` for NULL.
    fn new(address: usize, read: impl FnOnce() -> Option<String>) -> WsaResult<NameArgument> {
        match u16::try_from(address) {
            Ok(0) => Err(WsaError::WSA_INVALID_PARAMETER),
            Ok(atom) => Ok(NameArgument::Atom(atom)),
            Err(_) => read().map(NameArgument::Text).ok_or(WsaError::WSA_INVALID_PARAMETER),
        }
    }

    fn name(&self) -> ClassName<'_> {
        match self {
            NameArgument::Atom(atom) => ClassName::Atom(*atom),
            NameArgument::Text(text) => ClassName::Text(text),
        }
    }
}
