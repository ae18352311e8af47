//! `getaddrinfo`, `GetAddrInfoW`, `GetAddrInfoEx` and the functions that free their lists.

use std::ffi::c_void;
use std::ptr::null_mut;
use std::time::Duration;

use ws2_base::procedures;
use ws2_namespace::resolver::{self, Hints};
use ws2_types::abi::winsock::{
    ADDRINFOA, ADDRINFOEXA, ADDRINFOEXW, ADDRINFOW, LPLOOKUPSERVICE_COMPLETION_ROUTINE, NS_ALL, NS_DNS,
    TIMEVAL,
};
use ws2_types::{WsaError, WsaResult};

use super::address_info::{Layout, free_list, into_list};
use super::{status, text};
use crate::boundary::unchecked;
use crate::lent;

/// Translates a node name and a service into a list of addresses.
///
/// # Errors
/// Returns the code, which is the last error too: `WSANOTINITIALISED`, `WSAEFAULT` without a place for the
/// result, and those of [`resolver::resolve`].
///
/// # Blocking
/// On the system's resolver, unless the node is null, a literal, `localhost` or this computer's name.
///
/// # Safety
/// The strings are null or end with zero, the hints are null or readable, the result is null or writable.
#[unsafe(export_name = "ws2_32_getaddrinfo")]
pub unsafe extern "C" fn getaddrinfo(
    node: *const u8,
    service: *const u8,
    hints: *const ADDRINFOA,
    result: *mut *mut ADDRINFOA,
) -> i32 {
    // SAFETY: passed on from the caller.
    unsafe { look_up(node, service, hints, result, |_| Ok(None)) }
}

/// [`getaddrinfo`] for UTF-16.
///
/// # Errors
/// As [`getaddrinfo`].
///
/// # Safety
/// As [`getaddrinfo`].
#[unsafe(export_name = "ws2_32_GetAddrInfoW")]
pub unsafe extern "C" fn GetAddrInfoW(
    node: *const u16,
    service: *const u16,
    hints: *const ADDRINFOW,
    result: *mut *mut ADDRINFOW,
) -> i32 {
    // SAFETY: passed on from the caller.
    unsafe { look_up(node, service, hints, result, |_| Ok(None)) }
}

/// [`getaddrinfo`] in one namespace.
///
/// # Errors
/// Those of [`getaddrinfo`], `WSASERVICE_NOT_FOUND` for a namespace or provider that is not installed, and
/// `WSAEINVAL` when a reserved argument (the last four) is not null.
///
/// # Safety
/// As [`getaddrinfo`].
#[unsafe(export_name = "ws2_32_GetAddrInfoExA")]
pub unsafe extern "C" fn GetAddrInfoExA(
    node: *const u8,
    service: *const u8,
    namespace: u32,
    provider: *const c_void,
    hints: *const ADDRINFOEXA,
    result: *mut *mut ADDRINFOEXA,
    timeout: *const TIMEVAL,
    overlapped: *const c_void,
    completion: LPLOOKUPSERVICE_COMPLETION_ROUTINE,
    handle: *mut c_void,
) -> i32 {
    let check = |_: &Hints| {
        check_namespace(namespace, provider)?;
        if !timeout.is_null() || !overlapped.is_null() || completion.is_some() || !handle.is_null() {
            return Err(WsaError::WSAEINVAL);
        }
        Ok(None)
    };
    // SAFETY: passed on from the caller.
    unsafe { look_up(node, service, hints, result, check) }
}

/// [`GetAddrInfoExA`] for UTF-16, with an optional timeout; a timeout of 0 is none.
///
/// # Errors
/// Those of [`getaddrinfo`], `WSASERVICE_NOT_FOUND` for a namespace or provider that is not installed,
/// `WSAETIMEDOUT`, `WSAEINVAL` for a negative timeout or a completion routine without `OVERLAPPED`, and
/// `WSAEOPNOTSUPP` with an `OVERLAPPED`: lookups here are synchronous.
///
/// # Safety
/// As [`getaddrinfo`]; the timeout is null or readable.
#[unsafe(export_name = "ws2_32_GetAddrInfoExW")]
pub unsafe extern "C" fn GetAddrInfoExW(
    node: *const u16,
    service: *const u16,
    namespace: u32,
    provider: *const c_void,
    hints: *const ADDRINFOEXW,
    result: *mut *mut ADDRINFOEXW,
    timeout: *const TIMEVAL,
    overlapped: *const c_void,
    completion: LPLOOKUPSERVICE_COMPLETION_ROUTINE,
    _handle: *mut c_void,
) -> i32 {
    let check = |_: &Hints| {
        check_namespace(namespace, provider)?;
        if !overlapped.is_null() {
            return Err(WsaError::WSAEOPNOTSUPP);
        }
        if completion.is_some() {
            return Err(WsaError::WSAEINVAL);
        }
        // SAFETY: null or readable.
        unsafe { lent::read(timeout) }.ok().map(|time| duration(&time)).transpose()
    };
    // SAFETY: passed on from the caller.
    unsafe { look_up(node, service, hints, result, check) }
}

