//! Requests to be told of changed addresses and routes: a change in the namespace ends them, each once.

use std::net::Ipv4Addr;

use wire_lab::{Lab, Program};
use ws2_types::WsaError;

use crate::programs;
use crate::script::{A_WHILE, Failure, Outcome, SOON, cases};

cases![
    "" told_by_event_each_time,
    "" told_at_a_port,
    "" told_by_routine,
    "" told_to_a_blocking_call,
    "C8" close_ends_a_blocking_call,
    "C9 C10" close_cancels,
    "" cancelled_by_the_program,
    "" every_request_ends_once,
    "" route_that_appears,
    "" route_that_stays,
    "" any_route,
    "" recorded_as_network_event,
    "" arguments,
];

const NEW: Ipv4Addr = Ipv4Addr::new(10, 88, 0, 2);
const NEWER: Ipv4Addr = Ipv4Addr::new(10, 89, 0, 2);
/// Reached through `NEW`, and not at all before.
const BEHIND: &str = "10.88.0.9";
const ABORTED: i64 = 995;
const FD_ROUTING_INTERFACE_CHANGE: i64 = 1 << 8;
const FD_ADDRESS_LIST_CHANGE: i64 = 1 << 9;

fn start(lab: &Lab, arguments: &[&str]) -> Result<Program, Failure> {
    programs::start(lab, "await_change", arguments)
}

fn says(program: &Program, name: &str, value: i64) -> Outcome {
    let said = program.number(name, SOON)?;
    if said == value { Ok(()) } else { Err(format!("{name} is {said}, not {value}").into()) }
}

fn code(error: WsaError) -> i64 {
    error.code().into()
}

/// The program asks, and nothing ends its request before there is a change.
fn asks(lab: &Lab, arguments: &[&str], answer: i64) -> Result<Program, Failure> {
    let program = start(lab, arguments)?;
    says(&program, "asked", answer)?;
    program.quiet_about("ended", A_WHILE)?;
    Ok(program)
}

fn add(lab: &Lab, alias: &str, address: Ipv4Addr) -> Outcome {
    Ok(lab.namespace().add_address(alias, address)?)
}

fn pending() -> i64 {
    code(WsaError::WSA_IO_PENDING)
}

fn told_by_event_each_time(lab: &Lab) -> Outcome {
    let mut program = asks(lab, &["event"], pending())?;
    add(lab, "lo:1", NEW)?;
    says(&program, "signaled", 1)?;
    says(&program, "ended", 0)?;
    program.tell("again")?;
    says(&program, "asked_again", pending())?;
    program.quiet_about("signaled_again", A_WHILE)?;
    add(lab, "lo:2", NEWER)?;
    says(&program, "signaled_again", 1)?;
    says(&program, "ended_again", 0)
}

fn told_at_a_port(lab: &Lab) -> Outcome {
    let program = asks(lab, &["port"], pending())?;
    add(lab, "lo:1", NEW)?;
    says(&program, "ended", 0)
}

fn told_by_routine(lab: &Lab) -> Outcome {
    let program = asks(lab, &["routine"], pending())?;
    add(lab, "lo:1", NEW)?;
    says(&program, "ended", 0)?;
    says(&program, "ran", 1)
}

fn told_to_a_blocking_call(lab: &Lab) -> Outcome {
    let mut program = asks(lab, &["blocking"], 0)?;
    program.tell("wait")?;
    add(lab, "lo:1", NEW)?;
    says(&program, "ended", 0)?;
    says(&program, "thread", 1)
}

fn close_ends_a_blocking_call(lab: &Lab) -> Outcome {
    let mut program = asks(lab, &["blocking_closed"], 0)?;
    program.tell("close")?;
    says(&program, "ended", code(WsaError::WSAEINTR))?;
    says(&program, "thread", 1)
}

fn close_cancels(lab: &Lab) -> Outcome {
    let mut program = asks(lab, &["close"], pending())?;
    program.tell("close")?;
    says(&program, "signaled", 1)?;
    says(&program, "ended", ABORTED)
}

fn cancelled_by_the_program(lab: &Lab) -> Outcome {
    let mut program = asks(lab, &["cancel"], pending())?;
    program.tell("cancel")?;
    says(&program, "cancelled", 1)?;
    says(&program, "none_left", 1)?;
    says(&program, "signaled", 1)?;
    says(&program, "ended", ABORTED)
}

fn every_request_ends_once(lab: &Lab) -> Outcome {
    let mut program = asks(lab, &["many"], pending())?;
    program.tell("close half")?;
    add(lab, "lo:1", NEW)?;
    says(&program, "others", 0)?;
    says(&program, "told", 60)?;
    says(&program, "odd_changed", 1)
}

fn route_that_appears(lab: &Lab) -> Outcome {
    let program = asks(lab, &["event", BEHIND], pending())?;
    add(lab, "lo:1", NEW)?;
    says(&program, "ended", 0)
}

fn route_that_stays(lab: &Lab) -> Outcome {
    let peer = lab.peer_address().to_string();
    let program = asks(lab, &["event", &peer], pending())?;
    add(lab, "lo:1", NEW)?;
    Ok(program.quiet_about("signaled", A_WHILE)?)
}

fn any_route(lab: &Lab) -> Outcome {
    let program = asks(lab, &["event", "0.0.0.0"], pending())?;
    add(lab, "lo:1", NEW)?;
    says(&program, "ended", 0)
}

fn recorded_as_network_event(lab: &Lab) -> Outcome {
    for (arguments, alias, next, events) in [
        (["events"].as_slice(), "lo:1", "lo:2", FD_ADDRESS_LIST_CHANGE),
        (["events", "0.0.0.0"].as_slice(), "lo:3", "lo:4", FD_ROUTING_INTERFACE_CHANGE),
    ] {
        let number: u8 = alias.trim_start_matches("lo:").parse()?;
        let mut program = asks(lab, arguments, code(WsaError::WSAEWOULDBLOCK))?;
        program.quiet_about("signaled", A_WHILE)?;
        add(lab, alias, Ipv4Addr::new(10, 90 + number, 0, 2))?;
        says(&program, "signaled", 1)?;
        says(&program, "recorded", events)?;
        // Not asked for again, the next one is not told.
        program.tell("next")?;
        program.line("looking", SOON)?;
        add(lab, next, Ipv4Addr::new(10, 90 + number + 1, 0, 2))?;
        program.quiet_about("signaled_again", A_WHILE)?;
    }
    Ok(())
}

fn arguments(lab: &Lab) -> Outcome {
    let program = start(lab, &["arguments"])?;
    says(&program, "short", code(WsaError::WSAEFAULT))?;
    says(&program, "family", code(WsaError::WSAEAFNOSUPPORT))?;
    says(&program, "short_nonblocking", code(WsaError::WSAEFAULT))?;
    says(&program, "nonblocking", code(WsaError::WSAEWOULDBLOCK))
}
