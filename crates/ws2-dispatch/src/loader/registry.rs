//! The providers of a process: who is started, who is just being started, and who waits for that.
//!
//! One lock over all of it, held while nobody else's code runs. A start that failed is told to all who waited for it;
//! the next one who comes tries anew.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use parking_lot::{Condvar, Mutex, RwLock};
use win32_wait::thread;
use ws2_base::procedures::WSPStartup;
use ws2_catalog::Uuid;
use ws2_spi::catalog::ProtocolInfo;
use ws2_types::{WsaError, WsaResult};

use super::path::is_built_in;
use super::table_raw::{ROUTES, publish};
use super::{BUILT_IN, Loaded, Startup, start_raw};
use crate::startup;

/// A provider that sockets of this process are made by, or may be.
pub struct Provider {
    id: Uuid,
    path: &'static str,
    route: u16,
    /// Its `WSPStartup`, once its library is loaded.
    startup: OnceLock<Startup>,
    started: RwLock<Option<&'static Loaded>>,
    /// What it was in earlier starts, which is kept for whoever may still be inside.
    earlier: Mutex<Vec<&'static Loaded>>,
}

/// Providers are kept for good: handles carry their routes, and a process sees few of them.
static PROVIDERS: RwLock<Vec<&'static Provider>> = RwLock::new(Vec::new());

/// The provider of a GUID with its library at a path; `None` when no route is left.
pub(crate) fn provider(id: Uuid, path: &str) -> Option<&'static Provider> {
    let mut known = PROVIDERS.write();
    if let Some(provider) = known.iter().find(|one| one.id == id && one.path == path) {
        return Some(provider);
    }
    let route = if is_built_in(path) {
        BUILT_IN
    } else {
        let given = known.iter().filter(|one| one.route != BUILT_IN).count();
        u16::try_from(given + 1).ok().filter(|route| usize::from(*route) < ROUTES)?
    };
    let new = Provider::new(id, path.to_owned().leak(), route);
    known.push(new);
    Some(new)
}

/// The started provider of a GUID, or another one of the same library: an installer may give each chain a GUID of its
/// own.
pub(crate) fn started_as(id: Uuid, path: &str) -> Option<&'static Loaded> {
    let known = PROVIDERS.read();
    let of_library = || known.iter().filter(|one| one.path == path).find_map(|one| one.started());
    known.iter().filter(|one| one.id == id).find_map(|one| one.started()).or_else(of_library)
}

/// One start, and what became of it.
struct Attempt {
    provider: &'static Provider,
    thread: u32,
    outcome: OnceLock<WsaResult<&'static Loaded>>,
}

struct Starts {
    /// Those going on.
    attempts: Vec<Arc<Attempt>>,
    /// Threads that wait, and for whom.
    waiting: Vec<(u32, &'static Provider)>,
    /// Those that were started, first one first.
    started: Vec<&'static Provider>,
}

static STARTS: Mutex<Starts> =
    Mutex::new(Starts { attempts: Vec::new(), waiting: Vec::new(), started: Vec::new() });
static ENDED: Condvar = Condvar::new();

impl Starts {
    fn attempt(&self, provider: &'static Provider) -> Option<&Arc<Attempt>> {
        self.attempts.iter().find(|attempt| std::ptr::eq(attempt.provider, provider))
    }

    /// Whether the end of an attempt waits, over however many others, for this thread.
    fn depends_on(&self, attempt: &Attempt, thread: u32) -> bool {
        let mut starter = attempt.thread;
        loop {
            if starter == thread {
                return true;
            }
            let awaited = self.waiting.iter().find(|(waiter, _)| *waiter == starter);
            match awaited.and_then(|(_, provider)| self.attempt(provider)) {
                Some(next) => starter = next.thread,
                None => return false,
            }
        }
    }
}

impl Provider {
    pub(super) fn new(id: Uuid, path: &'static str, route: u16) -> &'static Provider {
        let (startup, started) = (OnceLock::new(), RwLock::new(None));
        Box::leak(Box::new(Provider { id, path, route, startup, started, earlier: Mutex::default() }))
    }

    /// Where its library lies, variables unexpanded.
    #[cfg(test)]
    pub(crate) fn path(&self) -> &'static str {
        self.path
    }

    fn started(&self) -> Option<&'static Loaded> {
        *self.started.read()
    }

