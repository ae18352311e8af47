//! Waitable timers: objects that become signaled at a time, once or again and again.
//!
//! An [`Alarm`] tells the timer its time. What is set, and that it has come, changes only under the timer's own lock,
//! so an alarm that goes off while the timer is set anew finds a time that has not come and does nothing.
//!
//! **Lock order.** A timer's lock comes before the dispatcher's and the agenda's.

use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use ws2_types::WsaResult;

use crate::alarm::{Alarm, Due};
use crate::dispatcher::{self, Dispatcher, Guarded, Header, Locked, Satisfied};
use crate::event::Reset;
use crate::handle_table::{Handle, Object};
use crate::thread::{self, Thread};

/// A completion routine: called with the time since 1970, UTC, at which the timer was signaled.
pub type Routine = Arc<dyn Fn(Duration) + Send + Sync>;

/// A waitable timer. Resetting by hand means: by setting it again.
pub struct Timer {
    header: Header,
    reset: Reset,
    signaled: Guarded<bool>,
    setting: Mutex<Setting>,
    alarm: OnceLock<Alarm>,
}

#[derive(Default)]
struct Setting {
    due: Option<Due>,
    /// 0: once.
    period: Duration,
    routine: Option<OfThread>,
}

/// A routine and the thread that set it, on which it runs.
struct OfThread {
    thread: Weak<Thread>,
    call: Routine,
}

impl Timer {
    /// A timer that is not set and not signaled. With [`Reset::Auto`] it is a synchronization timer.
    pub fn new(reset: Reset) -> Arc<Timer> {
        Arc::new(Timer {
            header: Header::new(),
            reset,
            signaled: Guarded::new(false),
            setting: Mutex::default(),
            alarm: OnceLock::new(),
        })
    }

    /// Sets the timer, in place of what it was set to, and resets its signal. A time that has passed signals it within
    /// the call; a period of 0 means once. The routine is queued to the calling thread whenever the time comes, unless
    /// it still is queued; when that thread ends the timer is cancelled.
    ///
    /// # Errors
    /// `WSAEMFILE`, `WSAENOBUFS`: the thread that watches the time cannot be started.
    pub fn set(self: &Arc<Timer>, due: Due, period: Duration, routine: Option<Routine>) -> WsaResult<()> {
        let alarm = self.alarm()?;
        let mut setting = self.setting.lock();
        self.withdraw(&mut setting);
        let routine = routine.map(|call| OfThread { thread: Arc::downgrade(&thread::current()), call });
        *setting = Setting { due: Some(due), period, routine };
        *self.signaled.get_mut(&mut dispatcher::lock()) = false;
        if due.has_come() {
            alarm.cancel();
        }
        self.go_off(alarm, &mut setting);
        Ok(())
    }

    /// Unsets the timer and takes back a routine that is queued. The signal stays as it is.
    pub fn cancel(&self) {
        let mut setting = self.setting.lock();
        self.withdraw(&mut setting);
        setting.due = None;
        if let Some(alarm) = self.alarm.get() {
            alarm.cancel();
        }
    }

    fn alarm(self: &Arc<Timer>) -> WsaResult<&Alarm> {
        if let Some(alarm) = self.alarm.get() {
            return Ok(alarm);
        }
        let this = Arc::downgrade(self);
        let new = Alarm::new(move || {
            if let Some(timer) = this.upgrade()
                && let Some(alarm) = timer.alarm.get()
            {
                timer.go_off(alarm, &mut timer.setting.lock());
            }
        })?;
        Ok(self.alarm.get_or_init(|| new))
    }

    /// Signals, queues the routine and goes on to the next period, if the time has come.
    fn go_off(&self, alarm: &Alarm, setting: &mut Setting) {
        let Some(due) = alarm.take_come(&mut setting.due) else { return };
        let thread = setting.routine.as_ref().map(|routine| routine.thread.upgrade());
        let mut lock = dispatcher::lock();
        if thread.as_ref().is_some_and(|thread| thread.as_ref().is_none_or(|thread| thread.has_ended(&lock)))
        {
            return; // the thread's end cancelled the timer
        }
        *self.signaled.get_mut(&mut lock) = true;
        dispatcher::offer(self, &mut lock);
        drop(lock);
        if let (Some(routine), Some(Some(thread))) = (&setting.routine, thread) {
            let (call, at) = (Arc::clone(&routine.call), ws2_sys::clock::wall());
            thread.queue_apc_of(self.apc_owner(), Box::new(move || call(at)));
        }
        if !setting.period.is_zero() {
            let next = due.next_of(setting.period);
            setting.due = Some(next);
            alarm.set(next);
        }
    }

    fn withdraw(&self, setting: &mut Setting) {
        let routine = setting.routine.take();
        if let Some(thread) = routine.and_then(|routine| routine.thread.upgrade()) {
            thread.withdraw_apc(self.apc_owner());
        }
    }

