//! How an overlapped operation ends: its status in the OVERLAPPED, then its event, routine or packet, once.
//!
//! The program lends the OVERLAPPED until the operation is complete. `InternalHigh` (bytes) is written first, unless
//! the operation failed,
//! then `Internal` (status) with release order, so that a program which polls `Internal` sees both; then the
//! completion is delivered. After that the memory is the program's again and is not touched.
//!
//! Requests of Registered I/O have no OVERLAPPED: their end is an entry of a completion queue.

mod synchronous;

use std::cell::Cell;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ws2_types::abi::io::OVERLAPPED;
use ws2_types::status::{STATUS_PENDING, counts_bytes, status_of};
use ws2_types::{WsaError, WsaResult};

use crate::binding::{Association, SKIP_EVENT, SKIP_PORT_ON_SUCCESS};
use crate::completion_queue::Request;
use crate::event::Event;
use crate::handle_table::handles;
use crate::race_detector;
use crate::signal::Signal;
use crate::thread::{self, Apc, Thread};
use crate::wait;

pub use self::synchronous::{Patience, carry_out};

/// Where the program's memory begins: Windows lends nobody the first 64 KiB, nor does Linux by default. An
/// address below it is that of a member of a structure that is not there.
pub const LOWEST_ADDRESS: usize = 0x10000;

/// An OVERLAPPED that a program has lent.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Lent(NonNull<OVERLAPPED>);

// SAFETY: a lent OVERLAPPED belongs to the library until completion, whichever thread that happens on.
unsafe impl Send for Lent {}

impl Lent {
    /// Takes an OVERLAPPED into the library's hands; `None` for NULL.
    ///
    /// # Safety
    /// If not NULL, the structure stays valid and untouched by the program until the operation is complete.
    pub unsafe fn new(overlapped: *mut OVERLAPPED) -> Option<Lent> {
        NonNull::new(overlapped).map(Lent)
    }

    /// The address, as packets carry it.
    pub fn addr(self) -> usize {
        self.0.as_ptr().expose_provenance()
    }

    /// Whether a structure can lie there: aligned as a C compiler would have it, and not next to NULL. Nothing else may
    /// be asked of one that can not.
    pub fn is_plausible(self) -> bool {
        self.0.as_ptr().is_aligned() && self.0.as_ptr().addr() >= LOWEST_ADDRESS
    }

    /// The program's pointer.
    pub fn as_ptr(self) -> *mut OVERLAPPED {
        self.0.as_ptr()
    }

    /// The event handle the program put in.
    pub fn event_handle(self) -> usize {
        // SAFETY: lent, so valid for reads.
        unsafe { (*self.0.as_ptr()).hEvent }.addr()
    }

    /// Where in a file the operation begins.
    pub fn offset(self) -> u64 {
        // SAFETY: lent, so valid for reads; offsets and pointer share the memory, and all bits are a number.
        let place = unsafe { (*self.0.as_ptr()).Anonymous.Anonymous };
        u64::from(place.OffsetHigh) << 32 | u64::from(place.Offset)
    }

    /// Whether the program put an event in.
    pub(crate) fn has_event(self) -> bool {
        self.is_plausible() && self.event_handle() & !1 != 0
    }

    /// The status word, shared with a program that polls it.
    pub fn status(self) -> usize {
        self.internal().load(Ordering::Acquire)
    }

    /// [`Lent::status`] in the one order of `watchers`.
    fn status_in_order(self) -> usize {
        self.internal().load(Ordering::SeqCst)
    }

    /// The bytes of a complete operation.
    pub fn bytes(self) -> usize {
        // SAFETY: lent, so valid for reads.
        unsafe { (*self.0.as_ptr()).InternalHigh }
    }

    fn internal(&self) -> &AtomicUsize {
        // SAFETY: lent, aligned as a C structure is, and accessed as an atomic by everyone who shares it.
        unsafe { AtomicUsize::from_ptr(&raw mut (*self.0.as_ptr()).Internal) }
    }

    /// Writes the bytes of an operation that is about to be marked complete, whatever its status.
    pub(crate) fn set_bytes(self, bytes: usize) {
        // SAFETY: lent until it is marked complete.
        unsafe { (*self.0.as_ptr()).InternalHigh = bytes };
    }

    fn mark_pending(self) {
        self.internal().store(STATUS_PENDING as usize, Ordering::Release);
    }

