//! The hints of `getaddrinfo` and their check.

use ws2_types::abi::winsock::{
    AF_INET, AF_INET6, AF_UNSPEC, AI_ADDRCONFIG, AI_ALL, AI_BYPASS_DNS_CACHE, AI_CANONNAME,
    AI_DISABLE_IDN_ENCODING, AI_DNS_ONLY, AI_EXCLUSIVE_CUSTOM_SERVERS, AI_EXTENDED, AI_FILESERVER,
    AI_FORCE_CLEAR_TEXT, AI_FQDN, AI_NON_AUTHORITATIVE, AI_NUMERICHOST, AI_NUMERICSERV, AI_PASSIVE,
    AI_REQUIRE_SECURE, AI_RESOLUTION_HANDLE, AI_RETURN_PREFERRED_NAMES, AI_RETURN_RESPONSE_FLAGS,
    AI_RETURN_TTL, AI_SECURE, AI_SECURE_WITH_FALLBACK, AI_V4MAPPED, IPPROTO_TCP, IPPROTO_UDP, SOCK_DGRAM,
    SOCK_RAW, SOCK_STREAM,
};
use ws2_types::{WsaError, WsaResult};

use crate::system_resolver_raw::Family;

/// Every flag Microsoft's headers define. Those that steer DNS servers or other namespaces change nothing.
const KNOWN_FLAGS: u32 = AI_PASSIVE
    | AI_CANONNAME
    | AI_NUMERICHOST
    | AI_NUMERICSERV
    | AI_DNS_ONLY
    | AI_FORCE_CLEAR_TEXT
    | AI_BYPASS_DNS_CACHE
    | AI_RETURN_TTL
    | AI_ALL
    | AI_ADDRCONFIG
    | AI_V4MAPPED
    | AI_NON_AUTHORITATIVE
    | AI_SECURE
    | AI_RETURN_PREFERRED_NAMES
    | AI_FQDN
    | AI_FILESERVER
    | AI_DISABLE_IDN_ENCODING
    | AI_SECURE_WITH_FALLBACK
    | AI_EXCLUSIVE_CUSTOM_SERVERS
    | AI_RETURN_RESPONSE_FLAGS
    | AI_REQUIRE_SECURE
    | AI_RESOLUTION_HANDLE
    | AI_EXTENDED;

/// The caller's `ai_flags`, `ai_family`, `ai_socktype` and `ai_protocol`; all 0 stands for no hints.
#[derive(Clone, Copy, Default, Debug)]
pub struct Hints {
    /// `AI_*`.
    pub flags: u32,
    /// `AF_UNSPEC`, `AF_INET` or `AF_INET6`, in Windows' numbers.
    pub family: i32,
    /// `SOCK_*` or 0.
    pub socket_type: i32,
    /// `IPPROTO_*` or 0; not checked against the socket type, as on Windows.
    pub protocol: i32,
    /// Whether a field that must be zero (`ai_addrlen`, `ai_canonname`, `ai_addr`, `ai_next`) is not.
    pub reserved_in_use: bool,
}

impl Hints {
    pub(super) fn check(&self, node: Option<&str>) -> WsaResult<()> {
        if self.reserved_in_use {
            return Err(WsaError::WSANO_RECOVERY);
        }
        if self.flags & !KNOWN_FLAGS != 0 || self.has(AI_CANONNAME) && self.has(AI_FQDN) {
            return Err(WsaError::WSAEINVAL);
        }
        if ![AF_UNSPEC, AF_INET, AF_INET6].map(i32::from).contains(&self.family) {
            return Err(WsaError::WSAEAFNOSUPPORT);
        }
        if ![0, SOCK_STREAM, SOCK_DGRAM, SOCK_RAW].contains(&self.socket_type) {
            return Err(WsaError::WSAESOCKTNOSUPPORT);
        }
        if node.is_none() && self.wants_name() {
            return Err(WsaError::WSANO_RECOVERY);
        }
        if node.is_none() && self.has(AI_NUMERICHOST) {
            return Err(WsaError::WSAHOST_NOT_FOUND);
        }
        Ok(())
    }

    pub(super) fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Whether the canonical or fully qualified name is to be returned.
    pub(super) fn wants_name(&self) -> bool {
        self.has(AI_CANONNAME | AI_FQDN)
    }

    pub(super) fn wants_numeric_service(&self) -> bool {
        self.has(AI_NUMERICSERV)
    }

    /// The socket type of the hints, or the one their protocol implies.
    pub(super) fn implied_socket_type(&self) -> i32 {
        match (self.socket_type, self.protocol) {
            (0, IPPROTO_TCP) => SOCK_STREAM,
            (0, IPPROTO_UDP) => SOCK_DGRAM,
            (socket_type, _) => socket_type,
        }
    }

    pub(super) fn family(&self) -> Family {
        const V4: i32 = AF_INET as i32;
        const V6: i32 = AF_INET6 as i32;
        match self.family {
            V4 => Family::V4,
            V6 => Family::V6,
            _ => Family::Any,
        }
    }
}
