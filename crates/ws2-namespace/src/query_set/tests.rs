//! Sets that are packed and read again.

use proptest::prelude::*;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::read_raw::{self, Fields};
use super::{Endpoints, Pack, QuerySet};
use crate::service_class::{ClassInfo, ServiceClass};
use crate::text::Character;

fn read<C: Character>(set: *const ws::WSAQUERYSETW) -> WsaResult<QuerySet> {
    // SAFETY: each test makes a whole set, or a pointer that is refused.
    unsafe { read_raw::query_set::<C>(set, Fields::All) }
}

fn whole() -> QuerySet {
    let endpoints = Endpoints { local: vec![2; 16], remote: vec![23; 28], socket_type: 1, protocol: 6 };
    let text = |text: &str| Some(text.to_owned());
    QuerySet {
        name: text("näme"),
        class: Some(1 << 100 | 7),
        version: Some((3, 1)),
        comment: text(""),
        name_space: ws::NS_DNS,
        provider: Some(u128::MAX - 5),
        context: text("context"),
        protocols: vec![(2, 6), (23, 17)],
        query_string: text("ftp"),
        addresses: vec![endpoints.clone(), Endpoints { local: Vec::new(), ..endpoints }],
        output_flags: 1,
        blob: Some(vec![1, 2, 3]),
    }
}

#[test]
fn what_is_packed_is_read_again() {
    for set in [whole(), QuerySet::default()] {
        assert_eq!(read::<u8>(set.lay::<u8>().pointer()).as_ref(), Ok(&set));
        assert_eq!(read::<u16>(set.lay::<u16>().pointer()).as_ref(), Ok(&set));
    }
}

#[test]
fn a_place_that_is_not_aligned_is_served() {
    for shift in 1..8 {
        let set = whole();
        let mut memory = vec![0_u8; 2048];
        let address = memory.as_mut_ptr().expose_provenance() + shift;
        let bytes = set.pack::<u16>(address);
        memory[shift..shift + bytes.len()].copy_from_slice(&bytes);
        assert_eq!(read::<u16>(memory[shift..].as_ptr().cast()), Ok(set));
    }
}

#[test]
fn a_query_ignores_what_is_documented_to_be_ignored() {
    let mut laid = whole().lay::<u16>();
    let set: *mut ws::WSAQUERYSETW = laid.pointer();
    // SAFETY: the set is ours.
    unsafe {
        (*set).lpszComment = std::ptr::without_provenance_mut(1);
        (*set).dwNumberOfCsAddrs = u32::MAX;
    }
    // SAFETY: what is no pointer is not followed.
    let read = unsafe { read_raw::query_set::<u16>(set, Fields::Restrictions) }.unwrap();
    let expected = QuerySet { comment: None, addresses: Vec::new(), output_flags: 0, ..whole() };
    assert_eq!(read, expected);
}

#[test]
fn hostile_sets_are_refused() {
    assert_eq!(read::<u8>(std::ptr::null()), Err(WsaError::WSAEFAULT));
    assert_eq!(read::<u8>(std::ptr::without_provenance(8)), Err(WsaError::WSAEFAULT));
    let spoiled = |spoil: fn(&mut ws::WSAQUERYSETW)| {
        let mut laid = whole().lay::<u16>();
        let set: *mut ws::WSAQUERYSETW = laid.pointer();
        // SAFETY: the set is ours, and aligned.
        spoil(unsafe { &mut *set });
        read::<u16>(set).unwrap_err()
    };
    assert_eq!(spoiled(|set| set.dwSize = 0), WsaError::WSAEINVAL);
    assert_eq!(spoiled(|set| set.dwSize += 1), WsaError::WSAEINVAL);
    assert_eq!(spoiled(|set| set.dwNumberOfProtocols = u32::MAX), WsaError::WSAEINVAL);
    assert_eq!(spoiled(|set| set.lpafpProtocols = std::ptr::null_mut()), WsaError::WSAEFAULT);
    assert_eq!(spoiled(|set| set.dwNumberOfCsAddrs = 1 << 20), WsaError::WSAEINVAL);
    assert_eq!(spoiled(|set| set.lpcsaBuffer = std::ptr::null_mut()), WsaError::WSAEFAULT);
    assert_eq!(spoiled(|set| set.lpszContext = std::ptr::without_provenance_mut(2)), WsaError::WSAEFAULT);
    // SAFETY: the blob and the addresses are behind the set, aligned.
    assert_eq!(spoiled(|set| unsafe { (*set.lpBlob).cbSize = u32::MAX }), WsaError::WSAEINVAL);
    assert_eq!(
        // SAFETY: as above.
        spoiled(|set| unsafe { (*set.lpcsaBuffer).LocalAddr.iSockaddrLength = -1 }),
        WsaError::WSAEINVAL
    );
}

#[test]
fn classes_are_packed_and_read_again() {
    let info = |name: &str, value: &[u8]| ClassInfo {
        name: name.to_owned(),
        name_space: ws::NS_DNS,
        value_type: 4,
        value: value.to_vec(),
    };
    let class = ServiceClass {
        id: 99 << 96,
        name: Some("Clock".to_owned()),
        infos: vec![info("TcpPort", &[1, 2, 0, 0]), info("Empty", &[])],
    };
    for class in [class, ServiceClass::default()] {
        // SAFETY: whole classes.
        unsafe {
            assert_eq!(read_raw::service_class::<u8>(class.lay::<u8>().pointer()).as_ref(), Ok(&class));
            assert_eq!(read_raw::service_class::<u16>(class.lay::<u16>().pointer()).as_ref(), Ok(&class));
        }
    }
    // SAFETY: NULL.
    assert_eq!(unsafe { read_raw::service_class::<u8>(std::ptr::null()) }, Err(WsaError::WSAEFAULT));
}

proptest! {
    #[test]
    fn any_set_survives(
        name in proptest::option::of("[^\0]{0,20}"),
        blob in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..40)),
        local in proptest::collection::vec(any::<u8>(), 0..128),
        class in any::<Option<u128>>(),
    ) {
        let endpoints = Endpoints { local, ..Endpoints::default() };
        let set = QuerySet { name, blob, class, addresses: vec![endpoints], ..QuerySet::default() };
        prop_assert!(read::<u16>(set.lay::<u16>().pointer()) == Ok(set.clone()));
        prop_assert!(read::<u8>(set.lay::<u8>().pointer()) == Ok(set.clone()));
    }
}
