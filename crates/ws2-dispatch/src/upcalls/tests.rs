use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use win32_wait::event::{Event, Reset};
use win32_wait::handle_table::handles;
use win32_wait::port::Port;
use win32_wait::thread;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::status::status_of;

use super::event_ffi::*;
use super::overlapped_ffi::WPUCompleteOverlappedRequest;
use super::provider_ffi::*;
use super::socket_handle_ffi::*;
use super::thread_ffi::*;
use super::*;
use crate::layered_socket;
use crate::loader::tests::ONE_AT_A_TIME;

/// Runs an upcall; its error, or 0.
fn error_of(call: impl FnOnce(*mut i32)) -> i32 {
    let mut error = 0;
    call(&raw mut error);
    error
}

fn socket(context: usize) -> usize {
    let mut error = 0;
    // SAFETY: the error is ours.
    let socket = unsafe { WPUCreateSocketHandle(0, context, &raw mut error) };
    assert_ne!(socket, ws::INVALID_SOCKET, "{error}");
    socket
}

#[test]
fn the_table_is_full_and_has_microsofts_size() {
    assert_eq!(size_of::<ws::WSPUPCALLTABLE>(), 15 * size_of::<usize>());
    // SAFETY: fifteen pointers.
    let entries: [usize; 15] = unsafe { std::mem::transmute(UPCALLS) };
    assert!(entries.iter().all(|entry| *entry != 0));
}

#[test]
fn a_handle_keeps_its_context_until_it_is_closed() {
    // A clean-up would close the handle.
    let _alone = ONE_AT_A_TIME.lock();
    let socket = socket(77);
    let mut context = 0;
    // SAFETY: the outputs are ours.
    unsafe {
        let query = |socket, context: *mut usize| {
            error_of(|error| _ = WPUQuerySocketHandleContext(socket, context, error))
        };
        assert_eq!(query(socket, &raw mut context), 0);
        assert_eq!(context, 77);
        assert_eq!(query(socket, std::ptr::null_mut()), WsaError::WSAEFAULT.code());
        assert_eq!(WPUCloseSocketHandle(socket, std::ptr::null_mut()), 0);
        assert_eq!(query(socket, &raw mut context), WsaError::WSAENOTSOCK.code());
        let closed_twice = error_of(|error| _ = WPUCloseSocketHandle(socket, error));
        assert_eq!(closed_twice, WsaError::WSAENOTSOCK.code());
    }
}

#[test]
fn a_handle_under_an_unknown_id_goes_to_who_hands_it_out() {
    // A clean-up would close the handle.
    let _alone = ONE_AT_A_TIME.lock();
    let socket = socket(1);
    let route = || handles().route(win32_wait::handle_table::Handle::from_raw(socket).unwrap());
    assert_eq!(route(), 0);
    layered_socket::adopt(socket, 9);
    assert_eq!(route(), 9);
    layered_socket::adopt(socket, 10);
    assert_eq!(route(), 9, "once is enough");
    layered_socket::close(socket).unwrap();
}

#[test]
fn handles_that_are_no_sockets_of_a_base_are_not_modified() {
    // A clean-up would close the handle.
    let _alone = ONE_AT_A_TIME.lock();
    let layered = socket(1);
    let entry = crate::catalog::entries().next().unwrap().protocol.dwCatalogEntryId;
    // SAFETY: the error is ours.
    unsafe {
        for (id, socket) in [(entry, layered), (entry, 0), (4711, layered)] {
            assert_eq!(
                error_of(|error| _ = WPUModifyIFSHandle(id, socket, error)),
                WsaError::WSAEINVAL.code()
            );
        }
    }
    layered_socket::close(layered).unwrap();
}

#[test]
fn an_end_is_told_by_status_event_and_port() {
    // A clean-up would close the handle.
    let _alone = ONE_AT_A_TIME.lock();
    let socket = socket(1);
    let port = Port::new(1).unwrap();
    let associated = layered_socket::with(socket, |socket| socket.notifications().associate(&port, 5, None));
    associated.unwrap().unwrap();
    let event = Event::new(Reset::Manual, false);
    let raw = handles().insert(Arc::clone(&event) as _).unwrap().into_raw();
    let mut packets = Vec::new();
    for (number, low_bit, expected) in [(1, 0, 1), (2, 1, 1)] {
        event.reset();
        let hEvent = std::ptr::without_provenance_mut(raw | low_bit);
        let mut overlapped = OVERLAPPED { Internal: 0x103, hEvent, ..Default::default() };
        // SAFETY: ours until it is complete.
        let told = error_of(|error| unsafe {
            _ = WPUCompleteOverlappedRequest(socket, &raw mut overlapped, 10054, number, error);
        });
        assert_eq!(told, 0);
        assert_eq!(overlapped.Internal as u32, status_of(Some(WsaError::WSAECONNRESET)));
        assert_eq!(overlapped.InternalHigh, number as usize);
        assert!(event.is_set());
        let _ = port.take(4, Some(std::time::Duration::ZERO), false, |packet| packets.push(packet));
        assert_eq!(packets.len(), expected, "the lowest bit keeps the packet from the port");
    }
    assert_eq!((packets[0].key, packets[0].bytes), (5, 1));
    layered_socket::close(socket).unwrap();
}

