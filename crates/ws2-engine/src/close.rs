//! What `closesocket` does: the linger table (C21..C36) as one pure decision, and a lingering close as a
//! small state machine over time.
//!
//! Source: the close contract of `docs/behaviour/close.md`, readings X2, X3, X6 and X12.

use std::time::Duration;

use ws2_types::{WsaError, WsaResult};

use crate::linger::LingerMode;

/// What closing a provider's connections can mean on its wire.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Transport {
    /// The wire has an abort (TCP's RST).
    pub abort: bool,
}

/// TCP.
pub const TCP: Transport = Transport { abort: true };

/// A socket at the moment of closing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CloseFacts {
    /// `None` for sockets without a connection: datagrams, listeners, never connected ones.
    pub connection: Option<Connection>,
    /// The linger options.
    pub linger: LingerMode,
    /// Blocking mode of the socket.
    pub blocking: bool,
    /// This is the last handle of the underlying socket.
    pub last_reference: bool,
}

/// A connection at the moment of closing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Connection {
    /// What the wire can do.
    pub transport: Transport,
    /// Data bytes sent or queued and not acknowledged; the queued FIN of an earlier shutdown not counted.
    pub unacknowledged_bytes: u32,
    /// Bytes the program never received.
    pub unread_bytes: u32,
}

/// What a close has to do. The handle dies in every case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Only the descriptor goes; the wire sees nothing (C5) or whatever release means to an idle socket.
    Release,
    /// Hand queued data and FIN to the background and return at once.
    Background {
        /// Input must first be made harmless: it would turn the close into a reset and destroy the queue.
        discard_input: bool,
    },
    /// Reset at once; queued data is lost.
    Abort,
    /// Block until everything is acknowledged, at most this long; then [`Lingering`] decides.
    Linger(Duration),
}

/// Decides a close.
///
/// # Errors
/// `WSAEWOULDBLOCK`: non-blocking, a linger time, and data not yet acknowledged. The socket stays as it is and
/// no disconnect is initiated (C31).
pub fn decide(facts: &CloseFacts) -> WsaResult<Decision> {
    let Some(connection) = facts.connection.filter(|_| facts.last_reference) else {
        return Ok(Decision::Release);
    };
    let outstanding = connection.unacknowledged_bytes > 0;
    match facts.linger {
        LingerMode::Hard if connection.transport.abort => Ok(Decision::Abort),
        LingerMode::Hard | LingerMode::Off => Ok(background(&connection)),
        LingerMode::Within(_) if !outstanding => Ok(background(&connection)),
        LingerMode::Within(time) if facts.blocking => Ok(Decision::Linger(time)),
        LingerMode::Within(_) => Err(WsaError::WSAEWOULDBLOCK),
    }
}

fn background(connection: &Connection) -> Decision {
    // Input that comes while data is still on its way would also reset the connection, so data that is not
    // acknowledged is reason enough.
    let discard_input = connection.unacknowledged_bytes > 0 || connection.unread_bytes > 0;
    Decision::Background { discard_input }
}

/// A close that waits (C27..C30). Time is an argument; nothing is read from a clock.
#[derive(Clone, Copy, Debug)]
pub struct Lingering {
    deadline: Duration,
    next_look: Duration,
    pause: Duration,
}

/// What a lingering close has to do next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Wait for the connection's next change of state, at most this long, then look again.
    Wait(Duration),
    /// All data is acknowledged, or the connection is gone: release it gracefully. Returns 0.
    Finish,
    /// The time is over and data is left: reset. Returns 0 all the same (C29).
    Abort,
}

/// First pause between looks at the send queue. The kernel tells when everything *and* the FIN is
/// acknowledged, but that the data alone is, it does not tell; peers may delay the FIN's acknowledgement by
/// 40 ms, which the program need not wait for (X12).
const FIRST_PAUSE: Duration = Duration::from_micros(500);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

impl Lingering {
    /// Begins at `now`.
    pub fn begin(now: Duration, time: Duration) -> Lingering {
        Lingering { deadline: now + time, next_look: now, pause: FIRST_PAUSE }
    }

    /// Decides after a look at the connection: `None` when it ended by itself, else its data bytes that are
    /// not acknowledged.
    pub fn step(&mut self, now: Duration, unacknowledged_bytes: Option<u32>) -> Step {
        match unacknowledged_bytes {
            None | Some(0) => return Step::Finish,
            Some(_) if now >= self.deadline => return Step::Abort,
            Some(_) => {}
        }
        if now >= self.next_look {
            self.next_look = now + self.pause;
            self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        }
        Step::Wait(self.next_look.min(self.deadline) - now)
    }
}

#[cfg(test)]
mod tests;
