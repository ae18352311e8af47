//! What the crate keeps about a socket.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use parking_lot::{Condvar, Mutex, MutexGuard};
use ws2_types::abi::foundation::HWND;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::instance::Running;
use crate::next_raw::Next;
use crate::{Address, Layer};

/// How far a connection has come that the layer has a part in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Phase {
    /// It is what the provider below says.
    Plain,
    /// Begun, and not what the program asked for yet.
    Connecting,
    /// Reached by the layer's route.
    Connected,
    /// The layer's route has failed; another `connect` may follow.
    Failed,
    /// Reset by the layer; the socket below is gone.
    Reset,
    /// Closed; the socket below is gone.
    Closed,
}

impl Phase {
    /// All in which there is a number of the program's.
    pub(crate) const OPEN: [Phase; 5] =
        [Phase::Plain, Phase::Connecting, Phase::Connected, Phase::Failed, Phase::Reset];

    fn of(value: u8) -> Phase {
        [Phase::Plain, Phase::Connecting, Phase::Connected, Phase::Failed, Phase::Reset, Phase::Closed]
            [usize::from(value)]
    }
}

/// Who wants to hear of network events.
#[derive(Clone, Copy, Default)]
pub(crate) enum Selection {
    #[default]
    Nobody,
    Event {
        event: ws::WSAEVENT,
        events: i32,
    },
    Window {
        window: Window,
        message: u32,
        events: i32,
    },
}

impl Selection {
    pub(crate) fn wants(&self, event: u32) -> bool {
        match self {
            Selection::Nobody => false,
            Selection::Event { events, .. } | Selection::Window { events, .. } => *events as u32 & event != 0,
        }
    }
}

/// A window as a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window(usize);

impl Window {
    pub(crate) fn of(window: HWND) -> Window {
        Window(window.expose_provenance())
    }

    pub(crate) fn raw(self) -> HWND {
        std::ptr::with_exposed_provenance_mut(self.0)
    }
}

/// What changes.
#[derive(Default)]
pub(crate) struct State {
    /// Whom the program thinks it is connected to, on a route of the layer's.
    pub(crate) peer: Option<Address>,
    /// What `SO_ERROR` tells next.
    pub(crate) error: Option<WsaError>,
    pub(crate) nonblocking: bool,
    pub(crate) selection: Selection,
    /// Network events that the layer adds, with their errors.
    pub(crate) own_events: Vec<(u32, i32)>,
    /// The program's OVERLAPPEDs that are with us, each with the number of its operation.
    pub(crate) pending: HashMap<usize, u64>,
    /// How many operations are with us.
    under_way: usize,
    /// The socket below is connected to where the program did not want to go.
    pub(crate) astray: bool,
}

/// A socket of the program's and the socket below it.
pub(crate) struct Socket<L: Layer> {
    pub(crate) running: Arc<Running<L>>,
    pub(crate) next: Arc<Next>,
    /// The chain, as the program sees its protocol.
    pub(crate) chain: ws::WSAPROTOCOL_INFOW,
    pub(crate) lower: ws::SOCKET,
    /// The program's number.
    pub(crate) upper: ws::SOCKET,
    pub(crate) layer: L::Socket,
    pub(crate) stream: bool,
    phase: AtomicU8,
    state: Mutex<State>,
    changed: Condvar,
    /// Held while the selection below is changed.
    pub(crate) selecting: Mutex<()>,
    /// Taken once, when the first overlapped operation begins.
    pub(crate) at_port: Mutex<bool>,
}

/// What a new socket is made of.
pub(crate) struct Parts<L: Layer> {
    pub(crate) running: Arc<Running<L>>,
    pub(crate) next: Arc<Next>,
    pub(crate) chain: ws::WSAPROTOCOL_INFOW,
    pub(crate) lower: ws::SOCKET,
    pub(crate) upper: ws::SOCKET,
    pub(crate) layer: L::Socket,
    pub(crate) nonblocking: bool,
    pub(crate) selection: Selection,
}

