//! The traits a transport provider implements.

use std::any::Any;
use std::net::SocketAddrV6;
use std::sync::Arc;

use win32_wait::binding::Binding;
use win32_wait::completion::{Completion, Which};
use win32_wait::handle_table::Handle;
use win32_wait::port::Port;
use ws2_sys::poller::Edge;
use ws2_sys::{OwnedFd, ticket};
use ws2_types::{WsaError, WsaResult};

use crate::catalog::ProtocolInfo;
use crate::network_events::{Events, Selection};
use crate::observer::Observer;
use crate::overlapped::{Begun, Operation, OtherSocket, Plain, PlainBegun};
use crate::readiness::{Interest, Readiness, Watch};
use crate::{LentBuffer, WindowsAddress};

/// What `socket` asks for; the catalog entry has been chosen already.
#[derive(Clone, Copy, Debug)]
pub struct SocketRequest {
    /// AF_* of Windows.
    pub family: i32,
    /// SOCK_*.
    pub kind: i32,
    /// IPPROTO_*; 0 lets the entry decide.
    pub protocol: i32,
}

/// What a socket is made of on its way to another process: a descriptor of the underlying socket, one that keeps its
/// connection from ending with the handles here, and one of the state they have in common.
pub type SocketParts = [OwnedFd; ticket::DESCRIPTORS];

/// A transport with its catalog entries.
pub trait Provider: Send + Sync {
    /// The entries this provider brings, in catalog order.
    fn protocols(&self) -> &'static [ProtocolInfo];

    /// `WSPSocket`: a new socket, not blocking on anything.
    ///
    /// # Errors
    /// `WSAEMFILE`, `WSAENOBUFS`, `WSAEAFNOSUPPORT`, `WSAEPROTONOSUPPORT`, `WSAEACCES`.
    fn socket(&self, request: SocketRequest) -> WsaResult<Box<dyn ProviderSocket>>;

    /// A socket of what [`ProviderSocket::share`] gave in another process.
    ///
    /// # Errors
    /// `WSAEINVAL`: these are no parts of a socket of this provider. `WSAENOBUFS`. `WSAEOPNOTSUPP`: it shares none.
    fn adopt(&self, parts: SocketParts) -> WsaResult<Box<dyn ProviderSocket>> {
        let _ = parts;
        Err(WsaError::WSAEOPNOTSUPP)
    }
}

/// The caller's handle, as `close` sees it: the way to take it from the program at the right moment.
pub trait CloseHandle {
    /// Kills the handle: look-ups fail from now on. Answers how many other calls are inside the socket.
    ///
    /// # Errors
    /// `WSAENOTSOCK`: another thread closed it first.
    fn withdraw(&mut self) -> WsaResult<usize>;
}

/// A connection offered to a condition function.
pub struct AcceptRequest<'a> {
    /// The peer.
    pub caller: &'a WindowsAddress,
    /// The address the peer called.
    pub callee: &'a WindowsAddress,
}

/// What a condition function said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// `CF_ACCEPT`
    Accept,
    /// `CF_REJECT`: the connection is reset.
    Reject,
    /// `CF_DEFER`: it stays at the head of the queue.
    Defer,
}

