//! The catalog: which provider serves a request.

use std::sync::LazyLock;

use parking_lot::{Mutex, RwLock};
use ws2_base::transports::{self, TRANSPORTS};
use ws2_catalog::{
    BuiltIn, BuiltInNameSpace, BuiltIns, Catalog, Kind, Listed, Locations, Patience, Store, Transaction, Uuid,
};
use ws2_spi::SocketRequest;
use ws2_spi::catalog::{ProtocolInfo, serves, serves_protocol};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::loader::{self, Loaded, Provider};

/// What the library brings to every catalog.
pub fn built_ins() -> &'static BuiltIns {
    static BUILT_INS: LazyLock<BuiltIns> = LazyLock::new(|| BuiltIns {
        transports: TRANSPORTS
            .iter()
            .map(|(path, provider)| BuiltIn { path, protocols: provider.protocols() })
            .collect::<Vec<_>>()
            .leak(),
        name_spaces: &[BuiltInNameSpace {
            guid: 0x8c1e_4f0e_5f0b_4b7a_8d0e_6f70_656e_7773,
            path: "builtin:dns",
            name: "OpenWinsock DNS",
            name_space: ws::NS_DNS,
        }],
    });
    &BUILT_INS
}

/// A catalog entry and the provider behind it.
#[derive(Clone, Copy)]
pub struct Entry {
    /// What the entry says of itself.
    pub protocol: &'static ProtocolInfo,
    way: Option<Way>,
}

/// Where sockets of an entry are made.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    /// By whom.
    pub(crate) provider: &'static Provider,
    /// What the provider is handed: a layer the whole chain, a base its own entry.
    pub(crate) info: &'static ProtocolInfo,
}

impl Entry {
    /// # Errors
    /// `WSAEPROVIDERFAILEDINIT`: no sockets can be made of it: a layered protocol alone, a chain without an end.
    pub(crate) fn way(&self) -> WsaResult<Way> {
        self.way.ok_or(WsaError::WSAEPROVIDERFAILEDINIT)
    }
}

/// The catalog as the process saw it when it started Windows Sockets. Entries and what they refer to last for ever:
/// sockets keep them, and a process sees few catalogs.
struct Snapshot {
    seen: Seen,
    entries: Vec<Entry>,
    /// Those a request can be served by.
    serving: Vec<Entry>,
}

/// What a snapshot is made from.
#[derive(PartialEq, Eq)]
struct Seen {
    entries: Vec<Listed>,
    /// The categories that this application permits, if it has any.
    permitted: Option<u32>,
}

impl Seen {
    fn of(catalog: Catalog, application: (&str, &str)) -> Seen {
        // No arguments stand for every instance.
        let (path, arguments) = application;
        let permitted = [arguments, ""].into_iter().filter_map(|given| catalog.application(path, given));
        let permitted = permitted.reduce(|all, more| all | more);
        Seen { entries: catalog.entries, permitted }
    }

    /// Where sockets of an entry are made: in the entry's own provider, or in the first one below it that the
    /// application takes. A layer is handed the whole chain, whichever place it has there.
    fn way<'a>(
        &'a self,
        listed: &'a Listed,
        info: &'static ProtocolInfo,
    ) -> Option<(&'a Listed, &'static ProtocolInfo)> {
        let by_id = |id: &u32| self.entries.iter().find(|other| other.entry.id == *id);
        match listed.entry.kind() {
            Kind::Layer => None,
            Kind::Base => Some((listed, info)),
            Kind::Chain => {
                let (base, below) = listed.entry.chain[1..].split_last()?;
                let layers = std::iter::once(Some(listed)).chain(below.iter().map(by_id));
                for layer in layers {
                    let layer = layer?;
                    if ws2_catalog::admits(self.permitted, layer.categories) {
                        return Some((layer, info));
                    }
                }
                let base = by_id(base).filter(|base| base.entry.kind() == Kind::Base)?;
                Some((base, info_of(base)))
            }
        }
    }
}

