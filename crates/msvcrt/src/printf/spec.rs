//! The format string of printf, cut into literal text and conversions.

use crate::encoding::CodeUnit;

/// A part of a format string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a, C> {
    /// Text printed as it stands.
    Literal(&'a [C]),
    /// A conversion specification.
    Conversion(Spec),
}

/// A conversion specification.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spec {
    /// `-`, `+`, space, `#`, `0`.
    pub flags: Flags,
    /// The least number of characters to print.
    pub width: Option<Amount>,
    /// Digits or, of a string, the most characters.
    pub precision: Option<Amount>,
    /// Which type the argument has.
    pub size: Size,
    /// The conversion character, one of those [`is_conversion`] knows.
    pub conversion: u8,
}

/// The flags of a conversion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// a space
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
}

/// A width or precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// In the format, capped at `i32::MAX`.
    Given(i32),
    /// `*`: the next argument, an int.
    Argument,
}

/// The size prefix of a conversion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    /// None.
    #[default]
    Default,
    /// `hh`
    Char,
    /// `h`
    Short,
    /// `l`: 32 bits for numbers, wide for text.
    Long,
    /// `I32`
    Int32,
    /// `ll`, `I64`, `I`, `j`, `z`, `t`
    Int64,
    /// `L`
    LongDouble,
    /// `w`
    Wide,
}

/// Whether a character ends a specification that printf can carry out.
pub fn is_conversion(character: u8) -> bool {
    b"diouxXcCsSpnaAeEfFgG".contains(&character)
}

/// The pieces of a format string. Never fails: what is no specification is literal text.
pub fn pieces<C: CodeUnit>(format: &[C]) -> Pieces<'_, C> {
    Pieces { rest: format }
}

/// Iterator of [`pieces`].
#[derive(Debug, Clone)]
pub struct Pieces<'a, C> {
    rest: &'a [C],
}

impl<'a, C: CodeUnit> Iterator for Pieces<'a, C> {
    type Item = Piece<'a, C>;

    fn next(&mut self) -> Option<Piece<'a, C>> {
        let percent = C::from_ascii(b'%');
        if *self.rest.first()? != percent {
            let end = self.rest.iter().position(|&unit| unit == percent).unwrap_or(self.rest.len());
            let (literal, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Some(Piece::Literal(literal));
        }
        let mut reader = Reader { rest: &self.rest[1..] };
        let mut spec = reader.prefixes();
        let at_conversion = reader.rest;
        match reader.next_ascii() {
            Some(character) if is_conversion(character) => {
                spec.conversion = character;
                self.rest = reader.rest;
                Some(Piece::Conversion(spec))
            }
            // `%%`, or an unknown conversion: its character alone is printed; nothing at the end of the format.
            _ => {
                let (literal, rest) = at_conversion.split_at(at_conversion.len().min(1));
                self.rest = rest;
                Some(Piece::Literal(literal))
            }
        }
    }
}

/// What is left of a format string.
pub(crate) struct Reader<'a, C> {
    pub(crate) rest: &'a [C],
}

