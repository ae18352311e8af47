//! Extension functions that take handles: programs get these in place of the functions of the provider below.
//!
//! Programs call them directly, so they set the thread's last error themselves.

use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;
use std::time::Duration;

use ws2_types::abi::GUID;
use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::guarded;
use crate::chain::same;
use crate::connecting;
use crate::instance::Hosted;
use crate::lent_raw as lent;
use crate::next_raw::Ended;
use crate::operation_raw::{Asked, Operation};
use crate::poll_ffi::poll;
use crate::socket::{Phase, Socket};
use crate::{Kind, Layer, Moved, Transfer, TransferKind, sockets_ffi};

/// The function a program gets where the provider below has `lower`. Nothing: it takes handles in a way that is not
/// known here.
pub(crate) fn instead<L: Hosted>(id: &GUID, lower: usize) -> Option<usize> {
    let own: [(GUID, *const ()); 8] = [
        (ws::WSAID_ACCEPTEX, accept_ex::<L> as *const ()),
        (ws::WSAID_CONNECTEX, connect_ex::<L> as *const ()),
        (ws::WSAID_DISCONNECTEX, disconnect_ex::<L> as *const ()),
        (ws::WSAID_TRANSMITFILE, transmit_file::<L> as *const ()),
        (ws::WSAID_TRANSMITPACKETS, transmit_packets::<L> as *const ()),
        (ws::WSAID_WSARECVMSG, receive_message::<L> as *const ()),
        (ws::WSAID_WSASENDMSG, send_message::<L> as *const ()),
        (ws::WSAID_WSAPOLL, poll::<L> as *const ()),
    ];
    if L::DESCRIPTION.kind == Kind::Ifs && !same(id, &ws::WSAID_CONNECTEX) {
        // The program's handles are what the function below takes.
        return Some(lower);
    }
    let found = own.iter().find(|(known, _)| same(known, id));
    // It takes no handle.
    let harmless = same(id, &ws::WSAID_GETACCEPTEXSOCKADDRS).then_some(lower);
    found.map(|(_, function)| function.expose_provenance()).or(harmless)
}

/// The function of the provider below with this type.
///
/// # Errors
/// As `SIO_GET_EXTENSION_FUNCTION_POINTER`.
///
/// # Safety
/// `F` is the type of pointers to the function `id`.
pub(crate) unsafe fn function<L: Layer, F: Copy>(socket: &Socket<L>, id: &GUID) -> WsaResult<F> {
    const { assert!(size_of::<F>() == size_of::<usize>()) };
    let function = socket.next.extension(socket.lower, id)?;
    let function: *const () = ptr::with_exposed_provenance(function);
    // SAFETY: the caller's promise; the provider below answers with a function, never NULL.
    Ok(unsafe { std::mem::transmute_copy(&function) })
}

/// Runs an extension function that returns TRUE, or FALSE and a last error.
fn extension<L: Hosted>(body: impl FnOnce() -> WsaResult<()>) -> i32 {
    match guarded(body) {
        Ok(()) => 1,
        Err(error) => {
            set_last_error::<L>(error);
            0
        }
    }
}

pub(crate) fn set_last_error<L: Hosted>(error: WsaError) {
    if let Ok(running) = L::instance().running() {
        // SAFETY: a plain number.
        unsafe { (running.library.WSASetLastError)(error.code()) };
    }
}

/// What a function of the provider below returned: TRUE, or FALSE and a last error.
fn outcome<L: Layer>(socket: &Socket<L>, result: i32) -> WsaResult<()> {
    if result != 0 { Ok(()) } else { Err(socket.running.library.last_error()) }
}

/// Begins an operation without completion routine, or performs it if there is no OVERLAPPED.
///
/// # Safety
/// `overlapped` is NULL or valid until the operation is complete.
unsafe fn begin<L: Layer>(
    socket: &Arc<Socket<L>>,
    overlapped: *mut OVERLAPPED,
    kind: Option<TransferKind>,
    delay: Duration,
    start: impl FnOnce(*mut OVERLAPPED) -> WsaResult<()>,
) -> WsaResult<()> {
    if overlapped.is_null() || L::DESCRIPTION.kind == Kind::Ifs {
        return start(overlapped);
    }
    let asked = Asked { overlapped, routine: None, thread: None, owns_thread: false };
    // SAFETY: passed on.
    unsafe { Operation::begin(socket, asked, kind, delay, 0, |ours, _| start(ours)) }
}

