//! What a TCP socket still holds: bytes not yet acknowledged by the peer, bytes not yet read by us.

use std::sync::atomic::AtomicU8;

use linux_raw_sys::{ioctl, net};
use rustix::fd::BorrowedFd;

use crate::errno::SysResult;
use crate::filter_raw;
use crate::socket_raw::{self, LentBuffer};

/// `SIOCOUTQ`, which shares its number with the terminal call of the same meaning.
const SIOCOUTQ: u32 = ioctl::TIOCOUTQ;
/// Input that is thrown away goes here, this many times over in one call.
static SINK: [AtomicU8; 1 << 16] = [const { AtomicU8::new(0) }; 1 << 16];
const SINK_TIMES: usize = 64;

/// Bytes sent or queued that the peer has not acknowledged; a queued FIN counts as one byte.
pub fn unacknowledged_bytes(fd: BorrowedFd<'_>) -> SysResult<u32> {
    socket_raw::int_ioctl(fd, SIOCOUTQ).map(|bytes| bytes.max(0) as u32)
}

/// Bytes that could be received without waiting.
pub fn unread_bytes(fd: BorrowedFd<'_>) -> SysResult<u32> {
    socket_raw::int_ioctl(fd, ioctl::FIONREAD).map(|bytes| bytes.max(0) as u32)
}

/// Memory that waiting input takes up, as the kernel counts it: it grows with every datagram that arrives.
pub fn receive_memory(fd: BorrowedFd<'_>) -> SysResult<u32> {
    let mut memory = [0u8; 4];
    // The first word of what SO_MEMINFO tells.
    socket_raw::option(fd, net::SOL_SOCKET, net::SO_MEMINFO, &mut memory)?;
    Ok(u32::from_ne_bytes(memory))
}

/// Whether a connection certainly has nothing queued in either direction: one call instead of the two exact
/// ones. `false` proves nothing, since the kernel also counts memory it has not tidied up yet.
pub fn is_certainly_idle(fd: BorrowedFd<'_>) -> bool {
    const RECEIVE_MEMORY: usize = 0;
    const SEND_QUEUE: usize = 5;
    let mut info = [[0u8; 4]; 9];
    let bytes = info.as_flattened_mut();
    match socket_raw::option(fd, net::SOL_SOCKET, net::SO_MEMINFO, bytes) {
        Ok(len) if len == 9 * 4 => info[RECEIVE_MEMORY] == [0; 4] && info[SEND_QUEUE] == [0; 4],
        _ => false,
    }
}

/// Throws away all input, present and future, without telling the peer.
///
/// Closing a TCP socket that holds unread input, or that gets input afterwards, makes the kernel reset the
/// connection and drop queued output. A one-instruction packet filter (accept one byte, which the kernel
/// rounds up to the TCP header) strips the payload of all further segments but lets their acknowledgements
/// through; what is queued already is then discarded. After that `close` sends the queue and FIN, in the
/// kernel, even when this process ends. Measured on 6.18.
pub fn discard_input(fd: BorrowedFd<'_>) -> SysResult<()> {
    filter_raw::truncate_input(fd, 1)?;
    drop_unread(fd);
    Ok(())
}

/// Throws away what can be read now.
pub fn drop_unread(fd: BorrowedFd<'_>) {
    // MSG_TRUNC makes TCP count and drop the bytes without copying them anywhere. All the same the room is real:
    // memory checkers believe that it is written.
    let base = SINK.as_ptr().cast_mut().cast();
    let nowhere = [LentBuffer { base, len: SINK.len() }; SINK_TIMES];
    let flags = net::MSG_TRUNC | net::MSG_DONTWAIT;
    while matches!(socket_raw::receive_message(fd, &nowhere, flags, None), Ok(received) if received.bytes > 0)
    {
    }
}

/// The part of TCP's state that closing asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TcpState {
    /// The connection is over, by a reset or a time-out; queue counts mean nothing any more.
    Closed,
    /// The peer has sent its FIN and ours is not sent yet (CLOSE_WAIT).
    PeerHasFinished,
    /// Any other.
    Other,
}

/// How a TCP connection stands.
pub fn tcp_state(fd: BorrowedFd<'_>) -> SysResult<TcpState> {
    const CLOSE: u8 = 7;
    const CLOSE_WAIT: u8 = 8;
    let mut info = [0u8; 8];
    socket_raw::option(fd, net::IPPROTO_TCP as u32, net::TCP_INFO, &mut info)?;
    Ok(match info[0] {
        CLOSE => TcpState::Closed,
        CLOSE_WAIT => TcpState::PeerHasFinished,
        _ => TcpState::Other,
    })
}
