//! The exported functions, called as a program calls them. No test asks a server.

use std::ffi::{CStr, c_void};
use std::ptr::{null, null_mut};

use win32_wait::last_error::{last_error, set_last_error};
use ws2_base::socket_table;
use ws2_dispatch::sockets;
use ws2_dispatch::startup;
use ws2_spi::SocketRequest;
use ws2_types::WsaError;
use ws2_types::abi::foundation::STATUS_INVALID_PARAMETER;
use ws2_types::abi::winsock::{
    ADDRINFOA, ADDRINFOW, AF_INET, AF_INET6, AI_CANONNAME, AI_NUMERICHOST, IN_ADDR, IN_ADDR_0, INADDR_NONE,
    INVALID_SOCKET, NI_NUMERICHOST, NI_NUMERICSERV, NS_ALL, NS_DNS, NS_NETBT, SOCK_DGRAM, SOCK_STREAM,
    SOCKADDR, TIMEVAL, WSAPROTOCOL_INFOA,
};

use super::address_info_ffi::*;
use super::address_text_ffi::*;
use super::byte_order_ffi::*;
use super::error_text_ffi::*;
use super::host_name_ffi::*;
use super::name_entries_ffi::*;
use super::name_info_ffi::*;
use super::rtl_address_text_ffi::*;
use super::text::{read, terminated};

fn start() {
    startup::start(startup::HIGHEST).unwrap();
}

fn code(error: WsaError) -> i32 {
    error.code()
}

fn failed_with(error: WsaError) -> bool {
    let matches = last_error() as i32 == error.code();
    set_last_error(0);
    matches
}

fn narrow(text: &str) -> Vec<u8> {
    terminated(text)
}

fn wide(text: &str) -> Vec<u16> {
    terminated(text)
}

unsafe fn string(text: *const u8) -> String {
    // SAFETY: passed on from the caller.
    unsafe { read(text) }.unwrap()
}

fn sockaddr(address: &str) -> Vec<u8> {
    ws2_types::sockaddr::encode(&address.parse().unwrap()).as_bytes().to_vec()
}

#[test]
fn byte_order_is_swapped_both_ways() {
    assert_eq!((htons(0x0102).to_ne_bytes(), ntohs(htons(0x0102))), ([1, 2], 0x0102));
    assert_eq!((htonl(0x0102_0304).to_ne_bytes(), ntohl(htonl(7))), ([1, 2, 3, 4], 7));
    assert_eq!((htonll(1).to_ne_bytes()[7], ntohll(htonll(1))), (1, 1));
    assert_eq!((ntohf(htonf(1.5)), ntohd(htond(-2.5))), (1.5, -2.5));
}

#[test]
fn inet_addr_and_inet_ntoa_are_inverse() {
    // SAFETY: strings and a null pointer.
    unsafe {
        let loopback = inet_addr(c"127.0.0.1".as_ptr().cast());
        assert_eq!(loopback.to_ne_bytes(), [127, 0, 0, 1]);
        let text = inet_ntoa(IN_ADDR { S_un: IN_ADDR_0 { S_addr: loopback } });
        assert_eq!(string(text), "127.0.0.1");
        let again = inet_ntoa(IN_ADDR { S_un: IN_ADDR_0 { S_addr: u32::MAX } });
        assert_eq!((string(again).as_str(), again), ("255.255.255.255", text), "one buffer for each thread");
        for refused in [c"".as_ptr(), c"256.1.1.1".as_ptr(), c"\xff".as_ptr(), null()] {
            assert_eq!(inet_addr(refused.cast()), INADDR_NONE);
        }
    }
}

