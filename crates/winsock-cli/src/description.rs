//! What a layer says of itself: the text of its symbol `winsock_layer_description`.
//!
//! Lines `key=value`, each key once, in any order: `name`, `guid`, `kind`, `category`. What is left out has a default, so
//! there need be no description at all.

use ws2_catalog::Uuid;

use crate::categories;

/// The symbol.
pub(crate) const SYMBOL: &[u8] = b"winsock_layer_description";
/// No description is longer, with its NUL.
pub(crate) const MOST_BYTES: usize = 4096;
const MOST_NAME_CHARACTERS: usize = 255;

/// A description; `None` where it says nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Description {
    /// What the layer is called.
    pub name: Option<String>,
    /// Its GUID.
    pub guid: Option<Uuid>,
    /// Whether it hands the handles of the provider below to programs (`XP1_IFS_HANDLES`).
    pub ifs: Option<bool>,
    /// `LSP_…` bits.
    pub categories: Option<u32>,
}

impl Description {
    /// Reads the bytes that begin at the symbol.
    ///
    /// # Errors
    /// A sentence that names the line.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Description, String> {
        let bytes = &bytes[..bytes.len().min(MOST_BYTES)];
        let end = bytes.iter().position(|byte| *byte == 0);
        let end = end.ok_or_else(|| format!("it does not end with a NUL within {MOST_BYTES} bytes"))?;
        let text = std::str::from_utf8(&bytes[..end]).map_err(|_| "it is not UTF-8".to_owned())?;
        let mut description = Description::default();
        for (index, line) in text.split('\n').enumerate().filter(|(_, line)| !line.is_empty()) {
            let wrong = |reason: String| format!("line {}, {line:?}: {reason}", index + 1);
            description.take(line).map_err(wrong)?;
        }
        Ok(description)
    }

    fn take(&mut self, line: &str) -> Result<(), String> {
        let (key, value) = line.split_once('=').ok_or("a line is key=value")?;
        match key {
            "name" => once(&mut self.name, name(value)?),
            "guid" => once(&mut self.guid, guid(value)?),
            "kind" => once(&mut self.ifs, is_ifs(value)?),
            "category" => once(&mut self.categories, categories::bits(value.split(' '))?),
            _ => return Err("the keys are name, guid, kind and category".to_owned()),
        }
        .map_err(|()| format!("{key} is said twice"))
    }
}

fn once<T>(place: &mut Option<T>, value: T) -> Result<(), ()> {
    if place.is_some() {
        return Err(());
    }
    *place = Some(value);
    Ok(())
}

/// A name that fits the catalog.
pub(crate) fn name(value: &str) -> Result<String, String> {
    if value.chars().any(char::is_control) {
        return Err("a name has no control characters".to_owned());
    }
    if value.is_empty() || value.encode_utf16().count() > MOST_NAME_CHARACTERS {
        return Err(format!("a name has 1 to {MOST_NAME_CHARACTERS} characters"));
    }
    Ok(value.to_owned())
}

fn guid(value: &str) -> Result<Uuid, String> {
    let form = || "a GUID is written {8-4-4-4-12}, in hexadecimal digits, and is not 0".to_owned();
    let inner = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).ok_or_else(form)?;
    let lengths: Vec<usize> = inner.split('-').map(str::len).collect();
    let guid = Uuid::try_parse(inner).map_err(|_| form())?;
    if lengths != [8, 4, 4, 4, 12] || guid.is_nil() { Err(form()) } else { Ok(guid) }
}

fn is_ifs(value: &str) -> Result<bool, String> {
    match value {
        "ifs" => Ok(true),
        "layered" => Ok(false),
        _ => Err("a kind is layered or ifs".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ws2_types::abi::winsock as ws;

    use super::*;

    fn refused(text: &[u8]) -> String {
        Description::parse(text).unwrap_err()
    }

    #[test]
    fn every_key_is_read_and_none_is_needed() {
        let text = b"kind=ifs\n\nname=So Cks\ncategory=proxy firewall\n\
                     guid={7d1a4c1e-7F0A-4C55-8B0E-3C2D1F6A9B01}\n\0 what follows does not count";
        let expected = Description {
            name: Some("So Cks".to_owned()),
            guid: Some(Uuid::from_u128(0x7d1a_4c1e_7f0a_4c55_8b0e_3c2d_1f6a_9b01)),
            ifs: Some(true),
            categories: Some(ws::LSP_PROXY | ws::LSP_FIREWALL),
        };
        assert_eq!(Description::parse(text), Ok(expected));
        assert_eq!(Description::parse(b"\0"), Ok(Description::default()));
        let plain = Description::parse(b"kind=layered\ncategory=none\0").unwrap();
        assert_eq!((plain.ifs, plain.categories), (Some(false), Some(0)));
    }

    #[test]
    fn what_does_not_fit_is_refused_with_its_line() {
        for (text, says) in [
            (&b""[..], "NUL"),
            (b"name=x", "NUL"),
            (b"name=\xff\0", "UTF-8"),
            (b"kind=ifs\nname\0", "line 2, \"name\": a line is key=value"),
            (b"name=x\n\nname=y\0", "line 3, \"name=y\": name is said twice"),
            (b"colour=red\0", "the keys are"),
            (b"Name=x\0", "the keys are"),
            (b"name =x\0", "the keys are"),
            (b"name=\0", "1 to 255"),
            (b"name=a\tb\0", "control"),
            (b"kind=IFS\0", "layered or ifs"),
            (b"category=cake\0", "no category cake"),
            (b"category=proxy  firewall\0", "no category"),
            (b"guid=7d1a4c1e-7F0A-4C55-8B0E-3C2D1F6A9B01\0", "8-4-4-4-12"),
            (b"guid={7d1a4c1e7F0A4C558B0E3C2D1F6A9B01}\0", "8-4-4-4-12"),
            (b"guid={00000000-0000-0000-0000-000000000000}\0", "not 0"),
        ] {
            let reason = refused(text);
            assert!(reason.contains(says), "{reason}");
        }
        let long = [b"name=".to_vec(), vec![b'x'; 256], b"\0".to_vec()].concat();
        assert!(refused(&long).contains("1 to 255"));
        let endless = [vec![b'\n'; MOST_BYTES], b"\0".to_vec()].concat();
        assert!(refused(&endless).contains("NUL"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = Description::parse(&bytes);
        }

        #[test]
        fn any_lines_are_read_or_refused(text in "((name|guid|kind|category)=[ -~é{}]{0,40}\n){0,5}\0?") {
            let _ = Description::parse(text.as_bytes());
        }
    }
}
