//! The services and protocols files.
//!
//! Windows ships both files with every system; a Linux system may have neither. So the system's own entries
//! (`/etc/services`, `/etc/protocols`) come first and a short built-in list of the well-known ones follows.

mod entry;
pub mod protocols;
pub mod services;
