//! Ending a system call in which another thread is blocked.
//!
//! A signal whose handler does nothing, installed without `SA_RESTART`, makes the call return `EINTR`.
//! SIGURG is taken: ignored by default, so a stray one harms nobody, passed over by debuggers, and never
//! sent to a Winsock program by the kernel (that needs `F_SETOWN`).

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
    ThreadId(gettid())
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

fn unblock_signal() {
    // SAFETY: plain set operations on a local value.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        libc::sigaddset(&raw mut set, SIGNAL);
        libc::pthread_sigmask(libc::SIG_UNBLOCK, &raw const set, std::ptr::null_mut());
    }
}
