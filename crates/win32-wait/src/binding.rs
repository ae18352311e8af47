//! A handle's place in overlapped I/O: its port, its key, and where its edges are told.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use ws2_sys::BorrowedFd;
use ws2_types::{WsaError, WsaResult};

use crate::completion::Delivery;
use crate::handle_table::Handle;
use crate::port::Port;
use crate::reactor;

/// `FILE_SKIP_COMPLETION_PORT_ON_SUCCESS`
pub const SKIP_PORT_ON_SUCCESS: u8 = 1;
/// `FILE_SKIP_SET_EVENT_ON_HANDLE`
pub const SKIP_EVENT: u8 = 2;

/// The association of one handle.
#[derive(Default)]
pub struct Binding {
    port: OnceLock<(Arc<Port>, usize)>,
    modes: AtomicU8,
    watched: AtomicBool,
    watching: Mutex<()>,
}

impl Binding {
    /// Associates the handle with a port, for good. A descriptor that is watched already moves over.
    ///
    /// # Errors
    /// `WSA_INVALID_PARAMETER`: it has a port.
    pub fn associate(
        &self,
        port: &Arc<Port>,
        key: usize,
        watched: Option<(BorrowedFd<'_>, Handle)>,
    ) -> WsaResult<()> {
        let _moving = self.watching.lock();
        self.port.set((Arc::clone(port), key)).map_err(|_| WsaError::WSA_INVALID_PARAMETER)?;
        if let Some((fd, handle)) = watched
            && self.watched.load(Ordering::Acquire)
        {
            reactor::poller()?.forget(fd);
            port.poller().watch(fd, handle.into_raw() as u64)?;
        }
        Ok(())
    }

    /// Sets `SetFileCompletionNotificationModes`; a mode once set stays.
    pub fn add_modes(&self, modes: u8) {
        self.modes.fetch_or(modes, Ordering::Relaxed);
    }

    /// Whether an operation that succeeds at once stays silent at the port.
    pub fn skips_port_on_success(&self) -> bool {
        self.modes.load(Ordering::Relaxed) & SKIP_PORT_ON_SUCCESS != 0
    }

    /// How an operation without a routine is told.
    pub fn delivery(&self) -> Delivery {
        match self.port.get() {
            None => Delivery::Silent,
            Some((port, key)) => Delivery::Port {
                port: Arc::clone(port),
                key: *key,
                skip_on_success: self.skips_port_on_success(),
            },
        }
    }

    /// Ends the watch before another open file comes under the number of the descriptor; the next operation
    /// that must wait begins it anew.
    pub fn unwatch(&self, fd: BorrowedFd<'_>) {
        let _watching = self.watching.lock();
        if self.watched.swap(false, Ordering::AcqRel) {
            // It was watched, so there is a poller.
            let _ = self.poller().map(|poller| poller.forget(fd));
        }
    }

    fn poller(&self) -> WsaResult<&ws2_sys::poller::Poller> {
        match self.port.get() {
            Some((port, _)) => Ok(port.poller()),
            None => reactor::poller(),
        }
    }

    /// Whether edges are told already.
    #[inline]
    pub fn is_watched(&self) -> bool {
        self.watched.load(Ordering::Acquire)
    }

    /// Has edges of the descriptor told to the handle, from the first operation that must wait on.
    ///
    /// # Errors
    /// `WSAENOBUFS`, `WSAEMFILE`.
    pub fn watch(&self, fd: BorrowedFd<'_>, handle: Handle) -> WsaResult<()> {
        if self.watched.load(Ordering::Acquire) {
            return Ok(());
        }
        let _watching = self.watching.lock();
        if self.watched.load(Ordering::Acquire) {
            return Ok(());
        }
        self.poller()?.watch(fd, handle.into_raw() as u64)?;
        self.watched.store(true, Ordering::Release);
        Ok(())
    }
}
