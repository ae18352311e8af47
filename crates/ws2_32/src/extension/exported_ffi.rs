//! The extension functions by their names, which are found for each call as a program would find them: the socket's
//! provider says where they are.

use std::num::NonZeroUsize;

use win32_wait::last_error::set_last_wsa_error;
use ws2_base::socket_table::RawSocket;
use ws2_dispatch::route;
use ws2_types::WsaResult;
use ws2_types::abi::GUID;
use ws2_types::abi::foundation::HANDLE;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;

use super::{accept_ffi, connect_ffi, message_ffi, transmit_ffi};

/// Where a socket's provider has the function; `None`: it is that of the base providers.
///
/// # Errors
/// As [`route::extension`].
fn of_provider(socket: RawSocket, id: GUID) -> WsaResult<Option<NonZeroUsize>> {
    if !route::is_routed(socket) {
        return Ok(None);
    }
    route::extension(socket, &id).map(Some)
}

macro_rules! exported {
    ($($name:ident($socket:ident: RawSocket $(, $argument:ident: $type:ty)*), $room:ident, $id:ident, $failure:literal;)*) => {
        $(
            #[doc = concat!("`", stringify!($name), "` of the socket's provider.")]
            ///
            /// # Safety
            /// As that function's.
            #[unsafe(export_name = concat!("ws2_32_", stringify!($name)))]
            pub unsafe extern "C" fn $name($socket: RawSocket $(, $argument: $type)*) -> i32 {
                type Function = unsafe extern "system" fn(RawSocket $(, $type)*) -> i32;
                let function: Function = match of_provider($socket, ws::$id) {
                    Ok(None) => $room::$name,
                    // SAFETY: what the provider gives out for this GUID has this type.
                    Ok(Some(address)) => unsafe { std::mem::transmute::<usize, Function>(address.get()) },
                    Err(error) => {
                        set_last_wsa_error(error);
                        return $failure;
                    }
                };
                // SAFETY: passed on.
                unsafe { function($socket $(, $argument)*) }
            }
        )*
    };
}

exported! {
    AcceptEx(
        listener: RawSocket, acceptor: RawSocket, buffer: *mut u8, data_len: u32, local_room: u32, remote_room: u32,
        received: *mut u32, overlapped: *mut OVERLAPPED
    ), accept_ffi, WSAID_ACCEPTEX, 0;
    ConnectEx(
        socket: RawSocket, address: *const ws::SOCKADDR, len: i32, data: *mut u8, data_len: u32, sent: *mut u32,
        overlapped: *mut OVERLAPPED
    ), connect_ffi, WSAID_CONNECTEX, 0;
    DisconnectEx(
        socket: RawSocket, overlapped: *mut OVERLAPPED, flags: u32, reserved: u32
    ), connect_ffi, WSAID_DISCONNECTEX, 0;
    TransmitFile(
        socket: RawSocket, file: HANDLE, bytes: u32, bytes_per_send: u32, overlapped: *mut OVERLAPPED,
        buffers: *const ws::TRANSMIT_FILE_BUFFERS, flags: u32
    ), transmit_ffi, WSAID_TRANSMITFILE, 0;
    TransmitPackets(
        socket: RawSocket, elements: *const ws::TRANSMIT_PACKETS_ELEMENT, count: u32, send_size: u32,
        overlapped: *mut OVERLAPPED, flags: u32
    ), transmit_ffi, WSAID_TRANSMITPACKETS, 0;
    WSARecvMsg(
        socket: RawSocket, message: *mut ws::WSAMSG, received: *mut u32, overlapped: *mut OVERLAPPED,
        routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE
    ), message_ffi, WSAID_WSARECVMSG, -1;
    WSASendMsg(
        socket: RawSocket, message: *const ws::WSAMSG, flags: u32, sent: *mut u32, overlapped: *mut OVERLAPPED,
        routine: ws::LPWSAOVERLAPPED_COMPLETION_ROUTINE
    ), message_ffi, WSAID_WSASENDMSG, -1;
}
