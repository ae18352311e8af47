//! What wsock32 has of its own: `getsockopt` and `setsockopt` with the option numbers of Winsock 1.1. `winsock.h` binds
//! its programs to these; everything else of wsock32 is the same as in ws2_32.

use ws2_base::socket_table::RawSocket;
use ws2_types::abi::winsock as ws;

use crate::option_ffi::{getsockopt, setsockopt};

/// `getsockopt`, by old numbers.
///
/// # Errors
/// As [`getsockopt`].
///
/// # Safety
/// As [`getsockopt`].
#[unsafe(export_name = "ws2_32_wsock32_getsockopt")]
pub unsafe extern "C" fn wsock32_getsockopt(
    socket: RawSocket,
    level: i32,
    name: i32,
    value: *mut u8,
    len: *mut i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { getsockopt(socket, level, present_name(level, name), value, len) }
}

/// `setsockopt`, by old numbers.
///
/// # Errors
/// As [`setsockopt`].
///
/// # Safety
/// As [`setsockopt`].
#[unsafe(export_name = "ws2_32_wsock32_setsockopt")]
pub unsafe extern "C" fn wsock32_setsockopt(
    socket: RawSocket,
    level: i32,
    name: i32,
    value: *const u8,
    len: i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { setsockopt(socket, level, present_name(level, name), value, len) }
}

/// The number that an option has since version 2. Numbers that version 1.1 did not know stand for themselves, so that
/// programs may use later options too.
fn present_name(level: i32, name: i32) -> i32 {
    if level != ws::IPPROTO_IP {
        return name;
    }
    match name {
        2 => ws::IP_MULTICAST_IF,
        3 => ws::IP_MULTICAST_TTL,
        4 => ws::IP_MULTICAST_LOOP,
        5 => ws::IP_ADD_MEMBERSHIP,
        6 => ws::IP_DROP_MEMBERSHIP,
        7 => ws::IP_TTL,
        8 => ws::IP_TOS,
        9 => ws::IP_DONTFRAGMENT,
        name => name,
    }
}