#[test]
fn ends_that_nobody_may_tell_are_refused() {
    // A clean-up would close the handle.
    let _alone = ONE_AT_A_TIME.lock();
    let mut overlapped = OVERLAPPED { Internal: 0x103, ..Default::default() };
    let place = &raw mut overlapped;
    let told = |socket, overlapped| {
        // SAFETY: ours.
        error_of(|error| unsafe { _ = WPUCompleteOverlappedRequest(socket, overlapped, 0, 1, error) })
    };
    assert_eq!(told(0, place), WsaError::WSAEINVAL.code());
    let socket = socket(1);
    assert_eq!(told(socket, std::ptr::null_mut()), WsaError::WSAEFAULT.code());
    overlapped.hEvent = std::ptr::without_provenance_mut(socket);
    assert_eq!(told(socket, &raw mut overlapped), WsaError::WSAEINVAL.code(), "no event");
    layered_socket::close(socket).unwrap();
}

static RAN: AtomicUsize = AtomicUsize::new(0);

unsafe extern "system" fn routine(context: usize) {
    RAN.fetch_add(context, Ordering::SeqCst);
}

#[test]
fn a_call_is_queued_to_the_thread_that_is_named() {
    // SAFETY: everything is ours.
    unsafe {
        let own = current_thread_id();
        let mut opened = ws::WSATHREADID::default();
        assert_eq!(error_of(|error| _ = WPUOpenCurrentThread(&raw mut opened, error)), 0);
        let queue = |id: ws::WSATHREADID, context: usize| {
            error_of(|error| _ = WPUQueueApc(&raw const id, Some(routine), context, error))
        };
        // ids are plain data, and other threads may have them
        let (own_raw, opened_raw) = (own.ThreadHandle.addr(), opened.ThreadHandle.addr());
        let named =
            |raw, id| ws::WSATHREADID { ThreadHandle: std::ptr::without_provenance_mut(raw), Reserved: id };
        let reserved = own.Reserved;
        std::thread::scope(|scope| {
            scope.spawn(|| {
                assert_eq!(queue(named(own_raw, reserved), 1), 0);
                assert_eq!(queue(named(opened_raw, 0), 10), 0);
                assert_eq!(queue(named(0, reserved), 100), 0);
                assert!(!thread::run_pending_apcs(), "it is another thread's");
            });
        });
        assert_eq!(RAN.load(Ordering::SeqCst), 0);
        assert!(thread::run_pending_apcs());
        assert_eq!(RAN.load(Ordering::SeqCst), 111);

        assert_eq!(error_of(|error| _ = WPUCloseThread(&raw const opened, error)), 0);
        let closed_twice = error_of(|error| _ = WPUCloseThread(&raw const opened, error));
        assert_eq!(closed_twice, WsaError::WSAEINVAL.code());
        assert_eq!(queue(named(opened_raw, 0), 1), WsaError::WSAEFAULT.code());
        let ended = std::thread::spawn(|| current_thread_id().Reserved).join().unwrap();
        assert_eq!(queue(named(0, ended), 1), WsaError::WSAEFAULT.code());
        let without = error_of(|error| _ = WPUQueueApc(&raw const own, None, 1, error));
        assert_eq!(without, WsaError::WSAEFAULT.code());
    }
}

#[test]
fn events_are_made_set_reset_and_closed() {
    // SAFETY: the errors are ours.
    unsafe {
        let event = WPUCreateEvent(std::ptr::null_mut());
        let object = Event::of_handle(event as usize).unwrap();
        assert!(!object.is_set());
        assert_eq!(WPUSetEvent(event, std::ptr::null_mut()), 1);
        assert!(object.is_set());
        assert_eq!(WPUResetEvent(event, std::ptr::null_mut()), 1);
        assert!(!object.is_set());
        assert_eq!(WPUCloseEvent(event, std::ptr::null_mut()), 1);
        let closed = error_of(|error| assert_eq!(WPUSetEvent(event, error), 0));
        assert_eq!(closed, WsaError::WSA_INVALID_HANDLE.code());
    }
}

#[test]
fn sets_may_be_larger_than_the_header_has_them() {
    let mut set = vec![100_usize];
    set.extend(1000..1100);
    // SAFETY: as many as it counts.
    unsafe {
        let set = set.as_ptr().cast();
        assert_eq!(WPUFDIsSet(1099, set), 1);
        assert_eq!(WPUFDIsSet(1100, set), 0);
        assert_eq!(WPUFDIsSet(1, std::ptr::null()), 0);
    }
}

#[test]
fn there_is_no_callback_without_a_hook() {
    let entry = crate::catalog::entries().next().unwrap().protocol.dwCatalogEntryId;
    let mut callback: ws::LPBLOCKINGCALLBACK = None;
    let mut context = 7;
    // SAFETY: the outputs are ours.
    unsafe {
        let mut query = |id| {
            error_of(|error| _ = WPUQueryBlockingCallback(id, &raw mut callback, &raw mut context, error))
        };
        assert_eq!(query(entry), 0);
        assert_eq!(query(4711), WsaError::WSAEINVAL.code());
    }
    assert!(callback.is_none());
    assert_eq!(context, 0);
}
