//! Sending: a message is passed to its window, and the sender gets what the window's procedure returns.
//!
//! Within one thread that is a call. To another thread the message is handed over; the thread takes it when it looks
//! for messages or itself waits for an answer, so two threads that send to one another both get theirs.

use std::sync::Arc;

use win32_wait::handle_table::Object;
use win32_wait::wait::{INFINITE, wait_any};
use ws2_types::WsaResult;
use ws2_types::abi::{foundation, windows_and_messaging as user};

use crate::message::{self, tick_count};
use crate::pointer_messages_raw::Target;
use crate::procedure::Charset;
use crate::queue;
use crate::sent::{Answer, Sent};
use crate::window::{self, Hwnd, Parent, Window};
use crate::{NO_WINDOW, win32};

/// A message to send: number, first and second argument.
pub type Content = (u32, usize, isize);

/// How long, and how, a sender waits.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// In milliseconds, or `INFINITE`.
    pub timeout_ms: u32,
    /// `SMTO_*`.
    pub flags: u32,
}

/// Until there is an answer.
const PATIENT: Patience = Patience { timeout_ms: INFINITE, flags: user::SMTO_NORMAL };

/// Sends a message; [`Hwnd::BROADCAST`] to every top-level window of the process, answering 1.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`: no such window, or it ended before it answered.
///
/// # Blocking
/// Until the window's thread has processed it. Messages that others send to this thread are processed meanwhile.
pub fn send(window: Hwnd, charset: Charset, content: Content) -> WsaResult<isize> {
    send_with(window, charset, content, PATIENT)
}

/// The same with a limit to the wait.
///
/// # Errors
/// As [`send`]; `ERROR_TIMEOUT`.
///
/// # Blocking
/// Up to the limit.
pub fn send_with(window: Hwnd, charset: Charset, content: Content, patience: Patience) -> WsaResult<isize> {
    if window == Hwnd::BROADCAST {
        for window in top_level_windows() {
            let _ = send_to(&window, charset, content, patience);
        }
        return Ok(1);
    }
    let window = window::find(window)?;
    if window.is_own() {
        let target = Target::of(&window);
        drop(window);
        return Ok(target.pass(charset, content));
    }
    send_to(&window, charset, content, patience)
}

pub(crate) fn send_to(
    window: &Arc<Window>,
    charset: Charset,
    content: Content,
    patience: Patience,
) -> WsaResult<isize> {
    if window.is_own() {
        return Ok(Target::of(window).pass(charset, content));
    }
    let timed_out = win32(foundation::ERROR_TIMEOUT);
    if patience.flags & user::SMTO_ABORTIFHUNG != 0 && window.queue().is_hung() {
        return Err(timed_out);
    }
    let sent = Sent::new(Arc::clone(window), charset, content, true);
    window.queue().send(Arc::clone(&sent))?;
    if await_answer(&sent, patience)? {
        match sent.answer() {
            Answer::Is(answer) => Ok(answer),
            Answer::NeverComes | Answer::None => Err(NO_WINDOW),
        }
    } else {
        // The memory that it points to is the sender's, who goes on.
        if message::has_pointers(content.0) {
            window.queue().withdraw(&sent);
        }
        Err(timed_out)
    }
}

/// Sends to a window, whatever thread it belongs to, on the library's own account.
pub(crate) fn tell(window: &Arc<Window>, content: Content) -> isize {
    send_to(window, window.read(|state| state.procedure.charset), content, PATIENT).unwrap_or(0)
}

