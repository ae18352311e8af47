//! Compiling and running the programs of `winsock/`, `raw/` and `tokio_echo/`.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Resource, Rlimit, getrlimit, pidfd_open, setrlimit};
use winsock_cli::{CommandLine, Compilation, Compiler, Language, Toolchain};

use crate::Outcome;
use crate::figures::Figures;

fn source(side: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(side).join(name)
}

/// Compiles `winsock/<name>.c` as `winsock cc -O2` does, against the library of this build.
///
/// # Errors
/// The compiler's.
pub fn compile_winsock(name: &str, scratch: &Path) -> Outcome<PathBuf> {
    let program = scratch.join(format!("{name}.winsock"));
    let arguments: Vec<OsString> = vec![
        "-O2".into(),
        source("winsock", &format!("{name}.c")).into(),
        "-o".into(),
        program.clone().into(),
        "-lws2_32".into(),
    ];
    let compiler = Compiler::find(Language::C)?;
    let status = Compilation::plan(&Toolchain::locate()?, compiler, CommandLine::parse(arguments))?.run()?;
    if status.success() { Ok(program) } else { Err(format!("winsock/{name}.c does not compile").into()) }
}

/// Compiles `raw/<name>.c` with the plain compiler; `flags` come last.
///
/// # Errors
/// The compiler's.
pub fn compile_raw(name: &str, flags: &[String], scratch: &Path) -> Outcome<PathBuf> {
    let program = scratch.join(format!("{name}.raw"));
    let mut command = Compiler::find(Language::C)?.command();
    command
        .args(["-O2", "-pthread", "-o"])
        .arg(&program)
        .arg(source("raw", &format!("{name}.c")))
        .args(flags);
    if command.status()?.success() {
        Ok(program)
    } else {
        Err(format!("raw/{name}.c does not compile").into())
    }
}

/// Compiles `raw/<name>.c` with a library that pkg-config knows.
///
/// # Errors
/// Why it cannot be built here, in a few words.
pub fn compile_raw_with(library: &str, name: &str, scratch: &Path) -> Outcome<PathBuf> {
    let output = Command::new("pkg-config")
        .args(["--cflags", "--libs", library])
        .output()
        .map_err(|_| "there is no pkg-config")?;
    if !output.status.success() {
        return Err(format!("pkg-config finds no {library}").into());
    }
    let flags: Vec<String> =
        String::from_utf8(output.stdout)?.split_whitespace().map(str::to_owned).collect();
    compile_raw(name, &flags, scratch)
}

/// Builds `tokio_echo/`, which is no member of the workspace: nothing else there needs tokio. It is kept beside
/// the workspace's own output, so it is built once.
///
/// # Errors
/// Why it cannot be built here, in a few words: without a network and a filled cache, cargo's.
pub fn build_tokio_echo() -> Outcome<PathBuf> {
    let bench = std::env::current_exe()?;
    // target/<profile>/deps/<this program>
    let target =
        bench.ancestors().nth(3).ok_or("this program lies outside a target directory")?.join("tokio_echo");
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "--locked", "--manifest-path"])
        .arg(source("tokio_echo", "Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .env("CARGO_NET_RETRY", "0")
        .output()?;
    if output.status.success() {
        return Ok(target.join("release/tokio_echo"));
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let first = errors.lines().find_map(|line| line.strip_prefix("error: ")).unwrap_or("cargo failed");
    Err(format!("cargo: {first}").into())
}

/// Runs a program that measures to its end.
///
/// # Errors
/// A start that fails, an exit code other than 0, figures that cannot be read.
pub fn figures_of(mut command: Command) -> Outcome<Figures> {
    let output = with_own_library(&mut command).output()?;
    if output.status.success() {
        return Figures::parse(&String::from_utf8_lossy(&output.stdout));
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy();
    Err(format!("{program}: {}: {}", output.status, errors.trim_end()).into())
}

/// cargo's library path for benchmarks comes before the program's own, and an older library may lie there.
fn with_own_library(command: &mut Command) -> &mut Command {
    command.env_remove("LD_LIBRARY_PATH")
}

/// A server that announced its port. It ends by itself once its connections have come and gone; dropped before
/// that it is killed.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Kept open: the server may print more.
    _output: BufReader<ChildStdout>,
    /// The port on 127.0.0.1.
    pub port: u16,
}

impl Server {
    /// Starts `command` and waits for its line `port N`.
    ///
    /// # Errors
    /// A start that fails, or an end before that line.
    pub fn start(mut command: Command) -> Outcome<Server> {
        let mut child = with_own_library(&mut command).stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let output = BufReader::new(child.stdout.take().ok_or("a piped output")?);
        let mut server = Server { child, _output: output, port: 0 };
        let mut line = String::new();
        while server._output.read_line(&mut line)? > 0 {
            if let Some(port) = line.trim_end().strip_prefix("port ") {
                server.port = port.parse()?;
                return Ok(server);
            }
            line.clear();
        }
        Err(format!("{command:?} announced no port").into())
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the end that follows the last connection's.
    ///
    /// # Errors
    /// An exit code other than 0, or no end within ten seconds.
    pub fn finish(mut self) -> Outcome<()> {
        let descriptor = pidfd_open(Pid::from_child(&self.child), PidfdFlags::empty())?;
        let patience = Timespec { tv_sec: 10, tv_nsec: 0 };
        if poll(&mut [PollFd::new(&descriptor, PollFlags::IN)], Some(&patience))? == 0 {
            return Err("the server did not end after its last connection".into());
        }
        let status = self.child.wait()?;
        if status.success() { Ok(()) } else { Err(format!("the server ended with {status}").into()) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail when it has ended, which is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Lets programs open as many descriptors as this user may.
///
/// # Errors
/// The system's.
pub fn lift_descriptor_limit() -> Outcome<()> {
    let limit = getrlimit(Resource::Nofile);
    Ok(setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum })?)
}
