//! One socket: its descriptor and what it shares with its duplicates.

use std::net::SocketAddrV6;
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering, fence};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use parking_lot::Mutex;
use win32_wait::binding::Binding;
use win32_wait::blocking::{self, Cancellation};
use win32_wait::completion::{Completion, Which};
use win32_wait::handle_table::Handle;
use win32_wait::port::Port;
use ws2_engine::linger::Linger;
use ws2_engine::state::{Phase, ShutdownHow, State};
use ws2_spi::network_events::{Events, Selection};
use ws2_spi::overlapped::{Begun, Operation, OtherSocket, Plain, PlainBegun};
use ws2_spi::provider::Condition;
use ws2_spi::readiness::{Interest, Readiness, Watch};
use ws2_spi::{
    CloseHandle, LentBuffer, Observer, ProviderSocket, SocketParts, SocketRequest, WindowsAddress,
};
use ws2_sys::address::{KernelAddress, LINUX_AF_INET6, WINDOWS_AF_INET6};
use ws2_sys::errno::Errno;
use ws2_sys::linux::net;
use ws2_sys::poller::Edge;
use ws2_sys::{AsFd, BorrowedFd, OwnedFd, clock, socket_raw, wakeup};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::accept::Deferred;
use crate::control;
use crate::network_events::NetworkEvents;
use crate::observers::Observers;
use crate::option::Emulated;
use crate::overlapped::{self, Overlapped};
use crate::sharing::{Common, MOVED};

/// A socket of this provider.
pub(crate) struct Socket {
    /// Blocks in the kernel unless the socket listens. The number lives as long as this value: a close that
    /// finds other calls inside puts the marker under it.
    fd: OwnedFd,
    pub(crate) cancellation: Cancellation,
    pub(crate) overlapped: Overlapped,
    pub(crate) shared: Arc<Shared>,
}

/// The underlying socket: what all handles of it in this process have in common.
pub(crate) struct Shared {
    /// Each of these, once marked as [`MOVED`], is in `common` instead.
    pub(crate) state: AtomicU32,
    pub(crate) linger: AtomicU32,
    /// When the connection came about, on the monotonic clock; 0 before.
    pub(crate) connected_at_ms: AtomicU64,
    /// Handles open on it.
    references: AtomicUsize,
    /// Other processes have or had handles of it.
    pub(crate) common: OnceLock<Arc<Common>>,
    /// AF_* of Windows.
    pub(crate) family: u16,
    pub(crate) request: SocketRequest,
    /// Boxed, for few sockets ever have one.
    pub(crate) deferred: Mutex<Option<Box<Deferred>>>,
    pub(crate) emulated: Mutex<Emulated>,
    pub(crate) observers: Observers,
    pub(crate) network_events: NetworkEvents,
}

impl Shared {
    #[inline]
    pub(crate) fn state(&self) -> State {
        let bits = self.state.load(Ordering::Acquire);
        if bits & MOVED == 0 { State::from_bits(bits) } else { self.moved().state() }
    }

    /// Changes the state word; answers what it was.
    fn change_state(&self, change: impl Fn(State) -> State) -> State {
        let update = |bits: u32| (bits & MOVED == 0).then(|| change(State::from_bits(bits)).into_bits());
        match self.state.fetch_update(Ordering::AcqRel, Ordering::Acquire, update) {
            Ok(bits) => State::from_bits(bits),
            Err(_) => self.moved().change_state(change),
        }
    }

    fn linger(&self) -> Linger {
        let bits = self.linger.load(Ordering::Acquire);
        if bits & MOVED == 0 { Linger::from_bits(bits) } else { self.moved().linger() }
    }

    fn set_linger(&self, linger: Linger) {
        let update = |bits: u32| (bits & MOVED == 0).then_some(linger.into_bits());
        if self.linger.fetch_update(Ordering::AcqRel, Ordering::Acquire, update).is_err() {
            self.moved().set_linger(linger);
        }
    }

