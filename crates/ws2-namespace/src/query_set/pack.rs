//! C structures laid out in one piece of memory with all that their pointers lead to.
//!
//! The bytes are made for the address they will lie at; alignment is that of the address, so a place that is not
//! aligned itself is served as well.

use std::mem::offset_of;

use ws2_types::abi::GUID;
use ws2_types::abi::com::BLOB;
use ws2_types::abi::winsock as ws;

use super::QuerySet;
use crate::service_class::ServiceClass;
use crate::text::{Character, terminated};

const POINTER_BYTES: usize = size_of::<usize>();

/// Something with a C structure.
pub trait Pack {
    /// The structure, and what it points to behind it, for this address. Its strings have characters of type `C`.
    fn pack<C: Character>(&self, address: usize) -> Vec<u8>;

    /// The same in memory of its own.
    fn lay<C: Character>(&self) -> Laid {
        let bytes = self.pack::<C>(0).len();
        let mut words = vec![0_u64; bytes.div_ceil(size_of::<u64>())];
        let address = words.as_mut_ptr().expose_provenance();
        for (word, bytes) in words.iter_mut().zip(self.pack::<C>(address).chunks(size_of::<u64>())) {
            let mut whole = [0; size_of::<u64>()];
            whole[..bytes.len()].copy_from_slice(bytes);
            *word = u64::from_ne_bytes(whole);
        }
        Laid(words)
    }
}

/// A structure in memory of its own, aligned.
#[derive(Debug)]
pub struct Laid(Vec<u64>);

impl Laid {
    /// Where it begins.
    pub fn pointer<T>(&mut self) -> *mut T {
        self.0.as_mut_ptr().cast()
    }
}

/// Memory that begins at an address and grows.
pub(crate) struct Room {
    start: usize,
    bytes: Vec<u8>,
}

impl Room {
    /// With a structure of so many bytes at the beginning.
    pub(crate) fn new(start: usize, structure: usize) -> Room {
        Room { start, bytes: vec![0; structure] }
    }

    /// Reserves aligned bytes, all zero, and answers their address.
    pub(crate) fn reserve(&mut self, bytes: usize, alignment: usize) -> usize {
        let place = (self.start + self.bytes.len()).next_multiple_of(alignment);
        self.bytes.resize(place - self.start + bytes, 0);
        place
    }

    pub(crate) fn put(&mut self, bytes: &[u8], alignment: usize) -> usize {
        let place = self.reserve(bytes.len(), alignment);
        self.set(place, 0, bytes);
        place
    }

    /// Writes at an offset of a structure that is there.
    pub(crate) fn set(&mut self, structure: usize, offset: usize, bytes: &[u8]) {
        let at = structure - self.start + offset;
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }

    pub(crate) fn set_word(&mut self, structure: usize, offset: usize, word: u32) {
        self.set(structure, offset, &word.to_ne_bytes());
    }

    pub(crate) fn set_pointer(&mut self, structure: usize, offset: usize, address: usize) {
        self.set(structure, offset, &address.to_ne_bytes());
    }

    pub(crate) fn text<C: Character>(&mut self, text: &str) -> usize {
        let bytes: Vec<u8> = terminated::<C>(text).into_iter().flat_map(C::bytes).collect();
        self.put(&bytes, size_of::<C>())
    }

    fn set_text<C: Character>(&mut self, structure: usize, offset: usize, text: Option<&String>) {
        if let Some(text) = text {
            let place = self.text::<C>(text);
            self.set_pointer(structure, offset, place);
        }
    }

    fn guid(&mut self, id: u128) -> usize {
        let GUID { data1, data2, data3, data4 } = GUID::from_u128(id);
        let head = [&data1.to_ne_bytes()[..], &data2.to_ne_bytes(), &data3.to_ne_bytes(), &data4].concat();
        self.put(&head, align_of::<GUID>())
    }

