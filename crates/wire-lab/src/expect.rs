//! What a script can wait for, and the error it gets instead, which shows the timeline of the wire.

use std::fmt;
use std::time::Duration;

use crate::capture::Capture;

/// Something the program's side of a connection may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// It sends a FIN.
    Fin,
    /// It sends a RST.
    Rst,
    /// The peer has this many bytes of its data, counted from the start, in order and without gaps.
    Bytes(usize),
    /// It has acknowledged all the peer sent.
    Acknowledged,
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fin => write!(f, "a FIN from the program"),
            Self::Rst => write!(f, "a RST from the program"),
            Self::Bytes(total) => write!(f, "{total} bytes from the program"),
            Self::Acknowledged => write!(f, "the program's ACK of all the peer sent"),
        }
    }
}

/// An expectation that did not come true, with the record up to then.
#[derive(Clone, Debug)]
pub struct ExpectationFailed {
    wanted: String,
    reason: String,
    capture: Capture,
}

impl ExpectationFailed {
    pub(crate) fn new(wanted: impl fmt::Display, reason: impl fmt::Display, capture: Capture) -> Self {
        Self { wanted: wanted.to_string(), reason: reason.to_string(), capture }
    }

    pub(crate) fn timed_out(wanted: impl fmt::Display, within: Duration, capture: Capture) -> Self {
        Self::new(wanted, format_args!("nothing of the kind within {within:?}"), capture)
    }

    /// The record up to the failure.
    pub fn capture(&self) -> &Capture {
        &self.capture
    }
}

impl fmt::Display for ExpectationFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}: {}\n{}", self.wanted, self.reason, self.capture)
    }
}

impl std::error::Error for ExpectationFailed {}