    fn note_connect_time(&self) {
        let now = clock::monotonic().as_millis() as u64;
        // Whoever moves it at this moment sees it here, or is seen below.
        self.connected_at_ms.store(now, Ordering::SeqCst);
        if let Some(common) = self.common.get() {
            common.connected_at_ms().store(now, Ordering::SeqCst);
        }
    }

    pub(crate) fn connected_at_ms(&self) -> u64 {
        let own = &self.connected_at_ms;
        self.common.get().map_or(own, |common| common.connected_at_ms()).load(Ordering::Relaxed)
    }

    /// Counts one more handle, unless the last one was closed already.
    pub(crate) fn add_reference(&self) -> bool {
        let one_more = |references| (references > 0).then_some(references + 1);
        self.references.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_more).is_ok()
    }

    /// Counts one handle less. Whether it was the last one, here and anywhere.
    pub(crate) fn leave(&self) -> Left {
        let last_here = self.references.fetch_sub(1, Ordering::SeqCst) == 1;
        let last = last_here && self.common.get().is_none_or(|common| common.leave());
        Left { last_here, last }
    }

    /// Whether one handle is open, here and anywhere.
    pub(crate) fn has_one_handle(&self) -> bool {
        self.references.load(Ordering::Acquire) == 1
            && !self.common.get().is_some_and(|common| common.has_others())
    }
}

/// What a handle was of those of its underlying socket.
pub(crate) struct Left {
    /// This process has no other.
    pub(crate) last_here: bool,
    /// There is none anywhere.
    pub(crate) last: bool,
}

impl Socket {
    pub(crate) fn open(request: SocketRequest) -> WsaResult<Socket> {
        // A close must not fail for want of it.
        wakeup::marker()?;
        overlapped::close_status::chosen();
        let fd = Socket::descriptor(request)?;
        let stream = request.kind == ws::SOCK_STREAM;
        let state = if stream { State::STREAM } else { State::DATAGRAM };
        Ok(Socket::new(fd, request, state, Linger::default(), Emulated::default()))
    }

    /// A new socket of the kernel.
    pub(crate) fn descriptor(request: SocketRequest) -> WsaResult<OwnedFd> {
        let ipv6 = request.family == i32::from(WINDOWS_AF_INET6);
        let family = Socket::linux_family(request);
        let fd = socket_raw::socket(family, request.kind as u32, request.protocol as u32)?;
        if ipv6 {
            // On by default on Windows, off on Linux.
            socket_raw::set_int_option(fd.as_fd(), net::IPPROTO_IPV6 as u32, net::IPV6_V6ONLY, 1)?;
        }
        if request.kind != ws::SOCK_STREAM {
            report_unreachable_ports(fd.as_fd(), ipv6)?;
        }
        Ok(fd)
    }

    pub(crate) fn linux_family(request: SocketRequest) -> u16 {
        let ipv6 = request.family == i32::from(WINDOWS_AF_INET6);
        if ipv6 { LINUX_AF_INET6 } else { request.family as u16 }
    }

    /// The socket of an accepted connection: options of the listener, linger among them, are inherited.
    pub(crate) fn accepted(&self, fd: OwnedFd) -> Socket {
        let emulated = self.shared.emulated.lock().inherited();
        let socket = Socket::new(fd, self.shared.request, self.state().accepted(), self.linger(), emulated);
        socket.note_connect_time();
        socket
    }

    fn new(fd: OwnedFd, request: SocketRequest, state: State, linger: Linger, emulated: Emulated) -> Socket {
        let words = (AtomicU32::new(state.into_bits()), AtomicU32::new(linger.into_bits()));
        Socket::with_words(fd, request, words, OnceLock::new(), emulated)
    }

    /// One whose state other processes have, too.
    pub(crate) fn with_common(fd: OwnedFd, request: SocketRequest, common: Common) -> Socket {
        let common = Arc::new(common);
        let words = (AtomicU32::new(MOVED), AtomicU32::new(MOVED));
        let emulated = Emulated::Common(Arc::clone(&common));
        Socket::with_words(fd, request, words, OnceLock::from(common), emulated)
    }

