//! Calls that block: in the kernel, within their time-out, until their socket is closed. The wait is alertable, and a
//! thread's blocking hook is asked.
//!
//! The first attempt waits in the kernel's own call, whose time-out is the socket's. Only an interrupt or a hook leads
//! to the second way: what was queued to the thread runs, and from then on attempts do not wait and the time left is
//! waited for in `ppoll`, so that a time-out counts from the beginning of the call.

use std::time::Duration;

use win32_wait::blocking::BlockingCall;
use ws2_engine::state::State;
use ws2_sys::errno::{Errno, SysResult};
use ws2_sys::interruptible_raw::Interruption;
use ws2_sys::linux::net;
use ws2_sys::poll::{self, POLLERR, POLLIN, POLLOUT, PollEntry};
use ws2_sys::socket_raw::How;
use ws2_sys::{AsRawFd, clock};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::socket::Socket;

/// How one attempt enters the kernel.
#[derive(Clone, Copy)]
pub(crate) enum Entry<'a> {
    /// The kernel may wait.
    Waiting(Interruption<'a>),
    /// It may not.
    Trying,
}

impl<'a> Entry<'a> {
    /// For a transfer with these flags of the kernel.
    #[inline]
    pub(crate) fn how(self, flags: u32) -> How<'a> {
        match self {
            Entry::Waiting(interruption) => How::waiting(flags, interruption),
            Entry::Trying => (flags | net::MSG_DONTWAIT).into(),
        }
    }
}

/// What a call waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Awaited {
    Input,
    Output,
}

impl Socket {
    /// Makes attempts until one comes to something else than having to wait. One that was interrupted after it got
    /// somewhere keeps what it has and answers `EINTR`.
    ///
    /// # Errors
    /// `WSAEINTR`: the socket was closed, or the thread's hook cancelled the call. `WSAETIMEDOUT`. `WSA_OPERATION_ABORTED`: another thread ended the call.
    ///
    /// # Blocking
    /// Up to the socket's time-out; APCs of the thread run.
    #[inline]
    pub(crate) fn block<R>(
        &self,
        awaited: Awaited,
        mut attempt: impl FnMut(Entry<'_>) -> SysResult<R>,
    ) -> WsaResult<SysResult<R>> {
        let deadline = self.time_limit(awaited).map(|time| clock::monotonic() + time);
        let call = BlockingCall::on(&self.cancellation);
        if call.is_cancelled() {
            return Err(WsaError::WSAEINTR);
        }
        if !call.has_callbacks() {
            let outcome = call.in_kernel(|interruption| attempt(Entry::Waiting(interruption)));
            // A close that came meanwhile wins: nothing is taken after it.
            if call.is_cancelled() {
                return Err(WsaError::WSAEINTR);
            }
            match outcome {
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return Err(WsaError::WSAETIMEDOUT),
                outcome => return Ok(outcome),
            }
        }
        self.block_on(call, awaited, deadline, attempt)
    }

    /// Goes on after an interrupt.
    #[cold]
    fn block_on<R>(
        &self,
        mut call: BlockingCall<'_>,
        awaited: Awaited,
        deadline: Option<Duration>,
        mut attempt: impl FnMut(Entry<'_>) -> SysResult<R>,
    ) -> WsaResult<SysResult<R>> {
        let events = if awaited == Awaited::Input { POLLIN } else { POLLOUT };
        loop {
            let outcome = attempt(Entry::Trying);
            if call.is_cancelled() {
                return Err(WsaError::WSAEINTR);
            }
            match outcome {
                Err(Errno::INTR | Errno::AGAIN) => {}
                outcome => return Ok(outcome),
            }
            if call.run_callbacks()? {
                continue;
            }
            let left = deadline.map(|deadline| deadline.saturating_sub(clock::monotonic()));
            if left == Some(Duration::ZERO) {
                return Err(WsaError::WSAETIMEDOUT);
            }
            let mut entry = [PollEntry { fd: self.fd().as_raw_fd(), events: events as u16, revents: 0 }];
            let patience = call.patience(left);
            let polled =
                call.in_kernel(|interruption| poll::wait_interruptibly(&mut entry, patience, interruption));
            match polled {
                Ok(_) | Err(Errno::INTR) => {}
                Err(errno) => return Err(errno.into()),
            }
            if u32::from(entry[0].revents) & POLLERR != 0 && !self.state().is_stream() {
                // A report that no attempt takes would keep the socket looking ready.
                self.forget_reported_errors();
            }
        }
    }

    #[inline]
    pub(crate) fn time_limit(&self, awaited: Awaited) -> Option<Duration> {
        if self.state().has_time_limits() { self.kept_time_limit(awaited) } else { None }
    }

    #[cold]
    fn kept_time_limit(&self, awaited: Awaited) -> Option<Duration> {
        let name = if awaited == Awaited::Input { ws::SO_RCVTIMEO } else { ws::SO_SNDTIMEO };
        let ms = self.kept(ws::SOL_SOCKET, name).filter(|ms| *ms != 0)?;
        Some(Duration::from_millis(ms.into()))
    }

    /// Has blocking calls look at `SO_RCVTIMEO` and `SO_SNDTIMEO`.
    pub(crate) fn heed_time_limits(&self) {
        self.update_state(State::with_time_limits);
    }
}
