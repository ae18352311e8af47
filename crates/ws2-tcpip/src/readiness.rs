//! What `select` and `WSAPoll` see of a socket.

use ws2_engine::state::{Phase, State};
use ws2_spi::readiness::{Interest, Readiness, Watch};
use ws2_sys::poll::{POLLERR, POLLHUP, POLLIN, POLLOUT, POLLPRI, POLLRDHUP};
use ws2_sys::{AsRawFd, queue};

use crate::socket::Socket;

/// What the kernel found of a descriptor.
#[derive(Clone, Copy)]
struct Revents(u16);

impl Revents {
    fn has(self, bits: u32) -> bool {
        u32::from(self.0) & bits != 0
    }

    fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Socket {
    pub(crate) fn watch(&self, interest: Interest) -> Watch {
        let state = self.state();
        let phase = state.phase();
        let can_be_ready = match phase {
            _ if !state.is_stream() => interest.readable || interest.writable,
            // The kernel calls such a socket hung up and writable; to Windows it is not ready for anything.
            Phase::Fresh | Phase::Bound | Phase::Accepting => false,
            Phase::Listening => !self.has_deferred(),
            Phase::Connecting | Phase::Connected => true,
        };
        if !can_be_ready {
            return Watch::TOLD;
        }
        let mut events = 0;
        if interest.readable {
            events |= POLLIN;
        }
        if interest.readable || interest.peer_end {
            events |= POLLRDHUP;
        }
        if interest.writable {
            events |= POLLOUT;
        }
        if interest.exceptional && state.is_stream() && !state.is_urgent_inline() {
            events |= POLLPRI;
        }
        Watch { fd: self.fd().as_raw_fd(), events: events as u16 }
    }

    pub(crate) fn readiness(&self, revents: u16) -> Readiness {
        let revents = Revents(revents);
        let state = self.state();
        match state.phase() {
            _ if !state.is_stream() => self.datagram_readiness(revents),
            // A failure is there until `SO_ERROR` or the next connect takes it.
            Phase::Fresh | Phase::Bound | Phase::Accepting => {
                let connect_failed = self.shared.emulated.lock().connect_error().is_some();
                Readiness { connect_failed, ask_again: true, ..Default::default() }
            }
            Phase::Listening => {
                let readable = revents.has(POLLIN) || self.has_deferred();
                Readiness {
                    readable,
                    unread: readable,
                    listening: true,
                    ask_again: true,
                    ..Default::default()
                }
            }
            Phase::Connecting if revents.has(POLLERR) => {
                Readiness { connect_failed: true, ..Default::default() }
            }
            // The kernel's part has not begun yet, or another thread is about to learn how it ended.
            Phase::Connecting if revents.has(POLLHUP) => Readiness { ask_again: true, ..Default::default() },
            Phase::Connecting if revents.is_empty() => Readiness::default(),
            Phase::Connecting | Phase::Connected => self.connection_readiness(state, revents),
        }
    }

    fn connection_readiness(&self, state: State, revents: Revents) -> Readiness {
        let failed = revents.has(POLLERR) || revents.has(POLLHUP) && state.has_failed();
        let hung_up = revents.has(POLLHUP | POLLRDHUP) || failed;
        let readable = revents.has(POLLIN) || hung_up;
        // At the end the kernel calls a socket readable with and without data, and a reset takes the data away.
        let unread =
            readable && (!hung_up || !failed && queue::unread_bytes(self.fd()).is_ok_and(|bytes| bytes > 0));
        Readiness {
            readable,
            unread,
            writable: revents.has(POLLOUT),
            urgent: revents.has(POLLPRI) && !state.is_urgent_inline(),
            hung_up,
            failed,
            over: revents.has(POLLHUP),
            connected: !state.is_from_listener(),
            ..Default::default()
        }
    }

    /// An unreachable port makes the next receive fail, if the program wants to know of it.
    fn datagram_readiness(&self, revents: Revents) -> Readiness {
        let report = revents.has(POLLERR) && self.tells_of_errors();
        let readable = revents.has(POLLIN) || report;
        Readiness {
            readable,
            unread: readable,
            writable: revents.has(POLLOUT) || report,
            ask_again: true,
            ..Default::default()
        }
    }
}
