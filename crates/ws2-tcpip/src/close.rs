//! `closesocket` in the kernel: the engine decides, this file carries it out.
//!
//! Order matters. Facts and decision come first, because `WSAEWOULDBLOCK` must leave everything as it was.
//! Then the handle dies, then calls in progress end, then the wire sees the close. The descriptor itself goes
//! when the last call inside has let go of the socket.
//!
//! A lingering close of a thread with a blocking hook is the exception: the program may cancel it, and then still needs
//! the handle. So it waits first.

use std::time::Duration;

use win32_wait::blocking::{BlockingCall, hook};
use ws2_engine::close::{self, CloseFacts, Connection, Decision, Lingering, Step};
use ws2_engine::linger::LingerMode;
use ws2_engine::state::ShutdownHow;
use ws2_spi::CloseHandle;
use ws2_sys::errno::{Errno, SysResult};
use ws2_sys::interruptible_raw::Interruption;
use ws2_sys::linux::net;
use ws2_sys::poll::{self, PollEntry, StateEdge};
use ws2_sys::queue::TcpState;
use ws2_sys::{AsFd, AsRawFd, BorrowedFd, OwnedFd, clock, queue, socket_raw, wakeup};
use ws2_types::WsaResult;

use crate::socket::{Left, Socket};

impl Socket {
    pub(crate) fn close(&self, handle: &mut dyn CloseHandle) -> WsaResult<()> {
        self.settle_connect();
        let facts = self.close_facts();
        let waited = match close::decide(&facts)? {
            Decision::Linger(time) if hook::installed().is_some() => Some(self.linger_cancellably(time)?),
            _ => None,
        };
        let others = handle.withdraw()?;
        // Two handles of one socket may be closed at once: only the one that counts down to none is the last.
        let Left { last_here, last: last_reference } = self.shared.leave();
        let decision = match waited {
            Some(decision) if last_reference => decision,
            _ => close::decide(&CloseFacts { last_reference, ..facts }).unwrap_or(Decision::Release),
        };
        if last_here {
            self.shared.network_events.close();
        }
        self.abort_overlapped();
        self.shared.observers.tell();
        if !last_reference {
            // The open file lives on: the kernel would go on telling its edges under this descriptor's number.
            self.overlapped.binding.unwatch(self.fd());
            if last_here {
                self.shared.common.get().inspect(|common| common.withdraw_selection());
            } else {
                self.leave_events_to_others();
            }
        }
        if others == 0 {
            carry_out(self.fd(), decision, self.fin_is_queued());
            return Ok(());
        }
        // From here on nobody inside believes what the descriptor says; see `win32_wait::blocking`.
        self.cancellation.mark();
        match self.cut_off() {
            Ok(real) => {
                self.cancellation.interrupt();
                carry_out(real.as_fd(), decision, self.fin_is_queued());
            }
            Err(_) => self.close_in_place(decision),
        }
        Ok(())
    }

    /// # Errors
    /// `WSAEINTR`: the thread's blocking hook cancelled the close. Nothing but another close is left to do with the
    /// socket, which has sent its FIN.
    fn linger_cancellably(&self, time: Duration) -> WsaResult<Decision> {
        self.abort_overlapped();
        let mut fin_is_queued = self.fin_is_queued();
        linger(self.fd(), time, &mut fin_is_queued).inspect_err(|_| {
            let how = if fin_is_queued { ShutdownHow::Both } else { ShutdownHow::Receive };
            self.update_state(|state| state.shut(how));
        })
    }

    /// Keeps calls that have not reached the kernel yet from the connection, which lives on in the answer.
    fn cut_off(&self) -> SysResult<OwnedFd> {
        let marker = wakeup::marker()?;
        let real = socket_raw::duplicate(self.fd())?;
        self.put_marker(marker)?;
        Ok(real)
    }

