//! Which window stands in which, and finding windows by class and text.

use std::sync::Arc;

use ws2_types::{WsaError, WsaResult};

use crate::class::ClassName;
use crate::window::{self, Hwnd, Parent, Window};
use crate::{NO_WINDOW, atom};

/// A window and all that stand in it, at any depth.
pub fn with_descendants(window: Hwnd) -> Vec<Hwnd> {
    let parents: Vec<(Hwnd, Parent)> =
        window::all().iter().map(|window| (window.handle(), window.read(|state| state.parent))).collect();
    let mut found = vec![window];
    let mut next = 0;
    while let Some(&parent) = found.get(next) {
        found.extend(parents.iter().filter(|(_, of)| *of == Parent::Window(parent)).map(|(child, _)| *child));
        next += 1;
    }
    found
}

/// The windows that stand in a place, the topmost first.
pub fn children(parent: Parent) -> Vec<Arc<Window>> {
    let mut windows = window::all();
    windows.retain(|window| window.read(|state| state.parent) == parent);
    windows
}

/// The windows that go with a window.
pub(crate) fn owned_by(owner: Hwnd) -> Vec<Arc<Window>> {
    let mut windows = window::all();
    windows.retain(|window| window.read(|state| state.owner) == owner);
    windows
}

/// What a program means by the parent to search in: NULL and the desktop are the top level.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
pub fn place_of(parent: Hwnd) -> WsaResult<Parent> {
    match parent {
        Hwnd::NONE | Hwnd::DESKTOP => Ok(Parent::Desktop),
        Hwnd::MESSAGE => Ok(Parent::Message),
        parent => window::find(parent).map(|window| Parent::Window(window.handle())),
    }
}

/// The first window in a place, behind `after`, of this class and with this text; either may be left open.
/// [`Hwnd::NONE`] when there is none. With neither parent nor `after` windows for messages only are searched as well.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`: the parent does not exist, or `after` does not stand in it.
pub fn find(parent: Hwnd, after: Hwnd, class: Option<ClassName<'_>>, text: Option<&str>) -> WsaResult<Hwnd> {
    let mut candidates = children(place_of(parent)?);
    if parent == Hwnd::NONE && after == Hwnd::NONE {
        candidates.extend(children(Parent::Message));
    }
    if after != Hwnd::NONE {
        let place = candidates.iter().position(|window| window.handle() == after).ok_or(NO_WINDOW)?;
        candidates.drain(..=place);
    }
    let atom = match class {
        None => None,
        Some(ClassName::Atom(atom)) => Some(atom),
        Some(ClassName::Text(name)) => match atom::find(name) {
            None => return Ok(Hwnd::NONE),
            atom => atom,
        },
    };
    let text: Option<Vec<u16>> = text.map(|text| text.encode_utf16().collect());
    let fits = |window: &&Arc<Window>| {
        atom.is_none_or(|atom| window.class().atom() == atom)
            && text.as_ref().is_none_or(|text| window.read(|state| state.text == *text))
    };
    Ok(candidates.iter().find(fits).map_or(Hwnd::NONE, |window| window.handle()))
}

/// The top-level window, or the window for messages only, that a window stands in or is.
pub fn root(window: &Arc<Window>) -> Hwnd {
    let mut window = Arc::clone(window);
    while let Parent::Window(parent) = window.read(|state| state.parent) {
        match window::find(parent) {
            Ok(parent) => window = parent,
            Err(_) => break,
        }
    }
    window.handle()
}

/// Puts a window somewhere else; answers where it was.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER`: into itself or a window that stands in it.
pub fn set_parent(window: &Arc<Window>, parent: Parent) -> WsaResult<Parent> {
    if let Parent::Window(parent) = parent
        && with_descendants(window.handle()).contains(&parent)
    {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    Ok(window.change(|state| std::mem::replace(&mut state.parent, parent)))
}
