//! Growing, shrinking, limits, and callbacks that end their thread.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use parking_lot::{Condvar, Mutex};

use super::*;
use crate::event::{Event, Reset};
use crate::handle_table::handles;
use crate::thread;

const PATIENCE: Duration = Duration::from_secs(30);

/// Holds callbacks back until as many have come as it is for.
struct Gate {
    come: Mutex<usize>,
    changed: Condvar,
    wanted: usize,
}

impl Gate {
    fn new(wanted: usize) -> Arc<Gate> {
        Arc::new(Gate { come: Mutex::new(0), changed: Condvar::new(), wanted })
    }

    fn pass(&self) {
        let mut come = self.come.lock();
        *come += 1;
        self.changed.notify_all();
        while *come < self.wanted {
            assert!(!self.changed.wait_for(&mut come, PATIENCE).timed_out(), "{} of {}", *come, self.wanted);
        }
    }
}

fn submit(pool: &Arc<Pool>, function: impl Fn() + Send + Sync + 'static) {
    submit_once(Settings::of(Arc::clone(pool)), Box::new(move |_| function()));
}

fn threads(pool: &Pool) -> usize {
    pool.workers().state.lock().threads
}

fn until(what: &str, condition: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !condition() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn nothing_runs_before_the_first_work_and_idle_threads_end() {
    let pool = Pool::with_idle_time(Duration::from_millis(20)).unwrap();
    assert_eq!(threads(&pool), 0);
    let gate = Gate::new(8);
    for _ in 0..7 {
        let gate = Arc::clone(&gate);
        submit(&pool, move || gate.pass());
    }
    gate.pass();
    assert!(threads(&pool) >= 7);
    until("idle threads end", || threads(&pool) == 0);
    let (tell, told) = mpsc::channel();
    let tell = Mutex::new(tell);
    submit(&pool, move || tell.lock().send(()).unwrap());
    told.recv_timeout(PATIENCE).unwrap();
}

#[test]
fn the_least_number_of_threads_stays() {
    let pool = Pool::with_idle_time(Duration::from_millis(5)).unwrap();
    pool.set_minimum(3).unwrap();
    assert_eq!(threads(&pool), 3);
    // Others come for a gate and end again; that takes longer than the three would need to end.
    let gate = Gate::new(9);
    for _ in 0..8 {
        let gate = Arc::clone(&gate);
        submit(&pool, move || gate.pass());
    }
    gate.pass();
    until("the others end", || threads(&pool) == 3);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(threads(&pool), 3);
    assert!(pool.set_minimum(501).is_err());
}

#[test]
fn blocked_callbacks_make_the_pool_grow_and_its_limit_holds() {
    let pool = Pool::new().unwrap();
    let gate = Gate::new(20);
    for _ in 0..19 {
        let gate = Arc::clone(&gate);
        submit(&pool, move || gate.pass());
    }
    gate.pass();

    let limited = Pool::new().unwrap();
    limited.set_maximum(2);
    let (inside, most, done) =
        (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    for _ in 0..20 {
        let (inside, most, done) = (Arc::clone(&inside), Arc::clone(&most), Arc::clone(&done));
        submit(&limited, move || {
            most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(3));
            inside.fetch_sub(1, Ordering::SeqCst);
            done.fetch_add(1, Ordering::SeqCst);
        });
    }
    until("all have run", || done.load(Ordering::SeqCst) == 20);
    assert!(most.load(Ordering::SeqCst) <= 2);
}

#[test]
fn busy_callbacks_do_not_hold_others_up_for_ever() {
    let pool = Pool::new().unwrap();
    let come = Arc::new(AtomicUsize::new(0));
    let wanted = pool.workers().processors + 2;
    for _ in 0..wanted {
        let come = Arc::clone(&come);
        submit(&pool, move || {
            come.fetch_add(1, Ordering::SeqCst);
            while come.load(Ordering::SeqCst) < wanted {
                std::hint::spin_loop();
            }
        });
    }
    until("all run at once", || come.load(Ordering::SeqCst) == wanted);
}

#[test]
fn a_callback_that_ends_its_thread_counts_as_ended() {
    let pool = Pool::new().unwrap();
    pool.set_maximum(1);
    let handle = Work::open(Settings::of(Arc::clone(&pool)), Box::new(|_| thread::exit(7))).unwrap();
    let work: Arc<dyn std::any::Any + Send + Sync> = handles().pin(handle).unwrap().share();
    let work: Arc<Work> = work.downcast().ok().unwrap();
    for _ in 0..5 {
        work.submit();
    }
    work.wait(false);
    work.release();
    let event = Event::new(Reset::Manual, false);
    let after = Arc::clone(&event);
    submit(&pool, move || after.set());
    until("others run", || event.is_set());
}

#[test]
fn a_pool_ends_its_threads_with_its_last_user() {
    let pool = Pool::new().unwrap();
    let workers = Arc::downgrade(&pool.workers().this.upgrade().unwrap());
    pool.set_minimum(4).unwrap();
    let (gate, begun) = (Gate::new(2), Gate::new(2));
    let (inner, inner_begun) = (Arc::clone(&gate), Arc::clone(&begun));
    submit(&pool, move || {
        inner_begun.pass();
        inner.pass();
    });
    begun.pass();
    drop(pool);
    assert!(workers.upgrade().is_some_and(|workers| !workers.state.lock().closing));
    gate.pass();
    until("the threads end", || workers.strong_count() == 0);
}

#[test]
fn high_priority_goes_before_low() {
    let pool = Pool::new().unwrap();
    pool.set_maximum(1);
    let (begun, gate) = (Gate::new(2), Gate::new(2));
    let (first, first_gate) = (Arc::clone(&begun), Arc::clone(&gate));
    submit(&pool, move || {
        first.pass();
        first_gate.pass();
    });
    begun.pass();
    let order = Arc::new(Mutex::new(Vec::new()));
    for priority in [Priority::Low, Priority::Normal, Priority::High, Priority::Low, Priority::High] {
        let order = Arc::clone(&order);
        let settings = Settings { priority, ..Settings::of(Arc::clone(&pool)) };
        submit_once(settings, Box::new(move |_| order.lock().push(priority)));
    }
    gate.pass();
    until("all have run", || order.lock().len() == 5);
    use Priority::{High, Low, Normal};
    assert_eq!(*order.lock(), [High, High, Normal, Low, Low]);
}
