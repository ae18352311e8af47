//! `getsockopt`, `setsockopt`, `ioctlsocket`, `WSAIoctl`.

use std::ffi::c_void;

use ws2_base::socket_table::RawSocket;
use ws2_dispatch::route::down;
use ws2_dispatch::sockets;
use ws2_types::WsaError;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;

use crate::boundary::winsock;
use crate::overlapped_ffi::thread_of;

/// # Safety
/// `len` is NULL or valid for reads and writes, `value` for writes of `*len` bytes.
#[unsafe(export_name = "ws2_32_getsockopt")]
pub unsafe extern "C" fn getsockopt(
    socket: RawSocket,
    level: i32,
    name: i32,
    value: *mut u8,
    len: *mut i32,
) -> i32 {
    winsock(|| {
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPGetSockOpt)(socket, level, name, value, len, error)
        })
    })
}

/// # Safety
/// `value` is valid for reads of `len` bytes.
#[unsafe(export_name = "ws2_32_setsockopt")]
pub unsafe extern "C" fn setsockopt(
    socket: RawSocket,
    level: i32,
    name: i32,
    value: *const u8,
    len: i32,
) -> i32 {
    winsock(|| {
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPSetSockOpt)(socket, level, name, value, len, error)
        })
    })
}

/// # Safety
/// `argument` is NULL or valid for reads and writes.
#[unsafe(export_name = "ws2_32_ioctlsocket")]
pub unsafe extern "C" fn ioctlsocket(socket: RawSocket, command: i32, argument: *mut u32) -> i32 {
    winsock(|| {
        if !matches!(command, ws::FIONBIO | ws::FIONREAD | ws::SIOCATMARK) {
            sockets::require(socket)?;
            return Err(WsaError::WSAEINVAL);
        }
        let mut returned = 0;
        let argument = argument.cast::<c_void>();
        // What goes in and comes out is one number at one place.
        let len = size_of::<u32>() as u32;
        let (answer, room) = if command == ws::FIONBIO { (std::ptr::null_mut(), 0) } else { (argument, len) };
        let none = std::ptr::null_mut();
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPIoctl)(
                socket,
                command as u32,
                argument,
                len,
                answer,
                room,
                &raw mut returned,
                none,
                None,
                std::ptr::null(),
                error,
            )
        })
    })
}

/// # Safety
/// The buffers are NULL or valid for the lengths given; `returned` is NULL or valid for writes; `overlapped` is
/// NULL or stays valid until the operation is complete.
#[unsafe(export_name = "ws2_32_WSAIoctl")]
pub unsafe extern "C" fn WSAIoctl(
    socket: RawSocket,
    code: u32,
    input: *const c_void,
    input_len: u32,
    output: *mut c_void,
    output_len: u32,
    returned: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
        let thread = thread_of(routine);
        // SAFETY: the caller's promise.
        down(socket, |provider, error| unsafe {
            (provider.lpWSPIoctl)(
                socket,
                code,
                input,
                input_len,
                output,
                output_len,
                returned,
                overlapped,
                routine,
                thread.as_ptr(),
                error,
            )
        })
    })
}
