//! Where sockets without a completion port are watched, and which waiting thread hears of their edges.
//!
//! A thread that waits for objects may *lead*: it sleeps in the commons' epoll instead of on its word, and lets the
//! sockets of the edges it gets go on, so that no other thread stands between the kernel and a program that waits for
//! events, messages or routines. One thread leads at a time. A leader that hears edges which were not for itself, while
//! another thread waits or came to wait, leaves the lead to that one, which will be back for it.
//!
//! Whoever has left is trusted to be back soon, as a thread that took a packet of a port is. The reactor looks every
//! few milliseconds whether the commons were visited, and drives them while they are not (`reactor.rs`). If it then
//! finds work, trust was misplaced, and for a while nobody is trusted.

use std::cell::Cell;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use ws2_sys::clock;
use ws2_sys::poller::MOST_EDGES;
use ws2_types::WsaResult;

use crate::completion::tell_edge;
use crate::dispatcher;
use crate::reactor::{self, Attended, Glance};
use crate::sync::{Deadline, Edges, Mutex, Parked, Parker, Poller};

/// A thread that looks at its objects one by one does not ask the kernel at each of them.
const STALE: Duration = Duration::from_micros(200);

/// So long nobody is trusted after trust was misplaced, in looks of the reactor.
const PENALTY: u32 = 32;

pub(crate) struct Commons {
    poller: Poller,
    attendance: Mutex<Attendance>,
}

#[derive(Default)]
struct Attendance {
    led: bool,
    /// Another thread would have led since the leader began.
    refused: bool,
    /// Nobody leads, and the last leader is expected back: the reactor does not drive yet.
    awaited: bool,
    /// It was not back in time.
    missed: bool,
    /// How often threads came to lead.
    visits: u64,
    /// When edges were last heard by who then left, or by who caught up.
    heard_at: Duration,
    /// Looks of the reactor for which nobody is trusted.
    penalty: u32,
}

impl Attendance {
    /// A thread leaves, and is trusted to be back unless trust was misplaced lately.
    fn expect_back(&mut self) {
        self.awaited = self.penalty == 0;
    }

    /// Whether edges may have been left for a while; whoever asks is to hear them then.
    fn falls_behind(&mut self) -> bool {
        let now = clock::monotonic();
        let behind = now.saturating_sub(self.heard_at) >= STALE;
        if behind {
            self.heard_at = now;
        }
        behind
    }
}

static COMMONS: OnceLock<Arc<Commons>> = OnceLock::new();

thread_local! {
    static EDGES: Cell<Edges> = const { Cell::new(Vec::new()) };
}

/// The epoll of the commons, made for the first socket that is watched there.
///
/// # Errors
/// `WSAEMFILE`, `WSAENOBUFS`.
pub(crate) fn poller() -> WsaResult<&'static Poller> {
    static BEGINNING: parking_lot::Mutex<()> = parking_lot::Mutex::new(());
    if let Some(commons) = COMMONS.get() {
        return Ok(&commons.poller);
    }
    let _beginning = BEGINNING.lock();
    if COMMONS.get().is_none() {
        let commons = Arc::new(Commons { poller: Poller::new()?, attendance: Mutex::default() });
        let attended: Arc<dyn Attended> = Arc::clone(&commons) as _;
        reactor::look_after(Arc::downgrade(&attended))?;
        let _ = COMMONS.set(commons);
    }
    Ok(&COMMONS.get().expect("set under this lock").poller)
}

/// The commons, if a socket was ever watched there.
#[inline]
fn existing() -> Option<&'static Arc<Commons>> {
    if cfg!(loom) { None } else { COMMONS.get() }
}

/// Makes the calling thread the leader, if there is something to lead and nobody who does.
#[inline]
pub(crate) fn lead() -> Option<Lead> {
    let commons = existing()?;
    let mut attendance = commons.attendance.lock();
    attendance.visits += 1;
    attendance.awaited = false;
    let first = !std::mem::replace(&mut attendance.led, true);
    attendance.refused = !first;
    first.then(|| Lead(commons))
}

