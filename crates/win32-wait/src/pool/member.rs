//! What all callback objects have in common: settings, counts of callbacks, and who waits for those to end.

use std::any::Any;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use parking_lot::{Condvar, Mutex};
use ws2_types::{WsaError, WsaResult};

use super::group::Group;
use super::workers::Pool;
use crate::dispatcher;
use crate::handle_table::{Handle, Object, handles};
use crate::port::Packet;
use crate::race_detector;

/// Which callbacks of a pool go first.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Priority {
    /// Before all others.
    High,
    /// As most are.
    #[default]
    Normal,
    /// When nothing else is queued.
    Low,
}

/// What a callback environment says of the callbacks made with it.
pub struct Settings {
    /// Where they run.
    pub pool: Arc<Pool>,
    /// Which go first.
    pub priority: Priority,
    /// They may take long, so the pool does not count on their threads.
    pub runs_long: bool,
    /// They need a thread that stays.
    pub persistent: bool,
    /// They need a thread that waits for work in an alertable state.
    pub alertable: bool,
    /// The group that releases them.
    pub group: Option<Arc<Group>>,
    /// Told with the context of the group's closing when that cancelled the object.
    pub on_cancel: Option<Box<dyn Fn(usize) + Send + Sync>>,
    /// What must stay loaded while the object lives.
    pub library: Option<Box<dyn Any + Send + Sync>>,
}

impl Settings {
    /// Those of a callback without an environment.
    pub fn of(pool: Arc<Pool>) -> Settings {
        Settings {
            pool,
            priority: Priority::Normal,
            runs_long: false,
            persistent: false,
            alertable: false,
            group: None,
            on_cancel: None,
            library: None,
        }
    }
}

/// Why a callback runs.
#[derive(Clone, Copy, Debug)]
pub enum Cause {
    /// It was submitted, or its timer was due.
    Submitted,
    /// What it waited for is signaled, or (true) the time was over.
    Waited {
        /// The time was over first.
        timed_out: bool,
    },
    /// An overlapped operation has ended.
    Io(Packet),
}

/// One run of a callback.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// What the program names the run by (`PTP_CALLBACK_INSTANCE`), on the thread that runs it.
    pub instance: usize,
    /// The handle of the callback object, 0 if there is none.
    pub object: usize,
    /// Why.
    pub cause: Cause,
}

/// Calls the program's function.
pub type Function = Box<dyn Fn(Call) + Send + Sync>;

/// Something whose callbacks a pool runs.
pub(super) trait Callback: Send + Sync {
    fn member(&self) -> &Member;

    /// A packet came for it, which begins a callback nobody has counted yet.
    fn arrived(&self) {}

    fn call(&self, call: Call);

    /// The callback has ended and is counted as such.
    fn ended(&self) {}

    /// No new callbacks are queued from here on, and the handle is dead.
    fn release(&self) {
        self.member().close_handle();
    }

    /// Whether a group that cancels it tells so even when no callback was queued.
    fn is_object(&self) -> bool {
        true
    }
}

/// A callback in the queue of a pool.
pub(super) struct Task {
    pub(super) callback: Arc<dyn Callback>,
    pub(super) cause: Cause,
}

pub(super) struct Member {
    settings: Settings,
    handle: OnceLock<Handle>,
    counts: Mutex<Counts>,
    /// Callbacks that will certainly be queued; they count as such. Not under the lock of the others, for it is
    /// counted up under the dispatcher lock.
    owed: AtomicUsize,
    idle: Condvar,
    /// Stands for what the program did before it had a callback queued.
    set_race_key: u8,
}

#[derive(Default)]
struct Counts {
    /// Queued, not begun.
    queued: usize,
    /// Still in the pool's queue, but not to be run.
    cancelled: usize,
    running: usize,
}

