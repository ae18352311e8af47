//! Names and connecting: `bind`, `connect`, `shutdown`.

use std::time::Duration;

use win32_wait::blocking::BlockingCall;
use ws2_engine::state::{Phase, ShutdownHow, State};
use ws2_sys::address::{KernelAddress, LINUX_AF_INET6};
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::poll::{self, POLLERR, POLLHUP, POLLOUT, PollEntry};
use ws2_sys::time_wait::has_only_time_wait;
use ws2_sys::{AsRawFd, socket_raw};
use ws2_types::{WsaError, WsaResult};

use crate::socket::Socket;

impl Socket {
    pub(crate) fn bind(&self, address: &[u8]) -> WsaResult<()> {
        self.state().check_bind()?;
        let address = self.kernel_address(address)?;
        let mut outcome = socket_raw::bind(self.fd(), &address);
        if outcome == Err(Errno(ws2_sys::linux::errno::EADDRINUSE as i32))
            && self.state().is_stream()
            && (!self.is_exclusive() || has_only_time_wait(address.port()))
        {
            // A port whose connections are all in TIME_WAIT can be bound on Windows without any option. The
            // kernel allows it with SO_REUSEADDR, which never lets two listeners share a port. An exclusive
            // socket also waits for the connections of an earlier listener to end.
            socket_raw::set_int_option(self.fd(), net::SOL_SOCKET, net::SO_REUSEADDR, 1)?;
            outcome = socket_raw::bind(self.fd(), &address);
        }
        outcome.map_err(|errno| self.bind_error(errno))?;
        self.enter_phase(Phase::Bound);
        Ok(())
    }

    pub(crate) fn connect(&self, address: &[u8]) -> WsaResult<()> {
        let earlier = self.settle_connect();
        self.shared.emulated.lock().take_connect_error();
        if let Some(earlier) = earlier {
            return Err(earlier);
        }
        self.state().check_connect()?;
        if !self.state().is_stream() {
            return self.connect_datagram(address);
        }
        let address = self.kernel_address(address)?;
        if names_nobody(&address) {
            return Err(WsaError::WSAEADDRNOTAVAIL);
        }
        if self.state().is_blocking() {
            self.connect_and_wait(&address)
        } else {
            self.begin_connect(&address)
        }
    }

    /// A datagram socket takes any peer at any time; a zero address takes it away again.
    fn connect_datagram(&self, address: &[u8]) -> WsaResult<()> {
        let unspecified = address.get(..2).ok_or(WsaError::WSAEFAULT)? == [0, 0];
        let peer = if unspecified { None } else { Some(self.kernel_address(address)?) };
        match peer.filter(|peer| !is_zero(peer)) {
            None => {
                socket_raw::disconnect(self.fd())?;
                self.enter_phase(Phase::Bound);
            }
            Some(peer) => {
                self.connection_begins();
                socket_raw::connect(self.fd(), &peer)?;
                self.enter_phase(Phase::Connected);
                self.conditions_changed();
            }
        }
        Ok(())
    }

    fn connect_and_wait(&self, address: &KernelAddress) -> WsaResult<()> {
        let mut call = BlockingCall::on(&self.cancellation);
        if call.is_cancelled() {
            return Err(WsaError::WSAEINTR);
        }
        let mut outcome = if call.has_callbacks() {
            // They run if the peer does not answer at once.
            self.connect_without_waiting(address)
        } else {
            call.in_kernel(|interruption| socket_raw::connect_interruptibly(self.fd(), address, interruption))
        };
        // Interrupted, or cut short by a send time-out that Windows does not apply here: it goes on by itself.
        while let Err(Errno::INTR | Errno::INPROGRESS | Errno::AGAIN) = outcome {
            if call.is_cancelled() {
                return Err(WsaError::WSAEINTR);
            }
            outcome = if outcome == Err(Errno::INTR) {
                // An interrupt that came before the kernel was entered has let nothing begin.
                match self.connect_without_waiting(address) {
                    Err(Errno::ALREADY) => Err(Errno::AGAIN),
                    outcome => outcome,
                }
            } else {
                match call.run_callbacks() {
                    Ok(true) => self.wait_for_connect(&call, Some(Duration::ZERO)),
                    Ok(false) => self.wait_for_connect(&call, call.patience(None)),
                    Err(given_up) => {
                        let _ = socket_raw::disconnect(self.fd());
                        return Err(given_up);
                    }
                }
            };
        }
        if call.is_cancelled() {
            return Err(WsaError::WSAEINTR);
        }
        self.finish_connect(outcome)
    }

