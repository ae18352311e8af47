//! What a console program does with its screen: size, colours, title, modes. A terminal does the drawing.

use std::io::{IsTerminal, Write};
use std::mem::MaybeUninit;
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicU16, Ordering};

use ws2_types::abi::console::{
    CONSOLE_SCREEN_BUFFER_INFO, COORD, ENABLE_ECHO_INPUT, ENABLE_LINE_INPUT, ENABLE_PROCESSED_INPUT,
    ENABLE_PROCESSED_OUTPUT, ENABLE_VIRTUAL_TERMINAL_PROCESSING, ENABLE_WRAP_AT_EOL_OUTPUT, SMALL_RECT,
    STD_INPUT_HANDLE,
};
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::globalization::CP_UTF8;
use ws2_types::{WsaError, WsaResult};

use super::file::File;
use super::{bool_call, narrow, wide, with_object};

/// Light grey on black, what a console begins with.
const DEFAULT_ATTRIBUTES: u16 = 7;

static ATTRIBUTES: AtomicU16 = AtomicU16::new(DEFAULT_ATTRIBUTES);

/// Calls `action` with the descriptor of a handle that is a terminal.
fn with_terminal<R>(console: HANDLE, action: impl FnOnce(&File) -> WsaResult<R>) -> WsaResult<R> {
    with_object(console, |file: &File| {
        if !file.descriptor().is_terminal() {
            return Err(WsaError::WSA_INVALID_HANDLE);
        }
        action(file)
    })
}

/// # Errors
/// `ERROR_INVALID_HANDLE`: no terminal.
///
/// # Safety
/// `info` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetConsoleScreenBufferInfo")]
pub unsafe extern "C" fn GetConsoleScreenBufferInfo(
    console: HANDLE,
    info: *mut CONSOLE_SCREEN_BUFFER_INFO,
) -> i32 {
    bool_call(|| {
        // SAFETY: NULL or the caller's to write.
        let info = unsafe { info.as_mut() }.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let (columns, rows) = with_terminal(console, |file| Ok(window_size(file)))?;
        *info = CONSOLE_SCREEN_BUFFER_INFO {
            dwSize: COORD { X: columns, Y: rows },
            dwCursorPosition: COORD { X: 0, Y: 0 },
            wAttributes: ATTRIBUTES.load(Ordering::Relaxed),
            srWindow: SMALL_RECT { Left: 0, Top: 0, Right: columns - 1, Bottom: rows - 1 },
            dwMaximumWindowSize: COORD { X: columns, Y: rows },
        };
        Ok(())
    })
}

fn window_size(file: &File) -> (i16, i16) {
    // SAFETY: `winsize` is plain numbers.
    let mut size: libc::winsize = unsafe { std::mem::zeroed() };
    // SAFETY: the call writes one `winsize`.
    let known = unsafe { libc::ioctl(file.descriptor().as_raw_fd(), libc::TIOCGWINSZ, &mut size) } == 0;
    let at_least_one = |count: u16, usual: i16| match i16::try_from(count) {
        Ok(count) if known && count > 0 => count,
        _ => usual,
    };
    (at_least_one(size.ws_col, 80), at_least_one(size.ws_row, 25))
}

/// Sets the colours of what is written from now on.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: no terminal.
#[unsafe(export_name = "ws2_32_SetConsoleTextAttribute")]
pub extern "C" fn SetConsoleTextAttribute(console: HANDLE, attributes: u16) -> i32 {
    bool_call(|| {
        with_terminal(console, |file| file.write(colour_sequence(attributes).as_bytes()))?;
        ATTRIBUTES.store(attributes, Ordering::Relaxed);
        Ok(())
    })
}

/// The terminal's form of console colours, whose bits are blue, green, red and bright.
fn colour_sequence(attributes: u16) -> String {
    if attributes == DEFAULT_ATTRIBUTES {
        return "\x1b[0m".into();
    }
    let terminal_order = |bits: u16| (bits & 1) << 2 | bits & 2 | (bits >> 2) & 1;
    let base = |bits: u16, dark: u16| if bits & 8 != 0 { dark + 60 } else { dark };
    let (ink, paper) = (attributes & 15, attributes >> 4 & 15);
    format!("\x1b[{};{}m", base(ink, 30) + terminal_order(ink), base(paper, 40) + terminal_order(paper))
}

/// Keeps the terminal: a Linux process cannot put it away without ending its session. Nothing else happens.
#[unsafe(export_name = "ws2_32_FreeConsole")]
pub extern "C" fn FreeConsole() -> i32 {
    foundation::TRUE
}

