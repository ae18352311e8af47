//! `winsock run`: compile into a temporary directory, run, remove.

use std::ffi::OsString;
use std::process::{Command, ExitCode, ExitStatus};
use std::thread;

use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use winsock_cli::{CommandLine, Compilation, Compiler, Error, Language, Toolchain};

pub(crate) fn run(mut words: Vec<OsString>) -> Result<ExitCode, Error> {
    let toolchain = Toolchain::locate()?;
    let mut args = Vec::new();
    if let Some(end) = words.iter().position(|word| word == "--") {
        args = words.split_off(end).split_off(1);
    }
    let line = CommandLine::parse(words.iter().cloned());
    let Some(source) = line.sources().first().map(|file| file.to_path_buf()) else {
        return Err(Error::NothingToRun);
    };
    let language = if line.has_cxx_source() { Language::Cxx } else { Language::C };

    let scratch = tempfile::Builder::new()
        .prefix("winsock-")
        .tempdir()
        .map_err(|source| Error::Io { action: "make a temporary directory".into(), source })?;
    let program = scratch.path().join(source.file_stem().unwrap_or("program".as_ref()));
    words.extend(["-o".into(), program.clone().into_os_string()]);
    let compilation = Compilation::plan(&toolchain, Compiler::find(language)?, CommandLine::parse(words))?;
    let compiled = compilation.run()?;
    if !compiled.success() {
        return Ok(super::exit_code(compiled));
    }
    let status = run_to_end(Command::new(&program).args(args))
        .map_err(|source| Error::Io { action: format!("run {}", program.display()), source })?;
    Ok(super::exit_code(status))
}

/// Runs the program and outlives it, so that the temporary directory is removed in any case.
fn run_to_end(command: &mut Command) -> std::io::Result<ExitStatus> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    let handle = signals.handle();
    let mut child = command.spawn()?;
    let process = pidfd_open(Pid::from_child(&child), PidfdFlags::empty())?;
    let forwarder = thread::spawn(move || {
        for signal in signals.forever() {
            // Ctrl-C reaches the program by itself, as it belongs to the same terminal.
            if signal != SIGINT {
                // It fails only when the program has ended already.
                let _ = pidfd_send_signal(&process, named(signal));
            }
        }
    });
    let status = child.wait();
    handle.close();
    // The thread ends with its iterator; it has nothing to report.
    let _ = forwarder.join();
    status
}

fn named(signal: i32) -> Signal {
    if signal == SIGHUP { Signal::HUP } else { Signal::TERM }
}
