//! The lists `getaddrinfo` returns: each entry is one allocation that owns its address and its name.

use std::ptr::null_mut;

use ws2_namespace::resolver::{AddressInfo, Hints};
use ws2_types::abi::winsock::{ADDRINFOA, ADDRINFOEXA, ADDRINFOEXW, ADDRINFOW, SOCKADDR};
use ws2_types::sockaddr;

use super::text::{self, Character};

/// One of the four layouts an entry of the list may have.
pub(super) trait Layout: Copy + Default {
    type Character: Character;

    /// The caller's hints, read from the layout.
    fn hints(&self) -> Hints;
    /// Fills in everything that is not a pointer.
    fn set_values(&mut self, info: &AddressInfo, address_len: usize);
    /// Links an entry to what it owns and to the entry after it.
    fn set_pointers(&mut self, name: *mut Self::Character, address: *mut SOCKADDR, next: *mut Self);
    fn next(&self) -> *mut Self;
}

macro_rules! layouts {
    ($($layout:ident of $character:ty,)*) => {$(
        impl Layout for $layout {
            type Character = $character;

            fn hints(&self) -> Hints {
                let pointers = [self.ai_canonname.cast::<u8>(), self.ai_addr.cast(), self.ai_next.cast()];
                Hints {
                    flags: self.ai_flags as u32,
                    family: self.ai_family,
                    socket_type: self.ai_socktype,
                    protocol: self.ai_protocol,
                    reserved_in_use: self.ai_addrlen != 0 || pointers.iter().any(|pointer| !pointer.is_null()),
                }
            }

            fn set_values(&mut self, info: &AddressInfo, address_len: usize) {
                self.ai_flags = info.flags as i32;
                self.ai_family = sockaddr::family(&info.address).into();
                self.ai_socktype = info.socket_type;
                self.ai_protocol = info.protocol;
                self.ai_addrlen = address_len;
            }

            fn set_pointers(&mut self, name: *mut $character, address: *mut SOCKADDR, next: *mut Self) {
                self.ai_canonname = name;
                self.ai_addr = address;
                self.ai_next = next;
            }

            fn next(&self) -> *mut Self {
                self.ai_next
            }
        }
    )*};
}

layouts! {
    ADDRINFOA of u8,
    ADDRINFOW of u16,
    ADDRINFOEXA of u8,
    ADDRINFOEXW of u16,
}

/// The allocation behind an entry. The layout stands first, so a pointer to it is one to the whole.
#[repr(C)]
struct Entry<L: Layout> {
    layout: L,
    /// As large and as aligned as a `SOCKADDR_STORAGE`, for programs that copy one.
    address: [u64; 16],
    name: Vec<L::Character>,
}

/// Makes a list; the caller frees it with [`free_list`].
pub(super) fn into_list<L: Layout>(answers: &[AddressInfo]) -> *mut L {
    answers.iter().rev().fold(null_mut(), |next, answer| into_entry(answer, next))
}

fn into_entry<L: Layout>(answer: &AddressInfo, next: *mut L) -> *mut L {
    let encoded = sockaddr::encode(&answer.address);
    let bytes = encoded.as_bytes();
    let mut entry = Box::new(Entry::<L> {
        layout: L::default(),
        address: [0; 16],
        name: answer.canonical_name.as_deref().map(text::terminated).unwrap_or_default(),
    });
    for (word, chunk) in entry.address.iter_mut().zip(bytes.chunks(size_of::<u64>())) {
        let mut padded = [0; size_of::<u64>()];
        padded[..chunk.len()].copy_from_slice(chunk);
        *word = u64::from_ne_bytes(padded);
    }
    entry.layout.set_values(answer, bytes.len());

    let entry = Box::into_raw(entry);
    // SAFETY: the entry has just been allocated; the pointers stay valid until it is freed as a whole.
    unsafe {
        let name = &mut (*entry).name;
        let name = if name.is_empty() { null_mut() } else { name.as_mut_ptr() };
        let address = (&raw mut (*entry).address).cast();
        (*entry).layout.set_pointers(name, address, next);
    }
    entry.cast()
}

/// Frees a list, or the rest of one; null is no list.
///
/// # Safety
/// `list` is null or an entry of a list that [`into_list`] made in the same layout, not freed before.
pub(super) unsafe fn free_list<L: Layout>(list: *const L) {
    let mut entry = list.cast_mut();
    while !entry.is_null() {
        // SAFETY: an entry of the list, which is an allocation of this type and is freed once.
        let owned = unsafe { Box::from_raw(entry.cast::<Entry<L>>()) };
        entry = owned.layout.next();
    }
}
