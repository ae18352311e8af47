//! A change of one catalog file, made of the steps the `WSC…` functions take.

use uuid::Uuid;
use ws2_types::abi::winsock as ws;

use crate::applications::Application;
use crate::catalog::{BuiltIns, Catalog};
use crate::entry::{Entry, Kind};
use crate::error::{Error, Result};
use crate::file::{CatalogFile, Provider, check_path};
use crate::location::{Location, Locations};
use crate::name_space::NameSpaceProvider;
use crate::service_class::ServiceClass;

/// A change that is being made.
pub struct Transaction<'a> {
    built_ins: &'a BuiltIns,
    locations: &'a Locations,
    location: &'a Location,
    others: Vec<(&'a Location, CatalogFile)>,
    pub(crate) file: CatalogFile,
}

impl<'a> Transaction<'a> {
    pub(crate) fn new(
        built_ins: &'a BuiltIns,
        locations: &'a Locations,
        location: &'a Location,
        others: Vec<(&'a Location, CatalogFile)>,
        file: CatalogFile,
    ) -> Transaction<'a> {
        Transaction { built_ins, locations, location, others, file }
    }

    pub(crate) fn into_file(self) -> CatalogFile {
        self.file
    }

    /// The catalog as it would be with the change so far.
    pub fn catalog(&self) -> Catalog {
        let file_at = |location: &'a Location| {
            let own = (location == self.location).then_some(&self.file);
            own.or_else(|| self.others.iter().find(|(other, _)| *other == location).map(|(_, file)| file))
                .map(|file| (location, file))
        };
        let files: Vec<_> = self.locations.0.iter().filter_map(file_at).collect();
        Catalog::merged(self.built_ins, &files)
    }

    /// Installs a provider with its entries, which go last. Their ids are given now.
    ///
    /// # Errors
    /// [`Error::Installed`]; [`Error::Invalid`]: the path, no entries, an entry that is wrong, a chain of entries
    /// that are not there; [`Error::Full`].
    pub fn install(&mut self, guid: Uuid, path: &str, infos: &[ws::WSAPROTOCOL_INFOW]) -> Result<()> {
        let catalog = self.catalog();
        if catalog.of_provider(guid).is_some() {
            return Err(Error::Installed(format!("the provider {guid} is installed already")));
        }
        let entries = entries_of(&catalog, infos)?;
        self.add_provider(guid, path, entries, |order, new| order.extend(new))
    }

    /// Adds a provider and gives its entries their ids; `place` puts these into the order.
    pub(crate) fn add_provider(
        &mut self,
        guid: Uuid,
        path: &str,
        mut entries: Vec<Entry>,
        place: impl FnOnce(&mut Vec<u32>, Vec<u32>),
    ) -> Result<()> {
        check_path(path).map_err(Error::Invalid)?;
        let mut order = self.catalog().order();
        for entry in &mut entries {
            entry.set_id(self.file.take_id(&self.location.ids())?);
        }
        place(&mut order, entries.iter().map(|entry| entry.id).collect());
        self.file.order = order;
        self.file.providers.push(Provider { guid, path: path.to_owned(), categories: 0, entries });
        Ok(())
    }

    /// The id an entry gets if it is the next.
    pub(crate) fn next_id(&self) -> u32 {
        self.file.next_id
    }

    /// Gives a provider another path and other entries. An entry keeps its id when the new one names it, or else is of
    /// the same kind and protocol; new ones go last, and those that are not named again go.
    ///
    /// # Errors
    /// [`Error::Unknown`], [`Error::NotOurs`]; otherwise as [`Transaction::install`].
    pub fn update(&mut self, guid: Uuid, path: &str, infos: &[ws::WSAPROTOCOL_INFOW]) -> Result<()> {
        check_path(path).map_err(Error::Invalid)?;
        let catalog = self.catalog();
        let mut entries = entries_of(&catalog, infos)?;
        let mut old = self.own_provider(guid)?.entries.clone();
        let mut order = catalog.order();
        let key = |entry: &Entry| (entry.kind(), entry.family, entry.socket_type, entry.protocol);
        for entry in &mut entries {
            let same = old.iter().position(|known| known.id == entry.id);
            let same = same.or_else(|| old.iter().position(|known| key(known) == key(entry)));
            let id = match same {
                Some(index) => old.remove(index).id,
                None => self.file.take_id(&self.location.ids())?,
            };
            entry.set_id(id);
            if !order.contains(&id) {
                order.push(id);
            }
        }
        order.retain(|id| old.iter().all(|gone| gone.id != *id));
        self.file.order = order;
        let provider = self.own_provider(guid)?;
        provider.path = path.to_owned();
        provider.entries = entries;
        Ok(())
    }

    /// Removes a provider with all its entries. Chains of others that name them stay.
    ///
    /// # Errors
    /// [`Error::Unknown`], [`Error::NotOurs`].
    pub fn remove(&mut self, guid: Uuid) -> Result<()> {
        let gone: Vec<u32> = self.own_provider(guid)?.entries.iter().map(|entry| entry.id).collect();
        self.file.providers.retain(|provider| provider.guid != guid);
        self.file.order.retain(|id| !gone.contains(id));
        Ok(())
    }

    /// Sets the order of all entries.
    ///
    /// # Errors
    /// [`Error::Invalid`]: the ids are not those of the catalog, each once.
    pub fn set_order(&mut self, ids: &[u32]) -> Result<()> {
        if !same_members(ids, &self.catalog().order()) {
            return Err(Error::Invalid("an order names every id of the catalog once".to_owned()));
        }
        self.file.order = ids.to_vec();
        Ok(())
    }

    /// Sets the categories of a layer.
    ///
    /// # Errors
    /// [`Error::Unknown`], [`Error::NotOurs`].
    pub fn set_categories(&mut self, guid: Uuid, categories: u32) -> Result<()> {
        self.own_provider(guid)?.categories = categories;
        Ok(())
    }

    /// Adds to the categories an application permits. Answers those it permitted before.
    pub fn permit(&mut self, path: &str, arguments: &str, categories: u32) -> Option<u32> {
        let before = self.catalog().application(path, arguments);
        let same = |known: &&mut Application| known.path == path && known.arguments == arguments;
        match self.file.applications.iter_mut().find(same) {
            Some(known) => known.categories |= categories,
            None => self.file.applications.push(Application {
                path: path.to_owned(),
                arguments: arguments.to_owned(),
                categories,
            }),
        }
        before
    }

    /// Forgets the categories of an application.
    ///
    /// # Errors
    /// [`Error::Unknown`]: this file has none of it.
    pub fn forget_application(&mut self, path: &str, arguments: &str) -> Result<()> {
        let before = self.file.applications.len();
        self.file.applications.retain(|known| known.path != path || known.arguments != arguments);
        if self.file.applications.len() == before {
            return Err(Error::Unknown(format!("no categories are set for {path} here")));
        }
        Ok(())
    }

    /// Installs a name space provider, last and enabled.
    ///
    /// # Errors
    /// [`Error::Invalid`]: name or path. [`Error::Installed`].
    pub fn install_name_space(&mut self, provider: NameSpaceProvider) -> Result<()> {
        provider.check().map_err(Error::Invalid)?;
        let catalog = self.catalog();
        if catalog.name_space(provider.guid).is_some() {
            return Err(Error::Installed(format!("{} is installed already", provider.guid)));
        }
        self.file.name_space_order = name_space_order(&catalog);
        self.file.name_space_order.push(provider.guid);
        self.file.name_spaces.push(provider);
        Ok(())
    }

    /// Removes a name space provider.
    ///
    /// # Errors
    /// [`Error::Unknown`], [`Error::NotOurs`].
    pub fn remove_name_space(&mut self, guid: Uuid) -> Result<()> {
        self.require_name_space(guid)?;
        let before = self.file.name_spaces.len();
        self.file.name_spaces.retain(|provider| provider.guid != guid);
        if self.file.name_spaces.len() == before {
            return Err(not_ours(guid));
        }
        self.file.name_space_order.retain(|other| *other != guid);
        self.file.name_space_enabled.remove(&guid);
        Ok(())
    }

    /// Switches a name space provider on or off.
    ///
    /// # Errors
    /// [`Error::Unknown`].
    pub fn enable_name_space(&mut self, guid: Uuid, enabled: bool) -> Result<()> {
        self.require_name_space(guid)?;
        self.file.name_space_enabled.insert(guid, enabled);
        Ok(())
    }

    /// Sets the order of all name space providers.
    ///
    /// # Errors
    /// [`Error::Invalid`]: they are not those of the catalog, each once.
    pub fn set_name_space_order(&mut self, guids: &[Uuid]) -> Result<()> {
        if !same_members(guids, &name_space_order(&self.catalog())) {
            return Err(Error::Invalid("an order names every name space provider once".to_owned()));
        }
        self.file.name_space_order = guids.to_vec();
        Ok(())
    }

    /// Installs a service class.
    ///
    /// # Errors
    /// [`Error::Invalid`]: a name or value that is too long. [`Error::Installed`].
    pub fn install_service_class(&mut self, class: ServiceClass) -> Result<()> {
        class.check().map_err(Error::Invalid)?;
        if self.catalog().service_class(class.guid).is_some() {
            return Err(Error::Installed(format!("{} is installed already", class.guid)));
        }
        self.file.service_classes.push(class);
        Ok(())
    }

    /// Removes a service class.
    ///
    /// # Errors
    /// [`Error::Unknown`], [`Error::NotOurs`].
    pub fn remove_service_class(&mut self, guid: Uuid) -> Result<()> {
        if self.catalog().service_class(guid).is_none() {
            return Err(Error::Unknown(format!("there is no service class {guid}")));
        }
        let before = self.file.service_classes.len();
        self.file.service_classes.retain(|class| class.guid != guid);
        if self.file.service_classes.len() == before { Err(not_ours(guid)) } else { Ok(()) }
    }

    fn require_name_space(&self, guid: Uuid) -> Result<()> {
        let unknown = || Error::Unknown(format!("there is no name space provider {guid}"));
        self.catalog().name_space(guid).map(|_| ()).ok_or_else(unknown)
    }

    fn own_provider(&mut self, guid: Uuid) -> Result<&mut Provider> {
        if self.catalog().of_provider(guid).is_none() {
            return Err(Error::Unknown(format!("there is no provider {guid}")));
        }
        self.file.provider_mut(guid).ok_or_else(|| not_ours(guid))
    }
}

