//! `winsock catalog`: what netsh and Sporder do on Windows.

mod categories;
mod find;
mod install;
mod place;
mod table;

use std::process::ExitCode;

use clap::Subcommand;
use winsock_cli::Error;

use self::find::{Found, look, of_provider};
use self::place::Place;

#[derive(Subcommand)]
pub(crate) enum Action {
    /// List all entries in their order
    ///
    /// A program gets the first entry that fits what it asks for. A chain is drawn from top to base: socks5 → tcp.
    List,
    /// Show everything about a provider
    Show {
        /// A name, the file or its name, a GUID or an id
        provider: String,
    },
    /// Install a layer over TCP and UDP, or a provider of names
    ///
    /// The file is all it needs: what it is called, its GUID and category come from the file, or else from its name.
    /// The chains of a layer go before all other entries, over what is there already.
    Install(install::Wish),
    /// Remove a provider with all its entries, also from the chains of others
    Remove {
        /// A name, the file or its name, a GUID or an id
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

pub(crate) fn run(action: Action) -> Result<ExitCode, Error> {
    match action {
        Action::List => {
            let catalog = look();
            print!("{}", table::list(&catalog));
            table::warnings(&catalog).iter().for_each(|warning| eprintln!("winsock: warning: {warning}"));
            // The list is what programs get; that some of it is missing must not go unnoticed.
            catalog.problems.iter().for_each(|problem| eprintln!("winsock: left out: {problem}"));
            return Ok(if catalog.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Action::Show { provider } => {
            let catalog = look();
            match find::provider(&catalog, &provider)? {
                Found::Transport(guid) => print!("{}", table::details(&catalog, guid)),
                Found::Names(guid) => {
                    catalog.name_space(guid).iter().for_each(|one| print!("{}", table::name_details(one)));
                }
            }
        }
        Action::Install(wish) => install::run(&wish)?,
        Action::Remove { provider, place } => remove(&provider, &place)?,
        Action::Order { ids, place } => order(&ids, &place)?,
        Action::Categories(wish) => categories::run(wish)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn remove(provider: &str, place: &Place) -> Result<(), Error> {
    let catalog = look();
    let (file, gone) = match find::provider(&catalog, provider)? {
        Found::Transport(guid) => {
            let gone: Vec<String> =
                of_provider(&catalog, guid).map(|listed| listed.entry.id.to_string()).collect();
            (place.change(|change| change.remove_from_chains(guid))?.file, gone.join(" "))
        }
        Found::Names(guid) => {
            let name = catalog.name_space(guid).map_or(String::new(), |one| one.provider.name.clone());
            (place.change(|change| change.remove_name_space(guid))?.file, name)
        }
    };
    println!("removed {gone} from {}", file.display());
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
    let changed = place.change(|change| {
        let rest = change.catalog().order().into_iter().filter(|id| !ids.contains(id));
        let order: Vec<u32> = ids.iter().copied().chain(rest).collect();
        change.set_order(&order)
    })?;
    println!("{} in {}", words(&look().order()), changed.file.display());
    Ok(())
}
