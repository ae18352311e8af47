//! Sending and receiving.

use ws2_base::socket_table::RawSocket;
use ws2_dispatch::route::down;
use ws2_dispatch::sockets;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::lent;

/// The one buffer of a call that has a single one. A length that cannot be is left to the provider as a buffer that is
/// not there.
fn single(buffer: *mut u8, len: i32) -> ws::WSABUF {
    match u32::try_from(len) {
        Ok(len) => ws::WSABUF { len, buf: buffer },
        Err(_) => ws::WSABUF { len: 1, buf: std::ptr::null_mut() },
    }
}

/// # Safety
/// `buffer` is valid for reads of `len` bytes.
#[unsafe(export_name = "ws2_32_send")]
pub unsafe extern "C" fn send(socket: RawSocket, buffer: *const u8, len: i32, flags: i32) -> i32 {
    winsock(|| {
        let (data, mut sent) = (single(buffer.cast_mut(), len), 0);
        down(socket, |provider, error| {
            let (none, nobody) = (std::ptr::null_mut(), std::ptr::null());
            // SAFETY: the caller's promise.
            unsafe {
                (provider.lpWSPSend)(
                    socket,
                    &raw const data,
                    1,
                    &raw mut sent,
                    flags as u32,
                    none,
                    None,
                    nobody,
                    error,
                )
            }
        })?;
        Ok(sent as i32)
    })
}

/// # Safety
/// `buffer` is valid for writes of `len` bytes.
unsafe fn receive(socket: RawSocket, buffer: *mut u8, len: i32, flags: &mut u32) -> WsaResult<i32> {
    let (data, mut received) = (single(buffer, len), 0);
    down(socket, |provider, error| {
        let (none, nobody) = (std::ptr::null_mut(), std::ptr::null());
        // SAFETY: the caller's promise.
        unsafe {
            (provider.lpWSPRecv)(
                socket,
                &raw const data,
                1,
                &raw mut received,
                flags,
                none,
                None,
                nobody,
                error,
            )
        }
    })?;
    Ok(received as i32)
}

/// # Safety
/// `buffer` is valid for writes of `len` bytes.
#[unsafe(export_name = "ws2_32_recv")]
pub unsafe extern "C" fn recv(socket: RawSocket, buffer: *mut u8, len: i32, flags: i32) -> i32 {
    // SAFETY: passed on.
    winsock(|| unsafe { receive(socket, buffer, len, &mut (flags as u32)) })
}

/// `recv` that fills the buffer from a longer message and says so with `MSG_PARTIAL` instead of failing.
///
/// # Safety
/// `buffer` is valid for writes of `len` bytes; `flags` is NULL or valid for reads and writes.
#[unsafe(export_name = "ws2_32_WSARecvEx")]
pub unsafe extern "C" fn WSARecvEx(socket: RawSocket, buffer: *mut u8, len: i32, flags: *mut i32) -> i32 {
    winsock(|| {
        // SAFETY: NULL or the caller's to read and write.
        let Ok(kinds) = (unsafe { lent::read(flags) }) else {
            sockets::require(socket)?;
            return Err(WsaError::WSAEFAULT);
        };
        let mut kinds = kinds as u32;
        // SAFETY: the caller's promise.
        let received = unsafe { receive(socket, buffer, len, &mut kinds) };
        // SAFETY: read before.
        unsafe { lent::write(flags, kinds as i32) }?;
        match received {
            Err(WsaError::WSAEMSGSIZE) => Ok(len),
            received => received,
        }
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
        let (data, mut sent) = (single(buffer.cast_mut(), len), 0);
        down(socket, |provider, error| {
            let (none, nobody) = (std::ptr::null_mut(), std::ptr::null());
            // SAFETY: the caller's promise.
            unsafe {
                (provider.lpWSPSendTo)(
                    socket,
                    &raw const data,
                    1,
                    &raw mut sent,
                    flags as u32,
                    to,
                    to_len,
                    none,
                    None,
                    nobody,
                    error,
                )
            }
        })?;
        Ok(sent as i32)
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
        let (data, mut received, mut flags) = (single(buffer, len), 0, flags as u32);
        down(socket, |provider, error| {
            let (none, nobody) = (std::ptr::null_mut(), std::ptr::null());
            // SAFETY: the caller's promise.
            unsafe {
                (provider.lpWSPRecvFrom)(
                    socket,
                    &raw const data,
                    1,
                    &raw mut received,
                    &raw mut flags,
                    from,
                    from_len,
                    none,
                    None,
                    nobody,
                    error,
                )
            }
        })?;
        Ok(received as i32)
    })
}
