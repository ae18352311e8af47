//! Runs each program of `programs/` as C and as C++, with each compiler there is, and compares what it prints.
//!
//! `x.c` or `x.cpp` prints what is in `x.expected`, reads `x.input` if there is one, and gets as arguments the
//! words of its line `arguments:` if it has one. Warnings are errors.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};
use winsock_cli::{Names, Toolchain, compile_flags, link_flags};

/// A way to compile: the name of the case, the compiler, its flags.
type Compiler = (&'static str, &'static str, &'static [&'static str]);

/// For most programs.
const C: [Compiler; 3] = [
    ("gcc c99", "gcc", &["-std=gnu99", "-x", "c"]),
    (
        "clang c17 optimised",
        "clang",
        &["-std=gnu17", "-O2", "-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=2", "-x", "c"],
    ),
    ("g++ c++17", "g++", &["-std=c++17", "-x", "c++"]),
];

/// For programs in C++.
const CXX: [Compiler; 3] = [
    ("g++ c++11", "g++", &["-std=c++11"]),
    ("g++ c++20 optimised", "g++", &["-std=c++20", "-O2", "-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=2"]),
    ("clang++ c++17", "clang++", &["-std=c++17"]),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let toolchain = Toolchain::locate().expect("the library is built");
    let mut trials = Vec::new();
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let mut sources: Vec<PathBuf> =
        fs::read_dir(programs).expect("programs").map(|entry| entry.expect("a file").path()).collect();
    sources.sort();
    for source in sources {
        let compilers = match source.extension().and_then(|extension| extension.to_str()) {
            Some("c") => C,
            Some("cpp") => CXX,
            _ => continue,
        };
        for (case, compiler, flags) in compilers {
            let name = format!("{}: {case}", source.file_stem().expect("a name").to_string_lossy());
            let (source, toolchain) = (source.clone(), toolchain.clone());
            let missing = Command::new(compiler).arg("--version").output().is_err();
            let trial = Trial::test(name, move || check(&toolchain, &source, compiler, flags));
            trials.push(trial.with_ignored_flag(missing));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn check(toolchain: &Toolchain, source: &Path, compiler: &str, flags: &[&str]) -> Result<(), Failed> {
    let scratch = tempfile::tempdir()?;
    let program = scratch.path().join("program");
    let output = Command::new(compiler)
        .args(flags)
        .args(["-Wall", "-Wextra", "-Werror"])
        .args(compile_flags(toolchain, Names::Windows))
        .arg(source)
        .args(["-x", "none", "-o"])
        .arg(&program)
        .args(link_flags(toolchain, false)?)
        .output()?;
    if !output.status.success() {
        return Err(format!("{compiler}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = fs::read_to_string(source)?;
    let arguments =
        text.lines().find_map(|line| line.split_once("arguments: ")).map_or("", |(_, words)| words);
    let input = fs::read(source.with_extension("input")).unwrap_or_default();
    let mut child = Command::new(&program)
        .args(arguments.trim_end_matches("*/").split_whitespace())
        .current_dir(scratch.path())
        .env("TZ", "UTC")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    // A program that does not read its input closes the pipe.
    let _ = child.stdin.take().expect("a pipe").write_all(&input);
    let output = child.wait_with_output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let expected = fs::read_to_string(source.with_extension("expected"))?;
    if printed != expected {
        return Err(difference(&printed, &expected, &String::from_utf8_lossy(&output.stderr)).into());
    }
    if !output.status.success() {
        return Err(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(())
}

fn difference(printed: &str, expected: &str, stderr: &str) -> String {
    let mut report = String::new();
    let (mut printed, mut expected) = (printed.split('\n'), expected.split('\n'));
    loop {
        match (printed.next(), expected.next()) {
            (None, None) => break,
            (got, want) if got == want => {}
            (got, want) => report += &format!("printed  {got:?}\nexpected {want:?}\n"),
        }
    }
    report + stderr
}