    pub(crate) fn mark_complete(self, status: u32, bytes: usize, signal: Option<&Signal>) {
        if counts_bytes(status) {
            // SAFETY: lent until the store below.
            unsafe { (*self.0.as_ptr()).InternalHigh = bytes };
        }
        race_detector::release(&STATUS_RACE_KEY);
        signal.inspect(|signal| signal.set());
        // An exchange, not a store: whoever is going to wait for this sees the status, or is seen below.
        self.internal().swap(status as usize, Ordering::SeqCst);
        watchers::tell(self.addr());
        signal.inspect(|signal| signal.offer());
    }

    /// Waits until the operation is complete; [`Outcome::Signaled`](wait::Outcome::Signaled) says that it is.
    ///
    /// With an event in the OVERLAPPED this is a wait for the event, as Windows has it.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`: `hEvent` is not 0 and no event.
    ///
    /// # Blocking
    /// Up to `timeout_ms`.
    pub fn wait(self, timeout_ms: u32, alertable: bool) -> WsaResult<wait::Outcome> {
        let ended = match self.event_handle() & !1 {
            0 => watchers::wait(self, timeout_ms, alertable)?,
            raw => wait::wait_any(&[wait::object_of(raw)?], timeout_ms, alertable)?,
        };
        race_detector::acquire(&STATUS_RACE_KEY);
        Ok(ended)
    }

    /// The status, and the bytes of an operation that is complete: 0 for one that failed.
    pub fn result(self) -> (u32, usize) {
        let status = self.status() as u32;
        race_detector::acquire(&STATUS_RACE_KEY);
        (status, if counts_bytes(status) { self.bytes() } else { 0 })
    }
}

/// Stands for all status words in what the race detector is told.
pub(crate) static STATUS_RACE_KEY: u8 = 0;

/// Threads that wait for an OVERLAPPED without an event.
mod watchers {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use parking_lot::Mutex;
    use ws2_types::WsaResult;
    use ws2_types::status::STATUS_PENDING;

    use super::Lent;
    use crate::event::{Event, Reset};
    use crate::wait::{Outcome, wait_any};

    static COUNT: AtomicUsize = AtomicUsize::new(0);
    static WATCHERS: Mutex<Vec<(usize, Arc<Event>)>> = Mutex::new(Vec::new());

    /// Called after the status was written. Both sides write before they read, all sequentially consistent, so one
    /// sees the other.
    #[inline]
    pub(super) fn tell(addr: usize) {
        if COUNT.load(Ordering::SeqCst) > 0 {
            tell_watchers(addr);
        }
    }

    #[cold]
    fn tell_watchers(addr: usize) {
        let watchers = WATCHERS.lock();
        watchers.iter().filter(|(watched, _)| *watched == addr).for_each(|(_, event)| event.set());
    }

    pub(super) fn wait(lent: Lent, timeout_ms: u32, alertable: bool) -> WsaResult<Outcome> {
        let event = Event::new(Reset::Manual, false);
        WATCHERS.lock().push((lent.addr(), Arc::clone(&event)));
        COUNT.fetch_add(1, Ordering::SeqCst);
        if lent.status_in_order() as u32 != STATUS_PENDING {
            event.set();
        }
        let ended = wait_any(&[Arc::clone(&event) as _], timeout_ms, alertable);
        COUNT.fetch_sub(1, Ordering::Relaxed);
        WATCHERS.lock().retain(|(_, waiting)| !Arc::ptr_eq(waiting, &event));
        ended
    }
}

/// Which operations are to be cancelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// All of a handle.
    All,
    /// The one with the OVERLAPPED at this address.
    At(usize),
    /// Those the thread with this id began.
    OfThread(u32),
}

impl Which {
    /// Whether an operation is among them.
    pub fn includes(self, completion: &Completion) -> bool {
        match self {
            Which::All => true,
            Which::At(addr) => completion.lent().is_some_and(|lent| lent.addr() == addr),
            Which::OfThread(id) => completion.thread_id == id,
        }
    }
}

/// What an operation came to.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// Bytes moved; an error may come with some (a message that was cut off).
    pub bytes: u32,
    /// MSG_* flags for a completion routine and `WSAGetOverlappedResult`.
    pub flags: u32,
    /// Why it failed.
    pub error: Option<WsaError>,
}

