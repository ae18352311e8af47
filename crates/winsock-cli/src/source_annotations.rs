//! Microsoft's older source annotations, `__in` and its like, in C++ sources.
//!
//! `sal.h` defines them for C. In C++ some of them are words that the standard library gives to its own
//! parameters, so a definition may not reach it. A program that uses one gets it on the command line, and
//! the headers it includes from outside are read without: each is wrapped in one that puts it aside.

use std::collections::{BTreeMap, BTreeSet};

/// The words, with parameters as `sal.h` has them, that the standard library of C++ or its system uses too.
const CONTESTED: &[(&str, &str)] = &[
    ("__in", ""),
    ("__out", ""),
    ("__reserved", ""),
    ("__success", "(expression)"),
    ("__range", "(low, high)"),
];

/// The contested words in `source`, comments and all: to find too many is harmless.
pub(crate) fn contested_words(source: &[u8]) -> impl Iterator<Item = &'static str> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let words: BTreeSet<&[u8]> = source.split(move |byte| !is_part(byte)).collect();
    CONTESTED.iter().map(|(word, _)| *word).filter(move |word| words.contains(word.as_bytes()))
}

/// The flags that define `words` as nothing.
pub(crate) fn definitions(words: &BTreeSet<&'static str>) -> impl Iterator<Item = String> {
    CONTESTED
        .iter()
        .filter(|(word, _)| words.contains(word))
        .map(|(word, parameters)| format!("-D{word}{parameters}="))
}

/// For each of `headers`, one of the same spelling that is read in its place.
pub(crate) fn wrappers<'a>(
    headers: impl Iterator<Item = &'a String>,
    words: &BTreeSet<&'static str>,
) -> BTreeMap<String, String> {
    let wrapper = |spelling: &String| {
        let mut text = String::from("#pragma GCC system_header\n");
        for word in words {
            text += &format!("#pragma push_macro(\"{word}\")\n#undef {word}\n");
        }
        text += &format!("#include_next <{spelling}>\n");
        for word in words {
            text += &format!("#pragma pop_macro(\"{word}\")\n");
        }
        (spelling.clone(), text)
    };
    headers.map(wrapper).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_whole_words_only() {
        let words: Vec<_> =
            contested_words(b"f(__in int a, __output b, x__in c, __range(0, 1) int d)").collect();
        assert_eq!(words, ["__in", "__range"]);
    }

    #[test]
    fn definitions_are_those_of_the_header() {
        let words = CONTESTED.iter().map(|(word, _)| *word).collect();
        let header = include_str!("../../../include/winsock/sal.h");
        for flag in definitions(&words) {
            let line = format!("#define {}", flag.trim_start_matches("-D").trim_end_matches('='));
            assert!(header.lines().any(|known| known == line), "{line}");
        }
    }
}
