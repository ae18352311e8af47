//! Threads that wait for events which sockets of the commons set. Other tests of the process lead too, so it is never
//! said which thread heard an edge.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::Instant;

use ws2_sys::AsFd;
use ws2_sys::poller::Edge;

use super::*;
use crate::binding::Binding;
use crate::event::{Event, Reset};
use crate::handle_table::{Handle, Object, handles};
use crate::wait::{INFINITE, Outcome, wait_any};

/// A stream whose edges set an event.
struct Watched {
    stream: UnixStream,
    binding: Binding,
    event: Arc<Event>,
}

impl Object for Watched {
    fn on_edge(&self, edge: Edge) {
        if edge.readable {
            self.event.set();
        }
    }

    fn close(&self, handle: Handle) -> WsaResult<()> {
        crate::dispatcher::close_handle(handle).map(drop)
    }
}

impl Watched {
    fn pair() -> (Arc<Watched>, UnixStream) {
        let (stream, peer) = UnixStream::pair().expect("a pair");
        stream.set_nonblocking(true).expect("a mode");
        let event = Event::new(Reset::Auto, false);
        let watched = Arc::new(Watched { stream, binding: Binding::default(), event });
        let handle = handles().insert(Arc::clone(&watched) as Arc<dyn Object>).expect("room");
        watched.binding.watch(watched.stream.as_fd(), handle).expect("an epoll");
        (watched, peer)
    }

    fn wait(&self, timeout_ms: u32) -> Outcome {
        wait_any(&[Arc::clone(&self.event) as _], timeout_ms, false).expect("an event can be waited for")
    }

    /// Reads what is there; 0 at the end.
    fn read(&self) -> Option<u8> {
        let mut byte = [0];
        match (&self.stream).read(&mut byte) {
            Ok(0) => Some(0),
            Ok(_) => Some(byte[0]),
            Err(_) => None,
        }
    }
}

#[test]
fn a_waiting_thread_is_told_of_its_sockets_edges() {
    let (watched, mut peer) = Watched::pair();
    for byte in 1..=100 {
        peer.write_all(&[byte]).expect("room");
        // Nothing was there before, so there is an edge.
        assert_eq!(watched.wait(INFINITE), Outcome::Signaled(0));
        assert_eq!(watched.read(), Some(byte));
    }
}

#[test]
fn threads_that_wait_for_sockets_of_their_own_never_miss_an_edge() {
    const ROUNDS: usize = 2_000;
    let pairs: Vec<_> = (0..4).map(|_| (Watched::pair(), Watched::pair())).collect();
    thread::scope(|scope| {
        for ((left, mut to_left), (right, mut to_right)) in pairs {
            // Each passes the byte on to the other.
            let pass = |own: Arc<Watched>, other: &mut UnixStream, begins: bool| {
                if begins {
                    other.write_all(&[1]).expect("room");
                }
                for _ in 0..ROUNDS {
                    while own.read().is_none() {
                        assert_eq!(own.wait(INFINITE), Outcome::Signaled(0));
                    }
                    other.write_all(&[1]).expect("room");
                }
            };
            scope.spawn(move || pass(left, &mut to_right, true));
            scope.spawn(move || pass(right, &mut to_left, false));
        }
    });
}

#[test]
fn who_only_looks_sees_it_too() {
    let (watched, mut peer) = Watched::pair();
    let deadline = Instant::now() + Duration::from_secs(60);
    for byte in 1..=20 {
        peer.write_all(&[byte]).expect("room");
        // Nothing was there before, so there is an edge.
        while watched.wait(0) == Outcome::TimedOut {
            assert!(Instant::now() < deadline, "nobody heard the edge");
            thread::yield_now();
        }
        assert_eq!(watched.read(), Some(byte));
        // Leads for a while, and is awaited then.
        watched.wait(1);
    }
}

#[test]
fn a_leader_hears_of_what_other_threads_do() {
    let (watched, _peer) = Watched::pair();
    let waiter = {
        let watched = Arc::clone(&watched);
        thread::spawn(move || (0..500).map(|_| watched.wait(INFINITE)).all(|out| out == Outcome::Signaled(0)))
    };
    while !waiter.is_finished() {
        watched.event.set();
        thread::yield_now();
    }
    assert!(waiter.join().expect("no panic"));
}
