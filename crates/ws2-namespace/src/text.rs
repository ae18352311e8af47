//! Characters of C strings: bytes of UTF-8, or 16-bit units of UTF-16.

/// A character of a C string: a byte of UTF-8, or a 16-bit unit of UTF-16.
pub trait Character: Copy + Default + PartialEq + 'static {
    /// The text of the units before the zero.
    fn decode(units: &[Self]) -> String;
    /// The units of a text, without a zero.
    fn encode(text: &str) -> Vec<Self>;
    /// The unit in memory.
    fn bytes(self) -> impl IntoIterator<Item = u8>;
}

impl Character for u8 {
    fn decode(units: &[u8]) -> String {
        String::from_utf8_lossy(units).into_owned()
    }

    fn encode(text: &str) -> Vec<u8> {
        text.as_bytes().to_vec()
    }

    fn bytes(self) -> impl IntoIterator<Item = u8> {
        [self]
    }
}

impl Character for u16 {
    fn decode(units: &[u16]) -> String {
        String::from_utf16_lossy(units)
    }

    fn encode(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    fn bytes(self) -> impl IntoIterator<Item = u8> {
        self.to_ne_bytes()
    }
}

/// The units of a text and the final zero; zeros inside the text are left out.
pub fn terminated<C: Character>(text: &str) -> Vec<C> {
    let zero = C::default();
    let mut units = C::encode(text);
    units.retain(|unit| *unit != zero);
    units.push(zero);
    units
}
