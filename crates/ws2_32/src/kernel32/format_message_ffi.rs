//! `FormatMessage`: error codes in words, and the program's own messages with inserts.
//!
//! The words are those of [`WsaError::text`]; like the system's they end in a line break.

use std::ffi::c_void;

use ws2_types::abi::debug::{
    FORMAT_MESSAGE_ALLOCATE_BUFFER, FORMAT_MESSAGE_ARGUMENT_ARRAY, FORMAT_MESSAGE_FROM_HMODULE,
    FORMAT_MESSAGE_FROM_STRING, FORMAT_MESSAGE_FROM_SYSTEM, FORMAT_MESSAGE_IGNORE_INSERTS,
};
use ws2_types::abi::foundation;
use ws2_types::{WsaError, WsaResult};

use super::text_ffi::{Units, hand_out};
use super::{base_call, narrow, wide, win32};

mod inserts;

use inserts::{Arguments, expand};

/// `FORMAT_MESSAGE_MAX_WIDTH_MASK`: line breaks of the text become spaces.
const FORMAT_MESSAGE_MAX_WIDTH_MASK: u32 = 0xff;

/// A `va_list` of the program.
pub type VaList = c_void;

/// # Errors
/// `ERROR_MR_MID_NOT_FOUND`: no text for the code. `ERROR_RESOURCE_TYPE_NOT_FOUND`: modules have no message tables.
/// `ERROR_INSUFFICIENT_BUFFER`. `ERROR_INVALID_PARAMETER`: no buffer, no source, or an insert without arguments.
///
/// # Safety
/// `source` is a string when the flags say so; `buffer` is valid for `room` letters, or for a pointer with
/// `FORMAT_MESSAGE_ALLOCATE_BUFFER`; `arguments` holds what the inserts need.
#[unsafe(export_name = "ws2_32_FormatMessageA")]
pub unsafe extern "C" fn FormatMessageA(
    flags: u32,
    source: *const c_void,
    code: u32,
    _language: u32,
    buffer: *mut u8,
    room: u32,
    arguments: *mut VaList,
) -> u32 {
    base_call(0, || {
        // SAFETY: passed on.
        let template = || unsafe { narrow(source.cast()) };
        // SAFETY: passed on.
        let text = unsafe { message(flags, template, code, arguments, false) }?;
        // SAFETY: passed on.
        unsafe { deliver(flags, &u8::units(&text), buffer, room) }
    })
}

/// # Errors
/// As [`FormatMessageA`].
///
/// # Safety
/// As [`FormatMessageA`], in units.
#[unsafe(export_name = "ws2_32_FormatMessageW")]
pub unsafe extern "C" fn FormatMessageW(
    flags: u32,
    source: *const c_void,
    code: u32,
    _language: u32,
    buffer: *mut u16,
    room: u32,
    arguments: *mut VaList,
) -> u32 {
    base_call(0, || {
        // SAFETY: passed on.
        let template = || unsafe { wide(source.cast()) };
        // SAFETY: passed on.
        let text = unsafe { message(flags, template, code, arguments, true) }?;
        // SAFETY: passed on.
        unsafe { deliver(flags, &u16::units(&text), buffer, room) }
    })
}

/// # Safety
/// `arguments` holds what the inserts need.
unsafe fn message(
    flags: u32,
    template: impl FnOnce() -> Option<String>,
    code: u32,
    arguments: *mut VaList,
    wide: bool,
) -> WsaResult<String> {
    let one_line = flags & FORMAT_MESSAGE_MAX_WIDTH_MASK == FORMAT_MESSAGE_MAX_WIDTH_MASK;
    if flags & FORMAT_MESSAGE_FROM_STRING != 0 {
        let template = template().ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        if flags & FORMAT_MESSAGE_IGNORE_INSERTS != 0 {
            return Ok(template);
        }
        let array = flags & FORMAT_MESSAGE_ARGUMENT_ARRAY != 0;
        // SAFETY: passed on.
        let mut arguments = unsafe { Arguments::new(arguments, array, wide) };
        return expand(&template, one_line, &mut arguments);
    }
    if flags & FORMAT_MESSAGE_FROM_SYSTEM != 0 {
        let text = system_text(code).ok_or(win32(foundation::ERROR_MR_MID_NOT_FOUND))?;
        return Ok(format!("{text}{}", if one_line { " " } else { "\r\n" }));
    }
    let module = flags & FORMAT_MESSAGE_FROM_HMODULE != 0;
    Err(if module {
        win32(foundation::ERROR_RESOURCE_TYPE_NOT_FOUND)
    } else {
        WsaError::WSA_INVALID_PARAMETER
    })
}

fn system_text(code: u32) -> Option<&'static str> {
    /// The upper half of an `HRESULT` that carries a Win32 code.
    const FACILITY_WIN32: u32 = 0x8007;
    let code = if code >> 16 == FACILITY_WIN32 { code & 0xffff } else { code };
    if code == foundation::ERROR_SUCCESS {
        return Some("The operation completed successfully.");
    }
    WsaError::from_code(code as i32).text()
}

/// # Safety
/// As [`FormatMessageA`].
unsafe fn deliver<T: Units>(flags: u32, text: &[T], buffer: *mut T, room: u32) -> WsaResult<u32> {
    if buffer.is_null() {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    let len = text.len() as u32;
    if flags & FORMAT_MESSAGE_ALLOCATE_BUFFER != 0 {
        let letters = (len + 1).max(room) as usize;
        let memory: *mut T = super::heap_ffi::LocalAlloc(0, letters * size_of::<T>()).cast();
        // SAFETY: the block has that many letters.
        if !unsafe { hand_out(text, memory, letters) } {
            return Err(WsaError::WSA_NOT_ENOUGH_MEMORY);
        }
        // SAFETY: with this flag the caller's buffer is the place of a pointer, of whatever alignment.
        unsafe { buffer.cast::<*mut T>().write_unaligned(memory) };
        return Ok(len);
    }
    // SAFETY: passed on.
    let fits = unsafe { hand_out(text, buffer, room as usize) };
    if fits { Ok(len) } else { Err(win32(foundation::ERROR_INSUFFICIENT_BUFFER)) }
}

#[cfg(test)]
mod tests;
