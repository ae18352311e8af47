//! A socket address of any family, as bytes.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use ws2_types::sockaddr;
use ws2_types::{WsaError, WsaResult};

/// The size of `SOCKADDR_STORAGE`.
const MOST_BYTES: usize = 128;

/// A `SOCKADDR` with its length.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Address {
    bytes: [u8; MOST_BYTES],
    len: usize,
}

impl Address {
    /// Takes over the bytes of a `SOCKADDR`.
    ///
    /// # Errors
    /// `WSAEFAULT`: no room for a family, or longer than a `SOCKADDR_STORAGE`.
    pub fn of_bytes(bytes: &[u8]) -> WsaResult<Address> {
        if bytes.len() < size_of::<u16>() || bytes.len() > MOST_BYTES {
            return Err(WsaError::WSAEFAULT);
        }
        let mut address = Address { bytes: [0; MOST_BYTES], len: bytes.len() };
        address.bytes[..bytes.len()].copy_from_slice(bytes);
        Ok(address)
    }

    /// The bytes of the `SOCKADDR`.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// The family, in the numbers of Windows (`AF_INET6` is 23).
    pub fn family(&self) -> u16 {
        u16::from_ne_bytes([self.bytes[0], self.bytes[1]])
    }

    /// The address, if it is one of IPv4 or IPv6.
    pub fn socket_addr(&self) -> Option<SocketAddr> {
        sockaddr::decode(self.as_bytes()).ok()
    }

    /// The IP address, if there is one; an IPv4 address in IPv6 clothes is an IPv4 address.
    pub fn ip(&self) -> Option<IpAddr> {
        self.socket_addr().map(|address| address.ip().to_canonical())
    }

    /// The port, if there is one.
    pub fn port(&self) -> Option<u16> {
        self.socket_addr().map(|address| address.port())
    }
}

impl From<SocketAddr> for Address {
    fn from(address: SocketAddr) -> Address {
        let encoded = sockaddr::encode(&address);
        let mut bytes = [0; MOST_BYTES];
        let len = encoded.as_bytes().len();
        bytes[..len].copy_from_slice(encoded.as_bytes());
        Address { bytes, len }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.socket_addr() {
            Some(address) => write!(f, "{address}"),
            None => write!(f, "family {}, {} bytes", self.family(), self.len),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipv4_in_ipv6_is_ipv4() {
        let address = Address::from("[::ffff:127.0.0.1]:80".parse::<SocketAddr>().unwrap());
        assert_eq!(address.ip(), Some("127.0.0.1".parse().unwrap()));
        assert_eq!(address.port(), Some(80));
        assert_eq!(address.family(), 23);
    }

    #[test]
    fn lengths_are_checked() {
        assert_eq!(Address::of_bytes(&[2]).err(), Some(WsaError::WSAEFAULT));
        assert_eq!(Address::of_bytes(&[0; 129]).err(), Some(WsaError::WSAEFAULT));
        let short = Address::of_bytes(&[2, 0, 0, 80]).unwrap();
        assert_eq!((short.family(), short.port(), short.as_bytes().len()), (2, None, 4));
    }
}
