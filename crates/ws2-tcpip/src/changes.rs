//! Requests to be told of a change: `SIO_ADDRESS_LIST_CHANGE`, `SIO_ROUTING_INTERFACE_CHANGE`.
//!
//! The process hears of changes by one socket of `rtnetlink`, which the reactor watches. It is opened with the first
//! request and closed with the last, so a program that never asks has none. A request leaves its list exactly once,
//! with whoever ends it: the change, a cancellation, or the close of its socket.
//!
//! Locks: `LISTENING` before the list of a socket. Completions are finished and events recorded without either.

use std::net::SocketAddr;
use std::sync::{Arc, Weak};

use parking_lot::{Mutex, MutexGuard};
use win32_wait::binding::Binding;
use win32_wait::completion::{Completion, Outcome};
use win32_wait::handle_table::{Handle, Object, handles};
use ws2_engine::network_events;
use ws2_spi::overlapped::{Begun, Change};
use ws2_sys::AsFd;
use ws2_sys::address::LINUX_AF_INET6;
use ws2_sys::linux::net;
use ws2_sys::poller::Edge;
use ws2_sys::route_notices::{Notice, RouteNotices};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult, sockaddr};

use crate::control::local_address_towards;
use crate::overlapped::{aborted, refuse};
use crate::socket::{Shared, Socket};

const LINUX_AF_INET: u16 = net::AF_INET as u16;

static LISTENING: Mutex<Option<Listening>> = Mutex::new(None);

/// The process's ear for changes.
struct Listening {
    source: Arc<Source>,
    /// What the reactor knows the source by.
    handle: Handle,
    /// Sockets with requests.
    waiting: Vec<Arc<Requests>>,
}

struct Source {
    notices: RouteNotices,
    binding: Binding,
}

impl Object for Source {
    fn on_edge(&self, _: Edge) {
        let mut listening = LISTENING.lock();
        let ended = listening.as_mut().map(Listening::hear).unwrap_or_default();
        stop_when_idle(listening);
        tell(ended);
    }

    /// No program was given the handle.
    fn close(&self, _: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}

/// The requests of one handle, which most never make.
#[derive(Default)]
pub(crate) struct Changes(Mutex<Asked>);

#[derive(Default)]
enum Asked {
    #[default]
    Never,
    Once(Arc<Requests>),
    /// The handle is closed.
    NeverMore,
}

/// The pending requests of one handle; `None` once it is closed.
struct Requests(Mutex<Option<Vec<Request>>>);

impl Default for Requests {
    fn default() -> Requests {
        Requests(Mutex::new(Some(Vec::new())))
    }
}

struct Request {
    awaited: Awaited,
    end: End,
}

/// Who is told.
enum End {
    /// An operation.
    Operation(Completion),
    /// The record of network events, with this event.
    Event(Weak<Shared>, u32),
}

impl Request {
    fn completion(&self) -> Option<&Completion> {
        match &self.end {
            End::Operation(completion) => Some(completion),
            End::Event(..) => None,
        }
    }

    /// Fails within the call that made it: nobody else is told.
    fn refuse(self, error: WsaError) -> WsaError {
        if let End::Operation(completion) = self.end {
            completion.withdraw(error);
        }
        error
    }

    /// An event that is asked for once more before it came is still one.
    fn repeats(&self, other: &Request) -> bool {
        let event = |request: &Request| matches!(request.end, End::Event(..));
        event(self) && event(other) && self.awaited.is_same(&other.awaited)
    }
}

/// What a request waits for.
enum Awaited {
    /// Local addresses of a family (AF_* of Linux).
    Addresses(u16),
    /// Any route.
    Routes,
    /// The local address from which another is reached.
    RouteTo { remote: SocketAddr, local: Option<SocketAddr> },
}

impl Awaited {
    fn is_same(&self, other: &Awaited) -> bool {
        match (self, other) {
            (Awaited::Addresses(_), Awaited::Addresses(_)) | (Awaited::Routes, Awaited::Routes) => true,
            (Awaited::RouteTo { remote, .. }, Awaited::RouteTo { remote: other, .. }) => remote == other,
            _ => false,
        }
    }

