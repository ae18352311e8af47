//! The thread that lets overlapped operations finish when no thread of the program does.
//!
//! It watches the sockets that belong to no completion port, and looks after ports at which nobody waits: a
//! program may poll an OVERLAPPED, wait for an event, or work long on a packet. While threads come and go at
//! a port it only looks on, every few milliseconds; when all ports are attended and quiet it sleeps.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use ws2_types::{WsaError, WsaResult};

use crate::completion::tell_edge;
use crate::port::Port;
use crate::sync::{Edges, Poller};

/// How long a port may go unvisited before the reactor drives it.
const PATIENCE: Duration = Duration::from_millis(5);
/// Tokens of ports; handles stay below.
const PORT_TOKEN: u64 = 1 << 40;

struct Reactor {
    poller: Poller,
    ports: Mutex<Vec<Looked>>,
    /// The thread sleeps until something is watched or a port is left.
    sleeps: AtomicBool,
}

struct Looked {
    port: Weak<Port>,
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
        Reactor { poller: Poller::new()?, ports: Mutex::new(Vec::new()), sleeps: AtomicBool::new(false) };
    let started = std::thread::Builder::new()
        .name("winsock-reactor".to_owned())
        .spawn(|| REACTOR.wait().run())
        .map_err(|_| WsaError::WSAENOBUFS);
    // The thread waits for the reactor, so it must not be told to before there is sure to be one.
    started?;
    Ok(REACTOR.get_or_init(|| new))
}

/// Where sockets without a port are watched.
///
/// # Errors
/// `WSAEMFILE`, `WSAENOBUFS`.
pub(crate) fn poller() -> WsaResult<&'static Poller> {
    Ok(&reactor()?.poller)
}

/// Adds a port to those looked after.
///
/// # Errors
/// `WSAEMFILE`, `WSAENOBUFS`.
pub(crate) fn look_after(port: &Arc<Port>) -> WsaResult<()> {
    if cfg!(loom) {
        return Ok(()); // in a model it would be one more thread
    }
    let reactor = reactor()?;
    let looked = Looked { port: Arc::downgrade(port), visits: 0, driven: false };
    let mut ports = reactor.ports.lock();
    match ports.iter_mut().find(|looked| looked.port.strong_count() == 0) {
        Some(free) => *free = looked,
        None => ports.push(looked),
    }
    drop(ports);
    reactor.poller.wake();
    Ok(())
}

/// A thread left a port unattended.
#[inline]
pub(crate) fn mind_ports() {
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
            let patience = self.look_at_ports().then_some(PATIENCE);
            // An interrupt only means to look again.
            let _ = self.poller.wait(&mut edges, patience);
            self.sleeps.store(false, Ordering::Release);
            for edge in Poller::edges(&edges) {
                match edge.token.checked_sub(PORT_TOKEN) {
                    None => tell_edge(edge),
                    Some(index) => {
                        let port =
                            self.ports.lock().get(index as usize).and_then(|looked| looked.port.upgrade());
                        port.inspect(|port| port.drive_for_others());
                    }
                }
            }
        }
    }

    /// Begins or ends driving ports; whether any of them needs another look soon.
    fn look_at_ports(&self) -> bool {
        let mut restless = false;
        // Before looking: a thread that leaves a port after it was looked at sees this and wakes us. The port's
        // lock, taken by both, orders the two.
        self.sleeps.store(true, Ordering::Release);
        let mut ports = self.ports.lock();
        for (index, looked) in ports.iter_mut().enumerate() {
            let Some(port) = looked.port.upgrade() else { continue };
            let glance = port.glance(&mut looked.visits);
            let drive = !glance.attended && !glance.visited;
            if drive != looked.driven {
                looked.driven = drive;
                if drive {
                    looked.driven =
                        self.poller.watch(port.poller().as_fd(), PORT_TOKEN + index as u64).is_ok();
                    port.drive_for_others();
                } else {
                    self.poller.forget(port.poller().as_fd());
                }
            }
            restless |= glance.visited || glance.waiting || !glance.attended && !looked.driven;
        }
        if restless {
            self.sleeps.store(false, Ordering::Release);
        }
        restless
    }
}
