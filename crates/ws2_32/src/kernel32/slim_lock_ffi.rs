//! Slim reader/writer locks: `parking_lot`'s lock in the program's 8 bytes.

use parking_lot::RawRwLock;
use parking_lot::lock_api::RawRwLock as _;
use win32_wait::race_detector;
use ws2_types::abi::threading::SRWLOCK;

/// An `SRWLOCK`. All zero is a free lock in both.
pub type SlimLock = RawRwLock;

const _: () = assert!(size_of::<SlimLock>() == size_of::<SRWLOCK>());
const _: () = {
    // SAFETY: same size; a lock is one word.
    assert!(unsafe { std::mem::transmute::<SlimLock, usize>(SlimLock::INIT) } == 0);
};

/// # Safety
/// `lock` is valid for writes.
#[unsafe(export_name = "ws2_32_InitializeSRWLock")]
pub unsafe extern "C" fn InitializeSRWLock(lock: *mut SlimLock) {
    // SAFETY: the caller lends the memory, which nobody uses yet.
    unsafe { lock.write(SlimLock::INIT) };
}

/// # Safety
/// `lock` was initialized.
#[unsafe(export_name = "ws2_32_AcquireSRWLockExclusive")]
pub unsafe extern "C" fn AcquireSRWLockExclusive(lock: *const SlimLock) {
    // SAFETY: the caller vouches for it.
    unsafe { &*lock }.lock_exclusive();
    race_detector::acquire(lock);
}

/// # Safety
/// `lock` was initialized.
#[unsafe(export_name = "ws2_32_AcquireSRWLockShared")]
pub unsafe extern "C" fn AcquireSRWLockShared(lock: *const SlimLock) {
    // SAFETY: the caller vouches for it.
    unsafe { &*lock }.lock_shared();
    race_detector::acquire(lock);
}

/// # Safety
/// `lock` was initialized.
#[unsafe(export_name = "ws2_32_TryAcquireSRWLockExclusive")]
pub unsafe extern "C" fn TryAcquireSRWLockExclusive(lock: *const SlimLock) -> u8 {
    // SAFETY: the caller vouches for it.
    let taken = unsafe { &*lock }.try_lock_exclusive();
    if taken {
        race_detector::acquire(lock);
    }
    taken.into()
}

/// # Safety
/// `lock` was initialized.
#[unsafe(export_name = "ws2_32_TryAcquireSRWLockShared")]
pub unsafe extern "C" fn TryAcquireSRWLockShared(lock: *const SlimLock) -> u8 {
    // SAFETY: the caller vouches for it.
    let taken = unsafe { &*lock }.try_lock_shared();
    if taken {
        race_detector::acquire(lock);
    }
    taken.into()
}

/// # Safety
/// The caller holds the lock exclusively.
#[unsafe(export_name = "ws2_32_ReleaseSRWLockExclusive")]
pub unsafe extern "C" fn ReleaseSRWLockExclusive(lock: *const SlimLock) {
    race_detector::release(lock);
    // SAFETY: the caller vouches for it.
    unsafe { (*lock).unlock_exclusive() };
}

/// # Safety
/// The caller holds the lock shared.
#[unsafe(export_name = "ws2_32_ReleaseSRWLockShared")]
pub unsafe extern "C" fn ReleaseSRWLockShared(lock: *const SlimLock) {
    race_detector::release(lock);
    // SAFETY: the caller vouches for it.
    unsafe { (*lock).unlock_shared() };
}
