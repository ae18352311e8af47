//! Connections on a route of the layer's: carried out so that the program sees one connection, to the address it
//! named, in the way its socket has: blocking, non-blocking with `select` or network events, or overlapped.
//!
//! A call that blocks is carried out in the program's thread; every other connection gets a thread for as long as it
//! takes. Until it is made, the provider below reports no network event of the socket, `select` leaves it out, and
//! transfers fail with `WSAENOTCONN`: what happens on the socket below is not what the program asked for.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::events;
use crate::negotiation::{Negotiation, Step};
use crate::next_raw::Next;
use crate::socket::{Phase, Socket};
use crate::{Address, Kind, Layer, Route};

/// The longest piece of a negotiation that is received at once.
const MOST_RECEIVED: usize = 64 * 1024;
/// A thread that carries out a connection needs little.
const STACK_BYTES: usize = 256 * 1024;
/// How long one wait for the provider below lasts before the time limit is looked at.
const ONE_WAIT: Duration = Duration::from_secs(60);

/// `WSPConnect`. `pass` hands the program's call down.
///
/// # Errors
/// As `connect`; what the layer says.
pub(crate) fn connect<L: Layer>(
    socket: &Arc<Socket<L>>,
    wanted: Address,
    pass: impl FnOnce() -> WsaResult<()>,
) -> WsaResult<()> {
    let route = route_of(socket, &wanted)?;
    if route.is_direct() || is_connected_below(socket) {
        plainly(socket)?;
        return pass();
    }
    if L::DESCRIPTION.kind == Kind::Ifs {
        return on_foreign_handle(socket, route, pass);
    }
    begin(socket)?;
    let attempt = Attempt { socket: socket.clone(), route, wanted, begun: false };
    if !socket.state().nonblocking {
        return attempt.finish();
    }
    let attempt = attempt.start()?;
    attempt.in_background(|_, _| {})?;
    Err(WsaError::WSAEWOULDBLOCK)
}

/// `ConnectEx`, if the layer has a route of its own: `done` is told how it ended, after the program can use it.
/// Nothing: it is to be handed down.
///
/// # Errors
/// As `ConnectEx`.
pub(crate) fn connect_overlapped<L: Layer>(
    socket: &Arc<Socket<L>>,
    wanted: Address,
) -> WsaResult<Option<Attempt<L>>> {
    let route = route_of(socket, &wanted)?;
    if route.is_direct() || is_connected_below(socket) {
        plainly(socket)?;
        return Ok(None);
    }
    if L::DESCRIPTION.kind == Kind::Ifs {
        return match route.refusal {
            Some(error) => Err(error),
            None => Err(WsaError::WSAEOPNOTSUPP),
        };
    }
    if !socket.next.is_bound(socket.lower) {
        return Err(WsaError::WSAEINVAL);
    }
    begin(socket)?;
    Ok(Some(Attempt { socket: socket.clone(), route, wanted, begun: false }))
}

fn route_of<L: Layer>(socket: &Arc<Socket<L>>, wanted: &Address) -> WsaResult<Route> {
    socket.exists_below()?;
    match socket.phase() {
        Phase::Connecting => Err(WsaError::WSAEALREADY),
        Phase::Connected => Err(WsaError::WSAEISCONN),
        _ => socket.running.layer.connect(&socket.layer, wanted),
    }
}

fn is_connected_below<L: Layer>(socket: &Socket<L>) -> bool {
    !socket.state().astray && socket.next.is_connected(socket.lower)
}

/// The handle is not the layer's, so a connection is the base's from its beginning.
fn on_foreign_handle<L: Layer>(
    socket: &Arc<Socket<L>>,
    route: Route,
    pass: impl FnOnce() -> WsaResult<()>,
) -> WsaResult<()> {
    socket.pause(route.delay)?;
    match route.refusal {
        Some(error) => Err(error),
        None if route.via.is_some() => Err(WsaError::WSAEOPNOTSUPP),
        None => pass(),
    }
}

/// A connection that is the provider's below alone.
fn plainly<L: Layer>(socket: &Arc<Socket<L>>) -> WsaResult<()> {
    if socket.turn(&[Phase::Failed], Phase::Plain).is_ok() {
        come_back(socket);
        events::release(socket, true);
    }
    Ok(())
}

