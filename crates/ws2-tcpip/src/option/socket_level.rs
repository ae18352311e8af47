//! `SOL_SOCKET`.

use ws2_engine::state::{Phase, State};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::row::{Level, OptionRow, Sockets, kernel, require_unbound, row};
use super::value::Value::{Bool, Dword, Struct};
use super::{address_sharing, buffer, keep_alive, socket_state};
use crate::socket::Socket;

pub(super) static LEVEL: Level =
    Level { number: ws::SOL_SOCKET, symbol: "SOL_SOCKET", rows: ROWS, on: Sockets::Any };

/// Addresses up to the structure of their catalog entry: what `SO_MAX_MSG_SIZE` says of UDP.
const UDP_MESSAGE_BYTES: u32 = 65_507;
const BUFFER_BYTES: u32 = 65_536;
/// The only compartment there is.
const DEFAULT_COMPARTMENT: u32 = 1;

const fn legacy(row: OptionRow) -> OptionRow {
    row.note("For other protocols; the documents say TCP/IP does not support it.")
}

const ROWS: &[OptionRow] = &[
    row!(SO_LINGER, Struct("struct linger"))
        .stream()
        .reads_bytes(read_linger)
        .writes_bytes(write_linger)
        .note("Never reaches the kernel: closing is the library's."),
    row!(SO_ERROR, Dword).reads(socket_state::take_error).writes(|_, _| Ok(())).note(
        "Taken by reading. Tells how a non-blocking connect failed. An ICMP error of UDP stays for the \
             next receive. Setting does nothing.",
    ),
    row!(SO_KEEPALIVE, Bool)
        .stream()
        .maps(kernel!(SOL_SOCKET, SO_KEEPALIVE))
        .writes(keep_alive::set_enabled)
        .note("Switching it on also sets Windows' interval of 1 s and its 10 probes."),
    row!(SO_REUSEADDR, Bool)
        .reads_kept(0)
        .writes(address_sharing::set_shared)
        .on_linux("SO_REUSEADDR, for TCP also SO_REUSEPORT")
        .note(
            "All sockets of the address must set it before bind. Of TCP listeners that share a port the first \
             gets the connections. A bind that it could not save fails with WSAEACCES.",
        ),
    row!(SO_EXCLUSIVEADDRUSE, Bool).reads_kept(0).writes(address_sharing::set_exclusive).note(
        "Before bind only, and not together with SO_REUSEADDR (WSAEINVAL). The kernel shares no address \
         unasked; with this option live connections of an earlier listener keep the port, too.",
    ),
    row!(SO_SNDBUF, Dword)
        .reads_kept(BUFFER_BYTES)
        .writes(buffer::set_send_bytes)
        .on_linux("SO_SNDBUF")
        .note("Read back as set; the kernel allots within its own limits. 0 leaves the kernel's choice."),
    row!(SO_RCVBUF, Dword)
        .reads_kept(BUFFER_BYTES)
        .writes(buffer::set_receive_bytes)
        .on_linux("SO_RCVBUF")
        .note("Read back as set; the kernel allots within its own limits. 0 leaves the kernel's choice."),
    row!(SO_RCVTIMEO, Dword)
        .reads_kept(0)
        .writes(buffer::set_receive_timeout)
        .on_linux("SO_RCVTIMEO")
        .note("Milliseconds; 0 waits for ever. A struct timeval is not understood, as on Windows."),
    row!(SO_SNDTIMEO, Dword)
        .reads_kept(0)
        .writes(buffer::set_send_timeout)
        .on_linux("SO_SNDTIMEO")
        .note("Milliseconds; 0 waits for ever. Does not limit connect."),
    row!(SO_BROADCAST, Bool).datagram().maps(kernel!(SOL_SOCKET, SO_BROADCAST)),
    row!(SO_OOBINLINE, Bool)
        .stream()
        .maps(kernel!(SOL_SOCKET, SO_OOBINLINE))
        .writes(socket_state::set_urgent_inline),
    row!(SO_TYPE, Dword).reads(|socket| Ok(socket.shared.request.kind as u32)),
    row!(SO_DONTLINGER, Bool).stream().reads(|socket| Ok(u32::from(!socket.linger().is_on()))).writes(
        |socket, dont_linger| {
            socket.set_linger(socket.linger().with_dont_linger(dont_linger != 0));
            Ok(())
        },
    ),
    row!(SO_UPDATE_ACCEPT_CONTEXT, Struct("SOCKET"))
        .stream()
        .writes_bytes(|socket, listener| {
            if listener.len() < size_of::<ws::SOCKET>() {
                return Err(WsaError::WSAEFAULT);
            }
            require_connection(socket)?;
            socket.take_offered_context();
            Ok(())
        })
        .note(
            "After AcceptEx: takes over the listener's options that the library keeps (the kernel's are taken \
             over at once), and lets getpeername, getsockname and shutdown succeed. WSAENOTCONN before.",
        ),
    row!(SO_UPDATE_CONNECT_CONTEXT, Struct("none"))
        .stream()
        .writes_bytes(|socket, _| {
            socket.settle_connect();
            require_connection(socket)?;
            socket.update_state(State::updated);
            Ok(())
        })
        .note("After ConnectEx: lets getpeername and shutdown succeed. WSAENOTCONN before."),
    row!(SO_CONNECT_TIME, Dword)
        .stream()
        .reads(socket_state::connected_secs)
        .note("0xFFFFFFFF while not connected."),
    row!(SO_ACCEPTCONN, Bool)
        .stream()
        .reads(|socket| Ok(u32::from(socket.state().phase() == Phase::Listening))),
    row!(SO_PROTOCOL_INFOW, Struct("WSAPROTOCOL_INFOW"))
        .also("SO_PROTOCOL_INFO")
        .reads_bytes(socket_state::read_protocol_info_wide),
    row!(SO_PROTOCOL_INFOA, Struct("WSAPROTOCOL_INFOA")).reads_bytes(socket_state::read_protocol_info_ansi),
    row!(SO_MAX_MSG_SIZE, Dword).datagram().reads(|_| Ok(UDP_MESSAGE_BYTES)),
    row!(SO_MAXDG, Dword).datagram().reads(|_| Ok(UDP_MESSAGE_BYTES)),
    row!(SO_MAXPATHDG, Dword).datagram().reads(|_| Ok(UDP_MESSAGE_BYTES)).note("Treated as SO_MAXDG."),
    row!(SO_DEBUG, Bool)
        .reads_kept(0)
        .writes(|socket, value| {
            socket.keep(ws::SOL_SOCKET, ws::SO_DEBUG, value);
            Ok(())
        })
        .note("Keeps its value, whatever it is; there is no debug output."),
    row!(SO_DONTROUTE, Bool)
        .reads(|socket| require_ipv4(socket).map(|()| socket.kept_dont_route()))
        .writes(|socket, on| {
            require_ipv4(socket)?;
            socket.keep(ws::SOL_SOCKET, ws::SO_DONTROUTE, u32::from(on != 0));
            Ok(())
        })
        .note("Kept and passed over for AF_INET, WSAENOPROTOOPT for AF_INET6."),
    row!(SO_BSP_STATE, Struct("CSADDR_INFO"))
        .reads_bytes(socket_state::read_bsp_state)
        .note("The addresses stand behind the structure in the same buffer."),
    row!(SO_CONDITIONAL_ACCEPT, Bool)
        .stream()
        .reads_kept(0)
        .writes(|socket, on| {
            if socket.state().phase() == Phase::Listening {
                return Err(WsaError::WSAEINVAL);
            }
            socket.keep(ws::SOL_SOCKET, ws::SO_CONDITIONAL_ACCEPT, u32::from(on != 0));
            Ok(())
        })
        .note("Kept. The kernel completes connections before the condition function sees them."),
    row!(SO_PORT_SCALABILITY, Bool)
        .kept(0)
        .note("Kept: the kernel gives out ports per local address in any case."),
    row!(SO_REUSE_UNICASTPORT, Bool).kept(0).note("Kept without effect."),
    row!(SO_REUSE_MULTICASTPORT, Bool)
        .datagram()
        .reads_kept(0)
        .writes(address_sharing::set_multicast_shared)
        .on_linux("SO_REUSEADDR"),
    row!(SO_RANDOMIZE_PORT, Bool)
        .reads_kept(0)
        .writes(|socket, on| {
            require_unbound(socket)?;
            if on != 0 && socket.has_kept(ws::SOL_SOCKET, ws::SO_REUSE_UNICASTPORT) {
                return Err(WsaError::WSAEINVAL);
            }
            socket.keep(ws::SOL_SOCKET, ws::SO_RANDOMIZE_PORT, u32::from(on != 0));
            Ok(())
        })
        .note("Kept: the kernel's ephemeral ports are random in any case."),
    row!(SO_COMPARTMENT_ID, Dword)
        .reads(|_| Ok(DEFAULT_COMPARTMENT))
        .writes(|_, id| if id == DEFAULT_COMPARTMENT { Ok(()) } else { Err(WsaError::WSAEINVAL) })
        .note("There is one compartment, 1."),
    row!(SO_OPENTYPE, Dword).kept(0).note("Kept: every socket can do overlapped operation."),
    row!(SO_GROUP_ID, Dword).reads(|_| Ok(0)).note("Reserved; there are no groups."),
    row!(SO_GROUP_PRIORITY, Dword).kept(0).note("Reserved; kept."),
    row!(SO_SNDLOWAT, Dword).refuses(WsaError::WSAEINVAL),
    row!(SO_RCVLOWAT, Dword).refuses(WsaError::WSAEINVAL),
    row!(SO_PAUSE_ACCEPT, Bool)
        .stream()
        .note("The kernel cannot answer connections with RST while it listens."),
    row!(SO_USELOOPBACK, Bool),
    row!(SO_ORIGINAL_DST, Struct("SOCKADDR_STORAGE")),
    legacy(row!(SO_CONNDATA, Struct("char[]"))),
    legacy(row!(SO_CONNOPT, Struct("char[]"))),
    legacy(row!(SO_DISCDATA, Struct("char[]"))),
    legacy(row!(SO_DISCOPT, Struct("char[]"))),
    legacy(row!(SO_CONNDATALEN, Dword)),
    legacy(row!(SO_CONNOPTLEN, Dword)),
    legacy(row!(SO_DISCDATALEN, Dword)),
    legacy(row!(SO_DISCOPTLEN, Dword)),
    row!(PVD_CONFIG, Struct("char[]")).note("This provider has no configuration."),
];

