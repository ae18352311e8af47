//! Registered buffers: memory that requests name by an id and a slice of it.

use std::ptr::with_exposed_provenance_mut;

use ws2_sys::memory_raw;
use ws2_sys::socket_raw::LentBuffer;
use ws2_types::{WsaError, WsaResult};

use crate::dispatcher;
use crate::handle_table::{Handle, Object};

/// A registered buffer. A request takes its slice from it, so the registration may end before the request does.
pub struct RegisteredBuffer {
    start: usize,
    len: usize,
}

impl RegisteredBuffer {
    /// Registers memory, and brings it in as Windows does.
    ///
    /// # Errors
    /// `WSAEINVAL`: no bytes. `WSAEFAULT`: no memory there.
    pub fn new(memory: LentBuffer) -> WsaResult<RegisteredBuffer> {
        if memory.len == 0 {
            return Err(WsaError::WSAEINVAL);
        }
        if memory.base.is_null() || !memory_raw::is_readable(memory.base, memory.len) {
            return Err(WsaError::WSAEFAULT);
        }
        Ok(RegisteredBuffer { start: memory.base.expose_provenance(), len: memory.len })
    }

    /// A part of it.
    ///
    /// # Errors
    /// `WSAEINVAL`: it leads out of the buffer.
    pub fn slice(&self, offset: u32, len: u32) -> WsaResult<LentBuffer> {
        let (offset, len) = (offset as usize, len as usize);
        if offset + len > self.len {
            return Err(WsaError::WSAEINVAL);
        }
        Ok(LentBuffer { base: with_exposed_provenance_mut(self.start + offset), len })
    }
}

impl Object for RegisteredBuffer {
    /// `RIODeregisterBuffer`
    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_stay_inside() {
        let mut bytes = [0u8; 10];
        let memory = LentBuffer { base: bytes.as_mut_ptr(), len: bytes.len() };
        let buffer = RegisteredBuffer::new(memory).unwrap();
        let slice = |offset, len| buffer.slice(offset, len).map(|slice| (slice.base.addr(), slice.len));
        assert_eq!(slice(0, 10), Ok((bytes.as_ptr().addr(), 10)));
        assert_eq!(slice(10, 0), Ok((bytes.as_ptr().addr() + 10, 0)));
        assert_eq!(slice(3, 7), Ok((bytes.as_ptr().addr() + 3, 7)));
        assert_eq!(slice(3, 8), Err(WsaError::WSAEINVAL));
        assert_eq!(slice(u32::MAX, u32::MAX), Err(WsaError::WSAEINVAL));
    }

    #[test]
    fn only_memory_is_registered() {
        let refused = |base, len| RegisteredBuffer::new(LentBuffer { base, len }).err();
        let mut byte = 0u8;
        assert_eq!(refused(&raw mut byte, 0), Some(WsaError::WSAEINVAL));
        assert_eq!(refused(std::ptr::null_mut(), 1), Some(WsaError::WSAEFAULT));
        assert_eq!(refused(std::ptr::without_provenance_mut(64), 1), Some(WsaError::WSAEFAULT));
    }
}
