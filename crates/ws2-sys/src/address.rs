//! Socket addresses of the kernel beside those of Windows.
//!
//! `sockaddr_in`, `sockaddr_in6` and `sockaddr_un` have one layout on both; only the number of the IPv6
//! family differs (10 here, 23 there). So an address is copied and its first two bytes are translated.

use linux_raw_sys::net;
use ws2_types::abi::winsock;

/// The family number of IPv6 in a Windows program.
pub const WINDOWS_AF_INET6: u16 = winsock::AF_INET6;
/// The family number of IPv6 in the kernel.
pub const LINUX_AF_INET6: u16 = net::AF_INET6 as u16;

const STORAGE_BYTES: usize = 128;

/// An address as the kernel takes it, in a buffer that holds any of them.
#[derive(Clone, Copy)]
#[repr(C, align(8))]
pub struct KernelAddress {
    bytes: [u8; STORAGE_BYTES],
    len: u32,
}

impl KernelAddress {
    /// Room for an answer of the kernel.
    #[inline]
    pub fn empty() -> KernelAddress {
        KernelAddress { bytes: [0; STORAGE_BYTES], len: STORAGE_BYTES as u32 }
    }

    /// Translates a `SOCKADDR` of a Windows program; `None` when it is longer than any address.
    #[inline]
    pub fn from_windows(address: &[u8]) -> Option<KernelAddress> {
        let mut kernel = KernelAddress::empty();
        kernel.bytes.get_mut(..address.len())?.copy_from_slice(address);
        kernel.len = address.len() as u32;
        if address.len() >= 2 && kernel.family() == WINDOWS_AF_INET6 {
            kernel.set_family(LINUX_AF_INET6);
        }
        Some(kernel)
    }

    /// The address as a Windows `SOCKADDR`.
    #[inline]
    pub fn into_windows(mut self) -> WindowsAddress {
        if self.family() == LINUX_AF_INET6 {
            self.set_family(WINDOWS_AF_INET6);
        }
        WindowsAddress(self)
    }

    /// The kernel's family number.
    #[inline]
    pub fn family(&self) -> u16 {
        u16::from_ne_bytes([self.bytes[0], self.bytes[1]])
    }

    /// The port of an Internet address.
    #[inline]
    pub fn port(&self) -> u16 {
        u16::from_be_bytes([self.bytes[2], self.bytes[3]])
    }

    fn set_family(&mut self, family: u16) {
        self.bytes[..2].copy_from_slice(&family.to_ne_bytes());
    }

    /// The bytes in use.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..(self.len as usize).min(STORAGE_BYTES)]
    }

    pub(crate) fn as_mut_ptr(&mut self) -> *mut u8 {
        self.bytes.as_mut_ptr()
    }

    pub(crate) fn len_mut_ptr(&mut self) -> *mut u32 {
        &raw mut self.len
    }

    pub(crate) fn set_len(&mut self, len: u32) {
        self.len = len;
    }
}

/// An address as a Windows program reads it.
#[derive(Clone, Copy)]
pub struct WindowsAddress(KernelAddress);

impl WindowsAddress {
    /// The bytes of the `SOCKADDR`; empty when the kernel named no address.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipv6_family_is_translated_both_ways() {
        let mut windows = [0u8; 28];
        windows[0] = WINDOWS_AF_INET6 as u8;
        windows[8] = 0xfe;
        let kernel = KernelAddress::from_windows(&windows).unwrap();
        assert_eq!(kernel.family(), LINUX_AF_INET6);
        assert_eq!(kernel.into_windows().as_bytes(), windows);
    }

    #[test]
    fn too_long_is_refused_and_short_is_kept() {
        assert!(KernelAddress::from_windows(&[0; 129]).is_none());
        assert_eq!(KernelAddress::from_windows(&[7]).unwrap().as_bytes(), [7]);
    }
}
