//! Completion ports: making one, associating sockets and files, and queueing and taking packets.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use win32_wait::binding::{SKIP_EVENT, SKIP_PORT_ON_SUCCESS};
use win32_wait::handle_table::{Handle, Object, handles};
use win32_wait::port::{NoPacket, Packet, Port};
use win32_wait::wait::{INFINITE, object_of};
use ws2_base::afd::Device;
use ws2_base::socket_table;
use ws2_dispatch::config_change::ConfigChange;
use ws2_dispatch::layered_socket::{self, LayeredSocket};
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::io::{OVERLAPPED, OVERLAPPED_ENTRY};
use ws2_types::status::win32_error_of;
use ws2_types::{WsaError, WsaResult};

use super::file::File;
use super::{bool_call, handle_call, open_handle, win32, with_object};

/// Makes a port, associates a socket or a file with one, or both.
///
/// # Errors
/// `ERROR_INVALID_HANDLE`: `file` cannot have a port, or `existing` is none. `ERROR_INVALID_PARAMETER`: no file for
/// an existing port; the socket or file has a port already; the file was not opened for overlapped I/O.
/// `ERROR_NO_SYSTEM_RESOURCES`: no descriptors.
#[unsafe(export_name = "ws2_32_CreateIoCompletionPort")]
pub extern "C" fn CreateIoCompletionPort(
    file: HANDLE,
    existing: HANDLE,
    key: usize,
    concurrency: u32,
) -> HANDLE {
    handle_call(|| {
        if file == foundation::INVALID_HANDLE_VALUE {
            if !existing.is_null() {
                return Err(WsaError::WSA_INVALID_PARAMETER);
            }
            return open_handle(new_port(concurrency)?);
        }
        if existing.is_null() {
            let port = new_port(concurrency)?;
            associate(file, &port, key)?;
            return open_handle(port);
        }
        let port: Arc<dyn Any + Send + Sync> = object_of(existing.addr())?;
        let port = port.downcast().map_err(|_| WsaError::WSA_INVALID_HANDLE)?;
        associate(file, &port, key)?;
        Ok(existing)
    })
}

fn new_port(concurrency: u32) -> WsaResult<Arc<Port>> {
    Port::new(concurrency).map_err(|_| win32(foundation::ERROR_NO_SYSTEM_RESOURCES))
}

/// Binds a handle that does overlapped I/O to a port.
pub(crate) fn associate(file: HANDLE, port: &Arc<Port>, key: usize) -> WsaResult<()> {
    if let Ok(socket) = socket_table::pin(file.addr()) {
        return socket.associate(port, key, socket.handle());
    }
    let handle = Handle::from_raw(file.addr()).ok_or(WsaError::WSA_INVALID_HANDLE)?;
    let object = object_of(file.addr())?;
    if let Some(device) = (&*object as &dyn Any).downcast_ref::<Device>() {
        return device.port_binding().associate(port, key, None);
    }
    if let Some(change) = (&*object as &dyn Any).downcast_ref::<ConfigChange>() {
        return change.associate(port, key, handle);
    }
    let layered = |socket: &LayeredSocket| socket.notifications().associate(port, key, None);
    if let Some(associated) = layered_socket::with(file.addr(), layered) {
        return associated;
    }
    with_object(file, |file: &File| match file.binding() {
        Some(binding) => binding.associate(port, key, Some((file.descriptor(), handle))),
        None => Err(WsaError::WSA_INVALID_PARAMETER),
    })
}

/// Calls `action` with a port, which a close meanwhile leaves in memory.
fn with_port<R>(port: HANDLE, action: impl FnOnce(&Port) -> WsaResult<R>) -> WsaResult<R> {
    let handle = Handle::from_raw(port.addr()).ok_or(WsaError::WSA_INVALID_HANDLE)?;
    let pinned = handles().pin(handle).ok_or(WsaError::WSA_INVALID_HANDLE)?;
    action(pinned.downcast().ok_or(WsaError::WSA_INVALID_HANDLE)?)
}

/// # Errors
/// `ERROR_INVALID_HANDLE`.
#[unsafe(export_name = "ws2_32_PostQueuedCompletionStatus")]
pub extern "C" fn PostQueuedCompletionStatus(
    port: HANDLE,
    bytes: u32,
    key: usize,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    bool_call(|| {
        with_port(port, |port| {
            port.post(Packet { bytes, key, overlapped: overlapped.expose_provenance(), status: 0 });
            Ok(())
        })
    })
}

fn timeout(timeout_ms: u32) -> Option<Duration> {
    (timeout_ms != INFINITE).then(|| Duration::from_millis(timeout_ms.into()))
}

