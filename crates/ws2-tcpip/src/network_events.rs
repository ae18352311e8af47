//! Network events of kernel sockets: facts for the FD_* record, and the calls that re-enable its events.
//!
//! Facts are asked of the kernel under the lock of the record, so that what is told is in their order. An edge may be
//! told late: the socket is looked at, the edge is only the occasion. A call re-enables its event after the kernel has
//! answered. Data that came between the two has had its edge, or will have: a call that emptied the socket looks again
//! only if an edge came meanwhile. So nothing is lost, and seldom is something told that a call in progress takes.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::{MappedMutexGuard, Mutex, MutexGuard};
use win32_wait::handle_table::Handle;
use ws2_engine::network_events::{ACCEPT, CONNECT, End, Events, Facts, OOB, READ, Record, Telling, WRITE};
use ws2_engine::state::{Phase, State};
use ws2_spi::LentBuffer;
use ws2_spi::network_events::{EventSink, Selection};
use ws2_spi::overlapped::OtherSocket;
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::poll::{self, POLLERR, POLLHUP, POLLIN, POLLOUT, POLLPRI, POLLRDHUP, PollEntry};
use ws2_sys::poller::Edge;
use ws2_sys::{AsRawFd, queue, socket_raw};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::data::total_bytes;
use crate::overlapped::accept::visit;
use crate::socket::{Shared, Socket};

/// The selection of an underlying socket.
#[derive(Default)]
pub(crate) struct NetworkEvents {
    place: Mutex<Place>,
    /// The handles of a socket that was duplicated; some may be closed.
    handles: Mutex<Vec<Arc<dyn OtherSocket>>>,
}

#[derive(Default)]
enum Place {
    /// There was never one.
    #[default]
    Empty,
    Taken(Box<Selected>),
    /// The last handle is closed: nothing is told any more (C12).
    Closed,
}

struct Selected {
    record: Record,
    sink: Option<Arc<dyn EventSink>>,
    /// By which edges come.
    handle: Handle,
    /// Edges heard so far.
    edges: u32,
    /// The kernel has told of no end, error or urgent data: what can be read are plain bytes.
    calm: bool,
}

impl NetworkEvents {
    /// From now on nothing is told, and nobody is telling.
    pub(crate) fn close(&self) {
        *self.place.lock() = Place::Closed;
    }

    pub(crate) fn handles_added(&self, added: [Arc<dyn OtherSocket>; 2]) {
        let mut handles = self.handles.lock();
        let is_open = |other: &Arc<dyn OtherSocket>| other.visit(&mut |_| {});
        handles.retain(|other| is_open(other) && added.iter().all(|added| added.handle() != other.handle()));
        handles.extend(added);
    }

    fn lock(&self) -> Option<MappedMutexGuard<'_, Selected>> {
        MutexGuard::try_map(self.place.lock(), |place| match place {
            Place::Taken(selected) => Some(&mut **selected),
            Place::Empty | Place::Closed => None,
        })
        .ok()
    }
}

impl Selected {
    fn select_none(&mut self) {
        self.record.select(0, Telling::Event);
        self.sink = None;
    }

    fn tell(&self, news: &Events) {
        if let Some(sink) = &self.sink
            && !news.is_empty()
        {
            sink.tell(news);
        }
    }
}

impl Shared {
    /// The selection made here, unless another process has made one since: that ends it.
    fn selected(&self) -> Option<MappedMutexGuard<'_, Selected>> {
        let mut selected = self.network_events.lock()?;
        if self.common.get().is_none_or(|common| common.has_selected()) {
            return Some(selected);
        }
        selected.select_none();
        None
    }

    /// Records and tells an event that no edge shows; whether it is selected.
    pub(crate) fn note_event(&self, event: u32, code: i32) -> bool {
        if !self.state().is_selected() {
            return false;
        }
        let Some(mut selected) = self.selected() else { return false };
        let news = selected.record.note(event, code);
        selected.tell(&news);
        selected.record.selected() & event != 0
    }
}

