//! The providers inside the library, loaded as others are.

use std::sync::OnceLock;

use super::Startup;

static STARTUP: OnceLock<Startup> = OnceLock::new();

/// Says where the providers inside the library start.
pub fn set_built_in(startup: Startup) {
    STARTUP.get_or_init(|| startup);
}

pub(super) fn startup() -> Option<Startup> {
    STARTUP.get().copied()
}
