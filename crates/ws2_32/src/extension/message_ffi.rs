//! `WSARecvMsg` and `WSASendMsg`: messages with control data.

use std::mem::offset_of;

use win32_wait::completion::Lent;
use ws2_base::overlapped::{Told, begin_lent, carry_out, owned_buffers};
use ws2_base::socket_table::RawSocket;
use ws2_spi::overlapped::{ControlMessage, MessageFacts, MessageSlot, Operation};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::lent;

const HEADER_BYTES: usize = size_of::<ws::CMSGHDR>();
const ALIGNMENT: usize = align_of::<ws::CMSGHDR>();

/// Receives a datagram with its sender and control data.
///
/// # Errors
/// As `WSARecvFrom`; `WSAEFAULT`: NULL, or too little room for the sender; `WSAEMSGSIZE`: data or control data was
/// cut off, `dwFlags` says which; `WSAEOPNOTSUPP`: a stream.
///
/// # Blocking
/// Without OVERLAPPED on a blocking socket: until a datagram comes.
///
/// # Safety
/// `message` and what it names are valid for reads and writes, until the operation is complete; so is
/// `overlapped` unless NULL. `received` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSARecvMsg(
    socket: RawSocket,
    message: *mut ws::WSAMSG,
    received: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
        // SAFETY: NULL or the caller's to read.
        let asked = unsafe { lent::read(message) }?;
        // SAFETY: the caller's promise.
        let buffers = unsafe { owned_buffers(asked.lpBuffers, asked.dwBufferCount) }?;
        let slot = Box::new(Message(message));
        let operation = Operation::ReceiveMessage { buffers, flags: asked.dwFlags, slot };
        // SAFETY: the caller's promise.
        unsafe { perform(socket, operation, received, overlapped, routine) }
    })
}

/// Sends a datagram, with control data if given.
///
/// # Errors
/// As `WSASendTo`; `WSAEFAULT`: NULL; `WSAEINVAL`: control data that cannot be sent along.
///
/// # Blocking
/// Without OVERLAPPED on a blocking socket: until the datagram is taken.
///
/// # Safety
/// `message` and what it names are valid for reads, the buffers until the operation is complete; so is
/// `overlapped` unless NULL. `sent` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSASendMsg(
    socket: RawSocket,
    message: *const ws::WSAMSG,
    flags: u32,
    sent: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
        // SAFETY: NULL or the caller's to read.
        let message = unsafe { lent::read(message) }?;
        // SAFETY: the caller's promise.
        let buffers = unsafe { owned_buffers(message.lpBuffers, message.dwBufferCount) }?;
        let to = match message.name.is_null() {
            true => None,
            // SAFETY: the caller's promise.
            false => Some(unsafe { lent::bytes(message.name.cast(), message.namelen) }?.into()),
        };
        let control = match message.Control.buf.is_null() {
            true => Vec::new(),
            // SAFETY: the caller's promise.
            false => control_messages(unsafe {
                lent::bytes(message.Control.buf, i32::try_from(message.Control.len).unwrap_or(-1))
            }?)?,
        };
        let operation = Operation::SendMessage { buffers, flags, to, control };
        // SAFETY: the caller's promise.
        unsafe { perform(socket, operation, sent, overlapped, routine) }
    })
}

/// # Safety
/// `bytes` is NULL or valid for writes; `overlapped`, unless NULL, until the operation is complete.
unsafe fn perform(
    socket: RawSocket,
    operation: Operation,
    bytes: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> WsaResult<i32> {
    // SAFETY: passed on.
    let (moved, outcome) = match unsafe { Lent::new(overlapped) } {
        Some(lent) => (begin_lent(socket, lent, Told { routine, thread: None }, operation)?, Ok(())),
        None => carry_out(socket, operation),
    };
    if !bytes.is_null() {
        // SAFETY: not NULL, and the caller's to write.
        unsafe { lent::write(bytes, moved as u32) }?;
    }
    outcome.map(|()| 0)
}

/// Reads the program's control data.
///
/// # Errors
/// `WSAEINVAL`: a length that leads out of it.
pub(super) fn control_messages(mut control: &[u8]) -> WsaResult<Vec<ControlMessage>> {
    let mut messages = Vec::new();
    while control.len() >= HEADER_BYTES {
        let word = |at: usize| control[at..].first_chunk().map_or(0, |bytes| i32::from_ne_bytes(*bytes));
        let len = control.first_chunk().map_or(0, |bytes| usize::from_ne_bytes(*bytes));
        let data = control.get(HEADER_BYTES..len).ok_or(WsaError::WSAEINVAL)?;
        messages.push(ControlMessage {
            level: word(offset_of!(ws::CMSGHDR, cmsg_level)),
            kind: word(offset_of!(ws::CMSGHDR, cmsg_type)),
            data: data.into(),
        });
        control = control.get(len.next_multiple_of(ALIGNMENT)..).unwrap_or(&[]);
    }
    Ok(messages)
}

/// The program's `WSAMSG`, lent until the operation is complete.
struct Message(*mut ws::WSAMSG);

// SAFETY: lent to the library as a whole; only the completing thread writes there.
unsafe impl Send for Message {}

impl MessageSlot for Message {
    fn fill(&self, facts: &MessageFacts<'_>) -> WsaResult<()> {
        // SAFETY: the call has read it, and it is lent until completion.
        let mut message = unsafe { self.0.read_unaligned() };
        let sender = facts.sender.as_bytes();
        let fits = message.namelen >= 0 && sender.len() <= message.namelen as usize;
        if !message.name.is_null() && fits {
            // SAFETY: the room was just compared.
            unsafe { std::ptr::copy_nonoverlapping(sender.as_ptr(), message.name.cast(), sender.len()) };
            message.namelen = sender.len() as i32;
        }
        let (used, cut_off) = put_control(&message.Control, facts.control);
        message.Control.len = used as u32;
        message.dwFlags = facts.flags | if cut_off { ws::MSG_CTRUNC } else { 0 };
        // SAFETY: as for the read.
        unsafe { self.0.write_unaligned(message) };
        match () {
            () if !message.name.is_null() && !fits => Err(WsaError::WSAEFAULT),
            () if cut_off => Err(WsaError::WSAEMSGSIZE),
            () => Ok(()),
        }
    }
}

/// Writes as many whole messages as fit: how many bytes they take, and whether one was left out.
pub(super) fn put_control(room: &ws::WSABUF, messages: &[ControlMessage]) -> (usize, bool) {
    let mut used = 0;
    for message in messages {
        let len = HEADER_BYTES + message.data.len();
        let whole = len.next_multiple_of(ALIGNMENT);
        if room.buf.is_null() || used + whole > room.len as usize {
            return (used, true);
        }
        let header = ws::CMSGHDR { cmsg_len: len, cmsg_level: message.level, cmsg_type: message.kind };
        let at = room.buf.wrapping_add(used);
        // SAFETY: the room was just compared, and is the program's to lend.
        unsafe {
            at.write_bytes(0, whole);
            at.cast::<ws::CMSGHDR>().write_unaligned(header);
            std::ptr::copy_nonoverlapping(message.data.as_ptr(), at.add(HEADER_BYTES), message.data.len());
        }
        used += whole;
    }
    (used, false)
}
