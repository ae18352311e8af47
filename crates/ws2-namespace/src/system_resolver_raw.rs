//! The C library's resolver: `getaddrinfo` and `getnameinfo`, and nothing but calls to them.
//!
//! The library this ends up in never exports these names itself, so the calls reach libc. They are made
//! directly, not through the `dns-lookup` crate, as that one panics on names and messages that are not UTF-8.
#![allow(unsafe_code, reason = "calls the C library")]

use std::ffi::{CStr, CString};
use std::mem::MaybeUninit;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::ptr::{null, null_mut};

use libc::{addrinfo, sockaddr, sockaddr_in, sockaddr_in6};
use ws2_types::{WsaError, WsaResult};

/// `EAI_ADDRFAMILY` of the C library: the name has addresses, but none of the family asked for.
const EAI_ADDRFAMILY: i32 = -9;

/// Which addresses a name is looked up for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Family {
    Any,
    V4,
    V6,
}

/// What to ask for besides the addresses.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Query {
    pub(crate) canonical_name: bool,
    /// Only families for which an address other than loopback is configured.
    pub(crate) configured_families: bool,
    /// Read a literal, ask nobody.
    pub(crate) numeric: bool,
}

/// The addresses of a name, each once, with port 0, in the order the system prefers.
pub(crate) struct Answer {
    pub(crate) addresses: Vec<SocketAddr>,
    pub(crate) canonical_name: Option<String>,
}

