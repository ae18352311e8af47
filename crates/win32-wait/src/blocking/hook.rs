//! The blocking hook of Winsock 1.1, and the rule that goes with it: while a blocking call of a thread has the
//! program's code run, no other Winsock call of this thread is possible.
//!
//! Here is all of it. Calls that block ask in one place, [`super::BlockingCall::run_callbacks`], where APCs run too;
//! the boundary of the library asks [`is_in_progress`], which is one load of a word that hardly ever changes.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread as system;
use std::time::Duration;

use ws2_types::{WsaError, WsaResult};

use super::REGISTRATION;
use crate::thread;

/// How long a call waits for its socket before it asks the hook again. No document names a time: Windows 3 asked
/// whenever it was scheduled.
pub const PAUSE: Duration = Duration::from_millis(10);

/// A program's hook.
#[derive(Clone, Copy)]
pub struct Hook {
    /// Where it is: what the program gave.
    pub address: usize,
    /// Calls it; answers whether it wants to be called again before the call waits.
    pub call: fn(usize) -> bool,
    /// The call that asked it is over.
    pub ended: fn(),
}

/// What a thread knows of hooks. Nothing in it needs a destructor, so it is there until the thread is gone.
struct Own {
    hook: Cell<Option<(Hook, u32)>>,
    in_progress: Cell<bool>,
    cancelled: Cell<bool>,
}

thread_local! {
    static OWN: Own =
        const { Own { hook: Cell::new(None), in_progress: Cell::new(false), cancelled: Cell::new(false) } };
}

/// Threads that run code of the program within a hooked call. Almost always none, which spares the others the look at
/// their own.
static IN_PROGRESS: AtomicU32 = AtomicU32::new(0);

/// Counts [`forget_all`].
static GENERATION: AtomicU32 = AtomicU32::new(0);

/// Has blocking calls of the calling thread ask this hook; answers the one before.
pub fn install(hook: Hook) -> Option<Hook> {
    let previous = installed();
    OWN.with(|own| own.hook.set(Some((hook, GENERATION.load(Ordering::Relaxed)))));
    // A thread on its way out has no registration any more and asks no hook either.
    let _ = REGISTRATION.try_with(|registration| registration.0.set_hooked(true));
    previous
}

/// Takes the calling thread's hook away.
pub fn remove() {
    OWN.with(|own| own.hook.set(None));
    let _ = REGISTRATION.try_with(|registration| registration.0.set_hooked(false));
}

/// Takes the hooks of all threads away.
pub fn forget_all() {
    GENERATION.fetch_add(1, Ordering::Relaxed);
}

/// The calling thread's hook.
pub fn installed() -> Option<Hook> {
    let (hook, generation) = OWN.with(|own| own.hook.get())?;
    if generation == GENERATION.load(Ordering::Relaxed) {
        return Some(hook);
    }
    // The call that asked it may be in progress still, and the end of that call finds it no more.
    (hook.ended)();
    remove();
    None
}

/// Whether the calling thread is in a hooked call that has its hook, or an APC, run.
#[inline]
pub fn is_in_progress() -> bool {
    IN_PROGRESS.load(Ordering::Relaxed) != 0 && is_in_progress_here()
}

#[cold]
fn is_in_progress_here() -> bool {
    OWN.with(|own| own.in_progress.get())
}

/// Has the calling thread's blocking call in progress end with `WSAEINTR`, once the program's code has returned to it.
///
/// # Errors
/// `WSAEINVAL`: there is none.
pub fn cancel() -> WsaResult<()> {
    OWN.with(|own| {
        if !own.in_progress.get() {
            return Err(WsaError::WSAEINVAL);
        }
        own.cancelled.set(true);
        Ok(())
    })
}

/// While this lives, the calling thread runs code of the program within a blocking call.
struct InProgress {
    outer: bool,
}

impl InProgress {
    fn begin() -> InProgress {
        IN_PROGRESS.fetch_add(1, Ordering::Relaxed);
        InProgress { outer: OWN.with(|own| own.in_progress.replace(true)) }
    }
}

