//! Invisible windows, their classes, and the message queues of threads.
//!
//! There is no display: a window is a place that messages are sent and posted to. What a thread's messages wait in is
//! [`queue::Queue`], a dispatcher object, so that one wait can be for kernel objects and for input
//! ([`retrieval::wait_for_objects`]).
//!
//! For other parts of the library: [`post`], [`is_window`], [`queue::current_has_input`], [`queue::InputAlert`].
//!
//! **Lock order.** The table of windows, then a window's own state; a queue's state is locked with neither of them
//! held, and the dispatcher lock comes last. No lock is held while code of the program runs.

pub mod atom;
pub mod class;
pub mod creation;
pub mod default_procedure;
pub mod message;
pub mod pointer_messages_raw;
pub mod posting;
pub mod procedure;
pub mod queue;
pub mod retrieval;
pub mod sending;
mod sent;
pub mod timer;
pub mod tree;
pub mod window;

pub use posting::post;
pub use window::{Hwnd, is_window};

use ws2_types::WsaError;

/// A Win32 error code as an inner error.
const fn win32(code: u32) -> WsaError {
    WsaError::from_code(code as i32)
}

/// No window has this handle.
const NO_WINDOW: WsaError = win32(ws2_types::abi::foundation::ERROR_INVALID_WINDOW_HANDLE);