/// Looks a name up. Blocks as long as the system's resolver does.
///
/// # Errors
/// The Windows code of the resolver's error, see [`windows_error`].
pub(crate) fn addresses_of(name: &str, family: Family, query: Query) -> WsaResult<Answer> {
    let name = CString::new(name).map_err(|_| WsaError::WSAHOST_NOT_FOUND)?;
    // SAFETY: `addrinfo` is plain data, for which all zero bytes are a value.
    let mut hints: addrinfo = unsafe { std::mem::zeroed() };
    hints.ai_family = match family {
        Family::Any => libc::AF_UNSPEC,
        Family::V4 => libc::AF_INET,
        Family::V6 => libc::AF_INET6,
    };
    // One socket type, or each address would come once for every type.
    hints.ai_socktype = libc::SOCK_STREAM;
    for (wanted, flag) in [
        (query.canonical_name, libc::AI_CANONNAME),
        (query.configured_families, libc::AI_ADDRCONFIG),
        (query.numeric, libc::AI_NUMERICHOST),
    ] {
        if wanted {
            hints.ai_flags |= flag;
        }
    }
    let mut list = null_mut();
    // SAFETY: the name ends with NUL, the hints are initialised, the list is freed by its owner below.
    let code = unsafe { libc::getaddrinfo(name.as_ptr(), null(), &hints, &mut list) };
    if code != 0 {
        return Err(windows_error(code));
    }
    let list = List(list);
    let canonical_name = list.canonical_name();
    let mut addresses = Vec::new();
    for address in list.addresses() {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    Ok(Answer { addresses, canonical_name })
}

/// Looks the name of an address up; `short` leaves the local domain out.
///
/// # Errors
/// `WSAHOST_NOT_FOUND` when the address has no name, else see [`windows_error`].
pub(crate) fn name_of(address: &SocketAddr, short: bool) -> WsaResult<String> {
    let mut host = [0 as libc::c_char; libc::NI_MAXHOST as usize];
    let flags = libc::NI_NAMEREQD | if short { libc::NI_NOFQDN } else { 0 };
    let kernel = KernelSockaddr::from(address);
    let (pointer, len) = kernel.as_raw();
    // SAFETY: the address is as long as stated and outlives the call, and so is the buffer.
    let code = unsafe {
        libc::getnameinfo(pointer, len, host.as_mut_ptr(), host.len() as u32, null_mut(), 0, flags)
    };
    if code != 0 {
        return Err(windows_error(code));
    }
    // SAFETY: the call succeeded, so the buffer holds a string that ends with NUL.
    let host = unsafe { CStr::from_ptr(host.as_ptr()) };
    Ok(host.to_string_lossy().into_owned())
}

/// The Windows code for an error of `getaddrinfo` and `getnameinfo`, as Microsoft's tables pair them.
fn windows_error(code: i32) -> WsaError {
    match code {
        libc::EAI_AGAIN => WsaError::WSATRY_AGAIN,
        libc::EAI_BADFLAGS => WsaError::WSAEINVAL,
        libc::EAI_FAMILY => WsaError::WSAEAFNOSUPPORT,
        libc::EAI_MEMORY => WsaError::WSA_NOT_ENOUGH_MEMORY,
        libc::EAI_NODATA | EAI_ADDRFAMILY => WsaError::WSANO_DATA,
        libc::EAI_SERVICE => WsaError::WSATYPE_NOT_FOUND,
        libc::EAI_SOCKTYPE => WsaError::WSAESOCKTNOSUPPORT,
        libc::EAI_FAIL | libc::EAI_SYSTEM => WsaError::WSANO_RECOVERY,
        _ => WsaError::WSAHOST_NOT_FOUND,
    }
}

/// Owns a list of `getaddrinfo`.
struct List(*mut addrinfo);

impl List {
    fn entries(&self) -> impl Iterator<Item = &addrinfo> {
        // SAFETY: the list belongs to `self`, and its links are entries or null.
        std::iter::successors(unsafe { self.0.as_ref() }, |entry| unsafe { entry.ai_next.as_ref() })
    }

    fn canonical_name(&self) -> Option<String> {
        let name = self.entries().map(|entry| entry.ai_canonname).find(|name| !name.is_null())?;
        // SAFETY: a canonical name of the list is a string that ends with NUL.
        Some(unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned())
    }

    fn addresses(&self) -> impl Iterator<Item = SocketAddr> {
        self.entries().filter(|entry| !entry.ai_addr.is_null()).filter_map(|entry| match entry.ai_family {
            libc::AF_INET => {
                // SAFETY: an entry of this family points to a `sockaddr_in`.
                let v4 = unsafe { entry.ai_addr.cast::<sockaddr_in>().read_unaligned() };
                let ip = Ipv4Addr::from(v4.sin_addr.s_addr.to_ne_bytes());
                Some(SocketAddr::from(SocketAddrV4::new(ip, 0)))
            }
            libc::AF_INET6 => {
                // SAFETY: an entry of this family points to a `sockaddr_in6`.
                let v6 = unsafe { entry.ai_addr.cast::<sockaddr_in6>().read_unaligned() };
                let ip = Ipv6Addr::from(v6.sin6_addr.s6_addr);
                Some(SocketAddr::from(SocketAddrV6::new(ip, 0, 0, v6.sin6_scope_id)))
            }
            _ => None,
        })
    }
}

impl Drop for List {
    fn drop(&mut self) {
        if !self.0.is_null() {
            // SAFETY: the list came from `getaddrinfo` and is freed once.
            unsafe { libc::freeaddrinfo(self.0) }
        }
    }
}

/// An address as the C library takes it.
enum KernelSockaddr {
    V4(sockaddr_in),
    V6(sockaddr_in6),
}

impl KernelSockaddr {
    fn from(address: &SocketAddr) -> KernelSockaddr {
        match address {
            SocketAddr::V4(address) => {
                // SAFETY: plain data, for which all zero bytes are a value.
                let mut v4: sockaddr_in = unsafe { MaybeUninit::zeroed().assume_init() };
                v4.sin_family = libc::AF_INET as u16;
                v4.sin_port = address.port().to_be();
                v4.sin_addr.s_addr = u32::from_ne_bytes(address.ip().octets());
                KernelSockaddr::V4(v4)
            }
            SocketAddr::V6(address) => {
                // SAFETY: plain data, for which all zero bytes are a value.
                let mut v6: sockaddr_in6 = unsafe { MaybeUninit::zeroed().assume_init() };
                v6.sin6_family = libc::AF_INET6 as u16;
                v6.sin6_port = address.port().to_be();
                v6.sin6_addr.s6_addr = address.ip().octets();
                v6.sin6_scope_id = address.scope_id();
                KernelSockaddr::V6(v6)
            }
        }
    }

    fn as_raw(&self) -> (*const sockaddr, u32) {
        match self {
            KernelSockaddr::V4(v4) => ((&raw const *v4).cast(), size_of_val(v4) as u32),
            KernelSockaddr::V6(v6) => ((&raw const *v6).cast(), size_of_val(v6) as u32),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_come_back_once() {
        let query = Query { numeric: true, canonical_name: true, ..Query::default() };
        let answer = addresses_of("::1", Family::V6, query).unwrap();
        assert_eq!(answer.addresses, ["[::1]:0".parse().unwrap()]);
        assert_eq!(answer.canonical_name.as_deref(), Some("::1"));
        let answer = addresses_of("127.0.0.1", Family::Any, query).unwrap();
        assert_eq!(answer.addresses, ["127.0.0.1:0".parse().unwrap()]);
    }

    #[test]
    fn errors_carry_windows_codes() {
        let numeric = Query { numeric: true, ..Query::default() };
        let error = |name, family| addresses_of(name, family, numeric).err();
        assert_eq!(error("no-such-host.invalid", Family::Any), Some(WsaError::WSAHOST_NOT_FOUND));
        assert_eq!(error("127.0.0.1", Family::V6), Some(WsaError::WSANO_DATA));
        assert_eq!(error("nul\0inside", Family::Any), Some(WsaError::WSAHOST_NOT_FOUND));
    }
}
