//! Closing a socket while another thread is blocked in `recv` or `send` on it: the thread comes back with WSAEINTR, and the wire
//! shows what the linger option asked for.

use std::time::Duration;

use wire_lab::{Fin, Flags, Lab};
use ws2_types::WsaError;

use crate::script::{Failure, Outcome, SOON, Scene, cases};

cases![
    "C8 C22" default_close_under_recv_sends_fin,
    "C8 C24" linger_0_under_recv_sends_rst,
    "C8 C27" linger_n_under_recv_sends_fin,
    "C8 C22" default_close_under_send_delivers_what_send_took,
    "C8 C24" linger_0_under_send_sends_rst,
    "C8 C28 C30" linger_n_under_send_resets_after_the_time,
];

/// Closes with the thread in `recv`, and checks what both calls gave.
fn close_under_recv<'a>(lab: &'a Lab, linger: &str) -> Result<Scene<'a>, Failure> {
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

fn default_close_under_recv_sends_fin(lab: &Lab) -> Outcome {
    let mut scene = close_under_recv(lab, "-1")?;
    scene.peer.expect(Fin, SOON)?;
    scene.never_sent(Flags::RST)?;
    scene.finish()
}

fn linger_0_under_recv_sends_rst(lab: &Lab) -> Outcome {
    let mut scene = close_under_recv(lab, "0")?;
    scene.reset_without_fin()?;
    scene.finish()
}

fn linger_n_under_recv_sends_fin(lab: &Lab) -> Outcome {
    let mut scene = close_under_recv(lab, "60")?;
    scene.peer.expect(Fin, SOON)?;
    scene.never_sent(Flags::RST)?;
    scene.finish()
}

/// Closes with the thread in `send` and the window shut, and checks what `send` gave. The close is told, not awaited.
fn close_under_send<'a>(lab: &'a Lab, linger: &str) -> Result<Scene<'a>, Failure> {
    let mut scene = Scene::open_with_shut_window(lab, "close_during_send", &[linger])?;
    scene.reached("sending")?;
    scene.program.wait_until_blocked(SOON)?;
    scene.go()?;
    let send = scene.call("send")?;
    scene.require(send.failed_with(WsaError::WSAEINTR), "send to fail with WSAEINTR", &send)?;
    Ok(scene)
}

fn default_close_under_send_delivers_what_send_took(lab: &Lab) -> Outcome {
    let mut scene = close_under_send(lab, "-1")?;
    scene.succeeded_at_once("close")?;
    let taken = usize::try_from(scene.reached("taken")?)?;
    scene.peer.open_window(u16::MAX);
    scene.peer.expect(Fin, SOON)?;
    // A call that failed may have queued a part of its data.
    scene.holds(scene.peer.received().len() >= taken, "all that send took")?;
    scene.never_sent(Flags::RST)?;
    scene.finish()
}

fn linger_0_under_send_sends_rst(lab: &Lab) -> Outcome {
    let mut scene = close_under_send(lab, "0")?;
    scene.succeeded_at_once("close")?;
    scene.reset_without_fin()?;
    scene.finish()
}

fn linger_n_under_send_resets_after_the_time(lab: &Lab) -> Outcome {
    let mut scene = close_under_send(lab, "1")?;
    scene.ran_out_of_time("close", Duration::from_secs(1))?;
    scene.finish()
}
