//! `RtlIpv4AddressToString`, `RtlIpv6StringToAddress` and their kin: address text for programs that have not
//! loaded Windows Sockets. No start-up is asked for, no last error is set, ports are in network byte order.
//!
//! Scope ids are in host byte order, as in `SOCKADDR_IN6`: Microsoft's pages say network order, but what
//! Windows writes after the percent sign is the number it is given.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;

use ws2_namespace::address_text::{
    format_ipv6, format_socket, parse_ipv4_endpoint, parse_ipv4_prefix, parse_ipv6_prefix, parse_socket,
};
use ws2_types::abi::foundation::{NTSTATUS, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, STATUS_UNSUCCESSFUL};
use ws2_types::abi::winsock::AF_INET6;

use super::text::{self, Character};
use crate::boundary::unchecked;
use crate::lent;

/// The bytes of an `IN_ADDR`.
type V4Bytes = [u8; 4];
/// The bytes of an `IN6_ADDR`.
type V6Bytes = [u8; 16];

/// Writes an IPv4 address and returns the place of its final zero; null without an address or a buffer.
///
/// # Safety
/// `address` is null or readable; `buffer` is null or has room for 16 characters.
#[unsafe(export_name = "ws2_32_RtlIpv4AddressToStringA")]
pub unsafe extern "C" fn RtlIpv4AddressToStringA(address: *const V4Bytes, buffer: *mut u8) -> *mut u8 {
    // SAFETY: passed on from the caller.
    unsafe { ipv4_to_string(address, buffer) }
}

/// [`RtlIpv4AddressToStringA`] for UTF-16.
///
/// # Safety
/// As [`RtlIpv4AddressToStringA`].
#[unsafe(export_name = "ws2_32_RtlIpv4AddressToStringW")]
pub unsafe extern "C" fn RtlIpv4AddressToStringW(address: *const V4Bytes, buffer: *mut u16) -> *mut u16 {
    // SAFETY: passed on from the caller.
    unsafe { ipv4_to_string(address, buffer) }
}

/// # Safety
/// As [`RtlIpv4AddressToStringA`].
unsafe fn ipv4_to_string<C: Character>(address: *const V4Bytes, buffer: *mut C) -> *mut C {
    const ROOM: usize = "255.255.255.255".len() + 1;
    // SAFETY: null or readable.
    let text = unsafe { address.as_ref() }.map(|bytes| Ipv4Addr::from(*bytes).to_string());
    // SAFETY: null or long enough.
    unsafe { write_and_point_to_end(text, buffer, ROOM) }
}

/// Writes an IPv6 address and returns the place of its final zero; null without an address or a buffer.
///
/// # Safety
/// `address` is null or readable; `buffer` is null or has room for 46 characters.
#[unsafe(export_name = "ws2_32_RtlIpv6AddressToStringA")]
pub unsafe extern "C" fn RtlIpv6AddressToStringA(address: *const V6Bytes, buffer: *mut u8) -> *mut u8 {
    // SAFETY: passed on from the caller.
    unsafe { ipv6_to_string(address, buffer) }
}

/// [`RtlIpv6AddressToStringA`] for UTF-16.
///
/// # Safety
/// As [`RtlIpv6AddressToStringA`].
#[unsafe(export_name = "ws2_32_RtlIpv6AddressToStringW")]
pub unsafe extern "C" fn RtlIpv6AddressToStringW(address: *const V6Bytes, buffer: *mut u16) -> *mut u16 {
    // SAFETY: passed on from the caller.
    unsafe { ipv6_to_string(address, buffer) }
}

/// # Safety
/// As [`RtlIpv6AddressToStringA`].
unsafe fn ipv6_to_string<C: Character>(address: *const V6Bytes, buffer: *mut C) -> *mut C {
    const ROOM: usize = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".len() + 1;
    // SAFETY: null or readable.
    let text = unsafe { address.as_ref() }.map(|bytes| format_ipv6(&Ipv6Addr::from(*bytes)));
    // SAFETY: null or long enough.
    unsafe { write_and_point_to_end(text, buffer, ROOM) }
}

/// # Safety
/// `buffer` is null or has room for `capacity` characters.
unsafe fn write_and_point_to_end<C: Character>(
    text: Option<String>,
    buffer: *mut C,
    capacity: usize,
) -> *mut C {
    unchecked(|| {
        let Some(text) = text.filter(|_| !buffer.is_null()) else { return Ok(null_mut()) };
        // SAFETY: passed on from the caller.
        let written = unsafe { text::write(&text, buffer, capacity) };
        // SAFETY: the last character written, which is within the buffer.
        Ok(written.map_or(null_mut(), |units| unsafe { buffer.add(units - 1) }))
    })
}

