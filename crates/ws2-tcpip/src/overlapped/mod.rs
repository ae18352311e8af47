//! Overlapped operations on a kernel socket.
//!
//! The engine's queues decide whose turn it is; here one turn is one system call that never waits. Readable
//! edges drive receives and accepts, writable edges sends and connects. A call that took less than it had room
//! for has emptied the socket, so the next operation waits for an edge without a system call.
//!
//! Locks: each direction has one; completions are finished under it, in order, and take only leaf locks. Outbound
//! goes before inbound, and a listener's inbound before that of the socket which takes its connection.

pub(crate) mod accept;
mod behind;
pub(crate) mod close_status;
mod connect;
mod disconnect;
mod lane;
mod message;
mod plain;
mod receive;
mod send;
mod transmit;
mod whole;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use parking_lot::Mutex;
use win32_wait::binding::Binding;
use win32_wait::completion::{Completion, Outcome, Which};
use win32_wait::handle_table::Handle;
use ws2_engine::close_status::Pending;
use ws2_engine::overlapped::{self as engine, Attempt, Operations};
use ws2_engine::state::State;
use ws2_spi::overlapped::{Begun, Operation};
use ws2_sys::poller::Edge;
use ws2_types::{WsaError, WsaResult};

use self::accept::{Accept, AwaitedFrom, FirstData, HandedOn};
use self::connect::Connect;
use self::lane::Lane;
use self::message::ReceiveMessage;
use self::receive::{Reading, Receive};
use self::send::Send;
use self::transmit::Transmit;
use self::whole::Whole;
use crate::changes::Changes;
use crate::socket::Socket;

/// The overlapped side of one handle.
#[derive(Default)]
pub(crate) struct Overlapped {
    pub(crate) binding: Binding,
    inbound: Lane<Inbound>,
    outbound: Lane<Outbound>,
    /// The accept that will give this socket its connection.
    awaited_from: Mutex<Option<Box<AwaitedFrom>>>,
    /// The connection is there, and an accept that is on its way here comes first for its data.
    awaits_first_data: AtomicBool,
    /// Accepts of this listener that wait for first data.
    handed_on: Mutex<Option<Arc<HandedOn>>>,
    pub(crate) changes: Changes,
    /// The kernel was told to say where messages were sent to.
    reports_destinations: AtomicBool,
}

struct Inbound {
    work: InboundWork,
    completion: Completion,
}

enum InboundWork {
    Receive(Receive),
    Whole(Box<Whole>),
    Message(Box<ReceiveMessage>),
    Accept(Box<Accept>),
    FirstData(Box<FirstData>),
}

/// What a turn of an inbound operation came to.
enum Turn {
    Ended(Outcome),
    /// The connection is there; the operation goes on at the socket that took it.
    HandOn,
}

struct Outbound {
    work: OutboundWork,
    completion: Completion,
}

enum OutboundWork {
    Send(Send),
    Connect(Box<Connect>),
    Transmit(Box<Transmit>),
    Disconnect { reuse: bool },
}

impl Overlapped {
    /// Urgent data is about to be taken: the kernel's edges then say no longer that reads stop at its mark.
    pub(crate) fn expect_more_behind(&self) {
        self.inbound.lock().more_behind();
    }
}

impl Socket {
    pub(crate) fn begin(
        &self,
        operation: Operation,
        completion: Completion,
        handle: Handle,
    ) -> WsaResult<Begun> {
        match operation {
            Operation::Send { buffers, flags, to } => {
                let work = self.send_work(buffers, flags, to.as_deref(), &[]);
                self.begin_outbound(work.map(OutboundWork::Send), completion, handle)
            }
            Operation::SendMessage { buffers, flags, to, control } => {
                let work = self.send_work(buffers, flags, to.as_deref(), &control);
                self.begin_outbound(work.map(OutboundWork::Send), completion, handle)
            }
            Operation::Receive { buffers, flags, from } => {
                let work = self.inbound_work(buffers, flags, from);
                self.begin_inbound(work, completion, handle)
            }
            Operation::ReceiveWhole { buffers } => {
                let work = self.whole_work(buffers);
                self.begin_inbound(work, completion, handle)
            }
            Operation::ReceiveMessage { buffers, flags, slot } => {
                let work = self.receive_message_work(buffers, flags, slot);
                self.begin_inbound(work.map(|work| InboundWork::Message(Box::new(work))), completion, handle)
            }
            Operation::Accept { listener, acceptor, first_data, addresses } => {
                let accept = Accept { acceptor, first_data, addresses };
                self.begin_accept(listener, accept, completion, handle)
            }
            Operation::Connect { address, buffers } => {
                let work = self.connect_work(&address, buffers);
                self.begin_outbound(
                    work.map(|work| OutboundWork::Connect(Box::new(work))),
                    completion,
                    handle,
                )
            }
            Operation::Transmit { parts, then } => {
                let work = self.transmit_work(parts, then);
                self.begin_outbound(
                    work.map(|work| OutboundWork::Transmit(Box::new(work))),
                    completion,
                    handle,
                )
            }
            Operation::Disconnect { reuse } => {
                let work = self.check_disconnect(reuse).map(|()| OutboundWork::Disconnect { reuse });
                self.begin_outbound(work, completion, handle)
            }
            Operation::AwaitChange(change) => self.begin_change(&change, completion),
        }
    }

