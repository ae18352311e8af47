//! The primitives the dispatcher, the handle table and the completion ports stand on, and what the model checker puts
//! in their place.
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
    use std::sync::OnceLock;
    pub(crate) use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, Ordering, fence};
    use std::sync::atomic::{AtomicU8, AtomicU32};
    pub(crate) use std::thread::yield_now;
    pub(crate) use std::thread_local as per_thread;
    use std::time::Duration;

    pub(crate) use parking_lot::{Mutex, MutexGuard};
    use rustix::thread::futex;
    use rustix::time::Timespec;
    pub(crate) use ws2_sys::clock::monotonic;
    pub(crate) use ws2_sys::poller::{Edges, Poller};
    pub(crate) use ws2_sys::task::is_runnable;

    use super::{Deadline, IDLE, Parked, WAITING};

    pub(crate) type DispatcherGuard = parking_lot::MutexGuard<'static, ()>;

    static DISPATCHER: parking_lot::Mutex<()> = parking_lot::Mutex::new(());

    pub(crate) fn lock_dispatcher() -> DispatcherGuard {
        DISPATCHER.lock()
    }

    /// The kernel's number of the calling thread.
    pub(crate) fn thread_number() -> i32 {
        rustix::thread::gettid().as_raw_nonzero().get()
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
    ///
    /// A thread that sleeps in an epoll instead says so, then looks at the word, then sleeps; whoever wrote the word
    /// then looks where the thread is. Both write before they read, so one of them sees the other.
    pub(crate) struct Parker {
        word: AtomicU32,
        place: AtomicU8,
        poller: OnceLock<&'static Poller>,
    }

    /// The thread sleeps at its word, or not at all.
    const AT_WORD: u8 = 0;
    /// It sleeps in the epoll.
    const AT_POLLER: u8 = 1;
    /// It was in the epoll, and looks at its word before it sleeps again.
    const AWAKE: u8 = 2;

    impl Parker {
        pub(crate) fn new() -> Parker {
            Parker { word: AtomicU32::new(IDLE), place: AtomicU8::new(AT_WORD), poller: OnceLock::new() }
        }

        pub(crate) fn store(&self, value: u32) {
            self.word.store(value, Ordering::Release);
        }

        pub(crate) fn value(&self) -> u32 {
            self.word.load(Ordering::Acquire)
        }

        /// Wakes the thread; to be called after the lock is released.
        pub(crate) fn wake(&self) {
            fence(Ordering::SeqCst);
            match self.place.load(Ordering::SeqCst) {
                AT_WORD => {
                    // A failure can only be a bad address, which a live word is not.
                    let _ = futex::wake(&self.word, futex::Flags::PRIVATE, 1);
                }
                AT_POLLER => {
                    self.poller.get().inspect(|poller| poller.wake());
                }
                _ => {}
            }
        }

        /// As [`Parker::park`], but sleeps in the epoll, which no other thread does meanwhile, and has its edges heard
        /// until `hear` answers false.
        pub(crate) fn park_at(
            &self,
            poller: &'static Poller,
            deadline: Deadline,
            edges: &mut Edges,
            mut hear: impl FnMut(&Edges) -> bool,
        ) -> Parked {
            self.poller.get_or_init(|| poller);
            let parked = loop {
                self.place.store(AT_POLLER, Ordering::SeqCst);
                fence(Ordering::SeqCst);
                let value = self.value();
                if value != WAITING {
                    break Parked::Until(value);
                }
                let left = deadline.left();
                // Any failure only means to look again.
                let _ = poller.wait(edges, left);
                self.place.store(AWAKE, Ordering::SeqCst);
                let goes_on = hear(edges);
                let value = self.value();
                if value != WAITING {
                    break Parked::Until(value);
                }
                if left == Some(Duration::ZERO) {
                    break Parked::TimedOut;
                }
                if !goes_on {
                    break Parked::Dismissed;
                }
            };
            self.place.store(AT_WORD, Ordering::SeqCst);
            parked
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
                let slept =
                    futex::wait_bitset(&self.word, futex::Flags::PRIVATE, WAITING, until.as_ref(), bits);
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

        /// The time until then; `None`: for ever.
        fn left(self) -> Option<Duration> {
            let (secs, nanos) = self.0?;
            let until = Duration::new(secs.try_into().unwrap_or_default(), nanos as u32);
            Some(until.saturating_sub(ws2_sys::clock::monotonic()))
        }
    }
}

#[cfg(loom)]
mod modelled {
    use std::ops::{Deref, DerefMut};
    use std::time::Duration;

    pub(crate) use loom::cell::UnsafeCell as SharedCell;
    use loom::sync::Condvar;
    pub(crate) use loom::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, Ordering, fence};
    pub(crate) use loom::thread::yield_now;
    use ws2_sys::BorrowedFd;
    use ws2_sys::errno::SysResult;
    use ws2_sys::poller::Edge;

    use super::{Deadline, IDLE, Parked, WAITING};

    pub(crate) type DispatcherGuard = loom::sync::MutexGuard<'static, ()>;

    loom::lazy_static! {
        static ref DISPATCHER: loom::sync::Mutex<()> = loom::sync::Mutex::new(());
        static ref THREADS: loom::sync::Mutex<i32> = loom::sync::Mutex::new(0);
    }

    pub(crate) fn lock_dispatcher() -> DispatcherGuard {
        DISPATCHER.lock().unwrap()
    }

    macro_rules! per_thread {
        (static $name:ident: $type:ty = const $value:block;) => {
            loom::thread_local! { static $name: $type = $value; }
        };
    }
    pub(crate) use per_thread;

    /// Called once by each thread that wants a number.
    pub(crate) fn thread_number() -> i32 {
        let mut threads = THREADS.lock().unwrap();
        *threads += 1;
        *threads
    }

    /// In a model time stands still.
    pub(crate) fn monotonic() -> Duration {
        Duration::ZERO
    }

    /// No thread of a model sleeps with a packet in its hands.
    pub(crate) fn is_runnable(_thread_number: i32) -> bool {
        true
    }

    /// `parking_lot`'s mutex, which is never poisoned and whose guard can be opened for a while.
    #[derive(Default)]
    pub(crate) struct Mutex<T>(loom::sync::Mutex<T>);

    pub(crate) struct MutexGuard<'a, T> {
        mutex: &'a Mutex<T>,
        /// `None` only while it is unlocked.
        guard: Option<loom::sync::MutexGuard<'a, T>>,
    }

    impl<T> Mutex<T> {
        pub(crate) fn new(value: T) -> Mutex<T> {
            Mutex(loom::sync::Mutex::new(value))
        }

        pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
            MutexGuard { mutex: self, guard: Some(self.0.lock().unwrap()) }
        }
    }

    impl<T> MutexGuard<'_, T> {
        pub(crate) fn unlocked<R>(this: &mut Self, call: impl FnOnce() -> R) -> R {
            this.guard = None;
            let result = call();
            this.guard = Some(this.mutex.0.lock().unwrap());
            result
        }
    }

    impl<T> Deref for MutexGuard<'_, T> {
        type Target = T;

        fn deref(&self) -> &T {
            self.guard.as_ref().unwrap()
        }
    }

    impl<T> DerefMut for MutexGuard<'_, T> {
        fn deref_mut(&mut self) -> &mut T {
            self.guard.as_mut().unwrap()
        }
    }

    pub(crate) type Edges = Vec<Edge>;

    /// An epoll that watches nothing but its own wake-ups: those that nobody has met are one, and one waiter meets it.
    pub(crate) struct Poller {
        woken: loom::sync::Mutex<bool>,
        changed: Condvar,
    }

    impl Poller {
        pub(crate) fn new() -> SysResult<Poller> {
            Ok(Poller { woken: loom::sync::Mutex::new(false), changed: Condvar::new() })
        }

        pub(crate) fn wake(&self) {
            *self.woken.lock().unwrap() = true;
            self.changed.notify_one();
        }

        /// A time-out has always passed: what is explored is the race with the waker.
        pub(crate) fn wait(&self, edges: &mut Edges, timeout: Option<Duration>) -> SysResult<bool> {
            edges.clear();
            let mut woken = self.woken.lock().unwrap();
            while !*woken && timeout.is_none() {
                woken = self.changed.wait(woken).unwrap();
            }
            let met = std::mem::take(&mut *woken);
            drop(woken);
            if !met {
                loom::thread::yield_now();
            }
            Ok(met)
        }

        pub(crate) fn edges(edges: &Edges) -> impl Iterator<Item = Edge> {
            edges.iter().copied()
        }

        pub(crate) fn watch(&self, _fd: BorrowedFd<'_>, _token: u64) -> SysResult<()> {
            unreachable!("a model has no descriptors")
        }

        pub(crate) fn forget(&self, _fd: BorrowedFd<'_>) {
            unreachable!("a model has no descriptors")
        }

        pub(crate) fn as_fd(&self) -> BorrowedFd<'_> {
            unreachable!("a model has no descriptors")
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

        pub(crate) fn park_at(
            &self,
            _poller: &Poller,
            _deadline: Deadline,
            _edges: &mut Edges,
            _hear: impl FnMut(&Edges) -> bool,
        ) -> Parked {
            unreachable!("a model has no descriptors")
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

/// Why a thread no longer sleeps in an epoll.
#[cfg_attr(loom, allow(dead_code, reason = "a model has no descriptors"))]
pub(crate) enum Parked {
    /// Its word has changed to this.
    Until(u32),
    /// The deadline came.
    TimedOut,
    /// Whoever heard the edges does not want it to go on.
    Dismissed,
}

/// When a wait ends by itself, on the monotonic clock: seconds and nanoseconds.
#[derive(Clone, Copy)]
pub(crate) struct Deadline(Option<(i64, i64)>);

impl Deadline {
    pub(crate) const NEVER: Deadline = Deadline(None);
}
