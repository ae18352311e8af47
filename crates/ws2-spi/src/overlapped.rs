//! Overlapped operations as dispatch hands them to a provider.

use smallvec::SmallVec;
use ws2_types::WsaResult;

use crate::{LentBuffer, WindowsAddress};

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
