//! `winsock catalog`: what netsh and Sporder do on Windows.

mod categories;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use winsock_cli::{Error, LayerFile};
use ws2_catalog::{
    Catalog, Kind, Listed, Location, Locations, Patience, ProtocolKey, Source, Store, Transaction, Uuid,
    Wanted,
};
use ws2_dispatch::catalog::built_ins;
use ws2_types::abi::winsock as ws;

/// What a layer is put over: TCP and UDP, over IPv4 and IPv6.
const OVER: [ProtocolKey; 4] = [
    key(ws::AF_INET, ws::SOCK_STREAM, ws::IPPROTO_TCP),
    key(ws::AF_INET, ws::SOCK_DGRAM, ws::IPPROTO_UDP),
    key(ws::AF_INET6, ws::SOCK_STREAM, ws::IPPROTO_TCP),
    key(ws::AF_INET6, ws::SOCK_DGRAM, ws::IPPROTO_UDP),
];

const fn key(family: u16, socket_type: i32, protocol: i32) -> ProtocolKey {
    ProtocolKey { family: family as i32, socket_type, protocol }
}

#[derive(Subcommand)]
pub(crate) enum Action {
    /// List all entries in their order
    List,
    /// Show everything about a provider
    Show {
        /// A layer's name, the name of its file, a GUID or an id
        provider: String,
    },
    /// Install a layer over TCP and UDP
    ///
    /// The layer is called as its file is. Its chains go before all other entries, over what is there already.
    Install {
        /// The layer, a shared object that exports WSPStartup
        #[arg(value_name = "FILE.so")]
        file: PathBuf,
        /// Another name
        #[arg(long)]
        name: Option<String>,
        /// The layer hands the handles of the provider below to programs (XP1_IFS_HANDLES)
        #[arg(long)]
        ifs: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Remove a provider with all its entries
    Remove {
        /// A layer's name, the name of its file, a GUID or an id
        provider: String,
        #[command(flatten)]
        place: Place,
    },
    /// Put entries first, in this order; without ids, print the order
    Order {
        /// Ids, as `winsock catalog list` shows them
        ids: Vec<u32>,
        #[command(flatten)]
        place: Place,
    },
    /// Show or set the categories of layers and applications
    Categories(categories::Wish),
}

/// Which file is changed.
#[derive(Args)]
pub(crate) struct Place {
    /// Change the system's catalog, which root does anyway
    #[arg(long, conflicts_with = "user")]
    system: bool,
    /// Change your own catalog
    #[arg(long)]
    user: bool,
}

impl Place {
    fn change<R>(
        &self,
        change: impl FnOnce(&mut Transaction<'_>) -> ws2_catalog::Result<R>,
    ) -> Result<(R, PathBuf), Error> {
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
        let changed = Store::new(built_ins(), &locations, location).change(Patience::Wait, change)?;
        Ok((changed, location.file()))
    }
}

pub(crate) fn run(action: Action) -> Result<ExitCode, Error> {
    match action {
        Action::List => {
            let catalog = look();
            print!("{}", table::list(&catalog));
            // The list is what programs get; that some of it is missing must not go unnoticed.
            catalog.problems.iter().for_each(|problem| eprintln!("winsock: left out: {problem}"));
            return Ok(if catalog.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Action::Show { provider } => {
            let catalog = look();
            print!("{}", table::details(&catalog, find(&catalog, &provider)?));
        }
        Action::Install { file, name, ifs, place } => install(&file, name, ifs, &place)?,
        Action::Remove { provider, place } => {
            let catalog = look();
            let guid = find(&catalog, &provider)?;
            let gone: Vec<String> =
                of_provider(&catalog, guid).map(|listed| listed.entry.id.to_string()).collect();
            let ((), file) = place.change(|change| change.remove(guid))?;
            println!("removed {} from {}", gone.join(" "), file.display());
        }
        Action::Order { ids, place } => order(&ids, &place)?,
        Action::Categories(wish) => categories::run(wish)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn look() -> Catalog {
    ws2_dispatch::catalog::look()
}

fn of_provider(catalog: &Catalog, guid: Uuid) -> impl Iterator<Item = &Listed> {
    catalog.entries.iter().filter(move |listed| listed.provider == guid)
}

fn install(file: &std::path::Path, name: Option<String>, ifs: bool, place: &Place) -> Result<(), Error> {
    let layer = LayerFile::inspect(file)?;
    let name = name.unwrap_or(layer.name);
    if look().entries.iter().any(|listed| listed.entry.kind() == Kind::Layer && listed.entry.name == name) {
        let advice = format!("Remove it first, `winsock catalog remove {name}`, or give --name.");
        return Err(Error::Words(format!("a layer called {name} is installed already\n{advice}")));
    }
    let wanted = Wanted {
        guid: Uuid::new_v4(),
        path: &layer.path,
        name: &name,
        service_flags: if ifs { ws::XP1_IFS_HANDLES } else { 0 },
        over: Some(&OVER),
    };
    let (id, file) = place.change(|change| change.install_with_chains(&wanted))?;
    let catalog = look();
    let chains = of_provider(&catalog, wanted.guid).filter(|listed| listed.entry.kind() == Kind::Chain);
    let chains: Vec<String> = chains.map(|listed| listed.entry.id.to_string()).collect();
    println!("installed {name}: layer {id}, chains {} in {}", chains.join(" "), file.display());
    Ok(())
}

fn order(ids: &[u32], place: &Place) -> Result<(), Error> {
    let current = look().order();
    let words = |ids: &[u32]| ids.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    if ids.is_empty() {
        println!("{}", words(&current));
        return Ok(());
    }
    if let Some(unknown) = ids.iter().find(|id| !current.contains(id)) {
        let message = format!("there is no entry {unknown}\n`winsock catalog list` shows the ids.");
        return Err(Error::Words(message));
    }
    let ((), file) = place.change(|change| {
        let rest = change.catalog().order().into_iter().filter(|id| !ids.contains(id));
        let order: Vec<u32> = ids.iter().copied().chain(rest).collect();
        change.set_order(&order)
    })?;
    println!("{} in {}", words(&look().order()), file.display());
    Ok(())
}

/// The provider that a word names.
fn find(catalog: &Catalog, word: &str) -> Result<Uuid, Error> {
    let id = word.parse::<u32>().ok();
    let guid = Uuid::parse_str(word).ok();
    let named = |listed: &&Listed| {
        Some(listed.entry.id) == id
            || Some(listed.provider) == guid
            || listed.path == word
            || table::file_name(&listed.path) == word
            || (listed.entry.kind() == Kind::Layer && listed.entry.name == word)
    };
    let mut found: Vec<Uuid> = catalog.entries.iter().filter(named).map(|listed| listed.provider).collect();
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [one] => Ok(one),
        [] => Err(Error::Words(format!(
            "there is no provider {word}\n`winsock catalog list` shows what there is."
        ))),
        _ => Err(Error::Words(format!(
            "{word} names several providers\nTake an id from `winsock catalog list`."
        ))),
    }
}
