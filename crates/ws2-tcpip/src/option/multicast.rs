//! Multicast groups: structures of Windows rearranged for the kernel.
//!
//! `ip_mreq`, `ipv6_mreq`, `GROUP_REQ` and `GROUP_SOURCE_REQ` have one layout on both; `ip_mreq_source` has its
//! last two members the other way round. Windows names an interface by address or, in `0.x.x.x`, by index.

use std::mem::{offset_of, size_of};
use std::net::Ipv4Addr;

use ws2_sys::address::KernelAddress;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::row::kernel;
use crate::socket::Socket;

const SOCKADDR_STORAGE_BYTES: usize = size_of::<ws::SOCKADDR_STORAGE>();

/// `ip_mreq` to the kernel's `ip_mreqn`.
pub(super) fn membership(value: &[u8]) -> WsaResult<Vec<u8>> {
    let group = address(value, offset_of!(ws::IP_MREQ, imr_multiaddr))?;
    let interface = address(value, offset_of!(ws::IP_MREQ, imr_interface))?;
    Ok(mreqn(group, interface))
}

/// `ip_mreq_source`.
pub(super) fn source_membership(value: &[u8]) -> WsaResult<Vec<u8>> {
    let group = address(value, offset_of!(ws::IP_MREQ_SOURCE, imr_multiaddr))?;
    let source = address(value, offset_of!(ws::IP_MREQ_SOURCE, imr_sourceaddr))?;
    let interface = address(value, offset_of!(ws::IP_MREQ_SOURCE, imr_interface))?;
    Ok([group, interface, source].concat())
}

/// `ipv6_mreq`.
pub(super) fn ipv6_membership(value: &[u8]) -> WsaResult<Vec<u8>> {
    Ok(whole(value, size_of::<ws::IPV6_MREQ>())?.to_vec())
}

/// `GROUP_REQ`.
pub(super) fn group(value: &[u8]) -> WsaResult<Vec<u8>> {
    let mut request = whole(value, size_of::<ws::GROUP_REQ>())?.to_vec();
    translate_address(&mut request, offset_of!(ws::GROUP_REQ, gr_group))?;
    Ok(request)
}

/// `GROUP_SOURCE_REQ`.
pub(super) fn group_source(value: &[u8]) -> WsaResult<Vec<u8>> {
    let mut request = whole(value, size_of::<ws::GROUP_SOURCE_REQ>())?.to_vec();
    translate_address(&mut request, offset_of!(ws::GROUP_SOURCE_REQ, gsr_group))?;
    translate_address(&mut request, offset_of!(ws::GROUP_SOURCE_REQ, gsr_source))?;
    Ok(request)
}

/// `IP_MULTICAST_IF`.
pub(super) fn set_interface(socket: &Socket, interface: u32) -> WsaResult<()> {
    let bytes = mreqn([0; 4], interface.to_ne_bytes());
    kernel!(IPPROTO_IP, IP_MULTICAST_IF).set_bytes(socket, &bytes)?;
    socket.keep(ws::IPPROTO_IP, ws::IP_MULTICAST_IF, interface);
    Ok(())
}

/// `IP_MULTICAST_IF`: an index in host byte order, as the documents say, or the address that was set.
pub(super) fn interface(socket: &Socket) -> WsaResult<u32> {
    let interface = socket.kept(ws::IPPROTO_IP, ws::IP_MULTICAST_IF).unwrap_or(0);
    Ok(interface_index(interface.to_ne_bytes()).unwrap_or(interface))
}

/// The index in an address of the `0.x.x.x` block, which is no address.
fn interface_index(address: [u8; 4]) -> Option<u32> {
    let index = u32::from_be_bytes(address);
    (address[0] == 0 && index != 0).then_some(index)
}

fn mreqn(group: [u8; 4], interface: [u8; 4]) -> Vec<u8> {
    let (address, index) = match interface_index(interface) {
        Some(index) => (Ipv4Addr::UNSPECIFIED.octets(), index),
        None => (interface, 0),
    };
    [group, address, index.to_ne_bytes()].concat()
}

fn translate_address(request: &mut [u8], offset: usize) -> WsaResult<()> {
    let address = &mut request[offset..offset + SOCKADDR_STORAGE_BYTES];
    let kernel = KernelAddress::from_windows(address).ok_or(WsaError::WSAEFAULT)?;
    address.copy_from_slice(kernel.as_bytes());
    Ok(())
}

fn address(value: &[u8], offset: usize) -> WsaResult<[u8; 4]> {
    value.get(offset..).and_then(<[u8]>::first_chunk).copied().ok_or(WsaError::WSAEFAULT)
}

fn whole(value: &[u8], len: usize) -> WsaResult<&[u8]> {
    value.get(..len).ok_or(WsaError::WSAEFAULT)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUP: [u8; 4] = [239, 1, 2, 3];

    #[test]
    fn an_interface_is_an_address_or_an_index() {
        let by_address = membership(&[GROUP, [127, 0, 0, 1]].concat()).unwrap();
        assert_eq!(by_address, [GROUP, [127, 0, 0, 1], [0; 4]].concat());
        let by_index = membership(&[GROUP, [0, 0, 1, 2]].concat()).unwrap();
        assert_eq!(by_index, [GROUP, [0; 4], 258u32.to_ne_bytes()].concat());
        assert_eq!(membership(&[1; 7]), Err(WsaError::WSAEFAULT));
    }

    #[test]
    fn source_and_interface_change_places() {
        let windows = [GROUP, [10, 0, 0, 9], [127, 0, 0, 1]].concat();
        assert_eq!(source_membership(&windows).unwrap(), [GROUP, [127, 0, 0, 1], [10, 0, 0, 9]].concat());
        assert_eq!(source_membership(&windows[..11]), Err(WsaError::WSAEFAULT));
    }

    #[test]
    fn families_inside_group_requests_are_translated() {
        let mut windows = [0; size_of::<ws::GROUP_SOURCE_REQ>()];
        windows[8] = ws::AF_INET6 as u8;
        windows[136] = ws::AF_INET6 as u8;
        let kernel = group_source(&windows).unwrap();
        assert_eq!((kernel[8], kernel[136]), (10, 10));
        assert_eq!(group(&windows[..135]), Err(WsaError::WSAEFAULT));
        assert_eq!(group(&windows[..136]).unwrap()[8], 10);
    }
}
