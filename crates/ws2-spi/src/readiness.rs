//! Readiness: what a wait for many sockets asks a provider, and what it is told.

use std::ops::BitOrAssign;

/// What to hand to `ppoll` for a socket.
#[derive(Clone, Copy, Debug)]
pub struct Watch {
    /// A descriptor that becomes ready when the socket may have; -1 when nothing can happen at present.
    pub fd: i32,
    /// POLL* bits of the kernel.
    pub events: u16,
}

/// What a waiter wants to know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Interest {
    /// Data, end of data, or a connection to accept.
    pub readable: bool,
    /// A send would not wait.
    pub writable: bool,
    /// Urgent data, or a connect that failed.
    pub exceptional: bool,
    /// The peer's end of data, even when input is not asked for.
    pub peer_end: bool,
}

impl BitOrAssign for Interest {
    fn bitor_assign(&mut self, other: Interest) {
        self.readable |= other.readable;
        self.writable |= other.writable;
        self.exceptional |= other.exceptional;
        self.peer_end |= other.peer_end;
    }
}

/// A socket's condition as Windows programs know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    /// `recv` or `accept` would not wait.
    pub readable: bool,
    /// `send` would not wait; a connect has succeeded.
    pub writable: bool,
    /// Urgent data is there.
    pub urgent: bool,
    /// A connect has failed.
    pub connect_failed: bool,
    /// The peer has finished sending or the connection is gone.
    pub hung_up: bool,
    /// The connection was reset or aborted.
    pub failed: bool,
    /// Both sides have finished sending, or the connection is gone.
    pub over: bool,
    /// What can be read are connections to accept.
    pub listening: bool,
    /// A connect has succeeded, now or some time ago.
    pub connected: bool,
}
