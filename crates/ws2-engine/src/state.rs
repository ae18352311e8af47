//! The life of a socket as Windows programs see it, in one word: phase, half-closes, mode.
//!
//! A provider keeps the word in an atomic and asks it before it acts; the answers are the documented errors
//! of calls in a wrong state. Transitions are pure.

use ws2_types::{WsaError, WsaResult};

/// How far a socket has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Phase {
    /// Created.
    Fresh,
    /// Has a local name.
    Bound,
    /// Takes connections.
    Listening,
    /// A non-blocking connect is on its way.
    Connecting,
    /// Has a peer.
    Connected,
    /// An overlapped accept will give it a peer.
    Accepting,
}

/// A socket's state word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct State(u32);

const PHASE: u32 = 0b111;
/// Messages, no connection: every rule about connections is void.
const DATAGRAM: u32 = 1 << 3;
const NONBLOCKING: u32 = 1 << 4;
const SEND_SHUT: u32 = 1 << 5;
const RECEIVE_SHUT: u32 = 1 << 6;
/// The connection was reset: every later receive says so (C25).
const RESET: u32 = 1 << 7;
/// The connection was aborted after the peer had closed.
const ABORTED: u32 = 1 << 8;
/// Connected by an extension function: not all calls know of it before the context is updated.
const OUTDATED: u32 = 1 << 9;
/// Was disconnected for another use: needs no new name for it.
const REUSED: u32 = 1 << 10;
/// The connection came from a listener.
const FROM_LISTENER: u32 = 1 << 11;
/// The program has received the peer's end of data: nothing is unread and nothing more can come.
const PEER_ENDED: u32 = 1 << 12;
/// `SO_RCVTIMEO` or `SO_SNDTIMEO` was set at some time.
const TIME_LIMITS: u32 = 1 << 13;
/// `SO_OOBINLINE`
const URGENT_INLINE: u32 = 1 << 14;
/// Network events are selected.
const SELECTED: u32 = 1 << 15;

impl State {
    /// A stream socket that was just created.
    pub const STREAM: State = State(Phase::Fresh as u32);
    /// A datagram socket that was just created.
    pub const DATAGRAM: State = State(Phase::Fresh as u32 | DATAGRAM);

    /// The word, for an atomic.
    #[inline]
    pub fn into_bits(self) -> u32 {
        self.0
    }

    /// The inverse of [`State::into_bits`].
    #[inline]
    pub fn from_bits(bits: u32) -> State {
        State(bits)
    }

    /// How far the socket has come.
    #[inline]
    pub fn phase(self) -> Phase {
        match self.0 & PHASE {
            0 => Phase::Fresh,
            1 => Phase::Bound,
            2 => Phase::Listening,
            3 => Phase::Connecting,
            5 => Phase::Accepting,
            _ => Phase::Connected,
        }
    }

    /// The same socket in another phase.
    #[must_use]
    pub fn in_phase(self, phase: Phase) -> State {
        State(self.0 & !PHASE | phase as u32)
    }

    /// Whether it is a stream socket.
    #[inline]
    pub fn is_stream(self) -> bool {
        self.0 & DATAGRAM == 0
    }

    /// Whether calls wait (the default) or fail with `WSAEWOULDBLOCK`.
    #[inline]
    pub fn is_blocking(self) -> bool {
        self.0 & NONBLOCKING == 0
    }

    /// The socket after a selection of network events, or the end of one. Either makes it non-blocking.
    #[must_use]
    pub fn with_selection(self, on: bool) -> State {
        State(if on { self.0 | SELECTED } else { self.0 & !SELECTED } | NONBLOCKING)
    }

    /// Whether network events are selected: they must hear of calls.
    #[inline]
    pub fn is_selected(self) -> bool {
        self.0 & SELECTED != 0
    }