#[test]
fn inet_pton_and_inet_ntop_check_their_arguments() {
    let (v4, v6) = (AF_INET.into(), AF_INET6.into());
    let mut address = [0u8; 16];
    let target: *mut c_void = address.as_mut_ptr().cast();
    let mut buffer = [0u8; 46];
    // SAFETY: strings, null pointers, and buffers of the lengths stated.
    unsafe {
        assert_eq!(inet_pton(v6, c"fe80::1".as_ptr().cast(), target), 1);
        assert_eq!(inet_ntop(v6, target, buffer.as_mut_ptr(), 8), buffer.as_ptr());
        assert_eq!(string(buffer.as_ptr()), "fe80::1");
        set_last_error(0);
        for refused in [c"127.1", c"01.2.3.4", c"::1", c"", c" 1.2.3.4"] {
            assert_eq!(inet_pton(v4, refused.as_ptr().cast(), target), 0, "{refused:?}");
        }
        assert_eq!(last_error(), 0, "text that is no address is no error");
        assert!(
            inet_pton(10, c"::1".as_ptr().cast(), target) == -1 && failed_with(WsaError::WSAEAFNOSUPPORT)
        );
        assert!(inet_pton(v4, null(), target) == -1 && failed_with(WsaError::WSAEFAULT));
        assert!(
            inet_pton(v4, c"1.2.3.4".as_ptr().cast(), null_mut()) == -1 && failed_with(WsaError::WSAEFAULT)
        );

        let short = inet_ntop(v6, target, buffer.as_mut_ptr(), 7);
        assert!(short.is_null() && failed_with(WsaError::WSA_INVALID_PARAMETER));
        assert!(
            inet_ntop(v4, target, null_mut(), 46).is_null() && failed_with(WsaError::WSA_INVALID_PARAMETER)
        );
        let family = inet_ntop(0, target, buffer.as_mut_ptr(), 46);
        assert!(family.is_null() && failed_with(WsaError::WSAEAFNOSUPPORT));

        let mut units = [0u16; 46];
        assert_eq!(InetPtonW(v4, wide("10.0.0.1").as_ptr(), target), 1);
        assert!(!InetNtopW(v4, target, units.as_mut_ptr(), 9).is_null());
        assert_eq!(read(units.as_ptr()).as_deref(), Some("10.0.0.1"));
    }
}

#[test]
fn addresses_become_strings_of_known_length() {
    start();
    let address = sockaddr("[fe80::1%3]:80");
    let (pointer, len) = (address.as_ptr().cast(), address.len() as u32);
    let expected = "[fe80::1%3]:80";
    let mut buffer = [0u8; 64];
    let mut units = [0u16; 64];
    let room = expected.len() as u32 + 1;
    // SAFETY: strings, null pointers, and buffers of the lengths stated.
    unsafe {
        let mut size = room;
        assert_eq!(WSAAddressToStringA(pointer, len, null(), buffer.as_mut_ptr(), &mut size), 0);
        assert_eq!((string(buffer.as_ptr()).as_str(), size), (expected, room));
        size = 64;
        assert_eq!(WSAAddressToStringW(pointer, len, null(), units.as_mut_ptr(), &mut size), 0);
        assert_eq!((read(units.as_ptr()).as_deref(), size), (Some(expected), room));

        size = room - 1;
        let short = WSAAddressToStringA(pointer, len, null(), buffer.as_mut_ptr(), &mut size);
        assert!(short == -1 && size == room && failed_with(WsaError::WSAEFAULT));
        let no_buffer = WSAAddressToStringA(pointer, len, null(), null_mut(), &mut size);
        assert!(no_buffer == -1 && size == room && failed_with(WsaError::WSAEFAULT));
        let no_size = WSAAddressToStringA(pointer, len, null(), buffer.as_mut_ptr(), null_mut());
        assert!(no_size == -1 && failed_with(WsaError::WSAEINVAL));
        for (pointer, len) in [(null(), len), (pointer, 0), (pointer, 27), (pointer, 1)] {
            let result = WSAAddressToStringA(pointer, len, null(), buffer.as_mut_ptr(), &mut size);
            assert!(result == -1 && failed_with(WsaError::WSAEINVAL), "{len}");
        }
        let provider = WSAPROTOCOL_INFOA { iAddressFamily: AF_INET.into(), ..Default::default() };
        let other = WSAAddressToStringA(pointer, len, &provider, buffer.as_mut_ptr(), &mut size);
        assert!(other == -1 && failed_with(WsaError::WSAEINVAL));
    }
}

