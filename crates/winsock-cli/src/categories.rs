//! The names of categories, for people.

use ws2_types::abi::winsock as ws;

const NAMES: [(&str, u32); 9] = [
    ("inspector", ws::LSP_INSPECTOR),
    ("redirector", ws::LSP_REDIRECTOR),
    ("proxy", ws::LSP_PROXY),
    ("firewall", ws::LSP_FIREWALL),
    ("inbound-modify", ws::LSP_INBOUND_MODIFY),
    ("outbound-modify", ws::LSP_OUTBOUND_MODIFY),
    ("crypto-compress", ws::LSP_CRYPTO_COMPRESS),
    ("local-cache", ws::LSP_LOCAL_CACHE),
    ("system", ws::LSP_SYSTEM),
];

/// The names of categories, or `none`.
pub fn text(bits: u32) -> String {
    let mut names: Vec<String> =
        NAMES.iter().filter(|(_, bit)| bits & bit != 0).map(|(name, _)| (*name).to_owned()).collect();
    let unknown = NAMES.iter().fold(bits, |left, (_, bit)| left & !bit);
    if unknown != 0 {
        names.push(format!("{unknown:#x}"));
    }
    if names.is_empty() { "none".to_owned() } else { names.join(" ") }
}

/// The categories of several names; `none` is a name too.
///
/// # Errors
/// A sentence: a name that is not known.
pub fn bits<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<u32, String> {
    let bit = |word: &str| match NAMES.iter().find(|(name, _)| *name == word) {
        Some((_, bit)) => Ok(*bit),
        None if word == "none" => Ok(0),
        None => {
            let known = NAMES.map(|(name, _)| name).join(" ");
            Err(format!("there is no category {word}\nCategories are {known}, or none."))
        }
    };
    words.into_iter().map(bit).try_fold(0, |all, one| Ok(all | one?))
}
