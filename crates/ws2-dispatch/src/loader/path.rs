//! What the path of a catalog entry says before anything is loaded.

use ws2_catalog::BUILT_IN_PREFIX;

/// Whether a provider is inside the library.
pub(super) fn is_built_in(path: &str) -> bool {
    path.starts_with(BUILT_IN_PREFIX)
}
