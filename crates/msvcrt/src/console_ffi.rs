//! `conio.h`: single keys, without echo and without waiting for a line end.
//!
//! Standard input need not be a terminal: from a pipe or file, bytes are read as they come.

use std::ffi::c_int;

use libc::{STDIN_FILENO, STDOUT_FILENO, termios};

/// Runs `action` with the terminal, if there is one, handing over keys at once; restores it after.
fn with_single_keys<R>(echo: bool, action: impl FnOnce() -> R) -> R {
    // SAFETY: zeroes are a valid value to be overwritten.
    let mut before: termios = unsafe { std::mem::zeroed() };
    // SAFETY: libc fills the structure or fails.
    if unsafe { libc::tcgetattr(STDIN_FILENO, &mut before) } != 0 {
        return action();
    }
    let mut single = before;
    single.c_lflag &= !libc::ICANON;
    if !echo {
        single.c_lflag &= !libc::ECHO;
    }
    single.c_cc[libc::VMIN] = 1;
    single.c_cc[libc::VTIME] = 0;
    // SAFETY: settings that came from the terminal.
    unsafe { libc::tcsetattr(STDIN_FILENO, libc::TCSANOW, &single) };
    let result = action();
    // SAFETY: as above.
    unsafe { libc::tcsetattr(STDIN_FILENO, libc::TCSANOW, &before) };
    result
}

fn read_key() -> c_int {
    let mut byte = 0u8;
    // SAFETY: one byte is writable.
    match unsafe { libc::read(STDIN_FILENO, (&raw mut byte).cast(), 1) } {
        1 => byte.into(),
        _ => -1,
    }
}

/// `_getch`: waits for a key; -1 at the end of input.
#[unsafe(export_name = "msvcrt__getch")]
pub extern "C" fn getch() -> c_int {
    with_single_keys(false, read_key)
}

/// `_getche`: `_getch` with echo.
#[unsafe(export_name = "msvcrt__getche")]
pub extern "C" fn getche() -> c_int {
    with_single_keys(true, read_key)
}

/// `_kbhit`: whether `_getch` would not wait.
#[unsafe(export_name = "msvcrt__kbhit")]
pub extern "C" fn kbhit() -> c_int {
    with_single_keys(false, || {
        let mut input = libc::pollfd { fd: STDIN_FILENO, events: libc::POLLIN, revents: 0 };
        // SAFETY: one structure is passed.
        let ready = unsafe { libc::poll(&mut input, 1, 0) };
        c_int::from(ready == 1 && input.revents & libc::POLLIN != 0)
    })
}

/// `_putch`: writes past the stream's buffer.
#[unsafe(export_name = "msvcrt__putch")]
pub extern "C" fn putch(character: c_int) -> c_int {
    let byte = character as u8;
    // SAFETY: one byte is readable.
    match unsafe { libc::write(STDOUT_FILENO, (&raw const byte).cast(), 1) } {
        1 => byte.into(),
        _ => -1,
    }
}

/// `_cputs`: to standard output, without a line end.
///
/// # Safety
/// `text` is null or terminated.
#[unsafe(export_name = "msvcrt__cputs")]
pub unsafe extern "C" fn cputs(text: *const u8) -> c_int {
    // SAFETY: as the caller promised.
    let text = unsafe { crate::encoding::units(text) };
    // SAFETY: libc's standard output is open.
    let written = unsafe {
        let stream = crate::printf::delivery::standard_output();
        libc::fwrite(text.as_ptr().cast(), 1, text.len(), stream)
    };
    if written == text.len() { 0 } else { -1 }
}
