//! The threads of a pool, its queue and its port.

use std::collections::{HashMap, VecDeque};
use std::ffi::c_void;
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use parking_lot::{Mutex, RwLock};
use ws2_types::{WsaError, WsaResult};

use super::growth::Growth;
use super::member::{Callback, Cause, Priority, Task};
use super::worker::Worker;
use crate::alarm::Alarm;
use crate::dispatcher;
use crate::handle_table::{Handle, Object, handles};
use crate::port::{Packet, Port};
use crate::race_detector;
use crate::thread::{self, StackSize};

/// As many threads as Windows' pools grow to.
const MOST_THREADS: usize = 500;
/// How long a thread without work waits for some before it ends.
const IDLE: Duration = Duration::from_secs(10);
/// The key of packets that stand for queued callbacks; those of I/O objects are greater.
const TASK: usize = 0;

/// A pool, alive as long as its handle or a callback object. Its threads end with it.
pub struct Pool {
    workers: Arc<Workers>,
}

pub(super) struct Workers {
    pub(super) this: Weak<Workers>,
    pub(super) port: Arc<Port>,
    pub(super) state: Mutex<State>,
    pub(super) growth: OnceLock<Alarm>,
    bound: RwLock<Bound>,
    pub(super) processors: usize,
    pub(super) idle: Duration,
}

pub(super) struct State {
    /// By priority.
    tasks: [VecDeque<Task>; 3],
    pub(super) minimum: usize,
    pub(super) maximum: usize,
    /// All threads, those that are being started among them.
    pub(super) threads: usize,
    /// Threads that wait at the port or are on their way there.
    pub(super) attending: usize,
    /// Threads in callbacks that may run long.
    pub(super) long: usize,
    /// The kernel's numbers of the threads in other callbacks.
    pub(super) running: Vec<i32>,
    pub(super) finished: u64,
    pub(super) growth: Growth,
    pub(super) closing: bool,
}

#[derive(Default)]
struct Bound {
    callbacks: HashMap<usize, Arc<dyn Callback>>,
    last_key: usize,
}

impl Pool {
    /// A pool of its own, without threads.
    ///
    /// # Errors
    /// `WSAEMFILE`, `WSAENOBUFS`.
    pub fn new() -> WsaResult<Arc<Pool>> {
        Pool::with_idle_time(IDLE)
    }

    pub(super) fn with_idle_time(idle: Duration) -> WsaResult<Arc<Pool>> {
        // The pool itself says how many of its threads may be active.
        let port = Port::new(u32::MAX)?;
        let state = State {
            tasks: Default::default(),
            minimum: 0,
            maximum: MOST_THREADS,
            threads: 0,
            attending: 0,
            long: 0,
            running: Vec::new(),
            finished: 0,
            growth: Growth::default(),
            closing: false,
        };
        let workers = Arc::new_cyclic(|this| Workers {
            this: Weak::clone(this),
            port,
            state: Mutex::new(state),
            growth: OnceLock::new(),
            bound: RwLock::new(Bound::default()),
            processors: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            idle,
        });
        Ok(Arc::new(Pool { workers }))
    }

    /// The pool of the process, for callbacks that name no other.
    ///
    /// # Errors
    /// `WSAEMFILE`, `WSAENOBUFS`: it cannot be made.
    pub fn of_process() -> WsaResult<Arc<Pool>> {
        static OF_PROCESS: Mutex<Option<Arc<Pool>>> = Mutex::new(None);
        let mut pool = OF_PROCESS.lock();
        if pool.is_none() {
            *pool = Some(Pool::new()?);
        }
        Ok(Arc::clone(pool.as_ref().expect("made above")))
    }

    /// Opens a handle for a new pool.
    ///
    /// # Errors
    /// Those of [`Pool::new`]; `WSA_NOT_ENOUGH_MEMORY`.
    pub fn open() -> WsaResult<Handle> {
        handles().insert(Pool::new()?).ok_or(WsaError::WSA_NOT_ENOUGH_MEMORY)
    }

