//! `HOSTENT`, `SERVENT` and `PROTOENT` with all they point to in one buffer of the program's: the structure, the lists of
//! pointers, the addresses, the strings.

use std::net::IpAddr;
use std::ptr::with_exposed_provenance_mut as pointer_at;

use ws2_namespace::database::{protocols::Protocol, services::Service};
use ws2_namespace::host_entry::HostEntry;
use ws2_types::abi::winsock::{AF_INET, AF_INET6, HOSTENT, PROTOENT, SERVENT};

const POINTER_BYTES: usize = size_of::<usize>();

/// An entry made for one place in memory.
pub(super) struct Packed<E> {
    /// To be written to the beginning of that place.
    pub(super) entry: E,
    /// What follows the structure.
    pub(super) behind: Vec<u8>,
}

impl<E> Packed<E> {
    /// How much room it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of::<E>() + self.behind.len()
    }
}

/// Something that can be packed.
pub(super) trait Entry {
    /// The structure it is handed out as.
    type Structure;

    /// Makes it for this address.
    fn pack(&self, address: usize) -> Packed<Self::Structure>;
}

impl Entry for HostEntry {
    type Structure = HOSTENT;

    fn pack(&self, address: usize) -> Packed<HOSTENT> {
        let mut behind = Behind::of::<HOSTENT>(address);
        let aliases = behind.room_for_list(self.aliases.len());
        let addresses = behind.room_for_list(self.addresses.len());
        let places: Vec<usize> = self.addresses.iter().map(|ip| behind.put_address(ip)).collect();
        behind.fill_list(addresses, &places);
        let name = behind.put_names(&self.name, &self.aliases, aliases);
        let is_ipv6 = self.addresses.iter().any(IpAddr::is_ipv6);
        let entry = HOSTENT {
            h_name: pointer_at(name),
            h_aliases: pointer_at(aliases),
            h_addrtype: if is_ipv6 { AF_INET6 } else { AF_INET } as i16,
            h_length: if is_ipv6 { 16 } else { 4 },
            h_addr_list: pointer_at(addresses),
        };
        Packed { entry, behind: behind.bytes }
    }
}

impl Entry for Service {
    type Structure = SERVENT;

    fn pack(&self, address: usize) -> Packed<SERVENT> {
        let mut behind = Behind::of::<SERVENT>(address);
        let aliases = behind.room_for_list(self.aliases.len());
        let name = behind.put_names(&self.name, &self.aliases, aliases);
        let protocol = behind.put_text(&self.protocol);
        let entry = SERVENT {
            s_name: pointer_at(name),
            s_aliases: pointer_at(aliases),
            s_proto: pointer_at(protocol),
            s_port: self.port.to_be() as i16,
        };
        Packed { entry, behind: behind.bytes }
    }
}

impl Entry for Protocol {
    type Structure = PROTOENT;

    fn pack(&self, address: usize) -> Packed<PROTOENT> {
        let mut behind = Behind::of::<PROTOENT>(address);
        let aliases = behind.room_for_list(self.aliases.len());
        let name = behind.put_names(&self.name, &self.aliases, aliases);
        let entry =
            PROTOENT { p_name: pointer_at(name), p_aliases: pointer_at(aliases), p_proto: self.number };
        Packed { entry, behind: behind.bytes }
    }
}

/// The bytes behind a structure, which know where they will be.
struct Behind {
    start: usize,
    bytes: Vec<u8>,
}

impl Behind {
    fn of<E>(address: usize) -> Behind {
        Behind { start: address + size_of::<E>(), bytes: Vec::new() }
    }

    /// The place for so many pointers and the one that ends the list, aligned.
    fn room_for_list(&mut self, count: usize) -> usize {
        let end = self.start + self.bytes.len();
        let place = end.next_multiple_of(POINTER_BYTES);
        self.bytes.resize(place - self.start + (count + 1) * POINTER_BYTES, 0);
        place
    }

    fn fill_list(&mut self, list: usize, places: &[usize]) {
        for (index, place) in places.iter().enumerate() {
            let offset = list - self.start + index * POINTER_BYTES;
            self.bytes[offset..offset + POINTER_BYTES].copy_from_slice(&place.to_ne_bytes());
        }
    }

    fn put_address(&mut self, address: &IpAddr) -> usize {
        match address {
            IpAddr::V4(ip) => self.put(&ip.octets()),
            IpAddr::V6(ip) => self.put(&ip.octets()),
        }
    }

    /// Puts a name and aliases, which are listed; answers the place of the name.
    fn put_names(&mut self, name: &str, aliases: &[String], list: usize) -> usize {
        let name = self.put_text(name);
        let places: Vec<usize> = aliases.iter().map(|alias| self.put_text(alias)).collect();
        self.fill_list(list, &places);
        name
    }

    fn put_text(&mut self, text: &str) -> usize {
        let place = self.put(text.as_bytes());
        self.bytes.push(0);
        place
    }

    fn put(&mut self, bytes: &[u8]) -> usize {
        let place = self.start + self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_lies_behind_the_structure_and_lists_are_aligned() {
        let host = HostEntry {
            name: "a.example".to_owned(),
            aliases: vec!["b".to_owned()],
            addresses: vec![IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2])],
        };
        for address in [4096, 4097] {
            let packed = host.pack(address);
            let within = |place: usize| &packed.behind[place - address - size_of::<HOSTENT>()..];
            let pointer = |place: usize| usize::from_ne_bytes(*within(place).first_chunk().unwrap());
            assert!(within(packed.entry.h_name.addr()).starts_with(b"a.example\0"));
            let (aliases, addresses) = (packed.entry.h_aliases.addr(), packed.entry.h_addr_list.addr());
            assert_eq!((aliases % POINTER_BYTES, addresses % POINTER_BYTES), (0, 0));
            assert!(within(pointer(aliases)).starts_with(b"b\0"));
            assert_eq!(pointer(aliases + POINTER_BYTES), 0);
            assert!(within(pointer(addresses + POINTER_BYTES)).starts_with(&[10, 0, 0, 2]));
            assert_eq!(pointer(addresses + 2 * POINTER_BYTES), 0);
        }
    }
}
