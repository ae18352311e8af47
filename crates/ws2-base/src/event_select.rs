//! `WSAEventSelect`: network events that set an event object.

use std::sync::Arc;

use win32_wait::event::Event;
use win32_wait::handle_table::Handle;
use ws2_spi::EventSink;
use ws2_spi::network_events::{Events, Selection, Telling};
use ws2_types::{WsaError, WsaResult};

use crate::socket_table::{RawSocket, SocketObject, with_handle, with_socket};

/// The ten FD_* bits.
pub(crate) const ALL_EVENTS: u32 = (1 << 10) - 1;

/// The event object itself, not its handle, which the program may close at any time.
struct SignaledEvent(Arc<Event>);

impl EventSink for SignaledEvent {
    fn telling(&self) -> Telling {
        Telling::Event
    }

    fn tell(&self, _events: &Events) {
        self.0.set();
    }
}

/// `WSAEventSelect`; `mask` 0 ends selecting, and `event` does not matter then.
///
/// # Errors
/// `WSAENOTSOCK`; `WSAEINVAL`: no event, or no FD_* bits; `WSAENOBUFS`.
pub fn select(socket: RawSocket, event: usize, mask: u32) -> WsaResult<()> {
    with_handle(socket, |socket| {
        if mask & !ALL_EVENTS != 0 {
            return Err(WsaError::WSAEINVAL);
        }
        let selection = match mask {
            0 => None,
            mask => Some(Selection { mask, sink: Arc::new(SignaledEvent(event_of(event)?)) }),
        };
        socket.select_events(selection, socket.handle())
    })
}

/// `WSAEnumNetworkEvents`: the record, cleared. `event` is reset in the same step; 0 is none.
///
/// # Errors
/// `WSAENOTSOCK`; `WSAEINVAL`: not an event.
pub fn enumerate(socket: RawSocket, event: usize) -> WsaResult<Events> {
    with_socket(socket, |socket| {
        let event = if event == 0 { None } else { Some(event_of(event)?) };
        Ok(socket.enumerate_events(&mut || {
            if let Some(event) = &event {
                event.reset();
            }
        }))
    })
}

/// Gives an accepted socket the selection of its listener.
pub(crate) fn inherit(listener: &SocketObject, accepted: &SocketObject, handle: Handle) -> WsaResult<()> {
    let Some(Selection { mask, sink }) = listener.event_selection() else { return Ok(()) };
    let sink = sink.for_accepted(handle).unwrap_or(sink);
    accepted.select_events(Some(Selection { mask, sink }), handle)
}

fn event_of(handle: usize) -> WsaResult<Arc<Event>> {
    Event::of_handle(handle).map_err(|_| WsaError::WSAEINVAL)
}

#[cfg(test)]
mod properties;
