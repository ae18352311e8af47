//! The signaled state of a handle that does I/O.
//!
//! An operation without an event resets it when it begins and sets it when it ends. Threads rarely wait for it:
//! until one does, an end stores one flag and looks at another, and takes no lock.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering, fence};

use crate::completion::STATUS_RACE_KEY;
use crate::dispatcher::{self, Dispatcher, Header, Locked, Satisfied};
use crate::race_detector;
use crate::thread::Thread;

/// A signaled state. That of a new handle is set: nothing is on its way.
pub struct Signal {
    header: Header,
    signaled: AtomicBool,
    /// A thread has looked, and may wait in the queue.
    awaited: AtomicBool,
}

impl Signal {
    /// The state of a handle on which nothing was begun yet.
    pub fn new() -> Signal {
        Signal { header: Header::new(), signaled: AtomicBool::new(true), awaited: AtomicBool::new(false) }
    }

    /// An operation begins.
    pub(crate) fn reset(&self) {
        self.signaled.store(false, Ordering::Relaxed);
    }

    /// An operation has ended. A sequentially consistent fence must come between this and [`Signal::offer`].
    pub(crate) fn set(&self) {
        self.signaled.store(true, Ordering::Release);
    }

    /// Wakes those who wait. Either they have seen the state set, or this sees that they look.
    pub(crate) fn offer(&self) {
        if self.awaited.load(Ordering::Relaxed) {
            dispatcher::offer(self, &mut dispatcher::lock());
        }
    }
}

impl Default for Signal {
    fn default() -> Self {
        Signal::new()
    }
}

impl Dispatcher for Signal {
    fn header(&self) -> &Header {
        &self.header
    }

    fn is_signaled(&self, _lock: &Locked, _thread: &Thread) -> bool {
        self.awaited.store(true, Ordering::Relaxed);
        fence(Ordering::SeqCst);
        self.signaled.load(Ordering::Acquire)
    }

    fn satisfy(&self, _lock: &mut Locked, _thread: &Arc<Thread>) -> Satisfied {
        race_detector::acquire(&STATUS_RACE_KEY);
        Satisfied::Normally
    }
}
