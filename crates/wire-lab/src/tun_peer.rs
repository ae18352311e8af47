//! The scripted peer: a host behind the TUN device that speaks TCP as a test tells it to.
//!
//! A thread reads the device and lets the connection's endpoint answer; scripts act from their own thread through
//! [`Connection`]. Both hold one lock while they touch a connection and write to the device, so the record is in the
//! order of the wire.

use std::collections::BTreeMap;
use std::io;
use std::net::Ipv4Addr;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::event::{EventfdFlags, PollFd, PollFlags, eventfd, poll};

use crate::capture::{Direction, Flags, Recorder, Segment};
use crate::endpoint::{Acks, Endpoint};
use crate::expect::{ExpectationFailed, Wanted};
use crate::netns::Refusal;
use crate::packet::{self, Addresses, FromKernel, Tcp};
use crate::tun::{MTU, Tun};

/// The first port [`TunPeer::listen`] hands out.
const FIRST_PORT: u16 = 7001;

/// A connection's two ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ports {
    program: u16,
    peer: u16,
}

#[derive(Debug, Default)]
struct State {
    /// Listening ports, with the window their connections begin with.
    listening: BTreeMap<u16, u16>,
    connections: BTreeMap<Ports, Endpoint>,
    /// Answered connections that no script took yet, in order.
    waiting: Vec<Ports>,
    ports_used: u16,
    echoes_sent: u16,
    echoes_returned: u16,
    broken: Option<String>,
}

#[derive(Debug)]
struct Shared {
    tun: Tun,
    addresses: Addresses,
    recorder: Recorder,
    state: Mutex<State>,
    changed: Condvar,
}

/// The host on the other end of the wire. It acknowledges what arrives, until a script says otherwise.
#[derive(Debug)]
pub struct TunPeer {
    shared: Arc<Shared>,
    stop: Arc<OwnedFd>,
    reader: Option<JoinHandle<()>>,
}

impl TunPeer {
    /// Makes the wire in the current thread's namespace: the kernel gets address `program`, the peer lives at `peer`.
    ///
    /// # Errors
    /// [`Refusal::TunDevice`], [`Refusal::TunInterface`], [`Refusal::Thread`].
    pub fn start(
        program: Ipv4Addr,
        peer: Ipv4Addr,
        netmask: Ipv4Addr,
        recorder: Recorder,
    ) -> Result<Self, Refusal> {
        let shared = Arc::new(Shared {
            tun: Tun::open(program, netmask)?,
            addresses: Addresses { program, peer },
            recorder,
            state: Mutex::default(),
            changed: Condvar::new(),
        });
        let stop = eventfd(0, EventfdFlags::CLOEXEC).map_err(|errno| Refusal::Thread(errno.into()))?;
        let stop = Arc::new(stop);
        let reader = std::thread::Builder::new().name("tun peer".into()).spawn({
            let (shared, stop) = (Arc::clone(&shared), Arc::clone(&stop));
            move || shared.read_until(&stop)
        });
        Ok(Self { shared, stop, reader: Some(reader.map_err(Refusal::Thread)?) })
    }

    /// Listens on a port of its own choice. Connections to others are refused.
    pub fn listen(&self) -> u16 {
        self.listen_with_window(u16::MAX)
    }

    /// Listens; connections begin with this window instead of the largest. With 0 the program can connect and send,
    /// and not a byte leaves before the script opens the window.
    pub fn listen_with_window(&self, window: u16) -> u16 {
        let mut state = self.shared.lock();
        let port = FIRST_PORT + state.ports_used;
        state.ports_used += 1;
        state.listening.insert(port, window);
        port
    }

    /// The next connection the program made to a listening port.
    ///
    /// # Errors
    /// When none was made in that time.
    pub fn accept(&self, within: Duration) -> Result<Connection, ExpectationFailed> {
        let ports = self.shared.wait("a connection from the program", within, |state| {
            let first = state.waiting.iter().position(|ports| state.connections[ports].has_opened())?;
            Some(Ok(state.waiting.remove(first)))
        })?;
        Ok(self.connection(ports))
    }

