//! Closing a socket while another thread is blocked in `recv` on it: the thread comes back with WSAEINTR, and the wire shows
//! what the linger option asked for.

use wire_lab::{Fin, Flags, Lab};
use ws2_types::WsaError;

use crate::script::{Outcome, SOON, Scene, cases};

cases![
    "C8 C22" default_close_sends_fin,
    "C8 C24" linger_0_sends_rst,
    "C8 C27" linger_n_sends_fin,
];

/// Closes with the thread in `recv`, and checks what both calls gave.
fn close_under_the_thread<'a>(lab: &'a Lab, linger: &str) -> Result<Scene<'a>, crate::script::Failure> {
    let mut scene = Scene::open(lab, "close_during_recv", &[linger])?;
    scene.reached("receiving")?;
    scene.program.wait_until_blocked(SOON)?;
    scene.go()?;
    scene.succeeded_at_once("close")?;
    let receive = scene.call("recv")?;
    scene.require(receive.failed_with(WsaError::WSAEINTR), "recv to fail with WSAEINTR", &receive)?;
    scene.holds(scene.reached("thread")? == 0, "the thread to end")?;
    Ok(scene)
}

fn default_close_sends_fin(lab: &Lab) -> Outcome {
    let mut scene = close_under_the_thread(lab, "-1")?;
    scene.peer.expect(Fin, SOON)?;
    scene.never_sent(Flags::RST)?;
    scene.finish()
}

fn linger_0_sends_rst(lab: &Lab) -> Outcome {
    let mut scene = close_under_the_thread(lab, "0")?;
    scene.reset_without_fin()?;
    scene.finish()
}

fn linger_n_sends_fin(lab: &Lab) -> Outcome {
    let mut scene = close_under_the_thread(lab, "60")?;
    scene.peer.expect(Fin, SOON)?;
    scene.never_sent(Flags::RST)?;
    scene.finish()
}
