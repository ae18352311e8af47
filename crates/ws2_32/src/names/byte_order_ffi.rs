//! Byte order: `htons` and its kin, which cannot fail, and `WSAHtons` and its kin, which take a socket.

use ws2_dispatch::sockets;
use ws2_types::abi::winsock::SOCKET;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;

/// Turns a 16-bit number from host to network byte order.
#[unsafe(export_name = "ws2_32_htons")]
pub extern "C" fn htons(host: u16) -> u16 {
    host.to_be()
}

/// Turns a 16-bit number from network to host byte order.
#[unsafe(export_name = "ws2_32_ntohs")]
pub extern "C" fn ntohs(network: u16) -> u16 {
    u16::from_be(network)
}

/// Turns a 32-bit number from host to network byte order.
#[unsafe(export_name = "ws2_32_htonl")]
pub extern "C" fn htonl(host: u32) -> u32 {
    host.to_be()
}

/// Turns a 32-bit number from network to host byte order.
#[unsafe(export_name = "ws2_32_ntohl")]
pub extern "C" fn ntohl(network: u32) -> u32 {
    u32::from_be(network)
}

/// Turns a 64-bit number from host to network byte order.
#[unsafe(export_name = "ws2_32_htonll")]
pub extern "C" fn htonll(host: u64) -> u64 {
    host.to_be()
}

/// Turns a 64-bit number from network to host byte order.
#[unsafe(export_name = "ws2_32_ntohll")]
pub extern "C" fn ntohll(network: u64) -> u64 {
    u64::from_be(network)
}

/// Turns the bits of a `float` into network byte order.
#[unsafe(export_name = "ws2_32_htonf")]
pub extern "C" fn htonf(host: f32) -> u32 {
    host.to_bits().to_be()
}

/// Turns bits in network byte order into a `float`.
#[unsafe(export_name = "ws2_32_ntohf")]
pub extern "C" fn ntohf(network: u32) -> f32 {
    f32::from_bits(u32::from_be(network))
}

/// Turns the bits of a `double` into network byte order.
#[unsafe(export_name = "ws2_32_htond")]
pub extern "C" fn htond(host: f64) -> u64 {
    host.to_bits().to_be()
}

/// Turns bits in network byte order into a `double`.
#[unsafe(export_name = "ws2_32_ntohd")]
pub extern "C" fn ntohd(network: u64) -> f64 {
    f64::from_bits(u64::from_be(network))
}

/// Turns a 32-bit number into the byte order of the socket's protocol.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAENOTSOCK`, `WSAEFAULT`.
///
/// # Safety
/// `network` is null or may be written.
#[unsafe(export_name = "ws2_32_WSAHtonl")]
pub unsafe extern "C" fn WSAHtonl(socket: SOCKET, host: u32, network: *mut u32) -> i32 {
    // SAFETY: passed on from the caller.
    winsock(|| unsafe { store(socket, host.to_be(), network) })
}

/// Turns a 16-bit number into the byte order of the socket's protocol.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAENOTSOCK`, `WSAEFAULT`.
///
/// # Safety
/// `network` is null or may be written.
#[unsafe(export_name = "ws2_32_WSAHtons")]
pub unsafe extern "C" fn WSAHtons(socket: SOCKET, host: u16, network: *mut u16) -> i32 {
    // SAFETY: passed on from the caller.
    winsock(|| unsafe { store(socket, host.to_be(), network) })
}

/// Turns a 32-bit number from the byte order of the socket's protocol.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAENOTSOCK`, `WSAEFAULT`.
///
/// # Safety
/// `host` is null or may be written.
#[unsafe(export_name = "ws2_32_WSANtohl")]
pub unsafe extern "C" fn WSANtohl(socket: SOCKET, network: u32, host: *mut u32) -> i32 {
    // SAFETY: passed on from the caller.
    winsock(|| unsafe { store(socket, u32::from_be(network), host) })
}

/// Turns a 16-bit number from the byte order of the socket's protocol.
///
/// # Errors
/// `WSANOTINITIALISED`, `WSAENOTSOCK`, `WSAEFAULT`.
///
/// # Safety
/// `host` is null or may be written.
#[unsafe(export_name = "ws2_32_WSANtohs")]
pub unsafe extern "C" fn WSANtohs(socket: SOCKET, network: u16, host: *mut u16) -> i32 {
    // SAFETY: passed on from the caller.
    winsock(|| unsafe { store(socket, u16::from_be(network), host) })
}

/// # Safety
/// `target` is null or may be written.
unsafe fn store<T>(socket: SOCKET, value: T, target: *mut T) -> WsaResult<i32> {
    require_socket(socket)?;
    if target.is_null() {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: not null, so it may be written.
    unsafe { target.write_unaligned(value) };
    Ok(0)
}

/// Every protocol here is big endian, so the socket only has to exist.
fn require_socket(socket: SOCKET) -> WsaResult<()> {
    sockets::require(socket)
}
