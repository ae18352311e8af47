//! `WSPStartup` and `WSPCleanup`.

use std::ffi::c_void;

use ws2_types::WsaError;
use ws2_types::abi::winsock as ws;

use crate::boundary::guarded;
use crate::instance::Hosted;
use crate::lent_raw::procedure;
use crate::{data_ffi, events_ffi, names_ffi, options_ffi, select_ffi, sockets_ffi};

/// The version this crate implements: major in the low byte.
const VERSION: u16 = 0x0202;

/// `WSPStartup` of the layer `L`; `own_function` is its exported function.
///
/// # Errors
/// `WSAVERNOTSUPPORTED`: older than 2.0. `WSAEFAULT`: NULL. `WSASYSNOTREADY`: the layer, its configuration or the
/// provider below is not in order; what the layer or the provider below says.
///
/// # Safety
/// `data` and `table` are NULL or valid for writes, `info` NULL or valid for reads; `upcalls` are Windows Sockets'.
#[doc(hidden)]
pub unsafe fn startup<L: Hosted>(
    version: u16,
    data: *mut ws::WSPDATA,
    info: *const ws::WSAPROTOCOL_INFOW,
    upcalls: ws::WSPUPCALLTABLE,
    table: *mut ws::WSPPROC_TABLE,
    own_function: *const c_void,
) -> i32 {
    let started = guarded(|| {
        if data.is_null() || info.is_null() || table.is_null() {
            return Err(WsaError::WSAEFAULT);
        }
        let agreed = agreed_version(version).ok_or(WsaError::WSAVERNOTSUPPORTED)?;
        // SAFETY: not NULL, and the caller's.
        let chain = unsafe { info.read_unaligned() };
        L::instance().start(&chain, upcalls, own_function)?;
        // SAFETY: plain numbers.
        let mut facts: ws::WSPDATA = unsafe { std::mem::zeroed() };
        facts.wVersion = agreed;
        facts.wHighVersion = VERSION;
        let name = L::DESCRIPTION.name.encode_utf16().take(facts.szDescription.len() - 1);
        let mut described = facts.szDescription;
        described.iter_mut().zip(name).for_each(|(place, unit)| *place = unit);
        facts.szDescription = described;
        // SAFETY: not NULL, and the caller's to write.
        unsafe {
            data.write_unaligned(facts);
            table.write_unaligned(procedures::<L>());
        }
        Ok(())
    });
    started.map_or_else(WsaError::code, |()| 0)
}

/// The lower of what is asked for and what there is; nothing below 2.0.
fn agreed_version(asked: u16) -> Option<u16> {
    let (major, minor) = (asked & 0xff, asked >> 8);
    match (major, minor) {
        (..=1, _) => None,
        (2, ..=1) => Some(asked),
        _ => Some(VERSION),
    }
}

/// Ends a start-up; the last one ends everything.
///
/// # Safety
/// `error` is NULL or valid for writes.
unsafe extern "system" fn cleanup<L: Hosted>(error: *mut i32) -> i32 {
    // SAFETY: the caller's promise.
    unsafe { procedure(error, ws::SOCKET_ERROR, || L::instance().cleanup().map(|()| 0)) }
}

fn procedures<L: Hosted>() -> ws::WSPPROC_TABLE {
    ws::WSPPROC_TABLE {
        lpWSPAccept: Some(sockets_ffi::accept::<L>),
        lpWSPAddressToString: Some(names_ffi::address_to_string::<L>),
        lpWSPAsyncSelect: Some(events_ffi::async_select::<L>),
        lpWSPBind: Some(sockets_ffi::bind::<L>),
        lpWSPCancelBlockingCall: Some(sockets_ffi::cancel_blocking_call::<L>),
        lpWSPCleanup: Some(cleanup::<L>),
        lpWSPCloseSocket: Some(sockets_ffi::close_socket::<L>),
        lpWSPConnect: Some(sockets_ffi::connect::<L>),
        lpWSPDuplicateSocket: Some(sockets_ffi::duplicate_socket::<L>),
        lpWSPEnumNetworkEvents: Some(events_ffi::enum_network_events::<L>),
        lpWSPEventSelect: Some(events_ffi::event_select::<L>),
        lpWSPGetOverlappedResult: Some(data_ffi::overlapped_result::<L>),
        lpWSPGetPeerName: Some(names_ffi::peer_name::<L>),
        lpWSPGetSockName: Some(names_ffi::socket_name::<L>),
        lpWSPGetSockOpt: Some(options_ffi::get_option::<L>),
        lpWSPGetQOSByName: Some(options_ffi::qos_by_name::<L>),
        lpWSPIoctl: Some(options_ffi::ioctl::<L>),
        lpWSPJoinLeaf: Some(sockets_ffi::join_leaf::<L>),
        lpWSPListen: Some(sockets_ffi::listen::<L>),
        lpWSPRecv: Some(data_ffi::receive::<L>),
        lpWSPRecvDisconnect: Some(sockets_ffi::receive_disconnect::<L>),
        lpWSPRecvFrom: Some(data_ffi::receive_from::<L>),
        lpWSPSelect: Some(select_ffi::select::<L>),
        lpWSPSend: Some(data_ffi::send::<L>),
        lpWSPSendDisconnect: Some(sockets_ffi::send_disconnect::<L>),
        lpWSPSendTo: Some(data_ffi::send_to::<L>),
        lpWSPSetSockOpt: Some(options_ffi::set_option::<L>),
        lpWSPShutdown: Some(sockets_ffi::shutdown::<L>),
        lpWSPSocket: Some(sockets_ffi::socket::<L>),
        lpWSPStringToAddress: Some(names_ffi::string_to_address::<L>),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_version_counts() {
        let cases =
            [(0x0202, Some(0x0202)), (0x0102, Some(0x0102)), (0x0002, Some(0x0002)), (0x0003, Some(VERSION))];
        for (asked, agreed) in cases {
            assert_eq!(agreed_version(asked), agreed, "{asked:#06x}");
        }
        for old in [0x0000, 0x0101, 0xff01] {
            assert_eq!(agreed_version(old), None, "{old:#06x}");
        }
    }
}
