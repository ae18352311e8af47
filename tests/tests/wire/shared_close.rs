//! Two processes share a connection: whichever closes last has the effect of the close, the other one none.

use std::time::Duration;

use wire_lab::{Acknowledged, Bytes, Fin, Flags, Lab, TcpState};
use ws2_types::WsaError;

use crate::script::{A_WHILE, Outcome, SOON, Scene, cases};

cases![
    "C5 C21 C22" default_close_here_last,
    "C5 C21 C22" default_close_there_last,
    "C5 C22" what_both_have_sent_arrives,
    "C5 C22" default_close_with_unread_input,
    "C5 C24 C26" hard_close_here_last,
    "C5 C24 C26" hard_close_there_last,
    "C5 C27 C29" lingering_close_here_last,
    "C5 C27 C29" lingering_close_there_last,
    "C5 C28 C29 C30" out_of_time_here_last,
    "C5 C28 C29 C30" out_of_time_there_last,
    "C5 C31" refused_here_last,
    "C5 C31" refused_there_last,
    "C5 C22" both_at_once_by_default,
    "C5 C24" both_at_once_hard,
    "C5 C27" both_at_once_lingering,
    "C5 C24" hard_close_behind_a_killed_process,
    "C5" a_killed_process_that_is_the_last,
    "C5" clean_up_is_not_the_last_close,
];

const TOTAL: usize = 5_000;
const BYTES: &str = "5000";
const DEFAULT: &str = "-1";
/// Longer than any of the cases that end before their time.
const LONG: &str = "60";

/// A program that has shared its connection and sent its data, of which the peer acknowledges nothing if `withheld`.
fn shared<'a>(lab: &'a Lab, linger: &str, withheld: bool) -> Result<Scene<'a>, crate::script::Failure> {
    let mut scene = Scene::open(lab, "shared_close", &[BYTES, linger, "0"])?;
    if withheld {
        scene.peer.withhold_acks();
    }
    scene.go()?;
    scene.reached("sent")?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    Ok(scene)
}

/// Has the socket closed in one process, which must have no effect.
fn close_first(scene: &mut Scene<'_>, process: &str) -> Outcome {
    scene.program.tell(process)?;
    scene.succeeded_at_once(process)?;
    scene.never_sent(Flags::FIN)?;
    scene.never_sent(Flags::RST)?;
    scene.holds(scene.state()? == Some(TcpState::Established), "the connection to stay")
}

fn finish(scene: &mut Scene<'_>) -> Outcome {
    scene.program.tell("leave")?;
    scene.holds(scene.reached("cleanup")? == 0, "WSACleanup to return 0")
}

fn default_close(lab: &Lab, order: [&str; 2]) -> Outcome {
    let mut scene = shared(lab, DEFAULT, true)?;
    close_first(&mut scene, order[0])?;
    scene.program.tell(order[1])?;
    scene.succeeded_at_once(order[1])?;
    scene.peer.expect(Fin, SOON)?;
    scene.peer.ack_all();
    scene.got_all_then_fin(TOTAL)?;
    finish(&mut scene)
}

fn default_close_here_last(lab: &Lab) -> Outcome {
    default_close(lab, ["there", "here"])
}

fn default_close_there_last(lab: &Lab) -> Outcome {
    default_close(lab, ["here", "there"])
}

fn what_both_have_sent_arrives(lab: &Lab) -> Outcome {
    // 251 bytes are a period of the pattern.
    let mut scene = Scene::open(lab, "shared_close", &["4749", DEFAULT, "251"])?;
    scene.go()?;
    scene.reached("shared")?;
    scene.peer.expect(Bytes(TOTAL), SOON)?;
    close_first(&mut scene, "there")?;
    scene.program.tell("here")?;
    scene.succeeded_at_once("here")?;
    scene.got_all_then_fin(TOTAL)?;
    finish(&mut scene)
}

fn default_close_with_unread_input(lab: &Lab) -> Outcome {
    let mut scene = shared(lab, DEFAULT, true)?;
    scene.peer.send(b"never read")?;
    scene.peer.expect(Acknowledged, SOON)?;
    close_first(&mut scene, "here")?;
    scene.program.tell("there")?;
    scene.succeeded_at_once("there")?;
    scene.peer.expect(Fin, SOON)?;
    scene.peer.ack_all();
    scene.got_all_then_fin(TOTAL)
}

fn hard_close(lab: &Lab, order: [&str; 2]) -> Outcome {
    let mut scene = shared(lab, "0", true)?;
    close_first(&mut scene, order[0])?;
    scene.program.tell(order[1])?;
    scene.succeeded_at_once(order[1])?;
    scene.reset_without_fin()?;
    finish(&mut scene)
}

fn hard_close_here_last(lab: &Lab) -> Outcome {
    hard_close(lab, ["there", "here"])
}

fn hard_close_there_last(lab: &Lab) -> Outcome {
    hard_close(lab, ["here", "there"])
}

