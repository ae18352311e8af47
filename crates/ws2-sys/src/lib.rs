//! The only crate that enters the kernel.
//!
//! Sockets are used through raw system calls, never through libc's `socket`, `send` …, so the library can
//! never call itself, and buffers the program lends are judged by the kernel (`EFAULT`), not by us.
//!
//! Nothing here knows a rule of Windows Sockets; [`errno`] alone speaks of WSAE* codes.

pub mod address;
pub mod clock;
pub mod descriptor;
pub mod errno;
pub mod filter_raw;
pub mod holder_raw;
pub mod interrupt;
pub mod interruptible_raw;
pub mod memory_raw;
pub mod poll;
pub mod poller;
pub mod queue;
pub mod route_notices;
pub mod shared_page_raw;
pub mod socket_raw;
pub mod stream_raw;
pub mod task;
pub mod ticket;
pub mod time_wait;
pub mod wakeup;

pub use linux_raw_sys as linux;
pub use rustix::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
