//! The FD_* record of a real connection against a plain model of the documents (`docs/behaviour/events.md`), under any
//! sequence of what both ends can do. E3, E5, E6, E7, E11, E12, E13, E19.
//!
//! After each step a second connection is written to, whose event comes by the same thread in the order of edges: so when
//! it has come, the record is complete, and must be the model's exactly.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use ws2_spi::{LentBuffer, SocketRequest};
use ws2_types::abi::winsock as ws;
use ws2_types::sockaddr;

use super::*;
use crate::socket_table::{close, duplicate, insert_accepted};
use crate::{socket_table, startup, transports};

const READ: u32 = ws::FD_READ;
const WRITE: u32 = ws::FD_WRITE;
const CONNECT: u32 = ws::FD_CONNECT;
const CLOSE: u32 = ws::FD_CLOSE;
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Clone, Debug)]
enum Step {
    /// The peer sends so many bytes.
    Arrive(usize),
    /// The peer has finished sending.
    PeerEnd,
    /// The peer resets the connection.
    PeerReset,
    Receive(usize),
    Peek,
    /// A send that finds room.
    Send,
    /// Sends until there is no room; then the peer takes everything.
    SendMuch,
    /// SD_RECEIVE, SD_SEND, SD_BOTH
    Shutdown(i32),
    Select(u32),
    Enumerate,
    /// A duplicate takes the place of the handle, which is closed.
    ChangeHandle,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let mask = prop::sample::subsequence(vec![READ, WRITE, CONNECT, CLOSE, ws::FD_OOB, ws::FD_ACCEPT], 0..=6)
        .prop_map(|events| events.iter().sum());
    let step = prop_oneof![
        10 => (1..3_000_usize).prop_map(Step::Arrive),
        10 => (1..4_000_usize).prop_map(Step::Receive),
        8 => Just(Step::Enumerate),
        3 => mask.prop_map(Step::Select),
        3 => Just(Step::Select(READ | WRITE | CLOSE)),
        2 => Just(Step::Peek),
        2 => Just(Step::Send),
        1 => Just(Step::SendMuch),
        1 => Just(Step::ChangeHandle),
        1 => Just(Step::PeerEnd),
        1 => Just(Step::PeerReset),
        1 => (0..3_i32).prop_map(Step::Shutdown),
    ];
    prop::collection::vec(step, 1..50)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Peer {
    Sending,
    Ended,
    Gone,
}

/// What the documents say of a connection.
struct Model {
    has_connected: bool,
    unread: usize,
    peer: Peer,
    send_shut: bool,
    receive_shut: bool,
    selected: u32,
    /// Events that are recorded when their condition comes to hold.
    enabled: u32,
    recorded: BTreeMap<u32, i32>,
    end_told: bool,
}

impl Model {
    fn new(has_connected: bool) -> Model {
        Model {
            has_connected,
            unread: 0,
            peer: Peer::Sending,
            send_shut: false,
            receive_shut: false,
            selected: 0,
            enabled: 0,
            recorded: BTreeMap::new(),
            end_told: false,
        }
    }

    fn record(&mut self, event: u32, code: i32) {
        if self.selected & event != 0 {
            self.recorded.entry(event).or_insert(code);
            self.enabled &= !event;
        }
    }

    fn can_be_read(&self) -> bool {
        self.unread > 0 && !self.receive_shut && self.peer != Peer::Gone
    }

    fn end(&self) -> Option<i32> {
        match self.peer {
            _ if self.end_told && self.send_shut && self.receive_shut && self.peer != Peer::Sending => {
                Some(WsaError::WSAECONNABORTED.code())
            }
            Peer::Gone => Some(WsaError::WSAECONNRESET.code()),
            Peer::Ended if !self.can_be_read() => Some(0),
            _ => None,
        }
    }

    /// Records what holds and is enabled.
    fn settle(&mut self) {
        if self.enabled & CONNECT != 0 && self.has_connected {
            self.record(CONNECT, 0);
        }
        if self.enabled & READ != 0 && self.can_be_read() {
            self.record(READ, 0);
        }
        if self.enabled & WRITE != 0 && !self.send_shut && self.peer != Peer::Gone {
            self.record(WRITE, 0);
        }
        if self.enabled & self.selected & CLOSE != 0
            && let Some(code) = self.end()
        {
            self.record(CLOSE, code);
            self.end_told = true;
        }
    }
}

/// Hears of events by a channel.
struct Told(SyncSender<()>);

impl EventSink for Told {
    fn telling(&self) -> Telling {
        Telling::Event
    }

