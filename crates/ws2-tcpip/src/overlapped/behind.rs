//! Synchronous transfers while overlapped ones are pending: they go behind them, so that a stream keeps its order.
//!
//! A blocking call waits its turn in the queue; a non-blocking one would block.

use std::sync::Arc;

use parking_lot::Mutex;
use win32_wait::completion::{self, Completion, Lent, Patience, Which};
use ws2_spi::overlapped::{Buffers, SenderSlot};
use ws2_spi::{LentBuffer, WindowsAddress};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::{Inbound, InboundWork, Outbound, OutboundWork};
use crate::blocked::Awaited;
use crate::socket::Socket;

const OUT_OF_BAND: u32 = ws::MSG_OOB as u32;

impl Socket {
    /// Whether overlapped receives come before a synchronous one. Urgent data waits for nobody.
    #[inline]
    pub(crate) fn has_receives_before(&self, flags: u32) -> bool {
        self.overlapped.inbound.is_occupied() && flags & OUT_OF_BAND == 0
    }

    /// Whether overlapped sends come before a synchronous one.
    #[inline]
    pub(crate) fn has_sends_before(&self) -> bool {
        self.overlapped.outbound.is_occupied()
    }

    /// A receive behind the pending ones; `None` if they have ended meanwhile.
    #[cold]
    pub(crate) fn receive_behind(
        &self,
        buffers: &[LentBuffer],
        flags: &mut u32,
        from: Option<&mut Option<WindowsAddress>>,
    ) -> Option<WsaResult<usize>> {
        let sender = from.is_some().then(Sender::default);
        let slot = sender.clone().map(|sender| Box::new(sender) as Box<dyn SenderSlot>);
        let work = match self.inbound_work(Buffers::from_slice(buffers), *flags, slot) {
            Ok(work) => work,
            Err(error) => return Some(Err(error)),
        };
        let outcome = self.go_behind(Awaited::Input, |completion| self.queue_inbound(work, completion))?;
        *flags = if outcome == Err(WsaError::WSAEMSGSIZE) { ws::MSG_PARTIAL } else { 0 };
        if let (Some(from), Some(sender)) = (from, sender) {
            *from = sender.0.lock().take();
        }
        Some(outcome)
    }

    /// A send behind the pending ones; `None` if they have ended meanwhile.
    #[cold]
    pub(crate) fn send_behind(
        &self,
        buffers: &[LentBuffer],
        flags: u32,
        to: Option<&[u8]>,
    ) -> Option<WsaResult<usize>> {
        let work = match self.send_work(Buffers::from_slice(buffers), flags, to, &[]) {
            Ok(work) => OutboundWork::Send(work),
            Err(error) => return Some(Err(error)),
        };
        self.go_behind(Awaited::Output, |completion| self.queue_outbound(work, completion))
    }

    fn go_behind(
        &self,
        awaited: Awaited,
        queue: impl FnOnce(Completion) -> Option<WsaResult<bool>>,
    ) -> Option<WsaResult<usize>> {
        if !self.state().is_blocking() {
            return Some(Err(WsaError::WSAEWOULDBLOCK));
        }
        let patience = self.time_limit(awaited).map_or(Patience::Endless, Patience::Within);
        let mut queued = true;
        let begin = |completion| {
            queue(completion).unwrap_or_else(|| {
                queued = false;
                Err(WsaError::WSAEWOULDBLOCK)
            })
        };
        let cancel = |lent: Lent| self.cancel_overlapped(Which::At(lent.addr())) > 0;
        let (bytes, outcome) = completion::carry_out(patience, begin, cancel);
        queued.then(|| outcome.map(|()| bytes))
    }

    /// The socket is watched: others wait in the queue.
    fn queue_inbound(&self, work: InboundWork, completion: Completion) -> Option<WsaResult<bool>> {
        let mut queue = self.overlapped.inbound.lock();
        if queue.is_idle() {
            completion.withdraw(WsaError::WSAEWOULDBLOCK);
            return None;
        }
        queue.join(Inbound { work, completion });
        Some(Ok(true))
    }

    fn queue_outbound(&self, work: OutboundWork, completion: Completion) -> Option<WsaResult<bool>> {
        let mut queue = self.overlapped.outbound.lock();
        if queue.is_idle() {
            completion.withdraw(WsaError::WSAEWOULDBLOCK);
            return None;
        }
        queue.join(Outbound { work, completion });
        Some(Ok(true))
    }
}

/// Room for a sender's address.
#[derive(Clone, Default)]
struct Sender(Arc<Mutex<Option<WindowsAddress>>>);

impl SenderSlot for Sender {
    fn fill(&self, sender: &WindowsAddress) -> WsaResult<()> {
        *self.0.lock() = Some(*sender);
        Ok(())
    }
}
