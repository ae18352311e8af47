//! The only crate that enters the kernel.
