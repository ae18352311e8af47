//! Timer queues. Callbacks tell a channel; nothing depends on how long something takes.

use std::sync::mpsc;

use super::*;

const NOW: Due = Due::Monotonic(Duration::ZERO);
const POOL: Manner =
    Manner { place: Place::Pool { runs_long: false, persistent: false, alertable: false }, once: false };

fn schedule(due: Option<Due>, period_ms: u64) -> Schedule {
    Schedule { due, period: Duration::from_millis(period_ms) }
}

fn in_an_hour() -> Option<Due> {
    Some(Due::after(Duration::from_secs(3600)))
}

fn queue() -> (Arc<TimerQueue>, Handle) {
    let handle = TimerQueue::open().unwrap();
    (object(handle), handle)
}

fn object<T: Object>(handle: Handle) -> Arc<T> {
    let object: Arc<dyn std::any::Any + Send + Sync> = handles().pin(handle).unwrap().share();
    object.downcast().unwrap()
}

/// A timer that tells of its callbacks, and lets them end when it is told to or `release` is dropped.
struct Told {
    timer: Arc<QueueTimer>,
    handle: Handle,
    begun: mpsc::Receiver<()>,
    release: mpsc::Sender<()>,
}

fn timer(queue: &Arc<TimerQueue>, schedule: Schedule, manner: Manner) -> Told {
    let (begin, begun) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let (begin, released) = (Mutex::new(begin), Mutex::new(released));
    let function = move || {
        let _ = begin.lock().send(());
        let _ = released.lock().recv();
    };
    let handle = queue.open_timer(schedule, manner, Box::new(function), |_| {}).unwrap();
    Told { timer: object(handle), handle, begun, release }
}

#[test]
fn a_timer_goes_off_once_or_again_and_again() {
    let (queue, queue_handle) = queue();
    let once = timer(&queue, schedule(Some(NOW), 1), Manner { once: true, ..POOL });
    let often = timer(&queue, schedule(Some(NOW), 1), Manner { place: Place::TimerThread, once: false });
    drop((once.release, often.release));
    once.begun.recv().unwrap();
    for _ in 0..5 {
        often.begun.recv().unwrap();
    }
    // A timer that is spent cannot be changed.
    while !once.timer.state.lock().is_spent {
        std::thread::yield_now();
    }
    once.timer.change(schedule(Some(NOW), 0));
    assert_eq!(once.timer.state.lock().schedule.due, None);
    queue.delete(queue_handle, Completion::Awaited).unwrap();
    assert!(handles().pin(often.handle).is_none() && handles().pin(once.handle).is_none());
    drop((often.timer, once.timer));
    assert!(once.begun.recv().is_err(), "once");
}

#[test]
fn changing_moves_the_time() {
    let (queue, queue_handle) = queue();
    let timer = timer(&queue, schedule(None, 0), POOL);
    drop(timer.release);
    assert!(timer.begun.try_recv().is_err());
    timer.timer.change(schedule(in_an_hour(), 0));
    timer.timer.change(schedule(Some(NOW), 0));
    timer.begun.recv().unwrap();
    queue.delete(queue_handle, Completion::Awaited).unwrap();
}

#[test]
fn an_alarm_that_went_off_too_early_goes_off_again() {
    let (queue, queue_handle) = queue();
    let timer = timer(&queue, schedule(Some(Due::after(Duration::from_millis(20))), 0), POOL);
    drop(timer.release);
    // What is left after it went off, should the clock have been set back at this moment.
    timer.timer.alarm.get().unwrap().cancel();
    timer.timer.go_off();
    timer.begun.recv_timeout(Duration::from_secs(60)).unwrap();
    queue.delete(queue_handle, Completion::Awaited).unwrap();
}

#[test]
fn deletion_tells_of_outstanding_callbacks() {
    let (queue, queue_handle) = queue();
    let idle = timer(&queue, schedule(in_an_hour(), 0), POOL);
    assert_eq!(idle.timer.delete(idle.handle, Completion::Untold), Ok(()));
    assert_eq!(idle.timer.delete(idle.handle, Completion::Untold), Err(WsaError::WSA_INVALID_HANDLE));

    let busy = timer(&queue, schedule(Some(NOW), 0), POOL);
    busy.begun.recv().unwrap();
    assert_eq!(busy.timer.delete(busy.handle, Completion::Untold), Err(IO_PENDING));
    drop(busy.release);

    let busy = timer(&queue, schedule(Some(NOW), 0), POOL);
    busy.begun.recv().unwrap();
    let event = Event::new(Reset::Manual, false);
    assert_eq!(busy.timer.delete(busy.handle, Completion::Event(Arc::clone(&event))), Ok(()));
    assert!(!event.is_set(), "the callback runs");
    drop(busy.release);
    wait::wait_any(&[event as _], wait::INFINITE, false).unwrap();

    let event = Event::new(Reset::Manual, false);
    queue.delete(queue_handle, Completion::Event(Arc::clone(&event))).unwrap();
    assert!(event.is_set(), "nothing is outstanding");
    let late = queue.open_timer(schedule(None, 0), POOL, Box::new(|| {}), |_| {});
    assert_eq!(late.err(), Some(WsaError::WSA_INVALID_HANDLE));
}

#[test]
fn a_queue_awaits_the_callbacks_of_all_its_timers() {
    let (queue, queue_handle) = queue();
    let busy = timer(&queue, schedule(Some(NOW), 0), POOL);
    busy.begun.recv().unwrap();
    let deleting = std::thread::spawn(move || queue.delete(queue_handle, Completion::Awaited));
    while !busy.timer.state.lock().is_deleted {
        std::thread::yield_now();
    }
    assert!(!deleting.is_finished());
    drop(busy.release);
    assert_eq!(deleting.join().unwrap(), Ok(()));
    assert!(busy.timer.member.is_idle());
}

#[test]
fn a_callback_that_would_wait_for_itself_is_told_so() {
    let (queue, queue_handle) = queue();
    let own: Arc<OnceLock<(Arc<QueueTimer>, Handle)>> = Arc::default();
    let (tell, told) = mpsc::channel();
    let (of_callback, tell) = (Arc::clone(&own), Mutex::new(tell));
    let function = move || {
        let (timer, handle) = of_callback.get().unwrap();
        tell.lock().send(timer.delete(*handle, Completion::Awaited)).unwrap();
    };
    let handle = queue.open_timer(schedule(None, 0), POOL, Box::new(function), |_| {}).unwrap();
    let timer: Arc<QueueTimer> = object(handle);
    own.set((Arc::clone(&timer), handle)).ok().unwrap();
    timer.change(schedule(Some(NOW), 0));
    assert_eq!(told.recv().unwrap(), Err(IO_PENDING));
    queue.delete(queue_handle, Completion::Awaited).unwrap();
}
