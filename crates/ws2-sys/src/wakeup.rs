//! The marker: an open file on which no call can block.
//!
//! Put under the number of a socket that is being closed while others use it, it makes every call that was
//! about to enter the kernel with that number return at once: receives end with 0, sends fail, polls are
//! ready. So no thread can miss the close, and none can reach the real socket afterwards.

use std::sync::OnceLock;

use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::net::{AddressFamily, SocketFlags, SocketType, socketpair};

use crate::descriptor::above_standard_streams;
use crate::errno::{Errno, SysResult};

/// The process's marker: one end of a socket pair whose other end is closed.
pub fn marker() -> SysResult<BorrowedFd<'static>> {
    static MARKER: OnceLock<Result<OwnedFd, Errno>> = OnceLock::new();
    let marker = MARKER.get_or_init(|| {
        let (marker, _closed_now) =
            socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)?;
        Ok(above_standard_streams(marker))
    });
    marker.as_ref().map(AsFd::as_fd).map_err(|errno| *errno)
}
