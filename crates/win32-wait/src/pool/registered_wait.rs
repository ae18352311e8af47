//! `RegisterWaitForSingleObject`: a callback for each time an object is signaled or an interval is over.
//!
//! The wait begins anew when its callback has returned, so callbacks of one registration never overlap, and an
//! event that stays signaled has the next one queued only after the last.

use std::sync::{Arc, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use ws2_types::{WsaError, WsaResult, abi::foundation};

use super::member::{Call, Callback, Cause, Function, Member, Settings};
use super::watch::{Watch, Watcher};
use super::worker;
use crate::alarm::Due;
use crate::event::Event;
use crate::handle_table::{Handle, Object};
use crate::subscription::Subscriber;

/// A registered wait.
pub struct RegisteredWait {
    member: Member,
    function: Function,
    watch: Arc<Watch>,
    interval: Option<Duration>,
    /// `WT_EXECUTEONLYONCE`
    once: bool,
    life: Mutex<Life>,
}

struct Life {
    /// What is waited for, until the wait is unregistered.
    object: Option<Arc<dyn Object>>,
    completion: Option<Arc<Event>>,
}

/// How `UnregisterWaitEx` deals with callbacks that are queued or run.
pub enum Completion {
    /// It leaves them alone.
    Ignore,
    /// It waits for them.
    Wait,
    /// It has an event set after the last of them.
    Signal(Arc<Event>),
}

const IO_PENDING: WsaError = WsaError::from_code(foundation::ERROR_IO_PENDING as i32);

impl RegisteredWait {
    /// Registers a wait, with an interval that is over when the object was not signaled for so long. The handle is
    /// known to `before_start` before the first callback can run.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`: the object cannot be waited for. `WSA_NOT_ENOUGH_MEMORY`, `WSAENOBUFS`, `WSAEMFILE`.
    pub fn open(
        settings: Settings,
        function: Function,
        object: Arc<dyn Object>,
        interval: Option<Duration>,
        once: bool,
        before_start: impl FnOnce(Handle),
    ) -> WsaResult<()> {
        if object.dispatcher().is_none() {
            return Err(WsaError::WSA_INVALID_HANDLE);
        }
        let wait = Arc::new_cyclic(|this: &Weak<RegisteredWait>| {
            let watcher: Weak<RegisteredWait> = Weak::clone(this);
            let life = Life { object: Some(object), completion: None };
            RegisteredWait {
                member: Member::new(settings),
                function,
                watch: Watch::new(watcher),
                interval,
                once,
                life: Mutex::new(life),
            }
        });
        let handle = Member::open(&wait)?;
        before_start(handle);
        wait.member.publish();
        wait.watch(&wait.life.lock()).inspect_err(|_| wait.release())
    }

    /// Ends the registration.
    ///
    /// # Errors
    /// `ERROR_IO_PENDING`: it is ended, and callbacks are queued or run still.
    ///
    /// # Blocking
    /// With [`Completion::Wait`] until the last callback has ended; not within that callback.
    pub fn unregister(&self, completion: Completion) -> WsaResult<()> {
        let mut life = self.life.lock();
        life.object = None;
        let waits = matches!(completion, Completion::Wait);
        if let Completion::Signal(event) = completion {
            life.completion = Some(event);
        }
        drop(life);
        self.release();
        if waits && !worker::runs_callback_of(&self.member) {
            self.member.wait(false);
        }
        if !self.member.is_idle() {
            return Err(IO_PENDING);
        }
        self.signal_completion();
        Ok(())
    }

    fn watch(&self, life: &Life) -> WsaResult<()> {
        let Some(object) = &life.object else { return Ok(()) };
        self.watch.set(Arc::clone(object), self.interval.map(Due::after)).map(drop)
    }

    fn signal_completion(&self) {
        let completion = self.life.lock().completion.take();
        completion.inspect(|event| event.set());
    }
}

impl Subscriber for RegisteredWait {
    fn expect(&self) {
        self.member.owe();
    }

    fn tell(self: Arc<Self>) {
        self.member.submit_owed(Arc::clone(&self) as _, Cause::Waited { timed_out: false });
    }
}

impl Watcher for RegisteredWait {
    fn tell_time_out(self: Arc<Self>) {
        self.member.submit(Arc::clone(&self) as _, Cause::Waited { timed_out: true });
    }
}

impl Callback for RegisteredWait {
    fn member(&self) -> &Member {
        &self.member
    }

    fn call(&self, call: Call) {
        (self.function)(call);
    }

    fn ended(&self) {
        let life = self.life.lock();
        if !self.once && life.object.is_some() {
            // Watched before, so it can be.
            let _ = self.watch(&life);
            return;
        }
        drop(life);
        if self.member.is_idle() {
            self.signal_completion();
        }
    }

    fn release(&self) {
        self.member.close_handle();
        self.watch.cancel();
    }
}

impl Object for RegisteredWait {
    /// `CloseHandle` is not for registered waits.
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}
