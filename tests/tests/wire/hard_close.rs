//! Linger 0: the close returns at once, RST is sent at once, what was not sent is lost, and no TIME_WAIT stays.

use wire_lab::{Acknowledged, Bytes, Lab};

use crate::programs;
use crate::script::{Outcome, SOON, Scene, cases};

cases![
    "C24 C26" resets_with_data_unacknowledged,
    "C24 C26" resets_with_nothing_outstanding,
    "C24" unsent_data_is_lost,
    "C24" nonblocking_resets_too,
    "C24" resets_with_unread_input,
    "C24 C26" resets_after_the_peer_closed,
    "C24" an_accepted_socket_inherits_it,
];

const TOTAL: usize = 5_000;
const BYTES: &str = "5000";

fn sent(scene: &mut Scene<'_>) -> Outcome {
    scene.go()?;
    scene.reached("sent")?;
    Ok(())
}

fn closes_hard(scene: &mut Scene<'_>) -> Outcome {
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.reset_without_fin()?;
    scene.finish()
}

fn resets_with_data_unacknowledged(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, "0", "blocking"])?;
    scene.peer.withhold_acks();
    sent(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    closes_hard(&mut scene)
}

fn resets_with_nothing_outstanding(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, "0", "blocking"])?;
    sent(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    closes_hard(&mut scene)
}

fn unsent_data_is_lost(lab: &Lab) -> Outcome {
    let mut scene = Scene::open_with_shut_window(lab, "linger_close", &[BYTES, "0", "blocking"])?;
    sent(&mut scene)?;
    closes_hard(&mut scene)?;
    scene.holds(scene.peer.received().is_empty(), "none of the data")
}

fn nonblocking_resets_too(lab: &Lab) -> Outcome {
    let mut scene = Scene::open_with_shut_window(lab, "linger_close", &[BYTES, "0", "nonblocking"])?;
    sent(&mut scene)?;
    closes_hard(&mut scene)
}

fn resets_with_unread_input(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, "0", "blocking"])?;
    scene.peer.send(b"never read")?;
    scene.peer.expect(Acknowledged, SOON)?;
    sent(&mut scene)?;
    closes_hard(&mut scene)
}

fn resets_after_the_peer_closed(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "linger_close", &[BYTES, "0", "blocking"])?;
    scene.peer.withhold_acks();
    scene.peer.fin();
    scene.peer.expect(Acknowledged, SOON)?;
    sent(&mut scene)?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    closes_hard(&mut scene)
}

fn an_accepted_socket_inherits_it(lab: &Lab) -> Outcome {
    let program = programs::start(lab, "inherited_linger", &[&lab.program_address().to_string()])?;
    let port = u16::try_from(program.number("port", SOON)?)?;
    let peer = lab.peer().connect(port, SOON)?;
    let mut scene = Scene { lab, program, peer };
    scene.succeeded_at_once("close")?;
    scene.peer.expect(wire_lab::Rst, SOON)?;
    scene.never_sent(wire_lab::Flags::FIN)?;
    scene.finish()
}
