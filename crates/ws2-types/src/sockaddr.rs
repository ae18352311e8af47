//! `SOCKADDR_IN` and `SOCKADDR_IN6` as bytes, beside Rust's own address types.
//!
//! A program hands over addresses as byte buffers of any alignment and length, so they are read and written
//! here byte by byte instead of through the C layouts. Family numbers are those of Windows (`AF_INET6` is 23).

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use crate::abi::winsock::{AF_INET, AF_INET6};
use crate::{WsaError, WsaResult};

/// `sizeof(SOCKADDR_IN)`.
pub const SOCKADDR_IN_BYTES: usize = 16;
/// `sizeof(SOCKADDR_IN6)`.
pub const SOCKADDR_IN6_BYTES: usize = 28;

/// An IPv4 or IPv6 address as a Windows program reads it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SockaddrBytes {
    bytes: [u8; SOCKADDR_IN6_BYTES],
    len: usize,
}

impl SockaddrBytes {
    /// The bytes of the `SOCKADDR_IN` or `SOCKADDR_IN6`.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// The Windows family number of an address.
pub fn family(address: &SocketAddr) -> u16 {
    match address {
        SocketAddr::V4(_) => AF_INET,
        SocketAddr::V6(_) => AF_INET6,
    }
}

/// Writes an address in the Windows layout.
pub fn encode(address: &SocketAddr) -> SockaddrBytes {
    let mut bytes = [0; SOCKADDR_IN6_BYTES];
    bytes[..2].copy_from_slice(&family(address).to_ne_bytes());
    bytes[2..4].copy_from_slice(&address.port().to_be_bytes());
    let len = match address {
        SocketAddr::V4(address) => {
            bytes[4..8].copy_from_slice(&address.ip().octets());
            SOCKADDR_IN_BYTES
        }
        SocketAddr::V6(address) => {
            bytes[4..8].copy_from_slice(&address.flowinfo().to_ne_bytes());
            bytes[8..24].copy_from_slice(&address.ip().octets());
            bytes[24..28].copy_from_slice(&address.scope_id().to_ne_bytes());
            SOCKADDR_IN6_BYTES
        }
    };
    SockaddrBytes { bytes, len }
}

/// Reads an address in the Windows layout; bytes after the structure are ignored.
///
/// # Errors
/// `WSAEFAULT` when the buffer is shorter than the structure of its family, `WSAEAFNOSUPPORT` for a family
/// other than `AF_INET` and `AF_INET6`.
pub fn decode(bytes: &[u8]) -> WsaResult<SocketAddr> {
    let family = u16::from_ne_bytes(field(bytes, 0)?);
    match family {
        AF_INET => {
            let _whole: [u8; SOCKADDR_IN_BYTES] = field(bytes, 0)?;
            let port = u16::from_be_bytes(field(bytes, 2)?);
            Ok(SocketAddrV4::new(Ipv4Addr::from(field::<4>(bytes, 4)?), port).into())
        }
        AF_INET6 => {
            let port = u16::from_be_bytes(field(bytes, 2)?);
            let flow = u32::from_ne_bytes(field(bytes, 4)?);
            let ip = Ipv6Addr::from(field::<16>(bytes, 8)?);
            let scope = u32::from_ne_bytes(field(bytes, 24)?);
            Ok(SocketAddrV6::new(ip, port, flow, scope).into())
        }
        _ => Err(WsaError::WSAEAFNOSUPPORT),
    }
}

fn field<const N: usize>(bytes: &[u8], offset: usize) -> WsaResult<[u8; N]> {
    let slice = bytes.get(offset..offset + N).ok_or(WsaError::WSAEFAULT)?;
    slice.try_into().map_err(|_| WsaError::WSAEFAULT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_is_that_of_sockaddr_in6() {
        let address = SocketAddrV6::new(Ipv6Addr::LOCALHOST, 80, 7, 3).into();
        let encoded = encode(&address);
        let bytes = encoded.as_bytes();
        assert_eq!((bytes[0], bytes[1]), (23, 0));
        assert_eq!(bytes[2..4], [0, 80]);
        assert_eq!(bytes[23], 1);
        assert_eq!(bytes[24..], [3, 0, 0, 0]);
        assert_eq!(decode(bytes), Ok(address));
    }

    #[test]
    fn layout_is_that_of_sockaddr_in() {
        let address = "127.0.0.1:258".parse().unwrap();
        let encoded = encode(&address);
        assert_eq!(encoded.as_bytes(), [2, 0, 1, 2, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(decode(encoded.as_bytes()), Ok(address));
    }

    #[test]
    fn short_buffers_and_other_families_are_refused() {
        let v4 = encode(&"1.2.3.4:5".parse().unwrap());
        let v6 = encode(&"[::1]:5".parse().unwrap());
        for len in 0..16 {
            assert_eq!(decode(&v4.as_bytes()[..len]), Err(WsaError::WSAEFAULT), "{len}");
        }
        for len in 0..28 {
            assert_eq!(decode(&v6.as_bytes()[..len]), Err(WsaError::WSAEFAULT), "{len}");
        }
        assert_eq!(decode(&[10; 28]), Err(WsaError::WSAEAFNOSUPPORT));
    }
}
