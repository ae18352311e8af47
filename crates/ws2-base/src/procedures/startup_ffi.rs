//! `WSPStartup`, `WSPCleanup`, `WSPCancelBlockingCall`.

use win32_wait::blocking::hook;
use ws2_types::WsaError;
use ws2_types::abi::winsock as ws;

use super::{PROCEDURES, procedure};
use crate::{lent, startup};

/// The one version of the interface, which is its highest too.
const VERSION: u16 = 0x0202;
const DESCRIPTION: &str = "OpenWinsock base providers";

/// Starts the base providers once more. The upcalls are not needed: sockets are the library's own.
///
/// # Errors
/// Returned: `WSAVERNOTSUPPORTED`: the caller knows no version from 2 on; `WSAEFAULT`: no room for the answers.
///
/// # Safety
/// The outputs are NULL or valid for writes.
pub unsafe extern "system" fn WSPStartup(
    requested: u16,
    data: *const ws::WSPDATA,
    _info: *const ws::WSAPROTOCOL_INFOW,
    _upcalls: ws::WSPUPCALLTABLE,
    table: *mut ws::WSPPROC_TABLE,
) -> i32 {
    let [major, minor] = requested.to_le_bytes();
    if major < 2 {
        return WsaError::WSAVERNOTSUPPORTED.code();
    }
    if lent::is_absent(data) || lent::is_absent(table) {
        return WsaError::WSAEFAULT.code();
    }
    let version = if major == 2 { VERSION.min(u16::from(minor) << 8 | 2) } else { VERSION };
    let mut answer = ws::WSPDATA { wVersion: version, wHighVersion: VERSION, szDescription: [0; 256] };
    for (to, from) in answer.szDescription.iter_mut().zip(DESCRIPTION.encode_utf16()) {
        *to = from;
    }
    startup::start();
    // SAFETY: not NULL, and the caller's to write; the binding's type forgets that it is an output.
    unsafe {
        data.cast_mut().write_unaligned(answer);
        table.write_unaligned(PROCEDURES.table());
    }
    0
}

/// Takes back one start-up. The last one closes every socket that is still open.
///
/// # Errors
/// `WSANOTINITIALISED`
///
/// # Safety
/// `error` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSPCleanup(error: *mut i32) -> i32 {
    // SAFETY: passed on.
    unsafe { procedure(error, || startup::clean_up().map(|()| 0)) }
}

/// Has the calling thread's blocking call in progress end with `WSAEINTR` as soon as its hook returns.
///
/// # Errors
/// `WSAEINVAL`: nothing blocks.
///
/// # Safety
/// `error` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSPCancelBlockingCall(error: *mut i32) -> i32 {
    // SAFETY: passed on.
    unsafe { procedure(error, || hook::cancel().map(|()| 0)) }
}
