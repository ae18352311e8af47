//! Messages whose arguments point to memory: text in the form that the receiver expects, and the structure that a new
//! window is told about itself with.
//!
//! Text is converted for messages that carry text only, as on Windows. Pointers are the sender's, which waits for the
//! answer; `WM_SETTEXT` and its kin cannot be posted.

use std::ffi::c_void;
use ws2_types::abi::windows_and_messaging::{
    CREATESTRUCTA, CREATESTRUCTW, WM_GETTEXT, WM_GETTEXTLENGTH, WM_SETTEXT,
};

use crate::procedure::{Charset, Procedure};
use crate::sending::Content;
use crate::window::{Hwnd, Window};

/// A procedure may answer anything when it is asked how long its text is.
const LONGEST: isize = 1 << 20;

/// Who gets a message: a window's handle and its procedure of this moment.
///
/// Nothing that has to be dropped is needed to call it, for the procedure may end the thread, and then its callers do
/// not go on.
#[derive(Clone, Copy)]
pub struct Target {
    window: Hwnd,
    procedure: Procedure,
}

impl Target {
    /// A window of the calling thread.
    pub fn of(window: &Window) -> Target {
        Target { window: window.handle(), procedure: window.read(|state| state.procedure) }
    }

    /// The form of text that it expects.
    pub fn charset(self) -> Charset {
        self.procedure.charset
    }

    /// Passes it a message whose text has this form.
    pub fn pass(self, charset: Charset, (number, wparam, lparam): Content) -> isize {
        let call = |lparam| self.procedure.call(self.window, number, wparam, lparam);
        if self.charset() == charset {
            return call(lparam);
        }
        match number {
            WM_SETTEXT if lparam != 0 => {
                // SAFETY: a sender of this message passes NULL or a string that ends in NUL.
                let text = unsafe { read(charset, lparam) };
                call(Buffer::of(&text, self.charset()).address())
            }
            WM_GETTEXT => {
                // SAFETY: a sender of this message passes a buffer of as many characters.
                unsafe { write(charset, &self.text(), lparam, wparam) as isize }
            }
            WM_GETTEXTLENGTH => length(charset, &self.text()) as isize,
            _ => call(lparam),
        }
    }

    /// The text that the procedure says the window has.
    fn text(self) -> Vec<u16> {
        let units = self.procedure.call(self.window, WM_GETTEXTLENGTH, 0, 0).clamp(0, LONGEST) as usize + 1;
        let mut buffer = vec![0_u16; units];
        let address = buffer.as_mut_ptr().expose_provenance() as isize;
        self.procedure.call(self.window, WM_GETTEXT, units, address);
        buffer[units - 1] = 0;
        // SAFETY: it ends in NUL, in either form.
        unsafe { read(self.charset(), address) }
    }
}

/// Text of a message, in UTF-16 without its NUL; empty for NULL.
///
/// # Safety
/// `address` is 0 or that of a string in this form that ends in NUL.
pub(crate) unsafe fn read(charset: Charset, address: isize) -> Vec<u16> {
    if address == 0 {
        return Vec::new();
    }
    match charset {
        Charset::Ansi => {
            // SAFETY: not 0, and the caller vouches for the rest.
            let text =
                unsafe { std::ffi::CStr::from_ptr(std::ptr::with_exposed_provenance(address as usize)) };
            text.to_string_lossy().encode_utf16().collect()
        }
        Charset::Wide => {
            let first: *const u16 = std::ptr::with_exposed_provenance(address as usize);
            // SAFETY: reading stops at the NUL that the caller vouches for.
            let unit = |index: usize| unsafe { first.add(index).read_unaligned() };
            (0..).map(unit).take_while(|unit| *unit != 0).collect()
        }
    }
}

