//! Calls that block in the kernel, and how another thread ends them.
