//! `MSG_WAITALL`: a receive that ends when its buffers are full, or the connection.

use win32_wait::completion::Outcome;
use ws2_engine::overlapped::Attempt;
use ws2_spi::overlapped::{Buffers, SenderSlot};
use ws2_types::WsaResult;
use ws2_types::abi::winsock as ws;

use super::InboundWork;
use super::receive::{Left, Reading, Receive};
use crate::data::{advance, total_bytes};
use crate::socket::Socket;

/// A receive that is not full yet.
pub(super) struct Whole {
    receive: Receive,
    received: usize,
}

impl Socket {
    /// What a receive with these flags of Windows has to do.
    pub(super) fn inbound_work(
        &self,
        buffers: Buffers,
        flags: u32,
        from: Option<Box<dyn SenderSlot>>,
    ) -> WsaResult<InboundWork> {
        let whole = flags & ws::MSG_WAITALL as u32 != 0 && total_bytes(&buffers) > 0;
        let receive = self.receive_work(buffers, flags, from)?;
        Ok(if whole {
            InboundWork::Whole(Box::new(Whole { receive, received: 0 }))
        } else {
            InboundWork::Receive(receive)
        })
    }

    /// What a receive has to do that fills its buffers whatever the socket's mode.
    pub(super) fn whole_work(&self, buffers: Buffers) -> WsaResult<InboundWork> {
        let receive = self.receive_work(buffers, 0, None)?;
        Ok(InboundWork::Whole(Box::new(Whole { receive, received: 0 })))
    }

    /// Takes what is there; an error that comes behind data is left to the next call.
    pub(super) fn receive_whole_once(&self, op: &mut Whole, reading: &mut Reading) -> Attempt<Outcome> {
        loop {
            match self.receive_once(&mut op.receive, reading) {
                Attempt::MustWait => return Attempt::MustWait,
                Attempt::Ended(Outcome { error: None, bytes, .. }) => {
                    op.received += bytes as usize;
                    advance(&mut op.receive.buffers, bytes as usize);
                    if bytes == 0 || total_bytes(&op.receive.buffers) == 0 {
                        return Attempt::Ended(Outcome::done(op.received, 0));
                    }
                    if reading.left == Left::Nothing && reading.calm {
                        return Attempt::MustWait;
                    }
                }
                Attempt::Ended(_) if op.received > 0 => {
                    return Attempt::Ended(Outcome::done(op.received, 0));
                }
                failed => return failed,
            }
        }
    }
}
