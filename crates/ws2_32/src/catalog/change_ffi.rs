//! `WSAProviderConfigChange`: to be told when a catalog file changes.

use win32_wait::completion::{Lent, Outcome, Patience, Which, carry_out};
use win32_wait::handle_table::{Handle, Object as _, handles};
use ws2_base::overlapped::call_routine;
use ws2_dispatch::config_change::ConfigChange;
use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::lent;

/// Makes a notification handle when `*notification` is NULL, and is complete at once. With a handle: is complete when the
/// catalog changes next, in this process or another. What changed before the call does not count, so a program begins to
/// wait first and lists entries then. `CloseHandle` closes the handle and ends what is pending with
/// `WSA_OPERATION_ABORTED`.
///
/// # Errors
/// `WSANOTINITIALISED`; `WSAEFAULT` (NULL); `WSA_INVALID_HANDLE`: another kind of handle; `WSA_NOT_ENOUGH_MEMORY`;
/// `WSA_IO_PENDING`: begun. Without an OVERLAPPED `WSAEINTR`: the handle was closed meanwhile.
///
/// # Blocking
/// Without an OVERLAPPED, until the next change; alertably.
///
/// # Safety
/// `notification` is NULL or valid for reads and writes; `overlapped` is NULL, or lent until the operation is complete.
#[unsafe(export_name = "ws2_32_WSAProviderConfigChange")]
pub unsafe extern "C" fn WSAProviderConfigChange(
    notification: *mut HANDLE,
    overlapped: *mut OVERLAPPED,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> i32 {
    winsock(|| {
        // SAFETY: NULL or the caller's to read.
        let given = unsafe { lent::read(notification) }?;
        // SAFETY: the caller lends it until the operation is complete.
        let lent = unsafe { Lent::new(overlapped) };
        if given.is_null() {
            let handle = handles().insert(ConfigChange::new()?).ok_or(WsaError::WSA_NOT_ENOUGH_MEMORY)?;
            // SAFETY: read before.
            unsafe { lent::write(notification, std::ptr::without_provenance_mut(handle.into_raw())) }?;
            return with_change(handle, |change| match lent {
                Some(lent) => {
                    completion(change, lent, routine)?.finish_at_once(Outcome::done(0, 0));
                    Ok(0)
                }
                None => Ok(0),
            });
        }
        let handle = Handle::from_raw(given.addr()).ok_or(WsaError::WSA_INVALID_HANDLE)?;
        with_change(handle, |change| match lent {
            Some(lent) => {
                change.begin(completion(change, lent, routine)?, handle)?;
                Err(WsaError::WSA_IO_PENDING)
            }
            None => {
                let begin = |completion| change.begin(completion, handle).map(|()| true);
                let cancel = |lent: Lent| change.cancel(Which::At(lent.addr())) > 0;
                carry_out(Patience::Endless, begin, cancel).1.map(|()| 0)
            }
        })
    })
}

fn with_change<R>(handle: Handle, call: impl FnOnce(&ConfigChange) -> WsaResult<R>) -> WsaResult<R> {
    let pinned = handles().pin(handle).ok_or(WsaError::WSA_INVALID_HANDLE)?;
    call(pinned.downcast().ok_or(WsaError::WSA_INVALID_HANDLE)?)
}

fn completion(
    change: &ConfigChange,
    lent: Lent,
    routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE,
) -> WsaResult<win32_wait::completion::Completion> {
    match routine {
        Some(routine) => change.notifications().begin_with_routine(lent, call_routine(routine, lent)),
        None => change.notifications().begin(lent),
    }
}
