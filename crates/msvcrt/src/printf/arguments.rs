//! The arguments of a call with `...`, fetched one at a time by C.

use std::ffi::{c_char, c_int, c_void};

/// A `long double` as the compiler of the calling program lays it out.
#[derive(Debug, Clone, Copy, Default)]
#[repr(C, align(16))]
pub struct LongDouble(pub [u8; 16]);

/// Where conversions take their values from.
pub trait Arguments {
    /// The next argument as anything of 32 bits or less.
    fn int32(&mut self) -> i32;
    /// The next argument as 64 bits.
    fn int64(&mut self) -> i64;
    /// The next argument as a floating-point number.
    fn double(&mut self) -> f64;
    /// The next argument as a `long double`.
    fn long_double(&mut self) -> LongDouble;
    /// The next argument as an address.
    fn pointer(&mut self) -> *mut c_void;
}

/// A `va_list` parameter: on x86_64 and aarch64 the address of what `va_arg` steps through.
#[repr(transparent)]
#[derive(Debug)]
pub struct VaList(*mut c_void);

/// A `va_list` of the library's own, at the argument that the program's list stands at.
///
/// Microsoft passes a `va_list` by value: after `_vscprintf(format, list)` the program's list still stands at its
/// first argument, and programs rely on that. Elsewhere the called function moves it.
#[repr(align(16))]
#[derive(Debug)]
pub struct CopiedArguments([u64; 4]);

impl CopiedArguments {
    /// Copies a list, which stays where it is.
    pub fn of(list: VaList) -> CopiedArguments {
        let mut copy = CopiedArguments([0; 4]);
        // SAFETY: the list is what C passed; C checks that a va_list fits the storage.
        unsafe { msvcrt_copy_arguments(copy.0.as_mut_ptr().cast(), list.0) };
        copy
    }
}

unsafe extern "C" {
    fn msvcrt_copy_arguments(storage: *mut c_void, list: *mut c_void);
    fn msvcrt_argument_int32(list: *mut c_void) -> i32;
    fn msvcrt_argument_int64(list: *mut c_void) -> i64;
    fn msvcrt_argument_double(list: *mut c_void) -> f64;
    fn msvcrt_argument_pointer(list: *mut c_void) -> *mut c_void;
    fn msvcrt_argument_long_double(list: *mut c_void, storage: *mut LongDouble);
    fn msvcrt_format_long_double(
        buffer: *mut c_char,
        size: usize,
        format: *const c_char,
        width: c_int,
        precision: c_int,
        value: *const LongDouble,
    ) -> c_int;
}

// SAFETY (all of this impl): the list is a copy of what C passed as va_list. That an argument of the type
// asked for is there is the contract of printf, which its caller keeps or breaks.
impl Arguments for CopiedArguments {
    fn int32(&mut self) -> i32 {
        // SAFETY: see above.
        unsafe { msvcrt_argument_int32(self.0.as_mut_ptr().cast()) }
    }

    fn int64(&mut self) -> i64 {
        // SAFETY: see above.
        unsafe { msvcrt_argument_int64(self.0.as_mut_ptr().cast()) }
    }

    fn double(&mut self) -> f64 {
        // SAFETY: see above.
        unsafe { msvcrt_argument_double(self.0.as_mut_ptr().cast()) }
    }

    fn long_double(&mut self) -> LongDouble {
        let mut value = LongDouble::default();
        // SAFETY: see above; the storage has the 16 bytes C writes at most.
        unsafe { msvcrt_argument_long_double(self.0.as_mut_ptr().cast(), &mut value) };
        value
    }

    fn pointer(&mut self) -> *mut c_void {
        // SAFETY: see above.
        unsafe { msvcrt_argument_pointer(self.0.as_mut_ptr().cast()) }
    }
}

impl LongDouble {
    /// libc's snprintf of this value; `format` is `%<flags>*.*L<conversion>` with a terminator.
    pub(crate) fn snprintf(&self, buffer: &mut [u8], format: &[u8], width: i32, precision: i32) -> c_int {
        debug_assert_eq!(format.last(), Some(&0));
        // SAFETY: C writes no more than the buffer's length and reads the terminated format.
        unsafe {
            msvcrt_format_long_double(
                buffer.as_mut_ptr().cast(),
                buffer.len(),
                format.as_ptr().cast(),
                width,
                precision,
                self,
            )
        }
    }
}
