//! Critical sections, in the memory of the program's `CRITICAL_SECTION`; nothing is allocated.
//!
//! `LockCount` is the lock: -1 free, 0 owned, 1 owned with threads that sleep on it. A section made by a
//! static initializer (`LockCount` -1, the rest 0) therefore works as on Windows.

use std::sync::atomic::{AtomicI32, AtomicU32, AtomicUsize, Ordering};

use rustix::thread::futex;
use win32_wait::{race_detector, thread};
use ws2_types::abi::foundation;
use ws2_types::abi::threading::CRITICAL_SECTION;

const FREE: u32 = -1_i32 as u32;
const OWNED: u32 = 0;
const CONTENDED: u32 = 1;
const MOST_SPINS: usize = 100;

/// A `CRITICAL_SECTION`, as threads share it.
#[repr(C)]
pub struct CriticalSection {
    debug_info: AtomicUsize,
    lock: AtomicU32,
    recursions: AtomicI32,
    owner: AtomicUsize,
    lock_semaphore: AtomicUsize,
    spin_count: AtomicUsize,
}

const _: () = assert!(size_of::<CriticalSection>() == size_of::<CRITICAL_SECTION>());
const _: () = assert!(
    std::mem::offset_of!(CriticalSection, lock) == std::mem::offset_of!(CRITICAL_SECTION, LockCount)
        && std::mem::offset_of!(CriticalSection, owner)
            == std::mem::offset_of!(CRITICAL_SECTION, OwningThread)
);

impl CriticalSection {
    fn new(spins: u32) -> CriticalSection {
        CriticalSection {
            debug_info: AtomicUsize::new(0),
            lock: AtomicU32::new(FREE),
            recursions: AtomicI32::new(0),
            owner: AtomicUsize::new(0),
            lock_semaphore: AtomicUsize::new(0),
            spin_count: AtomicUsize::new(spins as usize),
        }
    }

    /// Takes the section if that needs no waiting.
    pub(super) fn try_enter(&self) -> bool {
        let own = thread::current_id() as usize;
        // Only this thread writes its own id, so a stale read cannot match.
        if self.owner.load(Ordering::Relaxed) == own {
            self.recursions.fetch_add(1, Ordering::Relaxed);
            return true;
        }
        let taken = self.lock.compare_exchange(FREE, OWNED, Ordering::Acquire, Ordering::Relaxed).is_ok();
        if taken {
            self.own(own);
        }
        taken
    }

    /// Takes the section.
    pub(super) fn enter(&self) {
        if !self.try_enter() {
            self.enter_slowly();
        }
    }

    #[cold]
    fn enter_slowly(&self) {
        for _ in 0..self.spin_count.load(Ordering::Relaxed).min(MOST_SPINS) {
            std::hint::spin_loop();
            if self.try_enter() {
                return;
            }
        }
        // Whoever slept takes the lock as contended: others may sleep still.
        while self.lock.swap(CONTENDED, Ordering::Acquire) != FREE {
            // EAGAIN and EINTR: look again.
            let _ = futex::wait(&self.lock, futex::Flags::PRIVATE, CONTENDED, None);
        }
        self.own(thread::current_id() as usize);
    }

    fn own(&self, thread: usize) {
        race_detector::acquire(self);
        self.owner.store(thread, Ordering::Relaxed);
        self.recursions.store(1, Ordering::Relaxed);
    }

    /// Gives the section back; leaving one that is not the thread's is undefined, here it is ignored.
    pub(super) fn leave(&self) {
        if self.owner.load(Ordering::Relaxed) != thread::current_id() as usize {
            return;
        }
        if self.recursions.fetch_sub(1, Ordering::Relaxed) > 1 {
            return;
        }
        race_detector::release(self);
        self.owner.store(0, Ordering::Relaxed);
        if self.lock.swap(FREE, Ordering::Release) == CONTENDED {
            // The section may be gone already; a wake-up of a stranger's word is harmless.
            let _ = futex::wake(&self.lock, futex::Flags::PRIVATE, 1);
        }
    }
}

