//! `AcceptEx`: a listener's connection comes into a socket that the program made before.
//!
//! The accepted descriptor is put under the number of the waiting socket's own, so whoever has that socket
//! pinned stays right. First data is awaited at the socket that took the connection: a peer that sends nothing
//! must not keep the listener from serving others. The listener remembers such operations, for its close ends
//! them too.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use parking_lot::Mutex;
use win32_wait::blocking;
use win32_wait::completion::{Completion, Lent, Outcome, Which};
use win32_wait::handle_table::Handle;
use ws2_engine::overlapped::{self as engine, Attempt};
use ws2_engine::state::{Phase, State};
use ws2_spi::overlapped::{AddressesSlot, Begun, OtherSocket};
use ws2_spi::{LentBuffer, ProviderSocket};
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::{AsFd, OwnedFd, socket_raw, wakeup};
use ws2_types::{WsaError, WsaResult};

use super::lane::Locked;
use super::receive::{Reading, Receive};
use super::{Inbound, InboundWork, Turn, aborted, refuse};
use crate::socket::Socket;

/// An accept that waits for a connection.
pub(super) struct Accept {
    pub(super) acceptor: Arc<dyn OtherSocket>,
    pub(super) first_data: Option<LentBuffer>,
    pub(super) addresses: Box<dyn AddressesSlot>,
}

/// Where the accept that waits for a socket is queued.
pub(super) struct AwaitedFrom {
    listener: Arc<dyn OtherSocket>,
    overlapped: usize,
}

/// Accepts that have their connection but no data: the socket each waits at, and its OVERLAPPED.
pub(super) type HandedOn = Mutex<Vec<(Arc<dyn OtherSocket>, usize)>>;

/// An accept that waits for data.
pub(super) struct FirstData {
    pub(super) receive: Receive,
    handed_on: Arc<HandedOn>,
}

impl FirstData {
    pub(super) fn forget(&self, overlapped: usize) {
        self.handed_on.lock().retain(|(_, other)| *other != overlapped);
    }
}

/// The OVERLAPPED by which an accept is known; there is no accept without one.
pub(super) fn overlapped_of(completion: &Completion) -> usize {
    completion.lent().map_or(0, Lent::addr)
}

/// The socket that was to take a connection is its own again, if it still waits.
pub(super) fn release(acceptor: &dyn OtherSocket) {
    visit(acceptor, |acceptor| {
        if acceptor.state().phase() == Phase::Accepting {
            *acceptor.overlapped.awaited_from.lock() = None;
            acceptor.update_state(State::accept_failed);
        }
    });
}

/// Shows a socket of this provider to `call`; `None`: the handle is closed, or it is another provider's.
pub(crate) fn visit<R>(other: &dyn OtherSocket, mut call: impl FnMut(&Socket) -> R) -> Option<R> {
    let mut answer = None;
    other.visit(&mut |socket: &dyn ProviderSocket| {
        let socket: &dyn Any = socket;
        answer = socket.downcast_ref().map(&mut call);
    });
    answer
}

impl Socket {
    pub(super) fn begin_accept(
        &self,
        listener: Arc<dyn OtherSocket>,
        accept: Accept,
        completion: Completion,
        handle: Handle,
    ) -> WsaResult<Begun> {
        let acceptor = Arc::clone(&accept.acceptor);
        let overlapped = overlapped_of(&completion);
        let claimed = self.state().check_accept().and_then(|()| {
            let claim = visit(&*acceptor, |socket| self.claim(socket, &listener, overlapped));
            claim.unwrap_or(Err(WsaError::WSAENOTSOCK))
        });
        if let Err(error) = claimed {
            return refuse(completion, error);
        }
        let begun = self.begin_inbound(Ok(InboundWork::Accept(Box::new(accept))), completion, handle);
        match begun {
            Err(_) => release(&*acceptor),
            // A close of the acceptor that came before the operation was queued has not found it.
            Ok(Begun::Pending) if !acceptor.visit(&mut |_| {}) => {
                self.cancel_overlapped(Which::At(overlapped));
            }
            Ok(_) => {}
        }
        begun
    }

    /// Takes an unused socket for an accept.
    fn claim(&self, acceptor: &Socket, listener: &Arc<dyn OtherSocket>, overlapped: usize) -> WsaResult<()> {
        if acceptor.shared.family != self.shared.family || acceptor.is_duplicated() {
            return Err(WsaError::WSAEINVAL);
        }
        let before = acceptor.update_state(|state| match state.check_accept_into() {
            Ok(()) => state.in_phase(Phase::Accepting),
            Err(_) => state,
        });
        before.check_accept_into()?;
        let from = AwaitedFrom { listener: Arc::clone(listener), overlapped };
        *acceptor.overlapped.awaited_from.lock() = Some(Box::new(from));
        Ok(())
    }

    /// One look for a connection, which goes into the socket that waits for it.
    pub(super) fn accept_once(&self, accept: &mut Accept) -> Attempt<Turn> {
        let attempt = visit(&*accept.acceptor, |acceptor| {
            let (fd, peer) = match self.connection_at_hand() {
                Ok(connection) => connection,
                Err(Errno::AGAIN) => return Attempt::MustWait,
                Err(errno) => return Attempt::Ended(Err(WsaError::from(errno))),
            };
            let local = socket_raw::local_address(fd.as_fd()).map_err(WsaError::from);
            Attempt::Ended(local.and_then(|local| {
                acceptor.adopt(fd, self, accept.first_data.is_some())?;
                accept.addresses.fill(&local.into_windows(), &peer.into_windows());
                Ok(())
            }))
        });
        match attempt {
            Some(Attempt::MustWait) => Attempt::MustWait,
            Some(Attempt::Ended(Ok(()))) if accept.first_data.is_some() => Attempt::Ended(Turn::HandOn),
            Some(Attempt::Ended(Ok(()))) => Attempt::Ended(Turn::Ended(Outcome::done(0, 0))),
            Some(Attempt::Ended(Err(error))) => Attempt::Ended(Turn::Ended(Outcome::failed(error))),
            None => Attempt::Ended(Turn::Ended(aborted())),
        }
    }

