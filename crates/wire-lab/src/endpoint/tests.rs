//! The scripted peer's TCP, segment by segment. The program's sequence numbers start just below the wrap.

use super::*;

const START: u32 = u32::MAX - 2;

fn from_program(flags: Flags, seq: u32, payload: &[u8]) -> Tcp {
    Tcp {
        program_port: 4000,
        peer_port: 7000,
        flags,
        seq: START.wrapping_add(seq),
        ack: INITIAL_SEQUENCE + 1,
        window: 1000,
        payload: payload.to_vec(),
    }
}

fn connected(window: u16) -> Endpoint {
    let (mut endpoint, answer) = Endpoint::answering(&from_program(Flags::SYN, 0, b""), window);
    assert_eq!((answer.flags, answer.ack), (Flags::SYN | Flags::ACK, START + 1));
    assert!(!endpoint.has_opened());
    assert_eq!(endpoint.on_segment(&from_program(Flags::ACK, 1, b"")), None);
    assert!(endpoint.has_opened());
    endpoint
}

fn ack_of(endpoint: &Endpoint, answer: Option<Tcp>) -> u32 {
    endpoint.relative(&answer.expect("an answer"), false).1
}

#[test]
fn data_and_fin_are_acknowledged_at_once() {
    let mut peer = connected(100);
    let answer = peer.on_segment(&from_program(Flags::ACK, 1, b"hello"));
    assert_eq!(ack_of(&peer, answer), 6);
    let answer = peer.on_segment(&from_program(Flags::FIN | Flags::ACK, 6, b"!"));
    assert_eq!(ack_of(&peer, answer), 8);
    assert_eq!(peer.received(), b"hello!");
}

#[test]
fn withheld_acks_are_given_together() {
    let mut peer = connected(100);
    assert_eq!(peer.set_acks(Acks::Withheld), None);
    assert_eq!(peer.on_segment(&from_program(Flags::ACK, 1, b"one")), None);
    assert_eq!(peer.on_segment(&from_program(Flags::FIN | Flags::ACK, 4, b"two")), None);
    assert_eq!(peer.received(), b"onetwo");
    let sent = peer.send(b"mine").unwrap();
    assert_eq!(peer.relative(&sent[0], false), (1, 1), "its own data acknowledges nothing new");
    let answer = peer.set_acks(Acks::DataOnly);
    assert_eq!(ack_of(&peer, answer), 7);
    let answer = peer.set_acks(Acks::Prompt);
    assert_eq!(ack_of(&peer, answer), 8);
}

#[test]
fn a_repeated_segment_is_told_and_not_taken_twice() {
    let mut peer = connected(100);
    let first = from_program(Flags::ACK, 1, b"abc");
    assert!(!peer.is_repeated(&first));
    peer.on_segment(&first);
    assert!(peer.is_repeated(&first));
    let more = from_program(Flags::ACK, 1, b"abcdef");
    assert!(!peer.is_repeated(&more));
    let answer = peer.on_segment(&more);
    assert_eq!(ack_of(&peer, answer), 7);
    assert_eq!(peer.received(), b"abcdef");
}

#[test]
fn a_shut_window_takes_nothing_until_it_opens() {
    let mut peer = connected(0);
    let answer = peer.on_segment(&from_program(Flags::FIN | Flags::ACK, 1, b"x"));
    assert_eq!(ack_of(&peer, answer), 1);
    let probe = peer.on_segment(&from_program(Flags::ACK, 0, b""));
    assert_eq!(ack_of(&peer, probe), 1, "a probe is answered");
    let answer = peer.set_window(2);
    assert_eq!(ack_of(&peer, answer), 1);
    let answer = peer.on_segment(&from_program(Flags::FIN | Flags::ACK, 1, b"xyz"));
    assert_eq!(ack_of(&peer, answer), 3, "two of three bytes, hence no FIN");
    assert_eq!(peer.received(), b"xy");
}

#[test]
fn what_comes_out_of_order_is_dropped() {
    let mut peer = connected(100);
    let answer = peer.on_segment(&from_program(Flags::FIN | Flags::ACK, 5, b"late"));
    assert_eq!(ack_of(&peer, answer), 1);
    assert_eq!(peer.received(), b"");
}

#[test]
fn sending_respects_the_programs_window() {
    let mut peer = connected(100);
    assert_eq!(peer.send(&[0; 1001]), Err(1000));
    assert_eq!(peer.send(&[0; 600]).unwrap().len(), 1);
    assert_eq!(peer.send(&[0; 600]), Err(400));
    assert!(!peer.all_acknowledged());
}

#[test]
fn a_reset_ends_it() {
    let mut peer = connected(100);
    assert_eq!(peer.on_segment(&from_program(Flags::RST, 1, b"")), None);
    assert!(peer.is_reset() && peer.reset_received() && peer.has_opened());
    assert_eq!(peer.on_segment(&from_program(Flags::ACK, 1, b"ghost")), None);
    assert_eq!(peer.set_acks(Acks::Prompt), None);
    assert_eq!(peer.received(), b"");
}
