//! The signaled state of a handle that does I/O.
//!
//! An operation without an event resets it when it begins and sets it when it ends. Threads rarely wait for it:
//! until one does, an end stores one flag and looks at another, and takes no lock.

use std::sync::Arc;

use crate::completion::STATUS_RACE_KEY;
use crate::dispatcher::{self, Dispatcher, Header, Locked, Satisfied};
use crate::race_detector;
use crate::sync::{AtomicBool, Ordering, fence};
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

    /// An operation has ended. Its status is exchanged between this and [`Signal::offer`].
    pub(crate) fn set(&self) {
        self.signaled.store(true, Ordering::Release);
    }

    /// Wakes those who wait. Either they have seen the state set, or this sees that they look.
    pub(crate) fn offer(&self) {
        // On x86-64 the exchange has been as good as a fence, and a second one costs as much again.
        if cfg!(loom) || !cfg!(target_arch = "x86_64") {
            fence(Ordering::SeqCst);
        }
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

#[cfg(all(test, loom))]
mod modelled {
    use loom::thread;
    use ws2_types::WsaResult;

    use super::*;
    use crate::handle_table::{Handle, Object};
    use crate::sync::AtomicUsize;
    use crate::wait::{INFINITE, Outcome, wait_as};

    /// A handle with one operation on its way.
    struct File {
        signal: Signal,
        status: AtomicUsize,
    }

    impl Object for File {
        fn dispatcher(&self) -> Option<&dyn Dispatcher> {
            Some(&self.signal)
        }

        fn close(&self, _handle: Handle) -> WsaResult<()> {
            Ok(())
        }
    }

    impl File {
        fn busy() -> Arc<File> {
            let file = File { signal: Signal::new(), status: AtomicUsize::new(0) };
            file.signal.reset();
            Arc::new(file)
        }

        /// As a completion does it.
        fn end(&self) {
            self.signal.set();
            self.status.swap(1, Ordering::SeqCst);
            self.signal.offer();
        }

        fn wait(self: &Arc<File>, timeout_ms: u32) -> Outcome {
            let object = Arc::clone(self) as Arc<dyn Object>;
            wait_as(&Thread::new(), &[object], false, timeout_ms, false).unwrap()
        }
    }

    #[test]
    fn the_end_of_an_operation_is_not_missed_by_who_waits_for_the_handle() {
        loom::model(|| {
            let file = File::busy();
            let waits = Arc::clone(&file);
            let waits = thread::spawn(move || {
                assert_eq!(waits.wait(INFINITE), Outcome::Signaled(0));
            });
            file.end();
            waits.join().unwrap();
            assert_eq!(file.status.load(Ordering::Relaxed), 1);
        });
    }

    #[test]
    fn a_wait_that_ends_in_time_leaves_the_state_as_it_is() {
        loom::model(|| {
            let file = File::busy();
            let ends = Arc::clone(&file);
            let ends = thread::spawn(move || ends.end());
            file.wait(1);
            ends.join().unwrap();
            assert_eq!(file.wait(0), Outcome::Signaled(0));
        });
    }
}
