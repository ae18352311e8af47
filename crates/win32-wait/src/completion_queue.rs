//! Completion queues of Registered I/O: the objects, and how they notify.
//!
//! The rules are the engine's, under one lock each. It is a leaf: a notification is given after it is released.

use std::sync::Arc;

use parking_lot::Mutex;
use ws2_engine::registered::{self as engine, AccountId, Audible};
use ws2_types::{WsaError, WsaResult};

use crate::completion::Outcome;
use crate::event::Event;
use crate::handle_table::{Handle, Object};
use crate::port::{Packet, Port};
use crate::race_detector;

/// How a program wants to hear of completions.
pub enum Notification {
    /// It looks for them.
    None,
    /// An event is set.
    Event {
        /// The event.
        event: Arc<Event>,
        /// It is reset when the notification is asked for.
        reset: bool,
    },
    /// A packet is queued.
    Port {
        /// Where.
        port: Arc<Port>,
        /// Its key.
        key: usize,
        /// The address of the program's OVERLAPPED, which only the packet carries.
        overlapped: usize,
    },
}

/// How a request ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RequestResult {
    /// Why it failed.
    pub error: Option<WsaError>,
    /// Bytes moved.
    pub bytes: u32,
    /// What the program gave with the request queue.
    pub socket_context: u64,
    /// What the program gave with the request.
    pub request_context: u64,
}

/// A completion queue.
pub struct CompletionQueue {
    /// `None` once it is closed: completions are dropped.
    rules: Mutex<Option<engine::CompletionQueue<RequestResult>>>,
    notification: Notification,
}

impl CompletionQueue {
    /// A queue of so many entries.
    ///
    /// # Errors
    /// `WSAEINVAL`: none, or more than `RIO_MAX_CQ_SIZE`.
    pub fn new(size: u32, notification: Notification) -> WsaResult<Arc<CompletionQueue>> {
        let rules = Mutex::new(Some(engine::CompletionQueue::new(size)?));
        Ok(Arc::new(CompletionQueue { rules, notification }))
    }

    /// Changes the size.
    ///
    /// # Errors
    /// `WSAEINVAL`: a bad size. `WSAETOOMANYREFS`: request queues need more.
    pub fn resize(&self, size: u32) -> WsaResult<()> {
        self.with_rules(|rules| rules.resize(size))
    }

    /// Asks for the next notification, which may come at once.
    ///
    /// # Errors
    /// `WSAEINVAL`: the queue has none. `WSAEALREADY`: the one asked for before was not given yet.
    pub fn notify(&self) -> WsaResult<()> {
        match &self.notification {
            Notification::None => return Err(WsaError::WSAEINVAL),
            Notification::Event { event, reset: true } => event.reset(),
            Notification::Event { .. } | Notification::Port { .. } => {}
        }
        if self.with_rules(engine::CompletionQueue::ask_to_notify)? {
            self.give_notification();
        }
        Ok(())
    }

    /// Takes out up to `room` completions, oldest first; how many.
    ///
    /// # Errors
    /// `WSAEINVAL`: the queue is closed.
    pub fn take(&self, room: usize, give: impl FnMut(RequestResult)) -> WsaResult<usize> {
        let count = self.with_rules(|rules| Ok(rules.take(room, give)))?;
        race_detector::acquire(self);
        Ok(count)
    }

    /// Runs `call` with the queue's rules.
    ///
    /// # Errors
    /// `WSAEINVAL`: the queue is closed. Else those of `call`.
    pub(crate) fn with_rules<R>(
        &self,
        call: impl FnOnce(&mut engine::CompletionQueue<RequestResult>) -> WsaResult<R>,
    ) -> WsaResult<R> {
        call(self.rules.lock().as_mut().ok_or(WsaError::WSAEINVAL)?)
    }

    fn complete(&self, account: AccountId, audible: Audible, result: RequestResult) {
        race_detector::release(self);
        // A closed queue takes no completions.
        let notify = self.with_rules(|rules| Ok(rules.complete(account, audible, result)));
        if notify == Ok(true) {
            self.give_notification();
        }
    }

    fn give_notification(&self) {
        match &self.notification {
            Notification::None => {}
            Notification::Event { event, .. } => event.set(),
            Notification::Port { port, key, overlapped } => {
                port.post(Packet { bytes: 0, key: *key, overlapped: *overlapped, status: 0 });
            }
        }
    }
}

impl Object for CompletionQueue {
    /// `RIOCloseCompletionQueue`
    fn close(&self, handle: Handle) -> WsaResult<()> {
        crate::dispatcher::close_handle(handle)?;
        *self.rules.lock() = None;
        Ok(())
    }
}

/// A request that was charged to its queue. It completes once: when it ends, or as aborted when it is dropped.
pub struct Request {
    queue: Option<Arc<CompletionQueue>>,
    account: AccountId,
    audible: Audible,
    socket_context: u64,
    request_context: u64,
}

impl Request {
    /// Charges a request.
    ///
    /// # Errors
    /// `WSAENOBUFS`: the account has as many outstanding as it may. `WSAEINVAL`: the queue is closed.
    pub(crate) fn charge(
        queue: &Arc<CompletionQueue>,
        account: AccountId,
        audible: Audible,
        socket_context: u64,
        request_context: u64,
    ) -> WsaResult<Request> {
        queue.with_rules(|rules| rules.charge(account))?;
        // Whoever takes the completion has seen what the program did before the request.
        race_detector::release(&**queue);
        let queue = Some(Arc::clone(queue));
        Ok(Request { queue, account, audible, socket_context, request_context })
    }

    pub(crate) fn end(mut self, outcome: Outcome) {
        self.complete(outcome);
    }

    fn complete(&mut self, outcome: Outcome) {
        let Some(queue) = self.queue.take() else { return };
        let result = RequestResult {
            error: outcome.error,
            bytes: outcome.bytes,
            socket_context: self.socket_context,
            request_context: self.request_context,
        };
        queue.complete(self.account, self.audible, result);
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        self.complete(Outcome::failed(WsaError::WSA_OPERATION_ABORTED));
    }
}
