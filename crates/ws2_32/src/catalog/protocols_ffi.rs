//! Entries as providers and installers see them: all of them, and where a provider lies.

use ws2_dispatch::catalog;
use ws2_types::WsaError;
use ws2_types::abi::GUID;
use ws2_types::abi::winsock as ws;

use super::install_ffi::report;
use super::uuid;
use crate::enumerate_ffi::{hand_out, zero_ended};
use crate::lent;
use crate::names::text::terminated;

/// Lists entries, layers and hidden ones among them, of the protocols in a list that ends with 0 or of all. The catalog is
/// that of this moment, also for a process that began with another. Answers how many.
///
/// # Errors
/// `WSAEFAULT`: no length; `WSAENOBUFS`: no room, and the length is now the one that is needed.
///
/// # Safety
/// `protocols` is NULL or ends with 0; `len` is NULL or valid for reads and writes, `buffer` for writes of `*len` bytes.
#[unsafe(export_name = "ws2_32_WSCEnumProtocols")]
pub unsafe extern "C" fn WSCEnumProtocols(
    protocols: *const i32,
    buffer: *mut ws::WSAPROTOCOL_INFOW,
    len: *mut u32,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller's promise.
        let wanted = unsafe { zero_ended(protocols) };
        let catalog = catalog::look();
        let entries = catalog.entries.iter();
        let asked = entries.filter(|one| wanted.is_empty() || wanted.contains(&one.entry.protocol));
        let infos: Vec<_> = asked.map(|listed| listed.info()).collect();
        // SAFETY: the caller's promise.
        unsafe { hand_out(&infos, buffer, len) }
    };
    // SAFETY: the caller's promise.
    unsafe { report(error, call) }
}

/// [`WSCEnumProtocols`]: there is one catalog only.
///
/// # Errors
/// As [`WSCEnumProtocols`].
///
/// # Safety
/// As [`WSCEnumProtocols`].
#[unsafe(export_name = "ws2_32_WSCEnumProtocols32")]
pub unsafe extern "C" fn WSCEnumProtocols32(
    protocols: *const i32,
    buffer: *mut ws::WSAPROTOCOL_INFOW,
    len: *mut u32,
    error: *mut i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCEnumProtocols(protocols, buffer, len, error) }
}

/// The path of a provider's library, variables unexpanded; that of a built-in one begins with `builtin:`. Lengths are
/// in characters and count the final NUL.
///
/// # Errors
/// `WSAEINVAL`: no such provider; `WSAEFAULT`: NULL, or no room, and the length is now the one that is needed.
///
/// # Safety
/// `len` is NULL or valid for reads and writes, `path` for writes of `*len` characters; the others are NULL or valid.
#[unsafe(export_name = "ws2_32_WSCGetProviderPath")]
pub unsafe extern "C" fn WSCGetProviderPath(
    provider: *const GUID,
    path: *mut u16,
    len: *mut i32,
    error: *mut i32,
) -> i32 {
    let call = || {
        // SAFETY: the caller's promise.
        let (guid, room) = unsafe { (lent::read(provider)?, lent::read(len)?) };
        let found = catalog::path_of(uuid(guid)).ok_or(WsaError::WSAEINVAL)?;
        let units: Vec<u16> = terminated(&found);
        // SAFETY: read before.
        unsafe { lent::write(len, units.len() as i32) }?;
        if lent::is_absent(path) || i64::from(room) < units.len() as i64 {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: there is room for so many, and nothing of ours is there.
        unsafe {
            std::ptr::copy_nonoverlapping(units.as_ptr().cast(), path.cast::<u8>(), size_of_val(&*units))
        };
        Ok(0)
    };
    // SAFETY: the caller's promise.
    unsafe { report(error, call) }
}

/// [`WSCGetProviderPath`]: there is one catalog only.
///
/// # Errors
/// As [`WSCGetProviderPath`].
///
/// # Safety
/// As [`WSCGetProviderPath`].
#[unsafe(export_name = "ws2_32_WSCGetProviderPath32")]
pub unsafe extern "C" fn WSCGetProviderPath32(
    provider: *const GUID,
    path: *mut u16,
    len: *mut i32,
    error: *mut i32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCGetProviderPath(provider, path, len, error) }
}
