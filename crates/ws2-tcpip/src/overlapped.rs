//! Overlapped sends and receives on a kernel socket.
//!
//! The engine's queues decide whose turn it is; here one turn is one system call that never waits. A call that
//! took less than it had room for has emptied the socket, so the next operation waits for an edge without a
//! system call. Locks: each direction has one; completions are finished under it, in order, and take only
//! leaf locks.

use parking_lot::Mutex;
use win32_wait::binding::Binding;
use win32_wait::completion::{Completion, Outcome, Which};
use win32_wait::handle_table::Handle;
use ws2_engine::overlapped::{self as engine, Attempt, Operations};
use ws2_engine::state::{Phase, State};
use ws2_spi::WindowsAddress;
use ws2_spi::overlapped::{Begun, Buffers, Operation, SenderSlot};
use ws2_sys::address::KernelAddress;
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::poller::Edge;
use ws2_sys::socket_raw::{self, LentBuffer};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::data::{advance, kernel_receive_flags, kernel_send_flags, total_bytes};
use crate::socket::Socket;

/// The overlapped side of one handle.
#[derive(Default)]
pub(crate) struct Overlapped {
    pub(crate) binding: Binding,
    inbound: Mutex<Operations<Inbound>>,
    outbound: Mutex<Operations<Outbound>>,
}

struct Inbound {
    buffers: Buffers,
    flags: u32,
    from: Option<Box<dyn SenderSlot>>,
    completion: Completion,
}

struct Outbound {
    rest: Buffers,
    flags: u32,
    to: Option<KernelAddress>,
    sent: usize,
    completion: Completion,
}

impl Socket {
    pub(crate) fn begin(
        &self,
        operation: Operation,
        completion: Completion,
        handle: Handle,
    ) -> WsaResult<Begun> {
        match operation {
            Operation::Send { buffers, flags, to } => match self.outbound(flags, to.as_deref()) {
                Ok((flags, to)) => {
                    self.begin_send(Outbound { rest: buffers, flags, to, sent: 0, completion }, handle)
                }
                Err(error) => refuse(completion, error),
            },
            Operation::Receive { buffers, flags, from } => {
                // Overlapped calls never wait, whatever the socket's mode.
                let state = self.state().with_nonblocking(true);
                let checked = self.checked(State::check_receive);
                match checked.and_then(|()| kernel_receive_flags(flags, state)) {
                    Ok(flags) => self.begin_receive(Inbound { buffers, flags, from, completion }, handle),
                    Err(error) => refuse(completion, error),
                }
            }
        }
    }

    fn outbound(&self, flags: u32, to: Option<&[u8]>) -> WsaResult<(u32, Option<KernelAddress>)> {
        let named = to.filter(|_| !self.state().is_stream());
        self.checked(if named.is_some() { State::check_send_to } else { State::check_send })?;
        let to = named.map(|to| self.kernel_address(to)).transpose()?;
        Ok((kernel_send_flags(flags)? | net::MSG_DONTWAIT, to))
    }

    fn checked(&self, check: fn(State) -> WsaResult<()>) -> WsaResult<()> {
        check(self.state()).or_else(|refusal| self.settled(refusal, check))
    }

    fn begin_receive(&self, op: Inbound, handle: Handle) -> WsaResult<Begun> {
        let mut queue = self.overlapped.inbound.lock();
        let mut drained = false;
        let begun = queue.begin(op, |op| self.receive_once(op, &mut drained));
        if drained {
            queue.ran_dry();
        }
        match begun {
            Ok(engine::Begun::Ended(op, outcome)) => ended_at_once(op.completion, outcome),
            Ok(engine::Begun::Pending) => self.watched(handle),
            Err(error) => Err(error),
        }
    }

    fn begin_send(&self, op: Outbound, handle: Handle) -> WsaResult<Begun> {
        let mut queue = self.overlapped.outbound.lock();
        match queue.begin(op, |op| self.send_on(op))? {
            engine::Begun::Ended(op, outcome) => ended_at_once(op.completion, outcome),
            engine::Begun::Pending => self.watched(handle),
        }
    }

    /// The first operation that must wait has the socket watched; an edge that is there already is told at once.
    fn watched(&self, handle: Handle) -> WsaResult<Begun> {
        // Without memory for the watch the operation waits until the socket is closed.
        self.overlapped.binding.watch(self.fd(), handle)?;
        Ok(Begun::Pending)
    }

    pub(crate) fn on_edge(&self, edge: Edge) {
        if edge.readable {
            let mut drained = false;
            let mut queue = self.overlapped.inbound.lock();
            if edge.more_behind {
                queue.more_behind();
            }
            queue
                .go_on(|op| self.receive_once(op, &mut drained), |op, outcome| op.completion.finish(outcome));
            if drained {
                queue.ran_dry();
            }
        }
        if edge.writable {
            let mut queue = self.overlapped.outbound.lock();
            queue.go_on(|op| self.send_on(op), |op, outcome| op.completion.finish(outcome));
        }
    }

    /// One receive that does not wait. `drained` is set when it has certainly left nothing behind.
    fn receive_once(&self, op: &mut Inbound, drained: &mut bool) -> Attempt<Outcome> {
        if self.state().is_stream() {
            self.receive_stream_once(op, drained)
        } else {
            self.receive_datagram_once(op)
        }
    }

