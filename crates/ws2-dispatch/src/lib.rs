//! Start-up, socket table, catalog and multi-socket waits.
//!
//! Dispatch knows which provider a socket belongs to and nothing else about it. Only [`catalog`] names the
//! built-in providers.

pub mod afd;
pub mod async_request;
pub mod async_select;
pub mod catalog;
pub mod config_change;
pub mod event_select;
pub mod poll;
pub mod registered;
pub mod select;
pub mod socket_table;
pub mod startup;
mod wait_many;
