//! `SO_REUSEADDR` and `SO_EXCLUSIVEADDRUSE`.
//!
//! On Windows both sockets of a shared address must ask for sharing, and then even two TCP listeners may have
//! one port. Linux lets UDP sockets do that with its own `SO_REUSEADDR`; TCP listeners need `SO_REUSEPORT` as
//! well, again on both and under one user. The option counts at `bind`, so later changes are only remembered.

use ws2_engine::state::Phase;
use ws2_sys::errno::Errno;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::row::{kernel, require_unbound};
use crate::socket::Socket;

pub(super) fn set_shared(socket: &Socket, on: u32) -> WsaResult<()> {
    let on = on != 0;
    if on && socket.is_exclusive() {
        return Err(WsaError::WSAEINVAL);
    }
    if socket.state().phase() == Phase::Fresh {
        kernel!(SOL_SOCKET, SO_REUSEADDR).set(socket, i32::from(on))?;
        if socket.state().is_stream() {
            kernel!(SOL_SOCKET, SO_REUSEPORT).set(socket, i32::from(on))?;
        }
    }
    socket.keep(ws::SOL_SOCKET, ws::SO_REUSEADDR, u32::from(on));
    Ok(())
}

pub(super) fn set_exclusive(socket: &Socket, on: u32) -> WsaResult<()> {
    require_unbound(socket)?;
    if on != 0 && socket.is_shared() {
        return Err(WsaError::WSAEINVAL);
    }
    socket.keep(ws::SOL_SOCKET, ws::SO_EXCLUSIVEADDRUSE, u32::from(on != 0));
    Ok(())
}

pub(super) fn set_multicast_shared(socket: &Socket, on: u32) -> WsaResult<()> {
    require_unbound(socket)?;
    kernel!(SOL_SOCKET, SO_REUSEADDR).set(socket, i32::from(on != 0 || socket.is_shared()))?;
    socket.keep(ws::SOL_SOCKET, ws::SO_REUSE_MULTICASTPORT, u32::from(on != 0));
    Ok(())
}

impl Socket {
    /// `SO_EXCLUSIVEADDRUSE` is on.
    pub(crate) fn is_exclusive(&self) -> bool {
        self.has_kept(ws::SOL_SOCKET, ws::SO_EXCLUSIVEADDRUSE)
    }

    /// `SO_REUSEADDR` is on.
    pub(crate) fn is_shared(&self) -> bool {
        self.has_kept(ws::SOL_SOCKET, ws::SO_REUSEADDR)
    }

    /// The word of Windows for a bind that the kernel refused: one that asked to share an address whose owner
    /// does not is denied access.
    pub(crate) fn bind_error(&self, errno: Errno) -> WsaError {
        match WsaError::from(errno) {
            WsaError::WSAEADDRINUSE if self.is_shared() => WsaError::WSAEACCES,
            error => error,
        }
    }
}
