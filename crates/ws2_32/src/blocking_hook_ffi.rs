//! The four calls of Winsock 1.1 about blocking, which version 2 has dropped. They are there while a start-up that
//! negotiated version 1 is in force. What a hook means is in `win32_wait::blocking::hook`.

use std::cell::RefCell;
use std::ffi::c_void;

use win32_wait::blocking::hook::{self, Hook};
use win32_wait::last_error::set_last_wsa_error;
use win32_window::queue::{self, InputAlert};
use ws2_dispatch::{sockets, startup};
use ws2_types::WsaError;
use ws2_types::abi::windows_and_messaging::{MSG, PM_REMOVE};

use crate::boundary::{unchecked, winsock};
use crate::user32::message_ffi::{DispatchMessageA, PeekMessageA, TranslateMessage};

/// A program's hook: answers a `BOOL`, whether it wants to be called again before the call waits.
type BlockingHook = unsafe extern "C" fn() -> i32;

thread_local! {
    /// While a call waits after its hook had nothing to do.
    static INPUT_ALERT: RefCell<Option<InputAlert>> = const { RefCell::new(None) };
}

/// Stands for "no hook" where programs expect the one before theirs, which they keep, restore and may call: dispatches
/// one message, TRUE if there was any. The library itself never calls it: no message has to be dispatched for others to
/// run.
extern "C" fn default_hook() -> i32 {
    let mut message = MSG::default();
    // SAFETY: a message of our own.
    unsafe {
        let any = PeekMessageA(&raw mut message, std::ptr::null_mut(), 0, 0, PM_REMOVE);
        if any != 0 {
            TranslateMessage(&raw const message);
            DispatchMessageA(&raw const message);
        }
        any
    }
}

/// Sets the calling thread's hook, which its blocking calls ask from now on while they block; answers the one before,
/// or a default one.
///
/// # Errors
/// NULL with `WSANOTINITIALISED`, `WSAEOPNOTSUPP` when version 2 was negotiated, `WSAEINPROGRESS` in a hook, `WSAEFAULT`
/// for NULL.
///
/// # Safety
/// The function stays callable on this thread until it is replaced.
#[unsafe(export_name = "ws2_32_WSASetBlockingHook")]
pub unsafe extern "C" fn WSASetBlockingHook(hook: Option<BlockingHook>) -> *mut c_void {
    winsock(|| {
        startup::require_version_1()?;
        let hook = hook.ok_or(WsaError::WSAEFAULT)?;
        let previous = hook::installed().map_or(default_address(), |hook| hook.address);
        match hook as usize {
            address if address == default_address() => hook::remove(),
            address => drop(hook::install(Hook { address, call, ended: ignore_input })),
        }
        Ok(previous as *mut c_void)
    })
}

fn default_address() -> usize {
    default_hook as *const () as usize
}

fn call(address: usize) -> bool {
    ignore_input();
    // SAFETY: the address of a hook, from the only place that makes one; the program keeps it callable.
    let hook = unsafe { std::mem::transmute::<usize, BlockingHook>(address) };
    // SAFETY: as `WSASetBlockingHook` was promised.
    let more = unsafe { hook() } != 0;
    if !more {
        heed_input();
    }
    more
}

/// Has new input for the thread end the wait that begins now, so that the hook is asked at once. Input that the hook
/// has left lying does not.
fn heed_input() {
    let alert = InputAlert::begin().ok().filter(|_| !queue::current_has_input());
    // At the end of a thread there is no place for it, and it is dropped.
    let _ = INPUT_ALERT.try_with(|kept| kept.replace(alert));
}

fn ignore_input() {
    let _ = INPUT_ALERT.try_with(RefCell::take);
}

/// Takes the calling thread's hook away.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAEOPNOTSUPP`, `WSAEINPROGRESS` as [`WSASetBlockingHook`].
#[unsafe(export_name = "ws2_32_WSAUnhookBlockingHook")]
pub extern "C" fn WSAUnhookBlockingHook() -> i32 {
    winsock(|| {
        startup::require_version_1()?;
        hook::remove();
        Ok(0)
    })
}

/// Whether a blocking call of the calling thread is in progress: true in its hook, and in what the hook calls.
///
/// # Errors
/// `FALSE` with `WSANOTINITIALISED`, or `WSAEOPNOTSUPP` when version 2 was negotiated.
#[unsafe(export_name = "ws2_32_WSAIsBlocking")]
pub extern "C" fn WSAIsBlocking() -> i32 {
    match startup::require_version_1() {
        Ok(()) => i32::from(hook::is_in_progress()),
        Err(error) => {
            set_last_wsa_error(error);
            0
        }
    }
}

/// Has the calling thread's blocking call in progress end with `WSAEINTR` as soon as the hook returns.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAEOPNOTSUPP` when version 2 was negotiated, `WSAEINVAL` when nothing blocks.
#[unsafe(export_name = "ws2_32_WSACancelBlockingCall")]
pub extern "C" fn WSACancelBlockingCall() -> i32 {
    unchecked(|| {
        startup::require_version_1()?;
        // What waits for a name is in no provider.
        sockets::cancel_blocking_call().or_else(|_| hook::cancel())?;
        Ok(0)
    })
}
