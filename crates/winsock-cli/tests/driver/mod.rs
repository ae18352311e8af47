//! Runs the real `winsock` command in a directory of its own.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A scratch directory with sources in it.
pub(crate) struct Workspace(TempDir);

impl Workspace {
    pub(crate) fn new() -> Workspace {
        Workspace(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and the directories above it.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Workspace {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// The command, in this directory, without the caller's compilers and places.
    pub(crate) fn winsock(&self) -> Command {
        self.command(env!("CARGO_BIN_EXE_winsock"))
    }

    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(self.0.path());
        for variable in ["CC", "CXX", "WINSOCK_CC", "WINSOCK_CXX", "WINSOCK_HOME"] {
            command.env_remove(variable);
        }
        // Forwarding headers must not pile up in the home directory.
        command.env("XDG_CACHE_HOME", self.path("cache"));
        command
    }
}

/// Runs to the end and expects success; the result is what was printed.
#[track_caller]
pub(crate) fn succeed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}\n{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// Runs to the end and expects failure.
#[track_caller]
pub(crate) fn fail(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(!output.status.success(), "{command:?} succeeded:\n{}", text(&output.stdout));
    output
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The compilers to try: gcc always, clang where it is installed.
pub(crate) fn compilers() -> Vec<(&'static str, &'static str)> {
    let has_clang =
        Command::new("clang++").arg("--version").output().is_ok_and(|output| output.status.success());
    if has_clang {
        vec![("gcc", "g++"), ("clang", "clang++")]
    } else {
        println!("SKIP clang: not installed");
        vec![("gcc", "g++")]
    }
}
