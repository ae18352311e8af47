//! `WSASetService` and service classes.

use ws2_dispatch::name_spaces::service;
use ws2_namespace::query_set::Pack;
use ws2_namespace::query_set::read_raw::{self, Fields};
use ws2_namespace::text::Character;
use ws2_types::abi::GUID;
use ws2_types::abi::winsock as ws;
use ws2_types::{WsaError, WsaResult};

use crate::boundary::winsock;
use crate::lent;
use crate::names::text;

/// # Safety
/// `registration` is NULL or valid for reads, with all its pointers lead to.
unsafe fn set<C: Character>(registration: *const ws::WSAQUERYSETW, operation: i32, flags: u32) -> i32 {
    winsock(|| {
        // SAFETY: the caller's promise.
        let registration = unsafe { read_raw::query_set::<C>(registration, Fields::All) }?;
        if !(ws::RNRSERVICE_REGISTER..=ws::RNRSERVICE_DELETE).contains(&operation) {
            return Err(WsaError::WSAEINVAL);
        }
        service::set(&registration, operation, flags)?;
        Ok(0)
    })
}

/// # Safety
/// `class` is NULL or valid for reads, with all its pointers lead to.
unsafe fn install<C: Character>(class: *const ws::WSASERVICECLASSINFOW) -> i32 {
    winsock(|| {
        // SAFETY: the caller's promise.
        let class = unsafe { read_raw::service_class::<C>(class) };
        // Of this function NULL is documented to be invalid.
        let class = class.map_err(|_| WsaError::WSAEINVAL)?;
        service::install_class(&class)?;
        Ok(0)
    })
}

/// # Safety
/// The GUIDs are NULL or valid for reads, `length` for reads and writes, `info` for writes of `*length` bytes.
unsafe fn info<C: Character>(
    provider: *const GUID,
    class: *const GUID,
    length: *mut u32,
    info: *mut ws::WSASERVICECLASSINFOW,
) -> i32 {
    winsock(|| {
        // SAFETY: the caller's promise.
        let (provider, class, room) =
            unsafe { (read_raw::guid(provider)?, read_raw::guid(class)?, lent::read(length)?) };
        let found = service::class_info(provider, class)?;
        let bytes = found.pack::<C>(info.expose_provenance());
        // SAFETY: read before.
        unsafe { lent::write(length, bytes.len() as u32) }?;
        if lent::is_absent(info) || bytes.len() > room as usize {
            return Err(WsaError::WSAEFAULT);
        }
        // SAFETY: it fits into what the caller vouches for.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), info.cast::<u8>(), bytes.len()) };
        Ok(0)
    })
}

/// # Safety
/// `class` is NULL or valid for reads, `length` for reads and writes, `name` for writes of `*length` units.
unsafe fn name<C: Character>(class: *const GUID, name: *mut C, length: *mut u32) -> WsaResult<i32> {
    // SAFETY: the caller's promise.
    let (class, room) = unsafe { (read_raw::guid(class)?, lent::read(length)?) };
    let found = service::class_name(class)?;
    let buffer = if lent::is_absent(name) { std::ptr::null_mut() } else { name };
    // SAFETY: the caller vouches for the room.
    let written = unsafe { text::write(&found, buffer, room as usize) };
    let (Ok(units) | Err(units)) = written;
    // SAFETY: read before.
    unsafe { lent::write(length, units as u32) }?;
    written.map(|_| 0).map_err(|_| WsaError::WSAEFAULT)
}

/// Registers or removes a service instance in the providers of a name space, with narrow strings.
///
/// # Errors
/// - `WSANOTINITIALISED`
/// - `WSAEFAULT`: NULL
/// - `WSAEINVAL`: a wrong `dwSize`, absurd counts, an operation that is none, a provider that is not there
/// - `WSASERVICE_NOT_FOUND`: nobody has the name space
/// - `WSAEOPNOTSUPP`: DNS has nothing to delete (registering there does nothing); else what the first provider says if
///   all refuse
///
/// # Blocking
/// As long as the providers do.
///
/// # Safety
/// `registration` is NULL or valid for reads, with all its pointers lead to.
#[unsafe(export_name = "ws2_32_WSASetServiceA")]
pub unsafe extern "C" fn WSASetServiceA(
    registration: *const ws::WSAQUERYSETA,
    operation: i32,
    flags: u32,
) -> i32 {
    // SAFETY: passed on; the forms have one layout.
    unsafe { set::<u8>(registration.cast(), operation, flags) }
}

/// [`WSASetServiceA`] for UTF-16.
///
/// # Errors
/// As [`WSASetServiceA`].
///
/// # Safety
/// As [`WSASetServiceA`].
#[unsafe(export_name = "ws2_32_WSASetServiceW")]
pub unsafe extern "C" fn WSASetServiceW(
    registration: *const ws::WSAQUERYSETW,
    operation: i32,
    flags: u32,
) -> i32 {
    // SAFETY: passed on.
    unsafe { set::<u16>(registration, operation, flags) }
}

