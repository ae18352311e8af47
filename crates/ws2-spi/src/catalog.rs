//! Catalog entries: what a provider says of its protocols.

use ws2_types::abi::winsock as ws;

/// One protocol of the catalog, in Microsoft's own layout.
pub type ProtocolInfo = ws::WSAPROTOCOL_INFOW;

/// Copies a name into the fixed UTF-16 field of an entry.
pub const fn protocol_name(name: &str) -> [u16; 256] {
    let bytes = name.as_bytes();
    let mut wide = [0; 256];
    let mut i = 0;
    while i < bytes.len() {
        assert!(bytes[i].is_ascii() && i < 255, "catalog names of built-in providers are short and ASCII");
        wide[i] = bytes[i] as u16;
        i += 1;
    }
    wide
}

/// Whether an entry serves a request of `socket(family, kind, protocol)`; 0 is a wildcard, protocol 0 only for
/// entries that say so.
pub fn serves(entry: &ProtocolInfo, family: i32, kind: i32, protocol: i32) -> bool {
    (family == 0 || entry.iAddressFamily == family)
        && (kind == 0 || entry.iSocketType == kind)
        && serves_protocol(entry, protocol)
}

/// The protocol part of [`serves`].
pub fn serves_protocol(entry: &ProtocolInfo, protocol: i32) -> bool {
    if protocol == 0 {
        return entry.dwProviderFlags & ws::PFL_MATCHES_PROTOCOL_ZERO != 0;
    }
    (entry.iProtocol..=entry.iProtocol.saturating_add(entry.iProtocolMaxOffset)).contains(&protocol)
}