impl Socket {
    pub(crate) fn select_events(&self, selection: Option<Selection>, handle: Handle) -> WsaResult<()> {
        self.settle_connect();
        let selection = selection.filter(|selection| selection.mask != 0);
        if selection.is_some() {
            self.watch_edges(handle, None)?;
        }
        let mut place = self.shared.network_events.place.lock();
        if let Place::Closed = *place {
            return Err(WsaError::WSAENOTSOCK);
        }
        self.shared.common.get().inspect(|common| common.select(selection.is_some()));
        self.update_state(|state| state.with_selection(selection.is_some()));
        if let Place::Empty = *place {
            let record = Record::default();
            *place = Place::Taken(Box::new(Selected { record, sink: None, handle, edges: 0, calm: false }));
        }
        let Place::Taken(selected) = &mut *place else { return Ok(()) };
        selected.handle = handle;
        selected.calm = false;
        match selection {
            None => selected.select_none(),
            Some(Selection { mask, sink }) => {
                selected.record.select(mask, sink.telling());
                selected.sink = Some(sink);
                self.look_and_tell(selected, false);
                if let Some(error) = self.failed_connect() {
                    let news = selected.record.connect_failed(error);
                    selected.tell(&news);
                }
            }
        }
        Ok(())
    }

    /// How the last connect has failed that did so after its call, until `SO_ERROR` or another connect takes it.
    fn failed_connect(&self) -> Option<WsaError> {
        let free = matches!(self.state().phase(), Phase::Fresh | Phase::Bound);
        if free { self.shared.emulated.lock().connect_error() } else { None }
    }

    pub(crate) fn event_selection(&self) -> Option<Selection> {
        if !self.state().is_selected() {
            return None;
        }
        let selected = self.shared.selected()?;
        Some(Selection { mask: selected.record.selected(), sink: selected.sink.clone()? })
    }

    pub(crate) fn enumerate_events(&self, reset: &mut dyn FnMut()) -> Events {
        let selected = self.shared.selected();
        reset();
        selected.map(|mut selected| selected.record.enumerate()).unwrap_or_default()
    }

    pub(crate) fn note_event(&self, event: u32, code: i32) {
        self.shared.note_event(event, code);
    }

    fn tell_selected(&self, news: impl FnOnce(&mut Record) -> Events) {
        if self.state().is_selected()
            && let Some(mut selected) = self.shared.selected()
        {
            let news = news(&mut selected.record);
            selected.tell(&news);
        }
    }

    /// An edge was heard, and overlapped operations had it first.
    #[cold]
    pub(crate) fn edge_of_selected(&self, edge: Edge) {
        self.settle_connect();
        if let Some(mut selected) = self.shared.selected() {
            selected.edges = selected.edges.wrapping_add(1);
            selected.calm &= !edge.more_behind;
            self.look_and_tell(&mut selected, true);
        }
    }

    /// The program did something that may have made conditions true which no edge shows.
    #[inline]
    pub(crate) fn conditions_changed(&self) {
        if self.state().is_selected() {
            self.re_enable(0, None);
        }
    }

    /// The socket begins to connect, or is about to get a connection.
    pub(crate) fn connection_begins(&self) {
        self.tell_selected(|record| {
            record.connection_begins();
            Events::default()
        });
    }

    /// A connect has failed after its call returned.
    pub(crate) fn tell_connect_failed(&self, error: WsaError) {
        self.tell_selected(|record| record.connect_failed(error));
    }

    /// Another open file is under the socket's number, which is not watched yet.
    pub(crate) fn watch_for_events(&self) {
        if self.state().is_selected() {
            let handle = self.shared.selected().map(|selected| selected.handle);
            // Without memory for the watch only calls tell.
            let _ = handle.map(|handle| self.watch_edges(handle, None));
        }
    }

