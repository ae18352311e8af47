//! A handle's place in overlapped I/O: its port, its key, its signaled state, and where its edges are told.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use ws2_sys::BorrowedFd;
use ws2_types::status::status_of;
use ws2_types::{WsaError, WsaResult};

use crate::commons;
use crate::completion::{Completion, Delivery, Lent, Routine};
use crate::event::Event;
use crate::handle_table::Handle;
use crate::port::{Packet, Port};
use crate::reactor::Attended;
use crate::signal::Signal;
use crate::sync::Poller;
use crate::thread::{self, Thread};

/// `FILE_SKIP_COMPLETION_PORT_ON_SUCCESS`
pub const SKIP_PORT_ON_SUCCESS: u8 = 1;
/// `FILE_SKIP_SET_EVENT_ON_HANDLE`
pub const SKIP_EVENT: u8 = 2;

/// Where the packets of a handle go.
pub struct Association {
    /// The port.
    pub(crate) port: Arc<Port>,
    /// The completion key.
    pub(crate) key: usize,
    /// The handle's signaled state.
    pub(crate) signal: Arc<Signal>,
}

impl Association {
    /// Queues the packet of an operation of the handle.
    pub(crate) fn complete(&self, overlapped: usize, bytes: u32, status: u32) {
        self.port.complete(Packet { bytes, key: self.key, overlapped, status });
    }
}

/// The overlapped side of one handle.
#[derive(Default)]
pub struct Binding {
    association: OnceLock<Arc<Association>>,
    /// Where edges are heard for want of an own port.
    near: OnceLock<Arc<Port>>,
    /// Made for the first that asks.
    signal: OnceLock<Arc<Signal>>,
    modes: AtomicU8,
    watched: AtomicBool,
    /// What the descriptor is watched as.
    watching: Mutex<u64>,
}

