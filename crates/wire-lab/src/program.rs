//! The program under test: a child process that prints lines `name value`, which are recorded with their times, and
//! that can be sent lines to go on.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::capture::Recorder;
use crate::expect::ExpectationFailed;

/// How often a state of the process is looked at that it can't announce.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// A line of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When it was read, from the start of the record.
    pub at: Duration,
    /// Its first word.
    pub name: String,
    /// The rest of it.
    pub value: String,
}

#[derive(Debug, Default)]
struct Output {
    lines: Vec<Line>,
    ended: bool,
}

#[derive(Debug, Default)]
struct Printed {
    output: Mutex<Output>,
    changed: Condvar,
}

/// A running program. Dropping it kills it.
#[derive(Debug)]
pub struct Program {
    child: Child,
    input: Option<ChildStdin>,
    printed: Arc<Printed>,
    recorder: Recorder,
}

impl Program {
    /// Starts the program in the namespace of the current thread.
    ///
    /// # Errors
    /// Those of [`Command::spawn`].
    pub fn spawn(mut command: Command, recorder: Recorder) -> io::Result<Self> {
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let printed = Arc::new(Printed::default());
        if let Some(output) = child.stdout.take() {
            let (printed, recorder) = (Arc::clone(&printed), recorder.clone());
            thread::spawn(move || printed.read(output, &recorder));
        }
        if let Some(errors) = child.stderr.take() {
            let recorder = recorder.clone();
            thread::spawn(move || {
                for line in BufReader::new(errors).lines().map_while(Result::ok) {
                    recorder.note(format!("program complained: {line}"));
                }
            });
        }
        let input = child.stdin.take();
        Ok(Self { child, input, printed, recorder })
    }

    /// Waits for the line that begins with `name`.
    ///
    /// # Errors
    /// When it was not printed in that time, or the program ended without it.
    pub fn line(&self, name: &str, within: Duration) -> Result<Line, ExpectationFailed> {
        let deadline = Instant::now() + within;
        let wanted = format!("the program's line '{name}'");
        let mut output = self.printed.lock();
        loop {
            if let Some(line) = output.lines.iter().find(|line| line.name == name) {
                return Ok(line.clone());
            }
            if output.ended {
                return Err(self.failure(&wanted, "the program ended without it"));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(ExpectationFailed::timed_out(wanted, within, self.recorder.capture()));
            }
            output =
                self.printed.changed.wait_timeout(output, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits for the line `name` and reads its value as a number.
    ///
    /// # Errors
    /// As [`Program::line`], or when the value is none.
    pub fn number(&self, name: &str, within: Duration) -> Result<i64, ExpectationFailed> {
        let line = self.line(name, within)?;
        line.value.parse().map_err(|_| self.failure(&format!("a number after '{name}'"), &line.value))
    }

    /// Checks that the program does not print the line `name` during this time.
    ///
    /// # Errors
    /// When it does.
    pub fn quiet_about(&self, name: &str, during: Duration) -> Result<(), ExpectationFailed> {
        match self.line(name, during) {
            Ok(line) => {
                Err(self.failure(&format!("no line '{name}' yet"), &format!("it came: {}", line.value)))
            }
            Err(_) => Ok(()),
        }
    }

    /// Sends the program a line.
    ///
    /// # Errors
    /// When it has ended.
    pub fn tell(&mut self, line: &str) -> io::Result<()> {
        self.recorder.note(format!("program is told: {line}"));
        match &mut self.input {
            Some(input) => writeln!(input, "{line}"),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Waits until every thread of the program sleeps in the kernel: one that was about to call `recv` is in it.
    ///
    /// # Errors
    /// When that did not happen in that time.
    pub fn wait_until_blocked(&self, within: Duration) -> Result<(), ExpectationFailed> {
        let deadline = Instant::now() + within;
        while !self.all_threads_sleep().unwrap_or(false) {
            if Instant::now() > deadline {
                let wanted = "all threads of the program to block";
                return Err(ExpectationFailed::timed_out(wanted, within, self.recorder.capture()));
            }
            thread::sleep(LOOK_EVERY);
        }
        Ok(())
    }

    fn all_threads_sleep(&self) -> io::Result<bool> {
        for task in fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            let status = fs::read_to_string(task?.path().join("stat"))?;
            // The state follows the name, which stands in parentheses and may contain anything.
            if !status.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with('S')) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Closes the program's input and waits for its end.
    ///
    /// # Errors
    /// When it does not end in that time.
    pub fn wait_exit(&mut self, within: Duration) -> Result<ExitStatus, ExpectationFailed> {
        self.input = None;
        let deadline = Instant::now() + within;
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => {
                    self.recorder.note(format!("program ended: {status}"));
                    return Ok(status);
                }
                Ok(None) if Instant::now() < deadline => thread::sleep(LOOK_EVERY),
                Ok(None) => {
                    let wanted = "the program's end";
                    return Err(ExpectationFailed::timed_out(wanted, within, self.recorder.capture()));
                }
                Err(error) => return Err(self.failure("the program's end", &error.to_string())),
            }
        }
    }

    fn failure(&self, wanted: &str, reason: &str) -> ExpectationFailed {
        ExpectationFailed::new(wanted, reason, self.recorder.capture())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Printed {
    fn read(&self, output: impl Read, recorder: &Recorder) {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let at = recorder.note(format!("program printed: {line}"));
            let (name, value) = line.split_once(' ').unwrap_or((&line, ""));
            let line = Line { at, name: name.to_owned(), value: value.trim().to_owned() };
            self.lock().lines.push(line);
            self.changed.notify_all();
        }
        self.lock().ended = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Output> {
        self.output.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
