//! Processes as objects: this one, and those it started.

use std::ffi::OsString;
use std::os::fd::OwnedFd;
use std::process::{Child, Command};
use std::sync::Arc;

use win32_wait::dispatcher::{self, Dispatcher, Guarded, Header, Locked, Satisfied};
use win32_wait::handle_table::{Handle, Object};
use win32_wait::thread::{STILL_ACTIVE, Thread};
use ws2_types::abi::foundation;
use ws2_types::{WsaError, WsaResult};

use super::win32;

/// A process; it is signaled once it has ended.
pub(super) struct Process {
    header: Header,
    id: u32,
    /// The process itself, whoever gets its number later. None for this process.
    pidfd: Option<OwnedFd>,
    state: Guarded<State>,
}

#[derive(Default)]
struct State {
    exit_code: Option<u32>,
    /// The code `TerminateProcess` was called with; it becomes the exit code.
    terminated_with: Option<u32>,
}

impl Process {
    /// This process.
    pub(super) fn own() -> Arc<Process> {
        Process::new(std::process::id(), None)
    }

    fn new(id: u32, pidfd: Option<OwnedFd>) -> Arc<Process> {
        Arc::new(Process { header: Header::new(), id, pidfd, state: Guarded::default() })
    }

    /// Starts a program and a thread that waits for its end.
    ///
    /// # Errors
    /// The Win32 code of why the program cannot be run.
    pub(super) fn start(mut command: Command) -> WsaResult<Arc<Process>> {
        let child = command.spawn().map_err(|error| {
            let errno = rustix::io::Errno::from_io_error(&error);
            errno.map_or(win32(foundation::ERROR_GEN_FAILURE), super::file::win32_error)
        })?;
        let pid = rustix::process::Pid::from_child(&child);
        let pidfd = rustix::process::pidfd_open(pid, rustix::process::PidfdFlags::empty()).ok();
        let process = Process::new(child.id(), pidfd);
        let watched = Arc::clone(&process);
        std::thread::Builder::new()
            .name("process watch".into())
            .stack_size(64 << 10)
            .spawn(move || watched.watch(child))
            .map_err(|_| WsaError::WSA_NOT_ENOUGH_MEMORY)?;
        Ok(process)
    }

    fn watch(&self, mut child: Child) {
        use std::os::unix::process::ExitStatusExt;
        // A program that a signal ended has that signal's number, as shells report it.
        let code = child
            .wait()
            .map_or(1, |status| status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0)) as u32);
        let mut lock = dispatcher::lock();
        let state = self.state.get_mut(&mut lock);
        state.exit_code = Some(state.terminated_with.unwrap_or(code));
        dispatcher::offer(self, &mut lock);
    }

    pub(super) fn id(&self) -> u32 {
        self.id
    }

    pub(super) fn is_own(&self) -> bool {
        self.id == std::process::id()
    }

    /// What the process returned, or `STILL_ACTIVE`.
    pub(super) fn exit_code(&self) -> u32 {
        self.state.get(&dispatcher::lock()).exit_code.unwrap_or(STILL_ACTIVE)
    }

    /// Ends a process this one started.
    ///
    /// # Errors
    /// `ERROR_ACCESS_DENIED`: it has ended already.
    pub(super) fn terminate(&self, exit_code: u32) -> WsaResult<()> {
        let mut lock = dispatcher::lock();
        let state = self.state.get_mut(&mut lock);
        let (None, Some(pidfd)) = (state.exit_code, &self.pidfd) else {
            return Err(win32(foundation::ERROR_ACCESS_DENIED));
        };
        let killed = rustix::process::pidfd_send_signal(pidfd, rustix::process::Signal::KILL);
        killed.map_err(|_| win32(foundation::ERROR_ACCESS_DENIED))?;
        state.terminated_with.get_or_insert(exit_code);
        Ok(())
    }
}

impl Dispatcher for Process {
    fn header(&self) -> &Header {
        &self.header
    }

    fn is_signaled(&self, lock: &Locked, _thread: &Thread) -> bool {
        self.state.get(lock).exit_code.is_some()
    }

    fn satisfy(&self, _lock: &mut Locked, _thread: &Arc<Thread>) -> Satisfied {
        Satisfied::Normally
    }
}

impl Object for Process {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self)
    }

    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}

/// Splits a command line as Microsoft's C run time does: spaces separate, quotes group, a backslash is plain
/// except before a quote.
pub(super) fn split_command_line(line: &str) -> Vec<OsString> {
    let mut words = Vec::new();
    let mut letters = line.chars().peekable();
    loop {
        while letters.next_if(|letter| matches!(letter, ' ' | '\t')).is_some() {}
        if letters.peek().is_none() {
            return words;
        }
        let (mut word, mut quoted) = (String::new(), false);
        while let Some(letter) = letters.next_if(|letter| quoted || !matches!(letter, ' ' | '\t')) {
            match letter {
                '\\' => {
                    let mut slashes = 1;
                    while letters.next_if_eq(&'\\').is_some() {
                        slashes += 1;
                    }
                    if letters.peek() == Some(&'"') {
                        word.push_str(&"\\".repeat(slashes / 2));
                        if slashes % 2 == 1 {
                            letters.next();
                            word.push('"');
                        }
                    } else {
                        word.push_str(&"\\".repeat(slashes));
                    }
                }
                '"' if quoted && letters.next_if_eq(&'"').is_some() => word.push('"'),
                '"' => quoted = !quoted,
                letter => word.push(letter),
            }
        }
        words.push(word.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_lines_are_split_by_microsofts_rules() {
        let split = |line| split_command_line(line).join(std::ffi::OsStr::new("|")).into_string().unwrap();
        assert_eq!(split("  a  b\tc "), "a|b|c");
        assert_eq!(split(r#""a b" c"d e"f"#), "a b|cd ef");
        assert_eq!(split(r#"a\\b d"e f"g h"#), r"a\\b|de fg|h");
        assert_eq!(split(r#"a\\\"b c d"#), r#"a\"b|c|d"#);
        assert_eq!(split(r#"a\\\\"b c" d e"#), r"a\\b c|d|e");
        assert_eq!(split(r#""a""b" """#), r#"a"b|"#);
        assert!(split_command_line("").is_empty());
    }
}
