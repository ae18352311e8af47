//! Numbers, names and layouts of Windows Sockets, without logic.
//!
//! Layouts and constants are Microsoft's own metadata, re-exported from `windows-sys` as [`abi`];
//! what is written here is what `windows-sys` lacks.
#![forbid(unsafe_code)]

mod error;
mod error_text;
pub mod sockaddr;
pub mod status;

pub use error::{ALL as ALL_ERRORS, WsaError, WsaResult};

/// Microsoft's layouts, constants and signatures.
pub mod abi {
    pub use windows_sys::Wdk::Foundation as native;
    pub use windows_sys::Wdk::Storage::FileSystem as native_file;
    pub use windows_sys::Win32::Foundation as foundation;
    pub use windows_sys::Win32::Globalization as globalization;
    pub use windows_sys::Win32::Networking::WinSock as winsock;
    pub use windows_sys::Win32::Security::Cryptography as cryptography;
    pub use windows_sys::Win32::Storage::FileSystem as file_system;
    pub use windows_sys::Win32::System::Com as com;
    pub use windows_sys::Win32::System::Console as console;
    pub use windows_sys::Win32::System::Diagnostics::Debug as debug;
    pub use windows_sys::Win32::System::IO as io;
    pub use windows_sys::Win32::System::Memory as memory;
    pub use windows_sys::Win32::System::SystemInformation as system_information;
    pub use windows_sys::Win32::System::Threading as threading;
    pub use windows_sys::Win32::UI::WindowsAndMessaging as windows_and_messaging;
    pub use windows_sys::core::GUID;
}
