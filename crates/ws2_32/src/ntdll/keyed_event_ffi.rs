//! Keyed events.

use std::any::Any;
use std::sync::{Arc, OnceLock};

use win32_wait::keyed_event::{KeyedEvent, Meeting, Side};
use win32_wait::thread;
use win32_wait::wait::object_of;
use ws2_types::abi::foundation::{self, HANDLE, NTSTATUS};
use ws2_types::abi::native::OBJECT_ATTRIBUTES;

use super::{Refusal, native_call, timeout_ms};
use crate::kernel32::open_handle;
use crate::lent;

/// Makes a keyed event. One with a name is not offered.
///
/// # Errors
/// `STATUS_ACCESS_VIOLATION` (NULL), `STATUS_INVALID_PARAMETER_4` (flags), `STATUS_NOT_SUPPORTED` (a name),
/// `STATUS_NO_MEMORY`.
///
/// # Safety
/// `handle` is NULL or valid for writes, `attributes` NULL or valid for reads.
#[unsafe(export_name = "ws2_32_NtCreateKeyedEvent")]
pub unsafe extern "C" fn NtCreateKeyedEvent(
    handle: *mut HANDLE,
    _access: u32,
    attributes: *const OBJECT_ATTRIBUTES,
    flags: u32,
) -> NTSTATUS {
    native_call(|| {
        if flags != 0 {
            return Err(Refusal::Status(foundation::STATUS_INVALID_PARAMETER_4));
        }
        // SAFETY: not NULL, and the caller's to read.
        let named = !attributes.is_null() && !unsafe { lent::read(attributes) }?.ObjectName.is_null();
        if named {
            return Err(Refusal::Status(foundation::STATUS_NOT_SUPPORTED));
        }
        // SAFETY: NULL or the caller's to write.
        unsafe { lent::write(handle, std::ptr::null_mut()) }?;
        let opened = open_handle(Arc::new(KeyedEvent::default()))
            .map_err(|_| Refusal::Status(foundation::STATUS_NO_MEMORY))?;
        // SAFETY: as before.
        unsafe { lent::write(handle, opened) }?;
        Ok(foundation::STATUS_SUCCESS)
    })
}

/// The keyed event of every process, which a NULL handle means.
fn common() -> Arc<KeyedEvent> {
    static COMMON: OnceLock<Arc<KeyedEvent>> = OnceLock::new();
    Arc::clone(COMMON.get_or_init(Arc::default))
}

fn keyed_event(handle: HANDLE) -> Result<Arc<KeyedEvent>, Refusal> {
    if handle.is_null() {
        return Ok(common());
    }
    let object: Arc<dyn Any + Send + Sync> = object_of(handle.addr())?;
    object.downcast().map_err(|_| Refusal::Status(foundation::STATUS_OBJECT_TYPE_MISMATCH))
}

/// # Safety
/// `timeout` is NULL or valid for reads.
unsafe fn meet(side: Side, handle: HANDLE, key: usize, alertable: bool, timeout: *const i64) -> NTSTATUS {
    native_call(|| {
        if key & 1 != 0 {
            return Err(Refusal::Status(foundation::STATUS_INVALID_PARAMETER_1));
        }
        // SAFETY: passed on.
        let timeout_ms = unsafe { timeout_ms(timeout) }?;
        Ok(match keyed_event(handle)?.meet(side, key, timeout_ms, alertable)? {
            Meeting::Met => foundation::STATUS_SUCCESS,
            Meeting::TimedOut => foundation::STATUS_TIMEOUT,
            Meeting::Alerted => {
                thread::run_pending_apcs();
                foundation::STATUS_USER_APC
            }
        })
    })
}

/// Waits until another thread releases the key.
///
/// # Errors
/// `STATUS_INVALID_HANDLE`, `STATUS_OBJECT_TYPE_MISMATCH`, `STATUS_INVALID_PARAMETER_1` (an odd key).
///
/// # Blocking
/// Up to `timeout`, which then gives `STATUS_TIMEOUT`; if alertable, an APC ends it with `STATUS_USER_APC`.
///
/// # Safety
/// `timeout` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_NtWaitForKeyedEvent")]
pub unsafe extern "C" fn NtWaitForKeyedEvent(
    handle: HANDLE,
    key: usize,
    alertable: u8,
    timeout: *const i64,
) -> NTSTATUS {
    // SAFETY: passed on.
    unsafe { meet(Side::Wait, handle, key, alertable != 0, timeout) }
}

/// Releases one thread that waits for the key, or waits until there is one.
///
/// # Errors
/// As [`NtWaitForKeyedEvent`].
///
/// # Blocking
/// As [`NtWaitForKeyedEvent`].
///
/// # Safety
/// `timeout` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_NtReleaseKeyedEvent")]
pub unsafe extern "C" fn NtReleaseKeyedEvent(
    handle: HANDLE,
    key: usize,
    alertable: u8,
    timeout: *const i64,
) -> NTSTATUS {
    // SAFETY: passed on.
    unsafe { meet(Side::Release, handle, key, alertable != 0, timeout) }
}
