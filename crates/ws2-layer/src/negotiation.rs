//! What has to be said to another host before a connection counts as one.

use std::time::Duration;

use ws2_types::WsaError;

/// The side of a protocol that a layer speaks on a fresh connection, as plain data: bytes in, bytes out. Whether the
/// program's socket blocks is not its business.
pub trait Negotiation: Send + 'static {
    /// What to do next, now that `received` came: nothing at the beginning and after [`Step::Send`].
    fn next(&mut self, received: &[u8]) -> Step;

    /// What the program's connection fails with when the other side ends the connection in between.
    fn ended(&self) -> WsaError {
        WsaError::WSAECONNREFUSED
    }

    /// How long all of it may take, before it fails with `WSAETIMEDOUT`.
    fn time_limit(&self) -> Duration {
        Duration::from_secs(30)
    }
}

/// The next thing to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// Send all of this.
    Send(Vec<u8>),
    /// Wait for at least one byte, at most so many; what comes after belongs to the program.
    Receive(usize),
    /// The program is connected.
    Done,
    /// The program's connection fails.
    Failed(WsaError),
}