    /// This handle is dead and others are open: edges are to come by one of those.
    pub(crate) fn leave_events_to_others(&self) {
        if !self.state().is_selected() {
            return;
        }
        let others = self.shared.network_events.handles.lock().clone();
        let take_over = |other: &Arc<dyn OtherSocket>| {
            visit(&**other, |socket| {
                if let Some(mut selected) = self.shared.selected() {
                    selected.handle = other.handle();
                }
                socket.watch_for_events();
                socket.conditions_changed();
            })
        };
        // Whoever closes that one meanwhile looks for another in turn.
        let _ = others.iter().find_map(take_over);
    }

    /// A receive on a socket with a selection.
    #[cold]
    pub(crate) fn receive_selected(
        &self,
        buffers: &[LentBuffer],
        flags: u32,
        receive: impl FnOnce() -> WsaResult<usize>,
    ) -> WsaResult<usize> {
        let before = self.edges_heard();
        let outcome = receive();
        let emptied = match outcome {
            Ok(received) => {
                let plain = flags == 0 && self.state().is_stream();
                plain && 0 < received && received < total_bytes(buffers)
            }
            Err(error) => error == WsaError::WSAEWOULDBLOCK,
        };
        let event = if flags & ws::MSG_OOB as u32 != 0 { OOB } else { READ };
        self.re_enable(event, before.filter(|_| emptied && event == READ));
        outcome
    }

    /// An accept on a socket with a selection. One that was put off leaves `FD_ACCEPT` as it is.
    #[cold]
    pub(crate) fn accept_selected<R>(&self, accept: impl FnOnce() -> WsaResult<R>) -> WsaResult<R> {
        let before = self.edges_heard();
        let outcome = accept();
        match &outcome {
            Err(WsaError::WSATRY_AGAIN) => {}
            Err(WsaError::WSAEWOULDBLOCK) => self.re_enable(ACCEPT, before),
            _ => self.re_enable(ACCEPT, None),
        }
        outcome
    }

    /// How a send ended.
    #[inline]
    pub(crate) fn note_send<R>(&self, outcome: WsaResult<R>) -> WsaResult<R> {
        if let Err(WsaError::WSAEWOULDBLOCK) = outcome
            && self.state().is_selected()
        {
            self.re_enable(WRITE, None);
        }
        outcome
    }

    /// A receive that may go on by itself was begun.
    #[inline]
    pub(crate) fn note_receive_begun<R>(&self, outcome: R) -> R {
        if self.state().is_selected() {
            self.re_enable(READ, None);
        }
        outcome
    }

    fn edges_heard(&self) -> Option<u32> {
        self.shared.selected().map(|selected| selected.edges)
    }

    /// After a call that re-enables `events`. `emptied_since`: it left nothing in the socket, and this was the count of
    /// edges before it.
    #[cold]
    fn re_enable(&self, events: u32, emptied_since: Option<u32>) {
        if let Some(mut selected) = self.shared.selected() {
            selected.record.enable(events);
            if !selected.calm || emptied_since != Some(selected.edges) {
                self.look_and_tell(&mut selected, false);
            }
        }
    }

    fn look_and_tell(&self, selected: &mut Selected, arrival: bool) {
        let facts = self.facts(selected);
        // The marker of a close may have answered.
        if let Some(facts) = facts
            && !self.cancellation.is_cancelled()
        {
            let news = selected.record.observe(&Facts { arrival, ..facts });
            selected.tell(&news);
        }
    }

    /// How the socket stands, as far as the record asks.
    fn facts(&self, selected: &mut Selected) -> Option<Facts> {
        let state = self.state();
        match state.phase() {
            Phase::Listening => {
                let acceptable = self.has_deferred() || self.poll_now(POLLIN)? & POLLIN != 0;
                Some(Facts { acceptable, ..Facts::default() })
            }
            Phase::Connected if state.is_stream() => self.facts_of_connection(state, selected),
            Phase::Bound | Phase::Connected if !state.is_stream() => self.facts_of_datagrams(state),
            _ => Some(Facts::default()),
        }
    }

