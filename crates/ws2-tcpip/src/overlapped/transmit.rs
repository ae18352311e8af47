//! `TransmitFile` and `TransmitPackets`: memory and files, sent in order and whole.
//!
//! Files are read and sent in pieces: the kernel's `sendfile` would wait on a socket that blocks, and would raise
//! SIGPIPE at a connection's end.

use std::collections::VecDeque;

use win32_wait::completion::Outcome;
use ws2_engine::overlapped::Attempt;
use ws2_engine::state::State;
use ws2_spi::overlapped::{Afterwards, Buffers, Part};
use ws2_sys::socket_raw::LentBuffer;
use ws2_types::{WsaError, WsaResult};

use super::send::Send;
use crate::socket::Socket;

const PIECE_BYTES: usize = 128 * 1024;

/// A transmission that is not whole yet.
pub(super) struct Transmit {
    parts: VecDeque<Part>,
    /// What is being sent; memory of the program, or of `piece`.
    current: Send,
    piece: Vec<u8>,
    then: Afterwards,
}

impl Socket {
    pub(super) fn transmit_work(&self, parts: Vec<Part>, then: Afterwards) -> WsaResult<Transmit> {
        if !self.state().is_stream() {
            return Err(WsaError::WSAEOPNOTSUPP);
        }
        self.checked(State::check_send)?;
        if then != Afterwards::Keep {
            self.check_disconnect(then == Afterwards::Reuse)?;
        }
        let current = Send::to_peer(Buffers::new());
        Ok(Transmit { parts: parts.into(), current, piece: Vec::new(), then })
    }

    pub(super) fn transmit_on(&self, op: &mut Transmit) -> Attempt<Outcome> {
        loop {
            if !op.current.rest.is_empty() {
                match self.send_on(&mut op.current) {
                    Attempt::Ended(Outcome { error: None, .. }) => {}
                    other => return other,
                }
            }
            match op.next_piece() {
                Ok(true) => {}
                Ok(false) => {
                    let ended = match op.then {
                        Afterwards::Keep => Ok(()),
                        Afterwards::Disconnect => self.end_connection(false),
                        Afterwards::Reuse => self.end_connection(true),
                    };
                    return Attempt::Ended(ended.map(|()| op.current.sent).into());
                }
                Err(error) => return Attempt::Ended(Outcome::failed(error)),
            }
        }
    }
}

impl Transmit {
    /// Makes the next piece current; false when there is none left.
    fn next_piece(&mut self) -> WsaResult<bool> {
        while let Some(part) = self.parts.front_mut() {
            match part {
                Part::Memory(buffer) => {
                    let buffer = *buffer;
                    self.parts.pop_front();
                    if buffer.len > 0 {
                        self.current.rest.push(buffer);
                        return Ok(true);
                    }
                }
                Part::File(file) => {
                    self.piece.resize(PIECE_BYTES, 0);
                    let len = file.read(&mut self.piece)?;
                    if len > 0 {
                        self.current.rest.push(LentBuffer { base: self.piece.as_mut_ptr(), len });
                        return Ok(true);
                    }
                    self.parts.pop_front();
                }
            }
        }
        Ok(false)
    }
}
