//! What a layer implements, and the plain values it decides with.

use std::time::Duration;

use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::negotiation::Negotiation;
use crate::{Address, Description};

/// A layered service provider. Every method but the first two passes the call on unless it is overridden.
pub trait Layer: Sized + Send + Sync + 'static {
    /// Name, GUID and kind.
    const DESCRIPTION: Description;

    /// What the layer keeps about a socket; dropped when the socket is closed.
    type Socket: Send + Sync + 'static;

    /// Called at the first start-up: reads the layer's configuration.
    ///
    /// # Errors
    /// Whatever `WSPStartup` is to return; sockets of the layer's chains then fail with it.
    fn start() -> WsaResult<Self>;

    /// A socket was made, by `socket`, or out of `listener` by `accept` or `WSAJoinLeaf`. It is closed again if this
    /// fails.
    fn open(&self, opening: &Opening, listener: Option<&Self::Socket>) -> WsaResult<Self::Socket>;

    /// Before `bind`.
    fn bind(&self, _socket: &Self::Socket, _address: &Address) -> WsaResult<()> {
        Ok(())
    }

    /// Before a connection: which way it takes. An error fails the call at once.
    fn connect(&self, _socket: &Self::Socket, _wanted: &Address) -> WsaResult<Route> {
        Ok(Route::direct())
    }

    /// Before `listen`; the backlog to ask for.
    fn listen(&self, _socket: &Self::Socket, backlog: i32) -> WsaResult<i32> {
        Ok(backlog)
    }

    /// Before data moves: how much may, and when.
    fn transfer(&self, _socket: &Self::Socket, _transfer: &Transfer) -> WsaResult<Permit> {
        Ok(Permit::whole())
    }

    /// After data has moved, or failed to. Not called for overlapped transfers of an IFS layer.
    fn moved(&self, _socket: &Self::Socket, _moved: &Moved) {}

    /// Before `shutdown`; `how` is `SD_RECEIVE`, `SD_SEND` or `SD_BOTH`.
    fn shutdown(&self, _socket: &Self::Socket, _how: i32) -> WsaResult<()> {
        Ok(())
    }

    /// Before an option is set.
    fn set_option(&self, _socket: &Self::Socket, _level: i32, _name: i32, _value: &[u8]) -> WsaResult<()> {
        Ok(())
    }

    /// Before `WSAIoctl`.
    fn control(&self, _socket: &Self::Socket, _code: u32) -> WsaResult<()> {
        Ok(())
    }

    /// The socket is closed; the provider below has let go of it.
    fn closed(&self, _socket: &Self::Socket) {}
}

/// A socket that is being made.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// `AF_…`, in the numbers of Windows.
    pub family: i32,
    /// `SOCK_…`
    pub socket_type: i32,
    /// `IPPROTO_…`
    pub protocol: i32,
}

impl Opening {
    /// Whether this is a TCP socket.
    pub fn is_tcp(&self) -> bool {
        self.socket_type == ws::SOCK_STREAM && self.protocol == ws::IPPROTO_TCP
    }
}

/// The way a connection takes.
pub struct Route {
    pub(crate) via: Option<Address>,
    pub(crate) delay: Duration,
    pub(crate) refusal: Option<WsaError>,
    pub(crate) negotiation: Option<Box<dyn Negotiation>>,
}

impl Route {
    /// To the address the program named.
    pub fn direct() -> Route {
        Route { via: None, delay: Duration::ZERO, refusal: None, negotiation: None }
    }

    /// To another address; there `negotiation` has to succeed before the program hears that it is connected, to the
    /// address it named.
    pub fn via(address: Address, negotiation: impl Negotiation) -> Route {
        Route { via: Some(address), negotiation: Some(Box::new(negotiation)), ..Route::direct() }
    }

    /// Nowhere: the connection fails in the way connections fail on this socket, so a non-blocking `connect` begins
    /// and then fails.
    pub fn refused(error: WsaError) -> Route {
        Route { refusal: Some(error), ..Route::direct() }
    }

    /// Not before `delay` is over.
    pub fn delayed(self, delay: Duration) -> Route {
        Route { delay, ..self }
    }

    /// Nothing but what the provider below does by itself.
    pub(crate) fn is_direct(&self) -> bool {
        self.via.is_none() && self.delay.is_zero() && self.refusal.is_none() && self.negotiation.is_none()
    }
}

/// Which way data moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TransferKind {
    /// Out.
    Send,
    /// In.
    Receive,
}

/// Data that is about to move.
#[derive(Clone, Copy, Debug)]
pub struct Transfer {
    /// Which way.
    pub kind: TransferKind,
    /// Bytes the program offers, or has room for.
    pub len: usize,
    /// Whether the call returns before the data has moved.
    pub overlapped: bool,
}

/// What of a transfer may happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Permit {
    pub(crate) most: usize,
    pub(crate) delay: Duration,
    pub(crate) reset: bool,
}

impl Permit {
    /// All of it, at once.
    pub fn whole() -> Permit {
        Permit { most: usize::MAX, delay: Duration::ZERO, reset: false }
    }

    /// At most so many bytes, and never none.
    pub fn at_most(self, bytes: usize) -> Permit {
        Permit { most: bytes.max(1), ..self }
    }

    /// After a while. A call that is not overlapped takes that much longer, an overlapped one completes that much
    /// later.
    pub fn delayed(self, delay: Duration) -> Permit {
        Permit { delay, ..self }
    }

    /// Nothing: the connection is reset, towards both sides (`WSAECONNRESET`). An IFS layer cannot take the handle
    /// away from the program; there the call fails, and the other side sees the reset when the program closes.
    pub fn reset() -> Permit {
        Permit { reset: true, ..Permit::whole() }
    }
}

/// Data that has moved.
#[derive(Clone, Copy, Debug)]
pub struct Moved {
    /// Which way.
    pub kind: TransferKind,
    /// How many bytes, or the error; `WSAEWOULDBLOCK` is one, too.
    pub result: WsaResult<usize>,
}
