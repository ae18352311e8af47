//! A page of memory that several processes have in common, and who of them still has a stake in it.
//!
//! A stake is an open file of the page with a read lock on it (`F_OFD_SETLK`). The lock belongs to the open file, not to
//! a process: it travels with the descriptor over a Unix socket, and the kernel takes it back when the last descriptor
//! goes, however its process ends. Whoever can turn his read lock into a write lock is the last.
//!
//! A mapping keeps its open file, too, and a forked child keeps mappings that it knows nothing of. So the memory is mapped
//! by an open file without a lock.

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
        let stake = open_anew(&file)?;
        SharedPage::map(stake, &file)
    }

    /// The page of a stake that another process has given, see [`SharedPage::another_stake`].
    ///
    /// # Errors
    /// `INVAL`: it is none.
    pub fn open(stake: OwnedFd, memory: &OwnedFd) -> SysResult<SharedPage> {
        let (file, mapped) = (rustix::fs::fstat(&stake)?, rustix::fs::fstat(memory)?);
        // Memory that could be cut short would end this process at an access.
        let seals = rustix::fs::fcntl_get_seals(&stake).map_err(|_| Errno::INVAL)?;
        let is_page = file.st_size == LEN as i64 && seals.contains(SealFlags::SHRINK);
        if !is_page || (file.st_dev, file.st_ino) != (mapped.st_dev, mapped.st_ino) {
            return Err(Errno::INVAL);
        }
        SharedPage::map(stake, memory)
    }

    fn map(stake: OwnedFd, memory: &OwnedFd) -> SysResult<SharedPage> {
        set_lock(stake.as_fd(), general::F_RDLCK)?;
        // SAFETY: a new mapping at a place of the kernel's choice.
        let start = unsafe {
            rustix::mm::mmap(
                std::ptr::null_mut(),
                LEN,
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::SHARED,
                memory,
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

    /// One more stake, and what the memory can be mapped by, for another process.
    ///
    /// # Errors
    /// `AGAIN`: the last one has left already.
    pub fn another_stake(&self) -> SysResult<[OwnedFd; 2]> {
        let stake = open_anew(&self.stake)?;
        set_lock(stake.as_fd(), general::F_RDLCK)?;
        Ok([stake, open_anew(&self.stake)?])
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

/// Another open file: only that has a lock of its own.
fn open_anew(file: &OwnedFd) -> SysResult<OwnedFd> {
    let path = format!("/proc/self/fd/{}", file.as_raw_fd());
    let opened = rustix::fs::open(path, OFlags::RDWR | OFlags::CLOEXEC, Mode::empty())?;
    Ok(above_standard_streams(opened))
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

    fn other_of(page: &SharedPage) -> SharedPage {
        let [stake, memory] = page.another_stake().unwrap();
        SharedPage::open(stake, &memory).unwrap()
    }

    #[test]
    fn words_are_common_and_the_last_one_knows() {
        let first = SharedPage::create().unwrap();
        assert!(!first.has_others());
        let second = other_of(&first);
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
        let [stake, memory] = page.another_stake().unwrap();
        let copy = stake.try_clone().unwrap();
        drop(stake);
        assert!(page.has_others());
        drop(copy);
        // What is mapped, or could be, is no stake.
        assert!(!page.has_others());
        drop(memory);
        assert!(page.leave());
    }

    #[test]
    fn of_many_that_leave_at_once_one_is_the_last() {
        for _ in 0..200 {
            let first = SharedPage::create().unwrap();
            let stakes = (0..3).map(|_| other_of(&first));
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
        let null = OwnedFd::from(null);
        assert_eq!(SharedPage::open(null.try_clone().unwrap(), &null).map(drop), Err(Errno::INVAL));
        let unsealed = rustix::fs::memfd_create(c"unsealed", MemfdFlags::CLOEXEC).unwrap();
        rustix::fs::ftruncate(&unsealed, LEN as u64).unwrap();
        assert_eq!(SharedPage::open(unsealed.try_clone().unwrap(), &unsealed).map(drop), Err(Errno::INVAL));
        let (one, two) = (SharedPage::create().unwrap(), SharedPage::create().unwrap());
        let ([stake, _], [_, memory]) = (one.another_stake().unwrap(), two.another_stake().unwrap());
        assert_eq!(SharedPage::open(stake, &memory).map(drop), Err(Errno::INVAL));
    }
}