#[test]
fn strings_become_addresses_of_known_length() {
    start();
    let mut buffer = [0u8; 28];
    let target: *mut SOCKADDR = buffer.as_mut_ptr().cast();
    let (v4, v6) = (AF_INET.into(), AF_INET6.into());
    // SAFETY: strings, null pointers, and buffers of the lengths stated.
    unsafe {
        let mut size = 28;
        assert_eq!(WSAStringToAddressA(c"1.2.3.4:80".as_ptr().cast(), v4, null(), target, &mut size), 0);
        assert_eq!((size, buffer[..16].to_vec()), (16, sockaddr("1.2.3.4:80")));
        size = 28;
        assert_eq!(WSAStringToAddressW(wide("[::1]:80").as_ptr(), v6, null(), target, &mut size), 0);
        assert_eq!((size, buffer.to_vec()), (28, sockaddr("[::1]:80")));

        for mut size in [27, 0, -1] {
            let short = WSAStringToAddressA(c"::1".as_ptr().cast(), v6, null(), target, &mut size);
            assert!(short == -1 && size == 28 && failed_with(WsaError::WSAEFAULT));
        }
        let no_target = WSAStringToAddressA(c"::1".as_ptr().cast(), v6, null(), null_mut(), &mut size);
        assert!(no_target == -1 && failed_with(WsaError::WSAEFAULT));
        let no_size = WSAStringToAddressA(c"::1".as_ptr().cast(), v6, null(), target, null_mut());
        assert!(no_size == -1 && failed_with(WsaError::WSAEFAULT));
        for (text, family) in
            [(null(), v6), (c"::1".as_ptr(), v4), (c"::1".as_ptr(), 10), (c"host".as_ptr(), v4)]
        {
            let result = WSAStringToAddressA(text.cast(), family, null(), target, &mut size);
            assert!(result == -1 && failed_with(WsaError::WSAEINVAL));
        }
    }
}

#[test]
fn getaddrinfo_returns_a_list_in_windows_layout() {
    start();
    let hints = ADDRINFOA { ai_flags: AI_CANONNAME as i32, ai_socktype: SOCK_STREAM, ..Default::default() };
    let mut list = null_mut();
    // SAFETY: strings, hints and a place for the result; the list is read before it is freed.
    unsafe {
        assert_eq!(getaddrinfo(c"::1".as_ptr().cast(), c"80".as_ptr().cast(), &hints, &mut list), 0);
        let info = &*list;
        assert_eq!((info.ai_family, info.ai_socktype, info.ai_protocol), (23, SOCK_STREAM, 0));
        assert_eq!(info.ai_addrlen, 28);
        assert_eq!(std::slice::from_raw_parts(info.ai_addr.cast::<u8>(), 28), sockaddr("[::1]:80"));
        assert_eq!(string(info.ai_canonname), "::1");
        assert!(info.ai_next.is_null());
        freeaddrinfo(list);

        assert_eq!(getaddrinfo(c"::1".as_ptr().cast(), c"echo".as_ptr().cast(), null(), &mut list), 0);
        let second = (*list).ai_next;
        assert_eq!(((*list).ai_socktype, (*second).ai_socktype), (SOCK_STREAM, SOCK_DGRAM));
        assert!((*list).ai_canonname.is_null() && (*second).ai_next.is_null());
        freeaddrinfo(list);
        freeaddrinfo(null());
    }
}

#[test]
fn getaddrinfo_returns_and_sets_its_error() {
    start();
    let node = c"::1".as_ptr().cast();
    let mut list: *mut ADDRINFOA = std::ptr::dangling_mut();
    // SAFETY: strings, hints and a place for the result, or null pointers.
    unsafe {
        assert_eq!(getaddrinfo(null(), null(), null(), &mut list), code(WsaError::WSAHOST_NOT_FOUND));
        assert!(list.is_null() && failed_with(WsaError::WSAHOST_NOT_FOUND));
        assert_eq!(getaddrinfo(node, null(), null(), null_mut()), code(WsaError::WSAEFAULT));
        let family = ADDRINFOA { ai_family: 10, ..Default::default() };
        assert_eq!(getaddrinfo(node, null(), &family, &mut list), code(WsaError::WSAEAFNOSUPPORT));
        let mut name = narrow("name");
        for reserved in [
            ADDRINFOA { ai_addrlen: 1, ..Default::default() },
            ADDRINFOA { ai_canonname: name.as_mut_ptr(), ..Default::default() },
            ADDRINFOA { ai_addr: std::ptr::dangling_mut(), ..Default::default() },
            ADDRINFOA { ai_next: std::ptr::dangling_mut(), ..Default::default() },
        ] {
            assert_eq!(getaddrinfo(node, null(), &reserved, &mut list), code(WsaError::WSANO_RECOVERY));
        }
        let not_utf8 = c"\xff\xfe".as_ptr().cast();
        let numeric = ADDRINFOA { ai_flags: AI_NUMERICHOST as i32, ..Default::default() };
        assert_eq!(getaddrinfo(not_utf8, null(), &numeric, &mut list), code(WsaError::WSAHOST_NOT_FOUND));
    }
}