    /// A list of pointers that ends with NULL.
    pub(crate) fn list(&mut self, places: &[usize]) -> usize {
        let list = self.reserve((places.len() + 1) * POINTER_BYTES, POINTER_BYTES);
        for (index, place) in places.iter().enumerate() {
            self.set_pointer(list, index * POINTER_BYTES, *place);
        }
        list
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl Pack for QuerySet {
    fn pack<C: Character>(&self, address: usize) -> Vec<u8> {
        type Set = ws::WSAQUERYSETW;
        let mut room = Room::new(address, size_of::<Set>());
        let set = address;
        room.set_word(set, offset_of!(Set, dwSize), size_of::<Set>() as u32);
        room.set_word(set, offset_of!(Set, dwNameSpace), self.name_space);
        room.set_word(set, offset_of!(Set, dwNumberOfProtocols), self.protocols.len() as u32);
        room.set_word(set, offset_of!(Set, dwNumberOfCsAddrs), self.addresses.len() as u32);
        room.set_word(set, offset_of!(Set, dwOutputFlags), self.output_flags);
        if !self.addresses.is_empty() {
            let list = self.pack_addresses(&mut room);
            room.set_pointer(set, offset_of!(Set, lpcsaBuffer), list);
        }
        if let Some(blob) = &self.blob {
            let place = room.reserve(size_of::<BLOB>(), align_of::<BLOB>());
            let data = room.put(blob, POINTER_BYTES);
            room.set_word(place, offset_of!(BLOB, cbSize), blob.len() as u32);
            room.set_pointer(place, offset_of!(BLOB, pBlobData), data);
            room.set_pointer(set, offset_of!(Set, lpBlob), place);
        }
        if !self.protocols.is_empty() {
            let word = |value: i32| value.to_ne_bytes();
            let pairs: Vec<u8> =
                self.protocols.iter().flat_map(|one| [word(one.0), word(one.1)].concat()).collect();
            let place = room.put(&pairs, align_of::<ws::AFPROTOCOLS>());
            room.set_pointer(set, offset_of!(Set, lpafpProtocols), place);
        }
        for (offset, guid) in [
            (offset_of!(Set, lpServiceClassId), self.class),
            (offset_of!(Set, lpNSProviderId), self.provider),
        ] {
            if let Some(guid) = guid {
                let place = room.guid(guid);
                room.set_pointer(set, offset, place);
            }
        }
        if let Some((version, how)) = self.version {
            let place = room.reserve(size_of::<ws::WSAVERSION>(), align_of::<ws::WSAVERSION>());
            room.set_word(place, offset_of!(ws::WSAVERSION, dwVersion), version);
            room.set_word(place, offset_of!(ws::WSAVERSION, ecHow), how as u32);
            room.set_pointer(set, offset_of!(Set, lpVersion), place);
        }
        room.set_text::<C>(set, offset_of!(Set, lpszServiceInstanceName), self.name.as_ref());
        room.set_text::<C>(set, offset_of!(Set, lpszComment), self.comment.as_ref());
        room.set_text::<C>(set, offset_of!(Set, lpszContext), self.context.as_ref());
        room.set_text::<C>(set, offset_of!(Set, lpszQueryString), self.query_string.as_ref());
        room.into_bytes()
    }
}

impl QuerySet {
    /// The addresses alone, as an array of `CSADDR_INFO` at this address and what it points to.
    pub fn lay_addresses(&self, address: usize) -> Vec<u8> {
        let mut room = Room::new(address, 0);
        self.pack_addresses(&mut room);
        room.into_bytes()
    }

    fn pack_addresses(&self, room: &mut Room) -> usize {
        type Info = ws::CSADDR_INFO;
        type Address = ws::SOCKET_ADDRESS;
        let list = room.reserve(self.addresses.len() * size_of::<Info>(), align_of::<Info>());
        for (index, one) in self.addresses.iter().enumerate() {
            let info = list + index * size_of::<Info>();
            room.set_word(info, offset_of!(Info, iSocketType), one.socket_type as u32);
            room.set_word(info, offset_of!(Info, iProtocol), one.protocol as u32);
            for (offset, bytes) in
                [(offset_of!(Info, LocalAddr), &one.local), (offset_of!(Info, RemoteAddr), &one.remote)]
            {
                if !bytes.is_empty() {
                    let place = room.put(bytes, POINTER_BYTES);
                    room.set_pointer(info + offset, offset_of!(Address, lpSockaddr), place);
                    room.set_word(info + offset, offset_of!(Address, iSockaddrLength), bytes.len() as u32);
                }
            }
        }
        list
    }
}

impl Pack for ServiceClass {
    fn pack<C: Character>(&self, address: usize) -> Vec<u8> {
        type Class = ws::WSASERVICECLASSINFOW;
        type Info = ws::WSANSCLASSINFOW;
        let mut room = Room::new(address, size_of::<Class>());
        let class = address;
        room.set_word(class, offset_of!(Class, dwCount), self.infos.len() as u32);
        if !self.infos.is_empty() {
            let list = room.reserve(self.infos.len() * size_of::<Info>(), align_of::<Info>());
            room.set_pointer(class, offset_of!(Class, lpClassInfos), list);
            for (index, one) in self.infos.iter().enumerate() {
                let info = list + index * size_of::<Info>();
                room.set_word(info, offset_of!(Info, dwNameSpace), one.name_space);
                room.set_word(info, offset_of!(Info, dwValueType), one.value_type);
                room.set_word(info, offset_of!(Info, dwValueSize), one.value.len() as u32);
                let value = room.put(&one.value, POINTER_BYTES);
                room.set_pointer(info, offset_of!(Info, lpValue), value);
                room.set_text::<C>(info, offset_of!(Info, lpszName), Some(&one.name));
            }
        }
        let id = room.guid(self.id);
        room.set_pointer(class, offset_of!(Class, lpServiceClassId), id);
        room.set_text::<C>(class, offset_of!(Class, lpszServiceClassName), self.name.as_ref());
        room.into_bytes()
    }
}
