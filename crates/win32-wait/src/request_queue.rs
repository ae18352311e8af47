//! Request queues of Registered I/O: a socket's room in its completion queues, and the requests it puts off.
//!
//! What a request does is not known here (`Op`). Requests begin under the lock of their direction, so in order;
//! that lock comes before those of the socket's operations.

use std::sync::Arc;

use parking_lot::Mutex;
use ws2_engine::registered::{AccountId, Audible, Submissions};
use ws2_types::{WsaError, WsaResult};

use crate::completion::Completion;
use crate::completion_queue::{CompletionQueue, Request};

/// Which requests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// `RIOReceive`, `RIOReceiveEx`.
    Receive,
    /// `RIOSend`, `RIOSendEx`.
    Send,
}

/// How a request is made.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// `RIO_MSG_DEFER`: it need not begin now.
    pub defer: bool,
    /// `RIO_MSG_DONT_NOTIFY` is not set.
    pub notify: bool,
    /// The program's own word, which comes back with the completion.
    pub context: u64,
}

/// The request queue of a socket.
pub struct RequestQueue<Op> {
    receives: Side<Op>,
    sends: Side<Op>,
    context: u64,
}

struct Side<Op> {
    queue: Arc<CompletionQueue>,
    account: AccountId,
    submissions: Mutex<Submissions<(Op, Completion)>>,
}

impl<Op> Side<Op> {
    fn open(queue: Arc<CompletionQueue>, limit: u32) -> WsaResult<Side<Op>> {
        let account = queue.with_rules(|rules| rules.open_account(limit))?;
        Ok(Side { queue, account, submissions: Mutex::default() })
    }

    fn close(&self) {
        let mut submissions = self.submissions.lock();
        if submissions.is_closed() {
            return;
        }
        // Dropped, they complete as aborted.
        drop(submissions.close());
        let _ = self.queue.with_rules(|rules| {
            rules.close_account(self.account);
            Ok(())
        });
    }
}

impl<Op> Drop for Side<Op> {
    fn drop(&mut self) {
        self.close();
    }
}

impl<Op> RequestQueue<Op> {
    /// Reserves room for so many outstanding receives and sends in the completion queues.
    ///
    /// # Errors
    /// `WSAEINVAL`: no room is asked for, or a completion queue is closed. `WSAENOBUFS`: one has not that much room.
    pub fn new(
        (receives, most_receives): (Arc<CompletionQueue>, u32),
        (sends, most_sends): (Arc<CompletionQueue>, u32),
        context: u64,
    ) -> WsaResult<RequestQueue<Op>> {
        if most_receives == 0 && most_sends == 0 {
            return Err(WsaError::WSAEINVAL);
        }
        let receives = Side::open(receives, most_receives)?;
        Ok(RequestQueue { receives, sends: Side::open(sends, most_sends)?, context })
    }

    /// Makes a request; those put off before it begin first. `begin` must not lose the completion.
    ///
    /// # Errors
    /// `WSAENOBUFS`: as many are outstanding as there may be. `WSAEINVAL`: the socket or the completion queue is
    /// closed.
    pub fn submit(
        &self,
        direction: Direction,
        manner: Manner,
        op: Op,
        mut begin: impl FnMut(Op, Completion),
    ) -> WsaResult<()> {
        let side = self.side(direction);
        let mut submissions = side.submissions.lock();
        if submissions.is_closed() {
            return Err(WsaError::WSAEINVAL);
        }
        let audible = if manner.notify { Audible::Yes } else { Audible::No };
        let request = Request::charge(&side.queue, side.account, audible, self.context, manner.context)?;
        let completion = Completion::of_request(request);
        if manner.defer {
            submissions.defer((op, completion));
        } else {
            submissions.commit(|(op, completion)| begin(op, completion));
            begin(op, completion);
        }
        Ok(())
    }

    /// Begins the requests that were put off (`RIO_MSG_COMMIT_ONLY`).
    pub fn commit(&self, direction: Direction, mut begin: impl FnMut(Op, Completion)) {
        let mut submissions = self.side(direction).submissions.lock();
        submissions.commit(|(op, completion)| begin(op, completion));
    }

    /// Changes how many receives and sends may be outstanding, both or neither.
    ///
    /// # Errors
    /// `WSAEINVAL`: none at all, or closed. `WSAETOOMANYREFS`: more are outstanding. `WSAENOBUFS`: a completion queue
    /// has not that much room.
    pub fn resize(&self, most_receives: u32, most_sends: u32) -> WsaResult<()> {
        if most_receives == 0 && most_sends == 0 {
            return Err(WsaError::WSAEINVAL);
        }
        let (receives, sends) = (&self.receives, &self.sends);
        // Nothing is charged to either account meanwhile.
        let locked = (receives.submissions.lock(), sends.submissions.lock());
        if locked.0.is_closed() || locked.1.is_closed() {
            return Err(WsaError::WSAEINVAL);
        }
        let (receive, send) = ((receives.account, most_receives), (sends.account, most_sends));
        if Arc::ptr_eq(&receives.queue, &sends.queue) {
            return receives.queue.with_rules(|rules| rules.set_limits(&[receive, send]));
        }
        let before = receives.queue.with_rules(|rules| {
            rules.check_limit(receive.0, receive.1)?;
            Ok(rules.limit(receive.0))
        })?;
        let set = |side: &Side<Op>, change| side.queue.with_rules(|rules| rules.set_limits(&[change]));
        // Growing may fail and shrinking cannot, now that it is checked; so what grows goes first, and to go back on
        // it is to shrink.
        if most_receives <= before {
            set(sends, send)?;
            return set(receives, receive);
        }
        set(receives, receive)?;
        set(sends, send).inspect_err(|_| {
            let _ = set(receives, (receive.0, before));
        })
    }

    /// Ends the queue with its socket: requests that were put off complete as aborted, and the room of those that
    /// are outstanding is given back as their completions are taken.
    pub fn close(&self) {
        self.receives.close();
        self.sends.close();
    }

    fn side(&self, direction: Direction) -> &Side<Op> {
        match direction {
            Direction::Receive => &self.receives,
            Direction::Send => &self.sends,
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests;
