//! Address text: `inet_addr`, `inet_ntoa`, `inet_pton`, `inet_ntop`, `WSAAddressToString`, `WSAStringToAddress`.

use std::cell::RefCell;
use std::ffi::c_void;
use std::net::{Ipv4Addr, Ipv6Addr};

use ws2_namespace::address_text::{format_ipv6, format_socket, parse_inet_addr, parse_socket};
use ws2_types::abi::winsock::{
    AF_INET, AF_INET6, IN_ADDR, INADDR_NONE, SOCKADDR, WSAPROTOCOL_INFOA, WSAPROTOCOL_INFOW,
};
use ws2_types::sockaddr;
use ws2_types::{WsaError, WsaResult};

use super::read_address;
use super::text::{self, Character};
use crate::boundary::{unchecked, winsock};
use crate::lent;

const V4: i32 = AF_INET as i32;
const V6: i32 = AF_INET6 as i32;

/// Reads an IPv4 address in Berkeley's forms; `INADDR_NONE` for anything else and for a null pointer.
///
/// # Safety
/// `address` is null or a string.
#[unsafe(export_name = "ws2_32_inet_addr")]
pub unsafe extern "C" fn inet_addr(address: *const u8) -> u32 {
    unchecked(|| {
        // SAFETY: passed on from the caller.
        let parsed = unsafe { text::read(address) }.and_then(|text| parse_inet_addr(&text));
        Ok(parsed.map_or(INADDR_NONE, |ip| u32::from_ne_bytes(ip.octets())))
    })
}

/// Writes an IPv4 address into a buffer of the thread, which its next call overwrites.
#[unsafe(export_name = "ws2_32_inet_ntoa")]
pub extern "C" fn inet_ntoa(address: IN_ADDR) -> *mut u8 {
    thread_local! {
        static TEXT: RefCell<[u8; 16]> = const { RefCell::new([0; 16]) };
    }
    unchecked(|| {
        // SAFETY: every member of the union is four bytes of plain data.
        let ip = Ipv4Addr::from(unsafe { address.S_un.S_addr }.to_ne_bytes());
        TEXT.with_borrow_mut(|buffer| {
            // SAFETY: the buffer is as long as stated.
            let written = unsafe { text::write(&ip.to_string(), buffer.as_mut_ptr(), buffer.len()) };
            written.map(|_| buffer.as_mut_ptr()).map_err(|_| WsaError::WSAENOBUFS)
        })
    })
}

/// Reads an address in its standard text form: 1, or 0 when the text is none.
///
/// # Errors
/// -1 with `WSAEAFNOSUPPORT` or `WSAEFAULT`.
///
/// # Safety
/// `text` is null or a string; `address` is null or has room for an address of the family.
#[unsafe(export_name = "ws2_32_inet_pton")]
pub unsafe extern "C" fn inet_pton(family: i32, text: *const u8, address: *mut c_void) -> i32 {
    // SAFETY: passed on from the caller.
    unchecked(|| unsafe { from_presentation(family, text, address) })
}

/// [`inet_pton`] for UTF-16.
///
/// # Errors
/// -1 with `WSAEAFNOSUPPORT` or `WSAEFAULT`.
///
/// # Safety
/// As [`inet_pton`].
#[unsafe(export_name = "ws2_32_InetPtonW")]
pub unsafe extern "C" fn InetPtonW(family: i32, text: *const u16, address: *mut c_void) -> i32 {
    // SAFETY: passed on from the caller.
    unchecked(|| unsafe { from_presentation(family, text, address) })
}

/// # Safety
/// As [`inet_pton`].
unsafe fn from_presentation<C: Character>(
    family: i32,
    text: *const C,
    address: *mut c_void,
) -> WsaResult<i32> {
    if family != V4 && family != V6 {
        return Err(WsaError::WSAEAFNOSUPPORT);
    }
    // SAFETY: passed on from the caller.
    let text = unsafe { text::read(text) }.filter(|_| !address.is_null()).ok_or(WsaError::WSAEFAULT)?;
    let bytes: Option<Vec<u8>> = if family == V4 {
        text.parse::<Ipv4Addr>().ok().map(|ip| ip.octets().to_vec())
    } else {
        text.parse::<Ipv6Addr>().ok().map(|ip| ip.octets().to_vec())
    };
    let Some(bytes) = bytes else { return Ok(0) };
    // SAFETY: there is room for an address of the family, and `bytes` is one.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), address.cast::<u8>(), bytes.len()) };
    Ok(1)
}

