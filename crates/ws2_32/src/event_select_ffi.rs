//! `WSAEventSelect`, `WSAEnumNetworkEvents`.

use ws2_base::event_select;
use ws2_base::socket_table::{self, RawSocket};
use ws2_types::WsaError;
use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::winsock as ws;

use crate::boundary::winsock;

/// # Errors
/// `WSANOTINITIALISED`, `WSAENOTSOCK`, `WSAEINVAL` (not an event, unknown bits), `WSAENOBUFS`.
#[unsafe(export_name = "ws2_32_WSAEventSelect")]
pub extern "C" fn WSAEventSelect(socket: RawSocket, event: HANDLE, events: i32) -> i32 {
    winsock(|| event_select::select(socket, event as usize, events as u32).map(|()| 0))
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
        if events.is_null() {
            socket_table::pin(socket)?;
            return Err(WsaError::WSAEFAULT);
        }
        let record = event_select::enumerate(socket, event as usize)?;
        let record =
            ws::WSANETWORKEVENTS { lNetworkEvents: record.bits() as i32, iErrorCode: *record.codes() };
        // SAFETY: the caller's promise; there was no promise of alignment.
        unsafe { events.write_unaligned(record) };
        Ok(0)
    })
}