impl Outcome {
    /// Success.
    pub fn done(bytes: usize, flags: u32) -> Outcome {
        Outcome { bytes: bytes as u32, flags, error: None }
    }

    /// Failure.
    pub fn failed(error: WsaError) -> Outcome {
        Outcome { bytes: 0, flags: 0, error: Some(error) }
    }
}

impl From<WsaResult<usize>> for Outcome {
    fn from(result: WsaResult<usize>) -> Outcome {
        match result {
            Ok(bytes) => Outcome::done(bytes, 0),
            Err(error) => Outcome::failed(error),
        }
    }
}

/// Calls a program's completion routine.
pub type Routine = Box<dyn FnOnce(Outcome) + Send>;

/// Who is told.
pub enum Delivery {
    /// Nobody but the status word and the event.
    Silent,
    /// Without an event, those who wait for the handle.
    Signal(Arc<Signal>),
    /// A packet at the port the handle is associated with.
    Port {
        /// The port and the key.
        association: Arc<Association>,
        /// `FILE_SKIP_*`
        modes: u8,
    },
    /// A completion routine, run as an APC of the thread that began the operation.
    Routine {
        /// That thread.
        thread: Arc<Thread>,
        /// Calls the program's routine with the outcome.
        call: Routine,
        /// The handle's state.
        signal: Option<Arc<Signal>>,
    },
}

impl Delivery {
    /// The handle's state, if it is told.
    fn signal(&self) -> Option<&Signal> {
        match self {
            Delivery::Silent => None,
            Delivery::Signal(signal) => Some(signal),
            Delivery::Port { association, modes } => {
                (modes & SKIP_EVENT == 0).then_some(&*association.signal)
            }
            Delivery::Routine { signal, .. } => signal.as_deref(),
        }
    }
}

/// The end of one operation, still to come. It must be finished exactly once; dropping it unfinished is a
/// fault of this library.
pub struct Completion {
    /// The thread that began the operation and whose end may end it; a request belongs to none.
    thread_id: u32,
    account: Account,
}

/// Where the end of an operation is written down.
enum Account {
    Overlapped(Overlapped),
    Request(Request),
}

/// An OVERLAPPED, and who else is told.
struct Overlapped {
    lent: Lent,
    /// What its packet carries: the OVERLAPPED, or what a native call gave.
    context: usize,
    event: Option<Arc<Event>>,
    delivery: Delivery,
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs an action within which operations that this thread aborts have their status and nothing else: no event, no routine, no
/// packet, as `WSPCleanup` wants it.
pub fn quietly<R>(action: impl FnOnce() -> R) -> R {
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            QUIET.set(self.0);
        }
    }
    let _before = Before(QUIET.replace(true));
    action()
}

impl Completion {
    /// Begins an operation: the status becomes pending, and the event is reset, or without one the handle's state.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`: `hEvent` is no event. `WSAEFAULT`: no OVERLAPPED can lie there.
    pub fn begin(lent: Lent, delivery: Delivery) -> WsaResult<Completion> {
        let overlapped = Overlapped::begin(lent, delivery)?;
        Ok(Completion { thread_id: thread::current_id(), account: Account::Overlapped(overlapped) })
    }

    /// Begins an operation of the native interface: its IO_STATUS_BLOCK is as an OVERLAPPED begins, and nothing behind
    /// that is looked at. Packets carry `context`.
    ///
    /// # Errors
    /// `WSAEFAULT`: no status block can lie there.
    pub fn begin_native(
        block: Lent,
        context: usize,
        event: Option<Arc<Event>>,
        delivery: Delivery,
    ) -> WsaResult<Completion> {
        if !block.is_plausible() {
            return Err(WsaError::WSAEFAULT);
        }
        let overlapped = Overlapped::begin_told_by(block, context, event, delivery);
        Ok(Completion { thread_id: thread::current_id(), account: Account::Overlapped(overlapped) })
    }

    /// The end of a request.
    pub fn of_request(request: Request) -> Completion {
        Completion { thread_id: 0, account: Account::Request(request) }
    }

    /// The OVERLAPPED by which the program knows the operation; a request has none.
    pub fn lent(&self) -> Option<Lent> {
        match &self.account {
            Account::Overlapped(overlapped) => Some(overlapped.lent),
            Account::Request(_) => None,
        }
    }

