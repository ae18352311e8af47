//! Overlapped operations as dispatch hands them to a provider.

use std::sync::Arc;

use smallvec::SmallVec;
use win32_wait::completion::Completion;
use win32_wait::handle_table::Handle;
use ws2_types::WsaResult;

use crate::{LentBuffer, ProviderSocket, WindowsAddress};

/// The buffers of an operation; most have one.
pub type Buffers = SmallVec<[LentBuffer; 2]>;

/// What is to be done.
pub enum Operation {
    /// `WSASend`, `WSASendTo`.
    Send {
        /// What to send, whole.
        buffers: Buffers,
        /// MSG_* of Windows.
        flags: u32,
        /// Where to; `None`: to the connected peer.
        to: Option<SmallVec<[u8; 32]>>,
    },
    /// `WSARecv`, `WSARecvFrom`.
    Receive {
        /// Where to put it.
        buffers: Buffers,
        /// MSG_* of Windows.
        flags: u32,
        /// Who wants to know the sender.
        from: Option<Box<dyn SenderSlot>>,
    },
    /// `RIOReceive` with `RIO_MSG_WAITALL`, of a stream.
    ReceiveWhole {
        /// What is to be filled, unless the connection ends before.
        buffers: Buffers,
    },
    /// `WSASendMsg`.
    SendMessage {
        /// What to send.
        buffers: Buffers,
        /// MSG_* of Windows.
        flags: u32,
        /// Where to; `None`: to the connected peer.
        to: Option<SmallVec<[u8; 32]>>,
        /// What to tell the protocol.
        control: Vec<ControlMessage>,
    },
    /// `WSARecvMsg`.
    ReceiveMessage {
        /// Where to put it.
        buffers: Buffers,
        /// MSG_* of Windows.
        flags: u32,
        /// Who wants to know the rest.
        slot: Box<dyn MessageSlot>,
    },
    /// `AcceptEx`.
    Accept {
        /// The listener itself, as others find it.
        listener: Arc<dyn OtherSocket>,
        /// Who takes the connection.
        acceptor: Arc<dyn OtherSocket>,
        /// Where first data goes; `None` ends the operation on connection.
        first_data: Option<LentBuffer>,
        /// Who wants to know the addresses.
        addresses: Box<dyn AddressesSlot>,
    },
    /// `ConnectEx`.
    Connect {
        /// Where to.
        address: SmallVec<[u8; 32]>,
        /// What to send first.
        buffers: Buffers,
    },
    /// `TransmitFile`, `TransmitPackets`.
    Transmit {
        /// What to send, in order.
        parts: Vec<Part>,
        /// What comes after the last of it.
        then: Afterwards,
    },
    /// `DisconnectEx`.
    Disconnect {
        /// `TF_REUSE_SOCKET`
        reuse: bool,
    },
    /// Ends without bytes when something outside of the socket has changed.
    AwaitChange(Change),
}

/// What a program wants to be told of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// `SIO_ADDRESS_LIST_CHANGE`: the local addresses of the socket's family.
    AddressList,
    /// `SIO_ROUTING_INTERFACE_CHANGE`: the way to a host, or any way when the address is that of no host.
    RoutingInterface {
        /// A SOCKADDR.
        remote: SmallVec<[u8; 32]>,
    },
}

impl Operation {
    /// Whether it takes data that comes in.
    pub fn receives(&self) -> bool {
        matches!(
            self,
            Operation::Receive { .. } | Operation::ReceiveWhole { .. } | Operation::ReceiveMessage { .. }
        )
    }
}

/// What becomes of a connection once everything is sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Afterwards {
    /// It stays.
    Keep,
    /// It ends gracefully.
    Disconnect,
    /// It ends gracefully, and the handle is free for another one.
    Reuse,
}

/// A piece of a transmission.
pub enum Part {
    /// Memory of the program.
    Memory(LentBuffer),
    /// Part of a file.
    File(Box<dyn FileSource>),
    /// What came since the last of these goes as one datagram; it says nothing on a stream.
    EndOfMessage,
}

/// A file to send from, which knows how far it was read.
pub trait FileSource: Send {
    /// Reads on: bytes read, 0 at the end of what is to be sent.
    ///
    /// # Errors
    /// Those of the file.
    fn read(&mut self, buffer: &mut [u8]) -> WsaResult<usize>;
}

/// A socket that an operation on another one has to do with, by its handle.
pub trait OtherSocket: Send + Sync {
    /// The handle.
    fn handle(&self) -> Handle;

    /// Shows the socket to `visit`, if the handle is still open; the answer is whether it was.
    fn visit(&self, visit: &mut dyn FnMut(&dyn ProviderSocket)) -> bool;
}

/// The program's room for the addresses of an accepted connection.
pub trait AddressesSlot: Send {
    /// Fills it.
    fn fill(&self, local: &WindowsAddress, remote: &WindowsAddress);
}

/// One piece of control data in Windows' terms.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ControlMessage {
    /// IPPROTO_* of Windows.
    pub level: i32,
    /// Which one; numbers are those of the options.
    pub kind: i32,
    /// Its structure.
    pub data: SmallVec<[u8; 24]>,
}

/// What came with a message beside its data.
pub struct MessageFacts<'a> {
    /// Who sent it.
    pub sender: &'a WindowsAddress,
    /// Where it was sent to, if the slot wants to know.
    pub local: Option<&'a WindowsAddress>,
    /// What the protocol says of it.
    pub control: &'a [ControlMessage],
    /// MSG_TRUNC, MSG_CTRUNC, MSG_BCAST, MSG_MCAST of Windows.
    pub flags: u32,
}

/// The program's `WSAMSG`.
pub trait MessageSlot: Send {
    /// Whether the address is wanted to which the message was sent.
    fn wants_local(&self) -> bool {
        false
    }

    /// Fills it.
    ///
    /// # Errors
    /// `WSAEMSGSIZE`: not all control data fits.
    fn fill(&self, facts: &MessageFacts<'_>) -> WsaResult<()>;
}

/// The program's room for a sender's address.
pub trait SenderSlot: Send {
    /// Fills it.
    ///
    /// # Errors
    /// `WSAEFAULT`: too short.
    fn fill(&self, sender: &WindowsAddress) -> WsaResult<()>;
}

/// What beginning came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Begun {
    /// Done within the call; the completion was finished too, as far as its modes want that.
    Done {
        /// Bytes moved.
        bytes: usize,
        /// MSG_* of Windows.
        flags: u32,
    },
    /// The completion will tell.
    Pending,
}

/// A transfer of one buffer without flags.
pub struct Plain<'a> {
    /// What to send, or where to put it.
    pub buffer: LentBuffer,
    /// Makes the completion, if the operation must wait.
    pub completion: &'a mut dyn FnMut() -> WsaResult<Completion>,
}

/// What beginning a plain transfer came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlainBegun {
    /// Done within the call; nobody was told.
    Done {
        /// Bytes moved.
        bytes: usize,
    },
    /// The completion will tell.
    Pending,
    /// Nothing was begun: it takes the long way.
    NotPlain,
}
