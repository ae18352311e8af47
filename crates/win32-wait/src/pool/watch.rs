//! Waiting for an object or a time, whichever comes first, without a thread.

use std::sync::{Arc, OnceLock, Weak};

use parking_lot::Mutex;
use ws2_types::WsaResult;

use crate::alarm::{Alarm, Due};
use crate::handle_table::Object;
use crate::subscription::{Subscriber, Subscription};

/// Who watches. He is told once for each time the watch is set, unless that is cancelled.
pub(super) trait Watcher: Subscriber {
    /// The time was over before the object was signaled.
    fn tell_time_out(self: Arc<Self>);
}

/// Watches one object at a time.
pub(super) struct Watch {
    this: Weak<Watch>,
    watched: Mutex<Watched>,
    alarm: OnceLock<Alarm>,
    watcher: Weak<dyn Watcher>,
}

#[derive(Default)]
struct Watched {
    subscription: Option<Arc<Subscription>>,
    until: Option<Due>,
}

impl Watch {
    pub(super) fn new(watcher: Weak<dyn Watcher>) -> Arc<Watch> {
        Arc::new_cyclic(|this| Watch {
            this: Weak::clone(this),
            watched: Mutex::default(),
            alarm: OnceLock::new(),
            watcher,
        })
    }

    /// Watches an object until a time, in place of the former one; whether that was prevented from telling.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`: it cannot be waited for. `WSAENOBUFS`, `WSAEMFILE`: no alarm.
    pub(super) fn set(&self, object: Arc<dyn Object>, until: Option<Due>) -> WsaResult<bool> {
        let mut watched = self.watched.lock();
        let prevented = watched.clear();
        if until.is_some() && self.alarm.get().is_none() {
            let this = Weak::clone(&self.this);
            let alarm = Alarm::new(move || {
                if let Some(watch) = this.upgrade() {
                    watch.time_has_come();
                }
            })?;
            let _ = self.alarm.set(alarm);
        }
        watched.subscription = Some(Subscription::begin(object, Weak::clone(&self.watcher) as _)?);
        watched.until = until;
        match (until, self.alarm.get()) {
            (Some(until), _) if until.has_come() => self.end_by_time(&mut watched),
            (Some(until), Some(alarm)) => {
                alarm.set(until);
            }
            (_, alarm) => {
                alarm.inspect(|alarm| {
                    alarm.cancel();
                });
            }
        }
        Ok(prevented)
    }

    /// Watches nothing any more; whether that prevented a telling.
    pub(super) fn cancel(&self) -> bool {
        let prevented = self.watched.lock().clear();
        self.alarm.get().inspect(|alarm| {
            alarm.cancel();
        });
        prevented
    }

    fn time_has_come(&self) {
        let mut watched = self.watched.lock();
        if self.alarm.get().and_then(|alarm| alarm.take_come(&mut watched.until)).is_some() {
            self.end_by_time(&mut watched);
        }
    }

    fn end_by_time(&self, watched: &mut Watched) {
        if watched.clear()
            && let Some(watcher) = self.watcher.upgrade()
        {
            watcher.tell_time_out();
        }
    }
}

impl Watched {
    fn clear(&mut self) -> bool {
        self.until = None;
        self.subscription.take().is_some_and(|subscription| subscription.cancel())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The object's queue would keep the subscription.
        self.watched.get_mut().clear();
    }
}

#[cfg(all(test, not(loom)))]
mod tests;
