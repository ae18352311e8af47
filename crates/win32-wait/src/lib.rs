//! Dispatcher objects: what a Windows thread waits for and is woken by.
//!
//! Sockets are objects of the same handle table, so that a SOCKET can be used wherever a HANDLE is taken.

mod agenda;
pub mod alarm;
pub mod binding;
pub mod blocking;
mod commons;
pub mod completion;
pub mod completion_queue;
pub mod dispatcher;
pub mod event;
pub mod handle_table;
pub mod keyed_event;
pub mod last_error;
pub mod mutex;
pub mod named;
pub mod pool;
pub mod port;
pub mod race_detector;
pub mod reactor;
pub mod registered_buffer;
pub mod request_queue;
pub mod semaphore;
pub mod signal;
mod subscription;
mod sync;
pub mod thread;
pub mod timer;
pub mod wait;
