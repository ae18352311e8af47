//! Runs each Winsock program beside its raw Linux twin, turn by turn on the same cores: medians and ratios.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::cores::{self, Cores};
use crate::figures::{Figures, median, median_ratio};
use crate::options::{Benchmark, Options};
use crate::program::{compile_raw, compile_winsock, figures_of};

/// A program of `winsock/`, its twin in `raw/`, and their arguments.
struct Twins {
    benchmark: Benchmark,
    name: &'static str,
    winsock: &'static [&'static str],
    raw: &'static [&'static str],
    cores: Cores,
}

const TWINS: &[Twins] = &[
    Twins {
        benchmark: Benchmark::CallOverhead,
        name: "call_overhead",
        winsock: &["660"],
        raw: &["660"],
        cores: Cores::Last,
    },
    Twins {
        benchmark: Benchmark::CloseRate,
        name: "close_rate",
        winsock: &["graceful", "5000", "4"],
        raw: &["graceful", "5000", "4"],
        cores: Cores::Last,
    },
    Twins {
        benchmark: Benchmark::CloseRate,
        name: "close_rate",
        winsock: &["hard", "5000", "4"],
        raw: &["hard", "5000", "4"],
        cores: Cores::Last,
    },
    // The kernel's own linger waits 40 ms for the FIN's acknowledgement; the fair twin looks at the send queue.
    Twins {
        benchmark: Benchmark::CloseRate,
        name: "close_rate",
        winsock: &["linger", "5000", "4"],
        raw: &["linger_checked", "5000", "4"],
        cores: Cores::Last,
    },
    Twins {
        benchmark: Benchmark::EchoBlocking,
        name: "echo_blocking",
        winsock: &["1000"],
        raw: &["1000"],
        cores: Cores::Last,
    },
    Twins {
        benchmark: Benchmark::EchoBlocking,
        name: "echo_blocking",
        winsock: &["1000"],
        raw: &["1000"],
        cores: Cores::All,
    },
    Twins {
        benchmark: Benchmark::SelectMany,
        name: "select_many",
        winsock: &["1000", "660"],
        raw: &["1000", "660", "poll"],
        cores: Cores::Last,
    },
    // What the work would take without going through a list of sockets each time: no twin, but a yardstick.
    Twins {
        benchmark: Benchmark::SelectMany,
        name: "select_many",
        winsock: &["1000", "660"],
        raw: &["1000", "660", "epoll"],
        cores: Cores::Last,
    },
];

/// Runs those that are wanted and prints a table.
///
/// # Errors
/// The first program's that fails.
pub fn run(options: &Options, scratch: &Path) -> Outcome<()> {
    let mut wanted = TWINS.iter().filter(|twins| options.wants(twins.benchmark)).peekable();
    if wanted.peek().is_none() {
        return Ok(());
    }
    println!("median of {} runs each, turn by turn; ratio = median of the runs' ratios", options.runs);
    println!("{:<40} {:<18} {:>12} {:>12} {:>7}", "program", "figure", "winsock", "raw", "ratio");
    for twins in wanted {
        let winsock = compile_winsock(twins.name, scratch)?;
        let raw = compile_raw(twins.name, &[], scratch)?;
        let mut pairs = Pairs::default();
        for _ in 0..options.runs {
            pairs.add(&run_on(twins.cores, &winsock, twins.winsock)?, &run_on(twins.cores, &raw, twins.raw)?);
        }
        let cores = if matches!(twins.cores, Cores::All) { "all cores" } else { "1 core" };
        let beside = match twins.raw.last() {
            Some(other) if !twins.winsock.contains(other) => format!(" beside {other}"),
            _ => String::new(),
        };
        pairs.print(&format!("{} {}{beside}, {cores}", twins.name, twins.winsock[0]));
    }
    Ok(())
}

fn run_on(cores: Cores, program: &Path, arguments: &[&str]) -> Outcome<Figures> {
    let mut command = Command::new(program);
    command.args(arguments);
    cores::on(cores, || figures_of(command))
}

/// (name, unit) → what both printed, turn by turn.
#[derive(Default)]
struct Pairs(BTreeMap<(String, String), Vec<(f64, f64)>>);

impl Pairs {
    fn add(&mut self, winsock: &Figures, raw: &Figures) {
        for (name, value, unit) in winsock.iter() {
            if let Some(twin) = raw.value(name) {
                self.0.entry((name.to_owned(), unit.to_owned())).or_default().push((value, twin));
            }
        }
    }

    fn print(&self, program: &str) {
        for ((name, unit), pairs) in &self.0 {
            let winsock = median(pairs.iter().map(|pair| pair.0));
            let raw = median(pairs.iter().map(|pair| pair.1));
            let ratio = median_ratio(pairs.iter().copied());
            println!("{program:<40} {name:<18} {winsock:>9.1} {unit:<3}{raw:>9.1} {unit:<3}{ratio:>6.2}");
        }
    }
}
