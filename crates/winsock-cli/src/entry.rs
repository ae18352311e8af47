//! The archive with the `main` of programs that have only a wmain or WinMain, and with what calls a library's DllMain.
//!
//! It is linked after the program's own objects, so that the linker takes `main` only when it is missing.
//! An installed copy has it beside the import libraries; otherwise the command writes out its own.

use std::collections::hash_map::DefaultHasher;
use std::ffi::OsString;
use std::fs;
use std::hash::{Hash, Hasher};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::cache::cache_dir;
use crate::{Error, Toolchain};

const ARCHIVE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/libwinsock_entry.a"));

/// The name of the archive's file.
pub(crate) const ARCHIVE_NAME: &str = "libwinsock_entry.a";

/// The argument that links the archive.
///
/// # Errors
/// [`Error::Io`] when it has to be written and cannot be.
pub fn entry_flag(toolchain: &Toolchain) -> Result<OsString, Error> {
    if toolchain.import_dir.join(ARCHIVE_NAME).exists() {
        return Ok("-lwinsock_entry".into());
    }
    // Named after its content: commands of two builds may be at work at once.
    let mut hasher = DefaultHasher::new();
    ARCHIVE.hash(&mut hasher);
    let file = cache_dir().join(format!("{:016x}-{ARCHIVE_NAME}", hasher.finish()));
    if fs::read(&file).ok().as_deref() != Some(ARCHIVE) {
        write_archive(&file)?;
    }
    Ok(file.into_os_string())
}

/// Writes the archive to `file`. Another process may be reading it, so it appears complete or not at all.
pub(crate) fn write_archive(file: &Path) -> Result<(), Error> {
    let writing = || Error::io(format!("write {}", file.display()));
    let dir = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(dir).map_err(writing())?;
    let scratch = tempfile::NamedTempFile::new_in(dir).map_err(writing())?;
    fs::write(scratch.path(), ARCHIVE).map_err(writing())?;
    fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o644)).map_err(writing())?;
    scratch.persist(file).map_err(|error| writing()(error.error))?;
    Ok(())
}
