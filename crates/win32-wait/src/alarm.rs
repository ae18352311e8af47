//! Actions at a time: one thread of the library runs them when they are due.
//!
//! An [`Alarm`] is made once and then set and cancelled as often as needed; both cost a lock, a step in a tree
//! and, when the first due time moves nearer, one wake-up. All alarms share the thread, one action at a time, so an
//! action must neither block nor call the program's code: it signals, queues, posts, sets alarms.
//!
//! **Lock order.** The agenda's lock is a leaf: actions run outside it. [`Alarm::set`] and [`Alarm::cancel`] may
//! be called under any lock but the dispatcher's, [`Alarm::wait_until_idle`] under none that the action takes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::ThreadId;

use parking_lot::{Condvar, Mutex, MutexGuard};
use ws2_sys::clock::{WallTimer, monotonic};
use ws2_sys::poller::{Edges, Poller};
use ws2_types::{WsaError, WsaResult};

pub use crate::agenda::Due;
use crate::agenda::{Agenda, Moment};

/// An action that can be set to a time. Dropping it cancels it and lets a running action end by itself.
pub struct Alarm(Arc<Shared>);

struct Shared {
    id: u64,
    service: &'static Service,
    action: Box<dyn Fn() + Send + Sync>,
}

impl Alarm {
    /// An alarm that is not set. Its action must be short; it may set, cancel and drop alarms, its own too.
    ///
    /// # Errors
    /// `WSAEMFILE`, `WSAENOBUFS`: the thread cannot be started.
    pub fn new(action: impl Fn() + Send + Sync + 'static) -> WsaResult<Alarm> {
        static NEXT_ID: AtomicU64 = AtomicU64::new(0);
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        Ok(Alarm(Arc::new(Shared { id, service: service()?, action: Box::new(action) })))
    }

    /// Has the action run once at this time, or soon if it has passed. The answer is whether this took the place
    /// of a time that had not come yet.
    pub fn set(&self, due: Due) -> bool {
        let service = self.0.service;
        let mut state = service.state.lock();
        let former = state.agenda.enter(self.0.id, due, Arc::clone(&self.0));
        let (first, first_by_wall) = state.agenda.next();
        let nearer = match due {
            Due::Monotonic(time) => first == Some(time),
            Due::Wall(time) => first_by_wall == Some(time),
        };
        let wake = nearer && !std::mem::replace(&mut state.woken, true);
        drop(state);
        if wake {
            service.poller.wake();
        }
        former.is_some()
    }

    /// Unsets the alarm. True: the action was prevented. False: it was not set, or the action has begun.
    pub fn cancel(&self) -> bool {
        let former = self.0.service.state.lock().agenda.strike(self.0.id);
        former.is_some()
    }

    /// For the action: takes a time that has come out of the record which whoever sets the alarm keeps, under a lock of
    /// his own. A time that has not come stays, and the alarm is set to it: the record was changed since the alarm went
    /// off, or the system's clock was set back.
    pub fn take_come(&self, due: &mut Option<Due>) -> Option<Due> {
        let come = due.take_if(|due| due.has_come());
        if let Some(due) = due {
            self.set(*due);
        }
        come
    }