fn begin<L: Layer>(socket: &Arc<Socket<L>>) -> WsaResult<()> {
    socket.turn(&[Phase::Plain, Phase::Failed], Phase::Connecting).map_err(|phase| match phase {
        Phase::Connecting => WsaError::WSAEALREADY,
        Phase::Connected => WsaError::WSAEISCONN,
        _ => WsaError::WSAENOTSOCK,
    })?;
    come_back(socket);
    {
        let mut state = socket.state();
        state.error = None;
        state.own_events.clear();
    }
    events::hold(socket);
    Ok(())
}

/// Ends the connection of an earlier attempt, so that the socket below can make another.
fn come_back<L: Layer>(socket: &Socket<L>) {
    if std::mem::take(&mut socket.state().astray) {
        // If it cannot, the next connection says so.
        let _ = crate::extension_ffi::disconnect_for_reuse(socket);
    }
}

/// A connection on its way.
pub(crate) struct Attempt<L: Layer> {
    socket: Arc<Socket<L>>,
    route: Route,
    wanted: Address,
    /// The provider below has begun to connect.
    begun: bool,
}

impl<L: Layer> Attempt<L> {
    /// Begins what does not block, so that errors at once are errors of the program's call.
    fn start(self) -> WsaResult<Attempt<L>> {
        if !self.route.delay.is_zero() || self.route.refusal.is_some() {
            return Ok(self);
        }
        match self.connect_below() {
            Ok(()) | Err(WsaError::WSAEWOULDBLOCK) => Ok(Attempt { begun: true, ..self }),
            Err(error) => {
                // Closed meanwhile, or as before.
                let _ = self.socket.turn(&[Phase::Connecting], Phase::Plain);
                events::release(&self.socket, true);
                Err(error)
            }
        }
    }

    /// Goes on in a thread of its own; `done` hears how it ended.
    pub(crate) fn in_background(
        self,
        done: impl FnOnce(&Arc<Socket<L>>, WsaResult<()>) + Send + 'static,
    ) -> WsaResult<()> {
        let socket = self.socket.clone();
        let name = format!("{} connecting", L::DESCRIPTION.name);
        let thread = thread::Builder::new().name(name).stack_size(STACK_BYTES).spawn(move || {
            let socket = self.socket.clone();
            let attempt = std::panic::AssertUnwindSafe(|| self.finish());
            let result = std::panic::catch_unwind(attempt).unwrap_or_else(|_| {
                conclude(&socket, Err(WsaError::WSAENETDOWN), None);
                Err(WsaError::WSAENETDOWN)
            });
            done(&socket, result);
        });
        thread.map(drop).map_err(|_| {
            conclude(&socket, Err(WsaError::WSAENOBUFS), None);
            WsaError::WSAENOBUFS
        })
    }

    /// It does not begin.
    pub(crate) fn give_up(&self, error: WsaError) {
        conclude(&self.socket, Err(error), None);
    }

    /// Carries it out, and says how it ended.
    pub(crate) fn finish(self) -> WsaResult<()> {
        let peer = self.route.via.is_some().then_some(self.wanted);
        let socket = self.socket.clone();
        let result = self.carry_out();
        conclude(&socket, result, peer);
        result
    }

    /// Connects the socket below, or begins to.
    fn connect_below(&self) -> WsaResult<()> {
        let Socket { next, lower, .. } = &*self.socket;
        let target = self.target();
        if let Some(SocketAddr::V6(v6)) = target.socket_addr()
            && v6.ip().to_ipv4_mapped().is_some()
        {
            // An IPv6 socket gets to IPv4 if it may. If not, connecting says so.
            let off = 0u32.to_ne_bytes();
            let _ = next.set_option(*lower, ws::IPPROTO_IPV6, ws::IPV6_V6ONLY, &off);
        }
        next.connect(*lower, target.as_bytes())
    }

    fn target(&self) -> Address {
        self.route.via.unwrap_or(self.wanted)
    }

