//! What `select` and `WSAPoll` see of a socket.

use ws2_engine::state::Phase;
use ws2_spi::readiness::{Interest, Readiness, Watch};
use ws2_sys::AsRawFd;
use ws2_sys::poll::{POLLERR, POLLHUP, POLLIN, POLLOUT, POLLPRI, POLLRDHUP};

use crate::socket::Socket;

impl Socket {
    pub(crate) fn watch(&self, interest: Interest) -> Watch {
        let state = self.state();
        let idle_stream =
            state.is_stream() && matches!(state.phase(), Phase::Fresh | Phase::Bound | Phase::Accepting);
        if idle_stream {
            // The kernel calls such a socket hung up and writable; to Windows it is not ready for anything.
            return Watch { fd: -1, events: 0 };
        }
        let mut events = 0;
        if interest.readable {
            events |= POLLIN;
        }
        if interest.readable || interest.peer_end {
            events |= POLLRDHUP;
        }
        if interest.writable || state.phase() == Phase::Connecting {
            events |= POLLOUT;
        }
        if interest.exceptional {
            events |= POLLPRI;
        }
        Watch { fd: self.fd().as_raw_fd(), events: events as u16 }
    }

    pub(crate) fn readiness(&self, revents: u16) -> Readiness {
        let has = |bits: u32| u32::from(revents) & bits != 0;
        let state = self.state();
        match state.phase() {
            Phase::Connecting if has(POLLERR | POLLHUP) => {
                Readiness { connect_failed: true, ..Default::default() }
            }
            Phase::Connecting if !has(POLLOUT) => Readiness::default(),
            Phase::Listening => {
                let readable = has(POLLIN) || self.has_deferred();
                Readiness { readable, listening: true, ..Default::default() }
            }
            phase => Readiness {
                readable: has(POLLIN | POLLHUP | POLLERR | POLLRDHUP),
                writable: has(POLLOUT),
                urgent: has(POLLPRI),
                connect_failed: false,
                hung_up: has(POLLHUP | POLLRDHUP),
                failed: has(POLLERR),
                over: has(POLLHUP),
                listening: false,
                connected: state.is_stream()
                    && !state.is_from_listener()
                    && matches!(phase, Phase::Connecting | Phase::Connected),
            },
        }
    }
}
