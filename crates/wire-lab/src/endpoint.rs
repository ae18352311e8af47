//! The TCP of the scripted peer, without I/O: segments in, segments out, obeying the script's orders about ACKs and
//! window. It does what a script needs and no more: it sends nothing twice, and drops what comes out of order (a TUN device
//! keeps order). Read RFC 9293, section 3.10 first.

use crate::capture::Flags;
use crate::packet::{MAX_SEGMENT, Tcp};

/// The peer's first sequence number.
const INITIAL_SEQUENCE: u32 = 0x4000_0000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    SynSent,
    SynReceived,
    Open,
    /// One side sent RST.
    Reset,
}

/// What the peer acknowledges of that which arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Acks {
    /// All, at once.
    Prompt,
    /// All data at once, a FIN never.
    DataOnly,
    /// Nothing.
    Withheld,
}

/// The peer's end of one connection.
#[derive(Debug)]
pub(crate) struct Endpoint {
    program_port: u16,
    peer_port: u16,
    phase: Phase,
    has_opened: bool,
    acks: Acks,
    window: u16,
    /// Sending: next to send, first unacknowledged, first beyond the program's window.
    send_next: u32,
    send_unacknowledged: u32,
    send_limit: u32,
    /// Receiving: the program's first sequence number, the next expected, the last acknowledged, the first
    /// beyond the window that was offered, the first never seen.
    first_received: u32,
    receive_next: u32,
    acknowledged: u32,
    receive_limit: u32,
    highest_seen: u32,
    received: Vec<u8>,
    fin_received: bool,
    reset_received: bool,
}

impl Endpoint {
    /// The end that answers the SYN `opening`, and its answer.
    pub(crate) fn answering(opening: &Tcp, window: u16) -> (Self, Tcp) {
        let mut endpoint = Self::new(opening.program_port, opening.peer_port, Phase::SynReceived, window);
        endpoint.begin_receiving(opening);
        let answer = endpoint.segment(Flags::SYN | Flags::ACK, Vec::new());
        (endpoint, answer)
    }

    /// The end that opens a connection, and its SYN.
    pub(crate) fn opening(program_port: u16, peer_port: u16) -> (Self, Tcp) {
        let mut endpoint = Self::new(program_port, peer_port, Phase::SynSent, u16::MAX);
        let opening = endpoint.segment(Flags::SYN, Vec::new());
        (endpoint, opening)
    }

    fn new(program_port: u16, peer_port: u16, phase: Phase, window: u16) -> Self {
        Self {
            program_port,
            peer_port,
            phase,
            has_opened: false,
            acks: Acks::Prompt,
            window,
            send_next: INITIAL_SEQUENCE,
            send_unacknowledged: INITIAL_SEQUENCE,
            send_limit: INITIAL_SEQUENCE.wrapping_add(1),
            first_received: 0,
            receive_next: 0,
            acknowledged: 0,
            receive_limit: 0,
            highest_seen: 0,
            received: Vec::new(),
            fin_received: false,
            reset_received: false,
        }
    }

    fn begin_receiving(&mut self, syn: &Tcp) {
        self.first_received = syn.seq;
        self.receive_next = syn.seq.wrapping_add(1);
        self.acknowledged = self.receive_next;
        self.receive_limit = self.receive_next;
        self.highest_seen = self.receive_next;
    }

    /// Whether the handshake was completed, whatever came after.
    pub(crate) fn has_opened(&self) -> bool {
        self.has_opened
    }

    fn open(&mut self) {
        self.phase = Phase::Open;
        self.has_opened = true;
    }

    pub(crate) fn is_reset(&self) -> bool {
        self.phase == Phase::Reset
    }

    pub(crate) fn reset_received(&self) -> bool {
        self.reset_received
    }

    /// The program's data, in order.
    pub(crate) fn received(&self) -> &[u8] {
        &self.received
    }

    /// Whether the program acknowledged all that was sent to it.
    pub(crate) fn all_acknowledged(&self) -> bool {
        self.send_unacknowledged == self.send_next
    }

    /// Whether the program's segment repeats sequence space that an earlier one took.
    pub(crate) fn is_repeated(&self, incoming: &Tcp) -> bool {
        incoming.space() > 0
            && self.phase != Phase::SynSent
            && !after(incoming.seq.wrapping_add(incoming.space()), self.highest_seen)
    }

    /// A segment's sequence and acknowledgment numbers, counted from the SYNs.
    pub(crate) fn relative(&self, segment: &Tcp, from_program: bool) -> (u32, u32) {
        let (own, other) = match from_program {
            true => (self.first_received, INITIAL_SEQUENCE),
            false => (INITIAL_SEQUENCE, self.first_received),
        };
        let ack = if segment.flags.contains(Flags::ACK) { segment.ack.wrapping_sub(other) } else { 0 };
        (segment.seq.wrapping_sub(own), ack)
    }

