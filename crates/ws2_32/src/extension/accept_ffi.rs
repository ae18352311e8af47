//! `AcceptEx` and `GetAcceptExSockaddrs`.

use win32_wait::completion::Lent;
use ws2_base::overlapped::{Told, begin_lent, by_handle};
use ws2_base::socket_table::{self, RawSocket};
use ws2_spi::overlapped::{AddressesSlot, Operation};
use ws2_spi::{LentBuffer, WindowsAddress};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::winsock_bool;
use crate::lent;

/// Room beside each address that programs must leave.
const SPARE_BYTES: u32 = 16;

/// Accepts a connection into a socket the program made, with first data if it leaves room for it.
///
/// # Errors
/// `WSA_IO_PENDING`; `WSAENOTSOCK`; `WSAEFAULT`: no buffer, or too little room for an address; `WSAEINVAL`: the
/// listener does not listen, or the acceptor is no unused stream socket of its family; `WSA_INVALID_PARAMETER`:
/// no OVERLAPPED.
///
/// # Safety
/// `buffer` is NULL or valid for writes of the three lengths, and it and `overlapped` stay so until the operation
/// is complete; `received` is NULL or valid for writes.
pub(super) unsafe extern "system" fn AcceptEx(
    listener: RawSocket,
    acceptor: RawSocket,
    buffer: *mut u8,
    data_len: u32,
    local_room: u32,
    remote_room: u32,
    received: *mut u32,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    winsock_bool(|| {
        // SAFETY: the caller lends it until the operation is complete.
        let lent = unsafe { Lent::new(overlapped) }.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
        let family = socket_table::pin(listener)?.protocol().iAddressFamily;
        if buffer.is_null() || local_room.min(remote_room) < address_bytes(family) + SPARE_BYTES {
            return Err(WsaError::WSAEFAULT);
        }
        let local = buffer.wrapping_add(data_len as usize);
        let rooms = Rooms { local, remote: local.wrapping_add(local_room as usize) };
        let operation = Operation::Accept {
            listener: by_handle(listener)?,
            acceptor: by_handle(acceptor)?,
            first_data: (data_len > 0).then_some(LentBuffer { base: buffer, len: data_len as usize }),
            addresses: Box::new(rooms),
        };
        let bytes = begin_lent(listener, lent, Told::NOBODY, operation)?;
        if !received.is_null() {
            // SAFETY: not NULL, and the caller's to write.
            unsafe { lent::write(received, bytes as u32) }?;
        }
        Ok(())
    })
}

fn address_bytes(family: i32) -> u32 {
    if family == i32::from(ws::AF_INET6) { 28 } else { 16 }
}

/// Room for two addresses in the program's buffer, each enough for the listener's family.
struct Rooms {
    local: *mut u8,
    remote: *mut u8,
}

// SAFETY: lent to the library as a whole; only the completing thread writes there.
unsafe impl Send for Rooms {}

impl AddressesSlot for Rooms {
    fn fill(&self, local: &WindowsAddress, remote: &WindowsAddress) {
        for (room, address) in [(self.local, local.as_bytes()), (self.remote, remote.as_bytes())] {
            // SAFETY: each room was checked to hold an address of the family.
            unsafe { std::ptr::copy_nonoverlapping(address.as_ptr(), room, address.len()) };
        }
    }
}

/// Finds the addresses in a buffer that `AcceptEx` has filled.
///
/// # Safety
/// The buffer and its lengths are those of a complete `AcceptEx`; the outputs are NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetAcceptExSockaddrs")]
pub unsafe extern "C" fn GetAcceptExSockaddrs(
    buffer: *mut u8,
    data_len: u32,
    local_room: u32,
    _remote_room: u32,
    local: *mut *mut u8,
    local_len: *mut i32,
    remote: *mut *mut u8,
    remote_len: *mut i32,
) {
    let local_at = if buffer.is_null() { buffer } else { buffer.wrapping_add(data_len as usize) };
    let remote_at = if buffer.is_null() { buffer } else { local_at.wrapping_add(local_room as usize) };
    for (at, address, len) in [(local_at, local, local_len), (remote_at, remote, remote_len)] {
        // SAFETY: the caller's promise.
        let family: WsaResult<u16> = unsafe { lent::read(at.cast()) };
        let bytes = family.map_or(0, |family| address_bytes(family.into()) as i32);
        // SAFETY: NULL or the caller's to write.
        let _ = unsafe { (lent::write(address, at), lent::write(len, bytes)) };
    }
}