    /// Waits until the action does not run. Within the action itself it returns at once.
    ///
    /// With [`Alarm::cancel`] before it, the action is over for good unless somebody sets the alarm again.
    ///
    /// # Blocking
    /// As long as the action runs.
    pub fn wait_until_idle(&self) {
        let service = self.0.service;
        let mut state = service.state.lock();
        if service.thread.get() == Some(&std::thread::current().id()) {
            return;
        }
        while state.running == Some(self.0.id) {
            service.ended.wait(&mut state);
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.cancel();
    }
}

struct Service {
    poller: Poller,
    wall_timer: WallTimer,
    state: Mutex<State>,
    /// An action has ended.
    ended: Condvar,
    thread: OnceLock<ThreadId>,
}

struct State {
    agenda: Agenda<Arc<Shared>>,
    /// The id of the alarm whose action runs.
    running: Option<u64>,
    /// The thread will look at the agenda before it sleeps.
    woken: bool,
}

/// The service, started with the first alarm.
fn service() -> WsaResult<&'static Service> {
    static SERVICE: OnceLock<Service> = OnceLock::new();
    static STARTING: Mutex<()> = Mutex::new(());
    if let Some(service) = SERVICE.get() {
        return Ok(service);
    }
    let _starting = STARTING.lock();
    if let Some(service) = SERVICE.get() {
        return Ok(service);
    }
    let new = Service {
        poller: Poller::new()?,
        wall_timer: WallTimer::new()?,
        state: Mutex::new(State { agenda: Agenda::new(), running: None, woken: true }),
        ended: Condvar::new(),
        thread: OnceLock::new(),
    };
    new.poller.watch(new.wall_timer.as_fd(), 0)?;
    // The thread waits for the service, so it must not be told to before there is sure to be one.
    std::thread::Builder::new()
        .name("timers".to_owned())
        .spawn(|| SERVICE.wait().run())
        .map_err(|_| WsaError::WSAENOBUFS)?;
    Ok(SERVICE.get_or_init(|| new))
}

impl Service {
    fn run(&self) {
        let _ = self.thread.set(std::thread::current().id());
        let mut edges = Edges::new();
        let mut wall_timer_is_set = false;
        loop {
            let mut state = self.state.lock();
            while let Some((id, alarm)) = state.agenda.take_due(Moment::now()) {
                state.running = Some(id);
                MutexGuard::unlocked(&mut state, || {
                    (alarm.action)();
                    drop(alarm);
                });
                state.running = None;
                self.ended.notify_all();
            }
            state.woken = false;
            let (next, next_by_wall) = state.agenda.next();
            drop(state);
            // Also when the time is the same: the timer may have gone off before the clock was set back.
            if next_by_wall.is_some() || wall_timer_is_set {
                self.wall_timer.set(next_by_wall);
                wall_timer_is_set = next_by_wall.is_some();
            }
            // An interrupt only means to look again.
            let _ = self.poller.wait(&mut edges, next.map(|next| next.saturating_sub(monotonic())));
        }
    }
}

