//! The laboratory tried on plain Linux sockets: each verb of the script, and that an expectation can fail.
//! The experiment's thread is the program under test.

use std::error::Error;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Command, ExitCode};
use std::time::Duration;

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use wire_lab::{Acknowledged, Bytes, Connection, Fin, Flags, Lab, Rst, TcpState, netns};

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;
type Experiment = fn(&Lab) -> Outcome;

const SOON: Duration = Duration::from_secs(5);
const SHORTLY: Duration = Duration::from_millis(50);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    // Refused here, it is refused again and told in each test.
    let _ = netns::become_namespace_root();
    let tests: [(&str, Experiment); 13] = [
        ("data_then_fin", data_then_fin),
        ("withheld_acks_keep_the_program_in_fin_wait", withheld_acks_keep_the_program_in_fin_wait),
        ("acks_of_data_alone", acks_of_data_alone),
        ("a_shut_window_holds_data_back", a_shut_window_holds_data_back),
        ("a_window_can_shut_later", a_window_can_shut_later),
        ("the_peer_sends_and_ends", the_peer_sends_and_ends),
        ("the_peer_resets", the_peer_resets),
        ("the_peer_connects", the_peer_connects),
        ("other_ports_refuse", other_ports_refuse),
        ("a_reset_is_seen_and_ends_waiting", a_reset_is_seen_and_ends_waiting),
        ("a_connection_that_was_reset_is_accepted", a_connection_that_was_reset_is_accepted),
        ("a_failed_expectation_shows_the_timeline", a_failed_expectation_shows_the_timeline),
        ("a_program_is_read_and_told", a_program_is_read_and_told),
    ];
    let trials = tests.map(|(name, test)| Trial::ignorable_test(name, move || in_lab(test))).into();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn in_lab(test: Experiment) -> Result<Completion, Failed> {
    match Lab::run(test) {
        Ok(outcome) => outcome.map(|()| Completion::Completed).map_err(Failed::from),
        Err(refusal) => Ok(Completion::ignored_with(refusal)),
    }
}

/// A connection from this thread to the peer, both ends.
fn connected(lab: &Lab) -> Result<(TcpStream, Connection), Box<dyn Error + Send + Sync>> {
    let port = lab.peer().listen();
    let stream = TcpStream::connect((lab.peer_address(), port))?;
    Ok((stream, lab.peer().accept(SOON)?))
}

fn state_of(lab: &Lab, peer: &Connection) -> Result<Option<TcpState>, std::io::Error> {
    let row = lab.sockets()?.into_iter().find(|row| row.local_port == peer.program_port());
    Ok(row.map(|row| row.state))
}

fn data_then_fin(lab: &Lab) -> Outcome {
    let (mut stream, peer) = connected(lab)?;
    let data = vec![7; 30_000];
    stream.write_all(&data)?;
    drop(stream);
    let fin = peer.expect(Fin, SOON)?;
    peer.expect(Bytes(data.len()), SOON)?;
    assert_eq!(peer.received(), data);
    assert_eq!(fin.seq as usize + fin.len, data.len() + 1);
    assert!(!peer.saw(Flags::RST));
    let first = &peer.segments()[0];
    assert!(first.is(Flags::SYN) && first.from_program());
    Ok(())
}

fn withheld_acks_keep_the_program_in_fin_wait(lab: &Lab) -> Outcome {
    let (mut stream, peer) = connected(lab)?;
    peer.withhold_acks();
    stream.write_all(b"data")?;
    stream.shutdown(Shutdown::Write)?;
    peer.expect(Fin, SOON)?;
    assert_eq!(state_of(lab, &peer)?, Some(TcpState::FinWait1));
    peer.ack_all();
    assert_eq!(state_of(lab, &peer)?, Some(TcpState::FinWait2));
    peer.fin();
    peer.expect(Acknowledged, SOON)?;
    drop(stream);
    assert_eq!(state_of(lab, &peer)?, Some(TcpState::TimeWait));
    Ok(())
}

fn acks_of_data_alone(lab: &Lab) -> Outcome {
    let (mut stream, peer) = connected(lab)?;
    peer.ack_data();
    stream.write_all(b"data")?;
    stream.shutdown(Shutdown::Write)?;
    peer.expect(Fin, SOON)?;
    lab.peer().settle(SOON)?;
    let acknowledged = peer.segments().iter().filter(|segment| !segment.from_program()).map(|s| s.ack).max();
    assert_eq!(acknowledged, Some(5), "SYN and four bytes");
    assert_eq!(state_of(lab, &peer)?, Some(TcpState::FinWait1));
    Ok(())
}

fn a_shut_window_holds_data_back(lab: &Lab) -> Outcome {
    let port = lab.peer().listen_with_window(0);
    let mut stream = TcpStream::connect((lab.peer_address(), port))?;
    let peer = lab.peer().accept(SOON)?;
    stream.write_all(b"held back")?;
    drop(stream);
    lab.peer().settle(SOON)?;
    assert_eq!(peer.received(), b"");
    assert!(!peer.saw(Flags::FIN) && !peer.segments().iter().any(|segment| segment.len > 0));
    peer.open_window(4);
    peer.expect(Bytes(4), SOON)?;
    assert_eq!(peer.received(), b"held");
    peer.open_window(u16::MAX);
    peer.expect(Fin, SOON)?;
    assert_eq!(peer.received(), b"held back");
    Ok(())
}

