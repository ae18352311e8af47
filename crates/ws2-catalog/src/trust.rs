//! Whom a file and the folders above it must belong to before they are believed.
//!
//! The owner is root or the user of the process, and nobody else may write. Folders like `/tmp`, where all may write but
//! only owners may rename, may stand above, as long as the file has a folder of its own there.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use crate::error::{Error, Result};

const OTHERS_WRITE: u32 = 0o022;
const STICKY: u32 = 0o1000;
/// As many as the kernel follows.
const MOST_LINKS: usize = 40;

/// Checks a file, every folder above it and every link on the way.
///
/// # Errors
/// [`Error::NotTrusted`]: it is relative, no regular file, somebody else's, or others may write.
/// [`Error::Io`]: something is not there.
pub fn check_file(path: &Path) -> Result<()> {
    walk(path, Last::File)
}

/// Checks a folder, every folder above it and every link on the way.
///
/// # Errors
/// As [`check_file`].
pub fn check_folder(path: &Path) -> Result<()> {
    walk(path, Last::Folder)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    File,
    Folder,
}

fn walk(path: &Path, last: Last) -> Result<()> {
    let refuse = |at: &Path, reason: &str| -> Result<()> {
        Err(Error::NotTrusted { path: at.to_owned(), reason: reason.to_owned() })
    };
    if !path.is_absolute() {
        return refuse(path, "the path is relative");
    }
    let mut left = parts(path);
    let mut current = PathBuf::from("/");
    let mut shared = check_owned_folder(&current, &status(&current)?)?;
    let mut links = 0;
    while let Some(part) = left.pop_front() {
        if part == ".." {
            current.pop();
            shared = check_owned_folder(&current, &status(&current)?)?;
            continue;
        }
        let next = current.join(&part);
        let found = status(&next)?;
        check_owner(&next, &found)?;
        if found.is_symlink() {
            links += 1;
            if links > MOST_LINKS {
                return refuse(path, "there are too many links on the way");
            }
            let target =
                fs::read_link(&next).map_err(Error::io(format!("read the link {}", next.display())))?;
            if target.is_absolute() {
                current = PathBuf::from("/");
                shared = check_owned_folder(&current, &status(&current)?)?;
            }
            let mut way = parts(&target);
            way.append(&mut left);
            left = way;
        } else if found.is_dir() {
            shared = check_owned_folder(&next, &found)?;
            current = next;
        } else if !left.is_empty() || last == Last::Folder {
            return refuse(&next, "it is no folder");
        } else if !found.is_file() {
            return refuse(&next, "it is no regular file");
        } else if shared {
            return refuse(&next, "it lies in a folder that is everybody's; give it one of its own");
        } else if found.mode() & OTHERS_WRITE != 0 {
            return refuse(&next, "others may write to it: `chmod go-w` it");
        } else {
            return Ok(());
        }
    }
    match last {
        Last::File => refuse(path, "it is no regular file"),
        Last::Folder if shared => refuse(path, "the folder is everybody's; make one of its own in it"),
        Last::Folder => Ok(()),
    }
}

fn parts(path: &Path) -> VecDeque<OsString> {
    let named = |part: Component<'_>| match part {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        _ => None,
    };
    path.components().filter_map(named).collect()
}

fn status(path: &Path) -> Result<Metadata> {
    fs::symlink_metadata(path).map_err(Error::io(format!("look at {}", path.display())))
}

fn check_owner(path: &Path, found: &Metadata) -> Result<()> {
    if found.uid() == 0 || found.uid() == rustix::process::geteuid().as_raw() {
        return Ok(());
    }
    let reason = format!("it belongs to user {}, who is neither you nor root", found.uid());
    Err(Error::NotTrusted { path: path.to_owned(), reason })
}

/// Whether all may write there, which is allowed on the way only.
fn check_owned_folder(path: &Path, found: &Metadata) -> Result<bool> {
    check_owner(path, found)?;
    let others_write = found.mode() & OTHERS_WRITE != 0;
    if others_write && found.mode() & STICKY == 0 {
        let reason = "others may write to the folder: `chmod go-w` it".to_owned();
        return Err(Error::NotTrusted { path: path.to_owned(), reason });
    }
    Ok(others_write)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn refusal(result: Result<()>) -> String {
        match result {
            Err(Error::NotTrusted { reason, .. }) => reason,
            other => panic!("{other:?}"),
        }
    }

    /// `tempdir` makes a folder of its own under a sticky one.
    fn scratch() -> (tempfile::TempDir, PathBuf) {
        let scratch = tempfile::tempdir().unwrap();
        let file = scratch.path().join("file");
        fs::write(&file, "").unwrap();
        set_mode(&file, 0o644);
        (scratch, file)
    }

    #[test]
    fn a_folder_of_its_own_under_a_sticky_one_is_believed() {
        let (scratch, file) = scratch();
        check_file(&file).unwrap();
        check_folder(scratch.path()).unwrap();
        let shared = scratch.path().join("shared");
        fs::create_dir(&shared).unwrap();
        set_mode(&shared, 0o1777);
        let inside = shared.join("own");
        fs::create_dir(&inside).unwrap();
        set_mode(&inside, 0o755);
        check_folder(&inside).unwrap();
        fs::write(inside.join("file"), "").unwrap();
        set_mode(&inside.join("file"), 0o600);
        check_file(&inside.join("file")).unwrap();
    }

    #[test]
    fn what_others_may_change_is_refused() {
        let (scratch, file) = scratch();
        for mode in [0o664, 0o646, 0o666] {
            set_mode(&file, mode);
            assert!(refusal(check_file(&file)).contains("chmod go-w"));
        }
        set_mode(&file, 0o644);
        for mode in [0o775, 0o757, 0o777] {
            set_mode(scratch.path(), mode);
            assert!(refusal(check_file(&file)).contains("chmod go-w"));
            assert!(refusal(check_folder(scratch.path())).contains("chmod go-w"));
        }
        set_mode(scratch.path(), 0o1777);
        assert!(refusal(check_file(&file)).contains("its own"));
        assert!(refusal(check_folder(scratch.path())).contains("its own"));
        set_mode(scratch.path(), 0o700);
    }

    #[test]
    fn links_are_followed_and_their_way_is_checked() {
        let (scratch, file) = scratch();
        let link = scratch.path().join("link");
        symlink(&file, &link).unwrap();
        check_file(&link).unwrap();
        symlink("./folder/../file", scratch.path().join("relative")).unwrap();
        fs::create_dir(scratch.path().join("folder")).unwrap();
        check_file(&scratch.path().join("relative")).unwrap();
        let open = scratch.path().join("open");
        fs::create_dir(&open).unwrap();
        set_mode(&open, 0o777);
        symlink(&file, open.join("link")).unwrap();
        symlink(open.join("link"), scratch.path().join("through")).unwrap();
        assert!(refusal(check_file(&scratch.path().join("through"))).contains("chmod go-w"));
        symlink("loop", scratch.path().join("loop")).unwrap();
        assert!(refusal(check_file(&scratch.path().join("loop"))).contains("too many"));
    }

    #[test]
    fn relative_paths_folders_and_missing_files_are_refused() {
        let (scratch, file) = scratch();
        assert!(refusal(check_file(Path::new("file"))).contains("relative"));
        assert!(refusal(check_file(scratch.path())).contains("regular"));
        assert!(refusal(check_folder(&file)).contains("no folder"));
        assert!(refusal(check_file(Path::new("/dev/null"))).contains("regular"));
        let missing = check_file(&scratch.path().join("missing"));
        assert!(matches!(missing, Err(Error::Io { .. })), "{missing:?}");
    }
}
