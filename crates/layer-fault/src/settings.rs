//! The file with the rules.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

use crate::rules::Rule;

/// Names the file.
const VARIABLE: &str = "WINSOCK_FAULT";

/// The file.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    #[serde(default)]
    pub(crate) seed: u64,
    #[serde(default, rename = "rule")]
    pub(crate) rules: Vec<Rule>,
}

impl Settings {
    /// Reads the file the environment names, else the one beside the layer's own; without one there are no rules.
    ///
    /// # Errors
    /// What is wrong, for the user to read.
    pub(crate) fn find<T>(own: &'static T) -> Result<Settings, String> {
        let named = ws2_layer::setting(VARIABLE).map(PathBuf::from);
        let Some(file) = named.clone().or_else(|| ws2_layer::beside(own, "toml")) else {
            return Ok(Settings::default());
        };
        match fs::read_to_string(&file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && named.is_none() => {
                eprintln!(
                    "winsock fault: no rules: {VARIABLE} is not set, and there is no {}",
                    file.display()
                );
                Ok(Settings::default())
            }
            Err(error) => Err(format!("{}: {error}", file.display())),
            Ok(text) => Settings::of_text(&text).map_err(|error| format!("{}: {error}", file.display())),
        }
    }

    pub(crate) fn of_text(text: &str) -> Result<Settings, String> {
        let settings: Settings = toml::from_str(text).map_err(|error| error.to_string())?;
        for (at, rule) in settings.rules.iter().enumerate() {
            rule.check().map_err(|error| format!("rule {}: {error}", at + 1))?;
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said() {
        for (text, part) in [
            ("[[rule]]\non = 'accept'\ndelay_ms = 1", "accept"),
            ("[[rule]]\non = 'send'", "rule 1"),
            ("[[rule]]\non = 'send'\ndelay_ms = 1\n[[rule]]\non = 'send'\nat_most = 0", "rule 2: at_most"),
            ("[[rule]]\non = 'send'\ndelay_ms = -1", "delay_ms"),
            ("[[rule]]\non = 'send'\ndelay_ms = 3600001", "delay_ms"),
            ("[[rule]]\non = 'send'\nprobability = 2\nat_most = 1", "probability"),
            ("[[rule]]\non = 'send'\nprobability = nan\nat_most = 1", "probability"),
            ("[[rule]]\non = 'connect'\nat_most = 1", "send and receive"),
            ("[[rule]]\non = 'send'\nrefuse = 'WSAECONNREFUSED'", "connect"),
            ("[[rule]]\non = 'connect'\nrefuse = 'ECONNREFUSED'", "ECONNREFUSED"),
            ("[[rule]]\non = 'send'\nat_mots = 1", "at_mots"),
            ("rules = 1", "rules"),
            ("[[rule", "rule"),
        ] {
            let error = Settings::of_text(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn an_empty_file_has_no_rules() {
        assert_eq!(Settings::of_text(""), Ok(Settings::default()));
    }
}
