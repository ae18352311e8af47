//! Random numbers of the system, from the kernel's generator.

use std::mem::MaybeUninit;

use rustix::io::Errno;
use rustix::rand::{GetRandomFlags, getrandom};
use ws2_types::abi::cryptography::{BCRYPT_RNG_ALG_HANDLE, BCRYPT_USE_SYSTEM_PREFERRED_RNG};
use ws2_types::abi::foundation::{
    HANDLE, NTSTATUS, STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, STATUS_UNSUCCESSFUL,
};

/// Fills `buffer` with unpredictable bytes. What it holds before is not used, whatever `flags` say.
///
/// # Errors
/// `STATUS_INVALID_HANDLE`: `algorithm` is neither the system's generator nor NULL with
/// `BCRYPT_USE_SYSTEM_PREFERRED_RNG`. `STATUS_INVALID_PARAMETER`: a NULL buffer, or the flag with an algorithm.
///
/// # Safety
/// `buffer` is NULL or valid for writes of `bytes` bytes.
#[unsafe(export_name = "ws2_32_BCryptGenRandom")]
pub unsafe extern "C" fn BCryptGenRandom(
    algorithm: HANDLE,
    buffer: *mut u8,
    bytes: u32,
    flags: u32,
) -> NTSTATUS {
    let of_system = flags & BCRYPT_USE_SYSTEM_PREFERRED_RNG != 0;
    match (algorithm.is_null(), of_system) {
        (true, true) => {}
        (false, true) => return STATUS_INVALID_PARAMETER,
        _ if algorithm == BCRYPT_RNG_ALG_HANDLE => {}
        _ => return STATUS_INVALID_HANDLE,
    }
    if bytes == 0 {
        return STATUS_SUCCESS;
    }
    if buffer.is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: not NULL, and the caller vouches for the length; nothing is read.
    let mut rest =
        unsafe { std::slice::from_raw_parts_mut(buffer.cast::<MaybeUninit<u8>>(), bytes as usize) };
    while !rest.is_empty() {
        match getrandom(&mut *rest, GetRandomFlags::empty()) {
            Ok((filled, _)) => {
                let count = filled.len();
                rest = &mut rest[count..];
            }
            Err(Errno::INTR) => {}
            Err(_) => return STATUS_UNSUCCESSFUL,
        }
    }
    STATUS_SUCCESS
}