/// False: the time was over first.
fn await_answer(sent: &Sent, patience: Patience) -> WsaResult<bool> {
    let Some(answered) = sent.answered() else { return Ok(true) };
    let answered = Arc::clone(answered) as Arc<dyn Object>;
    let own = queue::current()?;
    let takes_messages = patience.flags & user::SMTO_BLOCK == 0;
    let began = tick_count();
    while sent.answer() == Answer::None {
        if takes_messages {
            process_received();
            own.want(user::QS_SENDMESSAGE, true);
        }
        let past = tick_count().wrapping_sub(began);
        let left = match patience.timeout_ms {
            INFINITE => INFINITE,
            timeout_ms if past < timeout_ms => timeout_ms - past,
            _ if patience.flags & user::SMTO_NOTIMEOUTIFNOTHUNG != 0 && !sent.window.queue().is_hung() => {
                RECONSIDERED_AFTER_MS
            }
            // The answer may have come while messages were processed.
            _ => return Ok(sent.answer() != Answer::None),
        };
        if takes_messages {
            wait_any(&[Arc::clone(&answered), Arc::clone(&own) as Arc<dyn Object>], left, false)?;
        } else {
            wait_any(&[Arc::clone(&answered)], left, false)?;
        }
    }
    Ok(true)
}

/// So often a sender that has been waiting for too long looks whether the receiver hangs.
const RECONSIDERED_AFTER_MS: u32 = 500;

/// Sends a message and does not wait for the answer. To a window of the calling thread it is a call.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_MESSAGE_SYNC_ONLY`: a message of the system whose arguments are pointers.
pub fn notify(window: Hwnd, charset: Charset, content: Content) -> WsaResult<()> {
    if message::has_pointers(content.0) {
        return Err(win32(foundation::ERROR_MESSAGE_SYNC_ONLY));
    }
    if window == Hwnd::BROADCAST {
        for window in top_level_windows() {
            let _ = notify_one(&window, charset, content);
        }
        return Ok(());
    }
    notify_one(&window::find(window)?, charset, content)
}

fn notify_one(window: &Arc<Window>, charset: Charset, content: Content) -> WsaResult<()> {
    if window.is_own() {
        Target::of(window).pass(charset, content);
        return Ok(());
    }
    window.queue().send(Sent::new(Arc::clone(window), charset, content, false))
}

fn top_level_windows() -> Vec<Arc<Window>> {
    let mut windows = window::all();
    windows.retain(|window| window.read(|state| state.parent) == Parent::Desktop);
    windows
}

/// Passes what other threads sent to its windows, until nothing is left.
pub(crate) fn process_received() {
    while let Some((target, charset, content, depth)) = begin_received() {
        end_received(depth, target.pass(charset, content));
    }
}

/// The next message and how many others are being processed around it.
fn begin_received() -> Option<(Target, Charset, Content, usize)> {
    let queue = queue::existing()?;
    let mut state = queue.lock();
    state.looked_at(user::QS_SENDMESSAGE);
    let sent = state.sent.pop_front()?;
    let depth = state.received.len();
    state.received.push(Arc::clone(&sent));
    drop(state);
    Some((Target::of(&sent.window), sent.charset, (sent.number, sent.wparam, sent.lparam), depth))
}

fn end_received(depth: usize, answer: isize) {
    let Some(queue) = queue::existing() else { return };
    // Whatever stands above was left without a return.
    let ended = queue.lock().received.split_off(depth);
    for (index, sent) in ended.iter().enumerate() {
        sent.give(if index == 0 { Answer::Is(answer) } else { Answer::NeverComes });
    }
}

/// Answers the message that the calling thread processes before its procedure returns; false if no other thread sent it
/// or it was answered already.
pub fn reply(answer: isize) -> bool {
    innermost().is_some_and(|sent| sent.give(Answer::Is(answer)))
}

/// `ISMEX_*` of the message that the calling thread processes.
pub fn received_how() -> u32 {
    let Some(sent) = innermost() else { return user::ISMEX_NOSEND };
    let kind = if sent.answered().is_some() { user::ISMEX_SEND } else { user::ISMEX_NOTIFY };
    let replied = if sent.answer() == Answer::None { 0 } else { user::ISMEX_REPLIED };
    kind | replied
}

fn innermost() -> Option<Arc<Sent>> {
    queue::existing()?.lock().received.last().cloned()
}

/// Passes a retrieved message to its window; 0 if that belongs to another thread.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`.
pub fn dispatch(window: Hwnd, content: Content) -> WsaResult<isize> {
    let window = window::find(window)?;
    let target = window.is_own().then(|| Target::of(&window));
    drop(window);
    Ok(target.map_or(0, |target| target.pass(target.charset(), content)))
}