/// Lets those sockets go on whose edges are left to a leader that is expected back; whether there were any. For a
/// thread that looks at objects without waiting.
pub(crate) fn catch_up() -> bool {
    existing().is_some_and(|commons| {
        let behind = {
            let mut attendance = commons.attendance.lock();
            attendance.awaited && attendance.falls_behind()
        };
        behind && commons.drive() > 0
    })
}

/// A thread came to wait and found what it waited for. It is one that comes back: otherwise the reactor, once it drives,
/// would keep its objects signaled for ever.
pub(crate) fn visit() {
    let Some(commons) = existing() else { return };
    let behind = {
        let mut attendance = commons.attendance.lock();
        attendance.visits += 1;
        if attendance.led {
            return;
        }
        attendance.expect_back();
        attendance.falls_behind()
    };
    if behind {
        commons.drive();
    }
}

/// While this lives, the thread leads.
pub(crate) struct Lead(&'static Arc<Commons>);

impl Lead {
    /// Sleeps until the thread's word changes, or to the deadline. A leader that leaves the lead to another thread
    /// sleeps on at its word.
    pub(crate) fn park(self, parker: &Parker, deadline: Deadline) -> Option<u32> {
        // A thread on its way out has none to keep.
        let mut edges = EDGES.try_with(Cell::take).unwrap_or_default();
        let parked = parker.park_at(&self.0.poller, deadline, &mut edges, |edges| {
            let ended_before = dispatcher::waits_ended();
            let heard = Poller::edges(edges).map(tell_edge).count() > 0;
            let for_others = dispatcher::waits_ended() != ended_before;
            let leaves = for_others || heard && self.0.attendance.lock().refused;
            !leaves
        });
        drop(self);
        let _ = EDGES.try_with(|kept| kept.set(edges));
        match parked {
            Parked::Until(word) => Some(word),
            Parked::TimedOut => None,
            Parked::Dismissed => parker.park(deadline),
        }
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        let mut attendance = self.0.attendance.lock();
        attendance.led = false;
        attendance.expect_back();
        attendance.heard_at = clock::monotonic();
        drop(attendance);
        reactor::mind_places();
    }
}

impl Commons {
    /// Lets sockets go on whose edges are there; how many there were.
    fn drive(&self) -> usize {
        let mut edges = Edges::new();
        // An interrupt only means to look again, which somebody will.
        let woken = self.poller.wait(&mut edges, Some(Duration::ZERO)).unwrap_or_default();
        if woken && self.attendance.lock().led {
            // It was meant for the leader, who may have found nothing and slept on.
            self.poller.wake();
        }
        Poller::edges(&edges).map(tell_edge).count()
    }
}

impl Attended for Commons {
    fn poller(&self) -> &Poller {
        &self.poller
    }

    fn glance(&self, last_visits: &mut u64) -> Glance {
        let mut attendance = self.attendance.lock();
        let visited = attendance.visits != std::mem::replace(last_visits, attendance.visits);
        attendance.penalty = attendance.penalty.saturating_sub(1);
        if !visited {
            // Time to be back is over.
            attendance.missed = std::mem::take(&mut attendance.awaited);
        }
        let trusted = visited && attendance.penalty == 0;
        Glance { visited: trusted, attended: attendance.led, waiting: false }
    }

    fn drive_for_others(&self) {
        let missed = {
            let mut attendance = self.attendance.lock();
            if attendance.awaited {
                return;
            }
            std::mem::take(&mut attendance.missed)
        };
        let mut edges = self.drive();
        let any = edges > 0;
        // Others arrive by an edge of the epoll itself.
        while edges >= MOST_EDGES {
            edges = self.drive();
        }
        if missed && any {
            self.attendance.lock().penalty = PENALTY;
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests;
