//! Registered I/O: `RIOSend`, `RIOReceive` and their `Ex` forms.
//!
//! A call that returns TRUE has charged a request, whose completion tells all that happens later, failure of the
//! socket included. What is wrong with the arguments the call itself says.

use std::ffi::c_void;

use win32_wait::request_queue::{Direction, Manner};
use ws2_base::registered::{self, RawId};
use ws2_base::socket_table::SocketObject;
use ws2_spi::overlapped::{Buffers, MessageFacts, MessageSlot, Operation};
use ws2_spi::{LentBuffer, WindowsAddress};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::message_ffi::{control_messages, put_control};
use super::winsock_bool;
use crate::lent;

const ADDRESS_BYTES: usize = size_of::<ws::SOCKADDR_INET>();
/// `RIO_CMSG_BASE_SIZE`: where the first header follows the total length.
const CONTROL_BASE: usize = size_of::<ws::RIO_CMSG_BUFFER>().next_multiple_of(align_of::<ws::CMSGHDR>());

/// Sends a slice of a registered buffer.
///
/// # Errors
/// `WSAEFAULT`: the buffer is not registered. `WSAEINVAL`: no such request queue, a bad flag, a slice that leads out of
/// its buffer. `WSAENOBUFS`: as much is outstanding as there may be.
///
/// # Safety
/// `data` is NULL or valid for reads. The slice stays valid until the completion is taken out.
pub(super) unsafe extern "system" fn RIOSend(
    queue: isize,
    data: *const ws::RIO_BUF,
    count: u32,
    flags: u32,
    context: *const c_void,
) -> i32 {
    let (none, request) = (std::ptr::null(), Asked { queue, data, count, flags, context });
    // SAFETY: passed on.
    winsock_bool(|| unsafe { send(request, none, Places::of_none()) })
}

/// As [`RIOSend`], to an address and with control data, on datagram sockets.
///
/// # Errors
/// As [`RIOSend`]; `WSAEINVAL`: a local address, too little room for an address, or control data that cannot be.
///
/// # Safety
/// As [`RIOSend`], for each of the slices.
pub(super) unsafe extern "system" fn RIOSendEx(
    queue: isize,
    data: *const ws::RIO_BUF,
    count: u32,
    local: *const ws::RIO_BUF,
    remote: *const ws::RIO_BUF,
    control: *const ws::RIO_BUF,
    message_flags: *const ws::RIO_BUF,
    flags: u32,
    context: *const c_void,
) -> i32 {
    let request = Asked { queue, data, count, flags, context };
    let places = Places { local: std::ptr::null(), remote, control, message_flags };
    // SAFETY: passed on.
    winsock_bool(|| unsafe { send(request, local, places) })
}

/// Receives into a slice of a registered buffer.
///
/// # Errors
/// As [`RIOSend`].
///
/// # Safety
/// As [`RIOSend`].
pub(super) unsafe extern "system" fn RIOReceive(
    queue: isize,
    data: *const ws::RIO_BUF,
    count: u32,
    flags: u32,
    context: *const c_void,
) -> i32 {
    let request = Asked { queue, data, count, flags, context };
    // SAFETY: passed on.
    winsock_bool(|| unsafe { receive(request, Places::of_none()) })
}

/// As [`RIOReceive`], with the addresses, control data and MSG_* flags of what was received.
///
/// # Errors
/// As [`RIOReceive`]; `WSAEINVAL`: too little room for one of them.
///
/// # Safety
/// As [`RIOSend`], for each of the slices.
pub(super) unsafe extern "system" fn RIOReceiveEx(
    queue: isize,
    data: *const ws::RIO_BUF,
    count: u32,
    local: *const ws::RIO_BUF,
    remote: *const ws::RIO_BUF,
    control: *const ws::RIO_BUF,
    message_flags: *const ws::RIO_BUF,
    flags: u32,
    context: *const c_void,
) -> i32 {
    let request = Asked { queue, data, count, flags, context };
    // SAFETY: passed on.
    winsock_bool(|| unsafe { receive(request, Places { local, remote, control, message_flags }) })
}

/// The arguments all requests have.
struct Asked {
    queue: isize,
    data: *const ws::RIO_BUF,
    count: u32,
    flags: u32,
    context: *const c_void,
}

