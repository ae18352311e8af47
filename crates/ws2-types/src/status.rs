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

/// What a base API caller is told of a complete operation; `None` is success, of which there are several kinds: a
/// time-out of what was to wait so long is one.
pub fn win32_error_of(status: u32) -> Option<u32> {
    if status >> 30 == 0 {
        return None;
    }
    let known = ROWS.iter().find(|row| row.status == status);
    Some(known.map_or(f::ERROR_GEN_FAILURE, |row| row.win32))
}

/// Statuses that no operation of a socket or file ends with, and what `RtlNtStatusToDosError` makes of them.
#[rustfmt::skip]
const OTHERS: &[(f::NTSTATUS, u32)] = &[
    (f::STATUS_USER_APC,              f::WAIT_IO_COMPLETION),
    (f::STATUS_TIMEOUT,               f::ERROR_TIMEOUT),
    (f::STATUS_PENDING,               f::ERROR_IO_PENDING),
    (f::STATUS_NOT_IMPLEMENTED,       f::ERROR_INVALID_FUNCTION),
    (f::STATUS_INVALID_INFO_CLASS,    f::ERROR_INVALID_PARAMETER),
    (f::STATUS_INFO_LENGTH_MISMATCH,  f::ERROR_BAD_LENGTH),
    (f::STATUS_NO_SUCH_FILE,          f::ERROR_FILE_NOT_FOUND),
    (f::STATUS_NO_MEMORY,             f::ERROR_NOT_ENOUGH_MEMORY),
    (f::STATUS_BUFFER_TOO_SMALL,      f::ERROR_INSUFFICIENT_BUFFER),
    (f::STATUS_OBJECT_TYPE_MISMATCH,  f::ERROR_INVALID_HANDLE),
    (f::STATUS_OBJECT_NAME_INVALID,   f::ERROR_INVALID_NAME),
    (f::STATUS_OBJECT_NAME_NOT_FOUND, f::ERROR_FILE_NOT_FOUND),
    (f::STATUS_OBJECT_NAME_COLLISION, f::ERROR_ALREADY_EXISTS),
    (f::STATUS_OBJECT_PATH_NOT_FOUND, f::ERROR_PATH_NOT_FOUND),
    (f::STATUS_OBJECT_PATH_SYNTAX_BAD, f::ERROR_BAD_PATHNAME),
    (f::STATUS_INVALID_PARAMETER_1,   f::ERROR_INVALID_PARAMETER),
    (f::STATUS_INVALID_PARAMETER_2,   f::ERROR_INVALID_PARAMETER),
    (f::STATUS_TOO_MANY_OPENED_FILES, f::ERROR_TOO_MANY_OPEN_FILES),
    (f::STATUS_SHARING_VIOLATION,     f::ERROR_SHARING_VIOLATION),
    (f::STATUS_UNSUCCESSFUL,          f::ERROR_GEN_FAILURE),
    (f::STATUS_NOT_FOUND,             f::ERROR_NOT_FOUND),
    (f::STATUS_HANDLE_NOT_CLOSABLE,   f::ERROR_INVALID_HANDLE),
];

/// `RtlNtStatusToDosError`: the Win32 code of any status, `ERROR_MR_MID_NOT_FOUND` of one that is not known.
pub fn dos_error_of(status: u32) -> u32 {
    const OF_THE_PROGRAM: u32 = 1 << 29;
    const WRAPPED_WIN32: u32 = 0xC007;
    if status == STATUS_SUCCESS || status & OF_THE_PROGRAM != 0 {
        return status;
    }
    if status >> 16 == WRAPPED_WIN32 {
        return status & 0xffff;
    }
    let known = ROWS.iter().map(|row| (row.status, row.win32));
    let mut all = known.chain(OTHERS.iter().map(|(status, win32)| (*status as u32, *win32)));
    all.find(|row| row.0 == status).map_or(f::ERROR_MR_MID_NOT_FOUND, |row| row.1)
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
    fn a_time_out_is_no_error_of_an_operation_but_has_a_code() {
        assert_eq!(win32_error_of(f::STATUS_TIMEOUT as u32), None);
        assert_eq!(dos_error_of(f::STATUS_TIMEOUT as u32), f::ERROR_TIMEOUT);
    }

    #[test]
    fn every_status_has_a_dos_error() {
        assert_eq!(dos_error_of(0), 0);
        for row in ROWS {
            assert_eq!(dos_error_of(row.status), row.win32);
        }
        for (status, win32) in OTHERS {
            assert_eq!(dos_error_of(*status as u32), *win32, "{status:#x} has a row of its own already");
        }
        assert_eq!(dos_error_of(0xC007_04D2), 0x4D2);
        assert_eq!(dos_error_of(0xE000_0001), 0xE000_0001);
        assert_eq!(dos_error_of(0xC0FF_EE00), f::ERROR_MR_MID_NOT_FOUND);
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