    fn event(&self) -> u32 {
        match self {
            Awaited::Addresses(_) => network_events::ADDRESS_LIST_CHANGE,
            Awaited::Routes | Awaited::RouteTo { .. } => network_events::ROUTING_INTERFACE_CHANGE,
        }
    }
}

/// What was heard at one time.
#[derive(Default)]
struct Heard {
    ipv4_address: bool,
    ipv6_address: bool,
    anything: bool,
}

impl Heard {
    fn add(&mut self, notice: Notice) {
        self.anything = true;
        self.ipv4_address |= matches!(notice, Notice::Lost | Notice::Address { family: LINUX_AF_INET });
        self.ipv6_address |= matches!(notice, Notice::Lost | Notice::Address { family: LINUX_AF_INET6 });
    }

    fn ends(&self, awaited: &Awaited) -> bool {
        match awaited {
            Awaited::Addresses(LINUX_AF_INET6) => self.ipv6_address,
            Awaited::Addresses(_) => self.ipv4_address,
            Awaited::Routes => self.anything,
            Awaited::RouteTo { remote, local } => {
                self.anything && local_address_towards(remote).ok() != *local
            }
        }
    }
}

impl Listening {
    fn begin() -> WsaResult<Listening> {
        let source = Arc::new(Source { notices: RouteNotices::open()?, binding: Binding::default() });
        let handle = handles().insert(Arc::clone(&source) as Arc<dyn Object>).ok_or(WsaError::WSAENOBUFS)?;
        let listening = Listening { source, handle, waiting: Vec::new() };
        if let Err(error) = listening.source.binding.watch(listening.source.notices.as_fd(), handle) {
            listening.end();
            return Err(error);
        }
        Ok(listening)
    }

    fn end(self) {
        if let Some(pinned) = handles().pin(self.handle) {
            self.source.binding.unwatch(self.source.notices.as_fd());
            pinned.begin_close();
        }
    }

    /// Hears what was told meanwhile; answers the requests that it ends.
    fn hear(&mut self) -> Vec<Request> {
        let mut heard = Heard::default();
        self.source.notices.take(|notice| heard.add(notice));
        let mut ended = Vec::new();
        if heard.anything {
            for requests in &self.waiting {
                let mut list = requests.0.lock();
                ended.extend(
                    list.iter_mut()
                        .flat_map(|list| list.extract_if(.., |request| heard.ends(&request.awaited))),
                );
            }
        }
        ended
    }
}

/// Ends the listening when nobody waits any more.
fn stop_when_idle(mut listening: MutexGuard<'_, Option<Listening>>) {
    let Some(one) = &mut *listening else { return };
    one.waiting.retain(|requests| requests.0.lock().as_ref().is_some_and(|list| !list.is_empty()));
    if one.waiting.is_empty()
        && let Some(idle) = listening.take()
    {
        idle.end();
    }
}

fn tell(ended: Vec<Request>) {
    for request in ended {
        match request.end {
            End::Operation(completion) => completion.finish(Outcome::done(0, 0)),
            End::Event(shared, event) => {
                let _ = shared.upgrade().map(|shared| shared.note_event(event, 0));
            }
        }
    }
}

impl Requests {
    /// Adds a request, from whose beginning on no change is missed. What happened before does not end it.
    ///
    /// # Errors
    /// `WSAENOTSOCK`: closed. `WSAEMFILE`, `WSAENOBUFS` and others: the kernel does not tell.
    fn add(self: &Arc<Requests>, mut request: Request) -> WsaResult<()> {
        let mut listening = LISTENING.lock();
        let one = match &mut *listening {
            Some(one) => one,
            none => match Listening::begin() {
                Ok(begun) => none.insert(begun),
                Err(error) => return Err(request.refuse(error)),
            },
        };
        let ended = one.hear();
        if let Awaited::RouteTo { remote, local } = &mut request.awaited {
            *local = local_address_towards(remote).ok();
        }
        let added = match &mut *self.0.lock() {
            Some(list) if list.iter().any(|earlier| earlier.repeats(&request)) => Ok(()),
            Some(list) => {
                list.push(request);
                Ok(())
            }
            None => Err(request.refuse(WsaError::WSAENOTSOCK)),
        };
        if added.is_ok() && !one.waiting.iter().any(|known| Arc::ptr_eq(known, self)) {
            one.waiting.push(Arc::clone(self));
        }
        stop_when_idle(listening);
        tell(ended);
        added
    }

