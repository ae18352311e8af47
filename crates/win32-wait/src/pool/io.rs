//! I/O objects: a callback for the ends of a handle's overlapped operations.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use ws2_types::{WsaError, WsaResult};

use super::member::{Call, Callback, Function, Member, Settings};
use crate::handle_table::{Handle, Object};
use crate::port::Port;

/// An I/O object.
pub struct Io {
    member: Member,
    function: Function,
    key: OnceLock<usize>,
    is_released: AtomicBool,
}

impl Io {
    /// Makes an I/O object for a handle that `associate` binds to the pool's port.
    ///
    /// # Errors
    /// Those of `associate`; `WSA_NOT_ENOUGH_MEMORY`.
    pub fn open(
        settings: Settings,
        function: Function,
        associate: impl FnOnce(&Arc<Port>, usize) -> WsaResult<()>,
    ) -> WsaResult<Handle> {
        let member = Member::new(settings);
        let io = Arc::new(Io { member, function, key: OnceLock::new(), is_released: AtomicBool::new(false) });
        let workers = io.member.settings().pool.workers();
        let key = workers.bind(Arc::clone(&io) as _);
        let _ = io.key.set(key);
        let opened = associate(&workers.port, key).and_then(|()| Member::open(&io));
        opened.inspect_err(|_| workers.unbind(key))
    }

    /// An operation is about to begin, so a callback is to be expected.
    pub fn start(&self) {
        self.member.expect();
    }

    /// The operation has failed in its call, or ended without a packet.
    pub fn cancel(&self) {
        self.member.expect_less();
    }

    /// Waits for its callbacks; those that have not begun are cancelled first if `cancel` says so.
    ///
    /// # Blocking
    /// Until none is expected or runs.
    pub fn wait(&self, cancel: bool) {
        self.member.wait(cancel);
    }

    /// Ends the object; callbacks that are expected still run.
    pub fn release(&self) {
        Callback::release(self);
    }

    fn unbind_if_done(&self) {
        if self.is_released.load(Ordering::SeqCst)
            && self.member.is_idle()
            && let Some(key) = self.key.get()
        {
            self.member.settings().pool.workers().unbind(*key);
        }
    }
}

impl Callback for Io {
    fn member(&self) -> &Member {
        &self.member
    }

    fn call(&self, call: Call) {
        (self.function)(call);
    }

    fn ended(&self) {
        self.unbind_if_done();
    }

    fn release(&self) {
        self.member.close_handle();
        self.is_released.store(true, Ordering::SeqCst);
        self.unbind_if_done();
    }
}

impl Object for Io {
    /// `CloseHandle` is not for callback objects.
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}
