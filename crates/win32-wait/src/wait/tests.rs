//! Waits, object by object. Threads are awaited through their objects, never by time.

use std::sync::Arc;

use super::*;
use crate::event::{Event, Reset};
use crate::mutex::Mutex;
use crate::semaphore::Semaphore;

fn object<T: Object>(object: &Arc<T>) -> Arc<dyn Object> {
    Arc::clone(object) as Arc<dyn Object>
}

#[cfg(not(loom))]
mod ordinary {
    use std::ffi::c_void;
    use std::thread;

    use super::*;
    use crate::dispatcher::Dispatcher;
    use crate::thread::{STILL_ACTIVE, StackSize, Thread};

    fn any(objects: &[Arc<dyn Object>], timeout_ms: u32) -> Outcome {
        wait_any(objects, timeout_ms, false).unwrap()
    }

    fn all(objects: &[Arc<dyn Object>], timeout_ms: u32) -> Outcome {
        wait_all(objects, timeout_ms, false).unwrap()
    }

    /// Runs `body` once another thread stands in the object's queue.
    fn once_waited_for(dispatcher: &dyn Dispatcher, waits: usize, body: impl FnOnce()) {
        while dispatcher.header().waits(&dispatcher::lock()) < waits {
            thread::yield_now();
        }
        body();
    }

    #[test]
    fn manual_event_satisfies_every_wait_until_reset() {
        let event = Event::new(Reset::Manual, false);
        let objects = [object(&event)];
        assert_eq!(any(&objects, 0), Outcome::TimedOut);
        event.set();
        assert_eq!(any(&objects, INFINITE), Outcome::Signaled(0));
        assert_eq!(any(&objects, 0), Outcome::Signaled(0));
        event.reset();
        assert_eq!(any(&objects, 0), Outcome::TimedOut);
    }

    #[test]
    fn auto_event_satisfies_one_wait() {
        let event = Event::new(Reset::Auto, true);
        let objects = [object(&event)];
        assert_eq!(any(&objects, INFINITE), Outcome::Signaled(0));
        assert_eq!(any(&objects, 0), Outcome::TimedOut);
    }

    #[test]
    fn a_set_auto_event_goes_to_exactly_one_of_two_waiters() {
        let event = Event::new(Reset::Auto, false);
        thread::scope(|scope| {
            let waiters: Vec<_> = (0..2).map(|_| scope.spawn(|| any(&[object(&event)], INFINITE))).collect();
            once_waited_for(&*event, 2, || event.set());
            // The taken signal leaves the event non-signaled and one waiter in the queue.
            assert!(!event.is_set());
            assert_eq!(event.header().waits(&dispatcher::lock()), 1);
            event.set();
            for waiter in waiters {
                assert_eq!(waiter.join().unwrap(), Outcome::Signaled(0));
            }
        });
        assert!(!event.is_set());
    }

    #[test]
    fn pulse_satisfies_those_who_wait_and_nobody_later() {
        let event = Event::new(Reset::Manual, false);
        event.pulse();
        assert_eq!(any(&[object(&event)], 0), Outcome::TimedOut);
        thread::scope(|scope| {
            let waiters: Vec<_> = (0..3).map(|_| scope.spawn(|| any(&[object(&event)], INFINITE))).collect();
            once_waited_for(&*event, 3, || event.pulse());
            for waiter in waiters {
                assert_eq!(waiter.join().unwrap(), Outcome::Signaled(0));
            }
        });
        assert!(!event.is_set());
    }

    #[test]
    fn wait_for_any_takes_the_first_signaled_object_only() {
        let events: Vec<_> = (0..3).map(|_| Event::new(Reset::Auto, false)).collect();
        let objects: Vec<_> = events.iter().map(object).collect();
        events[2].set();
        events[1].set();
        assert_eq!(any(&objects, INFINITE), Outcome::Signaled(1));
        assert!(events[2].is_set());
    }

    #[test]
    fn a_completed_wait_for_any_leaves_no_trace_in_the_other_queues() {
        let first = Event::new(Reset::Auto, false);
        let second = Event::new(Reset::Auto, false);
        thread::scope(|scope| {
            let waiter = scope.spawn(|| any(&[object(&first), object(&second)], INFINITE));
            once_waited_for(&*second, 1, || second.set());
            assert_eq!(waiter.join().unwrap(), Outcome::Signaled(1));
        });
        assert_eq!(first.header().waits(&dispatcher::lock()), 0);
        first.set();
        assert!(first.is_set(), "the signal was given to a wait that had ended");
    }

