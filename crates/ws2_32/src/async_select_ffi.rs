//! `WSAAsyncSelect`.

use ws2_base::async_select;
use ws2_base::socket_table::RawSocket;
use ws2_types::abi::foundation::HWND;

use crate::boundary::winsock;

/// # Errors
/// `WSANOTINITIALISED`, `WSAENOTSOCK`, `WSAEINVAL` (no such window, unknown bits), `WSAENOBUFS`.
#[unsafe(export_name = "ws2_32_WSAAsyncSelect")]
pub extern "C" fn WSAAsyncSelect(socket: RawSocket, window: HWND, message: u32, events: i32) -> i32 {
    winsock(|| async_select::select(socket, window as usize, message, events as u32).map(|()| 0))
}
