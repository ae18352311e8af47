//! Overlapped reads and writes of files, pipes and devices.
//!
//! A disk is never waited for: its operations end within the call that begins them, and tell their end as any
//! other does. What a pipe or a device cannot do at once waits in the queue of its direction, as on a socket.

use parking_lot::Mutex;
use rustix::fs::SeekFrom;
use rustix::io::Errno;
use win32_wait::blocking::BlockingCall;
use win32_wait::completion::{Completion, Lent, Outcome, Which};
use win32_wait::handle_table::Handle;
use ws2_engine::overlapped::{self as engine, Attempt, Operations};
use ws2_spi::LentBuffer;
use ws2_spi::overlapped::{Begun, Buffers};
use ws2_sys::errno::SysResult;
use ws2_sys::interruptible_raw::Interruption;
use ws2_sys::poller::Edge;
use ws2_sys::stream_raw;
use ws2_types::abi::foundation;
use ws2_types::{WsaError, WsaResult};

use super::file::{BrokenPipeSignal, File, Kind, win32_error};
use super::file_raw::{self, Place};
use super::win32;

/// What moves.
pub(super) enum Transfer {
    /// Into this memory.
    Read(Buffers),
    /// Out of it.
    Write(Buffers),
}

impl Transfer {
    pub(super) fn bytes(&self) -> usize {
        let (Transfer::Read(buffers) | Transfer::Write(buffers)) = self;
        buffers.iter().map(|buffer| buffer.len).sum()
    }
}

/// The operations that wait.
#[derive(Default)]
pub(super) struct Queues {
    inbound: Mutex<Operations<Op>>,
    outbound: Mutex<Operations<Op>>,
}

struct Op {
    transfer: Transfer,
    /// Bytes moved so far.
    moved: usize,
    completion: Completion,
}

/// What is left of buffers after so many bytes.
fn rest(buffers: &Buffers, mut moved: usize) -> Option<LentBuffer> {
    buffers.iter().find_map(|buffer| {
        let skipped = moved.min(buffer.len);
        moved -= skipped;
        (skipped < buffer.len)
            .then(|| LentBuffer { base: buffer.base.wrapping_add(skipped), len: buffer.len - skipped })
    })
}

impl File {
    /// Reads or writes a disk file at a place, whole; a read may end with the file.
    ///
    /// # Errors
    /// `ERROR_HANDLE_EOF`: a read that begins at the end or behind it.
    pub(super) fn transfer_at(&self, transfer: &Transfer, offset: u64) -> WsaResult<usize> {
        let mut moved = 0;
        let (Transfer::Read(buffers) | Transfer::Write(buffers)) = transfer;
        while let Some(buffer) = rest(buffers, moved) {
            let place = match offset {
                file_raw::APPEND => Place::At(offset),
                offset => Place::At(offset.wrapping_add(moved as u64)),
            };
            let count = match transfer {
                Transfer::Read(_) => file_raw::read(self.descriptor(), buffer, place),
                Transfer::Write(_) => file_raw::write(self.descriptor(), buffer, place),
            };
            match count.map_err(|error| self.refusal(error))? {
                0 => break,
                count => moved += count,
            }
        }
        let at_end = matches!(transfer, Transfer::Read(_)) && moved == 0 && transfer.bytes() > 0;
        if at_end { Err(win32(foundation::ERROR_HANDLE_EOF)) } else { Ok(moved) }
    }

    /// Carries out an operation that gave an offset on a file that is not open for overlapped I/O: the call waits,
    /// and the position follows.
    fn transfer_waiting(&self, transfer: &Transfer, offset: u64) -> WsaResult<usize> {
        if self.kind() != Kind::Disk {
            return self.transfer(transfer);
        }
        let moved = self.transfer_at(transfer, offset)?;
        let position = match offset {
            file_raw::APPEND => SeekFrom::End(0),
            offset => SeekFrom::Start(offset.wrapping_add(moved as u64)),
        };
        rustix::fs::seek(self.descriptor(), position).map_err(win32_error)?;
        Ok(moved)
    }

