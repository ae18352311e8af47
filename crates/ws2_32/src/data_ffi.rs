//! Sending and receiving.

use ws2_dispatch::socket_table::{RawSocket, with_socket};
use ws2_spi::WindowsAddress;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::lent::{self, AddressOut, with_buffers};
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

fn hand_out(out: &AddressOut, sender: Option<&WindowsAddress>) -> WsaResult<()> {
    match sender {
        Some(sender) => out.fill(sender.as_bytes()),
        None => Ok(()),
    }
}

/// Overlapped sends are not offered yet: `WSAEOPNOTSUPP`.
///
/// # Safety
/// `buffers` is valid for reads of `count` entries; `sent` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WSASend")]
pub unsafe extern "C" fn WSASend(
    socket: RawSocket,
    buffers: *const ws::WSABUF,
    count: u32,
    sent: *mut u32,
    flags: u32,
    overlapped: *mut ws2_types::abi::io::OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            require_synchronous(overlapped, routine)?;
            require_out(sent)?;
            // SAFETY: the caller's promise.
            let bytes = unsafe { with_buffers(buffers, count, |buffers| socket.send(buffers, flags)) }?;
            // SAFETY: the caller's promise.
            unsafe { lent::write(sent, bytes as u32) }?;
            Ok(0)
        })
    })
}

/// Overlapped sends are not offered yet: `WSAEOPNOTSUPP`.
///
/// # Safety
/// As [`WSASend`]; `to` is NULL or valid for reads of `to_len` bytes.
#[unsafe(export_name = "ws2_32_WSASendTo")]
pub unsafe extern "C" fn WSASendTo(
    socket: RawSocket,
    buffers: *const ws::WSABUF,
    count: u32,
    sent: *mut u32,
    flags: u32,
    to: *const ws::SOCKADDR,
    to_len: i32,
    overlapped: *mut ws2_types::abi::io::OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            require_synchronous(overlapped, routine)?;
            require_out(sent)?;
            // SAFETY: the caller's promise.
            let to = if to.is_null() { None } else { Some(unsafe { lent::bytes(to.cast(), to_len) }?) };
            let call = |buffers: &[ws2_spi::LentBuffer]| match to {
                Some(to) => socket.send_to(buffers, flags, to),
                None => socket.send(buffers, flags),
            };
            // SAFETY: the caller's promise.
            let bytes = unsafe { with_buffers(buffers, count, call) }?;
            // SAFETY: the caller's promise.
            unsafe { lent::write(sent, bytes as u32) }?;
            Ok(0)
        })
    })
}

/// Overlapped receives are not offered yet: `WSAEOPNOTSUPP`.
///
/// # Safety
/// `buffers` is valid for reads of `count` entries and each for writes of its length; `received` is NULL or
/// valid for writes, `flags` for both.
#[unsafe(export_name = "ws2_32_WSARecv")]
pub unsafe extern "C" fn WSARecv(
    socket: RawSocket,
    buffers: *const ws::WSABUF,
    count: u32,
    received: *mut u32,
    flags: *mut u32,
    overlapped: *mut ws2_types::abi::io::OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            require_synchronous(overlapped, routine)?;
            require_out(received)?;
            // SAFETY: NULL or the caller's to read and write.
            let mut kinds = unsafe { lent::read(flags) }?;
            let call = |buffers: &[ws2_spi::LentBuffer]| socket.receive(buffers, &mut kinds);
            // SAFETY: the caller's promise.
            let outcome = unsafe { with_buffers(buffers, count, call) };
            // SAFETY: the caller's promise; flags were read before.
            unsafe {
                lent::write(flags, kinds)?;
                lent::write(received, outcome? as u32)?;
            }
            Ok(0)
        })
    })
}

/// Overlapped receives are not offered yet: `WSAEOPNOTSUPP`.
///
/// # Safety
/// As [`WSARecv`]; `from` and `from_len` as `recvfrom` documents.
#[unsafe(export_name = "ws2_32_WSARecvFrom")]
pub unsafe extern "C" fn WSARecvFrom(
    socket: RawSocket,
    buffers: *const ws::WSABUF,
    count: u32,
    received: *mut u32,
    flags: *mut u32,
    from: *mut ws::SOCKADDR,
    from_len: *mut i32,
    overlapped: *mut ws2_types::abi::io::OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            require_synchronous(overlapped, routine)?;
            require_out(received)?;
            // SAFETY: NULL or the caller's to read and write.
            let mut kinds = unsafe { lent::read(flags) }?;
            // SAFETY: the caller's promise.
            let out = unsafe { AddressOut::optional(from, from_len) }?;
            out.iter().try_for_each(|out| out.require_room(socket.protocol().iAddressFamily))?;
            let mut sender = None;
            let call = |buffers: &[ws2_spi::LentBuffer]| match out {
                Some(_) => socket.receive_from(buffers, &mut kinds, &mut sender),
                None => socket.receive(buffers, &mut kinds),
            };
            // SAFETY: the caller's promise.
            let outcome = unsafe { with_buffers(buffers, count, call) };
            // SAFETY: read before.
            unsafe { lent::write(flags, kinds) }?;
            out.iter().try_for_each(|out| hand_out(out, sender.as_ref()))?;
            // SAFETY: the caller's promise.
            unsafe { lent::write(received, outcome? as u32) }?;
            Ok(0)
        })
    })
}

fn require_synchronous(
    overlapped: *mut ws2_types::abi::io::OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> WsaResult<()> {
    // A routine without an OVERLAPPED is passed over, as documented.
    let _ = routine;
    if overlapped.is_null() { Ok(()) } else { Err(WsaError::WSAEOPNOTSUPP) }
}

fn require_out(count: *mut u32) -> WsaResult<()> {
    if count.is_null() { Err(WsaError::WSAEFAULT) } else { Ok(()) }
}