/// The condition function of `WSAAccept`.
pub type Condition<'a> = &'a mut dyn FnMut(&AcceptRequest<'_>) -> WsaResult<Verdict>;

/// One socket of a provider. All methods may be called from any thread at any time.
///
/// Buffers are the program's own memory ([`LentBuffer`]); a provider hands them to the kernel or checks them,
/// and keeps none after it returned. *Blocking* means: on a blocking socket, until the call is done, fails, or
/// the socket is closed, which ends it with `WSAEINTR`.
pub trait ProviderSocket: Any + Send + Sync {
    /// `WSPBind`.
    ///
    /// # Errors
    /// `WSAEINVAL` (has a name), `WSAEFAULT` (short address), `WSAEADDRINUSE`, `WSAEADDRNOTAVAIL`, `WSAEACCES`.
    fn bind(&self, address: &[u8]) -> WsaResult<()>;

    /// `WSPListen`.
    ///
    /// # Errors
    /// `WSAEINVAL` (no name), `WSAEISCONN`, `WSAEOPNOTSUPP`, `WSAEADDRINUSE`.
    fn listen(&self, backlog: i32) -> WsaResult<()>;

    /// `WSPAccept`. Blocking.
    ///
    /// # Errors
    /// `WSAEINVAL` (not listening), `WSAEWOULDBLOCK`, `WSAEOPNOTSUPP`, `WSAEINTR`, `WSAECONNREFUSED` (rejected),
    /// `WSATRY_AGAIN` (deferred).
    fn accept(
        &self,
        condition: Option<Condition<'_>>,
    ) -> WsaResult<(Box<dyn ProviderSocket>, WindowsAddress)>;

    /// `WSPConnect`. Blocking.
    ///
    /// # Errors
    /// `WSAEWOULDBLOCK` (on its way), `WSAEALREADY`, `WSAEISCONN`, `WSAEINVAL`, `WSAEADDRNOTAVAIL`, `WSAEFAULT`,
    /// `WSAECONNREFUSED`, `WSAETIMEDOUT`, `WSAENETUNREACH`, `WSAEHOSTUNREACH`, `WSAEINTR`.
    fn connect(&self, address: &[u8]) -> WsaResult<()>;

    /// `WSPJoinLeaf` on a leaf: makes the socket a member of the session that `address` names, or only a sender to it if
    /// it `receives` nothing. The session is used by the same socket.
    ///
    /// # Errors
    /// `WSAEOPNOTSUPP`: the protocol has no multipoint sessions. `WSAEFAULT` (short address), `WSAEAFNOSUPPORT`,
    /// `WSAEADDRNOTAVAIL` (names no session), `WSAEISCONN` (a member already), `WSAENETUNREACH`, `WSAENOBUFS`.
    fn join(&self, address: &[u8], receives: bool) -> WsaResult<()> {
        let _ = (address, receives);
        Err(WsaError::WSAEOPNOTSUPP)
    }

    /// `WSPSend`: bytes sent. A blocking stream socket sends everything. Blocking. `flags` are MSG_* of Windows.
    ///
    /// # Errors
    /// `WSAEWOULDBLOCK`, `WSAENOTCONN`, `WSAESHUTDOWN`, `WSAECONNRESET`, `WSAECONNABORTED`, `WSAEMSGSIZE`,
    /// `WSAEOPNOTSUPP` (flags), `WSAETIMEDOUT` (`SO_SNDTIMEO`), `WSAEFAULT`, `WSAEINTR`.
    fn send(&self, buffers: &[LentBuffer], flags: u32) -> WsaResult<usize>;

    /// `WSPSendTo`. Stream sockets pass over the address. Blocking.
    ///
    /// # Errors
    /// As `send`; `WSAEAFNOSUPPORT`, `WSAEADDRNOTAVAIL`.
    fn send_to(&self, buffers: &[LentBuffer], flags: u32, address: &[u8]) -> WsaResult<usize>;

    /// `WSPRecv`: bytes received, 0 at the peer's graceful end. `flags` are MSG_* of Windows, in and out.
    /// Blocking.
    ///
    /// # Errors
    /// `WSAEWOULDBLOCK`, `WSAENOTCONN`, `WSAESHUTDOWN`, `WSAECONNRESET` (also with data unread),
    /// `WSAECONNABORTED`, `WSAEMSGSIZE` (the buffer is filled), `WSAEINVAL`, `WSAEOPNOTSUPP`, `WSAETIMEDOUT`,
    /// `WSAEFAULT`, `WSAEINTR`.
    fn receive(&self, buffers: &[LentBuffer], flags: &mut u32) -> WsaResult<usize>;

    /// `WSPRecvFrom`: as `receive`, with the sender. Blocking.
    ///
    /// # Errors
    /// As `receive`.
    fn receive_from(
        &self,
        buffers: &[LentBuffer],
        flags: &mut u32,
        from: &mut Option<WindowsAddress>,
    ) -> WsaResult<usize>;

    /// Begins an overlapped operation. It ends in the order it was begun among those of its direction; a send ends
    /// when everything is taken. The completion is finished exactly once, here or later, unless this fails.
    ///
    /// # Errors
    /// As the synchronous call. Nobody is told by the completion then.
    fn begin(&self, operation: Operation, completion: Completion, handle: Handle) -> WsaResult<Begun>;

    /// Begins a send of one buffer without flags, as `begin` does, by a way that builds nothing if it ends at once; the
    /// caller tells of such an end.
    ///
    /// # Errors
    /// As `begin`.
    fn begin_plain_send(&self, plain: Plain<'_>, handle: Handle) -> WsaResult<PlainBegun> {
        let _ = (plain, handle);
        Ok(PlainBegun::NotPlain)
    }

    /// A receive, as [`ProviderSocket::begin_plain_send`].
    ///
    /// # Errors
    /// As `begin`.
    fn begin_plain_receive(&self, plain: Plain<'_>, handle: Handle) -> WsaResult<PlainBegun> {
        let _ = (plain, handle);
        Ok(PlainBegun::NotPlain)
    }

    /// Ends pending operations with `WSA_OPERATION_ABORTED`. Answers how many.
    fn cancel(&self, which: Which) -> usize;

    /// Lets pending operations go on after an edge of readiness.
    fn on_edge(&self, edge: Edge);

    /// The socket's port and modes.
    fn binding(&self) -> &Binding;

    /// Associates the socket with a completion port.
    ///
    /// # Errors
    /// `WSA_INVALID_PARAMETER`: it has one.
    fn associate(&self, port: &Arc<Port>, key: usize, handle: Handle) -> WsaResult<()>;

    /// `WSPShutdown` with SD_*. Never waits, whatever the linger options say (C43).
    ///
    /// # Errors
    /// `WSAEINVAL`, `WSAENOTCONN`.
    fn shutdown(&self, how: i32) -> WsaResult<()>;

    /// `WSPGetSockName`.
    ///
    /// # Errors
    /// `WSAEINVAL`: no name yet.
    fn local_address(&self) -> WsaResult<WindowsAddress>;

    /// `WSPGetPeerName`.
    ///
    /// # Errors
    /// `WSAENOTCONN`.
    fn peer_address(&self) -> WsaResult<WindowsAddress>;

    /// `WSPGetSockOpt`: fills `value`, answers the length used.
    ///
    /// # Errors
    /// `WSAENOPROTOOPT`, `WSAEFAULT` (too short), `WSAEINVAL` (level).
    fn option(&self, level: i32, name: i32, value: &mut [u8]) -> WsaResult<usize>;

    /// `WSPSetSockOpt`.
    ///
    /// # Errors
    /// `WSAENOPROTOOPT`, `WSAEFAULT` (too short), `WSAEINVAL`, `WSAENOTCONN`.
    fn set_option(&self, level: i32, name: i32, value: &[u8]) -> WsaResult<()>;

    /// `WSPIoctl` of a code that exchanges plain bytes: answers the length of the output.
    ///
    /// # Errors
    /// `WSAEOPNOTSUPP` (unknown code), `WSAEFAULT` (too short), `WSAEINVAL`.
    fn control(&self, code: u32, input: &[u8], output: &mut [u8]) -> WsaResult<usize>;

    /// `SIO_ADDRESS_LIST_SORT`: the places of destinations in the order in which they are best tried; those that are none
    /// are left out. IPv4 stands there as IPv4-mapped addresses.
    ///
    /// # Errors
    /// `WSAEOPNOTSUPP`: the provider does not know.
    fn preferred(&self, destinations: &[SocketAddrV6]) -> WsaResult<Vec<usize>> {
        let _ = destinations;
        Err(WsaError::WSAEOPNOTSUPP)
    }

    /// Whether calls wait (the default) or fail with `WSAEWOULDBLOCK` (`FIONBIO`).
    fn is_blocking(&self) -> bool;

    /// What to watch for `interest`.
    fn watch(&self, interest: Interest) -> Watch;

    /// What the kernel's answer for [`ProviderSocket::watch`] means.
    fn readiness(&self, revents: u16) -> Readiness;

    /// Has an observer told of every change of the underlying socket from now on, as far as edges of this handle and
    /// what the program does by any handle show it. How things stand at this moment is for the observer to ask
    /// afterwards. One that is told already is not told twice. `near` is the port at whose threads edges are heard
    /// best, if the socket has none of its own.
    ///
    /// # Errors
    /// `WSAENOBUFS`, `WSAEMFILE`: edges cannot be heard.
    fn observe(
        &self,
        observer: &Arc<dyn Observer>,
        handle: Handle,
        near: Option<&Arc<Port>>,
    ) -> WsaResult<()>;

    /// Tells an observer no longer. It may be told once more by a thread that is about to.
    fn dismiss(&self, observer: &Arc<dyn Observer>);

    /// `WSPEventSelect`, `WSPAsyncSelect`: a selection of network events in place of the former one of the underlying
    /// socket, or none. The socket no longer blocks, either way. Conditions that hold are told before it returns; edges
    /// come by `handle`, this socket's own.
    ///
    /// # Errors
    /// `WSAENOTSOCK`: closed meanwhile. `WSAENOBUFS`, `WSAEMFILE`: edges cannot be heard. `WSAEOPNOTSUPP`: the
    /// provider has no network events.
    fn select_events(&self, selection: Option<Selection>, handle: Handle) -> WsaResult<()> {
        let _ = (selection, handle);
        Err(WsaError::WSAEOPNOTSUPP)
    }

    /// The selection in force.
    fn event_selection(&self) -> Option<Selection> {
        None
    }

    /// `WSPEnumNetworkEvents`: hands out the record and clears it. `reset` is called in the same step.
    fn enumerate_events(&self, reset: &mut dyn FnMut()) -> Events {
        reset();
        Events::default()
    }

    /// Records and tells one FD_* event that no edge shows, if it is selected: `FD_ADDRESS_LIST_CHANGE`,
    /// `FD_ROUTING_INTERFACE_CHANGE`.
    fn note_event(&self, event: u32, code: i32) {
        let _ = (event, code);
    }

    /// A second socket over the same underlying one (`WSPDuplicateSocket` within a process): options, state and
    /// connection are shared, the descriptor is not.
    ///
    /// # Errors
    /// `WSAEMFILE`, `WSAENOBUFS`.
    fn duplicate(&self) -> WsaResult<Box<dyn ProviderSocket>>;

    /// `WSPDuplicateSocket` for another process: what [`Provider::adopt`] makes a socket of there. It counts as a handle
    /// of the underlying socket wherever it is.
    ///
    /// # Errors
    /// `WSAENOTSOCK`: closed meanwhile. `WSAEMFILE`, `WSAENOBUFS`. `WSAEOPNOTSUPP`: the provider shares none.
    fn share(&self) -> WsaResult<SocketParts> {
        Err(WsaError::WSAEOPNOTSUPP)
    }

    /// A duplicate was given a handle: these two now stand for the underlying socket, beside others told of before. When
    /// one is closed, edges come by another.
    fn handles_added(&self, handles: [Arc<dyn OtherSocket>; 2]) {
        let _ = handles;
    }

    /// `WSPCloseSocket`. Blocking only with a linger time.
    ///
    /// The provider calls `handle.withdraw()` once it is sure to close. Before that nothing may have changed;
    /// after it the call succeeds.
    ///
    /// # Errors
    /// `WSAEWOULDBLOCK`: a linger time on a non-blocking socket with data not acknowledged. The handle stays
    /// valid and no disconnect is initiated. `WSAENOTSOCK`: lost a race against another close.
    fn close(&self, handle: &mut dyn CloseHandle) -> WsaResult<()>;
}
