//! `WSPSend`, `WSPRecv` and their kin: synchronous, or overlapped when an OVERLAPPED is given.

use win32_wait::completion::Lent;
use win32_wait::wait::INFINITE;
use ws2_spi::WindowsAddress;
use ws2_spi::overlapped::{Begun, Operation, SenderSlot};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::status::{status_of, wsa_error_of};
use ws2_types::{WsaError, WsaResult};

use super::{bool_procedure, procedure};
use crate::lent::{self, AddressOut, with_buffers};
use crate::overlapped::{Told, Way, begin, begin_plain, completed, of_operation, owned_buffers};
use crate::socket_table::{self, RawSocket, with_socket};

/// # Safety
/// `buffers` is valid for reads of `count` entries; `sent` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSPSend(
    socket: RawSocket,
    buffers: *const ws::WSABUF,
    count: u32,
    sent: *mut u32,
    flags: u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    thread: *const ws::WSATHREADID,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller lends it until the operation is complete.
        if let Some(lent) = unsafe { Lent::new(overlapped) } {
            if flags == 0
                // SAFETY: the caller's promise.
                && let Some(begun) = unsafe { begin_plain(socket, lent, routine, buffers, count, Way::Out) }?
            {
                return report(sent, begun);
            }
            // SAFETY: the caller's promise.
            let buffers = unsafe { owned_buffers(buffers, count) }?;
            let done = begin(
                socket,
                lent,
                // SAFETY: the caller's promise.
                unsafe { Told::by(routine, thread) },
                Operation::Send { buffers, flags, to: None },
            )?;
            return report(sent, done);
        }
        with_socket(socket, |socket| {
            require_out(sent)?;
            // SAFETY: the caller's promise.
            let bytes = unsafe { with_buffers(buffers, count, |buffers| socket.send(buffers, flags)) }?;
            // SAFETY: the caller's promise.
            unsafe { lent::write(sent, bytes as u32) }?;
            Ok(0)
        })
    };
    // SAFETY: passed on.
    unsafe { procedure(error, call) }
}

