//! Control codes on real sockets over loopback.

use std::collections::HashSet;
use std::mem::{offset_of, size_of};
use std::net::{Ipv4Addr, SocketAddr};

use ws2_spi::readiness::{Interest, Watch};
use ws2_spi::{LentBuffer, Provider, ProviderSocket, SocketRequest};
use ws2_types::sockaddr;

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

fn loopback(port: u16) -> sockaddr::SockaddrBytes {
    sockaddr::encode(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}

fn port_of(socket: &dyn ProviderSocket) -> u16 {
    sockaddr::decode(socket.local_address().unwrap().as_bytes()).unwrap().port()
}

fn connected_pair() -> (Boxed, Boxed) {
    let (listener, client) = (tcp(), tcp());
    listener.bind(loopback(0).as_bytes()).unwrap();
    listener.listen(1).unwrap();
    client.connect(loopback(port_of(&*listener)).as_bytes()).unwrap();
    let (server, _) = listener.accept(None).unwrap();
    (client, server)
}

fn send(socket: &dyn ProviderSocket, flags: i32, bytes: &[u8]) {
    let mut bytes = bytes.to_vec();
    let buffer = [LentBuffer { base: bytes.as_mut_ptr(), len: bytes.len() }];
    assert_eq!(socket.send(&buffer, flags as u32), Ok(bytes.len()));
}

fn receive(socket: &dyn ProviderSocket, flags: i32, len: usize) -> Vec<u8> {
    let mut room = vec![0; len];
    let buffer = [LentBuffer { base: room.as_mut_ptr(), len }];
    let got = socket.receive(&buffer, &mut (flags as u32)).unwrap();
    room.truncate(got);
    room
}

fn ask(socket: &dyn ProviderSocket, code: u32) -> WsaResult<u32> {
    let mut output = [0xee; 4];
    assert_eq!(socket.control(code, &[], &mut output)?, 4);
    Ok(u32::from_ne_bytes(output))
}

fn tell(socket: &dyn ProviderSocket, code: u32, input: &[u8]) -> WsaResult<usize> {
    socket.control(code, input, &mut [])
}

#[test]
fn every_code_stands_in_the_table_once() {
    let mut seen = HashSet::new();
    for row in CONTROLS {
        assert!(seen.insert(row.code), "{}", row.symbol);
    }
}

#[test]
fn no_code_crashes_or_succeeds_without_buffers() {
    let (client, _server) = connected_pair();
    let datagram = udp();
    for row in CONTROLS {
        for socket in [&client, &datagram] {
            let outcome = tell(&**socket, row.code, &[]);
            assert!(outcome.is_err(), "{}", row.symbol);
            if let Treatment::Refused(error) = row.treatment() {
                assert_eq!(outcome, Err(error), "{}", row.symbol);
            }
        }
    }
    assert_eq!(tell(&*client, 0x1234, &[0; 8]), Err(WsaError::WSAEOPNOTSUPP));
}

#[test]
fn readable_bytes_of_a_stream_and_the_first_datagram() {
    let (client, server) = connected_pair();
    assert_eq!(ask(&*client, ws::FIONREAD as u32), Ok(0));
    send(&*server, 0, b"abcde");
    receive(&*client, ws::MSG_PEEK, 1);
    assert_eq!(ask(&*client, ws::FIONREAD as u32), Ok(5));

    let (sender, receiver) = (udp(), udp());
    receiver.bind(loopback(0).as_bytes()).unwrap();
    sender.connect(loopback(port_of(&*receiver)).as_bytes()).unwrap();
    send(&*sender, 0, b"first");
    send(&*sender, 0, b"2nd");
    receive(&*receiver, ws::MSG_PEEK, 8);
    assert_eq!(ask(&*receiver, ws::FIONREAD as u32), Ok(5));
}

#[test]
fn at_mark_is_true_without_urgent_data() {
    let (client, server) = connected_pair();
    let at_mark = || ask(&*client, ws::SIOCATMARK as u32);
    client.set_option(ws::SOL_SOCKET, ws::SO_OOBINLINE, &[1, 0, 0, 0]).unwrap();
    assert_eq!(at_mark(), Ok(1));
    send(&*server, 0, b"ab");
    send(&*server, ws::MSG_OOB, b"!");
    receive(&*client, ws::MSG_PEEK, 1);
    wait_for_urgent(&*client);
    assert_eq!(at_mark(), Ok(0), "two bytes stand before it");
    assert_eq!(receive(&*client, 0, 8), b"ab", "a receive stops at urgent data");
    assert_eq!(at_mark(), Ok(1), "here it is");
    assert_eq!(receive(&*client, 0, 8), b"!");
    assert_eq!(at_mark(), Ok(1));
    assert_eq!(ask(&*udp(), ws::SIOCATMARK as u32), Err(WsaError::WSAEINVAL));
}

fn wait_for_urgent(socket: &dyn ProviderSocket) {
    // As a wait would, were the data not in line: this waits for the kernel's own mark.
    let Watch { fd, .. } = socket.watch(Interest { exceptional: true, ..Default::default() });
    let events = ws2_sys::poll::POLLPRI as u16;
    let entry = ws2_sys::poll::PollEntry { fd, events, revents: 0 };
    let ready = ws2_sys::poll::wait(&mut [entry], Some(std::time::Duration::from_secs(5)));
    assert_eq!(ready, Ok(1));
}

#[test]
fn keep_alive_values_round_up_to_seconds() {
    let socket = tcp();
    let values = [1u32, 1500, 1].map(u32::to_ne_bytes).concat();
    assert_eq!(tell(&*socket, ws::SIO_KEEPALIVE_VALS, &values), Ok(0));
    let option = |level, name| {
        let mut value = [0; 4];
        socket.option(level, name, &mut value).map(|_| u32::from_ne_bytes(value))
    };
    assert_eq!(option(ws::SOL_SOCKET, ws::SO_KEEPALIVE), Ok(1));
    assert_eq!(option(ws::IPPROTO_TCP, ws::TCP_KEEPIDLE), Ok(2));
    assert_eq!(option(ws::IPPROTO_TCP, ws::TCP_KEEPINTVL), Ok(1));
    assert_eq!(tell(&*socket, ws::SIO_KEEPALIVE_VALS, &[0; 12]), Ok(0));
    assert_eq!(option(ws::SOL_SOCKET, ws::SO_KEEPALIVE), Ok(0));
    assert_eq!(tell(&*socket, ws::SIO_KEEPALIVE_VALS, &values[..11]), Err(WsaError::WSAEFAULT));
    assert_eq!(tell(&*udp(), ws::SIO_KEEPALIVE_VALS, &values), Err(WsaError::WSAENOPROTOOPT));
}

#[test]
fn unreachable_ports_are_reported_unless_switched_off() {
    let socket = udp();
    socket.bind(loopback(0).as_bytes()).unwrap();
    socket.set_option(ws::SOL_SOCKET, ws::SO_RCVTIMEO, &50u32.to_ne_bytes()).unwrap();
    // Nobody else gets this port, and it takes datagrams of its own peer only.
    let aloof = udp();
    aloof.bind(loopback(0).as_bytes()).unwrap();
    aloof.connect(loopback(9).as_bytes()).unwrap();
    let closed = loopback(port_of(&*aloof));
    let receive = || {
        let mut room = [0; 8];
        let mut text = *b"x";
        let buffer = [LentBuffer { base: text.as_mut_ptr(), len: 1 }];
        socket.send_to(&buffer, 0, closed.as_bytes()).unwrap();
        socket.receive(&[LentBuffer { base: room.as_mut_ptr(), len: room.len() }], &mut 0)
    };
    assert_eq!(receive(), Err(WsaError::WSAECONNRESET));
    // Many programs pass one byte.
    assert_eq!(tell(&*socket, ws::SIO_UDP_CONNRESET, &[0]), Ok(0));
    assert_eq!(receive(), Err(WsaError::WSAETIMEDOUT));
    assert_eq!(tell(&*tcp(), ws::SIO_UDP_CONNRESET, &[0; 4]), Err(WsaError::WSAEINVAL));
}

#[test]
fn tcp_info_counts_the_bytes() {
    let (client, server) = connected_pair();
    send(&*client, 0, b"12345");
    receive(&*server, ws::MSG_WAITALL, 5);
    for (version, len) in [(0u32, size_of::<ws::TCP_INFO_v0>()), (1, size_of::<ws::TCP_INFO_v1>())] {
        let mut info = vec![0xee; len];
        let code = ws::SIO_TCP_INFO;
        assert_eq!(server.control(code, &version.to_ne_bytes(), &mut info), Ok(len));
        let word = |offset: usize| u32::from_ne_bytes(*info[offset..].first_chunk().unwrap());
        assert_eq!(word(offset_of!(ws::TCP_INFO_v0, State)), ws::TCPSTATE_ESTABLISHED as u32);
        assert_eq!(word(offset_of!(ws::TCP_INFO_v0, BytesIn)), 5);
        assert_eq!(word(offset_of!(ws::TCP_INFO_v0, BytesOut)), 0);
        assert_ne!(word(offset_of!(ws::TCP_INFO_v0, Mss)), 0);
        let short = server.control(code, &version.to_ne_bytes(), &mut info[..len - 1]);
        assert_eq!(short, Err(WsaError::WSAEFAULT));
    }
    assert_eq!(server.control(ws::SIO_TCP_INFO, &[9, 0, 0, 0], &mut [0; 256]), Err(WsaError::WSAEINVAL));
}

#[test]
fn ideal_backlog_needs_a_connection() {
    let (client, _server) = connected_pair();
    assert!(ask(&*client, SIO_IDEAL_SEND_BACKLOG_QUERY).unwrap() >= 65_536);
    assert_eq!(ask(&*tcp(), SIO_IDEAL_SEND_BACKLOG_QUERY), Err(WsaError::WSAENOTCONN));
}

#[test]
fn interface_list_has_loopback() {
    let mut output = [0; 64 * size_of::<ws::INTERFACE_INFO>()];
    let len = udp().control(SIO_GET_INTERFACE_LIST, &[], &mut output).unwrap();
    let infos = output[..len].chunks_exact(76);
    assert!(infos.remainder().is_empty());
    let loopback = infos
        .clone()
        .find(|info| u32::from_ne_bytes(*info.first_chunk().unwrap()) & ws::IFF_LOOPBACK != 0)
        .expect("a loopback interface");
    assert_eq!(sockaddr::decode(&loopback[4..20]).unwrap().ip(), Ipv4Addr::LOCALHOST);
    assert_eq!(sockaddr::decode(&loopback[52..68]).unwrap().ip(), Ipv4Addr::new(255, 0, 0, 0));
    assert_eq!(udp().control(SIO_GET_INTERFACE_LIST, &[], &mut [0; 75]), Err(WsaError::WSAEFAULT));
    let ipv6 = open(ws::AF_INET6, ws::SOCK_DGRAM);
    assert_eq!(ipv6.control(SIO_GET_INTERFACE_LIST, &[], &mut output), Err(WsaError::WSAEINVAL));
}

#[test]
fn listed_addresses_can_be_bound() {
    let mut output = vec![0; 4096];
    let len = udp().control(ws::SIO_ADDRESS_LIST_QUERY, &[], &mut output).unwrap();
    let count = i32::from_ne_bytes(*output.first_chunk().unwrap()) as usize;
    let base = output.as_ptr().addr();
    for i in 0..count {
        let member = 8 + 16 * i;
        let pointer = usize::from_ne_bytes(*output[member..].first_chunk().unwrap());
        let bytes = i32::from_ne_bytes(*output[member + 8..].first_chunk().unwrap()) as usize;
        let address = &output[pointer - base..][..bytes];
        assert!(pointer - base + bytes <= len);
        assert_eq!(udp().bind(address), Ok(()));
    }
    assert_eq!(udp().control(ws::SIO_ADDRESS_LIST_QUERY, &[], &mut [0; 7]), Err(WsaError::WSAEFAULT));
}

#[test]
fn the_route_to_loopback_starts_there() {
    let mut output = [0; 16];
    let route =
        |input: &[u8], output: &mut [u8]| tcp().control(ws::SIO_ROUTING_INTERFACE_QUERY, input, output);
    assert_eq!(route(loopback(80).as_bytes(), &mut output), Ok(16));
    assert_eq!(output, loopback(0).as_bytes());
    assert_eq!(route(loopback(80).as_bytes(), &mut output[..15]), Err(WsaError::WSAEFAULT));
    assert_eq!(route(&[2, 0], &mut output), Err(WsaError::WSAEFAULT));
    let ipv6 = sockaddr::encode(&"[::1]:80".parse().unwrap());
    assert_eq!(route(ipv6.as_bytes(), &mut output), Err(WsaError::WSAEAFNOSUPPORT));
}

#[test]
fn multicast_codes_set_the_options() {
    for (family, level, ttl, echo) in [
        (ws::AF_INET, ws::IPPROTO_IP, ws::IP_MULTICAST_TTL, ws::IP_MULTICAST_LOOP),
        (ws::AF_INET6, ws::IPPROTO_IPV6, ws::IPV6_MULTICAST_HOPS, ws::IPV6_MULTICAST_LOOP),
    ] {
        let socket = open(family, ws::SOCK_DGRAM);
        tell(&*socket, ws::SIO_MULTICAST_SCOPE, &[9, 0, 0, 0]).unwrap();
        tell(&*socket, ws::SIO_MULTIPOINT_LOOPBACK, &[0; 4]).unwrap();
        let mut value = [0xee; 4];
        socket.option(level, ttl, &mut value).unwrap();
        assert_eq!(value, [9, 0, 0, 0]);
        socket.option(level, echo, &mut value).unwrap();
        assert_eq!(value, [0; 4]);
    }
}

#[test]
fn processor_affinity_comes_before_bind_and_without_sharing() {
    let (first, second) = (udp(), udp());
    assert_eq!(tell(&*first, ws::SIO_CPU_AFFINITY, &[0, 0]), Ok(0));
    assert_eq!(tell(&*second, ws::SIO_CPU_AFFINITY, &[0, 0]), Ok(0));
    first.bind(loopback(0).as_bytes()).unwrap();
    second.bind(loopback(port_of(&*first)).as_bytes()).unwrap();
    assert_eq!(tell(&*first, ws::SIO_CPU_AFFINITY, &[0, 0]), Err(WsaError::WSAEINVAL));
    let shared = udp();
    shared.set_option(ws::SOL_SOCKET, ws::SO_REUSEADDR, &[1, 0, 0, 0]).unwrap();
    assert_eq!(tell(&*shared, ws::SIO_CPU_AFFINITY, &[0, 0]), Err(WsaError::WSAEINVAL));
    assert_eq!(tell(&*tcp(), ws::SIO_CPU_AFFINITY, &[0, 0]), Err(WsaError::WSAEOPNOTSUPP));
}

#[test]
fn small_answers() {
    let mut output = [0xee; 16];
    assert_eq!(udp().control(ws::SIO_GET_BROADCAST_ADDRESS, &[], &mut output), Ok(16));
    assert_eq!(output[4..8], [255; 4]);
    let ipv6 = open(ws::AF_INET6, ws::SOCK_DGRAM);
    let refused = ipv6.control(ws::SIO_GET_BROADCAST_ADDRESS, &[], &mut output);
    assert_eq!(refused, Err(WsaError::WSAENOPROTOOPT));
    assert_eq!(tcp().control(ws::SIO_QUERY_RSS_SCALABILITY_INFO, &[], &mut []), Err(WsaError::WSAEINVAL));
    assert_eq!(tell(&*tcp(), ws::SIO_LOOPBACK_FAST_PATH, &[1, 0, 0, 0]), Ok(0));
    assert_eq!(tell(&*tcp(), ws::SIO_TCP_INITIAL_RTO, &[0, 0, 3, 0]), Ok(0));
    let waiting = tcp();
    tell(&*waiting, ws::FIONBIO as u32, &[1, 0, 0, 0]).unwrap();
    assert_eq!(tell(&*waiting, ws::SIO_ADDRESS_LIST_CHANGE, &[]), Err(WsaError::WSAEWOULDBLOCK));
}
