//! Calls that block in the kernel, and how another thread ends them.
//!
//! Each thread has a record that says what it is blocked on. Ending a call takes two halves that cannot miss
//! each other:
//!
//! - the caller *enters*: it publishes its target, then looks whether the target is cancelled;
//! - the canceller marks the target cancelled, then looks for records that name it, and interrupts those
//!   threads (their system call returns `EINTR`).
//!
//! Both sides write before they read, all sequentially consistent, so at least one sees the other. A caller
//! that looked before the mark and enters the kernel after the interrupt would still sleep: whoever cancels
//! must also make the kernel object unable to block (see `ws2_sys::wakeup`).
//!
//! Lock order: the registry's lock is a leaf, nothing is called under it but the signal itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use parking_lot::Mutex;
use ws2_sys::interrupt::{self, ThreadId};

/// Says to calls in progress that their object is closed. One per descriptor.
#[derive(Default)]
pub struct Cancellation {
    cancelled: AtomicBool,
}

impl Cancellation {
    /// Whether [`Cancellation::cancel`] was called.
    #[inline]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }

    /// Ends the calls blocked on this target and refuses new ones. Multi-object waits are interrupted too:
    /// they look again at what they wait for.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
        self.interrupt();
    }

    fn interrupt(&self) {
        let threads = THREADS.lock();
        for record in threads.iter() {
            let target = record.target.load(Ordering::SeqCst);
            let concerned = target == self.address() || target == MANY;
            let signaled = target | SIGNALED;
            let exchanged =
                || record.target.compare_exchange(target, signaled, Ordering::SeqCst, Ordering::SeqCst);
            if concerned && exchanged().is_ok() {
                interrupt::interrupt(record.thread);
            }
        }
    }

    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

/// The thread is in no blocking call.
const NOTHING: usize = 0;
/// The thread waits for several objects at once.
const MANY: usize = 2;
/// Added to a target once the thread was interrupted. Targets are aligned, so the bit is free.
const SIGNALED: usize = 1;

struct Record {
    thread: ThreadId,
    target: AtomicUsize,
}

static THREADS: Mutex<Vec<Arc<Record>>> = Mutex::new(Vec::new());

struct Registration(Arc<Record>);

impl Drop for Registration {
    fn drop(&mut self) {
        THREADS.lock().retain(|record| !Arc::ptr_eq(record, &self.0));
    }
}

thread_local! {
    static REGISTRATION: Registration = {
        let record = Arc::new(Record {
            thread: interrupt::register_current_thread(),
            target: AtomicUsize::new(NOTHING),
        });
        THREADS.lock().push(Arc::clone(&record));
        Registration(record)
    };
}

/// While this lives, the thread counts as blocked on its target.
pub struct BlockingCall<'a> {
    cancellation: Option<&'a Cancellation>,
}

impl<'a> BlockingCall<'a> {
    /// Begins a call that may block on one object.
    #[inline]
    pub fn on(cancellation: &'a Cancellation) -> BlockingCall<'a> {
        publish(cancellation.address());
        BlockingCall { cancellation: Some(cancellation) }
    }

    /// Begins a wait for several objects: any cancellation interrupts it.
    pub fn on_many() -> BlockingCall<'static> {
        publish(MANY);
        BlockingCall { cancellation: None }
    }

    /// Whether the object was closed; to be asked before each entry into the kernel and after it.
    #[inline]
    pub fn is_cancelled(&self) -> bool {
        self.cancellation.is_some_and(Cancellation::is_cancelled)
    }
}

impl Drop for BlockingCall<'_> {
    #[inline]
    fn drop(&mut self) {
        let was = REGISTRATION.with(|own| own.0.target.swap(NOTHING, Ordering::SeqCst));
        if was & SIGNALED != 0 {
            absorb_interrupt();
        }
    }
}

#[inline]
fn publish(target: usize) {
    REGISTRATION.with(|own| own.0.target.store(target, Ordering::SeqCst));
}

/// Lets the interrupt arrive here, so that it cannot disturb a later system call of the program.
#[cold]
fn absorb_interrupt() {
    drop(THREADS.lock()); // the canceller sends under this lock
    interrupt::absorb();
}
