//! One line of a services or protocols file: a name, a key, aliases, and a comment after `#`.

use std::fs;
use std::path::Path;

/// The fields of a line that has at least a name and a key.
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    pub(super) key: &'a str,
    pub(super) aliases: Vec<&'a str>,
}

impl Entry<'_> {
    /// Whether a name is the entry's own or one of its aliases, in any letter case.
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
            || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }

    pub(super) fn owned_aliases(&self) -> Vec<String> {
        self.aliases.iter().map(|alias| (*alias).to_owned()).collect()
    }
}

/// The entries of a file's text, in order; lines that are none are passed over.
pub(super) fn entries(text: &str) -> impl Iterator<Item = Entry<'_>> {
    text.lines().filter_map(|line| {
        let mut fields = line.split('#').next()?.split_ascii_whitespace();
        Some(Entry { name: fields.next()?, key: fields.next()?, aliases: fields.collect() })
    })
}

/// A system file followed by the built-in list; a file that cannot be read counts as empty.
pub(super) fn with_built_in(path: &Path, built_in: &str) -> String {
    let mut text =
        fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    text.push('\n');
    text.push_str(built_in);
    text
}
