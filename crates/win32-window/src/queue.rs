//! The message queue of a thread: messages that were posted and sent, timers, and what the thread waits for.
//!
//! A queue is made when its thread first needs one and ends with the thread, as do the thread's windows.
//!
//! **Waiting.** The queue is a dispatcher object that only its own thread waits for, so input and kernel objects make
//! one wait. What it is signaled for stands in [`Wake`], under the dispatcher lock; it is a copy of what the queue's
//! own lock guards. Whoever adds a kind of input that the copy does not show brings it up to date, still under the
//! queue's lock; the thread does so before it waits. In between the copy may show kinds that are there no more. So
//! posting to a thread that does not wait costs one lock of the queue, twice only for the first message of a kind.
//!
//! **New input.** Each kind of input has two bits, as on Windows: it is there, and it has come since the thread last
//! looked (`fresh`). Waits are for fresh input unless they ask for any.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Weak};

use parking_lot::{Mutex, MutexGuard};
use win32_wait::dispatcher::{self, Dispatcher, Guarded, Header, Locked, Satisfied};
use win32_wait::handle_table::{Handle, Object};
use win32_wait::race_detector;
use win32_wait::thread::{self, STILL_ACTIVE, Thread};
use ws2_types::abi::{foundation, windows_and_messaging as user};
use ws2_types::{WsaError, WsaResult};

use crate::message::{Message, tick_count};
use crate::sent::{Answer, Sent};
use crate::timer::Timer;
use crate::window::{self, Window};
use crate::{NO_WINDOW, win32};

/// Documented: the most messages that may wait in a queue.
pub const MAXIMUM_POSTS: usize = 10_000;
/// A thread that has not looked for messages for so long does not respond.
const HUNG_AFTER_MS: u32 = 5_000;

/// What posted messages are reported as.
pub(crate) const POSTS: u32 = user::QS_POSTMESSAGE | user::QS_ALLPOSTMESSAGE;

/// A thread's message queue.
pub struct Queue {
    thread: Arc<Thread>,
    header: Header,
    wake: Guarded<Wake>,
    state: Mutex<State>,
    /// When the thread last looked for messages.
    looked_at_ms: AtomicU32,
    waits: AtomicBool,
}

/// When the queue is signaled.
#[derive(Clone, Copy, Default)]
struct Wake {
    /// `QS_*`: what is there.
    present: u32,
    /// What has come since the thread last looked.
    fresh: u32,
    /// What the thread waits for.
    wanted: u32,
    /// Old input counts as well.
    any: bool,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) posts: VecDeque<Message>,
    pub(crate) sent: VecDeque<Arc<Sent>>,
    /// Messages of other threads that the thread processes, the innermost last.
    pub(crate) received: Vec<Arc<Sent>>,
    /// What `PostQuitMessage` was told.
    pub(crate) quit: Option<i32>,
    pub(crate) timers: Vec<Timer>,
    pub(crate) fresh: u32,
    /// The copy in [`Wake`].
    shown_present: u32,
    shown_fresh: u32,
    alert: Alert,
    has_ended: bool,
}

/// Whether input interrupts a blocking call of the thread.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Alert {
    #[default]
    Off,
    Armed,
    /// It did, and the thread has not looked since.
    Given,
}

struct Own(RefCell<Option<Arc<Queue>>>);

thread_local! {
    static OWN: Own = const { Own(RefCell::new(None)) };
}

/// The queues of all threads that have one, by thread id.
static QUEUES: Mutex<BTreeMap<u32, Weak<Queue>>> = Mutex::new(BTreeMap::new());

impl Drop for Own {
    fn drop(&mut self) {
        let Some(queue) = self.0.take() else { return };
        // The main thread's destructors also run while the process exits; nobody may be woken by that.
        let is_main = rustix::thread::gettid() == rustix::process::getpid();
        if !is_main || queue.thread.exit_code() != STILL_ACTIVE {
            queue.end();
        }
    }
}

/// The calling thread's queue, made if it has none.
///
/// # Errors
/// `ERROR_INVALID_THREAD_ID`: on the way out of a thread whose queue has ended.
pub fn current() -> WsaResult<Arc<Queue>> {
    let known = OWN.try_with(|own| Arc::clone(own.0.borrow_mut().get_or_insert_with(Queue::of_this_thread)));
    known.map_err(|_| win32(foundation::ERROR_INVALID_THREAD_ID))
}

/// The calling thread's queue, if it has one.
pub(crate) fn existing() -> Option<Arc<Queue>> {
    OWN.try_with(|own| own.0.borrow().clone()).ok().flatten()
}

/// The queue of a thread.
///
/// # Errors
/// `ERROR_INVALID_THREAD_ID`: no such thread, or it has none.
pub fn of_thread(id: u32) -> WsaResult<Arc<Queue>> {
    let queue = QUEUES.lock().get(&id).and_then(Weak::upgrade);
    queue.ok_or(win32(foundation::ERROR_INVALID_THREAD_ID))
}

