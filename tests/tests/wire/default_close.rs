//! No linger option set: the close returns at once, and everything queued is delivered, then FIN, in the background.

use wire_lab::{Acknowledged, Flags, Lab, TcpState};

use crate::script::{Outcome, SOON, Scene, cases};

cases![
    "C21 C22" data_then_fin,
    "C21 C22" nonblocking_never_would_block,
    "C22" unread_input_does_not_reset,
    "C22" the_window_opens_after_the_close,
    "C22" the_window_opens_after_the_close_with_unread_input,
    "C22" the_window_opens_after_the_process_ended,
    "C22" the_window_opens_after_the_process_ended_with_unread_input,
    "C22" the_peer_closed_first,
    "C22" nothing_was_sent,
];

const TOTAL: usize = 20_000;
const BYTES: &str = "20000";

/// Brings the program to the point where all is sent and the close comes next.
fn sent<'a>(scene: &mut Scene<'a>) -> Outcome {
    scene.go()?;
    scene.reached("sent")?;
    Ok(())
}

/// Gives the program input that it won't read.
fn give_input(scene: &Scene<'_>) -> Outcome {
    scene.peer.send(b"never read")?;
    scene.peer.expect(Acknowledged, SOON)?;
    Ok(())
}

fn data_then_fin(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "default_close", &[BYTES, "blocking"])?;
    sent(&mut scene)?;
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()
}

fn nonblocking_never_would_block(lab: &Lab) -> Outcome {
    let mut scene = Scene::open_with_shut_window(lab, "default_close", &[BYTES, "nonblocking"])?;
    sent(&mut scene)?;
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.peer.open_window(u16::MAX);
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()
}

fn unread_input_does_not_reset(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "default_close", &[BYTES, "blocking"])?;
    give_input(&scene)?;
    sent(&mut scene)?;
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()?;
    scene.never_sent(Flags::RST)
}

fn the_window_opens_after_the_close(lab: &Lab) -> Outcome {
    let mut scene = Scene::open_with_shut_window(lab, "default_close", &[BYTES, "blocking"])?;
    sent(&mut scene)?;
    close_then_open_window(&mut scene)
}

fn the_window_opens_after_the_close_with_unread_input(lab: &Lab) -> Outcome {
    let mut scene = Scene::open_with_shut_window(lab, "default_close", &[BYTES, "blocking"])?;
    give_input(&scene)?;
    sent(&mut scene)?;
    close_then_open_window(&mut scene)
}

fn close_then_open_window(scene: &mut Scene<'_>) -> Outcome {
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.never_sent(Flags::RST)?;
    scene.holds(scene.peer.received().is_empty(), "nothing sent into the shut window")?;
    scene.peer.open_window(u16::MAX);
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()
}

fn the_window_opens_after_the_process_ended(lab: &Lab) -> Outcome {
    let mut scene = Scene::open_with_shut_window(lab, "default_close", &[BYTES, "blocking"])?;
    sent(&mut scene)?;
    end_then_open_window(&mut scene)
}

fn the_window_opens_after_the_process_ended_with_unread_input(lab: &Lab) -> Outcome {
    let mut scene = Scene::open_with_shut_window(lab, "default_close", &[BYTES, "blocking"])?;
    give_input(&scene)?;
    sent(&mut scene)?;
    end_then_open_window(&mut scene)
}

fn end_then_open_window(scene: &mut Scene<'_>) -> Outcome {
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.finish()?;
    scene.never_sent(Flags::RST)?;
    scene.peer.open_window(u16::MAX);
    scene.got_all_then_fin(TOTAL)
}

fn the_peer_closed_first(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "default_close", &[BYTES, "blocking"])?;
    scene.peer.fin();
    scene.peer.expect(Acknowledged, SOON)?;
    scene.holds(scene.state()? == Some(TcpState::CloseWait), "the socket in CLOSE_WAIT")?;
    sent(&mut scene)?;
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.got_all_then_fin(TOTAL)?;
    scene.finish()?;
    scene.holds(scene.state()?.is_none(), "nothing left of a connection the peer closed first")
}

fn nothing_was_sent(lab: &Lab) -> Outcome {
    let mut scene = Scene::open(lab, "default_close", &["0", "blocking"])?;
    sent(&mut scene)?;
    scene.go()?;
    scene.succeeded_at_once("close")?;
    scene.got_all_then_fin(0)?;
    scene.finish()
}
