//! Option values as bytes: how long a buffer must be and what of it counts.
//!
//! Windows takes a longer buffer than it needs, refuses a shorter one with `WSAEFAULT`, and lets a single byte
//! stand for a BOOL.

use ws2_types::{WsaError, WsaResult};

/// What a program passes for an option.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    Bool,
    Dword,
    /// A DWORD whose value fits into a byte: programs written for other systems pass just that byte. The value
    /// -1 asks for the default.
    Byte,
    /// A structure; the row's own functions judge its length.
    Struct(&'static str),
}

const WORD_BYTES: usize = 4;

impl Value {
    /// The value of a buffer that the program filled.
    ///
    /// # Errors
    /// `WSAEFAULT`: too short.
    pub(crate) fn word(self, bytes: &[u8]) -> WsaResult<u32> {
        match (bytes.first_chunk::<WORD_BYTES>(), bytes.first()) {
            (Some(word), _) => Ok(u32::from_ne_bytes(*word)),
            (None, Some(byte)) if self.fits_a_byte() => Ok(u32::from(*byte)),
            _ => Err(WsaError::WSAEFAULT),
        }
    }

    /// Puts a value into a buffer of the program; answers the length used.
    ///
    /// # Errors
    /// `WSAEFAULT`: too short.
    pub(crate) fn answer(self, word: u32, buffer: &mut [u8]) -> WsaResult<usize> {
        self.check_room(buffer)?;
        let Some(room) = buffer.first_chunk_mut::<WORD_BYTES>() else {
            buffer[0] = word as u8;
            return Ok(1);
        };
        *room = word.to_ne_bytes();
        // A `long` lent with its full size is 8 bytes here and 4 on Windows: leave no rubbish in its upper half.
        if let [_, _, _, _, upper @ ..] = buffer
            && upper.len() == 4
        {
            upper.fill(0);
        }
        Ok(WORD_BYTES)
    }

    /// # Errors
    /// `WSAEFAULT`: the buffer is too short for an answer.
    pub(crate) fn check_room(self, buffer: &[u8]) -> WsaResult<()> {
        let needed = if self.fits_a_byte() { 1 } else { WORD_BYTES };
        if buffer.len() < needed { Err(WsaError::WSAEFAULT) } else { Ok(()) }
    }

    /// # Errors
    /// `WSAEINVAL`: too large for an option of one byte.
    pub(crate) fn check_range(self, word: u32) -> WsaResult<()> {
        let in_range = self != Value::Byte || word <= u32::from(u8::MAX) || word == u32::MAX;
        if in_range { Ok(()) } else { Err(WsaError::WSAEINVAL) }
    }

    /// Any nonzero number is TRUE.
    pub(crate) fn normalised(self, word: u32) -> u32 {
        if self == Value::Bool { u32::from(word != 0) } else { word }
    }

    fn fits_a_byte(self) -> bool {
        matches!(self, Value::Bool | Value::Byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_need_four_bytes_and_take_more() {
        assert_eq!(Value::Dword.word(&[1, 0, 0, 0]), Ok(1));
        assert_eq!(Value::Dword.word(&[1, 0, 0, 0, 9, 9, 9, 9]), Ok(1));
        for len in 0..4 {
            assert_eq!(Value::Dword.word(&[1; 4][..len]), Err(WsaError::WSAEFAULT), "{len}");
        }
    }

    #[test]
    fn one_byte_is_enough_for_a_bool() {
        assert_eq!(Value::Bool.word(&[7]), Ok(7));
        assert_eq!(Value::Byte.word(&[255]), Ok(255));
        assert_eq!(Value::Bool.word(&[]), Err(WsaError::WSAEFAULT));
    }

    #[test]
    fn answers_fit_the_buffer() {
        let mut buffer = [0xee; 8];
        assert_eq!(Value::Bool.answer(1, &mut buffer[..1]), Ok(1));
        assert_eq!(buffer, [1, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee]);
        assert_eq!(Value::Dword.answer(1, &mut buffer[..3]), Err(WsaError::WSAEFAULT));
        assert_eq!(Value::Dword.answer(0x0102, &mut buffer[..4]), Ok(4));
        assert_eq!(buffer, [2, 1, 0, 0, 0xee, 0xee, 0xee, 0xee]);
        assert_eq!(Value::Dword.answer(3, &mut buffer), Ok(4));
        assert_eq!(buffer, [3, 0, 0, 0, 0, 0, 0, 0]);
    }
}
