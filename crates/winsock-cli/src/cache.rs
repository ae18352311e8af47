//! Where the command keeps what it wrote for one compile and can use in the next.

use std::env;
use std::fs;
use std::path::PathBuf;

/// `$XDG_CACHE_HOME/winsock` or `~/.cache/winsock`; below the temporary directory for a build without a home.
pub(crate) fn cache_dir() -> PathBuf {
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|dir| dir.is_absolute());
    let cache = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")));
    cache.filter(|dir| fs::create_dir_all(dir).is_ok()).unwrap_or_else(env::temp_dir).join("winsock")
}
