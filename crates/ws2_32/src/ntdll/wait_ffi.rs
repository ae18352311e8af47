//! Waiting for one object.

use ws2_types::abi::foundation::{HANDLE, NTSTATUS};

use super::{native_call, timeout_ms};
use crate::kernel32::wait_ffi::wait_single;

/// Waits for an object.
///
/// # Errors
/// `STATUS_INVALID_HANDLE`, `STATUS_ACCESS_VIOLATION`.
///
/// # Blocking
/// Up to `timeout`, which then gives `STATUS_TIMEOUT`; if alertable, an APC ends it with `STATUS_USER_APC`.
///
/// # Safety
/// `timeout` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_NtWaitForSingleObject")]
pub unsafe extern "C" fn NtWaitForSingleObject(
    handle: HANDLE,
    alertable: u8,
    timeout: *const i64,
) -> NTSTATUS {
    native_call(|| {
        // SAFETY: passed on.
        let timeout_ms = unsafe { timeout_ms(timeout) }?;
        Ok(wait_single(handle, timeout_ms, alertable.into())? as NTSTATUS)
    })
}
