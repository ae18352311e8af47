//! The contract between dispatch and a transport provider.
//!
//! Calls go down through [`Provider`] and [`ProviderSocket`] only. A provider never calls dispatch; what it
//! needs from above it is handed as an argument. Errors are what the service provider interface documents for
//! the call of the same name; `WSANOTINITIALISED` is never a provider's business.

pub mod catalog;
pub mod network_events;
pub mod observer;
pub mod overlapped;
pub mod procedures;
pub mod provider;
pub mod readiness;

pub use network_events::{EventSink, Selection};
pub use observer::Observer;
pub use procedures::Procedures;
pub use provider::{
    AcceptRequest, CloseHandle, Provider, ProviderSocket, SocketParts, SocketRequest, Verdict,
};
pub use ws2_sys::address::WindowsAddress;
pub use ws2_sys::socket_raw::LentBuffer;
