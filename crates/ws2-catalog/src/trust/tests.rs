//! Files and folders of every kind, below a scratch folder.

use std::io::Read;
use std::os::unix::fs::{PermissionsExt, chown, symlink};

use super::*;

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn refused<T: std::fmt::Debug>(result: Result<T>) -> String {
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
    for mode in [0o646, 0o666] {
        set_mode(&file, mode);
        assert!(refused(check_file(&file)).contains("chmod go-w"));
    }
    set_mode(&file, 0o644);
    for mode in [0o757, 0o777] {
        set_mode(scratch.path(), mode);
        assert!(refused(check_file(&file)).contains("chmod go-w"));
        assert!(refused(check_folder(scratch.path())).contains("chmod go-w"));
    }
    set_mode(scratch.path(), 0o1777);
    assert!(refused(check_file(&file)).contains("its own"));
    assert!(refused(check_folder(scratch.path())).contains("its own"));
    set_mode(scratch.path(), 0o700);
}

#[test]
fn what_a_group_of_several_may_change_is_refused() {
    let (scratch, file) = scratch();
    let nobodys = u32::MAX / 2;
    for path in [&*file, scratch.path()] {
        if chown(path, None, Some(nobodys)).is_err() {
            println!("SKIP: only root gives files to groups he is not in");
            return;
        }
        let mode = fs::metadata(path).unwrap().mode();
        set_mode(path, mode | 0o020);
        assert!(refused(check_file(&file)).contains("chmod go-w"), "{}", path.display());
        set_mode(path, mode);
        check_file(&file).unwrap();
    }
}

#[test]
fn what_was_checked_is_what_is_open() {
    let (scratch, file) = scratch();
    fs::write(&file, "old").unwrap();
    let link = scratch.path().join("link");
    symlink("file", &link).unwrap();
    let mut checked = open_checked(&link).unwrap();
    assert_eq!(checked.path, fs::canonicalize(&file).unwrap());
    checked.check_in_place().unwrap();
    fs::write(scratch.path().join("new"), "new").unwrap();
    fs::rename(scratch.path().join("new"), &file).unwrap();
    let mut text = String::new();
    checked.file.read_to_string(&mut text).unwrap();
    assert_eq!(text, "old");
    assert!(refused(checked.check_in_place()).contains("exchanged"));
    fs::remove_file(&file).unwrap();
    assert!(matches!(checked.check_in_place(), Err(Error::Io { .. })));
}

#[test]
fn a_file_that_is_not_there_yet_has_a_path_too() {
    let (scratch, _) = scratch();
    let folder = fs::canonicalize(scratch.path()).unwrap();
    symlink("new", folder.join("link")).unwrap();
    assert_eq!(resolve(&folder.join("link")).unwrap(), folder.join("new"));
    symlink("none/new", folder.join("deeper")).unwrap();
    assert!(matches!(resolve(&folder.join("deeper")), Err(Error::Io { .. })));
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
    assert!(refused(check_file(&scratch.path().join("through"))).contains("chmod go-w"));
    symlink("loop", scratch.path().join("loop")).unwrap();
    assert!(refused(check_file(&scratch.path().join("loop"))).contains("too many"));
}

#[test]
fn relative_paths_folders_and_missing_files_are_refused() {
    let (scratch, file) = scratch();
    assert!(refused(check_file(Path::new("file"))).contains("relative"));
    assert!(refused(check_file(scratch.path())).contains("regular"));
    assert!(refused(check_folder(&file)).contains("no folder"));
    assert!(refused(check_file(Path::new("/dev/null"))).contains("regular"));
    let missing = check_file(&scratch.path().join("missing"));
    assert!(matches!(missing, Err(Error::Io { .. })), "{missing:?}");
}
