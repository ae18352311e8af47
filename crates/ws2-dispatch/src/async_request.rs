//! Requests that are answered by a message (`WSAAsyncGetHostByName` and its kin): their handles, the threads they are
//! worked on, and cancelling.
//!
//! A request is outstanding until its result is stored or somebody cancels it; whoever comes first has it for good. So
//! nothing is written and no message is posted after a successful cancel, and nothing is written after one that failed.

use std::collections::HashSet;
use std::thread;

use parking_lot::Mutex;
use ws2_types::{WsaError, WsaResult};

/// A request's handle as programs see it, never 0. Odd, which no handle of an object is.
pub type Task = u32;

#[derive(Default)]
struct Requests {
    outstanding: HashSet<Task>,
    last: Task,
}

static REQUESTS: Mutex<Option<Requests>> = Mutex::new(None);

/// Begins work on a thread of its own. If the request was not cancelled meanwhile, what the work returns is called, to
/// store the result, and then what that returns, to tell of it. Storing is under the lock of all requests: it is a copy
/// and nothing else.
///
/// # Errors
/// `WSAEWOULDBLOCK`: the system gives no thread at present.
pub fn begin<S, T>(work: impl FnOnce() -> S + Send + 'static) -> WsaResult<Task>
where
    S: FnOnce() -> T,
    T: FnOnce(Task),
{
    let task = REQUESTS.lock().get_or_insert_default().add();
    let run = move || {
        let store = work();
        if let Some(tell) = end(task, store) {
            tell(task);
        }
    };
    if thread::Builder::new().name("async request".into()).spawn(run).is_err() {
        let _ = cancel(task);
        return Err(WsaError::WSAEWOULDBLOCK);
    }
    Ok(task)
}

/// Whoever cancels meanwhile waits: after any cancel the memory is the program's alone.
fn end<T>(task: Task, store: impl FnOnce() -> T) -> Option<T> {
    let mut requests = REQUESTS.lock();
    requests.as_mut()?.outstanding.remove(&task).then(store)
}

/// Cancels a request.
///
/// # Errors
/// `WSAEALREADY`: it has ended. `WSAEINVAL`: there was none of this handle.
pub fn cancel(task: Task) -> WsaResult<()> {
    let mut requests = REQUESTS.lock();
    let Some(requests) = requests.as_mut() else { return Err(WsaError::WSAEINVAL) };
    if requests.outstanding.remove(&task) {
        return Ok(());
    }
    let was_given = task % 2 == 1 && task <= requests.last;
    Err(if was_given { WsaError::WSAEALREADY } else { WsaError::WSAEINVAL })
}

/// Cancels every request.
pub(crate) fn cancel_all() {
    if let Some(requests) = REQUESTS.lock().as_mut() {
        requests.outstanding.clear();
    }
}

impl Requests {
    fn add(&mut self) -> Task {
        loop {
            self.last = if self.last == 0 { 1 } else { self.last.checked_add(2).unwrap_or(1) };
            if self.outstanding.insert(self.last) {
                return self.last;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, mpsc};
    use std::time::Duration;

    use super::*;
    use crate::loader::tests::ONE_AT_A_TIME;

    #[test]
    fn a_request_is_answered_once_under_its_handle() {
        // A clean-up, which other tests try, cancels requests.
        let _alone = ONE_AT_A_TIME.lock();
        let (sender, answers) = mpsc::channel();
        let (go, gone) = mpsc::channel::<()>();
        let task = begin(move || {
            let _ = gone.recv();
            || move |task| sender.send(task).unwrap()
        })
        .unwrap();
        assert_eq!(task % 2, 1);
        drop(go);
        assert_eq!(answers.recv(), Ok(task));
        assert_eq!(answers.recv(), Err(mpsc::RecvError));
        assert_eq!(cancel(task), Err(WsaError::WSAEALREADY));
    }

    #[test]
    fn a_cancelled_request_is_not_answered() {
        // A clean-up, which other tests try, cancels requests.
        let _alone = ONE_AT_A_TIME.lock();
        let (sender, answers) = mpsc::channel();
        let (go, gone) = mpsc::channel::<()>();
        let task = begin(move || {
            let _ = gone.recv();
            || move |task| sender.send(task).unwrap()
        })
        .unwrap();
        assert_eq!(cancel(task), Ok(()));
        assert_eq!(cancel(task), Err(WsaError::WSAEALREADY));
        drop(go);
        assert_eq!(answers.recv(), Err(mpsc::RecvError));
    }

    #[test]
    fn a_cancel_that_comes_too_late_finds_the_result_stored() {
        let stored = Arc::new(AtomicBool::new(false));
        let (storing, begun) = mpsc::channel();
        let (cancelled, overtaken) = mpsc::channel::<()>();
        let done = Arc::clone(&stored);
        let task = begin(move || {
            move || {
                storing.send(()).unwrap();
                // Gives a cancel that does not wait the time to show it.
                let _ = overtaken.recv_timeout(Duration::from_millis(200));
                done.store(true, Ordering::SeqCst);
                |_| ()
            }
        })
        .unwrap();
        begun.recv().unwrap();
        assert_eq!(cancel(task), Err(WsaError::WSAEALREADY));
        assert!(stored.load(Ordering::SeqCst));
        drop(cancelled);
    }

    #[test]
    fn handles_that_were_never_given_are_invalid() {
        assert_eq!(cancel(0), Err(WsaError::WSAEINVAL));
        assert_eq!(cancel(8), Err(WsaError::WSAEINVAL));
        assert_eq!(cancel(u32::MAX), Err(WsaError::WSAEINVAL));
    }

    #[test]
    fn handles_begin_anew_without_meeting_one_in_use() {
        let mut requests = Requests { outstanding: HashSet::from([1, 5]), last: u32::MAX - 2 };
        assert_eq!([requests.add(), requests.add(), requests.add()], [u32::MAX, 3, 7]);
    }
}
