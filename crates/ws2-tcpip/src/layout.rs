//! Structures of Windows written as bytes into a program's buffer, which may have any alignment.

use std::mem::offset_of;

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

/// Copies an answer; its length.
///
/// # Errors
/// `WSAEFAULT`: the buffer is too short.
pub(crate) fn put(buffer: &mut [u8], answer: &[u8]) -> WsaResult<usize> {
    buffer.get_mut(..answer.len()).ok_or(WsaError::WSAEFAULT)?.copy_from_slice(answer);
    Ok(answer.len())
}

/// A 4-byte answer.
///
/// # Errors
/// `WSAEFAULT`: the buffer is too short.
pub(crate) fn put_word(buffer: &mut [u8], word: u32) -> WsaResult<usize> {
    put(buffer, &word.to_ne_bytes())
}

/// The leading 4 bytes of an input.
///
/// # Errors
/// `WSAEFAULT`: shorter.
pub(crate) fn word(input: &[u8], offset: usize) -> WsaResult<u32> {
    let bytes = input.get(offset..).and_then(<[u8]>::first_chunk).ok_or(WsaError::WSAEFAULT)?;
    Ok(u32::from_ne_bytes(*bytes))
}

/// A structure whose members point at data behind it in the same buffer. It is put together here and copied
/// there when complete, so that a short buffer stays untouched.
pub(crate) struct Pointers {
    base: usize,
    bytes: Vec<u8>,
}

impl Pointers {
    /// An image of `len` zero bytes that will stand at the start of `buffer`.
    pub(crate) fn to(buffer: &[u8], len: usize) -> Pointers {
        Pointers { base: buffer.as_ptr().addr(), bytes: vec![0; len] }
    }

    pub(crate) fn set(&mut self, offset: usize, member: &[u8]) {
        self.bytes[offset..offset + member.len()].copy_from_slice(member);
    }

    /// Fills the `SOCKET_ADDRESS` at `offset` and appends the address it points at.
    pub(crate) fn socket_address(&mut self, offset: usize, address: &[u8]) {
        let pointer = self.base + self.bytes.len();
        let len = address.len() as i32;
        self.set(offset + offset_of!(ws::SOCKET_ADDRESS, lpSockaddr), &pointer.to_ne_bytes());
        self.set(offset + offset_of!(ws::SOCKET_ADDRESS, iSockaddrLength), &len.to_ne_bytes());
        self.bytes.extend_from_slice(address);
        // The next address shall be aligned as this one is.
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
