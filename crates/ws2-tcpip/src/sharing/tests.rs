//! Two parts of one socket, both in this process: what matters is that neither knows of the other but by the page.

use std::thread;

use ws2_engine::state::{Phase, ShutdownHow};
use ws2_types::abi::winsock as ws;

use super::*;

fn stream() -> Socket {
    let request =
        SocketRequest { family: ws::AF_INET.into(), kind: ws::SOCK_STREAM, protocol: ws::IPPROTO_TCP };
    Socket::open(request).unwrap()
}

/// What another process would make of what is shared.
fn other_part(socket: &Socket) -> Socket {
    Socket::adopted(socket.share().unwrap()).unwrap()
}

#[test]
fn both_parts_see_what_either_changes() {
    let one = stream();
    one.keep(ws::SOL_SOCKET, ws::SO_RCVTIMEO, 7);
    one.set_linger(Linger::default().with_option(1, 3));
    let two = other_part(&one);
    assert_eq!((two.kept(ws::SOL_SOCKET, ws::SO_RCVTIMEO), two.linger().secs()), (Some(7), 3));
    two.keep(ws::SOL_SOCKET, ws::SO_RCVTIMEO, 8);
    two.keep(ws::IPPROTO_IP, 0, 9);
    two.set_linger(Linger::default());
    assert_eq!(one.kept(ws::SOL_SOCKET, ws::SO_RCVTIMEO), Some(8));
    assert_eq!((one.kept(ws::IPPROTO_IP, 0), one.kept(ws::IPPROTO_IP, 1)), (Some(9), None));
    assert!(!one.linger().is_on());
    one.update_state(|state| state.in_phase(Phase::Connected).shut(ShutdownHow::Send));
    assert!(two.state().is_send_shut() && two.state().phase() == Phase::Connected);
    one.note_connect_time();
    assert!(two.connected_for().is_some_and(|time| time.as_secs() < 60));
}

#[test]
fn what_an_accepted_socket_is_offered_can_be_taken_by_either_part_once() {
    let (listener, one) = (stream(), stream());
    listener.keep(ws::SOL_SOCKET, ws::SO_SNDTIMEO, 5);
    listener.set_linger(Linger::default().with_option(1, 4));
    one.offer_context(&listener);
    one.keep(ws::SOL_SOCKET, ws::SO_DEBUG, 1);
    let two = other_part(&one);
    assert_eq!(two.kept(ws::SOL_SOCKET, ws::SO_SNDTIMEO), None);
    two.take_offered_context();
    assert_eq!((one.kept(ws::SOL_SOCKET, ws::SO_SNDTIMEO), one.linger().secs()), (Some(5), 4));
    assert_eq!(one.kept(ws::SOL_SOCKET, ws::SO_DEBUG), None);
    assert!(one.state().has_time_limits());
    one.set_linger(Linger::default());
    one.take_offered_context();
    assert!(!two.linger().is_on());
    // The other way round: offered when it is shared already, by a listener that is shared, too.
    let _listeners = other_part(&listener);
    two.offer_context(&listener);
    one.take_offered_context();
    assert_eq!((two.linger().secs(), two.kept(ws::SOL_SOCKET, ws::SO_SNDTIMEO)), (4, Some(5)));
}

#[test]
fn the_error_of_a_connect_is_told_once() {
    let one = stream();
    one.shared.emulated.lock().connect_failed(WsaError::WSAECONNREFUSED);
    let two = other_part(&one);
    assert_eq!(two.shared.emulated.lock().connect_error(), Some(WsaError::WSAECONNREFUSED));
    assert_eq!(two.shared.emulated.lock().take_connect_error(), Some(WsaError::WSAECONNREFUSED));
    assert_eq!(one.shared.emulated.lock().take_connect_error(), None);
}

#[test]
fn the_last_handle_of_all_parts_is_the_last() {
    let one = stream();
    let two = other_part(&one);
    assert!(one.is_duplicated() && two.is_duplicated());
    let left = one.shared.leave();
    assert!(left.last_here && !left.last);
    assert!(matches!(one.share().map(drop), Err(WsaError::WSAENOTSOCK)));
    assert!(!two.is_duplicated());
    let left = two.shared.leave();
    assert!(left.last_here && left.last);
    assert!(matches!(two.share().map(drop), Err(WsaError::WSAENOTSOCK)));
}

/// Changes are made while the state moves; the one made last is in force on both sides.
#[test]
fn no_change_is_lost_on_the_way() {
    const CHANGES: u16 = 300;
    for round in 0..200 {
        let one = stream();
        let two = thread::scope(|scope| {
            scope.spawn(|| {
                for n in 1..=CHANGES {
                    one.set_linger(Linger::default().with_option(1, n));
                    one.keep(ws::SOL_SOCKET, ws::SO_DEBUG, n.into());
                }
            });
            scope.spawn(|| {
                for n in 1..=CHANGES {
                    one.update_state(|state| state.with_nonblocking(n % 2 == 0));
                    one.update_state(|state| state.with_urgent_inline(n % 2 == 0));
                }
            });
            scope.spawn(|| one.note_connect_time());
            (0..round).for_each(|_| std::hint::spin_loop());
            other_part(&one)
        });
        for part in [&one, &two] {
            assert_eq!(part.linger().secs(), CHANGES);
            assert_eq!(part.kept(ws::SOL_SOCKET, ws::SO_DEBUG), Some(CHANGES.into()));
            assert!(!part.state().is_blocking() && part.state().is_urgent_inline());
            assert!(part.shared.connected_at_ms() > 0);
        }
    }
}

/// Options that two parts set for the first time at once do not get into each other's way.
#[test]
fn every_option_finds_its_place() {
    let one = stream();
    let two = other_part(&one);
    thread::scope(|scope| {
        for (part, parity) in [(&one, 0), (&two, 1)] {
            scope.spawn(move || {
                for name in (0..160).filter(|name| name % 2 == parity) {
                    part.keep(ws::SOL_SOCKET, name, name as u32);
                    part.keep(ws::SOL_SOCKET, 80, 1234);
                }
            });
        }
    });
    for part in [&one, &two] {
        assert!(
            (0..160)
                .filter(|name| *name != 80)
                .all(|name| part.kept(ws::SOL_SOCKET, name) == Some(name as u32))
        );
        assert_eq!(part.kept(ws::SOL_SOCKET, 80), Some(1234));
    }
}

#[test]
fn parts_of_something_else_are_refused() {
    let one = stream();
    let refused = |parts| matches!(Socket::adopted(parts), Err(WsaError::WSAEINVAL));
    let [fd, stake, memory] = one.share().unwrap();
    assert!(refused([stake, fd, memory]));
    let [_, stake, memory] = one.share().unwrap();
    let request = SocketRequest { family: ws::AF_INET.into(), kind: ws::SOCK_DGRAM, protocol: 0 };
    assert!(refused([Socket::descriptor(request).unwrap(), stake, memory]));
    let [fd, ..] = one.share().unwrap();
    let [stake, memory] = SharedPage::create().unwrap().another_stake().unwrap();
    assert!(refused([fd, stake, memory]));
}
