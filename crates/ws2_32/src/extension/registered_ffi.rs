//! Registered I/O: its table of functions, buffers and queues. Sends and receives are in
//! `registered_request_ffi.rs`.
//!
//! Microsoft leaves it to the program that no two threads use one queue at a time; here calls that do so wait for one
//! another.

use std::sync::Arc;

use win32_wait::completion_queue::{CompletionQueue, Notification, RequestResult};
use win32_wait::port::Port;
use win32_wait::registered_buffer::RegisteredBuffer;
use win32_wait::wait::object_of;
use ws2_base::registered::{self, RawId, Room};
use ws2_base::socket_table::RawSocket;
use ws2_spi::LentBuffer;
use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::registered_request_ffi::{RIOReceive, RIOReceiveEx, RIOSend, RIOSendEx};
use super::winsock_bool;
use crate::boundary::winsock;
use crate::lent;

const RIO_INVALID_BUFFERID: isize = u32::MAX as isize;
const RIO_INVALID_QUEUE: isize = 0;

/// What `SIO_GET_MULTIPLE_EXTENSION_FUNCTION_POINTER` answers for `WSAID_MULTIPLE_RIO`.
pub(super) static FUNCTIONS: ws::RIO_EXTENSION_FUNCTION_TABLE = ws::RIO_EXTENSION_FUNCTION_TABLE {
    cbSize: size_of::<ws::RIO_EXTENSION_FUNCTION_TABLE>() as u32,
    RIOReceive: Some(RIOReceive),
    RIOReceiveEx: Some(RIOReceiveEx),
    RIOSend: Some(RIOSend),
    RIOSendEx: Some(RIOSendEx),
    RIOCloseCompletionQueue: Some(RIOCloseCompletionQueue),
    RIOCreateCompletionQueue: Some(RIOCreateCompletionQueue),
    RIOCreateRequestQueue: Some(RIOCreateRequestQueue),
    RIODequeueCompletion: Some(RIODequeueCompletion),
    RIODeregisterBuffer: Some(RIODeregisterBuffer),
    RIONotify: Some(RIONotify),
    RIORegisterBuffer: Some(RIORegisterBuffer),
    RIOResizeCompletionQueue: Some(RIOResizeCompletionQueue),
    RIOResizeRequestQueue: Some(RIOResizeRequestQueue),
};

/// Copies the table into the program's.
///
/// # Errors
/// `WSAEFAULT`: too little room.
pub(super) fn put_functions(output: &mut [u8]) -> WsaResult<usize> {
    let len = size_of_val(&FUNCTIONS);
    let room = output.get_mut(..len).ok_or(WsaError::WSAEFAULT)?;
    // SAFETY: the room was just compared; the table is plain data.
    unsafe { (&raw const FUNCTIONS).cast::<u8>().copy_to_nonoverlapping(room.as_mut_ptr(), len) };
    Ok(len)
}

/// Runs a call that returns a number of its own kind.
fn id_or(invalid: isize, call: impl FnOnce() -> WsaResult<RawId>) -> isize {
    match winsock(call) {
        usize::MAX => invalid,
        id => id as isize,
    }
}

/// Registers memory for requests.
///
/// # Errors
/// `WSAEFAULT`: no memory there. `WSAEINVAL`: no bytes. `WSAENOBUFS`: too many are registered.
unsafe extern "system" fn RIORegisterBuffer(data: *const u8, len: u32) -> isize {
    id_or(RIO_INVALID_BUFFERID, || {
        let memory = LentBuffer { base: data.cast_mut(), len: len as usize };
        registered::open(Arc::new(RegisteredBuffer::new(memory)?))
    })
}

/// Ends a registration. Requests that were made with it go on. What is no registered buffer is passed over.
unsafe extern "system" fn RIODeregisterBuffer(buffer: isize) {
    registered::close::<RegisteredBuffer>(buffer as RawId);
}

/// Makes a completion queue.
///
/// # Errors
/// `WSAEINVAL`: no entries, or more than `RIO_MAX_CQ_SIZE`; an unknown type of notification; no event or port; no
/// OVERLAPPED for the port. `WSAENOBUFS`: too many handles.
///
/// # Safety
/// `notification` is NULL or valid for reads.
unsafe extern "system" fn RIOCreateCompletionQueue(
    size: u32,
    notification: *const ws::RIO_NOTIFICATION_COMPLETION,
) -> isize {
    id_or(RIO_INVALID_QUEUE, || {
        // SAFETY: NULL or the caller's to read.
        let notification = match unsafe { lent::read(notification) } {
            Ok(asked) => notification_of(&asked)?,
            Err(_) => Notification::None,
        };
        registered::open(CompletionQueue::new(size, notification)?)
    })
}

