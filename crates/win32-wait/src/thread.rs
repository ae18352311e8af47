//! Threads: what `CreateThread` makes, and the record every other thread gets when it first waits.
//!
//! The record of a thread ends in the destructor of its thread-local slot. That slot is filled before the
//! program's code runs, so it is dropped after the program's own thread-locals: the object becomes signaled
//! when nothing of the program is left on the thread, and mutexes it still owns are abandoned. Before that,
//! overlapped operations which the thread began on handles without a completion port are cancelled.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::ffi::c_void;
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use ws2_sys::BorrowedFd;
use ws2_sys::errno::SysResult;
use ws2_sys::poller::{Edges, Poller};
use ws2_types::{WsaError, WsaResult, abi::foundation};

use crate::blocking::Alertable;
use crate::completion::Which;
use crate::dispatcher::{self, Dispatcher, Guarded, Header, Locked, Satisfied};
use crate::handle_table::{Handle, Object, handles};
use crate::mutex::Mutex;
use crate::race_detector;
use crate::wait::{self, Waiter};

/// The exit code of a thread that still runs.
pub const STILL_ACTIVE: u32 = foundation::STILL_ACTIVE as u32;

/// What a thread gets when the program asks for none: Windows' 1 MiB, and room for what libc needs beyond
/// what Windows' run time does. Only touched pages cost memory.
const DEFAULT_STACK_BYTES: usize = 2 << 20;
const LEAST_STACK_BYTES: usize = 256 << 10;

/// A function call queued to a thread, run by the thread itself in an alertable wait.
pub type Apc = Box<dyn FnOnce() + Send>;

/// A thread, as an object.
pub struct Thread {
    id: u32,
    header: Header,
    waiter: Waiter,
    /// What the thread will have returned; becomes `Life::exit_code` once nothing of it runs any more.
    result: AtomicU32,
    priority: AtomicI32,
    life: Guarded<Life>,
    /// Wakes the thread from an alertable wait in the kernel.
    alert: OnceLock<Poller>,
    /// Ends the kernel's part of a blocking call; set by the first one that the thread makes.
    blocking: OnceLock<Alertable>,
}

#[derive(Default)]
struct Life {
    /// In such a wait.
    is_alertable_in_kernel: bool,
    suspensions: u32,
    started: bool,
    exit_code: Option<u32>,
    owned: Vec<Arc<Mutex>>,
    apcs: VecDeque<QueuedApc>,
}

struct QueuedApc {
    /// By which [`Thread::withdraw_apc`] finds it, or 0.
    owner: usize,
    call: Apc,
}

/// A thread's start routine (`LPTHREAD_START_ROUTINE`).
pub type StartRoutine = unsafe extern "C" fn(*mut c_void) -> u32;

struct Start {
    routine: StartRoutine,
    parameter: *mut c_void,
}

// SAFETY: the parameter is the program's own; `open` makes passing it on the caller's promise.
unsafe impl Send for Start {}

/// The size of the stack, by the rules of `CreateThread`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StackSize {
    /// As many bytes as a thread of the program usually has.
    Default,
    /// At least this much, and no less than the default (`dwStackSize` without a flag).
    Commit(usize),
    /// This much (`STACK_SIZE_PARAM_IS_A_RESERVATION`).
    Reserve(usize),
}

unsafe extern "C" {
    fn win32_wait_run_thread(start: StartRoutine, parameter: *mut c_void) -> u32;
}

unsafe extern "C-unwind" {
    fn win32_wait_leave_thread(exit_code: u32);
    fn pthread_exit(result: *mut c_void) -> !;
}

/// Opens a handle to a new thread, then starts it; suspended, it waits before its first instruction for
/// [`Thread::resume`]. `before_start` learns the handle and the thread id.
///
/// # Errors
/// `WSA_NOT_ENOUGH_MEMORY` when the system refuses another thread or the handle table is full.
///
/// # Safety
/// `routine` may be called with `parameter` on another thread.
pub unsafe fn open(
    routine: StartRoutine,
    parameter: *mut c_void,
    stack: StackSize,
    suspended: bool,
    before_start: impl FnOnce(Handle, u32),
) -> WsaResult<Handle> {
    let thread = Thread::with(Life { suspensions: u32::from(suspended), ..Life::default() });
    let object: Arc<dyn Object> = Arc::clone(&thread) as Arc<dyn Object>;
    let handle = handles().insert(object).ok_or(WsaError::WSA_NOT_ENOUGH_MEMORY)?;
    before_start(handle, thread.id);
    let start = Start { routine, parameter };
    let started = std::thread::Builder::new().stack_size(stack.bytes()).spawn(move || thread.run(start));
    if started.is_err() {
        dispatcher::close_handle(handle)?;
        return Err(WsaError::WSA_NOT_ENOUGH_MEMORY);
    }
    Ok(handle)
}

