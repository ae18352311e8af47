//! Removing a layer so that what stands on it goes on without it.

use uuid::Uuid;
use ws2_types::abi::winsock as ws;

use crate::catalog::Catalog;
use crate::entry::{Entry, Kind};
use crate::error::Result;
use crate::install::name_over;
use crate::transaction::Transaction;

impl Transaction<'_> {
    /// Removes a provider with all its entries, as [`Transaction::remove`] does, and takes it out of the chains of other
    /// providers of this file: a layer over it is then over what was below it. Chains that lose their base go.
    ///
    /// # Errors
    /// As [`Transaction::remove`].
    pub fn remove_from_chains(&mut self, guid: Uuid) -> Result<()> {
        let before = self.catalog();
        let gone: Vec<u32> = of_provider(&before, guid).collect();
        self.remove(guid)?;
        let names_gone = |entry: &Entry| entry.chain.iter().any(|id| gone.contains(id));
        let mut dropped = Vec::new();
        for provider in &mut self.file.providers {
            let mut kept: Vec<Entry> = Vec::new();
            for mut entry in std::mem::take(&mut provider.entries) {
                if entry.kind() == Kind::Chain && names_gone(&entry) {
                    let has_base = entry.chain.last().is_some_and(|base| !gone.contains(base));
                    entry.chain.retain(|id| !gone.contains(id));
                    let is_new = kept.iter().all(|other| other.chain != entry.chain);
                    if !has_base || entry.kind() != Kind::Chain || !is_new {
                        dropped.push(entry.id);
                        continue;
                    }
                    describe(&mut entry, &before);
                }
                kept.push(entry);
            }
            provider.entries = kept;
        }
        self.file.providers.retain(|provider| !provider.entries.is_empty());
        self.file.order.retain(|id| !dropped.contains(id));
        Ok(())
    }
}

fn of_provider(catalog: &Catalog, guid: Uuid) -> impl Iterator<Item = u32> {
    let own = catalog.entries.iter().filter(move |listed| listed.provider == guid);
    own.map(|listed| listed.entry.id)
}

/// Gives a chain the name and the flag that its parts give it.
fn describe(entry: &mut Entry, catalog: &Catalog) {
    let parts: Vec<&Entry> = entry.chain.iter().filter_map(|id| Some(&catalog.by_id(*id)?.entry)).collect();
    // What names entries that are not there is nothing to go by.
    if parts.len() != entry.chain.len() {
        return;
    }
    let Some((base, layers)) = parts.split_last() else { return };
    entry.name = layers.iter().rev().fold(base.name.clone(), |below, layer| name_over(&layer.name, &below));
    let ifs = parts.iter().all(|part| part.service_flags[0] & ws::XP1_IFS_HANDLES != 0);
    let other_flags = entry.service_flags[0] & !ws::XP1_IFS_HANDLES;
    entry.service_flags[0] = other_flags | if ifs { ws::XP1_IFS_HANDLES } else { 0 };
}
