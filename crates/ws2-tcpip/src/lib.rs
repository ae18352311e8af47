//! Base provider for TCP and UDP on kernel sockets.
