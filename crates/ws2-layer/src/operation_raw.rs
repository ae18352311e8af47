//! Overlapped operations through a non-IFS layer: the provider below gets an OVERLAPPED of ours, the program's is
//! completed when ours is.
//!
//! All of ours complete at one port, whose thread (`worker_raw.rs`) tells the program: in the program's thread by an APC if it gave
//! a routine, else by `WPUCompleteOverlappedRequest`. A call that began an operation always says `WSA_IO_PENDING`, so
//! there is one way in which it ends. In the program's OVERLAPPED, `Offset` keeps the flags and `OffsetHigh` the error, for
//! `WSPGetOverlappedResult`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult, status};

use crate::layer::TransferKind;
use crate::lent_raw::is_absent;
use crate::next_raw::Ended;
use crate::socket::{Phase, Socket};
use crate::worker_raw::Worker;
use crate::{Layer, Moved};

/// What the program gave with a call.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) overlapped: *mut OVERLAPPED,
    pub(crate) routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    /// The thread of the routine.
    pub(crate) thread: Option<ws::WSATHREADID>,
    /// Whether `thread` was opened for this operation.
    pub(crate) owns_thread: bool,
}

/// An operation that is with the provider below. The OVERLAPPED comes first: its address leads back.
#[repr(C)]
pub(crate) struct Operation<L: Layer> {
    ours: OVERLAPPED,
    socket: Arc<Socket<L>>,
    asked: Asked,
    number: u64,
    kind: Option<TransferKind>,
    /// Flags of a receive, which the provider below writes when it is complete at once.
    pub(crate) flags: u32,
    pub(crate) delay: Duration,
}

// SAFETY: the program lends its OVERLAPPED until it is completed, to whichever thread does that.
unsafe impl<L: Layer> Send for Operation<L> {}

static NUMBERS: AtomicU64 = AtomicU64::new(1);

impl<L: Layer> Operation<L> {
    /// Begins an operation: `start` hands our OVERLAPPED to the provider below.
    ///
    /// # Errors
    /// `WSA_IO_PENDING`: it has begun. Everything else: it has not.
    ///
    /// # Safety
    /// `asked.overlapped` is valid until the operation is complete, and used for one operation at a time.
    pub(crate) unsafe fn begin(
        socket: &Arc<Socket<L>>,
        asked: Asked,
        kind: Option<TransferKind>,
        delay: Duration,
        flags: u32,
        start: impl FnOnce(*mut OVERLAPPED, *mut u32) -> WsaResult<()>,
    ) -> WsaResult<()> {
        Worker::of(&socket.running)?.take_in(socket)?;
        // SAFETY: passed on.
        let operation = unsafe { Operation::prepare(socket, asked, kind, delay, flags) }?;
        let operation = Box::into_raw(operation);
        // The port's thread owns it from here on, unless it does not begin.
        // SAFETY: just made; nobody else has it yet.
        let (ours, flags) = unsafe { (&raw mut (*operation).ours, &raw mut (*operation).flags) };
        match start(ours, flags) {
            Ok(()) | Err(WsaError::WSA_IO_PENDING) => Err(WsaError::WSA_IO_PENDING),
            Err(error) => {
                // SAFETY: it has not begun, so no packet will come for it.
                let operation = unsafe { Box::from_raw(operation) };
                operation.take_back(error);
                Err(error)
            }
        }
    }

    /// An operation that the layer itself ends, with [`Operation::end`].
    ///
    /// # Safety
    /// As for [`Operation::begin`]. A pointer that can be no OVERLAPPED is `WSAEFAULT`.
    pub(crate) unsafe fn prepare(
        socket: &Arc<Socket<L>>,
        asked: Asked,
        kind: Option<TransferKind>,
        delay: Duration,
        flags: u32,
    ) -> WsaResult<Box<Operation<L>>> {
        check(asked.overlapped)?;
        let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's promise.
        let event = unsafe { (*asked.overlapped).hEvent }.addr() & !1;
        if event != 0 && asked.routine.is_none() {
            socket.running.upcalls().reset_event(event as isize)?;
        }
        // SAFETY: the caller's promise.
        unsafe { internal(asked.overlapped).store(status::STATUS_PENDING as usize, Ordering::Release) };
        socket.enter(asked.overlapped.addr(), number);
        let ours = OVERLAPPED::default();
        Ok(Box::new(Operation { ours, socket: socket.clone(), asked, number, kind, flags, delay }))
    }

