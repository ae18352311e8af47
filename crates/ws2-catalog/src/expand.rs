//! Variables in paths, as `ExpandEnvironmentStrings` has them.

/// Puts values in the place of `%NAME%`. A variable that `lookup` does not know stays as it is written, and so do `%%`
/// and a `%` alone. Values are not expanded again.
///
/// Names are those of Linux: upper and lower case differ.
pub fn expand(text: &str, lookup: impl Fn(&str) -> Option<String>) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut left = text;
    while let Some((before, after)) = left.split_once('%') {
        expanded.push_str(before);
        let Some((name, rest)) = after.split_once('%') else {
            left = &left[before.len()..];
            break;
        };
        match Some(name).filter(|name| !name.is_empty()).and_then(&lookup) {
            Some(value) => expanded.push_str(&value),
            None => expanded.extend(["%", name, "%"]),
        }
        left = rest;
    }
    expanded.push_str(left);
    expanded
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
