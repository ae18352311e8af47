//! Query sets and service classes out of a program's memory.
//!
//! NULL where something must be, addresses next to it and absurd counts are refused; structures may lie unaligned.
#![allow(unsafe_code, reason = "follows pointers of C structures")]

use ws2_types::abi::GUID;
use ws2_types::abi::com::BLOB;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use super::{Endpoints, QuerySet};
use crate::service_class::{ClassInfo, ServiceClass, class_id};
use crate::text::Character;

/// Below this address Windows maps nothing.
const LOWEST_ADDRESS: usize = 0x1_0000;
/// More of anything is a mistake.
const MOST_ENTRIES: u32 = 4096;
const MOST_BLOB_BYTES: u32 = 1 << 20;
/// `sizeof(SOCKADDR_STORAGE)`
const MOST_ADDRESS_BYTES: i32 = 128;

/// Which fields of a set mean something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fields {
    /// Those of a query: comment, addresses and output flags are ignored, as documented, and not looked at.
    Restrictions,
    /// All.
    All,
}

/// Reads a `WSAQUERYSET` whose strings have characters of type `C`.
///
/// # Errors
/// `WSAEFAULT`: NULL, also for an array with a count; `WSAEINVAL`: a wrong `dwSize`, absurd counts and lengths.
///
/// # Safety
/// `set` is NULL or valid for reads, with all that the pointers of its fields lead to.
pub unsafe fn query_set<C: Character>(set: *const ws::WSAQUERYSETW, fields: Fields) -> WsaResult<QuerySet> {
    // SAFETY: the caller's promise, here and below.
    unsafe {
        // The size is looked at before the rest is there for sure.
        if value(set.cast::<u32>())? as usize != size_of::<ws::WSAQUERYSETW>() {
            return Err(WsaError::WSAEINVAL);
        }
        let set = value(set)?;
        let protocols = entries(set.lpafpProtocols, set.dwNumberOfProtocols)?;
        let mut read = QuerySet {
            name: text(set.lpszServiceInstanceName.cast::<C>())?,
            class: optional(set.lpServiceClassId)?.map(|guid| class_id(&guid)),
            version: optional(set.lpVersion)?.map(|version| (version.dwVersion, version.ecHow)),
            name_space: set.dwNameSpace,
            provider: optional(set.lpNSProviderId)?.map(|guid| class_id(&guid)),
            context: text(set.lpszContext.cast::<C>())?,
            protocols: protocols.iter().map(|one| (one.iAddressFamily, one.iProtocol)).collect(),
            query_string: text(set.lpszQueryString.cast::<C>())?,
            blob: optional(set.lpBlob)?.map(|blob| blob_bytes(&blob)).transpose()?,
            ..QuerySet::default()
        };
        if fields == Fields::All {
            read.comment = text(set.lpszComment.cast::<C>())?;
            read.output_flags = set.dwOutputFlags;
            for info in entries(set.lpcsaBuffer, set.dwNumberOfCsAddrs)? {
                read.addresses.push(Endpoints {
                    local: address(&info.LocalAddr)?,
                    remote: address(&info.RemoteAddr)?,
                    socket_type: info.iSocketType,
                    protocol: info.iProtocol,
                });
            }
        }
        Ok(read)
    }
}

/// Reads a `WSASERVICECLASSINFO` whose strings have characters of type `C`.
///
/// # Errors
/// `WSAEFAULT`: NULL, also for an array with a count; `WSAEINVAL`: no GUID, absurd counts and lengths.
///
/// # Safety
/// `class` is NULL or valid for reads, with all that the pointers of its fields lead to.
pub unsafe fn service_class<C: Character>(class: *const ws::WSASERVICECLASSINFOW) -> WsaResult<ServiceClass> {
    // SAFETY: the caller's promise, here and below.
    unsafe {
        let class = value(class)?;
        let id = optional(class.lpServiceClassId)?.ok_or(WsaError::WSAEINVAL)?;
        let mut infos = Vec::new();
        for info in entries(class.lpClassInfos, class.dwCount)? {
            infos.push(ClassInfo {
                name: text(info.lpszName.cast::<C>())?.unwrap_or_default(),
                name_space: info.dwNameSpace,
                value_type: info.dwValueType,
                value: bytes(info.lpValue.cast(), info.dwValueSize)?,
            });
        }
        Ok(ServiceClass { id: class_id(&id), name: text(class.lpszServiceClassName.cast::<C>())?, infos })
    }
}

/// Reads a GUID.
///
/// # Errors
/// `WSAEFAULT`: NULL.
///
/// # Safety
/// `guid` is NULL or valid for reads.
pub unsafe fn guid(guid: *const GUID) -> WsaResult<u128> {
    // SAFETY: the caller's promise.
    unsafe { value(guid) }.map(|guid| class_id(&guid))
}

unsafe fn value<T: Copy>(pointer: *const T) -> WsaResult<T> {
    if pointer.addr() < LOWEST_ADDRESS {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: not absent, so the caller vouches for it.
    Ok(unsafe { pointer.read_unaligned() })
}

unsafe fn optional<T: Copy>(pointer: *const T) -> WsaResult<Option<T>> {
    // SAFETY: passed on.
    if pointer.is_null() { Ok(None) } else { unsafe { value(pointer) }.map(Some) }
}

unsafe fn entries<T: Copy>(first: *const T, count: u32) -> WsaResult<Vec<T>> {
    match count {
        0 => Ok(Vec::new()),
        // SAFETY: passed on; the caller vouches for the count.
        1..=MOST_ENTRIES => (0..count as usize).map(|at| unsafe { value(first.wrapping_add(at)) }).collect(),
        _ => Err(WsaError::WSAEINVAL),
    }
}

unsafe fn bytes(first: *const u8, count: u32) -> WsaResult<Vec<u8>> {
    if count > MOST_BLOB_BYTES {
        return Err(WsaError::WSAEINVAL);
    }
    if count == 0 {
        return Ok(Vec::new());
    }
    if first.addr() < LOWEST_ADDRESS {
        return Err(WsaError::WSAEFAULT);
    }
    // SAFETY: not absent; the caller vouches for the count.
    Ok(unsafe { std::slice::from_raw_parts(first, count as usize) }.to_vec())
}

unsafe fn blob_bytes(blob: &BLOB) -> WsaResult<Vec<u8>> {
    // SAFETY: passed on.
    unsafe { bytes(blob.pBlobData, blob.cbSize) }
}

unsafe fn address(address: &ws::SOCKET_ADDRESS) -> WsaResult<Vec<u8>> {
    match address.iSockaddrLength {
        _ if address.lpSockaddr.is_null() => Ok(Vec::new()),
        // SAFETY: passed on.
        length @ 0..=MOST_ADDRESS_BYTES => unsafe { bytes(address.lpSockaddr.cast(), length as u32) },
        _ => Err(WsaError::WSAEINVAL),
    }
}

unsafe fn text<C: Character>(text: *const C) -> WsaResult<Option<String>> {
    if text.is_null() {
        return Ok(None);
    }
    let mut units = Vec::new();
    loop {
        // SAFETY: the string ends with a zero, so all units up to it are there.
        let unit = unsafe { value(text.wrapping_add(units.len())) }?;
        if unit == C::default() {
            return Ok(Some(C::decode(&units)));
        }
        units.push(unit);
    }
}
