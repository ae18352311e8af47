//! The thread that lets overlapped operations finish when no thread of the program does.
//!
//! It watches the sockets that belong to no completion port, and looks after ports at which nobody waits: a
//! program may poll an OVERLAPPED, wait for an event, or work long on a packet. While threads come and go at
//! a port it only looks on, every few milliseconds; when all ports are attended and quiet it sleeps.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use ws2_sys::poller::{Edges, Poller};

use crate::completion::tell_edge;
use crate::port::Port;

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

static REACTOR: LazyLock<Reactor> = LazyLock::new(|| {
    let poller = Poller::new().expect("two descriptors for overlapped I/O");
    std::thread::Builder::new()
        .name("winsock-reactor".to_owned())
        .spawn(|| REACTOR.run())
        .expect("a thread for overlapped I/O");
    Reactor { poller, ports: Mutex::new(Vec::new()), sleeps: AtomicBool::new(false) }
});

/// Where sockets without a port are watched.
pub fn poller() -> &'static Poller {
    &REACTOR.poller
}

/// Adds a port to those looked after.
pub(crate) fn look_after(port: &Arc<Port>) {
    REACTOR.ports.lock().push(Looked { port: Arc::downgrade(port), visits: 0, driven: false });
    REACTOR.poller.wake();
}

/// A thread left a port unattended.
#[inline]
pub(crate) fn mind_ports() {
    if REACTOR.sleeps.load(Ordering::Relaxed) && REACTOR.sleeps.swap(false, Ordering::AcqRel) {
        REACTOR.poller.wake();
    }
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
        let mut ports = self.ports.lock();
        for (index, looked) in ports.iter_mut().enumerate() {
            let Some(port) = looked.port.upgrade() else { continue };
            let visits = port.visits.load(Ordering::Relaxed);
            let visited = visits != std::mem::replace(&mut looked.visits, visits);
            let attended = port.is_attended();
            let drive = !attended && !visited;
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
            restless |= visited || !attended && !looked.driven;
        }
        if !restless {
            self.sleeps.store(true, Ordering::Release);
        }
        restless
    }
}
