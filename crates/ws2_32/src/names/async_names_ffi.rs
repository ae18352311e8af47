//! `WSAAsyncGetHostByName` and its kin: lookups that are answered by a message to a window.
//!
//! `wParam` of the message is the task that the call returned; the high word of `lParam` is the error, its low word the
//! room that the answer takes in the program's buffer.

use std::ptr;
use std::thread;
use std::time::Duration;

use win32_window::Hwnd;
use ws2_dispatch::async_request::{self, Task};
use ws2_namespace::database::{protocols, services};
use ws2_namespace::host_entry;
use ws2_types::abi::foundation;
use ws2_types::{WsaError, WsaResult};

use super::name_entries_ffi::read_ip;
use super::packed_entries::{Entry, Packed};
use super::text;
use crate::boundary::winsock;
use crate::kernel32::win32;
use crate::lent::is_absent;

/// Where a lookup's answer goes. The program lends the buffer until the message comes or the request is cancelled.
#[derive(Clone, Copy)]
struct Reply {
    window: Hwnd,
    message: u32,
    buffer: usize,
    len: i32,
}

impl Reply {
    fn new(window: usize, message: u32, buffer: *mut u8, len: i32) -> Reply {
        Reply { window: Hwnd::from_raw(window), message, buffer: buffer.expose_provenance(), len }
    }

    /// Looks up on another thread.
    ///
    /// # Errors
    /// `WSAEINVAL`: no such window. `WSAEWOULDBLOCK`: no thread to be had.
    fn to<E: Entry>(self, look_up: impl FnOnce() -> WsaResult<E> + Send + 'static) -> WsaResult<*mut u8> {
        if !win32_window::is_window(self.window) {
            return Err(WsaError::WSAEINVAL);
        }
        let task = async_request::begin(move || {
            let found = look_up();
            move || self.hand_out(found)
        })?;
        Ok(ptr::without_provenance_mut(task as usize))
    }

    /// Without room for all of it nothing is written, and the message tells how much is needed.
    fn hand_out<E: Entry>(self, found: WsaResult<E>) -> impl FnOnce(Task) {
        let (bytes, outcome) = match found {
            Ok(entry) => {
                let packed = entry.pack(self.buffer);
                (packed.bytes(), self.write(&packed))
            }
            Err(error) => (0, Err(error)),
        };
        let error = outcome.map_or_else(WsaError::code, |()| 0);
        let lparam = error << 16 | bytes.min(0xffff) as i32;
        move |task| self.post(task, lparam as isize)
    }

    /// # Errors
    /// `WSAEFAULT`: no buffer. `WSAENOBUFS`: too small a buffer.
    fn write<E>(self, packed: &Packed<E>) -> WsaResult<()> {
        let buffer = ptr::with_exposed_provenance_mut::<u8>(self.buffer);
        if is_absent(buffer) {
            return Err(WsaError::WSAEFAULT);
        }
        if usize::try_from(self.len).unwrap_or(0) < packed.bytes() {
            return Err(WsaError::WSAENOBUFS);
        }
        let behind = buffer.wrapping_add(size_of::<E>());
        // SAFETY: the program lends so many bytes, and the request was not cancelled.
        unsafe {
            ptr::copy_nonoverlapping((&raw const packed.entry).cast(), buffer, size_of::<E>());
            ptr::copy_nonoverlapping(packed.behind.as_ptr(), behind, packed.behind.len());
        }
        Ok(())
    }

    /// Messages must not be lost as long as there is a window for them: a full queue is tried again, as documented.
    /// What cannot be posted at all, to this window or with this number, is given up.
    fn post(self, task: Task, lparam: isize) {
        const PAUSE: Duration = Duration::from_millis(10);
        const IS_FULL: WsaError = win32(foundation::ERROR_NOT_ENOUGH_QUOTA);
        while win32_window::post(self.window, self.message, task as usize, lparam) == Err(IS_FULL) {
            thread::sleep(PAUSE);
        }
    }
}

