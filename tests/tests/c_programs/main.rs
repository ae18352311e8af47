//! Compiles the C programs of `tests/c` as users do, with `winsock cc` and `winsock c++`, and runs them.
//!
//! A program shows one behaviour. It ends with 0 when all its checks held, 77 when the machine lacks what it
//! needs (it says what), anything else when a check failed. A first line `/* todo: CLAIM reason */` marks a known
//! gap: the program must then fail, and fails the suite once it no longer does.
//!
//! Programs that say what a provider has to do run three times more, under layers ([`layers`]).
//!
//! Every program is compiled by gcc and clang as C99 and as C++17 and runs in two of the four builds. Those about
//! closing and lifetimes also run under AddressSanitizer and ThreadSanitizer. What a machine cannot do (no clang, no
//! sanitizer) is counted as ignored, with the reason.

mod build;
mod layers;
mod partner;
mod program;
mod providers;

use std::process::ExitCode;

use conformance::execution::Ending;
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use rustix::process::{Resource, getrlimit, setrlimit};

use crate::build::{BUILDS, Build};
use crate::layers::{LAYERINGS, Layering};
use crate::program::CProgram;

/// More than one program opens at a time, and few enough that a program which leaks them runs out.
const DESCRIPTORS: u64 = 4096;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    limit_descriptors();
    let mut trials = Vec::new();
    let programs = program::all();
    for program in &programs {
        for build in BUILDS.iter().filter(|build| build.concerns(program.area())) {
            let program = program.clone();
            let name = format!("{}::{}", program.name(), build.name);
            trials.push(
                Trial::ignorable_test(name, move || check(&program, build, None)).with_kind(build.kind()),
            );
        }
    }
    for program in programs.iter().filter(|program| Layering::concerns(program.area())) {
        for layering in LAYERINGS {
            let program = program.clone();
            let name = format!("{}::{}", program.name(), layering.name());
            let run = move || check_under(&program, layering);
            trials.push(Trial::ignorable_test(name, run).with_kind("layer"));
        }
    }
    let names: Vec<String> = programs.iter().map(CProgram::name).collect();
    trials.push(Trial::test("layers::exceptions_are_programs", move || layers::check_exceptions(&names)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// One build is enough: it is the layer that differs.
fn check_under(program: &CProgram, layering: Layering) -> Result<Completion, Failed> {
    match layering.exception(&program.name()) {
        Some(reason) => Ok(Completion::ignored_with(reason)),
        None => check(program, &BUILDS[0], Some(layering)),
    }
}

fn check(program: &CProgram, build: &Build, layering: Option<Layering>) -> Result<Completion, Failed> {
    if let Err(reason) = build.availability() {
        return Ok(Completion::ignored_with(reason));
    }
    let executable = build.compiled(program)?;
    if !build.runs {
        return Ok(Completion::Completed);
    }
    // A catalog of its own: that of the machine must neither matter nor change.
    let catalog = tempfile::tempdir()?;
    if let Some(layering) = layering {
        layering.install(catalog.path())?;
    }
    let mut command = build.command(&executable);
    command.env("WINSOCK_CATALOG", catalog.path());
    let layer = layers::layer_of(&program.source())?;
    command.args(layer.as_deref());
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
