//! One catalog file: read with suspicion, written under a lock.
//!
//! Whoever changes a file holds the lock file beside it, writes all of the new text to a second file, makes the disk
//! keep it, and renames it. So there is the old file or the new one at any moment, for readers and after a crash.
//! A lock dies with its process. Where the file is a link, all this happens where it leads to.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::{Errno, retry_on_intr};

use crate::catalog::{BuiltIns, Catalog};
use crate::error::{Error, Result};
use crate::file::{CatalogFile, MOST_BYTES};
use crate::location::{Location, Locations};
use crate::transaction::Transaction;
use crate::trust;

const LOCK_NAME: &str = "catalog.lock";
/// Always the same name, so that what a killed process left is overwritten by the next.
const NEW_NAME: &str = "catalog.toml.new";

/// What to do while somebody else changes the catalog.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Patience {
    /// Wait.
    Wait,
    /// Give up with [`Error::Busy`].
    None,
}

/// A catalog file that can be changed.
pub struct Store<'a> {
    built_ins: &'a BuiltIns,
    locations: &'a Locations,
    location: &'a Location,
}

impl<'a> Store<'a> {
    /// The file at `location`, which is one of `locations`.
    pub fn new(built_ins: &'a BuiltIns, locations: &'a Locations, location: &'a Location) -> Store<'a> {
        Store { built_ins, locations, location }
    }

    /// Changes the file in one step, or not at all when `change` fails. The folder is made if it is not there.
    ///
    /// # Errors
    /// Those of `change`; [`Error::Broken`] and [`Error::NotTrusted`]: the file there is stays as it is;
    /// [`Error::Io`]: no permission, no room.
    ///
    /// # Blocking
    /// While another process writes, unless patience is none.
    pub fn change<R>(
        &self,
        patience: Patience,
        change: impl FnOnce(&mut Transaction<'_>) -> Result<R>,
    ) -> Result<R> {
        let folder = &self.location.folder;
        // Before it is made, so that none is made where the process happens to stand.
        if !folder.is_absolute() {
            let reason = "the path is relative".to_owned();
            return Err(Error::NotTrusted { path: folder.clone(), reason });
        }
        make_folder(folder)?;
        trust::check_folder(folder)?;
        let (file, _lock) = self.lock(patience)?;
        let old = read(self.location)?;
        let mut others = Vec::new();
        for location in self.locations.0.iter().filter(|other| *other != self.location) {
            // A broken file of somebody else's must not keep this one from being changed.
            if let Ok(Some(file)) = read(location) {
                others.push((location, file));
            }
        }
        let new = old.clone().unwrap_or_else(|| CatalogFile::new(&self.location.ids()));
        let mut transaction = Transaction::new(self.built_ins, self.locations, self.location, others, new);
        let result = change(&mut transaction)?;
        let new = transaction.into_file();
        if old.as_ref() != Some(&new) {
            self.write(&new, &file)?;
        }
        Ok(result)
    }

    /// Locks the file, and says where it is: links lead elsewhere, and whoever comes by another way locks the same.
    fn lock(&self, patience: Patience) -> Result<(PathBuf, File)> {
        loop {
            let file = trust::resolve(&self.location.file())?;
            let lock = self.lock_beside(&file, patience)?;
            // A link may have been changed before the lock was there.
            if trust::resolve(&self.location.file())? == file {
                return Ok((file, lock));
            }
        }
    }

    fn lock_beside(&self, file: &Path, patience: Patience) -> Result<File> {
        let path = file.with_file_name(LOCK_NAME);
        trust::check_folder(file.parent().unwrap_or(file))?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o644)
            .custom_flags(OFlags::NOFOLLOW.bits() as i32)
            .open(&path)
            .map_err(Error::io(format!("open {}", path.display())))?;
        let how = match patience {
            Patience::Wait => FlockOperation::LockExclusive,
            Patience::None => FlockOperation::NonBlockingLockExclusive,
        };
        match retry_on_intr(|| flock(&file, how)) {
            Ok(()) => Ok(file),
            Err(Errno::WOULDBLOCK) => Err(Error::Busy(self.location.file())),
            Err(error) => Err(Error::io(format!("lock {}", path.display()))(error.into())),
        }
    }

    fn write(&self, content: &CatalogFile, path: &Path) -> Result<()> {
        let text = content.text()?;
        if text.len() as u64 > MOST_BYTES {
            return Err(Error::Invalid(format!("the catalog would be larger than {MOST_BYTES} bytes")));
        }
        // What cannot be read back is not written.
        CatalogFile::parse(&text, &self.location.ids(), &self.location.file())?;
        let new = path.with_file_name(NEW_NAME);
        let write = || -> io::Result<()> {
            let mut file = OpenOptions::new()
                .create(true)
                .truncate(true)
                .write(true)
                .mode(0o644)
                .custom_flags(OFlags::NOFOLLOW.bits() as i32)
                .open(&new)?;
            file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&new, path)?;
            File::open(path.parent().unwrap_or(path))?.sync_all()
        };
        write().map_err(Error::io(format!("write {}", path.display())))
    }
}

impl Catalog {
    /// Looks at the files of a store.
    pub fn of_store(store: &Store<'_>) -> Catalog {
        Catalog::read(store.built_ins, store.locations)
    }
}

fn make_folder(folder: &Path) -> Result<()> {
    let made = DirBuilder::new().recursive(true).mode(0o755).create(folder);
    made.map_err(Error::io(format!("make the folder {}", folder.display())))
}

/// Reads a file; `None`: there is none.
pub(crate) fn read(location: &Location) -> Result<Option<CatalogFile>> {
    let path = location.file();
    // Where there is no file, nobody minds whose the folder is.
    let is_missing =
        |error: &io::Error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    if path.is_absolute() && std::fs::metadata(&path).is_err_and(|error| is_missing(&error)) {
        return Ok(None);
    }
    let file = match trust::open_checked(&path) {
        Ok(checked) => checked.file,
        Err(Error::Io { source, .. }) if is_missing(&source) => return Ok(None),
        Err(error) => return Err(error),
    };
    let broken = |message: String| Error::Broken { path: path.clone(), line: 0, message };
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(Error::io(format!("read {}", path.display())))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(broken(format!("it is larger than {MOST_BYTES} bytes")));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Error::Broken { path: path.clone(), line, message: "it is not UTF-8".to_owned() }
    })?;
    CatalogFile::parse(&text, &location.ids(), &path).map(Some)
}
