//! The command line.

use clap::{Parser, ValueEnum};

/// A benchmark as it is chosen on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Benchmark {
    /// Nanoseconds per short call.
    CallOverhead,
    /// Whole short connections.
    CloseRate,
    /// Ping-pong on blocking sockets.
    EchoBlocking,
    /// Waits for 1,000 connections with select and WSAPoll.
    SelectMany,
    /// Echo servers: completion port, epoll, libuv, tokio.
    Echo,
    /// Echo servers: network events, poll(2), epoll.
    EventEcho,
    /// Memory per connected socket with a receive pending.
    IdleSockets,
}

/// Another echo server of the user's choice, `NAME=COMMAND`.
#[derive(Clone, Debug)]
pub struct Other {
    /// How it is called in the table.
    pub name: String,
    /// A shell command, run with the arguments `THREADS CONNECTIONS BUFFER_BYTES MAXIMUM_SECONDS` added.
    pub command: String,
}

impl std::str::FromStr for Other {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Other, Self::Err> {
        let (name, command) = text.split_once('=').ok_or("NAME=COMMAND is needed")?;
        Ok(Other { name: name.to_owned(), command: command.to_owned() })
    }
}

/// What to measure and how.
#[derive(Debug, Parser)]
#[command(name = "cargo bench -p benchmarks --", bin_name = "cargo bench -p benchmarks --")]
pub struct Options {
    /// Which benchmarks; without a name, all
    #[arg(value_enum)]
    pub benchmarks: Vec<Benchmark>,

    /// Repetitions; the table shows medians
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,

    /// echo: numbers of connections
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_values_t = [1, 64, 1000])]
    pub connections: Vec<u32>,

    /// echo: sizes of a message
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_values_t = [64, 16384])]
    pub bytes: Vec<u32>,

    /// echo: BUFFER_BYTES of the servers; without it, the size of the message
    #[arg(long, value_name = "BYTES")]
    pub buffer: Option<u32>,

    /// echo: threads of the server. One thread has a core of its own; more may use all cores, the load's too
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_values_t = [1, 2],
          value_parser = clap::value_parser!(u32).range(1..=64))]
    pub threads: Vec<u32>,

    /// echo: only these servers; epoll, which the ratios need, is always there
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub servers: Vec<String>,

    /// echo: another server; COMMAND is given THREADS CONNECTIONS BUFFER_BYTES MAXIMUM_SECONDS, prints "port N"
    /// and ends when all CONNECTIONS have come and gone
    #[arg(long, value_name = "NAME=COMMAND")]
    pub other: Vec<Other>,

    /// echo: milliseconds of warm-up before each measurement
    #[arg(long, value_name = "MS", default_value_t = 300)]
    pub warmup_ms: u32,

    /// echo: milliseconds of each measurement
    #[arg(long, value_name = "MS", default_value_t = 1000)]
    pub measure_ms: u32,

    /// echo: repeat a measurement while other processes and the hypervisor took more than this, in % of one core
    #[arg(long, value_name = "PERCENT", default_value_t = 6.0)]
    pub max_noise: f64,

    /// idle_sockets: how many
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub sockets: u32,

    /// echo: print the table as Markdown
    #[arg(long)]
    pub markdown: bool,

    /// What cargo adds by itself.
    #[arg(long, hide = true)]
    bench: bool,
}

impl Options {
    /// Whether `benchmark` was named, or none was.
    pub fn wants(&self, benchmark: Benchmark) -> bool {
        self.benchmarks.is_empty() || self.benchmarks.contains(&benchmark)
    }
}
