//! What a program tells a debugger.

use std::io::Write;

use ws2_types::abi::foundation;

use super::{narrow, wide};

/// # Safety
/// `text` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_OutputDebugStringA")]
pub unsafe extern "C" fn OutputDebugStringA(text: *const u8) {
    // SAFETY: passed on.
    output(unsafe { narrow(text) });
}

/// # Safety
/// `text` is NULL or a string that ends in NUL.
#[unsafe(export_name = "ws2_32_OutputDebugStringW")]
pub unsafe extern "C" fn OutputDebugStringW(text: *const u16) {
    // SAFETY: passed on.
    output(unsafe { wide(text) });
}

/// There is no debugger's channel; the standard error stream is where such lines are looked for.
fn output(text: Option<String>) {
    let text = text.unwrap_or_default();
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Whether another process traces this one.
#[unsafe(export_name = "ws2_32_IsDebuggerPresent")]
pub extern "C" fn IsDebuggerPresent() -> i32 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let tracer = status.lines().find_map(|line| line.strip_prefix("TracerPid:"));
    let traced = tracer.is_some_and(|tracer| tracer.trim() != "0");
    if traced { foundation::TRUE } else { foundation::FALSE }
}

/// Stops in the debugger; without one the process ends by `SIGTRAP`.
#[unsafe(export_name = "ws2_32_DebugBreak")]
pub extern "C" fn DebugBreak() {
    // SAFETY: raising a signal has no condition.
    unsafe { libc::raise(libc::SIGTRAP) };
}
