//! Work objects: a callback that runs as often as it is submitted.

use std::sync::Arc;

use ws2_types::{WsaError, WsaResult};

use super::member::{Call, Callback, Cause, Function, Member, Settings};
use crate::handle_table::{Handle, Object};

/// A work object.
pub struct Work {
    member: Member,
    function: Function,
}

impl Work {
    /// Makes a work object.
    ///
    /// # Errors
    /// `WSA_NOT_ENOUGH_MEMORY`.
    pub fn open(settings: Settings, function: Function) -> WsaResult<Handle> {
        Member::open(&Arc::new(Work { member: Member::new(settings), function }))
    }

    /// Has the callback run once more.
    pub fn submit(self: &Arc<Self>) {
        self.member.submit(Arc::clone(self) as _, Cause::Submitted);
    }

    /// Waits for its callbacks; those that are queued are cancelled first if `cancel` says so.
    ///
    /// # Blocking
    /// Until none is queued or runs.
    pub fn wait(&self, cancel: bool) {
        self.member.wait(cancel);
    }

    /// Ends the object; callbacks that are queued still run.
    pub fn release(&self) {
        Callback::release(self);
    }
}

impl Callback for Work {
    fn member(&self) -> &Member {
        &self.member
    }

    fn call(&self, call: Call) {
        (self.function)(call);
    }
}

impl Object for Work {
    /// `CloseHandle` is not for callback objects.
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}