    #[test]
    fn a_timeout_leaves_no_trace_in_the_queue() {
        let event = Event::new(Reset::Auto, false);
        assert_eq!(any(&[object(&event)], 1), Outcome::TimedOut);
        event.set();
        assert!(event.is_set());
    }

    #[test]
    fn wait_for_all_takes_nothing_before_it_can_take_everything() {
        let event = Event::new(Reset::Auto, true);
        let semaphore = Semaphore::new(0, 1).unwrap();
        let objects = [object(&event), object(&semaphore)];
        assert_eq!(all(&objects, 0), Outcome::TimedOut);
        assert!(event.is_set());
        thread::scope(|scope| {
            let waiter = scope.spawn(|| all(&objects, INFINITE));
            once_waited_for(&*semaphore, 1, || {
                assert!(event.is_set());
                semaphore.release(1).unwrap();
            });
            assert_eq!(waiter.join().unwrap(), Outcome::Signaled(0));
        });
        assert!(!event.is_set());
        assert_eq!(any(&objects[1..], 0), Outcome::TimedOut);
    }

    #[test]
    fn wait_for_all_refuses_an_object_named_twice() {
        let event = Event::new(Reset::Manual, true);
        let twice = [object(&event), object(&event)];
        assert_eq!(wait_all(&twice, 0, false), Err(WsaError::WSA_INVALID_PARAMETER));
        assert_eq!(any(&twice, 0), Outcome::Signaled(0));
    }

    #[test]
    fn semaphore_counts_between_zero_and_its_limit() {
        for (count, limit) in [(-1, 1), (2, 1), (0, 0), (0, -1)] {
            assert_eq!(Semaphore::new(count, limit).err(), Some(WsaError::WSA_INVALID_PARAMETER));
        }
        let semaphore = Semaphore::new(1, 3).unwrap();
        let objects = [object(&semaphore)];
        assert_eq!(any(&objects, 0), Outcome::Signaled(0));
        assert_eq!(any(&objects, 0), Outcome::TimedOut);
        assert_eq!(semaphore.release(0), Err(WsaError::WSA_INVALID_PARAMETER));
        assert_eq!(semaphore.release(2), Ok(0));
        assert_eq!(semaphore.release(2).unwrap_err().code(), 298, "ERROR_TOO_MANY_POSTS");
        assert_eq!(semaphore.release(1), Ok(2), "a failing release changed the count");
    }

    #[test]
    fn one_release_wakes_as_many_waiters_as_it_adds() {
        let semaphore = Semaphore::new(0, 10).unwrap();
        thread::scope(|scope| {
            let waiters: Vec<_> =
                (0..4).map(|_| scope.spawn(|| any(&[object(&semaphore)], INFINITE))).collect();
            once_waited_for(&*semaphore, 4, || {
                semaphore.release(3).unwrap();
            });
            assert_eq!(semaphore.header().waits(&dispatcher::lock()), 1);
            semaphore.release(1).unwrap();
            for waiter in waiters {
                assert_eq!(waiter.join().unwrap(), Outcome::Signaled(0));
            }
        });
    }

    #[test]
    fn mutex_is_recursive_for_its_owner_and_closed_to_others() {
        let mutex = Mutex::new_owned();
        let objects = [object(&mutex)];
        assert_eq!(any(&objects, 0), Outcome::Signaled(0));
        thread::scope(|scope| {
            let other = scope.spawn(|| (any(&objects, 0), mutex.release().unwrap_err().code()));
            assert_eq!(other.join().unwrap(), (Outcome::TimedOut, 288), "ERROR_NOT_OWNER");
        });
        mutex.release().unwrap();
        mutex.release().unwrap();
        assert_eq!(mutex.release().unwrap_err().code(), 288);
    }

