//! The C and C++ compilers the header tests run, and how they are called.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One compiler with a language standard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Compiler {
    /// `gcc`, `g++`, `clang`, `clang++`.
    pub(crate) program: &'static str,
    /// `c11`, `c++17` and so on.
    pub(crate) standard: &'static str,
}

impl Compiler {
    /// Whether it compiles C++.
    pub(crate) fn is_cxx(self) -> bool {
        self.standard.contains("++")
    }

    /// The command, with the headers in front of the system's and Windows' names defined.
    pub(crate) fn command(self) -> Command {
        let mut command = Command::new(self.program);
        command.args(["-D_WIN32=1", "-D_WIN64=1", "-DWIN32=1", "-fshort-wchar"]);
        command.arg(format!("-std={}", self.standard)).arg("-I").arg(headers());
        command.args(["-x", if self.is_cxx() { "c++" } else { "c" }]);
        command
    }

    /// Compiles without output; what it said when it failed.
    pub(crate) fn check(self, source: &str, options: &[&str]) -> Result<(), String> {
        let mut command = self.command();
        command.args(options).args(["-fsyntax-only", "-"]);
        let (success, diagnostics) = feed(&mut command, source);
        if success { Ok(()) } else { Err(format!("{self}:\n{}", head(&diagnostics, 30))) }
    }

    /// What it says about a source that need not compile.
    pub(crate) fn diagnostics(self, source: &str, options: &[&str]) -> String {
        let mut command = self.command();
        command.args(options).args(["-fsyntax-only", "-"]);
        feed(&mut command, source).1
    }
}

impl fmt::Display for Compiler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -std={}", self.program, self.standard)
    }
}

/// The compilers that are installed. gcc must be; a skip of another one is said aloud.
pub(crate) fn installed(wanted: &[(&'static str, &'static str)]) -> Vec<Compiler> {
    let mut found = Vec::new();
    for &(program, standard) in wanted {
        if Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
        {
            found.push(Compiler { program, standard });
        } else {
            eprintln!("skipped: {program} -std={standard} ({program} is not installed)");
        }
    }
    assert!(!found.is_empty(), "a C compiler is needed");
    found
}

/// The folder of the headers.
pub(crate) fn headers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../include/winsock")
}

/// Runs `check` over `jobs` on all processors and panics with what failed.
pub(crate) fn all_pass<T: Sync>(jobs: &[T], check: impl Fn(&T) -> Result<(), String> + Sync) {
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(failure) = check(job) {
                        failures.lock().unwrap().push(failure);
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    let shown = failures.iter().take(5).cloned().collect::<Vec<_>>().join("\n");
    assert!(failures.is_empty(), "{} of {} failed:\n{shown}", failures.len(), jobs.len());
}

fn feed(command: &mut Command, source: &str) -> (bool, String) {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    // A compiler that stops at an early error closes its input; what it printed tells why.
    let _ = child.stdin.take().unwrap().write_all(source.as_bytes());
    let output = child.wait_with_output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn head(text: &str, lines: usize) -> String {
    text.lines().take(lines).collect::<Vec<_>>().join("\n")
}