/// Ends the calling thread. No destructor on its stack runs, as on Windows, when [`open`] started it.
///
/// The process goes on, also when this is its first thread.
pub fn exit(exit_code: u32) -> ! {
    // SAFETY: jumps out of the program's frames only; this function and its callers hold nothing to drop.
    unsafe { win32_wait_leave_thread(exit_code) };
    // A thread made by other means: the main thread, or one of a C++ or POSIX library.
    cancel_operations();
    current().end(exit_code);
    // SAFETY: as above; the "C-unwind" functions on the way have nothing to drop either.
    unsafe { pthread_exit(std::ptr::null_mut()) }
}

/// The calling thread's object.
pub fn current() -> Arc<Thread> {
    let known = CURRENT.try_with(|current| {
        let mut slot = current.0.borrow_mut();
        Arc::clone(slot.get_or_insert_with(Thread::new_running))
    });
    // On the way out of a thread whose record has ended already.
    known.unwrap_or_else(|_| Thread::new_running())
}

/// Runs what is queued to the calling thread; whether there was anything.
pub fn run_pending_apcs() -> bool {
    let thread = current();
    let any = thread.has_apcs(&dispatcher::lock());
    if any {
        thread.run_apcs();
    }
    any
}

/// Whether something is queued to the calling thread.
pub(crate) fn has_pending_apcs() -> bool {
    current().has_apcs(&dispatcher::lock())
}

/// While this lives, an APC queued to the calling thread makes a descriptor ready: for alertable waits in the
/// kernel. Look for pending APCs after it was begun.
pub(crate) struct Alert(Arc<Thread>);

impl Alert {
    /// # Errors
    /// `EMFILE`, `ENFILE`, `ENOMEM`.
    pub(crate) fn begin() -> SysResult<Alert> {
        let thread = current();
        if thread.alert.get().is_none() {
            // Only the thread itself comes here; a signal handler may have been faster.
            let _ = thread.alert.set(Poller::new()?);
        }
        thread.life.get_mut(&mut dispatcher::lock()).is_alertable_in_kernel = true;
        Ok(Alert(thread))
    }

    /// What becomes ready.
    pub(crate) fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.alert.get().expect("set when it was begun").as_fd()
    }
}

impl Alert {
    /// Takes the wake-up that has come, so that the descriptor is ready for none but the next.
    pub(crate) fn absorb(&self) {
        if let Some(alert) = self.0.alert.get() {
            let _ = alert.wait(&mut Edges::new(), Some(Duration::ZERO));
        }
    }
}

impl Drop for Alert {
    fn drop(&mut self) {
        self.0.life.get_mut(&mut dispatcher::lock()).is_alertable_in_kernel = false;
        // A wake-up that comes later only makes the next wait look once more.
        self.absorb();
    }
}

/// The calling thread's id.
#[inline]
pub fn current_id() -> u32 {
    let id = CURRENT_ID.get();
    if id != 0 { id } else { current().id }
}

/// The thread with this id, as long as it runs or a handle of it is open.
pub fn with_id(id: u32) -> Option<Arc<Thread>> {
    KNOWN.lock().get(&id)?.upgrade()
}

/// The thread of a `WSATHREADID`: it has a handle and its id, one of which will do.
pub fn named(handle: usize, id: usize) -> Option<Arc<Thread>> {
    if id == current_id() as usize {
        return Some(current());
    }
    of_handle(handle).ok().or_else(|| with_id(u32::try_from(id).ok()?))
}

/// The thread that a handle stands for; it outlives the handle.
///
/// # Errors
/// `WSA_INVALID_HANDLE`
pub fn of_handle(raw: usize) -> WsaResult<Arc<Thread>> {
    let object: Arc<dyn Any + Send + Sync> = wait::object_of(raw)?;
    object.downcast().map_err(|_| WsaError::WSA_INVALID_HANDLE)
}

struct Current(RefCell<Option<Arc<Thread>>>);

impl Drop for Current {
    fn drop(&mut self) {
        let Some(thread) = self.0.take() else { return };
        // The main thread's destructors run while the process exits; nobody may be woken by that.
        if rustix::thread::gettid() != rustix::process::getpid() {
            cancel_operations();
            thread.end(thread.result.load(Ordering::Relaxed));
        }
    }
}

thread_local! {
    static CURRENT: Current = const { Current(RefCell::new(None)) };
    static CURRENT_ID: Cell<u32> = const { Cell::new(0) };
    /// The thread began an overlapped operation without a port, which must not outlive it.
    static BEGAN_OPERATION: Cell<bool> = const { Cell::new(false) };
}