    /// # Errors
    /// `WSAEINVAL`: the socket is to block while network events are selected.
    pub fn check_mode(self, nonblocking: bool) -> WsaResult<()> {
        if nonblocking || !self.is_selected() { Ok(()) } else { Err(WsaError::WSAEINVAL) }
    }

    /// The socket after `FIONBIO`.
    #[must_use]
    pub fn with_nonblocking(self, on: bool) -> State {
        State(if on { self.0 | NONBLOCKING } else { self.0 & !NONBLOCKING })
    }

    /// The socket that `accept` makes from this listener: connected, same mode.
    #[must_use]
    pub fn accepted(self) -> State {
        State(self.0 & (NONBLOCKING | TIME_LIMITS | URGENT_INLINE) | FROM_LISTENER).in_phase(Phase::Connected)
    }

    /// The socket that an overlapped accept gives a connection to; it keeps its own mode.
    #[must_use]
    pub fn accepted_into(self) -> State {
        State(self.accepted().0 | self.0 & SELECTED | OUTDATED)
    }

    /// The socket when an overlapped connect begins.
    #[must_use]
    pub fn connecting_overlapped(self) -> State {
        State(self.0 & !REUSED | OUTDATED).in_phase(Phase::Connecting)
    }

    /// The socket after `SO_UPDATE_ACCEPT_CONTEXT` or `SO_UPDATE_CONNECT_CONTEXT`.
    #[must_use]
    pub fn updated(self) -> State {
        State(self.0 & !OUTDATED)
    }

    /// Whether the socket is connected, but its context was not updated since.
    pub fn is_outdated(self) -> bool {
        self.phase() == Phase::Connected && self.0 & OUTDATED != 0
    }

    /// Whether the connection came from a listener.
    pub fn is_from_listener(self) -> bool {
        self.0 & FROM_LISTENER != 0
    }

    /// The socket after a disconnect that leaves the handle for another use.
    #[must_use]
    pub fn reusable(self) -> State {
        let phase = if self.is_from_listener() { Phase::Fresh } else { Phase::Bound };
        State(self.0 & (NONBLOCKING | TIME_LIMITS | URGENT_INLINE | DATAGRAM | SELECTED) | REUSED)
            .in_phase(phase)
    }

    /// The socket after an overlapped accept came to nothing.
    #[must_use]
    pub fn accept_failed(self) -> State {
        match self.phase() {
            Phase::Accepting => self.in_phase(Phase::Fresh),
            _ => self,
        }
    }

    /// The socket after a reset or an abort was seen; nothing, if the connection of which that was has been left.
    #[must_use]
    pub fn ended_by(self, error: WsaError) -> State {
        match error {
            _ if self.phase() != Phase::Connected => self,
            WsaError::WSAECONNRESET => State(self.0 | RESET),
            WsaError::WSAECONNABORTED => State(self.0 | ABORTED),
            _ => self,
        }
    }

    /// The socket after a connect that failed: free to try again.
    #[must_use]
    pub fn connect_failed(self) -> State {
        self.updated().in_phase(Phase::Bound)
    }

    /// The socket after the program received the end of the peer's data; nothing, as above.
    #[must_use]
    pub fn peer_ended(self) -> State {
        if self.phase() == Phase::Connected { State(self.0 | PEER_ENDED) } else { self }
    }

    /// Whether all input there will ever be was received.
    pub fn has_peer_ended(self) -> bool {
        self.0 & PEER_ENDED != 0
    }

    /// The socket after `SO_OOBINLINE`.
    #[must_use]
    pub fn with_urgent_inline(self, on: bool) -> State {
        State(if on { self.0 | URGENT_INLINE } else { self.0 & !URGENT_INLINE })
    }

    /// Whether urgent data stands in line with the other.
    pub fn is_urgent_inline(self) -> bool {
        self.0 & URGENT_INLINE != 0
    }

    /// Whether a reset or an abort of the connection was seen.
    pub fn has_failed(self) -> bool {
        self.0 & (RESET | ABORTED) != 0
    }

