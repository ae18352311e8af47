//! What a poll of the device can ask for, and which of it has happened.
//!
//! The numbers are not Microsoft's to publish; wepoll, libuv and mio agree on them.

use ws2_spi::readiness::{Interest, Readiness};

/// Data to receive.
pub const AFD_POLL_RECEIVE: u32 = 0x001;
/// Urgent data to receive.
pub const AFD_POLL_RECEIVE_EXPEDITED: u32 = 0x002;
/// A send would not wait.
pub const AFD_POLL_SEND: u32 = 0x004;
/// The peer has finished sending.
pub const AFD_POLL_DISCONNECT: u32 = 0x008;
/// The connection was reset or aborted.
pub const AFD_POLL_ABORT: u32 = 0x010;
/// The program has closed the socket.
pub const AFD_POLL_LOCAL_CLOSE: u32 = 0x020;
/// A connect has succeeded.
pub const AFD_POLL_CONNECT: u32 = 0x040;
/// A connection to accept.
pub const AFD_POLL_ACCEPT: u32 = 0x080;
/// A connect has failed.
pub const AFD_POLL_CONNECT_FAIL: u32 = 0x100;

/// What to ask a socket of which somebody wants to know these events.
pub(super) fn interest(events: u32) -> Interest {
    let asks = |any: u32| events & any != 0;
    Interest {
        readable: asks(AFD_POLL_RECEIVE | AFD_POLL_ACCEPT),
        writable: asks(AFD_POLL_SEND | AFD_POLL_CONNECT),
        exceptional: asks(AFD_POLL_RECEIVE_EXPEDITED | AFD_POLL_CONNECT_FAIL),
        peer_end: asks(AFD_POLL_RECEIVE | AFD_POLL_DISCONNECT | AFD_POLL_ABORT),
    }
}

/// Every event that is there.
pub(super) fn happened(is: &Readiness, is_stream: bool) -> u32 {
    let when = |holds: bool, event: u32| if holds { event } else { 0 };
    if is.connect_failed {
        return AFD_POLL_CONNECT_FAIL;
    }
    if is.listening {
        return when(is.readable, AFD_POLL_ACCEPT);
    }
    if !is_stream {
        return when(is.readable, AFD_POLL_RECEIVE) | when(is.writable, AFD_POLL_SEND);
    }
    if is.failed {
        return AFD_POLL_ABORT;
    }
    when(is.unread, AFD_POLL_RECEIVE)
        | when(is.urgent, AFD_POLL_RECEIVE_EXPEDITED)
        | when(is.connected, AFD_POLL_CONNECT)
        | when(is.writable && !is.over, AFD_POLL_SEND)
        | when(is.hung_up, AFD_POLL_DISCONNECT)
        // A connection that both sides have ended is as good as aborted for one who asks for no more than that: the
        // peer's close may have been graceful where that of Windows resets.
        | when(is.over && !is.unread, AFD_POLL_ABORT)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: Readiness = Readiness {
        readable: false,
        unread: false,
        ask_again: false,
        writable: false,
        urgent: false,
        connect_failed: false,
        hung_up: false,
        failed: false,
        over: false,
        listening: false,
        connected: false,
    };

    fn of_stream(is: Readiness) -> u32 {
        happened(&is, true)
    }

    #[test]
    fn data_and_room_are_told_while_the_connection_lasts() {
        assert_eq!(of_stream(QUIET), 0);
        let both = Readiness { readable: true, unread: true, writable: true, ..QUIET };
        assert_eq!(of_stream(both), AFD_POLL_RECEIVE | AFD_POLL_SEND);
        let connected = Readiness { connected: true, ..QUIET };
        assert_eq!(of_stream(connected), AFD_POLL_CONNECT);
        let urgent = Readiness { urgent: true, ..QUIET };
        assert_eq!(of_stream(urgent), AFD_POLL_RECEIVE_EXPEDITED);
    }

    #[test]
    fn the_end_of_the_peer_is_not_data() {
        let ended = Readiness { readable: true, writable: true, hung_up: true, ..QUIET };
        assert_eq!(of_stream(ended), AFD_POLL_DISCONNECT | AFD_POLL_SEND);
        let data_first = Readiness { unread: true, ..ended };
        assert_eq!(of_stream(data_first), AFD_POLL_DISCONNECT | AFD_POLL_SEND | AFD_POLL_RECEIVE);
        let over = Readiness { over: true, ..ended };
        assert_eq!(of_stream(over), AFD_POLL_DISCONNECT | AFD_POLL_ABORT);
        let over = Readiness { unread: true, ..over };
        assert_eq!(of_stream(over), AFD_POLL_DISCONNECT | AFD_POLL_RECEIVE);
    }

    #[test]
    fn failures_stand_alone() {
        let failed = Readiness { readable: true, writable: true, hung_up: true, failed: true, ..QUIET };
        assert_eq!(of_stream(failed), AFD_POLL_ABORT);
        let refused = Readiness { connect_failed: true, ..QUIET };
        assert_eq!(of_stream(refused), AFD_POLL_CONNECT_FAIL);
    }

    #[test]
    fn a_listener_accepts_and_a_datagram_socket_receives_errors_too() {
        let listener = Readiness { readable: true, listening: true, ..QUIET };
        assert_eq!(of_stream(listener), AFD_POLL_ACCEPT);
        let unreachable = Readiness { readable: true, failed: true, ..QUIET };
        assert_eq!(happened(&unreachable, false), AFD_POLL_RECEIVE);
    }
}
