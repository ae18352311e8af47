//! `WSASend`, `WSARecv` and their kin: synchronous, or overlapped when an OVERLAPPED is given.

use ws2_base::socket_table::RawSocket;
use ws2_dispatch::route::down;
use ws2_dispatch::upcalls::current_thread_id;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;

use crate::boundary::winsock;

/// Whose routine an operation is to call: the calling thread, named only if there is a routine.
pub(crate) struct RoutineThread(Option<ws::WSATHREADID>);

impl RoutineThread {
    pub(crate) fn as_ptr(&self) -> *const ws::WSATHREADID {
        self.0.as_ref().map_or(std::ptr::null(), std::ptr::from_ref)
    }
}

pub(crate) fn thread_of(routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE) -> RoutineThread {
    RoutineThread(routine.map(|_| current_thread_id()))
}

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
        let thread = thread_of(routine);
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPSend)(
                socket,
                buffers,
                count,
                sent,
                flags,
                overlapped,
                routine,
                thread.as_ptr(),
                error,
            )
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
        let thread = thread_of(routine);
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPSendTo)(
                socket,
                buffers,
                count,
                sent,
                flags,
                to,
                to_len,
                overlapped,
                routine,
                thread.as_ptr(),
                error,
            )
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
        let thread = thread_of(routine);
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPRecv)(
                socket,
                buffers,
                count,
                received,
                flags,
                overlapped,
                routine,
                thread.as_ptr(),
                error,
            )
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
        let thread = thread_of(routine);
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPRecvFrom)(
                socket,
                buffers,
                count,
                received,
                flags,
                from,
                from_len,
                overlapped,
                routine,
                thread.as_ptr(),
                error,
            )
        })
    })
}
