//! Data: at once in the caller's thread, or overlapped.

use std::sync::Arc;

use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::instance::Hosted;
use crate::lent_raw::{self as lent, procedure};
use crate::next_raw::below;
use crate::operation_raw::{Asked, Operation, result_of};
use crate::socket::{Phase, Socket};
use crate::{Kind, Layer, Moved, Permit, Transfer, TransferKind, sockets_ffi};

/// A transfer as the four procedures have it in common.
struct Call<L: Layer> {
    socket: Arc<Socket<L>>,
    kind: TransferKind,
    /// The program's array: what it is when there is nothing in it is the provider's below to judge.
    given: *const ws::WSABUF,
    buffers: Vec<ws::WSABUF>,
    flags: u32,
    permit: Permit,
}

/// What a transfer hands down.
struct Down {
    buffers: *const ws::WSABUF,
    count: u32,
    bytes: *mut u32,
    flags: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    thread: *const ws::WSATHREADID,
}

impl<L: Hosted> Call<L> {
    /// # Safety
    /// `buffers` is NULL or valid for reads of `count` elements.
    unsafe fn prepare(
        socket: ws::SOCKET,
        kind: TransferKind,
        buffers: *const ws::WSABUF,
        count: u32,
        flags: u32,
        overlapped: bool,
    ) -> WsaResult<Call<L>> {
        let socket = L::instance().socket(socket)?;
        // What does not need a connection is not held up by one.
        if socket.stream || socket.phase() == Phase::Closed {
            socket.ready_for_data()?;
        }
        let given = buffers;
        // SAFETY: the caller's promise.
        let mut buffers = unsafe { lent::buffers(buffers, count) }?;
        let transfer = Transfer { kind, len: lent::total(&buffers), overlapped };
        let permit = socket.running.layer.transfer(&socket.layer, &transfer)?;
        if permit.reset && socket.stream {
            return Err(sockets_ffi::reset(&socket));
        }
        if socket.stream {
            lent::cut(&mut buffers, permit.most);
        }
        Ok(Call { socket, kind, given, buffers, flags, permit })
    }

    /// Hands it down, with what belongs to the program's OVERLAPPED replaced where the layer has its own handles.
    ///
    /// # Safety
    /// The pointers are the program's of the call.
    unsafe fn perform(
        self,
        bytes: *mut u32,
        flags: *mut u32,
        overlapped: *mut OVERLAPPED,
        routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
        thread: *const ws::WSATHREADID,
        down: impl FnOnce(&Socket<L>, Down) -> WsaResult<i32>,
    ) -> WsaResult<i32> {
        let Call { socket, kind, permit, .. } = &self;
        let mut told = self.flags;
        let count = self.buffers.len() as u32;
        let buffers = if count == 0 { self.given } else { self.buffers.as_ptr() };
        if overlapped.is_null() {
            socket.pause(permit.delay)?;
            let mut moved = 0;
            let handed = Down {
                buffers,
                count,
                bytes: if lent::is_absent(bytes) { bytes } else { &mut moved },
                flags: &mut told,
                overlapped,
                routine: None,
                thread,
            };
            let result = down(socket, handed).map_err(|error| self.explain(error));
            let facts = Moved { kind: *kind, result: result.map(|_| moved as usize) };
            socket.running.layer.moved(&socket.layer, &facts);
            if result.is_ok() || result == Err(WsaError::WSAEMSGSIZE) {
                // SAFETY: NULL or the caller's to write.
                unsafe {
                    if !lent::is_absent(bytes) {
                        bytes.write_unaligned(moved);
                    }
                    if !flags.is_null() {
                        flags.write_unaligned(told);
                    }
                }
            }
            return result;
        }
        if L::DESCRIPTION.kind == Kind::Ifs {
            // The handle is the base's, and so is the end of the operation.
            let flags = if flags.is_null() { &raw mut told } else { flags };
            let handed = Down { buffers, count, bytes, flags, overlapped, routine, thread };
            return down(socket, handed);
        }
        // SAFETY: NULL or the caller's to read.
        let thread = unsafe { thread.as_ref() }.copied();
        let asked = Asked { overlapped, routine, thread, owns_thread: false };
        let start = |ours: *mut OVERLAPPED, flags: *mut u32| {
            let mut moved = 0;
            let handed = Down {
                buffers,
                count,
                bytes: &mut moved,
                flags,
                overlapped: ours,
                routine: None,
                thread: std::ptr::null(),
            };
            down(socket, handed).map(drop)
        };
        // SAFETY: lent by the program until the operation is complete.
        unsafe { Operation::begin(socket, asked, Some(*kind), permit.delay, self.flags, start) }.map(|()| 0)
    }

