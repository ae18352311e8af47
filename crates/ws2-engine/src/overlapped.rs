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
#[derive(Debug)]
pub enum Begun<Op, R> {
    /// It ended at once.
    Ended(Op, R),
    /// It waits in the queue.
    Pending,
}

/// The queue of one direction.
#[derive(Debug)]
pub struct Operations<Op> {
    waiting: VecDeque<Op>,
    /// The transport said that nothing is there, and has not said otherwise since.
    dry: bool,
    more_behind: bool,
    closed: bool,
}

impl<Op> Default for Operations<Op> {
    fn default() -> Self {
        Operations { waiting: VecDeque::new(), dry: false, more_behind: false, closed: false }
    }
}

impl<Op> Operations<Op> {
    /// Begins an operation. `attempt` is asked only if its turn has come and the transport is not known dry.
    ///
    /// # Errors
    /// `WSAENOTSOCK`: the socket is closed.
    pub fn begin<R>(
        &mut self,
        mut op: Op,
        attempt: impl FnOnce(&mut Op) -> Attempt<R>,
    ) -> WsaResult<Begun<Op, R>> {
        if self.closed {
            return Err(WsaError::WSAENOTSOCK);
        }
        if self.waiting.is_empty() && !self.dry {
            match attempt(&mut op) {
                Attempt::Ended(result) => return Ok(Begun::Ended(op, result)),
                Attempt::MustWait => self.dry = true,
            }
        }
        self.line_up(op);
        Ok(Begun::Pending)
    }

    /// Puts an operation behind those that wait already.
    pub fn join(&mut self, op: Op) {
        self.waiting.push_back(op);
    }

    fn line_up(&mut self, op: Op) {
        if self.waiting.capacity() == 0 {
            // Left alone the queue would make room for four, and most sockets never have more than one waiting.
            self.waiting.reserve_exact(1);
        }
        self.waiting.push_back(op);
    }

    /// The transport may be ready: operations go on in order until one must wait. Each that ends is handed to
    /// `ended`.
    pub fn go_on<R>(&mut self, mut attempt: impl FnMut(&mut Op) -> Attempt<R>, mut ended: impl FnMut(Op, R)) {
        self.dry = false;
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

    /// Takes out the operation that was begun last, if nothing will ever tell it to go on.
    pub fn take_back(&mut self) -> Option<Op> {
        self.waiting.pop_back()
    }

    /// Remembers that the last attempt took all there was: the next operation need not be tried before an edge.
    pub fn ran_dry(&mut self) {
        self.dry = !self.more_behind;
    }

    /// The transport told of something behind its data, an end perhaps, of which it will not tell again. From now
    /// on only an attempt can say that nothing is left.
    pub fn more_behind(&mut self) {
        self.more_behind = true;
        self.dry = false;
    }

    /// Another transport took the place of the one that was dry.
    pub fn transport_changed(&mut self) {
        self.dry = false;
        self.more_behind = false;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A transport with so many units; an operation takes what it wants or waits.
    fn take(stock: &mut u32, wanted: &mut u32) -> Attempt<u32> {
        match stock.checked_sub(*wanted) {
            Some(left) => {
                *stock = left;
                Attempt::Ended(*wanted)
            }
            None => Attempt::MustWait,
        }
    }

    #[test]
    fn operations_end_in_order_even_if_a_later_one_could_end_first() {
        let (mut queue, mut stock) = (Operations::default(), 5);
        assert!(matches!(queue.begin(9, |op| take(&mut stock, op)), Ok(Begun::Pending)));
        assert!(matches!(queue.begin(1, |op| take(&mut stock, op)), Ok(Begun::Pending)));
        let mut ended = Vec::new();
        queue.go_on(|op| take(&mut stock, op), |op, _| ended.push(op));
        assert!(ended.is_empty());
        stock = 20;
        queue.go_on(|op| take(&mut stock, op), |op, _| ended.push(op));
        assert_eq!(ended, [9, 1]);
        assert!(queue.is_idle());
    }

    #[test]
    fn a_dry_transport_is_not_asked_before_its_edge() {
        let mut queue = Operations::default();
        queue.ran_dry();
        let begun = queue.begin(1, |_| -> Attempt<u32> { panic!("asked") });
        assert!(matches!(begun, Ok(Begun::Pending)));
        let mut stock = 1;
        queue.go_on(|op| take(&mut stock, op), |_, _| {});
        assert!(matches!(queue.begin(0, |op| take(&mut stock, op)), Ok(Begun::Ended(0, 0))));
    }

    #[test]
    fn an_end_behind_the_data_is_looked_for() {
        let (mut queue, mut stock) = (Operations::default(), 1);
        queue.more_behind();
        assert!(matches!(queue.begin(1, |op| take(&mut stock, op)), Ok(Begun::Ended(1, 1))));
        queue.ran_dry();
        assert!(matches!(queue.begin(0, |op| take(&mut stock, op)), Ok(Begun::Ended(0, 0))));
    }

    #[test]
    fn closing_hands_out_everything_once_and_refuses_the_rest() {
        let mut queue = Operations::default();
        for op in 0..3 {
            assert!(matches!(queue.begin(op, |_| -> Attempt<u32> { Attempt::MustWait }), Ok(Begun::Pending)));
        }
        assert_eq!(queue.close(), [0, 1, 2]);
        assert!(queue.close().is_empty());
        let late = queue.begin(9, |_| -> Attempt<u32> { panic!("asked") });
        assert_eq!(late.err(), Some(WsaError::WSAENOTSOCK));
        queue.go_on(|_| -> Attempt<u32> { panic!("asked") }, |_, _| panic!("ended"));
    }

    #[test]
    fn cancelling_takes_only_what_is_chosen() {
        let mut queue = Operations::default();
        for op in 0..4 {
            assert!(matches!(queue.begin(op, |_| -> Attempt<u32> { Attempt::MustWait }), Ok(Begun::Pending)));
        }
        assert_eq!(queue.cancel(|op| op % 2 == 1), [1, 3]);
        assert_eq!(queue.close(), [0, 2]);
    }
}
