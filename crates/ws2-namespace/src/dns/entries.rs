//! `HOSTENT` and `SERVENT` in a blob: pointers are offsets from the beginning of the blob, strings are narrow.

use std::mem::offset_of;
use std::net::IpAddr;

use ws2_types::abi::winsock::{AF_INET, AF_INET6, HOSTENT, SERVENT};

use crate::database::services::Service;
use crate::host_entry::HostEntry;
use crate::query_set::Room;

/// The blob of a host; all its addresses are of one family.
pub(super) fn host(entry: &HostEntry) -> Vec<u8> {
    let mut room = Room::new(0, size_of::<HOSTENT>());
    let is_ipv6 = entry.addresses.iter().any(IpAddr::is_ipv6);
    let (family, bytes) = if is_ipv6 { (AF_INET6, 16_u16) } else { (AF_INET, 4) };
    let addresses: Vec<usize> = entry
        .addresses
        .iter()
        .map(|address| match address {
            IpAddr::V4(ip) => room.put(&ip.octets(), 4),
            IpAddr::V6(ip) => room.put(&ip.octets(), 4),
        })
        .collect();
    let (name, aliases) = names(&mut room, &entry.name, &entry.aliases);
    let addresses = room.list(&addresses);
    room.set_pointer(0, offset_of!(HOSTENT, h_name), name);
    room.set_pointer(0, offset_of!(HOSTENT, h_aliases), aliases);
    room.set_pointer(0, offset_of!(HOSTENT, h_addr_list), addresses);
    room.set(0, offset_of!(HOSTENT, h_addrtype), &family.to_ne_bytes());
    room.set(0, offset_of!(HOSTENT, h_length), &bytes.to_ne_bytes());
    room.into_bytes()
}

/// The blob of a service.
pub(super) fn service(entry: &Service) -> Vec<u8> {
    let mut room = Room::new(0, size_of::<SERVENT>());
    let (name, aliases) = names(&mut room, &entry.name, &entry.aliases);
    let protocol = room.text::<u8>(&entry.protocol);
    room.set_pointer(0, offset_of!(SERVENT, s_name), name);
    room.set_pointer(0, offset_of!(SERVENT, s_aliases), aliases);
    room.set_pointer(0, offset_of!(SERVENT, s_proto), protocol);
    room.set(0, offset_of!(SERVENT, s_port), &entry.port.to_be_bytes());
    room.into_bytes()
}

fn names(room: &mut Room, name: &str, aliases: &[String]) -> (usize, usize) {
    let name = room.text::<u8>(name);
    let aliases: Vec<usize> = aliases.iter().map(|alias| room.text::<u8>(alias)).collect();
    (name, room.list(&aliases))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(blob: &[u8], offset: usize) -> usize {
        usize::from_ne_bytes(*blob[offset..].first_chunk().unwrap())
    }

    #[test]
    fn pointers_are_offsets() {
        let entry = HostEntry {
            name: "a.example".to_owned(),
            aliases: vec!["b".to_owned()],
            addresses: vec![IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2])],
        };
        let blob = host(&entry);
        assert!(blob[word(&blob, offset_of!(HOSTENT, h_name))..].starts_with(b"a.example\0"));
        let aliases = word(&blob, offset_of!(HOSTENT, h_aliases));
        assert!(blob[word(&blob, aliases)..].starts_with(b"b\0"));
        assert_eq!(word(&blob, aliases + size_of::<usize>()), 0);
        let list = word(&blob, offset_of!(HOSTENT, h_addr_list));
        assert!(blob[word(&blob, list + size_of::<usize>())..].starts_with(&[10, 0, 0, 2]));
        assert_eq!(word(&blob, list + 2 * size_of::<usize>()), 0);
    }
}
