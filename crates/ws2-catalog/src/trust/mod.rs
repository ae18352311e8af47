//! Whom a file and the folders above it must belong to before they are believed.
//!
//! | | |
//! |---|---|
//! | owner | root or the user of the process: of the file, of each folder above it, of each link on the way |
//! | who may write | nobody else; a group may when it is the user's own ([`private_group`]) |
//! | folders like `/tmp`, where all may write but only owners may rename | above the file, as long as it has a folder of its own there |
//! | relative paths | refused |
//! | links | followed, and their way is checked as well |
//!
//! The way is walked folder by folder, each opened by its name in the one before. So what was looked at is what is
//! opened, even while somebody renames things.

mod private_group;

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use rustix::fs::{CWD, FileType, Mode, OFlags, Stat, fstat, openat, readlinkat};
use rustix::io::Errno;

use crate::error::{Error, Result};

const GROUP_WRITES: u32 = 0o020;
const OTHERS_WRITE: u32 = 0o002;
const STICKY: u32 = 0o1000;
/// As many as the kernel follows.
const MOST_LINKS: usize = 40;
/// A place on the way: nothing of it is read, and opening it has no effect.
const PLACE: OFlags = OFlags::PATH.union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
/// Whatever is there by then, opening it must not block.
const READ: OFlags = OFlags::RDONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// A file that was found trustworthy, open.
#[derive(Debug)]
pub struct Checked {
    /// The file that was checked, whatever its path may name later.
    pub file: File,
    /// Its absolute path, without links.
    pub path: PathBuf,
}

impl Checked {
    /// Whether the path still names the file that was checked. What is opened by its path, as the dynamic linker does it,
    /// is that file if this holds afterwards; only root and the user could have exchanged it.
    ///
    /// # Errors
    /// [`Error::NotTrusted`]: it names another; [`Error::Io`]: none.
    pub fn check_in_place(&self) -> Result<()> {
        let looking = || Error::io(format!("look at {}", self.path.display()));
        let there = fs::symlink_metadata(&self.path).map_err(looking())?;
        let here = self.file.metadata().map_err(looking())?;
        if (there.dev(), there.ino()) == (here.dev(), here.ino()) {
            return Ok(());
        }
        Err(refusal(&self.path, "it was exchanged while it was looked at"))
    }
}

/// Opens a file for reading, after a look at it, every folder above it and every link on the way.
///
/// # Errors
/// [`Error::NotTrusted`]: it is relative, no regular file, somebody else's, or others may write.
/// [`Error::Io`]: something is not there, or cannot be read.
pub fn open_checked(path: &Path) -> Result<Checked> {
    match walk(path)? {
        End::File(checked) => Ok(checked),
        End::Folder(_) => Err(refusal(path, "it is no regular file")),
        End::Nothing(missing) => Err(not_there(&missing)),
    }
}

/// [`open_checked`], for those who only want to know.
///
/// # Errors
/// As [`open_checked`].
pub fn check_file(path: &Path) -> Result<()> {
    open_checked(path).map(drop)
}

/// Checks a folder, every folder above it and every link on the way.
///
/// # Errors
/// As [`open_checked`].
pub fn check_folder(path: &Path) -> Result<()> {
    match walk(path)? {
        End::Folder(place) if place.shared => {
            Err(refusal(path, "the folder is everybody's; make one of its own in it"))
        }
        End::Folder(_) => Ok(()),
        End::File(_) => Err(refusal(path, "it is no folder")),
        End::Nothing(missing) => Err(not_there(&missing)),
    }
}

/// The path without links of a file that is there or could be made, after a look at everything above it.
///
/// # Errors
/// As [`open_checked`]; but the file itself may be missing.
pub(crate) fn resolve(path: &Path) -> Result<PathBuf> {
    match walk(path)? {
        End::File(checked) => Ok(checked.path),
        End::Nothing(path) => Ok(path),
        End::Folder(_) => Err(refusal(path, "it is no regular file")),
    }
}

/// A folder on the way.
struct Place {
    path: PathBuf,
    folder: OwnedFd,
    /// All may write there, so nothing in it is anybody's for sure.
    shared: bool,
}

impl Place {
    fn root() -> Result<Place> {
        let path = PathBuf::from("/");
        let folder = open(CWD, "/".as_ref(), PLACE, &path)?;
        Place::checked(path, folder)
    }

    fn checked(path: PathBuf, folder: OwnedFd) -> Result<Place> {
        let found = status(&folder, &path)?;
        check_owner(&path, &found)?;
        let shared = others_write(&folder, &found);
        if shared && found.st_mode & STICKY == 0 {
            return Err(refusal(&path, "others may write to the folder: `chmod go-w` it"));
        }
        Ok(Place { path, folder, shared })
    }

