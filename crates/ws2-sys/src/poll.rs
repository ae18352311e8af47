//! Waiting for descriptors: `ppoll`, and the edge on which a closing connection drains.

use std::time::Duration;

use linux_raw_sys::general;
use rustix::event::{Timespec, epoll};
use rustix::fd::{BorrowedFd, OwnedFd};
use syscalls::{Sysno, syscall};

use crate::descriptor::above_standard_streams;
use crate::errno::{Errno, SysResult};
use crate::interrupt::Hold;

pub use linux_raw_sys::general::{
    POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, POLLPRI, POLLRDBAND, POLLRDHUP, POLLRDNORM, POLLWRNORM,
};

/// The kernel's `pollfd`.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct PollEntry {
    /// Descriptor number; negative ones are passed over.
    pub fd: i32,
    /// POLL* bits asked for.
    pub events: u16,
    /// POLL* bits found.
    pub revents: u16,
}

/// Waits until an entry is ready; the answer is how many are. `None` waits for ever.
///
/// # Errors
/// `EINTR` when a signal came, also the one by which another thread ends the wait.
pub fn wait(entries: &mut [PollEntry], timeout: Option<Duration>) -> SysResult<usize> {
    ppoll(entries, timeout, std::ptr::null())
}

/// [`wait`] that also ends for an interrupt which came since `hold` was begun.
///
/// # Errors
/// As [`wait`].
pub fn wait_holding(entries: &mut [PollEntry], timeout: Option<Duration>, hold: &Hold) -> SysResult<usize> {
    let mask = hold.open_mask();
    ppoll(entries, timeout, &raw const mask)
}

fn ppoll(
    entries: &mut [PollEntry],
    timeout: Option<Duration>,
    mask: *const libc::sigset_t,
) -> SysResult<usize> {
    const KERNEL_MASK_BYTES: usize = 8;
    let timeout = timeout.map(timespec);
    let timeout = timeout.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: `entries` and `timeout` are valid for the call; `mask` is NULL or valid and longer than is read.
    unsafe { syscall!(Sysno::ppoll, entries.as_mut_ptr(), entries.len(), timeout, mask, KERNEL_MASK_BYTES) }
        .map_err(|error| Errno(error.into_raw()))
}

fn timespec(duration: Duration) -> Timespec {
    Timespec { tv_sec: duration.as_secs() as i64, tv_nsec: duration.subsec_nanos().into() }
}

/// Waits for changes of one connection's state. `poll` cannot: it sees levels, and "our FIN was
/// acknowledged" changes none of them. An edge-triggered epoll entry wakes on it.
pub struct StateEdge {
    epoll: OwnedFd,
}

impl StateEdge {
    /// Watches a descriptor; the first wait returns at once.
    pub fn watch(fd: BorrowedFd<'_>) -> SysResult<StateEdge> {
        let epoll = above_standard_streams(epoll::create(epoll::CreateFlags::CLOEXEC)?);
        let flags = epoll::EventFlags::OUT | epoll::EventFlags::ET;
        epoll::add(&epoll, fd, epoll::EventData::new_u64(0), flags)?;
        Ok(StateEdge { epoll })
    }

    /// Waits for the next change, at most `timeout`.
    pub fn wait(&self, timeout: Duration) -> SysResult<()> {
        let mut events = Vec::with_capacity(1);
        epoll::wait(&self.epoll, rustix::buffer::spare_capacity(&mut events), Some(&timespec(timeout)))?;
        Ok(())
    }
}

const _: () = assert!(std::mem::size_of::<PollEntry>() == std::mem::size_of::<general::pollfd>());
