//! `WSAStartup`, `WSACleanup` and the last error.

use win32_wait::last_error::{last_error, set_last_error};
use ws2_dispatch::startup::{self, HIGHEST, Version};
use ws2_types::WsaError;
use ws2_types::abi::winsock as ws;

use crate::boundary::unchecked;
use crate::extension;

const DESCRIPTION: &[u8] = b"WinSock 2.0";
const STATUS: &[u8] = b"Running";
/// What version 1 programs read from fields that version 2 leaves unused.
const V1_MAX_SOCKETS: u16 = 32_767;
const V1_MAX_DATAGRAM: u16 = 65_467;

/// # Safety
/// `data` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WSAStartup")]
pub unsafe extern "C" fn WSAStartup(requested: u16, data: *mut ws::WSADATA) -> i32 {
    if data.is_null() {
        return WsaError::WSAEFAULT.code();
    }
    extension::provide();
    let started = startup::start(Version::from_word(requested));
    let version = *started.as_ref().unwrap_or(&HIGHEST);
    let mut facts = ws::WSADATA {
        wVersion: version.into_word(),
        wHighVersion: HIGHEST.into_word(),
        ..Default::default()
    };
    fill(&mut facts.szDescription, DESCRIPTION);
    fill(&mut facts.szSystemStatus, STATUS);
    if version.major < 2 {
        facts.iMaxSockets = V1_MAX_SOCKETS;
        facts.iMaxUdpDg = V1_MAX_DATAGRAM;
    }
    // SAFETY: not NULL, and the caller's to write.
    unsafe { data.write_unaligned(facts) };
    // The one call that returns its error: the last error may not be used before a successful start-up.
    started.map_or_else(WsaError::code, |_| 0)
}

fn fill<const N: usize>(field: &mut [i8; N], text: &[u8]) {
    for (to, from) in field.iter_mut().zip(text) {
        *to = *from as i8;
    }
}

#[unsafe(export_name = "ws2_32_WSACleanup")]
pub extern "C" fn WSACleanup() -> i32 {
    unchecked(|| startup::clean_up().map(|()| 0))
}

#[unsafe(export_name = "ws2_32_WSAGetLastError")]
pub extern "C" fn WSAGetLastError() -> i32 {
    last_error() as i32
}

#[unsafe(export_name = "ws2_32_WSASetLastError")]
pub extern "C" fn WSASetLastError(error: i32) {
    set_last_error(error as u32);
}
