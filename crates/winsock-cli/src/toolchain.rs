//! Where the headers, the library and the import names lie.
//!
//! Three layouts are known: a build tree (`target/<profile>/winsock` below the sources), an installed
//! copy (`PREFIX/bin/winsock`), and whatever `WINSOCK_HOME` points to, which may be either.

use std::env;
use std::path::{Path, PathBuf};

use crate::Error;

/// The directories a compile needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toolchain {
    /// Holds `winsock2.h` and the other headers.
    pub include_dir: PathBuf,
    /// Holds `libws2_32.so` and `libws2_32.a`.
    pub library_dir: PathBuf,
    /// Holds the linker scripts that stand for `kernel32`, `mswsock` and the other import libraries.
    pub import_dir: PathBuf,
}

impl Toolchain {
    /// Finds the toolchain that belongs to the running program.
    ///
    /// # Errors
    /// [`Error::NoHeaders`] and [`Error::NoLibrary`], each with the places searched.
    pub fn locate() -> Result<Toolchain, Error> {
        let program = env::current_exe().map_err(Error::io("find the running program"))?;
        // A link to the command, such as `winsock-cc`, must lead to the same files.
        let program = program.canonicalize().unwrap_or(program);
        Toolchain::of_program(&program, env::var_os("WINSOCK_HOME").map(PathBuf::from).as_deref())
    }

    /// Finds the toolchain of the program file `program`; `home` is searched before anything else.
    ///
    /// # Errors
    /// As for [`Toolchain::locate`].
    pub fn of_program(program: &Path, home: Option<&Path>) -> Result<Toolchain, Error> {
        let program_dir = program.parent().unwrap_or(Path::new("/"));
        let roots = roots(program_dir, home);
        let include_dir = first_with(&roots, &["include/winsock"], "winsock2.h").map_err(Error::NoHeaders)?;

        // `deps` comes first: cargo refreshes it in every build, the copy beside the program only in some.
        let mut library_homes: Vec<PathBuf> = home.map(Path::to_path_buf).into_iter().collect();
        library_homes.push(program_dir.to_path_buf());
        let library_dir =
            first_with(&library_homes, &["deps", "", "lib", "target/release/deps", "../lib"], "libws2_32.so")
                .map_err(Error::NoLibrary)?;

        let import_dir =
            first_with(&roots, &["lib/winsock", "lib"], "libkernel32.so").map_err(Error::NoLibrary)?;
        Ok(Toolchain { include_dir, library_dir, import_dir })
    }
}

/// Directories that may be the top of a source tree or of an installed copy.
fn roots(program_dir: &Path, home: Option<&Path>) -> Vec<PathBuf> {
    let mut roots: Vec<PathBuf> = home.map(Path::to_path_buf).into_iter().collect();
    roots.extend(program_dir.ancestors().skip(1).map(Path::to_path_buf));
    // A build tree may lie outside the sources (CARGO_TARGET_DIR).
    let sources = Path::new(env!("CARGO_MANIFEST_DIR"));
    roots.extend(sources.ancestors().nth(2).map(Path::to_path_buf));
    roots
}

/// The first `root/sub` that contains `file`, or all that were tried.
fn first_with(roots: &[PathBuf], subs: &[&str], file: &str) -> Result<PathBuf, Vec<PathBuf>> {
    let mut searched = Vec::new();
    for root in roots {
        for sub in subs {
            let dir = root.join(sub);
            if dir.join(file).exists() {
                return Ok(dir.canonicalize().unwrap_or(dir));
            }
            if !searched.contains(&dir) {
                searched.push(dir);
            }
        }
    }
    Err(searched)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn touch(path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }

    #[test]
    fn finds_an_installed_copy() {
        let prefix = tempfile::tempdir().unwrap();
        let prefix = prefix.path().canonicalize().unwrap();
        touch(&prefix.join("include/winsock/winsock2.h"));
        touch(&prefix.join("lib/libws2_32.so"));
        touch(&prefix.join("lib/winsock/libkernel32.so"));
        fs::create_dir_all(prefix.join("bin")).unwrap();

        let found = Toolchain::of_program(&prefix.join("bin/winsock"), None).unwrap();
        assert_eq!(found.include_dir, prefix.join("include/winsock"));
        assert_eq!(found.library_dir, prefix.join("lib"));
        assert_eq!(found.import_dir, prefix.join("lib/winsock"));
    }

    #[test]
    fn a_build_tree_prefers_the_library_of_the_last_build() {
        let tree = tempfile::tempdir().unwrap();
        let tree = tree.path().canonicalize().unwrap();
        touch(&tree.join("include/winsock/winsock2.h"));
        touch(&tree.join("lib/libkernel32.so"));
        touch(&tree.join("target/release/libws2_32.so"));
        touch(&tree.join("target/release/deps/libws2_32.so"));

        let found = Toolchain::of_program(&tree.join("target/release/winsock"), None).unwrap();
        assert_eq!(found.include_dir, tree.join("include/winsock"));
        assert_eq!(found.library_dir, tree.join("target/release/deps"));
        // A test program lies in `deps` itself.
        let from_test = Toolchain::of_program(&tree.join("target/release/deps/close-0123"), None).unwrap();
        assert_eq!(from_test, found);
    }

    #[test]
    fn names_the_places_searched_for_the_library() {
        let tree = tempfile::tempdir().unwrap();
        touch(&tree.path().join("include/winsock/winsock2.h"));
        let program = tree.path().join("bin/winsock");
        match Toolchain::of_program(&program, None) {
            Err(Error::NoLibrary(searched)) => assert!(searched.contains(&tree.path().join("bin/deps"))),
            other => panic!("{other:?}"),
        }
    }
}
