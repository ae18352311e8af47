//! The `lstr*` functions: strings that may be NULL.

use std::cmp::Ordering;

/// The letters before the NUL.
///
/// # Safety
/// Called with a string that ends in NUL, or NULL.
unsafe fn len<T: Copy + Default + PartialEq>(text: *const T) -> usize {
    if text.is_null() {
        return 0;
    }
    // SAFETY: the NUL is not passed.
    (0..).take_while(|index| unsafe { *text.add(*index) } != T::default()).count()
}

/// How many bytes a string has before its NUL; 0 for NULL.
pub(super) fn narrow_len(text: *const u8) -> usize {
    // SAFETY: the exports' callers vouch for the NUL.
    unsafe { len(text) }
}

/// How many units a wide string has before its NUL; 0 for NULL.
pub(crate) fn wide_len(text: *const u16) -> usize {
    // SAFETY: the exports' callers vouch for the NUL.
    unsafe { len(text) }
}

/// # Safety
/// `to` is valid for writes of `from` and its NUL, or one of them is NULL.
unsafe fn copy<T: Copy + Default + PartialEq>(to: *mut T, from: *const T, room: usize) -> *mut T {
    if to.is_null() || from.is_null() || room == 0 {
        return std::ptr::null_mut();
    }
    // SAFETY: at most `room` letters with the NUL, which the caller lends. The strings may overlap.
    unsafe {
        let count = len(from).min(room - 1);
        std::ptr::copy(from, to, count);
        *to.add(count) = T::default();
    }
    to
}

fn compare(a: Option<String>, b: Option<String>) -> i32 {
    // NULL comes before any string and equals NULL.
    match a.cmp(&b) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

fn folded(text: Option<String>) -> Option<String> {
    text.map(|text| text.to_lowercase())
}

#[unsafe(export_name = "ws2_32_lstrlenA")]
pub extern "C" fn lstrlenA(text: *const u8) -> i32 {
    narrow_len(text) as i32
}

#[unsafe(export_name = "ws2_32_lstrlenW")]
pub extern "C" fn lstrlenW(text: *const u16) -> i32 {
    wide_len(text) as i32
}

/// # Safety
/// `from` ends in NUL, and `to` has room for it; or one of them is NULL.
#[unsafe(export_name = "ws2_32_lstrcpyA")]
pub unsafe extern "C" fn lstrcpyA(to: *mut u8, from: *const u8) -> *mut u8 {
    // SAFETY: passed on.
    unsafe { copy(to, from, usize::MAX) }
}

/// # Safety
/// As [`lstrcpyA`].
#[unsafe(export_name = "ws2_32_lstrcpyW")]
pub unsafe extern "C" fn lstrcpyW(to: *mut u16, from: *const u16) -> *mut u16 {
    // SAFETY: passed on.
    unsafe { copy(to, from, usize::MAX) }
}

/// # Safety
/// `from` ends in NUL, and `to` has room for `room` bytes; or one of them is NULL.
#[unsafe(export_name = "ws2_32_lstrcpynA")]
pub unsafe extern "C" fn lstrcpynA(to: *mut u8, from: *const u8, room: i32) -> *mut u8 {
    // SAFETY: passed on.
    unsafe { copy(to, from, usize::try_from(room).unwrap_or(0)) }
}

/// # Safety
/// As [`lstrcpynA`], in units.
#[unsafe(export_name = "ws2_32_lstrcpynW")]
pub unsafe extern "C" fn lstrcpynW(to: *mut u16, from: *const u16, room: i32) -> *mut u16 {
    // SAFETY: passed on.
    unsafe { copy(to, from, usize::try_from(room).unwrap_or(0)) }
}

/// # Safety
/// Both end in NUL, and `to` has room for the sum; or one of them is NULL.
#[unsafe(export_name = "ws2_32_lstrcatA")]
pub unsafe extern "C" fn lstrcatA(to: *mut u8, from: *const u8) -> *mut u8 {
    // SAFETY: passed on; the end of `to` is inside its room.
    unsafe { copy(to.wrapping_add(narrow_len(to)), from, usize::MAX) };
    to
}

/// # Safety
/// As [`lstrcatA`].
#[unsafe(export_name = "ws2_32_lstrcatW")]
pub unsafe extern "C" fn lstrcatW(to: *mut u16, from: *const u16) -> *mut u16 {
    // SAFETY: passed on; the end of `to` is inside its room.
    unsafe { copy(to.wrapping_add(wide_len(to)), from, usize::MAX) };
    to
}

/// # Safety
/// Both are NULL or end in NUL.
#[unsafe(export_name = "ws2_32_lstrcmpA")]
pub unsafe extern "C" fn lstrcmpA(a: *const u8, b: *const u8) -> i32 {
    // SAFETY: passed on.
    unsafe { compare(super::narrow(a), super::narrow(b)) }
}

/// # Safety
/// Both are NULL or end in NUL.
#[unsafe(export_name = "ws2_32_lstrcmpW")]
pub unsafe extern "C" fn lstrcmpW(a: *const u16, b: *const u16) -> i32 {
    // SAFETY: passed on.
    unsafe { compare(super::wide(a), super::wide(b)) }
}

/// # Safety
/// Both are NULL or end in NUL.
#[unsafe(export_name = "ws2_32_lstrcmpiA")]
pub unsafe extern "C" fn lstrcmpiA(a: *const u8, b: *const u8) -> i32 {
    // SAFETY: passed on.
    unsafe { compare(folded(super::narrow(a)), folded(super::narrow(b))) }
}

/// # Safety
/// Both are NULL or end in NUL.
#[unsafe(export_name = "ws2_32_lstrcmpiW")]
pub unsafe extern "C" fn lstrcmpiW(a: *const u16, b: *const u16) -> i32 {
    // SAFETY: passed on.
    unsafe { compare(folded(super::wide(a)), folded(super::wide(b))) }
}
