//! The resolution functions of Winsock 1.1 that stand in `nspapi.h`, on top of lookups.

use ws2_dispatch::name_spaces::{self, by_handle, service};
use ws2_namespace::query_set::{QuerySet, read_raw};
use ws2_namespace::service_class::ServiceClass;
use ws2_namespace::text::{Character, terminated};
use ws2_types::abi::GUID;
use ws2_types::abi::foundation::{
    ERROR_INSUFFICIENT_BUFFER, ERROR_INVALID_PARAMETER, ERROR_SERVICE_DOES_NOT_EXIST, HANDLE,
};
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::kernel32::win32;
use crate::lent;
use crate::names::text;

const UNKNOWN_TYPE: WsaError = win32(ERROR_SERVICE_DOES_NOT_EXIST);
const NO_ROOM: WsaError = win32(ERROR_INSUFFICIENT_BUFFER);
/// Nobody asks for more protocols.
const MOST_PROTOCOLS: usize = 256;

/// # Safety
/// `protocols` is NULL or ends in 0.
unsafe fn protocols_of(protocols: *const i32) -> WsaResult<Vec<i32>> {
    let mut list = Vec::new();
    if protocols.is_null() {
        return Ok(list);
    }
    loop {
        // SAFETY: there is a 0 at the end.
        match unsafe { lent::read(protocols.wrapping_add(list.len())) }? {
            0 => return Ok(list),
            _ if list.len() == MOST_PROTOCOLS => return Err(win32(ERROR_INVALID_PARAMETER)),
            protocol => list.push(protocol),
        }
    }
}

/// All addresses a query finds, and all names.
fn find_all(query: &QuerySet, flags: u32) -> WsaResult<(QuerySet, Vec<String>)> {
    let handle = name_spaces::begin(query, flags)?;
    let handle: HANDLE = std::ptr::without_provenance_mut(handle.into_raw());
    let (mut found, mut names) = (QuerySet::default(), Vec::new());
    let result = loop {
        match by_handle(handle, |lookup| lookup.next_answer(flags)).and_then(|answer| answer) {
            Ok(answer) => {
                found.addresses.extend(answer.addresses);
                names.extend(answer.name);
            }
            Err(WsaError::WSA_E_NO_MORE) => break Ok((found, names)),
            Err(error) => break Err(error),
        }
    };
    // The last clean-up may have ended it already.
    let _ = name_spaces::end(handle);
    result
}

/// # Safety
/// Inputs are NULL or valid for reads, `protocols` and `name` to their ends; lengths are NULL or valid for reads and
/// writes, buffers for writes of so many bytes and units.
#[expect(clippy::too_many_arguments, reason = "those of the function")]
unsafe fn addresses<C: Character>(
    name_space: u32,
    class: *const GUID,
    name: *const C,
    protocols: *const i32,
    resolution: u32,
    buffer: *mut u8,
    length: *mut u32,
    aliases: *mut C,
    aliases_length: *mut u32,
) -> WsaResult<i32> {
    // SAFETY: the caller's promise.
    let (class, name, protocols, room) =
        unsafe { (read_raw::guid(class)?, text::read(name), protocols_of(protocols)?, lent::read(length)?) };
    let families = [ws::AF_INET, ws::AF_INET6].map(i32::from);
    let both = |protocol: &i32| families.map(|family| (family, *protocol));
    let query = QuerySet {
        name: name.filter(|_| resolution & ws::RES_SERVICE == 0),
        class: Some(class),
        name_space,
        protocols: protocols.iter().flat_map(both).collect(),
        ..QuerySet::default()
    };
    // No name means the same as the flag, and the flag makes the name mean nothing: this computer's addresses.
    let is_server = query.name.is_none();
    let serves_here = if is_server { ws::LUP_RES_SERVICE } else { 0 };
    let flags = ws::LUP_RETURN_NAME | ws::LUP_RETURN_ADDR | ws::LUP_RETURN_ALIASES | serves_here;
    let (found, names) = find_all(&query, flags)?;
    let bytes = found.lay_addresses(buffer.expose_provenance());
    // SAFETY: read before.
    unsafe { lent::write(length, bytes.len() as u32) }?;
    if !bytes.is_empty() && lent::is_absent(buffer) || bytes.len() > room as usize {
        return Err(NO_ROOM);
    }
    if !lent::is_absent(aliases) && !lent::is_absent(aliases_length) {
        let mut list: Vec<C> = names.iter().skip(1).flat_map(|name| terminated::<C>(name)).collect();
        list.push(C::default());
        // SAFETY: the caller's promise.
        let room = unsafe { lent::read(aliases_length) }?;
        // SAFETY: just read.
        unsafe { lent::write(aliases_length, list.len() as u32) }?;
        if list.len() > room as usize {
            return Err(NO_ROOM);
        }
        // SAFETY: it fits into what the caller vouches for.
        unsafe {
            std::ptr::copy_nonoverlapping(
                list.as_ptr().cast::<u8>(),
                aliases.cast::<u8>(),
                size_of_val(list.as_slice()),
            );
        }
    }
    // SAFETY: it fits into what the caller vouches for.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), buffer, bytes.len()) };
    Ok(found.addresses.len() as i32)
}

