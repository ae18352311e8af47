//! The environment and the command line.

use std::ffi::{CString, OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::sync::LazyLock;

use ws2_types::abi::foundation;
use ws2_types::{WsaError, WsaResult};

use super::text_ffi::{Units, hand_out};
use super::{base_call, bool_call, narrow, wide, win32};

/// The length of the value, or with too little room the room it needs.
///
/// # Safety
/// `buffer` is NULL or valid for writes of `room` letters.
unsafe fn variable<T: Units>(name: Option<String>, buffer: *mut T, room: u32) -> u32 {
    base_call(0, || {
        let name = name.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let not_found = win32(foundation::ERROR_ENVVAR_NOT_FOUND);
        if name.is_empty() || name.contains(['=', '\0']) {
            return Err(not_found);
        }
        let value = std::env::var_os(name).ok_or(not_found)?;
        let value = T::units(&value.to_string_lossy());
        // SAFETY: passed on.
        let fits = unsafe { hand_out(&value, buffer, room as usize) };
        Ok(value.len() as u32 + u32::from(!fits))
    })
}

/// # Errors
/// `ERROR_ENVVAR_NOT_FOUND`.
///
/// # Safety
/// `name` is NULL or ends in NUL; `buffer` is NULL or valid for writes of `room` bytes.
#[unsafe(export_name = "ws2_32_GetEnvironmentVariableA")]
pub unsafe extern "C" fn GetEnvironmentVariableA(name: *const u8, buffer: *mut u8, room: u32) -> u32 {
    // SAFETY: passed on.
    unsafe { variable(narrow(name), buffer, room) }
}

/// # Errors
/// `ERROR_ENVVAR_NOT_FOUND`.
///
/// # Safety
/// `name` is NULL or ends in NUL; `buffer` is NULL or valid for writes of `room` units.
#[unsafe(export_name = "ws2_32_GetEnvironmentVariableW")]
pub unsafe extern "C" fn GetEnvironmentVariableW(name: *const u16, buffer: *mut u16, room: u32) -> u32 {
    // SAFETY: passed on.
    unsafe { variable(wide(name), buffer, room) }
}

fn set_variable(name: Option<String>, value: Option<String>) -> WsaResult<()> {
    let name = name.filter(|name| !name.is_empty() && !name.contains('='));
    let name = name.and_then(|name| CString::new(name).ok()).ok_or(WsaError::WSA_INVALID_PARAMETER)?;
    let result = match value.and_then(|value| CString::new(value).ok()) {
        // SAFETY: libc's environment, which C programs read and write too, is changed by libc's own function.
        Some(value) => unsafe { libc::setenv(name.as_ptr(), value.as_ptr(), 1) },
        // SAFETY: as above.
        None => unsafe { libc::unsetenv(name.as_ptr()) },
    };
    if result == 0 { Ok(()) } else { Err(WsaError::WSA_NOT_ENOUGH_MEMORY) }
}

/// Sets a variable, or removes it when the value is NULL.
///
/// # Safety
/// Both are NULL or end in NUL. No other thread may be reading the environment, as with libc's `setenv`.
#[unsafe(export_name = "ws2_32_SetEnvironmentVariableA")]
pub unsafe extern "C" fn SetEnvironmentVariableA(name: *const u8, value: *const u8) -> i32 {
    // SAFETY: passed on.
    bool_call(|| unsafe { set_variable(narrow(name), narrow(value)) })
}

/// # Safety
/// As [`SetEnvironmentVariableA`].
#[unsafe(export_name = "ws2_32_SetEnvironmentVariableW")]
pub unsafe extern "C" fn SetEnvironmentVariableW(name: *const u16, value: *const u16) -> i32 {
    // SAFETY: passed on.
    bool_call(|| unsafe { set_variable(wide(name), wide(value)) })
}

/// No longer text is expanded.
const MOST_LETTERS: usize = 32_768;

/// The text with variables in it replaced, and the room it needs with its NUL.
///
/// # Safety
/// `buffer` is NULL or valid for writes of `room` letters.
unsafe fn expanded<T: Units>(text: Option<String>, buffer: *mut T, room: u32) -> u32 {
    base_call(0, || {
        let text = text.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let value = |name: &str| Some(std::env::var_os(name)?.to_string_lossy().into_owned());
        let expanded = T::units(&ws2_catalog::expand(&text, value));
        if T::units(&text).len() >= MOST_LETTERS || expanded.len() >= MOST_LETTERS {
            return Err(win32(foundation::ERROR_BUFFER_OVERFLOW));
        }
        // SAFETY: passed on. Too little room is no error: the answer tells.
        unsafe { hand_out(&expanded, buffer, room as usize) };
        Ok(expanded.len() as u32 + 1)
    })
}

/// Puts values in the place of `%NAME%`; variables that are not set stay as they are written. The answer is the number of
/// letters with the NUL: if it is more than `room`, nothing was written and that much is needed.
///
/// # Errors
/// 0: `ERROR_INVALID_PARAMETER` for NULL, `ERROR_BUFFER_OVERFLOW` for more than 32,767 letters.
///
/// # Safety
/// `text` is NULL or ends in NUL; `buffer` is NULL or valid for writes of `room` bytes.
#[unsafe(export_name = "ws2_32_ExpandEnvironmentStringsA")]
pub unsafe extern "C" fn ExpandEnvironmentStringsA(text: *const u8, buffer: *mut u8, room: u32) -> u32 {
    // SAFETY: passed on.
    unsafe { expanded(narrow(text), buffer, room) }
}

/// # Errors
/// As [`ExpandEnvironmentStringsA`].
///
/// # Safety
/// `text` is NULL or ends in NUL; `buffer` is NULL or valid for writes of `room` units.
#[unsafe(export_name = "ws2_32_ExpandEnvironmentStringsW")]
pub unsafe extern "C" fn ExpandEnvironmentStringsW(text: *const u16, buffer: *mut u16, room: u32) -> u32 {
    // SAFETY: passed on.
    unsafe { expanded(wide(text), buffer, room) }
}

/// Every variable as `NAME=value`, each with its NUL, and one more NUL; sorted by name. It is freed by
/// [`FreeEnvironmentStringsW`]; the environment is copied at the moment of the call.
fn block<T: Units>() -> *mut T {
    base_call(std::ptr::null_mut(), || {
        let mut variables: Vec<_> = std::env::vars_os().collect();
        variables.sort_unstable();
        let letters = variables.iter().flat_map(|(name, value)| {
            let mut line = T::units(&format!("{}={}", name.to_string_lossy(), value.to_string_lossy()));
            line.push(T::default());
            line
        });
        let mut letters: Vec<T> = letters.collect();
        if letters.is_empty() {
            letters.push(T::default());
        }
        letters.push(T::default());
        // SAFETY: a fresh allocation of that size, or NULL.
        let block: *mut T = unsafe { libc::malloc(size_of_val(&*letters)) }.cast();
        if block.is_null() {
            return Err(WsaError::WSA_NOT_ENOUGH_MEMORY);
        }
        // SAFETY: it has room for them, and nobody else knows it yet.
        unsafe { std::ptr::copy_nonoverlapping(letters.as_ptr(), block, letters.len()) };
        Ok(block)
    })
}

/// The environment, as UTF-16 text.
///
/// # Errors
/// NULL: no memory.
#[unsafe(export_name = "ws2_32_GetEnvironmentStringsW")]
pub extern "C" fn GetEnvironmentStringsW() -> *mut u16 {
    block()
}

/// The environment. A program that is compiled without `UNICODE` calls this by the name without letter.
///
/// # Errors
/// NULL: no memory.
#[unsafe(export_name = "ws2_32_GetEnvironmentStringsA")]
pub extern "C" fn GetEnvironmentStringsA() -> *mut u8 {
    block()
}

/// Frees what [`GetEnvironmentStringsA`] gave.
///
/// # Safety
/// As [`FreeEnvironmentStringsW`].
#[unsafe(export_name = "ws2_32_FreeEnvironmentStringsA")]
pub unsafe extern "C" fn FreeEnvironmentStringsA(block: *mut u8) -> i32 {
    // SAFETY: passed on.
    unsafe { free_block(block.cast()) }
}

/// Frees what [`GetEnvironmentStringsW`] gave.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: NULL.
///
/// # Safety
/// `block` is NULL or came from that function, and is not used after this.
#[unsafe(export_name = "ws2_32_FreeEnvironmentStringsW")]
pub unsafe extern "C" fn FreeEnvironmentStringsW(block: *mut u16) -> i32 {
    // SAFETY: passed on.
    unsafe { free_block(block.cast()) }
}

/// # Safety
/// `block` is NULL or came from [`block`], once.
unsafe fn free_block(block: *mut libc::c_void) -> i32 {
    bool_call(|| {
        if block.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        // SAFETY: the caller's promise.
        unsafe { libc::free(block) };
        Ok(())
    })
}

/// The arguments as one line, quoted so that the same words come out when it is split.
fn command_line() -> OsString {
    let arguments = std::fs::read("/proc/self/cmdline").unwrap_or_default();
    let arguments = arguments.strip_suffix(b"\0").unwrap_or(&arguments);
    let words: Vec<Vec<u8>> = arguments.split(|byte| *byte == 0).map(quoted).collect();
    OsString::from_vec(words.join(&b' '))
}

fn quoted(word: &[u8]) -> Vec<u8> {
    if !word.is_empty() && !word.iter().any(|byte| b" \t\"".contains(byte)) {
        return word.to_vec();
    }
    let mut line = vec![b'"'];
    let mut slashes = 0;
    for byte in word {
        if *byte == b'"' {
            line.extend(std::iter::repeat_n(b'\\', slashes + 1));
        }
        slashes = if *byte == b'\\' { slashes + 1 } else { 0 };
        line.push(*byte);
    }
    line.extend(std::iter::repeat_n(b'\\', slashes));
    line.push(b'"');
    line
}

#[unsafe(export_name = "ws2_32_GetCommandLineA")]
pub extern "C" fn GetCommandLineA() -> *const u8 {
    static LINE: LazyLock<Vec<u8>> = LazyLock::new(|| [command_line().as_bytes(), b"\0"].concat());
    LINE.as_ptr()
}

#[unsafe(export_name = "ws2_32_GetCommandLineW")]
pub extern "C" fn GetCommandLineW() -> *const u16 {
    static LINE: LazyLock<Vec<u16>> = LazyLock::new(|| {
        let line: &OsStr = &command_line();
        line.to_string_lossy().encode_utf16().chain([0]).collect()
    });
    LINE.as_ptr()
}

#[cfg(test)]
mod tests {
    use super::super::process::split_command_line;
    use super::*;

    #[test]
    fn quoting_is_what_splitting_undoes() {
        for word in ["plain", "", "two words", "a\"b", "ends in \\", "\\\"", "a\\\\b c"] {
            let line = String::from_utf8(quoted(word.as_bytes())).unwrap();
            assert_eq!(split_command_line(&line), [word], "{line}");
        }
    }

    #[test]
    fn a_variable_says_the_room_it_needs() {
        let mut buffer = [0_u8; 16];
        // SAFETY: strings end in NUL, the buffer has the stated room, and no other test uses this variable.
        unsafe {
            assert_eq!(
                SetEnvironmentVariableA(c"WS2_TEST_VARIABLE".as_ptr().cast(), c"abc".as_ptr().cast()),
                1
            );
            let mut get = |room| {
                GetEnvironmentVariableA(c"WS2_TEST_VARIABLE".as_ptr().cast(), buffer.as_mut_ptr(), room)
            };
            assert_eq!((get(0), get(3), get(4)), (4, 4, 3));
            assert_eq!(SetEnvironmentVariableA(c"WS2_TEST_VARIABLE".as_ptr().cast(), std::ptr::null()), 1);
            assert_eq!(
                GetEnvironmentVariableA(c"WS2_TEST_VARIABLE".as_ptr().cast(), buffer.as_mut_ptr(), 9),
                0
            );
        }
        assert_eq!(win32_wait::last_error::last_error(), foundation::ERROR_ENVVAR_NOT_FOUND);
    }
}
