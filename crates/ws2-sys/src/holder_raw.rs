//! A process that outlives this one: a copy of it that keeps a few descriptors, does one thing and ends.
//!
//! It is made by two plain `clone`s, so that it is nobody's child and no handler of the program hears of it: the one
//! between is reaped here, and neither sends SIGCHLD. No handler registered with `pthread_atfork` runs.

use rustix::fd::RawFd;
use syscalls::{Sysno, syscall};

use linux_raw_sys::general;

use crate::errno::{Errno, SysResult};

macro_rules! call {
    ($number:ident $(, $argument:expr)*) => {
        // SAFETY: the arguments follow the kernel's signature of this call; pointers are checked by the kernel.
        unsafe { syscall!(Sysno::$number $(, $argument)*) }.map_err(|error| Errno(error.into_raw()))
    };
}

/// Has a process of its own do `hold`; there no descriptor is open but those in `kept`, which `hold` owns. `hold` must not
/// allocate or free memory: another thread may have been copied in the midst of that.
///
/// # Errors
/// `AGAIN`, `NOMEM`: no more processes.
pub fn detach(kept: &[RawFd], hold: impl FnOnce()) -> SysResult<()> {
    // No handler of the program may run in the copies.
    let before = block_signals();
    let made = match clone() {
        Ok(0) => {
            // Before the caller goes on: what it closes then must not live on in a copy.
            leave_all_but(kept);
            match clone() {
                Ok(0) => {
                    hold();
                    exit(0)
                }
                Ok(_) => exit(0),
                Err(Errno(errno)) => exit(errno),
            }
        }
        Ok(between) => reap(between),
        Err(errno) => Err(errno),
    };
    restore_signals(before);
    made
}

/// `fork` without a signal at the end of the child.
fn clone() -> SysResult<usize> {
    call!(clone, 0, 0, 0, 0, 0)
}

/// Waits for the process between, whose exit code says whether it got as far.
fn reap(process: usize) -> SysResult<()> {
    let mut status = 0i32;
    match call!(wait4, process, &raw mut status, general::__WALL, 0) {
        // Somebody else waits for every child of this process.
        Err(Errno(errno)) if errno == linux_raw_sys::errno::ECHILD as i32 => Ok(()),
        Err(errno) => Err(errno),
        Ok(_) => match status >> 8 & 0xff {
            0 => Ok(()),
            errno => Err(Errno(errno)),
        },
    }
}

fn leave_all_but(kept: &[RawFd]) {
    // Signals for the terminal's or the program's group are not meant for it.
    let _ = call!(setsid);
    let _ = call!(prctl, libc::PR_SET_NAME, c"winsock-holder".as_ptr());
    let _ = call!(chdir, c"/".as_ptr());
    let mut from = 0;
    while let Some(next) = kept.iter().copied().filter(|fd| *fd >= from).min() {
        if next > from {
            let _ = call!(close_range, from, next - 1, 0);
        }
        from = next + 1;
    }
    let _ = call!(close_range, from, u32::MAX, 0);
}

fn exit(code: i32) -> ! {
    loop {
        let _ = call!(exit_group, code);
    }
}

fn block_signals() -> u64 {
    let (all, mut before) = (u64::MAX, 0u64);
    let _ = call!(rt_sigprocmask, general::SIG_SETMASK, &raw const all, &raw mut before, size_of::<u64>());
    before
}

fn restore_signals(before: u64) {
    let _ = call!(rt_sigprocmask, general::SIG_SETMASK, &raw const before, 0, size_of::<u64>());
}
