//! TCP keep-alive: `SO_KEEPALIVE`, `TCP_KEEPIDLE`, `TCP_KEEPINTVL`, `TCP_KEEPCNT`, `SIO_KEEPALIVE_VALS`.
//!
//! Windows probes after two hours every second, ten times; the kernel's interval is 75 s. Its limits are lower
//! too, so values are remembered as they were set and cut for the kernel.

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::row::{KernelOption, kernel};
use crate::socket::Socket;

pub(super) const DEFAULT_IDLE_SECS: u32 = 7200;
pub(super) const DEFAULT_INTERVAL_SECS: u32 = 1;
pub(super) const DEFAULT_PROBES: u32 = 10;

/// The kernel's own maxima.
const MAX_KERNEL_SECS: u32 = 32_767;
const MAX_KERNEL_PROBES: u32 = 127;
/// "It is illegal to set `TCP_KEEPCNT` to a value greater than 255."
const MAX_PROBES: u32 = 255;

const ENABLED: KernelOption = kernel!(SOL_SOCKET, SO_KEEPALIVE);
const IDLE: KernelOption = kernel!(IPPROTO_TCP, TCP_KEEPIDLE);
const INTERVAL: KernelOption = kernel!(IPPROTO_TCP, TCP_KEEPINTVL);
const PROBES: KernelOption = kernel!(IPPROTO_TCP, TCP_KEEPCNT);

/// `struct tcp_keepalive`.
#[derive(Clone, Copy)]
pub(crate) struct KeepAlive {
    pub(crate) on: bool,
    pub(crate) idle_ms: u32,
    pub(crate) interval_ms: u32,
}

impl KeepAlive {
    pub(crate) fn apply(self, socket: &Socket) -> WsaResult<()> {
        set_enabled(socket, u32::from(self.on))?;
        if self.on {
            set_idle_secs(socket, whole_secs(self.idle_ms))?;
            set_interval_secs(socket, whole_secs(self.interval_ms))?;
        }
        Ok(())
    }
}

/// Rounded up: the kernel counts in seconds, and probing late is better than probing twice as often.
fn whole_secs(ms: u32) -> u32 {
    ms.div_ceil(1000).max(1)
}

pub(super) fn set_enabled(socket: &Socket, on: u32) -> WsaResult<()> {
    if on != 0 {
        if socket.kept(ws::IPPROTO_TCP, ws::TCP_KEEPINTVL).is_none() {
            INTERVAL.set(socket, DEFAULT_INTERVAL_SECS as i32)?;
        }
        if socket.kept(ws::IPPROTO_TCP, ws::TCP_KEEPCNT).is_none() {
            PROBES.set(socket, DEFAULT_PROBES as i32)?;
        }
    }
    ENABLED.set(socket, i32::from(on != 0))
}

pub(super) fn set_idle_secs(socket: &Socket, secs: u32) -> WsaResult<()> {
    set(socket, IDLE, ws::TCP_KEEPIDLE, secs, MAX_KERNEL_SECS)
}

pub(super) fn set_interval_secs(socket: &Socket, secs: u32) -> WsaResult<()> {
    set(socket, INTERVAL, ws::TCP_KEEPINTVL, secs, MAX_KERNEL_SECS)
}

pub(super) fn set_probes(socket: &Socket, count: u32) -> WsaResult<()> {
    if count > MAX_PROBES {
        return Err(WsaError::WSAEINVAL);
    }
    set(socket, PROBES, ws::TCP_KEEPCNT, count, MAX_KERNEL_PROBES)
}

fn set(socket: &Socket, option: KernelOption, name: i32, value: u32, kernel_max: u32) -> WsaResult<()> {
    if value == 0 {
        return Err(WsaError::WSAEINVAL);
    }
    option.set(socket, value.min(kernel_max) as i32)?;
    socket.keep(ws::IPPROTO_TCP, name, value);
    Ok(())
}
