//! Listing name space providers: structures at the beginning of the buffer, what they point to behind them.

use ws2_catalog::{ListedNameSpace, guid_of};
use ws2_dispatch::catalog;
use ws2_types::abi::com::BLOB;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::lent;
use crate::names::text::{Character, terminated};

/// # Safety
/// `len` is NULL or valid for reads and writes, `buffer` for writes of `*len` bytes.
unsafe fn list<C: Character, T>(
    buffer: *mut T,
    len: *mut u32,
    with_blobs: bool,
    form: impl Fn(&ListedNameSpace, *mut C, BLOB) -> T,
) -> WsaResult<i32> {
    // SAFETY: NULL or the caller's to read.
    let room = unsafe { lent::read(len) }?;
    let providers = catalog::look().name_spaces;
    let names: Vec<Vec<C>> = providers.iter().map(|listed| terminated(&listed.provider.name)).collect();
    let blob_of = |listed: &ListedNameSpace| match with_blobs {
        true => listed.provider.provider_specific.clone(),
        false => Vec::new(),
    };
    let blobs: Vec<Vec<u8>> = providers.iter().map(blob_of).collect();
    let names_bytes: usize = names.iter().map(|name| size_of_val(name.as_slice())).sum();
    let blobs_bytes: usize = blobs.iter().map(Vec::len).sum();
    let needed = providers.len() * size_of::<T>() + names_bytes + blobs_bytes;
    if lent::is_absent(buffer) || (room as usize) < needed {
        // SAFETY: read before.
        unsafe { lent::write(len, needed as u32) }?;
        return Err(WsaError::WSAEFAULT);
    }
    let mut name_at = buffer.wrapping_add(providers.len()).cast::<u8>();
    let mut blob_at = name_at.wrapping_add(names_bytes);
    for (index, listed) in providers.iter().enumerate() {
        let (name, blob) = (&names[index], &blobs[index]);
        let there = if blob.is_empty() { std::ptr::null_mut() } else { blob_at };
        let info = form(listed, name_at.cast(), BLOB { cbSize: blob.len() as u32, pBlobData: there });
        // SAFETY: the sum of all lengths fits the room the caller vouches for, and nothing of ours is there.
        unsafe {
            buffer.add(index).write_unaligned(info);
            std::ptr::copy_nonoverlapping(name.as_ptr().cast(), name_at, size_of_val(name.as_slice()));
            std::ptr::copy_nonoverlapping(blob.as_ptr(), blob_at, blob.len());
        }
        name_at = name_at.wrapping_add(size_of_val(name.as_slice()));
        blob_at = blob_at.wrapping_add(blob.len());
    }
    Ok(providers.len() as i32)
}

/// The functions of one form.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident: $info:ident of $unit:ty $(, $blob:ident)?;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// `WSANOTINITIALISED`; `WSAEFAULT`: no length, or no room, and the length is now the one that is needed.
        ///
        /// # Safety
        /// `len` is NULL or valid for reads and writes, `buffer` for writes of `*len` bytes.
        #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
        pub unsafe extern "C" fn $name(len: *mut u32, buffer: *mut ws::$info) -> i32 {
            let extra: &[&str] = &[$(stringify!($blob))?];
            let form = |listed: &ListedNameSpace, name: *mut $unit, _blob: BLOB| ws::$info {
                NSProviderId: guid_of(listed.provider.guid),
                dwNameSpace: listed.provider.name_space,
                fActive: i32::from(listed.enabled),
                dwVersion: listed.provider.version,
                lpszIdentifier: name,
                $($blob: _blob,)?
            };
            // SAFETY: passed on.
            winsock(|| unsafe { list(buffer, len, !extra.is_empty(), form) })
        }
    )*};
}

lists! {
    /// Lists name space providers; answers how many.
    WSAEnumNameSpaceProvidersA: WSANAMESPACE_INFOA of u8;
    /// [`WSAEnumNameSpaceProvidersA`] for UTF-16.
    WSAEnumNameSpaceProvidersW: WSANAMESPACE_INFOW of u16;
    /// [`WSAEnumNameSpaceProvidersA`] with the providers' own bytes.
    WSAEnumNameSpaceProvidersExA: WSANAMESPACE_INFOEXA of u8, ProviderSpecific;
    /// [`WSAEnumNameSpaceProvidersExA`] for UTF-16.
    WSAEnumNameSpaceProvidersExW: WSANAMESPACE_INFOEXW of u16, ProviderSpecific;
    /// [`WSAEnumNameSpaceProvidersW`]: there is one catalog only.
    WSCEnumNameSpaceProviders32: WSANAMESPACE_INFOW of u16;
    /// [`WSAEnumNameSpaceProvidersExW`]: there is one catalog only.
    WSCEnumNameSpaceProvidersEx32: WSANAMESPACE_INFOEXW of u16, ProviderSpecific;
}
