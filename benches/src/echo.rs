//! Echo servers under the same load: each point of connections, bytes and threads, turn by turn.
//!
//! One load generator drives all of them. A connection has one message under way; the generator compares what
//! comes back and waits, at the end, for the last answer of every connection.

use std::path::{Path, PathBuf};
use std::process::Command;

use indicatif::{ProgressBar, ProgressStyle};

use crate::Outcome;
use crate::cores::{self, Cores};
use crate::figures::Figures;
use crate::noise::{self, Reading};
use crate::options::Options;
use crate::program::{Server, build_tokio_echo, compile_raw, compile_raw_with, compile_winsock, figures_of};

/// The server that all others are compared with.
pub const REFERENCE: &str = "epoll";

/// A noisy measurement is repeated so often at most; the quietest counts.
const TRIES: u32 = 5;

/// One load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Connections, each with one message under way.
    pub connections: u32,
    /// Length of a message.
    pub bytes: u32,
    /// Threads of the server. One has a core of its own; more may use all, the load's too.
    pub threads: u32,
}

/// How a server is started.
#[derive(Clone, Debug)]
enum Launch {
    Program { path: PathBuf, extra: Option<&'static str> },
    Shell(String),
}

/// An echo server, or why there is none.
#[derive(Debug)]
pub struct EchoServer {
    /// How the table calls it.
    pub name: String,
    launch: Result<Launch, String>,
    one_thread_only: bool,
    /// The user's own: its failures are facts to report, not faults of the benchmark.
    foreign: bool,
}

impl EchoServer {
    pub(crate) fn built(name: &str, program: Outcome<PathBuf>, extra: Option<&'static str>) -> EchoServer {
        let launch = program.map(|path| Launch::Program { path, extra }).map_err(|error| error.to_string());
        EchoServer { name: name.to_owned(), launch, one_thread_only: false, foreign: false }
    }

    /// Why it could not be built here.
    pub fn not_built(&self) -> Option<&str> {
        self.launch.as_ref().err().map(String::as_str)
    }

    /// Whether it can serve with so many threads: a libuv loop has one.
    pub fn serves(&self, point: Point) -> bool {
        self.launch.is_ok() && (point.threads == 1 || !self.one_thread_only)
    }