    fn carry_out(mut self) -> WsaResult<()> {
        let Socket { next, lower, .. } = &*self.socket;
        if !self.begun {
            self.socket.pause(self.route.delay)?;
            if let Some(error) = self.route.refusal {
                return Err(error);
            }
            match self.connect_below() {
                Ok(()) | Err(WsaError::WSAEWOULDBLOCK) => {}
                Err(error) => return Err(error),
            }
        }
        while !next.is_connected(*lower) {
            if next.wait(*lower, true, ONE_WAIT)? && !next.is_connected(*lower) {
                return Err(next.pending_error(*lower).unwrap_or(WsaError::WSAECONNREFUSED));
            }
        }
        match &mut self.route.negotiation {
            Some(negotiation) => {
                self.socket.state().astray = true;
                negotiate(next, *lower, &mut **negotiation)?;
                self.socket.state().astray = false;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// Sends first data on a connection that was just made.
///
/// # Errors
/// What the provider below says.
pub(crate) fn send_all<L: Layer>(socket: &Socket<L>, mut bytes: &[u8]) -> WsaResult<()> {
    let Socket { next, lower, .. } = socket;
    while !bytes.is_empty() {
        match next.send(*lower, bytes) {
            Ok(sent) => bytes = &bytes[sent.min(bytes.len())..],
            Err(WsaError::WSAEWOULDBLOCK) => {
                next.wait(*lower, true, ONE_WAIT)?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Speaks with the other side until it counts as connected.
///
/// # Errors
/// `WSAETIMEDOUT`; what the negotiation says; what the provider below says.
fn negotiate(next: &Next, lower: ws::SOCKET, negotiation: &mut dyn Negotiation) -> WsaResult<()> {
    let deadline = Instant::now() + negotiation.time_limit();
    let wait = |write| match deadline.saturating_duration_since(Instant::now()) {
        Duration::ZERO => Err(WsaError::WSAETIMEDOUT),
        left => match next.wait(lower, write, left) {
            Ok(true) => Ok(()),
            Ok(false) => Err(WsaError::WSAETIMEDOUT),
            Err(error) => Err(error),
        },
    };
    let mut room = Vec::new();
    let mut received = 0;
    loop {
        match negotiation.next(&room[..received]) {
            Step::Send(bytes) => {
                received = 0;
                let mut left = &bytes[..];
                while !left.is_empty() {
                    wait(true)?;
                    match next.send(lower, left) {
                        Ok(sent) => left = &left[sent.min(left.len())..],
                        Err(WsaError::WSAEWOULDBLOCK) => {}
                        Err(error) => return Err(lost(error, negotiation)),
                    }
                }
            }
            Step::Receive(most) => {
                room.resize(most.clamp(1, MOST_RECEIVED), 0);
                received = loop {
                    wait(false)?;
                    match next.receive(lower, &mut room) {
                        Ok(0) => return Err(negotiation.ended()),
                        Ok(received) => break received.min(room.len()),
                        Err(WsaError::WSAEWOULDBLOCK) => {}
                        Err(error) => return Err(lost(error, negotiation)),
                    }
                };
            }
            Step::Done => return Ok(()),
            Step::Failed(error) => return Err(error),
        }
    }
}

/// A connection that was there and is lost has no place among the errors of `connect`.
fn lost(error: WsaError, negotiation: &dyn Negotiation) -> WsaError {
    match error {
        WsaError::WSAECONNRESET | WsaError::WSAECONNABORTED => negotiation.ended(),
        other => other,
    }
}

/// The program hears how its connection ended.
fn conclude<L: Layer>(socket: &Arc<Socket<L>>, result: WsaResult<()>, peer: Option<Address>) {
    {
        let mut state = socket.state();
        match result {
            Ok(()) => state.peer = peer,
            Err(error) => state.error = Some(error),
        }
    }
    let to = if result.is_ok() { Phase::Connected } else { Phase::Failed };
    if socket.turn(&[Phase::Connecting], to).is_ok() {
        events::tell(socket, ws::FD_CONNECT, result.err());
        if result.is_ok() {
            events::release(socket, false);
        }
    }
    socket.running.waiters.tell(&socket.running.upcalls());
}
