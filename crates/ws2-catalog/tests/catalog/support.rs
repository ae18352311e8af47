//! What the tests of whole catalogs share: two built-in protocols and folders of their own.

use std::path::Path;

use ws2_catalog::{BuiltIn, BuiltInNameSpace, BuiltIns, Location, Locations, Source};
use ws2_types::abi::winsock as ws;

/// The GUID of the built-in provider.
pub(crate) const BASE: u128 = 0xba5e;

const fn base(id: u32, family: u16, kind: i32, protocol: i32, letter: u16) -> ws::WSAPROTOCOL_INFOW {
    let mut name = [0; 256];
    name[0] = letter;
    let mut chain = ws::WSAPROTOCOLCHAIN { ChainLen: 1, ChainEntries: [0; 7] };
    chain.ChainEntries[0] = id;
    ws::WSAPROTOCOL_INFOW {
        dwServiceFlags1: ws::XP1_IFS_HANDLES | ws::XP1_GRACEFUL_CLOSE,
        dwServiceFlags2: 0,
        dwServiceFlags3: 0,
        dwServiceFlags4: 0,
        dwProviderFlags: ws::PFL_MATCHES_PROTOCOL_ZERO,
        ProviderId: ws2_types::abi::GUID::from_u128(BASE),
        dwCatalogEntryId: id,
        ProtocolChain: chain,
        iVersion: 2,
        iAddressFamily: family as i32,
        iMaxSockAddr: 16,
        iMinSockAddr: 16,
        iSocketType: kind,
        iProtocol: protocol,
        iProtocolMaxOffset: 0,
        iNetworkByteOrder: 0,
        iSecurityScheme: 0,
        dwMessageSize: 0,
        dwProviderReserved: 0,
        szProtocol: name,
    }
}

static PROTOCOLS: [ws::WSAPROTOCOL_INFOW; 2] = [
    base(1001, ws::AF_INET, ws::SOCK_STREAM, ws::IPPROTO_TCP, b't' as u16),
    base(1002, ws::AF_INET, ws::SOCK_DGRAM, ws::IPPROTO_UDP, b'u' as u16),
];

/// TCP, UDP and DNS.
pub(crate) static BUILT_INS: BuiltIns = BuiltIns {
    transports: &[BuiltIn { path: "builtin:test", protocols: &PROTOCOLS }],
    name_spaces: &[BuiltInNameSpace {
        guid: 0xd25,
        path: "builtin:dns",
        name: "dns",
        name_space: ws::NS_DNS,
    }],
};

/// A system file and a user's, below a scratch folder.
pub(crate) fn locations(scratch: &Path) -> Locations {
    let location = |source, name| Location { source, folder: scratch.join(name) };
    Locations(vec![location(Source::System, "system"), location(Source::User, "user")])
}