    fn tell(&self, _events: &Events) {
        let _ = self.0.try_send(());
    }
}

fn told() -> (Arc<dyn EventSink>, Receiver<()>) {
    let (sender, receiver) = sync_channel(1);
    (Arc::new(Told(sender)), receiver)
}

fn select(socket: RawSocket, mask: u32, sink: &Arc<dyn EventSink>) {
    let selection = (mask != 0).then(|| Selection { mask, sink: Arc::clone(sink) });
    with_handle(socket, |socket| socket.select_events(selection, socket.handle())).unwrap();
}

/// A connection; the first end was connected, the second accepted.
fn pair() -> [RawSocket; 2] {
    let request =
        SocketRequest { family: ws::AF_INET.into(), kind: ws::SOCK_STREAM, protocol: ws::IPPROTO_TCP };
    let protocol = transports::serving(request).unwrap();
    let open = || socket_table::open(protocol, request, 0).unwrap();
    let (listener, client) = (open(), open());
    let accepted = with_socket(listener, |listener| {
        listener.bind(sockaddr::encode(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).as_bytes())?;
        listener.listen(1)?;
        with_socket(client, |client| client.connect(listener.local_address()?.as_bytes()))?;
        insert_accepted(listener, listener.accept(None)?.0)
    });
    close(listener).unwrap();
    [client, accepted.unwrap()]
}

fn send(socket: RawSocket, bytes: usize) -> WsaResult<usize> {
    let mut data = vec![7; bytes];
    let buffers = [LentBuffer { base: data.as_mut_ptr(), len: bytes }];
    with_socket(socket, |socket| socket.send(&buffers, 0))
}

fn receive(socket: RawSocket, room: usize, mut flags: u32) -> WsaResult<usize> {
    let mut data = vec![0; room];
    let buffers = [LentBuffer { base: data.as_mut_ptr(), len: room }];
    with_socket(socket, |socket| socket.receive(&buffers, &mut flags))
}

fn unread(socket: RawSocket) -> usize {
    let mut answer = [0; 4];
    with_socket(socket, |socket| socket.control(ws::FIONREAD as u32, &[], &mut answer)).unwrap();
    u32::from_ne_bytes(answer) as usize
}

/// Waits until what the peer did has come through the loopback device.
fn arrives(holds: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "it has not arrived");
        std::thread::yield_now();
    }
}

/// Edges told so far have been heard once this has gone round.
struct Barrier {
    pair: [RawSocket; 2],
    told: Receiver<()>,
}

impl Barrier {
    fn new() -> Barrier {
        let pair = pair();
        let (sink, told) = told();
        select(pair[1], READ, &sink);
        Barrier { pair, told }
    }

    fn pass(&self) {
        send(self.pair[0], 1).unwrap();
        self.told.recv_timeout(PATIENCE).expect("the barrier's event comes");
        enumerate(self.pair[1], 0).unwrap();
        assert_eq!(receive(self.pair[1], 2, 0), Ok(1));
    }
}

struct Connection {
    near: RawSocket,
    far: RawSocket,
    model: Model,
    sink: Arc<dyn EventSink>,
}

impl Connection {
    fn ended_at_near(&self) -> bool {
        use ws2_spi::readiness::Interest;
        use ws2_sys::poll::{self, PollEntry};
        let is_there = |socket: &SocketObject| {
            let watch = socket.watch(Interest { readable: true, peer_end: true, ..Interest::default() });
            let mut entry = [PollEntry { fd: watch.fd, events: watch.events, revents: 0 }];
            poll::wait(&mut entry, Some(Duration::ZERO)).unwrap();
            Ok(socket.readiness(entry[0].revents).hung_up)
        };
        with_socket(self.near, is_there).unwrap()
    }

