//! Control codes of devices.

use win32_wait::handle_table::Object;
use win32_wait::wait::object_of;
use ws2_dispatch::sockets;
use ws2_types::abi::foundation::{self, HANDLE};
use ws2_types::abi::io::OVERLAPPED;
use ws2_types::{WsaError, WsaResult};

use super::file::File;
use super::{bool_call, win32};

/// No file here and no socket has a control code that Windows' drivers know; sockets have `WSAIoctl`.
///
/// # Errors
/// `ERROR_INVALID_FUNCTION`; before that `ERROR_INVALID_HANDLE` and, without an OVERLAPPED, `ERROR_INVALID_PARAMETER`:
/// no place for the count, or a file that is open for overlapped I/O.
#[unsafe(export_name = "ws2_32_DeviceIoControl")]
pub extern "C" fn DeviceIoControl(
    device: HANDLE,
    _code: u32,
    _input: *const std::ffi::c_void,
    _input_len: u32,
    _output: *mut std::ffi::c_void,
    _output_len: u32,
    returned: *mut u32,
    overlapped: *mut OVERLAPPED,
) -> i32 {
    bool_call(|| -> WsaResult<()> {
        let is_overlapped = sockets::require(device.addr()).is_err() && is_overlapped_file(device)?;
        if overlapped.is_null() && (returned.is_null() || is_overlapped) {
            return Err(WsaError::WSA_INVALID_PARAMETER);
        }
        Err(win32(foundation::ERROR_INVALID_FUNCTION))
    })
}

fn is_overlapped_file(device: HANDLE) -> WsaResult<bool> {
    let object: std::sync::Arc<dyn Object> = object_of(device.addr())?;
    let object: &dyn std::any::Any = &*object;
    Ok(object.downcast_ref::<File>().ok_or(WsaError::WSA_INVALID_HANDLE)?.is_overlapped())
}
