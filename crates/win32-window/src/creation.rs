//! The life of a window: the messages it begins and ends with.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use ws2_types::WsaResult;
use ws2_types::abi::{foundation, windows_and_messaging as user};

use crate::class::{self, ClassName};
use crate::pointer_messages_raw::{Description, Target};
use crate::sending;
use crate::window::{self, Hwnd, Parent, State, Window};
use crate::{NO_WINDOW, queue, tree, win32};

/// What `CreateWindowEx` is told.
#[derive(Clone, Debug)]
pub struct Creation<'a> {
    /// Of which class.
    pub class: ClassName<'a>,
    /// The module it belongs to, never 0; it also says which classes are meant.
    pub instance: usize,
    /// `WS_EX_*`.
    pub extended_style: u32,
    /// `WS_*`.
    pub style: u32,
    /// Its text.
    pub text: Option<Vec<u16>>,
    /// Left, top, width, height; `CW_USEDEFAULT` is 0.
    pub place: [i32; 4],
    /// In which window it stands (`WS_CHILD`), or with which it goes.
    pub parent: Hwnd,
    /// Its menu, or its number if it is a child.
    pub menu_or_id: usize,
    /// What the program hands to its procedure.
    pub parameter: usize,
}

/// Why there is no new window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// An error.
    Error(ws2_types::WsaError),
    /// The window's own procedure did not want it.
    ByProcedure,
}

impl From<ws2_types::WsaError> for Refusal {
    fn from(error: ws2_types::WsaError) -> Refusal {
        Refusal::Error(error)
    }
}

/// Makes a window of the calling thread. Its procedure is sent `WM_NCCREATE`, `WM_NCCALCSIZE` and `WM_CREATE`.
///
/// # Errors
/// `ERROR_CANNOT_FIND_WND_CLASS`; `ERROR_INVALID_WINDOW_HANDLE`: the parent; `ERROR_TLW_WITH_WSCHILD`: a child without
/// a parent; `ERROR_NO_MORE_USER_HANDLES`. [`Refusal::ByProcedure`]: `WM_NCCREATE` was answered with 0, or `WM_CREATE`
/// with -1.
pub fn create(creation: Creation<'_>) -> Result<Hwnd, Refusal> {
    let is_child = creation.style & user::WS_CHILD != 0;
    let (parent, owner) = match creation.parent {
        Hwnd::MESSAGE => (Parent::Message, Hwnd::NONE),
        Hwnd::NONE if is_child => return Err(win32(foundation::ERROR_TLW_WITH_WSCHILD).into()),
        Hwnd::NONE | Hwnd::DESKTOP => (Parent::Desktop, Hwnd::NONE),
        parent => {
            let parent = window::find(parent)?;
            if is_child {
                (Parent::Window(parent.handle()), Hwnd::NONE)
            } else {
                (Parent::Desktop, tree::root(&parent))
            }
        }
    };
    let queue = queue::current()?;
    let class = class::find_for_window(creation.class, creation.instance)?;
    let definition = class.definition();
    let place = creation.place.map(|length| if length == user::CW_USEDEFAULT { 0 } else { length });
    let state = State {
        procedure: definition.procedure,
        style: creation.style & !user::WS_VISIBLE,
        extended_style: creation.extended_style,
        instance: creation.instance,
        menu_or_id: creation.menu_or_id,
        user_data: 0,
        parent,
        owner,
        text: Vec::new(),
        extra: vec![0; definition.window_extra],
        place,
    };
    let window = window::insert(Arc::clone(&class), queue, state).inspect_err(|_| class.lose_window())?;
    let description = Description {
        parameter: creation.parameter,
        instance: creation.instance,
        menu_or_id: creation.menu_or_id,
        parent: creation.parent,
        place,
        style: creation.style,
        extended_style: creation.extended_style,
        text: creation.text,
        class: class.name().to_owned(),
    };
    begin(&window, &description)?;
    if creation.style & user::WS_VISIBLE != 0 {
        window.change(|state| state.style |= user::WS_VISIBLE);
        sending::tell(&window, (user::WM_SHOWWINDOW, 1, 0));
    }
    // It may have ended itself.
    if window::find(window.handle()).is_err() {
        return Err(NO_WINDOW.into());
    }
    Ok(window.handle())
}

fn begin(window: &Arc<Window>, description: &Description) -> Result<(), Refusal> {
    let send = |number, lparam| {
        let target = Target::of(window);
        target.pass(target.charset(), (number, 0, lparam))
    };
    let describe = |number| {
        let charset = Target::of(window).charset();
        description.with(charset, |address| send(number, address))
    };
    if describe(user::WM_NCCREATE) == 0 {
        if !window.is_ending.swap(true, Ordering::SeqCst) {
            end_for_good(window);
        }
        return Err(Refusal::ByProcedure);
    }
    let [x, y, cx, cy] = description.place;
    let area = foundation::RECT { left: x, top: y, right: x.wrapping_add(cx), bottom: y.wrapping_add(cy) };
    send(user::WM_NCCALCSIZE, (&raw const area).expose_provenance() as isize);
    if describe(user::WM_CREATE) == -1 {
        end(window);
        return Err(Refusal::ByProcedure);
    }
    notify_parent(window, user::WM_CREATE);
    Ok(())
}

/// Ends a window of the calling thread: first those that go with it, then itself with `WM_DESTROY`, those that stand in
/// it, and `WM_NCDESTROY`. Its messages and timers are taken out of the queue.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_ACCESS_DENIED`: it belongs to another thread.
pub fn destroy(window: Hwnd) -> WsaResult<()> {
    if window == Hwnd::DESKTOP {
        return Err(win32(foundation::ERROR_ACCESS_DENIED));
    }
    let window = window::find(window)?;
    if !window.is_own() {
        return Err(win32(foundation::ERROR_ACCESS_DENIED));
    }
    notify_parent(&window, user::WM_DESTROY);
    end(&window);
    Ok(())
}

fn end(window: &Arc<Window>) {
    if window.is_ending.swap(true, Ordering::SeqCst) {
        return; // it is in its own WM_DESTROY
    }
    for owned in tree::owned_by(window.handle()) {
        end(&owned);
    }
    sending::tell(window, (user::WM_DESTROY, 0, 0));
    for child in tree::children(Parent::Window(window.handle())) {
        end(&child);
    }
    end_for_good(window);
}

fn end_for_good(window: &Arc<Window>) {
    sending::tell(window, (user::WM_NCDESTROY, 0, 0));
    if window::remove(window) {
        window.queue().forget(window);
    }
}

/// Tells the parent of a child of its beginning and end (`WM_PARENTNOTIFY`), unless the child is not to.
fn notify_parent(window: &Arc<Window>, number: u32) {
    let (parent, extended_style, id) =
        window.read(|state| (state.parent, state.extended_style, state.menu_or_id));
    let Parent::Window(parent) = parent else { return };
    if extended_style & user::WS_EX_NOPARENTNOTIFY != 0 {
        return;
    }
    if let Ok(parent) = window::find(parent) {
        let wparam = (id & 0xffff) << 16 | number as usize;
        sending::tell(&parent, (user::WM_PARENTNOTIFY, wparam, window.handle().into_raw() as isize));
    }
}