    fn wait_for_connect(&self, call: &BlockingCall<'_>, patience: Option<Duration>) -> Result<(), Errno> {
        let mut entry = [PollEntry { fd: self.fd().as_raw_fd(), events: POLLOUT as u16, revents: 0 }];
        match call.in_kernel(|interruption| poll::wait_interruptibly(&mut entry, patience, interruption)) {
            // It has begun, so it only has to be waited for.
            Ok(0) | Err(Errno::INTR) => return Err(Errno::AGAIN),
            polled => polled?,
        };
        match socket_raw::take_error(self.fd())? {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    fn connect_without_waiting(&self, address: &KernelAddress) -> Result<(), Errno> {
        socket_raw::set_nonblocking(self.fd(), true)?;
        let outcome = socket_raw::connect(self.fd(), address);
        socket_raw::set_nonblocking(self.fd(), false)?;
        outcome
    }

    pub(crate) fn begin_connect(&self, address: &KernelAddress) -> WsaResult<()> {
        self.connection_begins();
        self.enter_phase(Phase::Connecting);
        let outcome = self.connect_without_waiting(address);
        if outcome == Err(Errno::INPROGRESS) {
            return Err(WsaError::WSAEWOULDBLOCK);
        }
        self.finish_connect(outcome)
    }

    fn finish_connect(&self, outcome: Result<(), Errno>) -> WsaResult<()> {
        match outcome {
            Ok(()) => {
                self.note_connect_time();
                self.enter_phase(Phase::Connected);
                self.conditions_changed();
                Ok(())
            }
            // Another thread was faster. What it has begun or reached must not be undone.
            Err(errno @ (Errno::ALREADY | Errno::ISCONN)) => Err(errno.into()),
            Err(errno) => {
                self.connect_failed();
                Err(errno.into())
            }
        }
    }

    pub(crate) fn connect_failed(&self) {
        self.forget_failed_connect();
        self.state_changed();
    }

    fn forget_failed_connect(&self) {
        // The kernel would tell of this failure once more, as the outcome of the next connect.
        let _ = socket_raw::disconnect(self.fd());
        self.change_state(State::connect_failed);
    }

    /// Learns how a non-blocking connect has ended, if it has; answers the error of a failed one.
    pub(crate) fn settle_connect(&self) -> Option<WsaError> {
        if self.state().phase() != Phase::Connecting {
            return None;
        }
        let outcome = self.take_connect_outcome()?;
        self.state_changed();
        match outcome {
            Ok(()) => self.conditions_changed(),
            Err(error) => self.tell_connect_failed(error),
        }
        outcome.err()
    }

    /// The kernel tells of a failure once. So whoever looks at the same time waits here until it is known to all.
    fn take_connect_outcome(&self) -> Option<WsaResult<()>> {
        let mut emulated = self.shared.emulated.lock();
        if self.state().phase() != Phase::Connecting {
            return None;
        }
        let mut entry = [PollEntry { fd: self.fd().as_raw_fd(), events: POLLOUT as u16, revents: 0 }];
        poll::wait(&mut entry, Some(Duration::ZERO)).ok()?;
        let revents = u32::from(entry[0].revents);
        if revents & (POLLERR | POLLHUP) != 0 {
            let error = socket_raw::take_error(self.fd()).ok()??.into();
            emulated.connect_failed(error);
            self.forget_failed_connect();
            return Some(Err(error));
        }
        (revents & POLLOUT != 0).then(|| {
            self.note_connect_time();
            self.change_state(|state| match state.phase() {
                Phase::Connecting => state.in_phase(Phase::Connected),
                _ => state,
            });
            Ok(())
        })
    }

    pub(crate) fn shutdown(&self, how: ShutdownHow) -> WsaResult<()> {
        self.settle_connect();
        let before = self.state();
        before.check_shutdown()?;
        if before.is_stream() && how.sends() && !before.is_send_shut() {
            match socket_raw::shutdown(self.fd(), net::SHUT_WR) {
                // The peer has reset the connection meanwhile: there is nothing left to end.
                Ok(()) | Err(Errno::NOTCONN) => {}
                Err(errno) => return Err(self.ended(errno)),
            }
        }
        // SD_RECEIVE sends nothing; the state word refuses further receives.
        self.update_state(|state| state.shut(how));
        Ok(())
    }
}

/// Windows does not connect to the any-address or to port 0; Linux takes the former for this host.
pub(crate) fn names_nobody(address: &KernelAddress) -> bool {
    let bytes = address.as_bytes();
    bytes[2..4] == [0, 0] || host_bytes(address).iter().all(|byte| *byte == 0)
}

fn is_zero(address: &KernelAddress) -> bool {
    let bytes = address.as_bytes();
    bytes[2..4] == [0, 0] && host_bytes(address).iter().all(|byte| *byte == 0)
}

fn host_bytes(address: &KernelAddress) -> &[u8] {
    let bytes = address.as_bytes();
    if address.family() == LINUX_AF_INET6 { &bytes[8..24] } else { &bytes[4..8] }
}
