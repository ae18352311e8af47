//! Completion ports.
//!
//! A thread that waits at a port drives the readiness of the port's sockets itself: it sleeps in the port's
//! epoll, lets the sockets of the edges it gets finish their operations, and takes the packets these queue.
//! So no other thread stands between the kernel and the program. When nobody waits, the reactor takes over
//! (`reactor.rs`).
//!
//! **Concurrency.** A thread that took a packet is *active* until it comes back for the next one. While as
//! many are active as the port allows, packets wait in the queue.
//!
//! **Waking.** A packet queued by a thread that drives the port wakes nobody by itself: that thread looks at the
//! queue next, and wakes one other if more is left than it takes. Any other thread that queues a packet wakes
//! a sleeper if there is one. Whoever goes to sleep has looked at the queue under the lock that counts him as
//! a sleeper, so no packet is missed.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use ws2_sys::clock;
use ws2_sys::errno::Errno;
use ws2_sys::poller::{Edges, Poller};
use ws2_types::WsaResult;

use crate::completion::tell_edge;
use crate::handle_table::{Handle, Object};

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
    queue: Mutex<Queue>,
    poller: Poller,
    concurrency: usize,
    /// Counts visits, for the reactor to see that nobody comes.
    pub(crate) visits: AtomicU64,
}

#[derive(Default)]
struct Queue {
    packets: VecDeque<Packet>,
    sleepers: usize,
    active: usize,
    closed: bool,
}

thread_local! {
    /// The port (by address) whose packet this thread works on.
    static WORKS_FOR: Cell<usize> = const { Cell::new(0) };
    /// The port whose edges this thread handles at this moment.
    static DRIVES: Cell<usize> = const { Cell::new(0) };
    static EDGES: RefCell<Edges> = const { RefCell::new(Vec::new()) };
}

impl Port {
    /// A new port; 0 allows as many active threads as there are processors.
    ///
    /// # Errors
    /// `WSAEMFILE`, `WSAENOBUFS`.
    pub fn new(concurrency: u32) -> WsaResult<Arc<Port>> {
        let processors = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let concurrency = if concurrency == 0 { processors() } else { concurrency as usize };
        let port = Arc::new(Port {
            queue: Mutex::new(Queue::default()),
            poller: Poller::new()?,
            concurrency,
            visits: AtomicU64::new(0),
        });
        crate::reactor::look_after(&port);
        Ok(port)
    }

    /// Where the sockets of this port are watched.
    pub fn poller(&self) -> &Poller {
        &self.poller
    }

    /// Queues a packet.
    pub fn post(&self, packet: Packet) {
        let driven_here = DRIVES.get() == self.address();
        let wake = {
            let mut queue = self.queue.lock();
            queue.packets.push_back(packet);
            !driven_here && queue.sleepers > 0 && queue.active < self.concurrency
        };
        if wake {
            self.poller.wake();
        }
    }

    /// Takes up to `room` packets into `packets`, waiting for the first. `None` waits for ever.
    ///
    /// # Errors
    /// [`NoPacket`].
    ///
    /// # Blocking
    /// Until a packet is there and the concurrency value allows another active thread.
    pub fn take(
        &self,
        packets: &mut Vec<Packet>,
        room: usize,
        timeout: Option<Duration>,
        alertable: bool,
    ) -> Result<(), NoPacket> {
        self.come_back();
        self.visits.fetch_add(1, Ordering::Relaxed);
        let deadline = timeout.map(|timeout| clock::monotonic() + timeout);
        loop {
            if alertable && crate::thread::run_pending_apcs() {
                return Err(NoPacket::Alerted);
            }
            {
                let mut queue = self.queue.lock();
                if queue.closed {
                    // One wake-up reaches one thread; it hands it on.
                    if queue.sleepers > 0 {
                        self.poller.wake();
                    }
                    return Err(NoPacket::Abandoned);
                }
                if !queue.packets.is_empty() && queue.active < self.concurrency {
                    let count = room.min(queue.packets.len());
                    packets.extend(queue.packets.drain(..count));
                    queue.active += 1;
                    let more =
                        !queue.packets.is_empty() && queue.sleepers > 0 && queue.active < self.concurrency;
                    let unattended = queue.sleepers == 0;
                    drop(queue);
                    WORKS_FOR.set(self.address());
                    if unattended {
                        crate::reactor::mind_ports();
                    }
                    if more {
                        self.poller.wake();
                    }
                    return Ok(());
                }
                queue.sleepers += 1;
            }
            let left = deadline.map(|deadline| deadline.saturating_sub(clock::monotonic()));
            let expired = left == Some(Duration::ZERO);
            let call = alertable.then(crate::blocking::BlockingCall::on_many);
            self.drive(left);
            drop(call);
            self.queue.lock().sleepers -= 1;
            if expired && self.queue.lock().packets.is_empty() {
                return Err(NoPacket::TimedOut);
            }
        }
    }

    /// Waits for edges and lets their sockets go on.
    pub(crate) fn drive(&self, timeout: Option<Duration>) {
        EDGES.with_borrow_mut(|edges| {
            match self.poller.wait(edges, timeout) {
                Ok(_) => {}
                Err(Errno::INTR) => return,
                Err(errno) => unreachable!("a port's epoll lives as long as the port: {errno:?}"),
            }
            let before = DRIVES.replace(self.address());
            Poller::edges(edges).for_each(tell_edge);
            DRIVES.set(before);
        });
    }

    /// Whether threads sleep at the port.
    pub(crate) fn is_attended(&self) -> bool {
        self.queue.lock().sleepers > 0
    }

    /// The thread is done with its packet.
    fn come_back(&self) {
        if WORKS_FOR.get() == self.address() {
            WORKS_FOR.set(0);
            self.queue.lock().active -= 1;
        }
    }

    /// Lets the sockets go on while nobody attends to the port; whoever came meanwhile is told.
    pub(crate) fn drive_for_others(&self) {
        self.drive(Some(Duration::ZERO));
        let queue = self.queue.lock();
        if !queue.packets.is_empty() && queue.sleepers > 0 {
            self.poller.wake();
        }
    }

    /// Ends every wait; what is queued is dropped.
    fn abandon(&self) {
        let mut queue = self.queue.lock();
        queue.closed = true;
        queue.packets.clear();
        self.poller.wake();
    }

    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

impl Object for Port {
    fn close(&self, handle: Handle) -> WsaResult<()> {
        crate::dispatcher::close_handle(handle)?;
        self.abandon();
        Ok(())
    }
}
