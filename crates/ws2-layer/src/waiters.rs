//! Calls that wait in the layer for a connection to be made or to fail.

use parking_lot::Mutex;
use ws2_types::WsaResult;
use ws2_types::abi::winsock::WSAEVENT;

use crate::upcalls_raw::Upcalls;

/// The events of the calls that wait.
#[derive(Default)]
pub(crate) struct Waiters(Mutex<Vec<WSAEVENT>>);

/// One who waits.
pub(crate) struct Waiter<'a> {
    waiters: &'a Waiters,
    upcalls: Upcalls,
    pub(crate) event: WSAEVENT,
}

impl Waiters {
    /// Joins those who wait. Look at what is waited for after that.
    ///
    /// # Errors
    /// As `WPUCreateEvent`.
    pub(crate) fn join(&self, upcalls: Upcalls) -> WsaResult<Waiter<'_>> {
        let event = upcalls.create_event()?;
        self.0.lock().push(event);
        Ok(Waiter { waiters: self, upcalls, event })
    }

    /// Something has changed.
    pub(crate) fn tell(&self, upcalls: &Upcalls) {
        for event in self.0.lock().iter() {
            // It is an event, and ours.
            let _ = upcalls.set_event(*event);
        }
    }
}

impl Waiter<'_> {
    /// Waits anew; look at what is waited for after that.
    ///
    /// # Errors
    /// As `WPUResetEvent`.
    pub(crate) fn reset(&self) -> WsaResult<()> {
        self.upcalls.reset_event(self.event)
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        self.waiters.0.lock().retain(|event| *event != self.event);
        let _ = self.upcalls.close_event(self.event);
    }
}