/// The calling thread begins an overlapped operation on a handle without a completion port.
#[inline]
pub(crate) fn begins_operation() {
    BEGAN_OPERATION.set(true);
}

/// Ends what the calling thread began and has not ended, except on handles that have a completion port.
fn cancel_operations() {
    if !BEGAN_OPERATION.replace(false) {
        return;
    }
    let which = Which::OfThread(CURRENT_ID.get());
    handles().for_each(|pinned| {
        if pinned.binding().is_some_and(|binding| !binding.has_port()) {
            pinned.cancel(which);
        }
    });
}

/// Thread ids are multiples of 4 and not used twice.
static NEXT_ID: AtomicU32 = AtomicU32::new(1);

static KNOWN: parking_lot::Mutex<BTreeMap<u32, Weak<Thread>>> = parking_lot::Mutex::new(BTreeMap::new());

impl Drop for Thread {
    fn drop(&mut self) {
        KNOWN.lock().remove(&self.id);
    }
}

impl Thread {
    #[cfg(all(test, loom))]
    pub(crate) fn new() -> Arc<Thread> {
        Thread::with(Life::default())
    }

    fn with(life: Life) -> Arc<Thread> {
        let thread = Arc::new(Thread {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed).wrapping_mul(4),
            header: Header::new(),
            waiter: Waiter::new(),
            result: AtomicU32::new(0),
            priority: AtomicI32::new(0),
            life: Guarded::new(life),
            alert: OnceLock::new(),
            blocking: OnceLock::new(),
        });
        KNOWN.lock().insert(thread.id, Arc::downgrade(&thread));
        thread
    }

    /// A thread that exists as an owner only.
    pub(crate) fn new_without_code() -> Arc<Thread> {
        Thread::with(Life { started: true, ..Life::default() })
    }

    fn new_running() -> Arc<Thread> {
        let thread = Thread::with(Life { started: true, ..Life::default() });
        CURRENT_ID.set(thread.id);
        thread
    }

    fn run(self: Arc<Thread>, start: Start) {
        CURRENT_ID.set(self.id);
        CURRENT.with(|current| *current.0.borrow_mut() = Some(Arc::clone(&self)));
        if self.await_resumption() {
            // SAFETY: `open`'s caller allowed the call; the C frame returns normally, whatever ends the routine.
            let exit_code = unsafe { win32_wait_run_thread(start.routine, start.parameter) };
            self.result.store(exit_code, Ordering::Relaxed);
        }
    }

    /// Whether the thread may begin; not if it was terminated while suspended.
    fn await_resumption(&self) -> bool {
        loop {
            let mut lock = dispatcher::lock();
            let life = self.life.get_mut(&mut lock);
            if life.exit_code.is_some() {
                return false;
            }
            if life.suspensions == 0 {
                life.started = true;
                return true;
            }
            self.waiter.hold(lock);
        }
    }

    /// The thread's id.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The priority the program asked for. Linux schedules the thread as it does any other.
    pub fn priority(&self) -> i32 {
        self.priority.load(Ordering::Relaxed)
    }

    /// Remembers a priority.
    pub fn set_priority(&self, priority: i32) {
        self.priority.store(priority, Ordering::Relaxed);
    }

    /// What the thread returned, or [`STILL_ACTIVE`].
    pub fn exit_code(&self) -> u32 {
        self.life.get(&dispatcher::lock()).exit_code.unwrap_or(STILL_ACTIVE)
    }

    /// Takes back one suspension and says how many there were: 0 for a thread that was not suspended.
    pub fn resume(self: &Arc<Thread>) -> u32 {
        let mut lock = dispatcher::lock();
        let life = self.life.get_mut(&mut lock);
        let suspensions = life.suspensions;
        life.suspensions = suspensions.saturating_sub(1);
        if suspensions == 1 && !life.started {
            self.waiter.release(&mut lock, self);
        }
        suspensions
    }

    /// Ends another thread, if it has not run yet; the answer is whether it is ended.
    ///
    /// A running thread holds locks of libc and of this library at unknown times, so killing it could stop
    /// the whole process; Windows has the same hazard and its documents advise against the call.
    pub fn terminate(self: &Arc<Thread>, exit_code: u32) -> bool {
        let mut lock = dispatcher::lock();
        let life = self.life.get_mut(&mut lock);
        if life.exit_code.is_some() {
            return true;
        }
        if life.started || life.suspensions == 0 {
            return false;
        }
        let unrun = self.end_locked(&mut lock, exit_code);
        self.waiter.release(&mut lock, self);
        drop(lock);
        drop(unrun);
        true
    }

    /// Queues a call to the thread; false once it has ended.
    pub fn queue_apc(self: &Arc<Thread>, apc: Apc) -> bool {
        self.queue_apc_of(0, apc)
    }

    /// The same for an owner that has one APC at most: while it is queued, another is not.
    pub fn queue_apc_of(self: &Arc<Thread>, owner: usize, apc: Apc) -> bool {
        let mut lock = dispatcher::lock();
        let life = self.life.get_mut(&mut lock);
        if life.exit_code.is_some() {
            return false;
        }
        if owner != 0 && life.apcs.iter().any(|queued| queued.owner == owner) {
            return true;
        }
        race_detector::release(&raw const self.life);
        life.apcs.push_back(QueuedApc { owner, call: apc });
        let in_kernel = life.is_alertable_in_kernel;
        self.note_apcs(&lock);
        self.waiter.alert(&mut lock, self);
        drop(lock);
        if let Some(blocking) = self.blocking.get() {
            blocking.alert();
        }
        if in_kernel {
            self.alert.get().inspect(|alert| alert.wake());
        }
        true
    }

    /// Takes back the APC of an owner, if it has not begun.
    pub fn withdraw_apc(&self, owner: usize) {
        let mut lock = dispatcher::lock();
        let apcs = &mut self.life.get_mut(&mut lock).apcs;
        let place = apcs.iter().position(|queued| queued.owner == owner);
        let withdrawn = place.and_then(|place| apcs.remove(place));
        self.note_apcs(&lock);
        drop(lock);
        drop(withdrawn); // what it owns is dropped outside the lock
    }

    /// Runs what is queued, in order, until nothing is left.
    pub(crate) fn run_apcs(&self) {
        loop {
            let mut lock = dispatcher::lock();
            let apc = self.life.get_mut(&mut lock).apcs.pop_front();
            self.note_apcs(&lock);
            drop(lock);
            let Some(apc) = apc else { return };
            race_detector::acquire(&raw const self.life);
            (apc.call)();
        }
    }

    /// Lets queued APCs interrupt blocking calls of the thread from now on.
    pub(crate) fn make_alertable(&self, blocking: Alertable) {
        let lock = dispatcher::lock();
        // Only the thread itself comes here, once.
        let _ = self.blocking.set(blocking);
        self.note_apcs(&lock);
    }

    /// Has the blocking call end that the thread is in; whether there was one.
    pub fn abort_blocking_call(&self) -> bool {
        self.blocking.get().is_some_and(Alertable::abort)
    }

    /// Tells blocking calls whether APCs wait.
    fn note_apcs(&self, lock: &Locked) {
        if let Some(blocking) = self.blocking.get() {
            blocking.set_has_apcs(self.has_apcs(lock));
        }
    }

    pub(crate) fn has_ended(&self, lock: &Locked) -> bool {
        self.life.get(lock).exit_code.is_some()
    }

    pub(crate) fn has_apcs(&self, lock: &Locked) -> bool {
        !self.life.get(lock).apcs.is_empty()
    }

    pub(crate) fn waiter(&self) -> &Waiter {
        &self.waiter
    }

    /// The mutexes the thread owns.
    pub(crate) fn owned<'a>(&'a self, lock: &'a mut Locked) -> &'a mut Vec<Arc<Mutex>> {
        &mut self.life.get_mut(lock).owned
    }

    pub(crate) fn end(&self, exit_code: u32) {
        let mut lock = dispatcher::lock();
        let unrun = self.end_locked(&mut lock, exit_code);
        drop(lock);
        drop(unrun); // what an APC owns is dropped outside the lock
    }

    fn end_locked(&self, lock: &mut Locked, exit_code: u32) -> (VecDeque<QueuedApc>, Vec<Arc<Mutex>>) {
        let life = self.life.get_mut(lock);
        life.exit_code.get_or_insert(exit_code);
        let apcs = std::mem::take(&mut life.apcs);
        let owned = std::mem::take(&mut life.owned);
        for mutex in &owned {
            mutex.abandon(lock);
        }
        dispatcher::offer(self, lock);
        (apcs, owned)
    }
}

impl StackSize {
    fn bytes(self) -> usize {
        match self {
            StackSize::Default => DEFAULT_STACK_BYTES,
            StackSize::Commit(bytes) => bytes.max(DEFAULT_STACK_BYTES),
            StackSize::Reserve(bytes) => bytes.max(LEAST_STACK_BYTES),
        }
    }
}

impl Dispatcher for Thread {
    fn header(&self) -> &Header {
        &self.header
    }

    fn is_signaled(&self, lock: &Locked, _thread: &Thread) -> bool {
        self.life.get(lock).exit_code.is_some()
    }

    fn satisfy(&self, _lock: &mut Locked, _thread: &Arc<Thread>) -> Satisfied {
        Satisfied::Normally
    }
}

impl Object for Thread {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self)
    }

    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}
