//! Linger n on a blocking socket: the close waits until all data is acknowledged, then returns 0; after n seconds it resets
//! the connection and returns 0 as well.

use std::time::Duration;

use wire_lab::{Acknowledged, Bytes, Fin, Flags, Lab};

use crate::script::{A_WHILE, Outcome, SOON, Scene, cases};

cases![
    "C27 C29" waits_for_the_ack,
    "C27 X12" the_ack_of_the_data_is_enough,
    "C27" waits_for_the_window,
    "C27" unread_input_does_not_reset,
    "C27" the_peer_closed_first,
    "X12" returns_at_once_when_all_is_acknowledged,
    "X12" returns_at_once_when_nothing_was_sent,
    "C28 C29 C30" resets_after_the_time,
    "C28 C29 C30" resets_after_the_time_with_the_window_shut,
    "C28 C29 C30" resets_after_the_time_when_the_peer_closed_first,
    "C28 C29 C30" resets_after_the_time_with_unread_input,
];

const TOTAL: usize = 5_000;
const BYTES: &str = "5000";
/// Longer than any of the cases that end before their time.
const LONG: &str = "60";

fn sent(scene: &mut Scene<'_>) -> Outcome {
    scene.go()?;
    scene.reached("sent")?;
    Ok(())
}

/// Checks that the close, which waited for `A_WHILE` and then for nothing more, returned 0.
fn ended_by_the_peer(scene: &Scene<'_>) -> Outcome {
    let call = scene.call("close")?;
    scene.require(call.result == 0, "the close to return 0", &call)?;
    scene.require(
        call.took >= A_WHILE && call.took < SOON,
        "the close to return when the peer allows it",
        &call,
    )
}

fn waits_for_the_ack(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, LONG, "blocking"])?;
    scene.peer.withhold_acks();
    sent(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    scene.go()?;
    scene.peer.expect(Fin, SOON)?;
    scene.program.quiet_about("close", A_WHILE)?;
    scene.peer.ack_all();
    ended_by_the_peer(&scene)?;
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()
}

fn the_ack_of_the_data_is_enough(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, LONG, "blocking"])?;
    scene.peer.withhold_acks();
    sent(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    scene.go()?;
    scene.peer.expect(Fin, SOON)?;
    scene.program.quiet_about("close", A_WHILE)?;
    scene.peer.ack_data();
    ended_by_the_peer(&scene)?;
    scene.never_sent(Flags::RST)?;
    scene.peer.ack_all();
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()
}

fn waits_for_the_window(lab: &Lab) -> Outcome {
    let mut scene = Scene::open_with_shut_window(lab, "linger_close", &[BYTES, LONG, "blocking"])?;
    sent(&mut scene)?;
    scene.program.wait_until_blocked(SOON)?;
    scene.go()?;
    scene.program.quiet_about("close", A_WHILE * 2)?;
    scene.peer.open_window(u16::MAX);
    ended_by_the_peer(&scene)?;
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()
}

fn unread_input_does_not_reset(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, LONG, "blocking"])?;
    scene.peer.send(b"never read")?;
    scene.peer.expect(Acknowledged, SOON)?;
    scene.peer.withhold_acks();
    sent(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    scene.go()?;
    scene.peer.expect(Fin, SOON)?;
    scene.program.quiet_about("close", A_WHILE)?;
    scene.peer.ack_all();
    ended_by_the_peer(&scene)?;
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()?;
    scene.never_sent(Flags::RST)
}

fn the_peer_closed_first(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, LONG, "blocking"])?;
    scene.peer.withhold_acks();
    scene.peer.fin();
    scene.peer.expect(Acknowledged, SOON)?;
    sent(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    scene.program.wait_until_blocked(SOON)?;
    scene.go()?;
    scene.program.quiet_about("close", A_WHILE * 2)?;
    scene.peer.ack_all();
    ended_by_the_peer(&scene)?;
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()
}

fn returns_at_once_when_all_is_acknowledged(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, LONG, "blocking"])?;
    sent(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    // The FIN will find no answer: it needs none.
    scene.peer.ack_data();
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.peer.ack_all();
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()
}

fn returns_at_once_when_nothing_was_sent(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &["0", LONG, "blocking"])?;
    sent(&mut scene)?;
    scene.peer.withhold_acks();
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.got_all_then_fin(0)?;
    scene.finish()
}

/// Closes with a linger time of one second that nothing shortens.
fn runs_out_of_time(scene: &mut Scene<'_>) -> Outcome {
    scene.go()?;
    scene.ran_out_of_time("close", Duration::from_secs(1))?;
    scene.finish()
}

fn resets_after_the_time(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, "1", "blocking"])?;
    scene.peer.withhold_acks();
    sent(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    runs_out_of_time(&mut scene)
}

fn resets_after_the_time_with_the_window_shut(lab: &Lab) -> Outcome {
    let mut scene = Scene::open_with_shut_window(lab, "linger_close", &[BYTES, "1", "blocking"])?;
    sent(&mut scene)?;
    runs_out_of_time(&mut scene)?;
    scene.holds(scene.peer.received().is_empty(), "none of the data")
}

fn resets_after_the_time_when_the_peer_closed_first(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, "1", "blocking"])?;
    scene.peer.withhold_acks();
    scene.peer.fin();
    scene.peer.expect(Acknowledged, SOON)?;
    sent(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    runs_out_of_time(&mut scene)
}

fn resets_after_the_time_with_unread_input(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, "1", "blocking"])?;
    scene.peer.send(b"never read")?;
    scene.peer.expect(Acknowledged, SOON)?;
    scene.peer.withhold_acks();
    sent(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    runs_out_of_time(&mut scene)
}
