//! The small part of the native interface that libraries of sockets use: `ntdll`.
//!
//! These calls answer with an NTSTATUS and leave the last error alone.

mod device_control_ffi;
mod file_ffi;
mod keyed_event_ffi;
mod text_ffi;
mod wait_ffi;

use std::panic::{AssertUnwindSafe, catch_unwind};

use win32_wait::wait::INFINITE;
use ws2_types::abi::foundation::{NTSTATUS, STATUS_INTERNAL_ERROR};
use ws2_types::abi::io::IO_STATUS_BLOCK;
use ws2_types::status::status_of;
use ws2_types::{WsaError, WsaResult};

use crate::kernel32::time_ffi::{of_steps, since_unix_epoch};
use crate::lent;

/// How a call failed: an inner error, or a status that none stands for.
#[derive(Clone, Copy)]
enum Refusal {
    Error(WsaError),
    Status(NTSTATUS),
}

impl From<WsaError> for Refusal {
    fn from(error: WsaError) -> Refusal {
        Refusal::Error(error)
    }
}

/// Runs a call; what it answers is the status of success.
fn native_call(call: impl FnOnce() -> Result<NTSTATUS, Refusal>) -> NTSTATUS {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(status) | Err(Refusal::Status(status))) => status,
        Ok(Err(Refusal::Error(error))) => status_of(Some(error)) as NTSTATUS,
        Err(_) => STATUS_INTERNAL_ERROR,
    }
}

/// A time limit of a wait, in milliseconds: 100 ns steps, negative from now on, positive since 1601; NULL is none.
///
/// # Safety
/// `timeout` is NULL or valid for reads.
unsafe fn timeout_ms(timeout: *const i64) -> WsaResult<u32> {
    if timeout.is_null() {
        return Ok(INFINITE);
    }
    // SAFETY: the caller's promise.
    let steps = unsafe { lent::read(timeout) }?;
    let left = match steps {
        ..=0 => of_steps(steps.unsigned_abs()),
        _ => since_unix_epoch(steps).saturating_sub(ws2_sys::clock::wall()),
    };
    Ok(u32::try_from(left.as_nanos().div_ceil(1_000_000)).unwrap_or(INFINITE - 1).min(INFINITE - 1))
}

/// Writes the outcome of a call that has ended.
///
/// # Safety
/// `block` is NULL or valid for writes.
unsafe fn write_status(block: *mut IO_STATUS_BLOCK, status: NTSTATUS, information: usize) -> WsaResult<()> {
    let mut value = IO_STATUS_BLOCK::default();
    value.Anonymous.Status = status;
    value.Information = information;
    // SAFETY: the caller's promise.
    unsafe { lent::write(block, value) }
}
