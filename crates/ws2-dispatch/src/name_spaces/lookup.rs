//! Lookups: `WSALookupServiceBegin`, `Next` and `End` over the providers of a name space.
//!
//! Answers come from one provider after the other, in catalog order. One that fails is passed over; its error is told
//! only if nobody else answers anything. `End` may come while other threads are in `Next`: it tells the providers at
//! once, which end their calls, and whatever such a call brought then, it was cancelled.

use std::sync::Arc;

use parking_lot::Mutex;
use win32_wait::handle_table::{Handle, Object, handles};
use ws2_namespace::query_set::read_raw::{self, Fields};
use ws2_namespace::query_set::{Pack, QuerySet};
use ws2_namespace::text::Character;
use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::provider::{IoctlArguments, Provider};
use super::{ask_for, providers, service};

/// What a first try has room for; most answers fit.
const USUAL_BYTES: usize = 2048;
/// Providers that keep asking for more room than they got are not asked for ever.
const MOST_TRIES: usize = 4;
/// Nobody's answer is larger.
const MOST_BYTES: u32 = 64 << 20;

/// What a lookup handle stands for.
pub struct Lookup {
    searches: Vec<Search>,
    progress: Mutex<Progress>,
}

/// A lookup of one provider.
struct Search {
    provider: Arc<Provider>,
    /// The provider's own handle.
    handle: usize,
}

#[derive(Default)]
struct Progress {
    /// Which provider is asked.
    current: usize,
    answered: bool,
    /// Of the first provider that failed.
    failure: Option<WsaError>,
    /// An answer that did not fit, and comes again.
    pending: Option<QuerySet>,
    ended: bool,
}

/// Why [`Lookup::next`] gave nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NextError {
    /// The error.
    pub error: WsaError,
    /// With `WSAEFAULT`: how many bytes the answer needs.
    pub needed: Option<u32>,
}

impl From<WsaError> for NextError {
    fn from(error: WsaError) -> NextError {
        NextError { error, needed: None }
    }
}

/// Begins a lookup; `flags` are `LUP_…`. Answers its handle.
///
/// # Errors
/// `WSAEINVAL`: the provider that is named is not there; `WSASERVICE_NOT_FOUND`: nobody has the name space; if all
/// providers refuse, what the first says; `WSA_NOT_ENOUGH_MEMORY`: no handles.
///
/// # Blocking
/// As long as the providers do, and while they are loaded.
pub fn begin(query: &QuerySet, flags: u32) -> WsaResult<Handle> {
    let class = service::class_of(query);
    let searches = ask_for(query, |provider| {
        let handle = provider.begin(query, &class, flags)?;
        Ok(Search { provider: provider.clone(), handle: handle.expose_provenance() })
    })?;
    let lookup = Arc::new(Lookup { searches, progress: Mutex::default() });
    handles().insert(lookup.clone()).ok_or_else(|| {
        lookup.end();
        WsaError::WSA_NOT_ENOUGH_MEMORY
    })
}

/// Calls `action` with the lookup of a handle.
///
/// # Errors
/// `WSA_INVALID_HANDLE`: it is none, or was ended.
pub fn by_handle<R>(handle: HANDLE, action: impl FnOnce(&Lookup) -> R) -> WsaResult<R> {
    let pinned = Handle::from_raw(handle.addr()).and_then(|handle| handles().pin(handle));
    let pinned = pinned.ok_or(WsaError::WSA_INVALID_HANDLE)?;
    Ok(action(pinned.downcast::<Lookup>().ok_or(WsaError::WSA_INVALID_HANDLE)?))
}

/// Ends a lookup.
///
/// # Errors
/// `WSA_INVALID_HANDLE`: it is none, or was ended.
pub fn end(handle: HANDLE) -> WsaResult<()> {
    let pinned = Handle::from_raw(handle.addr()).and_then(|handle| handles().pin(handle));
    let pinned = pinned.ok_or(WsaError::WSA_INVALID_HANDLE)?;
    let lookup = pinned.downcast::<Lookup>().ok_or(WsaError::WSA_INVALID_HANDLE)?;
    pinned.begin_close().ok_or(WsaError::WSA_INVALID_HANDLE)?;
    lookup.end();
    Ok(())
}

impl Lookup {
    /// Writes the next answer; strings have characters of type `C`. With [`ws::LUP_FLUSHPREVIOUS`] an answer that did not
    /// fit before is given up.
    ///
    /// # Errors
    /// `WSA_E_NO_MORE`: there are no more. `WSA_E_CANCELLED`: the lookup was ended meanwhile. `WSAEFAULT`: the answer does
    /// not fit, and comes again. If no provider has any answer, what the first said.
    ///
    /// # Blocking
    /// As long as the provider does.
    ///
    /// # Safety
    /// `buffer` is valid for writes of `room` bytes, or `room` is 0.
    pub unsafe fn next<C: Character>(&self, flags: u32, buffer: *mut u8, room: u32) -> Result<(), NextError> {
        let mut flags = flags;
        let pending = self.progress.lock().pending.take();
        let answer = match pending {
            Some(pending) if flags & ws::LUP_FLUSHPREVIOUS == 0 => pending,
            // Given up here; the provider has nothing left to give up.
            Some(_) => {
                flags &= !ws::LUP_FLUSHPREVIOUS;
                self.next_answer(flags)?
            }
            None if size_of::<C>() == size_of::<u16>() && buffer.cast::<ws::WSAQUERYSETW>().is_aligned() => {
                let mut length = room;
                // The provider's answer has the form that is wanted.
                // SAFETY: the caller's promise.
                return match self.ask_in_turn(|search| unsafe { search.next(flags, &mut length, buffer) }) {
                    Err(WsaError::WSAEFAULT) => {
                        Err(NextError { error: WsaError::WSAEFAULT, needed: Some(length) })
                    }
                    other => Ok(other?),
                };
            }
            None => self.next_answer(flags)?,
        };
        let bytes = answer.pack::<C>(buffer.expose_provenance());
        if bytes.len() > room as usize {
            let needed = Some(bytes.len() as u32);
            self.progress.lock().pending = Some(answer);
            return Err(NextError { error: WsaError::WSAEFAULT, needed });
        }
        // SAFETY: it fits into what the caller vouches for.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), buffer, bytes.len()) };
        Ok(())
    }