impl Snapshot {
    fn of(seen: Seen) -> Snapshot {
        let entries: Vec<Entry> = seen.entries.iter().map(|listed| entry_of(listed, &seen)).collect();
        // One whose library is gone still serves, and fails: whoever put a layer there does not want it passed by.
        let serving = entries.iter().filter(|entry| entry.way.is_some()).copied().collect();
        Snapshot { seen, entries, serving }
    }
}

fn info_of(listed: &Listed) -> &'static ProtocolInfo {
    let built_in = TRANSPORTS.iter().any(|(path, _)| *path == listed.path);
    let known = if built_in { transports::by_id(listed.entry.id).ok() } else { None };
    known.map_or_else(|| &*Box::leak(Box::new(listed.info())), |protocol| protocol.info)
}

fn entry_of(listed: &Listed, seen: &Seen) -> Entry {
    let info = info_of(listed);
    let way = seen.way(listed, info).and_then(|(listed, info)| {
        Some(Way { provider: loader::provider(listed.provider, &listed.path)?, info })
    });
    Entry { protocol: info, way }
}

/// Written at start-up only, read by every `socket`.
static SNAPSHOT: RwLock<Option<&'static Snapshot>> = RwLock::new(None);

/// The catalog of this process: built-in entries alone before the first start-up.
#[inline]
fn snapshot() -> &'static Snapshot {
    if let Some(snapshot) = *SNAPSHOT.read() {
        return snapshot;
    }
    static BUILT_IN: LazyLock<Snapshot> =
        LazyLock::new(|| Snapshot::of(Seen::of(Catalog::merged(built_ins(), &[]), ("", ""))));
    &BUILT_IN
}

/// Looks at the catalog files. A file that is broken or not to be trusted is left out: `winsock catalog` tells why.
pub(crate) fn refresh() {
    let (path, arguments) = application();
    let seen = Seen::of(look(), (&path, &arguments));
    let mut past = PAST.lock();
    let known = past.iter().copied().find(|snapshot| snapshot.seen == seen);
    let snapshot = known.unwrap_or_else(|| {
        let new: &'static Snapshot = Box::leak(Box::new(Snapshot::of(seen)));
        past.push(new);
        new
    });
    *SNAPSHOT.write() = Some(snapshot);
}

/// What earlier start-ups saw, and this one.
static PAST: Mutex<Vec<&'static Snapshot>> = Mutex::new(Vec::new());

/// By what the catalog knows this application: its path, and its arguments as one text.
fn application() -> (String, String) {
    let path = std::env::current_exe().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    let arguments: Vec<_> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    (path, arguments.join(" "))
}

/// The catalog as it is now, which may be newer than the process's own.
pub fn look() -> Catalog {
    Catalog::read(built_ins(), &Locations::of_process())
}

/// The path of a provider's library, also of one that was removed since the process started.
pub fn path_of(provider: Uuid) -> Option<String> {
    let now = look().of_provider(provider).map(|listed| listed.path.clone());
    let then = || {
        snapshot().seen.entries.iter().find(|listed| listed.provider == provider).map(|one| one.path.clone())
    };
    now.or_else(then)
}

pub use crate::loader::check_loadable;

