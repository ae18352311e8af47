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
//! Lock order: the registry's lock is a leaf, nothing is called under it but the signal itself.

mod registry;
#[cfg(test)]
mod tests;

use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, LazyLock, Once};

use ws2_sys::interrupt;

use self::registry::{Record, Registry};
use crate::sync::{AtomicBool, Ordering};

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
    static REGISTRATION: Registration = Registration::of_current_thread();
}

/// The only thread of a forked child has another number than the one it was copied from.
extern "C" fn follow_fork() {
    let _ = REGISTRATION.try_with(|own| own.0.set_thread(interrupt::current_thread()));
}

/// While this lives, the thread counts as blocked on its target.
pub struct BlockingCall<'a> {
    cancellation: Option<&'a Cancellation>,
    /// What the thread was blocked on before: a signal handler of the program may call in once more.
    outer: usize,
    /// Stands in for the thread's own registration in calls that destructors make at the end of the thread.
    late: Option<Registration>,
}

impl<'a> BlockingCall<'a> {
    /// Begins a call that may block on one object.
    #[inline]
    pub fn on(cancellation: &'a Cancellation) -> BlockingCall<'a> {
        BlockingCall::enter(cancellation.address(), Some(cancellation))
    }

    /// Begins a wait for several objects: any cancellation interrupts it.
    pub fn on_many() -> BlockingCall<'static> {
        BlockingCall::enter(registry::MANY, None)
    }

    #[inline]
    fn enter(target: usize, cancellation: Option<&'a Cancellation>) -> BlockingCall<'a> {
        match REGISTRATION.try_with(|own| own.0.publish(target)) {
            Ok(outer) => BlockingCall { cancellation, outer, late: None },
            Err(_) => BlockingCall::enter_late(target, cancellation),
        }
    }

    #[cold]
    fn enter_late(target: usize, cancellation: Option<&'a Cancellation>) -> BlockingCall<'a> {
        let registration = Registration::of_current_thread();
        let outer = registration.0.publish(target);
        BlockingCall { cancellation, outer, late: Some(registration) }
    }

    /// Whether the object was closed; to be asked before each entry into the kernel and after it.
    #[inline]
    pub fn is_cancelled(&self) -> bool {
        self.cancellation.is_some_and(Cancellation::is_cancelled)
    }
}

impl Drop for BlockingCall<'_> {
    #[inline]
    fn drop(&mut self) {
        let interrupted = match &self.late {
            None => REGISTRATION.with(|own| own.0.restore(self.outer)),
            Some(late) => late.0.restore(self.outer),
        };
        if interrupted {
            // Lets the signal arrive here, so that it cannot disturb a later system call of the program.
            REGISTRY.wait_for_senders();
            interrupt::absorb();
        }
    }
}