    fn receive_stream_once(&self, op: &Inbound, drained: &mut bool) -> Attempt<Outcome> {
        let room = total_bytes(&op.buffers);
        // A receive without room ends when there is something to receive, and takes nothing.
        let mut scratch = [0u8; 1];
        let probe = [LentBuffer { base: scratch.as_mut_ptr(), len: 1 }];
        let (buffers, flags) =
            if room == 0 { (&probe[..], op.flags | net::MSG_PEEK) } else { (&op.buffers[..], op.flags) };
        loop {
            return match socket_raw::receive_stream(self.fd(), buffers, flags) {
                Ok(_) if room == 0 => Attempt::Ended(Outcome::done(0, 0)),
                Ok(received) => {
                    *drained = 0 < received.bytes && received.bytes < room && flags & net::MSG_PEEK == 0;
                    Attempt::Ended(Outcome::done(received.bytes, 0))
                }
                Err(Errno::INTR) => continue,
                Err(Errno::AGAIN) => Attempt::MustWait,
                Err(errno) => Attempt::Ended(Outcome::failed(self.ended(errno))),
            };
        }
    }

    fn receive_datagram_once(&self, op: &mut Inbound) -> Attempt<Outcome> {
        if self.shared.emulated.lock().take_unreachable_port() {
            return Attempt::Ended(Outcome::failed(WsaError::WSAECONNRESET));
        }
        let mut sender = KernelAddress::empty();
        loop {
            return match socket_raw::receive_message(self.fd(), &op.buffers, op.flags, Some(&mut sender)) {
                Ok(received) => {
                    let filled = fill_sender(op.from.as_deref(), &sender.into_windows());
                    let cut_off = received.flags & net::MSG_TRUNC != 0;
                    Attempt::Ended(Outcome {
                        bytes: received.bytes as u32,
                        flags: if cut_off { ws::MSG_PARTIAL } else { 0 },
                        error: filled.err().or(cut_off.then_some(WsaError::WSAEMSGSIZE)),
                    })
                }
                Err(Errno::INTR) => continue,
                Err(Errno::AGAIN) => Attempt::MustWait,
                Err(Errno::CONNREFUSED) => {
                    self.forget_reported_errors();
                    if !self.shared.emulated.lock().reports_unreachable_ports() {
                        continue;
                    }
                    Attempt::Ended(Outcome::failed(WsaError::WSAECONNRESET))
                }
                Err(errno) => Attempt::Ended(Outcome::failed(errno.into())),
            };
        }
    }

    /// Sends until everything is taken or the socket is full.
    fn send_on(&self, op: &mut Outbound) -> Attempt<Outcome> {
        loop {
            match socket_raw::send_message(self.fd(), &op.rest, op.flags, op.to.as_ref()) {
                Ok(sent) => {
                    op.sent += sent;
                    advance(&mut op.rest, sent);
                    // A datagram goes whole or not at all, even an empty one.
                    if op.rest.is_empty() || !self.state().is_stream() {
                        self.name_was_given();
                        return Attempt::Ended(Outcome::done(op.sent, 0));
                    }
                }
                Err(Errno::INTR) => {}
                Err(Errno::CONNREFUSED) if !self.state().is_stream() => {
                    self.shared.emulated.lock().port_was_unreachable();
                }
                Err(Errno::AGAIN) => return Attempt::MustWait,
                Err(errno) => return Attempt::Ended(Outcome::failed(self.send_error(errno))),
            }
        }
    }

    /// A datagram socket gets its name with its first send.
    fn name_was_given(&self) {
        if self.state().phase() == Phase::Fresh {
            self.enter_phase(Phase::Bound);
        }
    }

    pub(crate) fn cancel_overlapped(&self, which: Which) -> usize {
        let inbound = self.overlapped.inbound.lock().cancel(|op| which.includes(&op.completion));
        let outbound = self.overlapped.outbound.lock().cancel(|op| which.includes(&op.completion));
        let completions =
            inbound.into_iter().map(|op| op.completion).chain(outbound.into_iter().map(|op| op.completion));
        completions
            .map(|completion| completion.finish(Outcome::failed(WsaError::WSA_OPERATION_ABORTED)))
            .count()
    }

    /// Ends every pending operation and refuses later ones (C9, C10).
    pub(crate) fn abort_overlapped(&self) {
        let inbound = self.overlapped.inbound.lock().close();
        let outbound = self.overlapped.outbound.lock().close();
        for op in inbound {
            op.completion.finish(Outcome::failed(WsaError::WSA_OPERATION_ABORTED));
        }
        for op in outbound {
            op.completion.finish(Outcome::failed(WsaError::WSA_OPERATION_ABORTED));
        }
    }
}

fn refuse(completion: Completion, error: WsaError) -> WsaResult<Begun> {
    completion.withdraw(error);
    Err(error)
}

fn ended_at_once(completion: Completion, outcome: Outcome) -> WsaResult<Begun> {
    match outcome.error {
        None => {
            completion.finish_at_once(outcome);
            Ok(Begun::Done { bytes: outcome.bytes as usize, flags: outcome.flags })
        }
        // The buffer is filled, which only a completion can say.
        Some(WsaError::WSAEMSGSIZE) => {
            completion.finish(outcome);
            Ok(Begun::Pending)
        }
        Some(error) => refuse(completion, error),
    }
}

fn fill_sender(slot: Option<&dyn SenderSlot>, sender: &WindowsAddress) -> WsaResult<()> {
    slot.map_or(Ok(()), |slot| slot.fill(sender))
}