impl<L: Layer> Socket<L> {
    pub(crate) fn new(parts: Parts<L>) -> Arc<Socket<L>> {
        let Parts { running, next, chain, lower, upper, layer, nonblocking, selection } = parts;
        let stream = chain.iSocketType == ws::SOCK_STREAM;
        let state = State { nonblocking, selection, ..State::default() };
        Arc::new(Socket {
            running,
            next,
            chain,
            lower,
            upper,
            layer,
            stream,
            phase: AtomicU8::new(Phase::Plain as u8),
            state: Mutex::new(state),
            changed: Condvar::new(),
            selecting: Mutex::default(),
            at_port: Mutex::default(),
        })
    }

    pub(crate) fn phase(&self) -> Phase {
        Phase::of(self.phase.load(Ordering::Acquire))
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    /// Goes from one of `from` to `to`; the phase it is in otherwise.
    pub(crate) fn turn(&self, from: &[Phase], to: Phase) -> Result<(), Phase> {
        // Under the lock, so that nobody misses it who looks and then waits.
        let _state = self.state.lock();
        let now = self.phase();
        if !from.contains(&now) {
            return Err(now);
        }
        self.phase.store(to as u8, Ordering::Release);
        self.changed.notify_all();
        Ok(())
    }

    /// An operation with this number begins, with the OVERLAPPED at this address.
    pub(crate) fn enter(&self, at: usize, number: u64) {
        let mut state = self.state.lock();
        state.pending.insert(at, number);
        state.under_way += 1;
    }

    /// The operation is over.
    pub(crate) fn leave(&self, at: usize, number: u64) {
        let mut state = self.state.lock();
        // The program may have begun the next one with it already.
        if state.pending.get(&at) == Some(&number) {
            state.pending.remove(&at);
        }
        state.under_way -= 1;
        self.changed.notify_all();
    }

    /// Sleeps until no operation is with us; whether it came to that in time.
    pub(crate) fn drain(&self, limit: std::time::Duration) -> bool {
        self.wait_until(Some(limit), |state| state.under_way == 0)
    }

    /// Tells who waits in [`Socket::wait_until`] that something has changed.
    pub(crate) fn tell_changed(&self) {
        self.changed.notify_all();
    }

    /// Sleeps until `done`, or the time is over; whether it is done.
    pub(crate) fn wait_until(
        &self,
        limit: Option<std::time::Duration>,
        mut done: impl FnMut(&mut State) -> bool,
    ) -> bool {
        let deadline = limit.and_then(|limit| std::time::Instant::now().checked_add(limit));
        let mut state = self.state.lock();
        loop {
            if done(&mut state) {
                return true;
            }
            match deadline {
                None => self.changed.wait(&mut state),
                Some(deadline) => {
                    if self.changed.wait_until(&mut state, deadline).timed_out() {
                        return done(&mut state);
                    }
                }
            }
        }
    }

    /// Sleeps for `delay`, unless the socket goes.
    ///
    /// # Errors
    /// `WSAEINTR`: it was closed. `WSAECONNRESET`: it was reset.
    pub(crate) fn pause(&self, delay: std::time::Duration) -> WsaResult<()> {
        if delay.is_zero() {
            return Ok(());
        }
        self.wait_until(Some(delay), |_| matches!(self.phase(), Phase::Closed | Phase::Reset));
        match self.phase() {
            Phase::Closed => Err(WsaError::WSAEINTR),
            Phase::Reset => Err(WsaError::WSAECONNRESET),
            _ => Ok(()),
        }
    }

    /// Whether data can move as far as the layer knows.
    ///
    /// # Errors
    /// `WSAENOTCONN`, `WSAECONNRESET`, `WSAENOTSOCK`.
    pub(crate) fn ready_for_data(&self) -> WsaResult<()> {
        match self.phase() {
            Phase::Plain | Phase::Connected => Ok(()),
            Phase::Connecting | Phase::Failed => Err(WsaError::WSAENOTCONN),
            Phase::Reset => Err(WsaError::WSAECONNRESET),
            Phase::Closed => Err(WsaError::WSAENOTSOCK),
        }
    }

    /// Whether there is a socket below to ask.
    ///
    /// # Errors
    /// `WSAECONNRESET`, `WSAENOTSOCK`.
    pub(crate) fn exists_below(&self) -> WsaResult<()> {
        match self.phase() {
            Phase::Reset => Err(WsaError::WSAECONNRESET),
            Phase::Closed => Err(WsaError::WSAENOTSOCK),
            _ => Ok(()),
        }
    }
}
