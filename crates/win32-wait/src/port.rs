//! Completion ports.
//!
//! A thread that waits at a port drives the readiness of the port's sockets itself: it sleeps in the port's
//! epoll, puts the edges it gets into the port's queue, lets the sockets of some of them finish their operations, and
//! takes the packets these queue. So no other thread stands between the kernel and the program, and any thread of the
//! port can go on where another stopped. When nobody waits, the reactor takes over (`reactor.rs`).
//!
//! **Concurrency.** A thread that took a packet is *active* until it comes back for the next one, goes to
//! another port or ends. While as many are active as the port allows, packets wait in the queue. Active threads
//! that block make room for others: one sleeper, the *watchman*, looks after a while which of them have work for
//! a processor.
//!
//! **Waking.** An active thread is trusted to be back soon: a little work, what its own calls completed for
//! instance, is left for it, because waking another thread costs more than the work. Everything else wakes a sleeper
//! if there is one: what the program posts, what other threads complete, more work than a little. The reactor
//! looks every few milliseconds whether trust was misplaced, wakes a sleeper then, and for a while the port trusts
//! nobody. Whoever goes to sleep has looked at the queue under the lock that counts him as a sleeper, so no packet
//! is missed. One wake-up is on its way at a time; whoever meets it looks, before he leaves, whether another
//! is needed.

mod giving_way;
mod queue;
mod work;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use smallvec::SmallVec;
use ws2_sys::AsRawFd;
use ws2_sys::errno::Errno;
use ws2_sys::poll::{self, POLLIN, PollEntry};
use ws2_sys::poller::{Edge, MOST_EDGES};
use ws2_types::WsaResult;

use self::queue::{FAIR_SHARE, Queue};
use self::work::Place;
use crate::completion::tell_edge;
use crate::handle_table::{Handle, Object};
use crate::race_detector;
use crate::reactor::{Attended, Glance};
use crate::sync::{Edges, Mutex, MutexGuard, Poller, is_runnable, monotonic, yield_now};
use crate::thread::{self, Alert};

/// A completion packet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Packet {
    /// Bytes moved.
    pub bytes: u32,
    /// The completion key of the association, or the poster's.
    pub key: usize,
    /// The address of the OVERLAPPED, or whatever the poster gave.
    pub overlapped: usize,
    /// NTSTATUS.
    pub status: u32,
}

/// Why a wait at a port brought nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoPacket {
    /// The time is over.
    TimedOut,
    /// The port was closed meanwhile.
    Abandoned,
    /// An APC ran in an alertable wait.
    Alerted,
}

/// A completion port.
pub struct Port {
    this: Weak<Port>,
    queue: Mutex<Queue>,
    poller: Poller,
    /// How many handles lead to it. The last one that is closed ends the waits.
    handles: AtomicUsize,
}

/// So many edges are handed on in a row: the kernel's way through a receive stays warm.
const BATCH: usize = 64;

/// How long a packet waits before the watchman first looks whether the active threads run.
const FIRST_LOOK: Duration = Duration::from_millis(1);
const LAST_LOOK: Duration = Duration::from_millis(16);
/// An alertable wait looks for APCs this often if it can get no descriptor to be woken by.
const WITHOUT_ALERT: Duration = Duration::from_millis(10);

type Queued<'a> = MutexGuard<'a, Queue>;

impl Port {
    /// A new port; 0 allows as many active threads as there are processors.
    ///
    /// # Errors
    /// `WSAEMFILE`, `WSAENOBUFS`.
    pub fn new(concurrency: u32) -> WsaResult<Arc<Port>> {
        let processors = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let concurrency = if concurrency == 0 { processors() } else { concurrency as usize };
        let poller = Poller::new()?;
        let port = Arc::new_cyclic(|this| Port {
            this: Weak::clone(this),
            queue: Mutex::new(Queue::new(concurrency)),
            poller,
            handles: AtomicUsize::new(1),
        });
        let attended: Arc<dyn Attended> = Arc::clone(&port) as _;
        crate::reactor::look_after(Arc::downgrade(&attended))?;
        Ok(port)
    }

    /// A second handle is opened for the port.
    pub fn add_handle(&self) {
        self.handles.fetch_add(1, Ordering::Relaxed);
    }

