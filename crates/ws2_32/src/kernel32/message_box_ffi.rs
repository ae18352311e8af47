//! `MessageBox`, as on a Windows without a desktop to show it on. What it would have said goes to standard error.

use std::io::Write;

use ws2_types::abi::foundation;

use super::{base_call, narrow, wide, win32};

fn without_desktop(text: Option<String>, caption: Option<String>) -> i32 {
    base_call(0, || {
        // NULL stands for this caption.
        let caption = caption.unwrap_or_else(|| "Error".to_owned());
        // Nobody may be listening.
        let _ = writeln!(std::io::stderr(), "{caption}: {}", text.unwrap_or_default());
        Err(win32(foundation::ERROR_REQUIRES_INTERACTIVE_WINDOWSTATION))
    })
}

/// # Errors
/// `ERROR_REQUIRES_INTERACTIVE_WINDOWSTATION`.
///
/// # Safety
/// The strings are NULL or end in NUL.
#[unsafe(export_name = "ws2_32_MessageBoxA")]
pub unsafe extern "C" fn MessageBoxA(_owner: usize, text: *const u8, caption: *const u8, _style: u32) -> i32 {
    // SAFETY: the caller's promise.
    let (text, caption) = unsafe { (narrow(text), narrow(caption)) };
    without_desktop(text, caption)
}

/// # Errors
/// As [`MessageBoxA`].
///
/// # Safety
/// As [`MessageBoxA`].
#[unsafe(export_name = "ws2_32_MessageBoxW")]
pub unsafe extern "C" fn MessageBoxW(
    _owner: usize,
    text: *const u16,
    caption: *const u16,
    _style: u32,
) -> i32 {
    // SAFETY: the caller's promise.
    let (text, caption) = unsafe { (wide(text), wide(caption)) };
    without_desktop(text, caption)
}