#[test]
fn wide_lookups_have_wide_names() {
    start();
    let flags = (AI_CANONNAME | AI_NUMERICHOST) as i32;
    let hints = ADDRINFOW { ai_flags: flags, ..Default::default() };
    let mut list = null_mut();
    // SAFETY: strings, hints and a place for the result; the list is read before it is freed.
    unsafe {
        assert_eq!(GetAddrInfoW(wide("127.0.0.1").as_ptr(), null(), &hints, &mut list), 0);
        assert_eq!(read((*list).ai_canonname).as_deref(), Some("127.0.0.1"));
        FreeAddrInfoW(list);
    }
}

#[test]
fn extended_lookups_check_what_is_theirs() {
    start();
    let node = wide("127.0.0.1");
    let mut list = null_mut();
    let mut ask = |namespace, provider, timeout: *const TIMEVAL, overlapped| {
        // SAFETY: a string, a place for the result, a timeout or null; the list is freed unread.
        unsafe {
            let (node, hints, handle) = (node.as_ptr(), null(), null_mut());
            let result = GetAddrInfoExW(
                node,
                null(),
                namespace,
                provider,
                hints,
                &mut list,
                timeout,
                overlapped,
                None,
                handle,
            );
            assert_eq!(result == 0, !list.is_null());
            FreeAddrInfoExW(list);
            result
        }
    };
    let other: *const c_void = std::ptr::dangling();
    let second = TIMEVAL { tv_sec: 60, tv_usec: 0 };
    let negative = TIMEVAL { tv_sec: -1, tv_usec: 0 };
    assert_eq!(ask(NS_DNS, null(), null(), null()), 0);
    assert_eq!(ask(NS_ALL, null(), &second, null()), 0);
    assert_eq!(ask(NS_ALL, null(), &TIMEVAL { tv_sec: 0, tv_usec: 0 }, null()), 0);
    assert_eq!(ask(NS_ALL, null(), &negative, null()), code(WsaError::WSAEINVAL));
    assert_eq!(ask(NS_ALL, null(), null(), other), code(WsaError::WSAEOPNOTSUPP));
    assert_eq!(ask(NS_NETBT, null(), null(), null()), code(WsaError::WSASERVICE_NOT_FOUND));
    assert_eq!(ask(NS_DNS, other, null(), null()), code(WsaError::WSASERVICE_NOT_FOUND));

    let mut list = null_mut();
    let node = c"127.0.0.1".as_ptr().cast();
    // SAFETY: a string, a place for the result, a timeout or null.
    unsafe {
        let (result, handle) = (&raw mut list, null_mut());
        let timed =
            GetAddrInfoExA(node, null(), NS_ALL, null(), null(), result, &second, null(), None, handle);
        assert_eq!(timed, code(WsaError::WSAEINVAL), "reserved without UNICODE");
        assert_eq!(
            GetAddrInfoExA(node, null(), NS_ALL, null(), null(), result, null(), null(), None, handle),
            0
        );
        assert!((*list).ai_provider.is_null() && (*list).ai_blob.is_null());
        FreeAddrInfoEx(list);
    }
    assert_eq!(GetAddrInfoExCancel(null()), code(WsaError::WSA_INVALID_HANDLE));
    assert_eq!(GetAddrInfoExOverlappedResult(null()), code(WsaError::WSAEINVAL));
}

