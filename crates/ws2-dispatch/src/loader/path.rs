//! Whether there is a library to load at a path of the catalog.

use std::path::Path;

use ws2_catalog::{BUILT_IN_PREFIX, is_secure, trust};

/// Whether a provider is inside the library.
pub(super) fn is_built_in(path: &str) -> bool {
    path.starts_with(BUILT_IN_PREFIX)
}

/// Whether there is something to load, which nobody but root and the user can have put there. What it is shows when it
/// is loaded.
pub(crate) fn is_loadable(path: &str) -> bool {
    // Whoever starts a process with more rights than his own decides what its environment says.
    let variable = |name: &str| if is_secure() { None } else { std::env::var(name).ok() };
    is_built_in(path) || trust::check_file(Path::new(&ws2_catalog::expand(path, variable))).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_needs_no_file() {
        assert!(is_loadable("builtin:tcpip"));
        assert!(!is_loadable("relative.so"));
        assert!(!is_loadable("/no/such/file.so"));
        assert!(is_loadable(std::env::current_exe().unwrap().to_str().unwrap()));
    }
}
