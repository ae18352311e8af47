//! Condition variables: threads sleep in `parking_lot`'s queue of the variable's address.
//!
//! The lock is given back after the thread has joined the queue, so a wake-up between the two is not lost.

use std::ffi::c_void;
use std::time::{Duration, Instant};

use parking_lot_core::{DEFAULT_PARK_TOKEN, DEFAULT_UNPARK_TOKEN, ParkResult};
use win32_wait::wait::INFINITE;
use ws2_types::abi::foundation;
use ws2_types::abi::threading::{CONDITION_VARIABLE, CONDITION_VARIABLE_LOCKMODE_SHARED};

use super::critical_section_ffi::CriticalSection;
use super::slim_lock_ffi::{
    AcquireSRWLockExclusive, AcquireSRWLockShared, ReleaseSRWLockExclusive, ReleaseSRWLockShared, SlimLock,
};
use super::{bool_call, win32};

/// # Safety
/// `variable` is valid for writes.
#[unsafe(export_name = "ws2_32_InitializeConditionVariable")]
pub unsafe extern "C" fn InitializeConditionVariable(variable: *mut CONDITION_VARIABLE) {
    // SAFETY: the caller lends the memory.
    unsafe { variable.write(CONDITION_VARIABLE { Ptr: std::ptr::null_mut() }) };
}

/// Whether the thread was woken in time; it holds its lock again in any case.
fn sleep(variable: *const c_void, timeout_ms: u32, release: impl FnOnce(), acquire: impl FnOnce()) -> i32 {
    let deadline =
        (timeout_ms != INFINITE).then(|| Instant::now() + Duration::from_millis(u64::from(timeout_ms)));
    // SAFETY: the address belongs to the program's variable, so no other code parks there; the closures do
    // not park and do not panic.
    let result = unsafe {
        parking_lot_core::park(variable.addr(), || true, release, |_, _| (), DEFAULT_PARK_TOKEN, deadline)
    };
    acquire();
    bool_call(|| match result {
        ParkResult::Unparked(_) => Ok(()),
        ParkResult::Invalid | ParkResult::TimedOut => Err(win32(foundation::ERROR_TIMEOUT)),
    })
}

/// # Errors
/// `ERROR_TIMEOUT`.
///
/// # Safety
/// The caller is inside `section`, once.
#[unsafe(export_name = "ws2_32_SleepConditionVariableCS")]
pub unsafe extern "C" fn SleepConditionVariableCS(
    variable: *const c_void,
    section: *const CriticalSection,
    timeout_ms: u32,
) -> i32 {
    // SAFETY: the caller vouches for it.
    let section = unsafe { &*section };
    sleep(variable, timeout_ms, || section.leave(), || section.enter())
}

/// # Errors
/// `ERROR_TIMEOUT`.
///
/// # Safety
/// The caller holds `lock` in the way `flags` say.
#[unsafe(export_name = "ws2_32_SleepConditionVariableSRW")]
pub unsafe extern "C" fn SleepConditionVariableSRW(
    variable: *const c_void,
    lock: *const SlimLock,
    timeout_ms: u32,
    flags: u32,
) -> i32 {
    if flags & CONDITION_VARIABLE_LOCKMODE_SHARED != 0 {
        // SAFETY: passed on.
        let release = || unsafe { ReleaseSRWLockShared(lock) };
        // SAFETY: passed on.
        return sleep(variable, timeout_ms, release, || unsafe { AcquireSRWLockShared(lock) });
    }
    // SAFETY: passed on.
    let release = || unsafe { ReleaseSRWLockExclusive(lock) };
    // SAFETY: passed on.
    sleep(variable, timeout_ms, release, || unsafe { AcquireSRWLockExclusive(lock) })
}

#[unsafe(export_name = "ws2_32_WakeConditionVariable")]
pub extern "C" fn WakeConditionVariable(variable: *const c_void) {
    // SAFETY: only sleepers on this variable are parked at its address.
    unsafe { parking_lot_core::unpark_one(variable.addr(), |_| DEFAULT_UNPARK_TOKEN) };
}

#[unsafe(export_name = "ws2_32_WakeAllConditionVariable")]
pub extern "C" fn WakeAllConditionVariable(variable: *const c_void) {
    // SAFETY: as above.
    unsafe { parking_lot_core::unpark_all(variable.addr(), DEFAULT_UNPARK_TOKEN) };
}

#[cfg(test)]
mod tests {
    use std::cell::UnsafeCell;
    use std::ptr::from_ref;

    use parking_lot::lock_api::RawRwLock as _;

    use super::*;

    struct Shared {
        lock: SlimLock,
        variable: u64,
        ready: UnsafeCell<u32>,
    }

    // SAFETY: `ready` is used under `lock` only.
    unsafe impl Sync for Shared {}

    #[test]
    fn a_wake_up_is_not_lost_between_the_check_and_the_sleep() {
        for _ in 0..200 {
            let shared = Shared { lock: SlimLock::INIT, variable: 0, ready: UnsafeCell::new(0) };
            let variable: *const c_void = from_ref(&shared.variable).cast();
            let address = variable.expose_provenance();
            std::thread::scope(|scope| {
                let shared = &shared;
                scope.spawn(move || {
                    // SAFETY: the lock is held around the use of `ready`.
                    unsafe {
                        AcquireSRWLockExclusive(&shared.lock);
                        *shared.ready.get() = 1;
                        ReleaseSRWLockExclusive(&shared.lock);
                    }
                    WakeConditionVariable(std::ptr::with_exposed_provenance(address));
                });
                // SAFETY: as above.
                unsafe {
                    AcquireSRWLockExclusive(&shared.lock);
                    while *shared.ready.get() == 0 {
                        assert_eq!(SleepConditionVariableSRW(variable, &shared.lock, INFINITE, 0), 1);
                    }
                    ReleaseSRWLockExclusive(&shared.lock);
                }
            });
        }
    }

    #[test]
    fn a_timeout_fails_with_the_lock_held() {
        let (lock, variable) = (SlimLock::INIT, 0_u64);
        // SAFETY: the lock is held.
        unsafe {
            AcquireSRWLockExclusive(&lock);
            assert_eq!(SleepConditionVariableSRW(from_ref(&variable).cast(), &lock, 1, 0), 0);
        }
        assert_eq!(win32_wait::last_error::last_error(), foundation::ERROR_TIMEOUT);
        assert!(!lock.try_lock_shared());
    }
}
