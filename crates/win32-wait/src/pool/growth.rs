//! When a pool gets another thread.

use std::time::Duration;

use ws2_sys::task;

use super::workers::{State, Workers};
use crate::alarm::{Alarm, Due};

/// How long nobody attends before it is first looked whether the working threads are blocked.
const FIRST_LOOK: Duration = Duration::from_millis(1);
const LAST_LOOK: Duration = Duration::from_millis(16);
/// So long no thread has finished before another one helps those that are busy.
const STALLED: Duration = Duration::from_millis(64);

/// What is known from one look to the next.
#[derive(Default)]
pub(super) struct Growth {
    /// A look will come.
    watched: bool,
    pause: Duration,
    finished: u64,
    stalled: Duration,
}

impl Workers {
    /// Whether a thread is to be started at once so that somebody attends; it is counted already then. If it is not
    /// clear that it is needed, somebody will look after a while.
    pub(super) fn needs_thread(&self, state: &mut State) -> bool {
        if state.attending > 0 || state.threads >= state.maximum || state.closing {
            return false;
        }
        if state.threads - state.long < self.processors {
            state.count_new_thread();
            return true;
        }
        self.look_later(state, FIRST_LOOK);
        false
    }

    /// A thread could not be started.
    pub(super) fn try_again_later(&self, state: &mut State) {
        self.look_later(state, LAST_LOOK);
    }

    fn look_later(&self, state: &mut State, pause: Duration) {
        if state.growth.watched {
            return;
        }
        let Some(alarm) = self.alarm() else { return }; // whoever finishes first attends
        state.growth = Growth { watched: true, pause, finished: state.finished, stalled: Duration::ZERO };
        alarm.set(Due::after(pause));
    }

    fn alarm(&self) -> Option<&Alarm> {
        if self.growth.get().is_none() {
            let this = std::sync::Weak::clone(&self.this);
            let alarm = Alarm::new(move || {
                if let Some(workers) = this.upgrade() {
                    workers.look();
                }
            });
            let _ = self.growth.set(alarm.ok()?);
        }
        self.growth.get()
    }

    fn look(&self) {
        let mut state = self.state.lock();
        if self.ends_watch(&mut state) {
            return;
        }
        let running = state.running.clone();
        drop(state);
        let busy = running.into_iter().filter(|thread_id| task::is_runnable(*thread_id)).count();

        let mut state = self.state.lock();
        if self.ends_watch(&mut state) {
            return;
        }
        let finished = state.finished;
        let has_stalled = state.growth.has_stalled(finished);
        if busy < self.processors || has_stalled {
            state.growth.watched = false;
            state.count_new_thread();
            drop(state);
            self.start();
        } else {
            state.growth.pause = LAST_LOOK.min(state.growth.pause * 2);
            self.growth.get().inspect(|alarm| {
                alarm.set(Due::after(state.growth.pause));
            });
        }
    }

    fn ends_watch(&self, state: &mut State) -> bool {
        state.growth.watched = state.attending == 0 && state.threads < state.maximum && !state.closing;
        !state.growth.watched
    }
}

impl Growth {
    /// Whether no callback has finished for long.
    fn has_stalled(&mut self, finished: u64) -> bool {
        if std::mem::replace(&mut self.finished, finished) != finished {
            self.stalled = Duration::ZERO;
        }
        self.stalled += self.pause;
        self.stalled >= STALLED
    }
}

impl State {
    fn count_new_thread(&mut self) {
        self.threads += 1;
        self.attending += 1;
    }
}
