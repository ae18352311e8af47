//! Options on real sockets over loopback.

use std::collections::HashSet;
use std::mem::size_of;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use ws2_spi::readiness::{Interest, Watch};
use ws2_spi::{CloseHandle, LentBuffer, Provider, ProviderSocket, SocketRequest};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult, sockaddr};

use super::*;
use crate::TcpIp;

type Boxed = Box<dyn ProviderSocket>;

fn open(family: u16, kind: i32) -> Boxed {
    TcpIp.socket(SocketRequest { family: family.into(), kind, protocol: 0 }).unwrap()
}

fn tcp() -> Boxed {
    open(ws::AF_INET, ws::SOCK_STREAM)
}

fn udp() -> Boxed {
    open(ws::AF_INET, ws::SOCK_DGRAM)
}

fn udp6() -> Boxed {
    open(ws::AF_INET6, ws::SOCK_DGRAM)
}

fn loopback(port: u16) -> sockaddr::SockaddrBytes {
    sockaddr::encode(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}

fn port_of(socket: &dyn ProviderSocket) -> u16 {
    sockaddr::decode(socket.local_address().unwrap().as_bytes()).unwrap().port()
}

fn listener() -> Boxed {
    let listener = tcp();
    listener.bind(loopback(0).as_bytes()).unwrap();
    listener.listen(5).unwrap();
    listener
}

fn connected_pair() -> (Boxed, Boxed) {
    let listener = listener();
    let client = tcp();
    client.connect(loopback(port_of(&*listener)).as_bytes()).unwrap();
    let (server, _) = listener.accept(None).unwrap();
    (client, server)
}

fn get(socket: &dyn ProviderSocket, level: i32, name: i32) -> WsaResult<u32> {
    let mut value = [0xee; 4];
    let len = socket.option(level, name, &mut value)?;
    assert_eq!(len, 4, "{level} {name}");
    Ok(u32::from_ne_bytes(value))
}

fn set(socket: &dyn ProviderSocket, level: i32, name: i32, value: u32) -> WsaResult<()> {
    socket.set_option(level, name, &value.to_ne_bytes())
}

fn get_socket(socket: &dyn ProviderSocket, name: i32) -> WsaResult<u32> {
    get(socket, ws::SOL_SOCKET, name)
}

fn set_socket(socket: &dyn ProviderSocket, name: i32, value: u32) -> WsaResult<()> {
    set(socket, ws::SOL_SOCKET, name, value)
}

#[test]
fn every_option_stands_in_the_table_once() {
    let mut seen = HashSet::new();
    for level in LEVELS {
        for row in level.rows {
            assert!(seen.insert((level.number, row.name)), "{} {}", level.symbol, row.symbol);
        }
    }
}

/// Every row on every kind of socket: what the table says can be read can be read, what cannot answers one of
/// the documented codes, and nothing accepts an empty value.
#[test]
fn every_row_behaves_as_it_says() {
    let (connected, _peer) = connected_pair();
    let peered = udp();
    peered.connect(loopback(9).as_bytes()).unwrap();
    let peered6 = udp6();
    peered6.connect(sockaddr::encode(&SocketAddr::from((Ipv6Addr::LOCALHOST, 9))).as_bytes()).unwrap();
    let sockets = [(&connected, true, false), (&peered, false, false), (&peered6, false, true)];
    for (socket, stream, ipv6) in sockets {
        for level in LEVELS {
            let level_serves = match level.number {
                ws::IPPROTO_TCP => stream,
                ws::IPPROTO_UDP => !stream,
                ws::IPPROTO_IPV6 => ipv6,
                _ => true,
            };
            for row in level.rows {
                let serves = level_serves
                    && match row.on {
                        Sockets::Any => true,
                        Sockets::Stream => stream,
                        Sockets::Datagram => !stream,
                        Sockets::Ipv6 => ipv6,
                    };
                let mut value = [0; 1024];
                let got = socket.option(level.number, row.name, &mut value);
                let set_empty = socket.set_option(level.number, row.name, &[]);
                let what = format!("{} {}: {got:?} {set_empty:?}", level.symbol, row.symbol);
                if !serves {
                    assert_eq!(got, Err(WsaError::WSAENOPROTOOPT), "{what}");
                    assert_eq!(set_empty, Err(WsaError::WSAENOPROTOOPT), "{what}");
                    continue;
                }
                match row.get {
                    Get::Refused(error) => assert_eq!(got, Err(error), "{what}"),
                    _ if row.name == ws::SO_DONTROUTE && ipv6 => {
                        assert_eq!(got, Err(WsaError::WSAENOPROTOOPT), "{what}");
                    }
                    _ => assert!(got.is_ok(), "{what}"),
                }
                match row.set {
                    Set::Refused(error) => assert_eq!(set_empty, Err(error), "{what}"),
                    // Takes no value; an empty list of IP options.
                    _ if row.symbol == "SO_UPDATE_CONNECT_CONTEXT" || row.symbol == "IP_OPTIONS" => {
                        assert_eq!(set_empty, Ok(()), "{what}");
                    }
                    _ => assert_eq!(set_empty, Err(WsaError::WSAEFAULT), "{what}"),
                }
            }
        }
    }
}

/// Words that come back as they went in: socket, level, name, value.
#[test]
fn words_are_read_back_as_set() {
    let (connected, _peer) = connected_pair();
    let (datagram, datagram6, fresh) = (udp(), udp6(), tcp());
    let (sol, tcp, ip, ip6) = (ws::SOL_SOCKET, ws::IPPROTO_TCP, ws::IPPROTO_IP, ws::IPPROTO_IPV6);
    #[rustfmt::skip]
    let rows = [
        (&connected, sol, ws::SO_KEEPALIVE, 1), (&connected, sol, ws::SO_KEEPALIVE, 0),
        (&connected, sol, ws::SO_OOBINLINE, 1),
        (&connected, sol, ws::SO_DONTLINGER, 0), (&connected, sol, ws::SO_DONTLINGER, 1),
        (&connected, sol, ws::SO_SNDBUF, 12_345), (&connected, sol, ws::SO_SNDBUF, 0),
        (&connected, sol, ws::SO_RCVBUF, 1 << 30), (&connected, sol, ws::SO_RCVBUF, 1),
        (&connected, sol, ws::SO_RCVTIMEO, 1234), (&connected, sol, ws::SO_RCVTIMEO, 0),
        (&connected, sol, ws::SO_SNDTIMEO, u32::MAX),
        (&connected, sol, ws::SO_DEBUG, 0xdead_beef),
        (&connected, sol, ws::SO_DONTROUTE, 1),
        (&connected, sol, ws::SO_CONDITIONAL_ACCEPT, 1),
        (&connected, sol, ws::SO_PORT_SCALABILITY, 1),
        (&connected, sol, ws::SO_GROUP_PRIORITY, 7),
        (&connected, sol, ws::SO_OPENTYPE, ws::SO_SYNCHRONOUS_NONALERT),
        (&fresh, sol, ws::SO_REUSEADDR, 1), (&fresh, sol, ws::SO_REUSEADDR, 0),
        (&fresh, sol, ws::SO_EXCLUSIVEADDRUSE, 1), (&fresh, sol, ws::SO_EXCLUSIVEADDRUSE, 0),
        (&fresh, sol, ws::SO_RANDOMIZE_PORT, 1),
        (&fresh, sol, ws::SO_REUSE_UNICASTPORT, 1),
        (&datagram, sol, ws::SO_BROADCAST, 1), (&datagram, sol, ws::SO_REUSE_MULTICASTPORT, 1),
        (&connected, tcp, ws::TCP_NODELAY, 1), (&connected, tcp, ws::TCP_NODELAY, 0),
        (&connected, tcp, ws::TCP_KEEPIDLE, 90_000), (&connected, tcp, ws::TCP_KEEPINTVL, 3),
        (&connected, tcp, ws::TCP_KEEPCNT, 255),
        (&connected, tcp, ws::TCP_MAXRT, u32::MAX), (&connected, tcp, ws::TCP_MAXRT, 5),
        (&connected, tcp, ws::TCP_MAXRTMS, 1500),
        (&connected, tcp, ws::TCP_TIMESTAMPS, 1),
        (&connected, tcp, ws::TCP_OFFLOAD_PREFERENCE, 2),
        (&connected, tcp, ws::TCP_FASTOPEN, 1), (&fresh, tcp, ws::TCP_FASTOPEN, 1),
        (&fresh, tcp, ws::TCP_NOSYNRETRIES, 1), (&fresh, tcp, ws::TCP_NOSYNRETRIES, 0),
        (&connected, tcp, ws::TCP_BSDURGENT, 1), (&connected, tcp, ws::TCP_EXPEDITED_1122, 1),
        (&datagram, ip, ws::IP_TTL, 33), (&connected, ip, ws::IP_TTL, 255),
        (&datagram, ip, ws::IP_TOS, 0x28),
        (&datagram, ip, ws::IP_MULTICAST_TTL, 5), (&datagram, ip, ws::IP_MULTICAST_LOOP, 0),
        (&datagram, ip, ws::IP_DONTFRAGMENT, 1), (&datagram, ip, ws::IP_DONTFRAGMENT, 0),
        (&datagram, ip, ws::IP_MTU_DISCOVER, ws::IP_PMTUDISC_PROBE as u32),
        (&datagram, ip, ws::IP_PKTINFO, 1), (&datagram, ip, ws::IP_RECVTTL, 1),
        (&datagram, ip, ws::IP_RECVTOS, 1), (&datagram, ip, ws::IP_RECVECN, 1),
        (&datagram, ip, ws::IP_RECEIVE_BROADCAST, 0),
        (&datagram6, ip6, ws::IPV6_V6ONLY, 0), (&datagram6, ip6, ws::IPV6_V6ONLY, 1),
        (&datagram6, ip6, ws::IPV6_UNICAST_HOPS, 7), (&datagram6, ip6, ws::IPV6_MULTICAST_HOPS, 9),
        (&datagram6, ip6, ws::IPV6_MULTICAST_LOOP, 0), (&datagram6, ip6, ws::IPV6_MULTICAST_IF, 1),
        (&datagram6, ip6, ws::IPV6_UNICAST_IF, 1), (&datagram6, ip6, ws::IPV6_UNICAST_IF, 0),
        (&datagram6, ip6, ws::IPV6_TCLASS, 0x20), (&datagram6, ip6, ws::IPV6_DONTFRAG, 1),
        (&datagram6, ip6, ws::IPV6_PKTINFO, 1), (&datagram6, ip6, ws::IPV6_HOPLIMIT, 1),
        (&datagram6, ip6, ws::IPV6_RECVTCLASS, 1),
        (&datagram6, ip6, ws::IPV6_MTU_DISCOVER, ws::IP_PMTUDISC_DO as u32),
        (&datagram6, ip6, ws::IPV6_USER_MTU, 1400),
        (&datagram6, ip6, ws::IPV6_USER_MTU, ws::IP_UNSPECIFIED_USER_MTU),
        (&datagram6, ip6, ws::IPV6_PROTECTION_LEVEL, ws::PROTECTION_LEVEL_RESTRICTED),
        (&datagram, ws::IPPROTO_UDP, ws::UDP_NOCHECKSUM, 1),
        (&datagram, ws::IPPROTO_UDP, ws::UDP_CHECKSUM_COVERAGE, 1),
        (&datagram, ws::IPPROTO_UDP, ws::UDP_SEND_MSG_SIZE, 1200),
        (&datagram, ws::IPPROTO_UDP, ws::UDP_RECV_MAX_COALESCED_SIZE, 9000),
    ];
    for (socket, level, name, value) in rows {
        assert_eq!(set(&**socket, level, name, value), Ok(()), "set {level} {name} {value}");
        assert_eq!(get(&**socket, level, name), Ok(value), "get {level} {name}");
    }
}

#[test]
fn defaults_are_those_of_windows() {
    let (stream, datagram, datagram6) = (tcp(), udp(), udp6());
    #[rustfmt::skip]
    let rows = [
        (&stream, ws::SOL_SOCKET, ws::SO_TYPE, ws::SOCK_STREAM as u32),
        (&datagram, ws::SOL_SOCKET, ws::SO_TYPE, ws::SOCK_DGRAM as u32),
        (&stream, ws::SOL_SOCKET, ws::SO_DONTLINGER, 1),
        (&stream, ws::SOL_SOCKET, ws::SO_ERROR, 0),
        (&stream, ws::SOL_SOCKET, ws::SO_ACCEPTCONN, 0),
        (&stream, ws::SOL_SOCKET, ws::SO_SNDBUF, 65_536),
        (&stream, ws::SOL_SOCKET, ws::SO_RCVBUF, 65_536),
        (&stream, ws::SOL_SOCKET, ws::SO_REUSEADDR, 0),
        (&stream, ws::SOL_SOCKET, ws::SO_CONNECT_TIME, u32::MAX),
        (&stream, ws::SOL_SOCKET, ws::SO_COMPARTMENT_ID as i32, 1),
        (&datagram, ws::SOL_SOCKET, ws::SO_MAX_MSG_SIZE, 65_507),
        (&stream, ws::IPPROTO_TCP, ws::TCP_KEEPIDLE, 7200),
        (&stream, ws::IPPROTO_TCP, ws::TCP_KEEPINTVL, 1),
        (&stream, ws::IPPROTO_TCP, ws::TCP_KEEPCNT, 10),
        (&stream, ws::IPPROTO_TCP, ws::TCP_NODELAY, 0),
        (&stream, ws::IPPROTO_TCP, ws::TCP_BSDURGENT, 1),
        (&datagram, ws::IPPROTO_IP, ws::IP_MULTICAST_LOOP, 1),
        (&datagram, ws::IPPROTO_IP, ws::IP_MULTICAST_TTL, 1),
        (&datagram, ws::IPPROTO_IP, ws::IP_MULTICAST_IF, 0),
        (&datagram6, ws::IPPROTO_IPV6, ws::IPV6_V6ONLY, 1),
        (&datagram6, ws::IPPROTO_IPV6, ws::IPV6_MULTICAST_LOOP, 1),
    ];
    for (socket, level, name, value) in rows {
        assert_eq!(get(&**socket, level, name), Ok(value), "{level} {name}");
    }
    assert_eq!(get_socket(&*listener(), ws::SO_ACCEPTCONN), Ok(1));
}

#[test]
fn unknown_levels_and_options_have_their_codes() {
    let (stream, datagram) = (tcp(), udp());
    assert_eq!(get(&*stream, 4711, 1), Err(WsaError::WSAEINVAL));
    assert_eq!(set(&*stream, 4711, 1, 1), Err(WsaError::WSAEINVAL));
    assert_eq!(get_socket(&*stream, 4711), Err(WsaError::WSAENOPROTOOPT));
    assert_eq!(set(&*datagram, ws::IPPROTO_TCP, ws::TCP_NODELAY, 1), Err(WsaError::WSAENOPROTOOPT));
    for name in [ws::SO_LINGER, ws::SO_DONTLINGER, ws::SO_KEEPALIVE, ws::SO_OOBINLINE] {
        assert_eq!(set_socket(&*datagram, name, 0), Err(WsaError::WSAENOPROTOOPT), "{name}");
    }
    assert_eq!(get_socket(&*stream, ws::SO_MAX_MSG_SIZE), Err(WsaError::WSAENOPROTOOPT));
    for name in [ws::SO_TYPE, ws::SO_ACCEPTCONN, ws::SO_CONNECT_TIME] {
        assert_eq!(set_socket(&*stream, name, 1), Err(WsaError::WSAENOPROTOOPT), "{name}");
    }
    assert_eq!(set_socket(&*stream, ws::SO_ERROR, 1), Ok(()));
    assert_eq!(get_socket(&*stream, ws::SO_SNDLOWAT), Err(WsaError::WSAEINVAL));
}

#[test]
fn bad_values_have_their_codes() {
    let (stream, datagram, datagram6) = (tcp(), udp(), udp6());
    #[rustfmt::skip]
    let rows = [
        (&stream, ws::IPPROTO_TCP, ws::TCP_KEEPCNT, 256),
        (&stream, ws::IPPROTO_TCP, ws::TCP_KEEPIDLE, 0),
        (&stream, ws::IPPROTO_TCP, ws::TCP_MAXRT, -2i32 as u32),
        (&stream, ws::IPPROTO_TCP, ws::TCP_OFFLOAD_PREFERENCE, 3),
        (&datagram, ws::IPPROTO_IP, ws::IP_TTL, 256),
        (&datagram, ws::IPPROTO_IP, ws::IP_TOS, 256),
        (&datagram, ws::IPPROTO_IP, ws::IP_MULTICAST_TTL, 256),
        (&datagram, ws::IPPROTO_IP, ws::IP_MTU_DISCOVER, 17),
        (&datagram, ws::IPPROTO_UDP, ws::UDP_SEND_MSG_SIZE, 65_536),
        (&datagram6, ws::IPPROTO_IPV6, ws::IPV6_UNICAST_HOPS, 256),
        (&datagram6, ws::IPPROTO_IPV6, ws::IPV6_USER_MTU, 100),
        (&datagram6, ws::IPPROTO_IPV6, ws::IPV6_PROTECTION_LEVEL, u32::MAX),
        (&datagram6, ws::SOL_SOCKET, ws::SO_COMPARTMENT_ID as i32, 2),
    ];
    for (socket, level, name, value) in rows {
        assert_eq!(set(&**socket, level, name, value), Err(WsaError::WSAEINVAL), "{level} {name} {value}");
    }
    assert_eq!(get(&*datagram, ws::IPPROTO_IP, ws::IP_MTU), Err(WsaError::WSAENOTCONN));
    assert_eq!(
        set(&*datagram6, ws::IPPROTO_UDP, ws::UDP_NOCHECKSUM, 1),
        Err(WsaError::WSAENOPROTOOPT),
        "no such thing over IPv6"
    );
    let no_such_interface = 0x7fff_fff0;
    assert_eq!(
        set(&*datagram, ws::IPPROTO_IP, ws::IP_UNICAST_IF, no_such_interface),
        Err(WsaError::WSAEADDRNOTAVAIL)
    );
}

#[test]
fn buffer_lengths() {
    let stream = tcp();
    let nodelay = |value: &[u8]| stream.set_option(ws::IPPROTO_TCP, ws::TCP_NODELAY, value);
    assert_eq!(nodelay(&[1]), Ok(()), "one byte is a BOOL");
    assert_eq!(nodelay(&[0; 8]), Ok(()), "the size of a long");
    assert_eq!(nodelay(&[]), Err(WsaError::WSAEFAULT));
    let mut byte = [0xee; 1];
    assert_eq!(stream.option(ws::IPPROTO_TCP, ws::TCP_NODELAY, &mut byte), Ok(1));
    assert_eq!(byte, [0]);
    let mut long = [0xee; 8];
    assert_eq!(stream.option(ws::SOL_SOCKET, ws::SO_RCVBUF, &mut long), Ok(4));
    assert_eq!(u64::from_ne_bytes(long), 65_536);
    assert_eq!(stream.option(ws::SOL_SOCKET, ws::SO_RCVBUF, &mut [0; 3]), Err(WsaError::WSAEFAULT));
    assert_eq!(stream.set_option(ws::SOL_SOCKET, ws::SO_LINGER, &[1, 0, 5]), Err(WsaError::WSAEFAULT));
    assert_eq!(stream.option(ws::SOL_SOCKET, ws::SO_LINGER, &mut [0; 3]), Err(WsaError::WSAEFAULT));
}

#[test]
fn linger_and_dont_linger_are_one_value() {
    let stream = tcp();
    let linger = |socket: &dyn ProviderSocket| {
        let mut value = [0xee; 4];
        assert_eq!(socket.option(ws::SOL_SOCKET, ws::SO_LINGER, &mut value), Ok(4));
        [u16::from_ne_bytes([value[0], value[1]]), u16::from_ne_bytes([value[2], value[3]])]
    };
    assert_eq!(linger(&*stream), [0, 0]);
    stream.set_option(ws::SOL_SOCKET, ws::SO_LINGER, &[1, 0, 7, 0]).unwrap();
    assert_eq!(linger(&*stream), [1, 7]);
    assert_eq!(get_socket(&*stream, ws::SO_DONTLINGER), Ok(0));
    set_socket(&*stream, ws::SO_DONTLINGER, 1).unwrap();
    assert_eq!(linger(&*stream), [0, 7]);
    set_socket(&*stream, ws::SO_DONTLINGER, 0).unwrap();
    assert_eq!(linger(&*stream), [1, 7]);
}

#[test]
fn accepted_sockets_inherit() {
    let listener = listener();
    set_socket(&*listener, ws::SO_RCVTIMEO, 77).unwrap();
    set_socket(&*listener, ws::SO_KEEPALIVE, 1).unwrap();
    set(&*listener, ws::IPPROTO_TCP, ws::TCP_NODELAY, 1).unwrap();
    let client = tcp();
    client.connect(loopback(port_of(&*listener)).as_bytes()).unwrap();
    let (server, _) = listener.accept(None).unwrap();
    assert_eq!(get_socket(&*server, ws::SO_RCVTIMEO), Ok(77));
    assert_eq!(get_socket(&*server, ws::SO_KEEPALIVE), Ok(1));
    assert_eq!(get(&*server, ws::IPPROTO_TCP, ws::TCP_NODELAY), Ok(1));
    assert_eq!(get_socket(&*server, ws::SO_ACCEPTCONN), Ok(0));
    assert_eq!(get_socket(&*server, ws::SO_CONNECT_TIME), Ok(0));
    assert_eq!(get_socket(&*client, ws::SO_CONNECT_TIME), Ok(0));
}

#[test]
fn duplicates_share_their_options() {
    let socket = udp();
    let duplicate = socket.duplicate().unwrap();
    set_socket(&*socket, ws::SO_RCVTIMEO, 55).unwrap();
    assert_eq!(get_socket(&*duplicate, ws::SO_RCVTIMEO), Ok(55));
}

#[test]
fn receive_timeout_takes_effect() {
    let socket = udp();
    socket.bind(loopback(0).as_bytes()).unwrap();
    set_socket(&*socket, ws::SO_RCVTIMEO, 20).unwrap();
    let mut room = [0; 8];
    let buffer = [LentBuffer { base: room.as_mut_ptr(), len: room.len() }];
    assert_eq!(socket.receive(&buffer, &mut 0), Err(WsaError::WSAETIMEDOUT));
}

#[test]
fn a_synchronous_failure_leaves_nothing_in_so_error() {
    let (deaf, socket) = (tcp(), tcp());
    deaf.bind(loopback(0).as_bytes()).unwrap();
    assert_eq!(socket.connect(loopback(port_of(&*deaf)).as_bytes()), Err(WsaError::WSAECONNREFUSED));
    assert_eq!(get_socket(&*socket, ws::SO_ERROR), Ok(0));
}

/// A non-blocking connect whose fate is still open: the listener's queue is full, so its SYN was dropped.
/// Dropping the listener refuses it with the next SYN, a second later.
fn pending_connect() -> (Boxed, Boxed, Vec<Boxed>) {
    let listener = tcp();
    listener.bind(loopback(0).as_bytes()).unwrap();
    listener.listen(1).unwrap();
    let mut queued = Vec::new();
    loop {
        let socket = tcp();
        socket.control(ws::FIONBIO as u32, &[1, 0, 0, 0], &mut []).unwrap();
        let outcome = socket.connect(loopback(port_of(&*listener)).as_bytes());
        assert_eq!(outcome, Err(WsaError::WSAEWOULDBLOCK));
        if get_socket(&*socket, ws::SO_CONNECT_TIME) == Ok(u32::MAX) {
            return (socket, listener, queued);
        }
        queued.push(socket);
    }
}

fn wait_until_settled(socket: &dyn ProviderSocket) {
    let interest = Interest { writable: true, ..Default::default() };
    let Watch { fd, events } = socket.watch(interest);
    let entry = ws2_sys::poll::PollEntry { fd, events, revents: 0 };
    assert_eq!(ws2_sys::poll::wait(&mut [entry], Some(std::time::Duration::from_secs(10))), Ok(1));
}

#[test]
fn so_error_tells_of_a_failed_connect_once() {
    let (socket, listener, _queued) = pending_connect();
    assert_eq!(get_socket(&*socket, ws::SO_ERROR), Ok(0), "not yet");
    drop(listener);
    wait_until_settled(&*socket);
    // Another call learns of the failure first; it must not use the error up.
    assert!(socket.peer_address().is_err());
    assert_eq!(get_socket(&*socket, ws::SO_CONNECT_TIME), Ok(u32::MAX));
    let refused = WsaError::WSAECONNREFUSED.code() as u32;
    assert_eq!(socket.option(ws::SOL_SOCKET, ws::SO_ERROR, &mut [0; 3]), Err(WsaError::WSAEFAULT));
    assert_eq!(get_socket(&*socket, ws::SO_ERROR), Ok(refused));
    assert_eq!(get_socket(&*socket, ws::SO_ERROR), Ok(0));
}

#[test]
fn so_error_of_a_reset_does_not_hide_it() {
    let (client, server) = connected_pair();
    server.set_option(ws::SOL_SOCKET, ws::SO_LINGER, &[1, 0, 0, 0]).unwrap();
    server.close(&mut OneHandle).unwrap();
    let reset = WsaError::WSAECONNRESET;
    assert_eq!(get_socket(&*client, ws::SO_ERROR), Ok(reset.code() as u32));
    let mut room = [0; 8];
    let buffer = [LentBuffer { base: room.as_mut_ptr(), len: room.len() }];
    assert_eq!(client.receive(&buffer, &mut 0), Err(reset));
}

struct OneHandle;

impl CloseHandle for OneHandle {
    fn withdraw(&mut self) -> WsaResult<usize> {
        Ok(0)
    }
}

#[test]
fn addresses_are_shared_only_when_both_ask() {
    let (first, second) = (tcp(), tcp());
    first.bind(loopback(0).as_bytes()).unwrap();
    first.listen(1).unwrap();
    let address = loopback(port_of(&*first));
    set_socket(&*second, ws::SO_REUSEADDR, 1).unwrap();
    assert_eq!(second.bind(address.as_bytes()), Err(WsaError::WSAEACCES));
    assert_eq!(tcp().bind(address.as_bytes()), Err(WsaError::WSAEADDRINUSE));

    for kind in [ws::SOCK_STREAM, ws::SOCK_DGRAM] {
        let (first, second) = (open(ws::AF_INET, kind), open(ws::AF_INET, kind));
        set_socket(&*first, ws::SO_REUSEADDR, 1).unwrap();
        set_socket(&*second, ws::SO_REUSEADDR, 1).unwrap();
        first.bind(loopback(0).as_bytes()).unwrap();
        second.bind(loopback(port_of(&*first)).as_bytes()).unwrap();
    }
}

#[test]
fn the_first_of_two_listeners_gets_the_connections() {
    const CLIENTS: usize = 20;
    let (first, second) = (tcp(), tcp());
    for listener in [&first, &second] {
        set_socket(&**listener, ws::SO_REUSEADDR, 1).unwrap();
        listener.control(ws::FIONBIO as u32, &[1, 0, 0, 0], &mut []).unwrap();
    }
    first.bind(loopback(0).as_bytes()).unwrap();
    first.listen(CLIENTS as i32).unwrap();
    let address = loopback(port_of(&*first));
    second.bind(address.as_bytes()).unwrap();
    second.listen(CLIENTS as i32).unwrap();
    let connect = || {
        let client = tcp();
        client.connect(address.as_bytes()).unwrap();
        client
    };
    let _clients = [(); CLIENTS].map(|()| connect());
    for _ in 0..CLIENTS {
        assert!(first.accept(None).is_ok());
    }
    assert!(second.accept(None).is_err());
    drop(first);
    connect();
    assert!(second.accept(None).is_ok(), "it takes over");
}

#[test]
fn exclusive_use_goes_before_bind_and_not_with_sharing() {
    let socket = tcp();
    set_socket(&*socket, ws::SO_EXCLUSIVEADDRUSE, 1).unwrap();
    assert_eq!(set_socket(&*socket, ws::SO_REUSEADDR, 1), Err(WsaError::WSAEINVAL));
    socket.bind(loopback(0).as_bytes()).unwrap();
    assert_eq!(set_socket(&*socket, ws::SO_EXCLUSIVEADDRUSE, 0), Err(WsaError::WSAEINVAL));
    socket.listen(1).unwrap();
    let hijacker = tcp();
    set_socket(&*hijacker, ws::SO_REUSEADDR, 1).unwrap();
    assert_eq!(set_socket(&*hijacker, ws::SO_EXCLUSIVEADDRUSE, 1), Err(WsaError::WSAEINVAL));
    assert_eq!(hijacker.bind(loopback(port_of(&*socket)).as_bytes()), Err(WsaError::WSAEACCES));
}

#[test]
fn conditional_accept_comes_before_listening() {
    assert_eq!(set_socket(&*listener(), ws::SO_CONDITIONAL_ACCEPT, 1), Err(WsaError::WSAEINVAL));
}

#[test]
fn version_6_only_is_fixed_by_bind() {
    let socket = udp6();
    set(&*socket, ws::IPPROTO_IPV6, ws::IPV6_V6ONLY, 0).unwrap();
    socket.bind(sockaddr::encode(&SocketAddr::from((Ipv6Addr::LOCALHOST, 0))).as_bytes()).unwrap();
    assert_eq!(set(&*socket, ws::IPPROTO_IPV6, ws::IPV6_V6ONLY, 1), Err(WsaError::WSAEINVAL));
}

#[test]
fn protocol_info_is_the_catalog_entry() {
    let socket = udp();
    let mut wide = [0; size_of::<ws::WSAPROTOCOL_INFOW>()];
    assert_eq!(socket.option(ws::SOL_SOCKET, ws::SO_PROTOCOL_INFOW, &mut wide), Ok(628));
    let mut ansi = [0; size_of::<ws::WSAPROTOCOL_INFOA>()];
    assert_eq!(socket.option(ws::SOL_SOCKET, ws::SO_PROTOCOL_INFOA, &mut ansi), Ok(372));
    let word = |offset: usize| u32::from_ne_bytes(*ansi[offset..].first_chunk().unwrap());
    assert_eq!(word(std::mem::offset_of!(ws::WSAPROTOCOL_INFOA, iSocketType)), ws::SOCK_DGRAM as u32);
    assert_eq!(word(std::mem::offset_of!(ws::WSAPROTOCOL_INFOA, iProtocol)), ws::IPPROTO_UDP as u32);
    assert_eq!(word(std::mem::offset_of!(ws::WSAPROTOCOL_INFOA, iMaxSockAddr)), 16);
    assert_eq!(word(std::mem::offset_of!(ws::WSAPROTOCOL_INFOA, dwMessageSize)), 65_507);
    let name = std::mem::offset_of!(ws::WSAPROTOCOL_INFOA, szProtocol);
    assert!(ansi[name..].starts_with(b"OpenWinsock Tcpip [UDP/IP]\0"));
    assert_eq!(ansi[..name], wide[..name]);
    let short = &mut [0; 371];
    assert_eq!(socket.option(ws::SOL_SOCKET, ws::SO_PROTOCOL_INFOA, short), Err(WsaError::WSAEFAULT));
}

#[test]
fn bsp_state_points_at_both_addresses() {
    let (client, server) = connected_pair();
    let mut state = [0u64; 16].map(u64::to_ne_bytes).concat();
    let len = client.option(ws::SOL_SOCKET, ws::SO_BSP_STATE, &mut state).unwrap();
    let base = state.as_ptr().addr();
    let address = |member: usize| {
        let pointer = usize::from_ne_bytes(*state[member..].first_chunk().unwrap());
        let bytes = i32::from_ne_bytes(*state[member + 8..].first_chunk().unwrap()) as usize;
        let offset = pointer - base;
        assert!(offset + bytes <= len, "inside the answer");
        sockaddr::decode(&state[offset..offset + bytes]).unwrap()
    };
    let name = |bytes: ws2_spi::WindowsAddress| sockaddr::decode(bytes.as_bytes()).unwrap();
    assert_eq!(address(0), name(client.local_address().unwrap()));
    assert_eq!(address(16), name(server.local_address().unwrap()));
    assert_eq!(state[32..40], [1, 0, 0, 0, 6, 0, 0, 0]);
    assert_eq!(
        client.option(ws::SOL_SOCKET, ws::SO_BSP_STATE, &mut state[..len - 1]),
        Err(WsaError::WSAEFAULT)
    );
}

const GROUP: [u8; 4] = [239, 255, 71, 11];
const LOCAL: [u8; 4] = [127, 0, 0, 1];

#[test]
fn multicast_reaches_the_group_over_loopback() {
    let (sender, receiver) = (udp(), udp());
    receiver.bind(sockaddr::encode(&SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0))).as_bytes()).unwrap();
    let membership = [GROUP, LOCAL].concat();
    receiver.set_option(ws::IPPROTO_IP, ws::IP_ADD_MEMBERSHIP, &membership).unwrap();
    sender.set_option(ws::IPPROTO_IP, ws::IP_MULTICAST_IF, &LOCAL).unwrap();
    assert_eq!(get(&*sender, ws::IPPROTO_IP, ws::IP_MULTICAST_IF), Ok(u32::from_ne_bytes(LOCAL)));
    let to = sockaddr::encode(&SocketAddr::from((GROUP, port_of(&*receiver))));
    let mut text = *b"hello";
    let buffer = |bytes: &mut [u8]| [LentBuffer { base: bytes.as_mut_ptr(), len: bytes.len() }];
    assert_eq!(sender.send_to(&buffer(&mut text), 0, to.as_bytes()), Ok(5));
    set_socket(&*receiver, ws::SO_RCVTIMEO, 2000).unwrap();
    let mut room = [0; 16];
    assert_eq!(receiver.receive(&buffer(&mut room), &mut 0), Ok(5));
    assert_eq!(&room[..5], b"hello");

    receiver.set_option(ws::IPPROTO_IP, ws::IP_DROP_MEMBERSHIP, &membership).unwrap();
    let again = receiver.set_option(ws::IPPROTO_IP, ws::IP_DROP_MEMBERSHIP, &membership);
    assert_eq!(again, Err(WsaError::WSAEADDRNOTAVAIL));
}

