//! The primitives the dispatcher and the handle table stand on, and what the model checker puts in their place.
//!
//! `RUSTFLAGS="--cfg loom" cargo test --release -p win32-wait --lib modelled` runs every interleaving of the
//! small programs in the `modelled` test modules.

#[cfg(not(loom))]
pub(crate) use real::*;

#[cfg(loom)]
pub(crate) use modelled::*;

#[cfg(not(loom))]
mod real {
    use std::cell::UnsafeCell;
    use std::sync::atomic::AtomicU32;
    pub(crate) use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, Ordering};

    pub(crate) use parking_lot::Mutex;
    use rustix::thread::futex;
    use rustix::time::Timespec;

    use super::{Deadline, IDLE, WAITING};

    pub(crate) type DispatcherGuard = parking_lot::MutexGuard<'static, ()>;

    static DISPATCHER: parking_lot::Mutex<()> = parking_lot::Mutex::new(());

    pub(crate) fn lock_dispatcher() -> DispatcherGuard {
        DISPATCHER.lock()
    }

    /// A value whose owner changes by a protocol of its own.
    pub(crate) struct SharedCell<T>(UnsafeCell<T>);

    impl<T> SharedCell<T> {
        pub(crate) const fn new(value: T) -> SharedCell<T> {
            SharedCell(UnsafeCell::new(value))
        }

        #[inline]
        pub(crate) fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
            read(self.0.get())
        }

        #[inline]
        pub(crate) fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
            write(self.0.get())
        }
    }

    /// The word a waiting thread sleeps on. It is written only under the dispatcher lock.
    pub(crate) struct Parker(AtomicU32);

    impl Parker {
        pub(crate) fn new() -> Parker {
            Parker(AtomicU32::new(IDLE))
        }

        pub(crate) fn store(&self, value: u32) {
            self.0.store(value, Ordering::Release);
        }

        pub(crate) fn value(&self) -> u32 {
            self.0.load(Ordering::Acquire)
        }

        /// Wakes the thread; to be called after the lock is released.
        pub(crate) fn wake(&self) {
            // A failure can only be a bad address, which a live word is not.
            let _ = futex::wake(&self.0, futex::Flags::PRIVATE, 1);
        }

        /// Sleeps until the word leaves `WAITING`; `None` when the deadline came first.
        pub(crate) fn park(&self, deadline: Deadline) -> Option<u32> {
            let until = deadline.0.map(|(tv_sec, tv_nsec)| Timespec { tv_sec, tv_nsec });
            loop {
                let value = self.value();
                if value != WAITING {
                    return Some(value);
                }
                let bits = std::num::NonZeroU32::MAX;
                let slept = futex::wait_bitset(&self.0, futex::Flags::PRIVATE, WAITING, until.as_ref(), bits);
                if slept == Err(rustix::io::Errno::TIMEDOUT) {
                    return None;
                }
            }
        }
    }

    impl Deadline {
        /// The time this many milliseconds from now.
        pub(crate) fn after_ms(timeout_ms: u32) -> Deadline {
            let now = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
            let nanos = now.tv_nsec + i64::from(timeout_ms % 1000) * 1_000_000;
            let secs = now.tv_sec + i64::from(timeout_ms / 1000) + nanos / 1_000_000_000;
            Deadline(Some((secs, nanos % 1_000_000_000)))
        }
    }
}

#[cfg(loom)]
mod modelled {
    pub(crate) use loom::cell::UnsafeCell as SharedCell;
    pub(crate) use loom::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, Ordering};
    use loom::sync::{Condvar, MutexGuard};

    use super::{Deadline, IDLE, WAITING};

    pub(crate) type DispatcherGuard = MutexGuard<'static, ()>;

    loom::lazy_static! {
        static ref DISPATCHER: loom::sync::Mutex<()> = loom::sync::Mutex::new(());
    }

    pub(crate) fn lock_dispatcher() -> DispatcherGuard {
        DISPATCHER.lock().unwrap()
    }

    /// `parking_lot`'s mutex, which is never poisoned.
    pub(crate) struct Mutex<T>(loom::sync::Mutex<T>);

    impl<T> Mutex<T> {
        pub(crate) fn new(value: T) -> Mutex<T> {
            Mutex(loom::sync::Mutex::new(value))
        }

        pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
            self.0.lock().unwrap()
        }
    }

    pub(crate) struct Parker {
        word: loom::sync::Mutex<u32>,
        changed: Condvar,
    }

    impl Parker {
        pub(crate) fn new() -> Parker {
            Parker { word: loom::sync::Mutex::new(IDLE), changed: Condvar::new() }
        }

        pub(crate) fn store(&self, value: u32) {
            *self.word.lock().unwrap() = value;
        }

        pub(crate) fn value(&self) -> u32 {
            *self.word.lock().unwrap()
        }

        pub(crate) fn wake(&self) {
            let _word = self.word.lock().unwrap();
            self.changed.notify_one();
        }

        /// A deadline in the model has always passed: what is explored is the race with the waker.
        pub(crate) fn park(&self, deadline: Deadline) -> Option<u32> {
            let mut word = self.word.lock().unwrap();
            while *word == WAITING {
                if deadline.0.is_some() {
                    return None;
                }
                word = self.changed.wait(word).unwrap();
            }
            Some(*word)
        }
    }

    impl Deadline {
        pub(crate) fn after_ms(_timeout_ms: u32) -> Deadline {
            Deadline(Some((0, 0)))
        }
    }
}

/// The thread is registered with the objects it waits for.
pub(crate) const WAITING: u32 = 0;
/// The thread waits for nothing.
pub(crate) const IDLE: u32 = u32::MAX;

/// When a wait ends by itself, on the monotonic clock: seconds and nanoseconds.
#[derive(Clone, Copy)]
pub(crate) struct Deadline(Option<(i64, i64)>);

impl Deadline {
    pub(crate) const NEVER: Deadline = Deadline(None);
}
