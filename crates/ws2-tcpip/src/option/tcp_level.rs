//! `IPPROTO_TCP`.

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::keep_alive;
use super::row::{KernelOption, Level, OptionRow, Sockets, kernel, row};
use super::value::Value::{Bool, Dword, Struct};
use crate::socket::Socket;

pub(super) static LEVEL: Level =
    Level { number: ws::IPPROTO_TCP, symbol: "IPPROTO_TCP", rows: ROWS, on: Sockets::Stream };

const USER_TIMEOUT: KernelOption = kernel!(IPPROTO_TCP, TCP_USER_TIMEOUT);
/// Connections that may wait with data in their SYN.
const FAST_OPEN_QUEUE: i32 = 256;
/// Retransmissions of a SYN: what the kernel does unasked, and its minimum.
const SYN_RETRIES: i32 = 6;
const MIN_SYN_RETRIES: i32 = 1;

const ROWS: &[OptionRow] = &[
    row!(TCP_NODELAY, Bool).maps(kernel!(IPPROTO_TCP, TCP_NODELAY)),
    row!(TCP_KEEPIDLE, Dword)
        .also("TCP_KEEPALIVE")
        .reads_kept(keep_alive::DEFAULT_IDLE_SECS)
        .writes(keep_alive::set_idle_secs)
        .on_linux("TCP_KEEPIDLE")
        .note("Seconds; the kernel is given at most 32767."),
    row!(TCP_KEEPINTVL, Dword)
        .reads_kept(keep_alive::DEFAULT_INTERVAL_SECS)
        .writes(keep_alive::set_interval_secs)
        .on_linux("TCP_KEEPINTVL")
        .note("Seconds; the kernel is given at most 32767."),
    row!(TCP_KEEPCNT, Dword)
        .reads_kept(keep_alive::DEFAULT_PROBES)
        .writes(keep_alive::set_probes)
        .on_linux("TCP_KEEPCNT")
        .note("Above 255 is WSAEINVAL; the kernel is given at most 127."),
    row!(TCP_MAXSEG, Dword)
        .maps_get(kernel!(IPPROTO_TCP, TCP_MAXSEG))
        .note("Cannot be set, as the documents say."),
    row!(TCP_MAXRT, Dword)
        .reads_kept(0)
        .writes(set_max_retransmission_secs)
        .on_linux("TCP_USER_TIMEOUT")
        .note("Seconds; -1 for as long as the kernel can count (24 days), 0 for the kernel's default."),
    row!(TCP_MAXRTMS, Dword)
        .reads_kept(0)
        .writes(set_max_retransmission_ms)
        .on_linux("TCP_USER_TIMEOUT")
        .note("Milliseconds; otherwise as TCP_MAXRT."),
    row!(TCP_FASTOPEN, Bool)
        .reads_kept(0)
        .writes(set_fast_open)
        .on_linux("TCP_FASTOPEN")
        .note("For listeners. Connecting never sends data early."),
    row!(TCP_NOSYNRETRIES, Bool)
        .reads_kept(0)
        .writes(set_no_syn_retries)
        .on_linux("TCP_SYNCNT")
        .note("The kernel's minimum is one retry."),
    row!(TCP_TIMESTAMPS, Bool).kept(0).note("Kept; the kernel decides for the whole system."),
    row!(TCP_EXPEDITED_1122, Bool)
        .reads_kept(0)
        .writes(|socket, on| set_expedited_1122(socket, on != 0))
        .note("Kept; the kernel's urgent data is BSD style. Cannot be switched off again."),
    row!(TCP_BSDURGENT, Bool)
        .reads(|socket| Ok(u32::from(!expedited_1122(socket))))
        .writes(|socket, on| set_expedited_1122(socket, on == 0))
        .note("The inverse of TCP_EXPEDITED_1122."),
    row!(TCP_OFFLOAD_PREFERENCE, Dword)
        .kept(ws::TCP_OFFLOAD_NO_PREFERENCE as u32)
        .at_most(ws::TCP_OFFLOAD_PREFERRED as u32)
        .note("Kept; the kernel decides."),
    row!(TCP_FAIL_CONNECT_ON_ICMP_ERROR, Bool)
        .kept(0)
        .note("Kept: the kernel's connect fails on ICMP errors in any case."),
    row!(TCP_ICMP_ERROR_INFO, Struct("ICMP_ERROR_INFO")),
    row!(TCP_STDURG, Bool),
    row!(TCP_NOURG, Bool),
    row!(TCP_ATMARK, Bool),
    row!(TCP_CONGESTION_ALGORITHM, Dword),
    row!(TCP_DELAY_FIN_ACK, Bool),
];

fn set_max_retransmission_secs(socket: &Socket, secs: u32) -> WsaResult<()> {
    set_user_timeout(socket, ws::TCP_MAXRT, secs, 1000)
}

fn set_max_retransmission_ms(socket: &Socket, ms: u32) -> WsaResult<()> {
    set_user_timeout(socket, ws::TCP_MAXRTMS, ms, 1)
}

fn set_user_timeout(socket: &Socket, name: i32, value: u32, unit_ms: i32) -> WsaResult<()> {
    let ms = match value as i32 {
        -1 => i32::MAX,
        negative if negative < 0 => return Err(WsaError::WSAEINVAL),
        count => count.saturating_mul(unit_ms),
    };
    USER_TIMEOUT.set(socket, ms)?;
    socket.keep(ws::IPPROTO_TCP, name, value);
    Ok(())
}

fn set_fast_open(socket: &Socket, on: u32) -> WsaResult<()> {
    // Only closed and listening sockets have a queue; elsewhere the option can do nothing.
    if !socket.state().has_connection() {
        kernel!(IPPROTO_TCP, TCP_FASTOPEN).set(socket, if on != 0 { FAST_OPEN_QUEUE } else { 0 })?;
    }
    socket.keep(ws::IPPROTO_TCP, ws::TCP_FASTOPEN, u32::from(on != 0));
    Ok(())
}

fn set_no_syn_retries(socket: &Socket, on: u32) -> WsaResult<()> {
    kernel!(IPPROTO_TCP, TCP_SYNCNT).set(socket, if on != 0 { MIN_SYN_RETRIES } else { SYN_RETRIES })?;
    socket.keep(ws::IPPROTO_TCP, ws::TCP_NOSYNRETRIES, u32::from(on != 0));
    Ok(())
}

fn expedited_1122(socket: &Socket) -> bool {
    socket.has_kept(ws::IPPROTO_TCP, ws::TCP_EXPEDITED_1122)
}

fn set_expedited_1122(socket: &Socket, on: bool) -> WsaResult<()> {
    if !on && expedited_1122(socket) {
        return Err(WsaError::WSAEINVAL);
    }
    socket.keep(ws::IPPROTO_TCP, ws::TCP_EXPEDITED_1122, u32::from(on));
    Ok(())
}
