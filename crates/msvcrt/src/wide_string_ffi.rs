//! `wcslen` and its kin for strings of 16-bit units. glibc's are for 32-bit ones.

use std::cmp::Ordering;
use std::ffi::c_int;

use crate::encoding::{length, units};
use crate::secure_string::{bounded_length, token};

/// The lower-case form, when that is one unit.
pub(crate) fn lower(unit: u16) -> u16 {
    single(unit, |character| {
        let mut all = character.to_lowercase();
        (all.next(), all.next())
    })
}

/// The upper-case form, when that is one unit.
pub(crate) fn upper(unit: u16) -> u16 {
    single(unit, |character| {
        let mut all = character.to_uppercase();
        (all.next(), all.next())
    })
}

fn single(unit: u16, change: impl Fn(char) -> (Option<char>, Option<char>)) -> u16 {
    let changed = char::from_u32(unit.into()).map(change);
    match changed {
        Some((Some(only), None)) => u16::try_from(u32::from(only)).unwrap_or(unit),
        _ => unit,
    }
}

/// -1, 0 or 1.
fn sign(order: Ordering) -> c_int {
    order as c_int
}

/// Compares up to `count` units, terminators included, after `change`.
///
/// # Safety
/// Both strings are terminated or have `count` units.
unsafe fn compare(a: *const u16, b: *const u16, count: usize, change: impl Fn(u16) -> u16) -> c_int {
    for at in 0..count {
        // SAFETY: no terminator has been passed, and `at` is below `count`.
        let (a, b) = unsafe { (a.add(at).read(), b.add(at).read()) };
        match change(a).cmp(&change(b)) {
            Ordering::Equal if a == 0 => return 0,
            Ordering::Equal => {}
            unequal => return sign(unequal),
        }
    }
    0
}

/// The position of the first of `units` for which `found` holds, as an address.
///
/// # Safety
/// `text` is terminated.
unsafe fn first(text: *const u16, found: impl Fn(u16) -> bool) -> *mut u16 {
    // SAFETY: as the caller promised; the position is within the string.
    unsafe {
        match units(text).iter().position(|&unit| found(unit)) {
            Some(at) => text.add(at).cast_mut(),
            None => std::ptr::null_mut(),
        }
    }
}

/// `wcslen`: the length in units.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcslen")]
pub unsafe extern "C" fn wcslen(text: *const u16) -> usize {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe { length(text) }
}

/// `wcsnlen`: the length in units, at most `size`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsnlen")]
pub unsafe extern "C" fn wcsnlen(text: *const u16, size: usize) -> usize {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe { bounded_length(text, size) }
}

/// `wcscpy`: a copy.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcscpy")]
pub unsafe extern "C" fn wcscpy(destination: *mut u16, source: *const u16) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        std::ptr::copy(source, destination, length(source) + 1);
        destination
    }
}

/// `wcsncpy`: exactly `count` units, filled up with zeros.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsncpy")]
pub unsafe extern "C" fn wcsncpy(destination: *mut u16, source: *const u16, count: usize) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        let length = bounded_length(source, count);
        std::ptr::copy(source, destination, length);
        std::ptr::write_bytes(destination.add(length), 0, count - length);
        destination
    }
}

/// `wcscat`: appends.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcscat")]
pub unsafe extern "C" fn wcscat(destination: *mut u16, source: *const u16) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        wcscpy(destination.add(length(destination)), source);
        destination
    }
}

/// `wcsncat`: appends at most `count` units and a terminator.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsncat")]
pub unsafe extern "C" fn wcsncat(destination: *mut u16, source: *const u16, count: usize) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        let added = bounded_length(source, count);
        let end = destination.add(length(destination));
        std::ptr::copy(source, end, added);
        end.add(added).write(0);
        destination
    }
}

/// `wcscmp`: compares units.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcscmp")]
pub unsafe extern "C" fn wcscmp(a: *const u16, b: *const u16) -> c_int {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe { compare(a, b, usize::MAX, |unit| unit) }
}

/// `wcsncmp`: compares at most `count` units.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsncmp")]
pub unsafe extern "C" fn wcsncmp(a: *const u16, b: *const u16, count: usize) -> c_int {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe { compare(a, b, count, |unit| unit) }
}

/// `_wcsicmp`: compares lower-case forms.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__wcsicmp")]
pub unsafe extern "C" fn ms_wcsicmp(a: *const u16, b: *const u16) -> c_int {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe { compare(a, b, usize::MAX, lower) }
}

/// `_wcsnicmp`: compares at most `count` lower-case forms.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__wcsnicmp")]
pub unsafe extern "C" fn ms_wcsnicmp(a: *const u16, b: *const u16, count: usize) -> c_int {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe { compare(a, b, count, lower) }
}

/// `wcschr`: the first place of a unit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcschr")]
pub unsafe extern "C" fn wcschr(text: *const u16, unit: u16) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        match unit {
            0 => text.add(length(text)).cast_mut(),
            _ => first(text, |other| other == unit),
        }
    }
}