/// Writes an IPv4 address, and a port that is not 0; the length becomes that of the text with its zero.
///
/// # Errors
/// `STATUS_INVALID_PARAMETER`: a null pointer, or a short buffer; the length is then the one needed.
///
/// # Safety
/// `address` and `len` are null or valid; `buffer` is null or has room for `*len` characters.
#[unsafe(export_name = "ws2_32_RtlIpv4AddressToStringExA")]
pub unsafe extern "C" fn RtlIpv4AddressToStringExA(
    address: *const V4Bytes,
    port: u16,
    buffer: *mut u8,
    len: *mut u32,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { ipv4_endpoint_to_string(address, port, buffer, len) }
}

/// [`RtlIpv4AddressToStringExA`] for UTF-16.
///
/// # Safety
/// As [`RtlIpv4AddressToStringExA`].
#[unsafe(export_name = "ws2_32_RtlIpv4AddressToStringExW")]
pub unsafe extern "C" fn RtlIpv4AddressToStringExW(
    address: *const V4Bytes,
    port: u16,
    buffer: *mut u16,
    len: *mut u32,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { ipv4_endpoint_to_string(address, port, buffer, len) }
}

/// # Safety
/// As [`RtlIpv4AddressToStringExA`].
unsafe fn ipv4_endpoint_to_string<C: Character>(
    address: *const V4Bytes,
    port: u16,
    buffer: *mut C,
    len: *mut u32,
) -> NTSTATUS {
    nt_status(|| {
        // SAFETY: null or readable.
        let ip = Ipv4Addr::from(*unsafe { address.as_ref() }?);
        // SAFETY: passed on from the caller.
        unsafe { write_endpoint(SocketAddrV4::new(ip, u16::from_be(port)).into(), buffer, len) }
    })
}

/// Writes an IPv6 address, with a scope and a port where they are not 0; see [`RtlIpv4AddressToStringExA`].
///
/// # Errors
/// `STATUS_INVALID_PARAMETER`: a null pointer, or a short buffer; the length is then the one needed.
///
/// # Safety
/// `address` and `len` are null or valid; `buffer` is null or has room for `*len` characters.
#[unsafe(export_name = "ws2_32_RtlIpv6AddressToStringExA")]
pub unsafe extern "C" fn RtlIpv6AddressToStringExA(
    address: *const V6Bytes,
    scope: u32,
    port: u16,
    buffer: *mut u8,
    len: *mut u32,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { ipv6_endpoint_to_string(address, scope, port, buffer, len) }
}

/// [`RtlIpv6AddressToStringExA`] for UTF-16.
///
/// # Safety
/// As [`RtlIpv6AddressToStringExA`].
#[unsafe(export_name = "ws2_32_RtlIpv6AddressToStringExW")]
pub unsafe extern "C" fn RtlIpv6AddressToStringExW(
    address: *const V6Bytes,
    scope: u32,
    port: u16,
    buffer: *mut u16,
    len: *mut u32,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { ipv6_endpoint_to_string(address, scope, port, buffer, len) }
}

/// # Safety
/// As [`RtlIpv6AddressToStringExA`].
unsafe fn ipv6_endpoint_to_string<C: Character>(
    address: *const V6Bytes,
    scope: u32,
    port: u16,
    buffer: *mut C,
    len: *mut u32,
) -> NTSTATUS {
    nt_status(|| {
        // SAFETY: null or readable.
        let ip = Ipv6Addr::from(*unsafe { address.as_ref() }?);
        // SAFETY: passed on from the caller.
        unsafe { write_endpoint(SocketAddrV6::new(ip, u16::from_be(port), 0, scope).into(), buffer, len) }
    })
}

/// # Safety
/// `len` is null or valid; `buffer` is null or has room for `*len` characters.
unsafe fn write_endpoint<C: Character>(address: SocketAddr, buffer: *mut C, len: *mut u32) -> Option<()> {
    // SAFETY: null or the caller's to read and write.
    let room = unsafe { lent::read(len) }.ok().filter(|_| !buffer.is_null())?;
    // SAFETY: the buffer is as long as it says.
    let written = unsafe { text::write(&format_socket(&address), buffer, room as usize) };
    let (Ok(units) | Err(units)) = written;
    // SAFETY: read before.
    unsafe { lent::write(len, units as u32) }.ok()?;
    written.is_ok().then_some(())
}

