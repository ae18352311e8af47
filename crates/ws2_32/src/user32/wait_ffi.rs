//! Waits for objects and for input in one.

use std::sync::Arc;

use win32_wait::handle_table::Object;
use win32_wait::wait::{MAXIMUM_OBJECTS, objects_of};
use win32_window::retrieval::{self, Wait};
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::windows_and_messaging as user;
use ws2_types::{WsaError, WsaResult};

use super::NO_ACCESS;
use crate::kernel32::{base_call, wait_code};

/// Waits for one of the objects, or all, or for new input. Input is reported as one object more.
///
/// # Errors
/// As [`MsgWaitForMultipleObjectsEx`].
///
/// # Safety
/// `objects` is NULL or valid for reads of `count` handles.
#[unsafe(export_name = "ws2_32_MsgWaitForMultipleObjects")]
pub unsafe extern "C" fn MsgWaitForMultipleObjects(
    count: u32,
    objects: *const HANDLE,
    all: i32,
    timeout_ms: u32,
    wake_mask: u32,
) -> u32 {
    let flags = if all != 0 { user::MWMO_WAITALL } else { 0 };
    // SAFETY: passed on.
    unsafe { MsgWaitForMultipleObjectsEx(count, objects, timeout_ms, wake_mask, flags) }
}

/// Waits for one of the objects, or with `MWMO_WAITALL` for all of them and input; `MWMO_ALERTABLE` lets queued calls
/// run, `MWMO_INPUTAVAILABLE` counts input that the thread has seen and left.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`; `ERROR_INVALID_PARAMETER`: more than 63 objects, one twice in a wait for all, unknown flags;
/// `ERROR_NOACCESS`: NULL.
///
/// # Blocking
/// Up to the time-out.
///
/// # Safety
/// `objects` is NULL or valid for reads of `count` handles.
#[unsafe(export_name = "ws2_32_MsgWaitForMultipleObjectsEx")]
pub unsafe extern "C" fn MsgWaitForMultipleObjectsEx(
    count: u32,
    objects: *const HANDLE,
    timeout_ms: u32,
    wake_mask: u32,
    flags: u32,
) -> u32 {
    base_call(foundation::WAIT_FAILED, || {
        if flags & !(user::MWMO_WAITALL | user::MWMO_ALERTABLE | user::MWMO_INPUTAVAILABLE) != 0 {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        // SAFETY: passed on.
        let objects = unsafe { lent_objects(count, objects)? };
        let wait = Wait {
            wake: wake_mask,
            all: flags & user::MWMO_WAITALL != 0,
            any_input: flags & user::MWMO_INPUTAVAILABLE != 0,
            alertable: flags & user::MWMO_ALERTABLE != 0,
            timeout_ms,
        };
        retrieval::wait_for_objects(&objects, wait).map(wait_code)
    })
}

/// # Safety
/// `objects` is NULL or valid for reads of `count` handles.
unsafe fn lent_objects(count: u32, objects: *const HANDLE) -> WsaResult<Vec<Arc<dyn Object>>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if count as usize >= MAXIMUM_OBJECTS {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    if objects.is_null() {
        return Err(NO_ACCESS);
    }
    // SAFETY: not NULL; the caller vouches for the count. A handle is as wide as usize.
    objects_of(unsafe { std::slice::from_raw_parts(objects.cast::<usize>(), count as usize) })
}
