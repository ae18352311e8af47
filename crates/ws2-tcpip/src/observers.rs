//! The observers of a socket, and the moments they are told.
//!
//! Whoever observes first has himself entered, then looks at the socket. Whoever changes the socket changes it first,
//! then looks whether there are observers. So one of the two sees the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering, fence};

use parking_lot::Mutex;
use smallvec::SmallVec;
use win32_wait::handle_table::Handle;
use win32_wait::port::Port;
use ws2_spi::Observer;
use ws2_types::WsaResult;

use crate::socket::Socket;

/// Those who observe a socket by any of its handles.
#[derive(Default)]
pub(crate) struct Observers {
    /// There are some.
    any: AtomicBool,
    list: Mutex<Vec<Arc<dyn Observer>>>,
}

impl Observers {
    fn enter(&self, observer: &Arc<dyn Observer>) {
        let mut list = self.list.lock();
        if !list.iter().any(|entered| Arc::ptr_eq(entered, observer)) {
            list.push(Arc::clone(observer));
        }
        self.any.store(true, Ordering::SeqCst);
        fence(Ordering::SeqCst);
    }

    fn strike(&self, observer: &Arc<dyn Observer>) {
        let mut list = self.list.lock();
        list.retain(|entered| !Arc::ptr_eq(entered, observer));
        self.any.store(!list.is_empty(), Ordering::SeqCst);
    }

    /// Whether there are any.
    pub(crate) fn any(&self) -> bool {
        self.any.load(Ordering::SeqCst)
    }

    /// Tells all of them, after a change that the caller has made or heard of.
    #[inline]
    pub(crate) fn tell(&self) {
        if self.any() {
            self.tell_list();
        }
    }

    #[cold]
    fn tell_list(&self) {
        // They are told without the lock, for they may enter or strike themselves.
        let told: SmallVec<[Arc<dyn Observer>; 4]> = self.list.lock().iter().map(Arc::clone).collect();
        for observer in told.iter().filter(|observer| !observer.changed()) {
            self.strike(observer);
        }
    }
}

impl Socket {
    pub(crate) fn enter_observer(
        &self,
        observer: &Arc<dyn Observer>,
        handle: Handle,
        near: Option<&Arc<Port>>,
    ) -> WsaResult<()> {
        self.watch_edges(handle, near)?;
        self.shared.observers.enter(observer);
        Ok(())
    }

    pub(crate) fn strike_observer(&self, observer: &Arc<dyn Observer>) {
        self.shared.observers.strike(observer);
    }
}

#[cfg(test)]
mod tests;