    /// Carries out a synchronous call at the position of the file; 0 bytes read are its end.
    ///
    /// # Errors
    /// `ERROR_OPERATION_ABORTED`: another thread ended the call, and nothing was moved.
    pub(super) fn transfer(&self, transfer: &Transfer) -> WsaResult<usize> {
        self.require_connected()?;
        // A disk answers soon.
        let mut call = (self.kind() != Kind::Disk).then(|| BlockingCall::on(&self.blocked_on));
        let mut moved = 0;
        let (Transfer::Read(buffers) | Transfer::Write(buffers)) = transfer;
        while let Some(buffer) = rest(buffers, moved) {
            let count = match transfer {
                Transfer::Read(_) => return self.read_once(buffer, call.as_mut()),
                Transfer::Write(_) => self.write_once(buffer, call.as_mut()),
            };
            match count {
                Ok(count) => moved += count,
                Err(WsaError::WSA_OPERATION_ABORTED) if moved > 0 => break,
                Err(error) => return Err(error),
            }
        }
        Ok(moved)
    }

    /// Within a call that blocks, or without waiting.
    fn read_once(&self, buffer: LentBuffer, call: Option<&mut BlockingCall<'_>>) -> WsaResult<usize> {
        let count = match call {
            Some(call) => self.block(call, |enter| stream_raw::read(self.descriptor(), buffer, enter)),
            None => {
                file_raw::read(self.descriptor(), buffer, Place::Current).map_err(|error| self.refusal(error))
            }
        };
        match count? {
            0 if self.kind() == Kind::Pipe && buffer.len > 0 => Err(win32(foundation::ERROR_BROKEN_PIPE)),
            count => Ok(count),
        }
    }

    fn write_once(&self, buffer: LentBuffer, call: Option<&mut BlockingCall<'_>>) -> WsaResult<usize> {
        let _no_signal = (self.kind() == Kind::Pipe).then(BrokenPipeSignal::block);
        match call {
            Some(call) => self.block(call, |enter| stream_raw::write(self.descriptor(), buffer, enter)),
            None => file_raw::write(self.descriptor(), buffer, Place::Current)
                .map_err(|error| self.refusal(error)),
        }
    }