    fn facts_of_connection(&self, state: State, selected: &mut Selected) -> Option<Facts> {
        let connected = !state.is_from_listener();
        let for_program =
            !state.is_receive_shut() && !self.has_receives_before(0) && !self.awaits_first_data();
        if selected.calm && !selected.record.awaits(WRITE) && !selected.record.awaits(CONNECT) {
            let unread =
                if for_program && selected.record.selected() & READ != 0 { self.unread() } else { 0 };
            return Some(Facts { connected, readable: unread > 0, unread, ..Facts::default() });
        }
        let found = self.poll_now(POLLIN | POLLOUT | POLLPRI | POLLRDHUP)?;
        let has = |bits: u32| found & bits != 0;
        let ended = has(POLLRDHUP | POLLHUP | POLLERR);
        selected.calm = !ended && !has(POLLPRI);
        let (readable, end) = if ended { self.behind_the_end(state, found)? } else { (has(POLLIN), None) };
        Some(Facts {
            connected,
            readable: readable && for_program,
            unread: if readable { self.unread() } else { 0 },
            writable: has(POLLOUT) && !has(POLLHUP | POLLERR) && !state.is_send_shut(),
            urgent: has(POLLPRI) && !state.is_urgent_inline(),
            end,
            shut: state.is_send_shut() && state.is_receive_shut(),
            ..Facts::default()
        })
    }

    /// Whether data is left before the connection's end, and the end if not.
    fn behind_the_end(&self, state: State, found: u32) -> Option<(bool, Option<End>)> {
        let failed = |state: State| state.failure().map(|error| (false, Some(End::Failed(error))));
        if let Some(failed) = failed(state) {
            return Some(failed);
        }
        if found & POLLERR == 0 && state.has_peer_ended() {
            return Some((false, Some(End::Graceful)));
        }
        let mut byte = [0u8];
        let room = [LentBuffer { base: byte.as_mut_ptr(), len: 1 }];
        let peeked = loop {
            match socket_raw::receive_stream(self.fd(), &room, net::MSG_PEEK | net::MSG_DONTWAIT) {
                Err(Errno::INTR) => {}
                peeked => break peeked,
            }
        };
        if self.cancellation.is_cancelled() {
            return None;
        }
        match peeked {
            // It cannot be received any more.
            Ok(received) if received.bytes > 0 && state.is_receive_shut() => {
                Some((false, Some(End::Graceful)))
            }
            Ok(received) if received.bytes > 0 => Some((true, None)),
            // Both directions are over although we have not ended ours: another call was told why.
            Ok(_) if found & POLLHUP != 0 && !state.is_send_shut() => {
                failed(self.state()).or(Some((false, Some(End::Failed(WsaError::WSAECONNRESET)))))
            }
            Ok(_) => Some((false, Some(End::Graceful))),
            Err(Errno::AGAIN) => Some((false, None)),
            Err(errno) => {
                // The kernel forgets what it has told once: later calls learn it from the state word.
                if self.ended(errno) != WsaError::WSAECONNRESET {
                    self.update_state(|state| state.ended_by(WsaError::WSAECONNABORTED));
                }
                failed(self.state())
            }
        }
    }

    fn facts_of_datagrams(&self, state: State) -> Option<Facts> {
        let found = self.poll_now(POLLIN | POLLOUT)?;
        let report = found & POLLERR != 0 && self.tells_of_errors();
        let for_program = !state.is_receive_shut() && !self.has_receives_before(0);
        let readable = (found & POLLIN != 0 || report) && for_program;
        Some(Facts {
            connected: state.phase() == Phase::Connected,
            readable,
            unread: if readable { queue::receive_memory(self.fd()).map_or(0, u64::from) } else { 0 },
            writable: found & POLLOUT != 0 && !state.is_send_shut(),
            ..Facts::default()
        })
    }

    fn unread(&self) -> u64 {
        queue::unread_bytes(self.fd()).map_or(0, u64::from)
    }

    fn poll_now(&self, events: u32) -> Option<u32> {
        let mut entry = [PollEntry { fd: self.fd().as_raw_fd(), events: events as u16, revents: 0 }];
        poll::wait(&mut entry, Some(Duration::ZERO)).ok()?;
        Some(entry[0].revents.into())
    }
}