/// Writes an address in its standard text form and returns the buffer.
///
/// # Errors
/// Null with `WSAEAFNOSUPPORT`, or `ERROR_INVALID_PARAMETER` for a null pointer or a short buffer.
///
/// # Safety
/// `address` is null or an address of the family; `buffer` is null or has room for `capacity` bytes.
#[unsafe(export_name = "ws2_32_inet_ntop")]
pub unsafe extern "C" fn inet_ntop(
    family: i32,
    address: *const c_void,
    buffer: *mut u8,
    capacity: usize,
) -> *const u8 {
    // SAFETY: passed on from the caller.
    unchecked(|| unsafe { to_presentation(family, address, buffer, capacity) })
}

/// [`inet_ntop`] for UTF-16; the capacity counts characters.
///
/// # Errors
/// As [`inet_ntop`].
///
/// # Safety
/// As [`inet_ntop`].
#[unsafe(export_name = "ws2_32_InetNtopW")]
pub unsafe extern "C" fn InetNtopW(
    family: i32,
    address: *const c_void,
    buffer: *mut u16,
    capacity: usize,
) -> *const u16 {
    // SAFETY: passed on from the caller.
    unchecked(|| unsafe { to_presentation(family, address, buffer, capacity) })
}

/// # Safety
/// As [`inet_ntop`].
unsafe fn to_presentation<C: Character>(
    family: i32,
    address: *const c_void,
    buffer: *mut C,
    capacity: usize,
) -> WsaResult<*const C> {
    let text = match family {
        V4 | V6 if address.is_null() => return Err(WsaError::WSA_INVALID_PARAMETER),
        // SAFETY: not null, so an address of the family.
        V4 => Ipv4Addr::from(unsafe { address.cast::<[u8; 4]>().read() }).to_string(),
        // SAFETY: not null, so an address of the family.
        V6 => format_ipv6(&Ipv6Addr::from(unsafe { address.cast::<[u8; 16]>().read() })),
        _ => return Err(WsaError::WSAEAFNOSUPPORT),
    };
    // SAFETY: passed on from the caller.
    let written = unsafe { text::write(&text, buffer, capacity) };
    written.map(|_| buffer.cast_const()).map_err(|_| WsaError::WSA_INVALID_PARAMETER)
}

/// Writes a socket address, its scope and its port as text.
///
/// # Errors
/// - `WSANOTINITIALISED`
/// - `WSAEINVAL`: no address, not a whole address, an unknown family, or another family than the provider's
/// - `WSAEFAULT`: no buffer, or too short a one; the length is then the one needed
///
/// # Safety
/// The address has `address_len` bytes, the buffer has the characters its length says; either may be null.
#[unsafe(export_name = "ws2_32_WSAAddressToStringA")]
pub unsafe extern "C" fn WSAAddressToStringA(
    address: *const SOCKADDR,
    address_len: u32,
    provider: *const WSAPROTOCOL_INFOA,
    buffer: *mut u8,
    buffer_len: *mut u32,
) -> i32 {
    winsock(|| {
        // SAFETY: null or a catalog entry.
        let family = unsafe { lent::read(provider) }.ok().map(|provider| provider.iAddressFamily);
        // SAFETY: passed on from the caller.
        unsafe { address_to_string(address, address_len, family, buffer, buffer_len) }
    })
}

/// [`WSAAddressToStringA`] for UTF-16.
///
/// # Errors
/// As [`WSAAddressToStringA`].
///
/// # Safety
/// As [`WSAAddressToStringA`].
#[unsafe(export_name = "ws2_32_WSAAddressToStringW")]
pub unsafe extern "C" fn WSAAddressToStringW(
    address: *const SOCKADDR,
    address_len: u32,
    provider: *const WSAPROTOCOL_INFOW,
    buffer: *mut u16,
    buffer_len: *mut u32,
) -> i32 {
    winsock(|| {
        // SAFETY: null or a catalog entry.
        let family = unsafe { lent::read(provider) }.ok().map(|provider| provider.iAddressFamily);
        // SAFETY: passed on from the caller.
        unsafe { address_to_string(address, address_len, family, buffer, buffer_len) }
    })
}

