//! The provider below: loading it, and calling its procedures.

use std::collections::HashMap;
use std::ffi::c_void;

use parking_lot::Mutex;
use ws2_types::abi::GUID;
use ws2_types::abi::foundation::{HANDLE, HWND};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::chain;
use crate::library_raw::{Library, error_of};

/// The version of the interface that this crate speaks.
const VERSION: u16 = 0x0202;
/// The longest path of a provider, with its NUL.
const MOST_PATH_UNITS: usize = 260;
/// Room for an expanded path.
const MOST_EXPANDED_UNITS: usize = 4096;

/// How an operation ended; one that was cut off has moved bytes, too.
#[derive(Clone, Copy)]
pub(crate) struct Ended {
    pub(crate) error: Option<WsaError>,
    pub(crate) bytes: u32,
    pub(crate) flags: u32,
}

/// A started provider with a complete table.
pub(crate) struct Next {
    table: ws::WSPPROC_TABLE,
    extensions: Mutex<HashMap<u128, usize>>,
}

/// Calls a procedure of the table with the address of an error, and takes `$failed` for failure.
macro_rules! below {
    ($next:expr, $entry:ident, $failed:expr, $($argument:expr),* $(,)?) => {{
        let function = $next.table().$entry.ok_or(ws2_types::WsaError::WSAEINVALIDPROCTABLE)?;
        let mut error = 0;
        // SAFETY: a procedure of this signature; pointers are the caller's of our own procedure, or locals that
        // outlive the call.
        let result = unsafe { function($($argument,)* &mut error) };
        if result == $failed { Err(crate::library_raw::error_of(error)) } else { Ok(result) }
    }};
}
pub(crate) use below;

impl Next {
    /// Loads and starts a provider, as Windows Sockets itself does it.
    ///
    /// # Errors
    /// `WSASYSNOTREADY`: no path, no library, no `WSPStartup`; `WSAVERNOTSUPPORTED`; `WSAEINVALIDPROCTABLE`; what its
    /// `WSPStartup` returns.
    pub(crate) fn load(
        library: &Library,
        provider: &GUID,
        info: &ws::WSAPROTOCOL_INFOW,
        upcalls: ws::WSPUPCALLTABLE,
    ) -> WsaResult<Next> {
        let path = path_of(library, provider)?;
        let failed = |what: &str| {
            let path = String::from_utf16_lossy(path.strip_suffix(&[0]).unwrap_or(&path));
            eprintln!("ws2-layer: the provider below, {path}, {what}");
            WsaError::WSASYSNOTREADY
        };
        // SAFETY: the path ends in NUL.
        let module = unsafe { (library.LoadLibraryW)(path.as_ptr()) };
        if module.is_null() {
            return Err(failed("cannot be loaded"));
        }
        // SAFETY: a module that was just loaded, and a name that ends in NUL.
        let start = unsafe { (library.GetProcAddress)(module, c"WSPStartup".as_ptr().cast()) };
        let start = start.ok_or_else(|| failed("has no WSPStartup"))?;
        type Startup = unsafe extern "system" fn(
            u16,
            *mut ws::WSPDATA,
            *mut ws::WSAPROTOCOL_INFOW,
            ws::WSPUPCALLTABLE,
            *mut ws::WSPPROC_TABLE,
        ) -> i32;
        // SAFETY: a provider's function of this name has this signature.
        let start = unsafe { std::mem::transmute::<unsafe extern "system" fn() -> isize, Startup>(start) };
        // SAFETY: plain numbers.
        let mut data: ws::WSPDATA = unsafe { std::mem::zeroed() };
        let mut table = ws::WSPPROC_TABLE::default();
        let mut info = *info;
        // SAFETY: locals that outlive the call.
        match unsafe { start(VERSION, &mut data, &mut info, upcalls, &mut table) } {
            0 => {}
            code => return Err(error_of(code)),
        }
        let next = Next { table, extensions: Mutex::default() };
        if data.wVersion != VERSION || !is_complete(&next.table) {
            // It was started, so it is ended; it has nothing to say that matters now.
            let _ = next.cleanup();
            let complete = is_complete(&next.table);
            return Err(if complete { WsaError::WSAVERNOTSUPPORTED } else { WsaError::WSAEINVALIDPROCTABLE });
        }
        Ok(next)
    }