/// Finds the IPv4 addresses of a host.
///
/// # Errors
/// 0 with `WSANOTINITIALISED`, `WSAEINPROGRESS`, `WSAEINVAL` without a window, `WSAEWOULDBLOCK` when the system gives no
/// thread. Others come with the message: `WSAEFAULT` for a null name or buffer, `WSAENOBUFS`, and those of
/// [`host_entry::by_name`].
///
/// # Safety
/// `name` is null or a string. `buffer` has `len` bytes until the message comes or the request is cancelled.
#[unsafe(export_name = "ws2_32_WSAAsyncGetHostByName")]
pub unsafe extern "C" fn WSAAsyncGetHostByName(
    window: usize,
    message: u32,
    name: *const u8,
    buffer: *mut u8,
    len: i32,
) -> *mut u8 {
    winsock(|| {
        // SAFETY: passed on from the caller.
        let name = unsafe { text::read(name) };
        Reply::new(window, message, buffer, len)
            .to(move || host_entry::by_name(Some(&name.ok_or(WsaError::WSAEFAULT)?)))
    })
}

/// Finds the name of an address.
///
/// # Errors
/// 0 with `WSANOTINITIALISED`, `WSAEINPROGRESS`, `WSAEINVAL` without a window, `WSAEWOULDBLOCK` when the system gives no
/// thread. Others come with the message: `WSAEFAULT`, `WSAEAFNOSUPPORT` and `WSAEINVAL` as of `gethostbyaddr`,
/// `WSAENOBUFS`, and those of
/// [`host_entry::by_address`].
///
/// # Safety
/// `address` is null or has `address_len` bytes. `buffer` has `len` bytes until the message comes or the request is cancelled.
#[unsafe(export_name = "ws2_32_WSAAsyncGetHostByAddr")]
pub unsafe extern "C" fn WSAAsyncGetHostByAddr(
    window: usize,
    message: u32,
    address: *const u8,
    address_len: i32,
    family: i32,
    buffer: *mut u8,
    len: i32,
) -> *mut u8 {
    winsock(|| {
        // SAFETY: passed on from the caller.
        let address = unsafe { read_ip(address, address_len, family) };
        Reply::new(window, message, buffer, len).to(move || host_entry::by_address(address?))
    })
}

/// Finds a service by name, over one protocol or, with a null pointer, over any.
///
/// # Errors
/// 0 with `WSANOTINITIALISED`, `WSAEINPROGRESS`, `WSAEINVAL` without a window, `WSAEWOULDBLOCK` when the system gives no
/// thread. Others come with the message: `WSAEFAULT` for a null name or buffer, `WSAENOBUFS`, and those of
/// [`services::by_name`].
///
/// # Safety
/// The strings are null or end with zero. `buffer` has `len` bytes until the message comes or the request is cancelled.
#[unsafe(export_name = "ws2_32_WSAAsyncGetServByName")]
pub unsafe extern "C" fn WSAAsyncGetServByName(
    window: usize,
    message: u32,
    name: *const u8,
    protocol: *const u8,
    buffer: *mut u8,
    len: i32,
) -> *mut u8 {
    winsock(|| {
        // SAFETY: passed on from the caller.
        let (name, protocol) = unsafe { (text::read(name), text::read(protocol)) };
        Reply::new(window, message, buffer, len)
            .to(move || services::by_name(&name.ok_or(WsaError::WSAEFAULT)?, protocol.as_deref()))
    })
}