/// Installs a service class in all providers, with narrow strings. The built-in one keeps it in the catalog, so it is
/// there for other processes and after a restart.
///
/// # Errors
/// `WSANOTINITIALISED`; `WSAEINVAL`: NULL, no GUID, no name, absurd counts; `WSAEALREADY`: it is there;
/// `WSAEACCES`: the catalog cannot be changed; else what the first provider says if all refuse.
///
/// # Blocking
/// As long as the providers do, and while another process writes the catalog.
///
/// # Safety
/// `class` is NULL or valid for reads, with all its pointers lead to.
#[unsafe(export_name = "ws2_32_WSAInstallServiceClassA")]
pub unsafe extern "C" fn WSAInstallServiceClassA(class: *const ws::WSASERVICECLASSINFOA) -> i32 {
    // SAFETY: passed on; the forms have one layout.
    unsafe { install::<u8>(class.cast()) }
}

/// [`WSAInstallServiceClassA`] for UTF-16.
///
/// # Errors
/// As [`WSAInstallServiceClassA`].
///
/// # Safety
/// As [`WSAInstallServiceClassA`].
#[unsafe(export_name = "ws2_32_WSAInstallServiceClassW")]
pub unsafe extern "C" fn WSAInstallServiceClassW(class: *const ws::WSASERVICECLASSINFOW) -> i32 {
    // SAFETY: passed on.
    unsafe { install::<u16>(class) }
}

/// Removes a service class from all providers.
///
/// # Errors
/// `WSANOTINITIALISED`; `WSAEFAULT`: NULL; `WSATYPE_NOT_FOUND`: nobody has it; `WSAEACCES`: the catalog cannot be
/// changed; else what the first provider says if all refuse.
///
/// # Blocking
/// As long as the providers do, and while another process writes the catalog.
///
/// # Safety
/// `class` is NULL or valid for reads.
#[unsafe(export_name = "ws2_32_WSARemoveServiceClass")]
pub unsafe extern "C" fn WSARemoveServiceClass(class: *const GUID) -> i32 {
    winsock(|| {
        // SAFETY: the caller's promise.
        service::remove_class(unsafe { read_raw::guid(class) }?)?;
        Ok(0)
    })
}

/// What a provider knows of a service class, with narrow strings; everything it points to is in the buffer.
///
/// # Errors
/// `WSANOTINITIALISED`; `WSAEFAULT`: NULL, or no room, and the length is now the one that is needed; `WSAEINVAL`: no
/// such provider; `WSATYPE_NOT_FOUND`: no such class; else what the provider says.
///
/// # Blocking
/// As long as the provider does.
///
/// # Safety
/// The GUIDs are NULL or valid for reads, `length` for reads and writes, `class_info` for writes of `*length` bytes.
#[unsafe(export_name = "ws2_32_WSAGetServiceClassInfoA")]
pub unsafe extern "C" fn WSAGetServiceClassInfoA(
    provider: *const GUID,
    class: *const GUID,
    length: *mut u32,
    class_info: *mut ws::WSASERVICECLASSINFOA,
) -> i32 {
    // SAFETY: passed on; the forms have one layout.
    unsafe { info::<u8>(provider, class, length, class_info.cast()) }
}

/// [`WSAGetServiceClassInfoA`] for UTF-16.
///
/// # Errors
/// As [`WSAGetServiceClassInfoA`].
///
/// # Safety
/// As [`WSAGetServiceClassInfoA`].
#[unsafe(export_name = "ws2_32_WSAGetServiceClassInfoW")]
pub unsafe extern "C" fn WSAGetServiceClassInfoW(
    provider: *const GUID,
    class: *const GUID,
    length: *mut u32,
    class_info: *mut ws::WSASERVICECLASSINFOW,
) -> i32 {
    // SAFETY: passed on.
    unsafe { info::<u16>(provider, class, length, class_info) }
}

/// The name of a service class, narrow. Well-known services have classes without being installed.
///
/// # Errors
/// `WSANOTINITIALISED`; `WSAEFAULT`: NULL, or no room, and the length is now the one that is needed, in bytes with the
/// NUL; `WSATYPE_NOT_FOUND`: no such class.
///
/// # Blocking
/// As long as the providers do.
///
/// # Safety
/// `class` is NULL or valid for reads, `length` for reads and writes, `class_name` for writes of `*length` bytes.
#[unsafe(export_name = "ws2_32_WSAGetServiceClassNameByClassIdA")]
pub unsafe extern "C" fn WSAGetServiceClassNameByClassIdA(
    class: *const GUID,
    class_name: *mut u8,
    length: *mut u32,
) -> i32 {
    // SAFETY: passed on.
    winsock(|| unsafe { name::<u8>(class, class_name, length) })
}

/// [`WSAGetServiceClassNameByClassIdA`] for UTF-16; lengths are in units.
///
/// # Errors
/// As [`WSAGetServiceClassNameByClassIdA`].
///
/// # Safety
/// As [`WSAGetServiceClassNameByClassIdA`], in units of 16 bits.
#[unsafe(export_name = "ws2_32_WSAGetServiceClassNameByClassIdW")]
pub unsafe extern "C" fn WSAGetServiceClassNameByClassIdW(
    class: *const GUID,
    class_name: *mut u16,
    length: *mut u32,
) -> i32 {
    // SAFETY: passed on.
    winsock(|| unsafe { name::<u16>(class, class_name, length) })
}