/// Changes the catalog file that is this user's to change.
///
/// # Errors
/// Those of `change` and of [`Store::change`].
///
/// # Blocking
/// While another process writes, unless patience is none.
pub fn change<R>(
    patience: Patience,
    change: impl FnOnce(&mut Transaction<'_>) -> ws2_catalog::Result<R>,
) -> ws2_catalog::Result<R> {
    let locations = Locations::of_process();
    let location = locations.writable().ok_or_else(|| {
        ws2_catalog::Error::NotOurs("there is no catalog file to change: HOME is not set".to_owned())
    })?;
    Store::new(built_ins(), &locations, location).change(patience, change)
}

/// Every entry, in catalog order.
pub fn entries() -> impl Iterator<Item = Entry> {
    snapshot().entries.iter().copied()
}

/// Finds the first entry for `socket(family, kind, protocol)` and completes the request from it; 0 leaves a
/// field to the catalog. Entries whose provider cannot be loaded are passed over.
///
/// # Errors
/// `WSAEINVAL` (nothing asked for), `WSAEAFNOSUPPORT`, `WSAESOCKTNOSUPPORT`, `WSAEPROTONOSUPPORT`,
/// `WSAEPROTOTYPE` (the protocol exists, but not for this type).
pub fn select(request: SocketRequest) -> WsaResult<(Entry, SocketRequest)> {
    let SocketRequest { family, kind, protocol } = request;
    if family == 0 && kind == 0 && protocol == 0 {
        return Err(WsaError::WSAEINVAL);
    }
    let serving = &snapshot().serving;
    let Some(entry) = serving.iter().find(|entry| serves(entry.protocol, family, kind, protocol)) else {
        return Err(why_none(request));
    };
    let chosen = SocketRequest {
        family: entry.protocol.iAddressFamily,
        kind: entry.protocol.iSocketType,
        protocol: if protocol == 0 { entry.protocol.iProtocol } else { protocol },
    };
    Ok((*entry, chosen))
}

/// The first entry that can be had of an address family.
pub fn first_of_family(family: i32) -> Option<Entry> {
    snapshot().serving.iter().find(|entry| entry.protocol.iAddressFamily == family).copied()
}

fn why_none(SocketRequest { family, kind, protocol }: SocketRequest) -> WsaError {
    let serving = &snapshot().serving;
    let any = |fits: &dyn Fn(&ProtocolInfo) -> bool| serving.iter().any(|entry| fits(entry.protocol));
    let known_kind = (0..=ws::SOCK_SEQPACKET).contains(&kind);
    if !any(&|entry| family == 0 || entry.iAddressFamily == family) {
        WsaError::WSAEAFNOSUPPORT
    } else if !known_kind || !any(&|entry| serves(entry, family, kind, entry.iProtocol)) {
        WsaError::WSAESOCKTNOSUPPORT
    } else if any(&|entry| serves_protocol(entry, protocol)) {
        WsaError::WSAEPROTOTYPE
    } else {
        WsaError::WSAEPROTONOSUPPORT
    }
}

/// The entry of a catalog id, for `WSASocket` with a protocol info.
///
/// # Errors
/// `WSAEINVAL`: no such entry.
pub fn by_id(id: u32) -> WsaResult<Entry> {
    entries().find(|entry| entry.protocol.dwCatalogEntryId == id).ok_or(WsaError::WSAEINVAL)
}

/// The started provider of a catalog id, as providers give their own; `None` if the library has not started it itself.
///
/// # Errors
/// `WSAEINVAL`: no such entry.
pub(crate) fn started_as(id: u32) -> WsaResult<Option<&'static Loaded>> {
    let known = snapshot().seen.entries.iter().find(|listed| listed.entry.id == id).map(started);
    // A provider may have looked at a newer catalog than the process.
    known.or_else(|| look().by_id(id).map(started)).ok_or(WsaError::WSAEINVAL)
}

