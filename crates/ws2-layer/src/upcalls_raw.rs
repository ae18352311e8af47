//! The upcall table, call by call.

use ws2_types::abi::foundation::HWND;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::library_raw::error_of;

/// What Windows Sockets offers a provider.
#[derive(Clone, Copy)]
pub(crate) struct Upcalls(pub(crate) ws::WSPUPCALLTABLE);

// SAFETY: function pointers.
unsafe impl Send for Upcalls {}
// SAFETY: as above; the functions may be called from any thread.
unsafe impl Sync for Upcalls {}

/// Calls an entry with the address of an error.
macro_rules! upcall {
    ($table:expr, $entry:ident, $failed:expr, $($argument:expr),*) => {{
        let function = $table.0.$entry.ok_or(WsaError::WSAEOPNOTSUPP)?;
        let mut error = 0;
        // SAFETY: an upcall of this signature; the arguments are values, or locals that outlive the call.
        let result = unsafe { function($($argument,)* &mut error) };
        if result == $failed { Err(error_of(error)) } else { Ok(result) }
    }};
}

impl Upcalls {
    pub(crate) fn create_socket_handle(&self, catalog_id: u32, context: usize) -> WsaResult<ws::SOCKET> {
        upcall!(self, lpWPUCreateSocketHandle, ws::INVALID_SOCKET, catalog_id, context)
    }

    pub(crate) fn close_socket_handle(&self, socket: ws::SOCKET) -> WsaResult<()> {
        upcall!(self, lpWPUCloseSocketHandle, ws::SOCKET_ERROR, socket).map(drop)
    }

    pub(crate) fn modify_ifs_handle(&self, catalog_id: u32, handle: ws::SOCKET) -> WsaResult<ws::SOCKET> {
        upcall!(self, lpWPUModifyIFSHandle, ws::INVALID_SOCKET, catalog_id, handle)
    }

    pub(crate) fn create_event(&self) -> WsaResult<ws::WSAEVENT> {
        let event: WsaResult<ws::WSAEVENT> = upcall!(self, lpWPUCreateEvent, 0,);
        event
    }

    pub(crate) fn close_event(&self, event: ws::WSAEVENT) -> WsaResult<()> {
        upcall!(self, lpWPUCloseEvent, 0, event).map(drop)
    }

    pub(crate) fn set_event(&self, event: ws::WSAEVENT) -> WsaResult<()> {
        upcall!(self, lpWPUSetEvent, 0, event).map(drop)
    }

    pub(crate) fn reset_event(&self, event: ws::WSAEVENT) -> WsaResult<()> {
        upcall!(self, lpWPUResetEvent, 0, event).map(drop)
    }

    pub(crate) fn post_message(&self, window: HWND, message: u32, socket: ws::SOCKET, value: isize) -> bool {
        // SAFETY: an upcall of this signature; plain values.
        self.0.lpWPUPostMessage.is_some_and(|post| unsafe { post(window, message, socket, value) } != 0)
    }

    /// Queues `routine` to a thread.
    ///
    /// # Safety
    /// `routine` may be called once with `context`, in that thread, at any later time.
    pub(crate) unsafe fn queue_apc(
        &self,
        thread: &ws::WSATHREADID,
        routine: unsafe extern "system" fn(usize),
        context: usize,
    ) -> WsaResult<()> {
        upcall!(self, lpWPUQueueApc, ws::SOCKET_ERROR, thread, Some(routine), context).map(drop)
    }

    pub(crate) fn open_current_thread(&self) -> WsaResult<ws::WSATHREADID> {
        let mut thread = ws::WSATHREADID::default();
        upcall!(self, lpWPUOpenCurrentThread, ws::SOCKET_ERROR, &mut thread)?;
        Ok(thread)
    }

    pub(crate) fn close_thread(&self, thread: &ws::WSATHREADID) -> WsaResult<()> {
        upcall!(self, lpWPUCloseThread, ws::SOCKET_ERROR, thread).map(drop)
    }
}
