//! One direction of a socket: its pending operations, and a word that says without the lock whether there are any.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::{Mutex, MutexGuard};
use ws2_engine::overlapped::Operations;

pub(super) struct Lane<Op> {
    operations: Mutex<Operations<Op>>,
    /// Written under the lock.
    occupied: AtomicBool,
}

impl<Op> Default for Lane<Op> {
    fn default() -> Self {
        Lane { operations: Mutex::default(), occupied: AtomicBool::new(false) }
    }
}

impl<Op> Lane<Op> {
    pub(super) fn lock(&self) -> Locked<'_, Op> {
        Locked { operations: self.operations.lock(), occupied: &self.occupied }
    }

    /// Whether operations wait that a synchronous call must not overtake.
    #[inline]
    pub(super) fn is_occupied(&self) -> bool {
        self.occupied.load(Ordering::Relaxed)
    }
}

pub(super) struct Locked<'a, Op> {
    operations: MutexGuard<'a, Operations<Op>>,
    occupied: &'a AtomicBool,
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
        self.occupied.store(!self.operations.is_idle(), Ordering::Relaxed);
    }
}
