//! `listen` and `accept`.
//!
//! A listener's descriptor does not block in the kernel, because `accept` has no flag for a single call that
//! must not wait; a blocking accept waits in `ppoll`.

use win32_wait::blocking::BlockingCall;
use ws2_engine::state::Phase;
use ws2_spi::provider::{AcceptRequest, Condition};
use ws2_spi::{Verdict, WindowsAddress};
use ws2_sys::address::KernelAddress;
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::poll::{self, POLLIN, PollEntry};
use ws2_sys::{AsFd, AsRawFd, OwnedFd, filter_raw, socket_raw};
use ws2_types::{WsaError, WsaResult};

use crate::socket::Socket;

/// A connection that a condition function put off; it is the first of the queue.
pub(crate) struct Deferred {
    fd: OwnedFd,
    peer: KernelAddress,
}

impl Socket {
    pub(crate) fn listen(&self, backlog: i32) -> WsaResult<()> {
        self.state().check_listen()?;
        socket_raw::set_nonblocking(self.fd(), true)?;
        // So that connections in TIME_WAIT do not keep the port from a later bind; see `bind`.
        socket_raw::set_int_option(self.fd(), net::SOL_SOCKET, net::SO_REUSEADDR, 1)?;
        socket_raw::listen(self.fd(), requested_backlog(backlog))?;
        if self.is_shared() {
            // Without it the kernel deals connections out to all listeners of the port; that would do as well.
            let _ = filter_raw::prefer_first_listener(self.fd());
        }
        self.enter_phase(Phase::Listening);
        Ok(())
    }

    pub(crate) fn accept(&self, condition: Option<Condition<'_>>) -> WsaResult<(Socket, WindowsAddress)> {
        self.state().check_accept()?;
        let (fd, peer) = match self.take_deferred() {
            Some(connection) => connection,
            None => self.next_connection()?,
        };
        if let Some(condition) = condition {
            let caller = peer.into_windows();
            let callee = socket_raw::local_address(fd.as_fd())?.into_windows();
            match condition(&AcceptRequest { caller: &caller, callee: &callee })? {
                Verdict::Accept => {}
                Verdict::Reject => {
                    let _ = socket_raw::disconnect(fd.as_fd());
                    return Err(WsaError::WSAECONNREFUSED);
                }
                Verdict::Defer => {
                    *self.shared.deferred.lock() = Some(Box::new(Deferred { fd, peer }));
                    // The kernel knows nothing of it: whoever waits for the listener looks again.
                    self.cancellation.interrupt();
                    self.shared.observers.tell();
                    return Err(WsaError::WSATRY_AGAIN);
                }
            }
        }
        Ok((self.accepted(fd), peer.into_windows()))
    }

    pub(crate) fn has_deferred(&self) -> bool {
        self.shared.deferred.lock().is_some()
    }

    fn take_deferred(&self) -> Option<(OwnedFd, KernelAddress)> {
        self.shared.deferred.lock().take().map(|deferred| (deferred.fd, deferred.peer))
    }

    /// The next connection, if there is one: `AGAIN` otherwise.
    pub(crate) fn connection_at_hand(&self) -> Result<(OwnedFd, KernelAddress), Errno> {
        self.take_deferred().map_or_else(|| self.try_accept(), Ok)
    }

    fn next_connection(&self) -> WsaResult<(OwnedFd, KernelAddress)> {
        match self.try_accept() {
            Err(Errno::AGAIN) if self.state().is_blocking() => self.wait_for_connection(),
            outcome => Ok(outcome?),
        }
    }

    /// Connections that died in the queue are passed over: Windows never shows them.
    fn try_accept(&self) -> Result<(OwnedFd, KernelAddress), Errno> {
        loop {
            match socket_raw::accept(self.fd()) {
                Err(Errno(errno)) if errno == ws2_sys::linux::errno::ECONNABORTED as i32 => {}
                outcome => return outcome,
            }
        }
    }

    fn wait_for_connection(&self) -> WsaResult<(OwnedFd, KernelAddress)> {
        let mut call = BlockingCall::on(&self.cancellation);
        loop {
            if call.is_cancelled() {
                return Err(WsaError::WSAEINTR);
            }
            if !call.run_callbacks()? {
                let mut entry = [PollEntry { fd: self.fd().as_raw_fd(), events: POLLIN as u16, revents: 0 }];
                let patience = call.patience(None);
                let polled = call
                    .in_kernel(|interruption| poll::wait_interruptibly(&mut entry, patience, interruption));
                match polled {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(errno) => return Err(errno.into()),
                }
            }
            if call.is_cancelled() {
                return Err(WsaError::WSAEINTR);
            }
            match self.connection_at_hand() {
                Err(Errno::AGAIN) => {}
                Err(_) if call.is_cancelled() => return Err(WsaError::WSAEINTR),
                outcome => return Ok(outcome?),
            }
        }
    }
}

/// `SOMAXCONN` and `SOMAXCONN_HINT(n)` of Windows in the kernel's terms.
fn requested_backlog(backlog: i32) -> i32 {
    match backlog {
        i32::MAX => 4096,
        hint if hint < 0 => hint.saturating_neg().max(200),
        0 => 1,
        plain => plain,
    }
}
