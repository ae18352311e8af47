//! `ReadFile` and `WriteFile` on a handle that a layer has made: its `WSPRecv` and `WSPSend` are called.

use ws2_dispatch::route::down;
use ws2_types::WsaResult;
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::abi::winsock as ws;

use super::base_error;
use super::file_overlapped::Transfer;

/// Answers how many bytes moved within the call.
///
/// # Errors
/// The Win32 code of what the layer says; `ERROR_IO_PENDING`.
///
/// # Safety
/// The memory of `transfer` is the caller's during the call, and with an OVERLAPPED, like that, until the operation is
/// complete.
pub(super) unsafe fn transfer(
    socket: usize,
    transfer: &Transfer,
    overlapped: *mut OVERLAPPED,
) -> WsaResult<usize> {
    let (Transfer::Read(lent) | Transfer::Write(lent)) = transfer;
    let buffers: Vec<_> =
        lent.iter().map(|buffer| ws::WSABUF { len: buffer.len as u32, buf: buffer.base }).collect();
    let (first, count) = (buffers.as_ptr(), buffers.len() as u32);
    let (mut moved, mut flags) = (0, 0);
    let called = down(socket, |layer, error| {
        let (moved, nobody) = (&raw mut moved, std::ptr::null());
        match transfer {
            // SAFETY: the caller's promise; the rest is ours.
            Transfer::Read(_) => unsafe {
                (layer.lpWSPRecv)(
                    socket,
                    first,
                    count,
                    moved,
                    &raw mut flags,
                    overlapped,
                    None,
                    nobody,
                    error,
                )
            },
            // SAFETY: as above.
            Transfer::Write(_) => unsafe {
                (layer.lpWSPSend)(socket, first, count, moved, 0, overlapped, None, nobody, error)
            },
        }
    });
    called.map(|_| moved as usize).map_err(base_error)
}
