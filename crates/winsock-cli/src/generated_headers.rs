//! Headers written for one compile, in a directory the compiler is told to search.
//!
//! The directory is kept (below `~/.cache/winsock`) and named after its content, as dependency files
//! and debuggers go on naming what lies in it.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::cache::cache_dir;

/// `#include "../../x.h"` has to stay below the directory of the headers.
const DEPTH: usize = 8;

/// Whether a header of this spelling can be written: not a drive letter, not absolute, and not above what
/// the directory can hold.
pub(crate) fn may_generate(spelling: &str) -> bool {
    let climbs = Path::new(spelling).components().filter(|part| *part == Component::ParentDir).count();
    !spelling.contains(':') && !spelling.contains('\0') && Path::new(spelling).is_relative() && climbs < DEPTH
}

/// Writes `headers`, spelling and text of each; the result is the directory to search for them.
pub(crate) fn write_headers(headers: &BTreeMap<String, String>) -> io::Result<PathBuf> {
    let mut hasher = DefaultHasher::new();
    headers.hash(&mut hasher);
    let name = format!("{:016x}", hasher.finish());
    let dir = cache_dir().join("headers").join(&name);
    let search_dir = (0..DEPTH).fold(dir.clone(), |dir, _| dir.join("d"));
    if search_dir.exists() {
        return Ok(search_dir);
    }
    // Built aside and renamed, so that a compile beside this one never sees half of it.
    fs::create_dir_all(cache_dir().join("headers"))?;
    let scratch = tempfile::Builder::new().prefix(&name).tempdir_in(cache_dir().join("headers"))?;
    let scratch_search = (0..DEPTH).fold(scratch.path().to_path_buf(), |dir, _| dir.join("d"));
    fs::create_dir_all(&scratch_search)?;
    for (spelling, text) in headers {
        // gcc looks for a file with the backslash in its name, clang turns it into a slash first.
        for name in [spelling.clone(), spelling.replace('\\', "/")] {
            fs::write(path_of(&scratch_search, &name)?, text)?;
        }
    }
    let scratch = scratch.keep();
    match fs::rename(&scratch, &dir) {
        Ok(()) => Ok(search_dir),
        Err(error) => {
            fs::remove_dir_all(&scratch)?;
            // Another compile of the same sources was quicker.
            if search_dir.exists() { Ok(search_dir) } else { Err(error) }
        }
    }
}

/// The file for `spelling`, its directories made: `a/../b.h` needs `a` too.
fn path_of(search_dir: &Path, spelling: &str) -> io::Result<PathBuf> {
    let path = search_dir.join(spelling);
    let parent = path.parent().unwrap_or(search_dir);
    let mut made = PathBuf::new();
    for component in parent.components() {
        made.push(component);
        if !made.exists() {
            fs::create_dir(&made)?;
        }
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_cannot_be_generated_are_left_to_the_compiler() {
        assert!(!may_generate("C:\\x.h"));
        assert!(!may_generate("/usr/include/X.h"));
        assert!(!may_generate(&"../".repeat(9)));
        assert!(may_generate("../Sub/X.h"));
    }
}
