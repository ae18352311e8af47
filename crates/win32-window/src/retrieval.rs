//! Taking messages out of the calling thread's queue, and waiting for them.
//!
//! Messages that other threads sent are passed to their windows first, whatever is asked for. Then come posted
//! messages, in the order in which they were posted; `WM_QUIT`; timers.

use std::sync::Arc;

use win32_wait::handle_table::Object;
use win32_wait::wait::{INFINITE, MAXIMUM_OBJECTS, Outcome, wait_all, wait_any};
use ws2_types::abi::windows_and_messaging as user;
use ws2_types::{WsaError, WsaResult};

use crate::message::{Message, tick_count};
use crate::queue::{self, POSTS, Queue};
use crate::window::{self, Hwnd};
use crate::{sending, tree};

/// Which messages are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// Those of a window and of the windows in it; those for the thread itself; or all.
    pub of: Of,
    /// The lowest number.
    pub first: u32,
    /// The highest number; both are 0 for all.
    pub last: u32,
    /// `QS_*`: kinds that are looked at, or 0 for all.
    pub kinds: u32,
}

/// Whose messages are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    /// The thread's and all its windows'.
    All,
    /// Those that are for no window.
    Thread,
    /// Those of a window and of the windows in it.
    Window(Hwnd),
}

impl Of {
    /// What a program means by a handle: NULL is all, -1 the thread.
    pub fn from_raw(window: usize) -> Of {
        match Hwnd::from_raw(window) {
            Hwnd::NONE => Of::All,
            window if window == Hwnd::from_raw(usize::MAX) => Of::Thread,
            window => Of::Window(window),
        }
    }

    fn windows(self) -> WsaResult<Option<Vec<Hwnd>>> {
        match self {
            Of::All => Ok(None),
            Of::Thread => Ok(Some(vec![Hwnd::NONE])),
            Of::Window(window) => {
                window::find(window)?;
                Ok(Some(tree::with_descendants(window)))
            }
        }
    }
}

impl Filter {
    /// Every message.
    pub const ALL: Filter = Filter { of: Of::All, first: 0, last: 0, kinds: 0 };

    fn wants_number(&self, number: u32) -> bool {
        (self.first, self.last) == (0, 0) || (self.first..=self.last).contains(&number)
    }

    fn wants_kind(&self, kinds: u32) -> bool {
        self.kinds == 0 || self.kinds & kinds != 0
    }

    fn is_all(&self) -> bool {
        self.of == Of::All && (self.first, self.last) == (0, 0)
    }
}

/// The next message, if there is one; `remove` takes it out of the queue. `WM_QUIT` comes whatever the numbers wanted.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`: the window wanted does not exist.
///
/// # Blocking
/// Not; but messages that other threads sent are processed.
pub fn peek(filter: Filter, remove: bool) -> WsaResult<Option<Message>> {
    process_received(filter)?;
    let queue = queue::current()?;
    look(&queue, filter, remove)
}

/// The next message, taken out of the queue.
///
/// # Errors
/// As [`peek`].
///
/// # Blocking
/// Until there is one. Messages that other threads sent are processed meanwhile.
pub fn next(filter: Filter) -> WsaResult<Message> {
    loop {
        process_received(filter)?;
        let queue = queue::current()?;
        if let Some(message) = look(&queue, filter, true)? {
            return Ok(message);
        }
        wait_for_input(&queue);
    }
}

/// Waits until something new is in the queue.
///
/// # Errors
/// As [`queue::current`].
///
/// # Blocking
/// As long as nothing new comes. Messages that other threads sent are processed meanwhile.
pub fn wait() -> WsaResult<()> {
    loop {
        sending::process_received();
        let queue = queue::current()?;
        let (_, fresh) = queue.status((user::QS_ALLINPUT | user::QS_ALLPOSTMESSAGE) & !user::QS_SENDMESSAGE);
        if fresh != 0 {
            return Ok(());
        }
        wait_for_input(&queue);
    }
}

