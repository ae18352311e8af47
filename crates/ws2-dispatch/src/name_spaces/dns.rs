//! The built-in name space provider as its table: `builtin:dns`.
//!
//! What it answers is decided in [`ws2_namespace::dns`]; service classes are kept in the catalog. A question for a
//! server is put on a thread of its own, so that `NSPLookupServiceEnd` ends the wait for it. The question itself cannot
//! be interrupted; it ends unheard.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use parking_lot::{Condvar, Mutex};
use win32_wait::last_error::set_last_wsa_error;
use ws2_namespace::dns::{self, Search};
use ws2_namespace::query_set::read_raw::{self, Fields};
use ws2_namespace::query_set::{Pack, QuerySet};
use ws2_types::abi::GUID;
use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::service;
use crate::catalog;

/// Its path in the catalog.
pub(super) const PATH: &str = "builtin:dns";

/// Lookups that were not ended, by their handles.
static LOOKUPS: Mutex<Lookups> = Mutex::new(Lookups { open: BTreeMap::new(), last: 0 });

struct Lookups {
    open: BTreeMap<usize, Arc<Lookup>>,
    last: usize,
}

struct Lookup {
    search: Search,
    provider: u128,
    progress: Mutex<Progress>,
    /// There are answers, or nobody waits for them any more.
    changed: Condvar,
}

#[derive(Default)]
struct Progress {
    asked: bool,
    answers: Option<WsaResult<Vec<QuerySet>>>,
    /// How many were handed out.
    taken: usize,
    /// The one whose turn it is did not fit.
    too_large: bool,
    ended: bool,
}

impl Lookup {
    fn ask(self: &Arc<Lookup>) {
        let lookup = self.clone();
        let ask = move || {
            let answers = lookup.search.answers();
            lookup.progress.lock().answers = Some(answers);
            lookup.changed.notify_all();
        };
        if self.search.is_local() {
            return ask();
        }
        if thread::Builder::new().name("ws2-lookup".to_owned()).spawn(ask).is_err() {
            self.progress.lock().answers = Some(Err(WsaError::WSA_NOT_ENOUGH_MEMORY));
        }
    }

    /// # Safety
    /// `results` is valid for writes of `length` bytes.
    unsafe fn next(
        self: &Arc<Lookup>,
        flags: u32,
        length: &mut u32,
        results: *mut ws::WSAQUERYSETW,
    ) -> WsaResult<()> {
        let mut progress = self.progress.lock();
        if !std::mem::replace(&mut progress.asked, true) {
            drop(progress);
            self.ask();
            progress = self.progress.lock();
        }
        while progress.answers.is_none() && !progress.ended {
            self.changed.wait(&mut progress);
        }
        if progress.ended {
            return Err(WsaError::WSA_E_CANCELLED);
        }
        if flags & ws::LUP_FLUSHPREVIOUS != 0 && std::mem::take(&mut progress.too_large) {
            progress.taken += 1;
        }
        let taken = progress.taken;
        let answers = match &progress.answers {
            Some(Ok(answers)) => answers,
            Some(Err(error)) => return Err(*error),
            None => return Err(WsaError::WSANO_RECOVERY),
        };
        let answer = answers.get(taken).ok_or(WsaError::WSA_E_NO_MORE)?.clone();
        let answer = QuerySet { provider: Some(self.provider), ..answer };
        let answer = match flags & ws::LUP_RETURN_ALL {
            0 => answer, // programs that name nothing want what they began with
            wanted => answer.restricted(wanted),
        };
        let bytes = answer.pack::<u16>(results.expose_provenance());
        let room = std::mem::replace(length, bytes.len() as u32);
        progress.too_large = bytes.len() > room as usize;
        if progress.too_large {
            return Err(WsaError::WSAEFAULT);
        }
        progress.taken += 1;
        // SAFETY: it fits into what the caller vouches for.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), results.cast::<u8>(), bytes.len()) };
        Ok(())
    }
}

fn open_lookup(handle: HANDLE) -> WsaResult<Arc<Lookup>> {
    LOOKUPS.lock().open.get(&handle.addr()).cloned().ok_or(WsaError::WSA_INVALID_HANDLE)
}

/// Runs one of the functions: its error is the thread's last error, a panic stops here.
fn outcome(call: impl FnOnce() -> WsaResult<()>) -> i32 {
    match catch_unwind(AssertUnwindSafe(call)).unwrap_or(Err(WsaError::WSASYSCALLFAILURE)) {
        Ok(()) => 0,
        Err(error) => {
            set_last_wsa_error(error);
            ws::SOCKET_ERROR
        }
    }
}

/// `NSPStartup`
pub(super) unsafe extern "system" fn startup(_: *const GUID, routines: *mut ws::NSP_ROUTINE) -> i32 {
    outcome(|| {
        // SAFETY: NULL or the caller's table.
        let table = unsafe { routines.as_mut() }.ok_or(WsaError::WSAEFAULT)?;
        *table = ws::NSP_ROUTINE {
            cbSize: size_of::<ws::NSP_ROUTINE>() as u32,
            dwMajorVersion: 2,
            dwMinorVersion: 0,
            NSPCleanup: Some(cleanup),
            NSPLookupServiceBegin: Some(begin),
            NSPLookupServiceNext: Some(next),
            NSPLookupServiceEnd: Some(end),
            NSPSetService: Some(set_service),
            NSPInstallServiceClass: Some(install_class),
            NSPRemoveServiceClass: Some(remove_class),
            NSPGetServiceClassInfo: Some(class_info),
            NSPIoctl: Some(ioctl),
        };
        Ok(())
    })
}

