//! Sans-I/O rules of sockets: states, options, closing and lingering.
//!
//! Nothing here holds a descriptor or reads a clock: facts and time come in, decisions go out. So every rule
//! can be tried in virtual time, and every provider follows the same ones.
#![forbid(unsafe_code)]

pub mod close;
pub mod close_status;
pub mod linger;
pub mod network_events;
pub mod overlapped;
pub mod registered;
pub mod state;
