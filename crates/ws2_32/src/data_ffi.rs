//! Sending and receiving.

use ws2_base::socket_table::{RawSocket, with_socket};
use ws2_spi::WindowsAddress;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::lent::{self, AddressOut};
use crate::socket_ffi::single;

/// # Safety
/// `buffer` is valid for reads of `len` bytes.
#[unsafe(export_name = "ws2_32_send")]
pub unsafe extern "C" fn send(socket: RawSocket, buffer: *const u8, len: i32, flags: i32) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            let buffers = single(buffer.cast_mut(), len)?;
            socket.send(&buffers, flags as u32).map(|sent| sent as i32)
        })
    })
}

/// # Safety
/// `buffer` is valid for writes of `len` bytes.
#[unsafe(export_name = "ws2_32_recv")]
pub unsafe extern "C" fn recv(socket: RawSocket, buffer: *mut u8, len: i32, flags: i32) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            let buffers = single(buffer, len)?;
            socket.receive(&buffers, &mut (flags as u32)).map(|received| received as i32)
        })
    })
}

/// `recv` that fills the buffer from a longer message and says so with `MSG_PARTIAL` instead of failing.
///
/// # Safety
/// `buffer` is valid for writes of `len` bytes; `flags` is NULL or valid for reads and writes.
#[unsafe(export_name = "ws2_32_WSARecvEx")]
pub unsafe extern "C" fn WSARecvEx(socket: RawSocket, buffer: *mut u8, len: i32, flags: *mut i32) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            // SAFETY: NULL or the caller's to read and write.
            let mut kinds = unsafe { lent::read(flags) }? as u32;
            let buffers = single(buffer, len)?;
            let received = socket.receive(&buffers, &mut kinds);
            // SAFETY: read before.
            unsafe { lent::write(flags, kinds as i32) }?;
            match received {
                Err(WsaError::WSAEMSGSIZE) => Ok(len),
                received => received.map(|received| received as i32),
            }
        })
    })
}

/// # Safety
/// `buffer` is valid for reads of `len` bytes, `to` for `to_len`.
#[unsafe(export_name = "ws2_32_sendto")]
pub unsafe extern "C" fn sendto(
    socket: RawSocket,
    buffer: *const u8,
    len: i32,
    flags: i32,
    to: *const ws::SOCKADDR,
    to_len: i32,
) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            let buffers = single(buffer.cast_mut(), len)?;
            let sent = if to.is_null() {
                socket.send(&buffers, flags as u32)?
            } else {
                // SAFETY: the caller's promise.
                socket.send_to(&buffers, flags as u32, unsafe { lent::bytes(to.cast(), to_len) }?)?
            };
            Ok(sent as i32)
        })
    })
}

/// # Safety
/// `buffer` is valid for writes of `len` bytes; `from` and `from_len` as `recvfrom` documents.
#[unsafe(export_name = "ws2_32_recvfrom")]
pub unsafe extern "C" fn recvfrom(
    socket: RawSocket,
    buffer: *mut u8,
    len: i32,
    flags: i32,
    from: *mut ws::SOCKADDR,
    from_len: *mut i32,
) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            let buffers = single(buffer, len)?;
            // SAFETY: the caller's promise.
            let out = unsafe { AddressOut::optional(from, from_len) }?;
            let Some(out) = out else {
                return socket.receive(&buffers, &mut (flags as u32)).map(|received| received as i32);
            };
            out.require_room(socket.protocol().iAddressFamily)?;
            let mut sender = None;
            let received = socket.receive_from(&buffers, &mut (flags as u32), &mut sender);
            hand_out(&out, sender.as_ref())?;
            received.map(|received| received as i32)
        })
    })
}

pub(crate) fn hand_out(out: &AddressOut, sender: Option<&WindowsAddress>) -> WsaResult<()> {
    match sender {
        Some(sender) => out.fill(sender.as_bytes()),
        None => Ok(()),
    }
}