/// Whether a message or a timer waits for the calling thread. It stays as it is.
pub fn current_has_input() -> bool {
    existing().is_some_and(|queue| queue.state.lock().present() != 0)
}

/// While this lives, input for the calling thread interrupts its blocking Winsock calls, as an APC does that does
/// nothing: the call is made to look at what it wants to do besides waiting, and goes on. Alertable waits of the
/// thread are ended by it as well.
///
/// After one interruption there is no other until the thread has looked at its queue.
pub struct InputAlert(Arc<Queue>);

impl InputAlert {
    /// Begins. Ask [`current_has_input`] afterwards: what has come before interrupts nothing.
    ///
    /// # Errors
    /// As [`current`].
    pub fn begin() -> WsaResult<InputAlert> {
        let queue = current()?;
        queue.state.lock().alert = Alert::Armed;
        Ok(InputAlert(queue))
    }
}

impl Drop for InputAlert {
    fn drop(&mut self) {
        self.0.state.lock().alert = Alert::Off;
        // An alertable wait that comes later must not be ended by it.
        self.0.thread.withdraw_apc(self.0.apc_owner());
    }
}

impl Queue {
    fn of_this_thread() -> Arc<Queue> {
        // The thread's record is made first, so it ends last.
        let thread = thread::current();
        let queue = Arc::new(Queue {
            thread: Arc::clone(&thread),
            header: Header::new(),
            wake: Guarded::default(),
            state: Mutex::default(),
            looked_at_ms: AtomicU32::new(tick_count()),
            waits: AtomicBool::new(false),
        });
        QUEUES.lock().insert(thread.id(), Arc::downgrade(&queue));
        queue
    }

    /// Whose queue it is.
    pub fn thread(&self) -> &Arc<Thread> {
        &self.thread
    }

