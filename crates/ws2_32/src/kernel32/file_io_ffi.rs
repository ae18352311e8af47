//! `ReadFile`, `WriteFile` and their kin, on files, pipes and sockets, synchronous and overlapped.

use win32_wait::completion::{Completion, Lent, Outcome, Routine};
use win32_wait::handle_table::{Handle, PinnedAs, handles};
use ws2_base::socket_table::{self, PinnedSocket};
use ws2_dispatch::route;
use ws2_spi::LentBuffer;
use ws2_spi::overlapped::{Begun, Buffers, Operation};
use ws2_types::abi::file_system::FILE_SEGMENT_ELEMENT;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::io::{LPOVERLAPPED_COMPLETION_ROUTINE, OVERLAPPED};
use ws2_types::status::win32_of;
use ws2_types::{WsaError, WsaResult};

use super::file::{File, Kind};
use super::file_overlapped::Transfer;
use super::layered_socket_io;
use super::{base_error, bool_call, win32};

/// What a handle reads from and writes to.
enum Target {
    Socket(PinnedSocket),
    File(PinnedAs<'static, File>),
}

impl Target {
    fn of(raw: HANDLE) -> WsaResult<Target> {
        if let Ok(socket) = socket_table::pin(raw.addr()) {
            return Ok(Target::Socket(socket));
        }
        let handle = Handle::from_raw(raw.addr()).ok_or(WsaError::WSA_INVALID_HANDLE)?;
        let pinned = handles().pin(handle).ok_or(WsaError::WSA_INVALID_HANDLE)?;
        pinned.into_typed().map(Target::File).ok_or(WsaError::WSA_INVALID_HANDLE)
    }

    /// Without an OVERLAPPED: at the file's position, or as `recv` and `send`. The bytes count on failure, too.
    fn transfer(&self, transfer: &Transfer) -> (usize, WsaResult<()>) {
        let moved = match (self, transfer) {
            (Target::File(file), _) if file.is_overlapped() => Err(WsaError::WSA_INVALID_PARAMETER),
            (Target::File(file), transfer) => file.transfer(transfer),
            (Target::Socket(socket), Transfer::Read(buffers)) => match socket.receive(buffers, &mut 0) {
                Err(WsaError::WSAEMSGSIZE) => {
                    return (transfer.bytes(), Err(win32(foundation::ERROR_MORE_DATA)));
                }
                received => received.map_err(base_error),
            },
            (Target::Socket(socket), Transfer::Write(buffers)) => socket.send(buffers, 0).map_err(base_error),
        };
        moved.map_or_else(|error| (0, Err(error)), |count| (count, Ok(())))
    }

    fn begin(&self, transfer: Transfer, completion: Completion) -> WsaResult<Begun> {
        match self {
            Target::File(file) => file.begin(transfer, completion, file.pinned().handle()),
            Target::Socket(socket) => {
                let operation = match transfer {
                    Transfer::Read(buffers) => Operation::Receive { buffers, flags: 0, from: None },
                    Transfer::Write(buffers) => Operation::Send { buffers, flags: 0, to: None },
                };
                socket.begin(operation, completion, socket.handle())
            }
        }
        .map_err(base_error)
    }

    fn binding(&self) -> &win32_wait::binding::Binding {
        match self {
            Target::File(file) => &file.binding,
            Target::Socket(socket) => socket.binding(),
        }
    }

