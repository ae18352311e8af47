//! Waits for one object, for any or for all of several, and alertable waits.
//!
//! The handshake between waiter and signaler is described in [`dispatcher`](crate::dispatcher).

use std::sync::Arc;

use ws2_types::{WsaError, WsaResult};

use crate::commons;
use crate::dispatcher::{self, Dispatcher, Guarded, Locked, Satisfied};
use crate::handle_table::{Handle, Object, handles};
use crate::race_detector;
use crate::sync::{Deadline, IDLE, Parker, WAITING};
use crate::thread::{self, Thread};

/// The most objects one wait can name (`MAXIMUM_WAIT_OBJECTS`).
pub const MAXIMUM_OBJECTS: usize = 64;

/// The timeout that never passes, in milliseconds.
pub const INFINITE: u32 = u32::MAX;

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The object with this index, or all of them (then 0).
    Signaled(usize),
    /// The same, but a mutex had been abandoned by its owner.
    Abandoned(usize),
    /// APCs ran; nothing was taken.
    ApcsRan,
    /// The time was over; nothing was taken.
    TimedOut,
}

const INDEX_MASK: u32 = 0xff;
const ABANDONED: u32 = 0x100;
/// The word of a waiter that is woken for another reason than an object: an APC, or the end of a suspension.
const ALERTED: u32 = 0x200;

type Objects = Box<[Arc<dyn Object>]>;

/// What others see of a thread that waits.
pub(crate) struct Waiter {
    /// `WAITING`, `IDLE`, `ALERTED` or an outcome: index + 1, and perhaps `ABANDONED`.
    parker: Parker,
    /// The objects of a wait for all.
    all: Guarded<Option<Objects>>,
    alertable: Guarded<bool>,
}

impl Waiter {
    pub(crate) fn new() -> Waiter {
        Waiter { parker: Parker::new(), all: Guarded::new(None), alertable: Guarded::new(false) }
    }

    pub(crate) fn wake(&self) {
        self.parker.wake();
    }

    /// Completes the wait with an object that is signaled for it, if the wait then is complete.
    pub(crate) fn complete(
        &self,
        lock: &mut Locked,
        thread: &Arc<Thread>,
        object: &dyn Dispatcher,
        index: u32,
    ) -> bool {
        if self.parker.value() != WAITING {
            return false; // completed by another object; it leaves this queue when it wakes
        }
        let satisfied = match self.all.get_mut(lock).take() {
            None => Some((object.satisfy(lock, thread), index)),
            Some(objects) => {
                let satisfied = take_all(lock, thread, &objects);
                *self.all.get_mut(lock) = Some(objects);
                satisfied.map(|satisfied| (satisfied, 0))
            }
        };
        let Some((satisfied, index)) = satisfied else { return false };
        let abandoned = if satisfied == Satisfied::Abandoned { ABANDONED } else { 0 };
        self.wake_with(abandoned | (index + 1));
        lock.wake(Arc::clone(thread));
        true
    }

    /// Ends an alertable wait because an APC was queued.
    pub(crate) fn alert(&self, lock: &mut Locked, thread: &Arc<Thread>) {
        if *self.alertable.get(lock) && self.parker.value() == WAITING {
            self.release(lock, thread);
        }
    }

    /// Sleeps until [`Waiter::release`], without any object. For a thread that starts suspended.
    pub(crate) fn hold(&self, lock: Locked) {
        self.parker.store(WAITING);
        drop(lock);
        self.parker.park(Deadline::NEVER);
    }

    /// Wakes a thread from [`Waiter::hold`].
    pub(crate) fn release(&self, lock: &mut Locked, thread: &Arc<Thread>) {
        self.wake_with(ALERTED);
        lock.wake(Arc::clone(thread));
    }

    /// The waiter may see the word at once, before the lock is released.
    fn wake_with(&self, word: u32) {
        race_detector::release(&dispatcher::RACE_KEY);
        self.parker.store(word);
    }
}

/// Waits until one of the objects is signaled and takes the first that is.
///
/// # Errors
/// `WSA_INVALID_HANDLE` when an object cannot be waited for.
///
/// # Blocking
/// Up to `timeout_ms`, with [`INFINITE`] for ever; APCs of the thread run and end an alertable wait.
pub fn wait_any(objects: &[Arc<dyn Object>], timeout_ms: u32, alertable: bool) -> WsaResult<Outcome> {
    wait_as(&thread::current(), objects, false, timeout_ms, alertable)
}

/// Waits until all objects are signaled in the same instant and takes them all; before that, none.
///
/// # Errors
/// `WSA_INVALID_HANDLE` when an object cannot be waited for, `WSA_INVALID_PARAMETER` when one stands twice.
///
/// # Blocking
/// As [`wait_any`].
pub fn wait_all(objects: &[Arc<dyn Object>], timeout_ms: u32, alertable: bool) -> WsaResult<Outcome> {
    wait_as(&thread::current(), objects, true, timeout_ms, alertable)
}

