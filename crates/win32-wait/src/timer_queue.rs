//! Timer queues: functions that are called at a time, once or again and again.
//!
//! The handle of a timer, and that of a queue, only names it: neither can be waited for or closed with `CloseHandle`.
//! Callbacks run on a thread that only calls those which ask for it ([`Place::TimerThread`]), or on other threads; the
//! periods of one timer do not wait for each other there.
//!
//! **Lock order.** A queue's lock, then a timer's, then the agenda's. None is held while a callback runs.

mod callback_thread;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use ws2_types::{WsaError, WsaResult, abi::foundation};

use crate::alarm::{Alarm, Due};
use crate::dispatcher;
use crate::event::{Event, Reset};
use crate::handle_table::{Handle, Object, handles};
use crate::race_detector;
use crate::wait;

const IO_PENDING: WsaError = WsaError::from_code(foundation::ERROR_IO_PENDING as i32);

/// Where the callbacks of a timer run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// One after the other on the thread of all timers that ask for it; they must be short.
    TimerThread,
    /// On threads of the pool.
    Pool {
        /// They may take long (`WT_EXECUTELONGFUNCTION`).
        runs_long: bool,
        /// The thread must stay (`WT_EXECUTEINPERSISTENTTHREAD`).
        persistent: bool,
    },
}

/// When a timer goes off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Schedule {
    /// The first time; `None`: not before it is changed.
    pub due: Option<Due>,
    /// From then on every so often; 0 is never again.
    pub period: Duration,
}

/// How a timer calls its function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Manner {
    /// On which thread.
    pub place: Place,
    /// Once, whatever the schedule says of a period (`WT_EXECUTEONLYONCE`).
    pub once: bool,
}

/// Who is told when a deleted timer's last callback has ended.
#[derive(Clone)]
pub enum Completion {
    /// Nobody.
    Untold,
    /// The caller, who waits for it.
    Awaited,
    /// An event.
    Event(Arc<Event>),
}

/// A timer queue.
pub struct TimerQueue {
    /// By address; none once it is deleted.
    timers: Mutex<Option<HashMap<usize, Arc<QueueTimer>>>>,
}

/// A timer of a queue.
pub struct QueueTimer {
    queue: Weak<TimerQueue>,
    manner: Manner,
    function: Box<dyn Fn() + Send + Sync>,
    handle: OnceLock<Handle>,
    alarm: OnceLock<Alarm>,
    state: Mutex<State>,
}

struct State {
    schedule: Schedule,
    /// It went off and has no period.
    is_spent: bool,
    is_deleted: bool,
    /// Callbacks that are to run or run.
    outstanding: usize,
    /// Told once no callback is outstanding.
    told: Vec<Arc<Told>>,
}

/// Sets its event when the last timer that is concerned lets go of it.
struct Told(Arc<Event>);

impl Drop for Told {
    fn drop(&mut self) {
        self.0.set();
    }
}

impl TimerQueue {
    fn new() -> Arc<TimerQueue> {
        Arc::new(TimerQueue { timers: Mutex::new(Some(HashMap::new())) })
    }

    /// The queue of timers that name none. It cannot be deleted.
    pub fn of_process() -> Arc<TimerQueue> {
        static OF_PROCESS: OnceLock<Arc<TimerQueue>> = OnceLock::new();
        Arc::clone(OF_PROCESS.get_or_init(TimerQueue::new))
    }

    /// Opens a handle to a new queue.
    ///
    /// # Errors
    /// `WSA_NOT_ENOUGH_MEMORY`.
    pub fn open() -> WsaResult<Handle> {
        handles().insert(TimerQueue::new()).ok_or(WsaError::WSA_NOT_ENOUGH_MEMORY)
    }

    /// Opens a timer in the queue; `before_start` learns its handle.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`: the queue was deleted meanwhile. `WSA_NOT_ENOUGH_MEMORY`, `WSAEMFILE`, `WSAENOBUFS`.
    pub fn open_timer(
        self: &Arc<TimerQueue>,
        schedule: Schedule,
        manner: Manner,
        function: Box<dyn Fn() + Send + Sync>,
        before_start: impl FnOnce(Handle),
    ) -> WsaResult<Handle> {
        callback_thread::prepare()?;
        let timer = Arc::new(QueueTimer {
            queue: Arc::downgrade(self),
            manner,
            function,
            handle: OnceLock::new(),
            alarm: OnceLock::new(),
            state: Mutex::new(State {
                schedule: Schedule { due: None, period: Duration::ZERO },
                is_spent: false,
                is_deleted: false,
                outstanding: 0,
                told: Vec::new(),
            }),
        });
        let this = Arc::downgrade(&timer);
        let alarm = Alarm::new(move || {
            if let Some(timer) = this.upgrade() {
                timer.go_off();
            }
        })?;
        let _ = timer.alarm.set(alarm);
        let mut timers = self.timers.lock();
        let timers = timers.as_mut().ok_or(WsaError::WSA_INVALID_HANDLE)?;
        let handle = handles().insert(Arc::clone(&timer) as _).ok_or(WsaError::WSA_NOT_ENOUGH_MEMORY)?;
        let _ = timer.handle.set(handle);
        before_start(handle);
        timer.schedule(schedule);
        timers.insert(timer.key(), timer);
        Ok(handle)
    }

