//! `gai_strerror`: the codes of `getaddrinfo` in words.

use std::cell::RefCell;

use ws2_types::WsaError;

use super::text::{Character, terminated};
use crate::boundary::unchecked;

thread_local! {
    static NARROW: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static WIDE: RefCell<Vec<u16>> = const { RefCell::new(Vec::new()) };
}

/// A code in words, in a buffer of the thread that its next call overwrites.
#[unsafe(export_name = "ws2_32_gai_strerrorA")]
pub extern "C" fn gai_strerrorA(code: i32) -> *mut u8 {
    unchecked(|| Ok(NARROW.with_borrow_mut(|buffer| store(code, buffer))))
}

/// [`gai_strerrorA`] for UTF-16.
#[unsafe(export_name = "ws2_32_gai_strerrorW")]
pub extern "C" fn gai_strerrorW(code: i32) -> *mut u16 {
    unchecked(|| Ok(WIDE.with_borrow_mut(|buffer| store(code, buffer))))
}

fn store<C: Character>(code: i32, buffer: &mut Vec<C>) -> *mut C {
    let known = (code != 0).then(|| WsaError::from_code(code).text()).flatten();
    *buffer = match known {
        Some(text) => terminated(text),
        None if code == 0 => terminated("The call succeeded."),
        None => terminated(&format!("Error {code}.")),
    };
    buffer.as_mut_ptr()
}
