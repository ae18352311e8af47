//! Whether the process got rights that its user has not.

/// The kernel's word on it: true in a set-user-id program, one with file capabilities, …
pub fn is_secure() -> bool {
    // SAFETY: reads a word the kernel left for the process.
    unsafe { libc::getauxval(libc::AT_SECURE) != 0 }
}