fn a_window_can_shut_later(lab: &Lab) -> Outcome {
    let (mut stream, peer) = connected(lab)?;
    stream.write_all(b"before")?;
    peer.expect(Bytes(6), SOON)?;
    peer.close_window();
    stream.write_all(b", after")?;
    lab.peer().settle(SOON)?;
    assert_eq!(peer.received(), b"before");
    peer.open_window(1000);
    peer.expect(Bytes(13), SOON)?;
    Ok(())
}

fn the_peer_sends_and_ends(lab: &Lab) -> Outcome {
    let (mut stream, peer) = connected(lab)?;
    let data = vec![9; 10_000];
    peer.send(&data)?;
    peer.fin();
    peer.expect(Acknowledged, SOON)?;
    let mut read = Vec::new();
    stream.read_to_end(&mut read)?;
    assert_eq!(read, data);
    assert_eq!(state_of(lab, &peer)?, Some(TcpState::CloseWait));
    let refused = peer.send(&vec![0; 200_000]).expect_err("more than any window without scaling");
    assert!(refused.to_string().contains("room for 200000 bytes"));
    Ok(())
}

fn the_peer_resets(lab: &Lab) -> Outcome {
    let (mut stream, peer) = connected(lab)?;
    peer.reset();
    let error = stream.read(&mut [0; 10]).expect_err("a reset connection");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(state_of(lab, &peer)?, None);
    Ok(())
}

fn the_peer_connects(lab: &Lab) -> Outcome {
    let listener = TcpListener::bind((lab.program_address(), 0))?;
    let peer = lab.peer().connect(listener.local_addr()?.port(), SOON)?;
    let (mut stream, from) = listener.accept()?;
    assert_eq!(from.ip(), lab.peer_address());
    peer.send(b"hello")?;
    let mut read = [0; 5];
    stream.read_exact(&mut read)?;
    stream.write_all(&read)?;
    peer.expect(Bytes(5), SOON)?;
    assert_eq!(peer.received(), b"hello");
    drop(listener);
    let refused = lab.peer().connect(1, SOON).expect_err("nothing listens there");
    assert!(refused.to_string().contains("refused it with RST"), "{refused}");
    Ok(())
}

fn other_ports_refuse(lab: &Lab) -> Outcome {
    let error = TcpStream::connect((lab.peer_address(), 9)).expect_err("nothing listens there");
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
    Ok(())
}

fn a_reset_is_seen_and_ends_waiting(lab: &Lab) -> Outcome {
    let (stream, peer) = connected(lab)?;
    rustix::net::sockopt::set_socket_linger(&stream, Some(Duration::ZERO))?;
    drop(stream);
    peer.expect(Rst, SOON)?;
    lab.peer().settle(SOON)?;
    assert!(!peer.saw(Flags::FIN));
    assert_eq!(state_of(lab, &peer)?, None);
    let hopeless = peer.expect(Fin, Duration::from_secs(600)).expect_err("no FIN comes after a RST");
    assert!(hopeless.to_string().contains("sent RST"));
    Ok(())
}

fn a_connection_that_was_reset_is_accepted(lab: &Lab) -> Outcome {
    let port = lab.peer().listen();
    let stream = TcpStream::connect((lab.peer_address(), port))?;
    rustix::net::sockopt::set_socket_linger(&stream, Some(Duration::ZERO))?;
    drop(stream);
    lab.peer().settle(SOON)?;
    lab.peer().accept(SOON)?.expect(Rst, SOON)?;
    Ok(())
}

fn a_failed_expectation_shows_the_timeline(lab: &Lab) -> Outcome {
    let (_stream, peer) = connected(lab)?;
    let text = peer.expect(Fin, SHORTLY).expect_err("the stream is open").to_string();
    assert!(text.starts_with("expected a FIN from the program: nothing of the kind within 50ms\n"), "{text}");
    let mut lines = text.lines().skip_while(|line| line.contains("expected") || line.contains("  | "));
    assert!(lines.next().is_some_and(|line| line.contains("--> 7001 peer  SYN ")), "{text}");
    assert!(lines.next().is_some_and(|line| line.contains("<-- 7001 peer  SYN ACK ")), "{text}");
    assert!(lab.peer().accept(SHORTLY).is_err());
    Ok(())
}

fn a_program_is_read_and_told(lab: &Lab) -> Outcome {
    let mut shell = Command::new("sh");
    shell.args(["-c", "echo number 42; read word; echo told $word; echo bad >&2; exit 3"]);
    let mut program = lab.spawn(shell)?;
    assert_eq!(program.number("number", SOON)?, 42);
    program.wait_until_blocked(SOON)?;
    program.quiet_about("told", SHORTLY)?;
    program.tell("go")?;
    assert_eq!(program.line("told", SOON)?.value, "go");
    assert!(program.line("never", SOON).is_err());
    assert_eq!(program.wait_exit(SOON)?.code(), Some(3));
    assert!(lab.recorder().capture().to_string().contains("| program printed: told go"));
    Ok(())
}
