//! Network events: who is told of what the FD_* record of a socket newly holds.

use std::sync::Arc;

use win32_wait::handle_table::Handle;
pub use ws2_engine::network_events::{Events, Telling};

/// What a socket's events are told to: an event object, or a window.
pub trait EventSink: Send + Sync {
    /// Whether there is a record to enumerate, or each event is a message of its own.
    fn telling(&self) -> Telling;

    /// Tells of events that were newly recorded. It comes under the lock of the selection, on whichever thread noticed:
    /// it must neither wait nor call the socket.
    fn tell(&self, events: &Events);

    /// What is told of the events of a socket that was accepted from the one this was made for. `None`: this.
    fn for_accepted(&self, accepted: Handle) -> Option<Arc<dyn EventSink>> {
        let _ = accepted;
        None
    }
}

/// Which events are told to whom.
#[derive(Clone)]
pub struct Selection {
    /// FD_* bits.
    pub mask: u32,
    /// Who is told.
    pub sink: Arc<dyn EventSink>,
}