    /// The thread takes things out of the queue.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        let state = self.state.lock();
        race_detector::acquire(&raw const self.state);
        state
    }

    /// Posts a message for a window of the thread, or for the thread itself.
    ///
    /// # Errors
    /// `ERROR_NOT_ENOUGH_QUOTA`: 10,000 messages wait. `ERROR_INVALID_THREAD_ID`, `ERROR_INVALID_WINDOW_HANDLE`: the
    /// thread or the window has ended.
    pub(crate) fn post(&self, window: Option<&Window>, message: Message) -> WsaResult<()> {
        let mut state = self.state.lock();
        if window.is_some_and(Window::is_gone) {
            return Err(NO_WINDOW);
        }
        if state.has_ended {
            return Err(win32(foundation::ERROR_INVALID_THREAD_ID));
        }
        if state.posts.len() >= MAXIMUM_POSTS {
            return Err(win32(foundation::ERROR_NOT_ENOUGH_QUOTA));
        }
        state.posts.push_back(message);
        self.arrived(state, POSTS);
        Ok(())
    }

    /// Asks for the end of the thread's message loop.
    pub(crate) fn post_quit(&self, exit_code: i32) {
        let mut state = self.state.lock();
        state.quit = Some(exit_code);
        self.arrived(state, POSTS);
    }

    /// Hands over a message of another thread.
    ///
    /// # Errors
    /// `ERROR_INVALID_WINDOW_HANDLE`: the window has ended.
    pub(crate) fn send(&self, sent: Arc<Sent>) -> WsaResult<()> {
        let mut state = self.state.lock();
        if sent.window.is_gone() || state.has_ended {
            return Err(NO_WINDOW);
        }
        state.sent.push_back(sent);
        self.arrived(state, user::QS_SENDMESSAGE);
        Ok(())
    }

    /// Takes back a message that the thread has not begun to process.
    pub(crate) fn withdraw(&self, sent: &Arc<Sent>) {
        self.lock().sent.retain(|other| !Arc::ptr_eq(other, sent));
    }

    /// A timer is due.
    pub(crate) fn timer_is_due(&self, serial: u64) {
        let mut state = self.state.lock();
        let Some(timer) = state.timers.iter_mut().find(|timer| timer.serial == serial) else { return };
        timer.is_ready = true;
        self.arrived(state, user::QS_TIMER);
    }

    /// Something of these kinds was added.
    fn arrived(&self, mut state: MutexGuard<'_, State>, kinds: u32) {
        race_detector::release(&raw const self.state);
        state.fresh |= kinds;
        if state.alert == Alert::Armed {
            state.alert = Alert::Given;
            // Under the lock, so that an end of the alert takes back what was queued.
            self.thread.queue_apc_of(self.apc_owner(), Box::new(|| ()));
        }
        if kinds & !(state.shown_present & state.shown_fresh) == 0 {
            drop(state);
        } else {
            let mut lock = dispatcher::lock();
            self.show(&mut lock, &mut state);
            dispatcher::offer(self, &mut lock);
            drop(state); // before the thread is woken
        }
    }

    fn apc_owner(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    fn show(&self, lock: &mut Locked, state: &mut State) {
        (state.shown_present, state.shown_fresh) = (state.present(), state.fresh);
        let wake = self.wake.get_mut(lock);
        (wake.present, wake.fresh) = (state.shown_present, state.shown_fresh);
    }

    /// Says what the next wait is for.
    pub(crate) fn want(&self, wanted: u32, any: bool) {
        let mut state = self.state.lock();
        let mut lock = dispatcher::lock();
        self.show(&mut lock, &mut state);
        let wake = self.wake.get_mut(&mut lock);
        (wake.wanted, wake.any) = (wanted, any);
    }

    /// What is there, and what of it has come since the thread last looked; the latter is then old, of those kinds.
    pub fn status(&self, kinds: u32) -> (u32, u32) {
        let mut state = self.lock();
        let present = state.present() & kinds;
        let fresh = present & state.fresh;
        state.looked_at(kinds);
        (present, fresh)
    }

    /// The thread looks for messages at this moment, or has begun or ended a wait for them.
    pub(crate) fn note_look(&self, waits: bool) {
        self.looked_at(tick_count());
        self.waits.store(waits, Ordering::Relaxed);
    }

    pub(crate) fn looked_at(&self, time_ms: u32) {
        self.looked_at_ms.store(time_ms, Ordering::Relaxed);
    }

    /// Whether the thread has not looked for messages for five seconds, as the documents define a thread that hangs.
    pub fn is_hung(&self) -> bool {
        let since = tick_count().wrapping_sub(self.looked_at_ms.load(Ordering::Relaxed));
        !self.waits.load(Ordering::Relaxed) && since >= HUNG_AFTER_MS
    }

    /// Takes a window's messages and timers out, for its end. From here on nothing is queued for it.
    pub(crate) fn forget(&self, window: &Arc<Window>) {
        let mut state = self.lock();
        window.set_gone();
        state.posts.retain(|message| message.window != window.handle());
        let (timers, kept) =
            std::mem::take(&mut state.timers).into_iter().partition(|timer| timer.window == window.handle());
        state.timers = kept;
        let (unanswered, kept) =
            std::mem::take(&mut state.sent).into_iter().partition(|sent| Arc::ptr_eq(&sent.window, window));
        state.sent = kept;
        drop(state);
        let (timers, unanswered): (Vec<Timer>, VecDeque<Arc<Sent>>) = (timers, unanswered);
        drop(timers);
        unanswered.iter().for_each(|sent| {
            sent.give(Answer::NeverComes);
        });
    }

    /// The thread ends: with it end its windows, without any message to them, and whatever waits.
    fn end(self: &Arc<Queue>) {
        QUEUES.lock().remove(&self.thread.id());
        self.state.lock().has_ended = true;
        for window in window::all().iter().filter(|window| Arc::ptr_eq(window.queue(), self)) {
            window::remove(window);
            self.forget(window);
        }
        let mut state = self.lock();
        let (posts, timers) = (std::mem::take(&mut state.posts), std::mem::take(&mut state.timers));
        let unanswered: Vec<_> = state.sent.drain(..).collect();
        let received = std::mem::take(&mut state.received);
        drop(state);
        drop((posts, timers));
        for sent in unanswered.iter().chain(&received) {
            sent.give(Answer::NeverComes);
        }
    }
}

impl State {
    /// `QS_*`: what is there.
    pub(crate) fn present(&self) -> u32 {
        let posts = if self.posts.is_empty() && self.quit.is_none() { 0 } else { POSTS };
        let sent = if self.sent.is_empty() { 0 } else { user::QS_SENDMESSAGE };
        let timers = if self.timers.iter().any(|timer| timer.is_ready) { user::QS_TIMER } else { 0 };
        posts | sent | timers
    }

    /// The thread has seen what there is of these kinds.
    pub(crate) fn looked_at(&mut self, kinds: u32) {
        self.fresh &= !kinds;
        if self.alert == Alert::Given {
            self.alert = Alert::Armed;
        }
    }
}

impl Dispatcher for Queue {
    fn header(&self) -> &Header {
        &self.header
    }

    fn is_signaled(&self, lock: &Locked, _thread: &Thread) -> bool {
        let wake = self.wake.get(lock);
        wake.wanted & if wake.any { wake.present } else { wake.fresh } != 0
    }

    /// Input stays where it is.
    fn satisfy(&self, _lock: &mut Locked, _thread: &Arc<Thread>) -> Satisfied {
        Satisfied::Normally
    }
}

impl Object for Queue {
    fn dispatcher(&self) -> Option<&dyn Dispatcher> {
        Some(self)
    }

    /// A queue has no handle.
    fn close(&self, _handle: Handle) -> WsaResult<()> {
        Err(WsaError::WSA_INVALID_HANDLE)
    }
}

#[cfg(test)]
mod tests;