    /// Has the kernel wait, not alertably.
    fn block(
        &self,
        call: &mut BlockingCall<'_>,
        attempt: impl Fn(Interruption<'_>) -> SysResult<usize>,
    ) -> WsaResult<usize> {
        loop {
            match call.in_kernel(&attempt).map_err(|error| Errno::from_raw_os_error(error.0)) {
                Err(Errno::INTR) => call.begin_anew()?,
                outcome => return outcome.map_err(|error| self.refusal(error)),
            }
        }
    }

    /// Begins an operation.
    ///
    /// # Errors
    /// Those of the synchronous call, and `ERROR_HANDLE_EOF`. Nobody is told by the completion then.
    pub(super) fn begin(
        &self,
        transfer: Transfer,
        completion: Completion,
        handle: Handle,
    ) -> WsaResult<Begun> {
        // There is no operation on a file without an OVERLAPPED.
        let offset = completion.lent().map_or(0, Lent::offset);
        let outcome = match (&self.queues, self.kind()) {
            (None, _) => self.transfer_waiting(&transfer, offset),
            (Some(_), Kind::Disk) => self.transfer_at(&transfer, offset),
            (Some(queues), _) => return self.begin_queued(queues, transfer, completion, handle),
        };
        end_at_once(completion, outcome)
    }

    fn begin_queued(
        &self,
        queues: &Queues,
        transfer: Transfer,
        completion: Completion,
        handle: Handle,
    ) -> WsaResult<Begun> {
        let direction = match &transfer {
            Transfer::Read(_) => &queues.inbound,
            Transfer::Write(_) => &queues.outbound,
        };
        let mut queue = direction.lock();
        let mut op = Op { transfer, moved: 0, completion };
        match queue.begin(|| self.turn(&mut op))? {
            engine::Begun::Ended(outcome) => end_at_once(op.completion, outcome),
            engine::Begun::MustJoin => match self.binding.watch(self.descriptor(), handle) {
                Ok(()) => {
                    queue.join(op);
                    Ok(Begun::Pending)
                }
                Err(error) => {
                    op.completion.withdraw(error);
                    Err(error)
                }
            },
        }
    }

    /// One turn of an operation that does not wait.
    fn turn(&self, op: &mut Op) -> Attempt<WsaResult<usize>> {
        if let Err(error) = self.require_connected() {
            return Attempt::Ended(Err(error));
        }
        let (Transfer::Read(buffers) | Transfer::Write(buffers)) = &op.transfer;
        while let Some(buffer) = rest(buffers, op.moved) {
            let count = match op.transfer {
                Transfer::Read(_) => self.read_once(buffer, None),
                Transfer::Write(_) => self.write_once(buffer, None),
            };
            match count {
                Ok(count) => op.moved += count,
                Err(error) if error == must_wait() => return Attempt::MustWait,
                Err(error) => return Attempt::Ended(Err(error)),
            }
            if matches!(op.transfer, Transfer::Read(_)) {
                break; // what is there, is enough
            }
        }
        Attempt::Ended(Ok(op.moved))
    }

    /// Lets operations that wait go on.
    pub(super) fn go_on(&self, edge: Edge) {
        let Some(queues) = &self.queues else { return };
        let directions = [(edge.readable, &queues.inbound), (edge.writable, &queues.outbound)];
        for (_, direction) in directions.into_iter().filter(|(ready, _)| *ready) {
            direction.lock().go_on(|op| self.turn(op), |op, outcome| op.completion.finish(outcome.into()));
        }
    }

    /// Ends operations that wait with `ERROR_OPERATION_ABORTED`; the answer is how many.
    pub(super) fn cancel(&self, which: Which) -> usize {
        let Some(queues) = &self.queues else { return 0 };
        let mut count = self.cancel_locks(which);
        for direction in [&queues.inbound, &queues.outbound] {
            let cancelled = direction.lock().cancel(|op| which.includes(&op.completion));
            count += cancelled.len();
            cancelled.into_iter().for_each(abort);
        }
        count
    }

    /// Ends every operation that waits and refuses later ones.
    ///
    /// The other end of a pipe is told first: whoever learns from here that an operation ended with its handle may rely
    /// on it, though another thread still has the object pinned.
    pub(super) fn abort_overlapped(&self) {
        let Some(queues) = &self.queues else { return };
        let pending = [&queues.inbound, &queues.outbound].map(|direction| direction.lock().close());
        self.binding.unwatch(self.descriptor());
        self.let_go_of_pipe();
        self.cancel_locks(Which::All);
        pending.into_iter().flatten().for_each(abort);
    }

    /// The Win32 code of a failed read or write.
    pub(super) fn refusal(&self, error: Errno) -> WsaError {
        match error {
            Errno::AGAIN => must_wait(),
            // The descriptor is open, so it was not opened for this direction.
            Errno::BADF => win32(foundation::ERROR_ACCESS_DENIED),
            error => win32_error(error),
        }
    }
}

fn must_wait() -> WsaError {
    WsaError::WSAEWOULDBLOCK
}

fn abort(op: Op) {
    op.completion.finish(Outcome::failed(WsaError::WSA_OPERATION_ABORTED));
}

fn end_at_once(completion: Completion, outcome: WsaResult<usize>) -> WsaResult<Begun> {
    match outcome {
        Ok(bytes) => {
            completion.finish_at_once(Outcome::done(bytes, 0));
            Ok(Begun::Done { bytes, flags: 0 })
        }
        Err(error) => {
            completion.withdraw(error);
            Err(error)
        }
    }
}
