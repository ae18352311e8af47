//! What observers of real sockets over loopback are told.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::AtomicUsize;
use std::sync::mpsc;
use std::time::Duration;

use win32_wait::handle_table::{Object, handles};
use ws2_spi::readiness::{Interest, Readiness};
use ws2_spi::{CloseHandle, LentBuffer, Provider, ProviderSocket, SocketRequest};
use ws2_sys::poll::{self, PollEntry};
use ws2_sys::poller::Edge;
use ws2_types::abi::winsock as ws;
use ws2_types::sockaddr;

use super::*;
use crate::TcpIp;

/// A socket with a handle, so that edges find it.
struct Opened(Box<dyn ProviderSocket>);

impl Object for Opened {
    fn on_edge(&self, edge: Edge) {
        self.0.on_edge(edge);
    }

    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Ok(())
    }
}

fn open(socket: Box<dyn ProviderSocket>) -> (Arc<Opened>, Handle) {
    let opened = Arc::new(Opened(socket));
    let handle = handles().insert(Arc::clone(&opened) as Arc<dyn Object>).unwrap();
    (opened, handle)
}

fn tcp() -> Box<dyn ProviderSocket> {
    let (family, kind) = (ws::AF_INET.into(), ws::SOCK_STREAM);
    TcpIp.socket(SocketRequest { family, kind, protocol: 0 }).unwrap()
}

fn loopback(port: u16) -> sockaddr::SockaddrBytes {
    sockaddr::encode(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}

fn port_of(socket: &dyn ProviderSocket) -> u16 {
    sockaddr::decode(socket.local_address().unwrap().as_bytes()).unwrap().port()
}

fn look(socket: &dyn ProviderSocket) -> Readiness {
    let watch = socket.watch(Interest { readable: true, peer_end: true, ..Interest::default() });
    let mut entry = [PollEntry { fd: watch.fd, events: watch.events, revents: 0 }];
    poll::wait(&mut entry, Some(Duration::ZERO)).unwrap();
    socket.readiness(entry[0].revents)
}

/// Counts, and says in a channel that there was something to count.
struct Counter {
    changes: AtomicUsize,
    most: usize,
    told: Mutex<mpsc::Sender<()>>,
}

fn counter(most: usize) -> (Arc<Counter>, Arc<dyn Observer>, mpsc::Receiver<()>) {
    let (told, telling) = mpsc::channel();
    let counter = Arc::new(Counter { changes: AtomicUsize::new(0), most, told: Mutex::new(told) });
    (Arc::clone(&counter), counter as Arc<dyn Observer>, telling)
}

impl Observer for Counter {
    fn changed(&self) -> bool {
        let before = self.changes.fetch_add(1, Ordering::SeqCst);
        let _ = self.told.lock().send(());
        before + 1 < self.most
    }
}

fn wait_until(told: &mpsc::Receiver<()>, holds: impl Fn() -> bool) {
    while !holds() {
        told.recv_timeout(Duration::from_secs(20)).expect("a change is told");
    }
}

#[test]
fn a_connection_and_its_data_and_end_are_told() {
    let (listener, listener_handle) = open(tcp());
    listener.0.bind(loopback(0).as_bytes()).unwrap();
    let (_, observer, told) = counter(usize::MAX);
    listener.0.observe(&observer, listener_handle, None).unwrap();
    listener.0.listen(1).unwrap();
    told.recv_timeout(Duration::from_secs(20)).expect("listening is a change that no edge shows");
    let client = tcp();
    client.connect(loopback(port_of(&*listener.0)).as_bytes()).unwrap();
    wait_until(&told, || look(&*listener.0).readable);
    assert!(look(&*listener.0).listening);

    let (server, server_handle) = open(listener.0.accept(None).unwrap().0);
    let (_, observer, told) = counter(usize::MAX);
    server.0.observe(&observer, server_handle, None).unwrap();
    assert!(!look(&*server.0).readable);
    let mut byte = [7];
    client.send(&[LentBuffer { base: byte.as_mut_ptr(), len: 1 }], 0).unwrap();
    wait_until(&told, || look(&*server.0).readable);
    assert!(!look(&*server.0).hung_up);
    client.shutdown(ws::SD_SEND).unwrap();
    wait_until(&told, || look(&*server.0).hung_up);
    assert!(!look(&*server.0).over);
    server.0.shutdown(ws::SD_SEND).unwrap();
    wait_until(&told, || look(&*server.0).over);
}

#[test]
fn who_has_enough_or_is_dismissed_is_told_no_more() {
    let socket = tcp();
    let (socket, handle) = open(socket);
    let (once, once_observer, _told) = counter(1);
    let (often, often_observer, _often_told) = counter(usize::MAX);
    for observer in [&once_observer, &often_observer, &often_observer] {
        socket.0.observe(observer, handle, None).unwrap();
    }
    let changed = |counter: &Counter| counter.changes.load(Ordering::SeqCst);
    let before = changed(&often);
    socket.0.bind(loopback(0).as_bytes()).unwrap();
    socket.0.listen(1).unwrap();
    // Edges of the idle socket may come in between.
    assert!(changed(&often) >= before + 2);
    assert_eq!(changed(&once), 1);
    socket.0.dismiss(&often_observer);
    let after = changed(&often);
    socket.0.listen(2).unwrap();
    assert!(changed(&often) <= after + 1, "an edge may have been on its way");
}

#[test]
fn a_close_is_told_and_so_is_what_a_duplicate_does() {
    struct Taken;
    impl CloseHandle for Taken {
        fn withdraw(&mut self) -> WsaResult<usize> {
            Ok(0)
        }
    }
    let (socket, handle) = open(tcp());
    let duplicate = socket.0.duplicate().unwrap();
    let (counter, observer, _told) = counter(usize::MAX);
    socket.0.observe(&observer, handle, None).unwrap();
    let changes = || counter.changes.load(Ordering::SeqCst);
    let before = changes();
    duplicate.bind(loopback(0).as_bytes()).unwrap();
    assert!(changes() > before);
    let before = changes();
    socket.0.close(&mut Taken).unwrap();
    assert!(changes() > before);
}
