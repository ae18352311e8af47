//! Completion ports.
//!
//! A thread that waits at a port drives the readiness of the port's sockets itself: it sleeps in the port's
//! epoll, lets the sockets of the edges it gets finish their operations, and takes the packets these queue.
//! So no other thread stands between the kernel and the program. When nobody waits, the reactor takes over
//! (`reactor.rs`).
//!
//! **Concurrency.** A thread that took a packet is *active* until it comes back for the next one, goes to
//! another port or ends. While as many are active as the port allows, packets wait in the queue. Active threads
//! that block make room for others: one sleeper, the *watchman*, looks after a while which of them have work for
//! a processor.
//!
//! **Waking.** A packet queued by a thread that drives the port wakes nobody by itself: that thread looks at the
//! queue next, and wakes one other if more is left than it takes. Any other thread that queues a packet wakes
//! a sleeper if there is one. Whoever goes to sleep has looked at the queue under the lock that counts him as
//! a sleeper, so no packet is missed. Whoever leaves without what he was woken for wakes the next.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use ws2_sys::errno::Errno;
use ws2_sys::poll::{self, POLLIN, PollEntry};
use ws2_sys::poller::{Edges, Poller};
use ws2_sys::{AsRawFd, clock, task};
use ws2_types::WsaResult;

use crate::completion::tell_edge;
use crate::handle_table::{Handle, Object};
use crate::race_detector;
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
    concurrency: usize,
    /// How many handles lead to it. The last one that is closed ends the waits.
    handles: AtomicUsize,
    /// Counts visits, for the reactor to see that nobody comes.
    pub(crate) visits: AtomicU64,
}

#[derive(Default)]
struct Queue {
    packets: VecDeque<Packet>,
    sleepers: usize,
    /// The kernel's numbers of the active threads.
    active: Vec<i32>,
    /// Packets taken since the edges of the port's sockets were last heard.
    unheard: usize,
    /// One of the sleepers looks whether active threads are blocked.
    watched: bool,
    closed: bool,
}

/// So many packets are taken before the edges are heard again: operations that end at once keep the queue filled,
/// and the sockets behind them must not starve the others.
const FAIR_SHARE: usize = 64;

/// How long a packet waits before the watchman first looks whether the active threads run.
const FIRST_LOOK: Duration = Duration::from_millis(1);
const LAST_LOOK: Duration = Duration::from_millis(16);
/// An alertable wait looks for APCs this often if it can get no descriptor to be woken by.
const WITHOUT_ALERT: Duration = Duration::from_millis(10);

/// The port whose packet a thread works on.
struct Work {
    port: RefCell<Weak<Port>>,
    is_active: Cell<bool>,
    thread_id: Cell<i32>,
}

thread_local! {
    static WORK: Work = const {
        Work { port: RefCell::new(Weak::new()), is_active: Cell::new(false), thread_id: Cell::new(0) }
    };
    /// The port (by address) whose edges this thread handles at this moment.
    static DRIVES: Cell<usize> = const { Cell::new(0) };
    static EDGES: RefCell<Edges> = const { RefCell::new(Vec::new()) };
}

impl Work {
    fn begin(&self, port: &Port, queue: &mut Queue) {
        if self.thread_id.get() == 0 {
            self.thread_id.set(rustix::thread::gettid().as_raw_nonzero().get());
        }
        if !std::ptr::eq(self.port.borrow().as_ptr(), port) {
            self.port.replace(Weak::clone(&port.this));
        }
        self.is_active.set(true);
        queue.active.push(self.thread_id.get());
    }