impl Asked {
    /// How the request is made; `None`: it only commits others.
    fn manner(&self, valid: u32, places: &Places) -> WsaResult<Option<Manner>> {
        if self.flags == ws::RIO_MSG_COMMIT_ONLY {
            let bare = self.data.is_null() && self.count == 0 && self.context.is_null() && places.are_none();
            return if bare { Ok(None) } else { Err(WsaError::WSAEINVAL) };
        }
        if self.flags & !valid != 0 {
            return Err(WsaError::WSAEINVAL);
        }
        Ok(Some(Manner {
            defer: self.flags & ws::RIO_MSG_DEFER != 0,
            notify: self.flags & ws::RIO_MSG_DONT_NOTIFY == 0,
            context: self.context.expose_provenance() as u64,
        }))
    }

    /// The data, which only datagrams can do without.
    ///
    /// # Safety
    /// `data` is NULL or valid for reads.
    unsafe fn buffers(&self, stream: bool) -> WsaResult<Buffers> {
        if self.count != u32::from(!self.data.is_null()) || stream && self.count == 0 {
            return Err(WsaError::WSAEINVAL);
        }
        // SAFETY: passed on.
        Ok(unsafe { slice(self.data, 0) }?.into_iter().collect())
    }
}

/// The arguments of the `Ex` forms.
struct Places {
    local: *const ws::RIO_BUF,
    remote: *const ws::RIO_BUF,
    control: *const ws::RIO_BUF,
    message_flags: *const ws::RIO_BUF,
}

impl Places {
    fn of_none() -> Places {
        let none = std::ptr::null();
        Places { local: none, remote: none, control: none, message_flags: none }
    }

    fn are_none(&self) -> bool {
        [self.local, self.remote, self.control, self.message_flags].iter().all(|place| place.is_null())
    }

    /// # Safety
    /// Each is NULL or valid for reads.
    unsafe fn slices(&self) -> WsaResult<Slices> {
        // SAFETY: passed on.
        unsafe {
            Ok(Slices {
                local: slice(self.local, ADDRESS_BYTES)?,
                remote: slice(self.remote, ADDRESS_BYTES)?,
                control: slice(self.control, CONTROL_BASE)?,
                flags: slice(self.message_flags, size_of::<u32>())?,
            })
        }
    }
}

/// The memory a `RIO_BUF` names; it must have so many bytes.
///
/// # Errors
/// `WSAEFAULT`: not registered. `WSAEINVAL`: not inside its buffer, or too short.
///
/// # Safety
/// `buffer` is NULL or valid for reads.
unsafe fn slice(buffer: *const ws::RIO_BUF, least: usize) -> WsaResult<Option<LentBuffer>> {
    if buffer.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise.
    let buffer = unsafe { lent::read(buffer) }?;
    let slice = registered::slice(buffer.BufferId as RawId, buffer.Offset, buffer.Length)?;
    if slice.len < least { Err(WsaError::WSAEINVAL) } else { Ok(Some(slice)) }
}

fn is_stream(socket: &SocketObject) -> bool {
    socket.protocol().iSocketType == ws::SOCK_STREAM
}

/// # Safety
/// As [`RIOSendEx`].
unsafe fn send(asked: Asked, local: *const ws::RIO_BUF, places: Places) -> WsaResult<()> {
    if !local.is_null() {
        return Err(WsaError::WSAEINVAL);
    }
    let queue = asked.queue as RawId;
    let Some(manner) = asked.manner(ws::RIO_MSG_DEFER | ws::RIO_MSG_DONT_NOTIFY, &places)? else {
        return registered::commit(queue, Direction::Send);
    };
    registered::submit(queue, Direction::Send, manner, |socket| {
        // SAFETY: the caller's promise.
        let (buffers, slices) = unsafe { (asked.buffers(is_stream(socket))?, places.slices()?) };
        slices.put_flags(0);
        if is_stream(socket) {
            return Ok(Operation::Send { buffers, flags: 0, to: None });
        }
        // SAFETY: registered memory, which the caller lends.
        let to = slices.remote.map(|remote| unsafe { bytes(remote) }[..ADDRESS_BYTES].into());
        // SAFETY: as above.
        let control =
            slices.control.map_or(Ok(Vec::new()), |control| sent_control(unsafe { bytes(control) }))?;
        Ok(Operation::SendMessage { buffers, flags: 0, to, control })
    })
}

