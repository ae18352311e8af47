//! The wait that `select` and `WSAPoll` share.

use std::time::Duration;

use win32_wait::blocking::{BlockingCall, PassingOver};
use ws2_spi::readiness::{Interest, Readiness};
use ws2_sys::clock;
use ws2_sys::errno::Errno;
use ws2_sys::poll::{self, PollEntry};
use ws2_types::{WsaError, WsaResult};

use crate::socket_table::PinnedSocket;

/// One socket of a wait.
pub(crate) struct Awaited {
    /// `None` stands for a number that is no socket; it is never ready by itself.
    pub(crate) socket: Option<PinnedSocket>,
    pub(crate) interest: Interest,
}

/// What was found of one socket.
#[derive(Clone, Copy, Default)]
pub(crate) struct Found {
    pub(crate) readiness: Readiness,
    /// The program closed it while we waited.
    pub(crate) closed: bool,
}

/// Waits until `counts` holds for at least one socket, or the time is over; `None` waits for ever.
/// Answers one finding per socket.
pub(crate) fn wait(
    awaited: &[Awaited],
    timeout: Option<Duration>,
    counts: impl Fn(usize, &Found) -> bool,
) -> WsaResult<Vec<Found>> {
    let deadline = timeout.map(|timeout| clock::monotonic() + timeout);
    let mut entries: Vec<PollEntry> = awaited.iter().map(entry).collect();
    let mut found = look(awaited, &entries);
    let mut ready = found.iter().enumerate().any(|(index, found)| counts(index, found));
    let mut hook_answered = false;
    loop {
        let left = match deadline {
            _ if ready => Some(Duration::ZERO),
            Some(deadline) => Some(deadline.saturating_sub(clock::monotonic())),
            None => None,
        };
        // A socket that the kernel is not asked about does not wake us by the marker of its close, only by the
        // interrupt.
        let passing_over = entries.iter().any(|entry| entry.fd < 0).then(PassingOver::begin);
        let mut call = BlockingCall::on_many();
        if passing_over.is_some() {
            // Another thread may have connected one just before it could know of this wait.
            ask_again_about_idle(awaited, &mut entries);
        }
        let closed_before = awaited.iter().any(closed);
        // What is queued to the thread, and its blocking hook, run only if there is something to wait for.
        let must_look = call.has_apcs() || call.has_callbacks() && !hook_answered;
        let left = if closed_before || must_look { Some(Duration::ZERO) } else { call.patience(left) };
        let polled =
            call.in_kernel(|interruption| poll::wait_interruptibly(&mut entries, left, interruption));
        match polled {
            Ok(_) | Err(Errno::INTR) => {}
            Err(errno) => return Err(WsaError::from(errno)),
        }
        if polled == Err(Errno::INTR) {
            entries.iter_mut().for_each(|entry| entry.revents = 0);
        }
        found = look(awaited, &entries);
        ready = found.iter().enumerate().any(|(index, found)| counts(index, found));
        let expired = deadline.is_some_and(|deadline| clock::monotonic() >= deadline);
        if ready || expired || closed_before {
            return Ok(found);
        }
        hook_answered = !call.run_callbacks()?;
        pass_over_idle(awaited, &mut entries);
    }
}

fn entry(awaited: &Awaited) -> PollEntry {
    let Some(socket) = &awaited.socket else { return PollEntry { fd: -1, events: 0, revents: 0 } };
    let watch = socket.watch(awaited.interest);
    PollEntry { fd: watch.fd, events: watch.events, revents: 0 }
}

fn closed(awaited: &Awaited) -> bool {
    awaited.socket.as_ref().is_some_and(PinnedSocket::is_closing)
}

fn look(awaited: &[Awaited], entries: &[PollEntry]) -> Vec<Found> {
    let one = |(awaited, entry): (&Awaited, &PollEntry)| match &awaited.socket {
        Some(socket) if socket.is_closing() => Found { readiness: Readiness::default(), closed: true },
        Some(socket) => Found { readiness: socket.readiness(entry.revents), closed: false },
        None => Found::default(),
    };
    awaited.iter().zip(entries).map(one).collect()
}

/// The number in an entry of a socket that has nothing more to tell.
const PASSED_OVER: i32 = -2;

/// A socket whose connection has ended reports that for ever; if nobody asked, it must not keep the wait from
/// sleeping.
fn pass_over_idle(awaited: &[Awaited], entries: &mut [PollEntry]) {
    for (awaited, polled) in awaited.iter().zip(entries) {
        if polled.revents != 0 {
            *polled = PollEntry { fd: PASSED_OVER, events: 0, revents: 0 };
        } else if polled.fd < 0 {
            *polled = entry(awaited);
        }
    }
}

/// Sockets that could not become ready, neither connected nor listening, may be able to now.
fn ask_again_about_idle(awaited: &[Awaited], entries: &mut [PollEntry]) {
    for (awaited, polled) in awaited.iter().zip(entries) {
        if polled.fd < 0 && polled.fd != PASSED_OVER {
            *polled = entry(awaited);
        }
    }
}