impl<C: CodeUnit> Reader<'_, C> {
    fn prefixes(&mut self) -> Spec {
        let mut spec = Spec { flags: self.flags(), width: self.amount(), ..Spec::default() };
        if self.accept(b".") {
            spec.precision = Some(self.amount().unwrap_or(Amount::Given(0)));
        }
        spec.size = self.size();
        spec
    }

    fn flags(&mut self) -> Flags {
        let mut flags = Flags::default();
        loop {
            match self.peek() {
                Some(b'-') => flags.left = true,
                Some(b'+') => flags.plus = true,
                Some(b' ') => flags.space = true,
                Some(b'#') => flags.alternate = true,
                Some(b'0') => flags.zero = true,
                _ => return flags,
            }
            self.rest = &self.rest[1..];
        }
    }

    fn amount(&mut self) -> Option<Amount> {
        if self.accept(b"*") {
            return Some(Amount::Argument);
        }
        self.number().map(Amount::Given)
    }

    pub(crate) fn number(&mut self) -> Option<i32> {
        let mut number: Option<i32> = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let digit = i32::from(digit - b'0');
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
            self.rest = &self.rest[1..];
        }
        number
    }

    /// Size prefixes: the longest of each family first.
    pub(crate) fn size(&mut self) -> Size {
        const PREFIXES: [(&[u8], Size); 12] = [
            (b"I64", Size::Int64),
            (b"I32", Size::Int32),
            (b"I", Size::Int64),
            (b"hh", Size::Char),
            (b"h", Size::Short),
            (b"ll", Size::Int64),
            (b"l", Size::Long),
            (b"L", Size::LongDouble),
            (b"w", Size::Wide),
            (b"z", Size::Int64),
            (b"t", Size::Int64),
            (b"j", Size::Int64),
        ];
        PREFIXES.iter().find(|(prefix, _)| self.accept(prefix)).map_or(Size::Default, |&(_, size)| size)
    }

    pub(crate) fn accept(&mut self, text: &[u8]) -> bool {
        let found = self.rest.len() >= text.len()
            && self.rest.iter().zip(text).all(|(&unit, &byte)| unit == C::from_ascii(byte));
        if found {
            self.rest = &self.rest[text.len()..];
        }
        found
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().and_then(|unit| u8::try_from(unit.value()).ok())
    }

    pub(crate) fn next_ascii(&mut self) -> Option<u8> {
        let next = self.peek()?;
        self.rest = &self.rest[1..];
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn only(format: &str) -> Spec {
        let all: Vec<_> = pieces(format.as_bytes()).collect();
        match all[..] {
            [Piece::Conversion(spec)] => spec,
            _ => panic!("{format} is {all:?}"),
        }
    }

    #[test]
    fn a_full_specification() {
        let spec = only("%-+ #0*.7I64d");
        assert_eq!(spec.flags, Flags { left: true, plus: true, space: true, alternate: true, zero: true });
        assert_eq!(spec.width, Some(Amount::Argument));
        assert_eq!(spec.precision, Some(Amount::Given(7)));
        assert_eq!(spec.size, Size::Int64);
        assert_eq!(spec.conversion, b'd');
    }

    #[test]
    fn sizes() {
        let sizes = [
            ("%d", Size::Default),
            ("%ld", Size::Long),
            ("%lld", Size::Int64),
            ("%Id", Size::Int64),
            ("%I32d", Size::Int32),
            ("%hhd", Size::Char),
            ("%ws", Size::Wide),
            ("%zu", Size::Int64),
        ];
        for (format, size) in sizes {
            assert_eq!(only(format).size, size, "{format}");
        }
    }

    #[test]
    fn no_specification_is_text() {
        let text = |format: &str| -> String {
            let mut all = Vec::new();
            for piece in pieces(format.as_bytes()) {
                match piece {
                    Piece::Literal(literal) => all.extend_from_slice(literal),
                    Piece::Conversion(spec) => panic!("{spec:?}"),
                }
            }
            String::from_utf8(all).unwrap()
        };
        assert_eq!(text("100%% sure"), "100% sure");
        assert_eq!(text("%y"), "y");
        assert_eq!(text("end %"), "end ");
        assert_eq!(text("end %-5"), "end ");
    }

    proptest! {
        #[test]
        fn any_bytes_end(format in proptest::collection::vec(any::<u8>(), 0..64)) {
            prop_assert!(pieces(&format).count() <= format.len());
        }

        #[test]
        fn narrow_and_wide_formats_read_alike(format in "[%a-zA-Z0-9.*# +-]{0,40}") {
            let wide: Vec<u16> = format.encode_utf16().collect();
            let narrow: Vec<_> = pieces(format.as_bytes()).filter_map(conversion).collect();
            prop_assert_eq!(narrow, pieces(&wide[..]).filter_map(conversion).collect::<Vec<_>>());
        }
    }

    fn conversion<C>(piece: Piece<'_, C>) -> Option<Spec> {
        match piece {
            Piece::Conversion(spec) => Some(spec),
            Piece::Literal(_) => None,
        }
    }
}
