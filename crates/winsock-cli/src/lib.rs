//! The winsock command: compile, run and explain Winsock programs.
