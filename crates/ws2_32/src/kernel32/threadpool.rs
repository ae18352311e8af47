//! What the calls of the thread pool share: objects by their `PTP_*` values, which are handles, and calls without a
//! result.

use std::any::Any;
use std::ffi::c_void;
use std::sync::Arc;

use win32_wait::handle_table::{Handle, Object};
use win32_wait::wait::object_of;
use ws2_types::{WsaError, WsaResult};

use super::base_call;

/// The object of a `PTP_*` value.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: it is closed, or of another kind.
pub(super) fn pool_object<T: Object>(raw: isize) -> WsaResult<Arc<T>> {
    let object: Arc<dyn Any + Send + Sync> = object_of(raw as usize)?;
    object.downcast().map_err(|_| WsaError::WSA_INVALID_HANDLE)
}

/// Runs a call that makes an object.
pub(super) fn open_call(call: impl FnOnce() -> WsaResult<Handle>) -> isize {
    base_call(0, || call().map(|handle| handle.into_raw() as isize))
}

/// Runs a call without a result on an object; with a bad one it does nothing but leave an error.
pub(super) fn on_object<T: Object>(raw: isize, act: impl FnOnce(&Arc<T>)) {
    base_call((), || {
        act(&pool_object(raw)?);
        Ok(())
    });
}

/// A pointer of the program's, on its way through closures.
pub(super) fn expose(context: *mut c_void) -> usize {
    context.expose_provenance()
}

/// The pointer again.
pub(super) fn restore(context: usize) -> *mut c_void {
    std::ptr::with_exposed_provenance_mut(context)
}