    /// Takes over an accepted connection. Its first data may be for the accept, which is not in this socket's queue yet.
    fn adopt(&self, fd: OwnedFd, listener: &Socket, awaits_first_data: bool) -> WsaResult<()> {
        let mut inbound = self.overlapped.inbound.lock();
        self.overlapped.awaits_first_data.store(awaits_first_data, Ordering::Release);
        self.put_in_place(fd, &mut inbound)?;
        *self.overlapped.awaited_from.lock() = None;
        self.offer_context(listener);
        self.note_connect_time();
        self.connection_begins();
        let urgent_inline = listener.state().is_urgent_inline();
        self.update_state(|state| state.accepted_into().with_urgent_inline(urgent_inline));
        blocking::came_to_life();
        self.conditions_changed();
        Ok(())
    }

    /// Puts a new open file under the socket's number, in place of one that nobody needs any more. The caller holds
    /// the lock until the state says so too: a receive that looks under it meets the one or the other.
    pub(super) fn put_in_place(&self, fd: OwnedFd, inbound: &mut Locked<'_, Inbound>) -> WsaResult<()> {
        let is_observed = self.shared.observers.any();
        self.overlapped
            .binding
            .replace(self.fd(), is_observed, || socket_raw::replace(self.fd(), fd.as_fd()))?;
        inbound.transport_changed();
        if self.cancellation.is_cancelled() {
            // The close has put the marker there, and those inside rely on it.
            if let Ok(marker) = wakeup::marker() {
                let _ = socket_raw::replace(self.fd(), marker);
            }
            return Err(WsaError::WSA_OPERATION_ABORTED);
        }
        self.watch_for_events();
        Ok(())
    }

    /// Moves an accept whose connection is there to the socket that took it, to wait for data.
    pub(super) fn hand_on(&self, op: Inbound) {
        let Inbound { work: InboundWork::Accept(accept), completion } = op else { return };
        let Accept { acceptor, first_data, .. } = *accept;
        let handed_on = Arc::clone(self.overlapped.handed_on.lock().get_or_insert_default());
        handed_on.lock().push((Arc::clone(&acceptor), overlapped_of(&completion)));
        let receive =
            Receive { buffers: first_data.into_iter().collect(), flags: net::MSG_DONTWAIT, from: None };
        let work = InboundWork::FirstData(Box::new(FirstData { receive, handed_on: Arc::clone(&handed_on) }));
        let mut op = Some(Inbound { work, completion });
        visit(&*acceptor, |socket| {
            op = op.take().and_then(|op| socket.await_first_data(op, acceptor.handle()));
        });
        if let Some(op) = op {
            self.end_inbound(op, aborted());
        }
    }

    /// The operation comes back when this socket was closed meanwhile.
    fn await_first_data(&self, mut op: Inbound, handle: Handle) -> Option<Inbound> {
        let mut queue = self.overlapped.inbound.lock();
        if queue.is_closed() {
            return Some(op);
        }
        let mut reading = Reading::default();
        let begun = queue.begin(|| self.inbound_turn(&mut op.work, &mut reading));
        reading.note(&mut queue);
        match begun {
            Ok(engine::Begun::Ended(Turn::Ended(outcome))) => {
                drop(queue);
                self.first_data_is_queued();
                self.end_inbound(op, outcome);
            }
            Ok(_) | Err(_) => match self.watched(&mut queue, handle) {
                Ok(()) => {
                    queue.join(op);
                    drop(queue);
                    self.first_data_is_queued();
                }
                Err(error) => {
                    drop(queue);
                    self.drop_connection();
                    self.end_inbound(op, Outcome::failed(error));
                }
            },
        }
        None
    }

    /// From here on the queue says who comes first. What the accept has left in the socket is the program's to receive.
    fn first_data_is_queued(&self) {
        self.overlapped.awaits_first_data.store(false, Ordering::Release);
        self.conditions_changed();
    }

    /// Whether data that comes is for an accept.
    pub(crate) fn awaits_first_data(&self) -> bool {
        self.overlapped.awaits_first_data.load(Ordering::Acquire)
    }

    /// Ends accepts of this listener that wait for data; answers how many.
    pub(super) fn cancel_handed_on(&self, which: Which) -> usize {
        let Some(handed_on) = self.overlapped.handed_on.lock().clone() else { return 0 };
        let waiting: Vec<_> =
            handed_on.lock().iter().map(|(acceptor, addr)| (Arc::clone(acceptor), *addr)).collect();
        let cancel = |(acceptor, addr): &(Arc<dyn OtherSocket>, usize)| {
            let chosen =
                |completion: &Completion| Which::At(*addr).includes(completion) && which.includes(completion);
            visit(&**acceptor, |acceptor| acceptor.cancel_own(chosen)).unwrap_or(0)
        };
        waiting.iter().map(cancel).sum()
    }

    /// Ends the accept that was to give this socket a connection.
    pub(super) fn cancel_awaited(&self) {
        let from = self.overlapped.awaited_from.lock().take();
        if let Some(from) = from {
            visit(&*from.listener, |listener| listener.cancel_overlapped(Which::At(from.overlapped)));
        }
    }
}
