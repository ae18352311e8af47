//! Windows and the table of their handles.
//!
//! A handle is a slot in its low 16 bits, always even, and the slot's generation above. Slots are used again in the
//! order in which they became free, with the next generation, so a handle that is stale stays so for long.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::{Mutex, RwLock};
use ws2_types::WsaResult;
use ws2_types::abi::foundation;

use crate::class::Class;
use crate::procedure::Procedure;
use crate::queue::Queue;
use crate::{NO_WINDOW, win32};

/// The value of a window's handle in its low 32 bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Hwnd(u32);

impl Hwnd {
    /// No window.
    pub const NONE: Hwnd = Hwnd(0);
    /// The window behind all others (`GetDesktopWindow`). It has neither thread nor procedure.
    pub const DESKTOP: Hwnd = Hwnd(0x1_0002);
    /// All top-level windows (`HWND_BROADCAST`).
    pub const BROADCAST: Hwnd = Hwnd(0xffff);
    /// The parent of windows for messages only (`HWND_MESSAGE`).
    pub const MESSAGE: Hwnd = Hwnd(-3_i32 as u32);

    /// Reads a program's handle; upper bits are not significant.
    #[inline]
    pub fn from_raw(raw: usize) -> Hwnd {
        Hwnd(raw as u32)
    }

    /// The number as the program sees it.
    #[inline]
    pub fn into_raw(self) -> usize {
        self.0 as i32 as usize
    }

    fn new(slot: usize, generation: u16) -> Hwnd {
        Hwnd(u32::from(generation) << 16 | (slot as u32) << 1)
    }

    fn slot(self) -> usize {
        (self.0 as usize & 0xffff) >> 1
    }

    fn generation(self) -> u16 {
        (self.0 >> 16) as u16
    }
}

/// Where a window stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parent {
    /// On the desktop: a top-level window.
    Desktop,
    /// Nowhere; it is for messages only.
    Message,
    /// In another window.
    Window(Hwnd),
}

/// A window.
pub struct Window {
    handle: Hwnd,
    class: Arc<Class>,
    queue: Arc<Queue>,
    /// Set under the lock of the queue's state, after which nothing more is queued.
    is_gone: AtomicBool,
    /// `DestroyWindow` was called.
    pub(crate) is_ending: AtomicBool,
    state: Mutex<State>,
}

/// What of a window can change.
#[derive(Clone, Debug)]
pub struct State {
    /// Whom its messages are passed to.
    pub procedure: Procedure,
    /// `WS_*`.
    pub style: u32,
    /// `WS_EX_*`.
    pub extended_style: u32,
    /// The module it belongs to.
    pub instance: usize,
    /// The menu of a top-level window, or the number of a child.
    pub menu_or_id: usize,
    /// `GWLP_USERDATA`.
    pub user_data: usize,
    /// Where it stands.
    pub parent: Parent,
    /// The window it goes with, or none.
    pub owner: Hwnd,
    /// Its text, in UTF-16.
    pub text: Vec<u16>,
    /// `cbWndExtra` bytes.
    pub extra: Vec<u8>,
    /// Left, top, width, height.
    pub place: [i32; 4],
}

impl Window {
    /// Its handle.
    pub fn handle(&self) -> Hwnd {
        self.handle
    }

    /// Its class.
    pub fn class(&self) -> &Arc<Class> {
        &self.class
    }

    /// The queue of the thread that created it.
    pub fn queue(&self) -> &Arc<Queue> {
        &self.queue
    }

    /// A copy of one thing it has.
    pub fn read<R>(&self, read: impl FnOnce(&State) -> R) -> R {
        read(&self.state.lock())
    }

    /// Changes what it has.
    pub fn change<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        change(&mut self.state.lock())
    }

    /// Whether the calling thread created it.
    pub fn is_own(&self) -> bool {
        self.queue.thread().id() == win32_wait::thread::current_id()
    }

    /// Whether it exists no more; to be asked under the lock of the queue's state.
    pub(crate) fn is_gone(&self) -> bool {
        self.is_gone.load(Ordering::SeqCst)
    }

    pub(crate) fn set_gone(&self) {
        self.is_gone.store(true, Ordering::SeqCst);
    }
}

/// Documented: the most windows and other user objects of a process.
const MAXIMUM_WINDOWS: usize = 10_000;
/// The slots below belong to the desktop and to no window.
const FIRST_SLOT: usize = 8;
/// As many free slots rest before the first of them is used again.
const RESTING_SLOTS: usize = 64;
const MAXIMUM_GENERATION: u16 = 0x7fff;

struct Table {
    slots: Vec<Slot>,
    resting: VecDeque<usize>,
    /// All windows, the oldest first; a newer one is above an older.
    order: Vec<Arc<Window>>,
}

struct Slot {
    generation: u16,
    window: Option<Arc<Window>>,
}

static TABLE: RwLock<Table> =
    RwLock::new(Table { slots: Vec::new(), resting: VecDeque::new(), order: Vec::new() });

/// The window of a handle.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
pub fn find(handle: Hwnd) -> WsaResult<Arc<Window>> {
    let table = TABLE.read();
    let slot = handle.slot().checked_sub(FIRST_SLOT).and_then(|index| table.slots.get(index));
    let window = slot.filter(|slot| slot.generation == handle.generation() && handle.0 & 1 == 0);
    window.and_then(|slot| slot.window.clone()).ok_or(NO_WINDOW)
}

/// Whether a handle is that of a window which exists at this moment.
pub fn is_window(handle: Hwnd) -> bool {
    handle == Hwnd::DESKTOP || find(handle).is_ok()
}

/// All windows, the newest first.
pub(crate) fn all() -> Vec<Arc<Window>> {
    TABLE.read().order.iter().rev().cloned().collect()
}

/// Gives a new window a handle.
///
/// # Errors
/// `ERROR_NO_MORE_USER_HANDLES`: 10,000 windows exist.
pub(crate) fn insert(class: Arc<Class>, queue: Arc<Queue>, state: State) -> WsaResult<Arc<Window>> {
    let mut table = TABLE.write();
    if table.order.len() >= MAXIMUM_WINDOWS {
        return Err(win32(foundation::ERROR_NO_MORE_USER_HANDLES));
    }
    let index = if table.resting.len() >= RESTING_SLOTS { table.resting.pop_front() } else { None };
    let index = index.unwrap_or_else(|| {
        table.slots.push(Slot { generation: 1, window: None });
        table.slots.len() - 1
    });
    let slot = &mut table.slots[index];
    let window = Arc::new(Window {
        handle: Hwnd::new(index + FIRST_SLOT, slot.generation),
        class,
        queue,
        is_gone: AtomicBool::new(false),
        is_ending: AtomicBool::new(false),
        state: Mutex::new(state),
    });
    slot.window = Some(Arc::clone(&window));
    table.order.push(Arc::clone(&window));
    Ok(window)
}

/// Ends a handle; false when it was ended already.
pub(crate) fn remove(window: &Arc<Window>) -> bool {
    let mut table = TABLE.write();
    let index = window.handle.slot() - FIRST_SLOT;
    let slot = &mut table.slots[index];
    if !slot.window.as_ref().is_some_and(|other| Arc::ptr_eq(other, window)) {
        return false;
    }
    slot.window = None;
    slot.generation = if slot.generation == MAXIMUM_GENERATION { 1 } else { slot.generation + 1 };
    table.resting.push_back(index);
    table.order.retain(|other| !Arc::ptr_eq(other, window));
    drop(table);
    window.class.lose_window();
    true
}
