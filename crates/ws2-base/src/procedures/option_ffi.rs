//! Options and control codes.

use win32_wait::completion::Lent;
use ws2_spi::overlapped::{Change, Operation};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::address_list_ffi;
use super::{bool_procedure, procedure};
use crate::overlapped::{Told, begin_lent, carry_out, end_at_once};
use crate::socket_table::{self, PinnedSocket, RawSocket, SocketObject, with_handle, with_socket};
use crate::{extension, lent};

/// The library's own question whether a socket blocks, which Windows has no call for: a `u32`, 0 if it does not.
pub const SIO_QUERY_BLOCKING: u32 = ws::IOC_OUT | ws::IOC_VENDOR | 0x4f57;

/// # Safety
/// `len` is NULL or valid for reads and writes, `value` for writes of `*len` bytes.
pub(super) unsafe extern "system" fn WSPGetSockOpt(
    socket: RawSocket,
    level: i32,
    name: i32,
    value: *mut u8,
    len: *mut i32,
    error: *mut i32,
) -> i32 {
    let call = |socket: &SocketObject| {
        // SAFETY: NULL or the caller's to read and write.
        let room = unsafe { lent::read(len) }?;
        // SAFETY: the caller's promise.
        let answer = socket.option(level, name, unsafe { lent::bytes_mut(value, room) }?)?;
        // SAFETY: read before.
        unsafe { lent::write(len, answer as i32) }?;
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, call)) }
}

/// # Safety
/// `value` is valid for reads of `len` bytes.
pub(super) unsafe extern "system" fn WSPSetSockOpt(
    socket: RawSocket,
    level: i32,
    name: i32,
    value: *const u8,
    len: i32,
    error: *mut i32,
) -> i32 {
    let call = |socket: &PinnedSocket| {
        // Options without a value are set with NULL and 0.
        let no_value = value.is_null() && len == 0;
        // SAFETY: the caller's promise.
        let value = if no_value { &[] } else { unsafe { lent::bytes(value, len) }? };
        socket_table::set_option(socket, level, name, value)?;
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, || with_handle(socket, call)) }
}

/// No provider of the library has templates of quality of service.
///
/// # Errors
/// `WSAEOPNOTSUPP`
///
/// # Safety
/// `error` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSPGetQOSByName(
    socket: RawSocket,
    _name: *const ws::WSABUF,
    _qos: *mut ws::QOS,
    error: *mut i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { bool_procedure(error, || with_socket(socket, |_| Err(WsaError::WSAEOPNOTSUPP))) }
}

/// Few codes wait for anything, so an overlapped call mostly ends at once.
///
/// # Safety
/// The buffers are NULL or valid for the lengths given; `returned` is NULL or valid for writes; `overlapped` is
/// NULL or stays valid until the operation is complete.
pub(super) unsafe extern "system" fn WSPIoctl(
    socket: RawSocket,
    code: u32,
    input: *const std::ffi::c_void,
    input_len: u32,
    output: *mut std::ffi::c_void,
    output_len: u32,
    returned: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    thread: *const ws::WSATHREADID,
    error: *mut i32,
) -> i32 {
    let call = |this: &SocketObject| {
        // SAFETY: the caller lends it until the operation is complete.
        let lent = unsafe { Lent::new(overlapped) };
        if returned.is_null() && lent.is_none() {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: the caller's promise.
        let (input, output) =
            unsafe { (optional(input.cast(), input_len)?, optional_mut(output.cast(), output_len)?) };
        // SAFETY: the caller's promise.
        let told = unsafe { Told::by(routine, thread) };
        let bytes = match (awaited_change(this, code, input, lent.is_some()), lent) {
            (Some(change), Some(lent)) => {
                begin_lent(socket, lent, told, Operation::AwaitChange(change))? as u32
            }
            (Some(change), None) => carry_out(socket, Operation::AwaitChange(change)).1.map(|()| 0)?,
            (None, Some(lent)) => {
                end_at_once(this, lent, told, || control(socket, this, code, input, output))?
            }
            (None, None) => control(socket, this, code, input, output)?,
        };
        if !returned.is_null() {
            // SAFETY: not NULL, and the caller's to write.
            unsafe { lent::write(returned, bytes) }?;
        }
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, || with_socket(socket, call)) }
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
        ws::SIO_GET_EXTENSION_FUNCTION_POINTER => (extension::provided()?.function)(input)?,
        ws::SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER => {
            return Ok((extension::provided()?.put_functions)(input, output)? as u32);
        }
        SIO_QUERY_BLOCKING => {
            let answer = u32::from(this.is_blocking()).to_ne_bytes();
            output.first_chunk_mut().map(|room| *room = answer).ok_or(WsaError::WSAEFAULT)?;
            return Ok(answer.len() as u32);
        }
        // SAFETY: what the list points at is the caller's to read, as WSAIoctl documents.
        ws::SIO_ADDRESS_LIST_SORT => return unsafe { address_list_ffi::sort(this, input, output) },
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
