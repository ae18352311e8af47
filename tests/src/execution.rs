//! Running a program to its end, under a time limit.

use std::fmt;
use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(60);
const SKIPPED: i32 = 77;
const CHECKS_FAILED: i32 = 1;

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With exit code 0.
    Passed,
    /// The machine lacks what it needs.
    Skipped,
    /// A check failed.
    ChecksFailed,
    /// With another exit code.
    ExitCode(i32),
    /// By a signal.
    Signal(i32),
    /// It was killed, for it did not end.
    TimedOut,
}

impl fmt::Display for Ending {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ending::Passed => out.write_str("passed"),
            Ending::Skipped => out.write_str("skipped"),
            Ending::ChecksFailed => out.write_str("checks failed"),
            Ending::ExitCode(code) => write!(out, "ended with exit code {code}"),
            Ending::Signal(signal) => write!(out, "killed by signal {signal}"),
            Ending::TimedOut => write!(out, "killed after {LIMIT:?}"),
        }
    }
}

impl From<ExitStatus> for Ending {
    fn from(status: ExitStatus) -> Ending {
        match status.code() {
            Some(0) => Ending::Passed,
            Some(CHECKS_FAILED) => Ending::ChecksFailed,
            Some(SKIPPED) => Ending::Skipped,
            Some(code) => Ending::ExitCode(code),
            None => Ending::Signal(status.signal().unwrap_or(0)),
        }
    }
}

/// How a program ended and what it printed.
#[derive(Debug)]
pub struct Outcome {
    /// How it ended.
    pub ending: Ending,
    /// Everything it printed.
    pub output: String,
}

impl Outcome {
    /// The number in the line `name number` of the output.
    pub fn value(&self, name: &str) -> Option<usize> {
        value_in(&self.output, name)
    }
}

/// A program that runs.
pub struct Execution {
    child: Child,
    input: Option<ChildStdin>,
    printed: Receiver<Vec<u8>>,
    output: Vec<u8>,
    started: Instant,
}

impl Execution {
    /// Starts a program.
    ///
    /// # Errors
    /// Those of the system.
    pub fn start(mut command: Command) -> io::Result<Execution> {
        let (reader, writer) = io::pipe()?;
        command.stdin(Stdio::piped()).stdout(writer.try_clone()?).stderr(writer);
        let mut child = command.spawn()?;
        // The command holds the pipe's other end; as long as it does, the reader sees no end.
        drop(command);
        let (sender, printed) = mpsc::channel();
        thread::spawn(move || forward(reader, &sender));
        let input = child.stdin.take();
        Ok(Execution { child, input, printed, output: Vec::new(), started: Instant::now() })
    }

    /// Its process.
    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the program has printed `line`; false when it ended or the time was over first.
    pub fn wait_for_line(&mut self, line: &str) -> bool {
        while !String::from_utf8_lossy(&self.output).lines().any(|printed| printed == line) {
            match self.printed.recv_timeout(self.time_left()) {
                Ok(more) => self.output.extend(more),
                Err(_) => return false,
            }
        }
        true
    }

    /// Waits until the program has printed a line `name number`; `None` when it ended or the time was over first.
    pub fn wait_for_value(&mut self, name: &str) -> Option<usize> {
        loop {
            let output = String::from_utf8_lossy(&self.output);
            // What stands behind the last line break may be half a line.
            let whole = output.rfind('\n').map_or("", |end| &output[..end]);
            if let Some(value) = value_in(whole, name) {
                return Some(value);
            }
            let more = self.printed.recv_timeout(self.time_left()).ok()?;
            self.output.extend(more);
        }
    }

    /// Lets a program go on that waits for a line of input.
    ///
    /// # Errors
    /// The program takes no more.
    pub fn go_on(&mut self) -> io::Result<()> {
        self.input.as_mut().map_or(Ok(()), |input| input.write_all(b"\n"))
    }

    /// Ends the program.
    ///
    /// # Errors
    /// Those of the system.
    pub fn kill(&mut self) -> io::Result<()> {
        self.child.kill()
    }

    /// Waits for the end of the program, or makes one.
    ///
    /// # Errors
    /// Those of the system.
    pub fn finish(mut self) -> io::Result<Outcome> {
        drop(self.input.take());
        // The pipe ends when the program does: no need to look at the clock every now and then.
        let timed_out = loop {
            match self.printed.recv_timeout(self.time_left()) {
                Ok(more) => self.output.extend(more),
                Err(mpsc::RecvTimeoutError::Disconnected) => break false,
                Err(mpsc::RecvTimeoutError::Timeout) => break true,
            }
        };
        if timed_out {
            self.child.kill()?;
        }
        let status = self.child.wait()?;
        let ending = if timed_out { Ending::TimedOut } else { status.into() };
        Ok(Outcome { ending, output: String::from_utf8_lossy(&self.output).into_owned() })
    }

    fn time_left(&self) -> Duration {
        LIMIT.saturating_sub(self.started.elapsed())
    }
}

impl Drop for Execution {
    fn drop(&mut self) {
        // After `finish` both fail, and there is nobody left to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn forward(mut reader: impl Read, sender: &mpsc::Sender<Vec<u8>>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        if sender.send(buffer[..count].to_vec()).is_err() {
            return;
        }
    }
}

fn value_in(output: &str, name: &str) -> Option<usize> {
    output.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}