    fn above(mut self) -> Result<Place> {
        self.path.pop();
        let folder = open(self.folder.as_fd(), "..".as_ref(), PLACE, &self.path)?;
        Place::checked(self.path, folder)
    }

    /// Opens a regular file in this folder.
    fn open_file(&self, name: &OsStr) -> Result<Checked> {
        let path = self.path.join(name);
        let file = open(self.folder.as_fd(), name, READ, &path)?;
        let found = status(&file, &path)?;
        check_owner(&path, &found)?;
        if FileType::from_raw_mode(found.st_mode) != FileType::RegularFile {
            return Err(refusal(&path, "it is no regular file"));
        }
        if self.shared {
            return Err(refusal(&path, "it lies in a folder that is everybody's; give it one of its own"));
        }
        if others_write(&file, &found) {
            return Err(refusal(&path, "others may write to it: `chmod go-w` it"));
        }
        Ok(Checked { file: file.into(), path })
    }
}

/// Where a path leads.
enum End {
    File(Checked),
    Folder(Place),
    /// The last part of the path is not there.
    Nothing(PathBuf),
}

fn walk(path: &Path) -> Result<End> {
    if !path.is_absolute() {
        return Err(refusal(path, "the path is relative"));
    }
    let mut left = parts(path);
    let mut place = Place::root()?;
    let mut links = 0;
    while let Some(part) = left.pop_front() {
        if part == ".." {
            place = place.above()?;
            continue;
        }
        let next = place.path.join(&part);
        let found = match openat(&place.folder, &part, PLACE, Mode::empty()) {
            Ok(found) => found,
            Err(Errno::NOENT) if left.is_empty() => return Ok(End::Nothing(next)),
            Err(error) => return Err(cannot_look(&next, error)),
        };
        let kind = status(&found, &next)?;
        match FileType::from_raw_mode(kind.st_mode) {
            FileType::Symlink => {
                check_owner(&next, &kind)?;
                links += 1;
                if links > MOST_LINKS {
                    return Err(refusal(path, "there are too many links on the way"));
                }
                let target = readlinkat(&found, "", Vec::new()).map_err(|error| cannot_look(&next, error))?;
                let target = PathBuf::from(OsString::from_vec(target.into_bytes()));
                if target.is_absolute() {
                    place = Place::root()?;
                }
                let mut way = parts(&target);
                way.append(&mut left);
                left = way;
            }
            FileType::Directory => place = Place::checked(next, found)?,
            _ if !left.is_empty() => return Err(refusal(&next, "it is no folder")),
            FileType::RegularFile => return place.open_file(&part).map(End::File),
            _ => return Err(refusal(&next, "it is no regular file")),
        }
    }
    Ok(End::Folder(place))
}

fn parts(path: &Path) -> VecDeque<OsString> {
    let named = |part: Component<'_>| match part {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        _ => None,
    };
    path.components().filter_map(named).collect()
}

fn open(folder: BorrowedFd<'_>, name: &OsStr, flags: OFlags, path: &Path) -> Result<OwnedFd> {
    openat(folder, name, flags, Mode::empty()).map_err(|error| cannot_look(path, error))
}

fn status(file: &OwnedFd, path: &Path) -> Result<Stat> {
    fstat(file).map_err(|error| cannot_look(path, error))
}

fn check_owner(path: &Path, found: &Stat) -> Result<()> {
    if found.st_uid == 0 || found.st_uid == rustix::process::geteuid().as_raw() {
        return Ok(());
    }
    Err(refusal(path, &format!("it belongs to user {}, who is neither you nor root", found.st_uid)))
}

/// Whether anybody but the owner may write.
fn others_write(file: &OwnedFd, found: &Stat) -> bool {
    let group_writes = found.st_mode & GROUP_WRITES != 0;
    found.st_mode & OTHERS_WRITE != 0 || (group_writes && !private_group::alone_writes(file, found.st_gid))
}

fn refusal(path: &Path, reason: &str) -> Error {
    Error::NotTrusted { path: path.to_owned(), reason: reason.to_owned() }
}

fn cannot_look(path: &Path, error: Errno) -> Error {
    Error::io(format!("look at {}", path.display()))(error.into())
}

fn not_there(path: &Path) -> Error {
    Error::io(format!("look at {}", path.display()))(io::ErrorKind::NotFound.into())
}

#[cfg(test)]
mod tests;
