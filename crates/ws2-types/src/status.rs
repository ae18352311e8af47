//! NTSTATUS: how an operation's end stands in an OVERLAPPED, and what the two kinds of callers make of it.
//!
//! Windows Sockets callers (`WSAGetOverlappedResult`) see WSAE* codes, base API callers
//! (`GetQueuedCompletionStatus`, `GetOverlappedResult`) see Win32 codes. One row per outcome.

use windows_sys::Win32::Foundation as f;

use crate::WsaError;

/// Not complete.
pub const STATUS_PENDING: u32 = f::STATUS_PENDING as u32;
/// The connection was ended from this side: how older Windows ends a receive whose socket is closed.
pub const STATUS_LOCAL_DISCONNECT: u32 = f::STATUS_LOCAL_DISCONNECT as u32;
const STATUS_SUCCESS: u32 = f::STATUS_SUCCESS as u32;

struct Row {
    error: WsaError,
    status: u32,
    win32: u32,
}

const fn row(error: WsaError, status: f::NTSTATUS, win32: u32) -> Row {
    Row { error, status: status as u32, win32 }
}

/// A row of the base API alone: its callers' code is that of everyone.
const fn base(win32: u32, status: f::NTSTATUS) -> Row {
    row(WsaError::from_code(win32 as i32), status, win32)
}

/// The first row of a status decides how it reads back.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    row(WsaError::WSA_OPERATION_ABORTED, f::STATUS_CANCELLED,              f::ERROR_OPERATION_ABORTED),
    row(WsaError::WSAECONNRESET,         f::STATUS_CONNECTION_RESET,       f::ERROR_NETNAME_DELETED),
    row(WsaError::WSAECONNABORTED,       f::STATUS_CONNECTION_ABORTED,     f::ERROR_CONNECTION_ABORTED),
    row(WsaError::WSAECONNABORTED,       STATUS_LOCAL_DISCONNECT as i32,   f::ERROR_NETNAME_DELETED),
    row(WsaError::WSAETIMEDOUT,          f::STATUS_IO_TIMEOUT,             f::ERROR_SEM_TIMEOUT),
    row(WsaError::WSAECONNREFUSED,       f::STATUS_CONNECTION_REFUSED,     f::ERROR_CONNECTION_REFUSED),
    row(WsaError::WSAEHOSTUNREACH,       f::STATUS_HOST_UNREACHABLE,       f::ERROR_HOST_UNREACHABLE),
    row(WsaError::WSAENETUNREACH,        f::STATUS_NETWORK_UNREACHABLE,    f::ERROR_NETWORK_UNREACHABLE),
    row(WsaError::WSAEMSGSIZE,           f::STATUS_BUFFER_OVERFLOW,        f::ERROR_MORE_DATA),
    row(WsaError::WSAEFAULT,             f::STATUS_ACCESS_VIOLATION,       f::ERROR_NOACCESS),
    row(WsaError::WSAEINVAL,             f::STATUS_INVALID_PARAMETER,      f::ERROR_INVALID_PARAMETER),
    row(WsaError::WSAENOBUFS,            f::STATUS_INSUFFICIENT_RESOURCES, f::ERROR_NO_SYSTEM_RESOURCES),
    row(WsaError::WSAEISCONN,            f::STATUS_CONNECTION_ACTIVE,      f::ERROR_CONNECTION_ACTIVE),
    row(WsaError::WSAENOTCONN,           f::STATUS_CONNECTION_INVALID,     f::ERROR_CONNECTION_INVALID),
    row(WsaError::WSAEOPNOTSUPP,         f::STATUS_NOT_SUPPORTED,          f::ERROR_NOT_SUPPORTED),
    row(WsaError::WSAEACCES,             f::STATUS_ACCESS_DENIED,          f::ERROR_ACCESS_DENIED),
    row(WsaError::WSAESHUTDOWN,          f::STATUS_PIPE_DISCONNECTED,      f::ERROR_PIPE_NOT_CONNECTED),
    row(WsaError::WSAEADDRINUSE,         f::STATUS_ADDRESS_ALREADY_EXISTS, f::ERROR_DUP_NAME),
    row(WsaError::WSAENOTSOCK,           f::STATUS_INVALID_HANDLE,         f::ERROR_INVALID_HANDLE),
    row(WsaError::WSAEWOULDBLOCK,        f::STATUS_DEVICE_NOT_READY,       f::ERROR_NOT_READY),
    base(f::ERROR_HANDLE_EOF,            f::STATUS_END_OF_FILE),
    base(f::ERROR_BROKEN_PIPE,           f::STATUS_PIPE_BROKEN),
    base(f::ERROR_NO_DATA,               f::STATUS_PIPE_CLOSING),
    base(f::ERROR_PIPE_CONNECTED,        f::STATUS_PIPE_CONNECTED),
    base(f::ERROR_PIPE_LISTENING,        f::STATUS_PIPE_LISTENING),
    base(f::ERROR_LOCK_VIOLATION,        f::STATUS_FILE_LOCK_CONFLICT),
    base(f::ERROR_NOT_LOCKED,            f::STATUS_RANGE_NOT_LOCKED),
    base(f::ERROR_DISK_FULL,             f::STATUS_DISK_FULL),
    base(f::ERROR_INVALID_FUNCTION,      f::STATUS_INVALID_DEVICE_REQUEST),
];

