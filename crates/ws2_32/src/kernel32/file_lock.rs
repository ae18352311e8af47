//! Which parts of a file a handle has locked, and those it waits for.
//!
//! The kernel's locks belong to an open file, which may take what it has already. On Windows each lock stands
//! against every other, so each has an open file of its own here, and is given back with that.
//!
//! Linux tells nobody when a lock could be had: a thread of its own waits in the kernel for each that is pending.
//! One that is cancelled is given back as soon as that thread gets it.

use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use win32_wait::completion::{Completion, Outcome, Which};
use win32_wait::handle_table::Object;
use ws2_types::abi::foundation;
use ws2_types::{WsaError, WsaResult};

use super::file::{File, win32_error};
use super::file_raw::{self, LockKind};
use super::win32;

/// A part of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Range {
    start: u64,
    len: u64,
    exclusive: bool,
}

impl Range {
    /// # Errors
    /// `ERROR_INVALID_PARAMETER`: it begins where no file reaches.
    pub(super) fn new(start: u64, len: u64, exclusive: bool) -> WsaResult<Range> {
        if i64::try_from(start).is_err() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        Ok(Range { start, len, exclusive })
    }

    fn kind(&self) -> LockKind {
        if self.exclusive { LockKind::Exclusive } else { LockKind::Shared }
    }
}

/// The locks of a handle.
#[derive(Default)]
pub(super) struct Locks {
    held: Mutex<Vec<(Range, OwnedFd)>>,
    /// With numbers: the OVERLAPPED of one that was cancelled may be used again.
    pending: Mutex<Vec<(u64, Completion)>>,
    next_id: AtomicU64,
}

/// Whether a lock was granted.
pub(super) enum Granted {
    Yes,
    /// Others have locked some of it.
    NotYet,
}

impl File {
    /// The same file, open once more.
    fn opened_anew(&self) -> WsaResult<OwnedFd> {
        let mode = rustix::fs::fcntl_getfl(self.descriptor()).map_err(win32_error)? & OFlags::ACCMODE;
        let path = format!("/proc/self/fd/{}", self.descriptor().as_raw_fd());
        rustix::fs::open(path, mode | OFlags::CLOEXEC, Mode::empty()).map_err(win32_error)
    }

    fn take_lock(&self, range: Range, wait: bool) -> WsaResult<Option<OwnedFd>> {
        let owner = self.opened_anew()?;
        match file_raw::lock(owner.as_fd(), range.kind(), range.start, range.len, wait) {
            Ok(()) => Ok(Some(owner)),
            Err(Errno::AGAIN | Errno::ACCESS) => Ok(None),
            Err(error) => Err(self.refusal(error)),
        }
    }

    /// Takes a lock if it can be had at once.
    ///
    /// # Errors
    /// `ERROR_ACCESS_DENIED`: an exclusive lock needs a file that is open for writing. `ERROR_TOO_MANY_OPEN_FILES`.
    pub(super) fn try_lock(&self, range: Range) -> WsaResult<Granted> {
        let Some(owner) = self.take_lock(range, false)? else { return Ok(Granted::NotYet) };
        self.locks.held.lock().push((range, owner));
        Ok(Granted::Yes)
    }

    /// Takes a lock once it can be had.
    ///
    /// # Errors
    /// As [`File::try_lock`].
    pub(super) fn lock_waiting(&self, range: Range) -> WsaResult<()> {
        let owner = self.take_lock(range, true)?.ok_or(win32(foundation::ERROR_LOCK_VIOLATION))?;
        self.locks.held.lock().push((range, owner));
        Ok(())
    }

    /// Has a thread wait for a lock. `object` is the file itself.
    ///
    /// # Errors
    /// `ERROR_NOT_ENOUGH_MEMORY`: no thread.
    pub(super) fn await_lock(
        &self,
        range: Range,
        completion: Completion,
        object: Arc<dyn Object>,
    ) -> WsaResult<()> {
        let id = self.locks.next_id.fetch_add(1, Ordering::Relaxed);
        self.locks.pending.lock().push((id, completion));
        let waiting = move || {
            let any: &dyn std::any::Any = &*object;
            let Some(file) = any.downcast_ref::<File>() else { return };
            let outcome = file.take_lock(range, true);
            // None: cancelled meanwhile, and a lock that was granted goes with its owner.
            let Some(completion) = file.take_pending(id) else { return };
            match outcome {
                Ok(owner) => {
                    file.locks.held.lock().extend(owner.map(|owner| (range, owner)));
                    completion.finish(Outcome::done(0, 0));
                }
                Err(error) => completion.finish(Outcome::failed(error)),
            }
        };
        let started = std::thread::Builder::new().name("winsock-file-lock".to_owned()).spawn(waiting);
        if started.is_err()
            && let Some(completion) = self.take_pending(id)
        {
            completion.withdraw(WsaError::WSA_NOT_ENOUGH_MEMORY);
            return Err(WsaError::WSA_NOT_ENOUGH_MEMORY);
        }
        Ok(())
    }

    fn take_pending(&self, id: u64) -> Option<Completion> {
        let mut pending = self.locks.pending.lock();
        let index = pending.iter().position(|(pending, _)| *pending == id)?;
        Some(pending.remove(index).1)
    }

    /// Ends waits for locks with `ERROR_OPERATION_ABORTED`; the answer is how many.
    pub(super) fn cancel_locks(&self, which: Which) -> usize {
        let mut pending = self.locks.pending.lock();
        let all = std::mem::take(&mut *pending);
        let (cancelled, kept): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(_, completion)| which.includes(completion));
        *pending = kept;
        drop(pending);
        let count = cancelled.len();
        for (_, completion) in cancelled {
            completion.finish(Outcome::failed(WsaError::WSA_OPERATION_ABORTED));
        }
        count
    }

    /// Gives back every lock of a handle that is being closed.
    pub(super) fn give_back_locks(&self) {
        let held = std::mem::take(&mut *self.locks.held.lock());
        drop(held);
    }

    /// Gives a lock back.
    ///
    /// # Errors
    /// `ERROR_NOT_LOCKED`: no lock of this handle begins and ends there.
    pub(super) fn unlock(&self, start: u64, len: u64) -> WsaResult<()> {
        let mut held = self.locks.held.lock();
        let index = held.iter().position(|(range, _)| (range.start, range.len) == (start, len));
        held.remove(index.ok_or(win32(foundation::ERROR_NOT_LOCKED))?);
        Ok(())
    }
}
