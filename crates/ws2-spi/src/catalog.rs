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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_serves_a_range_of_protocols_and_zero_if_it_says_so() {
        let info = |flags, offset| ProtocolInfo {
            dwServiceFlags1: 0,
            dwServiceFlags2: 0,
            dwServiceFlags3: 0,
            dwServiceFlags4: 0,
            dwProviderFlags: flags,
            ProviderId: ws2_types::abi::GUID::from_u128(0),
            dwCatalogEntryId: 0,
            ProtocolChain: ws::WSAPROTOCOLCHAIN { ChainLen: 1, ChainEntries: [0; 7] },
            iVersion: 2,
            iAddressFamily: 2,
            iMaxSockAddr: 16,
            iMinSockAddr: 16,
            iSocketType: ws::SOCK_RAW,
            iProtocol: 100,
            iProtocolMaxOffset: offset,
            iNetworkByteOrder: 0,
            iSecurityScheme: 0,
            dwMessageSize: 0,
            dwProviderReserved: 0,
            szProtocol: protocol_name("x"),
        };
        let (range, zero) = (info(0, 5), info(ws::PFL_MATCHES_PROTOCOL_ZERO, 0));
        for (protocol, served) in [(99, false), (100, true), (105, true), (106, false), (0, false)] {
            assert_eq!(serves(&range, 2, ws::SOCK_RAW, protocol), served, "{protocol}");
        }
        assert!(serves(&zero, 0, 0, 0) && serves(&zero, 2, 0, 100) && !serves(&zero, 0, 0, 101));
        assert!(!serves(&zero, 23, 0, 0) && !serves(&zero, 0, ws::SOCK_STREAM, 0));
        assert!(serves(&info(0, i32::MAX), 0, 0, i32::MAX), "the end of the numbers");
    }
}
