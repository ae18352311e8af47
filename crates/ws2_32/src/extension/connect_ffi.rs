//! `ConnectEx` and `DisconnectEx`.

use win32_wait::completion::Lent;
use ws2_base::overlapped::{Told, begin_lent, carry_out};
use ws2_base::socket_table::RawSocket;
use ws2_spi::LentBuffer;
use ws2_spi::overlapped::{Buffers, Operation};
use ws2_types::WsaError;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;

use super::winsock_bool;
use crate::lent;

/// Connects a bound socket and sends first data.
///
/// # Errors
/// `WSA_IO_PENDING`; `WSAEINVAL`: not bound, listening, no stream, or connected without an update of its context;
/// `WSAEISCONN`, `WSAEALREADY`, `WSAEADDRNOTAVAIL`, `WSAEFAULT`; `WSA_INVALID_PARAMETER`: no OVERLAPPED. The
/// operation: as `connect`.
///
/// # Safety
/// `address` is NULL or valid for reads of `len` bytes; `data` is NULL or valid for reads of `data_len` bytes,
/// and it and `overlapped` stay so until the operation is complete; `sent` is NULL or valid for writes.
pub(super) unsafe extern "system" fn ConnectEx(
    socket: RawSocket,
    address: *const ws::SOCKADDR,
    len: i32,
    data: *mut u8,
    data_len: u32,
    sent: *mut u32,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    winsock_bool(|| {
        // SAFETY: the caller lends it until the operation is complete.
        let lent = unsafe { Lent::new(overlapped) }.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        // SAFETY: the caller's promise.
        let address = unsafe { lent::bytes(address.cast(), len) }?.into();
        let first = LentBuffer { base: data, len: data_len as usize };
        let buffers: Buffers =
            Some(first).filter(|first| first.len > 0 && !data.is_null()).into_iter().collect();
        let bytes = begin_lent(socket, lent, Told::NOBODY, Operation::Connect { address, buffers })?;
        if !sent.is_null() {
            // SAFETY: not NULL, and the caller's to write.
            unsafe { lent::write(sent, bytes as u32) }?;
        }
        Ok(())
    })
}

/// Ends a connection gracefully; with `TF_REUSE_SOCKET` the handle can then take another one.
///
/// # Errors
/// `WSA_IO_PENDING`; `WSAENOTCONN`; `WSAEINVAL`: unknown flags, or a second handle shares the socket that is to be
/// used again.
///
/// # Blocking
/// Without OVERLAPPED: until everything before it was sent.
///
/// # Safety
/// `overlapped` is NULL or stays valid until the operation is complete.
pub(super) unsafe extern "system" fn DisconnectEx(
    socket: RawSocket,
    overlapped: *mut OVERLAPPED,
    flags: u32,
    reserved: u32,
) -> i32 {
    winsock_bool(|| {
        if flags & !ws::TF_REUSE_SOCKET != 0 || reserved != 0 {
            return Err(WsaError::WSAEINVAL);
        }
        let operation = Operation::Disconnect { reuse: flags & ws::TF_REUSE_SOCKET != 0 };
        // SAFETY: the caller lends it until the operation is complete.
        match unsafe { Lent::new(overlapped) } {
            Some(lent) => begin_lent(socket, lent, Told::NOBODY, operation).map(drop),
            None => carry_out(socket, operation).1,
        }
    })
}