    fn with_words(
        fd: OwnedFd,
        request: SocketRequest,
        (state, linger): (AtomicU32, AtomicU32),
        common: OnceLock<Arc<Common>>,
        emulated: Emulated,
    ) -> Socket {
        let shared = Shared {
            state,
            linger,
            connected_at_ms: AtomicU64::new(0),
            references: AtomicUsize::new(1),
            common,
            family: request.family as u16,
            request,
            deferred: Mutex::new(None),
            emulated: Mutex::new(emulated),
            observers: Observers::default(),
            network_events: NetworkEvents::default(),
        };
        Socket {
            fd,
            cancellation: Cancellation::default(),
            overlapped: Overlapped::default(),
            shared: Arc::new(shared),
        }
    }

    /// Whether other handles share the underlying socket.
    pub(crate) fn is_duplicated(&self) -> bool {
        !self.shared.has_one_handle()
    }

    #[inline]
    pub(crate) fn fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }

    #[inline]
    pub(crate) fn state(&self) -> State {
        self.shared.state()
    }

    /// Changes the state word and tells observers; answers what it was.
    pub(crate) fn update_state(&self, change: impl Fn(State) -> State) -> State {
        let before = self.change_state(change);
        self.state_changed();
        before
    }

    /// Changes the state word under a lock; [`Socket::state_changed`] is to follow when that is released.
    pub(crate) fn change_state(&self, change: impl Fn(State) -> State) -> State {
        self.shared.change_state(change)
    }

    /// Tells observers that the state word was changed.
    pub(crate) fn state_changed(&self) {
        fence(Ordering::SeqCst);
        self.shared.observers.tell();
    }

    pub(crate) fn enter_phase(&self, phase: Phase) {
        self.update_state(|state| state.in_phase(phase));
        if !matches!(phase, Phase::Fresh | Phase::Bound) {
            blocking::came_to_life();
        }
    }

    /// Starts the clock of `SO_CONNECT_TIME`.
    pub(crate) fn note_connect_time(&self) {
        self.shared.note_connect_time();
    }

    /// How long the socket has been connected; `None` when it is not.
    pub(crate) fn connected_for(&self) -> Option<Duration> {
        let since = Duration::from_millis(self.shared.connected_at_ms());
        (self.state().phase() == Phase::Connected).then(|| clock::monotonic().saturating_sub(since))
    }

    pub(crate) fn linger(&self) -> Linger {
        self.shared.linger()
    }

    pub(crate) fn set_linger(&self, linger: Linger) {
        self.shared.set_linger(linger);
    }

    /// Translates an address of the program and checks it against the socket's family.
    pub(crate) fn kernel_address(&self, address: &[u8]) -> WsaResult<KernelAddress> {
        let needed = if self.shared.family == WINDOWS_AF_INET6 { 28 } else { 16 };
        if address.len() < needed {
            return Err(WsaError::WSAEFAULT);
        }
        if u16::from_ne_bytes([address[0], address[1]]) != self.shared.family {
            return Err(WsaError::WSAEAFNOSUPPORT);
        }
        KernelAddress::from_windows(&address[..needed]).ok_or(WsaError::WSAEFAULT)
    }

    /// What the kernel told of the descriptor, if it was not the marker of a close that it spoke of.
    fn unless_closed<T>(&self, answer: T) -> WsaResult<T> {
        if self.cancellation.is_cancelled() { Err(WsaError::WSAENOTSOCK) } else { Ok(answer) }
    }

    /// Has edges told to this handle, at `near` if the socket has no port of its own.
    ///
    /// # Errors
    /// `WSAENOBUFS`, `WSAEMFILE`; `WSAENOTSOCK`: a close has begun.
    pub(crate) fn watch_edges(&self, handle: Handle, near: Option<&Arc<Port>>) -> WsaResult<()> {
        // The marker of a close cannot be watched.
        let watched = self.overlapped.binding.watch_near(self.fd(), handle, near);
        watched.or_else(|error| self.unless_closed(()).and(Err(error)))
    }

    /// Turns the kernel's word into ours and remembers how a connection ended.
    #[cold]
    pub(crate) fn ended(&self, errno: Errno) -> WsaError {
        if self.cancellation.is_cancelled() {
            // The marker of a close answered; other handles of the connection must not hear of it.
            return WsaError::WSAEINTR;
        }
        let error = WsaError::from(errno);
        if self.state().is_stream() {
            self.update_state(|state| state.ended_by(error));
        }
        error
    }
}