    /// The provider, started if it is not.
    ///
    /// # Errors
    /// As [`super::provider_of`].
    #[inline]
    pub(super) fn loaded(&'static self, info: &ProtocolInfo) -> WsaResult<&'static Loaded> {
        match self.started() {
            Some(loaded) => Ok(loaded),
            None => self.start_or_wait(info),
        }
    }

    #[cold]
    fn start_or_wait(&'static self, info: &ProtocolInfo) -> WsaResult<&'static Loaded> {
        let thread = thread::current_id();
        let mut starts = STARTS.lock();
        if let Some(loaded) = self.started() {
            return Ok(loaded);
        }
        if let Some(attempt) = starts.attempt(self).cloned() {
            if starts.depends_on(&attempt, thread) {
                return Err(WsaError::WSAEINPROGRESS);
            }
            starts.waiting.push((thread, self));
            let outcome = loop {
                match attempt.outcome.get() {
                    Some(outcome) => break *outcome,
                    None => ENDED.wait(&mut starts),
                }
            };
            starts.waiting.retain(|(waiter, _)| *waiter != thread);
            return outcome;
        }
        let attempt = Arc::new(Attempt { provider: self, thread, outcome: OnceLock::new() });
        starts.attempts.push(Arc::clone(&attempt));
        drop(starts);

        let outcome = catch_unwind(AssertUnwindSafe(|| self.start(info)))
            .unwrap_or(Err(WsaError::WSAEPROVIDERFAILEDINIT));
        let mut starts = STARTS.lock();
        if let Ok(loaded) = outcome {
            publish(self.route, &loaded.procedures);
            *self.started.write() = Some(loaded);
            starts.started.push(self);
        }
        starts.attempts.retain(|other| !Arc::ptr_eq(other, &attempt));
        let _ = attempt.outcome.set(outcome);
        ENDED.notify_all();
        drop(starts);

        // A clean-up counts down before it looks who is started. So either it has seen this one or this look sees its
        // count.
        if outcome.is_ok() && startup::require_started().is_err() {
            self.end();
            return Err(WsaError::WSANOTINITIALISED);
        }
        outcome
    }

    fn start(&self, info: &ProtocolInfo) -> WsaResult<&'static Loaded> {
        let procedures = start_raw::start(self.startup()?, info)?;
        let mut earlier = self.earlier.lock();
        if let Some(same) = earlier.iter().find(|loaded| loaded.procedures.is_same(&procedures)) {
            return Ok(same);
        }
        let loaded: &'static Loaded = Box::leak(Box::new(Loaded { procedures, index: self.route }));
        earlier.push(loaded);
        Ok(loaded)
    }

    /// # Errors
    /// `WSAEPROVIDERFAILEDINIT`
    fn startup(&self) -> WsaResult<Startup> {
        if let Some(startup) = self.startup.get() {
            return Ok(*startup);
        }
        let found = match is_built_in(self.path) {
            true => Some(WSPStartup as Startup),
            false => start_raw::load(self.path)?,
        };
        found.map(|found| *self.startup.get_or_init(|| found)).ok_or(WsaError::WSAEPROVIDERFAILEDINIT)
    }

    #[cfg(test)]
    pub(super) fn with_startup(route: u16, startup: Startup) -> &'static Provider {
        let new = Provider::new(Uuid::from_u128(route.into()), "/of/a/test.so", route);
        new.startup.get_or_init(|| startup);
        new
    }

    /// Takes the start back, if there is one.
    fn end(&self) {
        let mut starts = STARTS.lock();
        let ended = self.started.write().take();
        starts.started.retain(|other| !std::ptr::eq(*other, self));
        drop(starts);
        if let Some(loaded) = ended {
            start_raw::end(loaded.procedures.lpWSPCleanup);
        }
    }
}

/// The providers that are started, last one first.
pub(crate) fn started() -> Vec<&'static Loaded> {
    let started = STARTS.lock().started.clone();
    started.into_iter().rev().filter_map(Provider::started).collect()
}

/// Takes all starts back, last one first. A later socket starts its provider anew.
pub(crate) fn clean_up_all() {
    loop {
        let last = STARTS.lock().started.last().copied();
        match last {
            Some(provider) => provider.end(),
            None => return,
        }
    }
}