    /// The next answer as a value.
    ///
    /// # Errors
    /// As [`Lookup::next`], but for room.
    ///
    /// # Blocking
    /// As long as the provider does.
    pub fn next_answer(&self, flags: u32) -> WsaResult<QuerySet> {
        let mut memory = vec![0_u64; USUAL_BYTES.div_ceil(size_of::<u64>())];
        for _ in 0..MOST_TRIES {
            let mut length = size_of_val(memory.as_slice()) as u32;
            let buffer = memory.as_mut_ptr().cast::<u8>();
            // SAFETY: the memory has that length.
            match self.ask_in_turn(|search| unsafe { search.next(flags, &mut length, buffer) }) {
                // SAFETY: a provider fills in a whole set, and all it leads to is in the buffer.
                Ok(()) => return unsafe { read_raw::query_set::<u16>(buffer.cast(), Fields::All) },
                Err(WsaError::WSAEFAULT) if length <= MOST_BYTES => {
                    memory = vec![0; (length as usize).div_ceil(size_of::<u64>())];
                }
                Err(error) => return Err(error),
            }
        }
        Err(WsaError::WSANO_RECOVERY)
    }

    /// Asks the provider whose turn it is; those that are at their end, or fail, are passed over. `WSAEFAULT` is the
    /// caller's to deal with.
    fn ask_in_turn(&self, mut ask: impl FnMut(&Search) -> WsaResult<()>) -> WsaResult<()> {
        loop {
            let current = {
                let progress = self.progress.lock();
                if progress.ended {
                    return Err(WsaError::WSA_E_CANCELLED);
                }
                progress.current
            };
            let Some(search) = self.searches.get(current) else {
                let mut progress = self.progress.lock();
                let failure = progress.failure.take().filter(|_| !progress.answered);
                return Err(failure.unwrap_or(WsaError::WSA_E_NO_MORE));
            };
            let result = ask(search);
            let mut progress = self.progress.lock();
            if progress.ended {
                return Err(WsaError::WSA_E_CANCELLED);
            }
            match result {
                Ok(()) | Err(WsaError::WSAEFAULT) => {
                    progress.answered = true;
                    return result;
                }
                Err(WsaError::WSA_E_NO_MORE | WsaError::WSAENOMORE) => {}
                Err(error) => progress.failure = progress.failure.or(Some(error)),
            }
            // Unless another thread has moved on already.
            progress.current = progress.current.max(current + 1);
        }
    }

    /// `WSANSPIoctl`: the providers are asked in order until one does it.
    ///
    /// # Errors
    /// What the last provider said; `WSAEOPNOTSUPP`.
    ///
    /// # Safety
    /// `arguments` are what the providers expect of this code.
    pub unsafe fn ioctl(&self, code: u32, arguments: IoctlArguments) -> WsaResult<()> {
        let mut result = Err(WsaError::WSAEOPNOTSUPP);
        for search in &self.searches {
            // SAFETY: the caller's promise; the handle is the provider's.
            result = unsafe { search.provider.ioctl(search.handle(), code, arguments) };
            if result != Err(WsaError::WSAEOPNOTSUPP) {
                break;
            }
        }
        result
    }

    fn end(&self) {
        if !std::mem::replace(&mut self.progress.lock().ended, true) {
            for search in &self.searches {
                // It has ended, whatever the provider says.
                // SAFETY: the provider's handle; calls that come later see that the lookup has ended.
                let _ = unsafe { search.provider.end(search.handle()) };
            }
        }
    }
}

impl Search {
    fn handle(&self) -> HANDLE {
        std::ptr::with_exposed_provenance_mut(self.handle)
    }

    /// # Safety
    /// `buffer` is valid for writes of `length` bytes, or `length` is 0.
    unsafe fn next(&self, flags: u32, length: &mut u32, buffer: *mut u8) -> WsaResult<()> {
        // SAFETY: the caller's promise; the handle is the provider's.
        unsafe { self.provider.next(self.handle(), flags, length, buffer.cast()) }
    }
}

impl Object for Lookup {
    /// `CloseHandle` is not for lookups.
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}

/// What the last `WSACleanup` found: lookups that nobody ended, and providers.
pub(crate) struct Leftover {
    lookups: Vec<Arc<dyn Object>>,
    providers: Vec<Arc<Provider>>,
}

/// Takes all lookups and providers out of their tables. It calls nobody, so a lock may be held.
pub(crate) fn take_all() -> Leftover {
    let mut lookups = Vec::new();
    handles().for_each(|pinned| {
        if pinned.downcast::<Lookup>().is_some() && pinned.begin_close().is_some() {
            lookups.push(pinned.share());
        }
    });
    Leftover { lookups, providers: providers::take_all() }
}

impl Leftover {
    /// Ends the lookups and cleans the providers up. Those with a call inside are cleaned up when it leaves.
    pub(crate) fn end(self) {
        for lookup in &self.lookups {
            let lookup: &dyn std::any::Any = &**lookup;
            if let Some(lookup) = lookup.downcast_ref::<Lookup>() {
                lookup.end();
            }
        }
        drop(self.lookups);
        drop(self.providers);
    }
}
