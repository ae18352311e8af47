//! Ending a system call in which another thread is blocked.
//!
//! A signal installed without `SA_RESTART` makes the call return `EINTR`; its handler does nothing but care for
//! threads that are just about to enter the kernel (see [`Interruption`](crate::interruptible_raw::Interruption)).
//! SIGURG is taken: ignored by default, so a stray one harms nobody, passed over by debuggers, and never
//! sent to a Winsock program by the kernel (that needs `F_SETOWN`).
//!
//! A thread's mask is opened for the signal when it makes its first blocking call. A program that blocks SIGURG
//! later, ignores it or installs a handler of its own for it takes from its calls the ability to be ended by a
//! close in another thread; no Winsock program does, and asking the kernel in each call would double its cost.

use std::ffi::c_void;
use std::sync::Once;

use rustix::process::{Pid, getpid};
use rustix::thread::gettid;
use syscalls::{Sysno, syscall};

use crate::interruptible_raw;

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

/// Makes the blocked call of a thread return `EINTR`. The thread must be known to live. One that is only on its way
/// into the kernel comes back too, if the call was made with an `Interruption` that says so.
pub fn interrupt(thread: ThreadId) {
    let (process, thread) = (getpid().as_raw_nonzero().get(), thread.0.as_raw_nonzero().get());
    // SAFETY: sending a signal whose handler touches only its own frame.
    let _ = unsafe { syscall!(Sysno::tgkill, process, thread, SIGNAL) };
}

/// Enters the kernel once, so that a signal already sent to this thread is handled before the next call.
pub fn absorb() {
    rustix::thread::sched_yield();
}

extern "C" fn handle(_signal: libc::c_int, _information: *mut libc::siginfo_t, context: *mut c_void) {
    // SAFETY: the frame that the kernel gave.
    unsafe { interruptible_raw::divert(context) };
}

unsafe extern "C" {
    /// libc's `sigaction` by the name that race detectors do not stand in front of: they would put the handler off,
    /// and give it a copy of the frame.
    fn __sigaction(
        signal: libc::c_int,
        new: *const libc::sigaction,
        old: *mut libc::sigaction,
    ) -> libc::c_int;
}

fn install_handler() {
    type Handler = extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut c_void);
    // SAFETY: the handler is async-signal-safe (it changes its frame at most); the structure is fully set.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handle as Handler as usize;
        action.sa_flags = libc::SA_SIGINFO;
        libc::sigemptyset(&raw mut action.sa_mask);
        __sigaction(SIGNAL, &raw const action, std::ptr::null_mut());
    }
}

fn unblock_signal() {
    // SAFETY: plain set operations on a local value, and one call that reads it.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        libc::sigaddset(&raw mut set, SIGNAL);
        libc::pthread_sigmask(libc::SIG_UNBLOCK, &raw const set, std::ptr::null_mut());
    }
}
