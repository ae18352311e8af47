//! `HOSTENT`, `SERVENT` and `PROTOENT` of the thread, with all they point to.
//!
//! Each thread has one of each. A lookup replaces it, the end of the thread frees it, as documented.

use std::cell::RefCell;
use std::net::IpAddr;
use std::ptr::null_mut;
use std::thread::LocalKey;

use ws2_namespace::database::{protocols::Protocol, services::Service};
use ws2_namespace::host_entry::HostEntry;
use ws2_types::abi::winsock::{AF_INET, AF_INET6, HOSTENT, PROTOENT, SERVENT};
use ws2_types::{WsaError, WsaResult};

use super::text::terminated;

thread_local! {
    static HOST: Slot<HOSTENT> = const { RefCell::new(None) };
    static SERVICE: Slot<SERVENT> = const { RefCell::new(None) };
    static PROTOCOL: Slot<PROTOENT> = const { RefCell::new(None) };
}

type Slot<E> = RefCell<Option<Box<Owned<E>>>>;

/// An entry and the memory its pointers lead to. Moving a vector does not move what it holds.
struct Owned<E> {
    entry: E,
    _names: Names,
    /// Two words for each address; programs read them through pointers to 32-bit numbers.
    _addresses: Vec<[u64; 2]>,
    _address_list: Vec<*mut i8>,
    _protocol: Vec<u8>,
}

/// A name and its aliases, as C strings and as a list that ends with null.
struct Names {
    name: Vec<u8>,
    _aliases: Vec<Vec<u8>>,
    alias_list: Vec<*mut i8>,
}

impl Names {
    fn new(name: &str, aliases: &[String]) -> Names {
        let mut aliases: Vec<Vec<u8>> = aliases.iter().map(|alias| terminated(alias)).collect();
        let pointers = aliases.iter_mut().map(|alias| alias.as_mut_ptr().cast());
        let alias_list = pointers.chain([null_mut()]).collect();
        Names { name: terminated(name), _aliases: aliases, alias_list }
    }
}

/// Makes a host the thread's `HOSTENT`.
///
/// # Errors
/// `WSANO_RECOVERY` when the thread is ending and can hold no entry any more.
pub(super) fn publish_host(host: &HostEntry) -> WsaResult<*mut HOSTENT> {
    let mut names = Names::new(&host.name, &host.aliases);
    let mut addresses: Vec<[u64; 2]> = host.addresses.iter().map(words).collect();
    let pointers = addresses.iter_mut().map(|address| address.as_mut_ptr().cast());
    let mut address_list: Vec<*mut i8> = pointers.chain([null_mut()]).collect();
    let is_ipv6 = host.addresses.iter().any(IpAddr::is_ipv6);
    let entry = HOSTENT {
        h_name: names.name.as_mut_ptr(),
        h_aliases: names.alias_list.as_mut_ptr(),
        h_addrtype: if is_ipv6 { AF_INET6 } else { AF_INET } as i16,
        h_length: if is_ipv6 { 16 } else { 4 },
        h_addr_list: address_list.as_mut_ptr(),
    };
    let (_addresses, _address_list) = (addresses, address_list);
    publish(&HOST, Owned { entry, _names: names, _addresses, _address_list, _protocol: Vec::new() })
}

/// Makes a service the thread's `SERVENT`.
///
/// # Errors
/// As [`publish_host`].
pub(super) fn publish_service(service: &Service) -> WsaResult<*mut SERVENT> {
    let mut names = Names::new(&service.name, &service.aliases);
    let mut protocol = terminated::<u8>(&service.protocol);
    let entry = SERVENT {
        s_name: names.name.as_mut_ptr(),
        s_aliases: names.alias_list.as_mut_ptr(),
        s_proto: protocol.as_mut_ptr(),
        s_port: service.port.to_be() as i16,
    };
    publish(&SERVICE, Owned::named(entry, names, protocol))
}

/// Makes a protocol the thread's `PROTOENT`.
///
/// # Errors
/// As [`publish_host`].
pub(super) fn publish_protocol(protocol: &Protocol) -> WsaResult<*mut PROTOENT> {
    let mut names = Names::new(&protocol.name, &protocol.aliases);
    let entry = PROTOENT {
        p_name: names.name.as_mut_ptr(),
        p_aliases: names.alias_list.as_mut_ptr(),
        p_proto: protocol.number,
    };
    publish(&PROTOCOL, Owned::named(entry, names, Vec::new()))
}

impl<E> Owned<E> {
    fn named(entry: E, names: Names, protocol: Vec<u8>) -> Owned<E> {
        Owned { entry, _names: names, _addresses: Vec::new(), _address_list: Vec::new(), _protocol: protocol }
    }
}

fn publish<E>(slot: &'static LocalKey<Slot<E>>, owned: Owned<E>) -> WsaResult<*mut E> {
    let stored = slot.try_with(|slot| &raw mut slot.borrow_mut().insert(Box::new(owned)).entry);
    stored.map_err(|_| WsaError::WSANO_RECOVERY)
}

fn words(address: &IpAddr) -> [u64; 2] {
    let mut bytes = [0; 16];
    match address {
        IpAddr::V4(ip) => bytes[..4].copy_from_slice(&ip.octets()),
        IpAddr::V6(ip) => bytes = ip.octets(),
    }
    [0, 8].map(|start| u64::from_ne_bytes(std::array::from_fn(|index| bytes[start + index])))
}
