//! Waiting for an object without a thread: the subscriber is told once, when the object is signaled.
//!
//! A subscription stands in the queue of its object like a waiting thread, and the object is taken for it in the
//! same way, under the dispatcher lock. So a cancel and a signal decide between themselves who was first: after
//! [`Subscription::cancel`] has answered true, nobody is told any more. The subscriber is told when the lock is
//! released, by the thread that signaled the object, whatever else that thread holds: it may take leaf locks only.
//!
//! A mutex that is taken belongs to no thread of the program, as one that a wait thread of Windows took.

use std::sync::{Arc, LazyLock, Weak};

use ws2_types::{WsaError, WsaResult};

use crate::dispatcher::{self, Dispatcher, Guarded, Locked};
use crate::handle_table::Object;
use crate::thread::Thread;

/// Who waits for objects without a thread.
pub(crate) trait Subscriber: Send + Sync {
    /// The object was taken for it, so from now on nothing keeps it from being told. Called under the dispatcher
    /// lock: it may count that, and no more.
    fn expect(&self);

    /// It is told, once for each time it expects it.
    fn tell(self: Arc<Self>);
}

/// One object and who is told of it, if he is still there.
pub(crate) struct Subscription {
    object: Arc<dyn Object>,
    stands: Guarded<bool>,
    subscriber: Weak<dyn Subscriber>,
}

/// On whose behalf objects are taken.
static TAKER: LazyLock<Arc<Thread>> = LazyLock::new(Thread::new_without_code);

impl Subscription {
    /// Subscribes to an object. If it is signaled, the subscriber is told before this returns.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`: the object cannot be waited for.
    pub(crate) fn begin(
        object: Arc<dyn Object>,
        subscriber: Weak<dyn Subscriber>,
    ) -> WsaResult<Arc<Subscription>> {
        if object.dispatcher().is_none() {
            return Err(WsaError::WSA_INVALID_HANDLE);
        }
        let this = Arc::new(Subscription { object, stands: Guarded::new(true), subscriber });
        let taker = Arc::clone(&TAKER);
        let mut lock = dispatcher::lock();
        let dispatcher = this.dispatcher();
        if dispatcher.is_signaled(&lock, &taker) {
            this.complete(&mut lock, dispatcher);
        } else {
            dispatcher.header().subscribe(&mut lock, &this);
        }
        drop(lock);
        Ok(this)
    }

    /// Ends it; true when nobody was told and nobody will be.
    pub(crate) fn cancel(self: &Arc<Self>) -> bool {
        let mut lock = dispatcher::lock();
        let stood = std::mem::take(self.stands.get_mut(&mut lock));
        if stood {
            self.dispatcher().header().unsubscribe(&mut lock, self);
        }
        stood
    }

    /// Takes an object that is signaled, if it is still wanted.
    pub(crate) fn complete(self: &Arc<Self>, lock: &mut Locked, object: &dyn Dispatcher) -> bool {
        if !*self.stands.get(lock) {
            return false;
        }
        // Whoever is found here is let go of after the lock: that may be his end.
        let Some(subscriber) = self.subscriber.upgrade() else { return false };
        *self.stands.get_mut(lock) = false;
        object.satisfy(lock, &TAKER);
        subscriber.expect();
        lock.tell(subscriber);
        true
    }

    /// Whether the object is signaled for a subscriber.
    pub(crate) fn is_satisfied_by(&self, lock: &Locked, object: &dyn Dispatcher) -> bool {
        object.is_signaled(lock, &TAKER)
    }

    fn dispatcher(&self) -> &dyn Dispatcher {
        self.object.dispatcher().expect("looked at when it began")
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::event::{Event, Reset};
    use crate::wait::{Outcome, wait_any};

    #[derive(Default)]
    struct Counting {
        expected: AtomicUsize,
        told: AtomicUsize,
    }

    impl Counting {
        fn told(&self) -> usize {
            let told = self.told.load(Ordering::SeqCst);
            assert_eq!(told, self.expected.load(Ordering::SeqCst));
            told
        }
    }

    impl Subscriber for Counting {
        fn expect(&self) {
            self.expected.fetch_add(1, Ordering::SeqCst);
        }

        fn tell(self: Arc<Self>) {
            self.told.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn counting(event: &Arc<Event>) -> (Arc<Subscription>, Arc<Counting>) {
        let counting = Arc::new(Counting::default());
        let subscriber: Weak<Counting> = Arc::downgrade(&counting);
        (Subscription::begin(Arc::clone(event) as _, subscriber).unwrap(), counting)
    }

    #[test]
    fn a_subscriber_is_told_once_and_takes_the_object_in_its_turn() {
        let event = Event::new(Reset::Auto, false);
        let (first, told_first) = counting(&event);
        let (second, told_second) = counting(&event);
        event.set();
        assert_eq!((told_first.told(), told_second.told()), (1, 0));
        assert!(!event.is_set());
        assert!(!first.cancel());
        assert!(second.cancel());
        event.set();
        assert!(event.is_set());
        assert_eq!(told_second.told(), 0);
    }

    #[test]
    fn an_object_that_is_signaled_already_is_taken_at_once() {
        let event = Event::new(Reset::Auto, true);
        let (subscription, told) = counting(&event);
        assert_eq!(told.told(), 1);
        assert!(!event.is_set() && !subscription.cancel());
    }

    #[test]
    fn an_object_is_not_taken_for_a_subscriber_who_is_gone() {
        let event = Event::new(Reset::Auto, false);
        let (subscription, gone) = counting(&event);
        drop(gone);
        event.set();
        assert!(event.is_set() && subscription.cancel());
    }

    #[test]
    fn threads_and_subscribers_share_one_queue() {
        let event = Event::new(Reset::Manual, false);
        let (_subscription, told) = counting(&event);
        let waiter = {
            let event = Arc::clone(&event);
            std::thread::spawn(move || wait_any(&[event as _], crate::wait::INFINITE, false))
        };
        while event.header().waits(&dispatcher::lock()) < 2 {
            std::thread::yield_now();
        }
        event.set();
        assert_eq!(waiter.join().unwrap(), Ok(Outcome::Signaled(0)));
        assert_eq!(told.told(), 1);
    }
}