/// # Safety
/// As [`WSPSend`]; `to` is NULL or valid for reads of `to_len` bytes.
pub(super) unsafe extern "system" fn WSPSendTo(
    socket: RawSocket,
    buffers: *const ws::WSABUF,
    count: u32,
    sent: *mut u32,
    flags: u32,
    to: *const ws::SOCKADDR,
    to_len: i32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    thread: *const ws::WSATHREADID,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller lends it until the operation is complete.
        if let Some(lent) = unsafe { Lent::new(overlapped) } {
            // SAFETY: the caller's promise.
            let buffers = unsafe { owned_buffers(buffers, count) }?;
            let to = match to.is_null() {
                true => None,
                // SAFETY: the caller's promise.
                false => Some(unsafe { lent::bytes(to.cast(), to_len) }?.into()),
            };
            let done = begin(
                socket,
                lent,
                // SAFETY: the caller's promise.
                unsafe { Told::by(routine, thread) },
                Operation::Send { buffers, flags, to },
            )?;
            return report(sent, done);
        }
        with_socket(socket, |socket| {
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
    };
    // SAFETY: passed on.
    unsafe { procedure(error, call) }
}

/// # Safety
/// `buffers` is valid for reads of `count` entries and each for writes of its length; `received` is NULL or
/// valid for writes, `flags` for both.
pub(super) unsafe extern "system" fn WSPRecv(
    socket: RawSocket,
    buffers: *const ws::WSABUF,
    count: u32,
    received: *mut u32,
    flags: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    thread: *const ws::WSATHREADID,
    error: *const i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller lends it until the operation is complete.
        if let Some(lent) = unsafe { Lent::new(overlapped) } {
            // SAFETY: the caller's promise.
            let kinds = unsafe { lent::read(flags) }?;
            if kinds == 0
                // SAFETY: the caller's promise.
                && let Some(begun) = unsafe { begin_plain(socket, lent, routine, buffers, count, Way::In) }?
            {
                return report(received, begun);
            }
            // SAFETY: the caller's promise.
            let buffers = unsafe { owned_buffers(buffers, count) }?;
            let done = begin(
                socket,
                lent,
                // SAFETY: the caller's promise.
                unsafe { Told::by(routine, thread) },
                Operation::Receive { buffers, flags: kinds, from: None },
            )?;
            return report(received, done);
        }
        with_socket(socket, |socket| {
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
    };
    // SAFETY: passed on.
    unsafe { procedure(error.cast_mut(), call) }
}

/// # Safety
/// As [`WSPRecv`]; `from` and `from_len` as `recvfrom` documents.
pub(super) unsafe extern "system" fn WSPRecvFrom(
    socket: RawSocket,
    buffers: *const ws::WSABUF,
    count: u32,
    received: *mut u32,
    flags: *mut u32,
    from: *mut ws::SOCKADDR,
    from_len: *mut i32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    thread: *const ws::WSATHREADID,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller lends it until the operation is complete.
        if let Some(lent) = unsafe { Lent::new(overlapped) } {
            // SAFETY: the caller's promise.
            let (buffers, kinds) = unsafe { (owned_buffers(buffers, count)?, lent::read(flags)?) };
            // SAFETY: the caller lends address and length until the operation is complete.
            let from = unsafe { AddressOut::optional(from, from_len) }?;
            let from = from.map(|out| Box::new(Sender(out)) as Box<dyn SenderSlot>);
            let done = begin(
                socket,
                lent,
                // SAFETY: the caller's promise.
                unsafe { Told::by(routine, thread) },
                Operation::Receive { buffers, flags: kinds, from },
            )?;
            return report(received, done);
        }
        with_socket(socket, |socket| {
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
    };
    // SAFETY: passed on.
    unsafe { procedure(error, call) }
}

fn require_out(count: *mut u32) -> WsaResult<()> {
    if count.is_null() { Err(WsaError::WSAEFAULT) } else { Ok(()) }
}

/// A sender's address and length in the program's memory, lent until the operation is complete.
struct Sender(AddressOut);

// SAFETY: lent to the library as a whole; only the completing thread writes there.
unsafe impl Send for Sender {}

impl SenderSlot for Sender {
    fn fill(&self, sender: &WindowsAddress) -> WsaResult<()> {
        self.0.fill(sender.as_bytes())
    }
}

/// 0 and the count, or `WSA_IO_PENDING`. With an OVERLAPPED the count may be left out.
fn report(count: *mut u32, begun: Begun) -> WsaResult<i32> {
    match begun {
        Begun::Pending => Err(WsaError::WSA_IO_PENDING),
        Begun::Done { bytes, .. } => {
            if !count.is_null() {
                // SAFETY: not NULL, and the caller's to write during the call.
                unsafe { lent::write(count, bytes as u32) }?;
            }
            Ok(0)
        }
    }
}

fn hand_out(out: &AddressOut, sender: Option<&WindowsAddress>) -> WsaResult<()> {
    match sender {
        Some(sender) => out.fill(sender.as_bytes()),
        None => Ok(()),
    }
}

/// # Errors
/// `WSAENOTSOCK`, `WSAEFAULT` (NULL; also flags with a bad address, when the bytes have been handed out),
/// `WSA_IO_INCOMPLETE` (pending, and `wait` is FALSE), `WSA_INVALID_HANDLE` (`hEvent` is no event), or that of the
/// operation.
///
/// # Blocking
/// If `wait`, until the operation is complete: for its event, if it has one.
///
/// # Safety
/// `overlapped` is NULL or that of an operation begun earlier; the outputs are NULL or valid for writes.
pub(super) unsafe extern "system" fn WSPGetOverlappedResult(
    socket: RawSocket,
    overlapped: *const OVERLAPPED,
    transferred: *mut u32,
    wait: i32,
    flags: *mut u32,
    error: *mut i32,
) -> i32 {
    let call = || {
        socket_table::pin(socket)?;
        if lent::is_absent(transferred) || flags.is_null() {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: the caller's promise.
        let lent = unsafe { of_operation(overlapped, WsaError::WSAEFAULT) }?;
        let (status, bytes) = completed(lent, if wait != 0 { INFINITE } else { 0 }, false)?;
        let cut_off = status == status_of(Some(WsaError::WSAEMSGSIZE));
        // Bytes first: programs live with flags that have no place.
        // SAFETY: not NULL, and the caller's to write.
        unsafe {
            lent::write(transferred, bytes as u32)?;
            lent::write(flags, if cut_off { ws::MSG_PARTIAL } else { 0 })?;
        }
        wsa_error_of(status).map_or(Ok(()), Err)
    };
    // SAFETY: passed on.
    unsafe { bool_procedure(error, call) }
}
