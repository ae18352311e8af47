//! What can be waited for: signaled states, the threads that wait for them, and the one lock over both.
//!
//! **The dispatcher lock.** Signaled states, wait queues and the part of a thread that others change live in
//! [`Guarded`] cells that only the holder of [`Locked`] can open. One lock makes a wait for all of several
//! objects atomic: either every one of them is taken in the same instant or none is touched. It is held for
//! a few dozen instructions, never across a system call, a callback or an allocation that can be avoided.
//!
//! **Lock order.** The dispatcher lock comes after every lock of the sockets and before none: under it
//! nothing else is locked. The handle table is consulted before it is taken.
//!
//! **The lost-wake-up rule.** A thread looks at its objects and joins their queues under one hold of the lock;
//! whoever makes an object signaled offers it to the queue under one hold of the lock. So a signal comes
//! before the look (the waiter takes it) or after the joining (the waiter is offered it); there is no third
//! case. The *signaler* completes the wait: it takes the object on the waiter's behalf and writes the outcome
//! into the waiter's word, still under the lock. A waiter whose time runs out takes the lock and reads the
//! word again: an outcome written meanwhile counts, so no signal is taken and then dropped.
//!
//! **Waking.** Threads are woken, and subscribers told, when the lock is released, so that they do not run into it.
//! A wake-up that comes late finds the word of a later wait unchanged and is harmless.

use std::cell::{Cell, UnsafeCell};
use std::collections::VecDeque;
use std::mem::ManuallyDrop;
use std::sync::Arc;

use ws2_types::{WsaError, WsaResult};

use crate::handle_table::{Handle, handles};
use crate::race_detector;
use crate::subscription::{Subscriber, Subscription};
use crate::sync::{DispatcherGuard, lock_dispatcher};
use crate::thread::Thread;

/// An object with a signaled state.
pub trait Dispatcher: Send + Sync {
    /// The queue of those who wait for it.
    fn header(&self) -> &Header;

    /// Whether a wait of this thread would be satisfied now.
    fn is_signaled(&self, lock: &Locked, thread: &Thread) -> bool;

    /// Takes the object for the thread: what a satisfied wait changes. Called only while it is signaled.
    fn satisfy(&self, lock: &mut Locked, thread: &Arc<Thread>) -> Satisfied;
}

/// How a wait was satisfied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Satisfied {
    /// In the ordinary way.
    Normally,
    /// With a mutex whose owner ended without releasing it.
    Abandoned,
}

/// Proof that the dispatcher lock is held. Dropping it releases the lock, then wakes those whose wait ended.
pub struct Locked {
    guard: ManuallyDrop<DispatcherGuard>,
    woken: Vec<Arc<Thread>>,
    told: Vec<Arc<dyn Subscriber>>,
}

thread_local! {
    static WAITS_ENDED: Cell<usize> = const { Cell::new(0) };
}

/// How many waits the calling thread has ended so far, others' and its own.
pub(crate) fn waits_ended() -> usize {
    WAITS_ENDED.get()
}

/// Takes the dispatcher lock.
pub fn lock() -> Locked {
    let guard = lock_dispatcher();
    race_detector::acquire(&RACE_KEY);
    Locked { guard: ManuallyDrop::new(guard), woken: Vec::new(), told: Vec::new() }
}

/// Stands for the lock in what the race detector is told. A waiter that was woken sees what its signaler did,
/// although it need not take the lock.
pub(crate) static RACE_KEY: u8 = 0;

impl Locked {
    /// Wakes a thread as soon as the lock is released.
    pub(crate) fn wake(&mut self, thread: Arc<Thread>) {
        self.woken.push(thread);
    }

    /// Tells a subscriber as soon as the lock is released.
    pub(crate) fn tell(&mut self, subscriber: Arc<dyn Subscriber>) {
        self.told.push(subscriber);
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        race_detector::release(&RACE_KEY);
        // SAFETY: the guard is dropped only here, once, and not used afterwards.
        unsafe { ManuallyDrop::drop(&mut self.guard) };
        if !self.woken.is_empty() {
            WAITS_ENDED.set(WAITS_ENDED.get() + self.woken.len());
        }
        for thread in self.woken.drain(..) {
            thread.waiter().wake();
        }
        for subscriber in self.told.drain(..) {
            subscriber.tell();
        }
    }
}