/// Stores text with a NUL in a buffer of `capacity` characters; what does not fit is cut off. Answers how many
/// characters were stored, without the NUL.
///
/// # Safety
/// `address` is 0 or that of a buffer of `capacity` characters.
pub unsafe fn write(charset: Charset, text: &[u16], address: isize, capacity: usize) -> usize {
    if address == 0 || capacity == 0 {
        return 0;
    }
    match charset {
        Charset::Ansi => {
            let text = String::from_utf16_lossy(text);
            // Not within a character.
            let end = (0..=text.len().min(capacity - 1)).rev().find(|end| text.is_char_boundary(*end));
            let stored = &text.as_bytes()[..end.unwrap_or(0)];
            let buffer: *mut u8 = std::ptr::with_exposed_provenance_mut(address as usize);
            // SAFETY: it is shorter than the buffer.
            unsafe {
                buffer.copy_from(stored.as_ptr(), stored.len());
                buffer.add(stored.len()).write(0);
            }
            stored.len()
        }
        Charset::Wide => {
            let stored = &text[..text.len().min(capacity - 1)];
            let buffer: *mut u16 = std::ptr::with_exposed_provenance_mut(address as usize);
            for (index, unit) in stored.iter().chain(&[0]).enumerate() {
                // SAFETY: it is shorter than the buffer.
                unsafe { buffer.add(index).write_unaligned(*unit) };
            }
            stored.len()
        }
    }
}

/// How many characters a text has in this form.
pub(crate) fn length(charset: Charset, text: &[u16]) -> usize {
    match charset {
        Charset::Ansi => String::from_utf16_lossy(text).len(),
        Charset::Wide => text.len(),
    }
}

/// A string that ends in NUL, in either form.
enum Buffer {
    Ansi(Vec<u8>),
    Wide(Vec<u16>),
}

impl Buffer {
    fn of(text: &[u16], charset: Charset) -> Buffer {
        match charset {
            Charset::Ansi => {
                let mut bytes = String::from_utf16_lossy(text).into_bytes();
                bytes.push(0);
                Buffer::Ansi(bytes)
            }
            Charset::Wide => Buffer::Wide([text, &[0]].concat()),
        }
    }

    fn address(&self) -> isize {
        match self {
            Buffer::Ansi(bytes) => bytes.as_ptr().expose_provenance() as isize,
            Buffer::Wide(units) => units.as_ptr().expose_provenance() as isize,
        }
    }
}

/// What a new window is told about itself (`CREATESTRUCT`).
pub(crate) struct Description {
    pub(crate) parameter: usize,
    pub(crate) instance: usize,
    pub(crate) menu_or_id: usize,
    pub(crate) parent: Hwnd,
    /// Left, top, width, height.
    pub(crate) place: [i32; 4],
    pub(crate) style: u32,
    pub(crate) extended_style: u32,
    pub(crate) text: Option<Vec<u16>>,
    pub(crate) class: String,
}

impl Description {
    /// Calls `tell` with the address of the structure in this form, which lives for as long as the call.
    pub(crate) fn with<R>(&self, charset: Charset, tell: impl FnOnce(isize) -> R) -> R {
        let text = self.text.as_ref().map(|text| Buffer::of(text, charset));
        let class = Buffer::of(&self.class.encode_utf16().collect::<Vec<u16>>(), charset);
        let pointer = |raw: usize| -> *mut c_void { std::ptr::with_exposed_provenance_mut(raw) };
        let [x, y, cx, cy] = self.place;
        // Both forms are laid out alike; only what the strings consist of differs.
        const { assert!(size_of::<CREATESTRUCTA>() == size_of::<CREATESTRUCTW>()) };
        let structure = CREATESTRUCTA {
            lpCreateParams: pointer(self.parameter),
            hInstance: pointer(self.instance),
            hMenu: pointer(self.menu_or_id),
            hwndParent: pointer(self.parent.into_raw()),
            cy,
            cx,
            y,
            x,
            style: self.style as i32,
            lpszName: pointer(text.as_ref().map_or(0, |text| text.address() as usize)).cast_const().cast(),
            lpszClass: pointer(class.address() as usize).cast_const().cast(),
            dwExStyle: self.extended_style,
        };
        tell((&raw const structure).expose_provenance() as isize)
    }
}

/// The text that a new window is told it has.
///
/// # Safety
/// `address` is that of a `CREATESTRUCT` in this form.
pub(crate) unsafe fn text_of_new(charset: Charset, address: isize) -> Vec<u16> {
    if address == 0 {
        return Vec::new();
    }
    // SAFETY: not 0, and the caller vouches for the rest.
    let structure: CREATESTRUCTA =
        unsafe { std::ptr::with_exposed_provenance::<CREATESTRUCTA>(address as usize).read() };
    // SAFETY: NULL, or a string that ends in NUL.
    unsafe { read(charset, structure.lpszName.expose_provenance() as isize) }
}
