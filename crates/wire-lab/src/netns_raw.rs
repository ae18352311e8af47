//! The one call of [`crate::netns`] that Rust can't check.

use rustix::io::Result;
use rustix::thread::UnshareFlags;

/// Moves the calling thread into new namespaces. `flags` must not contain `FILES`.
///
/// # Errors
/// EPERM without the right, EINVAL for a user namespace in a process with several threads, ENOSPC at the
/// limit of namespaces.
pub(crate) fn unshare(flags: UnshareFlags) -> Result<()> {
    debug_assert!(!flags.contains(UnshareFlags::FILES));
    // SAFETY: `unshare` is unsafe because of CLONE_FILES, after which threads disagree about what a
    // descriptor means; no caller in this crate passes it.
    unsafe { rustix::thread::unshare_unsafe(flags) }
}
