//! The thread that lets overlapped operations finish when no thread of the program does.
//!
//! It looks after the commons and the completion ports while nobody waits there: a program may poll an OVERLAPPED, or
//! work long on a packet. While threads come and go at such a place it only looks on, every few milliseconds; when all
//! are attended and quiet it sleeps.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use ws2_types::{WsaError, WsaResult};

use crate::sync::{Edges, Poller};

/// How long a place may go unvisited before the reactor drives it.
const PATIENCE: Duration = Duration::from_millis(5);

/// A place where sockets are watched, by a thread that waits there or else by the reactor.
pub(crate) trait Attended: Send + Sync {
    /// Where the sockets are watched.
    fn poller(&self) -> &Poller;

    /// What the reactor sees; `last_visits` is what it saw the time before.
    fn glance(&self, last_visits: &mut u64) -> Glance;

    /// Lets the sockets go on while nobody attends; whoever came meanwhile is told.
    fn drive_for_others(&self);
}

/// What the reactor sees of a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Glance {
    /// Threads came since the last look, and are trusted to be back.
    pub(crate) visited: bool,
    /// Threads sleep there.
    pub(crate) attended: bool,
    /// There is work, left for those who work already.
    pub(crate) waiting: bool,
}

struct Reactor {
    poller: Poller,
    /// Watched under their index while they are driven.
    places: Mutex<Vec<Looked>>,
    /// The thread sleeps until a place it drives is ready or another one is left.
    sleeps: AtomicBool,
}

struct Looked {
    place: Weak<dyn Attended>,
    visits: u64,
    driven: bool,
}

static REACTOR: OnceLock<Reactor> = OnceLock::new();

/// The reactor, started with the first that needs it.
fn reactor() -> WsaResult<&'static Reactor> {
    static STARTING: Mutex<()> = Mutex::new(());
    if let Some(reactor) = REACTOR.get() {
        return Ok(reactor);
    }
    let _starting = STARTING.lock();
    if let Some(reactor) = REACTOR.get() {
        return Ok(reactor);
    }
    let new =
        Reactor { poller: Poller::new()?, places: Mutex::new(Vec::new()), sleeps: AtomicBool::new(false) };
    let started = std::thread::Builder::new()
        .name("winsock-reactor".to_owned())
        .spawn(|| REACTOR.wait().run())
        .map_err(|_| WsaError::WSAENOBUFS);
    // The thread waits for the reactor, so it must not be told to before there is sure to be one.
    started?;
    Ok(REACTOR.get_or_init(|| new))
}

/// Adds a place to those looked after.
///
/// # Errors
/// `WSAEMFILE`, `WSAENOBUFS`.
pub(crate) fn look_after(place: Weak<dyn Attended>) -> WsaResult<()> {
    if cfg!(loom) {
        return Ok(()); // in a model it would be one more thread
    }
    let reactor = reactor()?;
    let looked = Looked { place, visits: 0, driven: false };
    let mut places = reactor.places.lock();
    match places.iter_mut().find(|looked| looked.place.strong_count() == 0) {
        Some(free) => *free = looked,
        None => places.push(looked),
    }
    drop(places);
    reactor.poller.wake();
    Ok(())
}

/// A thread left a place unattended.
#[inline]
pub(crate) fn mind_places() {
    let Some(reactor) = REACTOR.get() else { return };
    if reactor.sleeps.load(Ordering::Relaxed) && reactor.sleeps.swap(false, Ordering::AcqRel) {
        reactor.poller.wake();
    }
}

/// Whether the reactor sleeps until it is told to look.
#[cfg(all(test, not(loom)))]
pub(crate) fn is_asleep() -> bool {
    REACTOR.get().is_some_and(|reactor| reactor.sleeps.load(Ordering::Relaxed))
}

impl Reactor {
    fn run(&self) {
        let mut edges = Edges::new();
        loop {
            let patience = self.look_at_places().then_some(PATIENCE);
            // An interrupt only means to look again.
            let _ = self.poller.wait(&mut edges, patience);
            self.sleeps.store(false, Ordering::Release);
            for edge in Poller::edges(&edges) {
                let place =
                    self.places.lock().get(edge.token as usize).and_then(|looked| looked.place.upgrade());
                place.inspect(|place| place.drive_for_others());
            }
        }
    }

    /// Begins or ends driving places; whether any of them needs another look soon.
    fn look_at_places(&self) -> bool {
        let mut restless = false;
        let mut left: Vec<Arc<dyn Attended>> = Vec::new();
        // Before looking: a thread that leaves a place after it was looked at sees this and wakes us. The place's
        // lock, taken by both, orders the two.
        self.sleeps.store(true, Ordering::Release);
        for (index, looked) in self.places.lock().iter_mut().enumerate() {
            let Some(place) = looked.place.upgrade() else { continue };
            let glance = place.glance(&mut looked.visits);
            let drive = !glance.attended && !glance.visited;
            let begins = drive && !looked.driven;
            if begins {
                looked.driven = self.poller.watch(place.poller().as_fd(), index as u64).is_ok();
            } else if !drive && looked.driven {
                self.poller.forget(place.poller().as_fd());
                looked.driven = false;
            }
            restless |= glance.visited || glance.waiting || !glance.attended && !looked.driven;
            if begins {
                left.push(place);
            }
        }
        if restless {
            self.sleeps.store(false, Ordering::Release);
        }
        // Sockets that go on may be the first to be watched at another place.
        left.iter().for_each(|place| place.drive_for_others());
        restless
    }
}
