//! `WSASend`, `WSARecv` and their kin: synchronous, or overlapped when an OVERLAPPED is given.

use win32_wait::completion::{self, Completion, Lent, Outcome};
use ws2_base::socket_table::{self, RawSocket, SocketObject, with_socket};
use ws2_spi::overlapped::{Begun, Buffers, Operation, Plain, PlainBegun, SenderSlot};
use ws2_spi::{LentBuffer, WindowsAddress};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::data_ffi::hand_out;
use crate::lent::{self, AddressOut, with_buffers};

/// # Safety
/// `buffers` is valid for reads of `count` entries; `sent` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WSASend")]
pub unsafe extern "C" fn WSASend(
    socket: RawSocket,
    buffers: *const ws::WSABUF,
    count: u32,
    sent: *mut u32,
    flags: u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
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
            let done = begin(socket, lent, routine, Operation::Send { buffers, flags, to: None })?;
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
    })
}

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
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
        // SAFETY: the caller lends it until the operation is complete.
        if let Some(lent) = unsafe { Lent::new(overlapped) } {
            // SAFETY: the caller's promise.
            let buffers = unsafe { owned_buffers(buffers, count) }?;
            let to = match to.is_null() {
                true => None,
                // SAFETY: the caller's promise.
                false => Some(unsafe { lent::bytes(to.cast(), to_len) }?.into()),
            };
            let done = begin(socket, lent, routine, Operation::Send { buffers, flags, to })?;
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
    })
}

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
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
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
            let done =
                begin(socket, lent, routine, Operation::Receive { buffers, flags: kinds, from: None })?;
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
    })
}

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
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
        // SAFETY: the caller lends it until the operation is complete.
        if let Some(lent) = unsafe { Lent::new(overlapped) } {
            // SAFETY: the caller's promise.
            let (buffers, kinds) = unsafe { (owned_buffers(buffers, count)?, lent::read(flags)?) };
            // SAFETY: the caller lends address and length until the operation is complete.
            let from = unsafe { AddressOut::optional(from, from_len) }?;
            let from = from.map(|out| Box::new(Sender(out)) as Box<dyn SenderSlot>);
            let done = begin(socket, lent, routine, Operation::Receive { buffers, flags: kinds, from })?;
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
    })
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

/// Buffers that an operation keeps. One that is not there is found out at once, not when its turn comes.
///
/// # Safety
/// As `with_buffers`; the memory the buffers name is lent until the operation is complete.
pub(crate) unsafe fn owned_buffers(buffers: *const ws::WSABUF, count: u32) -> WsaResult<Buffers> {
    let keep = |buffers: &[LentBuffer]| {
        let is_there = |buffer: &LentBuffer| buffer.len == 0 || !lent::is_absent(buffer.base);
        if buffers.iter().all(is_there) { Ok(Buffers::from_slice(buffers)) } else { Err(WsaError::WSAEFAULT) }
    };
    // SAFETY: passed on.
    unsafe { with_buffers(buffers, count, keep) }
}

enum Way {
    In,
    Out,
}

/// Begins a transfer by the short way, if it is one buffer with neither event nor routine.
///
/// # Safety
/// As [`owned_buffers`].
unsafe fn begin_plain(
    socket: RawSocket,
    lent: Lent,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    buffers: *const ws::WSABUF,
    count: u32,
    way: Way,
) -> WsaResult<Option<Begun>> {
    if count != 1 || routine.is_some() || lent::is_absent(buffers) {
        return Ok(None);
    }
    // SAFETY: not absent; the caller vouches for one.
    let buffer = unsafe { buffers.read_unaligned() };
    // What is bad about these is told by the long way.
    if lent::is_absent(buffer.buf) || !lent.is_plausible() || lent.event_handle() != 0 {
        return Ok(None);
    }
    let socket = socket_table::pin(socket)?;
    let binding = socket.binding();
    let plain = Plain {
        buffer: LentBuffer { base: buffer.buf, len: buffer.len as usize },
        completion: &mut || binding.begin(lent),
    };
    let begun = match way {
        Way::In => socket.begin_plain_receive(plain, socket.handle()),
        Way::Out => socket.begin_plain_send(plain, socket.handle()),
    };
    Ok(match begun {
        Ok(PlainBegun::Done { bytes }) => {
            binding.end_at_once(lent, bytes);
            Some(Begun::Done { bytes, flags: 0 })
        }
        Ok(PlainBegun::Pending) => Some(Begun::Pending),
        Ok(PlainBegun::NotPlain) => None,
        Err(error) => {
            binding.refuse(lent, error);
            return Err(error);
        }
    })
}

/// Begins an operation; a routine goes before a completion port.
pub(crate) fn begin(
    socket: RawSocket,
    lent: Lent,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    operation: Operation,
) -> WsaResult<Begun> {
    let pinned = socket_table::pin(socket)?;
    let completion = completion(&pinned, lent, routine)?;
    pinned.begin(operation, completion, pinned.handle())
}

/// Carries out a call that never waits as an overlapped operation, which so ends at once.
pub(crate) fn end_at_once(
    socket: &SocketObject,
    lent: Lent,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    call: impl FnOnce() -> WsaResult<u32>,
) -> WsaResult<u32> {
    let completion = completion(socket, lent, routine)?;
    match call() {
        Ok(bytes) => {
            completion.finish_at_once(Outcome::done(bytes as usize, 0));
            Ok(bytes)
        }
        Err(error) => {
            completion.withdraw(error);
            Err(error)
        }
    }
}

fn completion(
    socket: &SocketObject,
    lent: Lent,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> WsaResult<Completion> {
    match routine {
        Some(routine) => socket.binding().begin_with_routine(lent, call_routine(routine, lent)),
        None => socket.binding().begin(lent),
    }
}

type Routine = unsafe extern "system" fn(u32, u32, *mut OVERLAPPED, u32);

pub(crate) fn call_routine(routine: Routine, lent: Lent) -> completion::Routine {
    Box::new(move |outcome| {
        let error = outcome.error.map_or(0, WsaError::code) as u32;
        // SAFETY: the program's own function, called once, with the OVERLAPPED it gave.
        unsafe { routine(error, outcome.bytes, lent.as_ptr(), outcome.flags) };
    })
}

/// 0 and the count, or `WSA_IO_PENDING`. With an OVERLAPPED the count may be left out.
pub(crate) fn report(count: *mut u32, begun: Begun) -> WsaResult<i32> {
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
