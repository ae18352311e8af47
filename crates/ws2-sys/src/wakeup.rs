//! The marker: an open file on which no call can block.
//!
//! Put under the number of a socket that is being closed while others use it, it makes every call that was
//! about to enter the kernel with that number return at once: receives end with 0, sends fail, polls are
//! ready. So no thread can miss the close, and none can reach the real socket afterwards.

use std::sync::OnceLock;

use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::net::{AddressFamily, SocketFlags, SocketType, socketpair};

use crate::descriptor::above_standard_streams;
use crate::errno::SysResult;

/// The process's marker: one end of a socket pair whose other end is closed. To be asked for while there are
/// descriptors left, so that it is there when a close has to do without another one.
pub fn marker() -> SysResult<BorrowedFd<'static>> {
    static MARKER: OnceLock<OwnedFd> = OnceLock::new();
    if let Some(marker) = MARKER.get() {
        return Ok(marker.as_fd());
    }
    let (marker, _closed_now) =
        socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)?;
    Ok(MARKER.get_or_init(|| above_standard_streams(marker)).as_fd())
}
