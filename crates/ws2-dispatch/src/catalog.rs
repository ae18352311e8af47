//! The catalog: which provider serves a request.

use std::sync::LazyLock;

use parking_lot::RwLock;
use ws2_base::transports::{self, Protocol, TRANSPORTS};
use ws2_catalog::{
    BuiltIn, BuiltInNameSpace, BuiltIns, Catalog, Listed, Locations, Patience, Store, Transaction, Uuid,
};
use ws2_spi::SocketRequest;
use ws2_spi::catalog::{ProtocolInfo, serves, serves_protocol};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

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
    /// The path of the provider's library, variables unexpanded.
    pub path: &'static str,
    /// The protocol of the library that it stands for.
    built_in: Option<Protocol>,
}

impl Entry {
    /// Who serves the entry.
    ///
    /// # Errors
    /// `WSAEPROVIDERFAILEDINIT`: the provider cannot be loaded.
    pub fn built_in(&self) -> WsaResult<Protocol> {
        self.built_in.ok_or(WsaError::WSAEPROVIDERFAILEDINIT)
    }
}

/// The catalog as the process saw it when it started Windows Sockets. Entries and what they refer to last for ever:
/// sockets keep them, and a process sees few catalogs.
struct Snapshot {
    seen: Vec<Listed>,
    entries: Vec<Entry>,
    /// Those a request can be served by.
    loadable: Vec<Entry>,
}

impl Snapshot {
    fn of(seen: Vec<Listed>) -> Snapshot {
        let entries: Vec<Entry> = seen.iter().map(entry_of).collect();
        let serves = |entry: &Entry| entry.built_in.is_some() && entry.protocol.ProtocolChain.ChainLen != 0;
        let loadable = entries.iter().copied().filter(serves).collect();
        Snapshot { seen, entries, loadable }
    }
}

fn entry_of(listed: &Listed) -> Entry {
    let transport = TRANSPORTS.iter().find(|(path, _)| *path == listed.path);
    let known = transport.and_then(|(path, _)| {
        let built_in = transports::by_id(listed.entry.id).ok()?;
        Some(Entry { protocol: built_in.info, path, built_in: Some(built_in) })
    });
    known.unwrap_or_else(|| Entry {
        protocol: Box::leak(Box::new(listed.info())),
        path: listed.path.clone().leak(),
        built_in: None,
    })
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
        LazyLock::new(|| Snapshot::of(Catalog::merged(built_ins(), &[]).entries));
    &BUILT_IN
}

/// Looks at the catalog files. A file that is broken or not to be trusted is left out: `winsock catalog` tells why.
pub(crate) fn refresh() {
    let seen = look().entries;
    if snapshot().seen != seen {
        *SNAPSHOT.write() = Some(Box::leak(Box::new(Snapshot::of(seen))));
    }
}

/// The catalog as it is now, which may be newer than the process's own.
pub fn look() -> Catalog {
    Catalog::read(built_ins(), &Locations::of_process())
}

/// The path of a provider's library, also of one that was removed since the process started.
pub fn path_of(provider: Uuid) -> Option<String> {
    let now = look().of_provider(provider).map(|listed| listed.path.clone());
    let then =
        || snapshot().seen.iter().find(|listed| listed.provider == provider).map(|one| one.path.clone());
    now.or_else(then)
}

/// Whether the library of a provider can be loaded and leaves no procedure out. Nothing is loaded yet, so every path
/// passes; what it names is found out by the first socket.
///
/// # Errors
/// `WSAEINVALIDPROCTABLE` will be its error.
pub fn check_loadable(_path: &str) -> WsaResult<()> {
    Ok(())
}

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
    let loadable = &snapshot().loadable;
    let Some(entry) = loadable.iter().find(|entry| serves(entry.protocol, family, kind, protocol)) else {
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
    snapshot().loadable.iter().find(|entry| entry.protocol.iAddressFamily == family).copied()
}

fn why_none(SocketRequest { family, kind, protocol }: SocketRequest) -> WsaError {
    let loadable = &snapshot().loadable;
    let any = |fits: &dyn Fn(&ProtocolInfo) -> bool| loadable.iter().any(|entry| fits(entry.protocol));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(family: i32, kind: i32, protocol: i32) -> Result<(i32, i32, i32), WsaError> {
        let (_, request) = select(SocketRequest { family, kind, protocol })?;
        Ok((request.family, request.kind, request.protocol))
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
