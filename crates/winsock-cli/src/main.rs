//! The `winsock` command.
fn main() {}
