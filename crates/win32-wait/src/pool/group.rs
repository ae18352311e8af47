//! Cleanup groups: callback objects that are released together.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use ws2_types::{WsaError, WsaResult};

use super::member::{Callback, Member};
use crate::dispatcher;
use crate::handle_table::{Handle, Object, handles};

/// A cleanup group.
#[derive(Default)]
pub struct Group {
    /// By the address of their counts.
    members: Mutex<HashMap<usize, Arc<dyn Callback>>>,
}

fn key(member: &Member) -> usize {
    std::ptr::from_ref(member).addr()
}

impl Group {
    /// Makes an empty group.
    ///
    /// # Errors
    /// `WSA_NOT_ENOUGH_MEMORY`.
    pub fn open() -> WsaResult<Handle> {
        handles().insert(Arc::new(Group::default())).ok_or(WsaError::WSA_NOT_ENOUGH_MEMORY)
    }

    pub(super) fn join(&self, callback: Arc<dyn Callback>) {
        let key = key(callback.member());
        self.members.lock().insert(key, callback);
    }

    pub(super) fn leave(&self, member: &Member) {
        let left = self.members.lock().remove(&key(member));
        drop(left); // outside the lock
    }

    /// Releases all members. Queued callbacks are cancelled, or waited for like those that run; objects that were
    /// cancelled are told so, with `context`, when none of their callbacks runs any more.
    ///
    /// # Blocking
    /// Until the last callback of a member has ended; within one of them for ever.
    pub fn close_members(&self, cancel: bool, context: usize) {
        let members = std::mem::take(&mut *self.members.lock());
        let told = |callback: &Arc<dyn Callback>| {
            callback.release();
            let cancelled = if cancel { callback.member().cancel_queued() } else { 0 };
            cancel && (callback.is_object() || cancelled > 0)
        };
        let members: Vec<_> = members.into_values().map(|callback| (told(&callback), callback)).collect();
        for (told, callback) in &members {
            callback.member().wait(cancel);
            if *told && let Some(on_cancel) = &callback.member().settings().on_cancel {
                on_cancel(context);
            }
        }
    }
}

impl Object for Group {
    /// `CloseHandle` is not for groups.
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}

impl Group {
    /// Ends the group's handle; members that are left stay what they are.
    ///
    /// # Errors
    /// `WSA_INVALID_HANDLE`: it has ended already.
    pub fn close_handle(handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}
