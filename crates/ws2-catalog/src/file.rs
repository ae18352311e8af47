//! A catalog file: TOML, read strictly, written whole.
//!
//! ```toml
//! format = 1
//! next_id = 1103               # never goes down, so no id is used twice
//! order = [1102, 1001, 1002, 1003, 1004, 1101]
//!
//! [[provider]]
//! guid = "6a1f0f6e-5a9c-4e3c-9d53-0a8d6d2f9b01"
//! path = "/usr/lib/layers/libproxy.so"
//! categories = 4
//!
//! [[provider.entry]]
//! id = 1101
//! kind = "layer"
//! …
//! ```
//!
//! A field that is not known is an error, since writing the file back would lose it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use uuid::Uuid;

use crate::applications::Application;
use crate::entry::{Entry, repeated};
use crate::error::{Error, Result};
use crate::name_space::NameSpaceProvider;
use crate::service_class::ServiceClass;
use crate::{BUILT_IN_PREFIX, MAX_PATH};

/// The one format there is.
const FORMAT: u32 = 1;
/// Nobody has that many providers; a larger file is a mistake or an attack.
pub(crate) const MOST_BYTES: u64 = 1 << 20;
const HEADER: &str = "# Catalog of Windows Sockets providers. `winsock catalog` shows and changes it.\n";

/// Where entries of the user's file go that its order does not name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Position {
    /// Before the system's.
    #[default]
    Before,
    /// After the system's.
    After,
}

impl Position {
    fn is_default(&self) -> bool {
        *self == Position::default()
    }
}

/// A transport provider: one library and the protocols it offers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// `ProviderId`
    pub guid: Uuid,
    /// The library's path, variables unexpanded.
    pub path: String,
    /// `LSP_…` bits; 0: none.
    #[serde(default)]
    pub categories: u32,
    /// Its protocols.
    #[serde(rename = "entry")]
    pub entries: Vec<Entry>,
}

/// What one file says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogFile {
    format: u32,
    /// The id the next entry gets.
    pub next_id: u32,
    /// Where entries go that `order` does not name; only in a user's file.
    #[serde(default, skip_serializing_if = "Position::is_default")]
    pub position: Position,
    /// Ids of this file, of the files before it and of built-in entries.
    #[serde(default)]
    pub order: Vec<u32>,
    /// The same for name space providers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub name_space_order: Vec<Uuid>,
    /// Name space providers that were switched on or off.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub name_space_enabled: BTreeMap<Uuid, bool>,
    /// Transport providers.
    #[serde(default, rename = "provider", skip_serializing_if = "Vec::is_empty")]
    pub providers: Vec<Provider>,
    /// Name space providers.
    #[serde(default, rename = "name_space", skip_serializing_if = "Vec::is_empty")]
    pub name_spaces: Vec<NameSpaceProvider>,
    /// Applications with categories.
    #[serde(default, rename = "application", skip_serializing_if = "Vec::is_empty")]
    pub applications: Vec<Application>,
    /// Service classes.
    #[serde(default, rename = "service_class", skip_serializing_if = "Vec::is_empty")]
    pub service_classes: Vec<ServiceClass>,
}

/// What a message is about.
#[derive(Clone, Copy)]
enum Place {
    File,
    Provider(usize),
    NameSpace(usize),
    Application(usize),
    ServiceClass(usize),
}

impl CatalogFile {
    /// A file that says nothing yet.
    pub fn new(ids: &Range<u32>) -> CatalogFile {
        CatalogFile {
            format: FORMAT,
            next_id: ids.start,
            position: Position::default(),
            order: Vec::new(),
            name_space_order: Vec::new(),
            name_space_enabled: BTreeMap::new(),
            providers: Vec::new(),
            name_spaces: Vec::new(),
            applications: Vec::new(),
            service_classes: Vec::new(),
        }
    }

    /// Reads the text of a file, whose ids must be among `ids`. `path` is for messages.
    ///
    /// # Errors
    /// [`Error::Broken`], with the line.
    pub fn parse(text: &str, ids: &Range<u32>, path: &Path) -> Result<CatalogFile> {
        let broken = |at: Option<usize>, message: &str| Error::Broken {
            path: path.to_owned(),
            line: at.map_or(0, |at| line_of(text, at)),
            message: message.trim().to_owned(),
        };
        let file: CatalogFile = toml::from_str(text).map_err(|error| {
            // The span of an entry that contradicts itself is that of the first entry.
            let at = error.span().map_or(0, |span| span.start).max(offset_of_entry(text).unwrap_or(0));
            broken(Some(at), error.message())
        })?;
        file.check(ids).map_err(|(place, message)| broken(offset_of(text, place), &message))?;
        Ok(file)
    }

    /// The text of the file.
    ///
    /// # Errors
    /// [`Error::Invalid`]: a value has no form in TOML. There is none such.
    pub fn text(&self) -> Result<String> {
        let body = toml::to_string(self).map_err(|error| Error::Invalid(error.to_string()))?;
        Ok(format!("{HEADER}{body}"))
    }

    /// The provider of a GUID.
    pub fn provider_mut(&mut self, guid: Uuid) -> Option<&mut Provider> {
        self.providers.iter_mut().find(|provider| provider.guid == guid)
    }

