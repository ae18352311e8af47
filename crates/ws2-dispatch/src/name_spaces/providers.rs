//! The providers that were started: each once, at the first call that needs it, until the last `WSACleanup`.
//!
//! A thread that needs a provider which another one is just starting waits for it. One that is itself inside an
//! `NSPStartup` does not, since two of them could wait for each other.

use std::cell::Cell;
use std::sync::Arc;

use parking_lot::{Condvar, Mutex};
use ws2_catalog::{ListedNameSpace, Uuid};
use ws2_types::{WsaError, WsaResult};

use super::dns;
use super::provider::{Provider, Startup};
use crate::shared_library;

struct Entry {
    guid: Uuid,
    path: String,
    /// `None` while its `NSPStartup` runs.
    provider: Option<Arc<Provider>>,
    /// Tells a start-up whether the entry is still its own.
    number: u64,
}

struct Table {
    entries: Vec<Entry>,
    last: u64,
}

static TABLE: Mutex<Table> = Mutex::new(Table { entries: Vec::new(), last: 0 });
/// An `NSPStartup` has returned.
static RETURNED: Condvar = Condvar::new();

thread_local! {
    static IS_STARTING: Cell<bool> = const { Cell::new(false) };
}

/// The provider of a catalog entry, started.
///
/// # Errors
/// `WSAEPROVIDERFAILEDINIT`: its library cannot be loaded; `WSASYSNOTREADY`: it is just being started, and the caller is
/// in an `NSPStartup` itself; those of [`Provider::start`].
///
/// # Blocking
/// While it starts.
pub(super) fn started(listed: &ListedNameSpace) -> WsaResult<Arc<Provider>> {
    let (guid, path) = (listed.provider.guid, &listed.provider.path);
    let number = {
        let mut table = TABLE.lock();
        loop {
            match table.entries.iter().find(|entry| entry.guid == guid && entry.path == *path) {
                Some(Entry { provider: Some(provider), .. }) => return Ok(provider.clone()),
                Some(_) if IS_STARTING.get() => return Err(WsaError::WSASYSNOTREADY),
                Some(_) => RETURNED.wait(&mut table),
                None => break,
            }
        }
        table.last += 1;
        let number = table.last;
        table.entries.push(Entry { guid, path: path.clone(), provider: None, number });
        number
    };
    let outer = IS_STARTING.replace(true);
    let result = start(guid, path).map(Arc::new);
    IS_STARTING.set(outer);
    let mut table = TABLE.lock();
    if let Some(at) = table.entries.iter().position(|entry| entry.number == number) {
        match &result {
            Ok(provider) => table.entries[at].provider = Some(provider.clone()),
            Err(_) => drop(table.entries.remove(at)), // the next call tries again
        }
    }
    RETURNED.notify_all();
    drop(table);
    result
}

fn start(guid: Uuid, path: &str) -> WsaResult<Provider> {
    let startup: Startup = if path == dns::PATH {
        dns::startup
    } else {
        let library = shared_library::open(path)?;
        // SAFETY: this is the type the interface gives the function of this name.
        unsafe { library.symbol(c"NSPStartup") }?
    };
    // SAFETY: the function of that name in a library which the catalog says is a provider's.
    unsafe { Provider::start(guid.as_u128(), startup) }
}

/// Forgets all of them. Each is cleaned up when what is answered here and the last lookup of it are dropped.
pub(super) fn take_all() -> Vec<Arc<Provider>> {
    let mut table = TABLE.lock();
    let entries = std::mem::take(&mut table.entries);
    RETURNED.notify_all();
    entries.into_iter().filter_map(|entry| entry.provider).collect()
}
