//! What other parts of the library use of a queue.

use std::sync::mpsc;

use ws2_types::abi::foundation;

use super::*;
use crate::posting;

#[test]
fn input_is_there_until_it_is_retrieved() {
    assert!(!current_has_input());
    posting::post(crate::Hwnd::NONE, user::WM_USER, 1, 2).unwrap();
    assert!(current_has_input());
    let filter = crate::retrieval::Filter::ALL;
    let message = crate::retrieval::peek(filter, true).unwrap().unwrap();
    assert_eq!((message.number, message.wparam, message.lparam), (user::WM_USER, 1, 2));
    assert!(!current_has_input());
}

/// As a thread in a blocking call that wants to know of input: what queues a call to it ends its alertable wait.
#[test]
fn an_alert_interrupts_once_until_the_thread_looks() {
    let (tell_id, id) = mpsc::channel();
    let (post_more, more) = mpsc::channel();
    let waiter = std::thread::spawn(move || {
        let alert = InputAlert::begin().unwrap();
        tell_id.send(thread::current_id()).unwrap();
        let wait = |timeout_ms| win32_wait::wait::wait_any(&[], timeout_ms, true).unwrap();
        let first = wait(win32_wait::wait::INFINITE);
        more.recv().unwrap();
        let unseen = wait(0);
        let posted =
            std::iter::from_fn(|| crate::retrieval::peek(crate::retrieval::Filter::ALL, true).unwrap())
                .count();
        posting::post(crate::Hwnd::NONE, user::WM_USER, 0, 0).unwrap();
        let seen = wait(0);
        drop(alert);
        posting::post(crate::Hwnd::NONE, user::WM_USER, 0, 0).unwrap();
        (first, unseen, posted, seen, wait(0))
    });
    let id = id.recv().unwrap();
    posting::post_to_thread(id, user::WM_USER, 0, 0).unwrap();
    posting::post_to_thread(id, user::WM_USER, 0, 0).unwrap();
    post_more.send(()).unwrap();
    use win32_wait::wait::Outcome::{ApcsRan, TimedOut};
    let (first, unseen, posted, seen, without) = waiter.join().unwrap();
    assert_eq!((first, posted, seen, without), (ApcsRan, 2, ApcsRan, TimedOut));
    assert_eq!(unseen, TimedOut);
}

#[test]
fn posts_to_nobody_fail() {
    let code = |error: u32| Err(win32(error));
    let nobody = crate::Hwnd::from_raw(0x7ffe_fff0);
    assert_eq!(crate::post(nobody, user::WM_USER, 0, 0), code(foundation::ERROR_INVALID_WINDOW_HANDLE));
    assert_eq!(posting::post_to_thread(2, user::WM_USER, 0, 0), code(foundation::ERROR_INVALID_THREAD_ID));
    assert_eq!(
        crate::post(crate::Hwnd::NONE, user::WM_SETTEXT, 0, 0),
        code(foundation::ERROR_MESSAGE_SYNC_ONLY)
    );
    assert!(!crate::is_window(nobody) && crate::is_window(crate::Hwnd::DESKTOP));
}

#[test]
fn an_alert_that_was_given_ends_with_the_call_it_was_for() {
    let alert = InputAlert::begin().unwrap();
    posting::post(crate::Hwnd::NONE, user::WM_USER, 1, 2).unwrap();
    drop(alert);
    assert!(!thread::run_pending_apcs(), "an alertable wait that comes later is not ended");
    assert!(current_has_input());
}