/// # Safety
/// As [`RIOReceiveEx`].
unsafe fn receive(asked: Asked, places: Places) -> WsaResult<()> {
    let queue = asked.queue as RawId;
    let valid = ws::RIO_MSG_DEFER | ws::RIO_MSG_DONT_NOTIFY | ws::RIO_MSG_WAITALL;
    let Some(manner) = asked.manner(valid, &places)? else {
        return registered::commit(queue, Direction::Receive);
    };
    registered::submit(queue, Direction::Receive, manner, |socket| {
        let whole = asked.flags & ws::RIO_MSG_WAITALL != 0;
        // SAFETY: the caller's promise.
        let (buffers, slices) = unsafe { (asked.buffers(is_stream(socket))?, places.slices()?) };
        match (is_stream(socket), whole) {
            (false, true) => Err(WsaError::WSAEINVAL),
            (false, false) if buffers.is_empty() || !places.are_none() => {
                Ok(Operation::ReceiveMessage { buffers, flags: 0, slot: Box::new(slices) })
            }
            (false, false) => Ok(Operation::Receive { buffers, flags: 0, from: None }),
            (true, _) => {
                slices.put_connection(socket);
                Ok(match whole {
                    true => Operation::ReceiveWhole { buffers },
                    false => Operation::Receive { buffers, flags: 0, from: None },
                })
            }
        }
    })
}

/// # Safety
/// The slice is the program's to lend, and nobody writes there during the call.
unsafe fn bytes<'a>(slice: LentBuffer) -> &'a [u8] {
    // SAFETY: inside of a registered buffer.
    unsafe { std::slice::from_raw_parts(slice.base, slice.len) }
}

/// Reads a `RIO_CMSG_BUFFER` and what follows it.
fn sent_control(control: &[u8]) -> WsaResult<Vec<ws2_spi::overlapped::ControlMessage>> {
    let total = control.first_chunk().map_or(0, |total| u32::from_ne_bytes(*total)) as usize;
    control_messages(control.get(CONTROL_BASE..total).ok_or(WsaError::WSAEINVAL)?)
}

/// Where the facts of a message go, lent until the completion is taken out. Each slice has the room it needs.
struct Slices {
    local: Option<LentBuffer>,
    remote: Option<LentBuffer>,
    control: Option<LentBuffer>,
    flags: Option<LentBuffer>,
}

impl Slices {
    /// What is known of everything that comes over a connection, which needs not wait for it.
    fn put_connection(&self, socket: &SocketObject) {
        if let Some(slice) = self.local
            && let Ok(address) = socket.local_address()
        {
            put_address(slice, &address);
        }
        if let Some(slice) = self.remote
            && let Ok(address) = socket.peer_address()
        {
            put_address(slice, &address);
        }
        self.put_control(&[]);
        self.put_flags(0);
    }

    fn put_flags(&self, flags: u32) {
        if let Some(slice) = self.flags {
            // SAFETY: the slice has the room.
            unsafe { slice.base.cast::<u32>().write_unaligned(flags) };
        }
    }

    /// Whether all of it fits.
    fn put_control(&self, messages: &[ws2_spi::overlapped::ControlMessage]) -> bool {
        let Some(slice) = self.control else { return true };
        let room =
            ws::WSABUF { buf: slice.base.wrapping_add(CONTROL_BASE), len: (slice.len - CONTROL_BASE) as u32 };
        let (used, cut_off) = put_control(&room, messages);
        let total = ws::RIO_CMSG_BUFFER { TotalLength: (CONTROL_BASE + used) as u32 };
        // SAFETY: the slice has the room.
        unsafe { slice.base.cast::<ws::RIO_CMSG_BUFFER>().write_unaligned(total) };
        !cut_off
    }
}

fn put_address(slice: LentBuffer, address: &WindowsAddress) {
    let address = address.as_bytes();
    // SAFETY: the slice has room for an address of either family.
    unsafe {
        slice.base.write_bytes(0, ADDRESS_BYTES);
        slice.base.copy_from_nonoverlapping(address.as_ptr(), address.len().min(ADDRESS_BYTES));
    }
}

impl MessageSlot for Slices {
    fn wants_local(&self) -> bool {
        self.local.is_some()
    }

    fn fill(&self, facts: &MessageFacts<'_>) -> WsaResult<()> {
        for (slice, address) in [(self.local, facts.local), (self.remote, Some(facts.sender))] {
            if let (Some(slice), Some(address)) = (slice, address) {
                put_address(slice, address);
            }
        }
        let fits = self.put_control(facts.control);
        self.put_flags(facts.flags | if fits { 0 } else { ws::MSG_CTRUNC });
        if fits { Ok(()) } else { Err(WsaError::WSAEMSGSIZE) }
    }
}
