//! One direction of a socket: its pending operations, and a word that says without the lock whether there are any.
//!
//! An edge may pass by a lane in which nobody waits ([`Lane::lock_for_edge`]), because an operation says that it is
//! going to wait before the last attempt that makes it wait: an edge that comes after that finds the word.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::{Mutex, MutexGuard};
use ws2_engine::overlapped::{Attempt, Operations};

pub(super) struct Lane<Op> {
    operations: Mutex<Operations<Op>>,
    /// Written under the lock.
    occupied: AtomicBool,
    /// The next edge must be told. Set under the lock.
    awaits_edge: AtomicBool,
}

impl<Op> Default for Lane<Op> {
    fn default() -> Self {
        Lane {
            operations: Mutex::default(),
            occupied: AtomicBool::new(false),
            awaits_edge: AtomicBool::new(false),
        }
    }
}

impl<Op> Lane<Op> {
    pub(super) fn lock(&self) -> Locked<'_, Op> {
        Locked { operations: self.operations.lock(), lane: self }
    }

    /// Makes an attempt of an operation of this lane. One that must wait is made once more with edges told, because
    /// the first may have missed one.
    pub(super) fn attempt<R>(&self, mut attempt: impl FnMut() -> Attempt<R>) -> Attempt<R> {
        match attempt() {
            Attempt::MustWait if !self.awaits_edge.swap(true, Ordering::SeqCst) => attempt(),
            attempted => attempted,
        }
    }

    /// The lane, locked for an edge, if anybody waits for one.
    #[inline]
    pub(super) fn lock_for_edge(&self) -> Option<Locked<'_, Op>> {
        let awaits_edge =
            self.awaits_edge.load(Ordering::SeqCst) && self.awaits_edge.swap(false, Ordering::SeqCst);
        awaits_edge.then(|| self.lock())
    }

    /// Whether operations wait that a synchronous call must not overtake.
    #[inline]
    pub(super) fn is_occupied(&self) -> bool {
        self.occupied.load(Ordering::Relaxed)
    }
}

pub(super) struct Locked<'a, Op> {
    operations: MutexGuard<'a, Operations<Op>>,
    lane: &'a Lane<Op>,
}

impl<Op> Deref for Locked<'_, Op> {
    type Target = Operations<Op>;

    fn deref(&self) -> &Operations<Op> {
        &self.operations
    }
}

impl<Op> DerefMut for Locked<'_, Op> {
    fn deref_mut(&mut self) -> &mut Operations<Op> {
        &mut self.operations
    }
}

impl<Op> Drop for Locked<'_, Op> {
    fn drop(&mut self) {
        self.lane.occupied.store(!self.operations.is_idle(), Ordering::Relaxed);
    }
}
