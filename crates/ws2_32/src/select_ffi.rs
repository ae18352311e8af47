//! `select`, `WSAPoll`, `FD_ISSET`.

use std::time::Duration;

use ws2_dispatch::poll;
use ws2_dispatch::select::{self, Sets};
use ws2_dispatch::socket_table::RawSocket;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;

/// An `fd_set` of any `FD_SETSIZE`: a count, then that many SOCKETs.
#[derive(Clone, Copy)]
struct SetOut(*mut ws::FD_SET);

impl SetOut {
    /// # Safety
    /// If not NULL, the set is the caller's and holds as many members as it counts.
    unsafe fn members<'a>(self) -> &'a [RawSocket] {
        if self.0.is_null() {
            return &[];
        }
        // SAFETY: not NULL; the array begins at `fd_array` and the caller vouches for its count.
        unsafe {
            let first = (&raw const (*self.0).fd_array).cast::<RawSocket>();
            std::slice::from_raw_parts(first, (*self.0).fd_count as usize)
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
            let first = (&raw mut (*self.0).fd_array).cast::<RawSocket>();
            std::ptr::copy_nonoverlapping(ready.as_ptr(), first, ready.len());
            (*self.0).fd_count = ready.len() as u32;
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
        let timeout = unsafe { timeout.as_ref() }.map(duration).transpose()?;
        // SAFETY: the caller's promise.
        let sets = unsafe { Sets { read: read.members(), write: write.members(), except: except.members() } };
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
        // SAFETY: not NULL; the caller vouches for the count.
        let entries = unsafe { std::slice::from_raw_parts_mut(entries, count as usize) };
        let timeout = u64::try_from(timeout_ms).ok().map(Duration::from_millis);
        poll::poll(entries, timeout).map(|ready| ready as i32)
    })
}
