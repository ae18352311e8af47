//! Handles of providers that have no handles of the system: `WPUCreateSocketHandle`.
//!
//! Such a handle stands for nothing but its provider and a context of the provider's own. It has a place in overlapped
//! I/O, so that ports and waits take it, and every call on it goes to the provider.

use std::sync::Arc;

use win32_wait::binding::Binding;
use win32_wait::dispatcher::{self, Dispatcher};
use win32_wait::handle_table::{Handle, Object, Pinned, PinnedAs, handles};
use ws2_types::{WsaError, WsaResult};

use crate::loader::{self, BUILT_IN};

/// A socket of a layer.
pub struct LayeredSocket {
    context: usize,
    binding: Binding,
}

impl LayeredSocket {
    /// Where its operations tell their end.
    pub fn notifications(&self) -> &Binding {
        &self.binding
    }

    pub(crate) fn context(&self) -> usize {
        self.context
    }
}

/// Makes a handle whose calls go by a route. The built-in providers' stands for none yet: see [`adopt`].
///
/// # Errors
/// `WSAENOBUFS`: the table is full.
pub(crate) fn create(context: usize, route: u16) -> WsaResult<Handle> {
    let object = Arc::new(LayeredSocket { context, binding: Binding::default() });
    handles().insert_routed(object, route).ok_or(WsaError::WSAENOBUFS)
}

/// Finds and pins a layer's socket.
///
/// # Errors
/// `WSAENOTSOCK`: none, or closed.
pub(crate) fn pin(socket: usize) -> WsaResult<PinnedAs<'static, LayeredSocket>> {
    let pinned = Handle::from_raw(socket).and_then(|handle| handles().pin(handle));
    pinned.and_then(Pinned::into_typed).ok_or(WsaError::WSAENOTSOCK)
}

/// Runs an action on a layer's socket, for the base API; `None` if the handle is none.
pub fn with<R>(handle: usize, action: impl FnOnce(&LayeredSocket) -> R) -> Option<R> {
    pin(handle).ok().map(|socket| action(&socket))
}

/// Takes in a handle that a provider's `WSPSocket`, `WSPAccept` or `WSPJoinLeaf` has returned. One that was made under a
/// catalog id nobody knows goes to that provider from now on.
pub fn adopt(socket: usize, route: u16) {
    if route != BUILT_IN
        && let Ok(pinned) = pin(socket)
        && handles().route(pinned.pinned().handle()) == BUILT_IN
    {
        pinned.pinned().set_route(route);
    }
}

/// Ends a handle: look-ups fail from here on. Its context is its provider's to free.
///
/// # Errors
/// `WSAENOTSOCK`
pub(crate) fn close(socket: usize) -> WsaResult<()> {
    let pinned = pin(socket)?;
    pinned.pinned().begin_close().map(drop).ok_or(WsaError::WSAENOTSOCK)
}

/// The handles that are open.
pub(crate) fn all() -> Vec<usize> {
    let mut open = Vec::new();
    handles().for_each(|pinned| {
        if pinned.downcast::<LayeredSocket>().is_some() {
            open.push(pinned.handle().into_raw());
        }
    });
    open
}

/// Ends handles that their providers have left open.
pub(crate) fn close_all() {
    handles().for_each(|pinned| {
        if pinned.downcast::<LayeredSocket>().is_some() {
            let _ = dispatcher::close_handle(pinned.handle());
        }
    });
}

impl Object for LayeredSocket {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self.binding.signal())
    }

    fn binding(&self) -> Option<&Binding> {
        Some(&self.binding)
    }

    /// `closesocket`: the provider takes the handle from the table when it is done with it.
    fn close(&self, handle: Handle) -> WsaResult<()> {
        match handles().route(handle) {
            // Nobody's: its provider never handed it out.
            BUILT_IN => dispatcher::close_handle(handle),
            route => loader::close_by(route, handle.into_raw()),
        }
    }
}
