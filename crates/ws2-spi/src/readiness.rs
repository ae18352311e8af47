//! Readiness: what a wait for many sockets asks a provider, and what it is told.
//!
//! A wait may hold sockets of any providers. It sleeps in one `ppoll` of the descriptors it was given, and an
//! interrupt of its thread ends that; so a provider either names a descriptor or tells of changes by itself.

use std::ops::BitOrAssign;

/// How a wait learns that a socket may have become ready.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Watch {
    /// A descriptor that becomes ready when the socket may have, open as long as the socket is pinned; it may be an
    /// `eventfd` of the provider's own. -1: see [`Watch::TOLD`].
    pub fd: i32,
    /// POLL* bits of the kernel. What comes back goes to
    /// [`ProviderSocket::readiness`](crate::ProviderSocket::readiness).
    pub events: u16,
}

impl Watch {
    /// The provider tells: it calls `win32_wait::blocking::came_to_life` after each change of what
    /// [`ProviderSocket::readiness`](crate::ProviderSocket::readiness) answers to 0, or of the watch itself. For
    /// sockets without a descriptor, and for those that cannot become ready as they are.
    pub const TOLD: Watch = Watch { fd: -1, events: 0 };
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
    /// That is so for data, a datagram's fate or a connection, not for the end alone.
    pub unread: bool,
    /// `send` would not wait; a connect has succeeded.
    pub writable: bool,
    /// Urgent data is there, not in line with the other.
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
    /// What the kernel told may not be told again. Without it, a socket that is not ready in spite of the kernel's
    /// word is passed over until the provider tells of a change.
    pub ask_again: bool,
}
