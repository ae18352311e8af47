//! Numbers, names and layouts of Windows Sockets, without logic.
//!
//! Layouts and constants are Microsoft's own metadata, re-exported from `windows-sys` as [`abi`];
//! what is written here is what `windows-sys` lacks.
#![forbid(unsafe_code)]

mod error;
mod error_text;

pub use error::{ALL as ALL_ERRORS, WsaError, WsaResult};

/// Microsoft's layouts, constants and signatures.
pub mod abi {
    pub use windows_sys::Win32::Foundation as foundation;
    pub use windows_sys::Win32::Networking::WinSock as winsock;
    pub use windows_sys::Win32::System::Threading as threading;
}