/// # Safety
/// `section` is valid for writes.
#[unsafe(export_name = "ws2_32_InitializeCriticalSection")]
pub unsafe extern "C" fn InitializeCriticalSection(section: *mut CriticalSection) {
    // SAFETY: passed on.
    unsafe { InitializeCriticalSectionEx(section, 0, 0) };
}

/// # Safety
/// `section` is valid for writes.
#[unsafe(export_name = "ws2_32_InitializeCriticalSectionAndSpinCount")]
pub unsafe extern "C" fn InitializeCriticalSectionAndSpinCount(
    section: *mut CriticalSection,
    spins: u32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { InitializeCriticalSectionEx(section, spins, 0) }
}

/// # Safety
/// `section` is valid for writes.
#[unsafe(export_name = "ws2_32_InitializeCriticalSectionEx")]
pub unsafe extern "C" fn InitializeCriticalSectionEx(
    section: *mut CriticalSection,
    spins: u32,
    _flags: u32,
) -> i32 {
    // SAFETY: the caller lends the memory, which nobody uses yet.
    unsafe { section.write(CriticalSection::new(spins)) };
    foundation::TRUE
}

/// # Safety
/// `section` was initialized.
#[unsafe(export_name = "ws2_32_SetCriticalSectionSpinCount")]
pub unsafe extern "C" fn SetCriticalSectionSpinCount(section: *const CriticalSection, spins: u32) -> u32 {
    // SAFETY: the caller vouches for it.
    unsafe { &*section }.spin_count.swap(spins as usize, Ordering::Relaxed) as u32
}

/// # Safety
/// `section` was initialized.
#[unsafe(export_name = "ws2_32_EnterCriticalSection")]
pub unsafe extern "C" fn EnterCriticalSection(section: *const CriticalSection) {
    // SAFETY: the caller vouches for it.
    unsafe { &*section }.enter();
}

/// # Safety
/// `section` was initialized.
#[unsafe(export_name = "ws2_32_TryEnterCriticalSection")]
pub unsafe extern "C" fn TryEnterCriticalSection(section: *const CriticalSection) -> i32 {
    // SAFETY: the caller vouches for it.
    unsafe { &*section }.try_enter().into()
}

/// # Safety
/// `section` was initialized.
#[unsafe(export_name = "ws2_32_LeaveCriticalSection")]
pub unsafe extern "C" fn LeaveCriticalSection(section: *const CriticalSection) {
    // SAFETY: the caller vouches for it.
    unsafe { &*section }.leave();
}

/// # Safety
/// `section` was initialized and is used no more.
#[unsafe(export_name = "ws2_32_DeleteCriticalSection")]
pub unsafe extern "C" fn DeleteCriticalSection(section: *mut CriticalSection) {
    // SAFETY: the caller vouches for it.
    unsafe { section.write(CriticalSection::new(0)) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_enters_again_and_others_wait_for_the_last_leave() {
        let section = CriticalSection::new(0);
        section.enter();
        assert!(section.try_enter());
        std::thread::scope(|scope| {
            scope.spawn(|| {
                assert!(!section.try_enter());
                section.leave(); // not the owner's
            });
        });
        section.leave();
        std::thread::scope(|scope| {
            scope.spawn(|| assert!(!section.try_enter()));
        });
        section.leave();
        std::thread::scope(|scope| {
            scope.spawn(|| assert!(section.try_enter()));
        });
    }

    #[test]
    fn no_two_threads_are_inside_at_once() {
        let section = CriticalSection::new(10);
        let inside = AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..5_000 {
                        section.enter();
                        assert_eq!(inside.fetch_add(1, Ordering::Relaxed), 0);
                        inside.fetch_sub(1, Ordering::Relaxed);
                        section.leave();
                    }
                });
            }
        });
        assert!(section.try_enter());
    }

    #[test]
    fn a_static_initializer_makes_a_free_section() {
        // { (void *)-1, -1, 0, 0, 0, 0 }, as C sources write it.
        let words: [u64; 5] = [u64::MAX, 0xffff_ffff, 0, 0, 0];
        // SAFETY: the layout is asserted above, and all bit patterns are valid.
        let section: CriticalSection = unsafe { std::mem::transmute(words) };
        assert!(section.try_enter());
    }
}
