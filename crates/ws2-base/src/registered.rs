//! Registered I/O: the objects behind RIO_BUFFERID, RIO_CQ and RIO_RQ.
//!
//! Buffers and completion queues have numbers of the handle table. A request queue has that of its socket: there is
//! one for a socket at most, and it ends with it.

use std::any::Any;
use std::sync::Arc;

use win32_wait::completion_queue::CompletionQueue;
use win32_wait::handle_table::{Handle, Object, PinnedAs, handles};
use win32_wait::registered_buffer::RegisteredBuffer;
use win32_wait::request_queue::{Direction, Manner, RequestQueue};
use ws2_spi::LentBuffer;
use ws2_spi::overlapped::Operation;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::socket_table::{self, PinnedSocket, RawSocket, SocketObject};

/// A number as the program has it: RIO_BUFFERID, RIO_CQ or RIO_RQ.
pub type RawId = usize;

/// The request queue of a socket.
pub(crate) type Requests = RequestQueue<Operation>;

/// Gives a number to a buffer or a completion queue.
///
/// # Errors
/// `WSAENOBUFS`: the table is full.
pub fn open(object: Arc<dyn Object>) -> WsaResult<RawId> {
    handles().insert(object).map(Handle::into_raw).ok_or(WsaError::WSAENOBUFS)
}

/// Ends a buffer or a completion queue; other numbers are passed over.
pub fn close<T: Object>(id: RawId) {
    if let Some(pinned) = pin::<T>(id) {
        // Another thread may be first.
        let _ = pinned.close(pinned.pinned().handle());
    }
}

fn pin<T: Object>(id: RawId) -> Option<PinnedAs<'static, T>> {
    let handle = Handle::from_raw(id).filter(|handle| handle.into_raw() == id)?;
    handles().pin(handle)?.into_typed()
}

/// Part of a registered buffer.
///
/// # Errors
/// `WSAEFAULT`: not registered, or no more. `WSAEINVAL`: it leads out of the buffer.
pub fn slice(buffer: RawId, offset: u32, len: u32) -> WsaResult<LentBuffer> {
    pin::<RegisteredBuffer>(buffer).ok_or(WsaError::WSAEFAULT)?.slice(offset, len)
}

/// Runs a call on a completion queue.
///
/// # Errors
/// `WSAEINVAL`: there is none of this number. Else the call's own.
pub fn with_completion_queue<R>(
    id: RawId,
    call: impl FnOnce(&CompletionQueue) -> WsaResult<R>,
) -> WsaResult<R> {
    call(&*pin::<CompletionQueue>(id).ok_or(WsaError::WSAEINVAL)?)
}

fn completion_queue(id: RawId) -> WsaResult<Arc<CompletionQueue>> {
    let pinned = pin::<CompletionQueue>(id).ok_or(WsaError::WSAEINVAL)?;
    let object: Arc<dyn Any + Send + Sync> = pinned.pinned().share();
    object.downcast().map_err(|_| WsaError::WSAEINVAL)
}

/// What a request queue may have outstanding in one direction, and where that completes.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// The completion queue.
    pub queue: RawId,
    /// Most requests at a time.
    pub most: u32,
}

/// Makes the request queue of a socket.
///
/// # Errors
/// `WSAENOTSOCK`; `WSAEOPNOTSUPP`: the socket was made without `WSA_FLAG_REGISTERED_IO`; `WSAEINVAL`: it has a request
/// queue, a completion queue is none, or no room is asked for; `WSAENOBUFS`: a completion queue has not that much room.
pub fn create_request_queue(
    socket: RawSocket,
    receives: Room,
    sends: Room,
    context: u64,
) -> WsaResult<RawId> {
    let pinned = socket_table::pin(socket)?;
    if pinned.flags() & ws::WSA_FLAG_REGISTERED_IO == 0 {
        return Err(WsaError::WSAEOPNOTSUPP);
    }
    if pinned.requests().is_some() {
        return Err(WsaError::WSAEINVAL);
    }
    let (receives_end, sends_end) = (completion_queue(receives.queue)?, completion_queue(sends.queue)?);
    let requests = Requests::new((receives_end, receives.most), (sends_end, sends.most), context)?;
    pinned.set_requests(requests)?;
    Ok(pinned.handle().into_raw())
}

/// Changes how much a request queue may have outstanding, as [`RequestQueue::resize`].
///
/// # Errors
/// `WSAEINVAL`: there is none of this number. Else those of the call.
pub fn resize_request_queue(id: RawId, most_receives: u32, most_sends: u32) -> WsaResult<()> {
    with_requests(id, |_, requests| requests.resize(most_receives, most_sends))
}

/// Makes a request. `operation` looks at its arguments with the socket at hand; what goes wrong later, the completion
/// says.
///
/// # Errors
/// `WSAEINVAL`: there is no such request queue. `WSAENOBUFS`: it has as much outstanding as it may. Else those of
/// `operation`.
pub fn submit(
    id: RawId,
    direction: Direction,
    manner: Manner,
    operation: impl FnOnce(&SocketObject) -> WsaResult<Operation>,
) -> WsaResult<()> {
    with_requests(id, |socket, requests| {
        requests.submit(direction, manner, operation(socket)?, |operation, completion| {
            // A failure comes back with the completion.
            let _ = socket.begin(operation, completion, socket.handle());
        })
    })
}

/// Begins the requests that were put off.
///
/// # Errors
/// `WSAEINVAL`: there is no such request queue.
pub fn commit(id: RawId, direction: Direction) -> WsaResult<()> {
    with_requests(id, |socket, requests| {
        requests.commit(direction, |operation, completion| {
            let _ = socket.begin(operation, completion, socket.handle());
        });
        Ok(())
    })
}

fn with_requests<R>(id: RawId, call: impl FnOnce(&PinnedSocket, &Requests) -> WsaResult<R>) -> WsaResult<R> {
    let socket = socket_table::pin(id).map_err(|_| WsaError::WSAEINVAL)?;
    let requests = socket.requests().filter(|_| socket.handle().into_raw() == id);
    call(&socket, requests.ok_or(WsaError::WSAEINVAL)?)
}
