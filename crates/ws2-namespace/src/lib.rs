//! Names and addresses: resolver, services, address text.