    /// The socket after a time limit of its calls was set.
    #[must_use]
    pub fn with_time_limits(self) -> State {
        State(self.0 | TIME_LIMITS)
    }

    /// Whether calls may have a time limit.
    #[inline]
    pub fn has_time_limits(self) -> bool {
        self.0 & TIME_LIMITS != 0
    }

    /// The socket after `shutdown`.
    #[must_use]
    pub fn shut(self, how: ShutdownHow) -> State {
        let send = if how.sends() { SEND_SHUT } else { 0 };
        let receive = if how.receives() { RECEIVE_SHUT } else { 0 };
        State(self.0 | send | receive)
    }

    /// Whether `shutdown` closed the sending side.
    pub fn is_send_shut(self) -> bool {
        self.0 & SEND_SHUT != 0
    }

    /// Whether `shutdown` closed the receiving side.
    pub fn is_receive_shut(self) -> bool {
        self.0 & RECEIVE_SHUT != 0
    }

    /// How the connection was broken, if it was and a call or an edge has told.
    pub fn failure(self) -> Option<WsaError> {
        match self.0 & (RESET | ABORTED) {
            0 => None,
            ABORTED => Some(WsaError::WSAECONNABORTED),
            _ => Some(WsaError::WSAECONNRESET),
        }
    }

    /// Whether a close finds a connection to end.
    pub fn has_connection(self) -> bool {
        self.is_stream() && self.phase() == Phase::Connected && self.0 & (RESET | ABORTED) == 0
    }

    /// # Errors
    /// `WSAEINVAL`: has a name already.
    pub fn check_bind(self) -> WsaResult<()> {
        if self.phase() == Phase::Fresh { Ok(()) } else { Err(WsaError::WSAEINVAL) }
    }

    /// # Errors
    /// `WSAEOPNOTSUPP`: no stream. `WSAEISCONN`: connected. `WSAEINVAL`: not bound, or connecting.
    pub fn check_listen(self) -> WsaResult<()> {
        match self.phase() {
            _ if !self.is_stream() => Err(WsaError::WSAEOPNOTSUPP),
            Phase::Bound | Phase::Listening => Ok(()),
            Phase::Connected => Err(WsaError::WSAEISCONN),
            Phase::Fresh | Phase::Connecting | Phase::Accepting => Err(WsaError::WSAEINVAL),
        }
    }

    /// # Errors
    /// `WSAEOPNOTSUPP`: no stream. `WSAEINVAL`: not listening.
    pub fn check_accept(self) -> WsaResult<()> {
        match self.phase() {
            _ if !self.is_stream() => Err(WsaError::WSAEOPNOTSUPP),
            Phase::Listening => Ok(()),
            _ => Err(WsaError::WSAEINVAL),
        }
    }

    /// Before an overlapped accept gives the socket a connection.
    ///
    /// # Errors
    /// `WSAEINVAL`: no stream, or it has a name or a peer.
    pub fn check_accept_into(self) -> WsaResult<()> {
        match self.phase() {
            Phase::Fresh if self.is_stream() => Ok(()),
            Phase::Bound if self.is_stream() && self.0 & REUSED != 0 => Ok(()),
            _ => Err(WsaError::WSAEINVAL),
        }
    }

    /// # Errors
    /// `WSAEALREADY`: a connect is on its way. `WSAEISCONN`: connected. `WSAEINVAL`: listening, or connected
    /// without an update of the context.
    pub fn check_connect(self) -> WsaResult<()> {
        match self.phase() {
            _ if !self.is_stream() => Ok(()),
            Phase::Fresh | Phase::Bound => Ok(()),
            Phase::Connecting => Err(WsaError::WSAEALREADY),
            Phase::Connected if !self.is_outdated() => Err(WsaError::WSAEISCONN),
            Phase::Connected | Phase::Listening | Phase::Accepting => Err(WsaError::WSAEINVAL),
        }
    }