/// `wcsrchr`: the last place of a unit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsrchr")]
pub unsafe extern "C" fn wcsrchr(text: *const u16, unit: u16) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        if unit == 0 {
            return wcschr(text, 0);
        }
        match units(text).iter().rposition(|&other| other == unit) {
            Some(at) => text.add(at).cast_mut(),
            None => std::ptr::null_mut(),
        }
    }
}

/// `wcspbrk`: the first place of any unit of a set.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcspbrk")]
pub unsafe extern "C" fn wcspbrk(text: *const u16, set: *const u16) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        let set = units(set);
        first(text, |unit| set.contains(&unit))
    }
}

/// `wcsspn`: the length of the start made of units of a set.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsspn")]
pub unsafe extern "C" fn wcsspn(text: *const u16, set: *const u16) -> usize {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        let set = units(set);
        units(text).iter().take_while(|unit| set.contains(unit)).count()
    }
}

/// `wcscspn`: the length of the start free of units of a set.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcscspn")]
pub unsafe extern "C" fn wcscspn(text: *const u16, set: *const u16) -> usize {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        let set = units(set);
        units(text).iter().take_while(|unit| !set.contains(unit)).count()
    }
}

/// `wcsstr`: the first place of a string.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcsstr")]
pub unsafe extern "C" fn wcsstr(text: *const u16, part: *const u16) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        let (whole, part) = (units(text), units(part));
        let mut starts = 0..=whole.len();
        match starts.find(|&at| whole[at..].starts_with(part)) {
            Some(at) => text.add(at).cast_mut(),
            None => std::ptr::null_mut(),
        }
    }
}

/// `wcstok`: the next token.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wcstok")]
pub unsafe extern "C" fn wcstok(text: *mut u16, delimiters: *const u16, context: *mut *mut u16) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe { token(text, delimiters, context) }
}

/// `_wcsdup`: a copy to be freed with `free`.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__wcsdup")]
pub unsafe extern "C" fn ms_wcsdup(text: *const u16) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        if text.is_null() {
            return std::ptr::null_mut();
        }
        let size = length(text) + 1;
        let copy = libc::malloc(size * size_of::<u16>()).cast::<u16>();
        if !copy.is_null() {
            std::ptr::copy_nonoverlapping(text, copy, size);
        }
        copy
    }
}

/// `_wcsrev`: reverses in place.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__wcsrev")]
pub unsafe extern "C" fn ms_wcsrev(text: *mut u16) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        std::slice::from_raw_parts_mut(text, length(text)).reverse();
        text
    }
}

/// `wmemcpy`: copies units.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wmemcpy")]
pub unsafe extern "C" fn wmemcpy(destination: *mut u16, source: *const u16, count: usize) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        std::ptr::copy(source, destination, count);
        destination
    }
}

/// `wmemmove`: copies units between areas that may overlap.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wmemmove")]
pub unsafe extern "C" fn wmemmove(destination: *mut u16, source: *const u16, count: usize) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        std::ptr::copy(source, destination, count);
        destination
    }
}

/// `wmemset`: fills with a unit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wmemset")]
pub unsafe extern "C" fn wmemset(destination: *mut u16, unit: u16, count: usize) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        (0..count).for_each(|at| destination.add(at).write(unit));
        destination
    }
}

/// `wmemcmp`: compares units.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wmemcmp")]
pub unsafe extern "C" fn wmemcmp(a: *const u16, b: *const u16, count: usize) -> c_int {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        let differing = (0..count).find(|&at| a.add(at).read() != b.add(at).read());
        differing.map_or(0, |at| sign(a.add(at).read().cmp(&b.add(at).read())))
    }
}

/// `wmemchr`: the first place of a unit.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt_wmemchr")]
pub unsafe extern "C" fn wmemchr(area: *const u16, unit: u16, count: usize) -> *mut u16 {
    // SAFETY: the caller passes terminated strings, and areas as large as C's contract asks for.
    unsafe {
        match (0..count).find(|&at| area.add(at).read() == unit) {
            Some(at) => area.add(at).cast_mut(),
            None => std::ptr::null_mut(),
        }
    }
}

/// `wcstok` without a context, from before C99: the place is the thread's.
///
/// # Safety
/// As the C contract of this function.
#[unsafe(export_name = "msvcrt__wcstok")]
pub unsafe extern "C" fn ms_wcstok(text: *mut u16, delimiters: *const u16) -> *mut u16 {
    thread_local! {
        static CONTEXT: std::cell::Cell<*mut u16> = const { std::cell::Cell::new(std::ptr::null_mut()) };
    }
    let mut context = CONTEXT.get();
    // SAFETY: as the caller promised.
    let found = unsafe { token(text, delimiters, &mut context) };
    CONTEXT.set(context);
    found
}