/// # Errors
/// `ERROR_INVALID_PARAMETER`: a code page that is not UTF-8, the only one here.
#[unsafe(export_name = "ws2_32_SetConsoleOutputCP")]
pub extern "C" fn SetConsoleOutputCP(code_page: u32) -> i32 {
    bool_call(|| if code_page == CP_UTF8 { Ok(()) } else { Err(WsaError::WSA_INVALID_PARAMETER) })
}

/// # Errors
/// As [`SetConsoleOutputCP`].
#[unsafe(export_name = "ws2_32_SetConsoleCP")]
pub extern "C" fn SetConsoleCP(code_page: u32) -> i32 {
    SetConsoleOutputCP(code_page)
}

#[unsafe(export_name = "ws2_32_GetConsoleOutputCP")]
pub extern "C" fn GetConsoleOutputCP() -> u32 {
    CP_UTF8
}

#[unsafe(export_name = "ws2_32_GetConsoleCP")]
pub extern "C" fn GetConsoleCP() -> u32 {
    CP_UTF8
}

fn set_title(title: Option<String>) -> i32 {
    bool_call(|| {
        let title: String = title
            .ok_or(WsaError::WSA_INVALID_PARAMETER)?
            .chars()
            .filter(|letter| !letter.is_control())
            .collect();
        let mut output = std::io::stdout();
        if output.is_terminal() {
            let _ = write!(output, "\x1b]0;{title}\x07").and_then(|()| output.flush());
        }
        Ok(())
    })
}

/// # Safety
/// `title` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_SetConsoleTitleA")]
pub unsafe extern "C" fn SetConsoleTitleA(title: *const u8) -> i32 {
    // SAFETY: passed on.
    set_title(unsafe { narrow(title) })
}

/// # Safety
/// `title` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_SetConsoleTitleW")]
pub unsafe extern "C" fn SetConsoleTitleW(title: *const u16) -> i32 {
    // SAFETY: passed on.
    set_title(unsafe { wide(title) })
}

fn terminal_modes(file: &File) -> WsaResult<libc::termios> {
    let mut modes = MaybeUninit::uninit();
    // SAFETY: the call writes one `termios`.
    let known = unsafe { libc::tcgetattr(file.descriptor().as_raw_fd(), modes.as_mut_ptr()) } == 0;
    // SAFETY: it was written if the call succeeded.
    if known { Ok(unsafe { modes.assume_init() }) } else { Err(WsaError::WSA_INVALID_HANDLE) }
}

/// The terminal's modes and their console names.
const INPUT_MODES: [(u32, libc::tcflag_t); 3] = [
    (ENABLE_PROCESSED_INPUT, libc::ISIG),
    (ENABLE_LINE_INPUT, libc::ICANON),
    (ENABLE_ECHO_INPUT, libc::ECHO),
];

fn is_input(console: HANDLE) -> bool {
    super::file_ffi::GetStdHandle(STD_INPUT_HANDLE) == console
}

/// # Errors
/// `ERROR_INVALID_HANDLE`: no terminal; programs ask to learn just that.
///
/// # Safety
/// `mode` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetConsoleMode")]
pub unsafe extern "C" fn GetConsoleMode(console: HANDLE, mode: *mut u32) -> i32 {
    bool_call(|| {
        // SAFETY: NULL or the caller's to write.
        let mode = unsafe { mode.as_mut() }.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let modes = with_terminal(console, terminal_modes)?;
        *mode = if is_input(console) {
            let set = INPUT_MODES.iter().filter(|(_, flag)| modes.c_lflag & flag != 0);
            set.fold(0, |mode, (name, _)| mode | name)
        } else {
            ENABLE_PROCESSED_OUTPUT | ENABLE_WRAP_AT_EOL_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING
        };
        Ok(())
    })
}

/// Echo, lines and Ctrl+C of the input; output is always processed by the terminal.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: no terminal.
#[unsafe(export_name = "ws2_32_SetConsoleMode")]
pub extern "C" fn SetConsoleMode(console: HANDLE, mode: u32) -> i32 {
    bool_call(|| {
        let input = is_input(console);
        with_terminal(console, |file| {
            let mut modes = terminal_modes(file)?;
            if !input {
                return Ok(());
            }
            for (name, flag) in INPUT_MODES {
                modes.c_lflag = if mode & name != 0 { modes.c_lflag | flag } else { modes.c_lflag & !flag };
            }
            // SAFETY: `modes` came from the terminal.
            let set = unsafe { libc::tcsetattr(file.descriptor().as_raw_fd(), libc::TCSANOW, &modes) } == 0;
            if set { Ok(()) } else { Err(WsaError::WSA_INVALID_HANDLE) }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn console_colours_become_terminal_colours() {
        assert_eq!(colour_sequence(7), "\x1b[0m");
        assert_eq!(colour_sequence(4), "\x1b[31;40m", "red on black");
        assert_eq!(colour_sequence(0x1e), "\x1b[93;44m", "bright yellow on blue");
    }
}
