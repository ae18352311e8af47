//! Tells ThreadSanitizer which accesses our objects put in order.
//!
//! The sanitizer sees the memory accesses of a program built with it, but not what happens in this library,
//! which is not. Without a word from us it would report every value that is handed over under a Windows
//! lock or event as a race. In all other programs these calls do nothing.

use std::ffi::c_void;

type Annotation = unsafe extern "C" fn(*mut c_void);

// Weak references, which Rust has no stable word for. Looking the names up at run time would leave an error text
// behind in whichever thread asks first.
unsafe extern "C" {
    static win32_wait_tsan_acquire: Option<Annotation>;
    static win32_wait_tsan_release: Option<Annotation>;
}

/// The thread now sees what was done before [`release`] on the same object.
#[inline]
pub fn acquire<T: ?Sized>(object: *const T) {
    // SAFETY: a constant that the loader has filled.
    if let Some(annotate) = unsafe { win32_wait_tsan_acquire } {
        // SAFETY: the address is only a key.
        unsafe { annotate(object.cast_mut().cast()) };
    }
}

/// What the thread did so far is seen after [`acquire`] on the same object.
#[inline]
pub fn release<T: ?Sized>(object: *const T) {
    // SAFETY: a constant that the loader has filled.
    if let Some(annotate) = unsafe { win32_wait_tsan_release } {
        // SAFETY: the address is only a key.
        unsafe { annotate(object.cast_mut().cast()) };
    }
}