    /// The operation behind one of our OVERLAPPEDs.
    ///
    /// # Safety
    /// `ours` came out of the port, for the first time.
    pub(crate) unsafe fn of(ours: *mut OVERLAPPED) -> Box<Operation<L>> {
        // SAFETY: it is the first field of an operation that `begin` has let go of.
        unsafe { Box::from_raw(ours.cast()) }
    }

    pub(crate) fn socket(&self) -> &Arc<Socket<L>> {
        &self.socket
    }

    /// The provider below is done: finds out how it went and tells the program.
    pub(crate) fn complete(self) {
        let socket = &self.socket;
        let told = socket.next.overlapped_result(socket.lower, &self.ours);
        // If the socket below is gone, how the operation ended stands in the OVERLAPPED.
        let mut ended = told.unwrap_or_else(|_| Ended {
            error: status::wsa_error_of(self.ours.Internal as u32),
            bytes: self.ours.InternalHigh as u32,
            flags: self.flags,
        });
        if ended.error.is_some() && socket.phase() == Phase::Reset {
            ended.error = Some(WsaError::WSAECONNRESET);
        }
        if let Some(kind) = self.kind {
            let result = ended.error.map_or(Ok(ended.bytes as usize), Err);
            socket.running.layer.moved(&socket.layer, &Moved { kind, result });
        }
        self.end(ended);
    }

    /// Completes the program's OVERLAPPED.
    pub(crate) fn end(self, ended: Ended) {
        let Asked { overlapped, routine, thread, owns_thread } = self.asked;
        let running = &self.socket.running;
        let Ended { error, bytes, flags } = ended;
        let code = error.map_or(0, WsaError::code) as u32;
        // SAFETY: the program's, until what follows.
        unsafe {
            (*overlapped).Anonymous.Anonymous.Offset = flags;
            (*overlapped).Anonymous.Anonymous.OffsetHigh = code;
        }
        let ending = running.ending.load(Ordering::Acquire);
        if ending || routine.is_some() {
            // SAFETY: as above.
            unsafe {
                (*overlapped).InternalHigh = bytes as usize;
                internal(overlapped).store(status::status_of(error) as usize, Ordering::Release);
            }
        }
        if ending {
            // After the last clean-up nobody is told.
        } else if let (Some(routine), Some(thread)) = (routine, thread) {
            let call = Box::into_raw(Box::new(RoutineCall { routine, code, bytes, overlapped, flags }));
            // SAFETY: the call is freed by the routine that it is handed to, or below.
            if unsafe {
                running.upcalls().queue_apc(&thread, call_routine, call.expose_provenance()).is_err()
            } {
                // SAFETY: it was not queued: the thread has ended.
                drop(unsafe { Box::from_raw(call) });
            }
            if owns_thread {
                let _ = running.upcalls().close_thread(&thread);
            }
        } else {
            let mut failed = 0;
            // SAFETY: a socket of ours and the program's OVERLAPPED, which is not touched after.
            unsafe {
                (running.library.WPUCompleteOverlappedRequest)(
                    self.socket.upper,
                    overlapped,
                    code,
                    bytes,
                    &mut failed,
                )
            };
        }
        self.leave();
    }

    /// It has not begun: the OVERLAPPED is the program's again.
    pub(crate) fn take_back(self, error: WsaError) {
        // SAFETY: the program's, and nothing is under way with it.
        unsafe {
            internal(self.asked.overlapped).store(status::status_of(Some(error)) as usize, Ordering::Release);
        }
        if let (true, Some(thread)) = (self.asked.owns_thread, &self.asked.thread) {
            let _ = self.socket.running.upcalls().close_thread(thread);
        }
        self.leave();
    }