    /// A handle of the port is closed, or could not be opened; with the last one the port is.
    pub fn remove_handle(&self) {
        if self.handles.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.abandon();
        }
    }

    /// Queues a packet of the program. A closed port drops it.
    pub fn post(&self, packet: Packet) {
        self.push(packet, true);
    }

    /// Queues the packet of an operation that ended. A closed port drops it.
    pub fn complete(&self, packet: Packet) {
        match work::place(self, packet) {
            Place::Kept => {}
            Place::Soon => self.push(packet, false),
            Place::ForOthers => self.push(packet, true),
        }
    }

    fn push(&self, packet: Packet, urgent: bool) {
        let mut queue = self.queue.lock();
        race_detector::release(self);
        queue.push(packet, urgent);
        if queue.sleepers > 0 {
            self.pass_on(&mut queue);
        }
    }

    /// Wakes a sleeper if there is something for one.
    fn pass_on(&self, queue: &mut Queue) {
        if queue.begin_wake() {
            self.poller.wake();
        } else if queue.leaves_work() {
            // It looks whether those who are trusted come back.
            crate::reactor::mind_places();
        }
    }

    /// Takes up to `room` packets, waiting for the first, and hands them to `give`. `None` waits for ever.
    ///
    /// # Errors
    /// [`NoPacket`].
    ///
    /// # Blocking
    /// Until a packet is there and the concurrency value allows another active thread.
    pub fn take(
        &self,
        room: usize,
        timeout: Option<Duration>,
        alertable: bool,
        give: impl FnMut(Packet),
    ) -> Result<(), NoPacket> {
        let mut counted = work::come_back(self);
        let mut queue = self.queue.lock();
        queue.visits += 1;
        let taken = self.take_waiting(&mut queue, &mut counted, room, timeout, alertable, give);
        if taken.is_err() && counted {
            work::end(&mut queue);
        }
        let unattended = queue.sleepers == 0;
        if !unattended {
            self.pass_on(&mut queue);
        }
        drop(queue);
        if unattended {
            crate::reactor::mind_places();
        }
        if taken == Err(NoPacket::Alerted) {
            thread::run_pending_apcs();
        }
        taken
    }

    fn take_waiting(
        &self,
        queue: &mut Queued<'_>,
        counted: &mut bool,
        room: usize,
        timeout: Option<Duration>,
        alertable: bool,
        give: impl FnMut(Packet),
    ) -> Result<(), NoPacket> {
        let deadline = timeout.filter(|timeout| !timeout.is_zero()).map(|timeout| monotonic() + timeout);
        let alert = if alertable { Alert::begin().ok() } else { None };
        let (mut look, mut blocked) = (FIRST_LOOK, 0);
        let mut left = timeout;
        let mut expired = false;
        loop {
            if queue.closed {
                return Err(NoPacket::Abandoned);
            }
            // A thread that is counted already makes none the more.
            if queue.may_take(blocked + usize::from(*counted)) && queue.unheard < FAIR_SHARE {
                race_detector::acquire(self);
                queue.take(room, give);
                if !*counted {
                    work::begin(self, queue);
                }
                return Ok(());
            }
            if alertable && thread::has_pending_apcs() {
                return Err(NoPacket::Alerted);
            }
            if queue.unheard >= FAIR_SHARE {
                self.hear(queue, Some(Duration::ZERO));
                self.hand_on_edges(queue);
                continue;
            }
            if !queue.edges.is_empty() {
                self.hand_on_edges(queue);
                continue;
            }
            if expired {
                return Err(NoPacket::TimedOut);
            }
            if std::mem::take(counted) {
                work::end(queue);
                continue;
            }
            let now = monotonic();
            if let Some(deadline) = deadline {
                left = Some(deadline.saturating_sub(now));
            }
            expired = left == Some(Duration::ZERO);
            if !expired && queue.work() == 0 && queue.giving_way.is_due(now) {
                self.give_way(queue, now);
                continue;
            }
            let is_watchman = !queue.packets.is_empty() && !queue.watched;
            queue.watched |= is_watchman;
            let pause = if is_watchman { left.map_or(Some(look), |left| Some(left.min(look))) } else { left };
            self.sleep(queue, pause, alertable, alert.as_ref());
            blocked = 0;
            if is_watchman {
                queue.watched = false;
                if !queue.packets.is_empty() && queue.active.len() >= queue.concurrency {
                    let active = queue.active.clone();
                    blocked = MutexGuard::unlocked(queue, || {
                        active.into_iter().filter(|thread_id| !is_runnable(*thread_id)).count()
                    });
                }
                look = LAST_LOOK.min(look * 2);
            }
        }
    }

    /// Lets others run, and hears what they brought.
    fn give_way(&self, queue: &mut Queued<'_>, now: Duration) {
        let taken = queue.taken;
        MutexGuard::unlocked(queue, yield_now);
        self.hear(queue, Some(Duration::ZERO));
        let brought = queue.taken.wrapping_sub(taken) + queue.work();
        queue.giving_way.learn(now, monotonic(), brought);
    }

    fn sleep(&self, queue: &mut Queued<'_>, pause: Option<Duration>, alertable: bool, alert: Option<&Alert>) {
        queue.sleepers += 1;
        if alertable && pause != Some(Duration::ZERO) {
            let alert_fd = alert.map_or(-1, |alert| alert.as_fd().as_raw_fd());
            let pause = match alert {
                Some(_) => pause,
                None => Some(pause.map_or(WITHOUT_ALERT, |pause| pause.min(WITHOUT_ALERT))),
            };
            let entry = |fd| PollEntry { fd, events: POLLIN as u16, revents: 0 };
            let mut entries = [entry(self.poller.as_fd().as_raw_fd()), entry(alert_fd)];
            // Whatever ends it, the caller looks again.
            let _ = MutexGuard::unlocked(queue, || poll::wait(&mut entries, pause));
            if entries[1].revents != 0
                && let Some(alert) = alert
            {
                // A late wake-up for an APC that has run: left where it is, it would end every further wait.
                alert.absorb();
            }
            self.hear(queue, Some(Duration::ZERO));
        } else {
            self.hear(queue, pause);
        }
        queue.sleepers -= 1;
    }

    /// Waits for edges and queues them; whether there may be more at once.
    fn hear(&self, queue: &mut Queued<'_>, timeout: Option<Duration>) -> bool {
        let mut more = false;
        let wait = |edges: &mut Edges| self.poller.wait(edges, timeout);
        let queue_up = |queue: &mut Queue, edges: &Edges, woken| match woken {
            Ok(woken) => {
                if woken {
                    queue.met_wake();
                }
                queue.unheard = 0;
                queue.edges.extend(Poller::edges(edges));
                more = edges.len() >= MOST_EDGES;
            }
            Err(Errno::INTR) => {}
            Err(errno) => unreachable!("a port's epoll lives as long as the port: {errno:?}"),
        };
        work::hear(queue, wait, queue_up);
        more
    }

    /// Lets the sockets of some edges go on, and queues what they completed; whether there were any.
    fn hand_on_edges(&self, queue: &mut Queued<'_>) -> bool {
        let most = queue.edges.len().min(BATCH);
        let edges: SmallVec<[Edge; BATCH]> = queue.edges.drain(..most).collect();
        queue.unheard = 0;
        work::drive(self, queue, || edges.iter().for_each(|edge| tell_edge(*edge)));
        most > 0
    }

    /// Ends every wait; what is queued is dropped. One wake-up reaches one thread, which passes it on.
    fn abandon(&self) {
        let mut queue = self.queue.lock();
        queue.close();
        self.pass_on(&mut queue);
        drop(queue);
        // Operations go on without the port, and edges may be queued that nobody else will hear of.
        crate::reactor::mind_places();
    }
}

impl Attended for Port {
    fn poller(&self) -> &Poller {
        &self.poller
    }

    /// Wakes a sleeper for work that nobody came back for.
    fn glance(&self, last_visits: &mut u64) -> Glance {
        let mut queue = self.queue.lock();
        let glance = queue.glance(last_visits);
        if queue.begin_wake() {
            self.poller.wake();
        }
        glance
    }

    fn drive_for_others(&self) {
        let mut queue = self.queue.lock();
        while self.hear(&mut queue, Some(Duration::ZERO)) {}
        while self.hand_on_edges(&mut queue) {}
        // This may have caught a wake-up that was meant for a sleeper, and nobody is to come back for the packets.
        queue.make_urgent();
        self.pass_on(&mut queue);
    }
}

impl Object for Port {
    fn close(&self, handle: Handle) -> WsaResult<()> {
        crate::dispatcher::close_handle(handle)?;
        self.remove_handle();
        Ok(())
    }
}

#[cfg(all(test, loom))]
mod modelled;
#[cfg(all(test, not(loom)))]
mod tests;
