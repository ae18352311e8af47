//! Reads and writes with memory that a program has lent until they are done, and locks.

use std::io::IoSlice;
use std::os::fd::{AsRawFd, BorrowedFd};

use rustix::io::{Errno, ReadWriteFlags, Result, retry_on_intr};
use ws2_spi::LentBuffer;

/// The offset that stands for the end of a file in a write.
pub(super) const APPEND: u64 = u64::MAX;

/// Where a read or write begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// Where the descriptor stands, or as a stream comes.
    Current,
    /// So many bytes from the beginning.
    At(u64),
}

/// One read. An empty buffer asks the kernel nothing.
pub(super) fn read(fd: BorrowedFd<'_>, buffer: LentBuffer, place: Place) -> Result<usize> {
    if buffer.len == 0 {
        return Ok(0);
    }
    // SAFETY: the program's memory, lent for as long as the operation lasts; the kernel checks it.
    let bytes = unsafe { std::slice::from_raw_parts_mut(buffer.base, buffer.len) };
    retry_on_intr(|| match place {
        Place::Current => rustix::io::read(fd, &mut *bytes),
        Place::At(offset) => rustix::io::pread(fd, &mut *bytes, offset),
    })
}

/// One write.
pub(super) fn write(fd: BorrowedFd<'_>, buffer: LentBuffer, place: Place) -> Result<usize> {
    if buffer.len == 0 {
        return Ok(0);
    }
    // SAFETY: as in `read`.
    let bytes = unsafe { std::slice::from_raw_parts(buffer.base, buffer.len) };
    retry_on_intr(|| match place {
        Place::Current => rustix::io::write(fd, bytes),
        Place::At(APPEND) => rustix::io::pwritev2(fd, &[IoSlice::new(bytes)], 0, ReadWriteFlags::APPEND),
        Place::At(offset) => rustix::io::pwrite(fd, bytes, offset),
    })
}

/// What a part of a file is locked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LockKind {
    Shared,
    Exclusive,
}

/// Locks a part of an open file until that is closed. A length of 0 locks nothing.
///
/// # Errors
/// `EAGAIN`: others have locked some of it. `EBADF`: not open for this kind.
pub(super) fn lock(fd: BorrowedFd<'_>, kind: LockKind, start: u64, len: u64, wait: bool) -> Result<()> {
    if len == 0 {
        return Ok(());
    }
    let kind = match kind {
        LockKind::Shared => libc::F_RDLCK,
        LockKind::Exclusive => libc::F_WRLCK,
    };
    let ends_in_range = start.checked_add(len).is_some_and(|end| i64::try_from(end).is_ok());
    let part = libc::flock {
        l_type: kind as libc::c_short,
        l_whence: libc::SEEK_SET as libc::c_short,
        l_start: start as libc::off_t,
        // 0 is all that may come.
        l_len: if ends_in_range { len as libc::off_t } else { 0 },
        l_pid: 0,
    };
    let command = if wait { libc::F_OFD_SETLKW } else { libc::F_OFD_SETLK };
    retry_on_intr(|| {
        // SAFETY: the structure lives during the call.
        match unsafe { libc::fcntl(fd.as_raw_fd(), command, &part) } {
            0 => Ok(()),
            _ => Err(Errno::from_io_error(&std::io::Error::last_os_error()).unwrap_or(Errno::IO)),
        }
    })
}