#[test]
fn getnameinfo_writes_names_and_returns_its_error() {
    start();
    let address = sockaddr("127.0.0.1:80");
    let pointer: *const SOCKADDR = address.as_ptr().cast();
    let mut host = [0u8; 32];
    let mut service = [0u8; 8];
    let numeric = (NI_NUMERICHOST | NI_NUMERICSERV) as i32;
    let mut ask = |pointer, len, host_len: u32, service_len: u32, flags| {
        let host = if host_len == u32::MAX { null_mut() } else { host.as_mut_ptr() };
        let service = if service_len == u32::MAX { null_mut() } else { service.as_mut_ptr() };
        // SAFETY: the address and the buffers have at least the lengths stated.
        let result = unsafe { getnameinfo(pointer, len, host, host_len, service, service_len, flags) };
        assert!(result == 0 || last_error() as i32 == result);
        result
    };
    const NO: u32 = u32::MAX;
    assert_eq!(ask(pointer, 16, 10, 3, numeric), 0);
    assert_eq!(ask(pointer, 128, 10, NO, numeric), 0, "a longer length than needed is fine");
    let table = [
        (null(), 16, 32, 8, numeric, WsaError::WSAEFAULT),
        (pointer, 15, 32, 8, numeric, WsaError::WSAEFAULT),
        (pointer, -1, 32, 8, numeric, WsaError::WSAEFAULT),
        (pointer, 16, NO, NO, numeric, WsaError::WSAHOST_NOT_FOUND),
        (pointer, 16, 0, 8, numeric, WsaError::WSAEINVAL),
        (pointer, 16, 32, 0, numeric, WsaError::WSAEINVAL),
        (pointer, 16, 32, 8, 32, WsaError::WSAEINVAL),
        (pointer, 16, 9, 8, numeric, WsaError::WSAEFAULT),
        (pointer, 16, 32, 2, numeric, WsaError::WSAEFAULT),
        ([10u8; 28].as_ptr().cast(), 28, 32, 8, numeric, WsaError::WSAEAFNOSUPPORT),
    ];
    for (index, (pointer, len, host_len, service_len, flags, error)) in table.into_iter().enumerate() {
        assert_eq!(ask(pointer, len, host_len, service_len, flags), code(error), "row {index}");
    }
    assert_eq!(CStr::from_bytes_until_nul(&host), Ok(c"127.0.0.1"));
    assert_eq!(CStr::from_bytes_until_nul(&service), Ok(c"80"));

    let mut units = [0u16; 32];
    // SAFETY: the address and the buffer have the lengths stated.
    unsafe {
        assert_eq!(GetNameInfoW(pointer, 16, null_mut(), 0, units.as_mut_ptr(), 32, 0), 0);
        assert_eq!(read(units.as_ptr()).as_deref(), Some("http"));
    }
}

#[test]
fn host_names_need_their_room() {
    start();
    let expected = ws2_namespace::local::host_name();
    let len = expected.len() as i32;
    let mut buffer = [0u8; 256];
    let mut units = [0u16; 256];
    // SAFETY: the buffers have at least the lengths stated.
    unsafe {
        assert_eq!(gethostname(buffer.as_mut_ptr(), len + 1), 0);
        assert_eq!(string(buffer.as_ptr()), expected);
        assert_eq!(GetHostNameW(units.as_mut_ptr(), 256), 0);
        assert_eq!(read(units.as_ptr()), Some(expected));
        for len in [len, 0, -1] {
            assert!(gethostname(buffer.as_mut_ptr(), len) == -1 && failed_with(WsaError::WSAEFAULT), "{len}");
        }
        assert!(gethostname(null_mut(), 256) == -1 && failed_with(WsaError::WSAEFAULT));
    }
}

#[test]
fn host_entries_have_windows_layout() {
    start();
    // SAFETY: strings; the entries are read before the thread's next call.
    unsafe {
        let host = &*gethostbyname(c"127.0.0.1".as_ptr().cast());
        assert_eq!((host.h_addrtype, host.h_length), (AF_INET as i16, 4));
        assert_eq!(string(host.h_name), "127.0.0.1");
        assert!((*host.h_aliases).is_null());
        assert_eq!((*host.h_addr_list).cast::<u32>().read().to_ne_bytes(), [127, 0, 0, 1]);
        assert!((*host.h_addr_list.add(1)).is_null());
        assert!(!gethostbyname(null()).is_null(), "null is this computer");
        assert!(gethostbyname(c"::1".as_ptr().cast()).is_null() && failed_with(WsaError::WSANO_DATA));

        let loopback = std::net::Ipv6Addr::LOCALHOST.octets();
        let host = &*gethostbyaddr(loopback.as_ptr(), 16, AF_INET6.into());
        assert_eq!((host.h_addrtype, host.h_length), (23, 16));
        assert_eq!((*host.h_addr_list).cast::<[u8; 16]>().read(), loopback);
        for (address, len, family, error) in [
            (null(), 16, AF_INET6, WsaError::WSAEFAULT),
            (loopback.as_ptr(), 3, AF_INET, WsaError::WSAEFAULT),
            (loopback.as_ptr(), 4, AF_INET6, WsaError::WSAEINVAL),
            (loopback.as_ptr(), 16, 10, WsaError::WSAEAFNOSUPPORT),
        ] {
            assert!(gethostbyaddr(address, len, family.into()).is_null() && failed_with(error), "{error:?}");
        }
    }
}

