//! Window classes: what windows of one kind share. They belong to the process.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use parking_lot::Mutex;
use ws2_types::abi::{foundation, windows_and_messaging as user};
use ws2_types::{WsaError, WsaResult};

use crate::procedure::Procedure;
use crate::{atom, win32};

/// What `RegisterClassEx` is told.
#[derive(Clone, Debug)]
pub struct Definition {
    /// `CS_*`.
    pub style: u32,
    /// The procedure of new windows.
    pub procedure: Procedure,
    /// Bytes of the class that belong to the program.
    pub class_extra: usize,
    /// Bytes of each window that belong to the program.
    pub window_extra: usize,
    /// The module that registers it; never 0.
    pub instance: usize,
    /// `hIcon`, `hCursor`, `hbrBackground`, `hIconSm` and the menu's name: kept, not used.
    pub looks: Looks,
}

/// What a class has for the eye. Handles, and one address, that are given back as they came.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Looks {
    /// `hIcon`.
    pub icon: usize,
    /// `hCursor`.
    pub cursor: usize,
    /// `hbrBackground`.
    pub background: usize,
    /// `hIconSm`.
    pub small_icon: usize,
    /// `lpszMenuName`.
    pub menu_name: usize,
}

/// A registered class.
pub struct Class {
    atom: u16,
    name: String,
    is_of_the_system: bool,
    windows: AtomicUsize,
    definition: Mutex<Definition>,
    /// `cbClsExtra` bytes.
    extra: Mutex<Vec<u8>>,
}

/// A class as programs name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClassName<'a> {
    /// What registering it returned.
    Atom(u16),
    /// Its name.
    Text(&'a str),
}

impl ClassName<'_> {
    fn atom(self) -> Option<u16> {
        match self {
            ClassName::Atom(atom) => Some(atom),
            ClassName::Text(name) => atom::find(name),
        }
    }
}

/// Classes that every process has. None of them draws; all keep a text.
const SYSTEM_CLASSES: &[&str] = &["Button", "Edit", "Message", "Static"];

static CLASSES: LazyLock<Mutex<Vec<Arc<Class>>>> = LazyLock::new(|| {
    let definition = Definition {
        style: user::CS_GLOBALCLASS,
        procedure: Procedure::of_the_system(),
        class_extra: 0,
        window_extra: 0,
        instance: 0,
        looks: Looks::default(),
    };
    let class = |name: &&str| {
        let atom = atom::add(name).expect("a short name, before the table is full");
        Arc::new(Class::new(atom, (*name).to_owned(), definition.clone(), true))
    };
    Mutex::new(SYSTEM_CLASSES.iter().map(class).collect())
});

const NOT_FOUND: WsaError = win32(foundation::ERROR_CANNOT_FIND_WND_CLASS);

/// Registers a class and gives its atom.
///
/// # Errors
/// `ERROR_CLASS_ALREADY_EXISTS`: the module has registered the name. `ERROR_INVALID_PARAMETER`: no name, or one of
/// more than 255 characters. `ERROR_NOT_ENOUGH_MEMORY`.
pub fn register(name: ClassName<'_>, definition: Definition) -> WsaResult<u16> {
    let (atom, name) = match name {
        ClassName::Text(name) => (atom::add(name)?, name.to_owned()),
        ClassName::Atom(atom) => (atom, atom::name(atom).ok_or(WsaError::WSA_INVALID_PARAMETER)?),
    };
    let mut classes = CLASSES.lock();
    if classes.iter().any(|class| class.is_own(atom, definition.instance)) {
        return Err(win32(foundation::ERROR_CLASS_ALREADY_EXISTS));
    }
    classes.push(Arc::new(Class::new(atom, name, definition, false)));
    Ok(atom)
}

/// Takes a class back.
///
/// # Errors
/// `ERROR_CLASS_DOES_NOT_EXIST`: the module has no such class. `ERROR_CLASS_HAS_WINDOWS`.
pub fn unregister(name: ClassName<'_>, instance: usize) -> WsaResult<()> {
    let unknown = win32(foundation::ERROR_CLASS_DOES_NOT_EXIST);
    let atom = name.atom().ok_or(unknown)?;
    let mut classes = CLASSES.lock();
    let place = classes.iter().position(|class| class.is_own(atom, instance)).ok_or(unknown)?;
    if classes[place].windows.load(Ordering::SeqCst) > 0 {
        return Err(win32(foundation::ERROR_CLASS_HAS_WINDOWS));
    }
    classes.remove(place);
    Ok(())
}

/// The class that a name means to a module: its own, else one registered for all modules, else one of the system.
///
/// # Errors
/// `ERROR_CANNOT_FIND_WND_CLASS`.
pub fn find(name: ClassName<'_>, instance: usize) -> WsaResult<Arc<Class>> {
    find_in(&CLASSES.lock(), name, instance).cloned()
}

/// The same, for a new window, which the class counts.
pub(crate) fn find_for_window(name: ClassName<'_>, instance: usize) -> WsaResult<Arc<Class>> {
    let classes = CLASSES.lock();
    let class = find_in(&classes, name, instance)?;
    class.windows.fetch_add(1, Ordering::SeqCst);
    Ok(Arc::clone(class))
}

fn find_in<'a>(classes: &'a [Arc<Class>], name: ClassName<'_>, instance: usize) -> WsaResult<&'a Arc<Class>> {
    let atom = name.atom().ok_or(NOT_FOUND)?;
    let named = || classes.iter().filter(move |class| class.atom == atom);
    named()
        .find(|class| class.is_own(atom, instance))
        .or_else(|| named().find(|class| !class.is_of_the_system && class.is_global()))
        .or_else(|| named().find(|class| class.is_of_the_system))
        .ok_or(NOT_FOUND)
}

impl Class {
    fn new(atom: u16, name: String, definition: Definition, is_of_the_system: bool) -> Class {
        let extra = Mutex::new(vec![0; definition.class_extra]);
        let windows = AtomicUsize::new(0);
        Class { atom, name, is_of_the_system, windows, definition: Mutex::new(definition), extra }
    }

    fn is_own(&self, atom: u16, instance: usize) -> bool {
        self.atom == atom && !self.is_of_the_system && self.definition.lock().instance == instance
    }

    fn is_global(&self) -> bool {
        self.definition.lock().style & user::CS_GLOBALCLASS != 0
    }

    /// Its number.
    pub fn atom(&self) -> u16 {
        self.atom
    }

    /// Its name, as it was registered.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it was registered with, and what was changed since.
    pub fn definition(&self) -> Definition {
        self.definition.lock().clone()
    }

    /// Whether it is one of those that every process has.
    pub fn is_of_the_system(&self) -> bool {
        self.is_of_the_system
    }

    /// Changes its definition, for windows to come.
    pub fn change<R>(&self, change: impl FnOnce(&mut Definition) -> R) -> R {
        change(&mut self.definition.lock())
    }

    /// Reads or changes the bytes that belong to the program.
    pub fn with_extra<R>(&self, call: impl FnOnce(&mut [u8]) -> R) -> R {
        call(&mut self.extra.lock())
    }

    pub(crate) fn lose_window(&self) {
        self.windows.fetch_sub(1, Ordering::SeqCst);
    }
}
