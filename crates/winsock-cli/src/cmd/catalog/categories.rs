//! Categories: what layers do, and what applications take.

use clap::Args;
use winsock_cli::Error;
use winsock_cli::categories::{bits, text};
use ws2_catalog::Kind;

use super::find::{look, transport};
use super::place::Place;

#[derive(Args)]
pub(crate) struct Wish {
    /// A layer by name, file, GUID or id; with --application, a program's path. Nothing: show all
    of: Option<String>,
    /// What it is, or takes: inspector, redirector, proxy, firewall, inbound-modify, outbound-modify, crypto-compress,
    /// local-cache, system; for a layer also none
    categories: Vec<String>,
    /// Let a program take layers of these categories only
    #[arg(long, requires = "of")]
    application: bool,
    #[command(flatten)]
    place: Place,
}

pub(super) fn run(wish: Wish) -> Result<(), Error> {
    let Wish { of, categories, application, place } = wish;
    let Some(of) = of else {
        show_all();
        return Ok(());
    };
    let wanted = bits(categories.iter().map(String::as_str)).map_err(Error::Words)?;
    if application {
        if !of.starts_with('/') {
            return Err(Error::Words(format!("{of} is no absolute path of a program")));
        }
        if !categories.is_empty() {
            place.change(|change| Ok(change.permit(&of, "", wanted)))?;
        }
        println!("{of}: {}", look().application(&of, "").map_or("all layers".to_owned(), text));
        return Ok(());
    }
    let guid = transport(&look(), &of)?;
    if !categories.is_empty() {
        place.change(|change| change.set_categories(guid, wanted))?;
    }
    println!("{of}: {}", text(look().of_provider(guid).map_or(0, |listed| listed.categories)));
    Ok(())
}

fn show_all() {
    let catalog = look();
    for listed in catalog.entries.iter().filter(|listed| listed.entry.kind() == Kind::Layer) {
        println!("layer        {}: {}", listed.entry.name, text(listed.categories));
    }
    for known in &catalog.applications {
        println!("application  {} {}: {}", known.path, known.arguments, text(known.categories));
    }
}
