//! `SIO_ADDRESS_LIST_SORT`: a `SOCKET_ADDRESS_LIST` whose entries change places.

use std::mem::offset_of;
use std::net::{SocketAddr, SocketAddrV6};

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult, sockaddr};

use crate::lent;
use crate::socket_table::SocketObject;

const FIRST: usize = offset_of!(ws::SOCKET_ADDRESS_LIST, Address);
const ENTRY: usize = size_of::<ws::SOCKET_ADDRESS>();

/// Writes the list in the order in which its addresses are best tried; the bytes of it. Entries go on pointing where they
/// did. Both buffers may be the same.
///
/// # Errors
/// `WSAEFAULT`: a buffer is too short, or an address; `WSAEINVAL`: a negative count; `WSAEAFNOSUPPORT`: an address is no
/// `SOCKADDR_IN6`; `WSAEOPNOTSUPP`: the provider does not know.
///
/// # Safety
/// What the entries point at is valid for reads.
pub(super) unsafe fn sort(this: &SocketObject, input: &[u8], output: &mut [u8]) -> WsaResult<u32> {
    let count = *input.first_chunk().ok_or(WsaError::WSAEFAULT)?;
    let count = usize::try_from(i32::from_ne_bytes(count)).map_err(|_| WsaError::WSAEINVAL)?;
    let room = count.checked_mul(ENTRY).ok_or(WsaError::WSAEFAULT)?;
    let entries = input.get(FIRST..).and_then(|rest| rest.get(..room)).ok_or(WsaError::WSAEFAULT)?;
    let mut addresses = Vec::with_capacity(count);
    for entry in entries.chunks_exact(ENTRY) {
        // SAFETY: the caller's promise.
        addresses.push(unsafe { address(entry) }?);
    }
    let mut sorted = vec![0; FIRST];
    let preferred = this.preferred(&addresses)?;
    sorted[..4].copy_from_slice(&(preferred.len() as i32).to_ne_bytes());
    for place in preferred {
        sorted.extend_from_slice(&entries[place * ENTRY..][..ENTRY]);
    }
    output.get_mut(..sorted.len()).ok_or(WsaError::WSAEFAULT)?.copy_from_slice(&sorted);
    Ok(sorted.len() as u32)
}

/// The address that a `SOCKET_ADDRESS` points at.
///
/// # Safety
/// It is valid for reads.
unsafe fn address(entry: &[u8]) -> WsaResult<SocketAddrV6> {
    let (pointer, len) = (
        entry[offset_of!(ws::SOCKET_ADDRESS, lpSockaddr)..].first_chunk().ok_or(WsaError::WSAEFAULT)?,
        entry[offset_of!(ws::SOCKET_ADDRESS, iSockaddrLength)..].first_chunk().ok_or(WsaError::WSAEFAULT)?,
    );
    let pointer = std::ptr::with_exposed_provenance(usize::from_ne_bytes(*pointer));
    // SAFETY: the caller's promise.
    let bytes = unsafe { lent::bytes(pointer, i32::from_ne_bytes(*len)) }?;
    match sockaddr::decode(bytes)? {
        SocketAddr::V6(address) => Ok(address),
        SocketAddr::V4(_) => Err(WsaError::WSAEAFNOSUPPORT),
    }
}
