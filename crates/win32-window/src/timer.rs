//! Timers of a thread: each adds at most one `WM_TIMER` to the queue, until that is retrieved.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use win32_wait::alarm::{Alarm, Due};
use ws2_types::abi::{foundation, windows_and_messaging as user};
use ws2_types::{WsaError, WsaResult};

use crate::window::{self, Hwnd};
use crate::{queue, win32};

/// A timer.
pub(crate) struct Timer {
    pub(crate) serial: u64,
    pub(crate) window: Hwnd,
    pub(crate) id: usize,
    /// `TIMERPROC`, or 0.
    pub(crate) procedure: isize,
    pub(crate) is_ready: bool,
    period: Duration,
    due: Duration,
    alarm: Alarm,
}

impl Timer {
    #[cfg(test)]
    pub(crate) fn period(&self) -> Duration {
        self.period
    }

    /// When its message is, or was, to come.
    pub(crate) fn due(&self) -> Duration {
        self.due
    }

    /// Its message was retrieved: the next one comes a period after the last, or after several.
    pub(crate) fn go_on(&mut self) {
        self.is_ready = false;
        let Due::Monotonic(now) = Due::after(Duration::ZERO) else { return };
        let missed = now.saturating_sub(self.due).as_nanos() / self.period.as_nanos();
        self.due += self.period * (u32::try_from(missed).unwrap_or(u32::MAX - 1) + 1);
        self.alarm.set(Due::Monotonic(self.due));
    }
}

/// Sets a timer of the calling thread and gives its number. One with the same window and number is replaced; without a
/// window a number that is not in use is ignored and a new one given.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_ACCESS_DENIED`: the window belongs to another thread; `WSAENOBUFS` and the
/// like: no resources.
pub fn set(window: Hwnd, id: usize, period_ms: u32, procedure: isize) -> WsaResult<usize> {
    check_window(window)?;
    let queue = queue::current()?;
    static SERIALS: AtomicU64 = AtomicU64::new(1);
    let serial = SERIALS.fetch_add(1, Ordering::Relaxed);
    let weak = Arc::downgrade(&queue);
    let alarm = Alarm::new(move || {
        if let Some(queue) = weak.upgrade() {
            queue.timer_is_due(serial);
        }
    })?;
    let longest = user::USER_TIMER_MAXIMUM;
    let period = Duration::from_millis(period_ms.clamp(user::USER_TIMER_MINIMUM, longest).into());
    let due = Due::after(period);
    let Due::Monotonic(time) = due else { return Err(WsaError::WSA_INVALID_PARAMETER) };

    let mut state = queue.lock();
    let place = state.timers.iter().position(|timer| (timer.window, timer.id) == (window, id));
    let id = match place {
        Some(_) => id,
        None if window == Hwnd::NONE => {
            let taken =
                |id: &usize| state.timers.iter().any(|timer| timer.window == window && timer.id == *id);
            (1..).find(|id| !taken(id)).unwrap_or(usize::MAX)
        }
        None => id,
    };
    alarm.set(due);
    let timer = Timer { serial, window, id, procedure, is_ready: false, period, due: time, alarm };
    let replaced = place.map(|place| state.timers.remove(place));
    state.timers.push(timer);
    drop(state);
    drop(replaced);
    Ok(id.max(1))
}

/// Ends a timer of the calling thread.
///
/// # Errors
/// `ERROR_INVALID_WINDOW_HANDLE`; `ERROR_ACCESS_DENIED`: the window belongs to another thread;
/// `ERROR_INVALID_PARAMETER`: no such timer.
pub fn kill(window: Hwnd, id: usize) -> WsaResult<()> {
    check_window(window)?;
    let queue = queue::current()?;
    let mut state = queue.lock();
    let place = state.timers.iter().position(|timer| (timer.window, timer.id) == (window, id));
    let timer = state.timers.remove(place.ok_or(WsaError::WSA_INVALID_PARAMETER)?);
    drop(state);
    drop(timer);
    Ok(())
}

/// Whether the calling thread has a timer with this routine. Messages can be posted by anyone.
pub fn is_routine(procedure: isize) -> bool {
    let queue = queue::existing();
    queue.is_some_and(|queue| queue.lock().timers.iter().any(|timer| timer.procedure == procedure))
}

fn check_window(window: Hwnd) -> WsaResult<()> {
    if window == Hwnd::NONE || window::find(window)?.is_own() {
        return Ok(());
    }
    Err(win32(foundation::ERROR_ACCESS_DENIED))
}
