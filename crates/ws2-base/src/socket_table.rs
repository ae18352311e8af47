//! Sockets in the handle table: looking one up, opening, duplicating, closing.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use win32_wait::binding::Binding;
use win32_wait::blocking;
use win32_wait::completion::Which;
use win32_wait::dispatcher::Dispatcher;
use win32_wait::handle_table::{Handle, Object, Pinned, PinnedAs, handles};
use ws2_spi::catalog::ProtocolInfo;
use ws2_spi::network_events::{Events, Selection, Telling};
use ws2_spi::overlapped::OtherSocket;
use ws2_spi::{CloseHandle, ProviderSocket, SocketRequest};
use ws2_sys::poller::Edge;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::afd::DeviceSide;
use crate::registered::Requests;
use crate::transports::Protocol;
use crate::{event_select, join_leaf, startup};

/// What a SOCKET stands for.
pub struct SocketObject {
    socket: Box<dyn ProviderSocket>,
    protocol: &'static ProtocolInfo,
    flags: u32,
    /// Registered I/O
    requests: OnceLock<Box<Requests>>,
    /// Made for the first who goes under Windows Sockets.
    device_side: OnceLock<Box<DeviceSide>>,
}

impl SocketObject {
    /// The `WSA_FLAG_…` it was made with.
    pub fn flags(&self) -> u32 {
        self.flags
    }

    pub(crate) fn requests(&self) -> Option<&Requests> {
        self.requests.get().map(|requests| &**requests)
    }

    /// # Errors
    /// `WSAEINVAL`: it has a request queue.
    pub(crate) fn set_requests(&self, requests: Requests) -> WsaResult<()> {
        self.requests.set(Box::new(requests)).map_err(|_| WsaError::WSAEINVAL)
    }

    pub(crate) fn device_side(&self) -> &DeviceSide {
        self.device_side.get_or_init(Box::default)
    }

    /// Ends pending operations, and polls that were begun on this handle, with `WSA_OPERATION_ABORTED`; answers how many.
    pub fn cancel(&self, which: Which) -> usize {
        let polls = self.device_side.get().map_or(0, |side| side.polls.cancel(which));
        self.socket.cancel(which) + polls
    }

    /// The catalog entry the socket was made from.
    pub fn protocol(&self) -> &'static ProtocolInfo {
        self.protocol
    }
}

impl Deref for SocketObject {
    type Target = dyn ProviderSocket;

    #[inline]
    fn deref(&self) -> &Self::Target {
        &*self.socket
    }
}

impl Object for SocketObject {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self.socket.binding().signal())
    }

    fn on_edge(&self, edge: Edge) {
        self.socket.on_edge(edge);
    }

    fn binding(&self) -> Option<&Binding> {
        Some(self.socket.binding())
    }

    fn cancel(&self, which: Which) -> usize {
        SocketObject::cancel(self, which)
    }

    /// `CloseHandle`: unlike `closesocket` it tells a window that the connection is closed, as on Windows.
    fn close(&self, handle: Handle) -> WsaResult<()> {
        let selection = self.socket.event_selection();
        close(handle.into_raw())?;
        if let Some(Selection { mask, sink }) = selection
            && sink.telling() == Telling::Messages
            && mask & ws::FD_CLOSE != 0
            && self.socket.event_selection().is_none()
        {
            sink.tell(&Events::one(ws::FD_CLOSE, 0));
        }
        Ok(())
    }
}

/// A program's SOCKET number: significant in its low 32 bits.
pub type RawSocket = usize;

/// Finds and pins a socket.
///
/// # Errors
/// `WSAENOTSOCK`: never opened, closed, or another kind of object (C4, C39).
#[inline]
pub fn pin(socket: RawSocket) -> WsaResult<PinnedSocket> {
    pin_in_place(socket)
}

