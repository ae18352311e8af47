//! Winsock programs measured beside programs that do the same work with Linux's own calls: see `BENCHMARKING.md`.
//!
//! The programs are C files in `winsock/` and `raw/`. Each prints lines of `name value unit`; what belongs together
//! is run turn by turn, so that slow times of the machine meet all alike, and compared within each turn.

pub mod cores;
pub mod echo;
mod echo_table;
pub mod event_echo;
pub mod figures;
pub mod idle_sockets;
pub mod noise;
pub mod options;
pub mod program;
pub mod twins;

/// What any step of a benchmark may end with: the first failure ends the run and says which program failed.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;