fn notification_of(asked: &ws::RIO_NOTIFICATION_COMPLETION) -> WsaResult<Notification> {
    match asked.Type {
        ws::RIO_EVENT_COMPLETION => {
            // SAFETY: the type says which member was set; every bit pattern is valid for it.
            let asked = unsafe { asked.Anonymous.Event };
            Ok(Notification::Event { event: object(asked.EventHandle)?, reset: asked.NotifyReset != 0 })
        }
        ws::RIO_IOCP_COMPLETION => {
            // SAFETY: as above.
            let asked = unsafe { asked.Anonymous.Iocp };
            if asked.Overlapped.is_null() {
                return Err(WsaError::WSAEINVAL);
            }
            Ok(Notification::Port {
                port: object::<Port>(asked.IocpHandle)?,
                key: asked.CompletionKey.expose_provenance(),
                overlapped: asked.Overlapped.expose_provenance(),
            })
        }
        _ => Err(WsaError::WSAEINVAL),
    }
}

/// The event or port of a handle.
fn object<T: Send + Sync + 'static>(handle: HANDLE) -> WsaResult<Arc<T>> {
    let object: Arc<dyn std::any::Any + Send + Sync> =
        object_of(handle.addr()).map_err(|_| WsaError::WSAEINVAL)?;
    object.downcast().map_err(|_| WsaError::WSAEINVAL)
}

/// Ends a completion queue; completions still to come are dropped. What is none is passed over.
unsafe extern "system" fn RIOCloseCompletionQueue(queue: isize) {
    registered::close::<CompletionQueue>(queue as RawId);
}

/// Changes the size of a completion queue.
///
/// # Errors
/// `WSAEINVAL`: no such queue, or a bad size. `WSAETOOMANYREFS`: its request queues need more.
unsafe extern "system" fn RIOResizeCompletionQueue(queue: isize, size: u32) -> i32 {
    winsock_bool(|| registered::with_completion_queue(queue as RawId, |queue| queue.resize(size)))
}

/// Makes the request queue of a socket.
///
/// # Errors
/// `WSAENOTSOCK`; `WSAEOPNOTSUPP`: made without `WSA_FLAG_REGISTERED_IO`; `WSAEINVAL`: it has one, a completion queue is
/// none, nothing may be outstanding, or requests are to have more than one buffer; `WSAENOBUFS`: a completion queue has
/// not that much room left.
unsafe extern "system" fn RIOCreateRequestQueue(
    socket: RawSocket,
    most_receives: u32,
    most_receive_buffers: u32,
    most_sends: u32,
    most_send_buffers: u32,
    receive_queue: isize,
    send_queue: isize,
    context: *const std::ffi::c_void,
) -> isize {
    id_or(RIO_INVALID_QUEUE, || {
        let one_each = |most: u32, buffers: u32| buffers == 1 || buffers == 0 && most == 0;
        if !one_each(most_receives, most_receive_buffers) || !one_each(most_sends, most_send_buffers) {
            return Err(WsaError::WSAEINVAL);
        }
        let receives = Room { queue: receive_queue as RawId, most: most_receives };
        let sends = Room { queue: send_queue as RawId, most: most_sends };
        registered::create_request_queue(socket, receives, sends, context.expose_provenance() as u64)
    })
}

/// Changes how much a request queue may have outstanding.
///
/// # Errors
/// `WSAEINVAL`: no such queue, or nothing may be outstanding. `WSAETOOMANYREFS`: more is outstanding. `WSAENOBUFS`: a
/// completion queue has not that much room left.
unsafe extern "system" fn RIOResizeRequestQueue(queue: isize, most_receives: u32, most_sends: u32) -> i32 {
    winsock_bool(|| registered::resize_request_queue(queue as RawId, most_receives, most_sends))
}

/// Takes completions out, oldest first: how many, or `RIO_CORRUPT_CQ`.
///
/// # Errors
/// `WSAEINVAL`: no such queue. `WSAEFAULT`: NULL.
///
/// # Safety
/// `results` is NULL or valid for writes of `room` entries.
unsafe extern "system" fn RIODequeueCompletion(queue: isize, results: *mut ws::RIORESULT, room: u32) -> u32 {
    // The failure value of this call is `RIO_CORRUPT_CQ`.
    winsock(|| {
        if results.is_null() && room > 0 {
            return Err(WsaError::WSAEFAULT);
        }
        let mut next = results;
        registered::with_completion_queue(queue as RawId, |queue| {
            queue.take(room as usize, |result| {
                // SAFETY: at most `room` entries are given, and as many are the caller's to write.
                unsafe { next.write_unaligned(entry(&result)) };
                next = next.wrapping_add(1);
            })
        })
        .map(|count| count as u32)
    })
}

fn entry(result: &RequestResult) -> ws::RIORESULT {
    ws::RIORESULT {
        Status: result.error.map_or(0, WsaError::code),
        BytesTransferred: result.bytes,
        SocketContext: result.socket_context,
        RequestContext: result.request_context,
    }
}

/// Asks for one notification: 0, or an error code.
///
/// # Errors
/// `WSAEINVAL`: no such queue, or it has no way to notify. `WSAEALREADY`: the last one has not come yet.
unsafe extern "system" fn RIONotify(queue: isize) -> i32 {
    let mut outcome = WsaError::WSAEINVAL.code();
    winsock(|| {
        let asked = registered::with_completion_queue(queue as RawId, CompletionQueue::notify);
        outcome = asked.err().map_or(0, WsaError::code);
        asked.map(|()| 0i32)
    });
    outcome
}