unsafe extern "system" fn accept_ex<L: Hosted>(
    listener: ws::SOCKET,
    acceptor: ws::SOCKET,
    buffer: *mut c_void,
    data_len: u32,
    local_room: u32,
    remote_room: u32,
    received: *mut u32,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    extension::<L>(|| {
        let listener = L::instance().socket(listener)?;
        let acceptor = L::instance().socket(acceptor)?;
        listener.exists_below()?;
        acceptor.exists_below()?;
        if !Arc::ptr_eq(&listener.next, &acceptor.next) {
            return Err(WsaError::WSAEINVAL);
        }
        if overlapped.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        // SAFETY: the function of this name has this type.
        let lower: ws::LPFN_ACCEPTEX = unsafe { function(&listener, &ws::WSAID_ACCEPTEX) }?;
        let lower = lower.ok_or(WsaError::WSAEINVAL)?;
        let mut count = 0;
        // Nothing is known of it before the operation is complete.
        let _ = received;
        // SAFETY: the program's arguments.
        unsafe {
            begin(&listener, overlapped, None, Duration::ZERO, |ours| {
                let result = lower(
                    listener.lower,
                    acceptor.lower,
                    buffer,
                    data_len,
                    local_room,
                    remote_room,
                    &mut count,
                    ours,
                );
                outcome(&listener, result)
            })
        }
    })
}

/// First data of a connection that the layer makes, lent by the program until the operation is complete.
struct FirstData(*const u8, usize);

// SAFETY: lent to the library as a whole; only the connecting thread reads there.
unsafe impl Send for FirstData {}

unsafe extern "system" fn connect_ex<L: Hosted>(
    socket: ws::SOCKET,
    name: *const ws::SOCKADDR,
    len: i32,
    data: *const c_void,
    data_len: u32,
    sent: *mut u32,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    extension::<L>(|| {
        let socket = L::instance().socket(socket)?;
        if overlapped.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        // SAFETY: the caller's promise.
        let wanted = unsafe { lent::address(name, len) }?;
        let Some(attempt) = connecting::connect_overlapped(&socket, wanted)? else {
            // SAFETY: the function of this name has this type.
            let lower: ws::LPFN_CONNECTEX = unsafe { function(&socket, &ws::WSAID_CONNECTEX) }?;
            let lower = lower.ok_or(WsaError::WSAEINVAL)?;
            let mut count = 0;
            let bytes = if L::DESCRIPTION.kind == Kind::Ifs { sent } else { &raw mut count };
            // SAFETY: the program's arguments.
            return unsafe {
                begin(&socket, overlapped, None, Duration::ZERO, |ours| {
                    outcome(&socket, lower(socket.lower, name, len, data, data_len, bytes, ours))
                })
            };
        };
        let asked = Asked { overlapped, routine: None, thread: None, owns_thread: false };
        // SAFETY: lent by the program until the operation is complete.
        let operation = unsafe { Operation::prepare(&socket, asked, None, Duration::ZERO, 0) };
        let operation = operation.inspect_err(|error| attempt.give_up(*error))?;
        let first = FirstData(data.cast(), if data.is_null() { 0 } else { data_len as usize });
        let waiting = Arc::new(parking_lot::Mutex::new(Some(operation)));
        let ended = waiting.clone();
        let begun = attempt.in_background(move |socket, result| {
            let first = first;
            let bytes = match first.1 {
                0 => &[],
                // SAFETY: the program's, until the operation is complete.
                len => unsafe { std::slice::from_raw_parts(first.0, len) },
            };
            let result = result.and_then(|()| connecting::send_all(socket, bytes));
            if let Some(operation) = ended.lock().take() {
                let moved = if result.is_ok() { bytes.len() as u32 } else { 0 };
                operation.end(Ended { error: result.err(), bytes: moved, flags: 0 });
            }
        });
        if let Err(error) = begun {
            if let Some(operation) = waiting.lock().take() {
                operation.take_back(error);
            }
            return Err(error);
        }
        Err(WsaError::WSA_IO_PENDING)
    })
}

