//! Keeps our descriptors clear of the numbers 0, 1 and 2.
//!
//! On Windows sockets and files opened by handle take no number of the C run time. A program that has closed
//! its standard input may go on to read or close number 0; that must not reach a socket that happens to have
//! got this number.

use std::os::fd::{AsRawFd, OwnedFd};

const FIRST_FREE: i32 = 3;

/// The same open file under a number that is no standard stream's. When no other number is to be had the file
/// keeps its own.
#[inline]
pub fn above_standard_streams(descriptor: OwnedFd) -> OwnedFd {
    if descriptor.as_raw_fd() >= FIRST_FREE {
        return descriptor;
    }
    rustix::io::fcntl_dupfd_cloexec(&descriptor, FIRST_FREE).unwrap_or(descriptor)
}
