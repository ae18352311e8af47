//! Address text: `inet_addr`, `inet_ntoa`, `inet_pton`, `inet_ntop`, `WSAAddressToString`, `WSAStringToAddress`.

use std::cell::RefCell;
use std::ffi::c_void;
use std::net::{Ipv4Addr, Ipv6Addr};

use ws2_dispatch::route::by;
use ws2_dispatch::sockets;
use ws2_namespace::address_text::{format_ipv6, parse_inet_addr};
use ws2_spi::Procedures;
use ws2_spi::catalog::ProtocolInfo;
use ws2_types::abi::winsock::{
    AF_INET, AF_INET6, IN_ADDR, INADDR_NONE, SOCKADDR, WSAPROTOCOL_INFOA, WSAPROTOCOL_INFOW,
};
use ws2_types::{WsaError, WsaResult};

use super::text::{self, Character};
use crate::boundary::{unchecked, winsock};
use crate::lent;
use crate::socket_ffi::widened;

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

/// Room for the text of an address of any provider.
const LONGEST_TEXT: usize = 1024;

/// A catalog entry of the A form, as providers want it.
struct Info(Option<ProtocolInfo>);

impl Info {
    fn of(narrow: *const WSAPROTOCOL_INFOA) -> Info {
        // SAFETY: null or a catalog entry.
        Info(unsafe { lent::read(narrow) }.ok().map(|narrow| widened(&narrow)))
    }

    fn as_ptr(&self) -> *const WSAPROTOCOL_INFOW {
        self.0.as_ref().map_or(std::ptr::null(), std::ptr::from_ref)
    }

    fn provider(&self, family: i32) -> WsaResult<&'static Procedures> {
        sockets::provider_of_addresses(self.0.map(|info| info.dwCatalogEntryId), family)
    }
}

/// The family an address says it has; 0 if it is too short to say one.
fn family_of(address: *const SOCKADDR, len: u32) -> i32 {
    if (len as usize) < size_of::<u16>() {
        return 0;
    }
    // SAFETY: absent, or as long as stated.
    unsafe { lent::read(address.cast::<u16>()) }.map_or(0, i32::from)
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
        if lent::is_absent(buffer_len) {
            return Err(WsaError::WSAEINVAL);
        }
        let wide_info = Info::of(provider);
        let (mut wide, mut wide_len) = ([0u16; LONGEST_TEXT], LONGEST_TEXT as u32);
        by(wide_info.provider(family_of(address, address_len))?, |provider, error| {
            // SAFETY: passed on from the caller; the rest is our own.
            unsafe {
                (provider.lpWSPAddressToString)(
                    address,
                    address_len,
                    wide_info.as_ptr(),
                    wide.as_mut_ptr(),
                    &raw mut wide_len,
                    error,
                )
            }
        })?;
        let text = u16::decode(wide.split(|unit| *unit == 0).next().unwrap_or(&wide));
        // SAFETY: not absent, so it may be read and written; the buffer is as long as it says.
        let written = unsafe { text::write(&text, buffer, buffer_len.read_unaligned() as usize) };
        let (len, result) = match written {
            Ok(len) => (len, Ok(0)),
            Err(needed) => (needed, Err(WsaError::WSAEFAULT)),
        };
        // SAFETY: as above.
        unsafe { buffer_len.write_unaligned(len as u32) };
        result
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
        let id = unsafe { lent::read(provider) }.ok().map(|info| info.dwCatalogEntryId);
        by(sockets::provider_of_addresses(id, family_of(address, address_len))?, |procedures, error| {
            // SAFETY: passed on from the caller.
            unsafe {
                (procedures.lpWSPAddressToString)(address, address_len, provider, buffer, buffer_len, error)
            }
        })
    })
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
        let wide_info = Info::of(provider);
        // SAFETY: passed on from the caller.
        let text = unsafe { text::read(text) }.map(|text| text::terminated::<u16>(&text));
        let text = text.as_ref().map_or(std::ptr::null(), |text| text.as_ptr());
        by(wide_info.provider(family)?, |provider, error| {
            // SAFETY: passed on from the caller; the rest is our own.
            unsafe {
                (provider.lpWSPStringToAddress)(text, family, wide_info.as_ptr(), address, address_len, error)
            }
        })
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
        let id = unsafe { lent::read(provider) }.ok().map(|info| info.dwCatalogEntryId);
        by(sockets::provider_of_addresses(id, family)?, |procedures, error| {
            // SAFETY: passed on from the caller.
            unsafe { (procedures.lpWSPStringToAddress)(text, family, provider, address, address_len, error) }
        })
    })
}