#[test]
fn multicast_interfaces_by_index() {
    let socket = udp();
    let index = 1u32.to_be_bytes();
    socket.set_option(ws::IPPROTO_IP, ws::IP_MULTICAST_IF, &index).unwrap();
    assert_eq!(get(&*socket, ws::IPPROTO_IP, ws::IP_MULTICAST_IF), Ok(1), "host byte order");
    socket.set_option(ws::IPPROTO_IP, ws::IP_UNICAST_IF, &index).unwrap();
    assert_eq!(get(&*socket, ws::IPPROTO_IP, ws::IP_UNICAST_IF), Ok(1), "host byte order");
    socket.set_option(ws::IPPROTO_IP, ws::IP_ADD_MEMBERSHIP, &[GROUP, index].concat()).unwrap();
    socket.set_option(ws::IPPROTO_IP, ws::IP_DROP_MEMBERSHIP, &[GROUP, index].concat()).unwrap();
}

#[test]
fn sources_can_be_joined_and_blocked() {
    let socket = udp();
    let source = [127, 0, 0, 9];
    let request = [GROUP, source, LOCAL].concat();
    let set = |name, value: &[u8]| socket.set_option(ws::IPPROTO_IP, name, value);
    assert_eq!(set(ws::IP_ADD_SOURCE_MEMBERSHIP, &request), Ok(()));
    assert_eq!(set(ws::IP_DROP_SOURCE_MEMBERSHIP, &request), Ok(()));
    assert_eq!(set(ws::IP_ADD_MEMBERSHIP, &[GROUP, LOCAL].concat()), Ok(()));
    assert_eq!(set(ws::IP_BLOCK_SOURCE, &request), Ok(()));
    assert_eq!(set(ws::IP_UNBLOCK_SOURCE, &request), Ok(()));
    assert_eq!(set(ws::IP_UNBLOCK_SOURCE, &request), Err(WsaError::WSAEADDRNOTAVAIL));
}