    fn end(&self) {
        if self.is_active.replace(false)
            && let Some(port) = self.port.borrow().upgrade()
        {
            let mut queue = port.queue.lock();
            queue.forget_active(self.thread_id.get());
            port.pass_on(&queue);
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.end();
    }
}

impl Queue {
    fn forget_active(&mut self, thread_id: i32) {
        if let Some(place) = self.active.iter().position(|active| *active == thread_id) {
            self.active.swap_remove(place);
        }
    }
}

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
            queue: Mutex::new(Queue::default()),
            poller,
            concurrency,
            handles: AtomicUsize::new(1),
            visits: AtomicU64::new(0),
        });
        crate::reactor::look_after(&port)?;
        Ok(port)
    }

    /// A second handle is opened for the port.
    pub fn add_handle(&self) {
        self.handles.fetch_add(1, Ordering::Relaxed);
    }

    /// Where the sockets of this port are watched.
    pub fn poller(&self) -> &Poller {
        &self.poller
    }

    /// Queues a packet. A closed port drops it.
    pub fn post(&self, packet: Packet) {
        let driven_here = DRIVES.get() == self.address();
        let mut queue = self.queue.lock();
        if queue.closed {
            return;
        }
        race_detector::release(self);
        queue.packets.push_back(packet);
        if !driven_here {
            self.pass_on(&queue);
        }
    }

    /// Wakes a sleeper if there is something for one.
    fn pass_on(&self, queue: &Queue) {
        let for_a_taker = !queue.packets.is_empty() && queue.active.len() < self.concurrency;
        let for_a_watchman = !queue.packets.is_empty() && !queue.watched;
        if queue.sleepers > 0 && (queue.closed || for_a_taker || for_a_watchman) {
            self.poller.wake();
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
        self.visits.fetch_add(1, Ordering::Relaxed);
        let taken = self.take_waiting(room, timeout, alertable, give);
        let queue = self.queue.lock();
        self.pass_on(&queue);
        let unattended = queue.sleepers == 0;
        drop(queue);
        if unattended {
            crate::reactor::mind_ports();
        }
        if taken == Err(NoPacket::Alerted) {
            thread::run_pending_apcs();
        }
        taken
    }

    fn take_waiting(
        &self,
        room: usize,
        timeout: Option<Duration>,
        alertable: bool,
        mut give: impl FnMut(Packet),
    ) -> Result<(), NoPacket> {
        let deadline = timeout.map(|timeout| clock::monotonic() + timeout);
        let alert = if alertable { Alert::begin().ok() } else { None };
        let (mut look, mut blocked, mut expired) = (FIRST_LOOK, 0, false);
        self.come_back();
        loop {
            let mut queue = self.queue.lock();
            if queue.closed {
                return Err(NoPacket::Abandoned);
            }
            if !queue.packets.is_empty() && queue.active.len() < self.concurrency + blocked {
                if queue.unheard >= FAIR_SHARE {
                    queue.unheard = 0;
                    drop(queue);
                    self.drive(Some(Duration::ZERO));
                    continue;
                }
                race_detector::acquire(self);
                let count = room.min(queue.packets.len());
                queue.unheard += count;
                queue.packets.drain(..count).for_each(&mut give);
                // A thread on its way out is not counted: nobody would take it off.
                let _ = WORK.try_with(|work| work.begin(self, &mut queue));
                return Ok(());
            }
            if alertable && thread::has_pending_apcs() {
                return Err(NoPacket::Alerted);
            }
            if expired {
                return Err(NoPacket::TimedOut);
            }
            let is_watchman = !queue.packets.is_empty() && !queue.watched;
            queue.watched |= is_watchman;
            queue.sleepers += 1;
            drop(queue);

            let left = deadline.map(|deadline| deadline.saturating_sub(clock::monotonic()));
            expired = left == Some(Duration::ZERO);
            let pause = if is_watchman { left.map_or(Some(look), |left| Some(left.min(look))) } else { left };
            self.sleep(pause, alertable, alert.as_ref());

            let mut queue = self.queue.lock();
            queue.unheard = 0;
            queue.sleepers -= 1;
            blocked = 0;
            if is_watchman {
                queue.watched = false;
                if !queue.packets.is_empty() && queue.active.len() >= self.concurrency {
                    let active = queue.active.clone();
                    drop(queue);
                    blocked = active.into_iter().filter(|thread_id| !task::is_runnable(*thread_id)).count();
                }
                look = LAST_LOOK.min(look * 2);
            }
        }
    }

    fn sleep(&self, pause: Option<Duration>, alertable: bool, alert: Option<&Alert>) {
        if !alertable {
            return self.drive(pause);
        }
        if pause != Some(Duration::ZERO) {
            let alert_fd = alert.map_or(-1, |alert| alert.as_fd().as_raw_fd());
            let pause = match alert {
                Some(_) => pause,
                None => Some(pause.map_or(WITHOUT_ALERT, |pause| pause.min(WITHOUT_ALERT))),
            };
            let entry = |fd| PollEntry { fd, events: POLLIN as u16, revents: 0 };
            // Whatever ends it, the caller looks again.
            let _ = poll::wait(&mut [entry(self.poller.as_fd().as_raw_fd()), entry(alert_fd)], pause);
        }
        self.drive(Some(Duration::ZERO));
    }

    /// Waits for edges and lets their sockets go on.
    pub(crate) fn drive(&self, timeout: Option<Duration>) {
        let driven = EDGES.try_with(|edges| {
            // Taken out, not borrowed: a signal handler of the program may come in once more.
            let mut taken = edges.take();
            self.drive_with(&mut taken, timeout);
            edges.replace(taken);
        });
        if driven.is_err() {
            self.drive_with(&mut Edges::new(), timeout); // on a thread's way out
        }
    }

    fn drive_with(&self, edges: &mut Edges, timeout: Option<Duration>) {
        match self.poller.wait(edges, timeout) {
            Ok(_) => {}
            Err(Errno::INTR) => return,
            Err(errno) => unreachable!("a port's epoll lives as long as the port: {errno:?}"),
        }
        let before = DRIVES.replace(self.address());
        Poller::edges(edges).for_each(tell_edge);
        DRIVES.set(before);
    }

    /// Whether threads sleep at the port.
    pub(crate) fn is_attended(&self) -> bool {
        self.queue.lock().sleepers > 0
    }

    /// The thread is done with its packet.
    fn come_back(&self) {
        let _ = WORK.try_with(|work| {
            if !std::ptr::eq(work.port.borrow().as_ptr(), self) {
                work.end();
            } else if work.is_active.replace(false) {
                // It may take the next packet itself; if not, it passes that on when it leaves.
                self.queue.lock().forget_active(work.thread_id.get());
            }
        });
    }

    /// Lets the sockets go on while nobody attends to the port; whoever came meanwhile is told.
    pub(crate) fn drive_for_others(&self) {
        self.drive(Some(Duration::ZERO));
        // This may have caught a wake-up that was meant for a sleeper.
        self.pass_on(&self.queue.lock());
    }

    /// Ends every wait; what is queued is dropped. One wake-up reaches one thread, which passes it on.
    fn abandon(&self) {
        let mut queue = self.queue.lock();
        queue.closed = true;
        queue.packets.clear();
        self.pass_on(&queue);
    }

    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

impl Object for Port {
    fn close(&self, handle: Handle) -> WsaResult<()> {
        crate::dispatcher::close_handle(handle)?;
        if self.handles.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.abandon();
        }
        Ok(())
    }
}

#[cfg(all(test, not(loom)))]
mod tests;
