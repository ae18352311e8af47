//! The whole catalog, as one look at the files gives it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use uuid::Uuid;
use ws2_types::abi::winsock as ws;

use crate::applications::Application;
use crate::entry::{Entry, Kind};
use crate::error::Error;
use crate::file::{CatalogFile, Position};
use crate::location::{Location, Locations, Source};
use crate::merge::merge;
use crate::name_space::NameSpaceProvider;
use crate::service_class::ServiceClass;
use crate::store;

/// A transport provider inside the library.
#[derive(Clone, Copy)]
pub struct BuiltIn {
    /// Its path, which begins with [`crate::BUILT_IN_PREFIX`].
    pub path: &'static str,
    /// Its protocols, in order.
    pub protocols: &'static [ws::WSAPROTOCOL_INFOW],
}

/// A name space provider inside the library.
#[derive(Clone, Copy)]
pub struct BuiltInNameSpace {
    /// Its GUID.
    pub guid: u128,
    /// Its path, which begins with [`crate::BUILT_IN_PREFIX`].
    pub path: &'static str,
    /// `lpszIdentifier`
    pub name: &'static str,
    /// `NS_…`
    pub name_space: u32,
}

/// What the library brings along.
#[derive(Clone, Copy)]
pub struct BuiltIns {
    /// Transport providers, in order.
    pub transports: &'static [BuiltIn],
    /// Name space providers, in order.
    pub name_spaces: &'static [BuiltInNameSpace],
}

/// The ids of built-in entries.
pub(crate) const BUILT_IN_IDS: Range<u32> = 1001..1101;

/// One entry of the catalog with what its provider adds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Who brings it.
    pub source: Source,
    /// `ProviderId`
    pub provider: Uuid,
    /// The library's path, variables unexpanded.
    pub path: String,
    /// `LSP_…` bits of the provider
    pub categories: u32,
    /// The entry.
    pub entry: Entry,
}

impl Listed {
    /// The entry in Microsoft's layout.
    pub fn info(&self) -> ws::WSAPROTOCOL_INFOW {
        self.entry.to_info(self.provider)
    }
}

/// One name space provider of the catalog.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedNameSpace {
    /// Who brings it.
    pub source: Source,
    /// Whether it is asked.
    pub enabled: bool,
    /// The provider.
    pub provider: NameSpaceProvider,
}

/// The catalog.
#[derive(Debug, Default)]
pub struct Catalog {
    /// Every entry, in order.
    pub entries: Vec<Listed>,
    /// Every name space provider, in order.
    pub name_spaces: Vec<ListedNameSpace>,
    /// Applications with categories.
    pub applications: Vec<Application>,
    /// Service classes, each once.
    pub service_classes: Vec<ServiceClass>,
    /// Files that were left out, and why.
    pub problems: Vec<Error>,
}

