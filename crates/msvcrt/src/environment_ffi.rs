//! Environment variables and the command line.

use std::collections::HashMap;
use std::ffi::{CStr, CString, c_char, c_int};
use std::os::unix::ffi::OsStringExt;
use std::sync::atomic::AtomicPtr;
use std::sync::{LazyLock, Mutex, PoisonError};

use libc::{EINVAL, ERANGE};

use crate::encoding::{to_narrow, to_wide, units};
use crate::invalid_parameter::invalid_parameter;

/// The arguments of `main`, in both widths, as programs read them from `__argv` and `__wargv`.
struct CommandLine {
    count: c_int,
    narrow: AtomicPtr<*mut c_char>,
    wide: AtomicPtr<*mut u16>,
}

static COMMAND_LINE: LazyLock<CommandLine> = LazyLock::new(|| {
    let arguments: Vec<Vec<u8>> = std::env::args_os().map(OsStringExt::into_vec).collect();
    // Programs may write to their arguments and keep the pointers, so both arrays live for ever.
    let narrow = arguments.iter().map(|argument| leak(argument.clone())).map(<*mut u8>::cast);
    let wide = arguments.iter().map(|argument| leak(to_wide(argument)));
    CommandLine {
        count: arguments.len() as c_int,
        narrow: AtomicPtr::new(leak(narrow.collect())),
        wide: AtomicPtr::new(leak(wide.collect())),
    }
});

/// Adds a terminator to a vector and gives it to the program.
fn leak<T: Terminator>(mut elements: Vec<T>) -> *mut T {
    elements.push(T::TERMINATOR);
    Box::leak(elements.into_boxed_slice()).as_mut_ptr()
}

trait Terminator {
    const TERMINATOR: Self;
}

impl Terminator for u8 {
    const TERMINATOR: u8 = 0;
}

impl Terminator for u16 {
    const TERMINATOR: u16 = 0;
}

impl<T> Terminator for *mut T {
    const TERMINATOR: *mut T = std::ptr::null_mut();
}

/// The address of `__argc`.
#[unsafe(export_name = "msvcrt___p___argc")]
pub extern "C" fn argc() -> *const c_int {
    &raw const COMMAND_LINE.count
}

/// The address of `__argv`.
#[unsafe(export_name = "msvcrt___p___argv")]
pub extern "C" fn argv() -> *mut *mut *mut c_char {
    COMMAND_LINE.narrow.as_ptr()
}

/// The address of `__wargv`.
#[unsafe(export_name = "msvcrt___p___wargv")]
pub extern "C" fn wargv() -> *mut *mut *mut u16 {
    COMMAND_LINE.wide.as_ptr()
}

/// The arguments after the program's name as one line, quoted where they have spaces, which `WinMain` is given.
#[unsafe(export_name = "msvcrt__command_line_tail")]
pub extern "C" fn command_line_tail() -> *mut u8 {
    static TAIL: LazyLock<AtomicPtr<u8>> = LazyLock::new(|| AtomicPtr::new(leak(tail())));
    TAIL.load(std::sync::atomic::Ordering::Relaxed)
}

/// [`command_line_tail`] of 16-bit text.
#[unsafe(export_name = "msvcrt__command_line_tail_wide")]
pub extern "C" fn command_line_tail_wide() -> *mut u16 {
    static TAIL: LazyLock<AtomicPtr<u16>> = LazyLock::new(|| AtomicPtr::new(leak(to_wide(&tail()))));
    TAIL.load(std::sync::atomic::Ordering::Relaxed)
}

/// The environment as `NAME=value` strings of 16-bit text, as `wmain` is given it; a copy that lives for ever.
#[unsafe(export_name = "msvcrt__wide_environment")]
pub extern "C" fn wide_environment() -> *mut *mut u16 {
    let variables = std::env::vars_os()
        .map(|(name, value)| leak(to_wide(&[&name.into_vec()[..], b"=", &value.into_vec()].concat())));
    leak(variables.collect())
}

fn tail() -> Vec<u8> {
    let quoted: Vec<Vec<u8>> = std::env::args_os()
        .skip(1)
        .map(|argument| {
            let argument = argument.into_vec();
            match argument.is_empty() || argument.iter().any(u8::is_ascii_whitespace) {
                true => [b"\"", &argument[..], b"\""].concat(),
                false => argument,
            }
        })
        .collect();
    quoted.join(&b' ')
}

/// The value of a variable, read through libc so that `setenv` and `_putenv` are seen.
fn value(name: &CStr) -> Option<Vec<u8>> {
    // SAFETY: the name is terminated; the value is copied at once.
    unsafe {
        let value = libc::getenv(name.as_ptr());
        (!value.is_null()).then(|| CStr::from_ptr(value).to_bytes().to_vec())
    }
}

