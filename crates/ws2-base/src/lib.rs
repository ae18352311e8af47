//! What all base providers of the library have in common: their sockets in the handle table, waits for many of them,
//! network events, Registered I/O, and the device under Windows Sockets.
//!
//! A base provider knows which transport a socket belongs to and nothing else about it. Only [`transports`] names the
//! transports.
#![allow(non_snake_case, reason = "procedures keep Microsoft's spelling")]

pub mod afd;
pub mod async_select;
pub mod event_select;
pub mod extension;
pub mod join_leaf;
pub mod lent;
pub mod overlapped;
pub mod poll;
pub mod procedures;
pub mod registered;
pub mod select;
pub mod sharing;
pub mod socket_table;
pub mod startup;
pub mod text;
pub mod transports;
mod wait_many;