    /// Ends the queue's handle and deletes all its timers.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`: another thread was first. `ERROR_IO_PENDING`: it was to be waited for a callback on whose
    /// thread this is; the queue is deleted all the same.
    ///
    /// # Blocking
    /// [`Completion::Awaited`]: until the last callback has ended.
    pub fn delete(&self, handle: Handle, completion: Completion) -> WsaResult<()> {
        dispatcher::close_handle(handle)?;
        let timers = self.timers.lock().take().unwrap_or_default();
        let told = completion.told();
        let mut within = false;
        for timer in timers.values() {
            timer.retire(told.as_ref());
            within |= timer.runs_here();
        }
        completion.wait(told, within)
    }
}

impl Completion {
    fn told(&self) -> Option<Arc<Told>> {
        match self {
            Completion::Untold => None,
            Completion::Awaited => Some(Arc::new(Told(Event::new(Reset::Manual, false)))),
            Completion::Event(event) => Some(Arc::new(Told(Arc::clone(event)))),
        }
    }

    fn wait(&self, told: Option<Arc<Told>>, within_callback: bool) -> WsaResult<()> {
        let (Completion::Awaited, Some(told)) = (self, told) else { return Ok(()) };
        if within_callback {
            return Err(IO_PENDING); // it would wait for itself
        }
        let event = Arc::clone(&told.0);
        drop(told);
        wait::wait_any(&[event as _], wait::INFINITE, false).map(|_| ())
    }
}

impl QueueTimer {
    /// Whether it is a timer of this queue.
    pub fn is_of(&self, queue: &Arc<TimerQueue>) -> bool {
        std::ptr::eq(self.queue.as_ptr(), Arc::as_ptr(queue))
    }

    /// Gives the timer new times. One that has gone off and has no period stays as it is.
    pub fn change(&self, schedule: Schedule) {
        if !self.state.lock().is_spent {
            self.schedule(schedule);
        }
    }

    fn schedule(&self, schedule: Schedule) {
        let mut state = self.state.lock();
        if state.is_deleted {
            return;
        }
        state.schedule = schedule;
        // A callback sees what the program did before it set the time.
        race_detector::release(self);
        let Some(alarm) = self.alarm.get() else { return };
        match schedule.due {
            Some(due) => alarm.set(due),
            None => alarm.cancel(),
        };
    }

    /// Ends the timer; callbacks that are to run still do.
    ///
    /// # Errors
    /// `ERROR_IO_PENDING`: callbacks are outstanding and nobody is told, or it is one of them that asks to wait. The
    /// timer is deleted all the same. `WSA_INVALID_HANDLE`: another thread was first.
    ///
    /// # Blocking
    /// [`Completion::Awaited`]: until the last callback has ended.
    pub fn delete(self: &Arc<QueueTimer>, handle: Handle, completion: Completion) -> WsaResult<()> {
        dispatcher::close_handle(handle)?;
        if let Some(queue) = self.queue.upgrade() {
            let mut timers = queue.timers.lock();
            let removed = timers.as_mut().and_then(|timers| timers.remove(&self.key()));
            drop(timers);
            drop(removed);
        }
        let told = completion.told();
        let outstanding = self.retire(told.as_ref());
        if outstanding && matches!(completion, Completion::Untold) {
            return Err(IO_PENDING);
        }
        completion.wait(told, self.runs_here())
    }

    /// Whether callbacks are outstanding.
    fn retire(&self, told: Option<&Arc<Told>>) -> bool {
        if let Some(handle) = self.handle.get() {
            // Closed already if the timer itself is deleted, not its queue.
            let _ = dispatcher::close_handle(*handle);
        }
        let mut state = self.state.lock();
        state.is_deleted = true;
        state.schedule.due = None;
        if let Some(alarm) = self.alarm.get() {
            alarm.cancel();
        }
        if state.outstanding > 0 {
            state.told.extend(told.cloned());
        }
        state.outstanding > 0
    }

    fn go_off(self: &Arc<QueueTimer>) {
        let mut state = self.state.lock();
        let Some(due) = state.schedule.due.take_if(|due| due.has_come()) else {
            return; // changed or deleted meanwhile
        };
        state.outstanding += 1;
        state.is_spent = self.manner.once || state.schedule.period.is_zero();
        if !state.is_spent {
            let next = due.next_of(state.schedule.period);
            state.schedule.due = Some(next);
            if let Some(alarm) = self.alarm.get() {
                alarm.set(next);
            }
        }
        drop(state);
        callback_thread::call(Arc::clone(self));
    }

    /// Runs one callback.
    fn call(&self) {
        race_detector::acquire(self);
        RUNNING.with_borrow_mut(|running| running.push(self.key()));
        (self.function)();
        RUNNING.with_borrow_mut(Vec::pop);
        let mut state = self.state.lock();
        state.outstanding -= 1;
        let told = if state.outstanding == 0 { std::mem::take(&mut state.told) } else { Vec::new() };
        drop(state);
        drop(told); // sets events
    }

    fn runs_here(&self) -> bool {
        RUNNING.with_borrow(|running| running.contains(&self.key()))
    }

    fn key(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

thread_local! {
    /// The timers whose callbacks run on the thread, each within the one before.
    static RUNNING: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

impl Object for TimerQueue {
    /// `CloseHandle` is not for timer queues.
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}

impl Object for QueueTimer {
    /// Nor for their timers.
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}

#[cfg(test)]
#[cfg(not(loom))]
mod tests;
