//! Objects with names: creating one that exists opens it.
//!
//! Names are shared within the process. Two processes never see each other's objects, so a program that
//! looks for another instance of itself by the name of a mutex finds none.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Weak};

use parking_lot::Mutex;
use ws2_types::{WsaError, WsaResult, abi::foundation};

use crate::handle_table::Object;

static NAMES: Mutex<Option<HashMap<String, Weak<dyn Object>>>> = Mutex::new(None);

const FILE_NOT_FOUND: WsaError = WsaError::from_code(foundation::ERROR_FILE_NOT_FOUND as i32);

/// Opens the object of this name, or makes one; says whether it was there already. No name: always a new one.
///
/// # Errors
/// `WSA_INVALID_HANDLE` when the name belongs to an object of another kind; those of `make`.
pub fn create<T: Object>(
    name: Option<&str>,
    make: impl FnOnce() -> WsaResult<Arc<T>>,
) -> WsaResult<(Arc<T>, bool)> {
    let Some(name) = name.map(session_name).filter(|name| !name.is_empty()) else {
        return Ok((make()?, false));
    };
    let mut names = NAMES.lock();
    let names = names.get_or_insert_default();
    if let Some(existing) = names.get(name).and_then(Weak::upgrade) {
        return Ok((downcast(existing)?, true));
    }
    let object = make()?;
    names.retain(|_, object| object.strong_count() > 0);
    let weak: Weak<T> = Arc::downgrade(&object);
    names.insert(name.to_owned(), weak);
    Ok((object, false))
}

/// Opens the object of this name.
///
/// # Errors
/// `ERROR_FILE_NOT_FOUND` when there is none, `WSA_INVALID_HANDLE` when it is of another kind.
pub fn open<T: Object>(name: &str) -> WsaResult<Arc<T>> {
    let names = NAMES.lock();
    let existing = names.as_ref().and_then(|names| names.get(session_name(name))).and_then(Weak::upgrade);
    downcast(existing.ok_or(FILE_NOT_FOUND)?)
}

/// There is one session, so its prefix says nothing.
fn session_name(name: &str) -> &str {
    name.strip_prefix("Local\\").unwrap_or(name)
}

fn downcast<T: Object>(object: Arc<dyn Object>) -> WsaResult<Arc<T>> {
    let object: Arc<dyn Any + Send + Sync> = object;
    object.downcast().map_err(|_| WsaError::WSA_INVALID_HANDLE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, Reset};
    use crate::mutex::Mutex;

    #[test]
    fn a_name_stands_for_one_object_while_it_lives() {
        let make = || Ok(Event::new(Reset::Auto, false));
        let (first, existed) = create(Some("Local\\named-test"), make).unwrap();
        assert!(!existed);
        let (second, existed) = create(Some("named-test"), make).unwrap();
        assert!(existed && Arc::ptr_eq(&first, &second));
        assert!(Arc::ptr_eq(&first, &open("named-test").unwrap()));
        assert_eq!(open::<Mutex>("named-test").err(), Some(WsaError::WSA_INVALID_HANDLE));
        drop((first, second));
        assert_eq!(open::<Event>("named-test").err(), Some(FILE_NOT_FOUND));
    }

    #[test]
    fn objects_without_a_name_are_never_shared() {
        for name in [None, Some("")] {
            let make = || Ok(Event::new(Reset::Auto, false));
            let (first, _) = create(name, make).unwrap();
            let (second, existed) = create(name, make).unwrap();
            assert!(!existed && !Arc::ptr_eq(&first, &second));
        }
    }
}
