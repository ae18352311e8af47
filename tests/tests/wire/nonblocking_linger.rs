//! Linger n on a non-blocking socket: what can't be done at once is refused with WSAEWOULDBLOCK and nothing has happened.

use wire_lab::{Bytes, Flags, Lab};
use ws2_types::WsaError;

use crate::script::{Outcome, SOON, Scene, cases};

cases![
    "C31 C34" refused_then_done,
    "C31" refused_with_the_window_shut,
    "X2" done_at_once_when_all_is_acknowledged,
    "X2" done_at_once_when_nothing_was_sent,
];

fn refused_then_done(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_nonblocking_refused", &[])?;
    scene.peer.withhold_acks();
    scene.go()?;
    scene.peer.expect(Bytes(5), SOON)?;
    scene.go()?;
    scene.failed_at_once("first_close", WsaError::WSAEWOULDBLOCK)?;
    scene.holds(scene.reached("getpeername")? == 0, "the handle to be valid still")?;
    scene.holds(scene.reached("sent_second")? == 8, "the socket to send still")?;
    scene.peer.expect(Bytes(13), SOON)?;
    scene.never_sent(Flags::FIN)?;
    scene.never_sent(Flags::RST)?;
    scene.peer.ack_all();
    scene.peer.send(b"!")?;
    scene.go()?;
    scene.holds(scene.reached("received")? == 1, "the socket to receive still")?;
    scene.succeeded_at_once("second_close")?;
    scene.holds(scene.reached("getpeername_after")? == -1, "the handle to be gone")?;
    let error = scene.reached("getpeername_after_error")?;
    scene.holds(error == i64::from(WsaError::WSAENOTSOCK.code()), "WSAENOTSOCK for the closed handle")?;
    let fin = scene.peer.expect(wire_lab::Fin, SOON)?;
    scene.holds(fin.seq == 14, "the FIN right behind the data")?;
    scene.holds(scene.peer.received() == b"first, second", "the bytes the program sent")?;
    scene.never_sent(Flags::RST)?;
    scene.finish()
}

fn refused_with_the_window_shut(lab: &Lab) -> Outcome {
    let mut scene = Scene::open_with_shut_window(lab, "linger_close", &["5000", "20", "nonblocking"])?;
    scene.go()?;
    scene.reached("sent")?;
    scene.go()?;
    scene.failed_at_once("close", WsaError::WSAEWOULDBLOCK)?;
    scene.peer.open_window(u16::MAX);
    scene.peer.expect(Bytes(5000), SOON)?;
    scene.never_sent(Flags::FIN)?;
    scene.never_sent(Flags::RST)
}

fn done_at_once_when_all_is_acknowledged(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &["5000", "20", "nonblocking"])?;
    scene.go()?;
    scene.reached("sent")?;
    scene.peer.expect(Bytes(5000), SOON)?;
    scene.peer.ack_data();
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.peer.ack_all();
    scene.got_all_then_fin(5000)?;
    scene.finish()
}

fn done_at_once_when_nothing_was_sent(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &["0", "20", "nonblocking"])?;
    scene.go()?;
    scene.reached("sent")?;
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.got_all_then_fin(0)?;
    scene.finish()
}