    /// Takes a segment of the program; the answer, if one is due.
    pub(crate) fn on_segment(&mut self, incoming: &Tcp) -> Option<Tcp> {
        if incoming.flags.contains(Flags::RST) {
            self.phase = Phase::Reset;
            self.reset_received = true;
            return None;
        }
        if incoming.flags.contains(Flags::SYN) {
            return self.on_syn(incoming);
        }
        if self.is_reset() {
            return None;
        }
        self.on_ack(incoming);
        let seen = incoming.seq.wrapping_add(incoming.space());
        if after(seen, self.highest_seen) {
            self.highest_seen = seen;
        }
        // Nothing to acknowledge, unless it asks for an answer as a window probe does, below what is expected.
        if incoming.space() == 0 && incoming.seq == self.receive_next {
            return None;
        }
        self.take_data(incoming);
        if self.acks == Acks::Withheld { None } else { Some(self.acknowledge()) }
    }

    fn on_syn(&mut self, incoming: &Tcp) -> Option<Tcp> {
        match self.phase {
            Phase::SynSent => {
                self.begin_receiving(incoming);
                self.open();
                self.on_ack(incoming);
                Some(self.acknowledge())
            }
            // Our answer is on its way in the other direction; TUN loses nothing.
            _ => None,
        }
    }

    fn on_ack(&mut self, incoming: &Tcp) {
        if !incoming.flags.contains(Flags::ACK) || after(incoming.ack, self.send_next) {
            return;
        }
        if after(incoming.ack, self.send_unacknowledged) {
            self.send_unacknowledged = incoming.ack;
        }
        self.send_limit = incoming.ack.wrapping_add(u32::from(incoming.window));
        if self.phase == Phase::SynReceived {
            self.open();
        }
    }

    /// Keeps what is new, in order and inside the window. A FIN needs no room.
    fn take_data(&mut self, incoming: &Tcp) {
        let overlap = self.receive_next.wrapping_sub(incoming.seq) as usize;
        if self.fin_received || overlap > incoming.payload.len() {
            return;
        }
        let room = match after(self.receive_limit, self.receive_next) {
            true => self.receive_limit.wrapping_sub(self.receive_next) as usize,
            false => 0,
        };
        let new = &incoming.payload[overlap..];
        let taken = &new[..new.len().min(room)];
        self.received.extend_from_slice(taken);
        self.receive_next = self.receive_next.wrapping_add(taken.len() as u32);
        if incoming.flags.contains(Flags::FIN) && taken.len() == new.len() {
            self.fin_received = true;
            self.receive_next = self.receive_next.wrapping_add(1);
        }
    }

    /// Changes what is acknowledged from now on; the ACK that says so at once, if any.
    pub(crate) fn set_acks(&mut self, acks: Acks) -> Option<Tcp> {
        self.acks = acks;
        let told = self.phase == Phase::Open && acks != Acks::Withheld;
        told.then(|| self.acknowledge())
    }

    /// Changes the window; the ACK that says so. With ACKs withheld it acknowledges nothing new.
    pub(crate) fn set_window(&mut self, window: u16) -> Option<Tcp> {
        self.window = window;
        (self.phase == Phase::Open).then(|| self.acknowledge())
    }

    /// The segments of `data`, or how many bytes the program's window lets through when they don't fit.
    pub(crate) fn send(&mut self, data: &[u8]) -> Result<Vec<Tcp>, usize> {
        let room = match after(self.send_limit, self.send_next) {
            true => self.send_limit.wrapping_sub(self.send_next) as usize,
            false => 0,
        };
        if data.len() > room {
            return Err(room);
        }
        Ok(data
            .chunks(MAX_SEGMENT)
            .map(|chunk| self.segment(Flags::PSH | Flags::ACK, chunk.to_vec()))
            .collect())
    }

    /// The FIN of the peer.
    pub(crate) fn fin(&mut self) -> Tcp {
        self.segment(Flags::FIN | Flags::ACK, Vec::new())
    }

    /// The RST of the peer.
    pub(crate) fn reset(&mut self) -> Tcp {
        self.phase = Phase::Reset;
        self.segment(Flags::RST | Flags::ACK, Vec::new())
    }

    fn acknowledge(&mut self) -> Tcp {
        self.segment(Flags::ACK, Vec::new())
    }

    fn segment(&mut self, flags: Flags, payload: Vec<u8>) -> Tcp {
        if flags.contains(Flags::ACK) {
            match self.acks {
                Acks::Prompt => self.acknowledged = self.receive_next,
                Acks::DataOnly => {
                    self.acknowledged = self.receive_next.wrapping_sub(u32::from(self.fin_received));
                }
                Acks::Withheld => {}
            }
            self.receive_limit = self.acknowledged.wrapping_add(u32::from(self.window));
        }
        let segment = Tcp {
            program_port: self.program_port,
            peer_port: self.peer_port,
            flags,
            seq: self.send_next,
            ack: if flags.contains(Flags::ACK) { self.acknowledged } else { 0 },
            window: self.window,
            payload,
        };
        self.send_next = self.send_next.wrapping_add(segment.space());
        segment
    }
}

/// Whether sequence number `a` comes after `b`.
fn after(a: u32, b: u32) -> bool {
    a != b && a.wrapping_sub(b) < 1 << 31
}

#[cfg(test)]
mod tests;
