//! System calls that an interrupt ends for certain: also one that comes just before the thread is in the kernel.
//!
//! A signal alone ends only a call that sleeps already. Here each call looks at a word of its thread right before
//! it enters the kernel, and the signal's handler knows the few instructions between that look and the entry: a
//! thread it finds there is sent on as if the kernel had answered `EINTR`. So whoever sets the lowest bit of the
//! word and then sends the signal cannot be missed, and a call that nobody interrupts costs one load more.
//! It is how C libraries make cancellation points safe.

use std::arch::global_asm;
use std::ffi::c_void;
use std::sync::atomic::{AtomicUsize, Ordering};

use syscalls::Sysno;

use crate::errno::{Errno, SysResult};

/// A thread's word. Its lowest bit says that the thread was interrupted; the rest belongs to others.
#[derive(Clone, Copy)]
pub struct Interruption<'a>(&'a AtomicUsize);

impl<'a> Interruption<'a> {
    /// Calls made with this end when the lowest bit of `word` is set and [`crate::interrupt::interrupt`] is called.
    pub fn by(word: &'a AtomicUsize) -> Interruption<'a> {
        Interruption(word)
    }

    /// Whether the word says that the thread was interrupted.
    pub fn came(self) -> bool {
        self.0.load(Ordering::SeqCst) & 1 != 0
    }

    /// # Errors
    /// `EINTR` also when the word says so; then the kernel was not entered, or has done nothing.
    ///
    /// # Safety
    /// As the system call.
    #[inline]
    pub(crate) unsafe fn call(self, number: Sysno, arguments: [usize; 6]) -> SysResult<usize> {
        const HIGHEST_ERROR: isize = 4095;
        let [a, b, c, d, e, f] = arguments;
        // SAFETY: the word outlives the call; the rest is the caller's promise.
        let result =
            unsafe { ws2_sys_interruptible_call(self.0.as_ptr(), number.id() as usize, a, b, c, d, e, f) };
        if (-HIGHEST_ERROR..0).contains(&result) { Err(Errno(-result as i32)) } else { Ok(result as usize) }
    }
}

unsafe extern "C" {
    fn ws2_sys_interruptible_call(
        word: *const usize,
        number: usize,
        a: usize,
        b: usize,
        c: usize,
        d: usize,
        e: usize,
        f: usize,
    ) -> isize;
    static ws2_sys_interruptible_look: [u8; 0];
    static ws2_sys_interruptible_entered: [u8; 0];
    static ws2_sys_interruptible_interrupted: [u8; 0];
}

#[cfg(target_arch = "x86_64")]
global_asm!(
    ".text",
    ".hidden ws2_sys_interruptible_call",
    ".globl ws2_sys_interruptible_call",
    ".hidden ws2_sys_interruptible_look",
    ".globl ws2_sys_interruptible_look",
    ".hidden ws2_sys_interruptible_entered",
    ".globl ws2_sys_interruptible_entered",
    ".hidden ws2_sys_interruptible_interrupted",
    ".globl ws2_sys_interruptible_interrupted",
    ".type ws2_sys_interruptible_call, @function",
    "ws2_sys_interruptible_call:",
    ".cfi_startproc",
    "mov r11, rdi",
    "mov rax, rsi",
    "mov rdi, rdx",
    "mov rsi, rcx",
    "mov rdx, r8",
    "mov r10, r9",
    "mov r8, [rsp + 8]",
    "mov r9, [rsp + 16]",
    "ws2_sys_interruptible_look:",
    "test byte ptr [r11], 1",
    "jnz ws2_sys_interruptible_interrupted",
    "syscall",
    "ws2_sys_interruptible_entered:",
    "ret",
    "ws2_sys_interruptible_interrupted:",
    "mov rax, {interrupted}",
    "ret",
    ".cfi_endproc",
    ".size ws2_sys_interruptible_call, . - ws2_sys_interruptible_call",
    interrupted = const -(linux_raw_sys::errno::EINTR as isize),
);

#[cfg(target_arch = "aarch64")]
global_asm!(
    ".text",
    ".hidden ws2_sys_interruptible_call",
    ".globl ws2_sys_interruptible_call",
    ".hidden ws2_sys_interruptible_look",
    ".globl ws2_sys_interruptible_look",
    ".hidden ws2_sys_interruptible_entered",
    ".globl ws2_sys_interruptible_entered",
    ".hidden ws2_sys_interruptible_interrupted",
    ".globl ws2_sys_interruptible_interrupted",
    ".type ws2_sys_interruptible_call, %function",
    "ws2_sys_interruptible_call:",
    ".cfi_startproc",
    "mov x9, x0",
    "mov x8, x1",
    "mov x0, x2",
    "mov x1, x3",
    "mov x2, x4",
    "mov x3, x5",
    "mov x4, x6",
    "mov x5, x7",
    "ws2_sys_interruptible_look:",
    "ldr x9, [x9]",
    "tbnz x9, #0, ws2_sys_interruptible_interrupted",
    "svc #0",
    "ws2_sys_interruptible_entered:",
    "ret",
    "ws2_sys_interruptible_interrupted:",
    "mov x0, #{interrupted}",
    "ret",
    ".cfi_endproc",
    ".size ws2_sys_interruptible_call, . - ws2_sys_interruptible_call",
    interrupted = const -(linux_raw_sys::errno::EINTR as isize),
);

/// Sends a thread that was about to enter the kernel on its way out. For the signal's handler.
///
/// # Safety
/// `context` is what the kernel gave the handler.
pub(crate) unsafe fn divert(context: *mut c_void) {
    let context = context.cast::<libc::ucontext_t>();
    let look = (&raw const ws2_sys_interruptible_look).addr() as u64;
    let entered = (&raw const ws2_sys_interruptible_entered).addr() as u64;
    let interrupted = (&raw const ws2_sys_interruptible_interrupted).addr() as u64;
    // SAFETY: the kernel's own frame, which belongs to the handler while it runs.
    let counter = unsafe { program_counter(context) };
    // SAFETY: a pointer into the same frame.
    unsafe {
        if (look..entered).contains(&*counter) {
            *counter = interrupted;
        }
    }
}

/// # Safety
/// `context` is the frame of a signal.
#[cfg(target_arch = "x86_64")]
unsafe fn program_counter(context: *mut libc::ucontext_t) -> *mut u64 {
    // SAFETY: the caller's promise.
    unsafe { (&raw mut (*context).uc_mcontext.gregs[libc::REG_RIP as usize]).cast() }
}

/// # Safety
/// `context` is the frame of a signal.
#[cfg(target_arch = "aarch64")]
unsafe fn program_counter(context: *mut libc::ucontext_t) -> *mut u64 {
    // SAFETY: the caller's promise.
    unsafe { &raw mut (*context).uc_mcontext.pc }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_passes_its_arguments_and_its_answer() {
        let word = AtomicUsize::new(0);
        let call = |number, arguments| {
            // SAFETY: calls that touch no memory.
            unsafe { Interruption::by(&word).call(number, arguments) }
        };
        assert_eq!(call(Sysno::getpid, [0; 6]), Ok(std::process::id() as usize));
        assert_eq!(call(Sysno::close, [usize::MAX, 0, 0, 0, 0, 0]), Err(Errno(9)));
    }

    #[test]
    fn an_interrupted_thread_does_not_enter_the_kernel() {
        let word = AtomicUsize::new(1);
        // SAFETY: touches no memory.
        let answer = unsafe { Interruption::by(&word).call(Sysno::getpid, [0; 6]) };
        assert_eq!(answer, Err(Errno::INTR));
    }

    /// A frame whose program counter stands there, after the handler has seen it.
    fn diverted(counter: u64) -> u64 {
        // SAFETY: a plain structure, all zero is a value of it; `divert` touches one member.
        unsafe {
            let mut context: libc::ucontext_t = std::mem::zeroed();
            *program_counter(&raw mut context) = counter;
            divert((&raw mut context).cast());
            *program_counter(&raw mut context)
        }
    }

    #[test]
    fn the_handler_diverts_between_look_and_entry_only() {
        let look = (&raw const ws2_sys_interruptible_look).addr() as u64;
        let entered = (&raw const ws2_sys_interruptible_entered).addr() as u64;
        let interrupted = (&raw const ws2_sys_interruptible_interrupted).addr() as u64;
        assert!(look < entered && entered < interrupted);
        assert_eq!(diverted(look - 1), look - 1);
        assert_eq!(diverted(entered), entered);
        for counter in look..entered {
            assert_eq!(diverted(counter), interrupted);
        }
    }

    #[test]
    fn no_interrupt_is_lost_on_the_way_into_the_kernel() {
        use crate::interrupt;
        const ROUNDS: usize = 2_000;
        static WORD: AtomicUsize = AtomicUsize::new(0);
        let (sender, receiver) = std::sync::mpsc::channel();
        let sleeper = std::thread::spawn(move || {
            sender.send(interrupt::register_current_thread()).unwrap();
            for round in 0..ROUNDS {
                while WORD.load(Ordering::SeqCst) >> 1 != round {
                    std::thread::yield_now();
                }
                // SAFETY: no descriptors, no time-out, no mask: sleeps until a signal comes.
                let slept = unsafe { Interruption::by(&WORD).call(Sysno::ppoll, [0; 6]) };
                assert_eq!(slept, Err(Errno::INTR));
                // The signal may come yet; it must not be taken for the next round's.
                interrupt::absorb();
                WORD.store((round + 1) << 1, Ordering::SeqCst);
            }
        });
        let thread = receiver.recv().unwrap();
        for round in 0..ROUNDS {
            while WORD.load(Ordering::SeqCst) != round << 1 {
                std::thread::yield_now();
            }
            for _ in 0..round % 200 {
                std::hint::spin_loop();
            }
            WORD.fetch_or(1, Ordering::SeqCst);
            interrupt::interrupt(thread);
        }
        sleeper.join().unwrap();
    }
}