    fn is_overlapped(&self) -> bool {
        match self {
            Target::File(file) => file.is_overlapped(),
            Target::Socket(_) => true,
        }
    }
}

/// One buffer of a program.
///
/// # Errors
/// `ERROR_NOACCESS`: NULL, and not empty.
fn one(base: *mut u8, len: u32) -> WsaResult<Buffers> {
    if base.is_null() && len > 0 {
        return Err(win32(foundation::ERROR_NOACCESS));
    }
    Ok([LentBuffer { base, len: len as usize }].into_iter().collect())
}

/// # Safety
/// `overlapped` is NULL or lent, like the memory of `transfer`, until the operation is complete; `count` is NULL or
/// valid for writes.
unsafe fn read_or_write(
    file: HANDLE,
    transfer: WsaResult<Transfer>,
    count: *mut u32,
    overlapped: *mut OVERLAPPED,
) -> WsaResult<()> {
    // SAFETY: NULL or the caller's to write.
    let mut count = unsafe { count.as_mut() };
    let mut report = |moved: usize| _ = count.as_mut().map(|count| **count = moved as u32);
    report(0);
    if route::is_layered(file.addr()) {
        // SAFETY: the caller's promise.
        return unsafe { layered_socket_io::transfer(file.addr(), &transfer?, overlapped) }.map(report);
    }
    let target = Target::of(file)?;
    let transfer = transfer?;
    // SAFETY: the caller lends it until the operation is complete.
    let Some(lent) = (unsafe { Lent::new(overlapped) }) else {
        let (moved, outcome) = target.transfer(&transfer);
        report(moved);
        return outcome;
    };
    let completion = target.binding().begin(lent).map_err(base_error)?;
    match target.begin(transfer, completion)? {
        Begun::Done { bytes, .. } => {
            report(bytes);
            Ok(())
        }
        Begun::Pending => Err(WsaError::WSA_IO_PENDING),
    }
}

/// Reads from a file, a pipe or, like `recv`, from a socket. With an OVERLAPPED, from the place in a file that stands
/// there; the position of a file that is not open for overlapped I/O follows.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_ACCESS_DENIED`: not open for reading; `ERROR_NOACCESS`: NULL;
/// `ERROR_INVALID_PARAMETER`: no OVERLAPPED for a file that is open for overlapped I/O; `ERROR_IO_PENDING`.
/// `ERROR_HANDLE_EOF`: the place is the end of the file or behind it. `ERROR_BROKEN_PIPE`;
/// `ERROR_PIPE_NOT_CONNECTED`; `ERROR_MORE_DATA`: a message longer than the buffer, which is filled.
/// A socket's errors are the Win32 codes of what `recv` says: `ERROR_NETNAME_DELETED` for a reset connection. The handle of
/// a layer takes the way of `WSARecv`.
///
/// # Blocking
/// Without an OVERLAPPED, until something is there: a socket, as `recv`; a pipe or a console until another thread calls
/// `CancelSynchronousIo` (`ERROR_OPERATION_ABORTED`).
///
/// # Safety
/// `buffer` is NULL or valid for writes of `len` bytes, `read` for writes. With an OVERLAPPED, that and `buffer` are
/// lent until the operation is complete.
#[unsafe(export_name = "ws2_32_ReadFile")]
pub unsafe extern "C" fn ReadFile(
    file: HANDLE,
    buffer: *mut u8,
    len: u32,
    read: *mut u32,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    // SAFETY: passed on.
    bool_call(|| unsafe { read_or_write(file, one(buffer, len).map(Transfer::Read), read, overlapped) })
}

/// Writes to a file, a pipe or, like `send`, to a socket. With an OVERLAPPED, to the place in a file that stands
/// there, all ones for its end.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_ACCESS_DENIED`: not open for writing; `ERROR_NOACCESS`: NULL;
/// `ERROR_INVALID_PARAMETER`: no OVERLAPPED for a file that is open for overlapped I/O; `ERROR_IO_PENDING`.
/// `ERROR_NO_DATA`: the pipe's other end is closed; `ERROR_DISK_FULL`; `ERROR_PIPE_NOT_CONNECTED`. Sockets as
/// [`ReadFile`].
///
/// # Blocking
/// Without an OVERLAPPED, until everything is written: a socket, as `send`.
///
/// # Safety
/// `buffer` is NULL or valid for reads of `len` bytes, `written` for writes. With an OVERLAPPED, that and `buffer`
/// are lent until the operation is complete.
#[unsafe(export_name = "ws2_32_WriteFile")]
pub unsafe extern "C" fn WriteFile(
    file: HANDLE,
    buffer: *const u8,
    len: u32,
    written: *mut u32,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    let transfer = one(buffer.cast_mut(), len).map(Transfer::Write);
    // SAFETY: passed on.
    bool_call(|| unsafe { read_or_write(file, transfer, written, overlapped) })
}

/// # Safety
/// As [`ReadFileEx`].
unsafe fn begin_with_routine(
    file: HANDLE,
    transfer: WsaResult<Transfer>,
    overlapped: *mut OVERLAPPED,
    routine: LPOVERLAPPED_COMPLETION_ROUTINE,
) -> WsaResult<()> {
    let target = Target::of(file)?;
    let transfer = transfer?;
    let routine = routine.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
    // SAFETY: the caller lends it until the operation is complete.
    let lent = unsafe { Lent::new(overlapped) }.ok_or(WsaError::WSA_INVALID_PARAMETER)?;
    if !target.is_overlapped() || target.binding().has_port() {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    let call: Routine = Box::new(move |outcome: Outcome| {
        let error = outcome.error.map_or(foundation::ERROR_SUCCESS, win32_of);
        // SAFETY: the program's own function, called once, with the OVERLAPPED it gave.
        unsafe { routine(error, outcome.bytes, lent.as_ptr()) };
    });
    let completion = target.binding().begin_with_routine(lent, call).map_err(base_error)?;
    let begun = target.begin(transfer, completion);
    // Windows has it so: success, and the code tells of nothing else.
    begun.map(|_| win32_wait::last_error::set_last_error(foundation::ERROR_SUCCESS))
}

/// Begins a read whose end is told by a routine, in an alertable wait of the calling thread.
///
/// # Errors
/// As [`ReadFile`]; the routine is not called then. `ERROR_INVALID_PARAMETER`: no OVERLAPPED, no routine, a file that
/// is not open for overlapped I/O, or one with a completion port.
///
/// # Safety
/// As [`ReadFile`]; `routine` may be called with the OVERLAPPED.
#[unsafe(export_name = "ws2_32_ReadFileEx")]
pub unsafe extern "C" fn ReadFileEx(
    file: HANDLE,
    buffer: *mut u8,
    len: u32,
    overlapped: *mut OVERLAPPED,
    routine: LPOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    let transfer = one(buffer, len).map(Transfer::Read);
    // SAFETY: passed on.
    bool_call(|| unsafe { begin_with_routine(file, transfer, overlapped, routine) })
}

/// Begins a write whose end is told by a routine, in an alertable wait of the calling thread.
///
/// # Errors
/// As [`ReadFileEx`] and [`WriteFile`].
///
/// # Safety
/// As [`WriteFile`]; `routine` may be called with the OVERLAPPED.
#[unsafe(export_name = "ws2_32_WriteFileEx")]
pub unsafe extern "C" fn WriteFileEx(
    file: HANDLE,
    buffer: *const u8,
    len: u32,
    overlapped: *mut OVERLAPPED,
    routine: LPOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    let transfer = one(buffer.cast_mut(), len).map(Transfer::Write);
    // SAFETY: passed on.
    bool_call(|| unsafe { begin_with_routine(file, transfer, overlapped, routine) })
}

/// The pages of a scattered read or a gathered write.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: no whole pages, or too few; no overlapped file.
///
/// # Safety
/// `segments` is NULL or valid for reads up to an entry of NULL or as many as `len` needs.
unsafe fn pages(file: HANDLE, segments: *const FILE_SEGMENT_ELEMENT, len: u32) -> WsaResult<Buffers> {
    let page = rustix::param::page_size();
    let whole = !segments.is_null() && (len as usize).is_multiple_of(page);
    let of_disk =
        matches!(Target::of(file)?, Target::File(file) if file.is_overlapped() && file.kind() == Kind::Disk);
    if !whole || !of_disk {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    let page_at = |index| {
        // SAFETY: the caller's promise; every bit pattern is a pointer.
        let base = unsafe { (*segments.add(index)).Buffer };
        if base.is_null() {
            Err(WsaError::WSA_INVALID_PARAMETER)
        } else {
            Ok(LentBuffer { base: base.cast(), len: page })
        }
    };
    (0..len as usize / page).map(page_at).collect()
}

/// Reads pages of a file into pages of memory.
///
/// # Errors
/// As [`ReadFile`]; `ERROR_INVALID_PARAMETER`: no whole pages, or no file that is open for overlapped I/O.
///
/// # Safety
/// As [`ReadFile`], for every page; `segments` is NULL or valid for reads of an entry for each.
#[unsafe(export_name = "ws2_32_ReadFileScatter")]
pub unsafe extern "C" fn ReadFileScatter(
    file: HANDLE,
    segments: *const FILE_SEGMENT_ELEMENT,
    len: u32,
    _reserved: *mut u32,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    bool_call(|| {
        // SAFETY: the caller's promise.
        let transfer = unsafe { pages(file, segments, len) }.map(Transfer::Read);
        // SAFETY: passed on.
        unsafe { read_or_write(file, transfer, std::ptr::null_mut(), overlapped) }
    })
}

/// Writes pages of memory to pages of a file.
///
/// # Errors
/// As [`WriteFile`]; `ERROR_INVALID_PARAMETER`: no whole pages, or no file that is open for overlapped I/O.
///
/// # Safety
/// As [`WriteFile`], for every page; `segments` is NULL or valid for reads of an entry for each.
#[unsafe(export_name = "ws2_32_WriteFileGather")]
pub unsafe extern "C" fn WriteFileGather(
    file: HANDLE,
    segments: *const FILE_SEGMENT_ELEMENT,
    len: u32,
    _reserved: *mut u32,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    bool_call(|| {
        // SAFETY: the caller's promise.
        let transfer = unsafe { pages(file, segments, len) }.map(Transfer::Write);
        // SAFETY: passed on.
        unsafe { read_or_write(file, transfer, std::ptr::null_mut(), overlapped) }
    })
}
