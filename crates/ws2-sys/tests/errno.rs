//! The table from errno to WSAE* codes, at the places where a claim of the close ledger hangs on it.

use ws2_sys::errno::Errno;
use ws2_sys::linux::errno as e;
use ws2_types::WsaError;

fn translated(errno: u32) -> WsaError {
    WsaError::from(Errno(errno as i32))
}

/// C38: what the kernel says of a failed network reaches the program.
#[test]
fn a_network_that_is_down_is_told() {
    assert_eq!(translated(e::ENETDOWN), WsaError::WSAENETDOWN);
}

/// C39: a descriptor that is none is no socket.
#[test]
fn what_is_no_descriptor_is_no_socket() {
    assert_eq!(translated(e::EBADF), WsaError::WSAENOTSOCK);
    assert_eq!(translated(e::ENOTSOCK), WsaError::WSAENOTSOCK);
}

/// C25: a reset is told as such; a refusal of our data after the peer's end is an abort.
#[test]
fn resets_and_aborts_are_told_apart() {
    assert_eq!(translated(e::ECONNRESET), WsaError::WSAECONNRESET);
    assert_eq!(translated(e::EPIPE), WsaError::WSAECONNABORTED);
}

/// Every number of errno(3) becomes a Windows Sockets code; unknown ones a general failure.
#[test]
fn every_number_has_a_code() {
    for errno in 1..=133 {
        let error = translated(errno);
        assert!(error.name().is_some(), "errno {errno} became {}", error.code());
    }
    assert_eq!(translated(9999), WsaError::WSASYSCALLFAILURE);
}
