//! The FD_* record of one underlying socket: what `WSAEventSelect` and `WSAAsyncSelect` tell a program, and when.
//!
//! Facts come in when an edge came or a call was made; what is newly recorded goes out, for an event object to be set
//! or messages to be posted. An event that was recorded is *spent*: it is recorded again when the program has called
//! one of its re-enabling functions and its condition still holds, or holds once more.
//!
//! Sources: Microsoft, "WSAEventSelect function", "WSAAsyncSelect function", "WSAEnumNetworkEvents function". For an
//! event object Windows also records FD_READ and FD_ACCEPT anew when more arrives before the program has taken what is
//! there, which its documents do not say.

use ws2_types::WsaError;
use ws2_types::abi::winsock as ws;

/// `FD_READ`
pub const READ: u32 = ws::FD_READ;
/// `FD_WRITE`
pub const WRITE: u32 = ws::FD_WRITE;
/// `FD_OOB`
pub const OOB: u32 = ws::FD_OOB;
/// `FD_ACCEPT`
pub const ACCEPT: u32 = ws::FD_ACCEPT;
/// `FD_CONNECT`
pub const CONNECT: u32 = ws::FD_CONNECT;
/// `FD_CLOSE`
pub const CLOSE: u32 = ws::FD_CLOSE;
/// `FD_ROUTING_INTERFACE_CHANGE`, which the metadata of Windows lacks, as it does the next.
pub const ROUTING_INTERFACE_CHANGE: u32 = 1 << 8;
/// `FD_ADDRESS_LIST_CHANGE`
pub const ADDRESS_LIST_CHANGE: u32 = 1 << 9;
/// All ten events.
pub const ALL: u32 = (1 << COUNT) - 1;
/// How many events there are.
pub const COUNT: usize = ws::FD_MAX_EVENTS as usize;

/// Recorded events with the error code of each; `WSANETWORKEVENTS` in other words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Events {
    bits: u32,
    codes: [i32; COUNT],
}

impl Events {
    /// One event alone.
    pub fn one(event: u32, code: i32) -> Events {
        let mut events = Events::default();
        events.add(event, code);
        events
    }

    /// The FD_* bits.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.bits == 0
    }

    /// The error code of each bit, by its number; 0 for those that are not set.
    pub fn codes(&self) -> &[i32; COUNT] {
        &self.codes
    }

    /// One event after the other: its FD_* bit and its error code.
    pub fn iter(&self) -> impl Iterator<Item = (u32, i32)> {
        (0..COUNT).filter(|bit| self.bits & 1 << bit != 0).map(|bit| (1 << bit, self.codes[bit]))
    }

    fn add(&mut self, event: u32, code: i32) {
        self.bits |= event;
        self.codes[event.trailing_zeros() as usize] = code;
    }
}

/// How a program is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Telling {
    /// An event object, and a record that is enumerated.
    Event,
    /// One message for each event; there is nothing to enumerate.
    Messages,
}

/// How a connection has ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// The peer has finished sending.
    Graceful,
    /// `WSAECONNRESET`, `WSAECONNABORTED`
    Failed(WsaError),
}

/// How a socket stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// The socket was connected by the program.
    pub connected: bool,
    /// A connection waits to be accepted.
    pub acceptable: bool,
    /// Data waits, and no pending receive will take it.
    pub readable: bool,
    /// A measure of the data that waits, which grows with what arrives.
    pub unread: u64,
    /// A send would find room.
    pub writable: bool,
    /// Urgent data waits that is not received in line.
    pub urgent: bool,
    /// The connection has ended and everything that can be received was.
    pub end: Option<End>,
    /// The program has shut down both directions.
    pub shut: bool,
    /// Something has happened at the socket since it was last looked at, as far as is known.
    pub arrival: bool,
}

/// The record.
#[derive(Debug)]
pub struct Record {
    telling: Telling,
    selected: u32,
    recorded: Events,
    /// Events that are not recorded before the program does something about them.
    spent: u32,
    /// What waited when `FD_READ` was last looked at.
    unread: u64,
    /// This connection's end was told.
    end_told: bool,
}