fn read_linger(socket: &Socket, value: &mut [u8]) -> WsaResult<usize> {
    let linger = socket.linger();
    let [onoff, secs] = [u16::from(linger.is_on()), linger.secs()].map(u16::to_ne_bytes);
    let room = value.first_chunk_mut().ok_or(WsaError::WSAEFAULT)?;
    *room = [onoff[0], onoff[1], secs[0], secs[1]];
    Ok(room.len())
}

fn write_linger(socket: &Socket, value: &[u8]) -> WsaResult<()> {
    let &[a, b, c, d, ..] = value else { return Err(WsaError::WSAEFAULT) };
    let (onoff, secs) = (u16::from_ne_bytes([a, b]), u16::from_ne_bytes([c, d]));
    socket.set_linger(socket.linger().with_option(onoff, secs));
    Ok(())
}

fn require_ipv4(socket: &Socket) -> WsaResult<()> {
    if socket.shared.family == ws::AF_INET { Ok(()) } else { Err(WsaError::WSAENOPROTOOPT) }
}

impl Socket {
    fn kept_dont_route(&self) -> u32 {
        self.kept(ws::SOL_SOCKET, ws::SO_DONTROUTE).unwrap_or(0)
    }
}

/// The context of a connection is of no use before there is one.
fn require_connection(socket: &Socket) -> WsaResult<()> {
    if socket.state().phase() == Phase::Connected { Ok(()) } else { Err(WsaError::WSAENOTCONN) }
}
