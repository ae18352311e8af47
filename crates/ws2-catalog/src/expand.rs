//! Variables in paths, as `ExpandEnvironmentStrings` has them.

/// Puts values in the place of `%NAME%`. What `lookup` does not know stays as it is written; its closing `%` may begin
/// the next name, so `%%HOME%%` gives the value between two `%`. Values are not expanded again.
///
/// Names are those of Linux: upper and lower case differ.
pub fn expand(text: &str, lookup: impl Fn(&str) -> Option<String>) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut left = text;
    while let Some((before, after)) = left.split_once('%') {
        expanded.push_str(before);
        let named = after.split_once('%').and_then(|(name, rest)| Some((value_of(name, &lookup)?, rest)));
        left = match named {
            Some((value, rest)) => {
                expanded.push_str(&value);
                rest
            }
            None => {
                expanded.push('%');
                after
            }
        };
    }
    expanded + left
}

fn value_of(name: &str, lookup: &impl Fn(&str) -> Option<String>) -> Option<String> {
    // No variable has these names, and the functions of the environment do not like to be asked for them.
    (!name.is_empty() && !name.contains(['=', '\0'])).then(|| lookup(name))?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::expand;

    fn value(name: &str) -> Option<String> {
        match name {
            "HOME" => Some("/home/ann".to_owned()),
            "EMPTY" => Some(String::new()),
            "SIGN" => Some("%HOME%".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn what_is_known_is_replaced_and_everything_else_stays() {
        for (text, expanded) in [
            ("", ""),
            ("/lib/a.so", "/lib/a.so"),
            ("%HOME%/a.so", "/home/ann/a.so"),
            ("/x%HOME%%HOME%y", "/x/home/ann/home/anny"),
            ("%home%", "%home%"),
            ("%NONE%/%HOME%", "%NONE%//home/ann"),
            ("a%EMPTY%b", "ab"),
            ("%SIGN%", "%HOME%"),
            ("%%", "%%"),
            ("%%HOME%%", "%/home/ann%"),
            ("/a%b/%HOME%", "/a%b//home/ann"),
            ("%", "%"),
            ("100 %", "100 %"),
            ("%HOME", "%HOME"),
            ("%HOME%/50%", "/home/ann/50%"),
            ("%é%HOME", "%é%HOME"),
        ] {
            assert_eq!(expand(text, value), expanded, "{text}");
        }
    }

    proptest! {
        #[test]
        fn without_known_variables_nothing_changes(text in "[%a-cé/]{0,24}") {
            prop_assert_eq!(expand(&text, |_| None), text);
        }
    }
}
