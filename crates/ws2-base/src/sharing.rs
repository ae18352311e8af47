//! Sockets for other processes: what stands in `dwProviderReserved` between `WSADuplicateSocket` and `WSASocket`.
//!
//! For a handle in the same process it is the handle, a multiple of 4. For another process it is the number of a ticket
//! ([`ws2_sys::ticket`]), which is odd.

use ws2_sys::errno::Errno;
use ws2_sys::ticket::{self, Taken};
use ws2_types::{WsaError, WsaResult};

use crate::socket_table::{self, RawSocket, SocketObject};
use crate::transports;

/// Makes a second handle of a socket ready for a process. For another process it counts as open from now on, until that
/// process has closed it or is gone.
///
/// # Errors
/// `WSAENOTSOCK`: closed meanwhile. `WSAEINVAL`: no such process, or one of another user. `WSAEMFILE`, `WSAENOBUFS`.
pub fn offer(socket: RawSocket, object: &SocketObject, process: u32) -> WsaResult<u32> {
    if process == std::process::id() {
        return Ok(socket as u32);
    }
    let note = Note { catalog_id: object.protocol().dwCatalogEntryId, flags: object.flags() };
    ticket::offer(process, &note.into_bytes(), object.share()?).map_err(error_of)
}

/// Opens the handle that was made ready.
///
/// # Errors
/// `WSAEINVAL`: there is none for this process, or it was opened before. `WSAEMFILE`, `WSAENOBUFS`: none was opened,
/// another try may. `WSAENETDOWN`: nobody answers.
pub fn accept(reserved: u32) -> WsaResult<RawSocket> {
    if reserved & 1 == 0 {
        return socket_table::duplicate(reserved as RawSocket).map_err(|_| WsaError::WSAEINVAL);
    }
    let Taken { note, descriptors, receipt } = ticket::take(reserved).map_err(error_of)?;
    let Note { catalog_id, flags } = Note::from_bytes(&note).ok_or(WsaError::WSAEINVAL)?;
    let protocol = transports::by_id(catalog_id)?;
    let socket = socket_table::insert(protocol.transport.adopt(descriptors)?, protocol.info, flags)?;
    receipt.acknowledge();
    Ok(socket)
}

fn error_of(errno: Errno) -> WsaError {
    match errno.into() {
        known @ (WsaError::WSAEINVAL | WsaError::WSAEMFILE) => known,
        WsaError::WSAETIMEDOUT => WsaError::WSAENETDOWN,
        _ => WsaError::WSAENOBUFS,
    }
}

/// What the base providers must know of a socket beside the provider's own part.
struct Note {
    catalog_id: u32,
    flags: u32,
}

impl Note {
    fn into_bytes(self) -> [u8; 8] {
        (u64::from(self.catalog_id) << 32 | u64::from(self.flags)).to_ne_bytes()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Note> {
        let both = u64::from_ne_bytes(bytes.try_into().ok()?);
        Some(Note { catalog_id: (both >> 32) as u32, flags: both as u32 })
    }
}
