//! Start-up, the catalog as the process sees it, and the way from a socket to its provider.
//!
//! Dispatch knows which provider a socket belongs to and nothing else about it.
#![allow(non_snake_case, reason = "upcalls keep Microsoft's spelling")]

pub mod async_request;
pub mod catalog;
pub mod config_change;
pub mod layered_socket;
pub mod loader;
pub mod name_spaces;
pub mod route;
pub mod select;
pub mod shared_library;
pub mod sockets;
pub mod startup;
pub mod upcalls;
