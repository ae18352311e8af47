//! A thread's side of its port: whether it works on a packet, and the edges it is handing on.

use std::cell::{Cell, RefCell};
use std::sync::Weak;

use super::queue::Queue;
use super::{Packet, Port};
use crate::race_detector;
use crate::sync::{Edges, MutexGuard, per_thread, thread_number};

struct Work {
    /// The port whose packet the thread works on, or did last.
    port: RefCell<Weak<Port>>,
    is_active: Cell<bool>,
    thread_id: Cell<i32>,
    /// The port (by address) whose edges the thread hands on at this moment.
    drives: Cell<usize>,
    /// What that port's sockets completed meanwhile.
    driven: RefCell<Vec<Packet>>,
    edges: RefCell<Edges>,
}

per_thread! {
    static WORK: Work = const {
        Work {
            port: RefCell::new(Weak::new()),
            is_active: Cell::new(false),
            thread_id: Cell::new(0),
            drives: Cell::new(0),
            driven: RefCell::new(Vec::new()),
            edges: RefCell::new(Vec::new()),
        }
    };
}

impl Work {
    fn is_at(&self, port: &Port) -> bool {
        std::ptr::eq(self.port.borrow().as_ptr(), port)
    }

    fn end(&self) {
        if self.is_active.replace(false)
            && let Some(port) = self.port.borrow().upgrade()
        {
            let mut queue = port.queue.lock();
            queue.forget_active(self.thread_id.get());
            port.pass_on(&mut queue);
        }
    }

    #[cold]
    fn begin_at(&self, port: &Port) {
        self.thread_id.set(thread_number());
        self.port.replace(Weak::clone(&port.this));
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.end();
    }
}

/// Counts the thread among the active ones. One on its way out is not counted: nobody would take it off.
pub(super) fn begin(port: &Port, queue: &mut Queue) {
    let _ = WORK.try_with(|work| {
        if !work.is_at(port) {
            work.begin_at(port);
        }
        work.is_active.set(true);
        queue.active.push(work.thread_id.get());
    });
}

/// Takes the thread off the active ones.
pub(super) fn end(queue: &mut Queue) {
    let _ = WORK.try_with(|work| {
        work.is_active.set(false);
        queue.forget_active(work.thread_id.get());
    });
}

/// The thread is done with its packet, whichever port it came from, and is back at this one. The answer is whether it
/// is still counted here; it stays so until it has to wait.
pub(super) fn come_back(port: &Port) -> bool {
    let counted = WORK.try_with(|work| {
        let is_here = work.is_at(port);
        if !is_here {
            work.end();
        }
        is_here && work.is_active.get()
    });
    counted.unwrap_or(false)
}

/// Where a packet goes that an operation completed on this thread.
pub(super) enum Place {
    /// It is kept for the end of [`drive`].
    Kept,
    /// To the queue; the thread will soon be back for it.
    Soon,
    /// To the queue, for another thread.
    ForOthers,
}

/// Finds the place of a packet, and keeps it if the thread drives the port.
pub(super) fn place(port: &Port, packet: Packet) -> Place {
    let place = WORK.try_with(|work| {
        if work.drives.get() == address(port) {
            work.driven.borrow_mut().push(packet);
            Place::Kept
        } else if work.is_active.get() && work.is_at(port) {
            Place::Soon
        } else {
            Place::ForOthers
        }
    });
    place.unwrap_or(Place::ForOthers)
}

/// Calls `wait` without the lock; `told` then sees what it brought.
pub(super) fn hear<R>(
    queue: &mut MutexGuard<'_, Queue>,
    wait: impl FnOnce(&mut Edges) -> R,
    told: impl FnOnce(&mut Queue, &Edges, R),
) {
    // Taken out, not borrowed: a signal handler of the program may come in once more. On a thread's way out
    // there is no such place any more.
    let mut edges = WORK.try_with(|work| work.edges.take()).unwrap_or_default();
    let result = MutexGuard::unlocked(queue, || wait(&mut edges));
    told(queue, &edges, result);
    let _ = WORK.try_with(|work| work.edges.replace(edges));
}

/// Calls `tell`, which hands on edges of the port, without the lock, and queues what that completes.
pub(super) fn drive(port: &Port, queue: &mut MutexGuard<'_, Queue>, tell: impl FnOnce()) {
    let mut packets = MutexGuard::unlocked(queue, || {
        let before = WORK.try_with(|work| work.drives.replace(address(port)));
        tell();
        let _ = before.map(|before| WORK.try_with(|work| work.drives.set(before)));
        WORK.try_with(|work| work.driven.take()).unwrap_or_default()
    });
    race_detector::release(port);
    for packet in packets.drain(..) {
        queue.push(packet, false);
    }
    let _ = WORK.try_with(|work| work.driven.replace(packets));
}

fn address(port: &Port) -> usize {
    std::ptr::from_ref(port).addr()
}