/// # Safety
/// `name` is NULL or ends in NUL, `class` is NULL or valid for writes.
unsafe fn class_by_name<C: Character>(name: *const C, class: *mut GUID) -> WsaResult<i32> {
    // SAFETY: the caller's promise.
    let name = unsafe { text::read(name) }.ok_or(WsaError::WSAEFAULT)?;
    let ServiceClass { id, .. } = service::class_by_name(&name).map_err(|_| UNKNOWN_TYPE)?;
    // SAFETY: the caller's promise.
    unsafe { lent::write(class, GUID::from_u128(id)) }?;
    Ok(0)
}

/// # Safety
/// `class` is NULL or valid for reads, `name` for writes of `bytes` bytes.
unsafe fn name_by_class<C: Character>(class: *const GUID, name: *mut C, bytes: u32) -> WsaResult<i32> {
    // SAFETY: the caller's promise.
    let class = unsafe { read_raw::guid(class) }?;
    let found = service::class_name(class).map_err(|_| UNKNOWN_TYPE)?;
    let buffer = if lent::is_absent(name) { std::ptr::null_mut() } else { name };
    // SAFETY: the caller vouches for the room.
    unsafe { text::write(&found, buffer, bytes as usize / size_of::<C>()) }.map_err(|_| NO_ROOM)?;
    Ok(0)
}

/// Both forms of the functions.
macro_rules! older {
    ($unit:ty: $addresses:ident, $type_by_name:ident, $name_by_type:ident) => {
        /// Finds the addresses of a service; answers how many `CSADDR_INFO` the buffer holds. It is always synchronous.
        /// Aliases come as strings one after the other, with an empty one at the end.
        ///
        /// # Errors
        /// `WSANOTINITIALISED`; `WSAEFAULT`: NULL; `ERROR_INSUFFICIENT_BUFFER`: no room, and the length is now the one
        /// that is needed; `ERROR_INVALID_PARAMETER`: protocols without end; else as `WSALookupServiceNext`.
        ///
        /// # Blocking
        /// As long as the providers do.
        ///
        /// # Safety
        /// Inputs are NULL or valid for reads, `protocols` up to a 0 and `name` up to a NUL; lengths are NULL or valid
        /// for reads and writes, buffers for writes of so many bytes and characters.
        #[unsafe(export_name = concat!("ws2_32_", stringify!($addresses)))]
        pub unsafe extern "C" fn $addresses(
            name_space: u32,
            class: *const GUID,
            name: *const $unit,
            protocols: *const i32,
            resolution: u32,
            _asynchronous: *const ws::SERVICE_ASYNC_INFO,
            buffer: *mut u8,
            length: *mut u32,
            aliases: *mut $unit,
            aliases_length: *mut u32,
        ) -> i32 {
            // SAFETY: passed on.
            winsock(|| unsafe {
                addresses(
                    name_space,
                    class,
                    name,
                    protocols,
                    resolution,
                    buffer,
                    length,
                    aliases,
                    aliases_length,
                )
            })
        }

        /// The service class of a name: one that is installed, or a well-known service.
        ///
        /// # Errors
        /// `WSANOTINITIALISED`; `WSAEFAULT`: NULL; `ERROR_SERVICE_DOES_NOT_EXIST`.
        ///
        /// # Safety
        /// `name` is NULL or ends in NUL, `class` is NULL or valid for writes.
        #[unsafe(export_name = concat!("ws2_32_", stringify!($type_by_name)))]
        pub unsafe extern "C" fn $type_by_name(name: *const $unit, class: *mut GUID) -> i32 {
            // SAFETY: passed on.
            winsock(|| unsafe { class_by_name(name, class) })
        }

        /// The name of a service class.
        ///
        /// # Errors
        /// `WSANOTINITIALISED`; `WSAEFAULT`: NULL; `ERROR_SERVICE_DOES_NOT_EXIST`; `ERROR_INSUFFICIENT_BUFFER`.
        ///
        /// # Safety
        /// `class` is NULL or valid for reads, `name` for writes of `bytes` bytes.
        #[unsafe(export_name = concat!("ws2_32_", stringify!($name_by_type)))]
        pub unsafe extern "C" fn $name_by_type(class: *const GUID, name: *mut $unit, bytes: u32) -> i32 {
            // SAFETY: passed on.
            winsock(|| unsafe { name_by_class(class, name, bytes) })
        }
    };
}

older!(u8: GetAddressByNameA, GetTypeByNameA, GetNameByTypeA);
older!(u16: GetAddressByNameW, GetTypeByNameW, GetNameByTypeW);
