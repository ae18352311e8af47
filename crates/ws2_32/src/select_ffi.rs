//! `select`, `WSAPoll`, `FD_ISSET`.

use std::borrow::Cow;
use std::time::Duration;

use ws2_base::poll;
use ws2_base::select::{self, Sets};
use ws2_base::socket_table::RawSocket;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::lent;

/// An `fd_set` of any `FD_SETSIZE`: a count, then that many SOCKETs.
#[derive(Clone, Copy)]
struct SetOut(*mut ws::FD_SET);

impl SetOut {
    /// # Safety
    /// If not NULL, the set is the caller's and holds as many members as it counts.
    unsafe fn members<'a>(self) -> Cow<'a, [RawSocket]> {
        if self.0.is_null() {
            return Cow::Borrowed(&[]);
        }
        // SAFETY: not NULL; the array begins at `fd_array` and the caller vouches for its count.
        unsafe {
            let count = (&raw const (*self.0).fd_count).read_unaligned();
            lent::array((&raw const (*self.0).fd_array).cast::<RawSocket>(), count as usize)
        }
    }

    /// # Safety
    /// As [`SetOut::members`]; `ready` is no longer than what the set held.
    unsafe fn keep(self, ready: &[RawSocket]) {
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

/// # Safety
/// Sets and time-out are NULL or valid as `select` documents.
#[unsafe(export_name = "ws2_32_select")]
pub unsafe extern "C" fn select(
    _nfds: i32,
    read: *mut ws::FD_SET,
    write: *mut ws::FD_SET,
    except: *mut ws::FD_SET,
    timeout: *const ws::TIMEVAL,
) -> i32 {
    winsock(|| {
        let (read, write, except) = (SetOut(read), SetOut(write), SetOut(except));
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
    })
}

/// # Errors
/// `WSAEINVAL`: negative.
pub(crate) fn duration(time: &ws::TIMEVAL) -> WsaResult<Duration> {
    let (Ok(secs), Ok(micros)) = (u64::try_from(time.tv_sec), u64::try_from(time.tv_usec)) else {
        return Err(WsaError::WSAEINVAL);
    };
    Ok(Duration::from_secs(secs) + Duration::from_micros(micros))
}

/// # Safety
/// `set` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32___WSAFDIsSet")]
pub unsafe extern "C" fn __WSAFDIsSet(socket: RawSocket, set: *mut ws::FD_SET) -> i32 {
    // SAFETY: the caller's promise.
    i32::from(unsafe { SetOut(set).members() }.contains(&socket))
}

/// # Safety
/// `entries` is NULL or valid for reads and writes of `count` entries.
#[unsafe(export_name = "ws2_32_WSAPoll")]
pub unsafe extern "C" fn WSAPoll(entries: *mut ws::WSAPOLLFD, count: u32, timeout_ms: i32) -> i32 {
    winsock(|| {
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
    })
}
