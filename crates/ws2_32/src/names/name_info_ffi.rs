//! `getnameinfo` and `GetNameInfoW`.

use ws2_namespace::name_info;
use ws2_types::abi::winsock::SOCKADDR;
use ws2_types::{WsaError, WsaResult};

use super::text::{self, Character};
use super::{read_address, status};

/// Translates an address and a port into names.
///
/// # Errors
/// Returns the code, which is the last error too:
/// - `WSANOTINITIALISED`
/// - `WSAEFAULT`: no address or too short a one; a name longer than its buffer
/// - `WSAEAFNOSUPPORT`: the family of the address
/// - `WSAEINVAL`: unknown flags, or a buffer of length 0
/// - `WSAHOST_NOT_FOUND`: neither name asked for; or with `NI_NAMEREQD`, as `WSATRY_AGAIN`, no host name
///
/// # Blocking
/// On the system's resolver, unless `NI_NUMERICHOST` is given or the address is loopback.
///
/// # Safety
/// The address has `address_len` bytes, the buffers have the lengths stated; all may be null.
#[unsafe(export_name = "ws2_32_getnameinfo")]
pub unsafe extern "C" fn getnameinfo(
    address: *const SOCKADDR,
    address_len: i32,
    host: *mut u8,
    host_len: u32,
    service: *mut u8,
    service_len: u32,
    flags: i32,
) -> i32 {
    // SAFETY: passed on from the caller.
    status(|| unsafe { names_of(address, address_len, (host, host_len), (service, service_len), flags) })
}

/// [`getnameinfo`] for UTF-16; the lengths count characters.
///
/// # Errors
/// As [`getnameinfo`].
///
/// # Safety
/// As [`getnameinfo`].
#[unsafe(export_name = "ws2_32_GetNameInfoW")]
pub unsafe extern "C" fn GetNameInfoW(
    address: *const SOCKADDR,
    address_len: i32,
    host: *mut u16,
    host_len: u32,
    service: *mut u16,
    service_len: u32,
    flags: i32,
) -> i32 {
    // SAFETY: passed on from the caller.
    status(|| unsafe { names_of(address, address_len, (host, host_len), (service, service_len), flags) })
}

/// # Safety
/// As [`getnameinfo`].
pub(super) unsafe fn names_of<C: Character>(
    address: *const SOCKADDR,
    address_len: i32,
    (host, host_len): (*mut C, u32),
    (service, service_len): (*mut C, u32),
    flags: i32,
) -> WsaResult<()> {
    // SAFETY: passed on from the caller.
    let address = unsafe { read_address(address, usize::try_from(address_len).unwrap_or(0)) }?;
    if host.is_null() && service.is_null() {
        return Err(WsaError::WSAHOST_NOT_FOUND);
    }
    if !host.is_null() && host_len == 0 || !service.is_null() && service_len == 0 {
        return Err(WsaError::WSAEINVAL);
    }
    let flags = flags as u32;
    name_info::check_flags(flags)?;
    if !host.is_null() {
        let name = name_info::host_of(&address, flags)?;
        // SAFETY: the buffer has the length stated.
        unsafe { text::write(&name, host, host_len as usize) }.map_err(|_| WsaError::WSAEFAULT)?;
    }
    if !service.is_null() {
        let name = name_info::service_of(address.port(), flags);
        // SAFETY: the buffer has the length stated.
        unsafe { text::write(&name, service, service_len as usize) }.map_err(|_| WsaError::WSAEFAULT)?;
    }
    Ok(())
}