    fn apc_owner(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let mut setting = std::mem::take(self.setting.get_mut());
        self.withdraw(&mut setting);
    }
}

impl Dispatcher for Timer {
    fn header(&self) -> &Header {
        &self.header
    }

    fn is_signaled(&self, lock: &Locked, _thread: &Thread) -> bool {
        *self.signaled.get(lock)
    }

    fn satisfy(&self, lock: &mut Locked, _thread: &Arc<Thread>) -> Satisfied {
        if self.reset == Reset::Auto {
            *self.signaled.get_mut(lock) = false;
        }
        Satisfied::Normally
    }
}

impl Object for Timer {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self)
    }

    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}

#[cfg(test)]
#[cfg(not(loom))]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::wait::{INFINITE, Outcome, wait_any};

    const PAST: Due = Due::Monotonic(Duration::ZERO);
    const HOUR: Duration = Duration::from_secs(3600);

    fn wait(timer: &Arc<Timer>, timeout_ms: u32, alertable: bool) -> Outcome {
        wait_any(&[Arc::clone(timer) as _], timeout_ms, alertable).unwrap()
    }

    #[test]
    fn a_time_that_has_passed_signals_within_the_call() {
        let timer = Timer::new(Reset::Manual);
        assert_eq!(wait(&timer, 0, false), Outcome::TimedOut);
        timer.set(PAST, Duration::ZERO, None).unwrap();
        assert_eq!(wait(&timer, 0, false), Outcome::Signaled(0));
        assert_eq!(wait(&timer, 0, false), Outcome::Signaled(0), "manual reset");
        timer.set(Due::after(HOUR), Duration::ZERO, None).unwrap();
        assert_eq!(wait(&timer, 0, false), Outcome::TimedOut, "setting resets the signal");
    }

    #[test]
    fn cancelling_keeps_the_signal() {
        let timer = Timer::new(Reset::Auto);
        timer.set(PAST, HOUR, None).unwrap();
        timer.cancel();
        assert_eq!(wait(&timer, 0, false), Outcome::Signaled(0));
        assert_eq!(wait(&timer, 0, false), Outcome::TimedOut, "one wait takes the signal");
    }

    #[test]
    fn a_period_signals_again_and_again() {
        let timer = Timer::new(Reset::Auto);
        timer.set(Due::after(Duration::from_millis(1)), Duration::from_millis(1), None).unwrap();
        for _ in 0..5 {
            assert_eq!(wait(&timer, INFINITE, false), Outcome::Signaled(0));
        }
    }

    #[test]
    fn an_alarm_that_went_off_too_early_goes_off_again() {
        let timer = Timer::new(Reset::Manual);
        timer.set(Due::after(Duration::from_millis(20)), Duration::ZERO, None).unwrap();
        let alarm = timer.alarm.get().unwrap();
        // What is left after it went off, should the clock have been set back at this moment.
        alarm.cancel();
        timer.go_off(alarm, &mut timer.setting.lock());
        assert_eq!(wait(&timer, 60_000, false), Outcome::Signaled(0));
    }

    #[test]
    fn the_routine_runs_on_the_thread_that_set_it_unless_it_is_taken_back() {
        let timer = Timer::new(Reset::Manual);
        let calls = Arc::new(AtomicU32::new(0));
        let routine = || -> Option<Routine> {
            let (calls, thread) = (Arc::clone(&calls), thread::current_id());
            Some(Arc::new(move |at| {
                assert!(thread == thread::current_id() && at <= ws2_sys::clock::wall());
                calls.fetch_add(1, Ordering::Relaxed);
            }))
        };
        timer.set(PAST, Duration::ZERO, routine()).unwrap();
        timer.set(PAST, Duration::ZERO, routine()).unwrap();
        assert!(thread::run_pending_apcs());
        assert_eq!(calls.load(Ordering::Relaxed), 1, "setting took the first one back");
        timer.set(PAST, Duration::ZERO, routine()).unwrap();
        timer.cancel();
        assert!(!thread::run_pending_apcs());
        timer.set(PAST, Duration::ZERO, routine()).unwrap();
        drop(timer);
        assert!(!thread::run_pending_apcs(), "it goes with its timer");
    }

    #[test]
    fn the_end_of_the_thread_cancels_a_timer_with_a_routine() {
        let timer = Timer::new(Reset::Manual);
        let setting = Arc::clone(&timer);
        let ended = std::thread::spawn(move || {
            let due = Due::after(Duration::from_millis(20));
            setting.set(due, Duration::ZERO, Some(Arc::new(|_| panic!("called")))).unwrap();
            due
        });
        let due = ended.join().unwrap();
        assert_eq!(wait(&timer, 60, false), Outcome::TimedOut);
        assert!(due.has_come());
        assert!(timer.setting.lock().due.is_none());
    }
}
