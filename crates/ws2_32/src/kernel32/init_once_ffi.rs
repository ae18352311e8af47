//! One-time initialization. The word is 0, then 1 while the function runs, then the context with bit 1 set.

use std::ffi::c_void;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot_core::{DEFAULT_PARK_TOKEN, DEFAULT_UNPARK_TOKEN};
use win32_wait::race_detector;
use ws2_types::abi::foundation;
use ws2_types::abi::threading::INIT_ONCE;

const NOT_DONE: usize = 0;
const RUNNING: usize = 1;
const DONE: usize = 2;
/// Bits of the context the program must leave 0 (`INIT_ONCE_CTX_RESERVED_BITS`).
const RESERVED_BITS: usize = 3;

/// An `INIT_ONCE`.
pub type InitOnce = AtomicUsize;

const _: () = assert!(size_of::<InitOnce>() == size_of::<INIT_ONCE>());

/// `PINIT_ONCE_FN`.
pub type InitOnceFunction = unsafe extern "C" fn(*const InitOnce, *mut c_void, *mut *mut c_void) -> i32;

/// Runs the function unless it succeeded before; who comes meanwhile waits for it.
///
/// # Errors
/// `FALSE` when the function returned `FALSE`, with the error it left.
///
/// # Safety
/// `once` was initialized; `context` is NULL or valid for writes; `function` may be called.
#[unsafe(export_name = "ws2_32_InitOnceExecuteOnce")]
pub unsafe extern "C" fn InitOnceExecuteOnce(
    once: *const InitOnce,
    function: InitOnceFunction,
    parameter: *mut c_void,
    context: *mut *mut c_void,
) -> i32 {
    // SAFETY: the caller vouches for it.
    let word = unsafe { &*once };
    loop {
        match word.compare_exchange(NOT_DONE, RUNNING, Ordering::Acquire, Ordering::Acquire) {
            Ok(_) => break,
            Err(RUNNING) => {
                let still_runs = || word.load(Ordering::Relaxed) == RUNNING;
                // SAFETY: the address is the program's own; the closures neither park nor panic.
                unsafe {
                    let address = once.addr();
                    parking_lot_core::park(address, still_runs, || (), |_, _| (), DEFAULT_PARK_TOKEN, None)
                };
            }
            Err(done) => {
                race_detector::acquire(once);
                // SAFETY: NULL or the caller's to write.
                if let Some(context) = unsafe { context.as_mut() } {
                    *context = std::ptr::with_exposed_provenance_mut(done & !RESERVED_BITS);
                }
                return foundation::TRUE;
            }
        }
    }
    let mut made = std::ptr::null_mut();
    // SAFETY: the caller allowed the call.
    let succeeded = unsafe { function(once, parameter, &mut made) } != 0;
    race_detector::release(once);
    let value = if succeeded { made.expose_provenance() & !RESERVED_BITS | DONE } else { NOT_DONE };
    word.store(value, Ordering::Release);
    // SAFETY: only waiters for this word are parked at its address.
    unsafe { parking_lot_core::unpark_all(once.addr(), DEFAULT_UNPARK_TOKEN) };
    // SAFETY: NULL or the caller's to write.
    if let Some(context) = unsafe { context.as_mut() }.filter(|_| succeeded) {
        *context = made;
    }
    succeeded.into()
}

/// # Safety
/// `once` is valid for writes.
#[unsafe(export_name = "ws2_32_InitOnceInitialize")]
pub unsafe extern "C" fn InitOnceInitialize(once: *mut InitOnce) {
    // SAFETY: the caller lends the memory.
    unsafe { once.write(InitOnce::new(NOT_DONE)) };
}

#[cfg(test)]
mod tests {
    use super::*;

    unsafe extern "C" fn count(_once: *const InitOnce, calls: *mut c_void, context: *mut *mut c_void) -> i32 {
        // SAFETY: the tests pass a counter that outlives the call.
        let calls = unsafe { &*calls.cast::<AtomicUsize>() };
        let call = calls.fetch_add(1, Ordering::SeqCst);
        // SAFETY: the library lends the place.
        unsafe { *context = std::ptr::without_provenance_mut(16) };
        i32::from(call > 0) // the first call fails
    }

    #[test]
    fn a_failed_initialization_is_tried_again_and_a_successful_one_never() {
        let (once, calls) = (InitOnce::new(0), AtomicUsize::new(0));
        let run = || {
            let mut context = std::ptr::null_mut();
            // SAFETY: both objects outlive the call.
            let done = unsafe {
                InitOnceExecuteOnce(&once, count, (&raw const calls).cast_mut().cast(), &mut context)
            };
            (done, context.addr())
        };
        assert_eq!([run(), run(), run()], [(0, 0), (1, 16), (1, 16)]);
        assert_eq!(calls.load(Ordering::SeqCst), 2);
    }
}
