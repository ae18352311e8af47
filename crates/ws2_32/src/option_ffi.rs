//! `getsockopt`, `setsockopt`, `ioctlsocket`, `WSAIoctl`.

use win32_wait::completion::Lent;
use ws2_base::socket_table::{self, RawSocket, SocketObject, with_handle, with_socket};
use ws2_spi::overlapped::{Change, Operation};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::extension;
use crate::lent;
use crate::overlapped_ffi::end_at_once;

/// # Safety
/// `len` is NULL or valid for reads and writes, `value` for writes of `*len` bytes.
#[unsafe(export_name = "ws2_32_getsockopt")]
pub unsafe extern "C" fn getsockopt(
    socket: RawSocket,
    level: i32,
    name: i32,
    value: *mut u8,
    len: *mut i32,
) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            // SAFETY: NULL or the caller's to read and write.
            let room = unsafe { lent::read(len) }?;
            // SAFETY: the caller's promise.
            let answer = socket.option(level, name, unsafe { lent::bytes_mut(value, room) }?)?;
            // SAFETY: read before.
            unsafe { lent::write(len, answer as i32) }?;
            Ok(0)
        })
    })
}

/// # Safety
/// `value` is valid for reads of `len` bytes.
#[unsafe(export_name = "ws2_32_setsockopt")]
pub unsafe extern "C" fn setsockopt(
    socket: RawSocket,
    level: i32,
    name: i32,
    value: *const u8,
    len: i32,
) -> i32 {
    winsock(|| {
        with_handle(socket, |socket| {
            // Options without a value are set with NULL and 0.
            let no_value = value.is_null() && len == 0;
            // SAFETY: the caller's promise.
            let value = if no_value { &[] } else { unsafe { lent::bytes(value, len) }? };
            socket_table::set_option(socket, level, name, value)?;
            Ok(0)
        })
    })
}

/// # Safety
/// `argument` is NULL or valid for reads and writes.
#[unsafe(export_name = "ws2_32_ioctlsocket")]
pub unsafe extern "C" fn ioctlsocket(socket: RawSocket, command: i32, argument: *mut u32) -> i32 {
    winsock(|| {
        with_socket(socket, |socket| {
            if !matches!(command, ws::FIONBIO | ws::FIONREAD | ws::SIOCATMARK) {
                return Err(WsaError::WSAEINVAL);
            }
            // SAFETY: NULL or the caller's to read and write.
            let input = unsafe { lent::read(argument) }?.to_ne_bytes();
            let mut output = input;
            socket.control(command as u32, &input, &mut output)?;
            if command != ws::FIONBIO {
                // SAFETY: read before.
                unsafe { lent::write(argument, u32::from_ne_bytes(output)) }?;
            }
            Ok(0)
        })
    })
}

/// No code waits for anything, so an overlapped call ends at once.
///
/// # Safety
/// The buffers are NULL or valid for the lengths given; `returned` is NULL or valid for writes; `overlapped` is
/// NULL or stays valid until the operation is complete.
#[unsafe(export_name = "ws2_32_WSAIoctl")]
pub unsafe extern "C" fn WSAIoctl(
    socket: RawSocket,
    code: u32,
    input: *const u8,
    input_len: u32,
    output: *mut u8,
    output_len: u32,
    returned: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
        with_socket(socket, |this| {
            // SAFETY: the caller lends it until the operation is complete.
            let lent = unsafe { Lent::new(overlapped) };
            if returned.is_null() && lent.is_none() {
                return Err(WsaError::WSAEFAULT);
            }
            // SAFETY: the caller's promise.
            let (input, output) = unsafe { (optional(input, input_len)?, optional_mut(output, output_len)?) };
            if let Some(change) = awaited_change(this, code, input, lent.is_some()) {
                let operation = Operation::AwaitChange(change);
                let bytes = match lent {
                    Some(lent) => extension::begin_lent(socket, lent, routine, operation)?,
                    None => extension::carry_out(socket, operation).1.map(|()| 0)?,
                };
                if !returned.is_null() {
                    // SAFETY: not NULL, and the caller's to write.
                    unsafe { lent::write(returned, bytes as u32) }?;
                }
                return Ok(0);
            }
            let mut call = || control(socket, this, code, input, output);
            let bytes = match lent {
                Some(lent) => end_at_once(this, lent, routine, call)?,
                None => call()?,
            };
            if !returned.is_null() {
                // SAFETY: not NULL, and the caller's to write.
                unsafe { lent::write(returned, bytes) }?;
            }
            Ok(0)
        })
    })
}

/// What a code waits for, if it is one that does: with an OVERLAPPED, or on a socket that blocks.
fn awaited_change(this: &SocketObject, code: u32, input: &[u8], overlapped: bool) -> Option<Change> {
    let change = match code {
        ws::SIO_ADDRESS_LIST_CHANGE => Change::AddressList,
        ws::SIO_ROUTING_INTERFACE_CHANGE => Change::RoutingInterface { remote: input.into() },
        _ => return None,
    };
    (overlapped || this.is_blocking()).then_some(change)
}

/// Carries out a control code; the bytes of its answer.
fn control(
    socket: RawSocket,
    this: &SocketObject,
    code: u32,
    input: &[u8],
    output: &mut [u8],
) -> WsaResult<u32> {
    let answer = match code {
        ws::SIO_BASE_HANDLE | ws::SIO_BSP_HANDLE | ws::SIO_BSP_HANDLE_SELECT | ws::SIO_BSP_HANDLE_POLL => {
            socket
        }
        ws::SIO_GET_EXTENSION_FUNCTION_POINTER => extension::function(input)?,
        ws::SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER => {
            return Ok(extension::put_functions(input, output)? as u32);
        }
        code => return Ok(this.control(code, input, output)? as u32),
    };
    let answer = answer.to_ne_bytes();
    output.get_mut(..answer.len()).ok_or(WsaError::WSAEFAULT)?.copy_from_slice(&answer);
    Ok(answer.len() as u32)
}

/// # Safety
/// `pointer` is NULL or valid for reads of `len` bytes.
unsafe fn optional<'a>(pointer: *const u8, len: u32) -> WsaResult<&'a [u8]> {
    if pointer.is_null() || len == 0 {
        return Ok(&[]);
    }
    // SAFETY: passed on.
    unsafe { lent::bytes(pointer, i32::try_from(len).map_err(|_| WsaError::WSAEFAULT)?) }
}

/// # Safety
/// `pointer` is NULL or valid for writes of `len` bytes.
unsafe fn optional_mut<'a>(pointer: *mut u8, len: u32) -> WsaResult<&'a mut [u8]> {
    if pointer.is_null() || len == 0 {
        return Ok(&mut []);
    }
    // SAFETY: passed on.
    unsafe { lent::bytes_mut(pointer, i32::try_from(len).map_err(|_| WsaError::WSAEFAULT)?) }
}
