//! The base providers as the interface for service providers knows them: thirty procedures over the sockets of the
//! table. They check what comes from C, since nobody above them has to.

mod address_list_ffi;
mod address_text_ffi;
mod close_ffi;
mod connection_ffi;
mod data_ffi;
mod events_ffi;
mod option_ffi;
mod startup_ffi;

use std::panic::{AssertUnwindSafe, catch_unwind};

use ws2_spi::Procedures;
use ws2_types::{WsaError, WsaResult};

pub use self::address_text_ffi::{address_to_string, read_address, string_to_address};
pub use self::events_ffi::{Set, WSAPoll, duration};
pub use self::option_ffi::SIO_QUERY_BLOCKING;
pub use self::startup_ffi::WSPStartup;

/// All of them.
pub static PROCEDURES: Procedures = Procedures {
    lpWSPAccept: connection_ffi::WSPAccept,
    lpWSPAddressToString: address_text_ffi::WSPAddressToString,
    lpWSPAsyncSelect: events_ffi::WSPAsyncSelect,
    lpWSPBind: connection_ffi::WSPBind,
    lpWSPCancelBlockingCall: startup_ffi::WSPCancelBlockingCall,
    lpWSPCleanup: startup_ffi::WSPCleanup,
    lpWSPCloseSocket: close_ffi::WSPCloseSocket,
    lpWSPConnect: connection_ffi::WSPConnect,
    lpWSPDuplicateSocket: close_ffi::WSPDuplicateSocket,
    lpWSPEnumNetworkEvents: events_ffi::WSPEnumNetworkEvents,
    lpWSPEventSelect: events_ffi::WSPEventSelect,
    lpWSPGetOverlappedResult: data_ffi::WSPGetOverlappedResult,
    lpWSPGetPeerName: connection_ffi::WSPGetPeerName,
    lpWSPGetSockName: connection_ffi::WSPGetSockName,
    lpWSPGetSockOpt: option_ffi::WSPGetSockOpt,
    lpWSPGetQOSByName: option_ffi::WSPGetQOSByName,
    lpWSPIoctl: option_ffi::WSPIoctl,
    lpWSPJoinLeaf: connection_ffi::WSPJoinLeaf,
    lpWSPListen: connection_ffi::WSPListen,
    lpWSPRecv: data_ffi::WSPRecv,
    lpWSPRecvDisconnect: close_ffi::WSPRecvDisconnect,
    lpWSPRecvFrom: data_ffi::WSPRecvFrom,
    lpWSPSelect: events_ffi::WSPSelect,
    lpWSPSend: data_ffi::WSPSend,
    lpWSPSendDisconnect: close_ffi::WSPSendDisconnect,
    lpWSPSendTo: data_ffi::WSPSendTo,
    lpWSPSetSockOpt: option_ffi::WSPSetSockOpt,
    lpWSPShutdown: close_ffi::WSPShutdown,
    lpWSPSocket: connection_ffi::WSPSocket,
    lpWSPStringToAddress: address_text_ffi::WSPStringToAddress,
};

/// What a procedure returns when it failed.
trait Failure {
    /// `SOCKET_ERROR` or `INVALID_SOCKET`.
    const FAILURE: Self;
}

impl Failure for i32 {
    const FAILURE: i32 = -1;
}

impl Failure for usize {
    const FAILURE: usize = usize::MAX;
}

/// Runs a procedure: panics stop here, and an error goes where the caller wants it.
///
/// # Safety
/// `error` is NULL or valid for writes.
#[inline]
unsafe fn procedure<R: Failure>(error: *mut i32, call: impl FnOnce() -> WsaResult<R>) -> R {
    let failed = match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => return value,
        Ok(Err(failed)) => failed,
        Err(_) => WsaError::WSASYSCALLFAILURE,
    };
    if !error.is_null() {
        // SAFETY: not NULL, and the caller's to write.
        unsafe { error.write_unaligned(failed.code()) };
    }
    R::FAILURE
}

/// A procedure that answers a `BOOL`.
///
/// # Safety
/// As [`procedure`].
unsafe fn bool_procedure(error: *mut i32, call: impl FnOnce() -> WsaResult<()>) -> i32 {
    // SAFETY: passed on.
    i32::from(unsafe { procedure(error, || call().map(|()| 0)) } == 0)
}
