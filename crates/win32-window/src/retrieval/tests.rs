//! Moments between two steps of a retrieval, which no program can hold still.

use ws2_types::abi::foundation;

use super::*;
use crate::class::ClassName;
use crate::creation::{self, Creation};
use crate::procedure::Charset;
use crate::queue::MAXIMUM_POSTS;
use crate::sending::Patience;
use crate::sent::Sent;
use crate::{posting, win32};

fn message_window() -> Hwnd {
    let creation = Creation {
        class: ClassName::Text("Static"),
        instance: 1,
        extended_style: 0,
        style: 0,
        text: None,
        place: [0; 4],
        parent: Hwnd::MESSAGE,
        menu_or_id: 0,
        parameter: 0,
    };
    creation::create(creation).unwrap()
}

fn is_signaled(queue: &Arc<Queue>) -> bool {
    queue.want(user::QS_ALLINPUT, false);
    wait_any(&[Arc::clone(queue) as Arc<dyn Object>], 0, false) == Ok(Outcome::Signaled(0))
}

#[test]
fn what_is_sent_between_processing_and_looking_ends_the_wait() {
    let window = window::find(message_window()).unwrap();
    let queue = queue::current().unwrap();
    process_received(Filter::ALL).unwrap();
    let sent = Sent::new(Arc::clone(&window), Charset::Ansi, (user::WM_NULL, 0, 0), false);
    queue.send(sent).unwrap();
    assert_eq!(look(&queue, Filter::ALL, true), Ok(None));
    assert!(is_signaled(&queue));
    assert_eq!(peek(Filter::ALL, true), Ok(None));
    assert!(!is_signaled(&queue));
}

#[test]
fn messages_of_no_interest_end_no_wait() {
    let window = message_window();
    let queue = queue::current().unwrap();
    crate::post(window, user::WM_USER, 0, 0).unwrap();
    assert!(is_signaled(&queue));
    let other = Filter { first: user::WM_APP, last: user::WM_APP, ..Filter::ALL };
    assert_eq!(peek(other, true), Ok(None));
    assert!(!is_signaled(&queue));
    crate::post(window, user::WM_APP, 0, 0).unwrap();
    assert!(is_signaled(&queue));
    assert_eq!(peek(other, true).unwrap().map(|message| message.number), Some(user::WM_APP));
}

#[test]
fn a_thread_that_does_not_look_hangs_after_five_seconds() {
    let (tell, told) = std::sync::mpsc::channel();
    let (end, ends) = std::sync::mpsc::channel::<()>();
    let thread = std::thread::spawn(move || {
        let window = message_window();
        let queue = queue::current().unwrap();
        assert!(!queue.is_hung());
        queue.looked_at(tick_count().wrapping_sub(5_000));
        tell.send(window).unwrap();
        ends.recv().unwrap_err();
        peek(Filter::ALL, true).unwrap();
        assert!(!queue.is_hung());
    });
    let window = told.recv().unwrap();
    let patience =
        Patience { timeout_ms: INFINITE, flags: user::SMTO_ABORTIFHUNG | user::SMTO_NOTIMEOUTIFNOTHUNG };
    let answer = sending::send_with(window, Charset::Ansi, (user::WM_NULL, 0, 0), patience);
    assert_eq!(answer, Err(win32(foundation::ERROR_TIMEOUT)));
    let patience = Patience { timeout_ms: 0, flags: user::SMTO_NOTIMEOUTIFNOTHUNG };
    let answer = sending::send_with(window, Charset::Ansi, (user::WM_NULL, 0, 0), patience);
    assert_eq!(answer, Err(win32(foundation::ERROR_TIMEOUT)));
    drop(end);
    thread.join().unwrap();
}

#[test]
fn the_shortest_period_is_ten_milliseconds() {
    let queue = queue::current().unwrap();
    let id = crate::timer::set(Hwnd::NONE, 0, 0, 0).unwrap();
    assert_eq!(queue.lock().timers[0].period().as_millis(), 10);
    crate::timer::set(Hwnd::NONE, id, u32::MAX, 0).unwrap();
    assert_eq!(queue.lock().timers[0].period().as_millis(), 0x7fff_ffff);
    crate::timer::kill(Hwnd::NONE, id).unwrap();
}

#[test]
fn a_timer_that_is_always_ready_keeps_no_other_away() {
    let queue = queue::current().unwrap();
    let short = crate::timer::set(Hwnd::NONE, 0, 60_000, 0).unwrap();
    let long = crate::timer::set(Hwnd::NONE, 0, 90_000, 0).unwrap();
    let is_due = |id| {
        let serial = queue.lock().timers.iter().find(|timer| timer.id == id).unwrap().serial;
        queue.timer_is_due(serial);
    };
    let next = || peek(Filter::ALL, true).unwrap().map(|message| message.wparam);
    is_due(long);
    for expected in [short, long] {
        is_due(short);
        assert_eq!(next(), Some(expected));
    }
    crate::timer::kill(Hwnd::NONE, short).unwrap();
    crate::timer::kill(Hwnd::NONE, long).unwrap();
}

#[test]
fn a_full_queue_takes_the_end_of_the_loop() {
    for _ in 0..MAXIMUM_POSTS {
        crate::post(Hwnd::NONE, user::WM_USER, 0, 0).unwrap();
    }
    assert_eq!(crate::post(Hwnd::NONE, user::WM_USER, 0, 0), Err(win32(foundation::ERROR_NOT_ENOUGH_QUOTA)));
    posting::post_quit(3).unwrap();
    let messages: Vec<Message> = std::iter::from_fn(|| peek(Filter::ALL, true).unwrap()).collect();
    assert_eq!(messages.len(), MAXIMUM_POSTS + 1);
    assert_eq!(messages.last().map(|message| (message.number, message.wparam)), Some((user::WM_QUIT, 3)));
}