/// Reads the IPv4 address a string begins with and points to the character after it. `strict` takes four
/// decimal parts only; otherwise it may have any of the forms of `inet_addr`.
///
/// # Errors
/// `STATUS_INVALID_PARAMETER`: a null pointer, or no address; `terminator` is then where it stopped being one.
///
/// # Safety
/// `text` is null or a string; `terminator` and `address` are null or writable.
#[unsafe(export_name = "ws2_32_RtlIpv4StringToAddressA")]
pub unsafe extern "C" fn RtlIpv4StringToAddressA(
    text: *const u8,
    strict: u8,
    terminator: *mut *const u8,
    address: *mut V4Bytes,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { string_to_ipv4(text, strict != 0, terminator, address) }
}

/// [`RtlIpv4StringToAddressA`] for UTF-16.
///
/// # Safety
/// As [`RtlIpv4StringToAddressA`].
#[unsafe(export_name = "ws2_32_RtlIpv4StringToAddressW")]
pub unsafe extern "C" fn RtlIpv4StringToAddressW(
    text: *const u16,
    strict: u8,
    terminator: *mut *const u16,
    address: *mut V4Bytes,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { string_to_ipv4(text, strict != 0, terminator, address) }
}

/// # Safety
/// As [`RtlIpv4StringToAddressA`].
unsafe fn string_to_ipv4<C: Character>(
    text: *const C,
    strict: bool,
    terminator: *mut *const C,
    address: *mut V4Bytes,
) -> NTSTATUS {
    nt_status(|| {
        let parse = |text: &str| match parse_ipv4_prefix(text, strict) {
            Ok((ip, end)) => (Some(ip.octets()), end),
            Err(end) => (None, end),
        };
        // SAFETY: passed on from the caller.
        unsafe { read_prefix(text, terminator, address, parse) }
    })
}

/// Reads the IPv6 address a string begins with and points to the character after it; the scope is no part
/// of the address.
///
/// # Errors
/// `STATUS_INVALID_PARAMETER`: a null pointer, or no address; `terminator` is then the string.
///
/// # Safety
/// `text` is null or a string; `terminator` and `address` are null or writable.
#[unsafe(export_name = "ws2_32_RtlIpv6StringToAddressA")]
pub unsafe extern "C" fn RtlIpv6StringToAddressA(
    text: *const u8,
    terminator: *mut *const u8,
    address: *mut V6Bytes,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { string_to_ipv6(text, terminator, address) }
}

/// [`RtlIpv6StringToAddressA`] for UTF-16.
///
/// # Safety
/// As [`RtlIpv6StringToAddressA`].
#[unsafe(export_name = "ws2_32_RtlIpv6StringToAddressW")]
pub unsafe extern "C" fn RtlIpv6StringToAddressW(
    text: *const u16,
    terminator: *mut *const u16,
    address: *mut V6Bytes,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { string_to_ipv6(text, terminator, address) }
}

/// # Safety
/// As [`RtlIpv6StringToAddressA`].
unsafe fn string_to_ipv6<C: Character>(
    text: *const C,
    terminator: *mut *const C,
    address: *mut V6Bytes,
) -> NTSTATUS {
    nt_status(|| {
        let parse = |text: &str| match parse_ipv6_prefix(text) {
            Some((ip, end)) => (Some(ip.octets()), end),
            None => (None, 0),
        };
        // SAFETY: passed on from the caller.
        unsafe { read_prefix(text, terminator, address, parse) }
    })
}

/// Reads an address with a function that says where it ends, in ASCII characters from the front.
///
/// # Safety
/// `text` is null or a string; `terminator` and `address` are null or writable.
unsafe fn read_prefix<C: Character, A>(
    text: *const C,
    terminator: *mut *const C,
    address: *mut A,
    parse: impl FnOnce(&str) -> (Option<A>, usize),
) -> Option<()> {
    if terminator.is_null() || address.is_null() {
        return None;
    }
    // SAFETY: null or a string.
    let (parsed, end) = parse(&unsafe { text::read(text) }?);
    // SAFETY: every character before the end is one unit of the string; the output is the caller's to write.
    unsafe { lent::write(terminator, text.add(end)) }.ok()?;
    // SAFETY: the caller's to write.
    unsafe { lent::write(address, parsed?) }.ok()
}

