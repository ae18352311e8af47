//! Whether memory is there.

use rustix::io::Errno;
use rustix::mm::{Advice, madvise};
use rustix::param::page_size;

/// Brings memory in and says whether all of it can be read. Kernels before 5.14 cannot tell, and the answer is yes.
pub fn is_readable(start: *const u8, len: usize) -> bool {
    let page = page_size();
    let first = start.addr() & !(page - 1);
    let Some(end) = start.addr().checked_add(len) else { return false };
    let first = start.with_addr(first).cast_mut();
    // SAFETY: this advice changes no memory; the kernel checks the range.
    let outcome = unsafe { madvise(first.cast(), end - first.addr(), Advice::LinuxPopulateRead) };
    !matches!(outcome, Err(Errno::NOMEM | Errno::FAULT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_told_from_none() {
        let bytes = [1u8; 10];
        assert!(is_readable(bytes.as_ptr(), bytes.len()));
        assert!(!is_readable(std::ptr::without_provenance(usize::MAX - 8), 16));
        assert!(!is_readable(std::ptr::without_provenance(16), 16));
    }
}
