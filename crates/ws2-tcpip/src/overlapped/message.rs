//! `WSARecvMsg`, and control data in the terms of both systems.
//!
//! Headers look alike (length, level, type, data at multiples of the word), but types have other numbers and
//! `in_pktinfo` other members. The kernel is told once which facts to report; of those the program gets what it
//! has asked for.

use std::sync::atomic::Ordering;

use smallvec::SmallVec;
use win32_wait::completion::Outcome;
use ws2_engine::overlapped::Attempt;
use ws2_engine::state::State;
use ws2_spi::ProviderSocket;
use ws2_spi::overlapped::{Buffers, ControlMessage, MessageFacts, MessageSlot};
use ws2_sys::address::{KernelAddress, WINDOWS_AF_INET6, WindowsAddress};
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::socket_raw;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::data::kernel_receive_flags;
use crate::socket::Socket;

const IPV4: i32 = ws::IPPROTO_IP;
const IPV6: i32 = ws::IPPROTO_IPV6;
const WORD: usize = size_of::<usize>();
const HEADER_BYTES: usize = WORD + 8;
const CONTROL_ROOM: usize = 512;
const ECN: i32 = 0b11;
/// How link-local addresses begin.
const LINK_LOCAL: [u8; 2] = [0xfe, 0x80];

/// A receive of a message with all that belongs to it.
pub(super) struct ReceiveMessage {
    buffers: Buffers,
    flags: u32,
    slot: Box<dyn MessageSlot>,
}

impl Socket {
    pub(super) fn receive_message_work(
        &self,
        buffers: Buffers,
        flags: u32,
        slot: Box<dyn MessageSlot>,
    ) -> WsaResult<ReceiveMessage> {
        if self.state().is_stream() {
            return Err(WsaError::WSAEOPNOTSUPP);
        }
        self.checked(State::check_receive)?;
        let flags = kernel_receive_flags(flags, self.state().with_nonblocking(true))?;
        if slot.wants_local() {
            self.report_destinations()?;
        }
        Ok(ReceiveMessage { buffers, flags, slot })
    }

    pub(super) fn receive_message_once(&self, op: &mut ReceiveMessage) -> Attempt<Outcome> {
        if self.take_unreachable_port() {
            return Attempt::Ended(Outcome::failed(WsaError::WSAECONNRESET));
        }
        let mut sender = KernelAddress::empty();
        let mut control = [0u8; CONTROL_ROOM];
        loop {
            let received = socket_raw::receive_message_with_control(
                self.fd(),
                &op.buffers,
                op.flags,
                &mut sender,
                &mut control,
            );
            return match received {
                Ok((received, len)) => {
                    let local = op.slot.wants_local().then(|| self.destination(&control[..len])).flatten();
                    let control = self.control_of_kernel(&control[..len]);
                    let mut flags = 0;
                    for (kernel, windows) in
                        [(net::MSG_TRUNC, ws::MSG_TRUNC), (net::MSG_CTRUNC, ws::MSG_CTRUNC)]
                    {
                        flags |= if received.flags & kernel != 0 { windows } else { 0 };
                    }
                    flags |= destination_flags(&control);
                    let sender = &sender.into_windows();
                    let facts = MessageFacts { sender, local: local.as_ref(), control: &control, flags };
                    let filled = op.slot.fill(&facts).err();
                    // Who gives no buffer does without the data.
                    let cut_off = flags & ws::MSG_TRUNC != 0 && !op.buffers.is_empty();
                    let cut_off = cut_off.then_some(WsaError::WSAEMSGSIZE);
                    let error = cut_off.or(filled);
                    Attempt::Ended(Outcome { bytes: received.bytes as u32, flags, error })
                }
                Err(Errno::INTR) => continue,
                Err(Errno::AGAIN) => Attempt::MustWait,
                Err(Errno::CONNREFUSED) => {
                    self.forget_reported_errors();
                    if !self.shared.emulated.lock().reports_unreachable_ports() {
                        continue;
                    }
                    Attempt::Ended(Outcome::failed(WsaError::WSAECONNRESET))
                }
                Err(errno) => Attempt::Ended(Outcome::failed(errno.into())),
            };
        }
    }