/// Cancels an asynchronous lookup. There are none, so no handle names one.
///
/// # Errors
/// Always returns `WSA_INVALID_HANDLE`, and `WSANOTINITIALISED` before that.
#[unsafe(export_name = "ws2_32_GetAddrInfoExCancel")]
pub extern "C" fn GetAddrInfoExCancel(_handle: *const c_void) -> i32 {
    status(|| Err(WsaError::WSA_INVALID_HANDLE))
}

/// The result of an asynchronous lookup. There are none, so no `OVERLAPPED` belongs to one.
///
/// # Errors
/// Always returns `WSAEINVAL`, and `WSANOTINITIALISED` before that.
#[unsafe(export_name = "ws2_32_GetAddrInfoExOverlappedResult")]
pub extern "C" fn GetAddrInfoExOverlappedResult(_overlapped: *const c_void) -> i32 {
    status(|| Err(WsaError::WSAEINVAL))
}

/// Frees a list of [`getaddrinfo`]; null is ignored.
///
/// # Safety
/// The list came from [`getaddrinfo`] and was not freed before.
#[unsafe(export_name = "ws2_32_freeaddrinfo")]
pub unsafe extern "C" fn freeaddrinfo(list: *const ADDRINFOA) {
    // SAFETY: passed on from the caller.
    unsafe { free(list) }
}

/// Frees a list of [`GetAddrInfoW`]; null is ignored.
///
/// # Safety
/// The list came from [`GetAddrInfoW`] and was not freed before.
#[unsafe(export_name = "ws2_32_FreeAddrInfoW")]
pub unsafe extern "C" fn FreeAddrInfoW(list: *const ADDRINFOW) {
    // SAFETY: passed on from the caller.
    unsafe { free(list) }
}

/// Frees a list of [`GetAddrInfoExA`]; null is ignored.
///
/// # Safety
/// The list came from [`GetAddrInfoExA`] and was not freed before.
#[unsafe(export_name = "ws2_32_FreeAddrInfoEx")]
pub unsafe extern "C" fn FreeAddrInfoEx(list: *const ADDRINFOEXA) {
    // SAFETY: passed on from the caller.
    unsafe { free(list) }
}

/// Frees a list of [`GetAddrInfoExW`]; null is ignored.
///
/// # Safety
/// The list came from [`GetAddrInfoExW`] and was not freed before.
#[unsafe(export_name = "ws2_32_FreeAddrInfoExW")]
pub unsafe extern "C" fn FreeAddrInfoExW(list: *const ADDRINFOEXW) {
    // SAFETY: passed on from the caller.
    unsafe { free(list) }
}

/// # Safety
/// As [`freeaddrinfo`].
unsafe fn free<L: Layout>(list: *const L) {
    unchecked(|| {
        // SAFETY: passed on from the caller.
        unsafe { free_list(list) };
        Ok(0)
    });
}

/// Reads the arguments, checks those a function has of its own, which may say how long to wait, and asks.
///
/// # Safety
/// As [`getaddrinfo`].
unsafe fn look_up<L: Layout>(
    node: *const L::Character,
    service: *const L::Character,
    hints: *const L,
    result: *mut *mut L,
    check: impl FnOnce(&Hints) -> WsaResult<Option<Duration>>,
) -> i32 {
    if !result.is_null() {
        // A program that frees the list of a failed call frees nothing.
        // SAFETY: not null, so it may be written.
        unsafe { result.write_unaligned(null_mut()) };
    }
    status(|| {
        if result.is_null() {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: null or readable hints, null or strings that end with zero.
        let (hints, node, service) = unsafe { (lent::read(hints), text::read(node), text::read(service)) };
        let hints = hints.as_ref().map(Layout::hints).unwrap_or_default();
        let (node, service) = (node.as_deref(), service.as_deref());
        let answers = match check(&hints)? {
            Some(timeout) => resolver::resolve_within(timeout, node, service, &hints)?,
            None => resolver::resolve(node, service, &hints)?,
        };
        // SAFETY: not null, so it may be written.
        unsafe { result.write_unaligned(into_list(&answers)) };
        Ok(())
    })
}

/// Names come from one namespace, DNS with the hosts file, and it has no provider that could be chosen.
fn check_namespace(namespace: u32, provider: *const c_void) -> WsaResult<()> {
    if ![NS_ALL, NS_DNS].contains(&namespace) || !provider.is_null() {
        return Err(WsaError::WSASERVICE_NOT_FOUND);
    }
    Ok(())
}

fn duration(timeout: &TIMEVAL) -> WsaResult<Duration> {
    match procedures::duration(timeout)? {
        Duration::ZERO => Ok(Duration::MAX),
        duration => Ok(duration),
    }
}
