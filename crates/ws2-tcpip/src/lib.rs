//! Base provider for TCP and UDP on kernel sockets.
//!
//! Every descriptor blocks in the kernel unless it listens; the program's `FIONBIO` and linger options never
//! reach the kernel, so setting them costs nothing and the engine owns closing. One file per family of calls.
#![forbid(unsafe_code)]

mod accept;
mod blocked;
mod catalog;
mod changes;
mod close;
mod connect;
mod control;
mod data;
mod layout;
mod listing;
mod multicast_session;
mod network_events;
mod observers;
mod option;
mod overlapped;
mod provider;
mod readiness;
mod sharing;
mod socket;

pub use listing::options_in_markdown;
pub use provider::TcpIp;
