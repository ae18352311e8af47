//! Categories: what layers do, and what applications take.

use clap::Args;
use winsock_cli::Error;
use ws2_catalog::Kind;
use ws2_types::abi::winsock as ws;

use super::{Place, find, look};

const NAMES: [(&str, u32); 9] = [
    ("inspector", ws::LSP_INSPECTOR),
    ("redirector", ws::LSP_REDIRECTOR),
    ("proxy", ws::LSP_PROXY),
    ("firewall", ws::LSP_FIREWALL),
    ("inbound-modify", ws::LSP_INBOUND_MODIFY),
    ("outbound-modify", ws::LSP_OUTBOUND_MODIFY),
    ("crypto-compress", ws::LSP_CRYPTO_COMPRESS),
    ("local-cache", ws::LSP_LOCAL_CACHE),
    ("system", ws::LSP_SYSTEM),
];

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
    let wanted = bits(&categories)?;
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
    let guid = find(&look(), &of)?;
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

/// The names of categories.
pub(super) fn text(bits: u32) -> String {
    let mut names: Vec<String> =
        NAMES.iter().filter(|(_, bit)| bits & bit != 0).map(|(name, _)| (*name).to_owned()).collect();
    let unknown = NAMES.iter().fold(bits, |left, (_, bit)| left & !bit);
    if unknown != 0 {
        names.push(format!("{unknown:#x}"));
    }
    if names.is_empty() { "none".to_owned() } else { names.join(" ") }
}

fn bits(words: &[String]) -> Result<u32, Error> {
    let bit = |word: &String| match NAMES.iter().find(|(name, _)| name == word) {
        Some((_, bit)) => Ok(*bit),
        None if word == "none" => Ok(0),
        None => {
            let known = NAMES.map(|(name, _)| name).join(" ");
            Err(Error::Words(format!("there is no category {word}\nCategories are {known}, or none.")))
        }
    };
    words.iter().map(bit).try_fold(0, |all, one| Ok(all | one?))
}
