//! How entries are printed.

use ws2_catalog::{Catalog, Entry, Kind, Listed, Source, Uuid, text_of};
use ws2_types::abi::winsock as ws;

use super::{categories, of_provider};

/// One line an entry, in order.
pub(super) fn list(catalog: &Catalog) -> String {
    let mut rows = vec![["id", "kind", "protocol", "from", "file", "name"].map(str::to_owned)];
    rows.extend(catalog.entries.iter().map(|listed| {
        let Listed { source, path, entry, .. } = listed;
        let kind = kind(entry).to_owned();
        [
            entry.id.to_string(),
            kind,
            protocol(entry),
            from(*source).to_owned(),
            file_name(path).to_owned(),
            entry.name.clone(),
        ]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    let line = |row: &[String; 6]| {
        let columns = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}  "));
        format!("{}{}\n", columns.collect::<String>(), row[5])
    };
    rows.iter().map(line).collect()
}

/// Everything about a provider.
pub(super) fn details(catalog: &Catalog, guid: Uuid) -> String {
    let mut text = format!("provider    {}\n", text_of(guid));
    if let Some(first) = catalog.of_provider(guid) {
        let categories = categories::text(first.categories);
        text += &format!("path        {}\nfrom        {}\n", first.path, from(first.source));
        text += &format!("categories  {categories}\n");
    }
    for Listed { entry, .. } in of_provider(catalog, guid) {
        text += &format!("\n{}  {} {}\n", entry.id, kind(entry), entry.name);
        text += &format!("  protocol        {}\n", protocol(entry));
        let Entry { family, socket_type, protocol, .. } = entry;
        text += &format!("  numbers         family {family}, type {socket_type}, protocol {protocol}\n");
        if entry.kind() == Kind::Chain {
            let chain: Vec<String> = entry.chain.iter().map(u32::to_string).collect();
            text += &format!("  chain           {}\n", chain.join(" over "));
        }
        text += &format!("  service flags   {:#x}\n", entry.service_flags[0]);
        text += &format!("  provider flags  {:#x}\n", entry.provider_flags);
        text += &format!("  address bytes   {} to {}\n", entry.min_address_bytes, entry.max_address_bytes);
        text += &format!("  message bytes   {}\n", entry.message_bytes);
    }
    text
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
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

fn protocol(entry: &Entry) -> String {
    if entry.kind() == Kind::Layer {
        return "-".to_owned();
    }
    let protocol = match entry.protocol {
        ws::IPPROTO_TCP => "TCP".to_owned(),
        ws::IPPROTO_UDP => "UDP".to_owned(),
        other => other.to_string(),
    };
    let family = match u16::try_from(entry.family) {
        Ok(ws::AF_INET) => "IPv4".to_owned(),
        Ok(ws::AF_INET6) => "IPv6".to_owned(),
        _ => format!("family {}", entry.family),
    };
    format!("{protocol}/{family}")
}
