//! The scanf family as Microsoft's library has it.
//!
//! [`spec`] reads the format string; [`conversion`] lets libc's scanf read one conversion at a time, with the
//! size Microsoft's prefix means: `%ld` stores 32 bits, `%lld` and `%I64d` 64. The `*_s` functions take the size of
//! the buffer after each `%s`, `%c` and `%[`. Wide text is read as UTF-8; a field width counts bytes of it.

pub mod conversion;
pub mod input;
pub mod narrow_ffi;
pub mod spec;
pub mod wide_ffi;
