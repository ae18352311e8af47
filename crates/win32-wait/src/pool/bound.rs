//! `BindIoCompletionCallback`: a function for the ends of a handle's overlapped operations, for the handle's life.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use ws2_types::WsaResult;

use super::member::{Call, Callback, Function, Member, Settings};
use super::workers::Pool;
use crate::port::Port;

struct Bound {
    member: Member,
    function: Function,
}

/// Has `associate` bind a handle to the port of the process's pool, with a key under which the function is called.
/// Handles with the same function, known by its address, share the key.
///
/// # Errors
/// Those of `associate`; `WSAEMFILE`, `WSAENOBUFS`: there is no pool.
pub fn bind_callback(
    address: usize,
    function: impl FnOnce() -> Function,
    associate: impl FnOnce(&Arc<Port>, usize) -> WsaResult<()>,
) -> WsaResult<()> {
    static KEYS: Mutex<Option<HashMap<usize, usize>>> = Mutex::new(None);
    let pool = Pool::of_process()?;
    let mut keys = KEYS.lock();
    let key = *keys.get_or_insert_default().entry(address).or_insert_with(|| {
        let member = Member::new(Settings::of(Arc::clone(&pool)));
        pool.workers().bind(Arc::new(Bound { member, function: function() }))
    });
    drop(keys);
    associate(&pool.workers().port, key)
}

impl Callback for Bound {
    fn member(&self) -> &Member {
        &self.member
    }

    fn arrived(&self) {
        self.member.expect();
    }

    fn call(&self, call: Call) {
        (self.function)(call);
    }
}