    #[test]
    fn a_mutex_whose_owner_ends_is_abandoned_once() {
        let mutex = Mutex::new();
        let objects = [object(&mutex)];
        thread::scope(|scope| {
            // A scope's end does not wait for thread-local destructors, a join of the handle does.
            scope.spawn(|| any(&objects, INFINITE)).join().unwrap();
        });
        assert_eq!(any(&objects, INFINITE), Outcome::Abandoned(0));
        mutex.release().unwrap();
        assert_eq!(any(&objects, 0), Outcome::Signaled(0));
        mutex.release().unwrap();
    }

    #[test]
    fn a_waiter_gets_the_mutex_of_an_owner_that_ends() {
        let mutex = Mutex::new();
        let free = Event::new(Reset::Manual, false);
        thread::scope(|scope| {
            let owner = scope.spawn(|| {
                any(&[object(&mutex)], INFINITE);
                any(&[object(&free)], INFINITE);
            });
            once_waited_for(&*free, 1, || ());
            let waiter = scope.spawn(|| any(&[object(&free), object(&mutex)][1..], INFINITE));
            once_waited_for(&*mutex, 1, || free.set());
            owner.join().unwrap();
            assert_eq!(waiter.join().unwrap(), Outcome::Abandoned(0));
        });
    }

    unsafe extern "C" fn return_parameter(parameter: *mut c_void) -> u32 {
        parameter.addr() as u32
    }

    unsafe extern "C" fn exit_with_parameter(parameter: *mut c_void) -> u32 {
        crate::thread::exit(parameter.addr() as u32)
    }

    unsafe extern "C" fn own_the_mutex(parameter: *mut c_void) -> u32 {
        // SAFETY: the test keeps the mutex until this thread has ended.
        let mutex = unsafe { &*parameter.cast_const().cast::<Arc<Mutex>>() };
        any(&[object(mutex)], INFINITE);
        crate::thread::exit(1)
    }

    fn start(routine: crate::thread::StartRoutine, parameter: usize, suspended: bool) -> Arc<Thread> {
        let parameter = std::ptr::without_provenance_mut(parameter);
        let mut announced = None;
        let announce = |handle, id| announced = Some((handle, id));
        // SAFETY: the routines of these tests only look at the number.
        let handle = unsafe {
            crate::thread::open(routine, parameter, StackSize::Default, suspended, announce).unwrap()
        };
        let object: Arc<dyn std::any::Any + Send + Sync> = object_of(handle.into_raw()).unwrap();
        let thread: Arc<Thread> = object.downcast().unwrap();
        assert_eq!(announced, Some((handle, thread.id())));
        thread.close(handle).unwrap();
        thread
    }

    #[test]
    fn a_thread_is_signaled_with_its_exit_code_when_it_returns_or_exits() {
        for routine in [return_parameter as crate::thread::StartRoutine, exit_with_parameter] {
            let thread = start(routine, 42, false);
            assert_eq!(any(&[object(&thread)], INFINITE), Outcome::Signaled(0));
            assert_eq!(thread.exit_code(), 42);
        }
    }

    #[test]
    fn a_suspended_thread_runs_when_resumed() {
        let thread = start(return_parameter, 7, true);
        assert_eq!(thread.exit_code(), STILL_ACTIVE);
        assert_eq!(any(&[object(&thread)], 1), Outcome::TimedOut);
        assert_eq!(thread.resume(), 1);
        assert_eq!(any(&[object(&thread)], INFINITE), Outcome::Signaled(0));
        assert_eq!(thread.exit_code(), 7);
        assert_eq!(thread.resume(), 0);
    }

    #[test]
    fn a_suspended_thread_can_be_terminated_a_running_one_not() {
        let thread = start(return_parameter, 7, true);
        assert!(thread.terminate(9));
        assert_eq!(any(&[object(&thread)], INFINITE), Outcome::Signaled(0));
        assert_eq!(thread.exit_code(), 9);
        assert!(!crate::thread::current().terminate(1));
    }

    #[test]
    fn exit_thread_abandons_mutexes_before_the_thread_is_signaled() {
        let mutex = Mutex::new();
        let thread = start(own_the_mutex, (&raw const mutex).expose_provenance(), false);
        assert_eq!(any(&[object(&thread)], INFINITE), Outcome::Signaled(0));
        assert_eq!(any(&[object(&mutex)], 0), Outcome::Abandoned(0));
    }