fn why_none(reason: NoPacket) -> WsaError {
    win32(match reason {
        NoPacket::TimedOut => foundation::WAIT_TIMEOUT,
        NoPacket::Abandoned => foundation::ERROR_ABANDONED_WAIT_0,
        NoPacket::Alerted => foundation::WAIT_IO_COMPLETION,
    })
}

/// Takes one packet. FALSE with an OVERLAPPED: the operation failed, the last error says how. FALSE without one:
/// there was no packet.
///
/// # Errors
/// `WAIT_TIMEOUT`, `ERROR_ABANDONED_WAIT_0` (closed meanwhile), `ERROR_INVALID_HANDLE`, `ERROR_INVALID_PARAMETER`
/// (NULL), or that of the operation.
///
/// # Blocking
/// Up to `timeout_ms`, until a packet is there and the port's concurrency value allows another active thread.
///
/// # Safety
/// The outputs are NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetQueuedCompletionStatus")]
pub unsafe extern "C" fn GetQueuedCompletionStatus(
    port: HANDLE,
    bytes: *mut u32,
    key: *mut usize,
    overlapped: *mut *mut OVERLAPPED,
    timeout_ms: u32,
) -> i32 {
    bool_call(|| {
        if bytes.is_null() || key.is_null() || overlapped.is_null() {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let mut taken = None;
        let outcome = with_port(port, |port| {
            port.take(1, timeout(timeout_ms), false, |packet| taken = Some(packet)).map_err(why_none)
        });
        let Some(packet) = taken else {
            // SAFETY: not NULL, and the caller's to write.
            unsafe { overlapped.write_unaligned(std::ptr::null_mut()) };
            return outcome;
        };
        // SAFETY: not NULL, and the caller's to write.
        unsafe {
            bytes.write_unaligned(packet.bytes);
            key.write_unaligned(packet.key);
            overlapped.write_unaligned(std::ptr::with_exposed_provenance_mut(packet.overlapped));
        }
        win32_error_of(packet.status).map_or(Ok(()), |code| Err(win32(code)))
    })
}

/// Takes up to `count` packets, whether their operations failed or not: each entry's `Internal` has the status.
///
/// # Errors
/// `WAIT_TIMEOUT`, `ERROR_ABANDONED_WAIT_0`, `WAIT_IO_COMPLETION` (an APC ran), `ERROR_INVALID_HANDLE`,
/// `ERROR_INVALID_PARAMETER` (NULL, no entries).
///
/// # Blocking
/// As [`GetQueuedCompletionStatus`]; if alertable, APCs of the thread run and end it.
///
/// # Safety
/// `entries` is NULL or valid for writes of `count` entries, `removed` NULL or valid for writes.
#[unsafe(export_name = "ws2_32_GetQueuedCompletionStatusEx")]
pub unsafe extern "C" fn GetQueuedCompletionStatusEx(
    port: HANDLE,
    entries: *mut OVERLAPPED_ENTRY,
    count: u32,
    removed: *mut u32,
    timeout_ms: u32,
    alertable: i32,
) -> i32 {
    bool_call(|| {
        if entries.is_null() || removed.is_null() || count == 0 {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let mut taken = 0;
        let outcome = with_port(port, |port| {
            let give = |packet: Packet| {
                let entry = OVERLAPPED_ENTRY {
                    lpCompletionKey: packet.key,
                    lpOverlapped: std::ptr::with_exposed_provenance_mut(packet.overlapped),
                    Internal: packet.status as usize,
                    dwNumberOfBytesTransferred: packet.bytes,
                };
                // SAFETY: the port gives no more packets than there are entries, and those are the caller's to write.
                unsafe { entries.add(taken).write_unaligned(entry) };
                taken += 1;
            };
            port.take(count as usize, timeout(timeout_ms), alertable != 0, give).map_err(why_none)
        });
        // SAFETY: not NULL, and the caller's to write.
        unsafe { removed.write_unaligned(taken as u32) };
        outcome
    })
}

/// # Errors
/// `ERROR_INVALID_PARAMETER`: an unknown flag; a file that is not open for overlapped I/O. `ERROR_INVALID_HANDLE`:
/// neither socket nor file.
#[unsafe(export_name = "ws2_32_SetFileCompletionNotificationModes")]
pub extern "C" fn SetFileCompletionNotificationModes(file: HANDLE, modes: u8) -> i32 {
    bool_call(|| {
        let object = object_of(file.addr())?;
        if modes & !(SKIP_PORT_ON_SUCCESS | SKIP_EVENT) != 0 {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        let any: &dyn Any = &*object;
        let refusal =
            if any.is::<File>() { WsaError::WSA_INVALID_PARAMETER } else { WsaError::WSA_INVALID_HANDLE };
        object.binding().ok_or(refusal)?.add_modes(modes);
        Ok(())
    })
}