/// Lets an ICMP "port unreachable" reach unconnected sockets too, as it does on Windows.
fn report_unreachable_ports(fd: BorrowedFd<'_>, ipv6: bool) -> WsaResult<()> {
    let (level, name) = if ipv6 {
        (net::IPPROTO_IPV6 as u32, net::IPV6_RECVERR)
    } else {
        (net::IPPROTO_IP as u32, net::IP_RECVERR)
    };
    Ok(socket_raw::set_int_option(fd, level, name, 1)?)
}

impl ProviderSocket for Socket {
    fn bind(&self, address: &[u8]) -> WsaResult<()> {
        Socket::bind(self, address)?;
        self.conditions_changed();
        Ok(())
    }

    fn listen(&self, backlog: i32) -> WsaResult<()> {
        Socket::listen(self, backlog)?;
        self.conditions_changed();
        Ok(())
    }

    fn accept(
        &self,
        condition: Option<Condition<'_>>,
    ) -> WsaResult<(Box<dyn ProviderSocket>, WindowsAddress)> {
        let accept = || Socket::accept(self, condition);
        let (socket, peer) =
            if self.state().is_selected() { self.accept_selected(accept) } else { accept() }?;
        Ok((Box::new(socket), peer))
    }

    fn connect(&self, address: &[u8]) -> WsaResult<()> {
        Socket::connect(self, address)
    }

    fn join(&self, address: &[u8], receives: bool) -> WsaResult<()> {
        self.join_group(address, receives)
    }

    fn send(&self, buffers: &[LentBuffer], flags: u32) -> WsaResult<usize> {
        self.note_send(Socket::send(self, buffers, flags))
    }

    fn send_to(&self, buffers: &[LentBuffer], flags: u32, address: &[u8]) -> WsaResult<usize> {
        self.note_send(Socket::send_to(self, buffers, flags, address))
    }

    fn receive(&self, buffers: &[LentBuffer], flags: &mut u32) -> WsaResult<usize> {
        if !self.state().is_selected() {
            return Socket::receive(self, buffers, flags);
        }
        self.receive_selected(buffers, *flags, || Socket::receive(self, buffers, flags))
    }

    fn receive_from(
        &self,
        buffers: &[LentBuffer],
        flags: &mut u32,
        from: &mut Option<WindowsAddress>,
    ) -> WsaResult<usize> {
        if !self.state().is_selected() {
            return Socket::receive_from(self, buffers, flags, from);
        }
        self.receive_selected(buffers, *flags, || Socket::receive_from(self, buffers, flags, from))
    }

    fn begin(&self, operation: Operation, completion: Completion, handle: Handle) -> WsaResult<Begun> {
        let receives = operation.receives();
        let begun = Socket::begin(self, operation, completion, handle);
        if receives { self.note_receive_begun(begun) } else { begun }
    }

    fn begin_plain_send(&self, plain: Plain<'_>, handle: Handle) -> WsaResult<PlainBegun> {
        Socket::begin_plain_send(self, plain, handle)
    }

    fn begin_plain_receive(&self, plain: Plain<'_>, handle: Handle) -> WsaResult<PlainBegun> {
        self.note_receive_begun(Socket::begin_plain_receive(self, plain, handle))
    }

    fn cancel(&self, which: Which) -> usize {
        self.cancel_overlapped(which)
    }

    fn on_edge(&self, edge: Edge) {
        Socket::on_edge(self, edge);
    }

