//! One number space for SOCKETs and HANDLEs.
//!
//! A handle is index + generation, a multiple of 4 that fits a positive `int`, so programs that keep a
//! SOCKET in an `int` or cast it to HANDLE work. Looking a handle up *pins* its object: it lives until the
//! last user has let go, however often the handle is closed meanwhile. A closed number rests: slots are
//! reused first in, first out, only once `RESTING_SLOTS` of them are free, and with another generation, so a
//! stale number fails for millions of further creations.
//!
//! One word per slot carries the whole protocol (`loom` can drive it): generation, open, closing, pins.
//!
//! | state | open | closing | who may drop the object |
//! |---|---|---|---|
//! | free | 0 | 0 | nobody, there is none |
//! | open | 1 | 0 | nobody |
//! | closing | 0 | 1 | whoever brings the pins to 0 |

use std::any::Any;
use std::collections::VecDeque;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU8, AtomicU16};

use crate::dispatcher::Dispatcher;
use crate::sync::{AtomicPtr, AtomicU64, Mutex, Ordering, SharedCell};

/// What a handle can stand for.
pub trait Object: Any + Send + Sync {
    /// The object as something a thread can wait for, if it is that.
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        None
    }

    /// An edge of readiness came for what the object watches under its handle.
    fn on_edge(&self, edge: ws2_sys::poller::Edge) {
        let _ = edge;
    }

    /// The object's place in overlapped I/O, if it does any.
    fn binding(&self) -> Option<&crate::binding::Binding> {
        None
    }

    /// Ends pending operations of the handle with `WSA_OPERATION_ABORTED`. Answers how many.
    fn cancel(&self, which: crate::completion::Which) -> usize {
        let _ = which;
        0
    }

    /// Ends the object's public life, for `CloseHandle`. The handle is then dead; memory goes with the last pin.
    ///
    /// # Errors
    /// The object's own close rules; a socket that must not be closed yet says so.
    fn close(&self, handle: Handle) -> ws2_types::WsaResult<()>;
}

/// The value of a SOCKET or HANDLE in its low 32 bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Handle(u32);

impl Handle {
    /// Reads a handle from a program's SOCKET or HANDLE; upper bits are not significant, as on Windows.
    ///
    /// `None` for what can never be a handle: 0, negative numbers (pseudo handles), no multiple of 4.
    #[inline]
    pub fn from_raw(raw: usize) -> Option<Handle> {
        let low = raw as u32;
        let handle = low != 0 && low & 3 == 0 && low < 1 << 31;
        handle.then_some(Handle(low))
    }

    /// The number as the program sees it.
    #[inline]
    pub fn into_raw(self) -> usize {
        self.0 as usize
    }

    fn new(index: usize, generation: u64) -> Handle {
        Handle(((generation as u32) << INDEX_BITS | index as u32) << 2)
    }

    #[inline]
    fn index(self) -> usize {
        (self.0 >> 2) as usize & (MAX_SLOTS - 1)
    }

    #[inline]
    fn generation(self) -> u64 {
        u64::from(self.0 >> (2 + INDEX_BITS))
    }
}

/// A model needs few slots, which are reused soon.
const INDEX_BITS: u32 = if cfg!(loom) { 2 } else { 20 };
const MAX_SLOTS: usize = 1 << INDEX_BITS;
const GENERATIONS: u64 = 1 << (31 - 2 - INDEX_BITS);
/// Free slots that rest before the first of them is used again.
const RESTING_SLOTS: usize = if cfg!(loom) { 1 } else { 16_384 };
const CHUNK_SLOTS: usize = if cfg!(loom) { 4 } else { 1024 };
const CHUNKS: usize = MAX_SLOTS / CHUNK_SLOTS;

const PINS_MASK: u64 = (1 << 30) - 1;
const OPEN: u64 = 1 << 30;
const CLOSING: u64 = 1 << 31;
const GENERATION_SHIFT: u32 = 32;

struct Slot {
    state: AtomicU64,
    /// What the program has marked the handle with.
    flags: AtomicU8,
    route: AtomicU16,
    object: SharedCell<Option<Arc<dyn Object>>>,
}

// SAFETY: `object` is written only while the slot is free (by the one who took it off the free list) or
// by the one who moved it from closing with 0 pins; it is read only under a pin.
unsafe impl Sync for Slot {}

impl Slot {
    fn new() -> Slot {
        Slot {
            state: AtomicU64::new(0),
            flags: AtomicU8::new(0),
            route: AtomicU16::new(0),
            object: SharedCell::new(None),
        }
    }
}

/// The table of a process. Only tests make a second one.
pub struct HandleTable {
    chunks: [AtomicPtr<[Slot; CHUNK_SLOTS]>; CHUNKS],
    allocation: Mutex<Allocation>,
}

struct Allocation {
    resting: VecDeque<u32>,
    /// Slots ever used; slot 0 never is, so that no handle is 0.
    used: usize,
}

impl Allocation {
    const fn new() -> Allocation {
        Allocation { resting: VecDeque::new(), used: 1 }
    }
}

