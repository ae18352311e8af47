//! Calls that block in the kernel, and how another thread ends them.
//!
//! Each thread has a record that says what it is blocked on. Ending a call takes two halves that cannot miss
//! each other:
//!
//! - the caller *enters*: it publishes its target, then looks whether the target is cancelled, then goes into
//!   the kernel, then looks again;
//! - the canceller *marks* the target cancelled, makes the kernel object unable to block (see
//!   `ws2_sys::wakeup`), then looks for records that name the target and interrupts those threads (their system
//!   call returns `EINTR`).
//!
//! Both sides write before they read, all sequentially consistent, so at least one sees the other. A caller that
//! saw no mark is interrupted; if the interrupt comes before it reaches the kernel, the kernel object no longer
//! blocks. And since the mark comes first, whatever a caller gets from the object that was put in the place of
//! the real one, it gets after the mark, and its second look says that it is not to be believed.
//!
//! The wait is alertable: an APC queued to the thread interrupts the call, which runs it and goes on. Here no object
//! stands in that makes the kernel return, so the two halves meet in the thread's own word:
//!
//! - the caller publishes its target, then looks for APCs, then enters the kernel through an
//!   [`Interruption`], which looks at the mark in the published word on the very threshold;
//! - whoever queues an APC notes that it is there, then looks whether the thread is in a call, marks its word and
//!   sends the interrupt.
//!
//! Whoever wants the thread's call to end, whatever its object (`CancelSynchronousIo`), marks and interrupts in the
//! same way, with a second bit in the word: a call that would block looks at it and fails instead. A call that has got
//! something by then returns that. The mark goes with the call, so the next one knows nothing of it.
//!
//! A thread with a blocking hook (see [`hook`]) is in the same position as one with APCs, except that the hook wants to
//! be asked again and again: its calls never wait in the kernel's own call, only for a short while at a time.
//!
//! Lock order: the registry's lock is a leaf, nothing is called under it but the signal itself.

pub mod hook;
mod registry;
#[cfg(test)]
mod tests;

use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, LazyLock, Once};
use std::time::Duration;

use ws2_sys::interrupt;
use ws2_sys::interruptible_raw::Interruption;
use ws2_types::{WsaError, WsaResult};

use self::registry::{Callbacks, Interrupts, Record, Registry};
use crate::sync::{AtomicBool, Ordering};
use crate::thread;

/// Says to calls in progress that their object is closed. One per descriptor.
#[derive(Default)]
#[repr(align(4))]
pub struct Cancellation {
    cancelled: AtomicBool,
}

impl Cancellation {
    /// Whether [`Cancellation::mark`] was called.
    #[inline]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }

    /// Refuses new calls on this target, and makes those inside distrust what they get from now on.
    pub fn mark(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    /// Ends the calls blocked on this target. To be called after [`Cancellation::mark`], and after the kernel
    /// object was made unable to block; it does no harm to call it more than once. Multi-object waits are
    /// interrupted too: they look again at what they wait for.
    pub fn interrupt(&self) {
        REGISTRY.interrupt(self.address(), interrupt::interrupt);
    }

    fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

/// Waits for many that pass over an object for the time being, because it cannot become ready as it is.
static PASSING_OVER: AtomicUsize = AtomicUsize::new(0);

/// While this lives, the thread's wait wants to know when an object it passes over comes to life. To be made
/// before the objects are looked at.
pub struct PassingOver(());

impl PassingOver {
    /// Begins.
    pub fn begin() -> PassingOver {
        PASSING_OVER.fetch_add(1, Ordering::SeqCst);
        PassingOver(())
    }
}

impl Drop for PassingOver {
    fn drop(&mut self) {
        PASSING_OVER.fetch_sub(1, Ordering::SeqCst);
    }
}

/// An object has just become able to be ready: waits that passed over it look again.
#[inline]
pub fn came_to_life() {
    if PASSING_OVER.load(Ordering::SeqCst) > 0 {
        REGISTRY.interrupt(registry::MANY, interrupt::interrupt);
    }
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::default);

/// A thread's record, as those see it who queue APCs to the thread.
pub(crate) struct Alertable(Arc<Record>);

impl Alertable {
    /// To be called under the lock of the thread's APCs.
    pub(crate) fn set_has_apcs(&self, has_apcs: bool) {
        self.0.set_has_apcs(has_apcs);
    }

    /// Ends the kernel's part of the call the thread is in. To be called after [`Alertable::set_has_apcs`].
    pub(crate) fn alert(&self) {
        REGISTRY.interrupt_one(&self.0, interrupt::interrupt);
    }

    /// Has the call end that the thread is blocked in; whether there was one.
    pub(crate) fn abort(&self) -> bool {
        REGISTRY.abort_one(&self.0, interrupt::interrupt)
    }
}

/// A thread in the registry.
struct Registration(Arc<Record>);

impl Registration {
    fn of_current_thread() -> Registration {
        static FORKS: Once = Once::new();
        FORKS.call_once(|| interrupt::call_in_forked_child(follow_fork));
        Registration(REGISTRY.add(interrupt::register_current_thread()))
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        REGISTRY.remove(&self.0);
    }
}

thread_local! {
    static REGISTRATION: Registration = {
        let own = Registration::of_current_thread();
        thread::current().make_alertable(Alertable(Arc::clone(&own.0)));
        own
    };
}

/// The only thread of a forked child has another number than the one it was copied from.
extern "C" fn follow_fork() {
    let _ = REGISTRATION.try_with(|own| own.0.set_thread(interrupt::current_thread()));
}

/// What a call that goes on has behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resumed {
    /// Nothing: it was not left.
    Undisturbed,
    /// It was left and has begun anew. What it was interrupted for, if it was, is to be looked for now.
    Begun,
    /// As `Begun`, and it is to be tried again before it waits.
    ToTryAgain,
}

/// While this lives, the thread counts as blocked on its target.
pub struct BlockingCall<'a> {
    target: usize,
    cancellation: Option<&'a Cancellation>,
    /// What the thread was blocked on before: a signal handler of the program, or an APC, may call in once more.
    outer: usize,
    callbacks: Callbacks,
    /// Stands in for the thread's own registration in calls that destructors make at the end of the thread.
    late: Option<Registration>,
}

impl<'a> BlockingCall<'a> {
    /// Begins a call that may block on one object.
    #[inline]
    pub fn on(cancellation: &'a Cancellation) -> BlockingCall<'a> {
        BlockingCall::begin(cancellation.address(), Some(cancellation))
    }

    /// Begins a wait for several objects: any cancellation interrupts it.
    pub fn on_many() -> BlockingCall<'static> {
        BlockingCall::begin(registry::MANY, None)
    }

