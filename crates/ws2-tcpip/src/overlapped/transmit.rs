//! `TransmitFile` and `TransmitPackets`: memory and files, sent in order and whole.
//!
//! Files are read and sent in pieces: the kernel's `sendfile` would wait on a socket that blocks, and would raise
//! SIGPIPE at a connection's end. The files of a datagram are read before it is sent.

use std::collections::VecDeque;

use win32_wait::completion::Outcome;
use ws2_engine::overlapped::Attempt;
use ws2_engine::state::State;
use ws2_spi::overlapped::{Afterwards, Buffers, FileSource, Part};
use ws2_sys::socket_raw::LentBuffer;
use ws2_types::{WsaError, WsaResult};

use super::send::Send;
use crate::socket::Socket;

const PIECE_BYTES: usize = 128 * 1024;
/// No datagram holds more.
const MOST_BYTES_OF_DATAGRAM: usize = 64 * 1024;

/// A transmission that is not whole yet.
pub(super) struct Transmit {
    parts: VecDeque<Part>,
    /// What is being sent; memory of the program, or of `piece`.
    current: Send,
    piece: Vec<u8>,
    /// Those of the datagram that is being sent.
    files: Vec<Vec<u8>>,
    then: Afterwards,
}

impl Socket {
    pub(super) fn transmit_work(&self, parts: Vec<Part>, then: Afterwards) -> WsaResult<Transmit> {
        if !self.state().is_stream() && then != Afterwards::Keep {
            return Err(WsaError::WSAEOPNOTSUPP);
        }
        self.checked(State::check_send)?;
        if then != Afterwards::Keep {
            self.check_disconnect(then == Afterwards::Reuse)?;
        }
        let current = Send::to_peer(Buffers::new());
        Ok(Transmit { parts: parts.into(), current, piece: Vec::new(), files: Vec::new(), then })
    }

    pub(super) fn transmit_on(&self, op: &mut Transmit) -> Attempt<Outcome> {
        loop {
            if !op.current.rest.is_empty() {
                match self.send_on(&mut op.current) {
                    Attempt::Ended(Outcome { error: None, .. }) => {}
                    other => return other,
                }
            }
            let next = if self.state().is_stream() { op.next_piece() } else { op.next_message() };
            match next {
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
                Part::EndOfMessage => _ = self.parts.pop_front(),
            }
        }
        Ok(false)
    }

    /// Makes the next datagram current; false when there is none left.
    ///
    /// # Errors
    /// `WSAEMSGSIZE`: a file that is longer than any datagram.
    fn next_message(&mut self) -> WsaResult<bool> {
        self.files.clear();
        while let Some(part) = self.parts.pop_front() {
            match part {
                Part::Memory(buffer) => self.current.rest.push(buffer),
                Part::File(mut file) => {
                    let mut whole = read_whole(&mut *file)?;
                    self.current.rest.push(LentBuffer { base: whole.as_mut_ptr(), len: whole.len() });
                    self.files.push(whole);
                }
                Part::EndOfMessage if self.current.rest.is_empty() => {}
                Part::EndOfMessage => break,
            }
        }
        Ok(!self.current.rest.is_empty())
    }
}

fn read_whole(file: &mut dyn FileSource) -> WsaResult<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let len = whole.len();
        // One byte more than a datagram could hold tells that there is too much.
        whole.resize(MOST_BYTES_OF_DATAGRAM + 1, 0);
        let read = file.read(&mut whole[len..])?;
        whole.truncate(len + read);
        if read == 0 {
            return Ok(whole);
        }
        if whole.len() > MOST_BYTES_OF_DATAGRAM {
            return Err(WsaError::WSAEMSGSIZE);
        }
    }
}