impl HandleTable {
    /// An empty table.
    #[cfg(not(loom))]
    pub const fn new() -> HandleTable {
        HandleTable {
            chunks: [const { AtomicPtr::new(std::ptr::null_mut()) }; CHUNKS],
            allocation: Mutex::new(Allocation::new()),
        }
    }

    /// An empty table.
    #[cfg(loom)]
    pub fn new() -> HandleTable {
        HandleTable {
            chunks: std::array::from_fn(|_| AtomicPtr::new(std::ptr::null_mut())),
            allocation: Mutex::new(Allocation::new()),
        }
    }

    /// Opens a handle for an object, or `None` when about a million are open.
    pub fn insert(&self, object: Arc<dyn Object>) -> Option<Handle> {
        self.insert_routed(object, 0)
    }

    /// [`HandleTable::insert`] with a route.
    pub fn insert_routed(&self, object: Arc<dyn Object>, route: u16) -> Option<Handle> {
        let index = self.take_free_slot()?;
        let slot = self.slot(index)?;
        let generation = slot.state.load(Ordering::Relaxed) >> GENERATION_SHIFT;
        // SAFETY: the slot is off the free list and not open, so nobody else reads or writes its object.
        slot.object.with_mut(|place| unsafe { *place = Some(object) });
        slot.flags.store(0, Relaxed);
        slot.route.store(route, Relaxed);
        slot.state.fetch_or(OPEN, Ordering::SeqCst);
        Some(Handle::new(index, generation))
    }

    /// Finds and pins the object of an open handle.
    #[inline]
    pub fn pin(&self, handle: Handle) -> Option<Pinned<'_>> {
        let slot = self.slot(handle.index())?;
        let state = slot.state.fetch_add(1, Ordering::SeqCst);
        let pinned = Pinned { table: self, slot, handle };
        // Dropping `pinned` takes back a pin on a slot that is closed, free or of another generation.
        (state & OPEN != 0 && state >> GENERATION_SHIFT == handle.generation()).then_some(pinned)
    }

    /// Which way calls on a handle go: a number for those who route them, 0 if nobody set another or the handle is not
    /// open. It costs no pin, so whoever follows it finds out by the look-up whether the handle is still what it was.
    #[inline]
    pub fn route(&self, handle: Handle) -> u16 {
        let Some(slot) = self.slot(handle.index()) else { return 0 };
        let state = slot.state.load(Ordering::Acquire);
        let is_open = state & OPEN != 0 && state >> GENERATION_SHIFT == handle.generation();
        if is_open { slot.route.load(Relaxed) } else { 0 }
    }

    /// Calls `visit` with every open handle, pinned. Handles opened meanwhile may be missed.
    pub fn for_each<'t>(&'t self, mut visit: impl FnMut(&Pinned<'t>)) {
        let used = self.allocation.lock().used;
        for index in 1..used {
            let Some(slot) = self.slot(index) else { continue };
            let generation = slot.state.load(Ordering::SeqCst) >> GENERATION_SHIFT;
            if let Some(pinned) = self.pin(Handle::new(index, generation)) {
                visit(&pinned);
            }
        }
    }

    #[inline]
    fn slot(&self, index: usize) -> Option<&Slot> {
        let chunk = self.chunks[index / CHUNK_SLOTS].load(Ordering::Acquire);
        // SAFETY: a chunk pointer is null or came from `Box::into_raw` and is freed only in `drop`.
        let chunk = unsafe { chunk.as_ref() }?;
        Some(&chunk[index % CHUNK_SLOTS])
    }

    fn take_free_slot(&self) -> Option<usize> {
        let mut allocation = self.allocation.lock();
        if allocation.resting.len() >= RESTING_SLOTS || allocation.used == MAX_SLOTS {
            return allocation.resting.pop_front().map(|index| index as usize);
        }
        let index = allocation.used;
        if self.slot(index).is_none() {
            let chunk: Box<[Slot; CHUNK_SLOTS]> = Box::new(std::array::from_fn(|_| Slot::new()));
            self.chunks[index / CHUNK_SLOTS].store(Box::into_raw(chunk), Ordering::Release);
        }
        allocation.used += 1;
        Some(index)
    }

    /// Takes back one pin; the last one of a closing slot drops the object and lets the number rest.
    #[inline]
    fn unpin(&self, slot: &Slot, handle: Handle) {
        let state = slot.state.fetch_sub(1, Ordering::SeqCst) - 1;
        if state & CLOSING != 0 && state & PINS_MASK == 0 {
            self.release(slot, state, handle.index());
        }
    }

    #[cold]
    fn release(&self, slot: &Slot, state: u64, index: usize) {
        let generation = ((state >> GENERATION_SHIFT) + 1) % GENERATIONS;
        // Between closing and free, `object` is ours alone: pins on a slot without OPEN never read it.
        if slot.state.compare_exchange(state, state & !CLOSING, Ordering::SeqCst, Ordering::SeqCst).is_err() {
            return; // a late pin came; whoever takes it back releases
        }
        // SAFETY: the exchange above made this thread the only owner.
        let object = slot.object.with_mut(|place| unsafe { (*place).take() });
        let old = state >> GENERATION_SHIFT;
        slot.state.fetch_add((generation.wrapping_sub(old)) << GENERATION_SHIFT, Ordering::SeqCst);
        self.allocation.lock().resting.push_back(index as u32);
        drop(object);
    }
}

