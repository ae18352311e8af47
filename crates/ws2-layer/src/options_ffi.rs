//! Options and `WSAIoctl`.

use std::ffi::c_void;

use ws2_types::abi::GUID;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::instance::Hosted;
use crate::lent_raw::{self as lent, procedure};
use crate::next_raw::{Ended, below};
use crate::operation_raw::{Asked, Operation};
use crate::socket::{Phase, Socket};
use crate::{Kind, extension_ffi};

pub(crate) unsafe extern "system" fn get_option<L: Hosted>(
    socket: ws::SOCKET,
    level: i32,
    name: i32,
    value: *mut u8,
    len: *mut i32,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        if level == ws::SOL_SOCKET {
            match name {
                // The protocol is the chain, as the program sees it.
                ws::SO_PROTOCOL_INFOW => {
                    // SAFETY: the caller's promise.
                    return unsafe { lent::put_value(value, len, socket.chain) }.map(|()| 0);
                }
                ws::SO_PROTOCOL_INFOA => {
                    let narrow = narrow(&socket.chain);
                    // SAFETY: the caller's promise.
                    return unsafe { lent::put_value(value, len, narrow) }.map(|()| 0);
                }
                ws::SO_ERROR => {
                    let own = socket.state().error.take();
                    let own =
                        own.or_else(|| (socket.phase() == Phase::Reset).then_some(WsaError::WSAECONNRESET));
                    if let Some(own) = own {
                        // SAFETY: the caller's promise.
                        return unsafe { lent::put_value(value, len, own.code()) }.map(|()| 0);
                    }
                }
                _ => {}
            }
        }
        socket.exists_below()?;
        below!(socket.next, lpWSPGetSockOpt, ws::SOCKET_ERROR, socket.lower, level, name, value, len)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

/// The same in the layout with a name of bytes.
fn narrow(wide: &ws::WSAPROTOCOL_INFOW) -> ws::WSAPROTOCOL_INFOA {
    let units = wide.szProtocol;
    let text: String = char::decode_utf16(units.iter().copied().take_while(|unit| *unit != 0))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    let mut protocol = [0i8; 256];
    protocol.iter_mut().take(255).zip(text.bytes()).for_each(|(place, byte)| *place = byte as i8);
    ws::WSAPROTOCOL_INFOA {
        dwServiceFlags1: wide.dwServiceFlags1,
        dwServiceFlags2: wide.dwServiceFlags2,
        dwServiceFlags3: wide.dwServiceFlags3,
        dwServiceFlags4: wide.dwServiceFlags4,
        dwProviderFlags: wide.dwProviderFlags,
        ProviderId: wide.ProviderId,
        dwCatalogEntryId: wide.dwCatalogEntryId,
        ProtocolChain: wide.ProtocolChain,
        iVersion: wide.iVersion,
        iAddressFamily: wide.iAddressFamily,
        iMaxSockAddr: wide.iMaxSockAddr,
        iMinSockAddr: wide.iMinSockAddr,
        iSocketType: wide.iSocketType,
        iProtocol: wide.iProtocol,
        iProtocolMaxOffset: wide.iProtocolMaxOffset,
        iNetworkByteOrder: wide.iNetworkByteOrder,
        iSecurityScheme: wide.iSecurityScheme,
        dwMessageSize: wide.dwMessageSize,
        dwProviderReserved: wide.dwProviderReserved,
        szProtocol: protocol,
    }
}

pub(crate) unsafe extern "system" fn set_option<L: Hosted>(
    socket: ws::SOCKET,
    level: i32,
    name: i32,
    value: *const u8,
    len: i32,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        socket.exists_below()?;
        let bytes = match value.is_null() {
            true => &[],
            // SAFETY: the caller's promise.
            false => unsafe { std::slice::from_raw_parts(value, usize::try_from(len).unwrap_or(0)) },
        };
        socket.running.layer.set_option(&socket.layer, level, name, bytes)?;
        if level == ws::SOL_SOCKET
            && name == ws::SO_UPDATE_CONNECT_CONTEXT
            && socket.phase() == Phase::Connected
        {
            // The connection was made by `connect` below, so there is nothing to be made up for.
            return Ok(0);
        }
        if level == ws::SOL_SOCKET && name == ws::SO_UPDATE_ACCEPT_CONTEXT {
            // SAFETY: the caller's promise.
            let listener = unsafe { lent::value::<ws::SOCKET>(value, len) }?;
            let listener = L::instance().socket(listener)?;
            let lower = listener.lower.to_ne_bytes();
            return socket.next.set_option(socket.lower, level, name, &lower).map(|()| 0);
        }
        below!(socket.next, lpWSPSetSockOpt, ws::SOCKET_ERROR, socket.lower, level, name, value, len)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

pub(crate) unsafe extern "system" fn qos_by_name<L: Hosted>(
    socket: ws::SOCKET,
    name: *const ws::WSABUF,
    qos: *mut ws::QOS,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        socket.exists_below()?;
        below!(socket.next, lpWSPGetQOSByName, 0, socket.lower, name, qos)
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, 0, body) }
}

