//! Shutdown and then close: data, FIN, in that order; shutdown never waits; the close still frees the socket.

use wire_lab::{Acknowledged, Bytes, Fin, Flags, Lab, Rst};
use ws2_types::WsaError;

use crate::script::{A_WHILE, Outcome, SOON, Scene, cases, known_gap, pattern};

cases![
    "C43 C44" send_then_close,
    "C45" both_then_close,
    "C43" never_waits_with_the_window_shut,
    "C43" never_waits_with_linger,
    "C43" close_after_it_lingers,
    "C24" linger_0_after_it_resets,
    "C24" linger_0_after_it_and_after_the_peer_resets,
    "C43" receive_sends_nothing,
];

const TOTAL: usize = 5_000;
const BYTES: &str = "5000";
const SD_SEND: &str = "1";
const SD_BOTH: &str = "2";
const LINGER_OFF: &str = "-1";

/// Checks the shutdown and what it leaves of the socket.
fn shut_down(scene: &mut Scene<'_>) -> Outcome {
    scene.go()?;
    scene.succeeded_at_once("shutdown")?;
    scene.holds(scene.reached("getsockname")? == 0, "the socket to exist still")?;
    scene.failed_at_once("send_after", WsaError::WSAESHUTDOWN)
}

fn data_fin_then_close(lab: &Lab, how: &str) -> Outcome {
    let mut scene = Scene::open(lab, "shutdown_close", &[BYTES, how, LINGER_OFF])?;
    shut_down(&mut scene)?;
    scene.got_all_then_fin(TOTAL)?;
    let fins = |scene: &Scene<'_>| {
        scene.peer.segments().iter().filter(|s| s.from_program() && s.is(Flags::FIN)).count()
    };
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.never_sent(Flags::RST)?;
    scene.holds(fins(&scene) == 1, "one FIN, which the shutdown sent")?;
    scene.finish()
}

fn send_then_close(lab: &Lab) -> Outcome {
    data_fin_then_close(lab, SD_SEND)
}

fn both_then_close(lab: &Lab) -> Outcome {
    data_fin_then_close(lab, SD_BOTH)
}

fn never_waits_with_the_window_shut(lab: &Lab) -> Outcome {
    let mut scene = Scene::open_with_shut_window(lab, "shutdown_close", &[BYTES, SD_BOTH, LINGER_OFF])?;
    shut_down(&mut scene)?;
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.never_sent(Flags::RST)?;
    scene.peer.open_window(u16::MAX);
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()
}

fn never_waits_with_linger(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "shutdown_close", &[BYTES, SD_SEND, "60"])?;
    scene.peer.withhold_acks();
    shut_down(&mut scene)?;
    scene.peer.expect(Fin, SOON)?;
    scene.peer.ack_data();
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.peer.ack_all();
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()
}

fn close_after_it_lingers(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "shutdown_close", &[BYTES, SD_SEND, "60"])?;
    scene.peer.withhold_acks();
    shut_down(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    scene.program.wait_until_blocked(SOON)?;
    scene.go()?;
    scene.program.quiet_about("close", A_WHILE)?;
    scene.peer.ack_all();
    let call = scene.call("close")?;
    scene.require(call.result == 0 && call.took < SOON, "the close to return when the ACK came", &call)?;
    scene.holds(scene.peer.received() == pattern(TOTAL), "the bytes the program sent")?;
    scene.never_sent(Flags::RST)?;
    scene.finish()
}

/// Shuts down with nothing acknowledged, then closes with linger 0.
fn shut_down_then_close_hard(scene: &mut Scene<'_>) -> Outcome {
    scene.peer.withhold_acks();
    shut_down(scene)?;
    scene.peer.expect(Fin, SOON)?;
    scene.go()?;
    scene.succeeded_at_once("close")
}

fn linger_0_after_it_resets(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "shutdown_close", &[BYTES, SD_SEND, "0"])?;
    shut_down_then_close_hard(&mut scene)?;
    scene.reset_and_gone()?;
    scene.finish()
}

fn linger_0_after_it_and_after_the_peer_resets(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "shutdown_close", &[BYTES, SD_SEND, "0"])?;
    scene.peer.fin();
    scene.peer.expect(Acknowledged, SOON)?;
    shut_down_then_close_hard(&mut scene)?;
    let reset = scene.peer.expect(Rst, A_WHILE);
    known_gap(
        "in LAST_ACK, with everything sent, the kernel drops a connection without RST",
        reset.map(drop).map_err(Into::into),
    )?;
    scene.holds(scene.state()?.is_none(), "no socket of the connection")?;
    scene.finish()
}

fn receive_sends_nothing(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "shutdown_receive", &[])?;
    scene.reached("connected")?;
    lab.peer().settle(SOON)?;
    let before = scene.peer.segments().len();
    scene.go()?;
    scene.holds(scene.reached("shutdown")? == 0, "shutdown to return 0")?;
    lab.peer().settle(SOON)?;
    scene.holds(scene.peer.segments().len() == before, "nothing on the wire")?;
    scene.go()?;
    scene.holds(scene.reached("sent")? == 10, "the other direction to work")?;
    scene.peer.expect(Bytes(10), SOON)?;
    scene.never_sent(Flags::FIN)?;
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.peer.expect(Fin, SOON)?;
    scene.never_sent(Flags::RST)?;
    scene.finish()
}
