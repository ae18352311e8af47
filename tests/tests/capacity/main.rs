//! A completion port server with ten thousand connections, each with a receive pending: what their peers send comes back
//! whole, several times, and every connection ends gracefully. No completion is lost and none is doubled.
//!
//! The server is a C program, its peers are plain sockets of this process; each process has the descriptors for its
//! side. Where fewer are allowed, fewer connections are made, and the test counts as ignored with the reason.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use conformance::execution::{Ending, Execution};
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

const WANTED: usize = 10_000;
/// What a process has open besides its connections.
const OTHER_DESCRIPTORS: u64 = 200;
const ROUNDS: usize = 3;
/// More than the server's buffer: each message takes it several turns.
const MESSAGE: usize = 150;
/// A completion that is lost shows as an answer which does not come.
const PATIENCE: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let trial = Trial::ignorable_test("ten_thousand_connections", ten_thousand_connections);
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit_code()
}

fn ten_thousand_connections() -> Result<Completion, Failed> {
    let allowed = raise_limit().saturating_sub(OTHER_DESCRIPTORS) as usize;
    let count = WANTED.min(allowed);
    serve_and_echo(count)?;
    if count == WANTED {
        return Ok(Completion::Completed);
    }
    Ok(Completion::ignored_with(format!("{count} connections, as many as descriptors are allowed, passed")))
}

fn serve_and_echo(count: usize) -> Result<(), Failed> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("c/capacity/port_server.c");
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("capacity/port_server");
    conformance::compile(&source, &program).map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command.arg(count.to_string());
    let mut server = Execution::start(command)?;
    let echoed = match server.wait_for_value("port ") {
        Some(port) => echo(count, port as u16, &mut server).map_err(|error| error.to_string()),
        None => Err("the server does not listen".to_owned()),
    };
    if echoed.is_err() {
        // It would wait for its peers.
        server.kill()?;
    }
    let outcome = server.finish()?;
    let received = outcome.value("received ");
    match (echoed, outcome.ending) {
        (Ok(()), Ending::Passed) if received == Some(count * ROUNDS * MESSAGE) => Ok(()),
        (Err(error), ending) => Err(format!("{error}; the server {ending}\n{}", outcome.output).into()),
        (Ok(()), ending) => Err(format!("the server {ending}\n{}", outcome.output).into()),
    }
}

fn echo(count: usize, port: u16, server: &mut Execution) -> io::Result<()> {
    let mut connections = Vec::with_capacity(count);
    for _ in 0..count {
        let connection = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        connection.set_read_timeout(Some(PATIENCE))?;
        connections.push(connection);
    }
    if !server.wait_for_line("ready") {
        return Err(io::Error::other("the server does not get ready"));
    }
    for round in 0..ROUNDS {
        for (number, connection) in connections.iter_mut().enumerate() {
            connection.write_all(&message(number, round))?;
        }
        for (number, connection) in connections.iter_mut().enumerate() {
            let mut answer = [0; MESSAGE];
            connection.read_exact(&mut answer)?;
            if answer != message(number, round) {
                return Err(io::Error::other(format!("connection {number} got something else back")));
            }
        }
    }
    for connection in &connections {
        connection.shutdown(Shutdown::Write)?;
    }
    for (number, connection) in connections.iter_mut().enumerate() {
        let mut rest = Vec::new();
        connection.read_to_end(&mut rest)?;
        if !rest.is_empty() {
            return Err(io::Error::other(format!("connection {number} got {} bytes too many", rest.len())));
        }
    }
    Ok(())
}

/// Different for each connection and each round.
fn message(number: usize, round: usize) -> [u8; MESSAGE] {
    std::array::from_fn(|index| ((number * ROUNDS + round).to_le_bytes()[index % 8]) ^ index as u8)
}

/// Raises the limit of descriptors as far as it goes; the server inherits it. The answer is how far.
fn raise_limit() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    // Where this fails, the old limit stands.
    let _ = setrlimit(Resource::Nofile, raised);
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}