    /// Begins a wait for something that no program can close.
    pub fn on_no_object() -> BlockingCall<'static> {
        BlockingCall::begin(registry::NO_OBJECT, None)
    }

    #[inline]
    fn begin(target: usize, cancellation: Option<&'a Cancellation>) -> BlockingCall<'a> {
        match REGISTRATION.try_with(|own| (own.0.publish(target), own.0.callbacks())) {
            Ok((outer, callbacks)) => BlockingCall { target, cancellation, outer, callbacks, late: None },
            Err(_) => BlockingCall::begin_late(target, cancellation),
        }
    }

    /// On a thread's way out no APC can be queued any more, and its hook is gone.
    #[cold]
    fn begin_late(target: usize, cancellation: Option<&'a Cancellation>) -> BlockingCall<'a> {
        let registration = Registration::of_current_thread();
        let outer = registration.0.publish(target);
        BlockingCall { target, cancellation, outer, callbacks: Callbacks::NONE, late: Some(registration) }
    }

    /// Whether the object was closed; to be asked before each entry into the kernel and after it.
    #[inline]
    pub fn is_cancelled(&self) -> bool {
        self.cancellation.is_some_and(Cancellation::is_cancelled)
    }

    /// Whether APCs were queued to the thread before the call was begun, or it has a blocking hook. They run when the
    /// call would block.
    #[inline]
    pub fn has_callbacks(&self) -> bool {
        self.callbacks.any()
    }

    /// Whether APCs were queued to the thread before the call was begun.
    pub fn has_apcs(&self) -> bool {
        self.callbacks.have_apcs()
    }

    /// How long the call may wait before it runs its callbacks again, with so much time left: `None` is for ever.
    pub fn patience(&self, left: Option<Duration>) -> Option<Duration> {
        if self.callbacks.have_hook() {
            Some(left.map_or(hook::PAUSE, |left| left.min(hook::PAUSE)))
        } else {
            left
        }
    }

    /// Enters the kernel in a way that whoever ends this call, or has ended it already, is not missed.
    #[cfg(not(loom))]
    #[inline]
    pub fn in_kernel<R>(&self, call: impl FnOnce(Interruption<'_>) -> R) -> R {
        self.with_record(|record| call(Interruption::by(record.word())))
    }

    /// There is no kernel in the model.
    #[cfg(loom)]
    pub fn in_kernel<R>(&self, call: impl FnOnce(Interruption<'_>) -> R) -> R {
        call(Interruption::by(&AtomicUsize::new(0)))
    }

    /// Whether somebody interrupted the call.
    pub fn is_interrupted(&self) -> bool {
        self.with_record(Record::is_signaled)
    }

    /// Runs what is queued to the thread and asks its blocking hook, outside of the call, and begins the call anew.
    /// Answers whether the call is to be tried again before it waits; the object may have been closed meanwhile.
    ///
    /// To be called when the call would block, without any lock: this is the program's code.
    ///
    /// # Errors
    /// `WSA_OPERATION_ABORTED`: somebody asked for the end of the call; nothing was run. `WSAEINTR`: the hook did.
    pub fn run_callbacks(&mut self) -> WsaResult<bool> {
        Ok(self.resume()? == Resumed::ToTryAgain)
    }

    /// As [`BlockingCall::run_callbacks`], for waits that an interrupt tells of other things as well.
    ///
    /// # Errors
    /// As there.
    pub fn resume(&mut self) -> WsaResult<Resumed> {
        if !self.callbacks.any() && !self.is_interrupted() {
            return Ok(Resumed::Undisturbed);
        }
        let hooked = self.callbacks.have_hook();
        let again = if self.leave().aborted {
            Err(WsaError::WSA_OPERATION_ABORTED)
        } else if hooked {
            hook::run_callbacks()
        } else {
            Ok(thread::run_pending_apcs())
        };
        self.publish_anew();
        Ok(if again? { Resumed::ToTryAgain } else { Resumed::Begun })
    }

    /// Begins the call anew if it was interrupted, for a wait that is not alertable: what is queued stays so.
    ///
    /// # Errors
    /// `WSA_OPERATION_ABORTED`: somebody asked for the end of the call.
    pub fn begin_anew(&mut self) -> WsaResult<()> {
        if !self.is_interrupted() {
            return Ok(());
        }
        let aborted = self.leave().aborted;
        self.publish_anew();
        if aborted { Err(WsaError::WSA_OPERATION_ABORTED) } else { Ok(()) }
    }

    fn publish_anew(&mut self) {
        let began = self.with_record(|record| (record.publish(self.target), record.callbacks()));
        (self.outer, self.callbacks) = began;
    }

    #[inline]
    fn with_record<R>(&self, call: impl FnOnce(&Record) -> R) -> R {
        match &self.late {
            None => REGISTRATION.with(|own| call(&own.0)),
            Some(late) => call(&late.0),
        }
    }

    #[inline]
    fn leave(&self) -> Interrupts {
        let interrupts = self.with_record(|record| record.restore(self.outer));
        if interrupts.signaled {
            // Lets the signal arrive here, so that it cannot disturb a later system call of the program.
            REGISTRY.wait_for_senders();
            interrupt::absorb();
        }
        interrupts
    }
}

impl Drop for BlockingCall<'_> {
    #[inline]
    fn drop(&mut self) {
        self.leave();
        if self.callbacks.have_hook() {
            hook::end_call();
        }
    }
}
