//! Timer objects: a callback that runs at a time, and perhaps periodically from then on.

use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use ws2_types::{WsaError, WsaResult};

use super::member::{Call, Callback, Cause, Function, Member, Settings};
use crate::alarm::{Alarm, Due};
use crate::handle_table::{Handle, Object};

/// A timer object.
pub struct Timer {
    member: Member,
    function: Function,
    alarm: OnceLock<Alarm>,
    schedule: Mutex<Schedule>,
}

#[derive(Default)]
struct Schedule {
    /// The program set it, and has not unset it since.
    is_set: bool,
    next: Option<Due>,
    period: Option<Duration>,
}

impl Timer {
    /// Makes a timer object that is not set.
    ///
    /// # Errors
    /// `WSA_NOT_ENOUGH_MEMORY`; `WSAENOBUFS`, `WSAEMFILE`: no alarm.
    pub fn open(settings: Settings, function: Function) -> WsaResult<Handle> {
        let timer = Arc::new(Timer {
            member: Member::new(settings),
            function,
            alarm: OnceLock::new(),
            schedule: Mutex::default(),
        });
        let told = Arc::downgrade(&timer);
        let alarm = Alarm::new(move || {
            if let Some(timer) = Weak::upgrade(&told) {
                timer.time_has_come();
            }
        })?;
        let _ = timer.alarm.set(alarm);
        Member::open(&timer)
    }

    /// Sets it, in place of what it was set to; `None` unsets it. The answer is whether a callback that was still to
    /// be queued is not.
    pub fn set(&self, due: Option<Due>, period: Option<Duration>) -> bool {
        self.member.publish();
        let mut schedule = self.schedule.lock();
        let former = std::mem::replace(&mut *schedule, Schedule { is_set: due.is_some(), next: due, period });
        if let Some(alarm) = self.alarm.get() {
            match due {
                Some(due) => alarm.set(due),
                None => alarm.cancel(),
            };
        }
        former.next.is_some()
    }

    /// Whether the program set it and has not unset it since.
    pub fn is_set(&self) -> bool {
        self.schedule.lock().is_set
    }

    /// Waits for its callbacks; those that are queued are cancelled first if `cancel` says so.
    ///
    /// # Blocking
    /// Until none is queued or runs.
    pub fn wait(&self, cancel: bool) {
        self.member.wait(cancel);
    }

    /// Ends the object; callbacks that are queued still run.
    pub fn release(&self) {
        Callback::release(self);
    }

    fn time_has_come(self: &Arc<Self>) {
        let Some(alarm) = self.alarm.get() else { return };
        let mut schedule = self.schedule.lock();
        let Some(due) = alarm.take_come(&mut schedule.next) else { return };
        schedule.next = schedule.period.map(|period| due.next_of(period));
        schedule.next.inspect(|next| {
            alarm.set(*next);
        });
        self.member.submit(Arc::clone(self) as _, Cause::Submitted);
    }
}

impl Callback for Timer {
    fn member(&self) -> &Member {
        &self.member
    }

    fn call(&self, call: Call) {
        (self.function)(call);
    }

    fn release(&self) {
        self.member.close_handle();
        self.set(None, None);
    }
}

impl Object for Timer {
    /// `CloseHandle` is not for callback objects.
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}
