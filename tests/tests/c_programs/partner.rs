//! What stands at the other end of a program: nobody, a receiver that outlives it, or one who counts its
//! descriptors.

use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::Command;
use std::time::Duration;

use conformance::execution::{Ending, Execution, Outcome};
use libtest_mimic::Failed;

const READ_LIMIT: Duration = Duration::from_secs(20);
/// Input the program never reads; a kernel would answer it with a reset.
const UNREAD: [u8; 1000] = [7; 1000];

/// Whom a program needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Partner {
    Nobody,
    /// Gets the port to connect to as argument. It is sent input, may print `sent N` and ends; only then is its
    /// data read: all N bytes and a graceful end must come.
    Receiver,
    /// As `Receiver`, but the connection must end in a reset.
    ReceiverOfReset,
    /// Prints `baseline` and `done` and waits for a line after each: its descriptors must be as many both times.
    DescriptorCount,
}

pub(crate) fn run_with(partner: Partner, command: Command) -> Result<Outcome, Failed> {
    match partner {
        Partner::Nobody => Ok(Execution::start(command)?.finish()?),
        Partner::Receiver | Partner::ReceiverOfReset => receive_after_exit(partner, command),
        Partner::DescriptorCount => compare_descriptors(command),
    }
}

fn receive_after_exit(partner: Partner, mut command: Command) -> Result<Outcome, Failed> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    command.arg(listener.local_addr()?.port().to_string());
    let execution = Execution::start(command)?;
    let (mut peer, _) = accept(&listener)?;
    peer.write_all(&UNREAD)?;
    let mut outcome = execution.finish()?;
    if outcome.ending != Ending::Passed {
        return Ok(outcome);
    }
    let sent = outcome.value("sent").ok_or("the program did not say how much it sent")?;
    let received = receive(&mut peer);
    let verdict = match (partner, &received) {
        (Partner::Receiver, Ok(received)) if *received == sent => return Ok(outcome),
        (Partner::ReceiverOfReset, Err(error)) if error.kind() == io::ErrorKind::ConnectionReset => {
            return Ok(outcome);
        }
        (_, Ok(received)) => format!("{sent} bytes were sent, {received} came, then a graceful end"),
        (_, Err(error)) => format!("{sent} bytes were sent, and the receiver saw: {error}"),
    };
    outcome.output.push_str(&verdict);
    outcome.ending = Ending::ChecksFailed;
    Ok(outcome)
}

/// A program that fails before it connects must not keep us waiting.
fn accept(listener: &TcpListener) -> Result<(TcpStream, std::net::SocketAddr), Failed> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let limit = Timespec { tv_sec: READ_LIMIT.as_secs() as i64, tv_nsec: 0 };
    match poll(&mut [PollFd::new(listener, PollFlags::IN)], Some(&limit))? {
        0 => Err("the program did not connect".into()),
        _ => Ok(listener.accept()?),
    }
}

/// Sends late input as well, then takes everything.
fn receive(peer: &mut TcpStream) -> io::Result<usize> {
    peer.set_read_timeout(Some(READ_LIMIT))?;
    peer.write_all(&UNREAD)?;
    let mut received = 0;
    let mut buffer = vec![0; 65536];
    loop {
        match peer.read(&mut buffer)? {
            0 => return Ok(received),
            count => {
                let wrong = |(index, byte): (usize, &u8)| usize::from(*byte) != (received + index) % 251;
                if buffer[..count].iter().enumerate().any(wrong) {
                    return Err(io::Error::other("wrong data"));
                }
                received += count;
            }
        }
    }
}

fn compare_descriptors(command: Command) -> Result<Outcome, Failed> {
    let mut execution = Execution::start(command)?;
    let mut counts = [0; 2];
    for (count, line) in counts.iter_mut().zip(["baseline", "done"]) {
        if !execution.wait_for_line(line) {
            return Ok(execution.finish()?);
        }
        *count = fs::read_dir(format!("/proc/{}/fd", execution.process_id()))?.count();
        execution.go_on()?;
    }
    let mut outcome = execution.finish()?;
    if outcome.ending == Ending::Passed && counts[0] != counts[1] {
        outcome.ending = Ending::ChecksFailed;
        outcome.output.push_str(&format!("{} descriptors before, {} after", counts[0], counts[1]));
    }
    Ok(outcome)
}