    pub(crate) fn table(&self) -> &ws::WSPPROC_TABLE {
        &self.table
    }

    pub(crate) fn cleanup(&self) -> WsaResult<()> {
        below!(self, lpWSPCleanup, ws::SOCKET_ERROR,).map(drop)
    }

    pub(crate) fn close(&self, socket: ws::SOCKET) -> WsaResult<()> {
        below!(self, lpWSPCloseSocket, ws::SOCKET_ERROR, socket).map(drop)
    }

    pub(crate) fn connect(&self, socket: ws::SOCKET, address: &[u8]) -> WsaResult<()> {
        let (at, len) = (address.as_ptr().cast(), address.len() as i32);
        let (no_data, no_qos) = (std::ptr::null(), std::ptr::null());
        let no_answer = std::ptr::null_mut();
        below!(
            self,
            lpWSPConnect,
            ws::SOCKET_ERROR,
            socket,
            at,
            len,
            no_data,
            no_answer,
            no_qos,
            std::ptr::null()
        )
        .map(drop)
    }

    pub(crate) fn send(&self, socket: ws::SOCKET, bytes: &[u8]) -> WsaResult<usize> {
        let buffer = ws::WSABUF { len: bytes.len() as u32, buf: bytes.as_ptr().cast_mut() };
        let (mut sent, none) = (0, std::ptr::null_mut());
        below!(
            self,
            lpWSPSend,
            ws::SOCKET_ERROR,
            socket,
            &buffer,
            1,
            &mut sent,
            0,
            none,
            None,
            std::ptr::null()
        )?;
        Ok(sent as usize)
    }

    pub(crate) fn receive(&self, socket: ws::SOCKET, room: &mut [u8]) -> WsaResult<usize> {
        let buffer = ws::WSABUF { len: room.len() as u32, buf: room.as_mut_ptr() };
        let (mut received, mut flags, none) = (0, 0, std::ptr::null_mut());
        below!(
            self,
            lpWSPRecv,
            ws::SOCKET_ERROR,
            socket,
            &buffer,
            1,
            &mut received,
            &mut flags,
            none,
            None,
            std::ptr::null()
        )?;
        Ok(received as usize)
    }

    pub(crate) fn set_option(
        &self,
        socket: ws::SOCKET,
        level: i32,
        name: i32,
        value: &[u8],
    ) -> WsaResult<()> {
        let (at, len) = (value.as_ptr(), value.len() as i32);
        below!(self, lpWSPSetSockOpt, ws::SOCKET_ERROR, socket, level, name, at, len).map(drop)
    }

    /// Whether the socket has a local address.
    pub(crate) fn is_bound(&self, socket: ws::SOCKET) -> bool {
        let mut room = [0u8; 128];
        let mut len = room.len() as i32;
        let asked: WsaResult<i32> = (|| {
            below!(self, lpWSPGetSockName, ws::SOCKET_ERROR, socket, room.as_mut_ptr().cast(), &mut len)
        })();
        asked.is_ok()
    }

    /// Whether the socket is connected.
    pub(crate) fn is_connected(&self, socket: ws::SOCKET) -> bool {
        let mut room = [0u8; 128];
        let mut len = room.len() as i32;
        let asked: WsaResult<i32> = (|| {
            below!(self, lpWSPGetPeerName, ws::SOCKET_ERROR, socket, room.as_mut_ptr().cast(), &mut len)
        })();
        asked.is_ok()
    }