    fn command(&self, point: Point, options: &Options) -> Outcome<Command> {
        let mut command = match self.launch.as_ref().map_err(String::as_str)? {
            Launch::Program { path, .. } => Command::new(path),
            Launch::Shell(line) => {
                let mut shell = Command::new("sh");
                // exec: the process that is measured is the server, not a shell.
                shell.args(["-c", &format!("exec {line} \"$@\""), &self.name]);
                shell
            }
        };
        let seconds = 30 + (options.warmup_ms + options.measure_ms) / 1000;
        command
            .args([point.threads, point.connections, point.bytes, seconds].map(|number| number.to_string()));
        if let Ok(Launch::Program { extra: Some(extra), .. }) = &self.launch {
            command.arg(extra);
        }
        Ok(command)
    }
}

/// All measurements of one run.
#[derive(Debug)]
pub struct Comparison {
    /// In the order of the table.
    pub servers: Vec<EchoServer>,
    /// Each with, per server, the figures of each turn.
    pub points: Vec<(Point, Vec<Vec<Figures>>)>,
    /// What servers of the user's own failed at: the server, and the point with the reason.
    pub failures: Vec<(String, String)>,
    /// Turns.
    pub runs: u32,
    /// How many measurements there are, and how many of them stayed noisy however often they were repeated.
    pub measurements: (usize, usize),
    /// What counted as noisy, in % of one core.
    pub max_noise: f64,
}

/// Builds the servers and measures all points that `options` name; progress goes to the standard error.
///
/// # Errors
/// A Winsock or epoll program that does not compile, or a server that fails under the load. A library that is not
/// installed and a failing server of the user's own are no errors: the table tells of them.
pub fn measure(options: &Options, scratch: &Path) -> Outcome<Comparison> {
    compare(servers(options, scratch)?, points(options), options, scratch)
}

/// Measures all points with all servers; among them must be [`REFERENCE`].
pub(crate) fn compare(
    servers: Vec<EchoServer>,
    points: Vec<Point>,
    options: &Options,
    scratch: &Path,
) -> Outcome<Comparison> {
    let load = compile_raw("load_generator", &[], scratch)?;
    let each: usize =
        points.iter().map(|point| servers.iter().filter(|server| server.serves(*point)).count()).sum();
    let progress = ProgressBar::new(each as u64 * u64::from(options.runs));
    progress.set_style(ProgressStyle::with_template("{wide_bar} {pos}/{len}, {eta} left: {msg}")?);

    let (mut noisy, mut measured, mut failures) = (0, Vec::new(), Vec::new());
    for point in points {
        let mut turns: Vec<Vec<Figures>> = vec![Vec::new(); servers.len()];
        let mut failed = vec![false; servers.len()];
        for run in 0..options.runs as usize {
            // Each turn begins with another server: none is always the one after a pause.
            for index in (0..servers.len()).map(|index| (index + run) % servers.len()) {
                let server = &servers[index];
                if !server.serves(point) || failed[index] {
                    continue;
                }
                progress.set_message(format!("{}, {point}", server.name));
                match quietest(server, point, &load, options) {
                    Ok((figures, noise)) => {
                        noisy += usize::from(noise > options.max_noise);
                        turns[index].push(figures);
                    }
                    Err(error) if server.foreign => {
                        failed[index] = true;
                        turns[index].clear();
                        failures.push((server.name.clone(), format!("{point}: {error}")));
                    }
                    Err(error) => return Err(format!("{}, {point}: {error}", server.name).into()),
                }
                progress.inc(1);
            }
        }
        measured.push((point, turns));
    }
    let measurements = (measured.iter().flat_map(|(_, turns)| turns).map(Vec::len).sum::<usize>(), noisy);
    progress.finish_and_clear();
    let (runs, max_noise) = (options.runs, options.max_noise);
    Ok(Comparison { servers, points: measured, failures, runs, measurements, max_noise })
}

fn servers(options: &Options, scratch: &Path) -> Outcome<Vec<EchoServer>> {
    let wanted = |name: &str| {
        name == REFERENCE || options.servers.is_empty() || options.servers.iter().any(|server| server == name)
    };
    let mut servers = Vec::new();
    if wanted("winsock") || wanted("winsock-ex") {
        let winsock = compile_winsock("echo_iocp", scratch)?;
        servers.push(EchoServer::built("winsock", Ok(winsock.clone()), None));
        servers.push(EchoServer::built("winsock-ex", Ok(winsock), Some("ex")));
    }
    let epoll = compile_raw("echo_epoll", &[], scratch)?;
    servers.push(EchoServer::built(REFERENCE, Ok(epoll.clone()), None));
    servers.push(EchoServer::built("epoll-own", Ok(epoll), Some("own")));
    if wanted("libuv") {
        let libuv = EchoServer::built("libuv", compile_raw_with("libuv", "echo_libuv", scratch), None);
        servers.push(EchoServer { one_thread_only: true, ..libuv });
    }
    if wanted("tokio") {
        servers.push(EchoServer::built("tokio", build_tokio_echo(), None));
    }
    for other in &options.other {
        let launch = Ok(Launch::Shell(other.command.clone()));
        servers.push(EchoServer { name: other.name.clone(), launch, one_thread_only: false, foreign: true });
    }
    let known = |name: &String| servers.iter().any(|server| server.name == *name);
    if let Some(unknown) = options.servers.iter().find(|name| !known(name)) {
        return Err(format!("there is no server {unknown}").into());
    }
    servers
        .retain(|server| wanted(&server.name) || options.other.iter().any(|other| other.name == server.name));
    Ok(servers)
}

fn points(options: &Options) -> Vec<Point> {
    let mut points = Vec::new();
    for &threads in &options.threads {
        for &bytes in &options.bytes {
            points.extend(options.connections.iter().map(|&connections| Point {
                connections,
                bytes,
                threads,
            }));
        }
    }
    points
}

/// The figures of the quietest of a few tries, and how much others took meanwhile.
fn quietest(server: &EchoServer, point: Point, load: &Path, options: &Options) -> Outcome<(Figures, f64)> {
    let attempt = || -> Outcome<(Figures, f64)> {
        let before = Reading::take()?;
        let figures = serve(server, point, load, options)?;
        Ok((figures, before.percent_since()?))
    };
    let mut best = attempt()?;
    for _ in 1..TRIES {
        if best.1 <= options.max_noise {
            break;
        }
        noise::wait_for_quiet(options.max_noise)?;
        let next = attempt()?;
        if next.1 < best.1 {
            best = next;
        }
    }
    Ok(best)
}

fn serve(server: &EchoServer, point: Point, load: &Path, options: &Options) -> Outcome<Figures> {
    let server_cores = if point.threads == 1 { Cores::Last } else { Cores::All };
    let command = server.command(point, options)?;
    let running = cores::on(server_cores, || Server::start(command))?;
    let mut load = Command::new(load);
    for (option, value) in [
        ("--port", u32::from(running.port)),
        ("--server-pid", running.pid()),
        ("--connections", point.connections),
        ("--bytes", point.bytes),
        ("--warmup-ms", options.warmup_ms),
        ("--measure-ms", options.measure_ms),
    ] {
        load.arg(option).arg(value.to_string());
    }
    let figures = cores::on(Cores::First, || figures_of(load))?;
    running.finish()?;
    Ok(figures)
}
