//! Reads and writes with memory that a program has lent until they are done.

use std::io::IoSlice;
use std::os::fd::BorrowedFd;

use rustix::io::{ReadWriteFlags, Result, retry_on_intr};
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