#[test]
fn entries_belong_to_their_thread() {
    start();
    let name = c"127.0.0.1".as_ptr() as usize;
    // SAFETY: a string.
    let here = unsafe { gethostbyname(name as *const u8) } as usize;
    // SAFETY: a string.
    let there =
        std::thread::spawn(move || unsafe { gethostbyname(name as *const u8) } as usize).join().unwrap();
    assert_ne!(here, there);
}

#[test]
fn services_and_protocols_have_windows_layout() {
    start();
    // SAFETY: strings and null pointers; the entries are read before the thread's next call.
    unsafe {
        let http = &*getservbyname(c"http".as_ptr().cast(), c"tcp".as_ptr().cast());
        assert_eq!((http.s_port as u16, string(http.s_proto).as_str()), (80u16.to_be(), "tcp"));
        let domain = &*getservbyport(i32::from(53u16.to_be()), c"udp".as_ptr().cast());
        assert_eq!((string(domain.s_name), string(domain.s_proto)), ("domain".to_owned(), "udp".to_owned()));
        assert!(!getservbyport(i32::from(80u16.to_be() as i16), null()).is_null());
        assert!(getservbyname(null(), null()).is_null() && failed_with(WsaError::WSAEFAULT));
        assert!(getservbyport(0, null()).is_null() && failed_with(WsaError::WSANO_DATA));

        let udp = &*getprotobyname(c"udp".as_ptr().cast());
        assert_eq!((udp.p_proto, string(udp.p_name).as_str()), (17, "udp"));
        assert_eq!(string((*getprotobynumber(6)).p_name), "tcp");
        assert!(getprotobyname(null()).is_null() && failed_with(WsaError::WSAEFAULT));
        assert!(getprotobynumber(-1).is_null() && failed_with(WsaError::WSANO_DATA));
    }
}

#[test]
fn rtl_functions_write_addresses_and_point_to_their_end() {
    let v4 = [192, 0, 2, 1];
    let v6 = std::net::Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 1).octets();
    let mut buffer = [1u8; 64];
    let mut units = [1u16; 64];
    // SAFETY: addresses, null pointers, and buffers of more than the documented length.
    unsafe {
        let end = RtlIpv4AddressToStringA(&v4, buffer.as_mut_ptr());
        assert_eq!((string(buffer.as_ptr()).as_str(), end), ("192.0.2.1", buffer.as_mut_ptr().add(9)));
        let end = RtlIpv4AddressToStringW(&v4, units.as_mut_ptr());
        assert_eq!((read(units.as_ptr()).as_deref(), end), (Some("192.0.2.1"), units.as_mut_ptr().add(9)));
        let end = RtlIpv6AddressToStringA(&v6, buffer.as_mut_ptr());
        assert_eq!((string(buffer.as_ptr()).as_str(), end), ("fe80::1", buffer.as_mut_ptr().add(7)));
        let end = RtlIpv6AddressToStringW(&v6, units.as_mut_ptr());
        assert_eq!((read(units.as_ptr()).as_deref(), end), (Some("fe80::1"), units.as_mut_ptr().add(7)));
        assert!(RtlIpv4AddressToStringA(null(), buffer.as_mut_ptr()).is_null());
        assert!(RtlIpv6AddressToStringW(&v6, null_mut()).is_null());
    }
}

