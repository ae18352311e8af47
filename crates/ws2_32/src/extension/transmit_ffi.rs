//! `TransmitFile` and `TransmitPackets`.

use std::ffi::c_void;

use win32_wait::completion::Lent;
use ws2_base::overlapped::{Told, begin_lent, carry_out};
use ws2_base::socket_table::{self, RawSocket};
use ws2_spi::LentBuffer;
use ws2_spi::overlapped::{Afterwards, Operation, Part};
use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::winsock_bool;
use crate::kernel32::file_source;
use crate::lent;

/// Most bytes of one call, as documented.
const MOST_BYTES: u32 = i32::MAX as u32 - 1;
/// The size of sends with which elements say where one ends.
const BY_ELEMENTS: u32 = u32::MAX;
/// An element's file offset that stands for the file's own position.
const CURRENT_POSITION: i64 = -1;

/// Sends memory, a file and memory. With an OVERLAPPED the file is read from the offset in there, else from its
/// own position.
///
/// # Errors
/// `WSA_IO_PENDING`; `WSAENOTCONN`, `WSAESHUTDOWN`; `WSAEINVAL`: too many bytes, or no stream;
/// `WSA_INVALID_HANDLE`: no file. The operation: as `WSASend`.
///
/// # Blocking
/// Without OVERLAPPED: until everything is sent.
///
/// # Safety
/// `buffers` is NULL or valid for reads, what it names stays valid until the operation is complete, and so does
/// `overlapped`.
pub(super) unsafe extern "system" fn TransmitFile(
    socket: RawSocket,
    file: HANDLE,
    bytes: u32,
    _bytes_per_send: u32,
    overlapped: *mut OVERLAPPED,
    buffers: *const ws::TRANSMIT_FILE_BUFFERS,
    flags: u32,
) -> i32 {
    winsock_bool(|| {
        let is_stream = socket_table::pin(socket)?.protocol().iSocketType == ws::SOCK_STREAM;
        if bytes > MOST_BYTES || !is_stream {
            return Err(WsaError::WSAEINVAL);
        }
        // SAFETY: NULL or the caller's to read.
        let around = if buffers.is_null() { None } else { Some(unsafe { lent::read(buffers) }?) };
        let mut parts = Vec::with_capacity(3);
        parts.extend(around.map(|around| memory(around.Head, around.HeadLength)));
        if !file.is_null() {
            // SAFETY: NULL or the caller's to read, with the offset the caller has set.
            let offset = (!overlapped.is_null()).then(|| unsafe {
                let place = (*overlapped).Anonymous.Anonymous;
                u64::from(place.OffsetHigh) << 32 | u64::from(place.Offset)
            });
            parts.push(Part::File(file_source::section(file, offset, bytes.into())?));
        }
        parts.extend(around.map(|around| memory(around.Tail, around.TailLength)));
        // SAFETY: passed on.
        unsafe { transmit(socket, parts, flags, overlapped) }
    })
}

/// Sends pieces of memory and of files in their order. On a connected datagram socket each element is a datagram, or
/// with a `send_size` of all ones what ends with an element of `TP_ELEMENT_EOP`. Streams have no packets.
///
/// # Errors
/// As [`TransmitFile`]; `WSAEOPNOTSUPP`: no stream to disconnect; `WSAEMSGSIZE`; `WSAEFAULT`: NULL; `WSAEINVAL`: an element that is neither memory nor file.
///
/// # Blocking
/// Without OVERLAPPED: until everything is sent.
///
/// # Safety
/// `elements` is NULL or valid for reads of `count` entries; what they name stays valid until the operation is
/// complete, and so does `overlapped`.
pub(super) unsafe extern "system" fn TransmitPackets(
    socket: RawSocket,
    elements: *const ws::TRANSMIT_PACKETS_ELEMENT,
    count: u32,
    send_size: u32,
    overlapped: *mut OVERLAPPED,
    flags: u32,
) -> i32 {
    winsock_bool(|| {
        if elements.is_null() && count > 0 {
            return Err(WsaError::WSAEFAULT);
        }
        let elements = match count {
            0 => (&[]).into(),
            // SAFETY: not NULL; the caller vouches for the count.
            count => unsafe { lent::array(elements, count as usize) },
        };
        let mut parts = Vec::with_capacity(2 * elements.len());
        for element in elements.iter() {
            parts.push(part(element)?);
            if send_size != BY_ELEMENTS || element.dwElFlags & ws::TP_ELEMENT_EOP != 0 {
                parts.push(Part::EndOfMessage);
            }
        }
        // SAFETY: passed on.
        unsafe { transmit(socket, parts, flags, overlapped) }
    })
}

fn part(element: &ws::TRANSMIT_PACKETS_ELEMENT) -> WsaResult<Part> {
    match element.dwElFlags & (ws::TP_ELEMENT_MEMORY | ws::TP_ELEMENT_FILE) {
        // SAFETY: the flag says which member was set; every bit pattern is a pointer.
        ws::TP_ELEMENT_MEMORY => Ok(memory(unsafe { element.Anonymous.pBuffer }, element.cLength)),
        ws::TP_ELEMENT_FILE => {
            // SAFETY: the same; every bit pattern is a number and a handle.
            let place = unsafe { element.Anonymous.Anonymous };
            let offset = match place.nFileOffset {
                CURRENT_POSITION => None,
                offset => Some(u64::try_from(offset).map_err(|_| WsaError::WSAEINVAL)?),
            };
            Ok(Part::File(file_source::section(place.hFile, offset, element.cLength.into())?))
        }
        _ => Err(WsaError::WSAEINVAL),
    }
}

fn memory(start: *mut c_void, len: u32) -> Part {
    let len = if start.is_null() { 0 } else { len as usize };
    Part::Memory(LentBuffer { base: start.cast(), len })
}

/// # Safety
/// `overlapped` is NULL or, like the memory of the parts, stays valid until the operation is complete.
unsafe fn transmit(
    socket: RawSocket,
    parts: Vec<Part>,
    flags: u32,
    overlapped: *mut OVERLAPPED,
) -> WsaResult<()> {
    let then = match (flags & ws::TF_DISCONNECT != 0, flags & ws::TF_REUSE_SOCKET != 0) {
        (true, true) => Afterwards::Reuse,
        (true, false) => Afterwards::Disconnect,
        (false, false) => Afterwards::Keep,
        (false, true) => return Err(WsaError::WSAEINVAL),
    };
    let operation = Operation::Transmit { parts, then };
    // SAFETY: the caller lends it until the operation is complete.
    match unsafe { Lent::new(overlapped) } {
        Some(lent) => begin_lent(socket, lent, Told::NOBODY, operation).map(drop),
        None => carry_out(socket, operation).1,
    }
}
