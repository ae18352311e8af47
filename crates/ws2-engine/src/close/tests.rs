//! The close table, row by row, and lingering in virtual time.

use std::time::Duration;

use ws2_types::WsaError;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// What a row expects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Expected {
    Released,
    Background { discard_input: bool },
    Aborted,
    Waits,
    WouldBlock,
}

fn outcome(facts: &CloseFacts) -> Expected {
    match decide(facts) {
        Ok(Decision::Release) => Expected::Released,
        Ok(Decision::Background { discard_input }) => Expected::Background { discard_input },
        Ok(Decision::Abort) => Expected::Aborted,
        Ok(Decision::Linger(_)) => Expected::Waits,
        Err(WsaError::WSAEWOULDBLOCK) => Expected::WouldBlock,
        Err(other) => panic!("{other:?} is not an answer of a close decision"),
    }
}

/// The table of the contract, written out: linger × blocking × unacknowledged × unread.
#[test]
fn every_row_of_a_connected_stream() {
    use Expected::*;
    use LingerMode::{Hard, Off, Within};
    let keep = Background { discard_input: false };
    let drop = Background { discard_input: true };
    #[rustfmt::skip]
    let rows = [
        // linger           blocking  unacked  unread  expected      claim
        (Off,               true,     0,       0,      keep,         "C21"),
        (Off,               true,     0,       5,      drop,         "C22"),
        (Off,               true,     9,       0,      drop,         "C22"),
        (Off,               true,     9,       5,      drop,         "C22"),
        (Off,               false,    0,       0,      keep,         "C21"),
        (Off,               false,    0,       5,      drop,         "C22"),
        (Off,               false,    9,       0,      drop,         "C21 C22"),
        (Off,               false,    9,       5,      drop,         "C21 C22"),
        (Hard,              true,     0,       0,      Aborted,      "C24 C26"),
        (Hard,              true,     0,       5,      Aborted,      "C24 C26"),
        (Hard,              true,     9,       0,      Aborted,      "C24 C26"),
        (Hard,              true,     9,       5,      Aborted,      "C24 C26"),
        (Hard,              false,    0,       0,      Aborted,      "C24"),
        (Hard,              false,    0,       5,      Aborted,      "C24"),
        (Hard,              false,    9,       0,      Aborted,      "C24"),
        (Hard,              false,    9,       5,      Aborted,      "C24"),
        (Within(SECOND),    true,     0,       0,      keep,         "C27 X12"),
        (Within(SECOND),    true,     0,       5,      drop,         "C27 X12"),
        (Within(SECOND),    true,     9,       0,      Waits,        "C27"),
        (Within(SECOND),    true,     9,       5,      Waits,        "C27"),
        (Within(SECOND),    false,    0,       0,      keep,         "X2"),
        (Within(SECOND),    false,    0,       5,      drop,         "X2"),
        (Within(SECOND),    false,    9,       0,      WouldBlock,   "C31"),
        (Within(SECOND),    false,    9,       5,      WouldBlock,   "C31"),
    ];
    for (linger, blocking, unacknowledged_bytes, unread_bytes, expected, claim) in rows {
        let connection = Some(Connection { transport: TCP, unacknowledged_bytes, unread_bytes });
        let facts = CloseFacts { connection, linger, blocking, last_reference: true };
        assert_eq!(outcome(&facts), expected, "{claim}: {facts:?}");
        let shared = CloseFacts { last_reference: false, ..facts };
        assert_eq!(outcome(&shared), Expected::Released, "C5: {shared:?}");
        let unconnected = CloseFacts { connection: None, ..facts };
        assert_eq!(outcome(&unconnected), Expected::Released, "C7: {unconnected:?}");
    }
}

/// A wire without an abort (ATM, IrDA) closes a hard row like a graceful one (X11).
#[test]
fn no_abort_on_the_wire_means_none_is_asked_for() {
    let transport = Transport { abort: false };
    let connection = Some(Connection { transport, unacknowledged_bytes: 9, unread_bytes: 0 });
    let facts = CloseFacts { connection, linger: LingerMode::Hard, blocking: true, last_reference: true };
    assert_eq!(outcome(&facts), Expected::Background { discard_input: true });
}

/// Runs a lingering close against a queue that is `left(t)` bytes long at time t; answers end and time.
fn run(time: Duration, mut left: impl FnMut(Duration) -> Option<u32>) -> (Step, Duration) {
    let begin = Duration::from_secs(1000);
    let mut now = begin;
    let mut lingering = Lingering::begin(now, time);
    loop {
        match lingering.step(now, left(now - begin)) {
            Step::Wait(pause) => {
                assert!(pause > Duration::ZERO, "a wait of no length would spin");
                now += pause;
            }
            end => return (end, now - begin),
        }
    }
}

#[test]
fn finishes_when_the_last_byte_is_acknowledged() {
    let acknowledged_at = Duration::from_millis(700);
    let (end, at) = run(2 * SECOND, |t| Some(if t < acknowledged_at { 100 } else { 0 }));
    assert_eq!(end, Step::Finish);
    assert!(at >= acknowledged_at && at <= acknowledged_at + LONGEST_PAUSE, "{at:?}");
}

#[test]
fn aborts_exactly_at_the_deadline() {
    assert_eq!(run(3 * SECOND, |_| Some(1)), (Step::Abort, 3 * SECOND));
    assert_eq!(run(65_535 * SECOND, |_| Some(1)), (Step::Abort, 65_535 * SECOND));
}

#[test]
fn a_connection_that_ended_is_not_waited_for() {
    let (end, at) = run(3 * SECOND, |t| (t < Duration::from_millis(10)).then_some(1));
    assert_eq!(end, Step::Finish);
    assert!(at < Duration::from_millis(10) + LONGEST_PAUSE);
}

#[test]
fn data_acknowledged_at_the_deadline_itself_is_graceful() {
    let (end, at) = run(SECOND, |t| Some(u32::from(t < SECOND)));
    assert_eq!((end, at), (Step::Finish, SECOND));
}

#[test]
fn early_wakes_do_not_postpone_the_next_look() {
    let mut lingering = Lingering::begin(Duration::ZERO, SECOND);
    let Step::Wait(first) = lingering.step(Duration::ZERO, Some(1)) else { panic!("must wait") };
    let Step::Wait(rest) = lingering.step(first / 2, Some(1)) else { panic!("must wait") };
    assert_eq!(rest, first - first / 2);
}
