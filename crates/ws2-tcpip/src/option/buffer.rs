//! Buffer sizes and time limits: the kernel's options in Windows' units, read back as they were set.

use ws2_types::WsaResult;
use ws2_types::abi::winsock as ws;

use super::row::{KernelOption, kernel};
use crate::socket::Socket;

pub(super) fn set_send_bytes(socket: &Socket, bytes: u32) -> WsaResult<()> {
    set_bytes(socket, kernel!(SOL_SOCKET, SO_SNDBUF), ws::SO_SNDBUF, bytes)
}

pub(super) fn set_receive_bytes(socket: &Socket, bytes: u32) -> WsaResult<()> {
    set_bytes(socket, kernel!(SOL_SOCKET, SO_RCVBUF), ws::SO_RCVBUF, bytes)
}

/// The kernel doubles what it is given, for its own overhead, so its answer is of no use. 0 means "no
/// buffering in the socket" on Windows, which there makes transfers faster; the kernel would choke them to its
/// smallest buffer, so it is not told.
fn set_bytes(socket: &Socket, option: KernelOption, name: i32, bytes: u32) -> WsaResult<()> {
    if bytes != 0 {
        option.set(socket, i32::try_from(bytes).unwrap_or(i32::MAX))?;
    }
    socket.keep(ws::SOL_SOCKET, name, bytes);
    Ok(())
}

pub(super) fn set_receive_timeout(socket: &Socket, ms: u32) -> WsaResult<()> {
    set_timeout(socket, kernel!(SOL_SOCKET, SO_RCVTIMEO), ws::SO_RCVTIMEO, ms)
}

pub(super) fn set_send_timeout(socket: &Socket, ms: u32) -> WsaResult<()> {
    set_timeout(socket, kernel!(SOL_SOCKET, SO_SNDTIMEO), ws::SO_SNDTIMEO, ms)
}

fn set_timeout(socket: &Socket, option: KernelOption, name: i32, ms: u32) -> WsaResult<()> {
    let mut timeval = [0; 16];
    timeval[..8].copy_from_slice(&i64::from(ms / 1000).to_ne_bytes());
    timeval[8..].copy_from_slice(&i64::from(ms % 1000 * 1000).to_ne_bytes());
    option.set_bytes(socket, &timeval)?;
    socket.keep(ws::SOL_SOCKET, name, ms);
    socket.heed_time_limits();
    Ok(())
}
