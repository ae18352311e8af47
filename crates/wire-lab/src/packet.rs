//! Bytes on the TUN device to values and back, by etherparse.

use std::net::Ipv4Addr;

use etherparse::{
    Icmpv4Type, NetSlice, PacketBuilder, SlicedPacket, TcpHeader, TcpOptionElement, TransportSlice,
};

use crate::capture::Flags;
use crate::tun::MTU;

/// The payload of a full segment: MTU less the IPv4 and TCP headers.
pub(crate) const MAX_SEGMENT: usize = MTU - 40;
const TIME_TO_LIVE: u8 = 64;

/// A TCP segment without its addresses; the peer's port and the program's tell the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tcp {
    pub(crate) program_port: u16,
    pub(crate) peer_port: u16,
    pub(crate) flags: Flags,
    pub(crate) seq: u32,
    pub(crate) ack: u32,
    pub(crate) window: u16,
    pub(crate) payload: Vec<u8>,
}

impl Tcp {
    /// How much sequence space the segment takes: payload, and one each for SYN and FIN.
    pub(crate) fn space(&self) -> u32 {
        let marks = [Flags::SYN, Flags::FIN].into_iter().filter(|mark| self.flags.contains(*mark)).count();
        (self.payload.len() + marks) as u32
    }
}

/// What the kernel sent to the peer's network.
pub(crate) enum FromKernel {
    Tcp(Tcp),
    /// The answer to [`echo_request`] with this number.
    EchoReply(u16),
    /// Nothing the lab speaks.
    Other,
}

/// Reads a packet that the kernel sent.
pub(crate) fn parse(packet: &[u8]) -> FromKernel {
    let Ok(sliced) = SlicedPacket::from_ip(packet) else { return FromKernel::Other };
    if !matches!(sliced.net, Some(NetSlice::Ipv4(_))) {
        return FromKernel::Other;
    }
    match sliced.transport {
        Some(TransportSlice::Tcp(tcp)) => FromKernel::Tcp(Tcp {
            program_port: tcp.source_port(),
            peer_port: tcp.destination_port(),
            flags: Flags::new(&[
                (tcp.fin(), Flags::FIN),
                (tcp.syn(), Flags::SYN),
                (tcp.rst(), Flags::RST),
                (tcp.psh(), Flags::PSH),
                (tcp.ack(), Flags::ACK),
            ]),
            seq: tcp.sequence_number(),
            ack: tcp.acknowledgment_number(),
            window: tcp.window_size(),
            payload: tcp.payload().to_vec(),
        }),
        Some(TransportSlice::Icmpv4(icmp)) => match icmp.icmp_type() {
            Icmpv4Type::EchoReply(echo) => FromKernel::EchoReply(echo.seq),
            _ => FromKernel::Other,
        },
        _ => FromKernel::Other,
    }
}

/// The addresses of the two ends of a lab.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Addresses {
    pub(crate) program: Ipv4Addr,
    pub(crate) peer: Ipv4Addr,
}

impl Addresses {
    /// The packet of a segment from peer to program. A SYN tells the segment size, and no other option: without
    /// window scaling the windows in a capture are what they say.
    pub(crate) fn tcp(&self, segment: &Tcp) -> Vec<u8> {
        let mut header = TcpHeader::new(segment.peer_port, segment.program_port, segment.seq, segment.window);
        header.fin = segment.flags.contains(Flags::FIN);
        header.syn = segment.flags.contains(Flags::SYN);
        header.rst = segment.flags.contains(Flags::RST);
        header.psh = segment.flags.contains(Flags::PSH);
        header.ack = segment.flags.contains(Flags::ACK);
        header.acknowledgment_number = segment.ack;
        if header.syn {
            header
                .set_options(&[TcpOptionElement::MaximumSegmentSize(MAX_SEGMENT as u16)])
                .expect("one option of four bytes fits");
        }
        let builder =
            PacketBuilder::ipv4(self.peer.octets(), self.program.octets(), TIME_TO_LIVE).tcp_header(header);
        let mut packet = Vec::with_capacity(builder.size(segment.payload.len()));
        builder.write(&mut packet, &segment.payload).expect("a segment of at most the MTU goes into a Vec");
        packet
    }

    /// An ICMP echo request from peer to program, which the kernel answers behind everything it sent before.
    pub(crate) fn echo_request(&self, number: u16) -> Vec<u8> {
        let builder = PacketBuilder::ipv4(self.peer.octets(), self.program.octets(), TIME_TO_LIVE)
            .icmpv4_echo_request(0, number);
        let mut packet = Vec::with_capacity(builder.size(0));
        builder.write(&mut packet, &[]).expect("an empty echo request goes into a Vec");
        packet
    }
}