    /// Ends a pool's handle; the pool ends with its last callback object.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`: it has ended already.
    pub fn close_handle(handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }

    /// The most threads it may have, at least 1. Threads beyond that end as soon as their callbacks have.
    pub fn set_maximum(&self, maximum: usize) {
        let mut state = self.workers.state.lock();
        state.maximum = maximum.max(1);
        state.minimum = state.minimum.min(state.maximum);
        let start = !state.is_empty() && self.workers.needs_thread(&mut state);
        let call = state.has_surplus();
        drop(state);
        if start {
            self.workers.start();
        }
        if call {
            self.workers.call_thread(); // which calls the next one
        }
    }

    /// So many threads are there from now on, also without work.
    ///
    /// # Errors
    /// `WSA_INVALID_PARAMETER`: more than the most. `WSA_NOT_ENOUGH_MEMORY`: they cannot be started.
    pub fn set_minimum(&self, minimum: usize) -> WsaResult<()> {
        let mut state = self.workers.state.lock();
        if minimum > state.maximum {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        state.minimum = minimum;
        let missing = minimum.saturating_sub(state.threads);
        state.threads += missing;
        state.attending += missing;
        drop(state);
        let started = (0..missing).filter(|_| self.workers.start()).count();
        if started == missing { Ok(()) } else { Err(WsaError::WSA_NOT_ENOUGH_MEMORY) }
    }

    pub(super) fn workers(&self) -> &Workers {
        &self.workers
    }
}

impl Object for Pool {
    /// `CloseHandle` is not for pools.
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let mut state = self.workers.state.lock();
        state.closing = true;
        let any = state.threads > 0;
        drop(state);
        if any {
            self.workers.call_thread(); // which calls the next one
        }
    }
}

impl State {
    fn is_empty(&self) -> bool {
        self.tasks.iter().all(VecDeque::is_empty)
    }

    fn next_task(&mut self) -> Option<Task> {
        self.tasks.iter_mut().find_map(VecDeque::pop_front)
    }

    /// Whether idle threads shall end without waiting for work.
    fn has_surplus(&self) -> bool {
        self.closing || self.threads > self.maximum
    }

    fn stop_running(&mut self, thread_id: i32, was_long: bool) {
        self.finished += 1;
        if was_long {
            self.long -= 1;
        } else if let Some(place) = self.running.iter().position(|running| *running == thread_id) {
            self.running.swap_remove(place);
        }
    }
}

impl Workers {
    /// Queues a callback.
    pub(super) fn submit(&self, task: Task, priority: Priority) {
        race_detector::release(self);
        let mut state = self.state.lock();
        state.tasks[priority as usize].push_back(task);
        let start = self.needs_thread(&mut state);
        drop(state);
        self.call_thread();
        if start {
            self.start();
        }
    }

    /// Wakes a thread that attends, or the next one that comes.
    fn call_thread(&self) {
        self.port.post(Packet { bytes: 0, key: TASK, overlapped: 0, status: 0 });
    }

    /// Has packets of the port with the key that is returned handed to a callback, and a thread there for them.
    pub(super) fn bind(&self, callback: Arc<dyn Callback>) -> usize {
        let mut bound = self.bound.write();
        bound.last_key += 1;
        let key = bound.last_key;
        bound.callbacks.insert(key, callback);
        drop(bound);
        let mut state = self.state.lock();
        let start = self.needs_thread(&mut state);
        drop(state);
        if start {
            self.start();
        }
        key
    }

    /// Packets with this key are dropped from now on.
    pub(super) fn unbind(&self, key: usize) {
        let callback = self.bound.write().callbacks.remove(&key);
        drop(callback); // outside the lock
    }