/// Reads an IPv4 address and an optional port, which is 0 when there is none. For `strict` see
/// [`RtlIpv4StringToAddressA`].
///
/// # Errors
/// `STATUS_INVALID_PARAMETER`: a null pointer, or anything but an address and a port.
///
/// # Safety
/// `text` is null or a string; `address` and `port` are null or writable.
#[unsafe(export_name = "ws2_32_RtlIpv4StringToAddressExA")]
pub unsafe extern "C" fn RtlIpv4StringToAddressExA(
    text: *const u8,
    strict: u8,
    address: *mut V4Bytes,
    port: *mut u16,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { string_to_ipv4_endpoint(text, strict != 0, address, port) }
}

/// [`RtlIpv4StringToAddressExA`] for UTF-16.
///
/// # Safety
/// As [`RtlIpv4StringToAddressExA`].
#[unsafe(export_name = "ws2_32_RtlIpv4StringToAddressExW")]
pub unsafe extern "C" fn RtlIpv4StringToAddressExW(
    text: *const u16,
    strict: u8,
    address: *mut V4Bytes,
    port: *mut u16,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { string_to_ipv4_endpoint(text, strict != 0, address, port) }
}

/// # Safety
/// As [`RtlIpv4StringToAddressExA`].
unsafe fn string_to_ipv4_endpoint<C: Character>(
    text: *const C,
    strict: bool,
    address: *mut V4Bytes,
    port: *mut u16,
) -> NTSTATUS {
    nt_status(|| {
        if address.is_null() || port.is_null() {
            return None;
        }
        // SAFETY: null or a string.
        let endpoint = parse_ipv4_endpoint(&unsafe { text::read(text) }?, strict)?;
        // SAFETY: not null, and the caller's to write.
        unsafe {
            lent::write(address, endpoint.ip().octets()).ok()?;
            lent::write(port, endpoint.port().to_be()).ok()
        }
    })
}

/// Reads an IPv6 address with an optional scope, and in brackets an optional port; what is not there is 0.
///
/// # Errors
/// `STATUS_INVALID_PARAMETER`: a null pointer, or anything but an address with a scope and a port.
///
/// # Safety
/// `text` is null or a string; `address`, `scope` and `port` are null or writable.
#[unsafe(export_name = "ws2_32_RtlIpv6StringToAddressExA")]
pub unsafe extern "C" fn RtlIpv6StringToAddressExA(
    text: *const u8,
    address: *mut V6Bytes,
    scope: *mut u32,
    port: *mut u16,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { string_to_ipv6_endpoint(text, address, scope, port) }
}

/// [`RtlIpv6StringToAddressExA`] for UTF-16.
///
/// # Safety
/// As [`RtlIpv6StringToAddressExA`].
#[unsafe(export_name = "ws2_32_RtlIpv6StringToAddressExW")]
pub unsafe extern "C" fn RtlIpv6StringToAddressExW(
    text: *const u16,
    address: *mut V6Bytes,
    scope: *mut u32,
    port: *mut u16,
) -> NTSTATUS {
    // SAFETY: passed on from the caller.
    unsafe { string_to_ipv6_endpoint(text, address, scope, port) }
}

/// # Safety
/// As [`RtlIpv6StringToAddressExA`].
unsafe fn string_to_ipv6_endpoint<C: Character>(
    text: *const C,
    address: *mut V6Bytes,
    scope: *mut u32,
    port: *mut u16,
) -> NTSTATUS {
    nt_status(|| {
        if address.is_null() || scope.is_null() || port.is_null() {
            return None;
        }
        // SAFETY: null or a string.
        let parsed = parse_socket(AF_INET6.into(), &unsafe { text::read(text) }?)?;
        let SocketAddr::V6(endpoint) = parsed else { return None };
        // SAFETY: not null, and the caller's to write.
        unsafe {
            lent::write(address, endpoint.ip().octets()).ok()?;
            lent::write(scope, endpoint.scope_id()).ok()?;
            lent::write(port, endpoint.port().to_be()).ok()
        }
    })
}

/// Runs a call that returns a status; `None` stands for `STATUS_INVALID_PARAMETER`.
fn nt_status(call: impl FnOnce() -> Option<()>) -> NTSTATUS {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Some(())) => STATUS_SUCCESS,
        Ok(None) => STATUS_INVALID_PARAMETER,
        Err(_) => STATUS_UNSUCCESSFUL,
    }
}