    /// Connects to the program's `port`.
    ///
    /// # Errors
    /// When the program refuses, or does not answer in that time.
    pub fn connect(&self, port: u16, within: Duration) -> Result<Connection, ExpectationFailed> {
        let ports = {
            let mut state = self.shared.lock();
            let ports = Ports { program: port, peer: FIRST_PORT + state.ports_used };
            state.ports_used += 1;
            let (endpoint, opening) = Endpoint::opening(ports.program, ports.peer);
            self.shared.transmit(&endpoint, &opening);
            state.connections.insert(ports, endpoint);
            ports
        };
        self.shared.wait("a connection to the program", within, |state| {
            let endpoint = &state.connections[&ports];
            match (endpoint.has_opened(), endpoint.is_reset()) {
                (true, _) => Some(Ok(())),
                (_, true) => Some(Err("the program's side refused it with RST".to_owned())),
                _ => None,
            }
        })?;
        Ok(self.connection(ports))
    }

    /// Returns when all that the kernel had sent by now is in the record: it answers an ICMP echo request behind it.
    /// After this, what is not in the record was not sent.
    ///
    /// # Errors
    /// When the kernel does not answer in that time.
    pub fn settle(&self, within: Duration) -> Result<(), ExpectationFailed> {
        let number = {
            let mut state = self.shared.lock();
            state.echoes_sent += 1;
            let number = state.echoes_sent;
            self.shared.write(&self.shared.addresses.echo_request(number));
            number
        };
        self.shared.wait("an answer to an echo request", within, |state| {
            (state.echoes_returned >= number).then_some(Ok(()))
        })
    }

    fn connection(&self, ports: Ports) -> Connection {
        Connection { shared: Arc::clone(&self.shared), ports }
    }
}