impl Default for HandleTable {
    fn default() -> Self {
        HandleTable::new()
    }
}

impl Drop for HandleTable {
    fn drop(&mut self) {
        for chunk in &self.chunks {
            let chunk = chunk.load(Ordering::Acquire);
            if !chunk.is_null() {
                // SAFETY: the pointer came from `Box::into_raw` and nobody uses the table any more.
                drop(unsafe { Box::from_raw(chunk) });
            }
        }
    }
}

/// An object that stays alive while this is held, whatever happens to its handle.
pub struct Pinned<'a> {
    table: &'a HandleTable,
    slot: &'a Slot,
    handle: Handle,
}

impl Pinned<'_> {
    /// The handle that was looked up.
    pub fn handle(&self) -> Handle {
        self.handle
    }

    /// The object as a concrete type.
    #[inline]
    pub fn downcast<T: Object>(&self) -> Option<&T> {
        let object: &dyn Any = &**self;
        object.downcast_ref()
    }

    /// Another reference to the object, for a second handle (`DuplicateHandle`) or a longer life.
    pub fn share(&self) -> Arc<dyn Object> {
        // SAFETY: pinned while open, so the object is there and nobody writes it.
        let object = self.slot.object.with(|place| unsafe { (*place).clone() });
        object.expect("a pinned slot has an object")
    }

    /// The handle's `HANDLE_FLAG_*`; those of a new one are 0.
    pub fn flags(&self) -> u32 {
        self.slot.flags.load(Relaxed).into()
    }

    /// Changes those flags of the handle that `mask` names.
    pub fn set_flags(&self, mask: u32, flags: u32) {
        let change = |now: u8| Some(now & !(mask as u8) | (flags & mask) as u8);
        let _ = self.slot.flags.fetch_update(Relaxed, Relaxed, change);
    }

    /// Has calls on the handle go another way from now on.
    pub fn set_route(&self, route: u16) {
        self.slot.route.store(route, Relaxed);
    }

    /// Kills the handle: from now on every look-up fails. `None` when another thread was first.
    /// The answer is how many others have the object pinned at this moment.
    pub fn begin_close(&self) -> Option<usize> {
        let mut state = self.slot.state.load(Ordering::SeqCst);
        loop {
            if state & OPEN == 0 || state >> GENERATION_SHIFT != self.handle.generation() {
                return None;
            }
            let closing = (state & !OPEN) | CLOSING;
            match self.slot.state.compare_exchange_weak(state, closing, Ordering::SeqCst, Ordering::SeqCst) {
                Ok(_) => return Some((state & PINS_MASK) as usize - 1),
                Err(now) => state = now,
            }
        }
    }

    /// Whether the handle was closed since it was pinned.
    #[inline]
    pub fn is_closing(&self) -> bool {
        self.slot.state.load(Ordering::SeqCst) & CLOSING != 0
    }
}

impl<'a> Pinned<'a> {
    /// The same pin, with the object's type known once and for all; `None` when it is another.
    #[inline]
    pub fn into_typed<T: Object>(self) -> Option<PinnedAs<'a, T>> {
        let object = std::ptr::from_ref(self.downcast::<T>()?);
        Some(PinnedAs { pinned: self, object })
    }
}

/// A pinned object of a known type.
pub struct PinnedAs<'a, T> {
    pinned: Pinned<'a>,
    object: *const T,
}

impl<'a, T> PinnedAs<'a, T> {
    /// The pin without the type.
    #[inline]
    pub fn pinned(&self) -> &Pinned<'a> {
        &self.pinned
    }
}

impl<T> Deref for PinnedAs<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: points to the object that the pin keeps in place.
        unsafe { &*self.object }
    }
}

impl Deref for Pinned<'_> {
    type Target = dyn Object;

    #[inline]
    fn deref(&self) -> &(dyn Object + 'static) {
        // SAFETY: `pin` returned this only for an open slot of our generation; the pin keeps the object in place.
        self.slot.object.with(|place| unsafe { (*place).as_deref().unwrap_unchecked() })
    }
}

impl Drop for Pinned<'_> {
    #[inline]
    fn drop(&mut self) {
        self.table.unpin(self.slot, self.handle);
    }
}

/// The process's table.
#[cfg(not(loom))]
#[inline]
pub fn handles() -> &'static HandleTable {
    static HANDLES: HandleTable = HandleTable::new();
    &HANDLES
}

/// The process's table; a model makes its own.
#[cfg(loom)]
pub fn handles() -> &'static HandleTable {
    static HANDLES: std::sync::LazyLock<HandleTable> = std::sync::LazyLock::new(HandleTable::new);
    &HANDLES
}

#[cfg(test)]
mod tests;