/// Sets a variable, or removes it when the value is empty, as on Windows.
fn assign(name: &[u8], value: &[u8]) -> c_int {
    let (Ok(c_name), Ok(value)) = (CString::new(name), CString::new(value)) else { return EINVAL };
    if name.is_empty() || name.contains(&b'=') {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: both strings are terminated and libc copies them. Threads that read the environment meanwhile
    // are the program's concern, as with `_putenv` on Windows.
    let result = unsafe {
        match value.is_empty() {
            true => libc::unsetenv(c_name.as_ptr()),
            false => libc::setenv(c_name.as_ptr(), value.as_ptr(), 1),
        }
    };
    if result == 0 { 0 } else { crate::invalid_parameter::errno() }
}

/// `_putenv`: `NAME=value`; the string is copied, and an empty value removes the variable.
///
/// # Safety
/// `assignment` is null or terminated.
#[unsafe(export_name = "msvcrt__putenv")]
pub unsafe extern "C" fn putenv(assignment: *const u8) -> c_int {
    // SAFETY: as the caller promised.
    put(unsafe { units(assignment) })
}

/// `_wputenv`: `_putenv` of 16-bit text.
///
/// # Safety
/// `assignment` is null or terminated.
#[unsafe(export_name = "msvcrt__wputenv")]
pub unsafe extern "C" fn wputenv(assignment: *const u16) -> c_int {
    // SAFETY: as the caller promised.
    put(&to_narrow(unsafe { units(assignment) }))
}

fn put(assignment: &[u8]) -> c_int {
    let Some(equals) = assignment.iter().position(|&byte| byte == b'=') else {
        invalid_parameter(EINVAL);
        return -1;
    };
    if assign(&assignment[..equals], &assignment[equals + 1..]) == 0 { 0 } else { -1 }
}

/// `_putenv_s`.
///
/// # Safety
/// Both are null or terminated.
#[unsafe(export_name = "msvcrt__putenv_s")]
pub unsafe extern "C" fn putenv_s(name: *const u8, value: *const u8) -> c_int {
    if name.is_null() || value.is_null() {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised.
    assign(unsafe { units(name) }, unsafe { units(value) })
}

/// `getenv_s`: the size needed, 0 for a variable that does not exist.
///
/// # Safety
/// `needed` is null or writable, `buffer` is null or has `size` bytes, `name` is null or terminated.
#[unsafe(export_name = "msvcrt_getenv_s")]
pub unsafe extern "C" fn getenv_s(
    needed: *mut usize,
    buffer: *mut u8,
    size: usize,
    name: *const c_char,
) -> c_int {
    if needed.is_null() || name.is_null() || (buffer.is_null() && size != 0) {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised.
    unsafe {
        needed.write(0);
        if size > 0 {
            buffer.write(0);
        }
        let Some(value) = value(CStr::from_ptr(name)) else { return 0 };
        needed.write(value.len() + 1);
        if size == 0 {
            return 0;
        }
        if value.len() >= size {
            return ERANGE;
        }
        std::ptr::copy_nonoverlapping(value.as_ptr(), buffer, value.len());
        buffer.add(value.len()).write(0);
    }
    0
}

/// `_dupenv_s`: the value in memory to be freed with `free`; null for a variable that does not exist.
///
/// # Safety
/// `buffer` is null or writable, `size` likewise, `name` is null or terminated.
#[unsafe(export_name = "msvcrt__dupenv_s")]
pub unsafe extern "C" fn dupenv_s(buffer: *mut *mut c_char, size: *mut usize, name: *const c_char) -> c_int {
    if buffer.is_null() || name.is_null() {
        return invalid_parameter(EINVAL);
    }
    // SAFETY: as the caller promised; the copy is libc's.
    unsafe {
        let value = libc::getenv(name);
        let copy = if value.is_null() { value } else { libc::strdup(value) };
        buffer.write(copy);
        if !size.is_null() {
            size.write(if copy.is_null() { 0 } else { libc::strlen(copy) + 1 });
        }
        if !value.is_null() && copy.is_null() { libc::ENOMEM } else { 0 }
    }
}

/// `_wgetenv`: the value as 16-bit text, valid until the next call for the same variable.
///
/// # Safety
/// `name` is null or terminated.
#[unsafe(export_name = "msvcrt__wgetenv")]
pub unsafe extern "C" fn wgetenv(name: *const u16) -> *mut u16 {
    static VALUES: LazyLock<Mutex<HashMap<CString, Vec<u16>>>> = LazyLock::new(Mutex::default);
    // SAFETY: as the caller promised.
    let Ok(name) = CString::new(to_narrow(unsafe { units(name) })) else { return std::ptr::null_mut() };
    let Some(value) = value(&name) else { return std::ptr::null_mut() };
    let mut wide = to_wide(&value);
    wide.push(0);
    let mut values = VALUES.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = values.entry(name).or_default();
    *kept = wide;
    kept.as_mut_ptr()
}