    /// What `SO_ERROR` says, which then says nothing any more.
    pub(crate) fn pending_error(&self, socket: ws::SOCKET) -> Option<WsaError> {
        let (mut code, mut len) = (0i32, size_of::<i32>() as i32);
        let room = std::ptr::from_mut(&mut code).cast();
        let asked: WsaResult<i32> = (|| {
            below!(
                self,
                lpWSPGetSockOpt,
                ws::SOCKET_ERROR,
                socket,
                ws::SOL_SOCKET,
                ws::SO_ERROR,
                room,
                &mut len
            )
        })();
        asked.ok().and((code != 0).then(|| WsaError::from_code(code)))
    }

    /// Waits until a socket can be read, or written with `write`, or has failed; whether it came to that in time.
    pub(crate) fn wait(
        &self,
        socket: ws::SOCKET,
        write: bool,
        limit: std::time::Duration,
    ) -> WsaResult<bool> {
        let set = || {
            let mut set = ws::FD_SET { fd_count: 1, ..ws::FD_SET::default() };
            set.fd_array[0] = socket;
            set
        };
        let (mut ready, mut failed) = (set(), set());
        let micros = limit.as_micros().min(u128::from(u32::MAX)) as i64;
        let timeout =
            ws::TIMEVAL { tv_sec: (micros / 1_000_000) as i32, tv_usec: (micros % 1_000_000) as i32 };
        let (read, write): (*mut ws::FD_SET, *mut ws::FD_SET) =
            if write { (std::ptr::null_mut(), &mut ready) } else { (&mut ready, std::ptr::null_mut()) };
        below!(self, lpWSPSelect, ws::SOCKET_ERROR, 0, read, write, &mut failed, &timeout)
            .map(|count| count > 0)
    }

    /// Selects network events for an event object; NULL and 0 select none.
    pub(crate) fn event_select(&self, socket: ws::SOCKET, event: ws::WSAEVENT, events: i32) -> WsaResult<()> {
        below!(self, lpWSPEventSelect, ws::SOCKET_ERROR, socket, event, events).map(drop)
    }

    /// Selects network events for a window; 0 selects none.
    pub(crate) fn async_select(
        &self,
        socket: ws::SOCKET,
        window: HWND,
        message: u32,
        events: i32,
    ) -> WsaResult<()> {
        below!(self, lpWSPAsyncSelect, ws::SOCKET_ERROR, socket, window, message, events).map(drop)
    }

    /// The network events that were recorded; `event` is reset, unless NULL.
    pub(crate) fn enum_network_events(
        &self,
        socket: ws::SOCKET,
        event: HANDLE,
    ) -> WsaResult<ws::WSANETWORKEVENTS> {
        let mut found = ws::WSANETWORKEVENTS::default();
        below!(self, lpWSPEnumNetworkEvents, ws::SOCKET_ERROR, socket, event, &mut found)?;
        Ok(found)
    }

    /// How an operation of `socket` ended.
    ///
    /// # Errors
    /// `WSAENOTSOCK`: the socket is gone, so nobody knows.
    pub(crate) fn overlapped_result(
        &self,
        socket: ws::SOCKET,
        overlapped: *const OVERLAPPED,
    ) -> WsaResult<Ended> {
        let mut ended = Ended { error: None, bytes: 0, flags: 0 };
        let (bytes, flags) = (&raw mut ended.bytes, &raw mut ended.flags);
        let told: WsaResult<i32> =
            (|| below!(self, lpWSPGetOverlappedResult, 0, socket, overlapped, bytes, 0, flags))();
        match told {
            Err(WsaError::WSAENOTSOCK) => Err(WsaError::WSAENOTSOCK),
            Err(error) => Ok(Ended { error: Some(error), ..ended }),
            Ok(_) => Ok(ended),
        }
    }

