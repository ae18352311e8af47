//! Handles of sockets: those that providers make themselves, and those of the system that they lay claim to.

use win32_wait::handle_table::Handle;
use ws2_base::socket_table;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::{upcall, write};
use crate::catalog;
use crate::layered_socket;
use crate::loader::BUILT_IN;

/// Makes a handle for a socket of a provider that has none of the system. A catalog id that is not known does no harm:
/// calls on the handle go to the provider that hands it out.
///
/// # Errors
/// `WSAENOBUFS`
///
/// # Safety
/// `error` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WPUCreateSocketHandle")]
pub unsafe extern "system" fn WPUCreateSocketHandle(id: u32, context: usize, error: *mut i32) -> usize {
    let create = || {
        let route = catalog::started_as(id).ok().flatten().map_or(BUILT_IN, |loaded| loaded.index);
        layered_socket::create(context, route).map(Handle::into_raw)
    };
    // SAFETY: passed on.
    unsafe { upcall(ws::INVALID_SOCKET, error, create) }
}

/// Answers what was given to [`WPUCreateSocketHandle`].
///
/// # Errors
/// `WSAENOTSOCK`: no handle that was made so; `WSAEFAULT`: NULL.
///
/// # Safety
/// The pointers are NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WPUQuerySocketHandleContext")]
pub unsafe extern "system" fn WPUQuerySocketHandleContext(
    socket: usize,
    context: *mut usize,
    error: *mut i32,
) -> i32 {
    // SAFETY: the caller's promise.
    let query = || unsafe { write(context, layered_socket::pin(socket)?.context()) }.map(|()| 0);
    // SAFETY: passed on.
    unsafe { upcall(ws::SOCKET_ERROR, error, query) }
}

/// Takes a handle out of the table: it is no socket any more, and its number rests. The context is the provider's to
/// free.
///
/// # Errors
/// `WSAENOTSOCK`
///
/// # Safety
/// `error` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WPUCloseSocketHandle")]
pub unsafe extern "system" fn WPUCloseSocketHandle(socket: usize, error: *mut i32) -> i32 {
    // SAFETY: passed on.
    unsafe { upcall(ws::SOCKET_ERROR, error, || layered_socket::close(socket).map(|()| 0)) }
}

/// Has calls on a socket of the system go to the calling provider; the handle stays the same. In a chain each layer calls
/// it on its way up, so the topmost has the last word. One that another layer has loaded is none the library calls: for
/// that nothing changes.
///
/// # Errors
/// `WSAEINVAL`: no such catalog entry, or no socket of a base provider.
///
/// # Safety
/// `error` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WPUModifyIFSHandle")]
pub unsafe extern "system" fn WPUModifyIFSHandle(id: u32, socket: usize, error: *mut i32) -> usize {
    // SAFETY: passed on.
    unsafe { upcall(ws::INVALID_SOCKET, error, || modify(id, socket)) }
}

fn modify(id: u32, socket: usize) -> WsaResult<usize> {
    let invalid = |_| WsaError::WSAEINVAL;
    let provider = catalog::started_as(id)?;
    let pinned = socket_table::pin(socket).map_err(invalid)?;
    if let Some(provider) = provider {
        pinned.set_route(provider.index);
    }
    Ok(socket)
}
