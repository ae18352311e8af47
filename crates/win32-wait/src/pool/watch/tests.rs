//! What is called between the moment at which an object is taken for a wait and the telling of it.

use std::sync::mpsc;
use std::time::Duration;

use ws2_types::{WsaError, abi::foundation};

use super::*;
use crate::event::{Event, Reset};
use crate::handle_table::{Handle, handles};
use crate::pool::member::Callback;
use crate::pool::{Call, Completion, Function, Pool, RegisteredWait, Settings, Wait};
use crate::wait::{Outcome, wait_any};

const PATIENCE: Duration = Duration::from_secs(60);

/// Stands in an event's queue before all others, and holds back the thread that tells them.
struct Hurdle {
    reached: mpsc::Sender<()>,
    open: Mutex<mpsc::Receiver<()>>,
}

impl Subscriber for Hurdle {
    fn expect(&self) {}

    fn tell(self: Arc<Self>) {
        self.reached.send(()).unwrap();
        let _ = self.open.lock().recv();
    }
}

/// An event that is being set: objects are taken for those who wait, and they are told when the sender is dropped.
fn while_set<R>(event: &Arc<Event>, begin_wait: impl FnOnce(), act: impl FnOnce(mpsc::Sender<()>) -> R) -> R {
    let ((reach, reached), (opener, open)) = (mpsc::channel(), mpsc::channel());
    let hurdle = Arc::new(Hurdle { reached: reach, open: Mutex::new(open) });
    let subscriber: Weak<Hurdle> = Arc::downgrade(&hurdle);
    let subscription = Subscription::begin(Arc::clone(event) as _, subscriber).unwrap();
    begin_wait();
    let result = std::thread::scope(|scope| {
        scope.spawn(|| event.set());
        reached.recv_timeout(PATIENCE).unwrap();
        act(opener)
    });
    assert!(!subscription.cancel());
    result
}

fn settings() -> Settings {
    Settings::of(Pool::new().unwrap())
}

fn telling() -> (Function, mpsc::Receiver<()>) {
    let (tell, told) = mpsc::channel();
    let tell = Mutex::new(tell);
    (Box::new(move |_: Call| tell.lock().send(()).unwrap()), told)
}

fn object<T: Object>(handle: Handle) -> Arc<T> {
    let object: Arc<dyn std::any::Any + Send + Sync> = handles().pin(handle).unwrap().share();
    object.downcast().unwrap()
}

#[test]
fn whoever_waits_for_callbacks_waits_for_one_that_could_not_be_prevented() {
    let (function, told) = telling();
    let wait: Arc<Wait> = object(Wait::open(settings(), function).unwrap());
    let event = Event::new(Reset::Manual, false);
    let begin = || assert_eq!(wait.set(Arc::clone(&event) as _, None), Ok(false));
    while_set(&event, begin, |open| {
        assert!(!wait.unset(), "it was too late");
        assert!(!wait.member().is_idle(), "the callback is still to come");
        drop(open);
        wait.wait(false);
        assert_eq!(told.try_recv(), Ok(()));
    });
    wait.release();
}

#[test]
fn a_callback_that_could_not_be_prevented_can_be_cancelled() {
    let (function, told) = telling();
    let wait: Arc<Wait> = object(Wait::open(settings(), function).unwrap());
    let event = Event::new(Reset::Manual, false);
    let begin = || assert_eq!(wait.set(Arc::clone(&event) as _, None), Ok(false));
    while_set(&event, begin, |open| {
        assert!(!wait.unset());
        wait.wait(true); // which would last for ever if it waited for the telling
        drop(open);
    });
    // The next one does come, after the one that was cancelled.
    assert_eq!(wait.set(event as _, None), Ok(false));
    wait.wait(false);
    assert_eq!((told.try_recv(), told.try_recv()), (Ok(()), Err(mpsc::TryRecvError::Empty)));
    wait.release();
}

#[test]
fn a_wait_that_is_unregistered_too_late_has_its_callback_and_tells_after_it() {
    let (function, told) = telling();
    let (event, ended) = (Event::new(Reset::Manual, false), Event::new(Reset::Manual, false));
    let place = Mutex::new(None);
    let begin = || {
        let opened = |handle| *place.lock() = Some(object::<RegisteredWait>(handle));
        RegisteredWait::open(settings(), function, Arc::clone(&event) as _, None, true, opened).unwrap();
    };
    while_set(&event, begin, |open| {
        let wait = place.lock().take().unwrap();
        let pending = WsaError::from_code(foundation::ERROR_IO_PENDING as i32);
        assert_eq!(wait.unregister(Completion::Signal(Arc::clone(&ended))), Err(pending));
        drop(wait);
        assert!(!ended.is_set());
        drop(open);
    });
    assert_eq!(wait_any(&[ended as _], PATIENCE.as_millis() as u32, false), Ok(Outcome::Signaled(0)));
    assert_eq!(told.try_recv(), Ok(()));
}
