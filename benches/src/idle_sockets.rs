//! Memory per connected socket: on a completion port with one receive pending, beside one in an epoll set.

use std::fmt;
use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::figures::{Figures, median};
use crate::program::{Server, compile_raw, compile_winsock, figures_of};

/// What the process of each server grew by.
#[derive(Debug)]
pub struct Memory {
    /// How many sockets there were.
    pub sockets: u32,
    /// On a completion port, each with its receive.
    pub winsock: Vec<Figures>,
    /// In an epoll set.
    pub epoll: Vec<Figures>,
}

/// Opens the sockets `runs` times on either side.
///
/// # Errors
/// A program that fails: with fewer descriptors allowed than sockets wanted, both do.
pub fn measure(sockets: u32, runs: u32, scratch: &Path) -> Outcome<Memory> {
    let winsock = compile_winsock("idle_sockets", scratch)?;
    let epoll = compile_raw("idle_sockets", &[], scratch)?;
    let holder = compile_raw("idle_holder", &[], scratch)?;
    let mut memory = Memory { sockets, winsock: Vec::new(), epoll: Vec::new() };
    for _ in 0..runs {
        memory.winsock.push(hold(&winsock, &holder, sockets)?);
        memory.epoll.push(hold(&epoll, &holder, sockets)?);
    }
    Ok(memory)
}

fn hold(server: &Path, holder: &Path, sockets: u32) -> Outcome<Figures> {
    let mut command = Command::new(server);
    command.args([sockets, 100].map(|number| number.to_string()));
    let server = Server::start(command)?;
    let mut holder = Command::new(holder);
    for (option, value) in
        [("--port", u32::from(server.port)), ("--server-pid", server.pid()), ("--connections", sockets)]
    {
        holder.arg(option).arg(value.to_string());
    }
    let figures = figures_of(holder)?;
    server.finish()?;
    Ok(figures)
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let middle = |side: &[Figures], name| median(side.iter().filter_map(|figures| figures.value(name)));
        writeln!(f, "{} connected sockets, median of {} runs", self.sockets, self.winsock.len())?;
        for (name, side) in [("winsock, one WSARecv pending each", &self.winsock), ("epoll", &self.epoll)] {
            let (growth, setup) = (middle(side, "server_growth"), middle(side, "setup"));
            writeln!(
                f,
                "{name:<34} {growth:>6.0} bytes of the process each, opened in {setup:>5.1} µs each"
            )?;
        }
        Ok(())
    }
}
