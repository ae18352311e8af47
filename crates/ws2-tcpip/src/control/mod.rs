//! `ioctlsocket` and `WSAIoctl` codes that exchange bytes: one table says of each what becomes of it.
//!
//! Codes that hand out handles or function pointers are answered above the provider. A code that is not in the
//! table is `WSAEOPNOTSUPP`. Answers with pointers in them point into the output buffer, so that must be the
//! program's own.

mod address_order;
mod interfaces;
mod queue_state;
mod tcp_info;
#[cfg(test)]
mod tests;
mod transport;

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

pub(crate) use self::address_order::preferred;
pub(crate) use self::interfaces::{interface_of, local_address_towards};
use crate::option::{Sockets, Treatment};
use crate::socket::Socket;

/// A control code and its treatment.
pub(crate) struct ControlRow {
    pub(crate) code: u32,
    pub(crate) symbol: &'static str,
    pub(crate) on: Sockets,
    /// For the other kind of socket.
    pub(crate) otherwise: WsaError,
    pub(crate) linux: &'static str,
    pub(crate) note: &'static str,
    run: Run,
}

enum Run {
    Do(fn(&Socket, &[u8], &mut [u8]) -> WsaResult<usize>),
    Refuse(WsaError),
}

impl ControlRow {
    const fn new(code: u32, symbol: &'static str, run: Run) -> ControlRow {
        let otherwise = WsaError::WSAEOPNOTSUPP;
        ControlRow { code, symbol, on: Sockets::Any, otherwise, linux: "", note: "", run }
    }

    const fn only(mut self, on: Sockets, otherwise: WsaError) -> ControlRow {
        self.on = on;
        self.otherwise = otherwise;
        self
    }

    const fn on_linux(mut self, names: &'static str) -> ControlRow {
        self.linux = names;
        self
    }

    const fn note(mut self, note: &'static str) -> ControlRow {
        self.note = note;
        self
    }

    pub(crate) fn treatment(&self) -> Treatment {
        match self.run {
            Run::Refuse(error) => Treatment::Refused(error),
            Run::Do(_) if self.linux.is_empty() => Treatment::Emulated,
            Run::Do(_) => Treatment::Maps(self.linux),
        }
    }
}

/// A row that runs a function, from Microsoft's symbol.
macro_rules! does {
    ($code:ident, $run:expr) => {
        ControlRow::new(ws::$code as u32, stringify!($code), Run::Do($run))
    };
}

/// A row that is refused.
macro_rules! refuses {
    ($code:ident, $error:ident) => {
        ControlRow::new(ws::$code as u32, stringify!($code), Run::Refuse(WsaError::$error))
    };
}

// Codes that the metadata lacks: _IOR('t', n, ULONG) and _IO('t', n) of ws2ipdef.h and ws2def.h.
const SIO_GET_INTERFACE_LIST: u32 = 0x4004_747f;
const SIO_GET_INTERFACE_LIST_EX: u32 = 0x4004_747e;
const SIO_IDEAL_SEND_BACKLOG_QUERY: u32 = 0x4004_747b;
const SIO_IDEAL_SEND_BACKLOG_CHANGE: u32 = 0x2000_747a;

const STREAM: Sockets = Sockets::Stream;
const DATAGRAM: Sockets = Sockets::Datagram;
const INVALID: WsaError = WsaError::WSAEINVAL;
const UNSUPPORTED: WsaError = WsaError::WSAEOPNOTSUPP;
const NO_SUCH_OPTION: WsaError = WsaError::WSAENOPROTOOPT;

