//! Overlapped operations as programs ask for them: with an OVERLAPPED, a routine, or neither.

use std::sync::Arc;
use std::time::Duration;

use win32_wait::completion::{self, Completion, Lent, Outcome, Patience, Which};
use win32_wait::{thread, wait};
use ws2_spi::LentBuffer;
use ws2_spi::overlapped::{Begun, Buffers, Operation, OtherSocket, Plain, PlainBegun};
use ws2_types::abi::foundation;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::status::STATUS_PENDING;
use ws2_types::{WsaError, WsaResult};

use crate::lent::{self, with_buffers};
use crate::socket_table::{self, RawSocket, SocketByHandle, SocketObject};

/// Buffers that an operation keeps. One that is not there is found out at once, not when its turn comes.
///
/// # Errors
/// As `with_buffers`; `WSAEFAULT`.
///
/// # Safety
/// As `with_buffers`; the memory the buffers name is lent until the operation is complete.
pub unsafe fn owned_buffers(buffers: *const ws::WSABUF, count: u32) -> WsaResult<Buffers> {
    let keep = |buffers: &[LentBuffer]| {
        let is_there = |buffer: &LentBuffer| buffer.len == 0 || !lent::is_absent(buffer.base);
        if buffers.iter().all(is_there) { Ok(Buffers::from_slice(buffers)) } else { Err(WsaError::WSAEFAULT) }
    };
    // SAFETY: passed on.
    unsafe { with_buffers(buffers, count, keep) }
}

/// Which way data goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Receives.
    In,
    /// Sends.
    Out,
}

