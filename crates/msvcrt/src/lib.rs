//! Names of Microsoft's C run time that Winsock sources use.
//!
//! glibc has most of what the C standard names; this crate has what Microsoft's library adds, and what means
//! something else there: the printf and scanf families (`%I64d`, a 32-bit `%ld`, wide `%s` in `wprintf`),
//! everything on 16-bit `wchar_t`, and the `*_s` functions. Each function is exported as `msvcrt_<name>`; the
//! headers in `include/winsock` bind the plain names to these symbols. Names whose meaning libc shares
//! (`_stricmp`, `_strdup`, …) are bound to libc's symbol by the header and need no code here.
//!
//! Narrow text is UTF-8, whatever the locale says; wide text is UTF-16. A [`FILE`](libc::FILE) is libc's, and
//! all output reaches it as bytes, so that `printf`, `wprintf` and `puts` mix freely.

pub mod console_ffi;
pub mod descriptor_ffi;
pub mod encoding;
pub mod environment_ffi;
pub mod file_ffi;
pub mod invalid_parameter;
pub mod multibyte_ffi;
pub mod number_ffi;
pub mod path_ffi;
pub mod printf;
pub mod process_ffi;
pub mod scanf;
mod secure_string;
pub mod secure_string_ffi;
pub mod secure_wide_ffi;
pub mod stdlib_ffi;
pub mod time_ffi;
pub mod variadic_ffi;
pub mod wide_number_ffi;
pub mod wide_stream_ffi;
pub mod wide_string_ffi;