unsafe extern "system" fn cleanup(_: *const GUID) -> i32 {
    0
}

unsafe extern "system" fn begin(
    provider: *const GUID,
    restrictions: *const ws::WSAQUERYSETW,
    class: *const ws::WSASERVICECLASSINFOW,
    flags: u32,
    handle: *mut HANDLE,
) -> i32 {
    outcome(|| {
        // SAFETY: the caller's arguments are whole.
        let (provider, query, class) = unsafe {
            (
                read_raw::guid(provider)?,
                read_raw::query_set::<u16>(restrictions, Fields::Restrictions)?,
                read_raw::service_class::<u16>(class)?,
            )
        };
        let search = dns::search(&query, &class, flags)?;
        let lookup = Lookup { search, provider, progress: Mutex::default(), changed: Condvar::new() };
        let mut lookups = LOOKUPS.lock();
        lookups.last += 1;
        let number = lookups.last;
        lookups.open.insert(number, Arc::new(lookup));
        // SAFETY: the caller's to write.
        unsafe { handle.write(std::ptr::without_provenance_mut(number)) };
        Ok(())
    })
}

unsafe extern "system" fn next(
    handle: HANDLE,
    flags: u32,
    length: *mut u32,
    results: *mut ws::WSAQUERYSETW,
) -> i32 {
    outcome(|| {
        let lookup = open_lookup(handle)?;
        // SAFETY: NULL or the caller's to read and write.
        let length = unsafe { length.as_mut() }.ok_or(WsaError::WSAEFAULT)?;
        // SAFETY: the caller vouches for the length.
        unsafe { lookup.next(flags, length, results) }
    })
}

unsafe extern "system" fn end(handle: HANDLE) -> i32 {
    outcome(|| {
        let removed = LOOKUPS.lock().open.remove(&handle.addr());
        let lookup = removed.ok_or(WsaError::WSA_INVALID_HANDLE)?;
        lookup.progress.lock().ended = true;
        lookup.changed.notify_all();
        Ok(())
    })
}

/// Registering is documented to do nothing in DNS, whose names are registered with its servers.
unsafe extern "system" fn set_service(
    _: *const GUID,
    _: *const ws::WSASERVICECLASSINFOW,
    _: *const ws::WSAQUERYSETW,
    operation: ws::WSAESETSERVICEOP,
    _: u32,
) -> i32 {
    outcome(|| match operation {
        ws::RNRSERVICE_REGISTER | ws::RNRSERVICE_DEREGISTER => Ok(()),
        _ => Err(WsaError::WSAEOPNOTSUPP),
    })
}

unsafe extern "system" fn install_class(_: *const GUID, class: *const ws::WSASERVICECLASSINFOW) -> i32 {
    outcome(|| {
        // SAFETY: the caller's class is whole.
        let class = unsafe { read_raw::service_class::<u16>(class) }?;
        service::store(&class)
    })
}

unsafe extern "system" fn remove_class(_: *const GUID, class: *const GUID) -> i32 {
    outcome(|| {
        // SAFETY: NULL or the caller's.
        let class = unsafe { read_raw::guid(class) }?;
        service::discard(class)
    })
}

unsafe extern "system" fn class_info(
    _: *const GUID,
    length: *const u32,
    info: *const ws::WSASERVICECLASSINFOW,
) -> i32 {
    outcome(|| {
        // The declaration says const, the documents say in and out.
        let (length, info) = (length.cast_mut(), info.cast_mut());
        // SAFETY: NULL or the caller's; it begins with a class whose GUID is set.
        let (room, wanted) = unsafe {
            let length = length.as_mut().ok_or(WsaError::WSAEFAULT)?;
            let id = info.as_ref().ok_or(WsaError::WSAEFAULT)?.lpServiceClassId;
            (length, read_raw::guid(id)?)
        };
        let class = service::known(wanted, &catalog::look()).ok_or(WsaError::WSATYPE_NOT_FOUND)?;
        let bytes = class.pack::<u16>(info.expose_provenance());
        if bytes.len() > std::mem::replace(room, bytes.len() as u32) as usize {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: it fits into what the caller vouches for.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), info.cast::<u8>(), bytes.len()) };
        Ok(())
    })
}

unsafe extern "system" fn ioctl(
    handle: HANDLE,
    _: u32,
    _: *const core::ffi::c_void,
    _: u32,
    _: *mut core::ffi::c_void,
    _: u32,
    _: *mut u32,
    _: *const ws::WSACOMPLETION,
    _: *const ws::WSATHREADID,
) -> i32 {
    outcome(|| open_lookup(handle).and(Err(WsaError::WSAEOPNOTSUPP)))
}