/// Ends a connection below in a way that leaves the socket there to be used again.
///
/// # Errors
/// As `DisconnectEx`.
pub(crate) fn disconnect_for_reuse<L: Layer>(socket: &Socket<L>) -> WsaResult<()> {
    // SAFETY: the function of this name has this type.
    let lower: ws::LPFN_DISCONNECTEX = unsafe { function(socket, &ws::WSAID_DISCONNECTEX) }?;
    let lower = lower.ok_or(WsaError::WSAEINVAL)?;
    // SAFETY: a socket below, and no OVERLAPPED.
    outcome(socket, unsafe { lower(socket.lower, ptr::null_mut(), ws::TF_REUSE_SOCKET, 0) })
}

unsafe extern "system" fn disconnect_ex<L: Hosted>(
    socket: ws::SOCKET,
    overlapped: *mut OVERLAPPED,
    flags: u32,
    reserved: u32,
) -> i32 {
    extension::<L>(|| {
        let socket = L::instance().socket(socket)?;
        socket.ready_for_data()?;
        // SAFETY: the function of this name has this type.
        let lower: ws::LPFN_DISCONNECTEX = unsafe { function(&socket, &ws::WSAID_DISCONNECTEX) }?;
        let lower = lower.ok_or(WsaError::WSAEINVAL)?;
        // SAFETY: the program's arguments.
        let result = unsafe {
            begin(&socket, overlapped, None, Duration::ZERO, |ours| {
                outcome(&socket, lower(socket.lower, ours, flags, reserved))
            })
        };
        let goes = result.is_ok() || result == Err(WsaError::WSA_IO_PENDING);
        if goes && flags & ws::TF_REUSE_SOCKET != 0 {
            socket.state().peer = None;
            // Another connection may follow.
            let _ = socket.turn(&[Phase::Connected], Phase::Plain);
        }
        result
    })
}

/// Asks the layer about a transfer that is made elsewhere: how much later it completes.
fn permitted<L: Layer>(
    socket: &Arc<Socket<L>>,
    kind: TransferKind,
    len: usize,
    overlapped: bool,
) -> WsaResult<Duration> {
    if socket.stream {
        socket.ready_for_data()?;
    }
    let permit = socket.running.layer.transfer(&socket.layer, &Transfer { kind, len, overlapped })?;
    if permit.reset && socket.stream {
        return Err(sockets_ffi::reset(socket));
    }
    if overlapped {
        return Ok(permit.delay);
    }
    socket.pause(permit.delay).map(|()| Duration::ZERO)
}

unsafe extern "system" fn transmit_file<L: Hosted>(
    socket: ws::SOCKET,
    file: HANDLE,
    bytes: u32,
    at_once: u32,
    overlapped: *mut OVERLAPPED,
    around: *const ws::TRANSMIT_FILE_BUFFERS,
    flags: u32,
) -> i32 {
    extension::<L>(|| {
        let socket = L::instance().socket(socket)?;
        let delay = permitted(&socket, TransferKind::Send, bytes as usize, !overlapped.is_null())?;
        // SAFETY: the function of this name has this type.
        let lower: ws::LPFN_TRANSMITFILE = unsafe { function(&socket, &ws::WSAID_TRANSMITFILE) }?;
        let lower = lower.ok_or(WsaError::WSAEINVAL)?;
        let place = match lent::is_absent(overlapped) || !overlapped.is_aligned() {
            true => None,
            // Where the file is to be read from stands in the program's OVERLAPPED.
            // SAFETY: there, and the program's.
            false => Some(unsafe { (*overlapped).Anonymous }),
        };
        // SAFETY: the program's arguments.
        unsafe {
            begin(&socket, overlapped, Some(TransferKind::Send), delay, |ours| {
                if let (Some(place), false) = (place, ours == overlapped) {
                    (*ours).Anonymous = place;
                }
                outcome(&socket, lower(socket.lower, file, bytes, at_once, ours, around, flags))
            })
        }
    })
}

