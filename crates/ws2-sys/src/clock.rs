//! The clocks of the kernel, and a timer that follows the wall clock when somebody sets it.

use std::time::Duration;

use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::time::{
    ClockId, Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, clock_gettime,
    timerfd_create, timerfd_settime,
};

use crate::errno::SysResult;

/// Time since an arbitrary start; never goes back.
pub fn monotonic() -> Duration {
    since_start(ClockId::Monotonic)
}

/// Time since 1970, UTC, as the system has it at this moment.
pub fn wall() -> Duration {
    since_start(ClockId::Realtime)
}

fn since_start(clock: ClockId) -> Duration {
    let now = clock_gettime(clock);
    Duration::new(now.tv_sec.try_into().unwrap_or(0), now.tv_nsec as u32)
}

/// A descriptor that becomes ready at a time of the wall clock, also when the clock is set past that time.
pub struct WallTimer(OwnedFd);

impl WallTimer {
    /// One that is not set.
    ///
    /// # Errors
    /// `EMFILE`, `ENFILE`, `ENOMEM`.
    pub fn new() -> SysResult<WallTimer> {
        let flags = TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK;
        Ok(WallTimer(timerfd_create(TimerfdClockId::Realtime, flags)?))
    }

    /// Sets it to a time since 1970; `None` to none.
    pub fn set(&self, at: Option<Duration>) {
        const UNSET: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };
        // The time 0 would unset it; a nanosecond later is as much in the past.
        let at = at.map(|at| at.max(Duration::from_nanos(1)));
        let it_value = at.map_or(UNSET, |at| Timespec {
            tv_sec: i64::try_from(at.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: at.subsec_nanos().into(),
        });
        let spec = Itimerspec { it_interval: UNSET, it_value };
        // Descriptor and value are valid, so there is nothing that could fail.
        let _ = timerfd_settime(&self.0, TimerfdTimerFlags::ABSTIME, &spec);
    }

    /// What becomes ready.
    pub fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}