#[test]
fn group_requests_of_either_family() {
    let group4 = sockaddr::encode(&SocketAddr::from((GROUP, 0)));
    let group6 = sockaddr::encode(&"[ff15::4711]:0".parse().unwrap());
    let request = |group: &sockaddr::SockaddrBytes| {
        let mut request = vec![0; size_of::<ws::GROUP_REQ>()];
        request[..4].copy_from_slice(&1u32.to_ne_bytes());
        request[8..8 + group.as_bytes().len()].copy_from_slice(group.as_bytes());
        request
    };
    let rows = [(udp(), ws::IPPROTO_IP, request(&group4)), (udp6(), ws::IPPROTO_IPV6, request(&group6))];
    for (socket, level, request) in &rows {
        for name in [ws::MCAST_JOIN_GROUP, ws::MCAST_LEAVE_GROUP] {
            assert_eq!(socket.set_option(*level, name as i32, request), Ok(()), "{level} {name}");
            let short = socket.set_option(*level, name as i32, &request[..request.len() - 1]);
            assert_eq!(short, Err(WsaError::WSAEFAULT));
        }
    }
    let mreq = [group6.as_bytes()[8..24].to_vec(), 1u32.to_ne_bytes().to_vec()].concat();
    let socket = udp6();
    for name in [ws::IPV6_ADD_MEMBERSHIP, ws::IPV6_DROP_MEMBERSHIP] {
        assert_eq!(socket.set_option(ws::IPPROTO_IPV6, name, &mreq), Ok(()), "{name}");
    }
}

