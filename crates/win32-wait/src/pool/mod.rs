//! The thread pool.
//!
//! A pool is a completion port with threads that take packets from it (`workers.rs`). Work goes through the same
//! port as the ends of overlapped operations: each queued callback has a packet that stands for it, while the
//! callbacks themselves wait in the pool in the order of their priorities. So a thread that waits for work also
//! drives the sockets of the pool, and no other thread stands in between.
//!
//! - **Growing** (`growth.rs`): one thread more than those that work is there to take the next packet. As long as
//!   fewer work than there are processors, it is started at once; beyond that when the working ones are blocked,
//!   or when none of them has finished for a while.
//! - **Callback objects** (`work.rs`, `io.rs`, `timer.rs`, `wait.rs`, `single.rs`, `registered_wait.rs`,
//!   `timer_queue.rs`) share their counts of queued and running callbacks (`member.rs`) and may belong to a cleanup group (`group.rs`).
//! - **The callback itself** is known to the thread that runs it (`worker.rs`): it may ask to be counted as
//!   finished early, or for something to be done when it returns. A callback that ends its thread counts as
//!   finished, and the pool starts another thread when it needs one.
//!
//! **Locks.** A callback object's own lock comes first, then the dispatcher lock or the alarms', then the counts of
//! a member, then a pool's state, then the port's queue. No callback of the program runs under any of them.

mod bound;
mod group;
mod growth;
mod io;
mod member;
mod registered_wait;
mod single;
mod timer;
pub mod timer_queue;
mod wait;
mod watch;
mod work;
mod worker;
mod workers;

pub use self::bound::bind_callback;
pub use self::group::Group;
pub use self::io::Io;
pub use self::member::{Call, Cause, Function, Priority, Settings};
pub use self::registered_wait::{Completion, RegisteredWait};
pub use self::single::submit_once;
pub use self::timer::Timer;
pub use self::wait::Wait;
pub use self::work::Work;
pub use self::worker::{AtReturn, disassociate, may_run_long, when_callback_returns};
pub use self::workers::Pool;

#[cfg(all(test, not(loom)))]
mod tests;
