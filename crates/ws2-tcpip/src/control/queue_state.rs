//! The codes of `ioctlsocket`: mode, readable bytes, urgent mark.

use std::time::Duration;

use ws2_engine::state::State;
use ws2_sys::linux::{ioctl, net};
use ws2_sys::poll::{self, POLLPRI, PollEntry};
use ws2_sys::{AsRawFd, queue, socket_raw};
use ws2_types::WsaResult;

use crate::layout;
use crate::socket::Socket;

/// `FIONBIO`. `WSAEINVAL`: it is to block while network events are selected.
pub(super) fn set_nonblocking(socket: &Socket, input: &[u8], _output: &mut [u8]) -> WsaResult<usize> {
    let on = layout::word(input, 0)? != 0;
    let change = |state: State| state.check_mode(on).map_or(state, |()| state.with_nonblocking(on));
    socket.update_state(change).check_mode(on)?;
    Ok(0)
}

/// `FIONREAD`.
pub(super) fn readable_bytes(socket: &Socket, _input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
    layout::put_word(output, queue::unread_bytes(socket.fd())?)
}

/// `SIOCATMARK`. The kernel answers TRUE at the place of urgent data only; Windows also when there is none.
pub(super) fn at_mark(socket: &Socket, _input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
    let urgent_pending = is_urgent_pending(socket)?;
    let at_mark = !urgent_pending || (is_urgent_inline(socket)? && is_at_kernel_mark(socket)?);
    layout::put_word(output, u32::from(at_mark))
}

fn is_urgent_pending(socket: &Socket) -> WsaResult<bool> {
    let mut entry = [PollEntry { fd: socket.fd().as_raw_fd(), events: POLLPRI as u16, revents: 0 }];
    poll::wait(&mut entry, Some(Duration::ZERO))?;
    Ok(u32::from(entry[0].revents) & POLLPRI != 0)
}

fn is_urgent_inline(socket: &Socket) -> WsaResult<bool> {
    Ok(socket_raw::int_option(socket.fd(), net::SOL_SOCKET, net::SO_OOBINLINE)? != 0)
}

fn is_at_kernel_mark(socket: &Socket) -> WsaResult<bool> {
    Ok(socket_raw::int_ioctl(socket.fd(), ioctl::SIOCATMARK)? != 0)
}
