//! The C ABI: `libws2_32.so` and `libws2_32.a`.
//!
//! Every function a header declares is exported here as `ws2_32_<name>`, never under its plain name, so that
//! the library does not shadow libc's `socket`, `send` or `select`. The headers bind the plain names to these
//! symbols with asm labels. Each export goes through [`boundary`], which stops panics, checks the start-up
//! count and sets the thread's last error; what the call means is decided further down.
#![allow(non_snake_case, reason = "ABI items keep Microsoft's spelling")]
#![allow(unreachable_pub, reason = "exports are reached by their symbols")]

extern crate msvcrt as _;

mod blocking_hook_ffi;
mod boundary;
mod catalog;
mod connect_by_name_ffi;
mod data_ffi;
mod enum_protocols_ffi;
mod enumerate_ffi;
mod event_select_ffi;
mod extension;
mod kernel32;
mod name_spaces;
mod names;
mod not_offered_ffi;
mod ntdll;
mod option_ffi;
mod overlapped_ffi;
mod select_ffi;
mod socket_ffi;
mod startup_ffi;
mod user32;
mod wsock32_ffi;

use ws2_base::lent;
