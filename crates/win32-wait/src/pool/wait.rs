//! Wait objects: a callback that runs once for each time the object is set, when a handle is signaled or the time
//! is over.

use std::sync::{Arc, Weak};

use ws2_types::{WsaError, WsaResult};

use super::member::{Call, Callback, Cause, Function, Member, Settings};
use super::watch::{Watch, Watcher};
use crate::alarm::Due;
use crate::handle_table::{Handle, Object};
use crate::subscription::Subscriber;

/// A wait object.
pub struct Wait {
    member: Member,
    function: Function,
    watch: Arc<Watch>,
}

impl Wait {
    /// Makes a wait object that waits for nothing.
    ///
    /// # Errors
    /// `WSA_NOT_ENOUGH_MEMORY`.
    pub fn open(settings: Settings, function: Function) -> WsaResult<Handle> {
        Member::open(&Arc::new_cyclic(|this: &Weak<Wait>| {
            let watcher: Weak<Wait> = Weak::clone(this);
            Wait { member: Member::new(settings), function, watch: Watch::new(watcher) }
        }))
    }

    /// Waits for an object until a time, in place of what it waited for; whether that was active and is cancelled.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`: it cannot be waited for. `WSAENOBUFS`, `WSAEMFILE`.
    pub fn set(&self, object: Arc<dyn Object>, until: Option<Due>) -> WsaResult<bool> {
        self.member.publish();
        self.watch.set(object, until)
    }

    /// Waits for nothing any more; whether it did and that is cancelled.
    pub fn unset(&self) -> bool {
        self.watch.cancel()
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
}

impl Subscriber for Wait {
    fn expect(&self) {
        self.member.owe();
    }

    fn tell(self: Arc<Self>) {
        self.member.submit_owed(Arc::clone(&self) as _, Cause::Waited { timed_out: false });
    }
}

impl Watcher for Wait {
    fn tell_time_out(self: Arc<Self>) {
        self.member.submit(Arc::clone(&self) as _, Cause::Waited { timed_out: true });
    }
}

impl Callback for Wait {
    fn member(&self) -> &Member {
        &self.member
    }

    fn call(&self, call: Call) {
        (self.function)(call);
    }

    fn release(&self) {
        self.member.close_handle();
        self.watch.cancel();
    }
}

impl Object for Wait {
    /// `CloseHandle` is not for callback objects.
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}
