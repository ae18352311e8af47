//! What a provider asks about others: paths, sets, windows, blocking hooks.

use win32_wait::blocking::hook::{self, Asking};
use win32_window::posting;
use win32_window::window::Hwnd;
use ws2_types::abi::GUID;
use ws2_types::abi::foundation::{FALSE, HWND, LPARAM, TRUE, WPARAM};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::{read, upcall, write};
use crate::catalog;

/// Whether a socket is in a set that `WSPSelect` was handed.
///
/// # Safety
/// `set` is NULL or valid for reads of as many sockets as it counts.
#[unsafe(export_name = "ws2_32_WPUFDIsSet")]
pub unsafe extern "system" fn WPUFDIsSet(socket: usize, set: *const ws::FD_SET) -> i32 {
    let search = || {
        // A program may have made its sets larger than the header does.
        // SAFETY: not NULL by the check in `read`; the caller's promise.
        let count = unsafe { read(set.cast::<u32>()) }? as usize;
        // SAFETY: within the set.
        let first = unsafe { (&raw const (*set).fd_array).cast::<usize>() };
        // SAFETY: as many as it counts.
        let found = (0..count).any(|index| unsafe { first.add(index).read_unaligned() } == socket);
        Ok(i32::from(found))
    };
    // SAFETY: no place for an error.
    unsafe { upcall(FALSE, std::ptr::null_mut(), search) }
}

/// The path of a provider's library, variables unexpanded. Lengths are in characters and count the final NUL.
///
/// # Errors
/// `WSAEINVAL`: no such provider; `WSAEFAULT`: NULL, or no room, and the length is now the one that is needed.
///
/// # Safety
/// `len` is NULL or valid for reads and writes, `path` for writes of `*len` characters; the others are NULL or valid.
#[unsafe(export_name = "ws2_32_WPUGetProviderPath")]
pub unsafe extern "system" fn WPUGetProviderPath(
    provider: *const GUID,
    path: *mut u16,
    len: *mut i32,
    error: *mut i32,
) -> i32 {
    let find = || {
        // SAFETY: the caller's promise.
        let (guid, room) = unsafe { (read(provider)?, read(len)?) };
        let found = catalog::path_of(ws2_catalog::uuid_of(&guid)).ok_or(WsaError::WSAEINVAL)?;
        let units: Vec<u16> = found.encode_utf16().chain([0]).collect();
        // SAFETY: read before.
        unsafe { write(len, units.len() as i32) }?;
        if path.is_null() || i64::from(room) < units.len() as i64 {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: not NULL, with room for all; bytes, since it may be unaligned.
        unsafe {
            std::ptr::copy_nonoverlapping(units.as_ptr().cast(), path.cast::<u8>(), size_of_val(&*units))
        };
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { upcall(ws::SOCKET_ERROR, error, find) }
}

/// Posts a message to a window, for a provider's `WSPAsyncSelect`. FALSE if it cannot.
#[unsafe(export_name = "ws2_32_WPUPostMessage")]
pub extern "system" fn WPUPostMessage(window: HWND, message: u32, wparam: WPARAM, lparam: LPARAM) -> i32 {
    let post = || posting::post(Hwnd::from_raw(window.addr()), message, wparam, lparam).map(|()| TRUE);
    // SAFETY: no place for an error.
    unsafe { upcall(FALSE, std::ptr::null_mut(), post) }
}

/// The callback by which a call that blocks asks the calling thread's hook of version 1.1, again and again until it is
/// done or the callback answers FALSE: then it was cancelled and ends with `WSAEINTR`. NULL without a hook.
///
/// # Errors
/// `WSAEINVAL`: no such catalog entry; `WSAEFAULT`: NULL.
///
/// # Safety
/// The pointers are NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WPUQueryBlockingCallback")]
pub unsafe extern "system" fn WPUQueryBlockingCallback(
    id: u32,
    callback: *mut ws::LPBLOCKINGCALLBACK,
    context: *mut usize,
    error: *mut i32,
) -> i32 {
    let query = || {
        catalog::started_as(id)?;
        let hook = hook::installed();
        // SAFETY: the caller's promise.
        unsafe {
            write(callback, hook.map(|_| ask as _))?;
            write(context, hook.map_or(0, |hook| hook.address))?;
        }
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { upcall(ws::SOCKET_ERROR, error, query) }
}

/// Asks the calling thread's hook once. That the provider does not spin, it asks with a wait of its own in between.
unsafe extern "system" fn ask(_context: usize) -> i32 {
    let asked = || -> WsaResult<i32> { Asking::begin().ask().map(|_| TRUE) };
    // SAFETY: no place for an error.
    unsafe { upcall(FALSE, std::ptr::null_mut(), asked) }
}
