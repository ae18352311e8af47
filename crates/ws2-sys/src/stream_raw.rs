//! Reads and writes of pipes and terminals that another thread can end.

use rustix::fd::{AsRawFd, BorrowedFd};
use syscalls::Sysno;

use crate::errno::SysResult;
use crate::interruptible_raw::Interruption;
use crate::socket_raw::LentBuffer;

/// Waits for something to read, and takes what fits.
///
/// # Errors
/// `EINTR`: nothing was read.
pub fn read(fd: BorrowedFd<'_>, buffer: LentBuffer, interruption: Interruption<'_>) -> SysResult<usize> {
    call(Sysno::read, fd, buffer, interruption)
}

/// Writes until everything is taken; less if an interrupt comes after some was.
///
/// # Errors
/// `EINTR`: nothing was written.
pub fn write(fd: BorrowedFd<'_>, buffer: LentBuffer, interruption: Interruption<'_>) -> SysResult<usize> {
    call(Sysno::write, fd, buffer, interruption)
}

fn call(
    number: Sysno,
    fd: BorrowedFd<'_>,
    buffer: LentBuffer,
    interruption: Interruption<'_>,
) -> SysResult<usize> {
    let arguments = [fd.as_raw_fd() as usize, buffer.base.expose_provenance(), buffer.len, 0, 0, 0];
    // SAFETY: the arguments follow the kernel's signature; it checks the memory, which the program has lent.
    unsafe { interruption.call(number, arguments) }
}
