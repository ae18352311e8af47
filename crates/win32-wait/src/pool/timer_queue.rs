//! Timer queues: functions that are called at a time, once or again and again.
//!
//! The handle of a timer, and that of a queue, only names it: neither can be waited for or closed with `CloseHandle`.
//! Callbacks run on the pool of the process, where the periods of one timer do not wait for each other, or if they ask
//! for it ([`Place::TimerThread`]) on a pool of one thread, one after the other.
//!
//! **Lock order.** A queue's lock, then a timer's, then those of the pool. None is held while a callback runs.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use ws2_types::{WsaError, WsaResult, abi::foundation};

use super::member::{Call, Callback, Cause, Member, Settings};
use super::worker;
use super::workers::Pool;
use crate::alarm::{Alarm, Due};
use crate::dispatcher;
use crate::event::{Event, Reset};
use crate::handle_table::{Handle, Object, handles};
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
        /// It waits for work in an alertable state (`WT_EXECUTEINIOTHREAD`).
        alertable: bool,
    },
}

impl Place {
    /// # Errors
    /// `WSAEMFILE`, `WSAENOBUFS`: there is no pool.
    fn settings(self) -> WsaResult<Settings> {
        Ok(match self {
            Place::TimerThread => Settings { persistent: true, ..Settings::of(pool_of_timer_thread()?) },
            Place::Pool { runs_long, persistent, alertable } => {
                Settings { runs_long, persistent, alertable, ..Settings::of(Pool::of_process()?) }
            }
        })
    }
}

/// One thread; should a callback end it, there will be another.
fn pool_of_timer_thread() -> WsaResult<Arc<Pool>> {
    static OF_TIMER_THREAD: Mutex<Option<Arc<Pool>>> = Mutex::new(None);
    let mut pool = OF_TIMER_THREAD.lock();
    if let Some(pool) = &*pool {
        return Ok(Arc::clone(pool));
    }
    let new = Pool::new()?;
    new.set_maximum(1);
    Ok(Arc::clone(pool.insert(new)))
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
    member: Member,
    queue: Weak<TimerQueue>,
    /// Whatever the schedule says of a period.
    once: bool,
    function: Box<dyn Fn() + Send + Sync>,
    alarm: OnceLock<Alarm>,
    state: Mutex<State>,
}

struct State {
    schedule: Schedule,
    /// It went off and has no period.
    is_spent: bool,
    is_deleted: bool,
    /// Told once no callback is to run or runs.
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
        let timer = Arc::new(QueueTimer {
            member: Member::new(manner.place.settings()?),
            queue: Arc::downgrade(self),
            once: manner.once,
            function,
            alarm: OnceLock::new(),
            state: Mutex::new(State {
                schedule: Schedule { due: None, period: Duration::ZERO },
                is_spent: false,
                is_deleted: false,
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
        let handle = Member::open(&timer)?;
        before_start(handle);
        timer.change(schedule);
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
        let mut state = self.state.lock();
        // Under one lock: it may go off at any moment.
        if state.is_spent || state.is_deleted {
            return;
        }
        state.schedule = schedule;
        // A callback sees what the program did before it set the time.
        self.member.publish();
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
        self.member.close_handle();
        let mut state = self.state.lock();
        state.is_deleted = true;
        state.schedule.due = None;
        if let Some(alarm) = self.alarm.get() {
            alarm.cancel();
        }
        // A callback that ends from here on waits for the state before it tells.
        let outstanding = !self.member.is_idle();
        if outstanding {
            state.told.extend(told.cloned());
        }
        outstanding
    }

    fn go_off(self: &Arc<QueueTimer>) {
        let Some(alarm) = self.alarm.get() else { return };
        let mut state = self.state.lock();
        let Some(due) = alarm.take_come(&mut state.schedule.due) else { return };
        state.is_spent = self.once || state.schedule.period.is_zero();
        if !state.is_spent {
            let next = due.next_of(state.schedule.period);
            state.schedule.due = Some(next);
            alarm.set(next);
        }
        // Under the lock: a deletion either sees the callback or keeps it from being queued.
        self.member.submit(Arc::clone(self) as _, Cause::Submitted);
    }

    fn runs_here(&self) -> bool {
        worker::runs_callback_of(&self.member)
    }

    fn key(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

impl Callback for QueueTimer {
    fn member(&self) -> &Member {
        &self.member
    }

    fn call(&self, _call: Call) {
        (self.function)();
    }

    fn ended(&self) {
        let mut state = self.state.lock();
        let told = if self.member.is_idle() { std::mem::take(&mut state.told) } else { Vec::new() };
        drop(state);
        drop(told); // sets events
    }
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
