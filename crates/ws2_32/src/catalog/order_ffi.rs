//! Orders, whose functions return their error.

use ws2_catalog::{Error, Patience, Uuid};
use ws2_dispatch::catalog;
use ws2_types::abi::GUID;
use ws2_types::{WsaError, WsaResult};

use super::name_space_ffi::name_space_code;
use super::{code, outcome, uuid};
use crate::lent;

/// No catalog has so many entries; a larger count cannot name each of them once.
const MOST: u32 = 1 << 16;

fn returned(call: impl FnOnce() -> WsaResult<()>) -> i32 {
    outcome(call).map_or_else(WsaError::code, |()| 0)
}

/// # Safety
/// `first` is NULL or valid for reads of `count` items.
unsafe fn items<T: Copy>(first: *const T, count: u32) -> WsaResult<Vec<T>> {
    if lent::is_absent(first) {
        return Err(WsaError::WSAEFAULT);
    }
    if count > MOST {
        return Err(WsaError::WSAEINVAL);
    }
    // SAFETY: the caller's promise.
    Ok(unsafe { lent::array(first, count as usize) }.into_owned())
}

/// Sets the order of all entries: chains, bases and layers, of whatever catalog file. Returns 0 or the error.
///
/// # Errors
/// `WSAEINVAL`: the ids are not those of the catalog, each once; `WSAEFAULT` (NULL); `WSANO_RECOVERY`: no permission, a
/// broken catalog file.
///
/// # Safety
/// `ids` is NULL or valid for reads of `count` ids.
#[unsafe(export_name = "ws2_32_WSCWriteProviderOrder")]
pub unsafe extern "C" fn WSCWriteProviderOrder(ids: *const u32, count: u32) -> i32 {
    returned(|| {
        // SAFETY: the caller's promise.
        let ids = unsafe { items(ids, count) }?;
        catalog::change(Patience::Wait, |change| change.set_order(&ids)).map_err(code)
    })
}

/// [`WSCWriteProviderOrder`]: there is one catalog only.
///
/// # Errors
/// As [`WSCWriteProviderOrder`].
///
/// # Safety
/// As [`WSCWriteProviderOrder`].
#[unsafe(export_name = "ws2_32_WSCWriteProviderOrder32")]
pub unsafe extern "C" fn WSCWriteProviderOrder32(ids: *const u32, count: u32) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCWriteProviderOrder(ids, count) }
}

/// Sets the order of all name space providers. Returns 0 or the error.
///
/// # Errors
/// `WSAEINVAL`: they are not those of the catalog, each once; `WSAEFAULT` (NULL); `WSAEACCES`: no permission;
/// `WSASYSCALLFAILURE`: a broken catalog file.
///
/// # Safety
/// `providers` is NULL or valid for reads of `count` GUIDs.
#[unsafe(export_name = "ws2_32_WSCWriteNameSpaceOrder")]
pub unsafe extern "C" fn WSCWriteNameSpaceOrder(providers: *const GUID, count: u32) -> i32 {
    returned(|| {
        // SAFETY: the caller's promise.
        let guids: Vec<Uuid> = unsafe { items(providers, count) }?.into_iter().map(uuid).collect();
        let changed = catalog::change(Patience::Wait, |change| change.set_name_space_order(&guids));
        changed.map_err(|error: Error| name_space_code(&error))
    })
}

/// [`WSCWriteNameSpaceOrder`]: there is one catalog only.
///
/// # Errors
/// As [`WSCWriteNameSpaceOrder`].
///
/// # Safety
/// As [`WSCWriteNameSpaceOrder`].
#[unsafe(export_name = "ws2_32_WSCWriteNameSpaceOrder32")]
pub unsafe extern "C" fn WSCWriteNameSpaceOrder32(providers: *const GUID, count: u32) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCWriteNameSpaceOrder(providers, count) }
}
