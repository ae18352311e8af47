//! Pools and cleanup groups.

use std::ffi::c_void;

use win32_wait::handle_table::Handle;
use win32_wait::pool::{Group, Pool};
use ws2_types::WsaResult;

use super::threadpool::{expose, on_object, open_call, pool_object};
use super::{base_call, bool_call};

/// A pool of the program's own. No thread is started before there is work, or a minimum is set.
///
/// # Errors
/// `WSAEMFILE`, `WSAENOBUFS`, `ERROR_NOT_ENOUGH_MEMORY`.
#[unsafe(export_name = "ws2_32_CreateThreadpool")]
pub extern "C" fn CreateThreadpool(_reserved: *mut c_void) -> isize {
    open_call(Pool::open)
}

/// Closes a pool; it ends with the last of its callback objects.
#[unsafe(export_name = "ws2_32_CloseThreadpool")]
pub extern "C" fn CloseThreadpool(pool: isize) {
    close::<Pool>(pool, Pool::close_handle);
}

fn close<T: win32_wait::handle_table::Object>(raw: isize, close: fn(Handle) -> WsaResult<()>) {
    base_call((), || {
        pool_object::<T>(raw)?;
        Handle::from_raw(raw as usize).map_or(Ok(()), close)
    });
}

/// The most threads a pool may have; less than 1 is 1. A minimum above it is lowered.
#[unsafe(export_name = "ws2_32_SetThreadpoolThreadMaximum")]
pub extern "C" fn SetThreadpoolThreadMaximum(pool: isize, most: u32) {
    on_object(pool, |pool: &std::sync::Arc<Pool>| pool.set_maximum(most as usize));
}

/// How many threads a pool keeps. They are started in this call.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: more than the maximum. `ERROR_NOT_ENOUGH_MEMORY`, `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_SetThreadpoolThreadMinimum")]
pub extern "C" fn SetThreadpoolThreadMinimum(pool: isize, least: u32) -> i32 {
    bool_call(|| pool_object::<Pool>(pool)?.set_minimum(least as usize))
}

/// # Errors
/// `ERROR_NOT_ENOUGH_MEMORY`.
#[unsafe(export_name = "ws2_32_CreateThreadpoolCleanupGroup")]
pub extern "C" fn CreateThreadpoolCleanupGroup() -> isize {
    open_call(Group::open)
}

/// Releases all callback objects of a group and waits for their callbacks, or cancels those that have not begun.
///
/// # Blocking
/// Until none of their callbacks runs; within one of them for ever.
#[unsafe(export_name = "ws2_32_CloseThreadpoolCleanupGroupMembers")]
pub extern "C" fn CloseThreadpoolCleanupGroupMembers(group: isize, cancel: i32, context: *mut c_void) {
    let context = expose(context);
    on_object(group, |group: &std::sync::Arc<Group>| group.close_members(cancel != 0, context));
}

/// Closes a group without members.
#[unsafe(export_name = "ws2_32_CloseThreadpoolCleanupGroup")]
pub extern "C" fn CloseThreadpoolCleanupGroup(group: isize) {
    close::<Group>(group, Group::close_handle);
}