    fn step(&mut self, step: &Step) {
        let model = &mut self.model;
        match *step {
            Step::Arrive(bytes) if model.peer == Peer::Sending => {
                assert_eq!(send(self.far, bytes), Ok(bytes));
                model.unread += bytes;
                arrives(|| unread(self.near) == model.unread);
                // More than the program was told of is news.
                if model.can_be_read() {
                    model.record(READ, 0);
                }
            }
            Step::PeerEnd if model.peer == Peer::Sending => {
                with_socket(self.far, |far| far.shutdown(ws::SD_SEND)).unwrap();
                model.peer = Peer::Ended;
                arrives(|| self.ended_at_near());
            }
            Step::PeerReset if model.peer == Peer::Sending => {
                let hard = [1, 0, 0, 0];
                with_socket(self.far, |far| far.set_option(ws::SOL_SOCKET, ws::SO_LINGER, &hard)).unwrap();
                close(self.far).unwrap();
                model.peer = Peer::Gone;
                arrives(|| self.ended_at_near());
            }
            Step::Arrive(_) | Step::PeerEnd | Step::PeerReset => {}
            Step::Receive(room) => {
                let expected = match model.peer {
                    _ if model.receive_shut => Err(WsaError::WSAESHUTDOWN),
                    Peer::Gone => Err(WsaError::WSAECONNRESET),
                    Peer::Sending if model.unread == 0 => Err(WsaError::WSAEWOULDBLOCK),
                    _ => Ok(model.unread.min(room)),
                };
                assert_eq!(receive(self.near, room, 0), expected);
                model.unread -= expected.unwrap_or(0);
                model.enabled |= READ;
            }
            Step::Peek => {
                let _ = receive(self.near, 1, ws::MSG_PEEK as u32);
                model.enabled |= READ;
            }
            Step::Send => {
                let sends = !model.send_shut && model.peer != Peer::Gone;
                assert_eq!(send(self.near, 1).is_ok(), sends);
            }
            Step::SendMuch if !model.send_shut && model.peer != Peer::Gone => {
                let mut sent = 0;
                let refusal = loop {
                    match send(self.near, 1 << 18) {
                        Ok(bytes) => sent += bytes,
                        Err(error) => break error,
                    }
                };
                assert_eq!(refusal, WsaError::WSAEWOULDBLOCK);
                // What earlier steps sent is there as well.
                while sent > 0 {
                    sent = sent.saturating_sub(receive(self.far, 1 << 18, 0).unwrap());
                }
                model.enabled |= WRITE;
                if model.selected & WRITE != 0 {
                    self.writable_again();
                }
            }
            Step::SendMuch => {}
            Step::Shutdown(how) => {
                let _ = with_socket(self.near, |near| near.shutdown(how));
                model.receive_shut |= how != ws::SD_SEND;
                model.send_shut |= how != ws::SD_RECEIVE;
            }
            Step::Select(mask) => {
                select(self.near, mask, &self.sink);
                (model.selected, model.enabled) = (mask, u32::MAX);
                model.recorded.clear();
            }
            Step::Enumerate => {}
            Step::ChangeHandle => {
                let next = duplicate(self.near).unwrap();
                close(self.near).unwrap();
                self.near = next;
            }
        }
        self.model.settle();
    }

    /// The kernel tells of room when so much is free that it pays; the record is to be left as it is.
    fn writable_again(&self) {
        let is_there = || {
            with_socket(self.near, |near| {
                use ws2_spi::readiness::Interest;
                use ws2_sys::poll::{self, PollEntry};
                let watch = near.watch(Interest { writable: true, ..Interest::default() });
                let mut entry = [PollEntry { fd: watch.fd, events: watch.events, revents: 0 }];
                poll::wait(&mut entry, Some(Duration::ZERO)).unwrap();
                Ok(near.readiness(entry[0].revents).writable)
            })
        };
        arrives(|| is_there().unwrap());
    }

    fn check(&mut self) {
        let record = enumerate(self.near, 0).unwrap();
        let expected = std::mem::take(&mut self.model.recorded);
        assert_eq!(record.iter().collect::<BTreeMap<_, _>>(), expected);
    }
}

fn try_out(steps: &[Step], has_connected: bool) {
    startup::start();
    let barrier = Barrier::new();
    let [client, accepted] = pair();
    let (near, far) = if has_connected { (client, accepted) } else { (accepted, client) };
    let mut connection = Connection { near, far, model: Model::new(has_connected), sink: told().0 };
    connection.step(&Step::Select(READ | WRITE | CLOSE));
    for step in steps {
        connection.step(step);
        barrier.pass();
        if matches!(step, Step::Enumerate) {
            connection.check();
        }
    }
    connection.check();
    close(connection.near).unwrap();
    let _ = close(connection.far);
    barrier.pair.iter().for_each(|socket| close(*socket).unwrap());
    startup::clean_up().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(0x0fd5_e1ec),
        ..ProptestConfig::with_cases(150)
    })]

    #[test]
    fn the_record_is_what_the_documents_say(steps in steps(), has_connected: bool) {
        try_out(&steps, has_connected);
    }
}
