//! Which cores a program may use. A child inherits the mask of the thread that starts it.

use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

use crate::Outcome;

/// Which of the cores this process may use.
#[derive(Clone, Copy, Debug)]
pub enum Cores {
    /// Every one.
    All,
    /// The first: the load's, when the server has one of its own.
    First,
    /// The last: interrupts tend to land on the first.
    Last,
}

impl Cores {
    fn of(self, all: &CpuSet) -> CpuSet {
        let mut usable = (0..CpuSet::MAX_CPU).filter(|core| all.is_set(*core));
        let chosen = match self {
            Cores::All => return *all,
            Cores::First => usable.next(),
            Cores::Last => usable.next_back(),
        };
        let mut set = CpuSet::new();
        chosen.into_iter().for_each(|core| set.set(core));
        set
    }
}

/// Runs `start` with the calling thread, and so with the children it starts, on `cores`.
///
/// # Errors
/// Those of `start`, and the system's when it refuses the mask.
pub fn on<T>(cores: Cores, start: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    let all = sched_getaffinity(None)?;
    sched_setaffinity(None, &cores.of(&all))?;
    let started = start();
    sched_setaffinity(None, &all)?;
    started
}
