//! The exported functions, called as a program calls them, with loopback listeners. No test asks a server.

use std::net::{TcpListener, TcpStream};
use std::ptr::{null, null_mut};

use win32_wait::last_error::{last_error, set_last_error};
use ws2_base::socket_table::{self, with_socket};
use ws2_dispatch::startup;
use ws2_spi::SocketRequest;

use super::*;

static SECOND: ws::TIMEVAL = ws::TIMEVAL { tv_sec: 1, tv_usec: 0 };

/// A socket of the library, closed at the end.
struct Client(RawSocket);

impl Client {
    fn open(family: u16, kind: i32) -> Client {
        startup::start(startup::HIGHEST).unwrap();
        let request = SocketRequest { family: family.into(), kind, protocol: 0 };
        Client(sockets::open(request, 0).unwrap())
    }

    fn v4() -> Client {
        Client::open(ws::AF_INET, ws::SOCK_STREAM)
    }

    /// An IPv6 socket that takes IPv4 addresses too.
    fn dual() -> Client {
        let client = Client::open(ws::AF_INET6, ws::SOCK_STREAM);
        with_socket(client.0, |socket| socket.set_option(ws::IPPROTO_IPV6, ws::IPV6_V6ONLY, &[0; 4]))
            .unwrap();
        client
    }

    fn is_blocking(&self) -> bool {
        with_socket(self.0, |socket| Ok(socket.is_blocking())).unwrap()
    }

    fn set_nonblocking(&self) {
        Connecting::of(self.0).unwrap().set_nonblocking(true).unwrap();
    }

    fn by_name(&self, node: &str, service: &str, timeout: *const ws::TIMEVAL) -> Result<(), WsaError> {
        let (node, service) = (text::terminated::<u8>(node), text::terminated::<u8>(service));
        set_last_error(0);
        // SAFETY: strings, and a time-out or null.
        outcome(unsafe {
            WSAConnectByNameA(
                self.0,
                node.as_ptr(),
                service.as_ptr(),
                null_mut(),
                null_mut(),
                null_mut(),
                null_mut(),
                timeout,
                null(),
            )
        })
    }

    fn by_list(&self, addresses: &[SocketAddr], timeout: *const ws::TIMEVAL) -> Result<(), WsaError> {
        let encoded: Vec<_> = addresses.iter().map(sockaddr::encode).collect();
        let entries = encoded.iter().map(|address| ws::SOCKET_ADDRESS {
            lpSockaddr: address.as_bytes().as_ptr().cast_mut().cast(),
            iSockaddrLength: address.as_bytes().len() as i32,
        });
        self.by_entries(&entries.collect::<Vec<_>>(), timeout)
    }

    fn by_entries(
        &self,
        entries: &[ws::SOCKET_ADDRESS],
        timeout: *const ws::TIMEVAL,
    ) -> Result<(), WsaError> {
        #[repr(C)]
        struct List {
            count: i32,
            entries: [ws::SOCKET_ADDRESS; 4],
        }
        let mut list = List { count: entries.len() as i32, entries: Default::default() };
        list.entries[..entries.len()].copy_from_slice(entries);
        let list = (&raw const list).cast();
        set_last_error(0);
        // SAFETY: a list with the entries it counts, and a time-out or null.
        outcome(unsafe {
            WSAConnectByList(self.0, list, null_mut(), null_mut(), null_mut(), null_mut(), timeout, null())
        })
    }

    fn peer(&self) -> SocketAddr {
        let peer = with_socket(self.0, |socket| socket.peer_address()).unwrap();
        sockaddr::decode(peer.as_bytes()).unwrap()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = socket_table::close(self.0);
    }
}

fn outcome(answer: i32) -> Result<(), WsaError> {
    match answer {
        1 => Ok(()),
        0 => Err(WsaError::from_code(last_error() as i32)),
        other => panic!("{other} is no BOOL"),
    }
}

fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// An address nobody listens at.
fn refusing() -> SocketAddr {
    listener().1
}

/// A listener whose queue is full, so that it leaves attempts without an answer.
fn silent() -> (Client, Vec<TcpStream>, SocketAddr) {
    let listener = Client::v4();
    let address = with_socket(listener.0, |socket| {
        socket.bind(sockaddr::encode(&"127.0.0.1:0".parse().unwrap()).as_bytes())?;
        socket.listen(1)?;
        socket.local_address()
    });
    let address = sockaddr::decode(address.unwrap().as_bytes()).unwrap();
    let mut queued = Vec::new();
    // The kernel answers as long as there is room, at once on loopback.
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
        queued.push(stream);
    }
    (listener, queued, address)
}

