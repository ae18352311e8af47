//! Pending operations of one direction of a socket.
//!
//! Operations end in the order they began. An operation is tried at once if none is before it; one that cannot
//! finish waits until the transport says that it may have become ready. Closing ends every one of them and
//! refuses later ones, so that none is left behind.

use std::collections::VecDeque;

use ws2_types::{WsaError, WsaResult};

/// What trying an operation came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attempt<R> {
    /// It has ended, well or not.
    Ended(R),
    /// It must wait for the next edge.
    MustWait,
}

/// What beginning an operation came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Begun<R> {
    /// It ended at once.
    Ended(R),
    /// It must wait in the queue: [`Operations::join`].
    MustJoin,
}

/// The queue of one direction.
#[derive(Debug)]
pub struct Operations<Op> {
    waiting: VecDeque<Op>,
    /// The transport said that nothing is there, and has not said otherwise since.
    dry: bool,
    more_behind: bool,
    closed: bool,
    /// The last attempt filled its room: whether it left something is not known.
    unsure: bool,
    /// How many attempts are still to ask the transport what it leaves.
    asks: u8,
    /// How many there were the last time.
    asked: u8,
}

/// A first attempt in vain has so many of the next ones ask; if the one after them is in vain too, twice as many.
const FEWEST_ASKED: u8 = 2;
const MOST_ASKED: u8 = 128;

impl<Op> Default for Operations<Op> {
    fn default() -> Self {
        Operations {
            waiting: VecDeque::new(),
            dry: false,
            more_behind: false,
            closed: false,
            unsure: false,
            asks: 0,
            asked: 0,
        }
    }
}

impl<Op> Operations<Op> {
    /// Begins an operation. `attempt` is asked only if its turn has come and the transport is not known dry.
    ///
    /// # Errors
    /// `WSAENOTSOCK`: the socket is closed.
    pub fn begin<R>(&mut self, attempt: impl FnOnce() -> Attempt<R>) -> WsaResult<Begun<R>> {
        if self.closed {
            return Err(WsaError::WSAENOTSOCK);
        }
        if self.waiting.is_empty() && !self.dry {
            match attempt() {
                Attempt::Ended(result) => {
                    if self.unsure && self.asks == 0 {
                        self.asked = 0;
                    }
                    return Ok(Begun::Ended(result));
                }
                Attempt::MustWait => {
                    self.dry = true;
                    if std::mem::take(&mut self.unsure) {
                        self.asked = self.asked.saturating_mul(2).clamp(FEWEST_ASKED, MOST_ASKED);
                        self.asks = self.asked;
                    }
                }
            }
        }
        Ok(Begun::MustJoin)
    }

    /// Puts an operation behind those that wait already.
    pub fn join(&mut self, op: Op) {
        if self.waiting.capacity() == 0 {
            // Most sockets have one receive pending, for a long time.
            self.waiting.reserve_exact(1);
        }
        self.waiting.push_back(op);
    }

    /// Whether the next attempt should have the transport say how much it leaves, which costs a little. The attempt
    /// after one that filled its room is a whole call in vain if nothing is left: with one message under way at a
    /// time, always; with many, never. So it is asked for a while after that has happened.
    pub fn asks(&mut self) -> bool {
        let asks = self.asks > 0;
        self.asks = self.asks.saturating_sub(1);
        asks
    }

    /// The last attempt filled its room and was not told what it left.
    pub fn left_unknown(&mut self) {
        self.unsure = true;
    }

    /// The transport may be ready: operations go on in order until one must wait. Each that ends is handed to
    /// `ended`.
    pub fn go_on<R>(&mut self, mut attempt: impl FnMut(&mut Op) -> Attempt<R>, mut ended: impl FnMut(Op, R)) {
        self.dry = false;
        self.unsure = false;
        while let Some(op) = self.waiting.front_mut() {
            match attempt(op) {
                Attempt::Ended(result) => {
                    let op = self.waiting.pop_front().expect("the front is there");
                    ended(op, result);
                }
                Attempt::MustWait => {
                    self.dry = true;
                    return;
                }
            }
        }
    }

    /// Remembers that the last attempt took all there was: the next operation need not be tried before an edge.
    pub fn ran_dry(&mut self) {
        self.dry = !self.more_behind;
        self.unsure = false;
    }

    /// The transport told of something behind its data, an end perhaps, of which it will not tell again. From now
    /// on only an attempt can say that nothing is left.
    pub fn more_behind(&mut self) {
        self.more_behind = true;
        self.dry = false;
        self.unsure = false;
    }

    /// The transport will not tell when it is ready: the next operation is to be tried, whatever the last one met.
    pub fn unheard(&mut self) {
        self.dry = false;
    }

    /// Another transport took the place of the one that was dry.
    pub fn transport_changed(&mut self) {
        self.dry = false;
        self.more_behind = false;
        self.unsure = false;
    }

    /// Whether [`Operations::close`] was called.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Whether nothing but data is known to be there.
    pub fn is_calm(&self) -> bool {
        !self.more_behind
    }

    /// Whether no operation waits.
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Takes out the operations that `which` chooses, in order (`CancelIoEx`).
    pub fn cancel(&mut self, which: impl Fn(&Op) -> bool) -> Vec<Op> {
        let (cancelled, kept) = self.waiting.drain(..).partition(|op| which(op));
        self.waiting = VecDeque::from_iter::<Vec<Op>>(kept);
        cancelled
    }

    /// Ends the queue: takes out every operation and refuses later ones (C9).
    pub fn close(&mut self) -> VecDeque<Op> {
        self.closed = true;
        std::mem::take(&mut self.waiting)
    }
}

#[cfg(all(test, loom))]
mod modelled;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
