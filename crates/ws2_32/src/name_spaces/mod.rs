//! Name spaces at the C boundary: lookups, services and their classes, and the older functions of `nspapi.h`.
//!
//! The narrow forms differ in their strings only; providers get and give wide ones. What is asked and answered is
//! decided in `ws2_dispatch::name_spaces`.

mod lookup_ffi;
mod older_ffi;
mod service_ffi;