/// The queue is there afterwards: looking for messages makes one.
fn process_received(filter: Filter) -> WsaResult<()> {
    queue::current()?.note_look(false);
    if filter.wants_kind(user::QS_SENDMESSAGE) {
        sending::process_received();
    }
    Ok(())
}

fn look(queue: &Queue, filter: Filter, remove: bool) -> WsaResult<Option<Message>> {
    let windows = filter.of.windows()?;
    let is_of = |window: Hwnd| windows.as_ref().is_none_or(|windows| windows.contains(&window));
    let mut state = queue.lock();
    // What was sent since it was processed stays new: the wait that may follow must end for it.
    let seen = if filter.is_all() { u32::MAX } else { !user::QS_ALLPOSTMESSAGE };
    state.looked_at(seen & !user::QS_SENDMESSAGE);
    if filter.wants_kind(POSTS) {
        let wanted = |message: &Message| {
            is_of(message.window) && (filter.wants_number(message.number) || message.number == user::WM_QUIT)
        };
        let place = match state.posts.front() {
            Some(first) if wanted(first) => Some(0),
            _ => state.posts.iter().position(wanted),
        };
        if let Some(place) = place {
            return Ok(if remove { state.posts.remove(place) } else { state.posts.get(place).copied() });
        }
        let quit = if remove { state.quit.take() } else { state.quit };
        if let Some(exit_code) = quit {
            return Ok(Some(Message::quit(exit_code)));
        }
    }
    if filter.wants_kind(user::QS_TIMER) && filter.wants_number(user::WM_TIMER) {
        // The one that has waited longest: a short period must not keep others away.
        let ready = state.timers.iter_mut().filter(|timer| timer.is_ready && is_of(timer.window));
        let timer = ready.min_by_key(|timer| timer.due());
        if let Some(timer) = timer {
            if remove {
                timer.go_on();
            }
            let time_ms = tick_count();
            let (window, wparam, lparam) = (timer.window, timer.id, timer.procedure);
            return Ok(Some(Message { window, number: user::WM_TIMER, wparam, lparam, time_ms }));
        }
    }
    Ok(None)
}

fn wait_for_input(queue: &Arc<Queue>) {
    // Without QS_ALLPOSTMESSAGE, which stays new while the thread looks for some messages only.
    queue.want(user::QS_ALLINPUT, false);
    queue.note_look(true);
    // Nothing of this can fail: a queue is a dispatcher object.
    let _ = wait_any(&[Arc::clone(queue) as Arc<dyn Object>], INFINITE, false);
    queue.note_look(false);
}

/// How `MsgWaitForMultipleObjectsEx` waits.
#[derive(Clone, Copy, Debug)]
pub struct Wait {
    /// `QS_*`: what input ends it.
    pub wake: u32,
    /// For all objects and input (`MWMO_WAITALL`).
    pub all: bool,
    /// Old input counts too (`MWMO_INPUTAVAILABLE`).
    pub any_input: bool,
    /// Calls queued to the thread end it (`MWMO_ALERTABLE`).
    pub alertable: bool,
    /// In milliseconds, or `INFINITE`.
    pub timeout_ms: u32,
}

/// Waits for objects and for input of the calling thread in one wait. Input counts as one more object, behind the
/// others; it stays in the queue, and is as new as it was.
///
/// # Errors
/// `WSA_INVALID_PARAMETER`: more than 63 objects, or one twice in a wait for all; `WSA_INVALID_HANDLE`.
///
/// # Blocking
/// Up to the time-out.
pub fn wait_for_objects(objects: &[Arc<dyn Object>], wait: Wait) -> WsaResult<Outcome> {
    if objects.len() >= MAXIMUM_OBJECTS {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    let queue = queue::current()?;
    let mut objects = objects.to_vec();
    objects.push(Arc::clone(&queue) as Arc<dyn Object>);
    queue.want(wait.wake, wait.any_input);
    queue.note_look(true);
    let outcome = if wait.all { wait_all } else { wait_any }(&objects, wait.timeout_ms, wait.alertable);
    queue.note_look(false);
    outcome
}

#[cfg(test)]
mod tests;