/// [`pin`] for loops over many sockets: what it answers goes from registers to where it stays, by no way of the stack.
#[expect(clippy::inline_always, reason = "the copies take a third of a wait for a thousand sockets")]
#[inline(always)]
pub(crate) fn pin_in_place(socket: RawSocket) -> WsaResult<PinnedSocket> {
    let handle = Handle::from_raw(socket).ok_or(WsaError::WSAENOTSOCK)?;
    let pinned = handles().pin(handle).ok_or(WsaError::WSAENOTSOCK)?;
    pinned.into_typed().map(PinnedSocket).ok_or(WsaError::WSAENOTSOCK)
}

/// A socket that stays alive while this is held.
pub struct PinnedSocket(PinnedAs<'static, SocketObject>);

impl PinnedSocket {
    /// The number it was found by.
    pub fn handle(&self) -> Handle {
        self.0.pinned().handle()
    }

    /// Whether the program has closed the handle since.
    #[inline]
    pub fn is_closing(&self) -> bool {
        self.0.pinned().is_closing()
    }

    /// Has calls on the handle go another way from now on.
    pub fn set_route(&self, route: u16) {
        self.0.pinned().set_route(route);
    }
}

impl Deref for PinnedSocket {
    type Target = SocketObject;

    #[inline]
    fn deref(&self) -> &SocketObject {
        &self.0
    }
}

/// A socket by its handle, for operations on another one that concern it until they end.
pub struct SocketByHandle(Handle);

impl SocketByHandle {
    /// The handle a socket was found by.
    pub fn of(pinned: &PinnedSocket) -> Arc<SocketByHandle> {
        Arc::new(SocketByHandle(pinned.handle()))
    }
}

impl OtherSocket for SocketByHandle {
    fn handle(&self) -> Handle {
        self.0
    }

    fn visit(&self, visit: &mut dyn FnMut(&dyn ProviderSocket)) -> bool {
        match pin(self.0.into_raw()) {
            Ok(pinned) => {
                visit(&*pinned.socket);
                true
            }
            Err(_) => false,
        }
    }
}

/// Runs a call on a socket.
///
/// # Errors
/// `WSAENOTSOCK`, also when the handle was closed before the call reached its socket; `WSAEINTR` when it was
/// closed while the call was blocked (C8); otherwise the call's own.
#[inline]
pub fn with_socket<R>(socket: RawSocket, call: impl FnOnce(&SocketObject) -> WsaResult<R>) -> WsaResult<R> {
    with_handle(socket, |pinned| call(pinned))
}

/// [`with_socket`] for calls that need the handle too.
///
/// # Errors
/// As [`with_socket`].
#[inline]
pub fn with_handle<R>(socket: RawSocket, call: impl FnOnce(&PinnedSocket) -> WsaResult<R>) -> WsaResult<R> {
    let pinned = pin(socket)?;
    match call(&pinned) {
        Err(error) if error != WsaError::WSAEINTR && pinned.is_closing() => Err(WsaError::WSAENOTSOCK),
        outcome => outcome,
    }
}

/// Sets an option. The value of `SO_UPDATE_ACCEPT_CONTEXT` is a SOCKET, which no provider can look up; its selection
/// of network events is taken over.
///
/// # Errors
/// `WSAENOTSOCK`: one of them is none; those of the provider.
pub fn set_option(socket: &PinnedSocket, level: i32, name: i32, value: &[u8]) -> WsaResult<()> {
    let listener = match value.first_chunk() {
        Some(listener) if (level, name) == (ws::SOL_SOCKET, ws::SO_UPDATE_ACCEPT_CONTEXT) => {
            Some(pin(RawSocket::from_ne_bytes(*listener))?)
        }
        _ => None,
    };
    socket.socket.set_option(level, name, value)?;
    listener.map_or(Ok(()), |listener| event_select::inherit(&listener, socket, socket.handle()))
}

/// Opens a socket of a protocol; the request is complete. `flags` are `WSA_FLAG_…`.
///
/// # Errors
/// `WSAEINVAL`: roles in multipoint sessions that the protocol has not; `WSAEMFILE`, `WSAENOBUFS` and what the transport
/// says.
pub fn open(protocol: Protocol, request: SocketRequest, flags: u32) -> WsaResult<RawSocket> {
    join_leaf::require_roles(protocol.info, flags)?;
    insert(protocol.transport.socket(request)?, protocol.info, flags)
}

/// Gives a handle to a socket that a provider made (accept, duplicate).
///
/// # Errors
/// `WSAEMFILE`: the table is full. `WSANOTINITIALISED`: the last `WSACleanup` came meanwhile.
pub fn insert(
    socket: Box<dyn ProviderSocket>,
    protocol: &'static ProtocolInfo,
    flags: u32,
) -> WsaResult<RawSocket> {
    let object = Arc::new(SocketObject {
        socket,
        protocol,
        flags,
        requests: OnceLock::new(),
        device_side: OnceLock::new(),
    });
    let socket = handles().insert(object).map(Handle::into_raw).ok_or(WsaError::WSAEMFILE)?;
    // A clean-up counts down before it looks for open sockets. So either it has seen this one or this look sees
    // its count.
    if let Err(cleaned_up) = startup::require_started() {
        let _ = close(socket);
        return Err(cleaned_up);
    }
    Ok(socket)
}

/// Gives a handle to a socket that was accepted; it takes over the selection of network events.
///
/// # Errors
/// As [`insert`]; `WSAENOBUFS`.
pub fn insert_accepted(listener: &SocketObject, accepted: Box<dyn ProviderSocket>) -> WsaResult<RawSocket> {
    let socket = insert(accepted, listener.protocol, listener.flags)?;
    let inherited =
        pin(socket).and_then(|accepted| event_select::inherit(listener, &accepted, accepted.handle()));
    if let Err(error) = inherited {
        let _ = close(socket);
        return Err(error);
    }
    Ok(socket)
}

/// Opens a second handle of the same underlying socket.
///
/// # Errors
/// `WSAENOTSOCK`, `WSAEMFILE`.
pub fn duplicate(socket: RawSocket) -> WsaResult<RawSocket> {
    with_handle(socket, |original| {
        let duplicate = insert(original.duplicate()?, original.protocol, original.flags)?;
        let by_handle = |handle| Arc::new(SocketByHandle(handle)) as Arc<dyn OtherSocket>;
        if let Some(handle) = Handle::from_raw(duplicate) {
            original.handles_added([original.handle(), handle].map(by_handle));
        }
        Ok(duplicate)
    })
}

/// `closesocket`.
///
/// # Errors
/// `WSAENOTSOCK`; `WSAEWOULDBLOCK`: see [`ProviderSocket::close`].
pub fn close(socket: RawSocket) -> WsaResult<()> {
    let pinned = pin(socket)?;
    pinned.socket.close(&mut Withdrawal(pinned.0.pinned()))
}

/// Closes every socket that is open, resetting those that cannot be closed without waiting for their peer.
pub fn close_all() {
    handles().for_each(|pinned| {
        let Some(object) = pinned.downcast::<SocketObject>() else { return };
        if object.socket.close(&mut Withdrawal(pinned)) == Err(WsaError::WSAEWOULDBLOCK) {
            let hard = [1, 0, 0, 0];
            let _ = object.socket.set_option(ws::SOL_SOCKET, ws::SO_LINGER, &hard);
            let _ = object.socket.close(&mut Withdrawal(pinned));
        }
    });
}

struct Withdrawal<'a>(&'a Pinned<'static>);

impl CloseHandle for Withdrawal<'_> {
    fn withdraw(&mut self) -> WsaResult<usize> {
        let others = self.0.begin_close().ok_or(WsaError::WSAENOTSOCK)?;
        if others > 0 {
            // Waits for many that have no descriptor of it look again.
            blocking::came_to_life();
        }
        let Some(socket) = self.0.downcast::<SocketObject>() else { return Ok(others) };
        socket.requests().inspect(|requests| requests.close());
        // A poll that is about to be begun here makes its side first, then looks whether the handle is closing.
        socket.device_side.get().inspect(|side| side.polls.close());
        Ok(others)
    }
}