/// The objects of a program's handles, kept alive for a wait even when the handles are closed meanwhile.
///
/// # Errors
/// `WSA_INVALID_HANDLE` for a handle that is not open, `WSA_INVALID_PARAMETER` for none or more than 64.
pub fn objects_of(raw_handles: &[usize]) -> WsaResult<Vec<Arc<dyn Object>>> {
    if raw_handles.is_empty() || raw_handles.len() > MAXIMUM_OBJECTS {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    raw_handles.iter().map(|raw| object_of(*raw)).collect()
}

/// The object of one handle.
///
/// # Errors
/// `WSA_INVALID_HANDLE` for a handle that is not open.
pub fn object_of(raw_handle: usize) -> WsaResult<Arc<dyn Object>> {
    let handle = Handle::from_raw(raw_handle).ok_or(WsaError::WSA_INVALID_HANDLE)?;
    Ok(handles().pin(handle).ok_or(WsaError::WSA_INVALID_HANDLE)?.share())
}

pub(crate) fn wait_as(
    thread: &Arc<Thread>,
    objects: &[Arc<dyn Object>],
    all: bool,
    timeout_ms: u32,
    alertable: bool,
) -> WsaResult<Outcome> {
    let all = all && objects.len() > 1;
    check(objects, all)?;
    let mut lock = dispatcher::lock();
    if let Some(outcome) = take_now(&mut lock, thread, objects, all) {
        drop(lock);
        commons::visit();
        return Ok(outcome);
    }
    if alertable && thread.has_apcs(&lock) {
        drop(lock);
        thread.run_apcs();
        return Ok(Outcome::ApcsRan);
    }
    if timeout_ms == 0 {
        drop(lock);
        return Ok(look_again(thread, objects, all, alertable));
    }
    let deadline = if timeout_ms == INFINITE { Deadline::NEVER } else { Deadline::after_ms(timeout_ms) };

    let waiter = thread.waiter();
    *waiter.all.get_mut(&mut lock) = all.then(|| objects.into());
    *waiter.alertable.get_mut(&mut lock) = alertable;
    waiter.parker.store(WAITING);
    for (index, object) in dispatchers(objects).enumerate() {
        object.header().join(&mut lock, thread, index);
    }
    drop(lock);

    let word = match commons::lead() {
        Some(lead) => lead.park(&waiter.parker, deadline),
        None => waiter.parker.park(deadline),
    };
    race_detector::acquire(&dispatcher::RACE_KEY);
    let word = match word {
        // The signaler took a lone object's only entry out of the queue.
        Some(word) if objects.len() == 1 && word != ALERTED => word,
        _ => leave(thread, objects),
    };
    Ok(match word {
        WAITING => Outcome::TimedOut,
        ALERTED => {
            thread.run_apcs();
            Outcome::ApcsRan
        }
        word if word & ABANDONED != 0 => Outcome::Abandoned((word & INDEX_MASK) as usize - 1),
        word => Outcome::Signaled((word & INDEX_MASK) as usize - 1),
    })
}

/// What a thread finds that looks without waiting: edges of sockets may have been left to a thread that is expected.
fn look_again(thread: &Arc<Thread>, objects: &[Arc<dyn Object>], all: bool, alertable: bool) -> Outcome {
    if !commons::catch_up() {
        return Outcome::TimedOut;
    }
    let mut lock = dispatcher::lock();
    if let Some(outcome) = take_now(&mut lock, thread, objects, all) {
        return outcome;
    }
    let has_apcs = alertable && thread.has_apcs(&lock);
    drop(lock);
    if has_apcs {
        thread.run_apcs();
        return Outcome::ApcsRan;
    }
    Outcome::TimedOut
}

/// Takes the thread off every queue and says what its word was; from here on nobody completes the wait.
fn leave(thread: &Arc<Thread>, objects: &[Arc<dyn Object>]) -> u32 {
    let waiter = thread.waiter();
    let mut lock = dispatcher::lock();
    for object in dispatchers(objects) {
        object.header().leave(&mut lock, thread);
    }
    let word = waiter.parker.value();
    waiter.parker.store(IDLE);
    *waiter.all.get_mut(&mut lock) = None;
    word
}

fn check(objects: &[Arc<dyn Object>], all: bool) -> WsaResult<()> {
    if objects.iter().any(|object| object.dispatcher().is_none()) {
        return Err(WsaError::WSA_INVALID_HANDLE);
    }
    let twice = |(index, object)| objects[..index].iter().any(|other| Arc::ptr_eq(other, object));
    if all && objects.iter().enumerate().any(twice) {
        return Err(WsaError::WSA_INVALID_PARAMETER);
    }
    Ok(())
}

fn take_now(
    lock: &mut Locked,
    thread: &Arc<Thread>,
    objects: &[Arc<dyn Object>],
    all: bool,
) -> Option<Outcome> {
    let (satisfied, index) = if all {
        (take_all(lock, thread, objects)?, 0)
    } else {
        let (index, object) =
            dispatchers(objects).enumerate().find(|(_, object)| object.is_signaled(lock, thread))?;
        (object.satisfy(lock, thread), index)
    };
    Some(match satisfied {
        Satisfied::Normally => Outcome::Signaled(index),
        Satisfied::Abandoned => Outcome::Abandoned(index),
    })
}

fn take_all(lock: &mut Locked, thread: &Arc<Thread>, objects: &[Arc<dyn Object>]) -> Option<Satisfied> {
    if !dispatchers(objects).all(|object| object.is_signaled(lock, thread)) {
        return None;
    }
    let mut satisfied = Satisfied::Normally;
    for object in dispatchers(objects) {
        if object.satisfy(lock, thread) == Satisfied::Abandoned {
            satisfied = Satisfied::Abandoned;
        }
    }
    Some(satisfied)
}

fn dispatchers(objects: &[Arc<dyn Object>]) -> impl Iterator<Item = &dyn Dispatcher> {
    objects.iter().filter_map(|object| object.dispatcher())
}

#[cfg(test)]
mod tests;