/// # Safety
/// As [`WSAAddressToStringA`].
pub(super) unsafe fn address_to_string<C: Character>(
    address: *const SOCKADDR,
    address_len: u32,
    provider_family: Option<i32>,
    buffer: *mut C,
    buffer_len: *mut u32,
) -> WsaResult<i32> {
    if buffer_len.is_null() {
        return Err(WsaError::WSAEINVAL);
    }
    // SAFETY: passed on from the caller.
    let address = unsafe { read_address(address, address_len as usize) }.map_err(|_| WsaError::WSAEINVAL)?;
    if provider_family.is_some_and(|family| family != i32::from(sockaddr::family(&address))) {
        return Err(WsaError::WSAEINVAL);
    }
    // SAFETY: not null, so it may be read; the buffer is as long as it says.
    let written =
        unsafe { text::write(&format_socket(&address), buffer, buffer_len.read_unaligned() as usize) };
    let (len, result) = match written {
        Ok(len) => (len, Ok(0)),
        Err(needed) => (needed, Err(WsaError::WSAEFAULT)),
    };
    // SAFETY: not null, so it may be written.
    unsafe { buffer_len.write_unaligned(len as u32) };
    result
}

/// Reads a socket address; a missing port or scope is 0.
///
/// The family argument decides. (Microsoft's page asks for the family in the output buffer as well, but
/// Windows does not look there.)
///
/// # Errors
/// - `WSANOTINITIALISED`
/// - `WSAEINVAL`: no text or not an address, an unknown family, or another family than the provider's
/// - `WSAEFAULT`: no buffer, or too short a one; the length is then the one needed
///
/// # Safety
/// `text` is null or a string; the buffer has the bytes its length says; either may be null.
#[unsafe(export_name = "ws2_32_WSAStringToAddressA")]
pub unsafe extern "C" fn WSAStringToAddressA(
    text: *const u8,
    family: i32,
    provider: *const WSAPROTOCOL_INFOA,
    address: *mut SOCKADDR,
    address_len: *mut i32,
) -> i32 {
    winsock(|| {
        // SAFETY: null or a catalog entry.
        let provider_family = unsafe { lent::read(provider) }.ok().map(|provider| provider.iAddressFamily);
        // SAFETY: passed on from the caller.
        unsafe { string_to_address(text, family, provider_family, address, address_len) }
    })
}

/// [`WSAStringToAddressA`] for UTF-16.
///
/// # Errors
/// As [`WSAStringToAddressA`].
///
/// # Safety
/// As [`WSAStringToAddressA`].
#[unsafe(export_name = "ws2_32_WSAStringToAddressW")]
pub unsafe extern "C" fn WSAStringToAddressW(
    text: *const u16,
    family: i32,
    provider: *const WSAPROTOCOL_INFOW,
    address: *mut SOCKADDR,
    address_len: *mut i32,
) -> i32 {
    winsock(|| {
        // SAFETY: null or a catalog entry.
        let provider_family = unsafe { lent::read(provider) }.ok().map(|provider| provider.iAddressFamily);
        // SAFETY: passed on from the caller.
        unsafe { string_to_address(text, family, provider_family, address, address_len) }
    })
}

/// # Safety
/// As [`WSAStringToAddressA`].
pub(super) unsafe fn string_to_address<C: Character>(
    text: *const C,
    family: i32,
    provider_family: Option<i32>,
    address: *mut SOCKADDR,
    address_len: *mut i32,
) -> WsaResult<i32> {
    if address_len.is_null() {
        return Err(WsaError::WSAEFAULT);
    }
    if provider_family.is_some_and(|provider_family| provider_family != family) {
        return Err(WsaError::WSAEINVAL);
    }
    // SAFETY: passed on from the caller.
    let parsed = unsafe { text::read(text) }.and_then(|text| parse_socket(family, &text));
    let encoded = sockaddr::encode(&parsed.ok_or(WsaError::WSAEINVAL)?);
    let bytes = encoded.as_bytes();
    // SAFETY: not null, so it may be read and written.
    let capacity = unsafe { address_len.read_unaligned() };
    // SAFETY: as above.
    unsafe { address_len.write_unaligned(bytes.len() as i32) };
    if address.is_null() || capacity < bytes.len() as i32 {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: the buffer has room for the address.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), address.cast::<u8>(), bytes.len()) };
    Ok(0)
}