/// The row of an inner error, which is a Windows Sockets code or, where a file is concerned, a Win32 code.
fn row_of(error: WsaError) -> Option<&'static Row> {
    let as_win32 = || ROWS.iter().find(|row| row.win32 as i32 == error.code());
    ROWS.iter().find(|row| row.error == error).or_else(as_win32)
}

/// What a base API caller is told of an error; a code that only Windows Sockets has stays.
pub fn win32_of(error: WsaError) -> u32 {
    match error {
        WsaError::WSAEINTR => f::ERROR_OPERATION_ABORTED, // the handle was closed meanwhile
        error => row_of(error).map_or(error.code() as u32, |row| row.win32),
    }
}

/// The status of an outcome; `None` is success.
pub fn status_of(error: Option<WsaError>) -> u32 {
    let Some(error) = error else { return STATUS_SUCCESS };
    row_of(error).map_or(f::STATUS_UNSUCCESSFUL as u32, |row| row.status)
}

/// Whether an operation with this outcome says how many bytes it moved: a success or a warning does.
pub fn counts_bytes(status: u32) -> bool {
    const ERROR_SEVERITY: u32 = 0b11;
    status >> 30 != ERROR_SEVERITY
}

/// What a Windows Sockets caller is told of a complete operation; `None` is success.
pub fn wsa_error_of(status: u32) -> Option<WsaError> {
    if status == STATUS_SUCCESS {
        return None;
    }
    let known = ROWS.iter().find(|row| row.status == status);
    Some(known.map_or(WsaError::WSASYSCALLFAILURE, |row| row.error))
}

/// What a base API caller is told; `None` is success.
pub fn win32_error_of(status: u32) -> Option<u32> {
    if status == STATUS_SUCCESS {
        return None;
    }
    let known = ROWS.iter().find(|row| row.status == status);
    Some(known.map_or(f::ERROR_GEN_FAILURE, |row| row.win32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads_back() {
        for row in ROWS {
            assert_eq!(wsa_error_of(status_of(Some(row.error))), Some(row.error));
            assert_eq!(win32_error_of(row.status), Some(row.win32));
        }
        assert_eq!((wsa_error_of(0), win32_error_of(0), status_of(None)), (None, None, 0));
    }

    #[test]
    fn a_win32_code_is_as_good_as_its_windows_sockets_code() {
        let reset = WsaError::from_code(f::ERROR_NETNAME_DELETED as i32);
        assert_eq!(status_of(Some(reset)), status_of(Some(WsaError::WSAECONNRESET)));
        assert_eq!(win32_of(WsaError::WSAECONNRESET), f::ERROR_NETNAME_DELETED);
        assert_eq!(win32_of(WsaError::WSAESTALE), WsaError::WSAESTALE.code() as u32);
    }

    #[test]
    fn only_errors_count_no_bytes() {
        assert!(counts_bytes(STATUS_SUCCESS));
        assert!(counts_bytes(status_of(Some(WsaError::WSAEMSGSIZE))));
        assert!(!counts_bytes(status_of(Some(WsaError::WSA_OPERATION_ABORTED))));
        assert!(!counts_bytes(status_of(Some(WsaError::WSAESTALE))));
    }

    #[test]
    fn what_has_no_row_is_a_general_failure() {
        assert_eq!(status_of(Some(WsaError::WSAESTALE)), f::STATUS_UNSUCCESSFUL as u32);
        assert_eq!(wsa_error_of(0xC0FF_EE00), Some(WsaError::WSASYSCALLFAILURE));
    }
}