impl Member {
    pub(super) fn new(settings: Settings) -> Member {
        Member {
            settings,
            handle: OnceLock::new(),
            counts: Mutex::new(Counts::default()),
            owed: AtomicUsize::new(0),
            idle: Condvar::new(),
            set_race_key: 0,
        }
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Gives a new object its handle and its place in the group.
    pub(super) fn open<T: Callback + Object>(object: &Arc<T>) -> WsaResult<Handle> {
        let member = object.member();
        let handle = handles().insert(Arc::clone(object) as _).ok_or(WsaError::WSA_NOT_ENOUGH_MEMORY)?;
        let _ = member.handle.set(handle);
        if let Some(group) = &member.settings.group {
            group.join(Arc::clone(object) as _);
        }
        Ok(handle)
    }

    pub(super) fn raw_handle(&self) -> usize {
        self.handle.get().map_or(0, |handle| handle.into_raw())
    }

    pub(super) fn close_handle(&self) {
        if let Some(handle) = self.handle.get() {
            // Closed already if this fails.
            let _ = dispatcher::close_handle(*handle);
        }
        if let Some(group) = &self.settings.group {
            group.leave(self);
        }
    }

    /// What the program did so far is seen by callbacks that are queued from now on.
    pub(super) fn publish(&self) {
        race_detector::release(&self.set_race_key);
    }

    /// Counts one callback more and hands it to the pool.
    pub(super) fn submit(&self, callback: Arc<dyn Callback>, cause: Cause) {
        self.expect();
        self.settings.pool.workers().submit(Task { callback, cause }, self.settings.priority);
    }

    /// Counts one callback more that [`Member::submit_owed`] is going to bring.
    pub(super) fn owe(&self) {
        self.owed.fetch_add(1, Ordering::AcqRel);
    }

    /// Hands a callback that is counted as owed to the pool.
    pub(super) fn submit_owed(&self, callback: Arc<dyn Callback>, cause: Cause) {
        self.publish();
        let mut counts = self.counts.lock();
        let one_less = |owed: usize| owed.checked_sub(1);
        // If it was cancelled meanwhile, it is counted among those.
        if self.owed.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_less).is_ok() {
            counts.queued += 1;
        }
        drop(counts);
        self.settings.pool.workers().submit(Task { callback, cause }, self.settings.priority);
    }

    /// Counts one callback more.
    pub(super) fn expect(&self) {
        self.publish();
        self.counts.lock().queued += 1;
    }

    /// One that was counted will not come.
    pub(super) fn expect_less(&self) {
        let mut counts = self.counts.lock();
        counts.queued = counts.queued.saturating_sub(1);
        self.tell_idle(&counts);
    }

    /// A callback begins; false when it was cancelled, or nobody expects it.
    pub(super) fn begin(&self) -> bool {
        race_detector::acquire(&self.set_race_key);
        let mut counts = self.counts.lock();
        if counts.cancelled > 0 {
            counts.cancelled -= 1;
            return false;
        }
        let expected = counts.queued > 0;
        if expected {
            counts.queued -= 1;
            counts.running += 1;
        }
        expected
    }

    pub(super) fn end(&self) {
        race_detector::release(self);
        let mut counts = self.counts.lock();
        counts.running -= 1;
        self.tell_idle(&counts);
    }

    fn tell_idle(&self, counts: &Counts) {
        if self.is_idle_by(counts) {
            self.idle.notify_all();
        }
    }

    /// Those that are queued will not run; how many there were.
    pub(super) fn cancel_queued(&self) -> usize {
        let mut counts = self.counts.lock();
        let queued = std::mem::take(&mut counts.queued) + self.owed.swap(0, Ordering::AcqRel);
        counts.cancelled += queued;
        self.tell_idle(&counts);
        queued
    }

    pub(super) fn is_idle(&self) -> bool {
        self.is_idle_by(&self.counts.lock())
    }

    /// Waits until no callback is queued or runs, after those that are queued were cancelled if `cancel` says so.
    pub(super) fn wait(&self, cancel: bool) {
        if cancel {
            self.cancel_queued();
        }
        let mut counts = self.counts.lock();
        while !self.is_idle_by(&counts) {
            self.idle.wait(&mut counts);
        }
        drop(counts);
        race_detector::acquire(self);
    }

    fn is_idle_by(&self, counts: &Counts) -> bool {
        counts.queued == 0 && counts.running == 0 && self.owed.load(Ordering::Acquire) == 0
    }
}
