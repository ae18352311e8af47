//! Turns of overlapped receives.

use win32_wait::completion::Outcome;
use ws2_engine::overlapped::{Attempt, Operations};
use ws2_engine::state::State;
use ws2_spi::WindowsAddress;
use ws2_spi::overlapped::{Buffers, SenderSlot};
use ws2_sys::address::KernelAddress;
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::socket_raw::{self, LentBuffer};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::data::{kernel_receive_flags, total_bytes};
use crate::socket::Socket;

/// A receive that waits for its turn or for data.
pub(super) struct Receive {
    pub(super) buffers: Buffers,
    /// The kernel's MSG_*.
    pub(super) flags: u32,
    pub(super) from: Option<Box<dyn SenderSlot>>,
}

/// What is known of the socket around one receive.
#[derive(Clone, Copy, Default)]
pub(super) struct Reading {
    /// Every edge is told, and none has told of an end, a reset or urgent data: there is no error to ask for
    /// before the data.
    pub(super) calm: bool,
    /// The kernel is to say how much it leaves.
    pub(super) asks: bool,
    pub(super) left: Left,
}

/// What a receive has left in the socket.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Left {
    /// Something, or there was no receive, or none that could say.
    #[default]
    Something,
    /// Certainly nothing.
    Nothing,
    /// It filled its room.
    Unknown,
}

impl Reading {
    pub(super) fn before<Op>(queue: &mut Operations<Op>, calm: bool) -> Reading {
        Reading { calm, asks: calm && queue.asks(), left: Left::Something }
    }

    /// Remembers what the last receive left.
    pub(super) fn note<Op>(self, queue: &mut Operations<Op>) {
        match self.left {
            Left::Something => {}
            Left::Nothing => queue.ran_dry(),
            Left::Unknown => queue.left_unknown(),
        }
    }
}

impl Socket {
    pub(super) fn receive_work(
        &self,
        buffers: Buffers,
        flags: u32,
        from: Option<Box<dyn SenderSlot>>,
    ) -> WsaResult<Receive> {
        self.checked(State::check_receive)?;
        if flags & ws::MSG_OOB as u32 != 0 {
            self.overlapped.expect_more_behind();
        }
        // Overlapped calls never wait, whatever the socket's mode; what that allows is asked all the same.
        let flags = kernel_receive_flags(flags, self.state())? & !net::MSG_WAITALL | net::MSG_DONTWAIT;
        Ok(Receive { buffers, flags, from })
    }

    /// One receive that does not wait.
    pub(super) fn receive_once(&self, op: &mut Receive, reading: &mut Reading) -> Attempt<Outcome> {
        if self.state().is_stream() {
            self.receive_stream_once(&op.buffers, op.flags, reading)
        } else {
            self.receive_datagram_once(op)
        }
    }

    pub(super) fn receive_stream_once(
        &self,
        buffers: &[LentBuffer],
        flags: u32,
        reading: &mut Reading,
    ) -> Attempt<Outcome> {
        let room = total_bytes(buffers);
        // A receive without room ends when there is something to receive, and takes nothing.
        let mut scratch = [0u8; 1];
        let probe = [LentBuffer { base: scratch.as_mut_ptr(), len: 1 }];
        let (buffers, flags) = if room == 0 { (&probe[..], flags | net::MSG_PEEK) } else { (buffers, flags) };
        loop {
            let mut left = None;
            let received = if !reading.calm {
                socket_raw::receive_stream(self.fd(), buffers, flags).map(|received| received.bytes)
            } else if reading.asks {
                let told = socket_raw::receive_telling_left(self.fd(), buffers, flags);
                told.map(|(bytes, behind)| (left = behind, bytes).1)
            } else if let [one] = buffers {
                socket_raw::receive(self.fd(), *one, flags)
            } else {
                socket_raw::receive_message(self.fd(), buffers, flags, None).map(|received| received.bytes)
            };
            return match received {
                Ok(_) if room == 0 => Attempt::Ended(Outcome::done(0, 0)),
                Ok(received) => {
                    reading.left = match left {
                        _ if received == 0 || flags & (net::MSG_PEEK | net::MSG_OOB) != 0 => Left::Something,
                        Some(0) => Left::Nothing,
                        Some(_) => Left::Something,
                        None if received < room => Left::Nothing,
                        None => Left::Unknown,
                    };
                    if reading.asks && left.is_none() {
                        // From the next time on. A kernel that cannot is not asked for long.
                        let _ = socket_raw::tell_left(self.fd());
                    }
                    Attempt::Ended(Outcome::done(received, 0))
                }
                Err(Errno::INTR) => continue,
                Err(Errno::AGAIN) => Attempt::MustWait,
                Err(errno) => Attempt::Ended(Outcome::failed(self.ended(errno))),
            };
        }
    }

    fn receive_datagram_once(&self, op: &mut Receive) -> Attempt<Outcome> {
        if self.take_unreachable_port() {
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
}

fn fill_sender(slot: Option<&dyn SenderSlot>, sender: &WindowsAddress) -> WsaResult<()> {
    slot.map_or(Ok(()), |slot| slot.fill(sender))
}
