//! Runs each Winsock program beside its raw Linux twin, turn by turn on one core, and prints medians and ratios.
//!
//! `cargo bench -p benchmarks` runs all; `cargo bench -p benchmarks -- close_rate --runs 9` chooses.
//! A program prints lines of `name value unit`. Which way a figure is better is told by its unit.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use winsock_cli::{CommandLine, Compilation, Compiler, Language, Toolchain};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// A program of `winsock/`, its twin in `raw/`, and their arguments.
struct Twins {
    name: &'static str,
    winsock: &'static [&'static str],
    raw: &'static [&'static str],
    /// How many cores they may use.
    cores: usize,
}

const TWINS: &[Twins] = &[
    Twins { name: "call_overhead", winsock: &["660"], raw: &["660"], cores: 1 },
    Twins {
        name: "close_rate",
        winsock: &["graceful", "5000", "4"],
        raw: &["graceful", "5000", "4"],
        cores: 1,
    },
    Twins { name: "close_rate", winsock: &["hard", "5000", "4"], raw: &["hard", "5000", "4"], cores: 1 },
    // The kernel's own linger waits 40 ms for the FIN's acknowledgement; the fair twin looks at the send queue.
    Twins {
        name: "close_rate",
        winsock: &["linger", "5000", "4"],
        raw: &["linger_checked", "5000", "4"],
        cores: 1,
    },
    Twins { name: "echo_blocking", winsock: &["1000"], raw: &["1000"], cores: 1 },
    Twins { name: "echo_blocking", winsock: &["1000"], raw: &["1000"], cores: 2 },
];

fn main() -> Outcome<()> {
    let options = Options::parse(std::env::args().skip(1))?;
    let scratch = tempfile::tempdir()?;
    let all_cores = sched_getaffinity(None)?;
    println!("median of {} runs each, turn by turn; ratio = median of the runs' ratios", options.runs);
    println!("{:<34} {:<18} {:>12} {:>12} {:>7}", "program", "figure", "winsock", "raw", "ratio");
    for twins in TWINS.iter().filter(|twins| options.only.as_ref().is_none_or(|only| twins.name == only)) {
        let winsock = compile_winsock(twins.name, scratch.path())?;
        let raw = compile_raw(twins.name, scratch.path())?;
        sched_setaffinity(None, &last_cores(&all_cores, twins.cores))?;
        let mut figures = Figures::default();
        for _ in 0..options.runs {
            figures.add(&run(&winsock, twins.winsock)?, &run(&raw, twins.raw)?);
        }
        sched_setaffinity(None, &all_cores)?;
        figures.print(&format!("{} {}, {} core", twins.name, twins.winsock[0], twins.cores));
    }
    Ok(())
}

struct Options {
    runs: usize,
    only: Option<String>,
}

impl Options {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Outcome<Options> {
        let mut options = Options { runs: 5, only: None };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--bench" => {}
                "--runs" => options.runs = arguments.next().ok_or("--runs needs a number")?.parse()?,
                name if TWINS.iter().any(|twins| twins.name == name) => options.only = Some(argument),
                other => return Err(format!("unknown benchmark {other}").into()),
            }
        }
        Ok(options)
    }
}

/// The last `count` cores: interrupts tend to land on the first.
fn last_cores(all: &CpuSet, count: usize) -> CpuSet {
    let mut chosen = CpuSet::new();
    (0..CpuSet::MAX_CPU).rev().filter(|core| all.is_set(*core)).take(count).for_each(|core| chosen.set(core));
    chosen
}

fn source(side: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(side).join(format!("{name}.c"))
}

fn compile_winsock(name: &str, scratch: &Path) -> Outcome<PathBuf> {
    let program = scratch.join(format!("{name}.winsock"));
    let arguments: Vec<OsString> = vec![
        "-O2".into(),
        source("winsock", name).into(),
        "-o".into(),
        program.clone().into(),
        "-lws2_32".into(),
    ];
    let compiler = Compiler::find(Language::C)?;
    let status = Compilation::plan(&Toolchain::locate()?, compiler, CommandLine::parse(arguments))?.run()?;
    if status.success() { Ok(program) } else { Err(format!("{name} does not compile").into()) }
}

fn compile_raw(name: &str, scratch: &Path) -> Outcome<PathBuf> {
    let program = scratch.join(format!("{name}.raw"));
    let mut command = Compiler::find(Language::C)?.command();
    command.args(["-O2", "-pthread", "-o"]).arg(&program).arg(source("raw", name));
    if command.status()?.success() { Ok(program) } else { Err(format!("{name} does not compile").into()) }
}

/// Figures of one run: name → (value, unit).
type Printed = BTreeMap<String, (f64, String)>;

fn run(program: &Path, arguments: &[&str]) -> Outcome<Printed> {
    let output = Command::new(program).args(arguments).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Err(format!("{}: {}", program.display(), String::from_utf8_lossy(&output.stderr)).into());
    }
    let mut figures = Printed::new();
    for line in text.lines() {
        let mut words = line.split_whitespace();
        if let (Some(name), Some(value), Some(unit)) = (words.next(), words.next(), words.next()) {
            figures.insert(name.to_owned(), (value.parse()?, unit.to_owned()));
        }
    }
    Ok(figures)
}

#[derive(Default)]
struct Figures {
    pairs: BTreeMap<(String, String), Vec<(f64, f64)>>,
}

impl Figures {
    fn add(&mut self, winsock: &Printed, raw: &Printed) {
        for (name, (value, unit)) in winsock {
            if let Some((twin, _)) = raw.get(name) {
                self.pairs.entry((name.clone(), unit.clone())).or_default().push((*value, *twin));
            }
        }
    }

    fn print(&self, program: &str) {
        for ((name, unit), pairs) in &self.pairs {
            let winsock = median(pairs.iter().map(|pair| pair.0));
            let raw = median(pairs.iter().map(|pair| pair.1));
            let ratio = median(pairs.iter().map(|pair| pair.0 / pair.1).filter(|ratio| ratio.is_finite()));
            println!("{program:<34} {name:<18} {winsock:>9.1} {unit:<3}{raw:>9.1} {unit:<3}{ratio:>6.2}");
        }
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => values[odd / 2],
        even => (values[even / 2 - 1] + values[even / 2]) / 2.0,
    }
}