    /// The address of an extension function.
    ///
    /// # Errors
    /// What the provider says, usually `WSAEINVAL`: it has none.
    pub(crate) fn extension(&self, socket: ws::SOCKET, id: &GUID) -> WsaResult<usize> {
        let key = chain::key(id);
        if let Some(known) = self.extensions.lock().get(&key) {
            return Ok(*known);
        }
        let (mut function, mut returned) = (0usize, 0);
        let input: *const c_void = std::ptr::from_ref(id).cast();
        let output: *mut c_void = std::ptr::from_mut(&mut function).cast();
        let (in_bytes, out_bytes) = (size_of::<GUID>() as u32, size_of::<usize>() as u32);
        below!(
            self,
            lpWSPIoctl,
            ws::SOCKET_ERROR,
            socket,
            ws::SIO_GET_EXTENSION_FUNCTION_POINTER,
            input,
            in_bytes,
            output,
            out_bytes,
            &mut returned,
            std::ptr::null_mut(),
            None,
            std::ptr::null()
        )?;
        self.extensions.lock().insert(key, function);
        Ok(function)
    }
}

/// Every entry is there; what is between them is nothing.
fn is_complete(table: &ws::WSPPROC_TABLE) -> bool {
    const ENTRIES: usize = size_of::<ws::WSPPROC_TABLE>() / size_of::<usize>();
    // SAFETY: the table is nothing but pointers, NULL or not.
    let entries = unsafe { &*std::ptr::from_ref(table).cast::<[usize; ENTRIES]>() };
    entries.iter().all(|entry| *entry != 0)
}

/// The path of a provider's library, with variables replaced, ending in NUL.
fn path_of(library: &Library, provider: &GUID) -> WsaResult<Vec<u16>> {
    let mut path = [0u16; MOST_PATH_UNITS];
    let (mut len, mut error) = (path.len() as i32, 0);
    // SAFETY: room of the stated length.
    let result = unsafe { (library.WSCGetProviderPath)(provider, path.as_mut_ptr(), &mut len, &mut error) };
    if result != 0 {
        return Err(error_of(error));
    }
    let mut expanded = vec![0u16; MOST_EXPANDED_UNITS];
    // SAFETY: the path ends in NUL, and the room has the stated length.
    let units = unsafe {
        (library.ExpandEnvironmentStringsW)(path.as_ptr(), expanded.as_mut_ptr(), expanded.len() as u32)
    };
    match units as usize {
        units @ 1..=MOST_EXPANDED_UNITS => {
            expanded.truncate(units);
            Ok(expanded)
        }
        _ => Err(WsaError::WSASYSNOTREADY),
    }
}

/// All entries of the catalog.
pub(crate) fn entries(library: &Library) -> WsaResult<chain::Entries> {
    let mut room: Vec<ws::WSAPROTOCOL_INFOW> = Vec::new();
    loop {
        let mut bytes = size_of_val(room.as_slice()) as u32;
        let mut error = 0;
        // SAFETY: room of the stated length.
        let found = unsafe {
            (library.WSCEnumProtocols)(std::ptr::null_mut(), room.as_mut_ptr(), &mut bytes, &mut error)
        };
        match usize::try_from(found) {
            Ok(found) => {
                room.truncate(found);
                return Ok(chain::Entries(room));
            }
            Err(_) if error == ws::WSAENOBUFS => {
                let entries = bytes as usize / size_of::<ws::WSAPROTOCOL_INFOW>() + 1;
                room.resize(entries, ws::WSAPROTOCOL_INFOW::default());
            }
            Err(_) => return Err(error_of(error)),
        }
    }
}

/// The GUID whose path is `file`.
pub(crate) fn provider_in(library: &Library, entries: &chain::Entries, file: &str) -> Option<GUID> {
    let real = std::fs::canonicalize(file).ok()?;
    let providers = entries.0.iter().filter(|entry| entry.ProtocolChain.ChainLen == 0);
    let mut providers = providers.map(|entry| entry.ProviderId);
    providers.find(|provider| {
        path_of(library, provider).is_ok_and(|path| {
            let path = String::from_utf16_lossy(path.strip_suffix(&[0]).unwrap_or(&path));
            std::fs::canonicalize(path).is_ok_and(|path| path == real)
        })
    })
}
