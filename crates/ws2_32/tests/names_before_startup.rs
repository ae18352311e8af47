//! Which functions for names and addresses need `WSAStartup`, seen in a process that never calls it.

use std::ffi::{c_char, c_void};
use std::ptr::{null, null_mut};

use win32_wait::last_error::{last_error, set_last_error};
use ws2_32 as _;
use ws2_types::WsaError;

unsafe extern "C" {
    #[link_name = "ws2_32_getaddrinfo"]
    fn getaddrinfo(
        node: *const c_char,
        service: *const c_char,
        hints: *const c_void,
        list: *mut *mut c_void,
    ) -> i32;
    #[link_name = "ws2_32_getnameinfo"]
    fn getnameinfo(
        address: *const c_void,
        address_len: i32,
        host: *mut c_char,
        host_len: u32,
        service: *mut c_char,
        service_len: u32,
        flags: i32,
    ) -> i32;
    #[link_name = "ws2_32_gethostbyname"]
    fn gethostbyname(name: *const c_char) -> *mut c_void;
    #[link_name = "ws2_32_gethostname"]
    fn gethostname(name: *mut c_char, len: i32) -> i32;
    #[link_name = "ws2_32_getservbyname"]
    fn getservbyname(name: *const c_char, protocol: *const c_char) -> *mut c_void;
    #[link_name = "ws2_32_WSAHtonl"]
    fn wsa_htonl(socket: usize, host: u32, network: *mut u32) -> i32;
    #[link_name = "ws2_32_htons"]
    safe fn htons(host: u16) -> u16;
    #[link_name = "ws2_32_inet_addr"]
    fn inet_addr(text: *const c_char) -> u32;
    #[link_name = "ws2_32_inet_pton"]
    fn inet_pton(family: i32, text: *const c_char, address: *mut c_void) -> i32;
}

fn not_initialised() -> bool {
    let code = last_error() as i32;
    set_last_error(0);
    code == WsaError::WSANOTINITIALISED.code()
}

#[test]
fn lookups_need_it_and_conversions_do_not() {
    let name = c"127.0.0.1".as_ptr();
    let mut list = std::ptr::dangling_mut();
    let mut address = [0u8; 4];
    // SAFETY: strings, null pointers and places for the results.
    unsafe {
        let returned = getaddrinfo(name, null(), null(), &mut list);
        assert_eq!(returned, WsaError::WSANOTINITIALISED.code());
        assert!(not_initialised() && list.is_null());
        let returned = getnameinfo(null(), 0, null_mut(), 0, null_mut(), 0, 0);
        assert!(returned == WsaError::WSANOTINITIALISED.code() && not_initialised());
        assert!(gethostbyname(name).is_null() && not_initialised());
        assert!(gethostname(null_mut(), 0) == -1 && not_initialised());
        assert!(getservbyname(c"http".as_ptr(), null()).is_null() && not_initialised());
        assert!(wsa_htonl(0, 0, null_mut()) == -1 && not_initialised());

        assert_eq!(htons(1), 1u16.to_be());
        assert_eq!(inet_addr(name).to_ne_bytes(), [127, 0, 0, 1]);
        assert_eq!(inet_pton(2, name, address.as_mut_ptr().cast()), 1);
    }
    assert_eq!((address, last_error()), ([127, 0, 0, 1], 0));
}
