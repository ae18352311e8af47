//! Waiting for many sockets, and network events.

use std::borrow::Cow;
use std::time::Duration;

use win32_wait::last_error::set_last_error;
use ws2_types::abi::foundation::{HANDLE, HWND};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::procedure;
use crate::select::{self, Sets};
use crate::socket_table::{self, RawSocket};
use crate::{async_select, event_select, lent, poll};

/// An `fd_set` of any `FD_SETSIZE`: a count, then that many SOCKETs.
#[derive(Clone, Copy)]
pub struct Set(pub *mut ws::FD_SET);

impl Set {
    /// Its members; none if it is NULL.
    ///
    /// # Safety
    /// If not NULL, the set is the caller's and holds as many members as it counts.
    pub unsafe fn members<'a>(self) -> Cow<'a, [RawSocket]> {
        if self.0.is_null() {
            return Cow::Borrowed(&[]);
        }
        // SAFETY: not NULL; the array begins at `fd_array` and the caller vouches for its count.
        unsafe {
            let count = (&raw const (*self.0).fd_count).read_unaligned();
            lent::array((&raw const (*self.0).fd_array).cast::<RawSocket>(), count as usize)
        }
    }

    /// Keeps those that were found ready.
    ///
    /// # Safety
    /// As [`Set::members`]; `ready` is no longer than what the set held.
    pub unsafe fn keep(self, ready: &[RawSocket]) {
        if self.0.is_null() {
            return;
        }
        // SAFETY: as above, and the members found ready fit where all members stood.
        unsafe {
            let first = (&raw mut (*self.0).fd_array).cast::<u8>();
            std::ptr::copy_nonoverlapping(ready.as_ptr().cast(), first, size_of_val(ready));
            (&raw mut (*self.0).fd_count).write_unaligned(ready.len() as u32);
        }
    }
}

/// # Errors
/// As [`select::select`]; `WSAEINVAL`: a negative time-out.
///
/// # Safety
/// Sets and time-out are NULL or valid as `select` documents.
pub(super) unsafe extern "system" fn WSPSelect(
    _nfds: i32,
    read: *mut ws::FD_SET,
    write: *mut ws::FD_SET,
    except: *mut ws::FD_SET,
    timeout: *const ws::TIMEVAL,
    error: *mut i32,
) -> i32 {
    let call = || {
        let (read, write, except) = (Set(read), Set(write), Set(except));
        // SAFETY: NULL or the caller's to read.
        let timeout = unsafe { lent::read(timeout) }.ok().map(|time| duration(&time)).transpose()?;
        // SAFETY: the caller's promise.
        let members = unsafe { [read.members(), write.members(), except.members()] };
        let sets = Sets { read: &members[0], write: &members[1], except: &members[2] };
        let selected = select::select(sets, timeout)?;
        // SAFETY: the caller's promise; each answer is a part of its set.
        unsafe {
            read.keep(&selected.read);
            write.keep(&selected.write);
            except.keep(&selected.except);
        }
        Ok((selected.read.len() + selected.write.len() + selected.except.len()) as i32)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, call) }
}

/// The length of a time-out.
///
/// # Errors
/// `WSAEINVAL`: negative.
pub fn duration(time: &ws::TIMEVAL) -> WsaResult<Duration> {
    let (Ok(secs), Ok(micros)) = (u64::try_from(time.tv_sec), u64::try_from(time.tv_usec)) else {
        return Err(WsaError::WSAEINVAL);
    };
    Ok(Duration::from_secs(secs) + Duration::from_micros(micros))
}

/// `WSAPoll`, as `SIO_GET_EXTENSION_FUNCTION_POINTER` gives it out; it sets the last error.
///
/// # Errors
/// As [`poll::poll`]; `WSAEFAULT`: NULL.
///
/// # Safety
/// `entries` is NULL or valid for reads and writes of `count` entries.
pub unsafe extern "system" fn WSAPoll(entries: *mut ws::WSAPOLLFD, count: u32, timeout_ms: i32) -> i32 {
    let call = || {
        if entries.is_null() {
            return Err(WsaError::WSAEFAULT);
        }
        let timeout = u64::try_from(timeout_ms).ok().map(Duration::from_millis);
        if entries.is_aligned() {
            // SAFETY: neither NULL nor unaligned; the caller vouches for the count.
            let entries = unsafe { std::slice::from_raw_parts_mut(entries, count as usize) };
            return poll::poll(entries, timeout).map(|ready| ready as i32);
        }
        // SAFETY: not NULL; the caller vouches for the count.
        let mut copies = unsafe { lent::array(entries, count as usize) }.into_owned();
        let ready = poll::poll(&mut copies, timeout)?;
        for (index, copy) in copies.into_iter().enumerate() {
            // SAFETY: within what was read.
            unsafe { entries.add(index).write_unaligned(copy) };
        }
        Ok(ready as i32)
    };
    let mut error = 0;
    // SAFETY: a number of our own.
    let ready = unsafe { procedure(&raw mut error, call) };
    if error != 0 {
        set_last_error(error as u32);
    }
    ready
}

/// # Errors
/// `WSAENOTSOCK`, `WSAEINVAL` (not an event, unknown bits), `WSAENOBUFS`.
///
/// # Safety
/// `error` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSPEventSelect(
    socket: RawSocket,
    event: ws::WSAEVENT,
    events: i32,
    error: *mut i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { procedure(error, || event_select::select(socket, event as usize, events as u32).map(|()| 0)) }
}

/// # Errors
/// `WSAENOTSOCK`, `WSAEINVAL` (not an event), `WSAEFAULT`.
///
/// # Safety
/// `events` is NULL or room for one record.
pub(super) unsafe extern "system" fn WSPEnumNetworkEvents(
    socket: RawSocket,
    event: HANDLE,
    events: *mut ws::WSANETWORKEVENTS,
    error: *mut i32,
) -> i32 {
    let call = || {
        if events.is_null() {
            socket_table::pin(socket)?;
            return Err(WsaError::WSAEFAULT);
        }
        let record = event_select::enumerate(socket, event as usize)?;
        let record =
            ws::WSANETWORKEVENTS { lNetworkEvents: record.bits() as i32, iErrorCode: *record.codes() };
        // SAFETY: the caller's promise; there was no promise of alignment.
        unsafe { events.write_unaligned(record) };
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { procedure(error, call) }
}

/// # Errors
/// `WSAENOTSOCK`, `WSAEINVAL` (no such window, unknown bits), `WSAENOBUFS`.
///
/// # Safety
/// `error` is NULL or valid for writes.
pub(super) unsafe extern "system" fn WSPAsyncSelect(
    socket: RawSocket,
    window: HWND,
    message: u32,
    events: i32,
    error: *mut i32,
) -> i32 {
    let call = || async_select::select(socket, window as usize, message, events as u32).map(|()| 0);
    // SAFETY: passed on.
    unsafe { procedure(error, call) }
}