    /// Why a transfer failed that was under way when the layer reset the connection.
    fn explain(&self, error: WsaError) -> WsaError {
        let ended = matches!(error, WsaError::WSAENOTSOCK | WsaError::WSAEINTR);
        if ended && self.socket.phase() == Phase::Reset { WsaError::WSAECONNRESET } else { error }
    }
}

pub(crate) unsafe extern "system" fn send<L: Hosted>(
    socket: ws::SOCKET,
    buffers: *const ws::WSABUF,
    count: u32,
    sent: *mut u32,
    flags: u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    thread: *const ws::WSATHREADID,
    error: *mut i32,
) -> i32 {
    let body = || {
        let kind = TransferKind::Send;
        // SAFETY: the caller's promise.
        let call = unsafe { Call::<L>::prepare(socket, kind, buffers, count, flags, !overlapped.is_null()) }?;
        let down = |socket: &Socket<L>, down: Down| {
            below!(
                socket.next,
                lpWSPSend,
                ws::SOCKET_ERROR,
                socket.lower,
                down.buffers,
                down.count,
                down.bytes,
                flags,
                down.overlapped,
                down.routine,
                down.thread
            )
        };
        // SAFETY: the caller's promise.
        unsafe { call.perform(sent, std::ptr::null_mut(), overlapped, routine, thread, down) }
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn send_to<L: Hosted>(
    socket: ws::SOCKET,
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
    let body = || {
        let kind = TransferKind::Send;
        // SAFETY: the caller's promise.
        let call = unsafe { Call::<L>::prepare(socket, kind, buffers, count, flags, !overlapped.is_null()) }?;
        let down = |socket: &Socket<L>, down: Down| {
            below!(
                socket.next,
                lpWSPSendTo,
                ws::SOCKET_ERROR,
                socket.lower,
                down.buffers,
                down.count,
                down.bytes,
                flags,
                to,
                to_len,
                down.overlapped,
                down.routine,
                down.thread
            )
        };
        // SAFETY: the caller's promise.
        unsafe { call.perform(sent, std::ptr::null_mut(), overlapped, routine, thread, down) }
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn receive<L: Hosted>(
    socket: ws::SOCKET,
    buffers: *const ws::WSABUF,
    count: u32,
    received: *mut u32,
    flags: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    thread: *const ws::WSATHREADID,
    error: *const i32,
) -> i32 {
    let body = || {
        let kind = TransferKind::Receive;
        // SAFETY: the caller's promise.
        let asked = unsafe { lent::value::<u32>(flags.cast(), 4) }?;
        // SAFETY: the caller's promise.
        let call = unsafe { Call::<L>::prepare(socket, kind, buffers, count, asked, !overlapped.is_null()) }?;
        let down = |socket: &Socket<L>, down: Down| {
            below!(
                socket.next,
                lpWSPRecv,
                ws::SOCKET_ERROR,
                socket.lower,
                down.buffers,
                down.count,
                down.bytes,
                down.flags,
                down.overlapped,
                down.routine,
                down.thread
            )
        };
        // SAFETY: the caller's promise.
        unsafe { call.perform(received, flags, overlapped, routine, thread, down) }
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error.cast_mut(), ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn receive_from<L: Hosted>(
    socket: ws::SOCKET,
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
    let body = || {
        let kind = TransferKind::Receive;
        // SAFETY: the caller's promise.
        let asked = unsafe { lent::value::<u32>(flags.cast(), 4) }?;
        // SAFETY: the caller's promise.
        let call = unsafe { Call::<L>::prepare(socket, kind, buffers, count, asked, !overlapped.is_null()) }?;
        let down = |socket: &Socket<L>, down: Down| {
            below!(
                socket.next,
                lpWSPRecvFrom,
                ws::SOCKET_ERROR,
                socket.lower,
                down.buffers,
                down.count,
                down.bytes,
                down.flags,
                from,
                from_len,
                down.overlapped,
                down.routine,
                down.thread
            )
        };
        // SAFETY: the caller's promise.
        unsafe { call.perform(received, flags, overlapped, routine, thread, down) }
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn overlapped_result<L: Hosted>(
    socket: ws::SOCKET,
    overlapped: *const OVERLAPPED,
    bytes: *mut u32,
    wait: i32,
    flags: *mut u32,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        if L::DESCRIPTION.kind == Kind::Ifs {
            return below!(
                socket.next,
                lpWSPGetOverlappedResult,
                0,
                socket.lower,
                overlapped,
                bytes,
                wait,
                flags
            );
        }
        if lent::is_absent(bytes) || flags.is_null() {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: the program's, which an operation was begun with.
        let ended = unsafe { result_of(&socket, overlapped.cast_mut(), wait != 0) }?;
        // SAFETY: the caller's to write.
        unsafe { bytes.write_unaligned(ended.bytes) };
        if lent::is_absent(flags) {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: the caller's to write.
        unsafe { flags.write_unaligned(ended.flags) };
        ended.error.map_or(Ok(1), Err)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, 0, body) }
}