impl Catalog {
    /// Looks at the files. One that cannot be read or believed is left out, and a problem says so.
    pub fn read(built_ins: &BuiltIns, locations: &Locations) -> Catalog {
        let mut problems = Vec::new();
        let mut files = Vec::new();
        for location in &locations.0 {
            match store::read(location) {
                Ok(Some(file)) => files.push((location, file)),
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }
        let files: Vec<_> = files.iter().map(|(location, file)| (*location, file)).collect();
        Catalog { problems, ..Catalog::merged(built_ins, &files) }
    }

    /// Merges built-in entries and files, weakest first.
    pub fn merged(built_ins: &BuiltIns, files: &[(&Location, &CatalogFile)]) -> Catalog {
        let mut catalog = Catalog::built_in(built_ins);
        for (location, file) in files {
            catalog.add(location.source, file);
        }
        catalog
    }

    fn built_in(built_ins: &BuiltIns) -> Catalog {
        let listed = |built_in: &BuiltIn, info: &ws::WSAPROTOCOL_INFOW| {
            let entry = Entry::from_info(info).ok()?;
            debug_assert!(BUILT_IN_IDS.contains(&entry.id));
            Some(Listed {
                source: Source::BuiltIn,
                provider: crate::guid::uuid_of(&info.ProviderId),
                path: built_in.path.to_owned(),
                categories: 0,
                entry,
            })
        };
        let of_provider = |built_in: &BuiltIn| {
            built_in.protocols.iter().filter_map(|info| listed(built_in, info)).collect()
        };
        let entries: Vec<Vec<Listed>> = built_ins.transports.iter().map(of_provider).collect();
        let name_space = |built_in: &BuiltInNameSpace| ListedNameSpace {
            source: Source::BuiltIn,
            enabled: true,
            provider: NameSpaceProvider {
                guid: Uuid::from_u128(built_in.guid),
                name: built_in.name.to_owned(),
                path: built_in.path.to_owned(),
                name_space: built_in.name_space,
                version: 0,
                provider_specific: Vec::new(),
            },
        };
        Catalog {
            entries: entries.concat(),
            name_spaces: built_ins.name_spaces.iter().map(name_space).collect(),
            ..Catalog::default()
        }
    }

    fn add(&mut self, source: Source, file: &CatalogFile) {
        let own = file.providers.iter().flat_map(|provider| {
            provider.entries.iter().map(|entry| Listed {
                source,
                provider: provider.guid,
                path: provider.path.clone(),
                categories: provider.categories,
                entry: entry.clone(),
            })
        });
        // A provider that is there already keeps its entries; nobody can put himself in its place.
        let known: BTreeSet<Uuid> = self.entries.iter().map(|listed| listed.provider).collect();
        let own = own.filter(|listed| !known.contains(&listed.provider)).collect();
        let first = source == Source::User && file.position == Position::Before;
        put(&mut self.entries, own, first, &file.order, |listed| listed.entry.id);

        let own = file.name_spaces.iter().map(|provider| ListedNameSpace {
            source,
            enabled: true,
            provider: provider.clone(),
        });
        let known: BTreeSet<Uuid> = self.name_spaces.iter().map(|listed| listed.provider.guid).collect();
        let own = own.filter(|listed| !known.contains(&listed.provider.guid)).collect();
        put(&mut self.name_spaces, own, first, &file.name_space_order, |listed| listed.provider.guid);
        for listed in &mut self.name_spaces {
            if let Some(enabled) = file.name_space_enabled.get(&listed.provider.guid) {
                listed.enabled = *enabled;
            }
        }
        self.applications.extend(file.applications.iter().cloned());
        for class in &file.service_classes {
            if self.service_class(class.guid).is_none() {
                self.service_classes.push(class.clone());
            }
        }
    }

    /// The entry of an id.
    pub fn by_id(&self, id: u32) -> Option<&Listed> {
        self.entries.iter().find(|listed| listed.entry.id == id)
    }

    /// The first entry of a provider.
    pub fn of_provider(&self, guid: Uuid) -> Option<&Listed> {
        self.entries.iter().find(|listed| listed.provider == guid)
    }

    /// The name space provider of a GUID.
    pub fn name_space(&self, guid: Uuid) -> Option<&ListedNameSpace> {
        self.name_spaces.iter().find(|listed| listed.provider.guid == guid)
    }

    /// The service class of a GUID.
    pub fn service_class(&self, guid: Uuid) -> Option<&ServiceClass> {
        self.service_classes.iter().find(|class| class.guid == guid)
    }

    /// The categories an application permits, if it has any: those of all files together.
    pub fn application(&self, path: &str, arguments: &str) -> Option<u32> {
        let of_application = |known: &&Application| known.path == path && known.arguments == arguments;
        let bits = self.applications.iter().filter(of_application).map(|known| known.categories);
        bits.reduce(|all, more| all | more)
    }

    /// Every id, in order.
    pub fn order(&self) -> Vec<u32> {
        self.entries.iter().map(|listed| listed.entry.id).collect()
    }

    /// The layered protocol of that name.
    pub(crate) fn layer_named(&self, name: &str) -> Option<&Listed> {
        self.entries.iter().find(|listed| listed.entry.kind() == Kind::Layer && listed.entry.name == name)
    }
}

/// Adds entries before or after those there are, then orders all of them.
fn put<T, K: Copy + Ord>(list: &mut Vec<T>, own: Vec<T>, first: bool, order: &[K], key: impl Fn(&T) -> K) {
    let at = if first { 0 } else { list.len() };
    list.splice(at..at, own);
    let order = merge(&list.iter().map(&key).collect::<Vec<K>>(), order);
    let places: BTreeMap<K, usize> = order.into_iter().zip(0..).collect();
    list.sort_by_key(|one| places.get(&key(one)).copied());
}
