//! Reads values as a format string says and stores them.

use std::ffi::{CStr, c_char, c_int, c_void};

use libc::{EINVAL, ENOMEM};

use super::input::{Input, Outcome};
use super::spec::{Piece, Spec, pieces};
use crate::encoding::to_wide;
use crate::invalid_parameter::{invalid_parameter, set_errno};
use crate::printf::arguments::Arguments;
use crate::printf::spec::Size;

/// What kind of scanf function is running.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// `%s` takes a wide buffer.
    pub wide: bool,
    /// Text conversions take the size of their buffer as a further argument.
    pub secure: bool,
}

/// The number of values stored, or -1 when the input ended before the first.
///
/// # Safety
/// The arguments must be pointers to what the conversions store, as in C.
pub unsafe fn scan(
    input: &mut impl Input,
    kind: Kind,
    format: &[u8],
    arguments: &mut impl Arguments,
) -> c_int {
    let mut scanner = Scanner { input, kind, arguments, consumed: 0, stored: 0 };
    for piece in pieces(format) {
        // SAFETY: the caller vouches for the arguments.
        match unsafe { scanner.piece(piece) } {
            Outcome::Matched(length) => scanner.consumed += length,
            Outcome::End if scanner.stored == 0 => return -1,
            Outcome::End | Outcome::Mismatch => break,
        }
    }
    scanner.stored
}

struct Scanner<'a, I, A> {
    input: &'a mut I,
    kind: Kind,
    arguments: &'a mut A,
    consumed: usize,
    stored: c_int,
}

impl<I: Input, A: Arguments> Scanner<'_, I, A> {
    /// # Safety
    /// As [`scan`].
    unsafe fn piece(&mut self, piece: Piece<'_>) -> Outcome {
        match piece {
            Piece::Space => self.skip(b" "),
            Piece::Literal(b'%') => self.skip(b"%%"),
            Piece::Literal(byte) => self.skip(&[byte]),
            Piece::Conversion(Spec { conversion: b'n', size, suppressed, .. }) => {
                if !suppressed {
                    let target = self.arguments.pointer();
                    // SAFETY: as the caller promised.
                    unsafe { store_count(target, size, self.consumed) };
                }
                Outcome::Matched(0)
            }
            // SAFETY: as the caller promised.
            Piece::Conversion(spec) => unsafe { self.conversion(&spec) },
        }
    }

    fn skip(&mut self, format: &[u8]) -> Outcome {
        // SAFETY: such a format stores nothing.
        unsafe { self.input.scan(format, std::ptr::null_mut()) }
    }

    /// # Safety
    /// As [`scan`].
    unsafe fn conversion(&mut self, spec: &Spec<'_>) -> Outcome {
        if spec.suppressed {
            return self.skip(&libc_format(spec, "*", ""));
        }
        let target = self.arguments.pointer();
        let outcome = match spec.conversion {
            b's' | b'S' | b'c' | b'C' | b'[' => {
                let wide = self.is_wide(spec);
                let size = if self.kind.secure { Some(self.arguments.int32() as u32 as usize) } else { None };
                if wide || size.is_some() {
                    // SAFETY: the caller vouches for the target and its size.
                    unsafe { self.text(spec, target, wide, size) }
                } else {
                    // SAFETY: a plain text conversion into the caller's buffer.
                    unsafe { self.input.scan(&libc_format(spec, "", ""), target) }
                }
            }
            b'd' | b'i' | b'o' | b'u' | b'x' | b'X' => {
                let size = match spec.size {
                    Size::Int64 => "ll",
                    Size::Char => "hh",
                    Size::Short => "h",
                    _ => "",
                };
                // SAFETY: the format stores as many bytes as the caller's prefix means.
                unsafe { self.input.scan(&libc_format(spec, "", size), target) }
            }
            _ => {
                let size = match spec.size {
                    Size::Long => "l",
                    Size::LongDouble => "L",
                    _ => "",
                };
                // SAFETY: as above: float, double or long double, or a pointer for `%p`.
                unsafe { self.input.scan(&libc_format(spec, "", size), target) }
            }
        };
        self.stored += c_int::from(matches!(outcome, Outcome::Matched(_)));
        outcome
    }

    fn is_wide(&self, spec: &Spec<'_>) -> bool {
        match spec.size {
            Size::Char | Size::Short => false,
            Size::Long | Size::Int64 | Size::Wide => true,
            _ if spec.conversion == b'S' || spec.conversion == b'C' => !self.kind.wide,
            _ => self.kind.wide,
        }
    }

    /// Text that must be measured or widened before it is stored.
    ///
    /// # Safety
    /// `target` has `size` elements, or when there is no size as many as the text.
    unsafe fn text(
        &mut self,
        spec: &Spec<'_>,
        target: *mut c_void,
        wide: bool,
        size: Option<usize>,
    ) -> Outcome {
        let is_string = !matches!(spec.conversion, b'c' | b'C');
        let read = if is_string { self.read_string(spec) } else { self.read_characters(spec, wide) };
        let (bytes, length) = match read {
            Ok(read) => read,
            Err(outcome) => return outcome,
        };
        let stored = if wide {
            // SAFETY: as the caller promised.
            unsafe { store_text(target.cast::<u16>(), size, &to_wide(&bytes), is_string) }
        } else {
            // SAFETY: as the caller promised.
            unsafe { store_text(target.cast::<u8>(), size, &bytes, is_string) }
        };
        if stored { Outcome::Matched(length) } else { Outcome::Mismatch }
    }

    /// A string of any length, which libc allocates, and how many bytes of input it took.
    fn read_string(&mut self, spec: &Spec<'_>) -> Result<(Vec<u8>, usize), Outcome> {
        let mut allocated: *mut c_char = std::ptr::null_mut();
        let format = libc_format(spec, "m", "");
        // SAFETY: `m` makes libc store the address of memory it allocates.
        let outcome = unsafe { self.input.scan(&format, (&raw mut allocated).cast()) };
        let Outcome::Matched(length) = outcome else { return Err(outcome) };
        if allocated.is_null() {
            set_errno(ENOMEM);
            return Err(Outcome::End);
        }
        // SAFETY: libc terminated the string, and it is ours to free.
        let bytes = unsafe {
            let bytes = CStr::from_ptr(allocated).to_bytes().to_vec();
            libc::free(allocated.cast());
            bytes
        };
        Ok((bytes, length))
    }

    /// As many bytes as the width says, one when it says nothing.
    fn read_characters(&mut self, spec: &Spec<'_>, wide: bool) -> Result<(Vec<u8>, usize), Outcome> {
        let width = spec.width.unwrap_or(1).max(1) as usize;
        let mut bytes = Vec::new();
        if bytes.try_reserve_exact(width).is_err() {
            set_errno(ENOMEM);
            return Err(Outcome::End);
        }
        bytes.resize(width, 0u8);
        // SAFETY: libc stores no more bytes than the width.
        let outcome = unsafe { self.input.scan(&libc_format(spec, "", ""), bytes.as_mut_ptr().cast()) };
        let Outcome::Matched(mut length) = outcome else { return Err(outcome) };
        bytes.truncate(length);
        if wide {
            length += self.complete_character(&mut bytes);
        }
        Ok((bytes, length))
    }

    /// Reads the rest of a UTF-8 sequence whose first byte was the last one `%c` read.
    fn complete_character(&mut self, bytes: &mut Vec<u8>) -> usize {
        let more = match bytes.last() {
            Some(0xC2..0xE0) => 1,
            Some(0xE0..0xF0) => 2,
            Some(0xF0..0xF5) => 3,
            _ => 0,
        };
        for read in 0..more {
            let mut byte = 0u8;
            // SAFETY: `%c` stores one byte.
            let outcome = unsafe { self.input.scan(b"%c", (&raw mut byte).cast()) };
            if outcome != Outcome::Matched(1) {
                return read;
            }
            bytes.push(byte);
        }
        more
    }
}

