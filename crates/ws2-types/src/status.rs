//! NTSTATUS: how an operation's end stands in an OVERLAPPED, and what the two kinds of callers make of it.
//!
//! Windows Sockets callers (`WSAGetOverlappedResult`) see WSAE* codes, base API callers
//! (`GetQueuedCompletionStatus`, `GetOverlappedResult`) see Win32 codes. One row per outcome.

use windows_sys::Win32::Foundation as f;

use crate::WsaError;

/// Not complete.
pub const STATUS_PENDING: u32 = f::STATUS_PENDING as u32;
const STATUS_SUCCESS: u32 = f::STATUS_SUCCESS as u32;

struct Row {
    error: WsaError,
    status: u32,
    win32: u32,
}

const fn row(error: WsaError, status: f::NTSTATUS, win32: u32) -> Row {
    Row { error, status: status as u32, win32 }
}

/// The first row of a status decides how it reads back.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    row(WsaError::WSA_OPERATION_ABORTED, f::STATUS_CANCELLED,              f::ERROR_OPERATION_ABORTED),
    row(WsaError::WSAECONNRESET,         f::STATUS_CONNECTION_RESET,       f::ERROR_NETNAME_DELETED),
    row(WsaError::WSAECONNABORTED,       f::STATUS_CONNECTION_ABORTED,     f::ERROR_CONNECTION_ABORTED),
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
];

/// The status of an outcome; `None` is success.
pub fn status_of(error: Option<WsaError>) -> u32 {
    let Some(error) = error else { return STATUS_SUCCESS };
    let known = ROWS.iter().find(|row| row.error == error);
    known.map_or(f::STATUS_UNSUCCESSFUL as u32, |row| row.status)
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
    fn what_has_no_row_is_a_general_failure() {
        assert_eq!(status_of(Some(WsaError::WSAESTALE)), f::STATUS_UNSUCCESSFUL as u32);
        assert_eq!(wsa_error_of(0xC0FF_EE00), Some(WsaError::WSASYSCALLFAILURE));
    }
}