    /// Before an overlapped connect, which finds no name by itself.
    ///
    /// # Errors
    /// As [`State::check_connect`]; `WSAEINVAL`: no stream, or not bound.
    pub fn check_connect_overlapped(self) -> WsaResult<()> {
        let nameless = self.phase() == Phase::Fresh && self.0 & REUSED == 0;
        if !self.is_stream() || nameless { Err(WsaError::WSAEINVAL) } else { self.check_connect() }
    }

    /// Before a send to the connected peer.
    ///
    /// # Errors
    /// `WSAESHUTDOWN`: `SD_SEND` came before. `WSAENOTCONN`: no peer. `WSAECONNRESET`, `WSAECONNABORTED`: the
    /// connection has ended so.
    #[inline]
    pub fn check_send(self) -> WsaResult<()> {
        const READY: u32 = Phase::Connected as u32;
        if self.0 & (PHASE | SEND_SHUT | RESET | ABORTED) == READY {
            Ok(())
        } else {
            Err(self.refusal(SEND_SHUT))
        }
    }

    /// Before a send that names its destination. Only datagram sockets heed the name.
    ///
    /// # Errors
    /// As [`State::check_send`]; a datagram socket needs no peer.
    #[inline]
    pub fn check_send_to(self) -> WsaResult<()> {
        match self.0 & (DATAGRAM | SEND_SHUT) {
            DATAGRAM => Ok(()),
            _ => self.check_send(),
        }
    }

    /// Before a receive.
    ///
    /// # Errors
    /// `WSAESHUTDOWN`: `SD_RECEIVE` came before. `WSAENOTCONN`: a stream without peer. `WSAEINVAL`: a datagram
    /// socket without name. `WSAECONNRESET`, `WSAECONNABORTED`: the connection has ended so.
    #[inline]
    pub fn check_receive(self) -> WsaResult<()> {
        const READY: u32 = Phase::Connected as u32;
        match self.0 & (PHASE | DATAGRAM | RECEIVE_SHUT | RESET | ABORTED) {
            READY => Ok(()),
            other
                if other & (DATAGRAM | RECEIVE_SHUT) == DATAGRAM && other & PHASE != Phase::Fresh as u32 =>
            {
                Ok(())
            }
            other if other & (DATAGRAM | RECEIVE_SHUT) == DATAGRAM => Err(WsaError::WSAEINVAL),
            _ => Err(self.refusal(RECEIVE_SHUT)),
        }
    }

    /// # Errors
    /// `WSAENOTCONN`: a stream without peer, or without an update of the context.
    pub fn check_shutdown(self) -> WsaResult<()> {
        if !self.is_stream() || self.phase() == Phase::Connected && !self.is_outdated() {
            Ok(())
        } else {
            Err(WsaError::WSAENOTCONN)
        }
    }

    #[cold]
    fn refusal(self, shut: u32) -> WsaError {
        if self.0 & shut != 0 {
            WsaError::WSAESHUTDOWN
        } else if self.phase() != Phase::Connected {
            WsaError::WSAENOTCONN
        } else if self.0 & RESET != 0 {
            WsaError::WSAECONNRESET
        } else {
            WsaError::WSAECONNABORTED
        }
    }
}

/// `SD_RECEIVE`, `SD_SEND`, `SD_BOTH`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShutdownHow {
    /// 0
    Receive,
    /// 1
    Send,
    /// 2
    Both,
}

impl ShutdownHow {
    /// # Errors
    /// `WSAEINVAL` for any other number.
    pub fn from_raw(how: i32) -> WsaResult<ShutdownHow> {
        match how {
            0 => Ok(ShutdownHow::Receive),
            1 => Ok(ShutdownHow::Send),
            2 => Ok(ShutdownHow::Both),
            _ => Err(WsaError::WSAEINVAL),
        }
    }