#[test]
fn a_name_is_connected_to_and_both_ends_are_told() {
    let (listener, address) = listener();
    let client = Client::v4();
    let (node, service) =
        (text::terminated::<u16>("localhost"), text::terminated::<u16>(&address.port().to_string()));
    let (mut local, mut remote) = ([0u8; 128], [0u8; 16]);
    let (mut local_len, mut remote_len) = (128, 16);
    // SAFETY: strings, and buffers of the lengths stated.
    let answer = unsafe {
        WSAConnectByNameW(
            client.0,
            node.as_ptr(),
            service.as_ptr(),
            &mut local_len,
            local.as_mut_ptr().cast(),
            &mut remote_len,
            remote.as_mut_ptr().cast(),
            null(),
            null(),
        )
    };
    assert_eq!(outcome(answer), Ok(()));
    let (_, caller) = listener.accept().unwrap();
    assert_eq!((local_len, remote_len), (16, 16));
    assert_eq!((sockaddr::decode(&local[..16]), sockaddr::decode(&remote)), (Ok(caller), Ok(address)));
    assert_eq!(client.by_list(&[address], null()), Err(WsaError::WSAEISCONN));
}

#[test]
fn the_mode_of_the_socket_neither_matters_nor_changes() {
    let (_listener, address) = listener();
    for timeout in [null(), &raw const SECOND] {
        for nonblocking in [false, true] {
            let client = Client::v4();
            if nonblocking {
                client.set_nonblocking();
            }
            assert_eq!(client.by_name("127.0.0.1", &address.port().to_string(), timeout), Ok(()));
            assert_eq!((client.peer(), client.is_blocking()), (address, !nonblocking));
        }
    }
}

#[test]
fn addresses_are_tried_until_one_answers() {
    let (_listener, address) = listener();
    for timeout in [null(), &raw const SECOND] {
        for nonblocking in [false, true] {
            let client = Client::v4();
            if nonblocking {
                client.set_nonblocking();
            }
            assert_eq!(client.by_list(&[refusing(), refusing()], timeout), Err(WsaError::WSAECONNREFUSED));
            assert_eq!(client.by_list(&[refusing(), refusing(), address], timeout), Ok(()));
            assert_eq!(client.peer(), address);
        }
    }
}

#[test]
fn an_ipv6_socket_takes_ipv4_addresses_when_it_is_told_to() {
    let Ok(v6_listener) = TcpListener::bind("[::1]:0") else {
        eprintln!("skipped: this system has no IPv6");
        return;
    };
    let v6 = v6_listener.local_addr().unwrap();
    let v6_refusing = TcpListener::bind("[::1]:0").and_then(|gone| gone.local_addr()).unwrap();
    let (_listener, v4) = listener();
    let mapped: SocketAddr = format!("[::ffff:127.0.0.1]:{}", v4.port()).parse().unwrap();
    for timeout in [null(), &raw const SECOND] {
        for (addresses, peer) in [
            (vec![v4], mapped),
            (vec![mapped], mapped),
            (vec![v6_refusing, v4], mapped),
            (vec![refusing(), v6], v6),
            (vec![refusing(), mapped], mapped),
        ] {
            let client = Client::dual();
            assert_eq!(client.by_list(&addresses, timeout), Ok(()), "{addresses:?}");
            assert_eq!(client.peer(), peer);
        }
        // Only one of the two addresses of the name is listened at.
        let client = Client::dual();
        assert_eq!(client.by_name("localhost", &v4.port().to_string(), timeout), Ok(()));
        assert_eq!(client.peer(), mapped);
    }
    let only_v6 = Client::open(ws::AF_INET6, ws::SOCK_STREAM);
    assert_eq!(only_v6.by_list(&[v4], null()), Err(WsaError::WSAEAFNOSUPPORT));
    assert_eq!(only_v6.by_name("127.0.0.1", "80", null()), Err(WsaError::WSAHOST_NOT_FOUND));
    assert_eq!(only_v6.by_list(&[v4, v6], null()), Ok(()));
}

#[test]
fn an_attempt_without_answer_ends_in_time() {
    let (_listener, _queued, silent) = silent();
    let (_other, address) = listener();
    let short = ws::TIMEVAL { tv_sec: 0, tv_usec: 50_000 };
    for nonblocking in [false, true] {
        let client = Client::v4();
        if nonblocking {
            client.set_nonblocking();
        }
        let before = Instant::now();
        let outcome = client.by_list(&[silent, address], &short);
        assert_eq!((outcome, client.is_blocking()), (Err(WsaError::WSAETIMEDOUT), !nonblocking));
        assert!(before.elapsed() >= Duration::from_millis(50));
    }
}