#[test]
fn flags_that_share_a_kernel_flag_do_not_switch_each_other_off() {
    let kernel = row::kernel!(IPPROTO_IP, IP_PKTINFO);
    let inner = Socket::open(SocketRequest { family: 2, kind: ws::SOCK_DGRAM, protocol: 0 }).unwrap();
    for (name, value, expected) in
        [(ws::IP_PKTINFO, 1, 1), (ws::IP_RECVIF, 1, 1), (ws::IP_PKTINFO, 0, 1), (ws::IP_RECVIF, 0, 0)]
    {
        set(&inner, ws::IPPROTO_IP, name, value).unwrap();
        assert_eq!(kernel.get(&inner), Ok(expected), "{name} {value}");
        assert_eq!(get(&inner, ws::IPPROTO_IP, name), Ok(value));
    }
}

#[test]
fn keep_alive_has_the_interval_of_windows() {
    let socket = Socket::open(SocketRequest { family: 2, kind: ws::SOCK_STREAM, protocol: 0 }).unwrap();
    set(&socket, ws::SOL_SOCKET, ws::SO_KEEPALIVE, 1).unwrap();
    assert_eq!(row::kernel!(IPPROTO_TCP, TCP_KEEPINTVL).get(&socket), Ok(1));
    assert_eq!(row::kernel!(IPPROTO_TCP, TCP_KEEPCNT).get(&socket), Ok(10));
    set(&socket, ws::IPPROTO_TCP, ws::TCP_KEEPINTVL, 4).unwrap();
    set(&socket, ws::SOL_SOCKET, ws::SO_KEEPALIVE, 1).unwrap();
    assert_eq!(row::kernel!(IPPROTO_TCP, TCP_KEEPINTVL).get(&socket), Ok(4));
}

#[test]
fn expedited_data_stays_as_first_set() {
    let socket = tcp();
    set(&*socket, ws::IPPROTO_TCP, ws::TCP_EXPEDITED_1122, 1).unwrap();
    assert_eq!(get(&*socket, ws::IPPROTO_TCP, ws::TCP_BSDURGENT), Ok(0));
    assert_eq!(set(&*socket, ws::IPPROTO_TCP, ws::TCP_EXPEDITED_1122, 0), Err(WsaError::WSAEINVAL));
    assert_eq!(set(&*socket, ws::IPPROTO_TCP, ws::TCP_BSDURGENT, 1), Err(WsaError::WSAEINVAL));
}

#[test]
fn a_time_val_is_read_as_milliseconds() {
    let socket = udp();
    // struct timeval { 5 s, 0 } of Windows: the first DWORD counts, as there.
    socket.set_option(ws::SOL_SOCKET, ws::SO_RCVTIMEO, &[5, 0, 0, 0, 0, 0, 0, 0]).unwrap();
    assert_eq!(get_socket(&*socket, ws::SO_RCVTIMEO), Ok(5));
}