pub(crate) static CONTROLS: &[ControlRow] = &[
    does!(FIONBIO, queue_state::set_nonblocking).note("Never reaches the kernel."),
    does!(FIONREAD, queue_state::readable_bytes)
        .on_linux("FIONREAD")
        .note("UDP: the size of the first datagram, where the documents say the sum of all."),
    does!(SIOCATMARK, queue_state::at_mark)
        .only(STREAM, INVALID)
        .on_linux("SIOCATMARK")
        .note("TRUE when no urgent data is pending, or inline at its place."),
    does!(SIO_UDP_CONNRESET, transport::set_reports_unreachable_ports).only(DATAGRAM, INVALID),
    does!(SIO_UDP_NETRESET, transport::accept_flag)
        .only(DATAGRAM, INVALID)
        .note("Accepted without effect: an expired TTL is told as WSAEHOSTUNREACH."),
    does!(SIO_KEEPALIVE_VALS, transport::set_keep_alive)
        .only(STREAM, NO_SUCH_OPTION)
        .on_linux("SO_KEEPALIVE, TCP_KEEPIDLE, TCP_KEEPINTVL")
        .note("Milliseconds, rounded up to seconds."),
    does!(SIO_LOOPBACK_FAST_PATH, transport::accept_flag)
        .only(STREAM, UNSUPPORTED)
        .note("Accepted: the kernel's loopback has no slow path."),
    does!(SIO_TCP_INFO, tcp_info::read).only(STREAM, UNSUPPORTED).on_linux("TCP_INFO").note(
        "Versions 0 and 1; others are WSAEINVAL. What the kernel does not count is 0: BytesReordered, \
         DupAcksIn, SynRetrans and the transitions of version 1.",
    ),
    does!(SIO_TCP_INITIAL_RTO, transport::set_initial_retransmission)
        .only(STREAM, UNSUPPORTED)
        .on_linux("TCP_SYNCNT")
        .note("The count of retransmissions takes effect (at least 1), the time does not."),
    does!(SIO_CPU_AFFINITY, transport::set_cpu_affinity)
        .only(DATAGRAM, UNSUPPORTED)
        .on_linux("SO_REUSEPORT, SO_INCOMING_CPU")
        .note("Before bind only, and not together with SO_REUSEADDR (WSAEINVAL)."),
    ControlRow::new(
        SIO_IDEAL_SEND_BACKLOG_QUERY,
        "SIO_IDEAL_SEND_BACKLOG_QUERY",
        Run::Do(tcp_info::ideal_backlog),
    )
    .only(STREAM, UNSUPPORTED)
    .on_linux("TCP_INFO")
    .note("The congestion window, at least 64 KiB."),
    ControlRow::new(SIO_GET_INTERFACE_LIST, "SIO_GET_INTERFACE_LIST", Run::Do(interfaces::list))
        .on_linux("getifaddrs")
        .note("IPv4 addresses only; WSAEINVAL on an AF_INET6 socket."),
    does!(SIO_ADDRESS_LIST_QUERY, interfaces::addresses).on_linux("getifaddrs").note(
        "Addresses of the socket's family. Loopback only if there is nothing else; no link-local ones.",
    ),
    does!(SIO_ROUTING_INTERFACE_QUERY, interfaces::route).on_linux("connect of a socket of its own"),
    does!(SIO_GET_BROADCAST_ADDRESS, interfaces::broadcast_address)
        .only(DATAGRAM, UNSUPPORTED)
        .note("255.255.255.255; WSAENOPROTOOPT for AF_INET6."),
    does!(SIO_MULTIPOINT_LOOPBACK, transport::set_multicast_loop)
        .only(DATAGRAM, UNSUPPORTED)
        .on_linux("IP_MULTICAST_LOOP, IPV6_MULTICAST_LOOP"),
    does!(SIO_MULTICAST_SCOPE, transport::set_multicast_scope)
        .only(DATAGRAM, UNSUPPORTED)
        .on_linux("IP_MULTICAST_TTL, IPV6_MULTICAST_HOPS"),
    does!(SIO_SET_COMPATIBILITY_MODE, transport::set_compatibility_mode).note("Accepted without effect."),
    does!(SIO_QUERY_RSS_SCALABILITY_INFO, transport::rss_scalability).note("FALSE; short buffers WSAEINVAL."),
    does!(SIO_ADDRESS_LIST_CHANGE, transport::await_address_list)
        .on_linux("rtnetlink")
        .note("An address of the socket's family came, went or was renewed. See changes.md."),
    does!(SIO_ROUTING_INTERFACE_CHANGE, transport::await_routing_interface)
        .on_linux("rtnetlink")
        .note("The answer of SIO_ROUTING_INTERFACE_QUERY has changed. See changes.md."),
    refuses!(SIO_FLUSH, WSAENOPROTOOPT).note("The documented code of providers that cannot."),
    refuses!(SIO_ENABLE_CIRCULAR_QUEUEING, WSAENOPROTOOPT)
        .note("The documented code of providers that cannot."),
    refuses!(SIO_ASSOCIATE_HANDLE, WSAENOPROTOOPT),
    refuses!(SIO_TRANSLATE_HANDLE, WSAENOPROTOOPT),
    refuses!(SIO_GET_QOS, WSAENOPROTOOPT),
    refuses!(SIO_SET_QOS, WSAENOPROTOOPT),
    refuses!(SIO_GET_GROUP_QOS, WSAENOPROTOOPT),
    refuses!(SIO_SET_GROUP_QOS, WSAENOPROTOOPT),
    ControlRow::new(SIO_GET_INTERFACE_LIST_EX, "SIO_GET_INTERFACE_LIST_EX", Run::Refuse(UNSUPPORTED)),
    ControlRow::new(SIO_IDEAL_SEND_BACKLOG_CHANGE, "SIO_IDEAL_SEND_BACKLOG_CHANGE", Run::Refuse(UNSUPPORTED)),
    refuses!(SIO_FIND_ROUTE, WSAEOPNOTSUPP),
    refuses!(SIO_RCVALL, WSAEOPNOTSUPP).note("For raw sockets, which this provider does not have."),
    refuses!(SIO_RCVALL_MCAST, WSAEOPNOTSUPP).note("For raw sockets, which this provider does not have."),
    refuses!(SIO_RCVALL_IGMPMCAST, WSAEOPNOTSUPP).note("For raw sockets, which this provider does not have."),
    refuses!(SIO_ACQUIRE_PORT_RESERVATION, WSAEOPNOTSUPP),
    refuses!(SIO_ASSOCIATE_PORT_RESERVATION, WSAEOPNOTSUPP),
    refuses!(SIO_RELEASE_PORT_RESERVATION, WSAEOPNOTSUPP),
    refuses!(SIO_QUERY_RSS_PROCESSOR_INFO, WSAEOPNOTSUPP),
    refuses!(SIO_QUERY_TRANSPORT_SETTING, WSAEOPNOTSUPP),
    refuses!(SIO_APPLY_TRANSPORT_SETTING, WSAEOPNOTSUPP),
];

impl Socket {
    pub(crate) fn control(&self, code: u32, input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
        let row = CONTROLS.iter().find(|row| row.code == code).ok_or(UNSUPPORTED)?;
        match row.run {
            Run::Refuse(error) => Err(error),
            Run::Do(_) if !row.on.include(self) => Err(row.otherwise),
            Run::Do(run) => run(self, input, output),
        }
    }
}