#[test]
fn rtl_functions_write_endpoints_into_their_room() {
    let v4 = [192, 0, 2, 1];
    let v6 = std::net::Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 1).octets();
    let port = 8080u16.to_be();
    let mut buffer = [1u8; 64];
    let mut units = [1u16; 64];
    // SAFETY: addresses, null pointers, and buffers of the lengths stated.
    unsafe {
        for (port, expected) in [(port, "192.0.2.1:8080"), (0, "192.0.2.1")] {
            let mut len = expected.len() as u32 + 1;
            let short = &mut (len - 1);
            let status = RtlIpv4AddressToStringExA(&v4, port, buffer.as_mut_ptr(), short);
            assert_eq!((status, *short), (STATUS_INVALID_PARAMETER, len));
            assert_eq!(RtlIpv4AddressToStringExA(&v4, port, buffer.as_mut_ptr(), &mut len), 0);
            assert_eq!((string(buffer.as_ptr()).as_str(), len as usize), (expected, expected.len() + 1));
            assert_eq!(RtlIpv4AddressToStringExW(&v4, port, units.as_mut_ptr(), &mut len), 0);
            assert_eq!(read(units.as_ptr()).as_deref(), Some(expected));
        }
        for (scope, port, expected) in [
            (3, port, "[fe80::1%3]:8080"),
            (0, port, "[fe80::1]:8080"),
            (3, 0, "fe80::1%3"),
            (0, 0, "fe80::1"),
        ] {
            let mut len = 64;
            assert_eq!(RtlIpv6AddressToStringExA(&v6, scope, port, buffer.as_mut_ptr(), &mut len), 0);
            assert_eq!((string(buffer.as_ptr()).as_str(), len as usize), (expected, expected.len() + 1));
            assert_eq!(RtlIpv6AddressToStringExW(&v6, scope, port, units.as_mut_ptr(), &mut len), 0);
            assert_eq!(read(units.as_ptr()).as_deref(), Some(expected));
        }
        let mut len = 64;
        for status in [
            RtlIpv4AddressToStringExA(null(), 0, buffer.as_mut_ptr(), &mut len),
            RtlIpv4AddressToStringExW(&v4, 0, null_mut(), &mut len),
            RtlIpv6AddressToStringExA(&v6, 0, 0, buffer.as_mut_ptr(), null_mut()),
        ] {
            assert_eq!(status, STATUS_INVALID_PARAMETER);
        }
    }
}

#[test]
fn rtl_functions_read_addresses_up_to_their_terminator() {
    set_last_error(0);
    let (mut v4, mut v6) = ([0; 4], [0; 16]);
    let mut end: *const u8 = null();
    let mut wide_end: *const u16 = null();
    let text = |text: &std::ffi::CStr| text.as_ptr().cast::<u8>();
    // SAFETY: strings, null pointers, and places for the results.
    unsafe {
        let with_port = text(c"192.0.2.1:80");
        assert_eq!((RtlIpv4StringToAddressA(with_port, 1, &mut end, &mut v4), v4), (0, [192, 0, 2, 1]));
        assert_eq!(string(end), ":80");
        let short = text(c"127.1 more");
        assert_eq!(RtlIpv4StringToAddressA(short, 1, &mut end, &mut v4), STATUS_INVALID_PARAMETER);
        assert_eq!((v4, end), ([192, 0, 2, 1], short.add(5)), "nothing is written without an address");
        assert_eq!((RtlIpv4StringToAddressA(short, 0, &mut end, &mut v4), v4), (0, [127, 0, 0, 1]));
        assert_eq!(string(end), " more");
        let units = wide("10.0.0.1\u{e9}");
        assert_eq!(RtlIpv4StringToAddressW(units.as_ptr(), 1, &mut wide_end, &mut v4), 0);
        assert_eq!((v4, wide_end), ([10, 0, 0, 1], units.as_ptr().add(8)));

        assert_eq!(RtlIpv6StringToAddressA(text(c"fe80::1%3"), &mut end, &mut v6), 0);
        assert_eq!((v6[0], v6[15], string(end).as_str()), (0xfe, 1, "%3"));
        assert_eq!((RtlIpv6StringToAddressA(text(c"::::"), &mut end, &mut v6), v6), (0, [0; 16]));
        assert_eq!(string(end), "::");
        let units = wide("::1");
        assert_eq!(RtlIpv6StringToAddressW(units.as_ptr(), &mut wide_end, &mut v6), 0);
        assert_eq!((v6[15], wide_end), (1, units.as_ptr().add(3)));
        assert_eq!(RtlIpv6StringToAddressA(with_port, &mut end, &mut v6), STATUS_INVALID_PARAMETER);
        assert_eq!(end, with_port);
        for status in [
            RtlIpv4StringToAddressA(null(), 0, &mut end, &mut v4),
            RtlIpv4StringToAddressA(with_port, 0, null_mut(), &mut v4),
            RtlIpv6StringToAddressA(with_port, &mut end, null_mut()),
        ] {
            assert_eq!(status, STATUS_INVALID_PARAMETER);
        }
    }
    assert_eq!(last_error(), 0, "a status is no last error");
}

