//! The thread at which operations of the provider below complete.

use std::collections::BinaryHeap;
use std::ptr;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use ws2_types::abi::foundation::INVALID_HANDLE_VALUE;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::{WsaError, WsaResult};

use crate::Layer;
use crate::instance::Running;
use crate::library_raw::Library;
use crate::operation_raw::{Operation, handle};
use crate::socket::{Phase, Socket};

/// Completion keys of packets that are no operation's.
const STOP: usize = 1;
const LOOK: usize = 2;
/// The key of operations.
const OPERATION: usize = 0;
const INFINITE: u32 = u32::MAX;

/// A completion port and its thread. One thread, so that operations reach the program in the order in which they
/// ended.
pub(crate) struct Worker {
    port: usize,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Worker {
    /// The layer's worker, made when the first operation needs it.
    ///
    /// # Errors
    /// `WSAENOBUFS`: there is no port, or no thread.
    pub(crate) fn of<L: Layer>(running: &Arc<Running<L>>) -> WsaResult<&Worker> {
        if let Some(worker) = running.worker.get() {
            return Ok(worker);
        }
        let mut failed = false;
        let worker = running.worker.get_or_init(|| {
            // SAFETY: a new port of no file.
            let port = unsafe {
                (running.library.CreateIoCompletionPort)(INVALID_HANDLE_VALUE, ptr::null_mut(), 0, 1)
            };
            let port = port.expose_provenance();
            let its_own = running.clone();
            let name = format!("{} completions", L::DESCRIPTION.name);
            let thread = match port {
                0 => None,
                port => thread::Builder::new().name(name).spawn(move || run(&its_own, port)).ok(),
            };
            failed = thread.is_none();
            Worker { port, thread: Mutex::new(thread) }
        });
        if failed || worker.thread.lock().is_none() { Err(WsaError::WSAENOBUFS) } else { Ok(worker) }
    }

    /// Lets the operations of the socket below complete here.
    ///
    /// # Errors
    /// What `CreateIoCompletionPort` fails with.
    pub(crate) fn take_in<L: Layer>(&self, socket: &Socket<L>) -> WsaResult<()> {
        let mut taken = socket.at_port.lock();
        if !*taken {
            let library = &socket.running.library;
            // SAFETY: the numbers of a socket and a port.
            let port = unsafe {
                (library.CreateIoCompletionPort)(handle(socket.lower), handle(self.port), OPERATION, 0)
            };
            if port.is_null() {
                // A number that is no handle any more was a socket's.
                return Err(match library.last_error() {
                    WsaError::WSA_INVALID_HANDLE => WsaError::WSAENOTSOCK,
                    other => other,
                });
            }
            *taken = true;
        }
        Ok(())
    }

    /// Lets the thread look which operations need not wait any longer.
    pub(crate) fn look(&self, library: &Library) {
        self.post(library, LOOK);
    }

    /// Ends the thread after what is in the port.
    pub(crate) fn stop(&self, library: &Library) {
        if let Some(thread) = self.thread.lock().take() {
            self.post(library, STOP);
            // A panic there was reported there.
            let _ = thread.join();
            // SAFETY: the port is ours, and nobody waits there any more.
            unsafe { (library.CloseHandle)(handle(self.port)) };
        }
    }

    fn post(&self, library: &Library, key: usize) {
        // SAFETY: a packet without OVERLAPPED.
        unsafe { (library.PostQueuedCompletionStatus)(handle(self.port), 0, key, ptr::null_mut()) };
    }
}

/// A completed operation that the program is not to hear of yet.
struct Later<L: Layer> {
    due: Instant,
    operation: Box<Operation<L>>,
}

impl<L: Layer> PartialEq for Later<L> {
    fn eq(&self, other: &Self) -> bool {
        self.due == other.due
    }
}

impl<L: Layer> Eq for Later<L> {}

impl<L: Layer> PartialOrd for Later<L> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<L: Layer> Ord for Later<L> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // The earliest is the greatest.
        other.due.cmp(&self.due)
    }
}

fn run<L: Layer>(running: &Arc<Running<L>>, port: usize) {
    let library = &running.library;
    let mut later: BinaryHeap<Later<L>> = BinaryHeap::new();
    loop {
        let now = Instant::now();
        while later.peek().is_some_and(|first| first.due <= now) {
            finish(later.pop());
        }
        let millis = match later.peek() {
            None => INFINITE,
            Some(first) => (first.due - now).as_micros().div_ceil(1000).min(60_000) as u32,
        };
        let (mut bytes, mut key, mut ours) = (0, 0, ptr::null_mut::<OVERLAPPED>());
        // SAFETY: locals that outlive the call.
        unsafe {
            (library.GetQueuedCompletionStatus)(handle(port), &mut bytes, &mut key, &mut ours, millis);
        }
        if !ours.is_null() {
            // SAFETY: only our operations complete here, each once.
            let operation = unsafe { Operation::<L>::of(ours) };
            let delay = operation.delay;
            let later_one = Later { due: Instant::now() + delay, operation };
            match delay.is_zero() || is_closed(&later_one) {
                true => finish(Some(later_one)),
                false => later.push(later_one),
            }
        } else if key == STOP {
            later.into_iter().for_each(|one| finish(Some(one)));
            return;
        } else if key == LOOK {
            let (closed, open) = later.into_iter().partition::<Vec<_>, _>(is_closed);
            later = open.into();
            closed.into_iter().for_each(|one| finish(Some(one)));
        }
    }
}

fn is_closed<L: Layer>(later: &Later<L>) -> bool {
    later.operation.socket().phase() == Phase::Closed
}

/// Nothing a layer does there may end the thread that all its sockets need.
fn finish<L: Layer>(later: Option<Later<L>>) {
    if let Some(Later { operation, .. }) = later {
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| operation.complete()));
    }
}

/// How long closing waits for the operations that it has cancelled. The provider below completes them at once; the
/// limit is for one that never does.
pub(crate) const DRAIN_LIMIT: Duration = Duration::from_secs(10);
