//! A page of memory that several processes have in common, and who of them still has a stake in it.
//!
//! A stake is an open file of the page with a read lock on it (`F_OFD_SETLK`). The lock belongs to the open file, not to
//! a process: it travels with the descriptor over a Unix socket, and the kernel takes it back when the last descriptor
//! goes, however its process ends. Whoever can turn his read lock into a write lock is the last.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicU64, Ordering};

use linux_raw_sys::general;
use rustix::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use rustix::fs::{MemfdFlags, Mode, OFlags, SealFlags};
use rustix::io::Errno as KernelErrno;
use rustix::mm::{MapFlags, ProtFlags};
use syscalls::{Sysno, syscall};

use crate::descriptor::above_standard_streams;
use crate::errno::{Errno, SysResult};

/// Words of a page.
pub const WORDS: usize = 1024;
const LEN: usize = WORDS * size_of::<AtomicU64>();
/// Set by the one who left last; so nobody else is.
const ENDED: usize = 0;
/// The first word for the owners' use.
pub const FIRST_FREE_WORD: usize = 1;

/// A stake in a page, mapped.
pub struct SharedPage {
    stake: OwnedFd,
    words: NonNull<[AtomicU64; WORDS]>,
}

// SAFETY: the mapping is plain memory that is accessed by atomics only and lives as long as the value.
unsafe impl Send for SharedPage {}
// SAFETY: as above.
unsafe impl Sync for SharedPage {}

impl SharedPage {
    /// A new page of zeroes with one stake in it.
    pub fn create() -> SysResult<SharedPage> {
        let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
        let file = rustix::fs::memfd_create(c"winsock-socket", flags | MemfdFlags::NOEXEC_SEAL)
            .or_else(|_| rustix::fs::memfd_create(c"winsock-socket", flags))?;
        rustix::fs::ftruncate(&file, LEN as u64)?;
        rustix::fs::fcntl_add_seals(&file, SealFlags::SHRINK | SealFlags::GROW)?;
        let file = above_standard_streams(file);
        set_lock(file.as_fd(), general::F_RDLCK)?;
        SharedPage::map(file)
    }

    /// The page of a stake that another process has given.
    ///
    /// # Errors
    /// `INVAL`: it is none.
    pub fn open(stake: OwnedFd) -> SysResult<SharedPage> {
        let is_file = rustix::fs::fstat(&stake)?.st_size == LEN as i64;
        // Memory that could be cut short would end this process at an access.
        let seals = rustix::fs::fcntl_get_seals(&stake).map_err(|_| Errno::INVAL)?;
        if !is_file || !seals.contains(SealFlags::SHRINK) {
            return Err(Errno::INVAL);
        }
        set_lock(stake.as_fd(), general::F_RDLCK)?;
        SharedPage::map(stake)
    }

    fn map(stake: OwnedFd) -> SysResult<SharedPage> {
        // SAFETY: a new mapping at a place of the kernel's choice.
        let start = unsafe {
            rustix::mm::mmap(
                std::ptr::null_mut(),
                LEN,
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::SHARED,
                &stake,
                0,
            )
        }?;
        let words = NonNull::new(start.cast()).ok_or(Errno::INVAL)?;
        Ok(SharedPage { stake, words })
    }

    /// The words in common. What they say is to be believed as far as the other processes are.
    #[inline]
    pub fn words(&self) -> &[AtomicU64; WORDS] {
        // SAFETY: mapped for reads and writes until the drop, at a page's boundary; its length is sealed.
        unsafe { self.words.as_ref() }
    }

    /// One more stake, for another process.
    ///
    /// # Errors
    /// `AGAIN`: the last one has left already.
    pub fn another_stake(&self) -> SysResult<OwnedFd> {
        // Only an open file of its own has a lock of its own.
        let path = format!("/proc/self/fd/{}", self.stake.as_raw_fd());
        let stake = rustix::fs::open(path, OFlags::RDWR | OFlags::CLOEXEC, Mode::empty())?;
        let stake = above_standard_streams(stake);
        set_lock(stake.as_fd(), general::F_RDLCK)?;
        Ok(stake)
    }