#[test]
fn rtl_functions_read_endpoints_as_a_whole() {
    let (mut v4, mut v6, mut scope, mut port) = ([0; 4], [0; 16], 7, 7);
    let text = |text: &std::ffi::CStr| text.as_ptr().cast::<u8>();
    // SAFETY: strings, null pointers, and places for the results.
    unsafe {
        assert_eq!(RtlIpv4StringToAddressExA(text(c"192.0.2.1:80"), 1, &mut v4, &mut port), 0);
        assert_eq!((v4, port), ([192, 0, 2, 1], 80u16.to_be()));
        assert_eq!(RtlIpv4StringToAddressExW(wide("127.1").as_ptr(), 0, &mut v4, &mut port), 0);
        assert_eq!((v4, port), ([127, 0, 0, 1], 0));
        for refused in [c"127.1", c"192.0.2.1:", c"192.0.2.1:65536", c"192.0.2.1 ", c"::1", c""] {
            let status = RtlIpv4StringToAddressExA(text(refused), 1, &mut v4, &mut port);
            assert_eq!(status, STATUS_INVALID_PARAMETER, "{refused:?}");
        }
        assert_eq!(RtlIpv6StringToAddressExA(text(c"[fe80::1%3]:80"), &mut v6, &mut scope, &mut port), 0);
        assert_eq!((v6[0], v6[15], scope, port), (0xfe, 1, 3, 80u16.to_be()));
        assert_eq!(RtlIpv6StringToAddressExW(wide("::1").as_ptr(), &mut v6, &mut scope, &mut port), 0);
        assert_eq!((v6[0], v6[15], scope, port), (0, 1, 0, 0));
        for refused in [c"[::1", c"[::1]:x", c"::1%", c"192.0.2.1", c""] {
            let status = RtlIpv6StringToAddressExA(text(refused), &mut v6, &mut scope, &mut port);
            assert_eq!(status, STATUS_INVALID_PARAMETER, "{refused:?}");
        }
        for status in [
            RtlIpv4StringToAddressExA(null(), 1, &mut v4, &mut port),
            RtlIpv4StringToAddressExA(text(c"127.0.0.1"), 1, &mut v4, null_mut()),
            RtlIpv6StringToAddressExA(text(c"::1"), &mut v6, null_mut(), &mut port),
        ] {
            assert_eq!(status, STATUS_INVALID_PARAMETER);
        }
    }
}

#[test]
fn byte_order_of_a_socket_needs_a_socket_and_a_place_for_the_result() {
    start();
    let request = SocketRequest { family: AF_INET.into(), kind: SOCK_STREAM, protocol: 0 };
    let socket = sockets::open(request, 0).unwrap();
    let (mut long, mut short) = (0, 0);
    // SAFETY: places for the results, or null pointers.
    unsafe {
        assert_eq!((WSAHtonl(socket, 1, &mut long), long), (0, 1u32.to_be()));
        assert_eq!((WSANtohl(socket, long, &mut long), long), (0, 1));
        assert_eq!((WSAHtons(socket, 1, &mut short), short), (0, 1u16.to_be()));
        assert_eq!((WSANtohs(socket, short, &mut short), short), (0, 1));
        assert!(WSAHtonl(socket, 1, null_mut()) == -1 && failed_with(WsaError::WSAEFAULT));
        assert!(WSAHtonl(INVALID_SOCKET, 1, &mut long) == -1 && failed_with(WsaError::WSAENOTSOCK));
    }
    socket_table::close(socket).unwrap();
}

#[test]
fn error_texts_are_words() {
    // SAFETY: the texts are read before the thread's next call.
    unsafe {
        let host = string(gai_strerrorA(code(WsaError::WSAHOST_NOT_FOUND)));
        assert_eq!(Some(host.as_str()), WsaError::WSAHOST_NOT_FOUND.text());
        assert_eq!(string(gai_strerrorA(0)), "The call succeeded.");
        assert_eq!(string(gai_strerrorA(-12345)), "Error -12345.");
        assert_eq!(read(gai_strerrorW(code(WsaError::WSAEINVAL))).as_deref(), WsaError::WSAEINVAL.text());
    }
}
