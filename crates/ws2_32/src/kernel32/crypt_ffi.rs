//! The older cryptographic interface, as far as random numbers go. A context holds no keys, and no algorithm of
//! the provider is offered.

use std::sync::Arc;

use win32_wait::dispatcher;
use win32_wait::handle_table::{Handle, Object};
use ws2_types::abi::cryptography::{
    BCRYPT_RNG_ALG_HANDLE, CRYPT_DELETEKEYSET, CRYPT_NEWKEYSET, CRYPT_VERIFYCONTEXT, PROV_RSA_AES,
    PROV_RSA_FULL,
};
use ws2_types::abi::foundation::{
    self, HANDLE, NTE_BAD_ALGID, NTE_BAD_FLAGS, NTE_BAD_KEYSET, NTE_BAD_PROV_TYPE, NTE_PROV_TYPE_NOT_DEF,
    STATUS_SUCCESS,
};
use ws2_types::{WsaError, WsaResult};

use super::handle_ffi::CloseHandle;
use super::random_ffi::BCryptGenRandom;
use super::{bool_call, open_handle, win32, with_object};

/// Provider types beyond this are none.
const MAX_PROVIDER_TYPE: u32 = 999;

struct Context;

impl Object for Context {
    fn close(&self, handle: Handle) -> WsaResult<()> {
        dispatcher::close_handle(handle)
    }
}

fn as_handle(context: usize) -> HANDLE {
    std::ptr::without_provenance_mut(context)
}

/// # Safety
/// `context` is NULL or valid for writes.
unsafe fn acquire(context: *mut usize, has_container: bool, kind: u32, flags: u32) -> i32 {
    bool_call(|| {
        if context.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        if kind == 0 || kind > MAX_PROVIDER_TYPE {
            return Err(win32(NTE_BAD_PROV_TYPE as u32));
        }
        if kind != PROV_RSA_FULL && kind != PROV_RSA_AES {
            return Err(win32(NTE_PROV_TYPE_NOT_DEF as u32));
        }
        if flags & CRYPT_VERIFYCONTEXT != 0 {
            if has_container {
                return Err(win32(NTE_BAD_FLAGS as u32));
            }
        } else if flags & CRYPT_DELETEKEYSET != 0 || flags & CRYPT_NEWKEYSET == 0 {
            // Whoever looks for keys of earlier is told that there are none, and may then make a set.
            return Err(win32(NTE_BAD_KEYSET as u32));
        }
        let handle = open_handle(Arc::new(Context))?;
        // SAFETY: not NULL, and the caller's to write.
        unsafe { context.write_unaligned(handle.addr()) };
        Ok(())
    })
}

/// A context for random numbers. A key set made with `CRYPT_NEWKEYSET` is forgotten with it.
///
/// # Errors
/// `NTE_BAD_KEYSET`: neither `CRYPT_VERIFYCONTEXT` nor `CRYPT_NEWKEYSET`. `NTE_BAD_FLAGS`: a container's name with
/// `CRYPT_VERIFYCONTEXT`. `NTE_BAD_PROV_TYPE`, `NTE_PROV_TYPE_NOT_DEF`: not `PROV_RSA_FULL` or `PROV_RSA_AES`.
/// `ERROR_INVALID_PARAMETER`: NULL.
///
/// # Safety
/// `context` is NULL or valid for writes.
#[unsafe(export_name = "ws2_32_CryptAcquireContextA")]
pub unsafe extern "C" fn CryptAcquireContextA(
    context: *mut usize,
    container: *const u8,
    _provider: *const u8,
    kind: u32,
    flags: u32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { acquire(context, !container.is_null(), kind, flags) }
}

/// # Errors
/// As [`CryptAcquireContextA`].
///
/// # Safety
/// As [`CryptAcquireContextA`].
#[unsafe(export_name = "ws2_32_CryptAcquireContextW")]
pub unsafe extern "C" fn CryptAcquireContextW(
    context: *mut usize,
    container: *const u16,
    _provider: *const u16,
    kind: u32,
    flags: u32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { acquire(context, !container.is_null(), kind, flags) }
}

/// # Errors
/// `ERROR_INVALID_HANDLE`; `NTE_BAD_FLAGS`: not 0.
#[unsafe(export_name = "ws2_32_CryptReleaseContext")]
pub extern "C" fn CryptReleaseContext(context: usize, flags: u32) -> i32 {
    bool_call(|| {
        with_object(as_handle(context), |_: &Context| match flags {
            0 => Ok(()),
            _ => Err(win32(NTE_BAD_FLAGS as u32)),
        })?;
        CloseHandle(as_handle(context));
        Ok(())
    })
}

/// Fills `buffer` with unpredictable bytes; what it holds before is not used.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`: NULL.
///
/// # Safety
/// `buffer` is NULL or valid for writes of `bytes` bytes.
#[unsafe(export_name = "ws2_32_CryptGenRandom")]
pub unsafe extern "C" fn CryptGenRandom(context: usize, bytes: u32, buffer: *mut u8) -> i32 {
    bool_call(|| {
        with_object(as_handle(context), |_: &Context| {
            // SAFETY: passed on.
            match unsafe { BCryptGenRandom(BCRYPT_RNG_ALG_HANDLE, buffer, bytes, 0) } {
                STATUS_SUCCESS => Ok(()),
                _ => Err(WsaError::WSA_INVALID_PARAMETER),
            }
        })
    })
}

/// # Errors
/// `NTE_BAD_ALGID`: every algorithm; `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_CryptCreateHash")]
pub extern "C" fn CryptCreateHash(
    context: usize,
    _algorithm: u32,
    _key: usize,
    _flags: u32,
    _hash: *mut usize,
) -> i32 {
    bool_call(|| with_object(as_handle(context), |_: &Context| Err(win32(NTE_BAD_ALGID as u32))))
}

/// `Name(hash, …)`: no hash can be. The further arguments do not matter: the caller cleans them up.
macro_rules! of_a_hash {
    ($($name:ident)*) => {
        $(
            #[doc = "# Errors\n`ERROR_INVALID_HANDLE`."]
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub extern "C" fn $name(_hash: usize) -> i32 {
                bool_call(|| Err(win32(foundation::ERROR_INVALID_HANDLE)))
            }
        )*
    };
}

of_a_hash! {
    CryptDestroyHash
    CryptGetHashParam
    CryptHashData
}
