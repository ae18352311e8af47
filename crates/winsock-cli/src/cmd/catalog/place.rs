//! Which catalog file a command changes.

use std::path::PathBuf;

use clap::Args;
use winsock_cli::Error;
use ws2_catalog::{Location, Locations, Patience, Source, Store, Transaction};
use ws2_dispatch::catalog::built_ins;

#[derive(Args)]
pub(crate) struct Place {
    /// Change the system's catalog, which root does anyway
    #[arg(long, conflicts_with = "user")]
    system: bool,
    /// Change your own catalog
    #[arg(long)]
    user: bool,
}

/// What a change gave, and where it was made.
pub(super) struct Changed<R> {
    pub(super) result: R,
    pub(super) file: PathBuf,
    pub(super) source: Source,
}

impl Place {
    pub(super) fn change<R>(
        &self,
        change: impl FnOnce(&mut Transaction<'_>) -> ws2_catalog::Result<R>,
    ) -> Result<Changed<R>, Error> {
        let locations = Locations::of_process();
        let location: Option<&Location> = match (self.system, self.user) {
            (true, _) => locations.by_source(Source::System),
            (_, true) => locations.by_source(Source::User),
            _ => locations.writable(),
        };
        let location = location.ok_or_else(|| {
            Error::Words(
                "there is no such catalog file here: HOME is not set, or WINSOCK_CATALOG is".to_owned(),
            )
        })?;
        let result = Store::new(built_ins(), &locations, location).change(Patience::Wait, change)?;
        Ok(Changed { result, file: location.file(), source: location.source })
    }
}