/// Whether a socket of this system has asked an IPv4 address for a connection and has no answer yet.
fn is_calling(address: SocketAddr) -> bool {
    const SYN_SENT: &str = "02";
    let port = format!(":{:04X}", address.port());
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
    table.lines().any(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        fields.get(2).is_some_and(|remote| remote.ends_with(&port)) && fields.get(3) == Some(&SYN_SENT)
    })
}

#[test]
fn closing_the_socket_ends_the_attempt() {
    let (_listener, _queued, silent) = silent();
    for timeout in [None, Some(ws::TIMEVAL { tv_sec: 3600, tv_usec: 0 })] {
        let client = Client::v4();
        let handle = client.0;
        let attempt = std::thread::spawn(move || {
            let timeout = timeout.as_ref().map_or(null(), |timeout| &raw const *timeout);
            client.by_list(&[silent], timeout)
        });
        while !is_calling(silent) {
            std::thread::yield_now();
        }
        socket_table::close(handle).unwrap();
        assert_eq!(attempt.join().unwrap(), Err(WsaError::WSAEINTR));
    }
}

#[test]
fn arguments_are_checked() {
    let client = Client::v4();
    let node = c"127.0.0.1".as_ptr().cast();
    let service = c"80".as_ptr().cast();
    let mut address = [0u8; 16];
    let address: *mut ws::SOCKADDR = address.as_mut_ptr().cast();
    let reserved = (&raw const SECOND).cast();
    let negative = ws::TIMEVAL { tv_sec: -1, tv_usec: 0 };
    let ask = |socket, node, service, len: *mut u32, address, timeout, reserved| {
        set_last_error(0);
        // SAFETY: null pointers, strings, and buffers of the length stated.
        outcome(unsafe {
            WSAConnectByNameA(socket, node, service, len, address, null_mut(), null_mut(), timeout, reserved)
        })
    };
    let (s, no_len, none) = (client.0, null_mut(), null_mut());
    let mut short = 15;
    assert_eq!(
        ask(ws::INVALID_SOCKET, node, service, no_len, none, null(), null()),
        Err(WsaError::WSAENOTSOCK)
    );
    assert_eq!(ask(0, null(), service, no_len, none, null(), null()), Err(WsaError::WSAENOTSOCK));
    assert_eq!(ask(s, null(), service, no_len, none, null(), null()), Err(WsaError::WSAEINVAL));
    assert_eq!(ask(s, node, null(), no_len, none, null(), null()), Err(WsaError::WSAEINVAL));
    assert_eq!(ask(s, node, service, no_len, none, null(), reserved), Err(WsaError::WSAEINVAL));
    assert_eq!(ask(s, node, service, no_len, none, &negative, null()), Err(WsaError::WSAEINVAL));
    assert_eq!(ask(s, node, service, no_len, address, null(), null()), Err(WsaError::WSAEFAULT));
    assert_eq!(ask(s, node, service, &mut short, address, null(), null()), Err(WsaError::WSAEFAULT));
    assert_eq!(client.by_name("::1", "80", null()), Err(WsaError::WSAHOST_NOT_FOUND));
    assert_eq!(client.by_name("127.0.0.1", "no-such-service", null()), Err(WsaError::WSATYPE_NOT_FOUND));
    let datagrams = Client::open(ws::AF_INET, ws::SOCK_DGRAM);
    assert_eq!(datagrams.by_name("127.0.0.1", "80", null()), Err(WsaError::WSAEINVAL));

    assert_eq!(client.by_entries(&[], null()), Err(WsaError::WSAEINVAL));
    let missing = ws::SOCKET_ADDRESS { lpSockaddr: null_mut(), iSockaddrLength: 16 };
    assert_eq!(client.by_entries(&[missing], null()), Err(WsaError::WSAEFAULT));
    let negative = ws::SOCKET_ADDRESS { lpSockaddr: address, iSockaddrLength: -1 };
    assert_eq!(client.by_entries(&[negative], null()), Err(WsaError::WSAEFAULT));
    // SAFETY: null pointers.
    let no_list = outcome(unsafe {
        WSAConnectByList(s, null(), null_mut(), null_mut(), null_mut(), null_mut(), null(), null())
    });
    assert_eq!(no_list, Err(WsaError::WSAEINVAL));
}