/// Begins a transfer by the short way, if it is one buffer with neither event nor routine. `None`: it takes the long
/// way.
///
/// # Errors
/// Those of the operation.
///
/// # Safety
/// As [`owned_buffers`].
pub unsafe fn begin_plain(
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

/// Whose routine tells of an operation's end.
#[derive(Clone, Copy)]
pub struct Told {
    /// The routine, if there is one; it goes before a completion port.
    pub routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    /// Who runs it; `None`: the calling thread.
    pub thread: Option<ws::WSATHREADID>,
}

impl Told {
    /// What a procedure was given.
    ///
    /// # Safety
    /// `thread` is NULL or valid for reads.
    pub unsafe fn by(
        routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
        thread: *const ws::WSATHREADID,
    ) -> Told {
        // SAFETY: passed on.
        Told { routine, thread: routine.and_then(|_| unsafe { lent::read(thread) }.ok()) }
    }

    /// No routine.
    pub const NOBODY: Told = Told { routine: None, thread: None };
}

/// Begins an operation.
///
/// # Errors
/// `WSAENOTSOCK`, and as the synchronous call.
pub fn begin(socket: RawSocket, lent: Lent, told: Told, operation: Operation) -> WsaResult<Begun> {
    let pinned = socket_table::pin(socket)?;
    let completion = completion(&pinned, lent, told)?;
    pinned.begin(operation, completion, pinned.handle())
}

/// [`begin`]; what is done at once is reported as success.
///
/// # Errors
/// As [`begin`]; `WSA_IO_PENDING`.
pub fn begin_lent(socket: RawSocket, lent: Lent, told: Told, operation: Operation) -> WsaResult<usize> {
    match begin(socket, lent, told, operation)? {
        Begun::Done { bytes, .. } => Ok(bytes),
        Begun::Pending => Err(WsaError::WSA_IO_PENDING),
    }
}

/// Carries out a call that never waits as an overlapped operation, which so ends at once.
///
/// # Errors
/// Those of the call.
pub fn end_at_once(
    socket: &SocketObject,
    lent: Lent,
    told: Told,
    call: impl FnOnce() -> WsaResult<u32>,
) -> WsaResult<u32> {
    let completion = completion(socket, lent, told)?;
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

fn completion(socket: &SocketObject, lent: Lent, told: Told) -> WsaResult<Completion> {
    let Some(routine) = told.routine else { return socket.binding().begin(lent) };
    let call = call_routine(routine, lent);
    let Some(id) = told.thread else { return socket.binding().begin_with_routine(lent, call) };
    let thread = thread::named(id.ThreadHandle.addr(), id.Reserved).ok_or(WsaError::WSAEFAULT)?;
    socket.binding().begin_with_routine_of(thread, lent, call)
}

/// The program's completion routine, without the `Option` of its type.
pub type Routine = unsafe extern "system" fn(u32, u32, *mut OVERLAPPED, u32);

/// What calls a program's routine.
pub fn call_routine(routine: Routine, lent: Lent) -> completion::Routine {
    Box::new(move |outcome| {
        let error = outcome.error.map_or(0, WsaError::code) as u32;
        // SAFETY: the program's own function, called once, with the OVERLAPPED it gave.
        unsafe { routine(error, outcome.bytes, lent.as_ptr(), outcome.flags) };
    })
}

/// Carries out an operation without an OVERLAPPED of the program. The outcome comes with the bytes moved.
///
/// # Errors
/// Those of the operation; `WSAEWOULDBLOCK`; `WSAETIMEDOUT` (`SO_RCVTIMEO`, `SO_SNDTIMEO`); `WSAEINTR`: the socket
/// was closed meanwhile.
///
/// # Blocking
/// Messages: on a blocking socket. Transmissions, disconnects and waits for a change on any. Alertably.
pub fn carry_out(socket: RawSocket, operation: Operation) -> (usize, WsaResult<()>) {
    let pinned = match socket_table::pin(socket) {
        Ok(pinned) => pinned,
        Err(error) => return (0, Err(error)),
    };
    let (limit, always) = match operation {
        Operation::ReceiveMessage { .. } | Operation::Receive { .. } => (Some(ws::SO_RCVTIMEO), false),
        Operation::SendMessage { .. } | Operation::Send { .. } => (Some(ws::SO_SNDTIMEO), false),
        Operation::Transmit { .. } => (Some(ws::SO_SNDTIMEO), true),
        _ => (None, true),
    };
    let patience = match limit.and_then(|name| time_limit(&pinned, name)) {
        _ if !always && !pinned.is_blocking() => Patience::None,
        Some(time) => Patience::Within(time),
        None => Patience::Endless,
    };
    let by_handle = SocketByHandle::of(&pinned);
    let begin = |completion| {
        // Not held while the operation is pending: a close ends that without knowing of this call.
        let pinned = pinned;
        Ok(pinned.begin(operation, completion, pinned.handle())? == Begun::Pending)
    };
    completion::carry_out(patience, begin, |lent| {
        let mut cancelled = 0;
        by_handle.visit(&mut |socket| cancelled = socket.cancel(Which::At(lent.addr())));
        cancelled > 0
    })
}

/// `SO_RCVTIMEO` or `SO_SNDTIMEO`, if set.
fn time_limit(socket: &SocketObject, name: i32) -> Option<Duration> {
    let mut ms = [0; 4];
    socket.option(ws::SOL_SOCKET, name, &mut ms).ok()?;
    let ms = u32::from_ne_bytes(ms);
    (ms != 0).then(|| Duration::from_millis(ms.into()))
}

/// A socket as operations on others keep it.
///
/// # Errors
/// `WSAENOTSOCK`
pub fn by_handle(socket: RawSocket) -> WsaResult<Arc<dyn OtherSocket>> {
    Ok(SocketByHandle::of(&socket_table::pin(socket)?))
}

/// Status and bytes of an operation once it is complete.
///
/// # Errors
/// `WSA_IO_INCOMPLETE`: pending, and there is no time to wait, or somebody else set its event; `WAIT_TIMEOUT`;
/// `WAIT_IO_COMPLETION`: an APC ran; `WSA_INVALID_HANDLE`: `hEvent` is no event.
///
/// # Blocking
/// Up to `timeout_ms`.
pub fn completed(lent: Lent, timeout_ms: u32, alertable: bool) -> WsaResult<(u32, usize)> {
    let (status, bytes) = lent.result();
    if status != STATUS_PENDING {
        return Ok((status, bytes));
    }
    if timeout_ms == 0 {
        return Err(WsaError::WSA_IO_INCOMPLETE);
    }
    match lent.wait(timeout_ms, alertable)? {
        wait::Outcome::TimedOut => Err(WsaError::from_code(foundation::WAIT_TIMEOUT as i32)),
        wait::Outcome::ApcsRan => Err(WsaError::from_code(foundation::WAIT_IO_COMPLETION as i32)),
        wait::Outcome::Signaled(_) | wait::Outcome::Abandoned(_) => match lent.result() {
            (STATUS_PENDING, _) => Err(WsaError::WSA_IO_INCOMPLETE),
            complete => Ok(complete),
        },
    }
}

/// The OVERLAPPED of an operation begun earlier.
///
/// # Errors
/// `fault`: it can be none.
///
/// # Safety
/// `overlapped` is NULL or that of an operation begun earlier.
pub unsafe fn of_operation(overlapped: *const OVERLAPPED, fault: WsaError) -> WsaResult<Lent> {
    // SAFETY: the caller's promise.
    let lent = unsafe { Lent::new(overlapped.cast_mut()) };
    lent.filter(|lent| lent.is_plausible()).ok_or(fault)
}