    #[test]
    fn the_current_thread_is_one_object_with_one_id() {
        let thread = crate::thread::current();
        assert!(Arc::ptr_eq(&thread, &crate::thread::current()));
        assert_eq!(crate::thread::current_id(), thread.id());
        assert_eq!(thread.id() % 4, 0);
        let other = thread::spawn(crate::thread::current_id).join().unwrap();
        assert_ne!(other, thread.id());
    }

    #[test]
    fn an_apc_ends_an_alertable_wait_and_no_other() {
        let event = Event::new(Reset::Auto, false);
        let ran = Event::new(Reset::Manual, false);
        let (send, receive) = std::sync::mpsc::channel();
        thread::scope(|scope| {
            let waiter = scope.spawn(|| {
                send.send(crate::thread::current()).unwrap();
                let plain = wait_any(&[object(&event)], INFINITE, false);
                let alertable = wait_any(&[object(&event)], INFINITE, true);
                let queued_before = (ran.is_set(), wait_any(&[object(&event)], INFINITE, true));
                (plain, alertable, queued_before)
            });
            let target = receive.recv().unwrap();
            once_waited_for(&*event, 1, || {
                let ran = Arc::clone(&ran);
                assert!(target.queue_apc(Box::new(move || ran.set())));
                assert!(!event.is_set());
            });
            assert_eq!(event.header().waits(&dispatcher::lock()), 1, "the plain wait goes on");
            assert!(!ran.is_set());
            event.set();
            any(&[object(&ran)], INFINITE);
            once_waited_for(&*event, 1, || assert!(target.queue_apc(Box::new(|| ()))));
            let (plain, alertable, queued_before) = waiter.join().unwrap();
            assert_eq!(plain, Ok(Outcome::Signaled(0)));
            assert_eq!(alertable, Ok(Outcome::ApcsRan));
            assert_eq!(queued_before, (true, Ok(Outcome::ApcsRan)));
            assert!(!target.queue_apc(Box::new(|| ())), "the thread has ended");
        });
    }

    #[test]
    fn a_signaled_object_comes_before_a_queued_apc() {
        let event = Event::new(Reset::Auto, true);
        let current = crate::thread::current();
        current.queue_apc(Box::new(|| ()));
        assert_eq!(wait_any(&[object(&event)], 0, true), Ok(Outcome::Signaled(0)));
        assert_eq!(wait_any(&[object(&event)], 0, true), Ok(Outcome::ApcsRan));
        assert_eq!(wait_any(&[object(&event)], 0, true), Ok(Outcome::TimedOut));
        current.queue_apc(Box::new(|| ()));
        assert_eq!(wait_any(&[], 0, true), Ok(Outcome::ApcsRan), "SleepEx waits for nothing but APCs");
    }

    #[test]
    fn handles_are_counted_and_looked_up() {
        let event = Event::new(Reset::Manual, true);
        let handle = handles().insert(object(&event)).unwrap();
        assert_eq!(any(&objects_of(&[handle.into_raw()]).unwrap(), 0), Outcome::Signaled(0));
        assert_eq!(objects_of(&[]).err(), Some(WsaError::WSA_INVALID_PARAMETER));
        let many = vec![handle.into_raw(); MAXIMUM_OBJECTS + 1];
        assert_eq!(objects_of(&many).err(), Some(WsaError::WSA_INVALID_PARAMETER));
        event.close(handle).unwrap();
        assert_eq!(event.close(handle), Err(WsaError::WSA_INVALID_HANDLE));
        for raw in [handle.into_raw(), 0, usize::MAX, usize::MAX - 1] {
            assert_eq!(objects_of(&[raw]).err(), Some(WsaError::WSA_INVALID_HANDLE));
        }
    }

    #[test]
    fn a_wait_outlives_the_handle_it_was_begun_with() {
        let event = Event::new(Reset::Manual, false);
        let handle = handles().insert(object(&event)).unwrap();
        thread::scope(|scope| {
            let waiter = scope.spawn(|| any(&objects_of(&[handle.into_raw()]).unwrap(), INFINITE));
            once_waited_for(&*event, 1, || {
                event.close(handle).unwrap();
                event.set();
            });
            assert_eq!(waiter.join().unwrap(), Outcome::Signaled(0));
        });
    }
}