    fn checked(&self, check: fn(State) -> WsaResult<()>) -> WsaResult<()> {
        check(self.state()).or_else(|refusal| self.settled(refusal, check))
    }

    /// Looks at a connection once more, under the lock of the direction: it may have been taken away since the work was
    /// made.
    fn still(&self, check: Option<fn(State) -> WsaResult<()>>) -> WsaResult<()> {
        let state = self.state();
        check.filter(|_| state.is_stream()).map_or(Ok(()), |check| check(state))
    }

    fn begin_inbound(
        &self,
        work: WsaResult<InboundWork>,
        completion: Completion,
        handle: Handle,
    ) -> WsaResult<Begun> {
        let mut work = match work {
            Ok(work) => work,
            Err(error) => return refuse(completion, error),
        };
        let mut queue = self.overlapped.inbound.lock();
        if let Err(error) = self.still(work.needs()) {
            return refuse(completion, error);
        }
        let calm = self.overlapped.binding.is_watched() && queue.is_calm();
        let mut reading = Reading::before(&mut queue, calm);
        let begun = queue.begin(|| self.inbound_turn(&mut work, &mut reading));
        reading.note(&mut queue);
        match begun {
            Err(closed) => refuse(completion, closed),
            Ok(engine::Begun::Ended(Turn::Ended(outcome))) => ended_at_once(completion, outcome),
            Ok(engine::Begun::Ended(Turn::HandOn)) => {
                self.hand_on(Inbound { work, completion });
                Ok(Begun::Pending)
            }
            Ok(engine::Begun::MustJoin) => match self.watched(&mut queue, handle) {
                Ok(()) => {
                    queue.join(Inbound { work, completion });
                    Ok(Begun::Pending)
                }
                Err(error) => refuse(completion, error),
            },
        }
    }

    fn begin_outbound(
        &self,
        work: WsaResult<OutboundWork>,
        completion: Completion,
        handle: Handle,
    ) -> WsaResult<Begun> {
        let mut work = match work {
            Ok(work) => work,
            Err(error) => return refuse(completion, error),
        };
        let lane = &self.overlapped.outbound;
        let mut queue = lane.lock();
        if let Err(error) = self.still(work.needs()) {
            return refuse(completion, error);
        }
        match queue.begin(|| lane.attempt(|| self.outbound_turn(&mut work))) {
            Err(closed) => refuse(completion, closed),
            Ok(engine::Begun::Ended(outcome)) => ended_at_once(completion, outcome),
            Ok(engine::Begun::MustJoin) => match self.watched(&mut queue, handle) {
                Ok(()) => {
                    queue.join(Outbound { work, completion });
                    Ok(Begun::Pending)
                }
                Err(error) => match work.sent_in_part() {
                    Some(sent) => ended_at_once(completion, Outcome::done(sent, 0)),
                    None => refuse(completion, error),
                },
            },
        }
    }

    /// The first operation that must wait has the socket watched; an edge that is there already is told at once.
    fn watched<Op>(&self, queue: &mut Operations<Op>, handle: Handle) -> WsaResult<()> {
        self.watch_edges(handle, None).inspect_err(|_| queue.unheard())
    }

    pub(crate) fn on_edge(&self, edge: Edge) {
        if edge.readable {
            let mut queue = self.overlapped.inbound.lock();
            if edge.more_behind {
                queue.more_behind();
            }
            let calm = queue.is_calm();
            let mut reading = Reading::before(&mut queue, calm);
            queue.go_on(
                |op| self.inbound_turn(&mut op.work, &mut reading),
                |op, turn| self.end_turn(op, turn),
            );
            reading.note(&mut queue);
        }
        let lane = &self.overlapped.outbound;
        if edge.writable
            && let Some(mut queue) = lane.lock_for_edge()
        {
            queue.go_on(
                |op| lane.attempt(|| self.outbound_turn(&mut op.work)),
                |op, outcome| op.completion.finish(outcome),
            );
        }
        if self.state().is_selected() {
            self.edge_of_selected(edge);
        }
        self.shared.observers.tell();
    }

    fn end_turn(&self, op: Inbound, turn: Turn) {
        match turn {
            Turn::Ended(outcome) => self.end_inbound(op, outcome),
            Turn::HandOn => self.hand_on(op),
        }
    }

