//! `IPPROTO_UDP`.

use ws2_sys::linux::net;
use ws2_types::WsaError;
use ws2_types::abi::winsock as ws;

use super::row::{KernelOption, Level, OptionRow, Sockets, kernel, row};
use super::value::Value::{Bool, Dword};

pub(super) static LEVEL: Level =
    Level { number: ws::IPPROTO_UDP, symbol: "IPPROTO_UDP", rows: ROWS, on: Sockets::Datagram };

/// `UDP_SEGMENT` of linux/udp.h, which linux-raw-sys leaves out.
const UDP_SEGMENT: u32 = 103;
const SEGMENT: KernelOption =
    KernelOption { level: net::IPPROTO_UDP as u32, name: UDP_SEGMENT, symbol: "UDP_SEGMENT" };
const MAX_SEGMENT_BYTES: u32 = 65_535;

const ROWS: &[OptionRow] = &[
    row!(UDP_SEND_MSG_SIZE, Dword).maps(SEGMENT).writes(|socket, bytes| {
        if bytes > MAX_SEGMENT_BYTES {
            return Err(WsaError::WSAEINVAL);
        }
        SEGMENT.set(socket, bytes as i32)
    }),
    row!(UDP_NOCHECKSUM, Bool)
        .maps(kernel!(SOL_SOCKET, SO_NO_CHECK))
        .writes(|socket, on| {
            if socket.shared.family != ws::AF_INET {
                return Err(WsaError::WSAENOPROTOOPT);
            }
            kernel!(SOL_SOCKET, SO_NO_CHECK).set(socket, i32::from(on != 0))
        })
        .note("Not for AF_INET6 (WSAENOPROTOOPT), as the documents say."),
    row!(UDP_CHECKSUM_COVERAGE, Bool).kept(1).note("Kept; datagrams have checksums."),
    row!(UDP_RECV_MAX_COALESCED_SIZE, Dword)
        .kept(0)
        .note("Kept: datagrams are never coalesced, which the option permits."),
];
