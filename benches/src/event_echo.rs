//! Echo on network events: as many connections as one thread can wait for by events, and many threads of them.
//!
//! The servers stand under the load of [`echo`](crate::echo). Beside the one on `WSAEventSelect` are one on poll(2) and
//! one on epoll, with the same threads and connections.

use std::path::Path;

use crate::Outcome;
use crate::echo::{Comparison, EchoServer, Point, REFERENCE, compare};
use crate::options::Options;
use crate::program::{compile_raw, compile_winsock};

/// A thread waits for 63 connections at most, for one event more wakes it.
const POINTS: [Point; 2] =
    [Point { connections: 60, bytes: 64, threads: 1 }, Point { connections: 1000, bytes: 64, threads: 16 }];

/// Builds the servers and measures both points.
///
/// # Errors
/// A program that does not compile, or a server that fails under the load.
pub fn measure(options: &Options, scratch: &Path) -> Outcome<Comparison> {
    let servers = vec![
        EchoServer::built("events", Ok(compile_winsock("echo_events", scratch)?), None),
        EchoServer::built(REFERENCE, Ok(compile_raw("echo_epoll", &[], scratch)?), None),
        EchoServer::built("poll", Ok(compile_raw("echo_poll", &[], scratch)?), None),
    ];
    compare(servers, POINTS.to_vec(), options, scratch)
}
