//! The threads that may be interrupted, and what each is blocked on. Knows no signals and no kernel: the model
//! checker runs it against a kernel of its own.

use std::sync::Arc;

use ws2_sys::interrupt::ThreadId;

use crate::sync::{AtomicUsize, Mutex, Ordering};

/// The thread is in no blocking call.
const NOTHING: usize = 0;
/// The thread waits for several objects at once.
pub(super) const MANY: usize = 4;
/// The thread waits for no object that could be closed.
pub(super) const NO_OBJECT: usize = 8;
/// Added to a target once the thread was interrupted. Targets are aligned, so the bits are free.
const SIGNALED: usize = 1;
/// Added with it when the call itself is to end.
const ABORTED: usize = 2;
const TARGET: usize = !(SIGNALED | ABORTED);

/// APCs are queued to the thread.
const APCS: usize = 1;
/// The thread has a blocking hook.
const HOOK: usize = 2;

/// What of the program runs in a thread's blocking calls before they wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Callbacks(usize);

impl Callbacks {
    /// Nothing.
    pub(super) const NONE: Callbacks = Callbacks(0);

    #[inline]
    pub(super) fn any(self) -> bool {
        self.0 != 0
    }

    pub(super) fn have_apcs(self) -> bool {
        self.0 & APCS != 0
    }

    pub(super) fn have_hook(self) -> bool {
        self.0 & HOOK != 0
    }
}

/// What happened to a call while it was in progress.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Interrupts {
    /// Somebody interrupted it; the signal may still be on its way.
    pub(super) signaled: bool,
    /// Somebody asked for its end.
    pub(super) aborted: bool,
}

impl Interrupts {
    fn of(word: usize) -> Interrupts {
        Interrupts { signaled: word & SIGNALED != 0, aborted: word & ABORTED != 0 }
    }
}

/// One thread.
pub(super) struct Record<T = ThreadId> {
    thread: Mutex<T>,
    target: AtomicUsize,
    callbacks: AtomicUsize,
}

impl<T: Copy> Record<T> {
    /// Begins a call; answers the target of the call around it.
    #[inline]
    pub(super) fn publish(&self, target: usize) -> usize {
        self.target.swap(target, Ordering::SeqCst)
    }

    /// Ends a call; answers what happened to it.
    #[inline]
    pub(super) fn restore(&self, outer: usize) -> Interrupts {
        Interrupts::of(self.target.swap(outer, Ordering::SeqCst))
    }

    /// The word in which an interrupt leaves its mark, as its lowest bit.
    #[cfg(not(loom))]
    pub(super) fn word(&self) -> &AtomicUsize {
        &self.target
    }

    /// Whether an interrupt was decided on since the call was begun.
    pub(super) fn is_signaled(&self) -> bool {
        self.target.load(Ordering::SeqCst) & SIGNALED != 0
    }

    /// What runs before the call waits. A call that looks after it was begun either sees that APCs are queued or is
    /// interrupted.
    #[inline]
    pub(super) fn callbacks(&self) -> Callbacks {
        Callbacks(self.callbacks.load(Ordering::SeqCst))
    }

    /// To be called under the lock of the thread's APCs.
    pub(super) fn set_has_apcs(&self, has_apcs: bool) {
        self.set_callback(APCS, has_apcs);
    }

    /// To be called by the thread itself.
    pub(super) fn set_hooked(&self, hooked: bool) {
        self.set_callback(HOOK, hooked);
    }

    fn set_callback(&self, callback: usize, on: bool) {
        if on {
            self.callbacks.fetch_or(callback, Ordering::SeqCst);
        } else {
            self.callbacks.fetch_and(!callback, Ordering::SeqCst);
        }
    }

    /// Under the registry's lock, without which no thread ends.
    fn interrupt(&self, published: usize, send: impl Fn(T)) {
        let signaled = published | SIGNALED;
        let exchanged = self.target.compare_exchange(published, signaled, Ordering::SeqCst, Ordering::SeqCst);
        if exchanged.is_ok() {
            send(*self.thread.lock());
        }
    }

    pub(super) fn set_thread(&self, thread: T) {
        *self.thread.lock() = thread;
    }
}

/// All threads that ever began a blocking call and live still.
pub(super) struct Registry<T = ThreadId> {
    threads: Mutex<Vec<Arc<Record<T>>>>,
}

impl<T> Default for Registry<T> {
    fn default() -> Registry<T> {
        Registry { threads: Mutex::new(Vec::new()) }
    }
}

impl<T: Copy> Registry<T> {
    pub(super) fn add(&self, thread: T) -> Arc<Record<T>> {
        let record = Arc::new(Record {
            thread: Mutex::new(thread),
            target: AtomicUsize::new(NOTHING),
            callbacks: AtomicUsize::new(0),
        });
        self.threads.lock().push(Arc::clone(&record));
        record
    }

    /// After this nobody interrupts the thread; it may end.
    pub(super) fn remove(&self, record: &Arc<Record<T>>) {
        self.threads.lock().retain(|other| !Arc::ptr_eq(other, record));
    }

    /// Interrupts the threads that are blocked on `target` or on many.
    pub(super) fn interrupt(&self, target: usize, send: impl Fn(T)) {
        let threads = self.threads.lock();
        for record in threads.iter() {
            let published = record.target.load(Ordering::SeqCst);
            if published & TARGET == target || published & TARGET == MANY {
                record.interrupt(published, &send);
            }
        }
    }

    /// Interrupts one thread, whatever it is blocked on.
    pub(super) fn interrupt_one(&self, record: &Record<T>, send: impl Fn(T)) {
        let _threads = self.threads.lock();
        // A change that changes nothing: a thread that publishes after it has seen everything done before it.
        let published = record.target.fetch_or(NOTHING, Ordering::SeqCst);
        // A thread that has ended is in no call.
        if published != NOTHING {
            record.interrupt(published, &send);
        }
    }

    /// Has one thread's call end, whatever it is blocked on; false when it is in none that can be ended so.
    pub(super) fn abort_one(&self, record: &Record<T>, send: impl Fn(T)) -> bool {
        let _threads = self.threads.lock();
        let aborted = record.target.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |published| {
            let can_end = published & TARGET != NOTHING && published & TARGET != NO_OBJECT;
            (can_end && published & ABORTED == 0).then_some(published | SIGNALED | ABORTED)
        });
        if aborted.is_ok() {
            send(*record.thread.lock());
        }
        aborted.is_ok()
    }

    /// Returns once every interrupt that was decided on has been sent.
    pub(super) fn wait_for_senders(&self) {
        drop(self.threads.lock());
    }
}
