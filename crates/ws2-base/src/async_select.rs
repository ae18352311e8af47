//! `WSAAsyncSelect`: network events that are posted to a window.

use std::sync::Arc;

use win32_wait::handle_table::Handle;
use win32_window::posting;
use win32_window::window::{self, Hwnd};
use ws2_spi::EventSink;
use ws2_spi::network_events::{Events, Selection, Telling};
use ws2_types::{WsaError, WsaResult};

use crate::event_select::ALL_EVENTS;
use crate::socket_table::{RawSocket, with_handle};

struct Window {
    window: Hwnd,
    message: u32,
    socket: Handle,
}

impl EventSink for Window {
    fn telling(&self) -> Telling {
        Telling::Messages
    }

    fn tell(&self, events: &Events) {
        for (event, code) in events.iter() {
            // The window may be gone or its queue full: then nobody hears of it, as on Windows.
            let _ =
                posting::post(self.window, self.message, self.socket.into_raw(), select_reply(event, code));
        }
    }

    fn for_accepted(&self, accepted: Handle) -> Option<Arc<dyn EventSink>> {
        Some(Arc::new(Window { socket: accepted, ..*self }))
    }
}

/// `WSAMAKESELECTREPLY`
fn select_reply(event: u32, code: i32) -> isize {
    let reply = (code as u32) << 16 | event & 0xffff;
    reply as i32 as isize
}

/// `WSAAsyncSelect`; `mask` 0 ends selecting, and the window does not matter then.
///
/// # Errors
/// `WSAENOTSOCK`; `WSAEINVAL`: no such window, or no FD_* bits; `WSAENOBUFS`.
pub fn select(socket: RawSocket, window: usize, message: u32, mask: u32) -> WsaResult<()> {
    with_handle(socket, |socket| {
        if mask & !ALL_EVENTS != 0 {
            return Err(WsaError::WSAEINVAL);
        }
        let window = Hwnd::from_raw(window);
        let selection = match mask {
            0 => None,
            mask if window::find(window).is_ok() => {
                let sink = Arc::new(Window { window, message, socket: socket.handle() });
                Some(Selection { mask, sink })
            }
            _ => return Err(WsaError::WSAEINVAL),
        };
        socket.select_events(selection, socket.handle())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_the_event_below_the_error() {
        assert_eq!(select_reply(0x20, 10054), 10054 << 16 | 0x20);
        assert_eq!(select_reply(1, 0), 1);
    }
}
