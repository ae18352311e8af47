//! Installing a layer together with its chains, by the rules of `WSCInstallProviderAndChains`.

use uuid::Uuid;
use ws2_types::abi::winsock as ws;

use crate::catalog::{Catalog, Listed};
use crate::entry::{Entry, Kind, MOST_IN_CHAIN, check_name};
use crate::error::{Error, Result};
use crate::file::check_path;
use crate::transaction::Transaction;

/// What a protocol is picked by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ProtocolKey {
    /// `iAddressFamily`
    pub family: i32,
    /// `iSocketType`
    pub socket_type: i32,
    /// `iProtocol`
    pub protocol: i32,
}

impl ProtocolKey {
    /// That of an entry.
    pub fn of(entry: &Entry) -> ProtocolKey {
        ProtocolKey { family: entry.family, socket_type: entry.socket_type, protocol: entry.protocol }
    }
}

/// A layer that is to be installed.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// Its GUID, which its chains share.
    pub guid: Uuid,
    /// Its library.
    pub path: &'a str,
    /// Its name; chains are called "<name> over [<what is below>]".
    pub name: &'a str,
    /// `XP1_IFS_HANDLES` or 0.
    pub service_flags: u32,
    /// Over the first entry of each of these; `None`: over every base protocol.
    pub over: Option<&'a [ProtocolKey]>,
}

impl Transaction<'_> {
    /// Installs a layer and its chains: the chains before everything else, the layer last. Answers the layer's id.
    ///
    /// # Errors
    /// [`Error::Invalid`]: path, name, flags, an empty list, a protocol that nobody offers, a GUID or name that is there
    /// already. [`Error::NoPlace`]: there is no base protocol, or a chain would have more than 7 entries.
    pub fn install_with_chains(&mut self, wanted: &Wanted<'_>) -> Result<u32> {
        let catalog = self.catalog();
        check(wanted, &catalog)?;
        let below = below(wanted, &catalog)?;
        let id = self.next_id();
        let mut entries = vec![layer(wanted, &below[0].entry)];
        for lower in below {
            entries.push(chain(wanted, id, &lower.entry)?);
        }
        self.add_provider(wanted.guid, wanted.path, entries, |order, mut new| {
            order.push(new.remove(0));
            order.splice(0..0, new);
        })?;
        Ok(id)
    }
}

fn check(wanted: &Wanted<'_>, catalog: &Catalog) -> Result<()> {
    check_path(wanted.path).map_err(Error::Invalid)?;
    check_name(wanted.name).map_err(Error::Invalid)?;
    let refuse = |message: String| Err(Error::Invalid(message));
    if wanted.name.is_empty() {
        return refuse("a layer has a name".to_owned());
    }
    if wanted.service_flags & !ws::XP1_IFS_HANDLES != 0 {
        return refuse("XP1_IFS_HANDLES is the only flag of a layer".to_owned());
    }
    if catalog.of_provider(wanted.guid).is_some() {
        return refuse(format!("the provider {} is installed already", wanted.guid));
    }
    if catalog.layer_named(wanted.name).is_some() {
        return refuse(format!("a layer called {:?} is installed already", wanted.name));
    }
    Ok(())
}

/// What the chains go over, each protocol once.
fn below<'a>(wanted: &Wanted<'_>, catalog: &'a Catalog) -> Result<Vec<&'a Listed>> {
    let mut found: Vec<&Listed> = Vec::new();
    let is_new = |found: &[&Listed], key| found.iter().all(|listed| ProtocolKey::of(&listed.entry) != key);
    match wanted.over {
        None => {
            for base in catalog.entries.iter().filter(|listed| listed.entry.kind() == Kind::Base) {
                if is_new(&found, ProtocolKey::of(&base.entry)) {
                    found.push(base);
                }
            }
            if found.is_empty() {
                return Err(Error::NoPlace("there is no base protocol".to_owned()));
            }
        }
        Some(keys) => {
            for key in keys.iter().copied() {
                let fits = |listed: &&Listed| {
                    listed.entry.kind() != Kind::Layer && ProtocolKey::of(&listed.entry) == key
                };
                let Some(top) = catalog.entries.iter().find(fits) else {
                    let ProtocolKey { family, socket_type, protocol } = key;
                    let asked = format!("family {family}, type {socket_type}, protocol {protocol}");
                    return Err(Error::Invalid(format!("there is no entry of {asked}")));
                };
                if is_new(&found, key) {
                    found.push(top);
                }
            }
            if found.is_empty() {
                return Err(Error::Invalid("the list of protocols is empty".to_owned()));
            }
        }
    }
    Ok(found)
}

/// The entry that gives the layer its id; applications do not see it.
fn layer(wanted: &Wanted<'_>, like: &Entry) -> Entry {
    Entry {
        chain: Vec::new(),
        name: wanted.name.to_owned(),
        service_flags: [wanted.service_flags, 0, 0, 0],
        provider_flags: ws::PFL_HIDDEN,
        message_bytes: 0,
        ..like.clone()
    }
}

fn chain(wanted: &Wanted<'_>, layer_id: u32, lower: &Entry) -> Result<Entry> {
    let chain: Vec<u32> = std::iter::once(layer_id).chain(lower.chain.iter().copied()).collect();
    if chain.len() > MOST_IN_CHAIN {
        let message = format!("{:?} has {MOST_IN_CHAIN} entries already, as many as fit", lower.name);
        return Err(Error::NoPlace(message));
    }
    let mut service_flags = lower.service_flags;
    let hands_on = wanted.service_flags & ws::XP1_IFS_HANDLES != 0;
    if hands_on && service_flags[0] & ws::XP1_IFS_HANDLES == 0 {
        // There is no handle of the system for it to hand on.
        let message = format!(
            "a layer with XP1_IFS_HANDLES cannot stand over {:?}, which makes handles of its own: install it first, below",
            lower.name
        );
        return Err(Error::Invalid(message));
    }
    if !hands_on {
        service_flags[0] &= !ws::XP1_IFS_HANDLES;
    }
    Ok(Entry {
        chain,
        name: name_over(wanted.name, &lower.name),
        service_flags,
        provider_flags: lower.provider_flags & !ws::PFL_HIDDEN,
        ..lower.clone()
    })
}

/// What a chain is called. Names of chains over chains grow; what does not fit is cut off.
pub(crate) fn name_over(layer: &str, below: &str) -> String {
    let mut name = format!("{layer} over [{below}]");
    while check_name(&name).is_err() && name.pop().is_some() {}
    name
}
