//! `WSALookupServiceBegin`, `WSALookupServiceNext`, `WSALookupServiceEnd`, `WSANSPIoctl`.

use core::ffi::c_void;

use ws2_dispatch::name_spaces::provider::IoctlArguments;
use ws2_dispatch::name_spaces::{self, NextError};
use ws2_dispatch::upcalls::current_thread_id;
use ws2_namespace::query_set::read_raw::{self, Fields};
use ws2_namespace::text::Character;
use ws2_types::WsaError;
use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::winsock as ws;

use crate::boundary::winsock;
use crate::lent;

/// # Safety
/// `restrictions` is NULL or valid for reads, with all its pointers lead to; `lookup` is NULL or valid for writes.
unsafe fn begin<C: Character>(restrictions: *const ws::WSAQUERYSETW, flags: u32, lookup: *mut HANDLE) -> i32 {
    winsock(|| {
        if lent::is_absent(lookup) {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: the caller's promise.
        let query = unsafe { read_raw::query_set::<C>(restrictions, Fields::Restrictions) }?;
        let handle = name_spaces::begin(&query, flags)?;
        // SAFETY: the caller's promise.
        unsafe { lent::write(lookup, std::ptr::without_provenance_mut(handle.into_raw())) }?;
        Ok(0)
    })
}

/// # Safety
/// `length` is NULL or valid for reads and writes, `results` is NULL or valid for writes of `*length` bytes.
unsafe fn next<C: Character>(
    lookup: HANDLE,
    flags: u32,
    length: *mut u32,
    results: *mut ws::WSAQUERYSETW,
) -> i32 {
    winsock(|| {
        // SAFETY: the caller's promise.
        let room = unsafe { lent::read(length) }?;
        let mut nowhere = ws::WSAQUERYSETW::default();
        let (buffer, room) = if lent::is_absent(results) { (&raw mut nowhere, 0) } else { (results, room) };
        // SAFETY: the caller vouches for the buffer, or there is no room in it.
        let answer =
            name_spaces::by_handle(lookup, |lookup| unsafe { lookup.next::<C>(flags, buffer.cast(), room) })?;
        answer.map_err(|NextError { error, needed }| {
            if let Some(needed) = needed {
                // SAFETY: read before.
                let _ = unsafe { lent::write(length, needed) };
            }
            error
        })?;
        Ok(0)
    })
}

/// Begins a lookup, with narrow strings. Comment, addresses and output flags of the set are ignored.
///
/// # Errors
/// - `WSANOTINITIALISED`
/// - `WSAEFAULT`: NULL
/// - `WSAEINVAL`: a wrong `dwSize`, absurd counts, a provider that is not there, no service class
/// - `WSASERVICE_NOT_FOUND`: nobody has the name space or the class
/// - `WSANO_DATA`: none of the protocols is served
/// - what else the first provider says if all refuse
///
/// # Blocking
/// As long as the providers do, and while they are loaded. The built-in one does not.
///
/// # Safety
/// `restrictions` is NULL or valid for reads, with all its pointers lead to; `lookup` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_WSALookupServiceBeginA")]
pub unsafe extern "C" fn WSALookupServiceBeginA(
    restrictions: *const ws::WSAQUERYSETA,
    flags: u32,
    lookup: *mut HANDLE,
) -> i32 {
    // SAFETY: passed on; the forms have one layout.
    unsafe { begin::<u8>(restrictions.cast(), flags, lookup) }
}

/// [`WSALookupServiceBeginA`] for UTF-16.
///
/// # Errors
/// As [`WSALookupServiceBeginA`].
///
/// # Safety
/// As [`WSALookupServiceBeginA`].
#[unsafe(export_name = "ws2_32_WSALookupServiceBeginW")]
pub unsafe extern "C" fn WSALookupServiceBeginW(
    restrictions: *const ws::WSAQUERYSETW,
    flags: u32,
    lookup: *mut HANDLE,
) -> i32 {
    // SAFETY: passed on.
    unsafe { begin::<u16>(restrictions, flags, lookup) }
}

/// The next answer of a lookup, with narrow strings; everything it points to is in the buffer.
///
/// # Errors
/// - `WSANOTINITIALISED`
/// - `WSA_INVALID_HANDLE`: no lookup, or one that was ended
/// - `WSAEFAULT`: NULL; or no room, and the length is now the one that is needed. The answer comes again.
/// - `WSA_E_NO_MORE`: there are no more
/// - `WSA_E_CANCELLED`: another thread ended the lookup meanwhile
/// - `WSASERVICE_NOT_FOUND`, `WSANO_DATA` and what else the first provider says if none has an answer
///
/// # Blocking
/// As long as the provider does: the built-in one on the system's resolver.
///
/// # Safety
/// `length` is NULL or valid for reads and writes, `results` is NULL or valid for writes of `*length` bytes.
#[unsafe(export_name = "ws2_32_WSALookupServiceNextA")]
pub unsafe extern "C" fn WSALookupServiceNextA(
    lookup: HANDLE,
    flags: u32,
    length: *mut u32,
    results: *mut ws::WSAQUERYSETA,
) -> i32 {
    // SAFETY: passed on; the forms have one layout.
    unsafe { next::<u8>(lookup, flags, length, results.cast()) }
}

/// [`WSALookupServiceNextA`] for UTF-16.
///
/// # Errors
/// As [`WSALookupServiceNextA`].
///
/// # Safety
/// As [`WSALookupServiceNextA`].
#[unsafe(export_name = "ws2_32_WSALookupServiceNextW")]
pub unsafe extern "C" fn WSALookupServiceNextW(
    lookup: HANDLE,
    flags: u32,
    length: *mut u32,
    results: *mut ws::WSAQUERYSETW,
) -> i32 {
    // SAFETY: passed on.
    unsafe { next::<u16>(lookup, flags, length, results) }
}

/// Ends a lookup. A thread that is in its `WSALookupServiceNext` gets `WSA_E_CANCELLED`.
///
/// # Errors
/// `WSANOTINITIALISED`; `WSA_INVALID_HANDLE`: no lookup, or one that was ended.
#[unsafe(export_name = "ws2_32_WSALookupServiceEnd")]
pub extern "C" fn WSALookupServiceEnd(lookup: HANDLE) -> i32 {
    winsock(|| name_spaces::end(lookup).map(|()| 0))
}

/// Passes a request on to the providers of a lookup, in order, until one knows it.
///
/// # Errors
/// `WSANOTINITIALISED`; `WSA_INVALID_HANDLE`: no lookup; `WSAEOPNOTSUPP`: no provider knows it, the built-in one none;
/// else what the provider says.
///
/// # Blocking
/// As long as the provider does.
///
/// # Safety
/// The arguments are what the provider expects of this code.
#[unsafe(export_name = "ws2_32_WSANSPIoctl")]
pub unsafe extern "C" fn WSANSPIoctl(
    lookup: HANDLE,
    code: u32,
    input: *const c_void,
    input_bytes: u32,
    output: *mut c_void,
    output_bytes: u32,
    returned: *mut u32,
    completion: *const ws::WSACOMPLETION,
) -> i32 {
    winsock(|| {
        let thread = current_thread_id();
        let arguments = IoctlArguments {
            input: (input, input_bytes),
            output: (output, output_bytes),
            returned,
            completion,
            thread: &thread,
        };
        // SAFETY: the caller's promise.
        name_spaces::by_handle(lookup, |lookup| unsafe { lookup.ioctl(code, arguments) })??;
        Ok(0)
    })
}
