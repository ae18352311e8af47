//! One thread of a pool, and the callback it runs.
//!
//! What the thread owns is kept in its thread-local record, not on its stack: a callback may end the thread, which
//! skips the frames below it. The record's destructor then does what the end of the callback would have done.

use std::cell::{Cell, OnceCell, RefCell};
use std::sync::Arc;

use super::member::{Call, Member, Task};
use super::workers::Workers;
use crate::port::{NoPacket, Packet};

/// What can be asked for when a callback returns, in the order in which it is done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AtReturn {
    /// A critical section is left.
    LeaveCriticalSection,
    /// A mutex is released.
    ReleaseMutex,
    /// A semaphore is released.
    ReleaseSemaphore,
    /// An event is set.
    SetEvent,
    /// A library is freed.
    FreeLibrary,
}

type Action = Box<dyn FnOnce()>;

#[derive(Default)]
pub(super) struct Worker {
    workers: OnceCell<Arc<Workers>>,
    thread_id: Cell<i32>,
    /// The callback that runs.
    task: RefCell<Option<Task>>,
    /// Its packet was taken and is not done with.
    works: Cell<bool>,
    is_long: Cell<bool>,
    is_disassociated: Cell<bool>,
    at_return: RefCell<Vec<(AtReturn, Action)>>,
    /// Ran a callback that needs a thread which stays.
    stays: Cell<bool>,
    /// Ran a callback that needs alertable waits.
    alertable: Cell<bool>,
    has_left: Cell<bool>,
}

thread_local! {
    static WORKER: Worker = Worker::default();
}

impl Worker {
    /// Takes and runs callbacks until the pool needs the calling thread no longer.
    pub(super) fn run(workers: Arc<Workers>) {
        WORKER.with(|worker| {
            worker.thread_id.set(rustix::thread::gettid().as_raw_nonzero().get());
            worker.work(worker.workers.get_or_init(|| workers));
        });
    }

    fn work(&self, workers: &Workers) {
        while !self.has_left.get() {
            let mut taken = None;
            let outcome =
                workers.port.take(1, Some(workers.idle), self.alertable.get(), |packet| taken = Some(packet));
            let is_surplus = taken.is_some_and(|packet| self.handle(workers, packet));
            if is_surplus || outcome == Err(NoPacket::TimedOut) {
                self.has_left.set(workers.may_leave(self.stays.get()));
            }
        }
    }

    /// Does what a packet stands for; whether the pool has too many threads then.
    fn handle(&self, workers: &Workers, packet: Packet) -> bool {
        self.works.set(true);
        if let Some(task) = workers.begin(self.thread_id.get(), packet)
            && task.callback.member().begin()
        {
            self.perform(workers, task);
        }
        self.works.set(false);
        workers.end(self.thread_id.get(), self.is_long.replace(false))
    }

    fn perform(&self, workers: &Workers, task: Task) {
        let settings = task.callback.member().settings();
        self.stays.set(self.stays.get() || settings.persistent);
        self.alertable.set(self.alertable.get() || settings.alertable);
        if settings.runs_long {
            self.is_long.set(workers.allow_long(self.thread_id.get()));
        }
        self.is_disassociated.set(false);
        self.task.replace(Some(task));
        if let Some(task) = &*self.task.borrow() {
            let object = task.callback.member().raw_handle();
            task.callback.call(Call { instance: self.instance(), object, cause: task.cause });
        }
        let mut at_return = self.at_return.take();
        at_return.sort_by_key(|(order, _)| *order);
        at_return.into_iter().for_each(|(_, act)| act());
        Worker::end_callback(self.task.take(), self.is_disassociated.get());
    }

    fn end_callback(task: Option<Task>, is_disassociated: bool) {
        let Some(task) = task else { return };
        if !is_disassociated {
            task.callback.member().end();
        }
        task.callback.ended();
    }

    fn instance(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let Some(workers) = self.workers.take() else { return };
        Worker::end_callback(self.task.get_mut().take(), self.is_disassociated.get());
        if self.works.get() {
            workers.lose_worker(self.thread_id.get(), self.is_long.get());
        } else if !self.has_left.get() {
            workers.lose_attendant(); // an APC has ended the thread
        }
    }
}

/// Calls `act` with the thread's record if it runs the callback of that name.
fn in_callback<R>(instance: usize, act: impl FnOnce(&Worker) -> R) -> Option<R> {
    let acted = WORKER.try_with(|worker| {
        let runs_it = instance == worker.instance() && worker.task.borrow().is_some();
        runs_it.then(|| act(worker))
    });
    acted.ok().flatten()
}

/// Whether the calling thread runs a callback of this member.
pub(super) fn runs_callback_of(member: &Member) -> bool {
    let runs = WORKER.try_with(|worker| {
        worker.task.borrow().as_ref().is_some_and(|task| std::ptr::eq(task.callback.member(), member))
    });
    runs.unwrap_or(false)
}

/// The callback may run long. False: no other thread is there for the pool's work, nor can be. Nothing happens
/// unless the calling thread runs this callback.
pub fn may_run_long(instance: usize) -> bool {
    let allowed = in_callback(instance, |worker| {
        let workers = worker.workers.get()?;
        if !worker.is_long.get() {
            worker.is_long.set(workers.allow_long(worker.thread_id.get()));
        }
        Some(worker.is_long.get())
    });
    allowed.flatten().unwrap_or(false)
}

/// Counts the callback as ended for those who wait for its object.
pub fn disassociate(instance: usize) {
    in_callback(instance, |worker| {
        if !worker.is_disassociated.replace(true)
            && let Some(task) = &*worker.task.borrow()
        {
            task.callback.member().end();
        }
    });
}

/// Has something done when the callback returns; not when it ends its thread.
pub fn when_callback_returns(instance: usize, order: AtReturn, act: impl FnOnce() + 'static) {
    in_callback(instance, |worker| worker.at_return.borrow_mut().push((order, Box::new(act))));
}
