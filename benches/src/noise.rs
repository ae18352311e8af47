//! How much of the machine others use: time of any process but ours, and time the hypervisor took.

use std::fs;
use std::time::{Duration, Instant};

use crate::Outcome;

/// Ticks of `/proc/stat` and `/proc/<pid>/stat` are hundredths of a second in every configuration of Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// A reading of the clocks; two of them tell what happened in between.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    at: Instant,
    foreign_ticks: f64,
}

impl Reading {
    /// Reads the clocks. Children of this process count as ours once they have been waited for.
    ///
    /// # Errors
    /// When `/proc` cannot be read.
    pub fn take() -> Outcome<Reading> {
        // user nice system idle iowait irq softirq steal
        let stat = fs::read_to_string("/proc/stat")?;
        let all: Vec<f64> =
            stat.lines().next().unwrap_or("").split_whitespace().skip(1).flat_map(str::parse).collect();
        let [user, nice, system, _idle, _iowait, irq, softirq, steal, ..] = all[..] else {
            return Err("/proc/stat has an unknown form".into());
        };
        let busy = user + nice + system + irq + softirq + steal;
        let own = Process::read("self").map_or(0.0, |process| process.ticks);
        Ok(Reading { at: Instant::now(), foreign_ticks: busy - own - kernel_thread_ticks()? })
    }

    /// What others used since `self` was taken, in % of one core.
    ///
    /// # Errors
    /// As [`Reading::take`].
    pub fn percent_since(&self) -> Outcome<f64> {
        let now = Reading::take()?;
        let seconds = now.at.duration_since(self.at).as_secs_f64();
        let foreign = (now.foreign_ticks - self.foreign_ticks) / TICKS_PER_SECOND;
        Ok((foreign / seconds * 100.0).max(0.0))
    }
}

/// Waits until others use no more than `percent` of one core, but not for ever.
///
/// # Errors
/// As [`Reading::take`].
pub fn wait_for_quiet(percent: f64) -> Outcome<()> {
    const LONGEST_WAIT: Duration = Duration::from_secs(10);
    const WINDOW: Duration = Duration::from_millis(300);
    let begin = Instant::now();
    while begin.elapsed() < LONGEST_WAIT {
        let before = Reading::take()?;
        std::thread::sleep(WINDOW);
        if before.percent_since()? <= percent {
            break;
        }
    }
    Ok(())
}

/// Kernel threads work for the programs that are measured.
fn kernel_thread_ticks() -> Outcome<f64> {
    const KTHREADD: u32 = 2;
    let mut ticks = 0.0;
    for entry in fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(pid) = name.to_str().filter(|name| name.parse::<u32>().is_ok()) else { continue };
        if let Some(process) = Process::read(pid).filter(|process| process.parent == KTHREADD) {
            ticks += process.ticks;
        }
    }
    Ok(ticks)
}

struct Process {
    parent: u32,
    /// Its own time and that of its children that were waited for.
    ticks: f64,
}

impl Process {
    /// `None` when it has just ended.
    fn read(pid: &str) -> Option<Process> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // pid (name) state ppid …, and the name may hold anything
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = fields.get(11..15)?.iter().flat_map(|field| field.parse::<f64>()).sum();
        Some(Process { parent: fields.get(1)?.parse().ok()?, ticks })
    }
}
