//! The common case by a short way: one buffer, no flags, a connected stream.
//!
//! Nothing is built for an operation that ends within its call, and no rule is different: the queues decide as ever.

use smallvec::smallvec;
use win32_wait::handle_table::Handle;
use ws2_engine::overlapped::{self as engine, Attempt};
use ws2_engine::state::State;
use ws2_spi::overlapped::{Plain, PlainBegun};
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::socket_raw::{self, LentBuffer};
use ws2_types::{WsaError, WsaResult};

use super::receive::{Reading, Receive};
use super::send::Send;
use super::{Inbound, InboundWork, Outbound, OutboundWork};
use crate::socket::Socket;

impl Socket {
    pub(crate) fn begin_plain_send(&self, plain: Plain<'_>, handle: Handle) -> WsaResult<PlainBegun> {
        let lane = &self.overlapped.outbound;
        let mut rest = plain.buffer;
        let mut queue = lane.lock();
        if plain.buffer.len == 0 || !self.is_plain(State::check_send) {
            return Ok(PlainBegun::NotPlain);
        }
        let begun = queue.begin(|| lane.attempt(|| self.send_plain(&mut rest)))?;
        if let engine::Begun::Ended(outcome) = begun {
            return outcome.map(|()| PlainBegun::Done { bytes: plain.buffer.len });
        }
        let sent = plain.buffer.len - rest.len;
        match self.watched(&mut queue, handle) {
            // It cannot wait for the rest; what has gone out is told.
            Err(_) if sent > 0 => return Ok(PlainBegun::Done { bytes: sent }),
            watched => watched?,
        }
        let send = Send { sent, ..Send::to_peer(smallvec![rest]) };
        queue.join(Outbound { work: OutboundWork::Send(send), completion: (plain.completion)()? });
        Ok(PlainBegun::Pending)
    }

    pub(crate) fn begin_plain_receive(&self, plain: Plain<'_>, handle: Handle) -> WsaResult<PlainBegun> {
        let mut queue = self.overlapped.inbound.lock();
        if plain.buffer.len == 0 || !self.is_plain(State::check_receive) {
            return Ok(PlainBegun::NotPlain);
        }
        let calm = self.overlapped.binding.is_watched() && queue.is_calm();
        let mut reading = Reading::before(&mut queue, calm);
        let buffers = [plain.buffer];
        let begun = queue.begin(|| self.receive_stream_once(&buffers, net::MSG_DONTWAIT, &mut reading));
        reading.note(&mut queue);
        if let engine::Begun::Ended(outcome) = begun? {
            return match outcome.error {
                None => Ok(PlainBegun::Done { bytes: outcome.bytes as usize }),
                Some(error) => Err(error),
            };
        }
        self.watched(&mut queue, handle)?;
        let receive = Receive { buffers: smallvec![plain.buffer], flags: net::MSG_DONTWAIT, from: None };
        queue.join(Inbound { work: InboundWork::Receive(receive), completion: (plain.completion)()? });
        Ok(PlainBegun::Pending)
    }

    /// Whether the long way has nothing to add: errors, and states that must be settled first, are told there. Asked
    /// under the lock of the direction, under which the state of a connection that is taken away changes.
    fn is_plain(&self, check: fn(State) -> WsaResult<()>) -> bool {
        let state = self.state();
        state.is_stream() && check(state).is_ok()
    }

    fn send_plain(&self, rest: &mut LentBuffer) -> Attempt<Result<(), WsaError>> {
        loop {
            match socket_raw::send(self.fd(), *rest, net::MSG_DONTWAIT) {
                Ok(sent) if sent == rest.len => return Attempt::Ended(Ok(())),
                Ok(sent) => *rest = LentBuffer { base: rest.base.wrapping_add(sent), len: rest.len - sent },
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return Attempt::MustWait,
                Err(errno) => return Attempt::Ended(Err(self.send_error(errno))),
            }
        }
    }
}