    fn binding(&self) -> &Binding {
        &self.overlapped.binding
    }

    fn associate(&self, port: &Arc<Port>, key: usize, handle: Handle) -> WsaResult<()> {
        self.overlapped.binding.associate(port, key, Some((self.fd(), handle)))
    }

    fn shutdown(&self, how: i32) -> WsaResult<()> {
        Socket::shutdown(self, ShutdownHow::from_raw(how)?)?;
        self.conditions_changed();
        Ok(())
    }

    fn local_address(&self) -> WsaResult<WindowsAddress> {
        let state = self.state();
        let nameless = matches!(state.phase(), Phase::Fresh | Phase::Accepting);
        if nameless || state.is_outdated() && state.is_from_listener() {
            return Err(WsaError::WSAEINVAL);
        }
        let address = socket_raw::local_address(self.fd())?;
        self.unless_closed(address.into_windows())
    }

    fn peer_address(&self) -> WsaResult<WindowsAddress> {
        self.settle_connect();
        if self.state().phase() != Phase::Connected || self.state().is_outdated() {
            return Err(WsaError::WSAENOTCONN);
        }
        let address = socket_raw::peer_address(self.fd())?;
        self.unless_closed(address.into_windows())
    }

    fn option(&self, level: i32, name: i32, value: &mut [u8]) -> WsaResult<usize> {
        Socket::option(self, level, name, value).and_then(|len| self.unless_closed(len))
    }

    fn set_option(&self, level: i32, name: i32, value: &[u8]) -> WsaResult<()> {
        Socket::set_option(self, level, name, value)
    }

    fn control(&self, code: u32, input: &[u8], output: &mut [u8]) -> WsaResult<usize> {
        Socket::control(self, code, input, output).and_then(|len| self.unless_closed(len))
    }

    fn preferred(&self, destinations: &[SocketAddrV6]) -> WsaResult<Vec<usize>> {
        Ok(control::preferred(destinations))
    }

    fn is_blocking(&self) -> bool {
        self.state().is_blocking()
    }

    fn watch(&self, interest: Interest) -> Watch {
        Socket::watch(self, interest)
    }

    fn readiness(&self, revents: u16) -> Readiness {
        Socket::readiness(self, revents)
    }

    fn observe(
        &self,
        observer: &Arc<dyn Observer>,
        handle: Handle,
        near: Option<&Arc<Port>>,
    ) -> WsaResult<()> {
        self.enter_observer(observer, handle, near)
    }

    fn dismiss(&self, observer: &Arc<dyn Observer>) {
        self.strike_observer(observer);
    }

    fn select_events(&self, selection: Option<Selection>, handle: Handle) -> WsaResult<()> {
        Socket::select_events(self, selection, handle)
    }

    fn event_selection(&self) -> Option<Selection> {
        Socket::event_selection(self)
    }

    fn enumerate_events(&self, reset: &mut dyn FnMut()) -> Events {
        Socket::enumerate_events(self, reset)
    }

    fn note_event(&self, event: u32, code: i32) {
        Socket::note_event(self, event, code);
    }

    fn duplicate(&self) -> WsaResult<Box<dyn ProviderSocket>> {
        let fd = socket_raw::duplicate(self.fd())?;
        // A close in another thread may have put the marker under the number, or have ended the connection for
        // good as the last handle of it.
        if self.cancellation.is_cancelled() || !self.shared.add_reference() {
            return Err(WsaError::WSAENOTSOCK);
        }
        Ok(Box::new(Socket {
            fd,
            cancellation: Cancellation::default(),
            overlapped: Overlapped::default(),
            shared: Arc::clone(&self.shared),
        }))
    }

    fn share(&self) -> WsaResult<SocketParts> {
        Socket::share(self)
    }

    fn handles_added(&self, handles: [Arc<dyn OtherSocket>; 2]) {
        self.shared.network_events.handles_added(handles);
    }

    fn close(&self, handle: &mut dyn CloseHandle) -> WsaResult<()> {
        Socket::close(self, handle)
    }
}
