//! Strings that end with a zero character, of 8 or 16 bits.

pub use ws2_namespace::text::{Character, terminated};

use crate::lent;

/// Reads a string; `None` for a null pointer.
///
/// # Safety
/// `text` is null or points to a string that ends with a zero character.
pub unsafe fn read<C: Character>(text: *const C) -> Option<String> {
    if text.is_null() {
        return None;
    }
    let mut len = 0;
    // SAFETY: every unit up to the final zero is there.
    while unsafe { text.add(len).read_unaligned() } != C::default() {
        len += 1;
    }
    // SAFETY: the units before the zero have just been read.
    Some(C::decode(&unsafe { lent::array(text, len) }))
}

/// Writes a string with its final zero and returns the units written, or else the units needed.
///
/// # Safety
/// `buffer` is null or has room for `capacity` units.
pub unsafe fn write<C: Character>(text: &str, buffer: *mut C, capacity: usize) -> Result<usize, usize> {
    let units = terminated::<C>(text);
    if buffer.is_null() || capacity < units.len() {
        return Err(units.len());
    }
    // SAFETY: the buffer has room for the units, and they are in memory of their own.
    unsafe {
        std::ptr::copy_nonoverlapping(
            units.as_ptr().cast(),
            buffer.cast::<u8>(),
            size_of_val(units.as_slice()),
        )
    };
    Ok(units.len())
}
