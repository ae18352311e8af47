//! The printf family as Microsoft's library has it.
//!
//! [`spec`] reads the format string, [`arguments`] the arguments, [`conversion`] joins the two into text, and
//! the `*_ffi` files deliver the text as each function's contract says. Numbers are written by libc's
//! snprintf, one conversion at a time.
//!
//! Where Microsoft and glibc differ, this is Microsoft's:
//! - `l` is 32 bits, `ll`, `I64`, `I`, `z`, `t` and `j` are 64; a `long` above 32 bits is cut when printed with `%ld`;
//! - `%s` and `%c` in the wide functions, `%S` and `%C` in the narrow ones, `%ls` and `%ws` are wide;
//! - `%p` is 16 upper-case hex digits; a null string is `(null)`;
//! - `%a` has 13 digits when no precision is given; not-a-number is `nan` or `-nan(ind)`;
//! - `%n` fails with EINVAL; an unknown conversion prints its character.

pub mod arguments;
pub mod conversion;
pub(crate) mod delivery;
pub mod narrow_ffi;
pub mod spec;
pub mod user32_ffi;
pub mod wide_ffi;
