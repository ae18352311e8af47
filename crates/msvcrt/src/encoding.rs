//! UTF-8 and UTF-16, one code point at a time, from text whose end is only known by its terminator.
//!
//! What cannot be converted becomes U+FFFD, as `MultiByteToWideChar` does without `MB_ERR_INVALID_CHARS`.

/// One element of a C string: a byte or a UTF-16 code unit.
pub trait CodeUnit: Copy + Eq + Default + 'static {
    /// Whether `%s` in a function of this kind takes a wide string.
    const WIDE: bool;

    /// The unit of an ASCII character.
    fn from_ascii(byte: u8) -> Self;

    /// The unit as a number.
    fn value(self) -> u16;

    /// Appends narrow text; stops before `limit` units would be exceeded.
    fn append_narrow(text: impl Iterator<Item = u8>, limit: usize, output: &mut Vec<Self>);

    /// Appends wide text; stops before `limit` units would be exceeded.
    fn append_wide(text: impl Iterator<Item = u16>, limit: usize, output: &mut Vec<Self>);
}

impl CodeUnit for u8 {
    const WIDE: bool = false;

    fn from_ascii(byte: u8) -> u8 {
        byte
    }

    fn value(self) -> u16 {
        self.into()
    }

    fn append_narrow(text: impl Iterator<Item = u8>, limit: usize, output: &mut Vec<u8>) {
        output.extend(text.take(limit));
    }

    fn append_wide(text: impl Iterator<Item = u16>, limit: usize, output: &mut Vec<u8>) {
        let mut room = limit;
        let mut text = text.peekable();
        // Nothing is read once the room is used up: the text may end there without a terminator.
        while room > 0 {
            let Some(character) = next_utf16(&mut text) else { break };
            let mut bytes = [0; 4];
            let bytes = character.encode_utf8(&mut bytes).as_bytes();
            let Some(left) = room.checked_sub(bytes.len()) else { break };
            room = left;
            output.extend_from_slice(bytes);
        }
    }
}

impl CodeUnit for u16 {
    const WIDE: bool = true;

    fn from_ascii(byte: u8) -> u16 {
        byte.into()
    }

    fn value(self) -> u16 {
        self
    }

    fn append_narrow(text: impl Iterator<Item = u8>, limit: usize, output: &mut Vec<u16>) {
        let mut room = limit;
        let mut text = text.peekable();
        while room > 0 {
            let Some(character) = next_utf8(&mut text) else { break };
            let mut units = [0; 2];
            let units = character.encode_utf16(&mut units);
            let Some(left) = room.checked_sub(units.len()) else { break };
            room = left;
            output.extend_from_slice(units);
        }
    }

    fn append_wide(text: impl Iterator<Item = u16>, limit: usize, output: &mut Vec<u16>) {
        output.extend(text.take(limit));
    }
}

/// The next character of UTF-8 text; a malformed sequence is one U+FFFD.
pub fn next_utf8<I: Iterator<Item = u8>>(text: &mut std::iter::Peekable<I>) -> Option<char> {
    let first = text.next()?;
    let length = match first {
        0x00..0x80 => return Some(first.into()),
        0xC2..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0..0xF5 => 4,
        _ => return Some(char::REPLACEMENT_CHARACTER),
    };
    let mut bytes = [first, 0, 0, 0];
    for byte in &mut bytes[1..length] {
        match text.next_if(|next| (0x80..0xC0).contains(next)) {
            Some(continuation) => *byte = continuation,
            None => return Some(char::REPLACEMENT_CHARACTER),
        }
    }
    let character = std::str::from_utf8(&bytes[..length]).ok().and_then(|text| text.chars().next());
    Some(character.unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// The next character of UTF-16 text; an unpaired surrogate is U+FFFD.
pub fn next_utf16<I: Iterator<Item = u16>>(text: &mut std::iter::Peekable<I>) -> Option<char> {
    let first = text.next()?;
    if !(0xD800..0xE000).contains(&first) {
        return char::from_u32(first.into());
    }
    if first >= 0xDC00 {
        return Some(char::REPLACEMENT_CHARACTER);
    }
    let Some(second) = text.next_if(|next| (0xDC00..0xE000).contains(next)) else {
        return Some(char::REPLACEMENT_CHARACTER);
    };
    char::from_u32(0x10000 + ((u32::from(first) - 0xD800) << 10) + (u32::from(second) - 0xDC00))
}

/// The elements of a C string in memory up to its terminator, each read only when asked for.
///
/// # Safety
/// `text` must be readable up to its terminator, or as far as the iterator is driven.
pub unsafe fn terminated<C: CodeUnit>(text: *const C) -> impl Iterator<Item = C> {
    let mut next = text;
    std::iter::from_fn(move || {
        // SAFETY: the caller vouches for every element up to the terminator, and `next` never passes it.
        let unit = unsafe { next.read_unaligned() };
        if unit == C::default() {
            return None;
        }
        next = next.wrapping_add(1);
        Some(unit)
    })
}

/// The length of a C string, without its terminator.
///
/// # Safety
/// `text` must be terminated.
pub unsafe fn length<C: CodeUnit>(text: *const C) -> usize {
    // SAFETY: as the caller promised.
    unsafe { terminated(text) }.count()
}

/// A C string as a slice, without its terminator; a null pointer is an empty one.
///
/// # Safety
/// `text` must be null or terminated, aligned, and unchanged for as long as the slice is used.
pub unsafe fn units<'a, C: CodeUnit>(text: *const C) -> &'a [C] {
    if text.is_null() {
        return &[];
    }
    // SAFETY: the caller promised a terminated, aligned string; `length` counted its elements.
    unsafe { std::slice::from_raw_parts(text, length(text)) }
}

/// UTF-8 of wide text.
pub fn to_narrow(text: &[u16]) -> Vec<u8> {
    let mut output = Vec::with_capacity(text.len());
    u8::append_wide(text.iter().copied(), usize::MAX, &mut output);
    output
}

/// UTF-16 of narrow text.
pub fn to_wide(text: &[u8]) -> Vec<u16> {
    let mut output = Vec::with_capacity(text.len());
    u16::append_narrow(text.iter().copied(), usize::MAX, &mut output);
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        let text = "a\u{e9}\u{20ac}\u{1f600}";
        let wide: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(to_wide(text.as_bytes()), wide);
        assert_eq!(to_narrow(&wide), text.as_bytes());
    }

    #[test]
    fn malformed_text_is_replaced() {
        assert_eq!(to_wide(b"a\xffb\xe2\x82"), [0x61, 0xFFFD, 0x62, 0xFFFD]);
        assert_eq!(to_narrow(&[0x61, 0xD800, 0x62, 0xDC00]), "a\u{fffd}b\u{fffd}".as_bytes());
    }

    #[test]
    fn limit_counts_output_and_splits_no_character() {
        let mut narrow = Vec::new();
        u8::append_wide([0x20ac, 0x20ac].into_iter(), 5, &mut narrow);
        assert_eq!(narrow, "\u{20ac}".as_bytes());
        let mut wide = Vec::new();
        u16::append_narrow("\u{1f600}\u{1f600}".bytes(), 3, &mut wide);
        assert_eq!(wide.len(), 2);
    }
}