/// Finds a service by its port in network byte order, over one protocol or, with a null pointer, over any.
///
/// # Errors
/// 0 with `WSANOTINITIALISED`, `WSAEINPROGRESS`, `WSAEINVAL` without a window, `WSAEWOULDBLOCK` when the system gives no
/// thread. Others come with the message: `WSAEFAULT` for a null buffer, `WSAENOBUFS`, and those of
/// [`services::by_port`].
///
/// # Safety
/// `protocol` is null or a string. `buffer` has `len` bytes until the message comes or the request is cancelled.
#[unsafe(export_name = "ws2_32_WSAAsyncGetServByPort")]
pub unsafe extern "C" fn WSAAsyncGetServByPort(
    window: usize,
    message: u32,
    port: i32,
    protocol: *const u8,
    buffer: *mut u8,
    len: i32,
) -> *mut u8 {
    winsock(|| {
        // SAFETY: passed on from the caller.
        let protocol = unsafe { text::read(protocol) };
        Reply::new(window, message, buffer, len)
            .to(move || services::by_port(u16::from_be(port as u16), protocol.as_deref()))
    })
}

/// Finds a protocol by name.
///
/// # Errors
/// 0 with `WSANOTINITIALISED`, `WSAEINPROGRESS`, `WSAEINVAL` without a window, `WSAEWOULDBLOCK` when the system gives no
/// thread. Others come with the message: `WSAEFAULT` for a null name or buffer, `WSAENOBUFS`, and those of
/// [`protocols::by_name`].
///
/// # Safety
/// `name` is null or a string. `buffer` has `len` bytes until the message comes or the request is cancelled.
#[unsafe(export_name = "ws2_32_WSAAsyncGetProtoByName")]
pub unsafe extern "C" fn WSAAsyncGetProtoByName(
    window: usize,
    message: u32,
    name: *const u8,
    buffer: *mut u8,
    len: i32,
) -> *mut u8 {
    winsock(|| {
        // SAFETY: passed on from the caller.
        let name = unsafe { text::read(name) };
        Reply::new(window, message, buffer, len)
            .to(move || protocols::by_name(&name.ok_or(WsaError::WSAEFAULT)?))
    })
}

/// Finds a protocol by number.
///
/// # Errors
/// 0 with `WSANOTINITIALISED`, `WSAEINPROGRESS`, `WSAEINVAL` without a window, `WSAEWOULDBLOCK` when the system gives no
/// thread. Others come with the message: `WSAEFAULT` for a null buffer, `WSAENOBUFS`, and those of
/// [`protocols::by_number`].
///
/// # Safety
/// `buffer` has `len` bytes until the message comes or the request is cancelled.
#[unsafe(export_name = "ws2_32_WSAAsyncGetProtoByNumber")]
pub unsafe extern "C" fn WSAAsyncGetProtoByNumber(
    window: usize,
    message: u32,
    number: i32,
    buffer: *mut u8,
    len: i32,
) -> *mut u8 {
    winsock(|| Reply::new(window, message, buffer, len).to(move || protocols::by_number(number)))
}

/// Cancels a request: after that its buffer is the program's again and no message comes.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAEINPROGRESS`; `WSAEALREADY`: its message is posted, or it was cancelled before; `WSAEINVAL`:
/// no call has returned this.
#[unsafe(export_name = "ws2_32_WSACancelAsyncRequest")]
pub extern "C" fn WSACancelAsyncRequest(task: usize) -> i32 {
    winsock(|| {
        async_request::cancel(Task::try_from(task).map_err(|_| WsaError::WSAEINVAL)?)?;
        Ok(0)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use ws2_types::abi::windows_and_messaging::{WM_SETTEXT, WM_USER};

    use super::*;

    #[test]
    fn what_can_never_be_posted_is_given_up() {
        let desktop = Hwnd::DESKTOP.into_raw();
        let (sender, done) = mpsc::channel();
        thread::spawn(move || {
            for message in [WM_USER, WM_SETTEXT] {
                Reply::new(desktop, message, ptr::null_mut(), 0).post(1, 0);
            }
            sender.send(()).unwrap();
        });
        assert_eq!(done.recv_timeout(Duration::from_secs(20)), Ok(()));
    }
}
