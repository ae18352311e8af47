//! Where the callbacks of timer queues run: one after the other on a thread of their own, or each on another thread.

use std::collections::VecDeque;
use std::sync::Arc;

use parking_lot::{Condvar, Mutex};
use ws2_types::{WsaError, WsaResult};

use super::{Place, QueueTimer};

struct Waiting {
    timers: VecDeque<Arc<QueueTimer>>,
    has_thread: bool,
}

static WAITING: Mutex<Waiting> = Mutex::new(Waiting { timers: VecDeque::new(), has_thread: false });
static MORE: Condvar = Condvar::new();

/// Makes sure that callbacks can run.
///
/// # Errors
/// `WSAENOBUFS`: a thread cannot be started.
pub(super) fn prepare() -> WsaResult<()> {
    let mut waiting = WAITING.lock();
    if !waiting.has_thread {
        std::thread::Builder::new()
            .name("timer callbacks".to_owned())
            .spawn(run)
            .map_err(|_| WsaError::WSAENOBUFS)?;
        waiting.has_thread = true;
    }
    Ok(())
}

/// Has a callback of the timer run.
pub(super) fn call(timer: Arc<QueueTimer>) {
    if timer.manner.place != Place::TimerThread {
        let own = Arc::clone(&timer);
        if std::thread::Builder::new().spawn(move || own.call()).is_ok() {
            return;
        }
        // No thread is to be had: the one that is there has to do.
    }
    WAITING.lock().timers.push_back(timer);
    MORE.notify_one();
}

fn run() {
    loop {
        let mut waiting = WAITING.lock();
        while waiting.timers.is_empty() {
            MORE.wait(&mut waiting);
        }
        let timer = waiting.timers.pop_front();
        drop(waiting);
        if let Some(timer) = timer {
            timer.call();
        }
    }
}
