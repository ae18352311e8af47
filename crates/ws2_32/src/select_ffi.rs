//! `select`, `WSAPoll`, `FD_ISSET`.

use ws2_base::procedures::Set;
use ws2_base::socket_table::RawSocket;
use ws2_dispatch::select;
use ws2_types::abi::winsock as ws;

use crate::boundary::winsock;

/// # Safety
/// Sets and time-out are NULL or valid as `select` documents.
#[unsafe(export_name = "ws2_32_select")]
pub unsafe extern "C" fn select(
    _nfds: i32,
    read: *mut ws::FD_SET,
    write: *mut ws::FD_SET,
    except: *mut ws::FD_SET,
    timeout: *const ws::TIMEVAL,
) -> i32 {
    // SAFETY: the caller's promise.
    winsock(|| unsafe { select::select([Set(read), Set(write), Set(except)], timeout) })
}

/// # Safety
/// `set` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32___WSAFDIsSet")]
pub unsafe extern "C" fn __WSAFDIsSet(socket: RawSocket, set: *mut ws::FD_SET) -> i32 {
    // SAFETY: the caller's promise.
    i32::from(unsafe { Set(set).members() }.contains(&socket))
}

/// # Safety
/// `entries` is NULL or valid for reads and writes of `count` entries.
#[unsafe(export_name = "ws2_32_WSAPoll")]
pub unsafe extern "C" fn WSAPoll(entries: *mut ws::WSAPOLLFD, count: u32, timeout_ms: i32) -> i32 {
    // SAFETY: the caller's promise.
    winsock(|| unsafe { select::poll(entries, count, timeout_ms) })
}
