//! The escapes of a message: `%1!format!`, `%n`, `%0` and their kin.

use std::ffi::c_void;
use std::iter::Peekable;
use std::str::Chars;

use ws2_types::{WsaError, WsaResult};

use crate::kernel32::{narrow, wide};

unsafe extern "C" {
    fn ws2_next_insert_argument(arguments: *mut c_void) -> usize;
}

/// The values of the inserts, each a machine word.
pub(super) struct Arguments {
    source: *mut c_void,
    array: bool,
    /// Whether `%s` means a wide string.
    wide: bool,
    /// A `va_list` can be read only forwards.
    read: Vec<usize>,
}

impl Arguments {
    /// # Safety
    /// `source` is NULL, or an array or a pointer to a `va_list` with what the message's inserts need.
    pub(super) unsafe fn new(source: *mut c_void, array: bool, wide: bool) -> Arguments {
        Arguments { source, array, wide, read: Vec::new() }
    }

    /// The argument with this number, from 1.
    fn value(&mut self, number: usize) -> WsaResult<usize> {
        if self.source.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        while self.read.len() < number {
            let value = if self.array {
                // SAFETY: `new`'s caller vouches for as many words as the message names.
                unsafe { *self.source.cast::<usize>().add(self.read.len()) }
            } else {
                // SAFETY: as above.
                unsafe { ws2_next_insert_argument(self.source) }
            };
            self.read.push(value);
        }
        Ok(self.read[number - 1])
    }
}

/// Replaces the escapes of a message.
///
/// # Errors
/// `WSA_INVALID_PARAMETER`: an insert without arguments, or of a form that does not exist.
pub(super) fn expand(template: &str, one_line: bool, arguments: &mut Arguments) -> WsaResult<String> {
    let mut text = String::new();
    let mut letters = template.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '%' => match letters.next().ok_or(WsaError::WSA_INVALID_PARAMETER)? {
                '0' => return Ok(text),
                digit @ '1'..='9' => text.push_str(&insert(digit, &mut letters, arguments)?),
                'n' => text.push_str("\r\n"),
                'r' => text.push('\r'),
                't' => text.push('\t'),
                'b' => text.push(' '),
                other => text.push(other),
            },
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' => text.push_str(if one_line { " " } else { "\r\n" }),
            letter => text.push(letter),
        }
    }
    Ok(text)
}

/// `%1` to `%99`, perhaps with a `printf` form between exclamation marks; the form is `!s!` without.
fn insert(first: char, letters: &mut Peekable<Chars<'_>>, arguments: &mut Arguments) -> WsaResult<String> {
    let mut number = first as usize - '0' as usize;
    if let Some(second) = letters.next_if(char::is_ascii_digit) {
        number = number * 10 + (second as usize - '0' as usize);
    }
    let mut form = String::new();
    if letters.next_if_eq(&'!').is_some() {
        form.extend(letters.by_ref().take_while(|letter| *letter != '!'));
    }
    if form.is_empty() {
        form.push('s');
    }
    printed(&form, number, arguments)
}

fn printed(form: &str, mut number: usize, arguments: &mut Arguments) -> WsaResult<String> {
    let mut rest = form;
    let flags_end = rest.find(|letter| !"-+ #0".contains(letter)).unwrap_or(rest.len());
    let (flags, after) = rest.split_at(flags_end);
    rest = after;
    let mut count = |rest: &mut &str| -> WsaResult<Option<usize>> {
        if let Some(after) = rest.strip_prefix('*') {
            *rest = after;
            number += 1;
            return Ok(Some(arguments.value(number - 1)? as u32 as usize));
        }
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        let digits;
        (digits, *rest) = rest.split_at(end);
        Ok(digits.parse().ok())
    };
    let width = count(&mut rest)?.unwrap_or(0).min(4096);
    let precision = match rest.strip_prefix('.') {
        Some(after) => {
            rest = after;
            Some(count(&mut rest)?.unwrap_or(0))
        }
        None => None,
    };
    let kind = rest.chars().last().ok_or(WsaError::WSA_INVALID_PARAMETER)?;
    let size = &rest[..rest.len() - kind.len_utf8()];
    let value = arguments.value(number)?;
    let wide_text = match (size, kind) {
        ("h", _) => false,
        ("l" | "w", 's' | 'c' | 'S' | 'C') => true,
        (_, 'S' | 'C') => !arguments.wide,
        _ => arguments.wide,
    };
    let long = matches!(size, "I64" | "ll" | "I" | "z" | "j");
    let unsigned = if long { value as u64 } else { u64::from(value as u32) };
    let signed = if long { value as i64 } else { i64::from(value as i32) };
    let plus = if flags.contains('+') { "+" } else { "" };
    let body = match kind {
        's' | 'S' => {
            // SAFETY: the program's format says that the argument is such a string; NULL is read as none.
            let text =
                unsafe { if wide_text { wide(with_address(value)) } else { narrow(with_address(value)) } };
            let text = text.unwrap_or_else(|| "(null)".into());
            text.chars().take(precision.unwrap_or(usize::MAX)).collect()
        }
        'c' | 'C' if wide_text => String::from_utf16_lossy(&[value as u16]),
        'c' | 'C' => char::from(value as u8).to_string(),
        'd' | 'i' => format!("{}{}", if signed < 0 { "-" } else { plus }, signed.unsigned_abs()),
        'u' => unsigned.to_string(),
        'o' => format!("{unsigned:o}"),
        'x' => format!("{}{unsigned:x}", if flags.contains('#') { "0x" } else { "" }),
        'X' => format!("{}{unsigned:X}", if flags.contains('#') { "0X" } else { "" }),
        'p' => format!("{value:016X}"),
        _ => return Err(WsaError::WSA_INVALID_PARAMETER),
    };
    Ok(padded(body, flags, width, precision.filter(|_| "diuoxX".contains(kind))))
}

fn with_address<T>(address: usize) -> *const T {
    std::ptr::with_exposed_provenance(address)
}

/// Brings a number to its precision, then the whole to its width.
fn padded(body: String, flags: &str, width: usize, precision: Option<usize>) -> String {
    let sign = body.starts_with(['-', '+']) as usize;
    let digits = body.len() - sign;
    let mut body = body;
    let zeros = precision.unwrap_or(0).min(4096).saturating_sub(digits);
    body.insert_str(sign, &"0".repeat(zeros));
    let missing = width.saturating_sub(body.chars().count());
    if flags.contains('-') {
        body.push_str(&" ".repeat(missing));
    } else if flags.contains('0') && precision.is_none() {
        body.insert_str(sign, &"0".repeat(missing));
    } else {
        body.insert_str(0, &" ".repeat(missing));
    }
    body
}