impl Drop for InProgress {
    fn drop(&mut self) {
        OWN.with(|own| own.in_progress.set(self.outer));
        IN_PROGRESS.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Runs a hooked thread's APCs and asks its hook; answers whether the call should be tried again without waiting.
///
/// # Errors
/// `WSAEINTR`: the program has cancelled the call.
pub(super) fn run_callbacks() -> WsaResult<bool> {
    let Some(hook) = installed() else { return Ok(thread::run_pending_apcs()) };
    let in_progress = InProgress::begin();
    let any = thread::run_pending_apcs();
    let more = (hook.call)(hook.address);
    drop(in_progress);
    if OWN.with(|own| own.cancelled.take()) { Err(WsaError::WSAEINTR) } else { Ok(any || more) }
}

/// A call that asked the hook is over.
#[cold]
pub(super) fn end_call() {
    if let Some(hook) = installed() {
        (hook.ended)();
    }
}

/// A call that blocks and is no [`super::BlockingCall`].
pub struct Asking(());

impl Asking {
    /// Begins; the hook is not asked yet.
    pub fn begin() -> Asking {
        Asking(())
    }

    /// Asks the calling thread's hook, if it has one, before the call waits. Answers how long it may wait then: for
    /// ever without a hook.
    ///
    /// # Errors
    /// `WSAEINTR`: the program has cancelled the call.
    pub fn ask(&self) -> WsaResult<Option<Duration>> {
        if installed().is_none() {
            return Ok(None);
        }
        let again = run_callbacks()?;
        Ok(Some(if again { Duration::ZERO } else { PAUSE }))
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        end_call();
    }
}

/// Does a blocking piece of work that knows nothing of hooks: on a thread of its own, if the calling one has a hook,
/// which is asked meanwhile.
///
/// # Errors
/// `WSAEINTR`: the program has cancelled the call. The work goes on by itself, and its result is dropped.
pub fn carry_out<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> WsaResult<R> {
    if installed().is_none() {
        return Ok(work());
    }
    let (sender, receiver) = mpsc::channel();
    let worker = system::Builder::new().name("blocking call".into()).spawn(move || {
        // Nobody listens any more when the call was cancelled.
        let _ = sender.send(work());
    });
    worker.map_err(|_| WsaError::WSAENOBUFS)?;
    let asking = Asking::begin();
    let mut pause = PAUSE;
    loop {
        match receiver.recv_timeout(pause) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Timeout) => pause = asking.ask()?.unwrap_or(PAUSE),
            Err(RecvTimeoutError::Disconnected) => return Err(WsaError::WSASYSCALLFAILURE),
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;
    use crate::blocking::BlockingCall;

    thread_local! {
        static ANSWERS: Cell<u32> = const { Cell::new(0) };
        static ENDS: Cell<u32> = const { Cell::new(0) };
    }

    fn note_end() {
        ENDS.set(ENDS.get() + 1);
    }

    /// Answers TRUE so often.
    fn busy(times: usize) -> bool {
        let asked = ANSWERS.replace(ANSWERS.get() + 1) as usize;
        asked < times
    }

    fn cancelling(_: usize) -> bool {
        assert!(is_in_progress());
        cancel().unwrap();
        true
    }

    /// Each test has a thread of its own, and hooks are per thread.
    fn hooked(address: usize, call: fn(usize) -> bool) -> BlockingCall<'static> {
        install(Hook { address, call, ended: note_end });
        BlockingCall::on_no_object()
    }

    #[test]
    fn a_call_waits_briefly_once_the_hook_answers_false() {
        let mut call = hooked(2, busy);
        assert!(call.has_callbacks());
        assert_eq!(call.run_callbacks(), Ok(true));
        assert_eq!(call.run_callbacks(), Ok(true));
        assert_eq!(call.run_callbacks(), Ok(false));
        assert_eq!(call.patience(None), Some(PAUSE));
        assert_eq!(call.patience(Some(Duration::ZERO)), Some(Duration::ZERO));
        assert_eq!(ENDS.get(), 0);
        drop(call);
        assert_eq!(ENDS.get(), 1);
        remove();
        let mut call = BlockingCall::on_no_object();
        assert!(!call.has_callbacks());
        assert_eq!(call.run_callbacks(), Ok(false));
        assert_eq!(call.patience(None), None);
    }

    #[test]
    fn a_hook_cancels_the_call_it_runs_in_and_no_other() {
        assert_eq!(cancel(), Err(WsaError::WSAEINVAL));
        let mut call = hooked(0, cancelling);
        assert_eq!(call.run_callbacks(), Err(WsaError::WSAEINTR));
        assert!(!is_in_progress());
        assert_eq!(cancel(), Err(WsaError::WSAEINVAL));
        install(Hook { address: 0, call: busy, ended: note_end });
        assert_eq!(BlockingCall::on_no_object().run_callbacks(), Ok(false));
    }

    #[test]
    fn hooks_are_of_one_thread() {
        install(Hook { address: 0, call: cancelling, ended: note_end });
        let other = system::spawn(|| (installed().is_none(), BlockingCall::on_no_object().has_callbacks()));
        assert_eq!(other.join().unwrap(), (true, false));
    }

    #[test]
    fn forgotten_hooks_are_not_asked() {
        // In a thread that alone has this hook: other tests' hooks must not be forgotten under them.
        let own = Hook { address: 7, call: cancelling, ended: note_end };
        let previous = install(own);
        assert!(previous.is_none());
        OWN.with(|slot| slot.hook.set(Some((own, GENERATION.load(Ordering::Relaxed).wrapping_sub(1)))));
        let mut call = BlockingCall::on_no_object();
        assert_eq!(call.run_callbacks(), Ok(false));
        assert_eq!(ENDS.get(), 1, "it is told all the same that the call asks it no more");
        assert!(!BlockingCall::on_no_object().has_callbacks());
    }

    #[test]
    fn work_aside_is_waited_for_or_left_alone() {
        let (release, released) = mpsc::channel::<()>();
        install(Hook { address: 0, call: cancelling, ended: note_end });
        assert_eq!(carry_out(move || released.recv().is_ok()), Err(WsaError::WSAEINTR));
        drop(release);
        install(Hook { address: 0, call: busy, ended: note_end });
        assert_eq!(carry_out(|| 5), Ok(5));
        remove();
        assert_eq!(carry_out(|| 6), Ok(6));
    }
}
