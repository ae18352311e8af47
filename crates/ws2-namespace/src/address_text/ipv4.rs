//! IPv4 text with one to four parts in decimal, octal or hexadecimal, as Berkeley software wrote it.

use std::net::Ipv4Addr;

/// What `inet_addr` makes of a string; `None` stands for `INADDR_NONE`.
///
/// A single blank is 0.0.0.0 and the empty string is no address: both are documented so. Whatever follows
/// the first white space is ignored, as in Berkeley's function.
pub fn parse_inet_addr(text: &str) -> Option<Ipv4Addr> {
    if text == " " {
        return Some(Ipv4Addr::UNSPECIFIED);
    }
    parse_berkeley(text.split(|c: char| c.is_ascii_whitespace()).next()?)
}

/// Reads `a.b.c.d`, `a.b.c`, `a.b` or `a`: the last part fills the bytes that remain.
pub fn parse_berkeley(text: &str) -> Option<Ipv4Addr> {
    let mut parts = [0u32; 4];
    let mut count = 0;
    for part in text.split('.') {
        *parts.get_mut(count)? = parse_part(part)?;
        count += 1;
    }
    assemble(&parts[..count])
}

/// Reads the address that a text begins with and says where it ends; `strict` takes four decimal parts only.
///
/// A dot after one of the first three parts belongs to the address, so `1.2.3.x` begins with none.
///
/// # Errors
/// The place where the text stops being an address, when it begins with none.
pub fn parse_ipv4_prefix(text: &str, strict: bool) -> Result<(Ipv4Addr, usize), usize> {
    let mut parts = [0u32; 4];
    let mut count = 0;
    let mut at = 0;
    loop {
        let len = part_len(&text[at..], strict);
        let part = &text[at..at + len];
        if strict && part.len() > 1 && part.starts_with('0') {
            return Err(at + 1);
        }
        parts[count] = parse_part(part).ok_or(at)?;
        count += 1;
        let end = at + len;
        if count == parts.len() || !text[end..].starts_with('.') {
            let whole = count == parts.len() || !strict;
            return assemble(&parts[..count]).filter(|_| whole).map(|ip| (ip, end)).ok_or(end);
        }
        at = end + 1;
    }
}

/// How many bytes at the front are a part, or would be but for a digit its base lacks.
fn part_len(text: &str, strict: bool) -> usize {
    let bytes = text.as_bytes();
    let digits =
        |from: usize, is_digit: fn(&u8) -> bool| bytes[from..].iter().take_while(|b| is_digit(b)).count();
    match bytes {
        [b'0', b'x' | b'X', ..] if !strict => 2 + digits(2, u8::is_ascii_hexdigit),
        _ => digits(0, u8::is_ascii_digit),
    }
}

/// Makes an address of one to four parts.
fn assemble(parts: &[u32]) -> Option<Ipv4Addr> {
    let (last, leading) = parts.split_last()?;
    let mut address = 0u32;
    for (index, part) in leading.iter().enumerate() {
        address |= u32::from(u8::try_from(*part).ok()?) << (24 - 8 * index);
    }
    let room = u32::MAX.checked_shr(8 * leading.len() as u32)?;
    (*last <= room).then(|| Ipv4Addr::from_bits(address | last))
}

/// One part in C notation; signs, blanks and empty parts are refused.
fn parse_part(part: &str) -> Option<u32> {
    let (digits, radix) = match part.strip_prefix("0x").or_else(|| part.strip_prefix("0X")) {
        Some(digits) => (digits, 16),
        None if part.len() > 1 && part.starts_with('0') => (part, 8),
        None => (part, 10),
    };
    if !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok()
}
