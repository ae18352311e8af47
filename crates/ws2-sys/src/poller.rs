//! Readiness of many descriptors: an edge-triggered epoll and the means to wake whoever waits in it.

use std::time::Duration;

use rustix::event::{EventfdFlags, Timespec, epoll, eventfd};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};

use crate::descriptor::above_standard_streams;
use crate::errno::{Errno, SysResult};

/// What happened to a watched descriptor since it was last told.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// What the descriptor was watched as.
    pub token: u64,
    /// Input, an end of input or an error may be there.
    pub readable: bool,
    /// Output may go on, or an error is there.
    pub writable: bool,
    /// Behind the input that is there stands an end, an error or urgent data: a read that gets less than it has
    /// room for need not have taken everything, and no further edge may come.
    pub more_behind: bool,
}

/// Most edges one wait brings.
pub const MOST_EDGES: usize = 256;

/// The edges of one wait.
pub type Edges = Vec<epoll::Event>;

const WAKE: u64 = u64::MAX;

/// An epoll of our own with an eventfd in it.
pub struct Poller {
    epoll: OwnedFd,
    wake: OwnedFd,
}

impl Poller {
    /// Watches nothing yet.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE`, `ENOMEM`.
    pub fn new() -> SysResult<Poller> {
        let epoll = above_standard_streams(epoll::create(epoll::CreateFlags::CLOEXEC)?);
        let wake = above_standard_streams(eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?);
        // An edge reaches one waiter, where a level would wake them all; and it needs no reading.
        let flags = epoll::EventFlags::IN | epoll::EventFlags::ET;
        epoll::add(&epoll, &wake, epoll::EventData::new_u64(WAKE), flags)?;
        Ok(Poller { epoll, wake })
    }

    /// Tells every edge of a descriptor from now on; one comes at once if it is ready already.
    ///
    /// # Errors
    /// `ENOMEM`, `ENOSPC`.
    pub fn watch(&self, fd: BorrowedFd<'_>, token: u64) -> SysResult<()> {
        use epoll::EventFlags as Flags;
        let flags = Flags::IN | Flags::OUT | Flags::RDHUP | Flags::PRI | Flags::ET;
        Ok(epoll::add(&self.epoll, fd, epoll::EventData::new_u64(token), flags)?)
    }

    /// Stops telling edges of a descriptor.
    pub fn forget(&self, fd: BorrowedFd<'_>) {
        // Not watched, or closed meanwhile: nothing to stop.
        let _ = epoll::delete(&self.epoll, fd);
    }

    /// Makes one wait, running or to come, return.
    pub fn wake(&self) {
        // It is never read: the counter has room for as many wakes as there can be.
        let _ = rustix::io::write(&self.wake, &1u64.to_ne_bytes());
    }

    /// Waits for edges and puts them into `edges`; the answer is whether it was woken. `None` waits for ever.
    ///
    /// # Errors
    /// `EINTR`.
    pub fn wait(&self, edges: &mut Edges, timeout: Option<Duration>) -> SysResult<bool> {
        edges.clear();
        edges.reserve(MOST_EDGES);
        let timeout = timeout.map(|timeout| Timespec {
            tv_sec: timeout.as_secs() as i64,
            tv_nsec: timeout.subsec_nanos().into(),
        });
        epoll::wait(&self.epoll, rustix::buffer::spare_capacity(edges), timeout.as_ref())
            .map_err(Errno::from)?;
        Ok(edges.iter().any(|edge| edge.data.u64() == WAKE))
    }

    /// The edges of a wait, without its wake-ups.
    pub fn edges(edges: &Edges) -> impl Iterator<Item = Edge> {
        use epoll::EventFlags as Flags;
        edges.iter().filter(|edge| edge.data.u64() != WAKE).map(|edge| {
            let flags = edge.flags;
            let ended = flags.intersects(Flags::ERR | Flags::HUP);
            Edge {
                token: edge.data.u64(),
                readable: ended || flags.intersects(Flags::IN | Flags::RDHUP | Flags::PRI),
                writable: ended || flags.intersects(Flags::OUT),
                more_behind: ended || flags.intersects(Flags::RDHUP | Flags::PRI),
            }
        })
    }

    /// A descriptor that is ready while edges wait to be told.
    pub fn as_fd(&self) -> BorrowedFd<'_> {
        self.epoll.as_fd()
    }
}
