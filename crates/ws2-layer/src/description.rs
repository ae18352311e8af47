//! What a layer says about itself, and the text that installing it reads from the file.

use ws2_types::abi::GUID;
use ws2_types::abi::winsock as ws;

/// Whose handles programs get.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The layer's own (non-IFS). It sees every call and every completion, and can put connections off.
    Layered,
    /// The base provider's (`XP1_IFS_HANDLES`). Costs least; the layer sees calls as they begin, and no overlapped
    /// completion.
    Ifs,
}

/// What a layer is called and what it does.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    /// Its name in the catalog, 1 to 255 characters.
    pub name: &'static str,
    /// Its GUID as a number, made once with `uuidgen` and kept.
    pub guid: u128,
    /// Whose handles programs get.
    pub kind: Kind,
    /// `LSP_…` bits: what the layer does, by which programs may refuse it.
    pub categories: u32,
}

/// The words for categories, as `winsock catalog categories` knows them.
const CATEGORIES: [(u32, &str); 9] = [
    (ws::LSP_INSPECTOR, "inspector"),
    (ws::LSP_REDIRECTOR, "redirector"),
    (ws::LSP_PROXY, "proxy"),
    (ws::LSP_FIREWALL, "firewall"),
    (ws::LSP_INBOUND_MODIFY, "inbound-modify"),
    (ws::LSP_OUTBOUND_MODIFY, "outbound-modify"),
    (ws::LSP_CRYPTO_COMPRESS, "crypto-compress"),
    (ws::LSP_LOCAL_CACHE, "local-cache"),
    (ws::LSP_SYSTEM, "system"),
];

/// Counts, or writes, the text.
struct Text<'a> {
    room: Option<&'a mut [u8]>,
    len: usize,
}

impl Text<'_> {
    const fn put(&mut self, text: &str) {
        let text = text.as_bytes();
        let mut at = 0;
        while at < text.len() {
            self.byte(text[at]);
            at += 1;
        }
    }

    const fn byte(&mut self, byte: u8) {
        if let Some(room) = &mut self.room {
            room[self.len] = byte;
        }
        self.len += 1;
    }
}

impl Description {
    /// The GUID as the catalog has it.
    pub const fn provider_id(&self) -> GUID {
        GUID::from_u128(self.guid)
    }

    /// How many bytes [`Description::text`] takes.
    #[doc(hidden)]
    pub const fn text_bytes(&self) -> usize {
        let mut text = Text { room: None, len: 0 };
        self.write(&mut text);
        text.len
    }

    /// The NUL-ended text of the symbol `winsock_layer_description`.
    #[doc(hidden)]
    pub const fn text<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.write(&mut Text { room: Some(&mut bytes), len: 0 });
        bytes
    }

    const fn write(&self, text: &mut Text<'_>) {
        text.put("name=");
        text.put(self.name);
        text.put("\nguid={");
        let mut digit = 0;
        while digit < 32 {
            if matches!(digit, 8 | 12 | 16 | 20) {
                text.byte(b'-');
            }
            let value = (self.guid >> (4 * (31 - digit))) as u8 & 15;
            text.byte(b"0123456789ABCDEF"[value as usize]);
            digit += 1;
        }
        text.put(match self.kind {
            Kind::Layered => "}\nkind=layered\ncategory=",
            Kind::Ifs => "}\nkind=ifs\ncategory=",
        });
        let (mut at, mut first) = (0, true);
        while at < CATEGORIES.len() {
            if self.categories & CATEGORIES[at].0 != 0 {
                if !first {
                    text.byte(b' ');
                }
                text.put(CATEGORIES[at].1);
                first = false;
            }
            at += 1;
        }
        if first {
            text.put("none");
        }
        text.put("\n\0");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_made_while_compiling() {
        const OURS: Description = Description {
            name: "trace",
            guid: 0x7d1a4c1e_7f0a_4c55_8b0e_3c2d1f6a9b01,
            kind: Kind::Ifs,
            categories: ws::LSP_INSPECTOR | ws::LSP_FIREWALL,
        };
        const TEXT: [u8; OURS.text_bytes()] = OURS.text();
        let expected = "name=trace\nguid={7D1A4C1E-7F0A-4C55-8B0E-3C2D1F6A9B01}\nkind=ifs\ncategory=inspector firewall\n\0";
        assert_eq!(std::str::from_utf8(&TEXT), Ok(expected));
    }

    #[test]
    fn no_category_is_a_word_too() {
        let plain = Description { name: "x", guid: 1, kind: Kind::Layered, categories: 0 };
        let text = plain.text::<256>();
        assert!(text.windows(15).any(|part| part == b"\ncategory=none\n"));
    }
}