fn not_ours(guid: Uuid) -> Error {
    Error::NotOurs(format!("{guid} is built in, or stands in another catalog file than the one changed here"))
}

fn name_space_order(catalog: &Catalog) -> Vec<Uuid> {
    catalog.name_spaces.iter().map(|listed| listed.provider.guid).collect()
}

fn same_members<T: Copy + Ord>(some: &[T], others: &[T]) -> bool {
    let sorted = |list: &[T]| {
        let mut list = list.to_vec();
        list.sort_unstable();
        list
    };
    sorted(some) == sorted(others)
}

fn entries_of(catalog: &Catalog, infos: &[ws::WSAPROTOCOL_INFOW]) -> Result<Vec<Entry>> {
    if infos.is_empty() {
        return Err(Error::Invalid("a provider has one entry at least".to_owned()));
    }
    let entries: Vec<Entry> =
        infos.iter().map(Entry::from_info).collect::<std::result::Result<_, _>>().map_err(Error::Invalid)?;
    for entry in entries.iter().filter(|entry| entry.kind() == Kind::Chain) {
        if let Some(unknown) = entry.chain.iter().find(|id| catalog.by_id(**id).is_none()) {
            return Err(Error::Invalid(format!("the chain names {unknown}, which is no entry")));
        }
    }
    Ok(entries)
}
