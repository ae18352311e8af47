//! What scanf reads from: a stream or a string. libc's scanf does the reading, one conversion a call.

use std::ffi::{c_char, c_int, c_void};

use libc::FILE;

/// How one conversion ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It matched so many bytes.
    Matched(usize),
    /// The input is something else.
    Mismatch,
    /// There is no input left.
    End,
}

/// A source of bytes.
pub trait Input {
    /// Reads by a libc format with one conversion that stores to `target`, or none when that is null.
    ///
    /// # Safety
    /// `format` must be terminated and its conversion must fit `target`.
    unsafe fn scan(&mut self, format: &[u8], target: *mut c_void) -> Outcome;
}

/// A stream.
#[derive(Debug)]
pub struct Stream(pub *mut FILE);

/// A terminated string, advanced as it is read.
#[derive(Debug)]
pub struct Text(pub *const c_char);

/// `format` with `%n` behind, which libc reaches only when all before it matched.
fn counted(format: &[u8]) -> Vec<u8> {
    debug_assert!(!format.contains(&0));
    [format, b"%n\0"].concat()
}

fn outcome(stored: c_int, matched: c_int) -> Outcome {
    match usize::try_from(matched) {
        Ok(matched) => Outcome::Matched(matched),
        Err(_) if stored < 0 => Outcome::End,
        Err(_) => Outcome::Mismatch,
    }
}

impl Input for Stream {
    unsafe fn scan(&mut self, format: &[u8], target: *mut c_void) -> Outcome {
        let format = counted(format);
        let mut matched: c_int = -1;
        // SAFETY: the format asks for the target, if any, and for the counter; the caller vouches for the target.
        let stored = unsafe {
            let format = format.as_ptr().cast();
            if target.is_null() {
                libc::fscanf(self.0, format, &raw mut matched)
            } else {
                libc::fscanf(self.0, format, target, &raw mut matched)
            }
        };
        outcome(stored, matched)
    }
}

impl Input for Text {
    unsafe fn scan(&mut self, format: &[u8], target: *mut c_void) -> Outcome {
        let format = counted(format);
        let mut matched: c_int = -1;
        // SAFETY: the format asks for the target, if any, and for the counter; the caller vouches for the target.
        let stored = unsafe {
            let format = format.as_ptr().cast();
            if target.is_null() {
                libc::sscanf(self.0, format, &raw mut matched)
            } else {
                libc::sscanf(self.0, format, target, &raw mut matched)
            }
        };
        let outcome = outcome(stored, matched);
        if let Outcome::Matched(length) = outcome {
            // SAFETY: libc matched that many bytes before the terminator.
            self.0 = unsafe { self.0.add(length) };
        }
        outcome
    }
}
