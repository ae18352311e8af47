//! Installing, changing and removing transport providers.

use ws2_catalog::{Error, Patience, ProtocolKey, Uuid, Wanted};
use ws2_dispatch::catalog;
use ws2_types::abi::GUID;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::{code, outcome, uuid};
use crate::kernel32::wide;
use crate::lent;

/// More protocols than any provider has; a larger count is a mistake.
const MOST_ENTRIES: u32 = 1024;

/// Reports through `lpErrno`.
///
/// # Safety
/// `error` is NULL or valid for writes.
pub(super) unsafe fn report(error: *mut i32, call: impl FnOnce() -> WsaResult<i32>) -> i32 {
    match outcome(call) {
        Ok(value) => value,
        Err(failure) => {
            // SAFETY: NULL, which is then all there is to say, or the caller's to write.
            let _ = unsafe { lent::write(error, failure.code()) };
            ws::SOCKET_ERROR
        }
    }
}

/// # Safety
/// `path` is NULL or ends in NUL.
unsafe fn path_of(path: *const u16) -> WsaResult<String> {
    // SAFETY: the caller's promise.
    let path = unsafe { wide(path) }.ok_or(WsaError::WSAEFAULT)?;
    // What was no UTF-16 would name another file.
    if path.contains(char::REPLACEMENT_CHARACTER) { Err(WsaError::WSAEINVAL) } else { Ok(path) }
}

/// # Safety
/// `list` is NULL or valid for reads of `count` entries.
unsafe fn infos_of(list: *const ws::WSAPROTOCOL_INFOW, count: u32) -> WsaResult<Vec<ws::WSAPROTOCOL_INFOW>> {
    if lent::is_absent(list) {
        return Err(WsaError::WSAEFAULT);
    }
    if count > MOST_ENTRIES {
        return Err(WsaError::WSAENOBUFS);
    }
    // SAFETY: the caller's promise.
    Ok(unsafe { lent::array(list, count as usize) }.into_owned())
}

/// What a provider is to be: its GUID, path and entries.
///
/// # Safety
/// `provider` is NULL or valid; `path` and `list` as in [`path_of`] and [`infos_of`].
unsafe fn definition(
    provider: *const GUID,
    path: *const u16,
    list: *const ws::WSAPROTOCOL_INFOW,
    count: u32,
) -> WsaResult<(Uuid, String, Vec<ws::WSAPROTOCOL_INFOW>)> {
    // SAFETY: the caller's promise.
    unsafe { Ok((uuid(lent::read(provider)?), path_of(path)?, infos_of(list, count)?)) }
}

/// Installs a provider; its entries go last and get their ids now. A new start-up sees them.
///
/// # Errors
/// `WSAEFAULT` (NULL); `WSAEINVAL`: the path, no entries, a chain longer than 7, with a layer twice or with an id that is
/// not there; `WSAENOBUFS`; `WSANO_RECOVERY`: installed already, no permission, a broken catalog file.
///
/// # Blocking
/// While another process changes the catalog; so do all functions that change it.
///
/// # Safety
/// `path` is NULL or ends in NUL; `list` is NULL or valid for reads of `count` entries; the other pointers are NULL or valid.
#[unsafe(export_name = "ws2_32_WSCInstallProvider")]
pub unsafe extern "C" fn WSCInstallProvider(
    provider: *const GUID,
    path: *const u16,
    list: *const ws::WSAPROTOCOL_INFOW,
    count: u32,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller's promise.
        let (guid, path, infos) = unsafe { definition(provider, path, list, count) }?;
        catalog::change(Patience::Wait, |change| change.install(guid, &path, &infos)).map_err(code)?;
        Ok(0)
    };
    // SAFETY: the caller's promise.
    unsafe { report(error, call) }
}

/// [`WSCInstallProvider`]: there is one catalog only.
///
/// # Errors
/// As [`WSCInstallProvider`].
///
/// # Safety
/// As [`WSCInstallProvider`].
#[unsafe(export_name = "ws2_32_WSCInstallProvider64_32")]
pub unsafe extern "C" fn WSCInstallProvider64_32(
    provider: *const GUID,
    path: *const u16,
    list: *const ws::WSAPROTOCOL_INFOW,
    count: u32,
    error: *mut i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCInstallProvider(provider, path, list, count, error) }
}

/// Gives a provider another path and other entries. An entry that the list names by its id, or else by kind and
/// protocol, keeps its id and place.
///
/// # Errors
/// `WSAEINVAL`: no such provider; `WSANO_RECOVERY`: it is built in, or not the caller's to change; else as
/// [`WSCInstallProvider`].
///
/// # Safety
/// As [`WSCInstallProvider`].
#[unsafe(export_name = "ws2_32_WSCUpdateProvider")]
pub unsafe extern "C" fn WSCUpdateProvider(
    provider: *const GUID,
    path: *const u16,
    list: *const ws::WSAPROTOCOL_INFOW,
    count: u32,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller's promise.
        let (guid, path, infos) = unsafe { definition(provider, path, list, count) }?;
        catalog::change(Patience::Wait, |change| change.update(guid, &path, &infos)).map_err(code)?;
        Ok(0)
    };
    // SAFETY: the caller's promise.
    unsafe { report(error, call) }
}

