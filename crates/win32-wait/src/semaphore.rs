//! Semaphores: a count that waits take from, up to a limit.

use std::sync::Arc;

use ws2_types::{WsaError, WsaResult, abi::foundation};

use crate::dispatcher::{self, Dispatcher, Guarded, Header, Locked, Satisfied};
use crate::handle_table::{Handle, Object};
use crate::thread::Thread;

/// A semaphore object.
pub struct Semaphore {
    header: Header,
    limit: u32,
    count: Guarded<u32>,
}

const TOO_MANY_POSTS: WsaError = WsaError::from_code(foundation::ERROR_TOO_MANY_POSTS as i32);

impl Semaphore {
    /// A semaphore with a count and the most the count can be.
    ///
    /// # Errors
    /// `WSA_INVALID_PARAMETER` for a negative number, a limit of 0 or a count above the limit.
    pub fn new(count: i32, limit: i32) -> WsaResult<Arc<Semaphore>> {
        if limit <= 0 || !(0..=limit).contains(&count) {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let count = Guarded::new(count as u32);
        Ok(Arc::new(Semaphore { header: Header::new(), limit: limit as u32, count }))
    }

    /// Adds to the count and says what it was. A failing call changes nothing.
    ///
    /// # Errors
    /// `WSA_INVALID_PARAMETER` unless `by` is positive; `ERROR_TOO_MANY_POSTS` beyond the limit.
    pub fn release(&self, by: i32) -> WsaResult<u32> {
        if by <= 0 {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let mut lock = dispatcher::lock();
        let previous = *self.count.get(&lock);
        let count = previous.checked_add(by as u32).filter(|count| *count <= self.limit);
        *self.count.get_mut(&mut lock) = count.ok_or(TOO_MANY_POSTS)?;
        dispatcher::offer(self, &mut lock);
        Ok(previous)
    }
}

impl Dispatcher for Semaphore {
    fn header(&self) -> &Header {
        &self.header
    }

    fn is_signaled(&self, lock: &Locked, _thread: &Thread) -> bool {
        *self.count.get(lock) > 0
    }

    fn satisfy(&self, lock: &mut Locked, _thread: &Arc<Thread>) -> Satisfied {
        *self.count.get_mut(lock) -= 1;
        Satisfied::Normally
    }
}

impl Object for Semaphore {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self)
    }

    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}
