//! Ending a system call in which another thread is blocked.
//!
//! A signal whose handler does nothing, installed without `SA_RESTART`, makes the call return `EINTR`.
//! SIGURG is taken: ignored by default, so a stray one harms nobody, passed over by debuggers, and never
//! sent to a Winsock program by the kernel (that needs `F_SETOWN`).
//!
//! A thread's mask is opened for the signal when it makes its first blocking call. A program that blocks SIGURG
//! later, ignores it or installs a handler of its own for it takes from its calls the ability to be ended by a
//! close in another thread; no Winsock program does, and asking the kernel in each call would double its cost.

use std::sync::Once;

use rustix::process::{Pid, getpid};
use rustix::thread::gettid;
use syscalls::{Sysno, syscall};

const SIGNAL: i32 = libc::SIGURG;

/// A thread of this process that may be interrupted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ThreadId(Pid);

/// Makes the calling thread interruptible and names it.
pub fn register_current_thread() -> ThreadId {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(install_handler);
    unblock_signal();
    current_thread()
}

/// The calling thread.
pub fn current_thread() -> ThreadId {
    ThreadId(gettid())
}

/// Registers a function that runs in the child after each `fork`.
pub fn call_in_forked_child(function: extern "C" fn()) {
    // SAFETY: a registration; the function is there for the life of the process. It fails only without memory,
    // and then a forked child merely cannot interrupt.
    let _ = unsafe { libc::pthread_atfork(None, None, Some(function)) };
}

/// Makes the blocked call of a thread return `EINTR`. The thread must be known to live.
pub fn interrupt(thread: ThreadId) {
    let (process, thread) = (getpid().as_raw_nonzero().get(), thread.0.as_raw_nonzero().get());
    // SAFETY: sending a signal whose handler does nothing touches no memory.
    let _ = unsafe { syscall!(Sysno::tgkill, process, thread, SIGNAL) };
}

/// Enters the kernel once, so that a signal already sent to this thread is handled before the next call.
pub fn absorb() {
    rustix::thread::sched_yield();
}

extern "C" fn do_nothing(_signal: libc::c_int) {}

fn install_handler() {
    // SAFETY: the handler is async-signal-safe (it does nothing); the structure is fully set.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = do_nothing as extern "C" fn(libc::c_int) as usize;
        libc::sigemptyset(&raw mut action.sa_mask);
        libc::sigaction(SIGNAL, &raw const action, std::ptr::null_mut());
    }
}

/// Keeps interrupts away from the calling thread until it drops this, except during [`crate::poll::wait_holding`].
/// So an interrupt that comes between a last look and the wait ends the wait, which a signal alone would not.
pub struct Hold {
    before: libc::sigset_t,
}

impl Hold {
    /// Interrupts that come from now on stay pending.
    pub fn begin() -> Hold {
        Hold { before: change_mask(libc::SIG_BLOCK, &only_signal()) }
    }

    /// The mask under which interrupts arrive: 64 bits, as the kernel reads it.
    pub(crate) fn open_mask(&self) -> libc::sigset_t {
        let mut mask = self.before;
        // SAFETY: a plain set operation on a local value.
        unsafe { libc::sigdelset(&raw mut mask, SIGNAL) };
        mask
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        change_mask(libc::SIG_SETMASK, &self.before);
    }
}

fn unblock_signal() {
    change_mask(libc::SIG_UNBLOCK, &only_signal());
}

fn only_signal() -> libc::sigset_t {
    // SAFETY: plain set operations on a local value.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        libc::sigaddset(&raw mut set, SIGNAL);
        set
    }
}

/// Answers the mask as it was.
fn change_mask(how: i32, set: &libc::sigset_t) -> libc::sigset_t {
    // SAFETY: both sets are local values.
    unsafe {
        let mut before: libc::sigset_t = std::mem::zeroed();
        libc::pthread_sigmask(how, std::ptr::from_ref(set), &raw mut before);
        before
    }
}
