//! A call without an OVERLAPPED that is carried out as an overlapped operation, with one of the library's own.

use std::time::{Duration, Instant};

use ws2_types::abi::io::OVERLAPPED;
use ws2_types::status::{STATUS_PENDING, wsa_error_of};
use ws2_types::{WsaError, WsaResult};

use super::{Completion, Delivery, Lent};
use crate::blocking::hook::Asking;
use crate::wait::INFINITE;

/// How long a call is ready to wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Patience {
    /// Not at all: `WSAEWOULDBLOCK`.
    None,
    /// So long, then `WSAETIMEDOUT`.
    Within(Duration),
    /// Until it is done.
    Endless,
}

/// Begins an operation and waits for its end. `begin` answers whether it is pending; `cancel` gives up one that is
/// and answers whether it was in time. The outcome comes with the bytes moved.
///
/// # Errors
/// Those of the operation; `WSAEWOULDBLOCK`, `WSAETIMEDOUT`; `WSAEINTR`: somebody else cancelled it, by closing the
/// socket most likely, or the thread's blocking hook did.
///
/// # Blocking
/// As long as patience lasts. Alertably: APCs of the thread run, its hook is asked, and the wait goes on.
pub fn carry_out(
    patience: Patience,
    begin: impl FnOnce(Completion) -> WsaResult<bool>,
    cancel: impl Fn(Lent) -> bool,
) -> (usize, WsaResult<()>) {
    let deadline = match patience {
        Patience::Within(time) => Some(Instant::now() + time),
        Patience::None | Patience::Endless => None,
    };
    // Should `begin` panic, the operation may be pending still: then the memory is not freed.
    let own = Box::into_raw(Box::new(OVERLAPPED::default()));
    // SAFETY: allocated above and freed below, once the operation is complete.
    let Some(lent) = (unsafe { Lent::new(own) }) else { return (0, Err(WsaError::WSAEFAULT)) };
    let begun = Completion::begin(lent, Delivery::Silent).and_then(begin);
    let (bytes, outcome) = match begun {
        Err(error) => (0, Err(error)),
        Ok(pending) => {
            if pending && patience == Patience::None && cancel(lent) {
                (0, Err(WsaError::WSAEWOULDBLOCK))
            } else {
                finished(lent, deadline, cancel)
            }
        }
    };
    // SAFETY: it came from a box, and whoever ends an operation does not touch it afterwards.
    drop(unsafe { Box::from_raw(own) });
    (bytes, outcome)
}

fn finished(lent: Lent, deadline: Option<Instant>, cancel: impl Fn(Lent) -> bool) -> (usize, WsaResult<()>) {
    let mut given_up = WsaError::WSAEINTR;
    let mut cancelled = false;
    let asking = Asking::begin();
    while lent.status() as u32 == STATUS_PENDING {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if left == Some(Duration::ZERO) && given_up != WsaError::WSAETIMEDOUT && cancel(lent) {
            given_up = WsaError::WSAETIMEDOUT;
        }
        let patience = if cancelled { Ok(None) } else { asking.ask() }.unwrap_or_else(|_| {
            cancelled = true;
            cancel(lent);
            None
        });
        let left_ms = left.filter(|left| !left.is_zero()).map(|left| left.as_millis() as u32 + 1);
        let patience_ms = patience.map(|patience| patience.as_millis() as u32);
        let wait_ms = left_ms.into_iter().chain(patience_ms).min().unwrap_or(INFINITE);
        // It fails only for a bad event, and there is none.
        let _ = lent.wait(wait_ms, true);
    }
    let (status, bytes) = lent.result();
    let outcome = match wsa_error_of(status) {
        None => Ok(()),
        Some(WsaError::WSA_OPERATION_ABORTED) => Err(given_up),
        Some(error) => Err(error),
    };
    (bytes, outcome)
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::cell::RefCell;
    use std::thread;

    use super::*;
    use crate::completion::Outcome;

    fn never(_: Lent) -> bool {
        panic!("cancelled")
    }

    #[test]
    fn what_ends_at_once_is_not_waited_for() {
        let begin = |completion: Completion| {
            completion.finish_at_once(Outcome::done(7, 0));
            Ok(false)
        };
        assert_eq!(carry_out(Patience::None, begin, never), (7, Ok(())));
        let refuse = |completion: Completion| {
            completion.withdraw(WsaError::WSAENOTCONN);
            Err(WsaError::WSAENOTCONN)
        };
        assert_eq!(carry_out(Patience::Endless, refuse, never), (0, Err(WsaError::WSAENOTCONN)));
    }

    #[test]
    fn an_operation_ends_in_another_thread() {
        let begin = |completion: Completion| {
            thread::spawn(move || completion.finish(Outcome::done(3, 0)));
            Ok(true)
        };
        assert_eq!(carry_out(Patience::Endless, begin, never), (3, Ok(())));
        let abort = |completion: Completion| {
            thread::spawn(move || completion.finish(Outcome::failed(WsaError::WSA_OPERATION_ABORTED)));
            Ok(true)
        };
        assert_eq!(carry_out(Patience::Endless, abort, never), (0, Err(WsaError::WSAEINTR)));
    }

    #[test]
    fn patience_ends_by_cancelling() {
        for (patience, error) in [
            (Patience::None, WsaError::WSAEWOULDBLOCK),
            (Patience::Within(Duration::from_millis(5)), WsaError::WSAETIMEDOUT),
        ] {
            let pending = RefCell::new(None);
            let begin = |completion| {
                *pending.borrow_mut() = Some(completion);
                Ok(true)
            };
            let cancel = |_| {
                let completion: Option<Completion> = pending.borrow_mut().take();
                let aborted = Outcome::failed(WsaError::WSA_OPERATION_ABORTED);
                completion.map(|completion| completion.finish(aborted)).is_some()
            };
            assert_eq!(carry_out(patience, begin, cancel), (0, Err(error)));
        }
    }
}
