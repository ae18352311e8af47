//! From a word to the provider it names.

use std::fs;
use std::path::Path;

use winsock_cli::Error;
use ws2_catalog::{Catalog, Kind, Listed, Uuid};

use super::table::file_name;

/// A provider.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    Transport(Uuid),
    Names(Uuid),
}

/// The catalog as it is now.
pub(super) fn look() -> Catalog {
    ws2_dispatch::catalog::look()
}

/// The entries of a provider.
pub(super) fn of_provider(catalog: &Catalog, guid: Uuid) -> impl Iterator<Item = &Listed> {
    catalog.entries.iter().filter(move |listed| listed.provider == guid)
}

/// The provider that a word names: an id, a GUID, a name, a path, or the name of a file.
pub(super) fn provider(catalog: &Catalog, word: &str) -> Result<Found, Error> {
    let id = word.parse::<u32>().ok();
    let guid = Uuid::parse_str(word).ok();
    let path = full_path(word);
    let is_file = |own: &str| own == word || path.as_deref() == Some(own) || file_name(own) == word;
    let transports = catalog.entries.iter().filter(|listed| {
        Some(listed.entry.id) == id
            || Some(listed.provider) == guid
            || is_file(&listed.path)
            || (listed.entry.kind() == Kind::Layer && listed.entry.name == word)
    });
    let names =
        catalog.name_spaces.iter().map(|listed| &listed.provider).filter(|provider| {
            Some(provider.guid) == guid || is_file(&provider.path) || provider.name == word
        });
    let mut found: Vec<Found> = transports.map(|listed| Found::Transport(listed.provider)).collect();
    found.extend(names.map(|provider| Found::Names(provider.guid)));
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [one] => Ok(one),
        [] => Err(Error::Words(format!(
            "there is no provider {word}\n`winsock catalog list` shows what there is."
        ))),
        _ => Err(Error::Words(format!(
            "{word} names several providers\nTake an id from `winsock catalog list`, or a GUID."
        ))),
    }
}

/// The transport provider that a word names.
pub(super) fn transport(catalog: &Catalog, word: &str) -> Result<Uuid, Error> {
    match provider(catalog, word)? {
        Found::Transport(guid) => Ok(guid),
        Found::Names(_) => Err(Error::Words(format!("{word} provides names; only layers have categories"))),
    }
}

/// The path as it was installed: absolute and without links, if the file is still there.
fn full_path(word: &str) -> Option<String> {
    let path = Path::new(word);
    let path = fs::canonicalize(path).or_else(|_| std::path::absolute(path)).ok()?;
    path.into_os_string().into_string().ok()
}