impl Binding {
    /// Associates the handle with a port, for good. A descriptor that is watched already moves over.
    ///
    /// # Errors
    /// `WSA_INVALID_PARAMETER`: it has a port. `WSAENOBUFS`: the descriptor cannot be watched there.
    pub fn associate(
        &self,
        port: &Arc<Port>,
        key: usize,
        watched: Option<(BorrowedFd<'_>, Handle)>,
    ) -> WsaResult<()> {
        let _moving = self.watching.lock();
        if self.has_port() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let former = match watched {
            Some((fd, handle)) if self.is_watched() => {
                let former = self.poller()?;
                let moves = !std::ptr::eq(former, port.poller());
                if moves {
                    // Before the other watch ends: should it fail, all is as it was.
                    port.poller().watch(fd, handle.into_raw() as u64)?;
                }
                moves.then_some((former, fd))
            }
            _ => None,
        };
        let association =
            Association { port: Arc::clone(port), key, signal: Arc::clone(self.shared_signal()) };
        self.association.set(Arc::new(association)).map_err(|_| WsaError::WSA_INVALID_PARAMETER)?;
        former.inspect(|(poller, fd)| poller.forget(*fd));
        Ok(())
    }

    /// Sets `SetFileCompletionNotificationModes`; a mode once set stays.
    pub fn add_modes(&self, modes: u8) {
        self.modes.fetch_or(modes, Ordering::Relaxed);
    }

    /// Whether the handle has a completion port.
    pub fn has_port(&self) -> bool {
        self.association.get().is_some()
    }

    /// The signaled state of the handle.
    pub fn signal(&self) -> &Signal {
        self.shared_signal()
    }

    fn shared_signal(&self) -> &Arc<Signal> {
        self.signal.get_or_init(Arc::default)
    }

    /// What an operation of these modes signals beside its event.
    fn signal_of_operation(&self) -> Option<Arc<Signal>> {
        let skipped = self.modes.load(Ordering::Relaxed) & SKIP_EVENT != 0;
        (!skipped).then(|| Arc::clone(self.shared_signal()))
    }

    /// Begins an operation whose end is told by its event or the handle's state, and by the handle's port.
    ///
    /// # Errors
    /// As [`Completion::begin`].
    pub fn begin(&self, lent: Lent) -> WsaResult<Completion> {
        let delivery = match self.association.get() {
            Some(association) => Delivery::Port {
                association: Arc::clone(association),
                modes: self.modes.load(Ordering::Relaxed),
            },
            None if lent.has_event() => Delivery::Silent,
            None => self.signal_of_operation().map_or(Delivery::Silent, Delivery::Signal),
        };
        Completion::begin(lent, delivery)
    }

    /// Begins an operation of the native interface. It is told by `event`, or without one by the handle's state; by
    /// `routine`; and by the handle's port, if `context` is not 0.
    ///
    /// # Errors
    /// `WSA_INVALID_PARAMETER`: a routine, though the handle has a port. Those of [`Completion::begin_native`].
    pub fn begin_native(
        &self,
        block: Lent,
        context: usize,
        event: Option<Arc<Event>>,
        routine: Option<Routine>,
    ) -> WsaResult<Completion> {
        let signal = if event.is_none() { self.signal_of_operation() } else { None };
        let delivery = match (self.association.get(), routine) {
            (Some(_), Some(_)) => return Err(WsaError::WSA_INVALID_PARAMETER),
            (Some(association), None) if context != 0 => Delivery::Port {
                association: Arc::clone(association),
                modes: self.modes.load(Ordering::Relaxed),
            },
            (None, Some(call)) => Delivery::Routine { thread: thread::current(), call, signal },
            (_, None) => signal.map_or(Delivery::Silent, Delivery::Signal),
        };
        Completion::begin_native(block, context, event, delivery)
    }

    /// Tells that an operation without event and routine has ended well within the call that began it.
    pub fn end_at_once(&self, lent: Lent, bytes: usize) {
        let modes = self.modes.load(Ordering::Relaxed);
        let signal = if modes & SKIP_EVENT == 0 { Some(self.signal()) } else { None };
        lent.mark_complete(0, bytes, signal);
        if let Some(association) = self.association.get()
            && modes & SKIP_PORT_ON_SUCCESS == 0
        {
            association.complete(lent.addr(), bytes as u32, 0);
        }
    }

    /// An operation failed within the call that began it: the call says so, nobody else is told.
    pub fn refuse(&self, lent: Lent, error: WsaError) {
        lent.mark_complete(status_of(Some(error)), 0, None);
    }

    /// Begins an operation whose end is told by a routine of the calling thread.
    ///
    /// # Errors
    /// As [`Completion::begin`].
    pub fn begin_with_routine(&self, lent: Lent, call: Routine) -> WsaResult<Completion> {
        self.begin_with_routine_of(thread::current(), lent, call)
    }

    /// [`Binding::begin_with_routine`] for a routine of another thread.
    ///
    /// # Errors
    /// As [`Completion::begin`].
    pub fn begin_with_routine_of(
        &self,
        thread: Arc<Thread>,
        lent: Lent,
        call: Routine,
    ) -> WsaResult<Completion> {
        let signal = self.signal_of_operation();
        Completion::begin(lent, Delivery::Routine { thread, call, signal })
    }

    /// Tells the end of an operation that somebody else has carried out: bytes and status in its OVERLAPPED, then its
    /// event or the handle's state, and the handle's port. Ports hear of every end, also of those within the call.
    ///
    /// # Errors
    /// `WSAEFAULT`: no OVERLAPPED can lie there. `WSA_INVALID_HANDLE`: `hEvent` is no event; nobody but who looks at the
    /// status is told then.
    pub fn tell_end(&self, lent: Lent, bytes: u32, status: u32) -> WsaResult<()> {
        if !lent.is_plausible() {
            return Err(WsaError::WSAEFAULT);
        }
        let raw = lent.event_handle();
        let event = (raw & !1 != 0).then(|| Event::of_handle(raw & !1));
        let skips_event = self.modes.load(Ordering::Relaxed) & SKIP_EVENT != 0;
        let signal = if event.is_some() || skips_event { None } else { Some(self.signal()) };
        lent.set_bytes(bytes as usize);
        lent.mark_complete(status, bytes as usize, signal);
        // The memory is the program's from here on.
        event.transpose()?.inspect(|event| event.set());
        // The lowest bit of hEvent keeps the operation's packet from the port.
        if raw & 1 == 0
            && let Some(association) = self.association.get()
        {
            association.complete(lent.addr(), bytes, status);
        }
        Ok(())
    }

    /// Ends the watch; the next operation that must wait begins it anew.
    pub fn unwatch(&self, fd: BorrowedFd<'_>) {
        let _watching = self.watching.lock();
        self.end_watch(fd);
    }

    /// Has `put` bring another open file under the number of the descriptor. Whoever begins a watch does so before, and
    /// it has ended, or watches the new file. One that is to `stay` goes over to that, as far as the kernel has room.
    pub fn replace<R>(&self, fd: BorrowedFd<'_>, stay: bool, put: impl FnOnce() -> R) -> R {
        let token = self.watching.lock();
        let was_watched = self.end_watch(fd);
        let result = put();
        if was_watched && stay {
            let _ = self.begin_watch(fd, *token);
        }
        result
    }

    /// Whether there was a watch.
    fn end_watch(&self, fd: BorrowedFd<'_>) -> bool {
        let was_watched = self.watched.swap(false, Ordering::AcqRel);
        if was_watched {
            // It was watched, so there is a poller.
            let _ = self.poller().map(|poller| poller.forget(fd));
        }
        was_watched
    }

    fn begin_watch(&self, fd: BorrowedFd<'_>, token: u64) -> WsaResult<()> {
        self.poller()?.watch(fd, token)?;
        self.watched.store(true, Ordering::Release);
        Ok(())
    }

    fn poller(&self) -> WsaResult<&Poller> {
        match (self.association.get(), self.near.get()) {
            (Some(association), _) => Ok(association.port.poller()),
            (None, Some(near)) => Ok(near.poller()),
            (None, None) => commons::poller(),
        }
    }

    /// The handle's port, if it has one.
    pub fn port(&self) -> Option<&Arc<Port>> {
        self.association.get().map(|association| &association.port)
    }

    /// Whether edges are told already.
    #[inline]
    pub fn is_watched(&self) -> bool {
        self.watched.load(Ordering::Acquire)
    }

    /// Has edges of the descriptor told to the handle, from the first operation that must wait on.
    ///
    /// # Errors
    /// `WSAENOBUFS`, `WSAEMFILE`.
    pub fn watch(&self, fd: BorrowedFd<'_>, handle: Handle) -> WsaResult<()> {
        self.watch_near(fd, handle, None)
    }

    /// [`Binding::watch`] for the sake of others, who are told at the port `near`: its threads then hear the edges of a
    /// handle that has no port and is not watched yet.
    ///
    /// # Errors
    /// As [`Binding::watch`].
    pub fn watch_near(&self, fd: BorrowedFd<'_>, handle: Handle, near: Option<&Arc<Port>>) -> WsaResult<()> {
        if self.watched.load(Ordering::Acquire) {
            return Ok(());
        }
        let mut token = self.watching.lock();
        if self.watched.load(Ordering::Acquire) {
            return Ok(());
        }
        *token = handle.into_raw() as u64;
        if let Some(near) = near {
            // The first one stays: edges must not be looked for at two places.
            self.near.get_or_init(|| Arc::clone(near));
        }
        self.begin_watch(fd, *token)
    }
}

#[cfg(all(test, not(loom)))]
mod tests;