/// Stores text, terminated if it is a string; false, with an empty buffer, when it does not fit.
///
/// # Safety
/// `target` has `size` elements, or when there is no size as many as the text.
unsafe fn store_text<C: Copy + Default>(
    target: *mut C,
    size: Option<usize>,
    text: &[C],
    is_string: bool,
) -> bool {
    if target.is_null() {
        invalid_parameter(EINVAL);
        return false;
    }
    if size.is_some_and(|size| text.len() + usize::from(is_string) > size) {
        if size != Some(0) {
            // SAFETY: there is at least one element.
            unsafe { target.write_unaligned(C::default()) };
        }
        set_errno(ENOMEM);
        return false;
    }
    // SAFETY: as the caller promised.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr(), target, text.len());
        if is_string {
            target.add(text.len()).write(C::default());
        }
    }
    true
}

/// # Safety
/// `target` is null or an integer of the size.
unsafe fn store_count(target: *mut c_void, size: Size, count: usize) {
    if target.is_null() {
        return;
    }
    // SAFETY: as the caller promised.
    unsafe {
        match size {
            Size::Char => target.cast::<u8>().write(count as u8),
            Size::Short => target.cast::<u16>().write(count as u16),
            Size::Int64 => target.cast::<u64>().write(count as u64),
            _ => target.cast::<u32>().write(count as u32),
        }
    }
}

/// The specification as libc reads it; `%S` and `%C` become `%s` and `%c`, as text is always read narrow.
fn libc_format(spec: &Spec<'_>, prefix: &str, size: &str) -> Vec<u8> {
    let mut format = vec![b'%'];
    if prefix == "*" {
        format.push(b'*');
    }
    if let Some(width) = spec.width {
        format.extend_from_slice(width.to_string().as_bytes());
    }
    if prefix == "m" {
        format.push(b'm');
    }
    format.extend_from_slice(size.as_bytes());
    format.push(match spec.conversion {
        b'S' => b's',
        b'C' => b'c',
        other => other,
    });
    format.extend_from_slice(spec.set);
    format
}
