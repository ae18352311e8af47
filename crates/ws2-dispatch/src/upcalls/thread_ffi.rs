//! Threads as providers know them, and calls queued to them.

use std::cell::OnceCell;
use std::sync::Arc;

use win32_wait::dispatcher;
use win32_wait::handle_table::{Handle, handles};
use win32_wait::thread::{self, Apc};
use ws2_types::WsaError;
use ws2_types::abi::winsock as ws;

use super::{read, upcall, write};

/// The handle by which providers know the calling thread, closed when it ends.
struct OwnHandle(OnceCell<Option<Handle>>);

thread_local! {
    static OWN_HANDLE: OwnHandle = const { OwnHandle(OnceCell::new()) };
}

impl Drop for OwnHandle {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take().flatten() {
            let _ = dispatcher::close_handle(handle);
        }
    }
}

/// What calls with a completion routine hand down to say whose routine it is. Good as long as the thread runs; nobody
/// need close it.
pub fn current_thread_id() -> ws::WSATHREADID {
    // Without a handle, because the table is full or the thread is on its way out, the id will do.
    let handle = OWN_HANDLE.try_with(|own| *own.0.get_or_init(open_current)).ok().flatten();
    id_of(handle)
}

fn open_current() -> Option<Handle> {
    handles().insert(thread::current())
}

fn id_of(handle: Option<Handle>) -> ws::WSATHREADID {
    ws::WSATHREADID {
        ThreadHandle: std::ptr::without_provenance_mut(handle.map_or(0, Handle::into_raw)),
        Reserved: thread::current_id() as usize,
    }
}

/// Opens the calling thread for a provider, which closes it with [`WPUCloseThread`].
///
/// # Errors
/// `WSAEFAULT`: NULL; `WSASYSCALLFAILURE`: the handle table is full.
///
/// # Safety
/// The pointers are NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WPUOpenCurrentThread")]
pub unsafe extern "system" fn WPUOpenCurrentThread(thread: *mut ws::WSATHREADID, error: *mut i32) -> i32 {
    let open = || {
        let handle = open_current().ok_or(WsaError::WSASYSCALLFAILURE)?;
        // SAFETY: the caller's promise.
        unsafe { write(thread, id_of(Some(handle))) }
            .inspect_err(|_| _ = dispatcher::close_handle(handle))?;
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { upcall(ws::SOCKET_ERROR, error, open) }
}

/// # Errors
/// `WSAEFAULT`: NULL; `WSAEINVAL`: not opened by [`WPUOpenCurrentThread`], or closed.
///
/// # Safety
/// `thread` is NULL or valid for reads, `error` for writes.
#[unsafe(export_name = "ws2_32_WPUCloseThread")]
pub unsafe extern "system" fn WPUCloseThread(thread: *const ws::WSATHREADID, error: *mut i32) -> i32 {
    let close = || {
        // SAFETY: the caller's promise.
        let raw = unsafe { read(thread) }?.ThreadHandle.addr();
        let handle = Handle::from_raw(raw).filter(|_| thread::of_handle(raw).is_ok());
        dispatcher::close_handle(handle.ok_or(WsaError::WSAEINVAL)?).map_err(|_| WsaError::WSAEINVAL)?;
        Ok(0)
    };
    // SAFETY: passed on.
    unsafe { upcall(ws::SOCKET_ERROR, error, close) }
}

/// Queues a call to a thread, which runs it in its next alertable wait.
///
/// # Errors
/// `WSAEFAULT`: NULL, no thread, or one that has ended.
///
/// # Safety
/// `thread` is NULL or valid for reads, `error` for writes. The routine may be called with the context on that thread.
#[unsafe(export_name = "ws2_32_WPUQueueApc")]
pub unsafe extern "system" fn WPUQueueApc(
    thread: *const ws::WSATHREADID,
    routine: ws::LPWSAUSERAPC,
    context: usize,
    error: *mut i32,
) -> i32 {
    let queue = || {
        // SAFETY: the caller's promise.
        let id = unsafe { read(thread) }?;
        let routine = routine.ok_or(WsaError::WSAEFAULT)?;
        let thread = thread::named(id.ThreadHandle.addr(), id.Reserved).ok_or(WsaError::WSAEFAULT)?;
        let apc: Apc = Box::new(move || {
            // SAFETY: the provider's own function, called once, as it asked for.
            unsafe { routine(context) }
        });
        if Arc::clone(&thread).queue_apc(apc) { Ok(0) } else { Err(WsaError::WSAEFAULT) }
    };
    // SAFETY: passed on.
    unsafe { upcall(ws::SOCKET_ERROR, error, queue) }
}