/// [`WSCUpdateProvider`]: there is one catalog only.
///
/// # Errors
/// As [`WSCUpdateProvider`].
///
/// # Safety
/// As [`WSCUpdateProvider`].
#[unsafe(export_name = "ws2_32_WSCUpdateProvider32")]
pub unsafe extern "C" fn WSCUpdateProvider32(
    provider: *const GUID,
    path: *const u16,
    list: *const ws::WSAPROTOCOL_INFOW,
    count: u32,
    error: *mut i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCUpdateProvider(provider, path, list, count, error) }
}

/// Removes all entries of a provider. Chains of other providers that name them stay.
///
/// # Errors
/// `WSAEFAULT` (NULL); `WSAEINVAL`: no such provider; `WSANO_RECOVERY`: it is built in, or not the caller's to remove.
///
/// # Safety
/// The pointers are NULL or valid.
#[unsafe(export_name = "ws2_32_WSCDeinstallProvider")]
pub unsafe extern "C" fn WSCDeinstallProvider(provider: *const GUID, error: *mut i32) -> i32 {
    let call = || {
        // SAFETY: the caller's promise.
        let guid = unsafe { lent::read(provider) }?;
        catalog::change(Patience::Wait, |change| change.remove(uuid(guid))).map_err(code)?;
        Ok(0)
    };
    // SAFETY: the caller's promise.
    unsafe { report(error, call) }
}

/// [`WSCDeinstallProvider`]: there is one catalog only.
///
/// # Errors
/// As [`WSCDeinstallProvider`].
///
/// # Safety
/// As [`WSCDeinstallProvider`].
#[unsafe(export_name = "ws2_32_WSCDeinstallProvider32")]
pub unsafe extern "C" fn WSCDeinstallProvider32(provider: *const GUID, error: *mut i32) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCDeinstallProvider(provider, error) }
}

/// Installs a layer and its chains over the topmost entry of each protocol of `list`, or over every base protocol if
/// that is NULL. The chains go before all other entries. `id` gets the id of the layer's own, hidden entry.
///
/// # Errors
/// `WSAEINVAL`: NULL for `provider`, path or name; a path or name that is too long; unknown flags; a list of no entries, or
/// with a protocol nobody offers; a GUID or name that is installed. `WSAEINPROGRESS`: another installation is under
/// way. `WSANO_RECOVERY`: no base protocol, a chain of more than 7, no permission, a broken catalog file.
///
/// # Safety
/// The strings are NULL or end in NUL; `list` is NULL or valid for reads of `count` entries; the other pointers are NULL
/// or valid.
#[unsafe(export_name = "ws2_32_WSCInstallProviderAndChains")]
pub unsafe extern "C" fn WSCInstallProviderAndChains(
    provider: *const GUID,
    path: *const u16,
    name: *const u16,
    service_flags: u32,
    list: *const ws::WSAPROTOCOL_INFOW,
    count: u32,
    id: *mut u32,
    error: *mut i32,
) -> i32 {
    let call = || {
        let missing = |_| WsaError::WSAEINVAL;
        // SAFETY: the caller's promise.
        let (guid, path) =
            unsafe { (lent::read(provider).map_err(missing)?, path_of(path).map_err(missing)?) };
        // SAFETY: the caller's promise.
        let name = unsafe { wide(name) }.ok_or(WsaError::WSAEINVAL)?;
        let keys = match list.is_null() {
            true => None,
            // SAFETY: the caller's promise.
            false => Some(unsafe { infos_of(list, count) }?.iter().map(key_of).collect::<Vec<_>>()),
        };
        let wanted =
            Wanted { guid: uuid(guid), path: &path, name: &name, service_flags, over: keys.as_deref() };
        catalog::check_loadable(&path)?;
        let installed = catalog::change(Patience::None, |change| change.install_with_chains(&wanted));
        let installed = installed.map_err(|error| match error {
            Error::Full => WsaError::WSANO_RECOVERY,
            error => error.code(),
        })?;
        if !id.is_null() {
            // SAFETY: the caller's promise.
            unsafe { lent::write(id, installed) }?;
        }
        Ok(0)
    };
    // SAFETY: the caller's promise.
    unsafe { report(error, call) }
}

fn key_of(info: &ws::WSAPROTOCOL_INFOW) -> ProtocolKey {
    ProtocolKey { family: info.iAddressFamily, socket_type: info.iSocketType, protocol: info.iProtocol }
}

/// [`WSCInstallProviderAndChains`]: there is one catalog only, so the path of the 32-bit library is not used.
///
/// # Errors
/// As [`WSCInstallProviderAndChains`].
///
/// # Safety
/// As [`WSCInstallProviderAndChains`].
#[unsafe(export_name = "ws2_32_WSCInstallProviderAndChains64_32")]
pub unsafe extern "C" fn WSCInstallProviderAndChains64_32(
    provider: *const GUID,
    path: *const u16,
    _path32: *const u16,
    name: *const u16,
    service_flags: u32,
    list: *const ws::WSAPROTOCOL_INFOW,
    count: u32,
    id: *mut u32,
    error: *mut i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCInstallProviderAndChains(provider, path, name, service_flags, list, count, id, error) }
}
