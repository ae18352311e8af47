//! Addresses as text, in the forms Windows reads and writes.

mod ipv4;
mod ipv6;
mod socket;

pub use ipv4::{parse_berkeley, parse_inet_addr, parse_ipv4_prefix};
pub use ipv6::{format_ipv6, parse_ipv6_prefix, parse_ipv6_scoped};
pub use socket::{format_host, format_socket, parse_ipv4_endpoint, parse_socket};

#[cfg(test)]
mod tests;