    /// Without a second descriptor the connection ends under the number that the calls inside use too. One that
    /// is only on its way into the kernel is met by the second interrupt, or by the marker.
    fn close_in_place(&self, decision: Decision) {
        self.cancellation.interrupt();
        carry_out(self.fd(), decision, self.fin_is_queued());
        if let Ok(marker) = wakeup::marker() {
            // This gives the connection up, so the kernel now finishes it.
            let _ = self.put_marker(marker);
        }
        self.cancellation.interrupt();
    }

    /// A call inside may have begun to watch the open file meanwhile, which lives on if there are other handles: the
    /// kernel would go on telling its edges to this one.
    fn put_marker(&self, marker: BorrowedFd<'_>) -> SysResult<()> {
        self.overlapped.binding.replace(self.fd(), false, || socket_raw::replace(self.fd(), marker))
    }

    fn close_facts(&self) -> CloseFacts {
        let state = self.state();
        let linger = self.linger().mode();
        let connection = if state.has_connection() { self.connection_facts(linger) } else { None };
        CloseFacts {
            connection,
            linger,
            blocking: state.is_blocking(),
            last_reference: self.shared.has_one_handle(),
        }
    }

    fn connection_facts(&self, linger: LingerMode) -> Option<Connection> {
        // A hard close asks nobody; spare the system calls.
        let (unacknowledged_bytes, unread_bytes) = match linger {
            LingerMode::Hard => (0, 0),
            // Nothing is unread and nothing more can come to disturb what is still queued.
            LingerMode::Off if self.state().has_peer_ended() => (0, 0),
            _ if queue::is_certainly_idle(self.fd()) => (0, 0),
            _ => {
                let left = data_left(self.fd(), self.fin_is_queued())?;
                (left, queue::unread_bytes(self.fd()).unwrap_or(0))
            }
        };
        Some(Connection { transport: close::TCP, unacknowledged_bytes, unread_bytes })
    }

    fn fin_is_queued(&self) -> bool {
        self.state().is_send_shut()
    }
}

/// Data bytes not acknowledged; `None` once the connection is over. The kernel counts a queued FIN as one more
/// byte, and goes on counting after a reset.
fn data_left(fd: BorrowedFd<'_>, fin_is_queued: bool) -> Option<u32> {
    let left = queue::unacknowledged_bytes(fd).ok()?.saturating_sub(u32::from(fin_is_queued));
    let over = left > 0 && queue::tcp_state(fd) == Ok(TcpState::Closed);
    (!over).then_some(left)
}

fn carry_out(fd: BorrowedFd<'_>, decision: Decision, fin_is_queued: bool) {
    match decision {
        Decision::Release => {}
        Decision::Background { discard_input } => release_gracefully(fd, discard_input),
        Decision::Abort => abort(fd),
        Decision::Linger(time) => {
            // The handle is gone, so whoever cancels this leaves the rest to the kernel.
            let cancelled = Decision::Background { discard_input: true };
            let end = linger(fd, time, &mut { fin_is_queued }).unwrap_or(cancelled);
            carry_out(fd, end, true);
        }
    }
}

/// After this the kernel alone sends queue and FIN once the descriptor goes.
pub(crate) fn release_gracefully(fd: BorrowedFd<'_>, discard_input: bool) {
    if discard_input && queue::discard_input(fd).is_err() {
        // No filter to be had (a sandbox, perhaps): at least what is queued now must not cause a reset.
        let _ = socket_raw::shutdown(fd, net::SHUT_WR);
        queue::drop_unread(fd);
    }
}

pub(crate) fn abort(fd: BorrowedFd<'_>) {
    let _ = socket_raw::disconnect(fd);
}