fn started(listed: &Listed) -> Option<&'static Loaded> {
    loader::started_as(listed.provider, &listed.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(family: i32, kind: i32, protocol: i32) -> Result<(i32, i32, i32), WsaError> {
        let (_, request) = select(SocketRequest { family, kind, protocol })?;
        Ok((request.family, request.kind, request.protocol))
    }

    /// An entry like that of TCP, with other ids.
    fn like_tcp(id: u32, chain: &[u32], provider: u128, categories: u32) -> Listed {
        let tcp = &Catalog::merged(built_ins(), &[]).entries[0];
        let mut listed = tcp.clone();
        listed.entry.id = id;
        listed.entry.chain = chain.to_vec();
        if provider != 0 {
            listed.provider = Uuid::from_u128(provider);
            listed.path = format!("/opt/{provider}.so");
            listed.categories = categories;
        }
        listed
    }

    /// Two layers over TCP, of which an application takes those with its categories.
    fn snapshot_with(permitted: Option<u32>) -> Snapshot {
        let (proxy, firewall) = (ws::LSP_PROXY, ws::LSP_FIREWALL);
        let entries = vec![
            like_tcp(2003, &[2001, 2002, 1001], 7001, proxy),
            like_tcp(2004, &[2001, 2005], 7001, proxy),
            like_tcp(1001, &[1001], 0, 0),
            like_tcp(2001, &[], 7001, proxy),
            like_tcp(2002, &[], 7002, firewall),
        ];
        Snapshot::of(Seen { entries, permitted })
    }

    /// Path of the provider in which sockets of the entry are made, and the id of the entry that it is handed.
    fn way(snapshot: &Snapshot, id: u32) -> Option<(&'static str, u32)> {
        let entry = snapshot.entries.iter().find(|entry| entry.protocol.dwCatalogEntryId == id).unwrap();
        entry.way.map(|way| (way.provider.path(), way.info.dwCatalogEntryId))
    }

    #[test]
    fn a_chain_is_entered_below_layers_that_are_refused() {
        let (proxy, firewall) = (ws::LSP_PROXY, ws::LSP_FIREWALL);
        for (permitted, entered) in [
            (None, ("/opt/7001.so", 2003)),
            (Some(proxy), ("/opt/7001.so", 2003)),
            (Some(proxy | firewall), ("/opt/7001.so", 2003)),
            (Some(firewall), ("/opt/7002.so", 2003)),
            (Some(ws::LSP_INSPECTOR), ("builtin:tcpip", 1001)),
        ] {
            let snapshot = snapshot_with(permitted);
            assert_eq!(way(&snapshot, 2003), Some(entered), "{permitted:x?}");
            assert_eq!(way(&snapshot, 1001), Some(("builtin:tcpip", 1001)));
            assert_eq!(way(&snapshot, 2001), None, "a layer alone makes no sockets");
        }
        let refusing = snapshot_with(Some(ws::LSP_INSPECTOR));
        assert_eq!(way(&refusing, 2004), None, "its base is gone");
    }

    #[test]
    fn what_makes_no_sockets_serves_no_request_but_is_listed() {
        let ids = |entries: &[Entry]| -> Vec<u32> {
            entries.iter().map(|entry| entry.protocol.dwCatalogEntryId).collect()
        };
        let snapshot = snapshot_with(None);
        assert_eq!(
            ids(&snapshot.serving),
            [2003, 2004, 1001],
            "libraries are looked for when they are needed"
        );
        assert_eq!(snapshot.entries.len(), 5);
        assert_eq!(ids(&snapshot_with(Some(ws::LSP_INSPECTOR)).serving), [2003, 1001]);
    }

    #[test]
    fn zero_leaves_the_choice_to_the_catalog() {
        assert_eq!(chosen(2, 1, 0), Ok((2, 1, 6)));
        assert_eq!(chosen(2, 0, 0), Ok((2, 1, 6)));
        assert_eq!(chosen(0, 2, 0), Ok((2, 2, 17)));
        assert_eq!(chosen(23, 0, 17), Ok((23, 2, 17)));
        assert_eq!(chosen(0, 0, 17), Ok((2, 2, 17)));
    }

    #[test]
    fn refusals_name_the_field_that_is_wrong() {
        assert_eq!(chosen(0, 0, 0), Err(WsaError::WSAEINVAL));
        assert_eq!(chosen(99, 1, 6), Err(WsaError::WSAEAFNOSUPPORT));
        assert_eq!(chosen(10, 1, 6), Err(WsaError::WSAEAFNOSUPPORT));
        assert_eq!(chosen(2, 77, 0), Err(WsaError::WSAESOCKTNOSUPPORT));
        assert_eq!(chosen(2, 1, 17), Err(WsaError::WSAEPROTOTYPE));
        assert_eq!(chosen(2, 1, 200), Err(WsaError::WSAEPROTONOSUPPORT));
    }

    #[test]
    fn catalog_ids_are_unique() {
        let ids: Vec<u32> = entries().map(|entry| entry.protocol.dwCatalogEntryId).collect();
        for id in &ids {
            assert_eq!(ids.iter().filter(|other| *other == id).count(), 1);
            assert_eq!(by_id(*id).unwrap().protocol.dwCatalogEntryId, *id);
        }
    }
}
