//! Waiting for descriptors: `ppoll`, and the edge on which a closing connection drains.

use std::time::Duration;

use linux_raw_sys::general;
use rustix::event::{Timespec, epoll};
use rustix::fd::{AsRawFd, BorrowedFd, OwnedFd};
use syscalls::{Sysno, syscall};

use crate::descriptor::above_standard_streams;
use crate::errno::{Errno, SysResult};
use crate::interruptible_raw::Interruption;

pub use linux_raw_sys::general::{
    POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, POLLPRI, POLLRDBAND, POLLRDHUP, POLLRDNORM, POLLWRNORM,
};

const KERNEL_MASK_BYTES: usize = 8;

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
    let timeout = timeout.map(timespec);
    let timeout = timeout.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: `entries` and `timeout` are valid for the call.
    unsafe { syscall!(Sysno::ppoll, entries.as_mut_ptr(), entries.len(), timeout, 0, KERNEL_MASK_BYTES) }
        .map_err(|error| Errno(error.into_raw()))
}

/// [`wait`] that an interrupt ends also when it comes just before.
///
/// # Errors
/// As [`wait`].
pub fn wait_interruptibly(
    entries: &mut [PollEntry],
    timeout: Option<Duration>,
    interruption: Interruption<'_>,
) -> SysResult<usize> {
    let timeout = timeout.map(timespec);
    let timeout = timeout.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    let (first, no_mask) = (entries.as_mut_ptr(), 0);
    let arguments = [
        first.expose_provenance(),
        entries.len(),
        timeout.expose_provenance(),
        no_mask,
        KERNEL_MASK_BYTES,
        0,
    ];
    // SAFETY: `entries` and `timeout` are valid for the call.
    unsafe { interruption.call(Sysno::ppoll, arguments) }
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
    ///
    /// # Errors
    /// `EINTR`.
    pub fn wait(&self, timeout: Duration, interruption: Interruption<'_>) -> SysResult<()> {
        let mut event = general::epoll_event { events: 0, data: 0 };
        let timeout = timespec(timeout);
        let (event, timeout) = (&raw mut event, &raw const timeout);
        let (events, no_mask) = (1, 0);
        let epoll = self.epoll.as_raw_fd() as usize;
        let arguments = [
            epoll,
            event.expose_provenance(),
            events,
            timeout.expose_provenance(),
            no_mask,
            KERNEL_MASK_BYTES,
        ];
        // SAFETY: room for one event and the time-out are valid for the call.
        unsafe { interruption.call(Sysno::epoll_pwait2, arguments) }.map(drop)
    }
}

const _: () = assert!(std::mem::size_of::<PollEntry>() == std::mem::size_of::<general::pollfd>());
