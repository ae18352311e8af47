//! The format string of scanf, cut into white space, literal text and conversions.

use crate::printf::spec::{Reader, Size};

/// A part of a format string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Any amount of white space, none too.
    Space,
    /// One byte that the input must have.
    Literal(u8),
    /// A conversion specification.
    Conversion(Spec<'a>),
}

/// A conversion specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec<'a> {
    /// `*`: read, store nowhere.
    pub suppressed: bool,
    /// The most characters to read.
    pub width: Option<i32>,
    /// Which type the target has.
    pub size: Size,
    /// The conversion character, `[` for a set.
    pub conversion: u8,
    /// What stands after `[`, the closing `]` included; empty for other conversions.
    pub set: &'a [u8],
}

/// The pieces of a format string. A malformed specification ends them: nothing after it can match.
pub fn pieces(format: &[u8]) -> Pieces<'_> {
    Pieces { rest: format }
}

/// Iterator of [`pieces`].
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        if is_space(first) {
            let end = rest.iter().position(|&byte| !is_space(byte)).unwrap_or(rest.len());
            self.rest = &rest[end..];
            return Some(Piece::Space);
        }
        if first != b'%' {
            return Some(Piece::Literal(first));
        }
        let piece = specification(&mut self.rest);
        if piece.is_none() {
            self.rest = &[];
        }
        piece
    }
}

fn specification<'a>(rest: &mut &'a [u8]) -> Option<Piece<'a>> {
    let mut reader = Reader { rest };
    let suppressed = reader.accept(b"*");
    let width = reader.number();
    let size = reader.size();
    let conversion = reader.next_ascii()?;
    let mut set: &[u8] = &[];
    match conversion {
        b'%' => {
            *rest = reader.rest;
            return Some(Piece::Literal(b'%'));
        }
        b'[' => {
            // A `]` right after `[` or `[^` belongs to the set.
            let start = usize::from(reader.rest.first() == Some(&b'^')) + 1;
            let end = reader.rest.iter().skip(start).position(|&byte| byte == b']')? + start + 1;
            (set, reader.rest) = reader.rest.split_at(end);
        }
        b'd' | b'i' | b'o' | b'u' | b'x' | b'X' | b'p' | b'n' | b's' | b'S' | b'c' | b'C' => {}
        b'a' | b'A' | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => {}
        _ => return None,
    }
    *rest = reader.rest;
    Some(Piece::Conversion(Spec { suppressed, width, size, conversion, set }))
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sets_keep_a_leading_bracket() {
        let sets: Vec<_> = pieces(b"%[^]a]%5[a-z]").collect();
        let set = |width, set| {
            Piece::Conversion(Spec { suppressed: false, width, size: Size::Default, conversion: b'[', set })
        };
        assert_eq!(sets, [set(None, &b"^]a]"[..]), set(Some(5), &b"a-z]"[..])]);
    }

    #[test]
    fn space_and_literals() {
        let all: Vec<_> = pieces(b"a \t%%").collect();
        assert_eq!(all, [Piece::Literal(b'a'), Piece::Space, Piece::Literal(b'%')]);
    }

    #[test]
    fn a_malformed_specification_ends_the_format() {
        assert_eq!(pieces(b"%[abc").count(), 0);
        assert_eq!(pieces(b"x%!yz").count(), 1);
    }

    proptest! {
        #[test]
        fn any_bytes_end(format in proptest::collection::vec(any::<u8>(), 0..64)) {
            prop_assert!(pieces(&format).count() <= format.len());
        }
    }
}