#[cfg(loom)]
mod modelled {
    use loom::thread;

    use super::*;

    fn wait(objects: &[Arc<dyn Object>], all: bool, timeout_ms: u32) -> Outcome {
        wait_as(&Thread::new(), objects, all, timeout_ms, false).unwrap()
    }

    #[test]
    fn a_signal_is_never_lost() {
        loom::model(|| {
            let event = Event::new(Reset::Auto, false);
            let signaler = Arc::clone(&event);
            let signaler = thread::spawn(move || signaler.set());
            assert_eq!(wait(&[object(&event)], false, INFINITE), Outcome::Signaled(0));
            signaler.join().unwrap();
            assert!(!event.is_set());
        });
    }

    #[test]
    fn a_signal_is_taken_or_left_when_the_time_runs_out() {
        loom::model(|| {
            let event = Event::new(Reset::Auto, false);
            let signaler = Arc::clone(&event);
            let signaler = thread::spawn(move || signaler.set());
            let outcome = wait(&[object(&event)], false, 1);
            signaler.join().unwrap();
            assert_eq!(event.is_set(), outcome == Outcome::TimedOut);
        });
    }

    #[test]
    fn two_waiters_share_two_signals() {
        loom::model(|| {
            let semaphore = Semaphore::new(0, 2).unwrap();
            let other = Arc::clone(&semaphore);
            let other = thread::spawn(move || wait(&[object(&other)], false, INFINITE));
            semaphore.release(2).unwrap();
            assert_eq!(wait(&[object(&semaphore)], false, INFINITE), Outcome::Signaled(0));
            assert_eq!(other.join().unwrap(), Outcome::Signaled(0));
        });
    }

    #[test]
    fn a_wait_for_any_takes_one_signal_of_two() {
        loom::model(|| {
            let (first, second) = (Event::new(Reset::Auto, false), Event::new(Reset::Auto, false));
            let objects = [object(&first), object(&second)];
            let signaler = Arc::clone(&first);
            let signaler = thread::spawn(move || signaler.set());
            second.set();
            let outcome = wait(&objects, false, INFINITE);
            signaler.join().unwrap();
            let left = (first.is_set(), second.is_set());
            match outcome {
                Outcome::Signaled(0) => assert_eq!(left, (false, true)),
                Outcome::Signaled(1) => assert_eq!(left, (true, false)),
                other => panic!("{other:?}"),
            }
        });
    }

    #[test]
    fn a_wait_for_all_is_atomic() {
        loom::model(|| {
            let (first, second) = (Event::new(Reset::Auto, true), Event::new(Reset::Auto, false));
            let objects = [object(&first), object(&second)];
            let (thief, signaler) = (Arc::clone(&first), Arc::clone(&second));
            let other = thread::spawn(move || {
                signaler.set();
                let stolen = wait(&[object(&thief)], false, 0);
                if stolen == Outcome::Signaled(0) {
                    thief.set();
                }
                stolen
            });
            assert_eq!(wait(&objects, true, INFINITE), Outcome::Signaled(0));
            other.join().unwrap();
            assert!(!first.is_set() && !second.is_set());
        });
    }

    #[test]
    fn a_mutex_goes_from_owner_to_waiter() {
        loom::model(|| {
            let mutex = Mutex::new();
            let counter = Arc::new(loom::cell::UnsafeCell::new(0));
            let step = |mutex: &Arc<Mutex>, counter: &loom::cell::UnsafeCell<i32>| {
                let thread = Thread::new();
                let outcome = wait_as(&thread, &[object(mutex)], false, INFINITE, false).unwrap();
                assert_eq!(outcome, Outcome::Signaled(0));
                // SAFETY: the mutex is held; the model fails if that does not exclude the other thread.
                counter.with_mut(|counter| unsafe { *counter += 1 });
                mutex.release_as(&thread).unwrap();
            };
            let other = {
                let (mutex, counter) = (Arc::clone(&mutex), Arc::clone(&counter));
                thread::spawn(move || step(&mutex, &counter))
            };
            step(&mutex, &counter);
            other.join().unwrap();
            // SAFETY: the other thread was joined.
            assert_eq!(counter.with(|counter| unsafe { *counter }), 2);
        });
    }
}