#[cfg(test)]
#[cfg(not(loom))]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    const NEVER_IN_A_TEST: Duration = Duration::from_secs(3600);

    fn telling() -> (Alarm, mpsc::Receiver<()>) {
        let (tell, told) = mpsc::channel();
        let tell = Mutex::new(tell);
        (Alarm::new(move || tell.lock().send(()).unwrap()).unwrap(), told)
    }

    #[test]
    fn an_alarm_goes_off_at_its_time_once_and_can_be_set_again() {
        let (alarm, told) = telling();
        for due in
            [Due::Monotonic(Duration::ZERO), Due::Wall(Duration::ZERO), Due::Wall(ws2_sys::clock::wall())]
        {
            alarm.set(due);
            told.recv().unwrap();
        }
        let pause = Duration::from_millis(20);
        let begun = monotonic();
        assert!(!alarm.set(Due::after(pause)));
        told.recv().unwrap();
        assert!(monotonic() - begun >= pause);
        alarm.wait_until_idle();
        assert!(!alarm.cancel());
        assert!(told.try_recv().is_err());
    }

    #[test]
    fn a_nearer_time_wakes_the_thread_from_its_sleep_until_a_farther_one() {
        let (far, far_told) = telling();
        let (near, near_told) = telling();
        far.set(Due::after(NEVER_IN_A_TEST));
        near.set(Due::after(Duration::from_millis(1)));
        near_told.recv().unwrap();
        assert!(far.set(Due::Monotonic(Duration::ZERO)));
        far_told.recv().unwrap();
    }

    /// The clock was set back after the alarm had gone off for this time, or another time was set meanwhile.
    #[test]
    fn a_time_that_has_not_come_when_the_alarm_goes_off_is_waited_for() {
        let (alarm, told) = telling();
        let mut due = Some(Due::after(Duration::from_millis(20)));
        while alarm.take_come(&mut due).is_none() {
            assert!(due.is_some());
            told.recv_timeout(NEVER_IN_A_TEST).unwrap();
        }
        assert_eq!((due, alarm.take_come(&mut due)), (None, None));
        assert!(!alarm.cancel());
    }

    #[test]
    fn cancelling_tells_whether_the_action_was_prevented() {
        let (alarm, told) = telling();
        assert!(!alarm.cancel());
        alarm.set(Due::after(NEVER_IN_A_TEST));
        assert!(alarm.cancel());
        assert!(!alarm.cancel());
        drop(alarm);
        assert!(told.recv().is_err(), "the action goes with its alarm");
    }

    #[test]
    fn waiting_lets_a_running_action_end() {
        let (begun, has_begun) = mpsc::channel();
        let (release, released) = mpsc::channel::<()>();
        let (begun, released) = (Mutex::new(begun), Mutex::new(released));
        let ended = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&ended);
        let alarm = Alarm::new(move || {
            begun.lock().send(()).unwrap();
            let _ = released.lock().recv();
            counted.fetch_add(1, Ordering::Relaxed);
        });
        let alarm = alarm.unwrap();
        alarm.set(Due::Monotonic(Duration::ZERO));
        has_begun.recv().unwrap();
        assert!(!alarm.cancel(), "it has begun");
        assert_eq!(ended.load(Ordering::Relaxed), 0);
        drop(release);
        alarm.wait_until_idle();
        assert_eq!(ended.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn an_action_may_set_wait_for_and_drop_its_own_alarm() {
        let place: Arc<Mutex<Option<Alarm>>> = Arc::default();
        let (tell, told) = mpsc::channel();
        let (of_action, tell, rounds) = (Arc::clone(&place), Mutex::new(tell), AtomicU64::new(0));
        let alarm = Alarm::new(move || {
            let mut place = of_action.lock();
            place.as_ref().unwrap().wait_until_idle();
            match rounds.fetch_add(1, Ordering::Relaxed) {
                0..3 => assert!(!place.as_ref().unwrap().set(Due::after(Duration::from_millis(1)))),
                _ => {
                    *place = None;
                    tell.lock().send(()).unwrap();
                }
            }
        });
        let mut guard = place.lock();
        *guard = Some(alarm.unwrap());
        guard.as_ref().unwrap().set(Due::Monotonic(Duration::ZERO));
        drop(guard);
        told.recv().unwrap();
        assert!(place.lock().is_none());
    }

    #[test]
    fn many_alarms_go_off_in_the_order_of_their_times() {
        let (tell, told) = mpsc::channel();
        let (release, released) = mpsc::channel::<()>();
        let released = Mutex::new(released);
        // Nothing goes off before all are set.
        let wait = move || {
            let _ = released.lock().recv();
        };
        let gate = Alarm::new(wait).unwrap();
        gate.set(Due::Monotonic(Duration::ZERO));
        let alarms: Vec<Alarm> = (0..1000u32)
            .rev()
            .map(|number| {
                let tell = Mutex::new(tell.clone());
                let alarm = Alarm::new(move || tell.lock().send(number).unwrap()).unwrap();
                alarm.set(Due::Monotonic(Duration::from_nanos(u64::from(number) + 1)));
                alarm
            })
            .collect();
        let cancelled = alarms.iter().step_by(2).filter(|alarm| alarm.cancel()).count();
        drop(release);
        let seen: Vec<u32> = told.iter().take(alarms.len() - cancelled).collect();
        assert!(seen.is_sorted() && seen.iter().all(|number| number % 2 == 0));
        assert!(told.try_recv().is_err());
    }
}