    /// Whether sending ends.
    pub fn sends(self) -> bool {
        self != ShutdownHow::Receive
    }

    /// Whether receiving ends.
    pub fn receives(self) -> bool {
        self != ShutdownHow::Send
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use WsaError as E;

    fn stream(phase: Phase) -> State {
        State::STREAM.in_phase(phase)
    }

    /// The documented error of every call in every phase of a stream.
    #[test]
    fn calls_in_each_phase_of_a_stream() {
        use Phase::*;
        let (not, inv) = (Err(E::WSAENOTCONN), Err(E::WSAEINVAL));
        #[rustfmt::skip]
        let rows = [
            // phase      bind    listen                accept  connect               send    receive
            (Fresh,      Ok(()), inv,                  inv,    Ok(()),               not,    not),
            (Bound,      inv,    Ok(()),               inv,    Ok(()),               not,    not),
            (Listening,  inv,    Ok(()),               Ok(()), inv,                  not,    not),
            (Connecting, inv,    inv,                  inv,    Err(E::WSAEALREADY),  not,    not),
            (Connected,  inv,    Err(E::WSAEISCONN),   inv,    Err(E::WSAEISCONN),   Ok(()), Ok(())),
        ];
        for (phase, bind, listen, accept, connect, send, receive) in rows {
            let state = stream(phase);
            assert_eq!(state.check_bind(), bind, "bind, {phase:?}");
            assert_eq!(state.check_listen(), listen, "listen, {phase:?}");
            assert_eq!(state.check_accept(), accept, "accept, {phase:?}");
            assert_eq!(state.check_connect(), connect, "connect, {phase:?}");
            assert_eq!(state.check_send(), send, "send, {phase:?}");
            assert_eq!(state.check_send_to(), send, "sendto, {phase:?}");
            assert_eq!(state.check_receive(), receive, "recv, {phase:?}");
            let shutdown = if phase == Connected { Ok(()) } else { not };
            assert_eq!(state.check_shutdown(), shutdown, "shutdown, {phase:?}");
        }
    }

    #[test]
    fn datagram_sockets_need_a_name_to_receive_and_nothing_to_send() {
        let fresh = State::DATAGRAM;
        assert_eq!(fresh.check_receive(), Err(E::WSAEINVAL));
        assert_eq!(fresh.check_send(), Err(E::WSAENOTCONN));
        assert_eq!(fresh.check_send_to(), Ok(()));
        let bound = fresh.in_phase(Phase::Bound);
        assert_eq!(bound.check_receive(), Ok(()));
        assert_eq!(bound.check_listen(), Err(E::WSAEOPNOTSUPP));
        assert_eq!(bound.shut(ShutdownHow::Receive).check_receive(), Err(E::WSAESHUTDOWN));
        assert!(!fresh.in_phase(Phase::Connected).has_connection());
    }

    #[test]
    fn half_closes_refuse_their_half_only() {
        let state = stream(Phase::Connected);
        let sent = state.shut(ShutdownHow::Send);
        assert_eq!((sent.check_send(), sent.check_receive()), (Err(E::WSAESHUTDOWN), Ok(())));
        let received = state.shut(ShutdownHow::Receive);
        assert_eq!((received.check_send(), received.check_receive()), (Ok(()), Err(E::WSAESHUTDOWN)));
        let both = state.shut(ShutdownHow::Both);
        assert_eq!((both.check_send(), both.check_receive()), (Err(E::WSAESHUTDOWN), Err(E::WSAESHUTDOWN)));
    }

    #[test]
    fn a_reset_is_told_to_every_later_call() {
        let state = stream(Phase::Connected).ended_by(E::WSAECONNRESET);
        assert_eq!(
            (state.check_send(), state.check_receive()),
            (Err(E::WSAECONNRESET), Err(E::WSAECONNRESET))
        );
        assert!(!state.has_connection());
        let state = stream(Phase::Connected).ended_by(E::WSAECONNABORTED);
        assert_eq!(state.check_receive(), Err(E::WSAECONNABORTED));
    }

    #[test]
    fn a_connection_by_extension_is_not_known_everywhere_before_the_update() {
        let bound = stream(Phase::Bound);
        assert_eq!(stream(Phase::Fresh).check_connect_overlapped(), Err(E::WSAEINVAL));
        assert_eq!(bound.check_connect_overlapped(), Ok(()));
        let connected = bound.connecting_overlapped().in_phase(Phase::Connected);
        assert_eq!((connected.check_send(), connected.check_receive()), (Ok(()), Ok(())));
        assert_eq!(connected.check_shutdown(), Err(E::WSAENOTCONN));
        assert_eq!(connected.check_connect_overlapped(), Err(E::WSAEINVAL));
        assert_eq!(connected.updated().check_shutdown(), Ok(()));
        assert_eq!(connected.updated().check_connect_overlapped(), Err(E::WSAEISCONN));
        assert!(!bound.connecting_overlapped().connect_failed().in_phase(Phase::Connected).is_outdated());
    }

    #[test]
    fn a_reused_socket_may_be_connected_or_accepted_into() {
        for connected in [stream(Phase::Connected), stream(Phase::Fresh).accepted_into()] {
            let reused = connected.shut(ShutdownHow::Both).reusable();
            assert_eq!((reused.check_accept_into(), reused.check_connect_overlapped()), (Ok(()), Ok(())));
            assert_eq!(reused.accepted_into().check_send(), Ok(()));
        }
        assert_eq!(stream(Phase::Bound).check_accept_into(), Err(E::WSAEINVAL));
        assert_eq!(State::DATAGRAM.check_accept_into(), Err(E::WSAEINVAL));
        assert_eq!(stream(Phase::Accepting).check_accept_into(), Err(E::WSAEINVAL));
    }

    /// A call on a connection that was taken away ends when the socket is on its way to another use.
    #[test]
    fn what_is_learned_too_late_of_a_connection_does_not_touch_the_next() {
        let left = stream(Phase::Connected).reusable();
        for error in [E::WSAECONNRESET, E::WSAECONNABORTED] {
            assert_eq!(left.ended_by(error), left);
        }
        assert_eq!(left.peer_ended(), left);
    }

    #[test]
    fn the_peer_s_end_belongs_to_one_connection() {
        let ended = stream(Phase::Connected).peer_ended();
        assert!(ended.has_peer_ended() && !stream(Phase::Connected).has_peer_ended());
        assert_eq!((ended.check_send(), ended.check_receive()), (Ok(()), Ok(())));
        assert!(!ended.reusable().has_peer_ended());
    }

    #[test]
    fn a_selection_keeps_the_socket_from_blocking() {
        let selected = stream(Phase::Bound).with_selection(true);
        assert!(selected.is_selected() && !selected.is_blocking());
        assert_eq!((selected.check_mode(false), selected.check_mode(true)), (Err(E::WSAEINVAL), Ok(())));
        let cancelled = selected.with_selection(false);
        assert!(!cancelled.is_selected() && !cancelled.is_blocking());
        assert_eq!(cancelled.check_mode(false), Ok(()));
        // An accepted socket is given its own; one that gets a connection keeps what it has.
        assert!(!selected.accepted().is_selected());
        assert!(selected.accepted_into().is_selected() && selected.reusable().is_selected());
    }

    #[test]
    fn accepted_sockets_take_the_mode_of_the_listener() {
        let listener = stream(Phase::Listening).with_nonblocking(true);
        assert_eq!(listener.accepted().phase(), Phase::Connected);
        assert!(!listener.accepted().is_blocking());
        assert!(!listener.accepted().is_urgent_inline());
        assert!(listener.with_urgent_inline(true).accepted().is_urgent_inline());
    }
}
