//! The record of an experiment: every segment in both directions with its time, and notes between them, such as the lines
//! the program printed. [`crate::timeline`] makes text of it, [`Capture::write_pcap`] a file for Wireshark.

use std::fmt;
use std::io::Write;
use std::ops::BitOr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use pcap_file::pcap::{PcapHeader, PcapPacket, PcapWriter};
use pcap_file::{DataLink, PcapError};

/// Who sent a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The kernel, for the program under test.
    FromProgram,
    /// The scripted peer.
    FromPeer,
}

/// The control bits of a TCP segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u8);

impl Flags {
    /// The sender has no more data.
    pub const FIN: Self = Self(0x01);
    /// A connection begins.
    pub const SYN: Self = Self(0x02);
    /// The connection is torn down.
    pub const RST: Self = Self(0x04);
    /// Push.
    pub const PSH: Self = Self(0x08);
    /// The acknowledgment number is meant.
    pub const ACK: Self = Self(0x10);

    pub(crate) fn new(flags: &[(bool, Self)]) -> Self {
        flags.iter().filter(|(set, _)| *set).fold(Self::default(), |all, (_, flag)| all | *flag)
    }

    /// Whether all of `flags` are set.
    pub fn contains(self, flags: Self) -> bool {
        self.0 & flags.0 == flags.0
    }
}

impl BitOr for Flags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = [
            (Self::SYN, "SYN"),
            (Self::FIN, "FIN"),
            (Self::RST, "RST"),
            (Self::PSH, "PSH"),
            (Self::ACK, "ACK"),
        ];
        let mut separator = "";
        for (flag, name) in names {
            if self.contains(flag) {
                write!(f, "{separator}{name}")?;
                separator = " ";
            }
        }
        Ok(())
    }
}

/// One TCP segment of the record.
#[derive(Clone, Debug)]
pub struct Segment {
    /// When it was seen, from the start of the record.
    pub at: Duration,
    /// Who sent it.
    pub direction: Direction,
    /// The program's port.
    pub program_port: u16,
    /// The peer's port.
    pub peer_port: u16,
    /// Its control bits.
    pub flags: Flags,
    /// Its sequence number, counted from its sender's SYN.
    pub seq: u32,
    /// Its acknowledgment number, counted from the other side's SYN; 0 without ACK.
    pub ack: u32,
    /// The window it offers, in bytes.
    pub window: u16,
    /// The length of its payload.
    pub len: usize,
    /// It takes sequence space that an earlier segment of its sender had taken: a retransmission.
    pub repeated: bool,
    pub(crate) packet: Vec<u8>,
}

impl Segment {
    /// Whether all of `flags` are set.
    pub fn is(&self, flags: Flags) -> bool {
        self.flags.contains(flags)
    }

    /// Whether the program's side sent it.
    pub fn from_program(&self) -> bool {
        self.direction == Direction::FromProgram
    }
}

/// One entry of the record.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Entry {
    /// A segment on the wire.
    Segment(Segment),
    /// What else happened, at this time from the start.
    Note(Duration, String),
}

/// A record, in order of time.
#[derive(Clone, Debug)]
pub struct Capture {
    started: SystemTime,
    entries: Vec<Entry>,
}

impl Capture {
    /// Segments and notes.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The segments alone.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &Segment> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Segment(segment) => Some(segment),
            Entry::Note(..) => None,
        })
    }

    /// Writes the packets as a pcap file, of link type raw IP.
    ///
    /// # Errors
    /// What `writer` reports.
    pub fn write_pcap<W: Write>(&self, writer: W) -> Result<(), PcapError> {
        let header = PcapHeader { datalink: DataLink::RAW, ..PcapHeader::default() };
        let mut pcap = PcapWriter::with_header(writer, header)?;
        let started = self.started.duration_since(UNIX_EPOCH).unwrap_or_default();
        for segment in self.segments() {
            let len = segment.packet.len() as u32;
            pcap.write_packet(&PcapPacket::new(started + segment.at, len, &segment.packet))?;
        }
        Ok(())
    }
}

/// Writes a [`Capture`]. Clones write the same one.
#[derive(Clone, Debug)]
pub struct Recorder {
    started: Instant,
    capture: Arc<Mutex<Capture>>,
}

impl Default for Recorder {
    fn default() -> Self {
        Self::new()
    }
}

impl Recorder {
    /// Starts a record and its clock.
    pub fn new() -> Self {
        let capture = Capture { started: SystemTime::now(), entries: Vec::new() };
        Self { started: Instant::now(), capture: Arc::new(Mutex::new(capture)) }
    }

    /// The time since the start.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Adds a note and returns its time.
    pub fn note(&self, text: impl Into<String>) -> Duration {
        let mut capture = self.lock();
        let at = self.elapsed();
        capture.entries.push(Entry::Note(at, text.into()));
        at
    }

    /// What was recorded up to now.
    pub fn capture(&self) -> Capture {
        self.lock().clone()
    }

    /// Adds a segment, stamping it with the time.
    pub(crate) fn segment(&self, segment: Segment) {
        let mut capture = self.lock();
        let at = self.elapsed();
        capture.entries.push(Entry::Segment(Segment { at, ..segment }));
    }

    fn lock(&self) -> MutexGuard<'_, Capture> {
        self.capture.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_print_in_the_order_people_say_them() {
        assert_eq!((Flags::ACK | Flags::FIN).to_string(), "FIN ACK");
        assert_eq!((Flags::ACK | Flags::SYN).to_string(), "SYN ACK");
        assert_eq!(Flags::default().to_string(), "");
    }

    #[test]
    fn a_pcap_holds_each_packet_with_its_time() {
        let recorder = Recorder::new();
        recorder.note("not a packet");
        let segment = Segment {
            at: Duration::ZERO,
            direction: Direction::FromPeer,
            program_port: 1,
            peer_port: 2,
            flags: Flags::RST,
            seq: 0,
            ack: 0,
            window: 0,
            len: 0,
            repeated: false,
            packet: vec![0x45, 1, 2, 3],
        };
        recorder.segment(segment.clone());
        recorder.segment(segment);

        let mut file = Vec::new();
        recorder.capture().write_pcap(&mut file).unwrap();
        let mut reader = pcap_file::pcap::PcapReader::new(&file[..]).unwrap();
        assert_eq!(reader.header().datalink, DataLink::RAW);
        let first = reader.next_packet().unwrap().unwrap().into_owned();
        let second = reader.next_packet().unwrap().unwrap().into_owned();
        assert_eq!(first.data.as_ref(), [0x45, 1, 2, 3]);
        assert!(first.timestamp <= second.timestamp && first.timestamp.as_secs() > 1_500_000_000);
        assert!(reader.next_packet().is_none());
    }
}