    /// Has the kernel say of every message where it was sent to.
    fn report_destinations(&self) -> WsaResult<()> {
        if !self.overlapped.reports_destinations.load(Ordering::Relaxed) {
            let (level, name) = match self.shared.family {
                WINDOWS_AF_INET6 => (net::IPPROTO_IPV6 as u32, net::IPV6_RECVPKTINFO),
                _ => (net::IPPROTO_IP as u32, net::IP_PKTINFO),
            };
            socket_raw::set_int_option(self.fd(), level, name, 1)?;
            self.overlapped.reports_destinations.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// The local address of a message: the socket's own, with the host part the message was sent to.
    fn destination(&self, mut control: &[u8]) -> Option<WindowsAddress> {
        let mut address = SmallVec::<[u8; 32]>::from_slice(self.local_address().ok()?.as_bytes());
        while let Some((level, kind, data, rest)) = split_first(control) {
            control = rest;
            match (level, kind as u32, data) {
                (IPV4, net::IP_PKTINFO, &[_, _, _, _, _, _, _, _, a, b, c, d, ..]) => {
                    address.get_mut(4..8)?.copy_from_slice(&[a, b, c, d]);
                }
                (IPV6, net::IPV6_PKTINFO, data) if data.len() >= 20 => {
                    address.get_mut(8..24)?.copy_from_slice(&data[..16]);
                    if data[..2] == LINK_LOCAL {
                        address.get_mut(24..28)?.copy_from_slice(&data[16..20]);
                    }
                }
                _ => {}
            }
        }
        KernelAddress::from_windows(&address).map(KernelAddress::into_windows)
    }

    /// The control data of a message, as far as the program has asked for it.
    fn control_of_kernel(&self, mut control: &[u8]) -> Vec<ControlMessage> {
        let mut messages = Vec::new();
        while let Some((level, kind, data, rest)) = split_first(control) {
            control = rest;
            let mut add = |asked: i32, kind: i32, data: &[u8]| {
                if self.has_kept(level, asked) {
                    messages.push(ControlMessage { level, kind, data: data.into() });
                }
            };
            match (level, kind as u32, data) {
                (IPV4, net::IP_PKTINFO, &[i0, i1, i2, i3, _, _, _, _, a, b, c, d, ..]) => {
                    add(ws::IP_PKTINFO, ws::IP_PKTINFO, &[a, b, c, d, i0, i1, i2, i3]);
                    add(ws::IP_RECVDSTADDR, ws::IP_RECVDSTADDR, &[a, b, c, d]);
                    add(ws::IP_RECVIF, ws::IP_RECVIF, &[i0, i1, i2, i3]);
                }
                (IPV6, net::IPV6_PKTINFO, data) if data.len() >= 20 => {
                    add(ws::IPV6_PKTINFO, ws::IPV6_PKTINFO, &data[..20]);
                    add(ws::IPV6_RECVDSTADDR, ws::IPV6_RECVDSTADDR, &data[..16]);
                    add(ws::IPV6_RECVIF, ws::IPV6_RECVIF, &data[16..20]);
                }
                (IPV4, net::IP_TOS, &[tos, ..]) => {
                    add(ws::IP_RECVTOS, ws::IP_TOS, &i32::from(tos).to_ne_bytes());
                    add(ws::IP_RECVECN, ws::IP_ECN, &(i32::from(tos) & ECN).to_ne_bytes());
                }
                (IPV6, net::IPV6_TCLASS, data) if data.len() >= 4 => {
                    let class = word(data);
                    add(ws::IPV6_RECVTCLASS, ws::IPV6_TCLASS, &class.to_ne_bytes());
                    add(ws::IPV6_RECVECN, ws::IPV6_ECN, &(class & ECN).to_ne_bytes());
                }
                // Of these the kernel alone keeps whether they are asked for.
                (IPV4, net::IP_TTL, data) => {
                    messages.push(ControlMessage { level, kind: ws::IP_HOPLIMIT, data: data.into() });
                }
                (IPV6, net::IPV6_HOPLIMIT, data) => {
                    messages.push(ControlMessage { level, kind: ws::IPV6_HOPLIMIT, data: data.into() });
                }
                _ => {}
            }
        }
        messages
    }
}

fn word(data: &[u8]) -> i32 {
    data.first_chunk().map_or(0, |bytes| i32::from_ne_bytes(*bytes))
}

/// `MSG_MCAST` and `MSG_BCAST`, where the destination is known.
fn destination_flags(control: &[ControlMessage]) -> u32 {
    let known = control.iter().find(|message| {
        matches!((message.level, message.kind), (IPV4, ws::IP_PKTINFO) | (IPV6, ws::IPV6_PKTINFO))
    });
    match known.map(|message| (message.level, &message.data[..])) {
        Some((IPV4, &[255, 255, 255, 255, ..])) => ws::MSG_BCAST,
        Some((IPV4, &[224..=239, ..])) | Some((IPV6, &[255, ..])) => ws::MSG_MCAST,
        _ => 0,
    }
}

/// The first message of control data of the kernel: level, type, data; and what follows.
fn split_first(control: &[u8]) -> Option<(i32, i32, &[u8], &[u8])> {
    let len = usize::from_ne_bytes(*control.first_chunk()?);
    let data = control.get(HEADER_BYTES..len)?;
    let rest = control.get(len.next_multiple_of(WORD)..).unwrap_or(&[]);
    Some((word(&control[WORD..]), word(&control[WORD + 4..]), data, rest))
}

/// Control data for the kernel.
///
/// # Errors
/// `WSAEINVAL`: nothing that can be sent along, or too short.
pub(super) fn to_kernel(messages: &[ControlMessage]) -> WsaResult<Box<[u8]>> {
    let mut control = Vec::new();
    for message in messages {
        let (kind, data) = translated(message).ok_or(WsaError::WSAEINVAL)?;
        control.extend((HEADER_BYTES + data.len()).to_ne_bytes());
        control.extend(message.level.to_ne_bytes());
        control.extend((kind as i32).to_ne_bytes());
        control.extend(&data);
        control.resize(control.len().next_multiple_of(WORD), 0);
    }
    Ok(control.into())
}

fn translated(message: &ControlMessage) -> Option<(u32, SmallVec<[u8; 24]>)> {
    let data = &message.data[..];
    Some(match (message.level, message.kind) {
        (IPV4, ws::IP_PKTINFO) => {
            let &[a, b, c, d, i0, i1, i2, i3, ..] = data else { return None };
            (net::IP_PKTINFO, [i0, i1, i2, i3, a, b, c, d, 0, 0, 0, 0].as_slice().into())
        }
        (IPV6, ws::IPV6_PKTINFO) => (net::IPV6_PKTINFO, data.get(..20)?.into()),
        (IPV4, ws::IP_HOPLIMIT | ws::IP_TTL) => (net::IP_TTL, data.get(..4)?.into()),
        (IPV6, ws::IPV6_HOPLIMIT) => (net::IPV6_HOPLIMIT, data.get(..4)?.into()),
        (IPV4, ws::IP_TOS | ws::IP_ECN) => (net::IP_TOS, data.get(..4)?.into()),
        (IPV6, ws::IPV6_TCLASS | ws::IPV6_ECN) => (net::IPV6_TCLASS, data.get(..4)?.into()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packet_info_changes_its_order_on_the_way_to_the_kernel() {
        let info = [127, 0, 0, 1, 7, 0, 0, 0];
        let message = ControlMessage { level: IPV4, kind: ws::IP_PKTINFO, data: info.as_slice().into() };
        let control = to_kernel(&[message]).unwrap();
        let (level, kind, data, rest) = split_first(&control).unwrap();
        assert_eq!((level, kind as u32), (IPV4, net::IP_PKTINFO));
        assert_eq!(data, [7, 0, 0, 0, 127, 0, 0, 1, 0, 0, 0, 0]);
        assert!(rest.is_empty());
    }

    #[test]
    fn what_cannot_be_sent_along_is_refused() {
        let short = ControlMessage { level: IPV4, kind: ws::IP_PKTINFO, data: [1, 2].as_slice().into() };
        let unknown = ControlMessage { level: 77, kind: 1, data: [0; 4].as_slice().into() };
        assert_eq!(to_kernel(&[short]), Err(WsaError::WSAEINVAL));
        assert_eq!(to_kernel(&[unknown]), Err(WsaError::WSAEINVAL));
    }

    #[test]
    fn a_header_that_promises_too_much_ends_the_walk() {
        let mut control = to_kernel(&[]).unwrap().into_vec();
        assert!(split_first(&control).is_none());
        control.extend(1000usize.to_ne_bytes());
        control.extend([0; 8]);
        assert!(split_first(&control).is_none());
        control[..WORD].copy_from_slice(&1usize.to_ne_bytes());
        assert!(split_first(&control).is_none());
    }
}