unsafe extern "system" fn transmit_packets<L: Hosted>(
    socket: ws::SOCKET,
    packets: *const ws::TRANSMIT_PACKETS_ELEMENT,
    count: u32,
    at_once: u32,
    overlapped: *mut OVERLAPPED,
    flags: u32,
) -> i32 {
    extension::<L>(|| {
        let socket = L::instance().socket(socket)?;
        let delay = permitted(&socket, TransferKind::Send, 0, !overlapped.is_null())?;
        // SAFETY: the function of this name has this type.
        let lower: ws::LPFN_TRANSMITPACKETS = unsafe { function(&socket, &ws::WSAID_TRANSMITPACKETS) }?;
        let lower = lower.ok_or(WsaError::WSAEINVAL)?;
        // SAFETY: the program's arguments.
        unsafe {
            begin(&socket, overlapped, Some(TransferKind::Send), delay, |ours| {
                outcome(&socket, lower(socket.lower, packets, count, at_once, ours, flags))
            })
        }
    })
}

/// Performs or begins a message, whose completion routine runs in the calling thread.
///
/// # Safety
/// `overlapped` is NULL or valid until the operation is complete; `moved` is NULL or valid for writes.
unsafe fn message<L: Layer>(
    socket: &Arc<Socket<L>>,
    kind: TransferKind,
    moved: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
    delay: Duration,
    start: impl FnOnce(*mut u32, *mut OVERLAPPED) -> i32,
) -> WsaResult<()> {
    let library = &socket.running.library;
    let mut count = 0;
    let down = |bytes: *mut u32, ours| match start(bytes, ours) {
        0 => Ok(()),
        _ => Err(library.last_error()),
    };
    if overlapped.is_null() {
        let result = down(&mut count, overlapped);
        let facts = Moved { kind, result: result.map(|()| count as usize) };
        socket.running.layer.moved(&socket.layer, &facts);
        if !moved.is_null() {
            // SAFETY: not NULL, and the caller's to write.
            unsafe { moved.write_unaligned(count) };
        }
        return result;
    }
    let thread = match routine {
        Some(_) => Some(socket.running.upcalls().open_current_thread()?),
        None => None,
    };
    let asked = Asked { overlapped, routine, thread, owns_thread: true };
    // SAFETY: passed on.
    unsafe { Operation::begin(socket, asked, Some(kind), delay, 0, |ours, _| down(&mut count, ours)) }
}

/// What a function of Windows Sockets returns.
fn zero_or_error<L: Hosted>(body: impl FnOnce() -> WsaResult<()>) -> i32 {
    match guarded(body) {
        Ok(()) => 0,
        Err(error) => {
            set_last_error::<L>(error);
            ws::SOCKET_ERROR
        }
    }
}

unsafe extern "system" fn receive_message<L: Hosted>(
    socket: ws::SOCKET,
    place: *mut ws::WSAMSG,
    received: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    zero_or_error::<L>(|| {
        let socket = L::instance().socket(socket)?;
        let kind = TransferKind::Receive;
        let delay = permitted(&socket, kind, 0, !overlapped.is_null())?;
        // SAFETY: the function of this name has this type.
        let lower: ws::LPFN_WSARECVMSG = unsafe { function(&socket, &ws::WSAID_WSARECVMSG) }?;
        let lower = lower.ok_or(WsaError::WSAEINVAL)?;
        // SAFETY: the program's arguments.
        unsafe {
            message(&socket, kind, received, overlapped, routine, delay, |bytes, ours| {
                lower(socket.lower, place, bytes, ours, None)
            })
        }
    })
}

unsafe extern "system" fn send_message<L: Hosted>(
    socket: ws::SOCKET,
    place: *const ws::WSAMSG,
    flags: u32,
    sent: *mut u32,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    zero_or_error::<L>(|| {
        let socket = L::instance().socket(socket)?;
        let kind = TransferKind::Send;
        let delay = permitted(&socket, kind, 0, !overlapped.is_null())?;
        // SAFETY: the function of this name has this type.
        let lower: ws::LPFN_WSASENDMSG = unsafe { function(&socket, &ws::WSAID_WSASENDMSG) }?;
        let lower = lower.ok_or(WsaError::WSAEINVAL)?;
        // SAFETY: the program's arguments.
        unsafe {
            message(&socket, kind, sent, overlapped, routine, delay, |bytes, ours| {
                lower(socket.lower, place, flags, bytes, ours, None)
            })
        }
    })
}
