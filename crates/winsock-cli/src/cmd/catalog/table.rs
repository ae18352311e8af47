//! How entries are printed.

use std::path::Path;

use winsock_cli::categories;
use ws2_catalog::{
    BUILT_IN_PREFIX, Catalog, Entry, Kind, Listed, ListedNameSpace, Source, Uuid, expand, text_of, trust,
};
use ws2_types::abi::winsock as ws;

use super::find::of_provider;

/// One line an entry, in order; then the providers of names.
pub(super) fn list(catalog: &Catalog) -> String {
    let mut rows = vec![["id", "kind", "protocol", "from", "file", "name"].map(str::to_owned)];
    rows.extend(catalog.entries.iter().map(|listed| {
        let Listed { source, path, entry, .. } = listed;
        [
            entry.id.to_string(),
            kind(entry).to_owned(),
            protocol(entry),
            from(*source).to_owned(),
            file_name(path).to_owned(),
            drawing(catalog, entry),
        ]
    }));
    let mut names = vec![["names of", "", "asked", "from", "file", "name"].map(str::to_owned)];
    names.extend(catalog.name_spaces.iter().map(|listed| {
        let ListedNameSpace { source, enabled, provider } = listed;
        [
            name_space(provider.name_space),
            String::new(),
            if *enabled { "yes" } else { "no" }.to_owned(),
            from(*source).to_owned(),
            file_name(&provider.path).to_owned(),
            provider.name.clone(),
        ]
    }));
    format!("{}\n{}", columns(&rows), columns(&names))
}

fn columns(rows: &[[String; 6]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    let line = |row: &[String; 6]| {
        let used = row.iter().zip(&widths).filter(|(_, width)| **width > 0);
        let columns = used.map(|(cell, width)| format!("{cell:width$}  "));
        format!("{}{}\n", columns.collect::<String>(), row[5])
    };
    rows.iter().map(line).collect()
}

/// What programs will not get although it is listed, a sentence each.
pub(super) fn warnings(catalog: &Catalog) -> Vec<String> {
    let mut warnings = Vec::new();
    let layers = catalog.entries.iter().map(|listed| (listed.path.as_str(), listed.entry.id.to_string()));
    let names = catalog.name_spaces.iter().map(|listed| &listed.provider);
    let mut seen = Vec::new();
    for (path, provider) in
        layers.chain(names.map(|provider| (provider.path.as_str(), provider.name.clone())))
    {
        if !seen.contains(&path) {
            seen.push(path);
            warnings.extend(why_not_loaded(path).map(|reason| {
                format!("{reason}\nWhat it provides is passed over; `winsock catalog remove {provider}` removes it.")
            }));
        }
    }
    for listed in &catalog.entries {
        let gone = listed.entry.chain.iter().find(|id| catalog.by_id(**id).is_none());
        warnings.extend(gone.map(|gone| {
            let id = listed.entry.id;
            format!("the chain {id} names {gone}, which is gone\n`winsock catalog remove {id}` removes its provider.")
        }));
    }
    warnings
}

/// Why the library of a path is not loaded, if that can be seen from here.
fn why_not_loaded(path: &str) -> Option<String> {
    if path.starts_with(BUILT_IN_PREFIX) {
        return None;
    }
    let path = expand(path, |name| std::env::var(name).ok());
    trust::check_file(Path::new(&path)).err().map(|error| error.to_string())
}

/// Everything about a provider of transports.
pub(super) fn details(catalog: &Catalog, guid: Uuid) -> String {
    let mut text = format!("provider    {}\n", text_of(guid));
    if let Some(first) = catalog.of_provider(guid) {
        let categories = categories::text(first.categories);
        text += &format!("path        {}\nfrom        {}\n", first.path, from(first.source));
        text += &format!("categories  {categories}\n");
        text += &loaded(&first.path);
    }
    for Listed { entry, .. } in of_provider(catalog, guid) {
        text += &format!("\n{}  {} {}\n", entry.id, kind(entry), entry.name);
        text += &format!("  protocol        {}\n", protocol(entry));
        let Entry { family, socket_type, protocol, .. } = entry;
        text += &format!("  numbers         family {family}, type {socket_type}, protocol {protocol}\n");
        if entry.kind() == Kind::Chain {
            let chain: Vec<String> = entry.chain.iter().map(u32::to_string).collect();
            text += &format!("  chain           {}  ({})\n", chain.join(" → "), drawing(catalog, entry));
        }
        text += &format!("  service flags   {:#x}\n", entry.service_flags[0]);
        text += &format!("  provider flags  {:#x}\n", entry.provider_flags);
        text += &format!("  address bytes   {} to {}\n", entry.min_address_bytes, entry.max_address_bytes);
        text += &format!("  message bytes   {}\n", entry.message_bytes);
    }
    text
}

/// Everything about a provider of names.
pub(super) fn name_details(listed: &ListedNameSpace) -> String {
    let ListedNameSpace { source, enabled, provider } = listed;
    let asked = if *enabled { "yes" } else { "no" };
    format!(
        "provider    {}\nname        {}\npath        {}\nfrom        {}\nnames of    {}\nasked       {asked}\nversion     {}\n{}",
        text_of(provider.guid),
        provider.name,
        provider.path,
        from(*source),
        name_space(provider.name_space),
        provider.version,
        loaded(&provider.path),
    )
}

fn loaded(path: &str) -> String {
    why_not_loaded(path).map_or(String::new(), |reason| format!("not loaded  {reason}\n"))
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A chain from top to base, `socks5 → tcp`; the name of anything else.
pub(super) fn drawing(catalog: &Catalog, entry: &Entry) -> String {
    if entry.kind() != Kind::Chain {
        return entry.name.clone();
    }
    let part = |id: &u32| match catalog.by_id(*id).map(|listed| &listed.entry) {
        Some(entry) if entry.kind() == Kind::Base => transport(entry).to_lowercase(),
        Some(entry) => entry.name.clone(),
        None => format!("{id}, which is gone"),
    };
    entry.chain.iter().map(part).collect::<Vec<_>>().join(" → ")
}

fn kind(entry: &Entry) -> &'static str {
    match entry.kind() {
        Kind::Base => "base",
        Kind::Layer => "layer",
        Kind::Chain => "chain",
    }
}

fn from(source: Source) -> &'static str {
    match source {
        Source::BuiltIn => "built in",
        Source::System => "system",
        Source::User => "user",
        Source::Environment => "WINSOCK_CATALOG",
    }
}

/// The protocol and family an entry is for.
pub(super) fn protocol(entry: &Entry) -> String {
    if entry.kind() == Kind::Layer {
        return "-".to_owned();
    }
    let family = match u16::try_from(entry.family) {
        Ok(ws::AF_INET) => "IPv4".to_owned(),
        Ok(ws::AF_INET6) => "IPv6".to_owned(),
        _ => format!("family {}", entry.family),
    };
    format!("{}/{family}", transport(entry))
}

fn transport(entry: &Entry) -> String {
    match entry.protocol {
        ws::IPPROTO_TCP => "TCP".to_owned(),
        ws::IPPROTO_UDP => "UDP".to_owned(),
        other => format!("protocol {other}"),
    }
}

/// What a name space is called, or its number.
pub(super) fn name_space(number: u32) -> String {
    match number {
        ws::NS_DNS => "DNS".to_owned(),
        ws::NS_NLA => "networks".to_owned(),
        ws::NS_EMAIL => "e-mail".to_owned(),
        other => format!("name space {other}"),
    }
}