    /// Whether others have a stake at this moment.
    pub fn has_others(&self) -> bool {
        let mut lock = whole_file(general::F_WRLCK);
        match control(self.stake.as_fd(), general::F_OFD_GETLK, &mut lock) {
            Ok(()) => lock.l_type != general::F_UNLCK as i16,
            Err(_) => true,
        }
    }

    /// Gives the stake up. Answers whether it was the last one; of several that leave at once exactly one is.
    pub fn leave(&self) -> bool {
        let take_all = || set_lock(self.stake.as_fd(), general::F_WRLCK).is_ok();
        let last = take_all() || {
            let _ = set_lock(self.stake.as_fd(), general::F_UNLCK);
            // Two that saw each other above now do not any more.
            take_all()
        };
        last && self.words()[ENDED].swap(1, Ordering::AcqRel) == 0
    }
}

impl Drop for SharedPage {
    fn drop(&mut self) {
        // SAFETY: mapped by this value, and nobody borrows it any more.
        let _: Result<(), KernelErrno> = unsafe { rustix::mm::munmap(self.words.as_ptr().cast(), LEN) };
    }
}

fn whole_file(kind: u32) -> general::flock {
    general::flock { l_type: kind as i16, l_whence: general::SEEK_SET as i16, l_start: 0, l_len: 0, l_pid: 0 }
}

fn set_lock(file: BorrowedFd<'_>, kind: u32) -> SysResult<()> {
    control(file, general::F_OFD_SETLK, &mut whole_file(kind))
}

fn control(file: BorrowedFd<'_>, command: u32, lock: &mut general::flock) -> SysResult<()> {
    // SAFETY: the kernel's own structure, which it may change during the call.
    unsafe { syscall!(Sysno::fcntl, file.as_raw_fd(), command, &raw mut *lock) }
        .map(drop)
        .map_err(|error| Errno(error.into_raw()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_common_and_the_last_one_knows() {
        let first = SharedPage::create().unwrap();
        assert!(!first.has_others());
        let second = SharedPage::open(first.another_stake().unwrap()).unwrap();
        assert!(first.has_others() && second.has_others());
        first.words()[FIRST_FREE_WORD].store(7, Ordering::Release);
        assert_eq!(second.words()[FIRST_FREE_WORD].load(Ordering::Acquire), 7);
        assert!(!first.leave() && !second.has_others());
        assert!(second.leave());
        assert_eq!(second.another_stake().map(drop), Err(Errno::AGAIN));
    }

    #[test]
    fn a_stake_counts_before_it_is_opened_and_no_more_once_it_is_dropped() {
        let page = SharedPage::create().unwrap();
        let stake = page.another_stake().unwrap();
        let copy = stake.try_clone().unwrap();
        drop(stake);
        assert!(page.has_others());
        drop(copy);
        assert!(!page.has_others());
        assert!(page.leave());
    }

    #[test]
    fn of_many_that_leave_at_once_one_is_the_last() {
        for _ in 0..200 {
            let first = SharedPage::create().unwrap();
            let stakes = (0..3).map(|_| SharedPage::open(first.another_stake().unwrap()).unwrap());
            let pages: Vec<_> = stakes.collect();
            let pages: Vec<_> = std::iter::once(first).chain(pages).collect();
            let last = std::thread::scope(|scope| {
                let leaving: Vec<_> =
                    pages.into_iter().map(|page| scope.spawn(move || page.leave())).collect();
                leaving.into_iter().filter_map(|thread| thread.join().ok()).filter(|last| *last).count()
            });
            assert_eq!(last, 1);
        }
    }

    #[test]
    fn other_files_are_no_stakes() {
        let null = std::fs::OpenOptions::new().read(true).write(true).open("/dev/null").unwrap();
        assert_eq!(SharedPage::open(null.into()).map(drop), Err(Errno::INVAL));
        let unsealed = rustix::fs::memfd_create(c"unsealed", MemfdFlags::CLOEXEC).unwrap();
        rustix::fs::ftruncate(&unsealed, LEN as u64).unwrap();
        assert_eq!(SharedPage::open(unsealed).map(drop), Err(Errno::INVAL));
    }
}