pub(crate) unsafe extern "system" fn ioctl<L: Hosted>(
    socket: ws::SOCKET,
    code: u32,
    input: *const c_void,
    in_bytes: u32,
    output: *mut c_void,
    out_bytes: u32,
    returned: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    thread: *const ws::WSATHREADID,
    error: *mut i32,
) -> i32 {
    let body = || {
        let socket = L::instance().socket(socket)?;
        socket.exists_below()?;
        socket.running.layer.control(&socket.layer, code)?;
        let takes_handles = L::DESCRIPTION.kind == Kind::Layered || overlapped.is_null();
        if code == ws::SIO_GET_EXTENSION_FUNCTION_POINTER && takes_handles {
            // SAFETY: the caller's promise.
            let answered = unsafe { extension(&socket, input, in_bytes, output, out_bytes, returned) }?;
            if !overlapped.is_null() {
                // SAFETY: NULL or the caller's to read.
                let thread = unsafe { thread.as_ref() }.copied();
                let asked = Asked { overlapped, routine, thread, owns_thread: false };
                let nothing = std::time::Duration::ZERO;
                // SAFETY: lent by the program until the operation is complete, which it is at once.
                let operation = unsafe { Operation::prepare(&socket, asked, None, nothing, 0) }?;
                operation.end(Ended { error: None, bytes: size_of::<usize>() as u32, flags: 0 });
            }
            return Ok(answered);
        }
        if code == ws::SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER && L::DESCRIPTION.kind == Kind::Layered {
            // Registered I/O is done with queues of the base's sockets, so no layer can stand in between.
            return Err(WsaError::WSAEOPNOTSUPP);
        }
        let down = |overlapped, routine, thread| {
            below!(
                socket.next,
                lpWSPIoctl,
                ws::SOCKET_ERROR,
                socket.lower,
                code,
                input,
                in_bytes,
                output,
                out_bytes,
                returned,
                overlapped,
                routine,
                thread
            )
        };
        if overlapped.is_null() || L::DESCRIPTION.kind == Kind::Ifs {
            let result = down(overlapped, routine, thread)?;
            if code == ws::SIO_GET_EXTENSION_FUNCTION_POINTER {
                // The provider below has told how it ended; the answer is the layer's.
                // SAFETY: the caller's promise.
                return unsafe { extension(&socket, input, in_bytes, output, out_bytes, returned) };
            }
            if code == ws::FIONBIO as u32 {
                // SAFETY: the caller's promise.
                let on = unsafe { lent::value::<u32>(input.cast(), in_bytes.min(4) as i32) };
                socket.state().nonblocking = on.is_ok_and(|on| on != 0);
            }
            return Ok(result);
        }
        if code == ws::FIONBIO as u32 {
            // It is done when the call returns, whoever hears of it later.
            // SAFETY: the caller's promise.
            let on = unsafe { lent::value::<u32>(input.cast(), in_bytes.min(4) as i32) }?;
            let former = std::mem::replace(&mut socket.state().nonblocking, on != 0);
            // SAFETY: the caller's promise.
            return unsafe { begin_ioctl(&socket, overlapped, routine, thread, down) }.inspect_err(|error| {
                if *error != WsaError::WSA_IO_PENDING {
                    socket.state().nonblocking = former;
                }
            });
        }
        // SAFETY: the caller's promise.
        unsafe { begin_ioctl(&socket, overlapped, routine, thread, down) }
    };
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, body) }
}

/// # Safety
/// `overlapped` is lent until the operation is complete; `thread` is NULL or valid for reads.
unsafe fn begin_ioctl<L: Hosted>(
    socket: &std::sync::Arc<Socket<L>>,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    thread: *const ws::WSATHREADID,
    down: impl FnOnce(
        *mut OVERLAPPED,
        ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
        *const ws::WSATHREADID,
    ) -> WsaResult<i32>,
) -> WsaResult<i32> {
    // SAFETY: NULL or the caller's to read.
    let thread = unsafe { thread.as_ref() }.copied();
    let asked = Asked { overlapped, routine, thread, owns_thread: false };
    let start = |ours, _| down(ours, None, std::ptr::null()).map(drop);
    // SAFETY: lent by the program until the operation is complete.
    unsafe { Operation::begin(socket, asked, None, std::time::Duration::ZERO, 0, start) }.map(|()| 0)
}

/// Answers with a function that takes the layer's handles.
///
/// # Errors
/// `WSAEFAULT`: no whole GUID, or no room. `WSAEINVAL`: no such function, here or below.
///
/// # Safety
/// As for `WSPIoctl`.
unsafe fn extension<L: Hosted>(
    socket: &Socket<L>,
    input: *const c_void,
    in_bytes: u32,
    output: *mut c_void,
    out_bytes: u32,
    returned: *mut u32,
) -> WsaResult<i32> {
    // SAFETY: the caller's promise.
    let id = unsafe { lent::value::<GUID>(input.cast(), in_bytes.min(1024) as i32) }?;
    let lower = socket.next.extension(socket.lower, &id)?;
    let function = extension_ffi::instead::<L>(&id, lower).ok_or(WsaError::WSAEINVAL)?;
    let mut len = out_bytes.min(1024) as i32;
    // SAFETY: the caller's promise.
    unsafe {
        lent::put_value(output.cast(), &mut len, function)?;
        if !returned.is_null() {
            returned.write_unaligned(size_of::<usize>() as u32);
        }
    }
    Ok(0)
}
