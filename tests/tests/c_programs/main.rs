//! Compiles the C programs of `tests/c` as users do, with `winsock cc` and `winsock c++`, and runs them.
//!
//! A program shows one behaviour. It ends with 0 when all its checks held, 77 when the machine lacks what it
//! needs (it says what), anything else when a check failed. A first line `/* todo: CLAIM reason */` marks a known
//! gap: the program must then fail, and fails the suite once it no longer does.
//!
//! Every program is compiled by gcc and clang as C99 and as C++17 and runs in two of the four builds. Those about
//! closing and lifetimes also run under AddressSanitizer and ThreadSanitizer. What a machine cannot do (no clang, no
//! sanitizer) is counted as ignored, with the reason.

mod build;
mod partner;
mod program;
mod providers;

use std::process::ExitCode;

use conformance::execution::Ending;
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use rustix::process::{Resource, getrlimit, setrlimit};

use crate::build::{BUILDS, Build};
use crate::program::CProgram;

/// More than one program opens at a time, and few enough that a program which leaks them runs out.
const DESCRIPTORS: u64 = 4096;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    limit_descriptors();
    let mut trials = Vec::new();
    for program in program::all() {
        for build in BUILDS.iter().filter(|build| build.concerns(program.area())) {
            let program = program.clone();
            let name = format!("{}::{}", program.name(), build.name);
            trials.push(Trial::ignorable_test(name, move || check(&program, build)).with_kind(build.kind()));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn check(program: &CProgram, build: &Build) -> Result<Completion, Failed> {
    if let Err(reason) = build.availability() {
        return Ok(Completion::ignored_with(reason));
    }
    let executable = build.compile(program)?;
    if !build.runs {
        return Ok(Completion::Completed);
    }
    // A catalog of its own: that of the machine must neither matter nor change.
    let catalog = tempfile::tempdir()?;
    let mut command = build.command(&executable);
    command.env("WINSOCK_CATALOG", catalog.path());
    if ["name_space", "spi"].contains(&program.area()) {
        command.env(providers::VARIABLE, providers::folder()?);
    }
    let outcome = partner::run_with(program.partner(), command)?;
    match (&outcome.ending, program.known_gap()) {
        (Ending::Passed, None) | (Ending::ChecksFailed, Some(_)) => Ok(Completion::Completed),
        (Ending::Skipped, _) => Ok(Completion::ignored_with(outcome.output.trim())),
        (Ending::Passed, Some(gap)) => {
            Err(format!("the known gap ({gap}) is closed: remove the todo line").into())
        }
        (ending, _) => Err(format!("{ending}\n{}", outcome.output).into()),
    }
}

/// The limit is inherited by the programs.
fn limit_descriptors() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = Some(limit.maximum.map_or(DESCRIPTORS, |maximum| maximum.min(DESCRIPTORS)));
    // Where this fails, the programs that need many descriptors say so.
    let _ = setrlimit(Resource::Nofile, limit);
}
