//! Names with a number: window classes and registered messages share one table, as on Windows.
//!
//! Case does not matter. A name keeps its number for as long as the process lives.

use std::collections::HashMap;
use std::sync::LazyLock;

use parking_lot::Mutex;
use ws2_types::{WsaError, WsaResult};

/// Numbers below are no atoms of names.
const FIRST: u16 = 0xc000;
/// Documented: the most characters of a name.
const MAXIMUM_NAME: usize = 255;

#[derive(Default)]
struct Table {
    by_name: HashMap<String, u16>,
    names: Vec<String>,
}

static TABLE: LazyLock<Mutex<Table>> = LazyLock::new(Mutex::default);

/// The number of a name, a new one if the name is new.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: the name is empty or longer than 255 characters. `ERROR_NOT_ENOUGH_MEMORY`: all 16,384
/// numbers are in use.
pub fn add(name: &str) -> WsaResult<u16> {
    if name.is_empty() || name.encode_utf16().count() > MAXIMUM_NAME {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    let mut table = TABLE.lock();
    let folded = name.to_lowercase();
    if let Some(atom) = table.by_name.get(&folded) {
        return Ok(*atom);
    }
    let used = u16::try_from(table.names.len()).unwrap_or(u16::MAX);
    let atom = FIRST.checked_add(used).ok_or(WsaError::WSA_NOT_ENOUGH_MEMORY)?;
    table.by_name.insert(folded, atom);
    table.names.push(name.to_owned());
    Ok(atom)
}

/// The number of a name that has one.
pub fn find(name: &str) -> Option<u16> {
    TABLE.lock().by_name.get(&name.to_lowercase()).copied()
}

/// The name of a number, as it was first spelled.
pub fn name(atom: u16) -> Option<String> {
    TABLE.lock().names.get(usize::from(atom.checked_sub(FIRST)?)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number_whatever_its_case() {
        let atom = add("Atom.Tests").unwrap();
        assert!(atom >= FIRST);
        assert_eq!(add("ATOM.TESTS"), Ok(atom));
        assert_eq!(find("atom.tests"), Some(atom));
        assert_eq!(name(atom).as_deref(), Some("Atom.Tests"));
        assert_ne!(add("Atom.Tests.2"), Ok(atom));
    }

    #[test]
    fn impossible_names_are_refused() {
        assert_eq!(add(""), Err(WsaError::WSA_INVALID_PARAMETER));
        assert_eq!(add(&"x".repeat(256)), Err(WsaError::WSA_INVALID_PARAMETER));
        assert_eq!(find("atom.tests.unknown"), None);
        assert_eq!(name(17), None);
    }
}
