//! `gethostbyname`, `getservbyname`, `getprotobyname` and their counterparts.

use std::net::IpAddr;

use win32_wait::blocking::hook;
use ws2_namespace::database::{protocols, services};
use ws2_namespace::host_entry;
use ws2_types::abi::winsock::{AF_INET, AF_INET6, HOSTENT, PROTOENT, SERVENT};
use ws2_types::{WsaError, WsaResult};

use super::name_entries::{publish_host, publish_protocol, publish_service};
use super::text;
use crate::boundary::winsock;

/// Finds the IPv4 addresses of a host; null and the empty name stand for this computer.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAEINTR` when the thread's blocking hook cancelled it, and those of
/// [`host_entry::by_name`].
///
/// # Blocking
/// On the system's resolver, unless the name is a literal, `localhost` or this computer's.
///
/// # Safety
/// `name` is null or a string.
#[unsafe(export_name = "ws2_32_gethostbyname")]
pub unsafe extern "C" fn gethostbyname(name: *const u8) -> *mut HOSTENT {
    winsock(|| {
        // SAFETY: passed on from the caller.
        let name = unsafe { text::read(name) };
        let host = match host_entry::by_known_name(name.as_deref()) {
            Some(known) => known?,
            None => hook::carry_out(move || host_entry::by_name(name.as_deref()))??,
        };
        publish_host(&host)
    })
}

/// Finds the name of an address.
///
/// # Errors
/// - `WSANOTINITIALISED`
/// - `WSAEFAULT`: no address, or a length too small for IPv4
/// - `WSAEINVAL`: a length that is not that of an IPv6 address
/// - `WSAEAFNOSUPPORT`: another family
/// - `WSAEINTR`: the thread's blocking hook cancelled it
/// - those of [`host_entry::by_address`]
///
/// # Blocking
/// On the system's resolver, unless the address is loopback.
///
/// # Safety
/// `address` is null or has `len` bytes.
#[unsafe(export_name = "ws2_32_gethostbyaddr")]
pub unsafe extern "C" fn gethostbyaddr(address: *const u8, len: i32, family: i32) -> *mut HOSTENT {
    winsock(|| {
        // SAFETY: passed on from the caller.
        let address = unsafe { read_ip(address, len, family) }?;
        let host = hook::carry_out(move || host_entry::by_address(address))??;
        publish_host(&host)
    })
}

/// # Safety
/// `address` is null or has `len` bytes.
pub(super) unsafe fn read_ip(address: *const u8, len: i32, family: i32) -> WsaResult<IpAddr> {
    const V4: i32 = AF_INET as i32;
    const V6: i32 = AF_INET6 as i32;
    match family {
        V4 | V6 if address.is_null() => Err(WsaError::WSAEFAULT),
        V4 if len < 4 => Err(WsaError::WSAEFAULT),
        V6 if len != 16 => Err(WsaError::WSAEINVAL),
        // SAFETY: at least four bytes are there.
        V4 => Ok(unsafe { address.cast::<[u8; 4]>().read() }.into()),
        // SAFETY: sixteen bytes are there.
        V6 => Ok(unsafe { address.cast::<[u8; 16]>().read() }.into()),
        _ => Err(WsaError::WSAEAFNOSUPPORT),
    }
}

/// Finds a service by name, over one protocol or, with a null pointer, over any.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAEFAULT` for a null name, `WSANO_DATA` for an unknown one.
///
/// # Safety
/// The pointers are null or strings.
#[unsafe(export_name = "ws2_32_getservbyname")]
pub unsafe extern "C" fn getservbyname(name: *const u8, protocol: *const u8) -> *mut SERVENT {
    winsock(|| {
        // SAFETY: passed on from the caller.
        let (name, protocol) = unsafe { (text::read(name), text::read(protocol)) };
        let name = name.ok_or(WsaError::WSAEFAULT)?;
        publish_service(&services::by_name(&name, protocol.as_deref())?)
    })
}

/// Finds a service by its port in network byte order, over one protocol or, with a null pointer, over any.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSANO_DATA` for a port without a service.
///
/// # Safety
/// `protocol` is null or a string.
#[unsafe(export_name = "ws2_32_getservbyport")]
pub unsafe extern "C" fn getservbyport(port: i32, protocol: *const u8) -> *mut SERVENT {
    winsock(|| {
        // SAFETY: passed on from the caller.
        let protocol = unsafe { text::read(protocol) };
        // The port is a 16-bit number that programs pass through a wider argument, with or without its sign.
        publish_service(&services::by_port(u16::from_be(port as u16), protocol.as_deref())?)
    })
}

/// Finds a protocol by name.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAEFAULT` for a null name, `WSANO_DATA` for an unknown one.
///
/// # Safety
/// `name` is null or a string.
#[unsafe(export_name = "ws2_32_getprotobyname")]
pub unsafe extern "C" fn getprotobyname(name: *const u8) -> *mut PROTOENT {
    winsock(|| {
        // SAFETY: passed on from the caller.
        let name = unsafe { text::read(name) }.ok_or(WsaError::WSAEFAULT)?;
        publish_protocol(&protocols::by_name(&name)?)
    })
}

/// Finds a protocol by number.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSANO_DATA` for an unknown number.
#[unsafe(export_name = "ws2_32_getprotobynumber")]
pub extern "C" fn getprotobynumber(number: i32) -> *mut PROTOENT {
    winsock(|| publish_protocol(&protocols::by_number(number)?))
}