    /// Takes the next id.
    ///
    /// # Errors
    /// [`Error::Full`].
    pub(crate) fn take_id(&mut self, ids: &Range<u32>) -> Result<u32> {
        let id = self.next_id;
        if !ids.contains(&id) {
            return Err(Error::Full);
        }
        self.next_id += 1;
        Ok(id)
    }

    fn check(&self, ids: &Range<u32>) -> std::result::Result<(), (Place, String)> {
        if self.format != FORMAT {
            return Err((Place::File, format!("format {} is not known; {FORMAT} is", self.format)));
        }
        if !(ids.start..=ids.end).contains(&self.next_id) {
            let message = format!("next_id is not within {} and {}", ids.start, ids.end);
            return Err((Place::File, message));
        }
        if let Some(id) = repeated(self.order.iter().copied()) {
            return Err((Place::File, format!("{id} stands twice in the order")));
        }
        if let Some(guid) = repeated(self.name_space_order.iter().copied()) {
            return Err((Place::File, format!("{guid} stands twice in the order of name spaces")));
        }
        let mut ids_seen = BTreeSet::new();
        let mut guids_seen = BTreeSet::new();
        for (index, provider) in self.providers.iter().enumerate() {
            let wrong = |message| (Place::Provider(index), message);
            if !guids_seen.insert(provider.guid) {
                return Err(wrong(format!("{} is listed twice", provider.guid)));
            }
            check_path(&provider.path).map_err(wrong)?;
            if provider.entries.is_empty() {
                return Err(wrong("a provider has one entry at least".to_owned()));
            }
            for entry in &provider.entries {
                if !(ids.start..self.next_id).contains(&entry.id) {
                    let range = format!("{} up to next_id, {}", ids.start, self.next_id);
                    return Err(wrong(format!("id {} is not among those of this file, {range}", entry.id)));
                }
                if !ids_seen.insert(entry.id) {
                    return Err(wrong(format!("id {} is used twice", entry.id)));
                }
            }
        }
        guids_seen.clear();
        for (index, provider) in self.name_spaces.iter().enumerate() {
            let wrong = |message| (Place::NameSpace(index), message);
            if !guids_seen.insert(provider.guid) {
                return Err(wrong(format!("{} is listed twice", provider.guid)));
            }
            provider.check().map_err(wrong)?;
        }
        let mut seen = BTreeSet::new();
        for (index, application) in self.applications.iter().enumerate() {
            if !seen.insert((&application.path, &application.arguments)) {
                return Err((Place::Application(index), "the application is listed twice".to_owned()));
            }
        }
        guids_seen.clear();
        for (index, class) in self.service_classes.iter().enumerate() {
            let wrong = |message| (Place::ServiceClass(index), message);
            if !guids_seen.insert(class.guid) {
                return Err(wrong(format!("{} is listed twice", class.guid)));
            }
            class.check().map_err(wrong)?;
        }
        Ok(())
    }
}

/// Whether a path can be that of an installed provider: absolute, or with a variable that will make it so.
pub(crate) fn check_path(path: &str) -> std::result::Result<(), String> {
    if path.encode_utf16().count() >= MAX_PATH {
        return Err(format!("the path has more than {} characters", MAX_PATH - 1));
    }
    if path.starts_with(BUILT_IN_PREFIX) {
        return Err(format!("paths with {BUILT_IN_PREFIX} are kept for providers inside the library"));
    }
    if path.chars().any(char::is_control) {
        return Err("the path has a control character in it".to_owned());
    }
    let variable = path.strip_prefix('%').is_some_and(|rest| rest.find('%').is_some_and(|end| end > 0));
    if !path.starts_with('/') && !variable {
        return Err(format!("the path {path:?} is relative"));
    }
    Ok(())
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The tables of a file, for messages.
#[derive(Deserialize)]
struct Tables {
    #[serde(default)]
    provider: Vec<Spanned<IgnoredAny>>,
    #[serde(default)]
    name_space: Vec<Spanned<IgnoredAny>>,
    #[serde(default)]
    application: Vec<Spanned<IgnoredAny>>,
    #[serde(default)]
    service_class: Vec<Spanned<IgnoredAny>>,
}

fn offset_of(text: &str, place: Place) -> Option<usize> {
    let tables: Tables = toml::from_str(text).ok()?;
    let (list, index) = match place {
        Place::File => return None,
        Place::Provider(index) => (&tables.provider, index),
        Place::NameSpace(index) => (&tables.name_space, index),
        Place::Application(index) => (&tables.application, index),
        Place::ServiceClass(index) => (&tables.service_class, index),
    };
    Some(list.get(index)?.span().start)
}

/// Providers, as far as their entries go.
#[derive(Deserialize)]
struct Providers {
    #[serde(default)]
    provider: Vec<Entries>,
}

#[derive(Deserialize)]
struct Entries {
    #[serde(default)]
    entry: Vec<Spanned<toml::Value>>,
}

/// Where the first entry is that is none.
fn offset_of_entry(text: &str) -> Option<usize> {
    let providers: Providers = toml::from_str(text).ok()?;
    let mut entries = providers.provider.into_iter().flat_map(|provider| provider.entry);
    let wrong = entries.find(|entry| Entry::deserialize(entry.get_ref().clone()).is_err())?;
    Some(wrong.span().start)
}

#[cfg(test)]
mod tests;
