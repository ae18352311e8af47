//! Routes: from the number a handle carries to its procedures, without a lock.

use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};

use ws2_base::procedures::PROCEDURES;
use ws2_spi::Procedures;

use super::BUILT_IN;

/// More providers than one process ever sees.
pub(super) const ROUTES: usize = 1024;

static TABLE: [AtomicPtr<Procedures>; ROUTES] = [const { AtomicPtr::new(std::ptr::null_mut()) }; ROUTES];
static ANY: AtomicBool = AtomicBool::new(false);

/// Whether a provider was ever loaded besides the built-in ones.
#[inline]
pub fn any() -> bool {
    ANY.load(Ordering::Acquire)
}

/// The procedures of a route; those of the built-in providers for a number that is none.
pub fn procedures(route: u16) -> &'static Procedures {
    let given =
        TABLE.get(usize::from(route)).map_or(std::ptr::null_mut(), |slot| slot.load(Ordering::Acquire));
    // SAFETY: null, or published below from a reference that lives for ever.
    unsafe { given.as_ref() }.unwrap_or(&PROCEDURES)
}

/// Sets what a route leads to from now on. Who has followed it before goes on as he began.
pub(super) fn publish(route: u16, procedures: &'static Procedures) {
    if route != BUILT_IN {
        TABLE[usize::from(route)].store(std::ptr::from_ref(procedures).cast_mut(), Ordering::Release);
        ANY.store(true, Ordering::Release);
    }
}
