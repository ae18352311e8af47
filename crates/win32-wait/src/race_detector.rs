//! Tells ThreadSanitizer which accesses our objects put in order.
//!
//! The sanitizer sees the memory accesses of a program built with it, but not what happens in this library,
//! which is not. Without a word from us it would report every value that is handed over under a Windows
//! lock or event as a race. Its run time is looked for once; in all other programs these calls do nothing.

use std::ffi::{CStr, c_void};
use std::sync::LazyLock;

type Annotation = unsafe extern "C" fn(*mut c_void);

struct Detector {
    acquire: Annotation,
    release: Annotation,
}

static DETECTOR: LazyLock<Option<Detector>> = LazyLock::new(|| {
    let acquire = annotation(c"__tsan_acquire")?;
    let release = annotation(c"__tsan_release")?;
    Some(Detector { acquire, release })
});

fn annotation(name: &CStr) -> Option<Annotation> {
    // SAFETY: looking a name up has no side effect.
    let address = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    // SAFETY: the sanitizer's functions of these names have this signature; NULL becomes `None`.
    unsafe { std::mem::transmute::<*mut c_void, Option<Annotation>>(address) }
}

/// The thread now sees what was done before [`release`] on the same object.
#[inline]
pub fn acquire<T: ?Sized>(object: *const T) {
    if let Some(detector) = &*DETECTOR {
        // SAFETY: the address is only a key.
        unsafe { (detector.acquire)(object.cast_mut().cast()) };
    }
}

/// What the thread did so far is seen after [`acquire`] on the same object.
#[inline]
pub fn release<T: ?Sized>(object: *const T) {
    if let Some(detector) = &*DETECTOR {
        // SAFETY: the address is only a key.
        unsafe { (detector.release)(object.cast_mut().cast()) };
    }
}