/// A value that belongs to the dispatcher lock.
#[derive(Default)]
pub struct Guarded<T>(UnsafeCell<T>);

// SAFETY: the value is reached only through `Locked`, which exists once at a time; that makes the cell a mutex.
unsafe impl<T: Send> Sync for Guarded<T> {}

impl<T> Guarded<T> {
    /// Puts a value under the lock.
    pub const fn new(value: T) -> Guarded<T> {
        Guarded(UnsafeCell::new(value))
    }

    /// Reads it.
    #[inline]
    pub fn get<'a>(&'a self, _lock: &'a Locked) -> &'a T {
        // SAFETY: the lock is held and borrowed shared, so no `&mut` to any guarded value exists meanwhile.
        unsafe { &*self.0.get() }
    }

    /// Opens it for change.
    #[inline]
    pub fn get_mut<'a>(&'a self, _lock: &'a mut Locked) -> &'a mut T {
        // SAFETY: the lock is held and borrowed exclusively, so this is the only reference to a guarded value.
        unsafe { &mut *self.0.get() }
    }
}

/// The part all dispatcher objects share: who waits, longest first.
#[derive(Default)]
pub struct Header {
    queue: Guarded<VecDeque<Entry>>,
}

#[derive(Clone)]
enum Entry {
    Thread {
        thread: Arc<Thread>,
        /// Which of the thread's objects this one is.
        index: u32,
    },
    Subscriber(Arc<Subscription>),
}

impl Header {
    /// A header nobody waits at.
    pub const fn new() -> Header {
        Header { queue: Guarded::new(VecDeque::new()) }
    }

    pub(crate) fn join(&self, lock: &mut Locked, thread: &Arc<Thread>, index: usize) {
        self.queue.get_mut(lock).push_back(Entry::Thread { thread: Arc::clone(thread), index: index as u32 });
    }

    pub(crate) fn leave(&self, lock: &mut Locked, thread: &Arc<Thread>) {
        let is_other =
            |entry: &Entry| !matches!(entry, Entry::Thread { thread: own, .. } if Arc::ptr_eq(own, thread));
        self.queue.get_mut(lock).retain(is_other);
    }

    pub(crate) fn subscribe(&self, lock: &mut Locked, subscription: &Arc<Subscription>) {
        self.queue.get_mut(lock).push_back(Entry::Subscriber(Arc::clone(subscription)));
    }

    pub(crate) fn unsubscribe(&self, lock: &mut Locked, subscription: &Arc<Subscription>) {
        let is_other =
            |entry: &Entry| !matches!(entry, Entry::Subscriber(own) if Arc::ptr_eq(own, subscription));
        self.queue.get_mut(lock).retain(is_other);
    }

    /// How many waits stand in the queue.
    pub fn waits(&self, lock: &Locked) -> usize {
        self.queue.get(lock).len()
    }
}

impl Drop for Header {
    fn drop(&mut self) {
        // What others did with the object came before its end: their references are counted.
        race_detector::acquire(&RACE_KEY);
    }
}

/// Offers an object that became signaled to those who wait for it, for as long as it stays signaled.
pub fn offer(object: &dyn Dispatcher, lock: &mut Locked) {
    let mut position = 0;
    while let Some(entry) = object.header().queue.get(lock).get(position).cloned() {
        let signaled = match &entry {
            Entry::Thread { thread, .. } => object.is_signaled(lock, thread),
            Entry::Subscriber(subscription) => subscription.is_satisfied_by(lock, object),
        };
        if !signaled {
            return;
        }
        let completed = match &entry {
            Entry::Thread { thread, index } => thread.waiter().complete(lock, thread, object, *index),
            Entry::Subscriber(subscription) => subscription.complete(lock, object),
        };
        if completed {
            object.header().queue.get_mut(lock).remove(position);
        } else {
            position += 1;
        }
    }
}

/// Ends a handle that has no close rules of its own, for [`Object::close`](crate::handle_table::Object::close).
///
/// # Errors
/// `WSA_INVALID_HANDLE` (`ERROR_INVALID_HANDLE`) when another thread was first.
pub fn close_handle(handle: Handle) -> WsaResult<()> {
    let pinned = handles().pin(handle).ok_or(WsaError::WSA_INVALID_HANDLE)?;
    pinned.begin_close().map(|_| ()).ok_or(WsaError::WSA_INVALID_HANDLE)
}
