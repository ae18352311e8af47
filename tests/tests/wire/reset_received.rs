//! The other end of a hard close: once the peer has reset the connection every receive fails, with data unread or not.

use wire_lab::{Acknowledged, Lab};
use ws2_types::WsaError;

use crate::script::{Outcome, SOON, Scene, cases};

cases![
    "C25" receive_fails,
    "C25 X10" receive_fails_with_data_unread,
];

fn receive_fails(lab: &Lab) -> Outcome {
    let scene = Scene::open(lab, "receive_after_reset", &[])?;
    every_receive_fails(scene)
}

fn receive_fails_with_data_unread(lab: &Lab) -> Outcome {
    let scene = Scene::open(lab, "receive_after_reset", &[])?;
    scene.peer.send(b"too late to be read")?;
    scene.peer.expect(Acknowledged, SOON)?;
    every_receive_fails(scene)
}

fn every_receive_fails(mut scene: Scene<'_>) -> Outcome {
    scene.reached("connected")?;
    scene.peer.reset();
    scene.go()?;
    for receive in ["first", "second", "third"] {
        scene.failed_at_once(receive, WsaError::WSAECONNRESET)?;
    }
    scene.succeeded_at_once("close")?;
    scene.finish()
}
