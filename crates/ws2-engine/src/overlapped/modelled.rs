//! Every interleaving of a few threads at one queue: whatever races, each operation that began ends once, and none waits
//! for what is there already.

use loom::sync::Mutex;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread::{self, JoinHandle};
use std::sync::Arc;

use super::*;

const OPERATIONS: usize = 2;

/// A queue, and the transport below: units that each serve one operation.
struct Socket {
    queue: Mutex<Operations<usize>>,
    units: AtomicUsize,
    closes: AtomicUsize,
    begun: [AtomicUsize; OPERATIONS],
    ends: [AtomicUsize; OPERATIONS],
}

impl Socket {
    fn new() -> Arc<Socket> {
        Arc::new(Socket {
            queue: Mutex::new(Operations::default()),
            units: AtomicUsize::new(0),
            closes: AtomicUsize::new(0),
            begun: std::array::from_fn(|_| AtomicUsize::new(0)),
            ends: std::array::from_fn(|_| AtomicUsize::new(0)),
        })
    }

    /// One system call.
    fn attempt(&self) -> Attempt<()> {
        let take = |units: usize| units.checked_sub(1);
        match self.units.fetch_update(Ordering::AcqRel, Ordering::Acquire, take) {
            Ok(_) => Attempt::Ended(()),
            Err(_) => Attempt::MustWait,
        }
    }

    fn end(&self, id: usize) {
        self.ends[id].fetch_add(1, Ordering::Relaxed);
    }

    fn begin(&self, id: usize) {
        let mut queue = self.queue.lock().unwrap();
        match queue.begin(|| self.attempt()) {
            Err(_) => return,
            Ok(Begun::Ended(())) => self.end(id),
            Ok(Begun::MustJoin) => queue.join(id),
        }
        self.begun[id].fetch_add(1, Ordering::Relaxed);
    }

    /// A unit arrives, then its edge is told.
    fn arrive(&self) {
        self.units.fetch_add(1, Ordering::AcqRel);
        self.queue.lock().unwrap().go_on(|_| self.attempt(), |id, ()| self.end(id));
    }

    fn cancel(&self, id: usize) {
        let cancelled = self.queue.lock().unwrap().cancel(|other| *other == id);
        cancelled.into_iter().for_each(|id| self.end(id));
    }

    fn close(&self) {
        let aborted = self.queue.lock().unwrap().close();
        aborted.into_iter().for_each(|id| self.end(id));
        self.closes.fetch_add(1, Ordering::Relaxed);
    }

    fn check(&self) {
        let nobody_waits = self.queue.lock().unwrap().is_idle();
        assert!(nobody_waits || self.units.load(Ordering::Relaxed) == 0, "waits for what is there already");
        assert!(nobody_waits || self.closes.load(Ordering::Relaxed) == 0, "waits at a closed socket");
        self.close();
        for (begun, ends) in self.begun.iter().zip(&self.ends) {
            assert_eq!(begun.load(Ordering::Relaxed), ends.load(Ordering::Relaxed));
        }
    }
}

fn spawn(socket: &Arc<Socket>, act: impl FnOnce(&Socket) + 'static) -> JoinHandle<()> {
    let socket = Arc::clone(socket);
    thread::spawn(move || act(&socket))
}

fn model(programs: impl Fn(&Arc<Socket>) -> Vec<JoinHandle<()>> + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(3);
    builder.check(move || {
        let socket = Socket::new();
        for program in programs(&socket) {
            program.join().unwrap();
        }
        socket.check();
    });
}

#[test]
fn an_edge_that_races_with_the_beginning_is_not_missed() {
    model(|socket| {
        let begins = spawn(socket, |socket| (0..OPERATIONS).for_each(|id| socket.begin(id)));
        vec![begins, spawn(socket, Socket::arrive), spawn(socket, Socket::arrive)]
    });
}

#[test]
fn a_close_that_races_with_all_else_ends_each_operation_once() {
    model(|socket| {
        let begins = spawn(socket, |socket| (0..OPERATIONS).for_each(|id| socket.begin(id)));
        vec![begins, spawn(socket, Socket::arrive), spawn(socket, Socket::close)]
    });
}

#[test]
fn a_cancel_that_races_with_data_and_close_ends_an_operation_once() {
    model(|socket| {
        socket.begin(0);
        let other = spawn(socket, |socket| {
            socket.begin(1);
            socket.cancel(0);
        });
        vec![other, spawn(socket, Socket::arrive), spawn(socket, Socket::close)]
    });
}
