//! Names and addresses: resolver, services, address text.
//!
//! Everything here works on Rust values; the C layouts of `ADDRINFOA`, `HOSTENT` and their kin are made at
//! the C boundary. Names are looked up by the C library of the system, so that `nsswitch.conf`, the hosts
//! file and `resolv.conf` hold for Windows programs as for all others; what Windows itself decides before it
//! asks a server (literals, `localhost`, the computer's own name) is decided here by Windows' rules.
//!
//! Names outside ASCII are handed to the system's resolver as UTF-8; they are not converted to Punycode.

pub mod address_text;
pub mod database;
pub mod dns;
pub mod host_entry;
pub mod local;
pub mod name_info;
pub mod query_set;
pub mod resolver;
pub mod service_class;
mod system_resolver_raw;
pub mod text;
