//! Turns of overlapped sends.

use win32_wait::completion::Outcome;
use ws2_engine::overlapped::Attempt;
use ws2_engine::state::{Phase, State};
use ws2_spi::overlapped::{Buffers, ControlMessage};
use ws2_sys::address::KernelAddress;
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::socket_raw;
use ws2_types::WsaResult;

use super::message;
use crate::data::{advance, kernel_send_flags, total_bytes};
use crate::socket::Socket;

/// A send that is not whole yet.
pub(super) struct Send {
    pub(super) rest: Buffers,
    /// The kernel's MSG_*.
    pub(super) flags: u32,
    pub(super) to: Option<Box<KernelAddress>>,
    pub(super) control: Box<[u8]>,
    pub(super) sent: usize,
}

impl Send {
    /// A send to the peer.
    pub(super) fn to_peer(buffers: Buffers) -> Send {
        Send { rest: buffers, flags: net::MSG_DONTWAIT, to: None, control: Box::default(), sent: 0 }
    }
}

impl Socket {
    pub(super) fn send_work(
        &self,
        buffers: Buffers,
        flags: u32,
        to: Option<&[u8]>,
        control: &[ControlMessage],
    ) -> WsaResult<Send> {
        let named = to.filter(|_| !self.state().is_stream());
        self.checked(if named.is_some() { State::check_send_to } else { State::check_send })?;
        let to = named.map(|to| self.kernel_address(to)).transpose()?.map(Box::new);
        let flags = kernel_send_flags(flags)? | net::MSG_DONTWAIT;
        Ok(Send { rest: buffers, flags, to, control: message::to_kernel(control)?, sent: 0 })
    }

    /// Sends until everything is taken or the socket is full.
    pub(super) fn send_on(&self, op: &mut Send) -> Attempt<Outcome> {
        loop {
            let sent = match (&op.rest[..], &op.to, &op.control[..]) {
                ([one], None, []) => socket_raw::send(self.fd(), *one, op.flags),
                (rest, to, control) => {
                    socket_raw::send_message_with_control(self.fd(), rest, op.flags, to.as_deref(), control)
                }
            };
            match sent {
                Ok(sent) => {
                    op.sent += sent;
                    let state = self.state();
                    // A datagram goes whole or not at all, even an empty one.
                    if sent == total_bytes(&op.rest) || !state.is_stream() {
                        op.rest.clear();
                        if state.phase() == Phase::Fresh {
                            self.name_was_given();
                        }
                        return Attempt::Ended(Outcome::done(op.sent, 0));
                    }
                    advance(&mut op.rest, sent);
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
    #[cold]
    fn name_was_given(&self) {
        self.enter_phase(Phase::Bound);
        self.conditions_changed();
    }
}
