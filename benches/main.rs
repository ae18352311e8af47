//! `cargo bench -p benchmarks`: all benchmarks, or those named; `-- --help` lists the options.

use benchmarks::options::{Benchmark, Options};
use benchmarks::{Outcome, echo, event_echo, idle_sockets, program, twins};
use clap::Parser;

fn main() -> Outcome<()> {
    let options = Options::parse();
    program::lift_descriptor_limit()?;
    let scratch = tempfile::tempdir()?;
    twins::run(&options, scratch.path())?;
    if options.wants(Benchmark::Echo) {
        let comparison = echo::measure(&options, scratch.path())?;
        print!("{}", if options.markdown { comparison.markdown() } else { comparison.text() });
    }
    if options.wants(Benchmark::EventEcho) {
        let comparison = event_echo::measure(&options, scratch.path())?;
        print!("{}", if options.markdown { comparison.markdown() } else { comparison.text() });
    }
    if options.wants(Benchmark::IdleSockets) {
        let memory = idle_sockets::measure(options.sockets, options.runs, scratch.path())?;
        print!("{memory}");
    }
    Ok(())
}
