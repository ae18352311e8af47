//! The way from a socket to the provider that serves it, which is always a procedure table.

use std::num::NonZeroUsize;

use win32_wait::handle_table::{Handle, handles};
use ws2_base::procedures::PROCEDURES;
use ws2_base::socket_table::RawSocket;
use ws2_spi::Procedures;
use ws2_types::abi::GUID;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::loader::{self, BUILT_IN};
use crate::{layered_socket, startup};

/// What a procedure returns when it failed.
pub trait Answer: PartialEq + Copy {
    /// `SOCKET_ERROR` or `INVALID_SOCKET`.
    const FAILURE: Self;
}

impl Answer for i32 {
    const FAILURE: i32 = -1;
}

impl Answer for usize {
    const FAILURE: usize = usize::MAX;
}

/// The procedures that serve a socket. For what is no socket they are those of the base providers, which say so.
#[inline]
pub fn of(socket: RawSocket) -> &'static Procedures {
    match of_handle(socket) {
        BUILT_IN => &PROCEDURES,
        route => loader::procedures(route),
    }
}

/// Whether any socket may go another way than to the base providers.
#[inline]
pub fn any_loaded() -> bool {
    loader::any()
}

/// Whether calls on a socket go to a loaded provider.
pub fn is_routed(socket: RawSocket) -> bool {
    of_handle(socket) != BUILT_IN
}

/// Whether a number is a handle that a provider made itself, with no socket of the base providers behind it.
pub fn is_layered(socket: RawSocket) -> bool {
    is_routed(socket) && layered_socket::pin(socket).is_ok()
}

/// Makes a call by the table that serves a socket.
///
/// # Errors
/// What the provider says.
#[inline]
pub fn down<R: Answer>(socket: RawSocket, call: impl FnOnce(&Procedures, *mut i32) -> R) -> WsaResult<R> {
    by(of(socket), call)
}

/// Makes a call by a table.
///
/// # Errors
/// What the provider says.
#[inline]
pub fn by<R: Answer>(procedures: &Procedures, call: impl FnOnce(&Procedures, *mut i32) -> R) -> WsaResult<R> {
    let mut error = 0;
    let answer = call(procedures, &raw mut error);
    if answer == R::FAILURE { Err(loader::failure(error)) } else { Ok(answer) }
}

/// Makes a call by the table that serves a socket, which answers a new one.
///
/// # Errors
/// What the provider says; `WSANOTINITIALISED`: the last `WSACleanup` came meanwhile.
pub fn down_to_new(
    socket: RawSocket,
    call: impl FnOnce(&Procedures, *mut i32) -> RawSocket,
) -> WsaResult<RawSocket> {
    let route = of_handle(socket);
    take_in(by(of(socket), call)?, route)
}

/// Takes in a handle that a provider has made. It ends here if the last clean-up came meanwhile: nobody else would end it.
///
/// # Errors
/// `WSANOTINITIALISED`
pub(crate) fn take_in(new: RawSocket, route: u16) -> WsaResult<RawSocket> {
    layered_socket::adopt(new, route);
    // A clean-up counts down before it takes what is left. So either it has seen this one or this look sees its count.
    // Sockets of the base providers have been looked after when they were made.
    startup::require_started().inspect_err(|_| _ = layered_socket::close(new))?;
    Ok(new)
}

/// The number of the provider that serves a socket.
#[inline]
pub(crate) fn of_handle(socket: RawSocket) -> u16 {
    Handle::from_raw(socket).map_or(BUILT_IN, |handle| handles().route(handle))
}

/// The address of an extension function (`WSAID_…`) as the provider of a socket gives it out.
///
/// # Errors
/// What the provider says, usually `WSAEINVAL`: it has none. So it is if the provider says nothing.
pub fn extension(socket: RawSocket, id: &GUID) -> WsaResult<NonZeroUsize> {
    let (mut function, mut returned) = (0usize, 0);
    down(socket, |provider, error| {
        // SAFETY: places of our own.
        unsafe {
            (provider.lpWSPIoctl)(
                socket,
                ws::SIO_GET_EXTENSION_FUNCTION_POINTER,
                std::ptr::from_ref(id).cast(),
                size_of::<GUID>() as u32,
                (&raw mut function).cast(),
                size_of::<usize>() as u32,
                &raw mut returned,
                std::ptr::null_mut(),
                None,
                std::ptr::null(),
                error,
            )
        }
    })?;
    NonZeroUsize::new(function).ok_or(WsaError::WSAEINVAL)
}
