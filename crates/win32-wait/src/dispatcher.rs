//! What can be waited for. (Signaled states and waits live here and in the modules of each object.)

/// An object with a signaled state.
pub trait Dispatcher: Send + Sync {}
