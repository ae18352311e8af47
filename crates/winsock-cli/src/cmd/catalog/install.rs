//! `winsock catalog install`.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use clap::Args;
use winsock_cli::{Error, ProviderFile, Provides};
use ws2_catalog::{Catalog, Kind, NameSpaceProvider, ProtocolKey, Source, Uuid, Wanted};
use ws2_types::abi::winsock as ws;

use super::find::{look, of_provider};
use super::place::Place;
use super::table;

/// What a layer is put over. All of it: one that is over some protocols only would keep programs from giving sockets of
/// both kinds to one `select`.
const OVER: [ProtocolKey; 4] = [
    key(ws::AF_INET, ws::SOCK_STREAM, ws::IPPROTO_TCP),
    key(ws::AF_INET, ws::SOCK_DGRAM, ws::IPPROTO_UDP),
    key(ws::AF_INET6, ws::SOCK_STREAM, ws::IPPROTO_TCP),
    key(ws::AF_INET6, ws::SOCK_DGRAM, ws::IPPROTO_UDP),
];

const fn key(family: u16, socket_type: i32, protocol: i32) -> ProtocolKey {
    ProtocolKey { family: family as i32, socket_type, protocol }
}

#[derive(Args)]
pub(crate) struct Wish {
    /// The provider: a shared object that exports WSPStartup, or NSPStartup
    #[arg(value_name = "FILE.so")]
    file: PathBuf,
    /// Another name than the one it calls itself, or its file has
    #[arg(long)]
    name: Option<String>,
    /// The layer hands the handles of the provider below to programs (XP1_IFS_HANDLES)
    #[arg(long)]
    ifs: bool,
    /// The number of the name space, NS_…, of a provider of names; 12, DNS, if not given
    #[arg(long, value_name = "NUMBER")]
    name_space: Option<u32>,
    #[command(flatten)]
    place: Place,
}

pub(super) fn run(wish: &Wish) -> Result<(), Error> {
    let file = ProviderFile::inspect(&wish.file)?;
    let name = match &wish.name {
        Some(name) => name.clone(),
        None => file.name()?,
    };
    let guid = file.guid(&name);
    let installed = match file.provides {
        Provides::Transport if wish.name_space.is_some() => {
            return Err(Error::Words(format!("{name} is a layer: --name-space is for providers of names")));
        }
        Provides::Names if wish.ifs => {
            return Err(Error::Words(format!("{name} provides names: --ifs is for layers")));
        }
        Provides::Transport => layer(wish, &file, &name, guid)?,
        Provides::Names => names(wish, &file, &name, guid)?,
    };
    println!(
        "Programs see it when they start Windows Sockets next; `winsock catalog remove {}` takes it away.",
        quoted(&name)
    );
    if installed == Source::System
        && let Some(closed) = closed_to_others(Path::new(&file.path))
    {
        eprintln!("winsock: note: other users cannot read {}, so for them it is not there", closed.display());
    }
    Ok(())
}

fn layer(wish: &Wish, file: &ProviderFile, name: &str, guid: Uuid) -> Result<Source, Error> {
    let catalog = look();
    if let Some(known) = catalog.of_provider(guid) {
        let remove = name_of_layer(&catalog, guid).unwrap_or_else(|| known.entry.id.to_string());
        return Err(installed_already(name, &known.path, &remove, file.description.guid.is_none()));
    }
    let same_name =
        |listed: &&ws2_catalog::Listed| listed.entry.kind() == Kind::Layer && listed.entry.name == name;
    if let Some(known) = catalog.entries.iter().find(same_name) {
        return Err(installed_already(name, &known.path, name, true));
    }
    let ifs = wish.ifs || file.description.ifs == Some(true);
    let wanted = Wanted {
        guid,
        path: &file.path,
        name,
        service_flags: if ifs { ws::XP1_IFS_HANDLES } else { 0 },
        over: Some(&OVER),
    };
    let changed = wish.place.change(|change| {
        let id = change.install_with_chains(&wanted)?;
        if let Some(categories) = file.description.categories {
            change.set_categories(guid, categories)?;
        }
        Ok(id)
    })?;
    let catalog = look();
    let chains: Vec<_> =
        of_provider(&catalog, guid).filter(|listed| listed.entry.kind() == Kind::Chain).collect();
    let ids: Vec<String> = chains.iter().map(|listed| listed.entry.id.to_string()).collect();
    let (id, file) = (changed.result, changed.file.display());
    println!("installed {name}: layer {id}, chains {} in {file}", ids.join(" "));
    for listed in chains {
        let (id, protocol) = (listed.entry.id, table::protocol(&listed.entry));
        println!("  {id}  {protocol:9} {}", table::drawing(&catalog, &listed.entry));
    }
    Ok(changed.source)
}

fn names(wish: &Wish, file: &ProviderFile, name: &str, guid: Uuid) -> Result<Source, Error> {
    if let Some(known) = look().name_space(guid) {
        let described = file.description.guid.is_some();
        return Err(installed_already(name, &known.provider.path, &known.provider.name, !described));
    }
    let name_space = wish.name_space.unwrap_or(ws::NS_DNS);
    let provider = NameSpaceProvider {
        guid,
        name: name.to_owned(),
        path: file.path.clone(),
        name_space,
        version: 0,
        provider_specific: Vec::new(),
    };
    let changed = wish.place.change(|change| change.install_name_space(provider))?;
    println!("installed {name}: names of {} in {}", table::name_space(name_space), changed.file.display());
    Ok(changed.source)
}

fn installed_already(name: &str, path: &str, remove: &str, another_name_helps: bool) -> Error {
    let or = if another_name_helps { ", or give --name" } else { "" };
    Error::Words(format!(
        "{name} is installed already, from {path}\nRemove it first, `winsock catalog remove {}`{or}.",
        quoted(remove)
    ))
}

/// A name as it is typed into a shell.
fn quoted(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.+:@%/".contains(c);
    if name.chars().all(is_plain) { name.to_owned() } else { format!("'{}'", name.replace('\'', r"'\''")) }
}

fn name_of_layer(catalog: &Catalog, guid: Uuid) -> Option<String> {
    let layer = of_provider(catalog, guid).find(|listed| listed.entry.kind() == Kind::Layer)?;
    Some(layer.entry.name.clone())
}

/// What keeps other users from loading a file: the file itself or a folder above it.
fn closed_to_others(path: &Path) -> Option<&Path> {
    let may = |part: &Path, bit: u32| std::fs::metadata(part).is_ok_and(|found| found.mode() & bit != 0);
    if !may(path, 0o004) {
        return Some(path);
    }
    path.ancestors().skip(1).find(|folder| !may(folder, 0o001))
}
