//! Closes seen on the wire: each case starts a small Winsock program from `tests/c/wire` in a network namespace of its own, against
//! a scripted TCP peer, and checks the segments, what the program's calls returned and how long they took.
//!
//! The word in brackets before a case's name is the statement of the close contract that it holds the library to. Where the
//! machine gives no namespace or no TUN device every case is counted as ignored, with the reason.

mod blocked_calls;
mod changes;
mod default_close;
mod hard_close;
mod lingering_close;
mod nonblocking_linger;
mod programs;
mod reset_received;
mod script;
mod shared_close;
mod shutdown;

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use wire_lab::{Lab, netns};

use crate::script::{Case, Failure};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    // Where this is refused, so is the lab of each case, which then says why.
    let _ = netns::become_namespace_root();
    let subjects: [(&str, &[Case]); 9] = [
        ("default_close", default_close::CASES),
        ("hard_close", hard_close::CASES),
        ("lingering_close", lingering_close::CASES),
        ("nonblocking_linger", nonblocking_linger::CASES),
        ("shutdown", shutdown::CASES),
        ("reset_received", reset_received::CASES),
        ("blocked_calls", blocked_calls::CASES),
        ("changes", changes::CASES),
        ("shared_close", shared_close::CASES),
    ];
    let trials = subjects.iter().flat_map(|(subject, cases)| {
        cases.iter().map(move |case| {
            Trial::ignorable_test(format!("{subject}::{}", case.name), || run(case)).with_kind(case.claims)
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn run(case: &'static Case) -> Result<Completion, Failed> {
    let outcome = Lab::run(|lab| (case.run)(lab).map_err(|failure| with_pcap(case, lab, failure)));
    match outcome {
        Ok(outcome) => outcome.map(|()| Completion::Completed).map_err(Failed::from),
        Err(refusal) => Ok(Completion::ignored_with(format!("skipped: {refusal}"))),
    }
}

/// Keeps the packets of a failed case for Wireshark and says where.
fn with_pcap(case: &Case, lab: &Lab, failure: Failure) -> String {
    let path = Path::new(programs::SCRATCH).join(format!("{}.pcap", case.name));
    let written = File::create(&path)
        .map_err(Failure::from)
        .and_then(|file| Ok(lab.recorder().capture().write_pcap(BufWriter::new(file))?));
    match written {
        Ok(()) => format!("{failure}\npackets: {}", path.display()),
        Err(error) => format!("{failure}\npackets could not be written: {error}"),
    }
}