    /// Starts a thread that is counted already; whether that succeeded.
    pub(super) fn start(&self) -> bool {
        let Some(workers) = self.this.upgrade() else { return false };
        let parameter = Arc::into_raw(workers).cast_mut().cast();
        // SAFETY: the thread takes over the reference.
        match unsafe { thread::open(run_worker, parameter, StackSize::Default, false, |_, _| {}) } {
            Ok(handle) => {
                let _ = dispatcher::close_handle(handle);
                true
            }
            Err(_) => {
                // SAFETY: there is no thread that could have taken it.
                drop(unsafe { Arc::from_raw(parameter.cast::<Workers>()) });
                self.lose_attendant();
                false
            }
        }
    }

    /// A thread that attends has ended, or could not be started.
    pub(super) fn lose_attendant(&self) {
        let mut state = self.state.lock();
        state.threads -= 1;
        state.attending -= 1;
        self.try_again_later(&mut state);
    }

    /// A thread begins to work on a packet; what that stands for, if it is still there.
    pub(super) fn begin(&self, thread_id: i32, packet: Packet) -> Option<Task> {
        let mut state = self.state.lock();
        state.attending -= 1;
        state.running.push(thread_id);
        let start = self.needs_thread(&mut state);
        let task = if packet.key == TASK { state.next_task() } else { None };
        drop(state);
        race_detector::acquire(self);
        if start {
            self.start();
        }
        if packet.key == TASK {
            return task;
        }
        let callback = self.bound.read().callbacks.get(&packet.key).cloned()?;
        callback.arrived();
        Some(Task { callback, cause: Cause::Io(packet) })
    }

    /// A thread will take the next packet; whether it is one too many.
    pub(super) fn end(&self, thread_id: i32, was_long: bool) -> bool {
        let mut state = self.state.lock();
        state.stop_running(thread_id, was_long);
        state.attending += 1;
        state.has_surplus()
    }

    /// The callback on this thread may run long; false when no other thread is or can be there.
    pub(super) fn allow_long(&self, thread_id: i32) -> bool {
        let mut state = self.state.lock();
        if state.attending == 0 && state.threads >= state.maximum {
            return false;
        }
        state.running.retain(|running| *running != thread_id);
        state.long += 1;
        let start = state.attending == 0;
        if start {
            state.threads += 1;
            state.attending += 1;
        }
        drop(state);
        if start && !self.start() {
            let mut state = self.state.lock();
            state.long -= 1;
            state.running.push(thread_id);
            return false;
        }
        true
    }

    /// A thread has ended in the middle of its work.
    pub(super) fn lose_worker(&self, thread_id: i32, was_long: bool) {
        let mut state = self.state.lock();
        state.stop_running(thread_id, was_long);
        state.threads -= 1;
        let wanted = state.threads < state.minimum || !state.is_empty() || self.is_bound();
        let start = wanted && self.needs_thread(&mut state);
        let call_next = state.has_surplus() && state.threads > 0;
        drop(state);
        if start {
            self.start();
        }
        if call_next {
            self.call_thread();
        }
    }

    /// Whether an idle thread may end; it is no longer counted then.
    pub(super) fn may_leave(&self, stays: bool) -> bool {
        let mut state = self.state.lock();
        let is_last = state.attending == 1;
        let waits_for_work = !state.is_empty() || state.threads > 1 || self.is_bound();
        let is_needed = stays || state.threads <= state.minimum || is_last && waits_for_work;
        if is_needed && !state.has_surplus() {
            return false;
        }
        state.threads -= 1;
        state.attending -= 1;
        let call_next = state.has_surplus() && state.threads > 0;
        drop(state);
        if call_next {
            self.call_thread();
        }
        true
    }

    fn is_bound(&self) -> bool {
        !self.bound.read().callbacks.is_empty()
    }
}

unsafe extern "C" fn run_worker(parameter: *mut c_void) -> u32 {
    // SAFETY: a reference that `start` gave away.
    let workers = unsafe { Arc::from_raw(parameter.cast_const().cast::<Workers>()) };
    Worker::run(workers);
    0
}