impl Default for Record {
    fn default() -> Record {
        Record {
            telling: Telling::Event,
            selected: 0,
            recorded: Events::default(),
            spent: 0,
            unread: 0,
            end_told: false,
        }
    }
}

impl Record {
    /// A new selection in place of the former, whose record is dropped. `mask` 0 ends selecting. [`Record::observe`]
    /// with the facts is to follow: conditions that hold are told at once.
    pub fn select(&mut self, mask: u32, telling: Telling) {
        *self = Record { telling, selected: mask & ALL, end_told: self.end_told, ..Record::default() };
    }

    /// The selected events.
    pub fn selected(&self) -> u32 {
        self.selected
    }

    /// Whether an event would be told if its condition held.
    pub fn awaits(&self, event: u32) -> bool {
        self.selected & !self.spent & event != 0
    }

    /// Takes facts in; the answer is what is newly recorded.
    #[must_use]
    pub fn observe(&mut self, facts: &Facts) -> Events {
        let mut news = Events::default();
        let anew = self.telling == Telling::Event;
        if facts.connected && self.awaits(CONNECT) {
            self.record(CONNECT, 0, &mut news);
        }
        if facts.acceptable && (self.awaits(ACCEPT) || anew && facts.arrival) {
            self.record(ACCEPT, 0, &mut news);
        }
        if facts.readable {
            if self.awaits(READ) || anew && facts.unread > self.unread {
                self.record(READ, 0, &mut news);
            }
            self.unread = facts.unread;
        }
        if !facts.urgent {
            // It was taken, or passed over by a receive: the next urgent byte is news.
            self.enable(OOB);
        } else if self.awaits(OOB) {
            self.record(OOB, 0, &mut news);
        }
        if facts.writable && self.awaits(WRITE) {
            self.record(WRITE, 0, &mut news);
        }
        if let Some(end) = facts.end
            && self.awaits(CLOSE)
        {
            let code = match end {
                // As Windows has it, for a new selection on a connection that the program itself has ended.
                _ if self.end_told && facts.shut => WsaError::WSAECONNABORTED.code(),
                End::Graceful => 0,
                End::Failed(error) => error.code(),
            };
            self.end_told = true;
            self.record(CLOSE, code, &mut news);
        }
        news
    }

    /// The program made a call that re-enables `events`.
    pub fn enable(&mut self, events: u32) {
        self.spent &= !events;
    }

    /// The socket begins to connect, or is about to get a connection: all of that is told anew.
    pub fn connection_begins(&mut self) {
        self.enable(READ | WRITE | OOB | CONNECT | CLOSE);
        self.unread = 0;
        self.end_told = false;
    }

    /// A connect has failed after its call returned.
    #[must_use]
    pub fn connect_failed(&mut self, error: WsaError) -> Events {
        let mut news = Events::default();
        if self.awaits(CONNECT) {
            self.record(CONNECT, error.code(), &mut news);
        }
        news
    }

    /// Something happened that no facts show: an address or a route has changed.
    #[must_use]
    pub fn note(&mut self, event: u32, code: i32) -> Events {
        let mut news = Events::default();
        if event.is_power_of_two() && event & ALL != 0 {
            self.record(event, code, &mut news);
        }
        news
    }

    /// Hands the record out and clears it.
    pub fn enumerate(&mut self) -> Events {
        std::mem::take(&mut self.recorded)
    }

    fn record(&mut self, event: u32, code: i32, news: &mut Events) {
        if self.selected & event == 0 {
            return;
        }
        self.spent |= event;
        match self.telling {
            Telling::Messages => news.add(event, code),
            Telling::Event if self.recorded.bits & event != 0 => {}
            Telling::Event => {
                self.recorded.add(event, code);
                news.add(event, code);
            }
        }
    }
}

#[cfg(test)]
mod tests;
