//! Installing, removing and switching name space providers. Errors are the thread's last error.

use ws2_catalog::{Error, NameSpaceProvider, Patience};
use ws2_dispatch::catalog;
use ws2_types::abi::GUID;
use ws2_types::abi::com::BLOB;
use ws2_types::{WsaError, WsaResult};

use super::uuid;
use crate::boundary::unchecked;
use crate::kernel32::wide;
use crate::lent;

/// More than a provider has to say of itself.
const MOST_BLOB_BYTES: u32 = 1 << 16;

/// The codes the name space functions have for what can go wrong.
pub(super) fn name_space_code(error: &Error) -> WsaError {
    match error {
        Error::Invalid(_) | Error::Unknown(_) | Error::Installed(_) => WsaError::WSAEINVAL,
        Error::NotOurs(_) | Error::NotTrusted { .. } => WsaError::WSAEACCES,
        Error::Io { source, .. } if source.kind() == std::io::ErrorKind::PermissionDenied => {
            WsaError::WSAEACCES
        }
        _ => WsaError::WSASYSCALLFAILURE,
    }
}

fn change(
    change: impl FnOnce(&mut ws2_catalog::Transaction<'_>) -> ws2_catalog::Result<()>,
) -> WsaResult<i32> {
    catalog::change(Patience::Wait, change).map_err(|error| name_space_code(&error))?;
    Ok(0)
}

/// # Safety
/// The strings are NULL or end in NUL; `provider` is NULL or valid for reads, `blob` too, with as many bytes as it says.
unsafe fn install(
    name: *const u16,
    path: *const u16,
    name_space: u32,
    version: u32,
    provider: *const GUID,
    blob: *const BLOB,
) -> WsaResult<i32> {
    // SAFETY: the caller's promise.
    let (guid, name, path) = unsafe { (lent::read(provider)?, wide(name), wide(path)) };
    let provider_specific = match blob.is_null() {
        true => Vec::new(),
        false => {
            // SAFETY: the caller's promise.
            let blob = unsafe { lent::read(blob) }?;
            match blob.cbSize {
                0 => Vec::new(),
                1..=MOST_BLOB_BYTES => {
                    // SAFETY: the caller's promise.
                    unsafe { lent::bytes(blob.pBlobData, blob.cbSize as i32) }?.to_vec()
                }
                _ => return Err(WsaError::WSAEINVAL),
            }
        }
    };
    let provider = NameSpaceProvider {
        guid: uuid(guid),
        name: name.ok_or(WsaError::WSAEFAULT)?,
        path: path.ok_or(WsaError::WSAEFAULT)?,
        name_space,
        version,
        provider_specific,
    };
    change(|change| change.install_name_space(provider))
}

/// Installs a name space provider, enabled and last.
///
/// # Errors
/// `WSAEFAULT` (NULL); `WSAEINVAL`: the path, a name that is too long, a GUID that is installed; `WSAEACCES`: no
/// permission; `WSASYSCALLFAILURE`: a broken catalog file. No start-up is needed.
///
/// # Safety
/// The strings are NULL or end in NUL, `provider` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_WSCInstallNameSpace")]
pub unsafe extern "C" fn WSCInstallNameSpace(
    name: *const u16,
    path: *const u16,
    name_space: u32,
    version: u32,
    provider: *const GUID,
) -> i32 {
    // SAFETY: passed on.
    unchecked(|| unsafe { install(name, path, name_space, version, provider, std::ptr::null()) })
}

/// [`WSCInstallNameSpace`]: there is one catalog only.
///
/// # Errors
/// As [`WSCInstallNameSpace`].
///
/// # Safety
/// As [`WSCInstallNameSpace`].
#[unsafe(export_name = "ws2_32_WSCInstallNameSpace32")]
pub unsafe extern "C" fn WSCInstallNameSpace32(
    name: *const u16,
    path: *const u16,
    name_space: u32,
    version: u32,
    provider: *const GUID,
) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCInstallNameSpace(name, path, name_space, version, provider) }
}

/// [`WSCInstallNameSpace`] with bytes of the provider's own.
///
/// # Errors
/// As [`WSCInstallNameSpace`]; `WSAEINVAL`: more than 64 KiB.
///
/// # Safety
/// As [`WSCInstallNameSpace`]; `blob` is NULL or valid for reads, with as many bytes as it says.
#[unsafe(export_name = "ws2_32_WSCInstallNameSpaceEx")]
pub unsafe extern "C" fn WSCInstallNameSpaceEx(
    name: *const u16,
    path: *const u16,
    name_space: u32,
    version: u32,
    provider: *const GUID,
    blob: *const BLOB,
) -> i32 {
    // SAFETY: passed on.
    unchecked(|| unsafe { install(name, path, name_space, version, provider, blob) })
}

/// [`WSCInstallNameSpaceEx`]: there is one catalog only.
///
/// # Errors
/// As [`WSCInstallNameSpaceEx`].
///
/// # Safety
/// As [`WSCInstallNameSpaceEx`].
#[unsafe(export_name = "ws2_32_WSCInstallNameSpaceEx32")]
pub unsafe extern "C" fn WSCInstallNameSpaceEx32(
    name: *const u16,
    path: *const u16,
    name_space: u32,
    version: u32,
    provider: *const GUID,
    blob: *const BLOB,
) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCInstallNameSpaceEx(name, path, name_space, version, provider, blob) }
}

/// Removes a name space provider.
///
/// # Errors
/// `WSAEFAULT` (NULL); `WSAEINVAL`: no such provider; `WSAEACCES`: built in, or no permission; `WSASYSCALLFAILURE`: a
/// broken catalog file.
///
/// # Safety
/// `provider` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_WSCUnInstallNameSpace")]
pub unsafe extern "C" fn WSCUnInstallNameSpace(provider: *const GUID) -> i32 {
    unchecked(|| {
        // SAFETY: the caller's promise.
        let guid = unsafe { lent::read(provider) }?;
        change(|change| change.remove_name_space(uuid(guid)))
    })
}

/// [`WSCUnInstallNameSpace`]: there is one catalog only.
///
/// # Errors
/// As [`WSCUnInstallNameSpace`].
///
/// # Safety
/// As [`WSCUnInstallNameSpace`].
#[unsafe(export_name = "ws2_32_WSCUnInstallNameSpace32")]
pub unsafe extern "C" fn WSCUnInstallNameSpace32(provider: *const GUID) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCUnInstallNameSpace(provider) }
}

/// Switches a name space provider on or off, a built-in one too.
///
/// # Errors
/// As [`WSCUnInstallNameSpace`].
///
/// # Safety
/// `provider` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_WSCEnableNSProvider")]
pub unsafe extern "C" fn WSCEnableNSProvider(provider: *const GUID, enable: i32) -> i32 {
    unchecked(|| {
        // SAFETY: the caller's promise.
        let guid = unsafe { lent::read(provider) }?;
        change(|change| change.enable_name_space(uuid(guid), enable != 0))
    })
}

/// [`WSCEnableNSProvider`]: there is one catalog only.
///
/// # Errors
/// As [`WSCEnableNSProvider`].
///
/// # Safety
/// As [`WSCEnableNSProvider`].
#[unsafe(export_name = "ws2_32_WSCEnableNSProvider32")]
pub unsafe extern "C" fn WSCEnableNSProvider32(provider: *const GUID, enable: i32) -> i32 {
    // SAFETY: passed on.
    unsafe { WSCEnableNSProvider(provider, enable) }
}