    /// Ends an operation that was pending.
    pub fn finish(self, outcome: Outcome) {
        self.end(outcome, status_of(outcome.error), false);
    }

    /// Ends an operation that was pending with a status that is not the error's usual one.
    pub fn finish_as(self, outcome: Outcome, status: u32) {
        self.end(outcome, status, false);
    }

    /// Ends an operation within the call that began it.
    pub fn finish_at_once(self, outcome: Outcome) {
        self.end(outcome, status_of(outcome.error), true);
    }

    /// Ends an operation within the call that began it, with a status that is not the usual one.
    pub fn finish_at_once_as(self, outcome: Outcome, status: u32) {
        self.end(outcome, status, true);
    }

    /// Ends an operation that failed within the call that began it: the call says so, nobody else is told. The call
    /// of a request says only that it was queued, so its queue is told.
    pub fn withdraw(self, error: WsaError) {
        match self.account {
            Account::Overlapped(overlapped) => overlapped.lent.mark_complete(status_of(Some(error)), 0, None),
            Account::Request(request) => request.end(Outcome::failed(error)),
        }
    }

    fn end(self, outcome: Outcome, status: u32, at_once: bool) {
        if outcome.error == Some(WsaError::WSA_OPERATION_ABORTED) && QUIET.get() {
            return self.withdraw(WsaError::WSA_OPERATION_ABORTED);
        }
        match self.account {
            Account::Overlapped(overlapped) => overlapped.end(outcome, status, at_once),
            Account::Request(request) => request.end(outcome),
        }
    }
}

impl Overlapped {
    fn begin(lent: Lent, delivery: Delivery) -> WsaResult<Overlapped> {
        if !lent.is_plausible() {
            return Err(WsaError::WSAEFAULT);
        }
        // The lowest bit of hEvent keeps the operation's packet from the port.
        let raw = lent.event_handle();
        let delivery = match delivery {
            Delivery::Port { .. } if raw & 1 != 0 => Delivery::Silent,
            other => other,
        };
        // With a routine, hEvent is the program's own.
        let event = match (&delivery, raw & !1) {
            (Delivery::Routine { .. }, _) | (_, 0) => None,
            (_, raw) => Some(Event::of_handle(raw)?),
        };
        Ok(Overlapped::begin_told_by(lent, lent.addr(), event, delivery))
    }

    fn begin_told_by(
        lent: Lent,
        context: usize,
        event: Option<Arc<Event>>,
        delivery: Delivery,
    ) -> Overlapped {
        if !matches!(delivery, Delivery::Port { .. }) {
            thread::begins_operation();
        }
        match &event {
            Some(event) => event.reset(),
            None => _ = delivery.signal().inspect(|signal| signal.reset()),
        }
        lent.mark_pending();
        // Whichever thread ends the operation has seen what the program did before it began.
        race_detector::release(lent.as_ptr());
        Overlapped { lent, context, event, delivery }
    }

    fn end(self, outcome: Outcome, status: u32, at_once: bool) {
        let Overlapped { lent, context, event, delivery } = self;
        race_detector::acquire(lent.as_ptr());
        // A packet may be taken the moment it is queued, so nothing of the OVERLAPPED is touched after this.
        let signal = if event.is_none() { delivery.signal() } else { None };
        lent.mark_complete(status, outcome.bytes as usize, signal);
        if let Some(event) = event {
            event.set();
        }
        match delivery {
            Delivery::Silent | Delivery::Signal(_) => {}
            Delivery::Port { modes, .. }
                if at_once && outcome.error.is_none() && modes & SKIP_PORT_ON_SUCCESS != 0 => {}
            Delivery::Port { association, .. } => {
                association.complete(context, outcome.bytes, status);
            }
            Delivery::Routine { thread, call, .. } => {
                let apc: Apc = Box::new(move || call(outcome));
                // False: the thread has ended, and its routines with it, as on Windows.
                thread.queue_apc(apc);
            }
        }
    }
}

/// Hands an edge of the kernel to the object that was watched under this token.
pub(crate) fn tell_edge(edge: ws2_sys::poller::Edge) {
    let Some(handle) = crate::handle_table::Handle::from_raw(edge.token as usize) else { return };
    if let Some(pinned) = handles().pin(handle) {
        pinned.on_edge(edge);
    }
}
