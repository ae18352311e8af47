//! Categories of layers.

use ws2_catalog::{Error, Patience};
use ws2_dispatch::catalog;
use ws2_types::abi::GUID;
use ws2_types::abi::foundation::ERROR_CALL_NOT_IMPLEMENTED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::install_ffi::report;
use super::uuid;
use crate::lent;

const CATEGORIES_BYTES: usize = size_of::<u32>();

/// Only categories can be had and set.
fn require_categories(kind: ws::WSC_PROVIDER_INFO_TYPE) -> WsaResult<()> {
    match kind {
        ws::ProviderInfoLspCategories => Ok(()),
        ws::ProviderInfoAudit => Err(WsaError::from_code(ERROR_CALL_NOT_IMPLEMENTED as i32)),
        _ => Err(WsaError::WSAEINVAL),
    }
}

/// The categories of a layer: a DWORD of `LSP_…` bits, 0 if none were set.
///
/// # Errors
/// `WSAEINVALIDPROVIDER`: no such provider; `WSAEFAULT`: NULL, or no room, and the size is now the one that is needed;
/// `ERROR_CALL_NOT_IMPLEMENTED`: `ProviderInfoAudit`; `WSAEINVAL`: another kind.
///
/// # Safety
/// `size` is NULL or valid for reads and writes, `info` for writes of `*size` bytes; the others are NULL or valid.
#[unsafe(export_name = "ws2_32_WSCGetProviderInfo")]
pub unsafe extern "C" fn WSCGetProviderInfo(
    provider: *const GUID,
    kind: ws::WSC_PROVIDER_INFO_TYPE,
    info: *mut u8,
    size: *mut usize,
    _flags: u32,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller's promise.
        let (guid, room) = unsafe { (lent::read(provider)?, lent::read(size)?) };
        require_categories(kind)?;
        let catalog = catalog::look();
        let categories = catalog.of_provider(uuid(guid)).ok_or(WsaError::WSAEINVALIDPROVIDER)?.categories;
        // SAFETY: read before.
        unsafe { lent::write(size, CATEGORIES_BYTES) }?;
        if room < CATEGORIES_BYTES {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: NULL or the caller's, and there is room.
        unsafe { lent::write(info.cast::<u32>(), categories) }?;
        Ok(0)
    };
    // SAFETY: the caller's promise.
    unsafe { report(error, call) }
}

/// [`WSCGetProviderInfo`]: there is one catalog only.
///
/// # Errors
/// As [`WSCGetProviderInfo`].
///
/// # Safety
/// As [`WSCGetProviderInfo`].
#[unsafe(export_name = "ws2_32_WSCGetProviderInfo32")]
pub unsafe extern "C" fn WSCGetProviderInfo32(
    provider: *const GUID,
    kind: ws::WSC_PROVIDER_INFO_TYPE,
    info: *mut u8,
    size: *mut usize,
    flags: u32,
    error: *mut i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCGetProviderInfo(provider, kind, info, size, flags, error) }
}

/// Sets the categories of a layer.
///
/// # Errors
/// As [`WSCGetProviderInfo`]; `WSAEINVAL`: not the size of a DWORD; `WSANO_RECOVERY`: the provider is built in or not the
/// caller's to change, a broken catalog file.
///
/// # Safety
/// `info` is NULL or valid for reads of `size` bytes; the others are NULL or valid.
#[unsafe(export_name = "ws2_32_WSCSetProviderInfo")]
pub unsafe extern "C" fn WSCSetProviderInfo(
    provider: *const GUID,
    kind: ws::WSC_PROVIDER_INFO_TYPE,
    info: *const u8,
    size: usize,
    _flags: u32,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller's promise.
        let guid = unsafe { lent::read(provider) }?;
        require_categories(kind)?;
        if size != CATEGORIES_BYTES {
            return Err(WsaError::WSAEINVAL);
        }
        // SAFETY: NULL or the caller's, of the right size.
        let categories = unsafe { lent::read(info.cast::<u32>()) }?;
        let changed = catalog::change(Patience::Wait, |change| change.set_categories(uuid(guid), categories));
        changed.map_err(|error| match error {
            Error::Unknown(_) => WsaError::WSAEINVALIDPROVIDER,
            error => error.code(),
        })?;
        Ok(0)
    };
    // SAFETY: the caller's promise.
    unsafe { report(error, call) }
}

/// [`WSCSetProviderInfo`]: there is one catalog only.
///
/// # Errors
/// As [`WSCSetProviderInfo`].
///
/// # Safety
/// As [`WSCSetProviderInfo`].
#[unsafe(export_name = "ws2_32_WSCSetProviderInfo32")]
pub unsafe extern "C" fn WSCSetProviderInfo32(
    provider: *const GUID,
    kind: ws::WSC_PROVIDER_INFO_TYPE,
    info: *const u8,
    size: usize,
    flags: u32,
    error: *mut i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCSetProviderInfo(provider, kind, info, size, flags, error) }
}
