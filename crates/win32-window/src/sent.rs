//! A message on its way to the thread of its window, and the answer to it.

use std::sync::Arc;

use parking_lot::Mutex;
use win32_wait::event::{Event, Reset};
use win32_wait::race_detector;

use crate::procedure::Charset;
use crate::window::Window;

/// A message that another thread sent.
pub(crate) struct Sent {
    pub(crate) window: Arc<Window>,
    pub(crate) charset: Charset,
    pub(crate) number: u32,
    pub(crate) wparam: usize,
    pub(crate) lparam: isize,
    /// Signaled with the answer; `None` when nobody waits for it (`SendNotifyMessage`).
    answered: Option<Arc<Event>>,
    answer: Mutex<Answer>,
}

/// What became of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Answer {
    /// It waits, or is being processed.
    None,
    /// What the procedure returned, or `ReplyMessage` said.
    Is(isize),
    /// Its window, or the thread of it, ended first.
    NeverComes,
}

impl Sent {
    pub(crate) fn new(
        window: Arc<Window>,
        charset: Charset,
        (number, wparam, lparam): (u32, usize, isize),
        wants_answer: bool,
    ) -> Arc<Sent> {
        let answered = wants_answer.then(|| Event::new(Reset::Manual, false));
        Arc::new(Sent { window, charset, number, wparam, lparam, answered, answer: Mutex::new(Answer::None) })
    }

    /// Signaled when it is answered.
    pub(crate) fn answered(&self) -> Option<&Arc<Event>> {
        self.answered.as_ref()
    }

    /// Answers it, unless that was done.
    pub(crate) fn give(&self, given: Answer) -> bool {
        let mut answer = self.answer.lock();
        if *answer != Answer::None {
            return false;
        }
        race_detector::release(&raw const self.answer);
        *answer = given;
        drop(answer);
        if let Some(answered) = &self.answered {
            answered.set();
        }
        true
    }

    pub(crate) fn answer(&self) -> Answer {
        let answer = *self.answer.lock();
        race_detector::acquire(&raw const self.answer);
        answer
    }
}
