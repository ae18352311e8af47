//! `WSAEventSelect`, `WSAEnumNetworkEvents`, `WSAAsyncSelect`.

use ws2_base::socket_table::RawSocket;
use ws2_dispatch::route::down;
use ws2_types::abi::foundation::{HANDLE, HWND};
use ws2_types::abi::winsock as ws;

use crate::boundary::winsock;

/// # Errors
/// `WSANOTINITIALISED`, `WSAENOTSOCK`, `WSAEINVAL` (not an event, unknown bits), `WSAENOBUFS`.
#[unsafe(export_name = "ws2_32_WSAEventSelect")]
pub extern "C" fn WSAEventSelect(socket: RawSocket, event: ws::WSAEVENT, events: i32) -> i32 {
    winsock(|| {
        // SAFETY: no pointers of the caller.
        down(socket, |provider, error| unsafe { (provider.lpWSPEventSelect)(socket, event, events, error) })
    })
}

/// # Safety
/// `events` is NULL or room for one record.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAENOTSOCK`, `WSAEINVAL` (not an event), `WSAEFAULT`.
#[unsafe(export_name = "ws2_32_WSAEnumNetworkEvents")]
pub unsafe extern "C" fn WSAEnumNetworkEvents(
    socket: RawSocket,
    event: HANDLE,
    events: *mut ws::WSANETWORKEVENTS,
) -> i32 {
    winsock(|| {
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPEnumNetworkEvents)(socket, event, events, error)
        })
    })
}

/// # Errors
/// `WSANOTINITIALISED`, `WSAENOTSOCK`, `WSAEINVAL` (no such window, unknown bits), `WSAENOBUFS`.
#[unsafe(export_name = "ws2_32_WSAAsyncSelect")]
pub extern "C" fn WSAAsyncSelect(socket: RawSocket, window: HWND, message: u32, events: i32) -> i32 {
    winsock(|| {
        // SAFETY: no pointers of the caller.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPAsyncSelect)(socket, window, message, events, error)
        })
    })
}
