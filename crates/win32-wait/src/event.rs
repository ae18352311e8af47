//! Events: signaled by hand, reset by hand or by the wait they satisfy.

use std::any::Any;
use std::sync::Arc;

use ws2_types::{WsaError, WsaResult};

use crate::dispatcher::{self, Dispatcher, Guarded, Header, Locked, Satisfied};
use crate::handle_table::{Handle, Object};
use crate::thread::Thread;
use crate::wait;

/// What resets an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reset {
    /// `ResetEvent`; until then every wait is satisfied.
    Manual,
    /// The one wait it satisfies.
    Auto,
}

/// An event object.
pub struct Event {
    header: Header,
    reset: Reset,
    signaled: Guarded<bool>,
}

impl Event {
    /// A new event.
    pub fn new(reset: Reset, signaled: bool) -> Arc<Event> {
        Arc::new(Event { header: Header::new(), reset, signaled: Guarded::new(signaled) })
    }

    /// The event that a handle stands for; it outlives the handle.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`
    pub fn of_handle(raw: usize) -> WsaResult<Arc<Event>> {
        let object: Arc<dyn Any + Send + Sync> = wait::object_of(raw)?;
        object.downcast().map_err(|_| WsaError::WSA_INVALID_HANDLE)
    }

    /// Signals the event and wakes whom it satisfies.
    pub fn set(&self) {
        self.set_locked(&mut dispatcher::lock());
    }

    /// [`Event::set`] as one step of a larger change under the lock.
    pub fn set_locked(&self, lock: &mut Locked) {
        *self.signaled.get_mut(lock) = true;
        dispatcher::offer(self, lock);
    }

    /// Makes the event non-signaled.
    pub fn reset(&self) {
        *self.signaled.get_mut(&mut dispatcher::lock()) = false;
    }

    /// Satisfies those who wait at this moment (one of them, if auto-reset) and leaves the event non-signaled.
    pub fn pulse(&self) {
        let mut lock = dispatcher::lock();
        self.set_locked(&mut lock);
        *self.signaled.get_mut(&mut lock) = false;
    }

    /// Whether a wait would be satisfied at this moment.
    pub fn is_set(&self) -> bool {
        *self.signaled.get(&dispatcher::lock())
    }
}

impl Dispatcher for Event {
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

impl Object for Event {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self)
    }

    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}