    fn cancel(&self, chosen: impl Fn(&Completion) -> bool) -> usize {
        let chosen: Vec<Request> = match &mut *self.0.lock() {
            Some(list) => list.extract_if(.., |request| request.completion().is_some_and(&chosen)).collect(),
            None => Vec::new(),
        };
        abort(chosen)
    }

    fn close(&self) {
        let all = self.0.lock().take().unwrap_or_default();
        abort(all);
    }
}

/// Answers how many operations there were.
fn abort(requests: Vec<Request>) -> usize {
    if requests.is_empty() {
        return 0;
    }
    stop_when_idle(LISTENING.lock());
    let mut count = 0;
    for request in requests {
        if let End::Operation(completion) = request.end {
            completion.finish(aborted());
            count += 1;
        }
    }
    count
}

impl Changes {
    fn requests(&self) -> WsaResult<Arc<Requests>> {
        let mut asked = self.0.lock();
        match &*asked {
            Asked::Once(requests) => Ok(Arc::clone(requests)),
            Asked::NeverMore => Err(WsaError::WSAENOTSOCK),
            Asked::Never => {
                let requests = Arc::<Requests>::default();
                *asked = Asked::Once(Arc::clone(&requests));
                Ok(requests)
            }
        }
    }

    /// Cancels some of the requests; answers how many.
    pub(crate) fn cancel(&self, chosen: impl Fn(&Completion) -> bool) -> usize {
        let requests = match &*self.0.lock() {
            Asked::Once(requests) => Arc::clone(requests),
            Asked::Never | Asked::NeverMore => return 0,
        };
        requests.cancel(chosen)
    }

    /// Ends all requests and refuses later ones.
    pub(crate) fn close(&self) {
        let before = std::mem::replace(&mut *self.0.lock(), Asked::NeverMore);
        if let Asked::Once(requests) = before {
            requests.close();
        }
    }
}

impl Socket {
    /// Begins to wait for a change.
    pub(crate) fn begin_change(&self, change: &Change, completion: Completion) -> WsaResult<Begun> {
        let asked =
            self.awaited_by(change).and_then(|awaited| Ok((awaited, self.overlapped.changes.requests()?)));
        let (awaited, requests) = match asked {
            Ok(asked) => asked,
            Err(error) => return refuse(completion, error),
        };
        requests.add(Request { awaited, end: End::Operation(completion) }).map(|()| Begun::Pending)
    }

    /// Has the next change recorded as a network event.
    ///
    /// # Errors
    /// `WSAEFAULT`: a short address. `WSAEAFNOSUPPORT`: one of another family. `WSAENOTSOCK`; `WSAEMFILE`, `WSAENOBUFS`.
    pub(crate) fn record_change(&self, change: &Change) -> WsaResult<()> {
        let awaited = self.awaited_by(change)?;
        let end = End::Event(Arc::downgrade(&self.shared), awaited.event());
        let requests = self.overlapped.changes.requests()?;
        requests.add(Request { awaited, end })
    }

    fn awaited_by(&self, change: &Change) -> WsaResult<Awaited> {
        match change {
            Change::AddressList if self.shared.family == ws::AF_INET6 => {
                Ok(Awaited::Addresses(LINUX_AF_INET6))
            }
            Change::AddressList => Ok(Awaited::Addresses(LINUX_AF_INET)),
            Change::RoutingInterface { remote } => {
                let remote = sockaddr::decode(remote)?;
                if sockaddr::family(&remote) != self.shared.family {
                    return Err(WsaError::WSAEAFNOSUPPORT);
                }
                // The address that bind takes for any stands for all destinations.
                let any = remote.ip().is_unspecified();
                Ok(if any { Awaited::Routes } else { Awaited::RouteTo { remote, local: None } })
            }
        }
    }
}
