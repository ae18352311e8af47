//! Mutexes: owned by a thread, counted, and abandoned when the owner ends.

use std::sync::{Arc, Weak};

use ws2_types::{WsaError, WsaResult, abi::foundation};

use crate::dispatcher::{self, Dispatcher, Guarded, Header, Locked, Satisfied};
use crate::handle_table::{Handle, Object};
use crate::thread::{self, Thread};

/// A mutex object.
pub struct Mutex {
    header: Header,
    /// What the owner keeps, so that the mutex lives until it is released or abandoned.
    this: Weak<Mutex>,
    ownership: Guarded<Ownership>,
}

#[derive(Default)]
struct Ownership {
    /// The owner's thread id, which is never reused.
    owner: Option<u32>,
    /// How many releases the owner owes.
    count: u32,
    /// The last owner ended while it owned the mutex; the next wait is told.
    abandoned: bool,
}

const NOT_OWNER: WsaError = WsaError::from_code(foundation::ERROR_NOT_OWNER as i32);

impl Mutex {
    /// A mutex nobody owns.
    pub fn new() -> Arc<Mutex> {
        Arc::new_cyclic(|this| Mutex {
            header: Header::new(),
            this: Weak::clone(this),
            ownership: Guarded::default(),
        })
    }

    /// A mutex the calling thread owns.
    pub fn new_owned() -> Arc<Mutex> {
        let (mutex, owner) = (Mutex::new(), thread::current());
        mutex.satisfy(&mut dispatcher::lock(), &owner);
        mutex
    }

    /// Takes back one wait of the calling thread; after the last one the mutex is free.
    ///
    /// # Errors
    /// `ERROR_NOT_OWNER` when another thread, or nobody, owns it.
    pub fn release(&self) -> WsaResult<()> {
        self.release_as(&thread::current())
    }

    pub(crate) fn release_as(&self, thread: &Thread) -> WsaResult<()> {
        let mut lock = dispatcher::lock();
        let ownership = self.ownership.get_mut(&mut lock);
        if ownership.owner != Some(thread.id()) {
            return Err(NOT_OWNER);
        }
        ownership.count -= 1;
        if ownership.count == 0 {
            ownership.owner = None;
            thread.owned(&mut lock).retain(|owned| !std::ptr::eq(&**owned, self));
            dispatcher::offer(self, &mut lock);
        }
        Ok(())
    }

    /// The owner ended: the mutex is free, and whoever gets it next learns why.
    pub(crate) fn abandon(&self, lock: &mut Locked) {
        *self.ownership.get_mut(lock) = Ownership { owner: None, count: 0, abandoned: true };
        dispatcher::offer(self, lock);
    }
}

impl Dispatcher for Mutex {
    fn header(&self) -> &Header {
        &self.header
    }

    fn is_signaled(&self, lock: &Locked, thread: &Thread) -> bool {
        self.ownership.get(lock).owner.is_none_or(|owner| owner == thread.id())
    }

    fn satisfy(&self, lock: &mut Locked, thread: &Arc<Thread>) -> Satisfied {
        let ownership = self.ownership.get_mut(lock);
        ownership.count += 1;
        if ownership.owner.replace(thread.id()).is_some() {
            return Satisfied::Normally;
        }
        let abandoned = std::mem::take(&mut ownership.abandoned);
        // The caller holds a reference, so the upgrade succeeds.
        thread.owned(lock).extend(self.this.upgrade());
        if abandoned { Satisfied::Abandoned } else { Satisfied::Normally }
    }
}

impl Object for Mutex {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self)
    }

    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}
