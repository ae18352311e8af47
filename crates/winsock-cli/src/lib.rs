//! The `winsock` command as a library: where the headers and libraries lie, which compiler and which
//! flags a Windows source needs, and the commands built from them.
//!
//! The conformance tests compile their C programs through the same code as `winsock cc`.
#![forbid(unsafe_code)]

mod cache;
pub mod categories;
mod command_line;
mod compilation;
mod compiler;
mod description;
mod entry;
mod error;
mod explain;
mod flags;
mod generated_headers;
mod header_spelling;
mod import_names;
mod install;
mod mingw_flags;
mod module_definition;
mod package_config;
mod provider_file;
mod source_annotations;
mod toolchain;

pub use command_line::{CommandLine, Stage};
pub use compilation::Compilation;
pub use compiler::{Compiler, Language};
pub use description::Description;
pub use entry::entry_flag;
pub use error::Error;
pub use explain::{explain, list_codes};
pub use flags::{Names, compile_flags, link_flags};
pub use import_names::{IMPORT_NAMES, import_name};
pub use install::install;
pub use package_config::{cmake_config, package_config};
pub use provider_file::{ProviderFile, Provides};
pub use toolchain::Toolchain;