    fn inbound_turn(&self, work: &mut InboundWork, reading: &mut Reading) -> Attempt<Turn> {
        let attempt = match work {
            InboundWork::Receive(receive) => self.receive_once(receive, reading),
            InboundWork::Whole(whole) => self.receive_whole_once(whole, reading),
            InboundWork::Message(receive) => self.receive_message_once(receive),
            InboundWork::Accept(accept) => return self.accept_once(accept),
            InboundWork::FirstData(data) => self.receive_once(&mut data.receive, reading),
        };
        match attempt {
            Attempt::Ended(outcome) => Attempt::Ended(Turn::Ended(outcome)),
            Attempt::MustWait => Attempt::MustWait,
        }
    }

    fn outbound_turn(&self, work: &mut OutboundWork) -> Attempt<Outcome> {
        match work {
            OutboundWork::Send(send) => self.send_on(send),
            OutboundWork::Connect(connect) => self.connect_on(connect),
            OutboundWork::Transmit(transmit) => self.transmit_on(transmit),
            OutboundWork::Disconnect { reuse } => {
                Attempt::Ended(self.end_connection(*reuse).map(|()| 0).into())
            }
        }
    }

    /// Finishes an inbound operation that was pending.
    fn end_inbound(&self, op: Inbound, outcome: Outcome) {
        op.let_go();
        op.completion.finish(outcome);
    }

    fn kind_of(&self, work: &InboundWork) -> Pending {
        match work {
            InboundWork::Receive(_) | InboundWork::Whole(_) if self.state().is_stream() => {
                Pending::ConnectionReceive
            }
            _ => Pending::Other,
        }
    }

    pub(crate) fn cancel_overlapped(&self, which: Which) -> usize {
        self.cancel_own(|completion| which.includes(completion)) + self.cancel_handed_on(which)
    }

    /// Cancels operations that wait in the socket's own queues.
    fn cancel_own(&self, chosen: impl Fn(&Completion) -> bool) -> usize {
        let inbound = self.overlapped.inbound.lock().cancel(|op| chosen(&op.completion));
        let outbound = self.overlapped.outbound.lock().cancel(|op| chosen(&op.completion));
        let count = inbound.len() + outbound.len() + self.overlapped.changes.cancel(&chosen);
        for op in inbound {
            if matches!(op.work, InboundWork::FirstData(_)) {
                self.drop_connection();
            }
            self.end_inbound(op, aborted());
        }
        for op in outbound {
            if matches!(op.work, OutboundWork::Connect(_)) {
                self.abandon_connect();
            }
            op.completion.finish(aborted());
        }
        count
    }

    /// Ends every pending operation and refuses later ones (C9, C10).
    pub(crate) fn abort_overlapped(&self) {
        let inbound = self.overlapped.inbound.lock().close();
        let outbound = self.overlapped.outbound.lock().close();
        for op in inbound {
            op.let_go();
            let (error, status) = close_status::chosen().of(self.kind_of(&op.work));
            op.completion.finish_as(Outcome::failed(error), status);
        }
        for op in outbound {
            op.completion.finish(aborted());
        }
        self.overlapped.changes.close();
        self.cancel_handed_on(Which::All);
        self.cancel_awaited();
    }
}

impl InboundWork {
    /// What must hold of a stream when its turn or its wait begins.
    fn needs(&self) -> Option<fn(State) -> WsaResult<()>> {
        match self {
            InboundWork::Receive(_) | InboundWork::Whole(_) => Some(State::check_receive),
            InboundWork::Message(_) | InboundWork::Accept(_) | InboundWork::FirstData(_) => None,
        }
    }
}

impl OutboundWork {
    /// How much of a send has gone out, if it is not the whole and not nothing.
    fn sent_in_part(&self) -> Option<usize> {
        match self {
            OutboundWork::Send(send) => Some(send.sent).filter(|sent| *sent > 0),
            OutboundWork::Connect(_) | OutboundWork::Transmit(_) | OutboundWork::Disconnect { .. } => None,
        }
    }

    /// As [`InboundWork::needs`]; connects and disconnects look for themselves.
    fn needs(&self) -> Option<fn(State) -> WsaResult<()>> {
        match self {
            OutboundWork::Send(_) | OutboundWork::Transmit(_) => Some(State::check_send),
            OutboundWork::Connect(_) | OutboundWork::Disconnect { .. } => None,
        }
    }
}

impl Inbound {
    /// Gives back what the operation holds of other sockets.
    fn let_go(&self) {
        match &self.work {
            InboundWork::FirstData(data) => data.forget(accept::overlapped_of(&self.completion)),
            InboundWork::Accept(accept) => accept::release(&*accept.acceptor),
            InboundWork::Receive(_) | InboundWork::Whole(_) | InboundWork::Message(_) => {}
        }
    }
}

pub(crate) fn aborted() -> Outcome {
    Outcome::failed(WsaError::WSA_OPERATION_ABORTED)
}

pub(crate) fn refuse(completion: Completion, error: WsaError) -> WsaResult<Begun> {
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

#[cfg(test)]
mod tests;