impl Drop for TunPeer {
    fn drop(&mut self) {
        // Can only fail when the counter would overflow.
        let _ = rustix::io::write(&*self.stop, &1_u64.to_ne_bytes());
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

impl Shared {
    /// The reader thread.
    fn read_until(&self, stop: &OwnedFd) {
        let mut buffer = [0; MTU];
        loop {
            let mut waiting = [PollFd::new(&self.tun, PollFlags::IN), PollFd::new(stop, PollFlags::IN)];
            match poll(&mut waiting, None) {
                Ok(_) if waiting[1].revents().is_empty() => {}
                Err(rustix::io::Errno::INTR) => continue,
                _ => return,
            }
            if let Err(error) = self.read_all(&mut buffer) {
                self.lock().broken = Some(format!("the TUN device failed: {error}"));
                self.changed.notify_all();
                return;
            }
        }
    }

    fn read_all(&self, buffer: &mut [u8]) -> io::Result<()> {
        while let Some(len) = self.tun.read(buffer)? {
            let packet = &buffer[..len];
            match packet::parse(packet) {
                FromKernel::Tcp(segment) => self.on_segment(&segment, packet),
                FromKernel::EchoReply(number) => self.lock().echoes_returned = number,
                FromKernel::Other => continue,
            }
            self.changed.notify_all();
        }
        Ok(())
    }

    fn on_segment(&self, segment: &Tcp, packet: &[u8]) {
        let mut state = self.lock();
        let ports = Ports { program: segment.program_port, peer: segment.peer_port };
        if let Some(endpoint) = state.connections.get_mut(&ports) {
            let repeated = endpoint.is_repeated(segment);
            let answer = endpoint.on_segment(segment);
            self.record(endpoint, segment, Direction::FromProgram, repeated, packet.to_vec());
            if let Some(answer) = answer {
                self.transmit(endpoint, &answer);
            }
            return;
        }
        let is_opening = segment.flags.contains(Flags::SYN) && !segment.flags.contains(Flags::ACK);
        let window = state.listening.get(&ports.peer).copied();
        let (mut endpoint, answer) = Endpoint::answering(segment, window.unwrap_or(0));
        self.record(&endpoint, segment, Direction::FromProgram, false, packet.to_vec());
        match window {
            Some(_) if is_opening => {
                self.transmit(&endpoint, &answer);
                state.connections.insert(ports, endpoint);
                state.waiting.push(ports);
            }
            _ if is_opening => {
                let refusal = endpoint.reset();
                self.transmit(&endpoint, &refusal);
            }
            _ => {}
        }
    }

    /// Records the segment and sends it to the program.
    fn transmit(&self, endpoint: &Endpoint, segment: &Tcp) {
        let packet = self.addresses.tcp(segment);
        self.record(endpoint, segment, Direction::FromPeer, false, packet.clone());
        self.write(&packet);
    }

    fn write(&self, packet: &[u8]) {
        if let Err(error) = self.tun.write(packet) {
            self.recorder.note(format!("the TUN device took no packet: {error}"));
        }
    }

    fn record(
        &self,
        endpoint: &Endpoint,
        segment: &Tcp,
        direction: Direction,
        repeated: bool,
        packet: Vec<u8>,
    ) {
        let (seq, ack) = endpoint.relative(segment, direction == Direction::FromProgram);
        self.recorder.segment(Segment {
            at: Duration::ZERO,
            direction,
            program_port: segment.program_port,
            peer_port: segment.peer_port,
            flags: segment.flags,
            seq,
            ack,
            window: segment.window,
            len: segment.payload.len(),
            repeated,
            packet,
        });
    }

    /// Waits until `look` has a verdict.
    fn wait<T>(
        &self,
        wanted: impl std::fmt::Display,
        within: Duration,
        mut look: impl FnMut(&mut State) -> Option<Result<T, String>>,
    ) -> Result<T, ExpectationFailed> {
        let deadline = Instant::now() + within;
        let mut state = self.lock();
        loop {
            match look(&mut state) {
                Some(Ok(value)) => return Ok(value),
                Some(Err(reason)) => {
                    return Err(ExpectationFailed::new(wanted, reason, self.recorder.capture()));
                }
                None => {}
            }
            if let Some(reason) = &state.broken {
                return Err(ExpectationFailed::new(wanted, reason, self.recorder.capture()));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(ExpectationFailed::timed_out(wanted, within, self.recorder.capture()));
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The peer's end of one connection: the verbs of a script. Orders take effect before they return; what the
/// program's kernel sends in answer may be recorded a moment later, see [`TunPeer::settle`].
#[derive(Clone, Debug)]
pub struct Connection {
    shared: Arc<Shared>,
    ports: Ports,
}

impl Connection {
    /// Waits until the program's side has done what is wanted, since the connection began. Returns its first FIN
    /// or RST, or for the others the last segment up to then.
    ///
    /// # Errors
    /// When it did not in that time, or can't any more because it sent a RST. The error shows the timeline.
    pub fn expect(&self, wanted: Wanted, within: Duration) -> Result<Segment, ExpectationFailed> {
        self.shared.wait(wanted, within, |state| {
            let endpoint = &state.connections[&self.ports];
            let met = match wanted {
                Wanted::Fin => self.first(Flags::FIN),
                Wanted::Rst => self.first(Flags::RST),
                Wanted::Bytes(total) if endpoint.received().len() >= total => self.last(),
                Wanted::Acknowledged if endpoint.all_acknowledged() => self.last(),
                _ => None,
            };
            match met {
                Some(segment) => Some(Ok(segment)),
                None if endpoint.reset_received() => Some(Err("the program's side sent RST".to_owned())),
                None => None,
            }
        })
    }

    /// Whether the program's side has sent a segment with all of `flags`.
    pub fn saw(&self, flags: Flags) -> bool {
        self.first(flags).is_some()
    }

    /// The segments of this connection so far, both directions, in order.
    pub fn segments(&self) -> Vec<Segment> {
        let capture = self.shared.recorder.capture();
        capture.segments().filter(|segment| self.owns(segment)).cloned().collect()
    }

    /// The program's data so far, in order and without gaps.
    pub fn received(&self) -> Vec<u8> {
        self.with(|endpoint| endpoint.received().to_vec())
    }

    /// Acknowledges nothing from now on. The program's kernel will repeat itself.
    pub fn withhold_acks(&self) {
        self.order(|endpoint| endpoint.set_acks(Acks::Withheld));
    }

    /// Acknowledges all that has arrived, and from now on what arrives.
    pub fn ack_all(&self) {
        self.order(|endpoint| endpoint.set_acks(Acks::Prompt));
    }

    /// Acknowledges all data that has arrived and will arrive, but never a FIN.
    pub fn ack_data(&self) {
        self.order(|endpoint| endpoint.set_acks(Acks::DataOnly));
    }

    /// Shuts the window. Kernels may overlook this when nothing else happened since the window was larger;
    /// [`TunPeer::listen_with_window`] is exact.
    pub fn close_window(&self) {
        self.open_window(0);
    }

    /// Offers a window of this many bytes.
    pub fn open_window(&self, window: u16) {
        self.order(|endpoint| endpoint.set_window(window));
    }

    /// Sends data to the program.
    ///
    /// # Errors
    /// When it does not fit the window the program offers: the peer keeps no queue.
    pub fn send(&self, data: &[u8]) -> Result<(), ExpectationFailed> {
        let mut state = self.shared.lock();
        let endpoint = state.endpoint(self.ports);
        let segments = endpoint.send(data).map_err(|room| {
            let wanted = format!("room for {} bytes in the program's window", data.len());
            ExpectationFailed::new(wanted, format_args!("there are {room}"), self.shared.recorder.capture())
        })?;
        for segment in segments {
            self.shared.transmit(endpoint, &segment);
        }
        Ok(())
    }

    /// Sends FIN: the peer has no more data. It still receives.
    pub fn fin(&self) {
        self.order(|endpoint| Some(endpoint.fin()));
    }

    /// Sends RST. The peer ignores what comes after.
    pub fn reset(&self) {
        self.order(|endpoint| Some(endpoint.reset()));
    }

    /// The program's port of this connection.
    pub fn program_port(&self) -> u16 {
        self.ports.program
    }

    /// An error to fail a test with, showing the timeline up to now.
    pub fn failure(&self, wanted: &str, reason: &str) -> ExpectationFailed {
        ExpectationFailed::new(wanted, reason, self.shared.recorder.capture())
    }

    /// Changes the endpoint and sends what that asks for.
    fn order(&self, change: impl FnOnce(&mut Endpoint) -> Option<Tcp>) {
        let mut state = self.shared.lock();
        let endpoint = state.endpoint(self.ports);
        if let Some(segment) = change(endpoint) {
            self.shared.transmit(endpoint, &segment);
        }
    }

    fn with<T>(&self, look: impl FnOnce(&Endpoint) -> T) -> T {
        look(self.shared.lock().endpoint(self.ports))
    }

    fn owns(&self, segment: &Segment) -> bool {
        (segment.program_port, segment.peer_port) == (self.ports.program, self.ports.peer)
    }

    fn first(&self, flags: Flags) -> Option<Segment> {
        self.segments().into_iter().find(|segment| segment.from_program() && segment.is(flags))
    }

    fn last(&self) -> Option<Segment> {
        self.segments().into_iter().rfind(Segment::from_program)
    }
}

impl State {
    /// The endpoint of a connection that a script holds; connections are never removed.
    fn endpoint(&mut self, ports: Ports) -> &mut Endpoint {
        self.connections.get_mut(&ports).expect("a script's connection stays in the table")
    }
}