fn lingering_close(lab: &Lab, order: [&str; 2]) -> Outcome {
    let mut scene = shared(lab, LONG, true)?;
    close_first(&mut scene, order[0])?;
    scene.program.tell(order[1])?;
    scene.peer.expect(Fin, SOON)?;
    scene.program.quiet_about(order[1], A_WHILE)?;
    scene.peer.ack_all();
    let call = scene.call(order[1])?;
    scene.require(call.result == 0 && call.took >= A_WHILE, "the last close to wait for the peer", &call)?;
    scene.got_all_then_fin(TOTAL)?;
    finish(&mut scene)
}

fn lingering_close_here_last(lab: &Lab) -> Outcome {
    lingering_close(lab, ["there", "here"])
}

fn lingering_close_there_last(lab: &Lab) -> Outcome {
    lingering_close(lab, ["here", "there"])
}

fn out_of_time(lab: &Lab, order: [&str; 2]) -> Outcome {
    let mut scene = shared(lab, "1", true)?;
    close_first(&mut scene, order[0])?;
    scene.program.tell(order[1])?;
    scene.ran_out_of_time(order[1], Duration::from_secs(1))?;
    finish(&mut scene)
}

fn out_of_time_here_last(lab: &Lab) -> Outcome {
    out_of_time(lab, ["there", "here"])
}

fn out_of_time_there_last(lab: &Lab) -> Outcome {
    out_of_time(lab, ["here", "there"])
}

/// On a non-blocking socket the first close succeeds, for it has nothing to wait for.
fn refused(lab: &Lab, order: [&str; 2]) -> Outcome {
    let mut scene = shared(lab, LONG, true)?;
    scene.program.tell("nonblocking")?;
    scene.reached("mode")?;
    close_first(&mut scene, order[0])?;
    scene.program.tell(order[1])?;
    scene.failed_at_once(order[1], WsaError::WSAEWOULDBLOCK)?;
    scene.never_sent(Flags::FIN)?;
    scene.never_sent(Flags::RST)
}

fn refused_here_last(lab: &Lab) -> Outcome {
    refused(lab, ["there", "here"])
}

fn refused_there_last(lab: &Lab) -> Outcome {
    refused(lab, ["here", "there"])
}

fn both_at_once_by_default(lab: &Lab) -> Outcome {
    let mut scene = shared(lab, DEFAULT, true)?;
    scene.program.tell("both")?;
    scene.succeeded_at_once("here")?;
    scene.succeeded_at_once("there")?;
    scene.peer.expect(Fin, SOON)?;
    scene.peer.ack_all();
    scene.got_all_then_fin(TOTAL)?;
    finish(&mut scene)
}

fn both_at_once_hard(lab: &Lab) -> Outcome {
    let mut scene = shared(lab, "0", true)?;
    scene.program.tell("both")?;
    scene.succeeded_at_once("here")?;
    scene.succeeded_at_once("there")?;
    scene.reset_without_fin()?;
    finish(&mut scene)
}

fn both_at_once_lingering(lab: &Lab) -> Outcome {
    let mut scene = shared(lab, LONG, true)?;
    scene.program.tell("both")?;
    scene.peer.expect(Fin, SOON)?;
    // Whichever it is, one of the two waits.
    scene.program.quiet_about("there", A_WHILE)?;
    scene.peer.ack_all();
    scene.holds(scene.call("here")?.result == 0 && scene.call("there")?.result == 0, "both to return 0")?;
    scene.got_all_then_fin(TOTAL)?;
    finish(&mut scene)
}

fn hard_close_behind_a_killed_process(lab: &Lab) -> Outcome {
    let mut scene = shared(lab, "0", true)?;
    scene.program.tell("kill")?;
    scene.reached("killed")?;
    scene.never_sent(Flags::RST)?;
    scene.program.tell("here")?;
    scene.succeeded_at_once("here")?;
    scene.reset_without_fin()?;
    finish(&mut scene)
}

/// Its kernel closes what it had, gracefully.
fn a_killed_process_that_is_the_last(lab: &Lab) -> Outcome {
    let mut scene = shared(lab, DEFAULT, true)?;
    close_first(&mut scene, "here")?;
    scene.program.tell("kill")?;
    scene.reached("killed")?;
    scene.peer.expect(Fin, SOON)?;
    scene.peer.ack_all();
    scene.got_all_then_fin(TOTAL)?;
    finish(&mut scene)
}

fn clean_up_is_not_the_last_close(lab: &Lab) -> Outcome {
    let mut scene = shared(lab, "0", true)?;
    finish(&mut scene)?;
    scene.never_sent(Flags::RST)?;
    scene.holds(scene.state()? == Some(TcpState::Established), "the connection to stay")?;
    scene.program.tell("there")?;
    scene.succeeded_at_once("there")?;
    scene.reset_without_fin()
}
