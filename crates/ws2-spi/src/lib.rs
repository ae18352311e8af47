//! The contract between dispatch and a transport provider.