    fn leave(&self) {
        self.socket.leave(self.asked.overlapped.addr(), self.number);
    }
}

struct RoutineCall {
    routine: unsafe extern "system" fn(u32, u32, *mut OVERLAPPED, u32),
    code: u32,
    bytes: u32,
    overlapped: *mut OVERLAPPED,
    flags: u32,
}

unsafe extern "system" fn call_routine(context: usize) {
    let call: *mut RoutineCall = std::ptr::with_exposed_provenance_mut(context);
    // SAFETY: made by `end` for this one call.
    let call = unsafe { Box::from_raw(call) };
    // SAFETY: the program's routine, with the arguments it is documented to get.
    unsafe { (call.routine)(call.code, call.bytes, call.overlapped, call.flags) }
}

/// # Errors
/// `WSAEFAULT`: it is not there, or can be none.
fn check(overlapped: *const OVERLAPPED) -> WsaResult<()> {
    if is_absent(overlapped) || !overlapped.is_aligned() { Err(WsaError::WSAEFAULT) } else { Ok(()) }
}

/// The word that says whether an operation is complete.
///
/// # Safety
/// `overlapped` is valid while the result is used.
unsafe fn internal<'a>(overlapped: *mut OVERLAPPED) -> &'a AtomicUsize {
    // SAFETY: the caller's promise; the field has the size and alignment of an address.
    unsafe { AtomicUsize::from_ptr(&raw mut (*overlapped).Internal) }
}

/// `WSPGetOverlappedResult`.
///
/// # Errors
/// `WSA_IO_INCOMPLETE`; `WSAEFAULT`.
///
/// # Safety
/// `overlapped` is one the program has begun an operation with.
pub(crate) unsafe fn result_of<L: Layer>(
    socket: &Socket<L>,
    overlapped: *mut OVERLAPPED,
    wait: bool,
) -> WsaResult<Ended> {
    check(overlapped)?;
    // SAFETY: the caller's promise.
    let word = unsafe { internal(overlapped) };
    let pending = || word.load(Ordering::Acquire) as u32 == status::STATUS_PENDING;
    if pending() {
        if !wait {
            return Err(WsaError::WSA_IO_INCOMPLETE);
        }
        // SAFETY: the caller's promise.
        let event = unsafe { (*overlapped).hEvent }.addr() & !1;
        if event != 0 {
            let (library, event) = (&socket.running.library, event as isize);
            // SAFETY: one number, which may be no event.
            if unsafe { (library.WSAWaitForMultipleEvents)(1, &event, 0, u32::MAX, 0) } == u32::MAX {
                return Err(library.last_error());
            }
        }
        let at = overlapped.addr();
        let begun = socket.state().pending.get(&at).copied();
        socket.wait_until(None, |state| begun.is_none() || state.pending.get(&at).copied() != begun);
        if pending() {
            return Err(WsaError::WSA_IO_INCOMPLETE);
        }
    }
    // SAFETY: complete, so nobody but the program writes there.
    let (flags, code, bytes) = unsafe {
        let facts = (*overlapped).Anonymous.Anonymous;
        (facts.Offset, facts.OffsetHigh, (*overlapped).InternalHigh)
    };
    let error = (code != 0).then(|| WsaError::from_code(code as i32));
    Ok(Ended { error, bytes: bytes as u32, flags })
}

/// The last clean-up: operations that the provider below did not end are over, and nobody is told.
pub(crate) fn abandon<L: Layer>(socket: &Socket<L>) {
    let pending: Vec<usize> = socket.state().pending.drain().map(|(at, _)| at).collect();
    for at in pending {
        let overlapped: *mut OVERLAPPED = std::ptr::with_exposed_provenance_mut(at);
        let aborted = status::status_of(Some(WsaError::WSA_OPERATION_ABORTED)) as usize;
        // SAFETY: lent by the program until it is complete, which it is now.
        unsafe { internal(overlapped).store(aborted, Ordering::Release) };
    }
    socket.tell_changed();
}

/// A HANDLE of a number.
pub(crate) fn handle(number: usize) -> HANDLE {
    std::ptr::with_exposed_provenance_mut(number)
}
