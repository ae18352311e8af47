//! `DisconnectEx`: the end of a connection whose handle lives on.
//!
//! For another use of the handle a fresh kernel socket comes under the number; the old one ends on its own, as a
//! default close does. So nobody waits for the peer, and no TIME_WAIT stands in the way of the next connection: a
//! socket that will connect again keeps its local address, but gets another port.

use ws2_engine::linger::LingerMode;
use ws2_engine::state::{Phase, ShutdownHow, State};
use ws2_sys::address::{KernelAddress, WINDOWS_AF_INET6};
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::{AsFd, OwnedFd, socket_raw};
use ws2_types::{WsaError, WsaResult};

use super::aborted;
use crate::close::{abort, release_gracefully};
use crate::socket::Socket;

impl Socket {
    pub(super) fn check_disconnect(&self, reuse: bool) -> WsaResult<()> {
        self.settle_connect();
        if !self.state().is_stream() || self.state().phase() != Phase::Connected {
            return Err(WsaError::WSAENOTCONN);
        }
        // Another handle goes on with the connection, so this one cannot leave it.
        if reuse && self.is_duplicated() { Err(WsaError::WSAEINVAL) } else { Ok(()) }
    }

    /// Ends the connection gracefully, after what was sent.
    pub(super) fn end_connection(&self, reuse: bool) -> WsaResult<()> {
        self.check_disconnect(reuse)?;
        if reuse {
            return self.renew();
        }
        match socket_raw::shutdown(self.fd(), net::SHUT_WR) {
            Ok(()) | Err(Errno::NOTCONN) => {}
            Err(errno) => return Err(self.ended(errno)),
        }
        self.update_state(|state| state.shut(ShutdownHow::Both));
        Ok(())
    }

    /// Drops the connection of an accept that was cancelled while it waited for data.
    pub(super) fn drop_connection(&self) {
        let mut outbound = self.overlapped.outbound.lock();
        let cancelled = outbound.cancel(|_| true);
        outbound.transport_changed();
        let _ = socket_raw::disconnect(self.fd());
        // Without descriptors to be had the handle is good for closing only.
        let _ = self.renew();
        drop(outbound);
        for op in cancelled {
            op.completion.finish(aborted());
        }
    }

    /// Puts a fresh kernel socket in the place of the connection, which ends on its own. The caller holds the outbound
    /// lock.
    fn renew(&self) -> WsaResult<()> {
        let fresh = self.fresh_descriptor()?;
        let connection = socket_raw::duplicate(self.fd())?;
        // All under one hold of the lock: a receive comes before it and is cancelled, or after it and is refused.
        let mut inbound = self.overlapped.inbound.lock();
        let cancelled = inbound.cancel(|_| true);
        let put = self.put_in_place(fresh, &mut inbound);
        if put.is_ok() {
            self.update_state(State::reusable);
        }
        drop(inbound);
        for op in cancelled {
            self.end_inbound(op, aborted());
        }
        put?;
        match self.linger().mode() {
            LingerMode::Hard => abort(connection.as_fd()),
            LingerMode::Off | LingerMode::Within(_) => {
                // Calls that are blocked on the connection end.
                let _ = socket_raw::shutdown(connection.as_fd(), net::SHUT_RDWR);
                release_gracefully(connection.as_fd(), true);
            }
        }
        Ok(())
    }

    fn fresh_descriptor(&self) -> WsaResult<OwnedFd> {
        let fresh = Socket::descriptor(self.shared.request)?;
        if self.shared.family == WINDOWS_AF_INET6 {
            let (level, name) = (net::IPPROTO_IPV6 as u32, net::IPV6_V6ONLY);
            let only = socket_raw::int_option(self.fd(), level, name)?;
            socket_raw::set_int_option(fresh.as_fd(), level, name, only)?;
        }
        if !self.state().is_from_listener() {
            let mut address = socket_raw::local_address(self.fd())?.into_windows().as_bytes().to_vec();
            address[2..4].fill(0);
            let address = KernelAddress::from_windows(&address).ok_or(WsaError::WSAEFAULT)?;
            socket_raw::bind(fresh.as_fd(), &address)?;
        }
        Ok(fresh)
    }
}