/// Sends the FIN, unless it has to wait, and waits for the acknowledgement of all data. Answers how the connection is
/// to end.
///
/// # Errors
/// `WSAEINTR`: the thread's blocking hook cancelled the wait.
fn linger(fd: BorrowedFd<'_>, time: Duration, fin_is_queued: &mut bool) -> WsaResult<Decision> {
    // A peer that waits for us to read must not wait for ever.
    queue::drop_unread(fd);
    // Once our FIN is queued behind the peer's, the kernel can no longer send a reset (LAST_ACK); so then the
    // FIN waits for the data.
    if !*fin_is_queued && queue::tcp_state(fd) != Ok(TcpState::PeerHasFinished) {
        let _ = socket_raw::shutdown(fd, net::SHUT_WR);
        *fin_is_queued = true;
    }
    let edge = StateEdge::watch(fd);
    let mut lingering = Lingering::begin(clock::monotonic(), time);
    // Nothing but an APC and the thread's hook interrupts the wait, which then goes on (C13).
    let mut call = BlockingCall::on_no_object();
    loop {
        let left = data_left(fd, *fin_is_queued);
        match lingering.step(clock::monotonic(), left) {
            Step::Wait(_) if call.run_callbacks()? => {}
            Step::Wait(pause) => {
                let pause = call.patience(Some(pause)).unwrap_or(pause);
                call.in_kernel(|interruption| wait_for_change(fd, &edge, pause, interruption));
            }
            Step::Finish => return Ok(Decision::Background { discard_input: true }),
            Step::Abort => return Ok(Decision::Abort),
        }
    }
}

fn wait_for_change(
    fd: BorrowedFd<'_>,
    edge: &SysResult<StateEdge>,
    pause: Duration,
    interruption: Interruption<'_>,
) {
    let woken = match edge {
        Ok(edge) => edge.wait(pause, interruption),
        // No descriptor left for an edge: errors and hang-ups still wake, the rest is found at the next look.
        Err(_) => {
            let mut entry = [PollEntry { fd: fd.as_raw_fd(), events: 0, revents: 0 }];
            poll::wait_interruptibly(&mut entry, Some(pause), interruption).map(drop)
        }
    };
    // An interrupt only means to look again.
    let _: Result<(), Errno> = woken;
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use win32_wait::handle_table::{Handle, Object, handles};
    use ws2_engine::network_events::Telling;
    use ws2_spi::network_events::{EventSink, Events, Selection};
    use ws2_spi::overlapped::OtherSocket;
    use ws2_spi::{ProviderSocket, SocketRequest};
    use ws2_types::abi::winsock as ws;

    use super::*;

    struct Nobody;

    impl Object for Nobody {
        fn close(&self, _handle: Handle) -> WsaResult<()> {
            Ok(())
        }
    }

    impl EventSink for Nobody {
        fn telling(&self) -> Telling {
            Telling::Event
        }

        fn tell(&self, _events: &Events) {}
    }

    /// A close that finds one call inside.
    struct OneInside;

    impl CloseHandle for OneInside {
        fn withdraw(&mut self) -> WsaResult<usize> {
            Ok(1)
        }
    }

    /// Stands for the call inside: it is asked for in the midst of the close.
    struct Inside(Arc<Socket>, Handle);

    impl OtherSocket for Inside {
        fn handle(&self) -> Handle {
            self.1
        }

        fn visit(&self, _visit: &mut dyn FnMut(&dyn ProviderSocket)) -> bool {
            let _ = self.0.watch_edges(self.1, None);
            true
        }
    }

    #[test]
    fn a_watch_begun_in_the_midst_of_a_close_does_not_outlive_it() {
        let (family, kind) = (ws::AF_INET.into(), ws::SOCK_STREAM);
        let closed = Arc::new(Socket::open(SocketRequest { family, kind, protocol: 0 }).unwrap());
        let _other = closed.duplicate().unwrap();
        let handle = || handles().insert(Arc::new(Nobody)).unwrap();
        let selection = Selection { mask: ws::FD_READ, sink: Arc::new(Nobody) };
        closed.select_events(Some(selection), handle()).unwrap();
        let inside = || Arc::new(Inside(Arc::clone(&closed), handle())) as Arc<dyn OtherSocket>;
        closed.handles_added([inside(), inside()]);
        assert!(closed.overlapped.binding.is_watched());
        Socket::close(&closed, &mut OneInside).unwrap();
        assert!(!closed.overlapped.binding.is_watched());
    }
}
