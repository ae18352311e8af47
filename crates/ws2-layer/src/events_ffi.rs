//! Network events.

use ws2_types::WsaError;
use ws2_types::abi::foundation::{HANDLE, HWND};
use ws2_types::abi::winsock as ws;

use crate::instance::Hosted;
use crate::lent_raw::procedure;
use crate::next_raw::below;
use crate::socket::{Selection, Window};
use crate::{Kind, events};

pub(crate) unsafe extern "system" fn event_select<L: Hosted>(
    socket: ws::SOCKET,
    event: ws::WSAEVENT,
    events: i32,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        if L::DESCRIPTION.kind == Kind::Ifs {
            return below!(socket.next, lpWSPEventSelect, ws::SOCKET_ERROR, socket.lower, event, events);
        }
        let selection = match events {
            0 => Selection::Nobody,
            events => Selection::Event { event, events },
        };
        events::select(&socket, selection).map(|()| 0)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn async_select<L: Hosted>(
    socket: ws::SOCKET,
    window: HWND,
    message: u32,
    events: i32,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        if L::DESCRIPTION.kind == Kind::Ifs {
            return below!(
                socket.next,
                lpWSPAsyncSelect,
                ws::SOCKET_ERROR,
                socket.lower,
                window,
                message,
                events
            );
        }
        // SAFETY: a number.
        if events != 0 && unsafe { (socket.running.library.IsWindow)(window) } == 0 {
            return Err(WsaError::WSAEINVAL);
        }
        let selection = match events {
            0 => Selection::Nobody,
            events => Selection::Window { window: Window::of(window), message, events },
        };
        events::select(&socket, selection).map(|()| 0)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn enum_network_events<L: Hosted>(
    socket: ws::SOCKET,
    event: HANDLE,
    found: *mut ws::WSANETWORKEVENTS,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        if found.is_null() {
            return Err(WsaError::WSAEFAULT);
        }
        let recorded = events::enumerate(&socket, event)?;
        // SAFETY: not NULL, and the caller's to write.
        unsafe { found.write_unaligned(recorded) };
        Ok(0)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}
